//! The names of months in the languages of newspapers, and the rest of the words in times.

/// The month of that name, in small letters.
pub(super) fn month(name: &str) -> Option<i8> {
    NAMES.iter().find(|(names, _)| names.contains(&name)).map(|(_, month)| *month)
}

const NAMES: &[(&[&str], i8)] = &[
    (&["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "tammikuuta", "ledna", "stycznia", "января", "ocak", "ianuarie"], 1),
    (&["february", "feb", "februar", "février", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari", "helmikuuta", "února", "lutego", "февраля", "şubat"], 2),
    (&["march", "mar", "märz", "mär", "mars", "marzo", "março", "maart", "mrt", "maaliskuuta", "března", "marca", "марта", "mart", "marts"], 3),
    (&["april", "apr", "avril", "avr", "abril", "abr", "aprile", "huhtikuuta", "dubna", "kwietnia", "апреля", "nisan"], 4),
    (&["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "toukokuuta", "května", "maja", "мая", "mayıs"], 5),
    (&["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "kesäkuuta", "června", "czerwca", "июня", "haziran"], 6),
    (&["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "heinäkuuta", "července", "lipca", "июля", "temmuz"], 7),
    (&["august", "aug", "août", "agosto", "ago", "ago", "augustus", "augusti", "elokuuta", "srpna", "sierpnia", "августа", "ağustos"], 8),
    (&["september", "sep", "sept", "septembre", "septiembre", "settembre", "set", "setembro", "syyskuuta", "září", "września", "сентября", "eylül"], 9),
    (&["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "lokakuuta", "října", "października", "октября", "ekim"], 10),
    (&["november", "nov", "novembre", "noviembre", "novembro", "marraskuuta", "listopadu", "listopada", "ноября", "kasım"], 11),
    (&["december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "des", "desember", "joulukuuta", "prosince", "grudnia", "декабря", "aralık"], 12),
];

/// Words that may stand between the pieces of one time.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

const LINKS: &[&str] = &[
    "at", "um", "kl", "klo", "a", "à", "las", "los", "alle", "ore", "om", "o", "t", "de", "of", "uhr", "the", "h", "hrs", "às", "as", "del", "den", "am", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat",
    "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "日", "月", "火",
    "水", "木", "金", "土",
];

/// The offset in minutes of an abbreviated zone that means one thing in newspapers.
pub(super) fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}

const ZONES: &[(&str, i32)] = &[
    ("gmt", 0), ("utc", 0), ("z", 0), ("bst", 60), ("cet", 60), ("mez", 60), ("cest", 120), ("mesz", 120), ("eet", 120), ("eest", 180), ("est", -300), ("edt", -240), ("cdt", -300),
    ("mst", -420), ("mdt", -360), ("pst", -480), ("pdt", -420), ("akst", -540), ("akdt", -480), ("hst", -600), ("ist", 330), ("pkt", 300), ("sgt", 480), ("hkt", 480), ("myt", 480), ("awst", 480), ("jst", 540),
    ("kst", 540), ("aest", 600), ("aedt", 660), ("nzst", 720), ("nzdt", 780), ("wib", 420), ("sast", 120), ("wat", 60), ("eat", 180), ("msk", 180),
];
