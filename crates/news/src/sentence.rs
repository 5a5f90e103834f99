//! What is said to whoever works here: sentences that know their form, so that each can be said in another language.

use std::fmt;

use crate::ids::{AccountId, ArticleId, PersonId, PhotoId, RevisionId, SectionId};
use crate::language::Language;

/// Something said: a form with gaps and what stands in them, or somebody's own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sentence {
    /// A form of ours, with `{}` for each gap.
    Form(&'static str, Vec<Sentence>),
    /// Names, numbers, what others wrote: the same in every language.
    Text(String),
}

/// A sentence of that form: `sentence!("There is no article {}.", id)`.
///
/// The forms of all sentences are listed, with what they are in other languages, in `crates/web/words`.
#[macro_export]
macro_rules! sentence {
    ($form:literal $(, $said:expr)* $(,)?) => {
        $crate::sentence::Sentence::Form($form, vec![$($crate::sentence::Told::told(&$said)),*])
    };
}

impl Sentence {
    /// The sentence in the forms that `form_of` has for ours; in ours, where it has none.
    ///
    /// A form of another language fills its gaps in order too, or says by number which it means, counting from 1: `{2}`.
    pub fn in_words<'f>(&self, form_of: &dyn Fn(&str) -> Option<&'f str>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Form(form, said) => {
                let said: Vec<String> = said.iter().map(|said| said.in_words(form_of)).collect();
                filled(form_of(form).unwrap_or(form), &said)
            }
        }
    }
}

fn filled(form: &str, said: &[String]) -> String {
    let mut pieces = form.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (at, piece) in pieces.enumerate() {
        let (which, rest) = piece.split_once('}').unwrap_or_default();
        let which = which.parse::<usize>().map_or(at, |number| number.saturating_sub(1));
        out.push_str(said.get(which).map(String::as_str).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&|_| None))
    }
}

impl From<&'static str> for Sentence {
    fn from(form: &'static str) -> Self {
        Self::Form(form, Vec::new())
    }
}

/// What may stand in a gap of a sentence.
pub trait Told {
    /// It, as it stands there.
    fn told(&self) -> Sentence;
}

impl Told for Sentence {
    fn told(&self) -> Sentence {
        self.clone()
    }
}

impl<T: Told + ?Sized> Told for &T {
    fn told(&self) -> Sentence {
        (*self).told()
    }
}

macro_rules! told_as_they_are {
    ($($what:ty),*) => {
        $(impl Told for $what {
            fn told(&self) -> Sentence {
                Sentence::Text(self.to_string())
            }
        })*
    };
}

told_as_they_are!(
    str, String, usize, u8, u32, u64, i64, Language, AccountId, ArticleId, PersonId, PhotoId, RevisionId, SectionId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_in_its_own_form_or_in_anothers() {
        let role: Sentence = "editor".into();
        let said = sentence!("{} takes the role of {}.", "Ada {", role);
        assert_eq!(said.to_string(), "Ada { takes the role of editor.");
        let other = |form: &str| match form {
            "editor" => Some("編輯"),
            "{} takes the role of {}." => Some("要有{2}的職權，{1}才能這樣做。"),
            _ => None,
        };
        assert_eq!(said.in_words(&other), "要有編輯的職權，Ada {才能這樣做。");
    }
}
