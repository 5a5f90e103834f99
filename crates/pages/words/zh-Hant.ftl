# 頁面上新聞以外的文字，正體中文。

skip = 跳到正文
sections = 版面
services = 服務
home = 首頁
breadcrumbs = 您在這裡
directory = 名錄
briefing = Alexa
latest = 最新消息
feed = RSS 摘要
by = 文／
comma = 、
share = 分享
email = 電子郵件
topics = 主題
related = 相關報導
updated = 更新：
popular = 熱門報導
table = 表格
older = 較早的報導
newest = 最新報導
older_page = 較早的報導
subsections = 本版分類
also = 又稱
none_yet = 這裡尚未刊登報導，新的報導會出現在本頁。
front_empty = 第一批報導刊登後會出現在這裡。

titled = { $title }：{ $more }

readers = { $count } 位讀者

## 更正

corrections = 更正
correction = 更正
corrections_about = 本報的錯誤與更正，最新的在最前面。
corrections_none = 目前沒有更正。日後的更正會連同日期刊登於此。
corrections_older = 較早的更正
corrections_newest = 最新更正

## 名錄

directory_about = 新聞中的機構，以及如何聯絡。
directory_empty = 尚未收錄任何機構；日後收錄的機構會依名稱列在這裡。
directory_more = 更多機構
kinds = 類別
place = 地點
postal_address = 地址
phone = 電話
web = 網站
opening_hours = 開放時間
in_the_news = 相關報導

## 找不到的頁面

missing_title = 這個地址沒有頁面
missing_text = 連結可能有誤，或頁面從未存在。以下是各版面與最新報導。
gone_title = 這篇報導已撤下
gone_text = 這篇報導曾刊登於此，現已撤下。以下是各版面與最新報導。

## 語音簡報

briefing_heading = 語音新聞簡報
briefing_about = 由語音助理或訂閱程式朗讀的當日要聞。
briefing_add = 如何加入
briefing_step_app = 在 Alexa 應用程式中開啟「更多」、「設定」、「新聞」，若列有本報，即可加入快訊簡報。
briefing_step_skill = 若未列出，請在 Alexa 開發者主控台建立自己的快訊簡報技能，並填入此地址：
briefing_step_rss = 可讀取 RSS 的播放程式請用：
briefing_step_sections = 每個版面也有各自的簡報：
briefing_step_feed = 若想閱讀而非聆聽，請訂閱首頁摘要：
briefing_say = 然後說：「Alexa，我的快訊簡報是什麼？」
briefing_now = 目前的簡報內容
