//! What readers find at the paper's addresses, told in stories of a small newspaper.

mod arabic;
mod archive;
mod article;
mod directory;
mod feeds;
mod front;
mod languages;
mod lists;
mod moved;
mod readings;
mod voice;
mod world;

/// The text that readers see: tags left out, head and white space too.
fn seen(text: &str) -> String {
    let body = text.split_once("<body").map_or(text, |(_, body)| body);
    let mut out = String::new();
    for piece in body.split('<') {
        let (_, said) = piece.split_once('>').unwrap_or(("", piece));
        out.push_str(said);
        out.push(' ');
    }
    let plain = out.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that the wanted texts stand in that order, each once past the one before.
fn in_order(text: &str, wanted: &[&str]) {
    let mut rest = text;
    for next in wanted {
        let Some((_, after)) = rest.split_once(next) else {
            panic!("“{next}” is not found, or not in its order, in: {text}")
        };
        rest = after;
    }
}
