//! One story for each block of the page.

use broadsheet_archive::page_dump::{self, Kind};
use broadsheet_news::clock::{DateStyle, Zone};
use broadsheet_news::language::Language;

use crate::{authors, column, headlines, lines_of, texts};

#[test]
fn the_headline_is_the_line_above_the_text() {
    assert_eq!(column().headline, "Ferry crews and council agree on night crossings after three years of talks");
}

#[test]
fn the_deck_stands_right_below_the_headline() {
    assert_eq!(column().deck, "Boats will run until two in the morning from the first weekend of June");
}

#[test]
fn a_bare_number_below_the_headline_is_the_count_of_readers() {
    assert_eq!(column().readers, Some(1204));
}

#[test]
fn a_byline_gives_name_organisation_and_role() {
    let found = column();
    let byline = &found.bylines[0];
    assert_eq!(found.bylines.len(), 1);
    assert_eq!(
        (byline.name.as_str(), byline.organisation.as_str(), byline.role.as_str()),
        ("Ines Halvorsen", "Saltmere Courier", "Harbour Correspondent")
    );
}

#[test]
fn an_offset_printed_once_holds_for_all_times_of_the_page() {
    let json = page_dump::as_json(&column());
    assert_eq!(json["published"], "2031-05-14T09:20:00+02:00");
    assert_eq!(json["updated"], "2031-05-14T12:05:00+02:00");
}

#[test]
fn a_caption_said_twice_is_one_caption_with_its_credit() {
    let photo = column().photo.expect("a photo");
    assert_eq!(photo.caption, "The late ferry leaves the north pier");
    assert_eq!(photo.credit, "Saltmere Courier photo");
}

#[test]
fn the_dateline_leaves_the_first_paragraph_and_json_puts_it_back() {
    let found = column();
    assert_eq!(found.dateline.shown(), "SALTMERE (Saltmere Courier)");
    assert!(texts(&found)[0].starts_with("The council and the ferry crews"));
    let first = page_dump::as_json(&found)["body"][0].as_str().expect("a paragraph").to_owned();
    assert!(first.starts_with("SALTMERE (Saltmere Courier) — The council"));
}

#[test]
fn paragraphs_end_where_the_topics_begin() {
    let found = column();
    assert_eq!(found.paragraphs.len(), 4);
    assert!(texts(&found)[3].ends_with("the fog comes in."));
    assert_eq!(found.topics, ["night ferry", "harbour council", "north pier", "fishermen's guild"]);
}

#[test]
fn what_stands_above_the_headline_is_the_way_to_the_article() {
    let found = column();
    assert_eq!(found.breadcrumbs, ["Home", "Harbour"]);
    assert_eq!(found.directory_title, "Directory of Saltmere");
    assert_eq!(found.briefing_title, "Alexa");
}

#[test]
fn related_articles_come_once_each_in_order_with_their_times() {
    let found = column();
    assert_eq!(
        headlines(&found.related),
        ["Fishermen's guild pays for lamps on the breakwater", "Why the last late boat was withdrawn in the winter"]
    );
    let lists = &page_dump::as_json(&found)["lists"]["related"];
    assert_eq!(lists[1]["published"], "2031-04-30T07:45:00");
}

#[test]
fn popular_articles_are_a_list_of_their_own() {
    let found = column();
    assert_eq!(
        headlines(&found.popular),
        ["Seal found asleep in the organ loft of the old church", "Market hall to close on Mondays from next month"]
    );
}

#[test]
fn every_line_of_a_whole_dump_is_accounted_for() {
    let found = column();
    let left: Vec<_> = page_dump::lines(&found).filter(|line| line.kind.is_none()).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(lines_of(&found, Kind::Caption).len(), 2);
    assert_eq!(
        page_dump::lines(&found).next().map(ToString::to_string).as_deref().map(str::trim_start),
        Some("1  voice briefing            date 2031-05-14 Alexa")
    );
}

#[test]
fn an_incoming_article_says_what_the_dump_said() {
    let zone = Zone::named("Europe/Oslo").expect("a zone");
    let article = page_dump::incoming(&column(), &zone, "column.txt").expect("an article");
    assert_eq!(article.source, "column.txt");
    assert_eq!(article.section, ["Harbour"]);
    assert_eq!(article.body.blocks.len(), 4);
    assert_eq!(article.readers, Some(1204));
    assert_eq!(article.directory_title.as_deref(), Some("Directory of Saltmere"));
    let shown = article.related[0].published.map(|at| zone.shown(at, DateStyle::Numeric, &Language::default()));
    assert_eq!(shown.as_deref(), Some("2031/05/11 18:02"));
    assert_eq!(authors(&column()), ["Ines Halvorsen"]);
}

#[test]
fn a_time_without_an_offset_is_by_the_papers_clock() {
    let dump = crate::COLUMN.replace(" GMT+02:00", "");
    let found = page_dump::recognise(&dump);
    for (name, hour) in [("Asia/Tokyo", "2031-05-14T09:20:00+09:00"), ("America/New_York", "2031-05-14T09:20:00-04:00")]
    {
        let zone = Zone::named(name).expect("a zone");
        let article = page_dump::incoming(&found, &zone, "column.txt").expect("an article");
        assert_eq!(article.first_published.map(|at| zone.iso(at)).as_deref(), Some(hour));
    }
}
