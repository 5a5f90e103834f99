//! What the merge promises.

mod property;

use super::*;
use crate::body::{Inline, Item, Level, Marks, Text};

fn body(paragraphs: &[(&str, &str)]) -> Body {
    let block = |(id, text): &(&str, &str)| (BlockId::parse(id), BlockKind::paragraph(text));
    Body::with_ids(paragraphs.iter().map(block))
}

/// The merged paragraphs and the ids of the clashes.
fn merged(base: &Body, ours: &Body, theirs: &Body) -> (Vec<String>, Vec<String>) {
    let merged = merge(base, ours, theirs);
    let texts = merged.body.blocks.iter().map(|b| b.kind.own_text());
    let clashes = merged.clashes.iter().map(|c| c.block.to_string());
    (texts.collect(), clashes.collect())
}

fn texts(texts: &[&str]) -> (Vec<String>, Vec<String>) {
    (texts.iter().map(ToString::to_string).collect(), vec![])
}

#[test]
fn two_who_write_in_different_paragraphs_are_both_heard() {
    let base = body(&[("a", "Rain."), ("b", "Wind.")]);
    let ours = body(&[("a", "Heavy rain."), ("b", "Wind.")]);
    let theirs = body(&[("a", "Rain."), ("b", "Strong wind."), ("c", "Sun.")]);
    assert_eq!(merged(&base, &ours, &theirs), texts(&["Heavy rain.", "Strong wind.", "Sun."]));
}

#[test]
fn two_who_write_in_one_paragraph_are_merged_word_by_word() {
    let base = body(&[("a", "The council met on Monday in Taipei.")]);
    let ours = body(&[("a", "The city council met on Monday in Taipei.")]);
    let theirs = body(&[("a", "The council met on Tuesday in Taipei.")]);
    assert_eq!(merged(&base, &ours, &theirs), texts(&["The city council met on Tuesday in Taipei."]));
}

#[test]
fn chinese_is_merged_character_by_character() {
    let base = body(&[("a", "台北市議會今天開會")]);
    let ours = body(&[("a", "新北市議會今天開會")]);
    let theirs = body(&[("a", "台北市議會昨天開會")]);
    assert_eq!(merged(&base, &ours, &theirs), texts(&["新北市議會昨天開會"]));
}

#[test]
fn who_changes_the_same_words_is_told_both_texts() {
    let base = body(&[("a", "Three died."), ("b", "It rained.")]);
    let ours = body(&[("a", "Four died."), ("b", "It rained.")]);
    let theirs = body(&[("a", "Five died."), ("b", "It rained again.")]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.body.blocks[0].kind, BlockKind::paragraph("Four died."));
    assert_eq!(merged.body.blocks[1].kind, BlockKind::paragraph("It rained again."));
    let clash = Clash {
        block: BlockId::parse("a").unwrap(),
        base: Some(BlockKind::paragraph("Three died.")),
        ours: Some(BlockKind::paragraph("Four died.")),
        theirs: Some(BlockKind::paragraph("Five died.")),
    };
    assert_eq!(clash.other(), Some(&BlockKind::paragraph("Five died.")), "what was not kept can be offered");
    assert_eq!(merged.clashes, [clash]);
}

#[test]
fn the_same_change_twice_is_one_change() {
    let base = body(&[("a", "Rain.")]);
    let both = body(&[("b", "New."), ("a", "Rain again.")]);
    assert_eq!(merged(&base, &both, &both), texts(&["New.", "Rain again."]));
}

#[test]
fn a_deleted_paragraph_goes_unless_somebody_wrote_in_it() {
    let base = body(&[("a", "Rain."), ("b", "Wind."), ("c", "Sun.")]);
    let ours = body(&[("c", "Sun.")]);
    let theirs = body(&[("a", "Rain."), ("b", "Wind again."), ("c", "Sun.")]);
    for merged in [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)] {
        assert_eq!(merged.body.plain_text(), "Wind again.\n\nSun.");
        assert_eq!(merged.clashes.len(), 1);
        assert_eq!(merged.clashes[0].kept(), Some(&BlockKind::paragraph("Wind again.")));
        assert_eq!(merged.clashes[0].other(), None);
    }
}

#[test]
fn after_the_same_neighbour_ours_come_first() {
    let base = body(&[("a", "A"), ("z", "Z")]);
    let ours = body(&[("a", "A"), ("b", "B"), ("c", "C"), ("z", "Z")]);
    let theirs = body(&[("y", "Y"), ("a", "A"), ("d", "D"), ("z", "Z")]);
    assert_eq!(merged(&base, &ours, &theirs), texts(&["Y", "A", "B", "C", "D", "Z"]));
}

#[test]
fn a_paragraph_that_one_moves_and_another_changes_is_moved_and_changed() {
    let base = body(&[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]);
    let ours = body(&[("d", "D"), ("a", "A"), ("b", "B"), ("c", "C")]);
    let theirs = body(&[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D more")]);
    assert_eq!(merged(&base, &ours, &theirs), texts(&["D more", "A", "B", "C"]));
}

#[test]
fn a_paragraph_becomes_a_heading_while_its_words_change() {
    let base = body(&[("a", "Rain and wind")]);
    let theirs = body(&[("a", "Rain and storm")]);
    let ours = Body::with_ids([(BlockId::parse("a"), BlockKind::heading(Level::Two, "Rain and wind"))]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.body.blocks[0].kind, BlockKind::heading(Level::Two, "Rain and storm"));
    assert_eq!(merged.clashes, []);
}

#[test]
fn a_mark_and_a_word_in_one_paragraph_are_both_kept() {
    let strong = Marks { strong: true, ..Marks::none() };
    let marked = |last: &str| Text::new([Inline::marked("Rain", strong.clone()), Inline::plain(format!(" in {last}"))]);
    let paragraph = |text| Body::with_ids([(BlockId::parse("a"), BlockKind::Paragraph { text })]);
    let merged =
        merge(&paragraph("Rain in Taipei".into()), &paragraph(marked("Taipei")), &paragraph("Rain in Tainan".into()));
    assert_eq!(merged.body, paragraph(marked("Tainan")));
}

#[test]
fn lists_and_tables_are_merged_inside() {
    let list = |words: &[&str]| {
        let item = |word: &&str| Item { depth: 0, ordered: false, text: Text::plain(word) };
        let items = words.iter().map(item).collect();
        Body::with_ids([(BlockId::parse("a"), BlockKind::List { items })])
    };
    let merged = merge(
        &list(&["one", "two", "three"]),
        &list(&["one", "two", "three", "four"]),
        &list(&["one more", "two", "three"]),
    );
    assert_eq!(merged.body, list(&["one more", "two", "three", "four"]));
    let table = |cells: [&str; 4]| {
        let rows = cells.chunks(2).map(|row| row.iter().map(|c| Text::plain(c)).collect());
        let kind = BlockKind::Table { header: false, caption: Text::default(), rows: rows.collect() };
        Body::with_ids([(BlockId::parse("a"), kind)])
    };
    let merged = merge(&table(["a", "b", "c", "d"]), &table(["a", "B", "c", "d"]), &table(["A", "b", "c", "D"]));
    assert_eq!(merged.body, table(["A", "B", "c", "D"]));
}

#[test]
fn a_box_is_merged_inside_and_stays_for_what_is_new_in_it() {
    let boxed = |inner: &[(&str, &str)]| {
        let kind = BlockKind::FactBox { title: "In brief".into(), blocks: body(inner).blocks };
        Body::with_ids([(BlockId::parse("t"), BlockKind::paragraph("Text")), (BlockId::parse("x"), kind)])
    };
    let base = boxed(&[("a", "A"), ("b", "B")]);
    let theirs = boxed(&[("a", "A"), ("n", "New"), ("b", "B")]);
    let both = merge(&base, &boxed(&[("a", "A more"), ("b", "B")]), &theirs);
    assert_eq!(both.body, boxed(&[("a", "A more"), ("n", "New"), ("b", "B")]));
    let gone = merge(&base, &body(&[("t", "Text")]), &theirs);
    assert_eq!(gone.body, boxed(&[("n", "New")]));
    assert_eq!(gone.clashes[0].block.as_str(), "x");
    let untouched = merge(&base, &body(&[("t", "Text")]), &base);
    assert_eq!(untouched.body, body(&[("t", "Text")]));
}

#[test]
fn a_field_is_taken_from_whoever_changed_it() {
    assert_eq!(merge_field(&1, &2, &1), Ok(2));
    assert_eq!(merge_field(&1, &1, &3), Ok(3));
    assert_eq!(merge_field(&1, &2, &2), Ok(2));
    assert_eq!(merge_field(&1, &2, &3), Err((2, 3)));
    assert_eq!(merge_list(&[1, 2, 3], &[0, 1, 2, 3], &[1, 2, 4]), Ok(vec![0, 1, 2, 4]));
    assert!(merge_list(&[1], &[1, 2], &[1, 3]).is_err());
}

#[test]
fn topics_that_two_add_are_both_added() {
    assert_eq!(merge_members(&[1, 2, 3], &[1, 2, 3, 4], &[2, 3, 5]), [2, 3, 4, 5]);
    assert_eq!(merge_members(&[1, 2, 3], &[3, 1, 2], &[1, 2, 3, 9]), [3, 1, 2, 9]);
    assert_eq!(merge_members(&[1, 2], &[2, 7], &[7, 1]), [7]);
    assert_eq!(merge_members(&[], &[1, 1], &[1]), [1]);
}
