//! The same blocks in the forms of other programs.

use broadsheet_archive::page_dump::{self, Paragraph};

use crate::{FLAT, MARKED, WINDOW, authors, headlines, texts};

#[test]
fn a_text_browsers_wrapped_lines_are_whole_paragraphs_again() {
    let found = page_dump::recognise(WINDOW);
    assert_eq!(found.headline, "Old lighthouse to become a school for navigators");
    assert_eq!(authors(&found), ["Tomas Brink", "Lea Ostrova"]);
    assert_eq!(page_dump::as_json(&found)["published"], "2031-03-03T19:15:00");
    assert!(texts(&found)[0].contains("since the last keeper retired, is to become a school"));
    assert_eq!(found.topics, ["lighthouse", "navigators", "Gull Point"]);
    assert_eq!(found.related.len(), 2);
}

#[test]
fn what_readers_comment_is_no_part_of_the_text() {
    let found = page_dump::recognise(WINDOW);
    assert!(texts(&found).iter().all(|text| !text.contains("What a lovely idea")));
}

#[test]
fn a_line_set_further_out_is_a_crosshead() {
    let found = page_dump::recognise(WINDOW);
    assert!(found.paragraphs.contains(&Paragraph::Heading("What it will cost".to_owned())), "{:?}", found.paragraphs);
}

#[test]
fn markdowns_marks_are_no_part_of_the_words() {
    let found = page_dump::recognise(MARKED);
    assert_eq!(found.headline, "Storm drives forty boats back into the inner basin");
    assert_eq!(authors(&found), ["Piet Amsel"]);
    assert_eq!(page_dump::as_json(&found)["published"], "2031-01-09T06:30:00-05:00");
    assert_eq!(found.breadcrumbs, ["Harbour", "Weather"]);
    assert!(texts(&found)[1].ends_with("strongest storm in eleven years."));
    let items = found.paragraphs.iter().filter(|paragraph| matches!(paragraph, Paragraph::Item { ordered: false, .. }));
    assert_eq!(items.count(), 2);
    assert_eq!(
        headlines(&found.related),
        ["How the outer wall was built in a single summer", "Rescue boat gets a new engine after the appeal"]
    );
}

#[test]
fn a_page_without_blank_lines_in_german_is_read_too() {
    let found = page_dump::recognise(FLAT);
    assert_eq!(found.headline, "Markthalle bleibt montags geschlossen");
    assert_eq!(found.deck, "Händler hatten sich über die langen Wochen beklagt");
    assert_eq!(authors(&found), ["Jette Kranz"]);
    assert_eq!(page_dump::as_json(&found)["updated"], "2031-04-02T16:11:00");
    assert_eq!(found.topics, ["Markthalle", "Händler", "Alter Hafen"]);
    assert_eq!(found.related.len(), 2);
    assert_eq!(found.language.tag(), "de");
    assert_eq!(found.paragraphs.len(), 3);
}
