//! The text of an article as the data files write it, block by block, apart by empty lines.
//!
//! `## Crosshead`, `> quote` with `> — who`, `- item` and `1. item` (two spaces deeper for a list in it), rows of
//! `| cell | cell |` under `Table: what it shows`, `[photo 1]`, `[photo 1: caption]`, `[gallery 2 3]`,
//! `[related slug, slug]`, `[embed youtube path: title]`, `***`, and a fact box between `::: Title` and `:::`.

use broadsheet_news::body::{BlockKind, Body, EmbedPath, Item, Level, Provider, Text};

use crate::form::Flaw;
use crate::inline::text;

/// The body that a text says; `related` are the slugs that a related box may name, and it numbers them from 1.
pub(crate) fn body(written: &str, related: &[&str]) -> Result<Body, Flaw> {
    let mut kinds = Vec::new();
    let mut chunks = written.split("\n\n").map(|c| c.trim_matches('\n')).filter(|c| !c.trim().is_empty());
    while let Some(chunk) = chunks.next() {
        match chunk.strip_prefix(":::") {
            Some(title) => kinds.push(fact_box(title.trim(), &mut chunks, related)?),
            None => kinds.push(block(chunk, related)?),
        }
    }
    Ok(Body::of(kinds))
}

fn fact_box<'w>(title: &str, chunks: &mut impl Iterator<Item = &'w str>, related: &[&str]) -> Result<BlockKind, Flaw> {
    let mut inside = Vec::new();
    for chunk in chunks {
        if chunk.trim() == ":::" {
            let blocks = Body::of(inside).blocks;
            return Ok(BlockKind::FactBox { title: text(title)?, blocks });
        }
        inside.push(block(chunk, related)?);
    }
    Err(Flaw(format!("The fact box “{title}” is not closed.")))
}

fn block(chunk: &str, related: &[&str]) -> Result<BlockKind, Flaw> {
    let first = chunk.lines().next().unwrap_or_default();
    if chunk.trim() == "***" {
        return Ok(BlockKind::Divider);
    }
    if let Some(command) = chunk.strip_prefix('[').and_then(|c| c.strip_suffix(']')) {
        return command_block(command, related);
    }
    if let Some(words) = chunk.strip_prefix("### ") {
        return Ok(BlockKind::Heading { level: Level::Three, text: text(words)? });
    }
    if let Some(words) = chunk.strip_prefix("## ") {
        return Ok(BlockKind::Heading { level: Level::Two, text: text(words)? });
    }
    if first.starts_with('>') {
        return quote(chunk);
    }
    if first.starts_with("Table:") || first.starts_with('|') {
        return table(chunk);
    }
    if item(first).is_some() {
        return list(chunk);
    }
    Ok(BlockKind::Paragraph { text: text(chunk)? })
}

/// A block between square brackets: a photo, a gallery, a box of related articles, an embed.
fn command_block(command: &str, related: &[&str]) -> Result<BlockKind, Flaw> {
    let unfit = || Flaw(format!("“[{command}]” is no block."));
    let (word, rest) = command.split_once(' ').ok_or_else(unfit)?;
    let (rest, words) = rest.split_once(": ").map_or((rest, None), |(r, w)| (r, Some(w)));
    match word {
        "photo" => {
            Ok(BlockKind::Photo { photo: rest.parse().map_err(|_| unfit())?, caption: words.map(text).transpose()? })
        }
        "gallery" => {
            let photos: Result<Vec<i64>, _> = rest.split_whitespace().map(str::parse).collect();
            Ok(BlockKind::Gallery { photos: photos.map_err(|_| unfit())? })
        }
        "related" => {
            let places: Option<Vec<i64>> = rest.split(',').map(|slug| place(slug.trim(), related)).collect();
            Ok(BlockKind::Related { articles: places.ok_or_else(unfit)? })
        }
        "embed" => {
            let (code, path) = rest.split_once(' ').ok_or_else(unfit)?;
            Ok(BlockKind::Embed {
                provider: Provider::from_code(code).ok_or_else(unfit)?,
                path: EmbedPath::parse(path).ok_or_else(unfit)?,
                title: words.map(str::to_owned),
            })
        }
        _ => Err(unfit()),
    }
}

fn place(slug: &str, related: &[&str]) -> Option<i64> {
    let index = related.iter().position(|named| *named == slug)?;
    i64::try_from(index + 1).ok()
}

fn quote(chunk: &str) -> Result<BlockKind, Flaw> {
    let lines = chunk.lines().map(|line| line.trim_start_matches('>').trim());
    let (mut paragraphs, mut attribution) = (Vec::new(), Text::default());
    for line in lines.filter(|line| !line.is_empty()) {
        match line.strip_prefix("— ") {
            Some(who) => attribution = text(who)?,
            None => paragraphs.push(text(line)?),
        }
    }
    Ok(BlockKind::Quote { paragraphs, attribution })
}

fn list(chunk: &str) -> Result<BlockKind, Flaw> {
    let items: Result<Vec<Item>, Flaw> =
        chunk.lines().map(|line| item(line).ok_or_else(|| Flaw(format!("“{line}” is no item of a list.")))?).collect();
    Ok(BlockKind::List { items: items? })
}

fn item(line: &str) -> Option<Result<Item, Flaw>> {
    let words = line.trim_start_matches(' ');
    let depth = u8::try_from((line.len() - words.len()) / 2).ok()?;
    let (ordered, words) = match words.strip_prefix("- ") {
        Some(words) => (false, words),
        None => {
            let (number, words) = words.split_once(". ")?;
            let counts = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            (true, counts.then_some(words)?)
        }
    };
    Some(text(words).map(|text| Item { depth, ordered, text }))
}

fn table(chunk: &str) -> Result<BlockKind, Flaw> {
    let (mut caption, mut header, mut rows) = (Text::default(), false, Vec::new());
    for line in chunk.lines() {
        match line.strip_prefix("Table:") {
            Some(words) => caption = text(words.trim())?,
            None if line.starts_with("|--") => header = true,
            None => rows.push(row(line)?),
        }
    }
    Ok(BlockKind::Table { header, caption, rows })
}

fn row(line: &str) -> Result<Vec<Text>, Flaw> {
    let cells = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    let cells = cells.ok_or_else(|| Flaw(format!("“{line}” is no row of a table.")))?;
    cells.split('|').map(|cell| text(cell.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "First.\n\n## Head\n\n> One.\n> Two.\n> — Ann, in a letter\n\n- a\n  - b\n\n1. c\n\n\
        Table: Times\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[photo 1: Here]\n\n[gallery 1 2]\n\n[related two]\n\n\
        [embed youtube watch?v=x: A film]\n\n***\n\n::: Facts\n\nInside.\n\n- d\n\n:::\n\nLast.\n";

    #[test]
    fn every_form_of_block_is_read_in_order() {
        let body = body(WRITTEN, &["one", "two"]).unwrap();
        let names: Vec<_> = body.all_blocks().map(|block| block.kind.name()).collect();
        assert_eq!(
            names.join(", "),
            "paragraph, heading, quote, list, list, table, photo, gallery, related box, embed, divider, \
             fact box, paragraph, list, paragraph"
        );
        assert_eq!((body.photos(), body.articles()), (vec![1, 2], vec![2]));
        assert!(body.plain_text().contains("One.\nTwo.\nAnn, in a letter"));
        assert_eq!(body.clone().normalise(), body);
    }

    #[test]
    fn a_nested_item_stands_one_deeper_and_the_first_row_heads_the_table() {
        let body = body(WRITTEN, &["one", "two"]).unwrap();
        let BlockKind::List { items } = &body.blocks[3].kind else { panic!("a list") };
        assert_eq!(items.iter().map(|item| item.depth).collect::<Vec<_>>(), [0, 1]);
        let BlockKind::Table { header, rows, .. } = &body.blocks[5].kind else { panic!("a table") };
        assert!(*header && rows.len() == 2);
    }

    #[test]
    fn what_is_no_block_is_told() {
        for wrong in ["[phot 1]", "[photo x]", "[related three]", "::: Open", "| a", "- a\nb"] {
            assert!(body(wrong, &["one"]).is_err(), "{wrong}");
        }
    }
}
