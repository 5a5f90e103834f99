//! A flaw: why a theme's folder is not used, with file and line.

use std::fmt;

/// What is wrong with a file of a theme's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file, from the folder: `templates/card.html`.
    pub file: String,
    /// The line, from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong, and the way out.
    pub why: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.why),
            None => write!(f, "{}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for Flaw {}

impl Flaw {
    /// What minijinja says of a template, told of the file in which it happened.
    pub(super) fn of(template: &str, error: &minijinja::Error) -> Self {
        let mut deepest = error;
        while let Some(below) = std::error::Error::source(deepest).and_then(|e| e.downcast_ref::<minijinja::Error>()) {
            deepest = below;
        }
        let said = deepest.detail().map_or_else(|| deepest.kind().to_string(), |d| format!("{}: {d}", deepest.kind()));
        Self {
            file: super::templates::path(deepest.name().unwrap_or(template)),
            line: deepest.line(),
            why: format!("{said}. Correct it, or take the file away."),
        }
    }
}
