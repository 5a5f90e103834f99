//! Small newsrooms and which of their articles belong together.

use super::*;
use proptest::prelude::*;

const DAY: i64 = 86_400_000_000;

fn article(id: i64, day: i64, topics: &[i64]) -> Candidate {
    Candidate { id, at: day * DAY, topics: topics.to_vec(), ..Candidate::default() }
}

fn ids(list: &List) -> Vec<i64> {
    list.ids().collect()
}

fn neighbour(of: &Candidate, new: &Candidate, list: List, rarity: &Rarity) -> Neighbour {
    Neighbour { id: of.id, likeness: likeness(new, of, rarity, &WEIGHTS), list }
}

/// Topic 1 is in most articles, topic 2 in two.
fn newsroom() -> Vec<Candidate> {
    let common = (10..30).map(|id| article(id, id, &[1]));
    common.chain([article(1, 20, &[1, 2]), article(2, 5, &[2]), article(3, 20, &[])]).collect()
}

#[test]
fn a_rare_topic_relates_more_than_a_common_one() {
    let all = newsroom();
    let list = related(&all[20], &[], &all, &Rarity::of(&all));
    assert_eq!(list.ids().next(), Some(2));
    assert_eq!(list.ids().count(), LIMIT);
}

#[test]
fn of_two_alike_the_one_nearer_in_its_own_time_comes_first() {
    let all = [article(1, 100, &[7]), article(2, 90, &[7]), article(3, 103, &[7]), article(4, 0, &[])];
    assert_eq!(ids(&related(&all[0], &[], &all, &Rarity::of(&all))), [3, 2]);
}

#[test]
fn an_article_of_long_ago_is_related_to_those_of_its_day() {
    let mut all = vec![article(1, 0, &[7]), article(2, 1, &[7])];
    all.extend((3..40).map(|id| article(id, 3000 + id, &[7])));
    all.push(article(40, 0, &[8]));
    assert_eq!(related(&all[0], &[], &all, &Rarity::of(&all)).ids().next(), Some(2));
}

#[test]
fn pins_come_first_in_their_order_and_once() {
    let all = newsroom();
    let list = related(&all[20], &[900, 15, 900, 1], &all, &Rarity::of(&all));
    assert_eq!(ids(&list)[..3], [900, 15, 2]);
    assert_eq!(ids(&list).iter().filter(|id| **id == 15).count(), 1);
}

#[test]
fn an_article_with_nothing_in_common_is_not_related() {
    let all = newsroom();
    let list = related(&all[22], &[], &all, &Rarity::of(&all));
    assert_eq!(list, List::default());
}

#[test]
fn people_sections_and_words_relate_too() {
    let rarity = Rarity { articles: 100, ..Rarity::default() };
    let bare = article(1, 0, &[]);
    let by_person = Candidate { people: vec![4], ..bare.clone() };
    let in_section = Candidate { section: Some(4), ..bare.clone() };
    let of_company = Candidate { organisations: vec![4], ..bare.clone() };
    let with_word = Candidate { terms: vec![(4, 1.0)], ..bare.clone() };
    for one in [&by_person, &in_section, &of_company, &with_word] {
        assert!(likeness(one, one, &rarity, &WEIGHTS) > 0.0);
        assert_eq!(likeness(one, &bare, &rarity, &WEIGHTS), 0.0);
    }
    assert_eq!(likeness(&by_person, &of_company, &rarity, &WEIGHTS), 0.0);
}

#[test]
fn a_new_article_enters_only_the_lists_where_it_beats_the_last() {
    let all = newsroom();
    let rarity = Rarity::of(&all);
    let new = article(50, 6, &[2]);
    let others: Vec<Neighbour> =
        all.iter().map(|one| neighbour(one, &new, related(one, &[], &all, &rarity), &rarity)).collect();
    let full = others[0].list.clone();
    let changed = reconsider(new.id, others);
    assert_eq!(changed.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2, 1]);
    assert!(changed.iter().all(|(_, list)| list.ids().any(|id| id == 50)));
    assert_eq!(full.with(50, likeness(&new, &all[0], &rarity, &WEIGHTS)), full, "those alike enough are there already");
}

#[test]
fn a_list_full_of_pins_takes_nobody() {
    let list = List { pins: vec![1, 2, 3, 4, 5], chosen: vec![] };
    assert_eq!(list.with(9, 5.0), list);
}

#[test]
fn a_publish_looks_at_no_more_than_fifty_others() {
    let rarity = Rarity { articles: 1000, ..Rarity::default() };
    let new = article(500, 0, &[7]);
    let others: Vec<Neighbour> =
        (1..200).map(|id| neighbour(&article(id, id, &[7]), &new, List::default(), &rarity)).collect();
    assert_eq!(reconsider(new.id, others).len(), NEAREST);
}

fn any_article() -> impl Strategy<Value = Candidate> {
    let set = || proptest::collection::btree_set(0_i64..6, 0..4);
    (0_i64..400, proptest::option::of(0_i64..3), set(), set(), set()).prop_map(
        |(day, section, topics, people, words)| Candidate {
            id: 0,
            at: day * DAY,
            section,
            topics: topics.into_iter().collect(),
            people: people.into_iter().collect(),
            organisations: vec![],
            terms: words.into_iter().map(|word| (word.cast_unsigned(), 1.0)).collect(),
        },
    )
}

fn any_newsroom() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::vec(any_article(), 2..30).prop_map(|mut all| {
        all.iter_mut().zip(1..).for_each(|(one, id)| one.id = id);
        all
    })
}

proptest! {
    #[test]
    fn likeness_is_the_same_from_either_side(all in any_newsroom()) {
        let rarity = Rarity::of(&all);
        for two in all.windows(2) {
            prop_assert_eq!(likeness(&two[0], &two[1], &rarity, &WEIGHTS), likeness(&two[1], &two[0], &rarity, &WEIGHTS));
        }
    }

    #[test]
    fn the_list_does_not_depend_on_the_order_of_the_candidates(all in any_newsroom()) {
        let rarity = Rarity::of(&all);
        let backwards: Vec<Candidate> = all.iter().rev().cloned().collect();
        prop_assert_eq!(related(&all[0], &[], &all, &rarity), related(&all[0], &[], &backwards, &rarity));
    }

    /// What reconsidering says is what computing every list anew would say.
    #[test]
    fn reconsidering_comes_to_the_same_as_computing_anew(all in any_newsroom()) {
        let rarity = Rarity::of(&all);
        let (new, old) = all.split_last().expect("two at least");
        let others: Vec<Neighbour> =
            old.iter().map(|one| neighbour(one, new, related(one, &[], old, &rarity), &rarity)).collect();
        let changed: HashMap<i64, List> = reconsider(new.id, others.clone()).into_iter().collect();
        for (other, article) in others.iter().zip(old) {
            let anew = related(article, &[], &all, &rarity);
            prop_assert_eq!(changed.get(&other.id).unwrap_or(&other.list), &anew);
        }
    }
}
