//! What the demo newspaper promises to whoever founds it.

mod fill;

use std::collections::HashSet;

use broadsheet_demo::{
    PAGE_DUMPS, articles, coming, draw, founding, organisations, persons, prefix, redirects, sections, standing_pages,
    topics,
};
use broadsheet_news::address::{self, RESERVED};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, IncomingPhoto};
use broadsheet_news::language::Language;
use broadsheet_news::photo::File;
use broadsheet_news::reference::normalised;

fn now() -> Instant {
    Instant::from_microseconds(1_772_445_912_000_000)
}

fn chinese() -> Language {
    Language::tagged("zh-Hant").expect("a language")
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
    let sections = sections().into_iter().map(|s| address::named(&prefix(&s.section.language), &s.section.slug));
    let pages = standing_pages().into_iter().map(|p| address::named(&prefix(&p.language), &p.slug));
    let topics = topics().into_iter().map(|t| address::topic(&prefix(&t.topic.language), &t.topic.slug));
    let people = persons().into_iter().map(|p| format!("/person/{}", p.person.slug));
    let directory = organisations().into_iter().map(|o| format!("/directory/{}", o.slug));
    let own = ["/directory", "/zh-hant/directory", "/briefing"].map(str::to_owned).into_iter();
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
fn there_is_news_enough_for_a_front_in_each_language() {
    let (all, chinese) = (articles(now()), chinese());
    assert!(all.iter().filter(|a| !a.withdrawn).count() >= 60);
    assert_eq!(all.iter().filter(|a| a.language == chinese).count(), 12);
    assert!(persons().len() >= 25 && organisations().len() >= 60);
    let mains = topics().into_iter().filter(|t| t.alias_of.is_none() && t.topic.language != chinese).count();
    assert!(mains >= 40, "{mains} topics");
    for language in founding().languages {
        let tops = sections().into_iter().filter(|s| s.parent.is_none() && s.section.language == language).count();
        assert_eq!(tops, 6, "{language}");
    }
}

#[test]
fn the_paper_has_a_past_of_three_years_and_news_of_the_hour() {
    let times: Vec<_> = articles(now()).into_iter().filter_map(|a| a.first_published).collect();
    assert!(times.iter().any(|time| *time > now().plus_seconds(-3600)));
    let days = |days: i64| now().plus_seconds(-days * 86_400);
    assert!(times.iter().any(|time| *time < days(1000)) && times.iter().all(|time| *time > days(1096)));
    for year in 0..3 {
        assert!(times.iter().any(|time| *time < days(year * 365) && *time > days(year * 365 + 365)), "{year}");
    }
}

#[test]
fn a_translation_and_its_original_name_each_other() {
    let all = articles(now());
    let mut pairs = 0;
    for article in &all {
        for source in &article.translations {
            let other = all.iter().find(|other| other.source == *source).expect("an article of the demo");
            assert_ne!(other.language, article.language, "{source}");
            assert_eq!(other.translations, std::slice::from_ref(&article.source));
            pairs += 1;
        }
    }
    assert_eq!(pairs, 18, "nine articles in both languages");
}

#[test]
fn one_article_is_withdrawn_one_has_its_hour_and_one_is_under_embargo() {
    assert_eq!(articles(now()).iter().filter(|a| a.withdrawn).count(), 1);
    let coming = coming(now());
    assert_eq!(coming.iter().map(|c| c.embargoed).collect::<Vec<_>>(), [false, true]);
    assert!(coming.iter().all(|c| c.at > now() && c.article.body.words() > 250));
}

#[test]
fn nobody_says_the_same_twice() {
    let mut said = HashSet::new();
    for article in articles(now()) {
        let text = article.body.plain_text();
        for line in text.lines().filter(|line| line.chars().count() > 40) {
            assert!(said.insert(line.to_owned()), "{}: {line}", article.source);
        }
    }
}

#[test]
fn chinese_is_set_in_chinese_signs() {
    for article in articles(now()).into_iter().filter(|a| a.language == chinese()) {
        let said = article.body.plain_text() + &article.headline + &article.deck;
        let mut before = ' ';
        for sign in said.chars() {
            let han = ('\u{4e00}'..='\u{9fff}').contains(&before);
            assert!(!(han && ",.;:?!\"'()“”‘’".contains(sign)), "{}: {before}{sign}", article.source);
            before = sign;
        }
    }
}

#[test]
fn headlines_addresses_and_sources_are_unique() {
    let all = articles(now());
    let headlines: HashSet<_> = all.iter().map(|a| normalised(&a.headline)).collect();
    let slugs: HashSet<_> = all.iter().map(|a| a.slug.clone()).collect();
    assert_eq!((headlines.len(), slugs.len()), (all.len(), all.len()));
    let people: HashSet<_> = persons().into_iter().map(|p| p.person.slug).collect();
    let topics_by_slug: HashSet<_> = topics().into_iter().map(|t| (t.topic.language, t.topic.slug)).collect();
    assert_eq!(people.len(), persons().len());
    assert_eq!(topics_by_slug.len(), topics().len());
}

#[test]
fn every_article_has_a_body_a_deck_topics_and_authors() {
    let all = articles(now());
    let long = all.iter().filter(|a| a.body.words() >= 700).count();
    assert!(long * 3 >= all.len(), "{long} of {} are long", all.len());
    for article in all {
        let words = article.body.words();
        assert!((250..=1500).contains(&words), "{}: {words} words", article.source);
        assert!(!article.deck.is_empty() && !article.bylines.is_empty(), "{}", article.source);
        assert!((3..=8).contains(&article.topics.len()), "{}", article.source);
        assert!(article.readers.is_some_and(|readers| readers > 0), "{}", article.source);
    }
}

#[test]
fn what_an_article_names_belongs_to_the_cast() {
    let topics: HashSet<_> = topics().into_iter().map(|t| (t.topic.language, t.topic.name)).collect();
    let people: HashSet<_> = persons().into_iter().map(|p| p.person.name).collect();
    for article in articles(now()) {
        for topic in &article.topics {
            let named = (article.language.clone(), topic.clone());
            assert!(topics.contains(&named), "{}: the topic {topic}", article.source);
        }
        for byline in &article.bylines {
            assert_eq!(people.contains(&byline.name), !byline.guest, "{}", byline.name);
            assert!(organisations().iter().any(|o| o.name == byline.organisation), "{}", byline.organisation);
            assert!(!byline.organisation.is_empty() && !byline.role.is_empty(), "{}", byline.name);
        }
        let last = article.section.last().expect("a section");
        let section =
            sections().into_iter().find(|s| s.section.name == *last && s.section.language == article.language);
        let above = section.expect("a section of the cast").parent;
        let named_above = article.section.iter().rev().nth(1).cloned();
        assert_eq!(above, named_above, "{}", article.source);
    }
}

#[test]
fn related_and_popular_lists_name_articles_by_headline_and_time() {
    let all = articles(now());
    let key = |language: &Language, headline: &str, at| (language.clone(), headline.to_owned(), at);
    let standing = all.iter().filter(|a| !a.withdrawn);
    let known: HashSet<_> = standing.map(|a| key(&a.language, &a.headline, a.first_published)).collect();
    for article in &all {
        assert!(!article.related.is_empty(), "{}", article.source);
        for listed in article.related.iter().chain(&article.popular) {
            let key = key(&article.language, &listed.headline, listed.published);
            assert!(known.contains(&key), "{}: {}", article.source, listed.headline);
        }
        assert!(article.related.iter().all(|listed| listed.headline != article.headline));
    }
    let popular: Vec<_> =
        all.iter().filter(|a| !a.popular.is_empty()).map(|a| (&a.language, a.popular.len())).collect();
    assert_eq!(popular, [(&Language::default(), 10), (&chinese(), 10)]);
    assert!(!all[0].popular.is_empty());
}

#[test]
fn every_photo_is_drawn_by_a_known_scene_once_and_is_described() {
    let mut drawn = HashSet::new();
    let portraits: Vec<_> = persons().into_iter().map(|p| p.portrait).collect();
    let waiting = coming(now()).into_iter().map(|coming| coming.article);
    let all: Vec<_> = articles(now()).into_iter().chain(waiting).collect();
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
        let boxed = i64::try_from(article.boxed.len()).expect("a short list");
        assert!(article.body.articles().iter().all(|place| (1..=boxed).contains(place)));
        assert!(article.related.starts_with(&article.boxed), "{}", article.source);
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
    let roots = sections().into_iter().map(|s| (s.section.language, s.section.slug));
    let roots: Vec<_> = roots.chain(standing_pages().into_iter().map(|p| (p.language, p.slug))).collect();
    let unique: HashSet<_> = roots.iter().collect();
    assert_eq!(unique.len(), roots.len());
    assert!(roots.iter().all(|(_, slug)| !RESERVED.contains(&slug.as_str())));
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
    let waiting = coming(now()).into_iter().map(|coming| coming.article);
    for article in articles(now()).into_iter().chain(waiting) {
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
        let language = section.section.language;
        assert!(section.parent.is_none_or(|above| seen.contains(&(language.clone(), above))));
        assert!(seen.insert((language, section.section.name)));
    }
    let mains: HashSet<_> = topics().into_iter().filter(|t| t.alias_of.is_none()).map(|t| t.topic.name).collect();
    assert!(topics().iter().all(|t| t.alias_of.as_ref().is_none_or(|main| mains.contains(main))));
    assert!(persons().iter().all(|p| organisations().iter().any(|o| o.name == p.organisation)));
}

#[test]
fn the_paper_can_be_founded() {
    let founding = founding();
    assert!(Zone::named(&founding.zone).is_some());
    assert!(founding.languages.len() == 2 && !founding.address.ends_with('/'));
    assert!(standing_pages().iter().all(|page| page.body.words() > 120));
}

#[test]
fn the_page_dump_names_each_listed_article_twice_and_its_photo_too() {
    let lines: Vec<&str> = PAGE_DUMPS[0].lines().collect();
    let at = |wanted: &str| lines.iter().position(|line| *line == wanted).expect(wanted);
    let (related, updated, popular) =
        (at("RELATED ARTICLES"), at("Updated : 2026-02-11 10:55 GMT-01:00"), at("MOST POPULAR"));
    for listed in lines[related + 2..updated - 1].chunks(3) {
        assert_eq!(listed[0], listed[1]);
        assert!(listed[2].len() == 16 && listed[2].starts_with("2026/"), "{}", listed[2]);
    }
    let pairs: Vec<_> = lines[popular + 2..].chunks(2).collect();
    assert!(pairs.len() == 10 && pairs.iter().all(|pair| pair[0] == pair[1]));
    let caption = lines.iter().filter(|line| line.ends_with("(Ostrey Marine Institute)")).count();
    assert_eq!(caption, 2);
}

#[test]
fn page_dumps_bring_in_articles_of_their_own() {
    for article in articles(now()) {
        assert!(PAGE_DUMPS.iter().all(|dump| !dump.contains(&article.headline)), "{}", article.headline);
    }
    assert!(PAGE_DUMPS.iter().all(|dump| dump.split_whitespace().count() > 400));
}
