//! The words that newspapers' pages print around an article, in the languages they print them in, in normalised form.

/// Labels above lists of related articles.
const RELATED: &[&str] = &[
    "related", "related articles", "related article", "related stories", "related story", "related news",
    "related posts", "related post", "related content", "related coverage", "related reading", "related topics",
    "read more", "read next", "read also", "more stories", "more news", "more like this", "more from", "more in",
    "more on this story", "more on this topic", "more articles", "more posts", "keep reading", "up next",
    "you may also like", "you might also like", "you may like", "you might like", "you may also be interested in",
    "you might also be interested in", "recommended", "recommended for you", "recommended articles",
    "recommended stories", "recommended reading", "recent posts", "recent articles", "recent news", "recent stories",
    "latest", "latest news", "latest stories", "latest articles", "latest posts", "latest headlines", "top stories",
    "top news", "editors picks", "editors picks", "editor s picks", "also read", "see also", "further reading",
    "dont miss", "in other news", "in case you missed it", "from our partners", "around the web", "suggested",
    "more for you", "explore more", "continue reading", "discover more", "similar articles", "similar posts",
    "mehr zum thema", "zum thema", "lesen sie auch", "lesen sie mehr", "lesen sie mehr zum thema", "auch interessant",
    "das könnte sie auch interessieren", "weitere artikel", "weitere themen", "weitere meldungen", "mehr dazu",
    "weitere informationen", "passend zum artikel", "verwandte artikel", "verwandte themen", "ähnliche artikel",
    "ähnliche beiträge", "neueste artikel", "neuste artikel", "aktuelle meldungen", "empfehlungen", "mehr aus",
    "à lire aussi", "lire aussi", "sur le même sujet", "articles liés", "à voir aussi", "les plus récents",
    "noticias relacionadas", "relacionados", "te puede interesar", "más noticias", "más información", "últimas noticias",
    "articoli correlati", "leggi anche", "potrebbe interessarti", "ultime notizie", "leia também", "leia mais",
    "veja também", "notícias relacionadas", "relacionadas", "lees ook", "lees meer", "meer nieuws", "les også", "læs også",
    "læs mere", "läs också", "läs mer", "les mer", "mer om", "lue myös", "czytaj także", "zobacz także", "související",
    "související články", "čtěte také", "ilgili haberler", "читайте также", "по теме", "関連記事", "関連ニュース",
    "あわせて読みたい", "こちらもおすすめ", "おすすめ記事", "新着記事", "相關新聞", "相关新闻", "延伸閱讀", "延伸阅读", "推薦閱讀",
    "관련기사", "관련 기사", "interessant", "baca juga", "berita terkait", "اقرأ أيضا", "مواضيع ذات صلة",
];

/// Labels above lists of what is read most.
const POPULAR: &[&str] = &[
    "most popular", "most read", "most viewed", "most shared", "popular", "popular articles", "popular posts",
    "popular stories", "popular news", "trending", "trending now", "trending posts", "trending stories",
    "trending articles", "top reads", "whats trending", "most watched", "most commented", "hot topics", "most recent",
    "meistgelesen", "meist gelesen", "am beliebtesten", "meistgelesene artikel", "beliebt", "beliebteste artikel",
    "top artikel", "topthemen", "les plus lus", "les plus populaires", "lo más leído", "lo más visto", "más leídas",
    "i più letti", "più letti", "mais lidas", "mais lidos", "mest lest", "mest læste", "mest läst", "mest lästa",
    "meest gelezen", "luetuimmat", "nejčtenější", "najczęściej czytane", "en çok okunanlar", "популярное",
    "самое читаемое", "アクセスランキング", "ランキング", "人気記事", "熱門新聞", "热门新闻", "最多閱讀", "많이 본 뉴스", "인기기사",
    "الأكثر قراءة",
];

/// Labels above an article's topics.
const TOPICS: &[&str] = &[
    "tags", "tag", "topics", "topic", "related tags", "related topics", "filed under", "keywords", "more about",
    "more on", "tagged", "tagged with", "posted in", "categories", "category", "explore more on these topics",
    "explore more on the topics in this story", "themen", "schlagworte", "schlagwörter", "schlagwörter zu diesem artikel",
    "themen des artikels", "themen in diesem artikel", "mehr zu", "stichwörter", "orte", "sujets", "mots clés", "thèmes",
    "etiquetas", "temas", "archivado en", "argomenti", "tópicos", "assuntos", "trefwoorden", "onderwerpen", "emner",
    "ämnen", "taggar", "tagit", "témata", "související témata", "tagi", "etiketler", "теги", "キーワード", "関連キーワード",
    "ジャンル", "關鍵字", "关键词", "태그", "topik", "الوسوم",
];

/// Labels after which others than the author speak, or nothing of the article comes any more.
const END: &[&str] = &[
    "comments", "comment", "leave a reply", "leave a comment", "leave a reply cancel reply", "post a comment",
    "add a comment", "write a comment", "join the conversation", "join the discussion", "discussion about this post",
    "show comments", "view comments", "load comments", "responses", "reader comments", "0 comments", "no comments",
    "about the author", "about the authors", "about author", "about the writer", "post navigation", "post a reply",
    "kommentare", "kommentar", "kommentieren", "kommentar schreiben", "schreibe einen kommentar", "über den autor",
    "ergänzungen", "diskutieren sie mit", "zur startseite", "teilen sie ihre meinung", "commentaires", "laisser un commentaire",
    "comentarios", "deja una respuesta", "comentários", "deixe um comentário", "lascia un commento",
    "lascia un commento annulla risposta", "commenti", "reacties", "kommentarer", "diskuze", "komentarze", "комментарии",
    "yorumlar", "コメント", "留言", "评论", "댓글", "التعليقات", "previous post", "next post", "previous article",
    "next article", "frequently asked questions", "footer", "site map", "follow us", "connect with us", "contact us",
    "about us", "references", "impressum", "sign up for our newsletter", "subscribe to our newsletter", "newsletter",
    "ready for more", "share this article", "share this post", "sdílejte článek", "back to top", "get in touch",
];

/// Words on buttons and links around an article.
const BUTTONS: &[&str] = &[
    "share", "share this", "share this article", "share this post", "share this story", "share this page", "share on",
    "facebook", "twitter", "x", "x twitter", "linkedin", "whatsapp", "email", "e mail", "reddit", "pinterest", "telegram", "flipboard",
    "pocket", "bluesky", "threads", "tumblr", "print", "print this page", "copy", "copy link", "copy url", "link copied", "save",
    "saved", "bookmark", "like", "likes", "follow", "following", "tweet", "pin", "pin it", "post", "messenger", "line",
    "advertisement", "advertisements", "advertising", "advert", "ad", "ads", "sponsored", "sponsored ad", "anzeige", "werbung",
    "publicité", "publicidad", "pubblicità", "publicidade", "annonse", "annonce", "annons", "reklama", "реклама", "広告", "広告",
    "article continues below", "article continues after advertisement", "story continues below", "scroll to continue",
    "continue reading below", "loading", "play", "pause", "mute", "video", "watch", "listen", "listen to this article",
    "audio", "close", "open", "menu", "search", "log in", "login", "sign in", "sign up", "register", "subscribe",
    "subscribe now", "donate", "home", "next", "previous", "back", "view all", "see all", "show more", "load more", "more", "learn more",
    "read more", "read full story", "skip to content", "skip to main content", "table of contents", "contents",
    "image", "photo", "credit", "getty images", "reply", "teilen", "drucken", "merken", "artikel merken", "vorlesen", "mehr", "weiterlesen",
    "partager", "imprimer", "compartir", "guardar", "imprimir", "condividi", "stampa", "compartilhar", "salvar", "delen", "del",
    "dela", "jaa", "udostępnij", "sdílet", "paylaş", "поделиться", "反応", "保存", "シェア", "分享", "공유", "print this article",
    "open in new window", "click to enlarge", "enlarge", "view gallery", "gallery", "slideshow", "caption", "toggle caption",
    "hide caption", "fb", "tw", "mail", "msg", "wa", "sms", "url", "gift", "comment", "comments", "font size", "text size", "link",
    "kopieren", "link kopieren", "share article", "share story", "sharesave", "share save", "pfeil rechts", "pfeil links",
];

/// Phrases that only the page's own business speaks in.
const BUSINESS: &[&str] = &[
    "cookie", "privacy policy", "terms of service", "terms of use", "terms and conditions", "all rights reserved", "newsletter",
    "subscribe to", "subscribe now", "subscribe for", "subscribe today", "sign up for", "sign up to", "sign up now", "signing up", "log in to", "login to", "your inbox",
    "your browser", "javascript", "copyright ©", "©", "your email address", "unsubscribe", "click here to", "advertise with", "adblock",
    "ad blocker", "download the app", "download our app", "follow us on", "like us on", "join our", "join the conversation",
    "by clicking", "by submitting", "recaptcha", "affiliate commission", "affiliate links", "opens in new window", "opens in a new tab",
    "datenschutz", "nutzungsbedingungen", "alle rechte vorbehalten", "jetzt abonnieren", "abonnieren sie", "tous droits réservés",
    "todos los derechos", "todos os direitos", "tutti i diritti", "無断転載", "무단전재", "wird in neuem fenster", "einwilligung",
    "support our journalism", "become a member", "this email address is being protected", "buy now", "add to cart", "free trial",
    "republished under", "all posts by", "view all posts", "see all posts", "more posts by", "a version of this article",
];

/// Whether the piece is the label of a list of related articles.
pub(super) fn is_related(norm: &str) -> bool {
    RELATED.contains(&norm) || starts_label(norm, &["more from ", "more in ", "related ", "mehr aus ", "latest in ", "latest from ", "more stories "])
}

/// Whether the piece is the label of a list of popular articles.
pub(super) fn is_popular(norm: &str) -> bool {
    POPULAR.contains(&norm) || starts_label(norm, &["most read in ", "most popular in ", "trending in ", "most read ", "most popular "])
}

/// Whether the piece is the label of the topics.
pub(super) fn is_topics(norm: &str) -> bool {
    TOPICS.contains(&norm)
}

/// Whether nothing of the article comes after the piece.
pub(super) fn is_end(norm: &str) -> bool {
    END.contains(&norm) || counted(norm)
}

/// Whether the piece is a button, or a few of them on one line.
pub(super) fn is_button(norm: &str) -> bool {
    norm.is_empty() || BUTTONS.contains(&norm) || starts_label(norm, &["share on ", "share via ", "share to ", "click to share ", "share this "])
        || (norm.split(' ').count() <= 8 && norm.split(' ').all(|word| BUTTONS.contains(&word)))
}

/// Whether the page speaks of itself: cookies, subscriptions, rights.
pub(super) fn is_business(text: &str) -> bool {
    let low = text.to_lowercase();
    BUSINESS.iter().any(|phrase| low.contains(phrase))
}

/// `12 comments`, `36 Kommentare`.
fn counted(norm: &str) -> bool {
    let Some((number, word)) = norm.split_once(' ') else { return false };
    number.bytes().all(|b| b.is_ascii_digit())
        && ["comments", "comment", "responses", "kommentare", "ergänzungen", "commentaires", "comentarios", "replies", "thoughts on"]
            .iter()
            .any(|noun| word == *noun)
}

fn starts_label(norm: &str, starts: &[&str]) -> bool {
    norm.split(' ').count() <= 5 && starts.iter().any(|start| norm.starts_with(start))
}

/// Whether somebody else begins to speak: `Ann on May 3, 2020 at 5 pm said:`.
pub(super) fn is_comment(text: &str) -> bool {
    const SAYS: [&str; 14] = ["says:", "said:", "sagt:", "says", "wrote:", "schreibt:", "dice:", "dit :", "reply", "replied", "skrev:", "zegt:", "antworten", "répondre"];
    let low = text.to_lowercase();
    super::prose::words(text) <= 14 && SAYS.iter().any(|says| low.ends_with(says))
}
