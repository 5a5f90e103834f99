//! Where a link may lead, and the language that a foreign word is in.

use std::fmt;

use serde::{Deserialize, Serialize};

const LONGEST_LINK: usize = 4096;

/// An address that a reader may safely follow: http, https, mailto, tel, or a place on this site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

impl Link {
    /// The address written so, in its canonical spelling, unless it is one that a reader may not follow.
    pub fn parse(text: &str) -> Option<Link> {
        let spelled = spell(text)?;
        if spelled.len() > LONGEST_LINK {
            return None;
        }
        if spelled.starts_with('#') || (spelled.starts_with('/') && !spelled.starts_with("//")) {
            return Some(Link(spelled));
        }
        let (scheme, rest) = spelled.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let safe = match scheme.as_str() {
            "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
            "mailto" | "tel" => !rest.is_empty(),
            _ => false,
        };
        safe.then(|| Link(format!("{scheme}:{rest}")))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Browsers drop tabs and line ends inside an address and read `\` as `/`: so must whoever judges it.
fn spell(text: &str) -> Option<String> {
    let mut spelled = String::with_capacity(text.len());
    for c in text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            '\\' => return None,
            '"' | '<' | '>' | '`' | ' ' => spelled.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() || c.is_whitespace() => return None,
            c => spelled.push(c),
        }
    }
    Some(spelled)
}

fn has_host(after_slashes: &str) -> bool {
    after_slashes.chars().next().is_some_and(|c| !matches!(c, '/' | '?' | '#' | ':' | '@'))
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Link {
    type Error = String;

    fn try_from(text: String) -> Result<Link, String> {
        Link::parse(&text).ok_or_else(|| format!("“{text}” is no address that a reader may follow."))
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0
    }
}

/// A language by its BCP 47 tag, in the usual spelling (`zh-Hant-TW`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The tag written so, if it has the form of one.
    pub fn parse(text: &str) -> Option<LanguageTag> {
        let text = text.trim();
        let mut parts = text.split('-');
        let first = parts.next()?;
        let language = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let rest =
            parts.clone().all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !language || !rest || text.len() > 35 {
            return None;
        }
        let mut tag = first.to_ascii_lowercase();
        for part in parts {
            tag.push('-');
            tag.push_str(&subtag(part));
        }
        Some(LanguageTag(tag))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Scripts are written `Hant`, regions `TW`, all else in small letters.
fn subtag(part: &str) -> String {
    let alphabetic = part.bytes().all(|b| b.is_ascii_alphabetic());
    match part.len() {
        2 if alphabetic => part.to_ascii_uppercase(),
        4 if alphabetic => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = String;

    fn try_from(text: String) -> Result<LanguageTag, String> {
        LanguageTag::parse(&text).ok_or_else(|| format!("“{text}” is no language tag."))
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> String {
        tag.0
    }
}
