//! A theme: templates, style and files. "Harbour" is built in; a folder of files may replace any of its.
//!
//! A theme never changes once it is made. What readers see of it is recorded like
//! everything else: a template under its name, with a hash over its text and all
//! that it includes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use broadsheet_news::facts::Hash;
use broadsheet_source::Failure;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

use crate::edition::Edition;
use crate::theme_view::{Markup, View};

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

/// What stands before the name of a dress, or of a file, where it is recorded that a part shows it.
const STYLE: &str = "style:";
const ASSET: &str = "asset:";

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
    pub(crate) fn style(&self, dress: Dress) -> Markup {
        self.styles.get(&dress).map(|style| style.text.clone()).unwrap_or_default()
    }

    /// What is recorded of a part that uses the template, style or file of that name: two themes that agree in it print
    /// the part alike.
    #[must_use]
    pub fn hash_of(&self, name: &str) -> Hash {
        if let Some(dress) = name.strip_prefix(STYLE) {
            let style = self.styles.iter().find(|(other, _)| other.name() == dress);
            return style.map_or(Hash::ABSENT, |(_, style)| style.recorded);
        }
        match name.strip_prefix(ASSET) {
            Some(asset) => Hash::of(assets::address_of(&self.assets, asset)),
            None => self.hashes.get(name).copied().unwrap_or(Hash::ABSENT),
        }
    }

    /// The names of templates, styles and files that are otherwise than in another theme, each with its hash in this one.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Vec<(String, Hash)> {
        let names: BTreeSet<String> = self.names().chain(other.names()).collect();
        let hashed = names.into_iter().map(|name| (self.hash_of(&name), name));
        hashed.filter(|(hash, name)| *hash != other.hash_of(name)).map(|(hash, name)| (name, hash)).collect()
    }

    /// The names under which it may be recorded what a part uses.
    fn names(&self) -> impl Iterator<Item = String> {
        let styles = self.styles.keys().map(|dress| format!("{STYLE}{}", dress.name()));
        let assets = self.assets.iter().map(|asset| format!("{ASSET}{}", asset.name));
        self.hashes.keys().cloned().chain(styles).chain(assets)
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
    pub(crate) fn style(&self, dress: Dress) -> Markup {
        self.uses(&format!("{STYLE}{}", dress.name()));
        self.theme.style(dress)
    }

    /// The path of a file of the theme, by its name without ending; that a part shows it is recorded.
    pub(crate) fn asset(&self, name: &str) -> &str {
        self.uses(&format!("{ASSET}{name}"));
        assets::address_of(&self.theme.assets, name)
    }

    fn uses(&self, name: &str) {
        self.source.used_template(name, self.theme.hash_of(name));
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
    edition.uses(V::TEMPLATE);
    let harbour = &**HARBOUR;
    match edition.theme.text(view) {
        Err(failure) if harbour.hash_of(V::TEMPLATE) != edition.theme.hash_of(V::TEMPLATE) => {
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
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| PLAIN[usize::from(byte)]) {
        return text.into();
    }
    let (mut out, mut written) = (String::new(), 0);
    for (at, c) in text.char_indices() {
        let escape = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(escape);
        written = at + c.len_utf8();
    }
    out.push_str(&text[written..]);
    out.into()
}

/// Of each byte, whether nothing that begins with it has to be escaped.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < plain.len() {
        // U+FFFE and U+FFFF begin with 0xEF.
        plain[byte] = !matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=8 | 0xb | 0xc | 0xe..=0x1f | 0xef);
        byte += 1;
    }
    plain
};

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
