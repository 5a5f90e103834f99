//! The style: written to be read, sent without what only its writers need, and named by its hash.

use std::collections::BTreeMap;

use broadsheet_news::facts::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::assets::{Asset, address_of};
use super::replacing::Files;
use crate::theme_view::Markup;

macro_rules! sheets {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../styles/", $name)))),*]
    };
}

/// Which sheets a kind of page needs: what it does not show, it does not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dress {
    /// An article.
    Article,
    /// A front.
    Front,
    /// A list with places over it, and what stands where nothing is found.
    Section,
    /// A list.
    List,
    /// A text that is no article.
    Standing,
}

impl Dress {
    /// Its name, in one word.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Front => "front",
            Self::Section => "section",
            Self::List => "list",
            Self::Standing => "standing",
        }
    }
}

/// Every dress with its sheets, in the order in which they are joined.
const DRESSES: [(Dress, &[&str]); 5] = [
    (Dress::Article, &["base.css", "furniture.css", "cards.css", "article.css", "print.css"]),
    (Dress::Front, &["base.css", "furniture.css", "cards.css", "front.css", "print.css"]),
    (Dress::Section, &["base.css", "furniture.css", "cards.css", "front.css", "other.css", "print.css"]),
    (Dress::List, &["base.css", "furniture.css", "cards.css", "other.css", "print.css"]),
    (Dress::Standing, &["base.css", "furniture.css", "cards.css", "article.css", "other.css", "print.css"]),
];

/// The sheets.
const SHEETS: &[(&str, &str)] =
    sheets!["base.css", "furniture.css", "cards.css", "article.css", "front.css", "other.css", "print.css"];

/// The text of the one style element that a page has, for each dress. `%name%` in a sheet is the address of the theme's
/// file of that name.
pub(super) fn of(files: &Files, assets: &[Asset]) -> BTreeMap<Dress, Style> {
    let sheet = |name: &&str| {
        let ours = SHEETS.iter().find(|(ours, _)| ours == name).map_or("", |(_, text)| text);
        files.text(&format!("styles/{name}")).unwrap_or(ours)
    };
    let style = |sheets: &[&str]| {
        let whole: Vec<&str> = sheets.iter().map(sheet).collect();
        let text = smaller(&placed(&whole.concat(), assets));
        Style { recorded: Hash::of(&text), hash: hash(&text), text: text.into() }
    };
    DRESSES.iter().map(|(dress, sheets)| (*dress, style(sheets))).collect()
}

/// A style, and its hash as `Content-Security-Policy` names it and as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) text: Markup,
    pub(super) hash: String,
    pub(super) recorded: Hash,
}

/// `sha256-…`, without quotes.
fn hash(style: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(style.as_bytes())))
}

/// Whether Harbour has a sheet of that name.
pub(super) fn is_ours(name: &str) -> bool {
    SHEETS.iter().any(|(ours, _)| *ours == name)
}

/// The names of the sheets, for a sentence.
pub(super) fn names() -> String {
    SHEETS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// What would break the page or the sheets after this one, with its line: brackets or comments left open, an end of the
/// element, a file that the theme does not have.
pub(super) fn judge(sheet: &str, assets: &[Asset]) -> Result<(), (usize, String)> {
    let (mut open, mut comment) = (Vec::new(), None);
    for (at, line) in sheet.lines().enumerate() {
        let flaw = |why: &str| Err((at + 1, why.to_owned()));
        if line.contains("</") {
            return flaw("A style sheet cannot hold `</`: it would end there. Leave it out.");
        }
        if let Some(name) =
            line.split('%').nth(1).filter(|n| line.contains(&format!("url(%{n}%)")) && address_of(assets, n).is_empty())
        {
            return flaw(&format!("The theme has no file called {name}. Put it into fonts or images."));
        }
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            match comment {
                Some(_) if rest.starts_with("*/") => comment = None,
                Some(_) => {}
                None if rest.starts_with("/*") => comment = Some(at + 1),
                None if c == '{' => open.push(at + 1),
                None if c == '}' && open.pop().is_none() => {
                    return flaw("This bracket closes none that is open. Take it away.");
                }
                None => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    match (comment, open.last()) {
        (Some(line), _) => Err((line, "The comment that begins here does not end. Close it with `*/`.".to_owned())),
        (None, Some(line)) => Err((*line, "The bracket that opens here is not closed. Close it.".to_owned())),
        (None, None) => Ok(()),
    }
}

/// The sheet with the addresses of the theme's files in their places.
fn placed(sheet: &str, assets: &[Asset]) -> String {
    assets.iter().fold(sheet.to_owned(), |sheet, asset| sheet.replace(&format!("%{}%", asset.name), &asset.path))
}

/// The sheet without comments and without white space that means nothing.
fn smaller(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let mut out = words.join(" ");
    for (wide, narrow) in
        [(" {", "{"), ("{ ", "{"), (" }", "}"), ("} ", "}"), ("; ", ";"), (": ", ":"), (", ", ","), (";}", "}")]
    {
        out = out.replace(wide, narrow);
    }
    out
}

/// Base64 with its padding (RFC 4648, 4): three bytes are four letters.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let whole = (0..3).fold(0_usize, |n, i| n << 8 | usize::from(three.get(i).copied().unwrap_or(0)));
        for place in 0..4 {
            let letter = LETTERS[(whole >> (18 - 6 * place)) & 63];
            out.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn a_sheet_is_made_smaller_and_means_the_same() {
        let sheet = "/* the text */\na:hover ,\nb { color : red; margin: calc(1px + 2px) 0 }\n";
        assert_eq!(smaller(sheet), "a:hover ,b{color :red;margin:calc(1px + 2px) 0}");
    }

    #[test]
    fn the_style_closes_no_element_and_asks_no_other_origin() {
        let theme = super::super::Theme::harbour();
        for (dress, _) in DRESSES {
            let unfit = ["<", "//", "%serif%", "%sans%", "@import"]
                .into_iter()
                .find(|part| theme.style(dress).as_str().contains(part));
            assert_eq!(unfit, None, "{dress:?}");
        }
    }
}
