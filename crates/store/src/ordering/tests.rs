//! What becomes of keys that an older program made.

use broadsheet_news::clock::Instant;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_news::paper::Setting;
use broadsheet_testkit::TestDatabase;
use serde_json::json;

use crate::db::values;
use crate::transaction::{Act, Transaction};
use crate::{Options, Store};

const NAMES: [&str; 4] = ["Zon", "Åre", "Ask", "港務局"];
const NOW: Instant = Instant::from_microseconds(1_629_344_160_000_000);

fn language(tag: &str) -> Language {
    Language::tagged(tag).expect("a tag")
}

async fn act(store: &Store) -> Transaction {
    store.begin(Act { name: "test", actor: "Ada".into(), now: NOW, trace: None }).await.expect("an act")
}

async fn founded(options: &Options, languages: &[&str]) -> Store {
    let store = Store::found(options, NOW).await.expect("a paper");
    let mut transaction = act(&store).await;
    transaction.save_setting(Setting::Languages, &json!(languages)).await.expect("saved");
    for name in NAMES {
        let organisation = Organisation {
            id: OrganisationId(transaction.new_id()),
            name: name.into(),
            slug: broadsheet_news::slug::slug(name),
            kinds: vec!["Port".into()],
            description: "Sea and land".into(),
            ..Organisation::default()
        };
        transaction.save_organisation(&organisation).await.expect("saved");
    }
    transaction.commit().await.expect("committed");
    store
}

async fn listed(store: &Store, list: &List) -> Vec<String> {
    let source = store.source(NOW, None).await.expect("a source");
    let found = source.slice(list, None, 9, false).await.expect("a slice");
    let ids: Vec<OrganisationId> = found.into_iter().map(|(_, id)| OrganisationId(id)).collect();
    let organisations = source.organisations(&ids).await.expect("a reading");
    organisations.iter().map(|organisation| organisation.name().clone()).collect()
}

fn options(database: &TestDatabase) -> Options {
    Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) }
}

#[tokio::test]
async fn the_directory_stands_in_the_order_of_each_language() {
    let database = TestDatabase::fresh();
    let store = founded(&options(&database), &["en", "sv"]).await;
    assert_eq!(listed(&store, &List::directory(&language("en"))).await, ["Åre", "Ask", "Zon", "港務局"]);
    assert_eq!(listed(&store, &List::directory(&language("sv"))).await, ["Ask", "Zon", "Åre", "港務局"]);
    let mut transaction = act(&store).await;
    transaction.save_setting(Setting::Languages, &json!(["en", "sv", "zh-Hant"])).await.expect("saved");
    transaction.commit().await.expect("committed");
    // A language that is added has its directory at once.
    assert_eq!(listed(&store, &List::directory(&language("zh-Hant"))).await, ["港務局", "Åre", "Ask", "Zon"]);
}

#[tokio::test]
async fn keys_of_an_older_order_are_made_anew_when_the_paper_is_opened_and_the_change_log_says_so() {
    let database = TestDatabase::fresh();
    let options = options(&database);
    let store = founded(&options, &["en", "sv"]).await;
    let transaction = act(&store).await;
    // As an older program left them: one list, ordered by slug.
    for sql in [
        "DELETE FROM derived WHERE name = 'order'",
        "DELETE FROM positions WHERE list LIKE 'directory%' OR list LIKE 'kinds%'",
        "DELETE FROM totals WHERE list LIKE 'directory%' OR list LIKE 'kinds%'",
        "INSERT INTO totals (list, n) VALUES ('directory', 4)",
    ] {
        transaction.execute(sql, &[]).await.expect("done");
    }
    for (id, name) in transaction.organisation_names().await.expect("names") {
        let sql = "INSERT INTO positions (list, key, member) VALUES ('directory', $1, $2)";
        transaction.execute(sql, values![name.as_bytes(), id.0]).await.expect("done");
    }
    transaction.end().await.expect("ended");
    let before = *store.newest_change().borrow();
    drop(store);

    let store = Store::own(&options, NOW).await.expect("opened");
    assert_eq!(listed(&store, &List::directory(&language("sv"))).await, ["Ask", "Zon", "Åre", "港務局"]);
    assert_eq!(listed(&store, &List::of_name("directory")).await, Vec::<String>::new());
    let source = store.source(NOW, None).await.expect("a source");
    assert_eq!(source.total(&List::directory(&language("en"))).await.expect("a total"), 4);
    source.finish();
    assert_eq!(*store.newest_change().borrow(), before + 1);
    drop(store);

    let store = Store::own(&options, NOW).await.expect("opened again");
    assert_eq!(*store.newest_change().borrow(), before + 1, "what is in order stays");
}
