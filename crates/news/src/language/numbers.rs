//! Numbers as a language groups them, and the form that its nouns take behind them.

use icu_decimal::DecimalFormatter;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::Language;
use super::kept::Kept;

thread_local! {
    static NUMBERS: Kept<Option<DecimalFormatter>> = const { Kept::new(std::collections::BTreeMap::new()) };
    static PLURALS: Kept<Option<PluralRules>> = const { Kept::new(std::collections::BTreeMap::new()) };
}

impl Language {
    /// A whole number as readers of the language see it.
    ///
    /// ```
    /// # use broadsheet_news::language::Language;
    /// assert_eq!(Language::tagged("en").unwrap().number(12345), "12,345");
    /// assert_eq!(Language::tagged("de").unwrap().number(12345), "12.345");
    /// ```
    #[must_use]
    pub fn number(&self, n: i64) -> String {
        let make = |locale: Locale| DecimalFormatter::try_new(locale.into(), Default::default()).ok();
        self.with(&NUMBERS, make, |numbers| match numbers {
            Some(numbers) => numbers.format(&n.into()).to_string(),
            None => n.to_string(),
        })
    }

    /// The form of a noun behind a number, in CLDR's words: `zero`, `one`, `two`, `few`, `many` or `other`.
    ///
    /// ```
    /// # use broadsheet_news::language::Language;
    /// assert_eq!([1, 2, 103].map(|n| Language::tagged("ar").unwrap().plural(n)), ["one", "two", "few"]);
    /// ```
    #[must_use]
    pub fn plural(&self, n: i64) -> &'static str {
        let make = |locale: Locale| PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok();
        let category = self.with(&PLURALS, make, |rules| rules.as_ref().map(|rules| rules.category_for(n)));
        match category.unwrap_or(PluralCategory::Other) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}
