//! What the demo newspaper promises to whoever founds it.

use std::collections::HashSet;

use broadsheet_demo::{articles, draw, founding, organisations, persons, redirects, sections, standing_pages, topics};
use broadsheet_news::address::RESERVED;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, IncomingPhoto};
use broadsheet_news::photo::File;
use broadsheet_news::reference::normalised;

fn now() -> Instant {
    Instant::from_microseconds(1_772_445_912_000_000)
}

fn photos(article: &Incoming) -> impl Iterator<Item = &IncomingPhoto> {
    article.lead_photo.iter().chain(&article.photos)
}

fn links(body: &Body) -> Vec<String> {
    let json = serde_json::to_value(body).expect("a body is JSON");
    let mut found = Vec::new();
    collect(&json, &mut found);
    found
}

fn collect(json: &serde_json::Value, found: &mut Vec<String>) {
    match json {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(link) if name == "link" => found.push(link.to_owned()),
                    _ => collect(value, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn addresses() -> HashSet<String> {
    let sections = sections().into_iter().map(|s| format!("/{}", s.section.slug));
    let pages = standing_pages().into_iter().map(|p| format!("/{}", p.slug));
    let topics = topics().into_iter().map(|t| format!("/topic/{}", t.topic.slug));
    let people = persons().into_iter().map(|p| format!("/person/{}", p.person.slug));
    let directory = organisations().into_iter().map(|o| format!("/directory/{}", o.slug));
    let own = ["/directory".to_owned(), "/briefing".to_owned()].into_iter();
    sections.chain(pages).chain(topics).chain(people).chain(directory).chain(own).collect()
}

#[test]
fn the_same_moment_makes_the_same_newspaper() {
    assert_eq!(articles(now()), articles(now()));
    let later = articles(now().plus_seconds(86_400));
    let sources = |all: &[Incoming]| all.iter().map(|a| a.source.clone()).collect::<Vec<_>>();
    assert_eq!(sources(&articles(now())), sources(&later));
}

#[test]
fn there_is_news_enough_for_a_front() {
    assert_eq!(articles(now()).len(), 24);
    assert!(persons().len() >= 8 && organisations().len() >= 14 && topics().len() >= 12);
}

#[test]
fn headlines_addresses_and_sources_are_unique() {
    let all = articles(now());
    let headlines: HashSet<_> = all.iter().map(|a| normalised(&a.headline)).collect();
    let slugs: HashSet<_> = all.iter().map(|a| a.slug.clone()).collect();
    assert_eq!((headlines.len(), slugs.len()), (all.len(), all.len()));
    let people: HashSet<_> = persons().into_iter().map(|p| p.person.slug).collect();
    let topics_by_slug: HashSet<_> = topics().into_iter().map(|t| t.topic.slug).collect();
    assert_eq!(people.len(), persons().len());
    assert_eq!(topics_by_slug.len(), topics().len());
}

#[test]
fn every_article_has_a_body_a_deck_topics_and_authors() {
    for article in articles(now()) {
        let words = article.body.words();
        assert!((250..=750).contains(&words), "{}: {words} words", article.source);
        assert!(!article.deck.is_empty() && !article.bylines.is_empty(), "{}", article.source);
        assert!((3..=8).contains(&article.topics.len()), "{}", article.source);
        assert!(article.readers.is_some_and(|readers| readers > 0), "{}", article.source);
    }
}

#[test]
fn what_an_article_names_belongs_to_the_cast() {
    let topics: HashSet<_> = topics().into_iter().map(|t| t.topic.name).collect();
    let people: HashSet<_> = persons().into_iter().map(|p| p.person.name).collect();
    for article in articles(now()) {
        for topic in &article.topics {
            assert!(topics.contains(topic), "{}: the topic {topic}", article.source);
        }
        for byline in &article.bylines {
            assert_eq!(people.contains(&byline.name), !byline.guest, "{}", byline.name);
            assert!(!byline.organisation.is_empty() && !byline.role.is_empty(), "{}", byline.name);
        }
        let last = article.section.last().expect("a section");
        let section = sections().into_iter().find(|s| s.section.name == *last);
        let above = section.expect("a section of the cast").parent;
        let named_above = article.section.iter().rev().nth(1).cloned();
        assert_eq!(above, named_above, "{}", article.source);
    }
}

#[test]
fn related_and_popular_lists_name_articles_by_headline_and_time() {
    let all = articles(now());
    let known: HashSet<_> = all.iter().map(|a| (a.headline.clone(), a.first_published)).collect();
    for article in &all {
        assert!(!article.related.is_empty(), "{}", article.source);
        for listed in article.related.iter().chain(&article.popular) {
            let key = (listed.headline.clone(), listed.published);
            assert!(known.contains(&key), "{}: {}", article.source, listed.headline);
        }
        assert!(article.related.iter().all(|listed| listed.headline != article.headline));
    }
    assert_eq!(all.iter().filter(|a| !a.popular.is_empty()).count(), 1);
    assert_eq!(all[0].popular.len(), 10);
}

#[test]
fn every_photo_is_drawn_by_a_known_scene_once_and_is_described() {
    let mut drawn = HashSet::new();
    let portraits: Vec<_> = persons().into_iter().map(|p| p.portrait).collect();
    let all = articles(now());
    for photo in all.iter().flat_map(photos).chain(&portraits) {
        let File::Drawn { scene, seed } = &photo.file else { panic!("{photo:?}") };
        assert!(draw::SCENES.contains(&scene.as_str()), "there is no scene {scene}");
        assert!(drawn.insert((scene.clone(), *seed)), "{scene} {seed} is printed twice");
        assert!(!photo.alt.is_empty() && !photo.credit.is_empty(), "{scene} {seed}");
    }
    for photo in all.iter().flat_map(photos) {
        assert!(!photo.caption.is_empty() && photo.caption != photo.alt, "{}", photo.alt);
    }
}

#[test]
fn a_body_shows_only_photos_and_articles_that_came_with_it() {
    for article in articles(now()) {
        let photos: Vec<i64> = (1..).take(article.photos.len()).collect();
        let mut shown = article.body.photos();
        shown.sort_unstable();
        assert_eq!(shown, photos, "{}", article.source);
        let listed = i64::try_from(article.related.len()).expect("a short list");
        assert!(article.body.articles().iter().all(|place| (1..=listed).contains(place)));
    }
}

#[test]
fn times_follow_each_other_and_lie_before_now() {
    for article in articles(now()) {
        let published = article.first_published.expect("a time");
        assert!(published < now(), "{}", article.source);
        let later = article.updated.into_iter().chain(article.corrections.iter().map(|c| c.made));
        for later in later {
            assert!(published < later && later < now(), "{}", article.source);
        }
    }
}

#[test]
fn links_inside_articles_and_pages_lead_somewhere() {
    let known = addresses();
    let pages = standing_pages().into_iter().map(|page| page.body);
    let bodies = articles(now()).into_iter().map(|article| article.body).chain(pages);
    let links: Vec<String> = bodies.flat_map(|body| links(&body)).collect();
    assert!(links.len() > 20);
    for link in links {
        let elsewhere = ["mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
        assert!(elsewhere || known.contains(&link), "{link} leads nowhere");
    }
}

#[test]
fn redirects_and_addresses_are_free_and_lead_to_pages() {
    let known = addresses();
    for (from, to) in redirects() {
        assert!(!known.contains(&from) && known.contains(&to), "{from} to {to}");
    }
    let roots = sections().into_iter().map(|s| s.section.slug);
    let roots: Vec<String> = roots.chain(standing_pages().into_iter().map(|p| p.slug)).collect();
    let unique: HashSet<_> = roots.iter().collect();
    assert_eq!(unique.len(), roots.len());
    assert!(roots.iter().all(|slug| !RESERVED.contains(&slug.as_str())));
}

#[test]
fn every_kind_of_block_that_a_newspaper_needs_is_in_use() {
    let all = articles(now());
    let used: HashSet<_> = all.iter().flat_map(|a| a.body.all_blocks()).map(|block| block.kind.name()).collect();
    for kind in [
        "paragraph",
        "heading",
        "quote",
        "list",
        "photo",
        "gallery",
        "embed",
        "table",
        "divider",
        "fact box",
        "related box",
    ] {
        assert!(used.contains(kind), "no article has a {kind}");
    }
    assert!(!used.contains("code"));
    let attributed = all
        .iter()
        .flat_map(|a| a.body.all_blocks())
        .any(|block| matches!(&block.kind, BlockKind::Quote { attribution, .. } if !attribution.is_empty()));
    assert!(attributed);
}

#[test]
fn nothing_of_the_data_files_own_signs_reaches_readers() {
    for article in articles(now()) {
        let text = article.body.plain_text() + &article.headline + &article.deck;
        for sign in ["**", "](", "{", "}", ":::", "\"", "[photo", " '", "> "] {
            assert!(!text.contains(sign), "{}: {sign}", article.source);
        }
    }
}

#[test]
fn sections_and_topics_hang_together() {
    let mut seen = HashSet::new();
    for section in sections() {
        assert!(section.parent.as_ref().is_none_or(|above| seen.contains(above)));
        assert!(seen.insert(section.section.name));
    }
    let mains: HashSet<_> = topics().into_iter().filter(|t| t.alias_of.is_none()).map(|t| t.topic.name).collect();
    assert!(topics().iter().all(|t| t.alias_of.as_ref().is_none_or(|main| mains.contains(main))));
    assert!(persons().iter().all(|p| organisations().iter().any(|o| o.name == p.organisation)));
}

#[test]
fn the_paper_can_be_founded() {
    let founding = founding();
    assert!(Zone::named(&founding.zone).is_some());
    assert!(founding.languages.len() == 1 && !founding.address.ends_with('/'));
    assert!(standing_pages().iter().all(|page| page.body.words() > 120));
}
