//! What a template sees: a typed struct that names its template and can make samples of itself.

use serde::Serialize;

/// A struct that a template prints.
pub(crate) trait View: Serialize + Sized {
    /// The name of its template.
    const TEMPLATE: &'static str;

    /// One of each kind that the template must be able to print: full, bare, hostile.
    fn samples() -> Vec<Self>;
}
