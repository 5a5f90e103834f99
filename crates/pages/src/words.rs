//! The words of the furniture, by language. What no language has is said in English.

use broadsheet_news::language::Language;
use serde::Serialize;

macro_rules! furniture {
    ($($field:ident: $en:literal, $zh:literal, $ar:literal;)*) => {
        /// The words of the furniture in one language.
        #[derive(Debug, Serialize)]
        pub(crate) struct Words {
            $(pub $field: &'static str,)*
        }
        const ENGLISH: Words = Words { $($field: $en,)* };
        const CHINESE: Words = Words { $($field: $zh,)* };
        const ARABIC: Words = Words { $($field: $ar,)* };
    };
}

#[rustfmt::skip]
furniture! {
    skip: "Skip to the text", "跳到正文", "انتقل إلى النص";
    sections: "Sections", "版面", "الأقسام";
    editions: "Languages", "語言", "اللغات";
    services: "Services", "服務", "الخدمات";
    home: "Home", "首頁", "الرئيسية";
    breadcrumbs: "You are here", "您在這裡", "أنت هنا";
    directory: "Directory", "名錄", "الدليل";
    briefing: "Alexa", "Alexa", "Alexa";
    latest: "Latest", "最新消息", "الأحدث";
    by: "By", "文／", "بقلم";
    reader: "reader", "位讀者", "قارئ";
    readers: "readers", "位讀者", "قارئًا";
    share: "Share", "分享", "شارك";
    share_on: "Share by", "分享至", "شارك عبر";
    email: "E-mail", "電子郵件", "البريد";
    topics: "Topics", "主題", "المواضيع";
    related: "Related articles", "相關報導", "مقالات ذات صلة";
    updated: "Updated", "更新", "حُدّث";
    popular: "Most popular", "熱門報導", "الأكثر قراءة";
    corrections: "Corrections", "更正", "تصويبات";
    correction: "Correction", "更正", "تصويب";
    corrections_about: "What we got wrong, and what is right. The newest correction stands first.",
        "本報的錯誤與更正，最新的在最前面。", "ما أخطأنا فيه وما الصواب. أحدث تصويب أولًا.";
    corrections_none: "Nothing has been corrected yet. Corrections will stand here with the day they were made.",
        "目前沒有更正。日後的更正會連同日期刊登於此。", "لا تصويبات بعد. ستظهر هنا مع تاريخها.";
    corrections_older: "Older corrections", "較早的更正", "تصويبات أقدم";
    corrections_newest: "Newest corrections", "最新更正", "أحدث التصويبات";
    table: "Table", "表格", "جدول";
    older: "Older articles", "較早的報導", "مقالات أقدم";
    newest: "Newest articles", "最新報導", "أحدث المقالات";
    more: "More organisations", "更多機構", "مزيد من المؤسسات";
    older_page: "older articles", "較早的報導", "مقالات أقدم";
    subsections: "In this section", "本版分類", "في هذا القسم";
    also: "Also known as", "又稱", "يُعرف أيضًا باسم";
    articles_by: "Articles", "報導", "المقالات";
    none_yet: "Nothing has been published here yet. New articles will appear on this page.",
        "這裡尚未刊登報導，新的報導會出現在本頁。", "لم يُنشر شيء هنا بعد. ستظهر المقالات الجديدة في هذه الصفحة.";
    front_empty: "The first articles will appear here as soon as they are published.",
        "第一批報導刊登後會出現在這裡。", "ستظهر المقالات الأولى هنا فور نشرها.";
    directory_about: "Organisations in the news, with where to find them.",
        "新聞中的機構，以及如何聯絡。", "المؤسسات التي ترد في الأخبار، وكيف تصل إليها.";
    directory_empty: "No organisation is listed yet. Those that the paper adds will stand here, by name.",
        "尚未收錄任何機構。", "لا توجد مؤسسات بعد.";
    kinds: "What it is", "類別", "النوع";
    place: "Place", "地點", "المكان";
    postal_address: "Address", "地址", "العنوان";
    phone: "Telephone", "電話", "الهاتف";
    web: "Web", "網站", "الموقع";
    opening_hours: "Open", "開放時間", "أوقات العمل";
    in_the_news: "In the news", "相關報導", "في الأخبار";
    missing_title: "There is no page at this address", "這個地址沒有頁面", "لا توجد صفحة في هذا العنوان";
    missing_text: "The link may be mistyped, or the page may never have existed. The sections and the latest articles are below.",
        "連結可能有誤，或頁面從未存在。以下是各版面與最新報導。", "ربما كُتب الرابط خطأً. تجد الأقسام وأحدث المقالات أدناه.";
    gone_title: "This article has been withdrawn", "這篇報導已撤下", "سُحب هذا المقال";
    gone_text: "It stood at this address and is no longer part of the paper. The sections and the latest articles are below.",
        "這篇報導曾刊登於此，現已撤下。以下是各版面與最新報導。", "كان المقال في هذا العنوان ولم يعد متاحًا. تجد أحدث المقالات أدناه.";
    briefing_heading: "The voice briefing", "語音新聞簡報", "الموجز الصوتي";
    briefing_about: "The day’s main headlines, read aloud by a voice assistant or by any reader of feeds.",
        "由語音助理或訂閱程式朗讀的當日要聞。", "أهم عناوين اليوم، يقرؤها مساعد صوتي أو قارئ خلاصات.";
    briefing_add: "How to add it", "如何加入", "كيف تضيفه";
    briefing_step_app: "In the Alexa app, open More, then Settings, then News, and add this paper to your flash briefing if it is listed there.",
        "在 Alexa 應用程式中開啟「更多」、「設定」、「新聞」，若列有本報，即可加入快訊簡報。",
        "في تطبيق Alexa افتح المزيد ثم الإعدادات ثم الأخبار وأضف هذه الصحيفة إن وجدتها.";
    briefing_step_skill: "If it is not listed, make a flash briefing skill of your own in the Alexa developer console and give it this address:",
        "若未列出，請在 Alexa 開發者主控台建立自己的快訊簡報技能，並填入此地址：",
        "وإن لم تجدها فأنشئ مهارة موجز خاصة بك في لوحة مطوري Alexa وأعطها هذا العنوان:";
    briefing_step_rss: "Players that read RSS take this one:", "可讀取 RSS 的播放程式請用：", "والبرامج التي تقرأ RSS تأخذ هذا:";
    briefing_step_sections: "Each section has a briefing of its own:", "每個版面也有各自的簡報：", "ولكل قسم موجزه الخاص:";
    briefing_step_feed: "To read instead of listening, subscribe to the feed of the front page:",
        "若想閱讀而非聆聽，請訂閱首頁摘要：", "وللقراءة بدل الاستماع اشترك في خلاصة الصفحة الأولى:";
    briefing_say: "Then say: “Alexa, what’s my flash briefing?”", "然後說：「Alexa，我的快訊簡報是什麼？」", "ثم قل: «Alexa, what’s my flash briefing?»";
    briefing_now: "In the briefing now", "目前的簡報內容", "في الموجز الآن";
    search: "Search", "搜尋", "بحث";
    search_words: "Words to look for", "搜尋字詞", "كلمات البحث";
    search_help: "Look for words in headlines and texts, in any language of the paper. Section and days narrow a search, and do without words too.",
        "可用本報任何語言搜尋標題與內文；也可以只選版面與日期。", "ابحث عن كلمات في العناوين والنصوص. يمكن تضييق البحث بالقسم والأيام، حتى من دون كلمات.";
    search_section: "Section", "版面", "القسم";
    search_all_sections: "All sections", "所有版面", "كل الأقسام";
    search_from: "From", "自", "من";
    search_to: "To", "至", "إلى";
    search_sort: "Order", "排序", "الترتيب";
    search_best: "Best first", "最相關優先", "الأنسب أولًا";
    search_newest: "Newest first", "最新優先", "الأحدث أولًا";
    search_topic: "Topic", "主題", "الموضوع";
    search_person: "Author", "作者", "الكاتب";
    search_without: "Search without it", "取消此條件", "ابحث من دونه";
    search_found: "Articles found: {n}", "找到 {n} 篇報導", "المقالات التي وُجدت: {n}";
    search_none: "No article was found.", "找不到符合的報導。", "لم يُعثر على مقال.";
    search_none_help: "Look at the spelling, or use fewer or other words.",
        "請檢查用字，或改用較少、不同的字詞。", "راجع الإملاء أو استعمل كلمات أقل أو غيرها.";
    search_widen: "Search all sections and days", "搜尋所有版面與日期", "ابحث في كل الأقسام والأيام";
    search_respelled: "No article has “{typed}”. Looked for instead: {meant}", "沒有報導提到「{typed}」，改為搜尋：{meant}", "لا مقال فيه «{typed}». بُحث بدلًا منه عن: {meant}";
    search_loose: "No article has all of these words. Those below have most of them.",
        "沒有報導包含全部字詞，以下報導包含其中大部分。", "لا مقال فيه كل هذه الكلمات. في المقالات أدناه معظمها.";
    search_unfinished: "The index of words is being made at this moment: older articles may be missing.",
        "搜尋索引正在建立中，較早的報導可能暫時找不到。", "يُعدّ فهرس الكلمات الآن: قد تنقص مقالات أقدم.";
    search_out: "Nothing can be searched at this moment. Try again in a minute; sections and latest articles are there as always.",
        "目前無法搜尋，請稍後再試。", "البحث غير ممكن الآن. حاول بعد دقيقة.";
    search_long: "Only the first {n} characters were looked for.", "只搜尋了前 {n} 個字元。", "بُحث عن أول {n} حرف فقط.";
    search_day: "A day was left out that is not written as one of the calendar, such as 2026-11-25.",
        "日期格式不正確，已略過；請寫成 2026-11-25。", "أُهمل يوم لم يُكتب كأيام التقويم، مثل 2026-11-25.";
    search_no_section: "The paper has no such section.", "本報沒有這個版面。", "لا يوجد قسم كهذا.";
    search_no_topic: "The paper has no such topic.", "本報沒有這個主題。", "لا يوجد موضوع كهذا.";
    search_no_person: "The paper has no author of that name.", "本報沒有這位作者。", "لا يوجد كاتب كهذا.";
    search_page: "Only the first {n} articles of a search are shown. Narrow it by section or by day.",
        "只顯示前 {n} 篇報導，請用版面或日期縮小範圍。", "لا يُعرض إلا أول {n} مقال. ضيّق البحث بالقسم أو باليوم.";
    search_past: "The search has fewer pages.", "搜尋結果沒有這麼多頁。", "صفحات البحث أقل.";
    search_first: "First page", "第一頁", "الصفحة الأولى";
    search_before: "Page before", "上一頁", "الصفحة السابقة";
    search_after: "Next page", "下一頁", "الصفحة التالية";
    search_narrow: "Narrow the search", "縮小範圍", "ضيّق البحث";
    feed: "RSS feed", "RSS 摘要", "خلاصة RSS";
}

/// The words of that language, or English ones.
pub(crate) fn words(language: &Language) -> &'static Words {
    match language.tag().split('-').next() {
        Some("zh") => &CHINESE,
        Some("ar") => &ARABIC,
        _ => &ENGLISH,
    }
}

/// The language in the form of Open Graph, with the region where its readers mostly are.
pub(crate) fn locale(language: &Language) -> String {
    match language.tag() {
        "en" => "en_GB".to_owned(),
        "zh-Hant" => "zh_TW".to_owned(),
        "zh-Hans" => "zh_CN".to_owned(),
        "ar" => "ar_AR".to_owned(),
        tag => tag.replace('-', "_"),
    }
}

/// What a language calls itself, for the links to other editions.
pub(crate) fn own_name(language: &Language) -> String {
    match language.tag() {
        "en" => "English",
        "zh-Hant" => "繁體中文",
        "zh-Hans" => "简体中文",
        "zh" => "中文",
        "ar" => "العربية",
        "ja" => "日本語",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        tag => tag,
    }
    .to_owned()
}
