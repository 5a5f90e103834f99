//! A theme: templates, style and files. "Harbour" is built in; a folder of files may replace any of its.
//!
//! A theme never changes once it is made. What readers see of it is recorded like
//! everything else: a template under its name, with a hash over its text and all
//! that it includes.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use broadsheet_news::facts::Hash;
use broadsheet_source::Failure;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

use crate::edition::Edition;
use crate::theme_view::View;

mod assets;
mod flaw;
mod includes;
mod replacing;
mod style;
mod templates;
#[cfg(test)]
mod tests;
mod views;

pub use assets::Asset;
pub use flaw::Flaw;
pub use replacing::Files;
pub use style::Dress;
use style::Style;

/// What one template may spend before it is stopped: a front with every place full needs a hundredth.
const FUEL: u64 = 1_000_000;

/// The name under which it is recorded that a part shows the style.
const STYLE: &str = "style.css";

static HARBOUR: LazyLock<Arc<Theme>> = LazyLock::new(|| Arc::new(Theme::made(&Files::default())));

/// Templates, style and files.
#[derive(Debug)]
pub struct Theme {
    environment: Environment<'static>,
    hashes: BTreeMap<String, Hash>,
    styles: BTreeMap<Dress, Style>,
    assets: Vec<Asset>,
}

impl Theme {
    /// The theme that is built in.
    #[must_use]
    pub fn harbour() -> Arc<Self> {
        HARBOUR.clone()
    }

    /// Harbour with some of its files replaced, and others added that they use.
    ///
    /// # Errors
    /// A [`Flaw`] that names file and line: a template that cannot be read or cannot print what its part shows, a style
    /// sheet that does not end, a file that replaces nothing and that nothing uses.
    pub fn replacing(files: &Files) -> Result<Self, Flaw> {
        replacing::judge(files)?;
        let theme = Self::made(files);
        views::print_all(&theme)?;
        Ok(theme)
    }

    fn made(files: &Files) -> Self {
        let assets = assets::of(files);
        let styles = style::of(files, &assets);
        let texts = templates::of(files);
        let mut environment = environment();
        for (name, text) in &texts {
            // A template of ours that cannot be read is found by a test; one from a folder by `judge`, before this.
            let added = environment.add_template_owned(name.clone(), text.clone());
            debug_assert!(added.is_ok(), "{name}: {added:?}");
        }
        Self { environment, hashes: includes::hashes(&texts), styles, assets }
    }

    /// The hash of every style as `Content-Security-Policy` names it, without quotes: `sha256-…`.
    pub fn style_hashes(&self) -> impl Iterator<Item = &str> {
        self.styles.values().map(|style| style.hash.as_str())
    }

    /// The files, each at an address that holds the hash of its bytes.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The text of the one style element that a page in that dress has.
    pub(crate) fn style(&self, dress: Dress) -> &str {
        self.styles.get(&dress).map_or("", |style| &style.text)
    }

    /// The text of a view, for what reads no source.
    pub(crate) fn text<V: View>(&self, view: &V) -> Result<String, Failure> {
        let printed = self.printed(view);
        printed.map_err(|error| Failure::Broken(format!("the template {} ({error:#})", V::TEMPLATE)))
    }

    fn printed<V: View>(&self, view: &V) -> Result<String, minijinja::Error> {
        self.environment.get_template(V::TEMPLATE)?.render(minijinja::value::Serde(view))
    }
}

impl Edition<'_> {
    /// The style; that a part shows it is recorded.
    pub(crate) fn style(&self, dress: Dress) -> &str {
        let style = self.theme.style(dress);
        self.source.used_template(STYLE, Hash::of(style));
        style
    }

    /// The path of a file of the theme, by its name without ending; that a part shows it is recorded.
    pub(crate) fn asset(&self, name: &str) -> &str {
        let path = assets::address_of(&self.theme.assets, name);
        self.source.used_template(name, Hash::of(path));
        path
    }

    /// The path of the picture that stands for a page without one, 1200 by 630.
    pub(crate) fn card(&self) -> &str {
        self.asset("card")
    }
}

/// Prints a view with its template.
///
/// A template from a folder that fails on what readers are to see now, though it printed every sample, is told in the
/// log, and the part is printed as Harbour prints it.
///
/// # Errors
/// Where a template of our own cannot be printed.
pub(crate) fn print<V: View>(edition: &Edition<'_>, view: &V) -> Result<String, Failure> {
    let hash = edition.theme.hashes.get(V::TEMPLATE).copied().unwrap_or(Hash::ABSENT);
    edition.source.used_template(V::TEMPLATE, hash);
    let harbour = &**HARBOUR;
    match edition.theme.text(view) {
        Err(failure) if harbour.hashes.get(V::TEMPLATE) != Some(&hash) => {
            tracing::error!(template = V::TEMPLATE, %failure, "a template of the theme's folder fails; ours is used");
            harbour.text(view)
        }
        printed => printed,
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        environment.set_syntax(syntax);
    }
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(formatted);
    environment
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
