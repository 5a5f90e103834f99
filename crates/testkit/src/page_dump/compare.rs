//! Finding blocks in the text of a page, and the longest run of them in order.

use super::blocks::Block;

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// On the page, after the block before it.
    InOrder,
    /// On the page, but only before a block that should come first.
    OutOfOrder,
    /// Not on the page.
    Missing,
}

/// How far apart the texts of one block may stand, in bytes.
const CLOSE: usize = 400;

/// Looks for the blocks. Of all ways to match them, the one with most blocks in order counts.
#[must_use]
pub fn find(blocks: &[Block], page: &str) -> Vec<Found> {
    let page = plain(page);
    let mut found = vec![Found::Missing; blocks.len()];
    // The longest chain that ends before each place: (end of its last block, its blocks).
    let mut chains: Vec<(usize, Vec<usize>)> = vec![(0, Vec::new())];
    for (at, block) in blocks.iter().enumerate() {
        let texts: Vec<String> = block.texts.iter().map(|text| plain(text)).collect();
        let mut longer = Vec::new();
        for (start, end) in places(&texts, &page) {
            found[at] = Found::OutOfOrder;
            let before = chains.iter().filter(|(last, _)| *last <= start).max_by_key(|(_, blocks)| blocks.len());
            let chain = before.map(|(_, blocks)| blocks.iter().copied().chain([at]).collect()).unwrap_or_default();
            longer.push((end, chain));
        }
        chains.extend(longer);
    }
    for at in chains.into_iter().max_by_key(|(_, blocks)| blocks.len()).map(|(_, blocks)| blocks).unwrap_or_default() {
        found[at] = Found::InOrder;
    }
    found
}

/// Where the texts stand one closely after another: the first's beginning, and its end, for the next block may lie
/// between them (a caption in which a name stands).
fn places(texts: &[String], page: &str) -> Vec<(usize, usize)> {
    let Some((first, rest)) = texts.split_first() else { return Vec::new() };
    let starts = page.match_indices(first.as_str()).filter(|(start, _)| is_whole(page, *start, first));
    let follows = |end: usize| {
        rest.iter().try_fold(end, |end, text| {
            let at = page.get(end..)?.find(text.as_str())?;
            (at <= CLOSE).then_some(end + at + text.len())
        })
    };
    starts.filter_map(|(start, _)| follows(start + first.len()).map(|_| (start, start + first.len()))).collect()
}

/// A number or a word is not found inside a longer one.
fn is_whole(page: &str, start: usize, text: &str) -> bool {
    let joins = |edge: Option<char>, next: Option<char>| {
        edge.is_some_and(|c| c.is_ascii_alphanumeric()) && next.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let before = page[..start].chars().next_back();
    let after = page[start + text.len()..].chars().next();
    !joins(text.chars().next(), before) && !joins(text.chars().next_back(), after)
}

/// The lines of the dump, each once, that stand nowhere on the page.
#[must_use]
pub fn lines_not_shown<'d>(dump: &'d str, page: &str) -> Vec<&'d str> {
    let page = plain(page);
    let mut seen = Vec::new();
    for line in dump.lines().map(|line| line.trim().trim_start_matches('•').trim()) {
        if !line.is_empty() && !seen.contains(&line) && !page.contains(&plain(line)) {
            seen.push(line);
        }
    }
    seen
}

/// A text without what readers of text and styles change: capitals, spacing, kinds of quotes, how dates are parted.
fn plain(text: &str) -> String {
    let same = |char: char| match char {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '/' => '-',
        other => other,
    };
    let words = text.split_whitespace().map(|word| word.chars().map(same).flat_map(char::to_lowercase).collect());
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&[&str]]) -> Vec<Block> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        texts.iter().map(|texts| Block { name: String::new(), texts: owned(texts) }).collect()
    }

    #[test]
    fn a_block_that_stands_twice_counts_where_it_is_in_order() {
        let blocks = blocks(&[&["Ferry returns"], &["566"], &["Ferries"], &["Gone"]]);
        let page = "FERRIES\nFerry\nreturns 566 readers\nFerries";
        assert_eq!(find(&blocks, page), [Found::InOrder, Found::InOrder, Found::InOrder, Found::Missing]);
    }

    #[test]
    fn a_block_before_its_turn_is_out_of_order() {
        let blocks = blocks(&[&["One"], &["Two"], &["Three"]]);
        assert_eq!(find(&blocks, "Three. One. Two."), [Found::InOrder, Found::InOrder, Found::OutOfOrder]);
    }

    #[test]
    fn the_texts_of_one_block_stand_together_and_words_are_whole() {
        let related = blocks(&[&["Rain", "2021-08-18 13:06"], &["566"]]);
        assert_eq!(find(&related, "Rain 2021/08/18 13:06 and 566"), [Found::InOrder, Found::InOrder]);
        let far = format!("Rain {} 2021/08/18 13:06 and 1566", "…".repeat(200));
        assert_eq!(find(&related, &far), [Found::Missing, Found::Missing]);
    }

    #[test]
    fn lines_that_the_page_does_not_show_are_named_once() {
        let dump = " • Directory\n\nFerry returns\nLost line\nLost line\n";
        assert_eq!(lines_not_shown(dump, "Directory Ferry  returns"), ["Lost line"]);
    }
}
