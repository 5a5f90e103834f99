//! What the body promises.

use super::*;

fn strong() -> Marks {
    Marks { strong: true, ..Marks::none() }
}

#[test]
fn equal_neighbours_are_joined_and_space_is_collapsed() {
    let text = Text::new([
        Inline::plain("  The "),
        Inline::plain(" council\n"),
        Inline::marked("", strong()),
        Inline::marked(" met", strong()),
        Inline::Break,
        Inline::Break,
        Inline::plain(" today\u{0} "),
        Inline::Break,
    ]);
    let expected =
        [Inline::plain("The council "), Inline::marked("met", strong()), Inline::Break, Inline::plain("today")];
    assert_eq!(text.inlines(), expected);
}

#[test]
fn a_body_is_stored_compactly_and_comes_back_equal() {
    let text =
        Text::new([Inline::plain("Rain "), Inline::marked("again", strong()), Inline::Break, Inline::plain("x")]);
    let body = Body::of([BlockKind::Paragraph { text }, BlockKind::Divider]);
    let stored = serde_json::to_string(&body).unwrap();
    let (first, second) = (&body.blocks[0].id, &body.blocks[1].id);
    let expected = format!(
        r#"[{{"id":"{first}","kind":"paragraph","text":["Rain ",{{"text":"again","strong":true}},{{"break":true}},"x"]}},{{"id":"{second}","kind":"divider"}}]"#
    );
    assert_eq!(stored, expected);
    assert_eq!(serde_json::from_str::<Body>(&stored).unwrap(), body);
}

#[test]
fn the_same_text_imported_twice_has_the_same_ids_and_none_twice() {
    let kinds = || [BlockKind::paragraph("Yes."), BlockKind::paragraph("Yes."), BlockKind::Divider];
    let (once, again) = (Body::of(kinds()), Body::of(kinds()));
    assert_eq!(once, again);
    assert_ne!(once.blocks[0].id, once.blocks[1].id);
}

#[test]
fn a_block_that_has_an_id_keeps_it_against_a_new_one() {
    let given = Body::of([BlockKind::paragraph("Yes.")]).blocks[0].id.clone();
    let body = Body::with_ids([
        (None, BlockKind::paragraph("Yes.")),
        (Some(given.clone()), BlockKind::paragraph("Yes.")),
        (Some(given.clone()), BlockKind::paragraph("No.")),
    ]);
    assert_ne!(body.blocks[0].id, given);
    assert_eq!(body.blocks[1].id, given);
    assert_ne!(body.blocks[2].id, given);
}

#[test]
fn only_safe_addresses_are_links() {
    for safe in
        ["https://a.example/b?c#d", "HTTP://a.example", "mailto:a@b.example", "tel:+886", "/2021/08/19/x", "#top"]
    {
        assert!(Link::parse(safe).is_some(), "{safe}");
    }
    for unsafe_one in [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "https:evil",
        "https:///x",
        "vbscript:x",
        "blob:x",
        "page.html",
        "",
    ] {
        assert_eq!(Link::parse(unsafe_one), None, "{unsafe_one}");
    }
}

#[test]
fn language_tags_take_their_usual_spelling() {
    assert_eq!(LanguageTag::parse("ZH-hant-tw").unwrap().as_str(), "zh-Hant-TW");
    assert_eq!(LanguageTag::parse("en\" onload"), None);
}

proptest::proptest! {
    #[test]
    fn words_of_ascii_are_those_of_unicode(text in "([a-zA-Z0-9_.:',; \"-]{0,24}|[\\x00-\\x7f]{0,40})") {
        use unicode_segmentation::UnicodeSegmentation;
        proptest::prop_assert_eq!(words_in(&text), text.unicode_words().count());
    }

    #[test]
    fn words_of_any_text_are_those_of_unicode(text in "([a-z0-9 \\n\u{a0}\u{2019}\u{e9}\u{300}\u{5d0}\"_.]{0,24}|\\PC{0,40})") {
        use unicode_segmentation::UnicodeSegmentation;
        let counted = text.unicode_words().map(|word| word.chars().filter(|c| super::said::is_cjk(*c)).count().max(1));
        proptest::prop_assert_eq!(words_in(&text), counted.sum::<usize>());
    }
}

#[test]
fn chinese_characters_count_one_word_each() {
    assert_eq!(words_in("Taiwan's 台灣新聞 is 3 years old."), 9);
    assert_eq!(words_in("カタカナ"), 4);
    assert_eq!(Body::of([BlockKind::paragraph("One two"), BlockKind::heading(Level::Two, "three")]).words(), 3);
}

#[test]
fn a_nested_list_steps_down_by_one_and_numbers_one_way() {
    let item = |depth, ordered, text: &str| Item { depth, ordered, text: text.into() };
    let body = Body::of([BlockKind::List {
        items: vec![
            item(3, true, "a"),
            item(9, false, "b"),
            item(9, true, ""),
            item(1, true, "c"),
            item(0, false, "d"),
        ],
    }]);
    let expected = vec![item(0, true, "a"), item(1, false, "b"), item(1, false, "c"), item(0, true, "d")];
    assert_eq!(body.blocks[0].kind, BlockKind::List { items: expected });
}

#[test]
fn a_film_is_recognised_by_its_frame_and_its_page() {
    for address in ["https://www.youtube.com/embed/abc?rel=0", "https://youtu.be/abc", "//youtube.com/watch?v=abc"] {
        let (provider, path) = Provider::recognise(address).unwrap();
        assert_eq!(provider.address(&path), "https://www.youtube.com/watch?v=abc");
    }
    assert_eq!(Provider::recognise("https://youtube.com.evil.example/embed/x"), None);
}

#[test]
fn a_box_in_a_box_is_opened_without_losing_words() {
    let inner =
        Body::of([BlockKind::FactBox { title: "In".into(), blocks: Body::of([BlockKind::paragraph("x")]).blocks }]);
    let body = Body::of([BlockKind::FactBox { title: "Out".into(), blocks: inner.blocks }]);
    assert_eq!(body.plain_text(), "Out\n\nIn\n\nx");
    assert!(body.blocks[0].inner().iter().all(|block| block.kind.is_simple()));
    assert_eq!(body.clone().normalise(), body);
}

#[test]
fn photos_and_articles_are_listed_once_in_order() {
    let body = Body::of([
        BlockKind::Photo { photo: 4, caption: None },
        BlockKind::Gallery { photos: vec![2, 4] },
        BlockKind::Related { articles: vec![9, 7] },
    ]);
    assert_eq!((body.photos(), body.articles()), (vec![4, 2], vec![9, 7]));
}
