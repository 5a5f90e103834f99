//! What a template sees: a typed struct that names its template and can make samples of itself.

use minijinja::Value;
use serde::Serialize;

/// A struct that a template prints.
pub(crate) trait View: Serialize + Sized {
    /// The name of its template.
    const TEMPLATE: &'static str;

    /// One of each kind that the template must be able to print: full, bare, hostile.
    fn samples() -> Vec<Self>;
}

/// What a template writes as it is: HTML, a style, data. Copies share their bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Markup(Value);

#[cfg(test)]
impl Markup {
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self(Value::from_safe_string(text))
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Default for Markup {
    fn default() -> Self {
        "".into()
    }
}
