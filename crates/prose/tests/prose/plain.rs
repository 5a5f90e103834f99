//! Plain text in and out.

use broadsheet_news::body::*;
use broadsheet_prose::plain::{read, write};
use proptest::prelude::*;

use crate::bodies::{body, is_sound};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_word_of_a_body_is_in_its_plain_text_and_comes_back(body in body()) {
        let text = write(&body).text;
        for block in body.all_blocks().flat_map(|block| block.kind.texts()) {
            prop_assert!(text.contains(&block.plain_text()));
        }
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&read(&text).body.plain_text()), words(&text));
    }

    #[test]
    fn any_string_is_read_into_a_sound_body(text in any::<String>()) {
        prop_assert!(is_sound(&read(&text).body));
    }
}

#[test]
fn a_blank_line_begins_a_paragraph_and_a_line_end_is_a_break() {
    let found = read("One\r\ntwo\r\n \r\n\r\nThree\u{7}");
    let first = Text::new([Inline::plain("One"), Inline::Break, Inline::plain("two")]);
    let kinds: Vec<_> = found.body.blocks.into_iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph { text: first }, BlockKind::paragraph("Three")]);
    assert_eq!(found.problems[0].to_string(), "A sign that is neither a letter nor a space was not kept.");
}

#[test]
fn what_words_cannot_say_is_told() {
    let link = Marks { link: Link::parse("/x"), ..Marks::none() };
    let text = Text::new([Inline::plain("See "), Inline::marked("there", link)]);
    let photo = BlockKind::Photo { photo: 7, caption: Some("Rain".into()) };
    let written = write(&Body::of([BlockKind::Paragraph { text }, photo, BlockKind::Divider]));
    assert_eq!(written.text, "See there\n\nRain");
    assert_eq!(
        written.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["A link to “/x” was not kept; its words were.", "Photo 7 was not kept.", "A divider was not kept."]
    );
}
