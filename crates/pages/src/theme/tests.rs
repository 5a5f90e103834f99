//! Every template is printed with every sample, and what comes out is balanced.

use super::text;
use crate::theme_view::View;

/// Elements that have no end.
const VOID: [&str; 8] = ["meta", "link", "img", "input", "source", "br", "hr", "wbr"];

/// Templates that open what a later part of the same page closes, with what stays open (`+`) or is closed (`-`).
const FRAMES: [(&str, &str); 6] = [
    ("opening.html", "+html+head"),
    ("head.html", "-head+body"),
    ("masthead.html", "+main"),
    ("closing.html", "-main-body-html"),
    ("article_top.html", "+article+header"),
    ("article_text.html", "-header-article"),
];

#[test]
fn every_template_prints_every_sample_balanced() {
    let mut printed = 0;
    macro_rules! all {
        ($($view:path),* $(,)?) => {$(
            for view in <$view>::samples() {
                check(<$view as View>::TEMPLATE, &text(&view).unwrap_or_else(|failure| panic!("{failure}")));
            }
            printed += 1;
        )*};
    }
    all![
        crate::article::Top,
        crate::article::Readers,
        crate::article::Text,
        crate::briefing::Page,
        crate::briefing::Rss,
        crate::closing::Closing,
        crate::corrections::Corrections,
        crate::directory::Directory,
        crate::feed::Atom,
        crate::feed::Feed,
        crate::front::Filled,
        crate::front::Top,
        crate::head::Head,
        crate::listing::Listing,
        crate::masthead::Masthead,
        crate::opening::Opening,
        crate::organisation::Top,
        crate::out_of_order::OutOfOrder,
        crate::person::Top,
        crate::popular::Popular,
        crate::related::Related,
        crate::search::Page,
        crate::section::Top,
        crate::standing::Standing,
        crate::topic::Top,
        crate::unfound::Unfound,
    ];
    assert_eq!(printed, super::templates::ALL.len(), "a template has no samples");
}

fn check(template: &str, text: &str) {
    let frame = FRAMES.iter().find(|(name, _)| *name == template).map_or("", |(_, frame)| frame);
    let left = unbalanced(text).unwrap_or_else(|why| panic!("{template}: {why}\n{text}"));
    assert_eq!(left, frame, "{template} leaves elements open\n{text}");
    assert!(!text.contains("<b>alert") && !text.contains("<script>alert"), "{template} lets a script through");
    assert!(!text.contains(" style=") && !text.contains("&amp;amp;"), "{template}");
}

/// What a text opens (`+`) and closes (`-`) beyond itself, or where it is crossed.
fn unbalanced(text: &str) -> Result<String, String> {
    let (mut open, mut closed): (Vec<&str>, String) = (Vec::new(), String::new());
    for piece in text.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or_else(|| format!("<{piece} does not end"))?;
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with(['!', '?']) || VOID.contains(&name) || tag.ends_with('/') {
            continue;
        }
        match (tag.starts_with('/'), open.last()) {
            (false, _) => open.push(name),
            (true, Some(last)) if *last == name => drop(open.pop()),
            (true, Some(last)) => return Err(format!("</{name}> inside <{last}>")),
            (true, None) => closed.push_str(&format!("-{name}")),
        }
    }
    Ok(open.iter().fold(closed, |out, name| out + "+" + name))
}

#[test]
fn the_faces_weigh_at_most_sixty_kilobytes_together() {
    let fonts: usize = super::assets().iter().filter(|a| a.media_type == "font/woff2").map(|a| a.bytes.len()).sum();
    assert!(fonts <= 60_000, "{fonts}");
}

#[test]
fn every_file_the_style_asks_for_is_there() {
    let asked = super::style().split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    for path in asked {
        assert!(super::assets().iter().any(|asset| asset.path == path), "{path}");
    }
}
