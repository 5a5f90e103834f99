//! Editors look articles up by what they remember of a headline.

use broadsheet_news::ids::ReferenceId;
use broadsheet_news::language::Language;
use broadsheet_news::reference::Reference;

use crate::world::{NOW, World};

fn reference(language: &str, headline: &str) -> Reference {
    let language = Language::tagged(language).expect("a language");
    Reference { id: ReferenceId(1), language, headline: headline.to_owned(), published: None, article: None }
}

#[tokio::test]
async fn a_few_words_of_a_headline_offer_the_article_for_a_link() {
    let world = World::indexed().await;
    let source = world.source().await;
    for words in ["kelp farm rope", "Kelp farms", "little hask klep farm"] {
        let offered = world.index.headed(&source, &Language::default(), words).await.unwrap();
        assert!(offered[0].headline.starts_with("Little Hask’s kelp farm"), "{words}: {offered:?}");
        assert!(offered[0].address.starts_with("/20"), "{offered:?}");
    }
    let chinese = Language::tagged("zh-Hant").unwrap();
    let offered = world.index.headed(&source, &chinese, "大葉藻").await.unwrap();
    assert!(offered.iter().any(|headed| headed.headline.contains("大葉藻")), "{offered:?}");
    assert!(world.index.headed(&source, &Language::default(), "大葉藻").await.unwrap().is_empty(), "of one language");
    for nothing in ["", "…", "qqqqqqqq"] {
        assert!(world.index.headed(&source, &Language::default(), nothing).await.unwrap().is_empty(), "{nothing}");
    }
    source.finish();
}

#[tokio::test]
async fn a_reference_is_the_article_that_is_headed_almost_so_and_of_those_days() {
    let world = World::indexed().await;
    let source = world.source().await;
    let meant = async |reference: &Reference| world.index.meant(&source, reference).await.unwrap();
    let listed = "Little Hask’s kelp farm doubles its ropes, runs out of hands";
    let found = meant(&reference("en", listed)).await.expect("the article");
    let first = source.article(found).await.unwrap().unwrap().first_published().unwrap();
    let dated = |days: i64| Reference { published: Some(first.plus_seconds(days * 86_400)), ..reference("en", listed) };
    assert_eq!(meant(&dated(1)).await, Some(found));
    assert_eq!(meant(&dated(30)).await, None, "of other days");
    assert_eq!(meant(&reference("en", "Kelp farm")).await, None, "two words are not a headline");
    assert_eq!(meant(&reference("zh-Hant", listed)).await, None, "of another language");
    assert!(first <= NOW);
    source.finish();
}
