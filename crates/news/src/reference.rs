//! References: articles known only by headline and time.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::clock::Instant;
use crate::ids::{ArticleId, ReferenceId};
use crate::language::Language;

/// An article that another page listed, and of which nothing else is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its id.
    pub id: ReferenceId,
    /// The language of its headline.
    pub language: Language,
    /// Its headline as listed.
    pub headline: String,
    /// When it was published, where the list said so.
    pub published: Option<Instant>,
    /// The article it turned out to be.
    pub article: Option<ArticleId>,
}

/// The headline in the form in which two are compared: letters and digits of the
/// compatibility form, small, one space between words.
#[must_use]
pub fn normalised(headline: &str) -> String {
    let mut out = String::new();
    for c in headline.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c.is_whitespace() && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn quotes_case_and_spacing_do_not_tell_headlines_apart() {
        assert_eq!(normalised("Mayor: ‘We’ll  rebuild’ "), normalised("mayor: 'We'll rebuild'"));
        assert_ne!(normalised("Mayor rebuilds"), normalised("Mayors rebuild"));
    }
}
