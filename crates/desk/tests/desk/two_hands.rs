//! Any two who write on one base: no word of either is lost, what both left alone keeps its order, equal edits are one.

use std::collections::HashSet;

use broadsheet_desk::article::{create, revise};
use broadsheet_desk::{Conflict, Refusal};
use broadsheet_news::article::{Content, Revision};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_testkit::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::world::World;

/// What a hand does to a paragraph.
#[derive(Clone, Debug)]
enum Edit {
    Keep,
    Delete,
    /// Puts a new word in the place of one.
    Change(usize),
    /// Puts a new word at the end.
    Append,
    /// Puts a new paragraph behind.
    Insert,
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => Just(Edit::Keep),
        1 => Just(Edit::Delete),
        2 => (0_usize..6).prop_map(Edit::Change),
        1 => Just(Edit::Append),
        1 => Just(Edit::Insert),
    ]
}

/// The paragraphs of the base: every word is another.
fn base(paragraphs: usize) -> Vec<Vec<String>> {
    (0..paragraphs).map(|n| (0..6).map(|word| format!("b{n}w{word}")).collect()).collect()
}

/// The base after a hand's edits, whose new words begin with its letter.
fn edited(base: &[Vec<String>], edits: &[Edit], hand: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for (n, (words, edit)) in base.iter().zip(edits).enumerate() {
        let mut words = words.clone();
        match edit {
            Edit::Delete => continue,
            Edit::Change(at) => words[*at] = format!("{hand}{n}changed"),
            Edit::Append => words.push(format!("{hand}{n}appended")),
            Edit::Keep | Edit::Insert => {}
        }
        out.push(words);
        if matches!(edit, Edit::Insert) {
            out.push((0..6).map(|word| format!("{hand}{n}new{word}")).collect());
        }
    }
    out
}

fn body(paragraphs: &[Vec<String>]) -> Body {
    Body::of(paragraphs.iter().map(|words| BlockKind::paragraph(&words.join(" "))))
}

fn words(text: &str) -> HashSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What came of two saves on one base.
struct Came {
    base: Content,
    body: Body,
    clashes: String,
}

async fn two_saves(world: &World, base: &Body, ours: &Body, theirs: &Body) -> Came {
    let content = Content { body: base.clone(), ..world.content("Two hands") };
    let first: Revision = create(&world.desk(), &content).await.expect("an article").made;
    let with = |body: &Body| Content { body: body.clone().with_ids_of(base), ..first.content.clone() };
    revise(&world.desk(), first.article, first.id, &with(ours)).await.expect("the first save");
    let (body, clashes) = match revise(&world.desk(), first.article, first.id, &with(theirs)).await {
        Ok(done) => (done.made.content.body, String::new()),
        Err(Refusal::Conflict(conflict)) => {
            let Conflict { merged, clashes, .. } = *conflict;
            let texts = clashes.iter().flat_map(|clash| [clash.ours.clone(), clash.theirs.clone()]);
            (merged.body, texts.collect::<Vec<_>>().join(" "))
        }
        Err(other) => panic!("{other}"),
    };
    Came { base: first.content, body, clashes }
}

async fn holds(world: &World, base: &[Vec<String>], ours: &[Edit], theirs: &[Edit]) -> Result<(), TestCaseError> {
    let [one, other] = [edited(base, ours, "o"), edited(base, theirs, "t")];
    let came = two_saves(world, &body(base), &body(&one), &body(&other)).await;
    let found: HashSet<String> = words(&came.body.plain_text()).union(&words(&came.clashes)).cloned().collect();
    let new = one.iter().chain(&other).flatten().filter(|word| !word.starts_with('b'));
    let lost: Vec<_> = new.filter(|word| !found.contains(*word)).collect();
    prop_assert!(lost.is_empty(), "{lost:?} of {:?} in {:?}", came.base.body.plain_text(), came.body.plain_text());
    // Paragraphs that both kept stand, in their order.
    let kept = |edit: &Edit| matches!(edit, Edit::Keep | Edit::Insert);
    let text = came.body.plain_text();
    let places: Vec<Option<usize>> = base
        .iter()
        .zip(ours.iter().zip(theirs))
        .filter(|(_, (one, other))| kept(one) && kept(other))
        .map(|(words, _)| text.find(&words.join(" ")))
        .collect();
    prop_assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {text:?}");
    let ids: Vec<_> = came.body.all_blocks().map(|block| &block.id).collect();
    prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    prop_assert_eq!(&came.body.clone().normalise(), &came.body);
    Ok(())
}

/// `cargo xtask soak hands` tries ten thousand.
#[test]
fn two_hands_at_one_text_lose_nothing_and_equal_edits_are_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let hands = (1_usize..7).prop_flat_map(|n| (Just(n), vec(edit(), n), vec(edit(), n)));
    let mut runner =
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(100)) });
    let outcome = runner.run(&hands, |(n, ours, theirs)| {
        runtime.block_on(async {
            let base = base(n);
            holds(&world, &base, &ours, &theirs).await?;
            let same = edited(&base, &ours, "o");
            let came = two_saves(&world, &body(&base), &body(&same), &body(&same)).await;
            prop_assert_eq!((came.body.plain_text(), came.clashes.as_str()), (body(&same).plain_text(), ""));
            Ok(())
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
