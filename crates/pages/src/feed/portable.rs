//! A text of ours for elsewhere: whole addresses, and no attribute that only our own pages understand.

/// Attributes that mean something without our style.
const KEPT: [&str; 14] = [
    "alt", "cite", "colspan", "datetime", "dir", "height", "href", "lang", "rowspan", "scope", "src", "start", "title",
    "width",
];

/// Elements that mean nothing elsewhere: what they hold stays.
const DROPPED: [&str; 3] = ["picture", "source", "div"];

/// The HTML that a page of ours shows, as a feed reader takes it. `base` is the paper's address.
///
/// It is our own HTML and so well formed: every attribute stands in double quotes, and no `<` stands in a text.
pub(super) fn portable(html: &str, base: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut pieces = html.split('<');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !DROPPED.contains(&name.trim_start_matches('/')) {
            out.push('<');
            out.push_str(name);
            kept(&mut out, attributes, base);
            out.push('>');
        }
        out.push_str(text);
    }
    out
}

fn kept(out: &mut String, attributes: &str, base: &str) {
    let mut rest = attributes;
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, next)) = after.split_once('"') else { break };
        let name = name.trim();
        if KEPT.contains(&name) {
            let path = matches!(name, "href" | "src") && value.starts_with('/') && !value.starts_with("//");
            out.push_str(&format!(" {name}=\"{}{value}\"", if path { base } else { "" }));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn addresses_are_whole_and_words_untouched() {
        let html = "<p data-block=\"1\">See <a href=\"/2024/a\">this</a>, \
                    <a href=\"https://x.example/\">that</a>: a &lt;b&gt; href=\"/no\"</p>\n\
                    <div class=\"table-scroll\" role=\"region\"><img src=\"/photos/a.jpg\" srcset=\"/x 1w\" alt=\"&gt;\" loading=\"lazy\"></div>";
        let wanted = "<p>See <a href=\"https://p.example/2024/a\">this</a>, \
                      <a href=\"https://x.example/\">that</a>: a &lt;b&gt; href=\"/no\"</p>\n\
                      <img src=\"https://p.example/photos/a.jpg\" alt=\"&gt;\">";
        assert_eq!(portable(html, "https://p.example"), wanted);
    }
}
