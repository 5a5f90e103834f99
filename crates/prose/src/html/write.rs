//! A body in our own canonical HTML, which [`read`](super::read()) takes back as the same body.

use broadsheet_news::body::{Block, BlockKind, Body, Level, Text};

use super::out::{Out, ids};

/// The body as canonical HTML, one block a line.
pub fn write(body: &Body) -> String {
    let mut out = Out::default();
    blocks(&mut out, &body.blocks);
    out.finish()
}

/// One block alone, in the same form.
pub(crate) fn write_block(alone: &Block) -> String {
    let mut out = Out::default();
    block(&mut out, alone);
    out.finish()
}

fn blocks(out: &mut Out, blocks: &[Block]) {
    for each in blocks {
        block(out, each);
        out.line_end();
    }
}

fn block(out: &mut Out, block: &Block) {
    let id = ("data-block", block.id.as_str());
    match &block.kind {
        BlockKind::Paragraph { text } => out.element("p", &[id], text),
        BlockKind::Heading { level, text } => out.element(heading(*level), &[id], text),
        BlockKind::Quote { paragraphs, attribution } => quote(out, id, paragraphs, attribution),
        BlockKind::List { items } => out.list(items, &[id]),
        BlockKind::Photo { photo, caption } => {
            out.open("figure", &[id, ("data-photo", &photo.to_string())]);
            if let Some(caption) = caption {
                out.element("figcaption", &[], caption);
            }
            out.close("figure");
        }
        BlockKind::Gallery { photos } => empty(out, &[id, ("data-gallery", &ids(photos))]),
        BlockKind::Related { articles } => empty(out, &[id, ("data-related", &ids(articles))]),
        BlockKind::Embed { provider, path, title } => {
            let mut attributes = vec![id, ("data-embed", provider.code()), ("data-path", path.as_str())];
            attributes.extend(title.as_deref().map(|title| ("data-title", title)));
            let address = provider.address(path);
            out.open("p", &attributes);
            out.open("a", &[("href", &address)]);
            out.words(title.as_deref().unwrap_or(&address));
            out.close("a");
            out.close("p");
        }
        BlockKind::Table { header, caption, rows } => {
            out.open("table", &[id]);
            if !caption.is_empty() {
                out.element("caption", &[], caption);
            }
            table_rows(out, *header, rows);
            out.close("table");
        }
        BlockKind::Code { language, text } => {
            out.open("pre", &[id]);
            code(out, language, text);
            out.close("pre");
        }
        BlockKind::Divider => out.open("hr", &[id]),
        BlockKind::FactBox { title, blocks: inner } => {
            out.open("aside", &[id, ("class", "fact-box")]);
            if !title.is_empty() {
                out.element("p", &[("class", "fact-box-title")], title);
            }
            blocks(out, inner);
            out.close("aside");
        }
    }
}

fn empty(out: &mut Out, attributes: &[(&'static str, &str)]) {
    out.open("div", attributes);
    out.close("div");
}

fn quote(out: &mut Out, id: (&'static str, &str), paragraphs: &[Text], attribution: &Text) {
    if attribution.is_empty() {
        quoted(out, &[id], paragraphs);
        return;
    }
    out.open("figure", &[id]);
    quoted(out, &[], paragraphs);
    out.element("figcaption", &[], attribution);
    out.close("figure");
}

pub(super) fn quoted(out: &mut Out, attributes: &[(&'static str, &str)], paragraphs: &[Text]) {
    out.open("blockquote", attributes);
    for text in paragraphs {
        out.element("p", &[], text);
    }
    out.close("blockquote");
}

pub(super) fn table_rows(out: &mut Out, header: bool, rows: &[Vec<Text>]) {
    let (head, rest) = rows.split_at(usize::from(header).min(rows.len()));
    for (group, cell, attributes, rows) in
        [("thead", "th", &[("scope", "col")][..], head), ("tbody", "td", &[][..], rest)]
    {
        if rows.is_empty() {
            continue;
        }
        out.open(group, &[]);
        for row in rows {
            out.open("tr", &[]);
            row.iter().for_each(|text| out.element(cell, attributes, text));
            out.close("tr");
        }
        out.close(group);
    }
}

pub(super) fn code(out: &mut Out, language: &str, text: &str) {
    let class = format!("language-{language}");
    let attributes: &[_] = if language.is_empty() { &[] } else { &[("class", class.as_str())] };
    out.open("code", attributes);
    out.words(text);
    out.close("code");
}

pub(super) fn heading(level: Level) -> &'static str {
    match level {
        Level::Two => "h2",
        Level::Three => "h3",
        Level::Four => "h4",
    }
}
