//! What is made for a language once and kept on each thread: formatters and orders are dear to make and cheap to use.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::LocalKey;

use icu_locale::Locale;

use super::Language;

/// What a thread keeps of one kind, by language.
pub(super) type Kept<T> = RefCell<BTreeMap<Language, T>>;

impl Language {
    /// Hands `used` what is kept for the language; it is made where nobody on this thread has asked for it.
    pub(super) fn with<T, R>(
        &self,
        kept: &'static LocalKey<Kept<T>>,
        make: impl FnOnce(Locale) -> T,
        used: impl FnOnce(&T) -> R,
    ) -> R {
        kept.with_borrow_mut(|kept| used(kept.entry(self.clone()).or_insert_with(|| make(self.locale()))))
    }

    /// The language as ICU knows it. English without a region is written as in Britain.
    pub(super) fn locale(&self) -> Locale {
        let tag = if self.tag() == "en" { "en-GB" } else { self.tag() };
        tag.parse().unwrap_or(Locale::UNKNOWN)
    }
}
