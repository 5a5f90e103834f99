//! What names of people and of organisations look like.

/// Parts of names that are written small.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "la", "le", "el", "al", "bin", "ibn", "ten", "ter", "zu", "af", "av", "y", "e",
    "du", "des",
];

/// Words of jobs, at least one of which every role has.
const ROLES: &[&str] = &[
    "writer", "reporter", "editor", "correspondent", "journalist", "columnist", "contributor", "staff", "producer", "photographer",
    "author", "producer", "anchor", "intern", "freelance", "analyst", "director", "manager", "founder", "ceo", "professor", "chief", "critic",
    "redakteur", "redakteurin", "redaktion", "korrespondent", "korrespondentin", "reporterin", "autor", "autorin", "journalistin",
    "rédacteur", "rédactrice", "periodista", "corresponsal", "redactor", "giornalista", "jornalista", "repórter", "journalisten", "head", "senior", "expert", "specialist",
];

/// Words that organisations have in their names and people do not.
const ORGANISATIONS: &[&str] = &[
    "news", "press", "times", "post", "herald", "agency", "media", "journal", "daily", "gazette", "tribune", "university", "college", "reuters",
    "afp", "ap", "dpa", "upi", "cna", "xinhua", "bloomberg", "associated", "network", "radio", "tv", "television", "magazine", "review", "observer", "today",
    "team", "inc", "ltd", "llc", "group", "institute", "foundation", "bureau", "service", "sun", "mail", "telegraph", "chronicle", "globe", "desk", "staff", "pa", "weekly",
    "zeitung", "redaktion", "agentur", "company", "association", "report", "committee", "ministry", "council", "center", "centre",
];

/// Words that begin lines which only look like names.
const NEVER: &[&str] = &[
    "the", "a", "an", "in", "on", "at", "for", "to", "of", "how", "why", "what", "when", "is", "are", "our", "your", "my", "this", "that", "new", "read", "more",
    "home", "about", "contact", "share", "follow", "sign", "log", "subscribe", "breaking", "latest", "top", "best", "updated", "published", "posted", "by", "from",
    "photo", "image", "video", "credit", "menu", "search", "privacy", "terms", "all", "skip", "view", "see", "get", "join", "watch", "listen", "world", "politics",
    "business", "sports", "sport", "opinion", "health", "science", "technology", "culture", "local", "national", "international", "entertainment", "lifestyle",
    "education", "travel", "food", "money", "finance", "real", "estate", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "min", "minutes", "hours", "ago", "comments",
    "comment", "article", "articles", "blog", "tags", "topics", "print", "save", "copy", "link", "email", "facebook", "twitter", "getty", "images", "shutterstock", "istock",
    "und", "die", "das", "der", "ein", "eine", "mehr", "alle", "artikel", "startseite", "teilen", "uhr", "stand", "les", "los", "las", "editor's", "related", "popular",
    "key", "takeaways", "table", "contents", "quick", "free", "white", "house", "united", "states", "frequently", "asked", "questions", "no", "not", "with", "and", "or",
    "show", "hide", "select", "caption", "you", "might", "web", "design", "web", "story", "saved", "tool", "reviews", "page", "site", "map", "links", "keep", "what's", "customer", "learn", "show", "open", "source", "getting", "using", "find", "shop", "buy", "online", "digital", "marketing", "social", "park", "county", "city", "state", "product", "university", "premium", "member", "account", "university", "book", "next", "previous", "back", "download", "start", "guide", "tips", "services", "resources", "products", "support", "help", "main", "good", "reading", "time",
];

/// Whether a text looks like one person's name.
pub(super) fn is_person(text: &str) -> bool {
    if is_unspaced_name(text) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let lengths = (2..=5).contains(&words.len()) && text.chars().count() <= 45;
    let high = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    lengths && high >= 2 && words.first().is_some_and(|word| starts_high(word)) && words.iter().all(|word| is_part(word))
}

/// A name in a script without spaces: two to five signs, or so many with one space.
fn is_unspaced_name(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    (2..=6).contains(&signs) && text.chars().all(|c| hangul(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}') || c.is_whitespace())
}

fn starts_high(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_part(word: &str) -> bool {
    let low = word.to_lowercase();
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑'));
    let inner = !word.trim_end_matches('.').contains('.') || word.chars().count() <= 5;
    letters && inner && (starts_high(word) || PARTICLES.contains(&bare)) && !NEVER.contains(&bare)
}

/// Whether a text names a job.
pub(super) fn is_role(text: &str) -> bool {
    let low = text.to_lowercase();
    low.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word))
}

/// Whether a text names an organisation by one of its words.
pub(super) fn is_organisation(text: &str) -> bool {
    let low = text.to_lowercase();
    low.split(|c: char| !c.is_alphanumeric()).any(|word| ORGANISATIONS.contains(&word))
}

/// Whether a text is letters behind a name: `MD`, `PhD`, `Jr.`.
pub(super) fn is_title(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| *c != '.').collect();
    ["MD", "PhD", "Jr", "Sr", "MBA", "RD", "RDN", "CPA", "MSc", "BSc", "MA", "JD", "DO", "RN", "MPH", "DDS", "CFP", "LPC", "MS", "BA", "Esq", "II", "III"].contains(&bare.as_str())
}

/// Whether the first word begins lines that only look like names.
pub(super) fn is_never(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    NEVER.contains(&first.as_str())
}
