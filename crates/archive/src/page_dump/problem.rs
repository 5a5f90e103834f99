//! Why a page dump cannot be taken in: a sentence that names the file and the way out.

use std::fmt;

/// The longest page dump, in bytes.
pub const LIMIT: u64 = 16 * 1024 * 1024;

/// Why a file is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read.
    Unreadable {
        /// The file.
        source: String,
        /// What the system said.
        reason: String,
    },
    /// It is larger than any page.
    TooLarge {
        /// The file.
        source: String,
        /// Its length in bytes.
        bytes: u64,
    },
    /// It holds bytes that no text has.
    Binary {
        /// The file.
        source: String,
    },
    /// Nothing stands in it.
    Empty {
        /// The file.
        source: String,
    },
    /// No headline was recognised.
    NoHeadline {
        /// The file.
        source: String,
    },
    /// It gives a time that no calendar has.
    NoSuchTime {
        /// The file.
        source: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { source, reason } => {
                write!(f, "“{source}” cannot be read ({reason}); check its path and your permission to read it.")
            }
            Self::TooLarge { source, bytes } => write!(
                f,
                "“{source}” has {bytes} bytes, and a page dump has at most {}; import one page's text a file.",
                LIMIT
            ),
            Self::Binary { source } => {
                write!(f, "“{source}” is not plain text in UTF-8; save the page as text and import that.")
            }
            Self::Empty { source } => write!(f, "“{source}” is empty; dump the page again and import that."),
            Self::NoHeadline { source } => write!(
                f,
                "“{source}” has no headline that can be recognised; put the headline on a line of its own above the text, or see with --dry-run what was recognised."
            ),
            Self::NoSuchTime { source } => write!(
                f,
                "“{source}” gives a time of publication outside the calendar; correct the line with the time."
            ),
        }
    }
}

impl std::error::Error for Problem {}
