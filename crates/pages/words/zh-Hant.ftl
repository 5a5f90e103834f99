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
apart = ，
comma = 、
share = 分享
share_heading = 分享這篇報導
share_address = 報導網址
share_more = 更多分享方式
email = 電子郵件
topics = 主題
related = 相關報導
updated = 更新：
popular = 熱門報導
table = 表格
older = 較早的報導
newer = 較新的報導
archive = 歷史報導
beside = 前後日期
subsections = 本版分類
also = 又稱
none_yet = 這裡尚未刊登報導，新的報導會出現在本頁。
front_empty = 第一批報導刊登後會出現在這裡。

titled = { $title }：{ $more }

# The number of a page of a long list, counted from the oldest.
page = 第 { $number } 頁

articles = { $count } 篇報導

readers = { $count } 位讀者

## 更正

corrections = 更正
correction = 更正
corrections_about = 本報的錯誤與更正，最新的在最前面。
corrections_none = 目前沒有更正。日後的更正會連同日期刊登於此。
corrections_older = 較早的更正
corrections_newer = 較新的更正

## 名錄

directory_about = 新聞中的機構，以及如何聯絡。
directory_empty = 尚未收錄任何機構；日後收錄的機構會依名稱列在這裡。
directory_more = 更多機構
directory_letters = 依筆畫
directory_kinds = 依類別
directory_words = 查詢字詞
directory_find = 查詢
directory_nothing = 名錄中沒有含這些字詞的機構。請減少字詞再試一次。
directory_found = { $count } 個機構含有「{ $words }」
directory_first = 含有「{ $words }」的前 { $count } 個機構
map = 地圖
written_here = 該機構記者的報導
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

## 搜尋

search = 搜尋
search_words = 搜尋字詞
search_help = 可用本報任何語言搜尋標題與內文；也可以只選版面與日期。
search_section = 版面
search_all_sections = 所有版面
search_from = 自
search_to = 至
search_sort = 排序
search_best = 最相關優先
search_newest = 最新優先
search_topic = 主題
search_person = 作者
search_without = 取消此條件
search_found = 找到 { $count } 篇報導
search_none = 找不到符合的報導。
search_none_help = 請檢查用字，或改用較少、不同的字詞。
search_widen = 搜尋所有版面與日期
search_respelled = 沒有報導提到「{ $typed }」，改為搜尋：{ $meant }
search_loose = 沒有報導包含全部字詞，以下報導包含其中大部分。
search_unfinished = 搜尋索引正在建立中，較早的報導可能暫時找不到。
search_out = 目前無法搜尋，請稍後再試。
search_long = 只搜尋了前 { $n } 個字元。
search_day = 日期格式不正確，已略過；請寫成 2026-11-25。
search_no_section = 本報沒有這個版面。
search_no_topic = 本報沒有這個主題。
search_no_person = 本報沒有這位作者。
search_page = 只顯示前 { $n } 篇報導，請用版面或日期縮小範圍。
search_past = 搜尋結果沒有這麼多頁。
search_first = 第一頁
search_before = 上一頁
search_after = 下一頁
search_narrow = 縮小範圍
