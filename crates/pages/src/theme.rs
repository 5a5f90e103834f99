//! The theme "Harbour": its templates, its style and its files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use broadsheet_news::facts::Hash;
use broadsheet_source::Failure;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

use crate::edition::Edition;
use crate::theme_view::View;

mod assets;
mod style;
mod templates;
#[cfg(test)]
mod tests;

pub use assets::{Asset, assets};
pub(crate) use assets::{address_of, card};
pub(crate) use style::style;
pub use style::style_hash;

/// What one template may spend before it is stopped: a front with every place full needs a hundredth.
const FUEL: u64 = 1_000_000;

static HARBOUR: LazyLock<Theme> = LazyLock::new(Theme::harbour);

struct Theme {
    environment: Environment<'static>,
    hashes: BTreeMap<&'static str, Hash>,
}

impl Theme {
    fn harbour() -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        if let Ok(syntax) =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
        {
            environment.set_syntax(syntax);
        }
        environment.set_fuel(Some(FUEL));
        environment.set_formatter(formatted);
        let mut hashes = BTreeMap::new();
        // A template's hash is over its text and over all that it may include: the pieces and the style.
        let pieces: Vec<&str> = templates::PIECES.iter().map(|(_, text)| *text).collect();
        for (name, text) in templates::PIECES.iter().chain(templates::ALL) {
            hashes.insert(*name, Hash::of(&(text, &pieces, style_hash())));
            if let Err(error) = environment.add_template(name, text) {
                // A template of ours that cannot be read is found by the test of templates; a reader gets the fault page.
                hashes.remove(name);
                debug_assert!(false, "{name}: {error}");
            }
        }
        Self { environment, hashes }
    }
}

/// Prints a view with its template.
///
/// # Errors
/// Where the template cannot be printed: it was replaced by one that asks for what is not there.
pub(crate) fn print<V: View>(edition: &Edition<'_>, view: &V) -> Result<String, Failure> {
    let hash = HARBOUR.hashes.get(V::TEMPLATE).copied().unwrap_or(Hash::ABSENT);
    edition.source.used_template(V::TEMPLATE, hash);
    text(view)
}

/// The text of a view, for what reads no source.
pub(crate) fn text<V: View>(view: &V) -> Result<String, Failure> {
    let template = HARBOUR.environment.get_template(V::TEMPLATE);
    let printed = template.and_then(|template| template.render(minijinja::value::Serde(view)));
    printed.map_err(|error| Failure::Broken(format!("the template {} ({error:#})", V::TEMPLATE)))
}

/// Escapes what five characters mean in HTML and XML, and leaves out what XML cannot hold.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

fn formatted(
    out: &mut minijinja::Output<'_>,
    state: &mut minijinja::State,
    value: &minijinja::Value,
) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escaped(text)).map_err(minijinja::Error::from),
        _ => minijinja::escape_formatter(out, state, value),
    }
}
