//! Which language a name is in, as far as its script tells.

use super::Language;

/// The scripts that newspapers' languages are told apart by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    /// Chinese characters, kana and bopomofo.
    Han,
    Hangul,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            c if crate::body::is_cjk(c) => Self::Han,
            '\u{370}'..='\u{3ff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Self::Arabic,
            '\u{e00}'..='\u{e7f}' => Self::Thai,
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            _ => return None,
        })
    }
}

impl Language {
    /// The language of a name on a page of this one, where its script says that it is another of the paper's; nothing
    /// where it may be this one.
    ///
    /// ```
    /// # use broadsheet_news::language::Language;
    /// let paper = ["en", "zh-Hant"].map(|tag| Language::tagged(tag).unwrap());
    /// assert_eq!(paper[0].foreign("林美玲", &paper), Some(&paper[1]));
    /// assert_eq!(paper[1].foreign("Mara Quill", &paper), Some(&paper[0]));
    /// assert_eq!(paper[0].foreign("Mara Quill", &paper), None);
    /// ```
    #[must_use]
    pub fn foreign<'l>(&self, name: &str, paper: &'l [Self]) -> Option<&'l Self> {
        let own = self.script();
        if name.chars().filter_map(Script::of).any(|script| script == own) {
            return None;
        }
        let script = name.chars().find_map(Script::of)?;
        paper.iter().find(|language| language.script() == script)
    }

    /// The script that it is usually written in.
    fn script(&self) -> Script {
        match self.primary() {
            "zh" | "ja" | "yue" => Script::Han,
            "ko" => Script::Hangul,
            "ar" | "fa" | "ur" | "ps" => Script::Arabic,
            "he" | "yi" => Script::Hebrew,
            "el" => Script::Greek,
            "th" => Script::Thai,
            "ru" | "uk" | "bg" | "sr" | "mk" | "be" | "kk" | "ky" | "mn" | "tg" => Script::Cyrillic,
            _ => Script::Latin,
        }
    }
}
