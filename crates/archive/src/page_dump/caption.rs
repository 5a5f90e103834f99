//! Captions: what is said of photos, told by the credit in brackets, by being said twice, or by the words for a photographer.

use super::kind::Kind;
use super::prose;
use super::recognised::{Photo, Recognised};
use super::sheet::Sheet;

/// Words by which a credit is known at the end of a caption.
const CREDITS: &[&str] = &[
    "getty",
    "ap photo",
    "/ap)",
    "(ap)",
    "reuters)",
    "/reuters",
    "afp)",
    "/afp",
    "photo by",
    "photos by",
    "photo:",
    "photograph:",
    "photography:",
    "image:",
    "image credit",
    "photo credit",
    "picture:",
    "picture by",
    "credit:",
    "courtesy",
    "foto:",
    "foto ",
    "bild:",
    "shutterstock",
    "istock",
    "via ap",
    "epa)",
    "/epa",
    "dpa/",
    "/dpa",
    "dpa)",
    "imago",
    "unsplash",
    "pexels",
    "©",
    "photographer:",
    "alamy",
    "cna photo",
    "(cna",
    "wikimedia",
    "adobe stock",
    "file photo",
    "illustration",
    "source:",
    "（圖",
    "（写真",
    "（提供",
    "提供）",
    "[사진",
    "사진=",
    "撮影",
    "/ap",
    "image source",
    "screenshot",
];
/// Words with which the lines of photos begin.
const STARTS: &[&str] = &[
    "photo:",
    "photo by",
    "image:",
    "image credit",
    "credit:",
    "photo credit",
    "picture:",
    "foto:",
    "bild:",
    "source:",
    "quelle:",
    "photograph:",
    "image source",
    "photos:",
    "©",
    "video:",
];
/// A credit stands in so many of the last signs.
const TAIL: usize = 48;

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
    is_credited(sheet.text(at))
}

fn is_credited(text: &str) -> bool {
    let count = prose::words(text);
    if count > 70 {
        return false;
    }
    let low = text.to_lowercase();
    let from = low.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at);
    let tail = low.get(from..).unwrap_or_default();
    // In running text a full stop follows what only looks like a credit.
    let bracket = text.trim_end().ends_with([')', '）', ']', '】']);
    let open = !tail.trim_end().ends_with(['.', '。', '!', '?', '"', '”']) || count < 25;
    STARTS.iter().any(|start| low.starts_with(start) && count < 30)
        || ((bracket || open) && CREDITS.iter().any(|credit| tail.contains(credit)))
}

/// `What it shows (Who made it)`.
fn split(text: &str) -> Photo {
    let plain = || Photo { caption: text.to_owned(), credit: String::new() };
    let Some(inner) = text.trim_end().strip_suffix(')') else { return plain() };
    let Some((caption, credit)) = inner.rsplit_once('(') else { return plain() };
    Photo { caption: caption.trim().to_owned(), credit: credit.trim().to_owned() }
}
