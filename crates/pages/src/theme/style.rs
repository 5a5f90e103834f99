//! The style: written to be read, sent without what only its writers need, and named by its hash.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::assets::address_of;

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let sheets = [
        include_str!("../../styles/base.css"),
        include_str!("../../styles/furniture.css"),
        include_str!("../../styles/article.css"),
        include_str!("../../styles/front.css"),
        include_str!("../../styles/other.css"),
        include_str!("../../styles/print.css"),
    ];
    let whole = sheets.concat().replace("%serif%", address_of("serif")).replace("%sans%", address_of("sans"));
    smaller(&whole)
});

static HASH: LazyLock<String> = LazyLock::new(|| format!("sha256-{}", base64(&Sha256::digest(style().as_bytes()))));

/// The text of the one style element that every page has.
pub(crate) fn style() -> &'static str {
    &STYLE
}

/// The style's hash as `Content-Security-Policy` names it, without quotes: `sha256-…`.
#[must_use]
pub fn style_hash() -> &'static str {
    &HASH
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
        assert!(!["<", "//", "%serif%", "%sans%", "@import"].iter().any(|part| style().contains(part)));
    }
}
