//! Languages: BCP 47 tags as a newspaper uses them, and how each writes numbers and dates and orders names.

use serde::{Deserialize, Serialize};

mod dates;
mod kept;
mod numbers;
mod order;
mod script;

pub use order::{Group, ORDER};

/// A language tag such as `en` or `zh-Hant` (BCP 47), in its canonical letter case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// The tag, put into canonical case, or `None` where it is not shaped like one.
    ///
    /// ```
    /// # use broadsheet_news::language::Language;
    /// assert_eq!(Language::tagged("ZH-hant").unwrap().tag(), "zh-Hant");
    /// assert!(Language::tagged("not a tag").is_none());
    /// ```
    #[must_use]
    pub fn tagged(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next().filter(|p| (2..=3).contains(&p.len()) && alphabetic(p))?;
        let mut canonical = primary.to_ascii_lowercase();
        for part in parts {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            canonical.push('-');
            canonical.push_str(&subtag(part));
        }
        Some(Self(canonical))
    }

    /// The tag as written in HTML's `lang`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag as the first piece of an address: `zh-hant`.
    #[must_use]
    pub fn prefix(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The tag's first piece, the language alone: `zh` of `zh-Hant`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// `ltr` or `rtl`, by the language's usual script.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if matches!(self.primary(), "ar" | "fa" | "he" | "ur" | "ps" | "dv" | "yi") { "rtl" } else { "ltr" }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Scripts (four letters) are titled, regions (two) are capitals, the rest is small (RFC 5646, 2.1.1).
fn subtag(part: &str) -> String {
    match part.len() {
        2 if alphabetic(part) => part.to_ascii_uppercase(),
        4 if alphabetic(part) => {
            let lower = part.to_ascii_lowercase();
            lower[..1].to_ascii_uppercase() + &lower[1..]
        }
        _ => part.to_ascii_lowercase(),
    }
}

fn alphabetic(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}
