//! What kind of file the bytes are, whatever they are called.

use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use image::ImageFormat;

use crate::Unfit;

/// The kinds that we read, by how they begin.
pub(crate) fn sort(bytes: &[u8]) -> Result<ImageFormat, Unfit> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let holds = |at: usize, what: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(what));
    let no = |what: &'static str| Err(Unfit(sentence!("{} Give a JPEG, PNG, WebP or GIF.", Sentence::from(what))));
    if begins(b"\xff\xd8\xff") {
        Ok(ImageFormat::Jpeg)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Ok(ImageFormat::Png)
    } else if begins(b"RIFF") && holds(8, b"WEBP") {
        Ok(ImageFormat::WebP)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Ok(ImageFormat::Gif)
    } else if bytes.is_empty() {
        no("The file is empty.")
    } else if holds(4, b"ftyp") {
        no(boxed(bytes.get(8..12).unwrap_or_default()))
    } else if is_svg(bytes) {
        no("This is an SVG drawing, which can hold programs and is not taken.")
    } else {
        no("This is no picture that we can read.")
    }
}

/// What a file of boxes is, by its brand.
fn boxed(brand: &[u8]) -> &'static str {
    match brand {
        b"avif" | b"avis" => "This is an AVIF picture, which we cannot read yet.",
        b"heic" | b"heix" | b"mif1" | b"msf1" | b"hevc" => "This is a HEIC picture, which we cannot read.",
        _ => "This is a film, or another file that is no picture.",
    }
}

/// Whether a text begins as SVG does, behind whatever XML allows before it.
fn is_svg(bytes: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_lowercase();
    let text = beginning.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    text.starts_with('<') && text.contains("<svg") || text.starts_with("<?xml")
}
