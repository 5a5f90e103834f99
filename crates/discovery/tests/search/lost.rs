//! An index that is lost, damaged, or of another paper comes back by itself.

use std::fs;

use broadsheet_news::article::State;
use broadsheet_news::ids::ArticleId;
use broadsheet_store::transaction::Act;

use crate::world::{NOW, World};

#[tokio::test]
async fn an_index_that_was_deleted_comes_back_by_itself() {
    let world = World::new().await;
    assert_eq!(world.total("q=harbour").await, None, "nobody made it yet");
    world.indexer().catch_up(NOW).await.unwrap();
    let all = world.total("q=the").await;
    assert!(all > Some(40), "{all:?}");
    fs::remove_dir_all(world.folder()).unwrap();
    world.indexer().catch_up(NOW).await.unwrap();
    assert_eq!(world.total("q=the").await, all);
    assert!(!world.found("q=the").await.unwrap().unfinished);
}

#[tokio::test]
async fn an_index_that_is_damaged_is_thrown_away_and_made_anew() {
    let world = World::indexed().await;
    let all = world.total("q=the").await;
    type Damage = fn(&std::path::Path);
    let damages: [Damage; 4] = [
        |folder| fs::write(folder.join("meta.json"), b"{\"segments\":").unwrap(),
        |folder| fs::remove_file(folder.join("meta.json")).unwrap(),
        |folder| {
            let biggest = files(folder).into_iter().max_by_key(|file| file.metadata().unwrap().len()).unwrap();
            let mut bytes = fs::read(&biggest).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xff;
            fs::write(biggest, bytes).unwrap();
        },
        |folder| {
            let meta = fs::read_to_string(folder.join("meta.json")).unwrap();
            fs::write(folder.join("meta.json"), meta.replace("\\\"form\\\":1", "\\\"form\\\":0")).unwrap();
        },
    ];
    for (n, damage) in damages.into_iter().enumerate() {
        damage(&world.folder());
        world.indexer().catch_up(NOW).await.unwrap();
        assert_eq!(world.total("q=the").await, all, "damage {n}");
    }
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let named = |name: &str| folder.join(name);
    let all = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    all.filter(|file| *file != named("meta.json") && !file.display().to_string().contains("lock")).collect()
}

#[tokio::test]
async fn an_index_of_another_change_log_is_made_anew() {
    let (one, other) = (World::indexed().await, World::new().await);
    let all = one.total("q=harbour").await;
    let id = one.found_first().await;
    one.withdraw(id).await;
    one.indexer().catch_up(NOW).await.unwrap();
    assert_ne!(one.total("q=harbour").await, all);
    fs::create_dir_all(other.folder()).unwrap();
    for file in fs::read_dir(one.folder()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), other.folder().join(file.file_name())).unwrap();
    }
    other.indexer().catch_up(NOW).await.unwrap();
    assert_eq!(other.total("q=harbour").await, all, "what the other paper withdrew is not missing here");
}

#[tokio::test]
async fn an_indexer_goes_on_where_the_last_one_stopped() {
    let world = World::indexed().await;
    let made = || files(&world.folder()).into_iter().filter(|file| file.extension().is_some_and(|e| e == "store"));
    let before: Vec<_> = made().collect();
    world.indexer().catch_up(NOW).await.unwrap();
    assert_eq!(made().collect::<Vec<_>>(), before, "nothing changed, nothing is written");
    let id = world.found_first().await;
    world.withdraw(id).await;
    let total = world.total("q=harbour").await.unwrap();
    world.indexer().catch_up(NOW).await.unwrap();
    assert_eq!(world.total("q=harbour").await, Some(total - 1));
}

impl World {
    async fn found_first(&self) -> ArticleId {
        if self.found("q=harbour").await.is_none() {
            self.indexer().catch_up(NOW).await.unwrap();
        }
        self.found("q=harbour").await.unwrap().hits[0].article
    }

    async fn withdraw(&self, id: ArticleId) {
        let act = Act { name: "article.withdraw", actor: String::new(), now: NOW.plus_seconds(9), trace: None };
        let mut act = self.store.begin(act).await.unwrap();
        let mut article = act.article(id).await.unwrap().unwrap();
        article.state = State::Withdrawn;
        act.save_article(&article).await.unwrap();
        act.commit().await.unwrap();
    }
}
