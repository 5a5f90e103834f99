//! A reporter begins an article and saves further revisions; nobody's saved words are lost.

use broadsheet_news::article::{Article, Content, Revision};
use broadsheet_news::body::BlockKind;
use broadsheet_news::ids::{ArticleId, RevisionId};
use broadsheet_news::merge;
use broadsheet_store::transaction::Transaction;

use crate::refusal::Clash;
use crate::{Deed, Desk, Done, Refusal, done, roles};

/// Begins an article, as a draft, with its first revision.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or what the content refers to does not exist.
pub async fn create(desk: &Desk<'_>, content: &Content) -> Result<Done<Revision>, Refusal> {
    let mut transaction = desk.begin(Deed::CreateArticle, content.section).await?;
    refers_to_what_is(&transaction, content).await?;
    let id = ArticleId(transaction.new_id());
    let revision = transaction.insert_article(id, "", content, desk.actor.person, None).await?;
    done(transaction, revision).await
}

/// Saves a revision that was written on the base of another. Where someone saved
/// meanwhile, both are merged; what cannot be merged comes back with both texts.
///
/// # Errors
/// [`Refusal::Conflict`] with every clash; then nothing is saved.
pub async fn revise(
    desk: &Desk<'_>,
    id: ArticleId,
    base: RevisionId,
    content: &Content,
) -> Result<Done<Revision>, Refusal> {
    let mut transaction = desk.begin(Deed::ReviseArticle, content.section).await?;
    let article = known(&transaction, id).await?;
    let newest = self::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::ReviseArticle, newest.section)?;
    refers_to_what_is(&transaction, content).await?;
    let merged = if base == article.working_revision {
        content.clone()
    } else {
        let base = of_article(&transaction, id, base).await?;
        merged(&base.content, &newest, content).map_err(Refusal::Conflict)?
    };
    let revision = transaction.save_revision(id, article.working_revision, &merged, desk.actor.person).await?;
    done(transaction, revision).await
}

/// The article of that id.
pub(crate) async fn known(transaction: &Transaction, id: ArticleId) -> Result<Article, Refusal> {
    let found = transaction.article(id).await?;
    found.ok_or_else(|| Refusal::Unknown(format!("There is no article {id}. It may have been named wrongly.")))
}

/// What a revision says.
pub(crate) async fn content(transaction: &Transaction, id: RevisionId) -> Result<Content, Refusal> {
    let found = transaction.revision(id).await?;
    found
        .map(|revision| revision.content)
        .ok_or_else(|| Refusal::Unknown(format!("There is no revision {id}. Open the article again.")))
}

/// A revision of an article, by its id.
pub(crate) async fn of_article(
    transaction: &Transaction,
    article: ArticleId,
    id: RevisionId,
) -> Result<Revision, Refusal> {
    let found = transaction.revision(id).await?.filter(|revision| revision.article == article);
    found.ok_or_else(|| Refusal::Unknown(format!("This article has no revision {id}. Open it again and save then.")))
}

/// Refuses a section, topic or photo that does not exist.
async fn refers_to_what_is(transaction: &Transaction, content: &Content) -> Result<(), Refusal> {
    let unknown =
        |what: &str| Err(Refusal::Unknown(format!("The article names a {what} that does not exist. Choose another.")));
    if let Some(section) = content.section
        && transaction.section(section).await?.is_none()
    {
        return unknown("section");
    }
    for topic in &content.topics {
        if transaction.topic(*topic).await?.is_none() {
            return unknown("topic");
        }
    }
    let in_text = content.body.photos().into_iter().map(broadsheet_news::ids::PhotoId);
    for photo in content.lead_photo.into_iter().chain(in_text) {
        if transaction.photo(photo).await?.is_none() {
            return unknown("photo");
        }
    }
    Ok(())
}

/// The newest revision and what is being saved, both written on one base, as one; or every place where they clash.
fn merged(base: &Content, newest: &Content, saved: &Content) -> Result<Content, Vec<Clash>> {
    let body = merge::merge(&base.body, &newest.body, &saved.body);
    let mut clashes: Vec<Clash> = body.clashes.iter().map(block_clash).collect();
    let mut out = Content { body: body.body, ..newest.clone() };
    macro_rules! merge_fields {
        ($($place:literal $field:ident)*) => {$(
            match merge::merge_field(&base.$field, &newest.$field, &saved.$field) {
                Ok(one) => out.$field = one,
                Err((theirs, ours)) => clashes.push(Clash { place: $place.to_owned(), ours: text(&ours), theirs: text(&theirs) }),
            }
        )*};
    }
    merge_fields! {
        "language" language "headline" headline "front headline" front_headline "title for search engines" seo_title
        "deck" deck "bylines" bylines "dateline" dateline "section" section "lead photo" lead_photo
    }
    out.topics = merge::merge_members(&base.topics, &newest.topics, &saved.topics);
    if clashes.is_empty() { Ok(out) } else { Err(clashes) }
}

fn block_clash(clash: &merge::Clash) -> Clash {
    let said = |kind: &Option<BlockKind>| kind.as_ref().map(BlockKind::own_text).unwrap_or_default();
    Clash { place: clash.block.to_string(), ours: said(&clash.theirs), theirs: said(&clash.ours) }
}

/// A field's value as a text to choose from.
fn text<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}
