//! What an archive by chance promises.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const SIZE: usize = 2_000;

fn all() -> Vec<Incoming> {
    let filling = Filling::of(SIZE);
    (0..SIZE).map(|number| filling.article(number)).collect()
}

#[test]
fn the_same_number_gives_the_same_article_in_any_order() {
    let (one, other) = (Filling::of(SIZE), Filling::of(SIZE));
    for number in (0..SIZE).rev().step_by(97) {
        assert_eq!(one.article(number), other.article(number));
    }
}

#[test]
fn there_are_a_tenth_as_many_topics_and_the_largest_has_a_twentieth() {
    let mut topics: BTreeMap<String, usize> = BTreeMap::new();
    for article in all() {
        article.topics.into_iter().for_each(|topic| *topics.entry(topic).or_default() += 1);
    }
    assert_eq!(topics.len(), SIZE / 10);
    assert_eq!(topics.values().max(), Some(&(SIZE / 20)));
    assert_eq!(topics[&English::new().topic(0)], SIZE / 20);
}

#[test]
fn ten_thousand_topics_have_ten_thousand_names() {
    for tongue in [&English::new() as &dyn Tongue, &Chinese::new()] {
        let names: BTreeSet<String> = (0..10_000).map(|number| tongue.topic(number)).collect();
        assert_eq!(names.len(), 10_000);
    }
}

#[test]
fn ten_sections_in_each_language_and_some_below_them() {
    let sections: BTreeSet<(Language, Vec<String>)> =
        all().into_iter().map(|article| (article.language, article.section)).collect();
    let top = |language: &Language| sections.iter().filter(|(of, path)| of == language && path.len() == 1).count();
    assert_eq!(languages().map(|language| top(&language)), [10, 10]);
    assert!(sections.iter().any(|(_, path)| path.len() == 2));
}

#[test]
fn it_lasts_ten_years_and_the_newest_comes_last() {
    let all = all();
    let times: Vec<Instant> = all.iter().filter_map(|article| article.first_published).collect();
    assert!(times.is_sorted() && times.iter().collect::<BTreeSet<_>>().len() == SIZE);
    assert_eq!(times[0].microseconds(), END.microseconds() - YEARS * A_YEAR);
    assert!(times[SIZE - 1] < END);
}

#[test]
fn some_articles_have_photos_corrections_decks_translations_or_are_withdrawn() {
    let all = all();
    let some = |has: fn(&Incoming) -> bool| (1..SIZE).contains(&all.iter().filter(|article| has(article)).count());
    assert!(some(|article| article.lead_photo.is_some()) && some(|article| !article.photos.is_empty()));
    assert!(some(|article| !article.corrections.is_empty()) && some(|article| article.deck.is_empty()));
    assert!(some(|article| !article.translations.is_empty()) && some(|article| article.withdrawn));
    assert!(some(|article| article.language != Language::default()));
    assert!(all.iter().all(|article| !article.body.plain_text().is_empty() && !article.bylines.is_empty()));
}

#[test]
fn words_come_by_zipfs_law() {
    let zipf = Zipf::of(1_000, 0);
    let chance = &mut Chance::of(1);
    let mut counts = vec![0; 1_000];
    (0..100_000).for_each(|_| counts[zipf.pick(chance)] += 1);
    let times = f64::from(counts[0]) / f64::from(counts[9]);
    assert!((8.0..12.5).contains(&times), "the tenth is said a tenth as often: {times}");
}
