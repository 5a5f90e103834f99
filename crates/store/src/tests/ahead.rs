//! What is read together with an address.

use broadsheet_news::article::Member;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::ReferenceId;
use broadsheet_news::reference::Reference;

use super::*;
use crate::db::{Connection, Row, values};
use crate::store::{Place, newest_logged};

/// Reads what the page of an address asks for first, and gives the record.
async fn read_first(source: Source, path: &str) -> Record {
    source.target(path).await.unwrap();
    if let Some(Target::Article(id)) = source.target(path).await.unwrap() {
        let article = source.article(ArticleId(id)).await.unwrap().unwrap();
        let language = article.language().clone();
        let _ = (article.state(), article.headline(), article.topics());
        article.body().await.unwrap();
        article.corrections().await.unwrap();
        article.translations().await.unwrap();
        source.related(article.id()).await.unwrap();
        source.readers(article.id()).await.unwrap();
        source.references_to(article.id()).await.unwrap();
        source.is_popular(&language, Member::Article(article.id())).await.unwrap();
        if let Some(photo) = *article.lead_photo() {
            let _ = source.photo(photo).await.unwrap().unwrap().caption();
        }
    }
    source.into_record()
}

/// Gives an article one of everything that stands around articles.
async fn surround(act: &mut Transaction, id: ArticleId) {
    let other = publish(act, &Content::headed(Language::default(), "Ferry leaves")).await;
    act.link_translation(id, other).await.unwrap();
    act.save_related(id, &[Member::Article(other)]).await.unwrap();
    act.open_readers(id, 7).await.unwrap();
    act.open_popular(&Language::default(), &[Member::Article(id)]).await.unwrap();
    let (made, text) = (MORNING, "It sails at nine.".to_owned());
    let correction = Correction { id: CorrectionId(act.new_id()), article: id, made, text, before: String::new() };
    act.add_correction(&correction).await.unwrap();
    let (language, headline) = (Language::default(), "Ferry sails".to_owned());
    let reference = Reference { id: ReferenceId(act.new_id()), language, headline, published: None, article: Some(id) };
    act.save_reference(&reference).await.unwrap();
}

#[tokio::test]
async fn what_is_read_with_an_address_is_what_is_read_one_by_one() {
    let (world, id) = World::with_an_article().await;
    let mut act = world.act().await;
    let bare = publish(&mut act, &Content::headed(Language::default(), "A bare article")).await;
    act.commit().await.unwrap();
    let path = |id: ArticleId| format!("/2021/08/19/ferry-{id}");
    for has_more in [false, true] {
        if has_more {
            let mut act = world.act().await;
            surround(&mut act, id).await;
            act.commit().await.unwrap();
        }
        for path in [path(id), path(bare), "/sea".to_owned(), "/nowhere".to_owned()] {
            let ahead = read_first(world.store.source_of(&path, MORNING).await.unwrap(), &path).await;
            let afresh = read_first(world.store.source_afresh(MORNING).await.unwrap(), &path).await;
            assert_eq!(ahead, afresh, "{path}");
        }
    }
    // Of a bare article nothing is left to be asked for.
    let source = world.store.source_of(&path(bare), MORNING).await.unwrap();
    let rows = source.rows_read();
    let article = source.article(bare).await.unwrap().unwrap();
    article.corrections().await.unwrap();
    article.body().await.unwrap();
    assert_eq!(source.rows_read(), rows);
}

/// Columns of each kind that a reading may begin with.
type Columns = (String, i64, bool, bool, Vec<u8>, Option<String>, Option<i64>);

fn columns_of(row: &Row<'_>) -> Result<Columns, Failure> {
    row.get::<i64>("said").expect_err("a text is no number");
    row.get::<i64>("none").expect_err("nothing is no number");
    assert!(row.get::<i64>("nowhere").expect_err("no such column").to_string().contains("nowhere"));
    let (said, many, yes, no) = (row.get("said")?, row.get("many")?, row.get("yes")?, row.get("no")?);
    Ok((said, many, yes, no, row.get("bytes")?, row.get("said_or_not")?, row.get("none")?))
}

#[tokio::test]
async fn a_reading_begins_with_a_statement_that_gives_what_it_gives_by_itself() {
    macro_rules! statement {
        ($bytes:literal) => {
            concat!(
                "SELECT CAST($1 AS TEXT) AS said, CAST(-9007199254740993 AS BIGINT) AS many, 1 = 1 AS yes, 1 = 2 AS no, ",
                $bytes,
                " AS bytes, CAST($1 AS TEXT) AS said_or_not, CAST(NULL AS BIGINT) AS none"
            )
        };
    }
    let (world, _) = World::with_an_article().await;
    let connection = Place::of(&world.options).connect(false).await.unwrap();
    let sql = match connection {
        Connection::Sqlite(_) => statement!("x'00ff5c27'"),
        Connection::Postgres(_) => statement!("decode('00ff5c27', 'hex')"),
    };
    for said in ["/sea", "", "it's", r"a\b\", r"\'; DROP TABLE settings; --", "/港/\u{1f6a2}", "$1 {} %s"] {
        let given = connection.begin_with(sql, said, columns_of).await.unwrap();
        assert_eq!(given.0, said);
        assert_eq!(given, connection.query_one(sql, values![said], columns_of).await.unwrap());
        assert!(connection.end_snapshot());
    }
    // All that is asked until it ends is of the moment at which it began.
    let numbered = "SELECT number, CAST($1 AS TEXT) AS said FROM ledger LIMIT 1";
    let number = |row: &Row<'_>| row.get::<i64>("number");
    let began = connection.begin_with(numbered, "", number).await.unwrap();
    let mut act = world.act().await;
    act.save_setting(Setting::Name, &serde_json::json!("Other Times")).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(connection.query_one(numbered, values![""], number).await.unwrap(), began);
    assert!(connection.end_snapshot());
    assert_eq!(connection.begin_with(numbered, "", number).await.unwrap(), began + 1);
    assert!(connection.end_snapshot());
    let no_row = connection.begin_with("SELECT 1 AS one WHERE $1 = 'two'", "one", |_| Ok(())).await;
    assert!(no_row.unwrap_err().to_string().contains("a row is missing"));
}

#[tokio::test]
async fn who_has_read_holds_nobody_up_and_who_glances_sees_the_newest() {
    let (world, _) = World::with_an_article().await;
    world.store.source(MORNING, None).await.unwrap().finish();
    let mut act = world.act().await;
    act.save_setting(Setting::Name, &serde_json::json!("Other Times")).await.unwrap();
    act.commit().await.unwrap();
    let glance = world.store.one_more_glance().await.unwrap();
    assert_eq!(newest_logged(glance).await.unwrap(), world.number().await);
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.name(), "Other Times");
    source.finish();
    // Whoever needs a table for themselves has it soon, though nobody reads any more.
    let own = Place::of(&world.options).connect(false).await.unwrap();
    let lock = match &own {
        Connection::Sqlite(_) => "BEGIN EXCLUSIVE; ROLLBACK",
        Connection::Postgres(_) => "BEGIN; LOCK TABLE settings; ROLLBACK",
    };
    let locked = tokio::time::timeout(std::time::Duration::from_secs(5), own.batch(lock)).await;
    locked.expect("in time").expect("the table is free");
}
