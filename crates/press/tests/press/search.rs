//! What readers find, and what they do not.

use broadsheet_desk::publication::{Publication, publish, withdraw};
use broadsheet_desk::{Actor, Desk, article, embargo};
use broadsheet_discovery::search::{Index, Indexer};
use broadsheet_news::article::Content;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::Answer;
use broadsheet_pages::theme::Theme;
use broadsheet_press::Press;
use broadsheet_store::transaction::Act;
use broadsheet_store::{Store, Target};
use broadsheet_testkit::TestDatabase;

use crate::truth::{NOW, demo};

/// The demo, its index, and a press that searches in it.
struct Searched {
    store: Store,
    indexer: Indexer,
    press: Press,
    _database: TestDatabase,
}

/// A found article as its reader sees it: address, headline and excerpt, with their marks.
#[derive(Debug)]
struct Shown {
    address: String,
    headline: String,
    excerpt: String,
}

impl Searched {
    async fn demo() -> Self {
        let database = TestDatabase::fresh();
        let store = demo(&database).await;
        let index = Index::in_folder(database.folder());
        let mut indexer = Indexer::new(store.clone(), index.clone());
        indexer.catch_up(NOW).await.expect("an index");
        let press = Press::new(store.clone(), Theme::harbour()).searching(index);
        Self { store, indexer, press, _database: database }
    }

    async fn page(&self, path: &str, query: &str) -> String {
        let printed = self.press.print(path, query, NOW).await.expect("a page");
        assert_eq!((&printed.answer, printed.since), (&Answer::Found, None), "{path}?{query}");
        printed.text()
    }

    async fn found(&self, query: &str) -> Vec<Shown> {
        shown(&self.page("/search", query).await)
    }

    async fn addresses(&self, query: &str) -> Vec<String> {
        self.found(query).await.into_iter().map(|shown| shown.address).collect()
    }

    async fn article(&self, address: &str) -> ArticleId {
        let reading =
            self.store.begin(Act { name: "read", actor: String::new(), now: NOW, trace: None }).await.unwrap();
        match reading.target(address).await.unwrap() {
            Some(Target::Article(id)) => ArticleId(id),
            other => panic!("{address} leads to {other:?}"),
        }
    }

    /// Corrects an article and publishes it, and lets the index follow.
    async fn corrected(&mut self, id: ArticleId, correct: impl FnOnce(&mut Content)) {
        let reading =
            self.store.begin(Act { name: "read", actor: String::new(), now: NOW, trace: None }).await.unwrap();
        let revision = reading.article(id).await.unwrap().unwrap().working_revision;
        let mut content = reading.revision(revision).await.unwrap().unwrap().content;
        drop(reading);
        correct(&mut content);
        let actor = Actor::at_the_machine("Ada");
        let desk = Desk { store: &self.store, actor: &actor, now: NOW };
        article::revise(&desk, id, revision, &content).await.unwrap();
        publish(&desk, id, Publication { substantive: false }).await.unwrap();
        self.indexer.catch_up(NOW).await.unwrap();
    }
}

fn shown(page: &str) -> Vec<Shown> {
    let list = page.split("<ol class=\"listing\"").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap_or("");
    let between = |text: &str, from: &str, to: &str| {
        text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default().to_owned()
    };
    let item = |item: &str| Shown {
        address: between(&between(item, "<h2>", "</h2>"), "href=\"", "\""),
        headline: between(&between(item, "<h2>", "</h2>"), "\">", "</a>"),
        excerpt: between(item, "<p class=\"excerpt\">", "</p>"),
    };
    list.split("<li>").skip(1).map(item).collect()
}

fn is_about(address: &str, slug: &str) -> bool {
    address.contains(slug)
}

#[tokio::test]
async fn a_word_is_found_and_marked_in_headline_and_excerpt() {
    let paper = Searched::demo().await;
    let found = paper.found("q=eelgrass").await;
    assert!(found[0].address.contains("eelgrass"), "{found:?}");
    assert!(found[0].headline.contains("<mark>Eelgrass</mark> is back in the Tamble"), "{}", found[0].headline);
    assert!(found.iter().all(|shown| shown.headline.contains("<mark>") || shown.excerpt.contains("<mark>")));
    let two = paper.found("q=sediment+ruler").await;
    assert_eq!(two.len(), 1, "both words: {two:?}");
    assert!(two[0].excerpt.contains("not by a <mark>ruler</mark>"), "{}", two[0].excerpt);
}

#[tokio::test]
async fn accents_case_and_plural_are_forgiven() {
    let paper = Searched::demo().await;
    let [with, without] = [paper.found("q=souffl%C3%A9").await, paper.found("q=SOUFFLES").await];
    assert!(without[0].excerpt.contains("<mark>soufflé</mark>"), "{without:?}");
    assert_eq!(with[0].address, without[0].address);
}

#[tokio::test]
async fn chinese_is_found_by_two_signs_in_either_edition() {
    let paper = Searched::demo().await;
    for path in ["/search", "/zh-hant/search"] {
        let page = paper.page(path, "q=%E5%A4%A7%E8%91%89%E8%97%BB").await;
        let found = shown(&page);
        assert!(found[0].headline.contains("<mark>大葉藻</mark>"), "{path}: {found:?}");
    }
    let own = paper.page("/zh-hant/search", "q=%E6%B8%A1%E8%BC%AA").await;
    assert!(own.contains("<html lang=\"zh-Hant\"") && own.contains("<mark>渡輪</mark>"), "two signs");
    assert!(!shown(&own).is_empty());
}

#[tokio::test]
async fn an_article_is_found_by_what_its_topic_is_also_called_and_by_its_author() {
    let paper = Searched::demo().await;
    let by_alias = paper.addresses("q=seagrass").await;
    assert!(by_alias.iter().any(|address| is_about(address, "eelgrass-returns")), "{by_alias:?}");
    let by_author = paper.addresses("q=Sunniva+Brook").await;
    assert!(by_author.iter().any(|address| is_about(address, "eelgrass-returns")), "{by_author:?}");
}

#[tokio::test]
async fn a_search_is_narrowed_by_section_topic_person_and_day() {
    let paper = Searched::demo().await;
    let all = paper.addresses("q=harbour").await;
    for narrowed in ["section=science", "topic=seagrass", "topic=Eelgrass", "person=sunniva-brook"] {
        let found = paper.addresses(&format!("q=harbour+OR+eelgrass&{narrowed}")).await;
        assert!(found.len() < all.len(), "{narrowed}: {found:?}");
        let alone = paper.addresses(narrowed).await;
        assert!(alone.iter().any(|address| is_about(address, "eelgrass-returns")), "{narrowed}: {alone:?}");
    }
    // News has Harbour below it.
    let below = paper.addresses("section=harbour").await;
    let above = paper.page("/search", "section=news").await;
    assert!(!below.is_empty() && total(&above) > below.len());
    let today = paper.addresses("from=2026-03-02").await;
    assert!(!today.is_empty() && today.iter().all(|address| address.starts_with("/2026/03/02/")), "{today:?}");
    let before = paper.addresses("q=harbour&to=2026-03-01").await;
    assert!(!before.is_empty() && before.iter().all(|address| !address.starts_with("/2026/03/02/")), "{before:?}");
}

fn total(page: &str) -> usize {
    let said = page.split(" articles found").next().and_then(|before| before.rsplit('>').next());
    said.and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[tokio::test]
async fn the_newest_comes_first_where_a_reader_wants_it_so() {
    let paper = Searched::demo().await;
    let newest = paper.addresses("q=harbour&sort=newest").await;
    let days: Vec<&str> = newest.iter().map(|address| &address[..11]).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    assert_ne!(newest, paper.addresses("q=harbour").await);
}

#[tokio::test]
async fn pages_follow_one_another_and_no_article_stands_on_two() {
    let paper = Searched::demo().await;
    let first = paper.page("/search", "q=the").await;
    assert!(first.contains("rel=\"next\" href=\"/search?q=the&amp;page=2\""));
    let (mut seen, total) = (std::collections::BTreeSet::new(), total(&first));
    for page in 1..=total.div_ceil(20) {
        for address in paper.addresses(&format!("q=the&page={page}")).await {
            assert!(seen.insert(address.clone()), "{address} stands twice");
        }
    }
    assert_eq!(seen.len(), total);
    let beyond = paper.page("/search", "q=the&page=40").await;
    assert!(shown(&beyond).is_empty() && beyond.contains("The search has fewer pages."));
    assert!(beyond.contains("rel=\"prev\" href=\"/search?q=the\""));
}

#[tokio::test]
async fn a_slip_of_the_keyboard_is_forgiven_and_the_page_says_what_it_looked_for() {
    let paper = Searched::demo().await;
    for (slip, meant) in [("eelgrss", "eelgrass"), ("harbuor", "harbour"), ("dredgign", "dredging")] {
        let page = paper.page("/search", &format!("q={slip}")).await;
        let said = format!("No article has “{slip}”. Looked for instead: ");
        let found = page.split(&said).nth(1).and_then(|rest| rest.split('<').next());
        assert!(found.is_some_and(|words| words.contains(meant)), "{slip}: {found:?}");
        assert!(!shown(&page).is_empty());
    }
    let half = paper.page("/search", "q=marine+sedi").await;
    assert!(half.to_lowercase().contains("<mark>sediment</mark>"), "the last word may be half typed");
    let most = paper.page("/search", "q=eelgrass+kayak+zeppelin").await;
    assert!(most.contains("No article has all of these words.") && shown(&most)[0].address.contains("eelgrass"));
}

#[tokio::test]
async fn after_a_correction_the_new_word_is_found_and_the_old_one_is_not() {
    let mut paper = Searched::demo().await;
    let address = paper.addresses("q=kelp+toothpaste").await.remove(0);
    let id = paper.article(&address).await;
    paper
        .corrected(id, |content| {
            content.headline = "Bladderwrack doubles".into();
            content.deck = String::new();
            content.topics = Vec::new();
            content.body = Body::of([BlockKind::paragraph("Nothing else is said.")]);
        })
        .await;
    assert_eq!(paper.addresses("q=bladderwrack").await, std::slice::from_ref(&address));
    assert!(!paper.addresses("q=toothpaste").await.contains(&address));
}

#[tokio::test]
async fn what_is_withdrawn_is_not_found_and_not_shown_before_the_index_knows() {
    let mut paper = Searched::demo().await;
    assert!(paper.addresses("q=adrift+yacht").await.iter().all(|address| !is_about(address, "drifting-yacht")));
    let address = paper.addresses("q=eelgrass").await.remove(0);
    let id = paper.article(&address).await;
    let actor = Actor::at_the_machine("Ada");
    withdraw(&Desk { store: &paper.store, actor: &actor, now: NOW }, id).await.unwrap();
    for _ in 0..2 {
        let page = paper.page("/search", "q=eelgrass").await;
        assert!(!page.contains(&address), "it is shown");
        paper.indexer.catch_up(NOW).await.unwrap();
    }
}

#[tokio::test]
async fn a_draft_and_an_embargoed_article_are_not_found() {
    let mut paper = Searched::demo().await;
    let actor = Actor::at_the_machine("Ada");
    let desk = Desk { store: &paper.store, actor: &actor, now: NOW };
    let science = paper.addresses("section=science").await.remove(0);
    let reading = paper.store.begin(Act { name: "read", actor: String::new(), now: NOW, trace: None }).await.unwrap();
    let like = reading.article(paper_id(&reading, &science).await).await.unwrap().unwrap().working_revision;
    let section = reading.revision(like).await.unwrap().unwrap().content.section;
    drop(reading);
    let mut content = Content::headed(Default::default(), "Zeppelin over the Tamble");
    content.section = section;
    content.body = Body::of([BlockKind::paragraph("A zeppelin was seen.")]);
    let draft = article::create(&desk, &content).await.unwrap().made.article;
    embargo::set(&desk, draft, Some(NOW.plus_seconds(3600))).await.unwrap();
    paper.indexer.catch_up(NOW).await.unwrap();
    assert!(paper.addresses("q=zeppelin").await.is_empty(), "a draft");
    let desk = Desk { store: &paper.store, actor: &actor, now: NOW };
    publish(&desk, draft, Publication::default()).await.unwrap();
    paper.indexer.catch_up(NOW).await.unwrap();
    assert!(paper.addresses("q=zeppelin").await.is_empty(), "an embargoed one");
    let later = Desk { store: &paper.store, actor: &actor, now: NOW.plus_seconds(7200) };
    publish(&later, draft, Publication::default()).await.unwrap();
    paper.indexer.catch_up(NOW).await.unwrap();
    assert_eq!(paper.addresses("q=zeppelin").await.len(), 1, "a published one");
}

async fn paper_id(reading: &broadsheet_store::transaction::Transaction, address: &str) -> ArticleId {
    match reading.target(address).await.unwrap() {
        Some(Target::Article(id)) => ArticleId(id),
        other => panic!("{address} leads to {other:?}"),
    }
}

#[tokio::test]
async fn a_search_without_words_helps_and_a_vain_one_too() {
    let paper = Searched::demo().await;
    let bare = paper.page("/search", "").await;
    assert!(bare.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(bare.contains("name=\"q\"") && bare.contains("<option value=\"science\">") && bare.contains("Latest"));
    let vain = paper.page("/search", "q=qqqqqqqqqq&section=science").await;
    assert!(vain.contains("No article was found. Look at the spelling") && vain.contains("Latest"));
    assert!(vain.contains("<a href=\"/search?q=qqqqqqqqqq\">Search all sections and days</a>"));
    let unknown = paper.page("/search", "q=harbour&section=nowhere&from=someday").await;
    assert!(unknown.contains("The paper has no such section.") && unknown.contains("A day was left out"));
    let many = paper.page("/search", "q=harbour&page=1000000000").await;
    assert!(many.contains("Only the first 1000 articles of a search are shown.") && shown(&many).is_empty());
}

#[tokio::test]
async fn without_an_index_the_page_says_that_nothing_can_be_searched_now() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let press = Press::new(store, Theme::harbour()).searching(Index::in_folder(database.folder()));
    let page = press.print("/search", "q=harbour", NOW).await.unwrap();
    assert!(page.text().contains("Nothing can be searched at this moment."));
}
