//! What an import makes, written together once all of it is known.

use std::collections::BTreeMap;

use broadsheet_news::article::Member;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, ReferenceId};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_news::person::Person;
use broadsheet_news::photo::Photo;
use broadsheet_news::reference::Reference;
use broadsheet_news::topic::Topic;
use broadsheet_store::NewArticle;
use broadsheet_store::transaction::Transaction;

use crate::Refusal;

/// Things that wait to be written.
#[derive(Default)]
pub(super) struct Made {
    pub(super) persons: Vec<Person>,
    pub(super) topics: Vec<Topic>,
    pub(super) photos: Vec<Photo>,
    pub(super) articles: Vec<NewArticle>,
    pub(super) corrections: Vec<Correction>,
    pub(super) readers: Vec<(ArticleId, i64)>,
    /// New references, and old ones that are told more of.
    pub(super) references: BTreeMap<ReferenceId, Reference>,
    pub(super) pins: Vec<(ArticleId, Vec<Member>)>,
    pub(super) translations: Vec<(ArticleId, ArticleId)>,
    pub(super) standings: BTreeMap<Language, Vec<Member>>,
    pub(super) settings: Vec<(Setting, Language, String)>,
}

impl Made {
    /// Writes all of it: a thing after those that it refers to.
    pub(super) async fn write(self, transaction: &mut Transaction) -> Result<(), Refusal> {
        transaction.save_persons(&self.persons).await?;
        transaction.save_topics(&self.topics).await?;
        transaction.save_photos(&self.photos).await?;
        transaction.insert_articles(&self.articles).await?;
        transaction.add_corrections(&self.corrections).await?;
        transaction.open_all_readers(&self.readers).await?;
        transaction.save_references(&Vec::from_iter(self.references.into_values())).await?;
        transaction.save_all_pins(&self.pins).await?;
        transaction.link_translations(&self.translations).await?;
        for (language, members) in &self.standings {
            transaction.open_popular(language, members).await?;
        }
        for (setting, language, text) in &self.settings {
            transaction.save_setting_in(*setting, language, &serde_json::json!(text)).await?;
        }
        Ok(())
    }
}
