//! Captions: what is said of photos, told by the credit in brackets, by being said twice, or by the words for a photographer.

use super::notes::Kind;
use super::prose;
use super::recognised::{Photo, Recognised};
use super::sheet::Sheet;

/// Words by which a credit is known.
const CREDITS: &[&str] = &[
    "getty images",
    "/getty",
    "(getty",
    "(ap photo",
    "ap photo/",
    "/ap)",
    "reuters)",
    "/reuters",
    "afp)",
    "/afp",
    "photo by",
    "photo:",
    "photograph:",
    "photos by",
    "image:",
    "image credit",
    "photo credit",
    "picture:",
    "credit:",
    "courtesy of",
    "foto:",
    "bild:",
    "shutterstock",
    "istock",
    "via ap",
    "epa)",
    "/epa",
    "(epa",
    "(afp",
    "(reuters",
    "(photo",
    "(image",
    "dpa/",
    "/dpa",
    "imago",
    "unsplash",
    "pexels",
    "©",
    "photographer:",
    "alamy",
    "cna photo",
    "(cna)",
    "（圖",
    "（写真",
    "[사진",
    "wikimedia",
];

/// Finds the caption of the lead photo between headline and text.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let head: Vec<usize> = sheet.head().collect();
    let twice = head.iter().copied().find(|&at| {
        sheet.free(at)
            && sheet.norm(at) == sheet.norm(at + 1)
            && sheet.free(at + 1)
            && prose::words(sheet.text(at)) >= 2
    });
    let Some(at) = twice.or_else(|| head.into_iter().find(|&at| sheet.free(at) && is_credited(sheet.text(at)))) else {
        return;
    };
    found.photo = Some(split(sheet.text(at)));
    let norm = sheet.norm(at).to_owned();
    for other in sheet.head() {
        if sheet.norm(other) == norm {
            sheet.mark(other, Kind::Caption);
        }
    }
}

/// Whether a piece is a caption.
pub(super) fn is_caption(sheet: &Sheet, at: usize) -> bool {
    let text = sheet.text(at);
    let count = prose::words(text);
    if count > 70 {
        return false;
    }
    is_credited(text)
}

fn is_credited(text: &str) -> bool {
    let low = text.to_lowercase();
    CREDITS.iter().any(|credit| low.contains(credit)) && prose::words(text) <= 70
}

/// `What it shows (Who made it)`.
fn split(text: &str) -> Photo {
    let plain = || Photo { caption: text.to_owned(), credit: String::new() };
    let Some(inner) = text.trim_end().strip_suffix(')') else { return plain() };
    let Some((caption, credit)) = inner.rsplit_once('(') else { return plain() };
    Photo { caption: caption.trim().to_owned(), credit: credit.trim().to_owned() }
}
