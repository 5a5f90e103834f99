//! A reporter begins an article and saves further revisions; nobody's saved words are lost.

use std::collections::HashMap;

use broadsheet_news::article::{Article, Content, Revision};
use broadsheet_news::body::{Block, BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, RevisionId};
use broadsheet_news::merge;
use broadsheet_news::sentence;
use broadsheet_store::Rows;

use crate::refusal::{Clash, Conflict};
use crate::{Deed, Desk, Done, Refusal, aside, done, fit, roles};

/// Begins an article, as a draft, with its first revision.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or what the content refers to does not exist.
pub async fn create(desk: &Desk<'_>, content: &Content) -> Result<Done<Revision>, Refusal> {
    let mut transaction = desk.begin(Deed::CreateArticle, content.section).await?;
    fit::content(&transaction, content).await?;
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
    fit::content(&transaction, content).await?;
    let merged = if base == article.working_revision {
        content.clone()
    } else {
        let base = of_article(&transaction, id, base).await?;
        let (merged, clashes) = merged(&base.content, &newest, content);
        if !clashes.is_empty() {
            let conflict = Conflict { newest: article.working_revision, merged, clashes };
            return Err(Refusal::Conflict(Box::new(conflict)));
        }
        merged
    };
    let revision = transaction.save_revision(id, article.working_revision, &merged, desk.actor.person).await?;
    done(transaction, revision).await
}

/// An article as the newsroom has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Its own row.
    pub article: Article,
    /// Its newest revision.
    pub newest: Revision,
    /// When it is to go out.
    pub goes_out: Option<Instant>,
    /// When it is to be withdrawn.
    pub goes_away: Option<Instant>,
    /// Before when nobody may have it.
    pub embargo: Option<Instant>,
    /// What was corrected in public.
    pub corrections: Vec<Correction>,
}

/// Opens an article. That one was opened before the end of its embargo is kept in the audit log.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or there is no such article.
pub async fn open(desk: &Desk<'_>, id: ArticleId) -> Result<Open, Refusal> {
    let reading = desk.store.reading().await?;
    let article = known(&reading, id).await?;
    let newest = of_article(&reading, id, article.working_revision).await?;
    roles::may(desk.actor, Deed::Read, newest.content.section)?;
    let open = Open {
        goes_out: reading.schedule(id, "publish").await?,
        goes_away: reading.schedule(id, "withdraw").await?,
        embargo: reading.embargo(id).await?,
        corrections: reading.corrections(id).await?,
        article,
        newest,
    };
    reading.finish();
    if open.embargo.is_some_and(|until| until > desk.now) {
        let mut transaction = desk.begin(Deed::Read, None).await?;
        transaction.is_about(format!("article:{id}"));
        aside(transaction, ()).await?;
    }
    Ok(open)
}

/// The article of that id.
pub(crate) async fn known(rows: &Rows, id: ArticleId) -> Result<Article, Refusal> {
    let found = rows.article(id).await?;
    found.ok_or_else(|| Refusal::Unknown(sentence!("There is no article {}. It may have been named wrongly.", id)))
}

/// What a revision says.
pub(crate) async fn content(rows: &Rows, id: RevisionId) -> Result<Content, Refusal> {
    let found = rows.revision(id).await?;
    found
        .map(|revision| revision.content)
        .ok_or_else(|| Refusal::Unknown(sentence!("There is no revision {}. Open the article again.", id)))
}

/// A revision of an article, by its id.
pub(crate) async fn of_article(rows: &Rows, article: ArticleId, id: RevisionId) -> Result<Revision, Refusal> {
    let found = rows.revision(id).await?.filter(|revision| revision.article == article);
    found
        .ok_or_else(|| Refusal::Unknown(sentence!("This article has no revision {}. Open it again and save then.", id)))
}

/// The newest revision and what is being saved, both written on one base, as one, and where they clash. What is being
/// saved stands in those places.
fn merged(base: &Content, newest: &Content, saved: &Content) -> (Content, Vec<Clash>) {
    let body = merge::merge(&base.body, &newest.body, &saved.body);
    let mut clashes: Vec<Clash> = body.clashes.iter().map(block_clash).collect();
    let mut out = Content { body: with_saved(body), ..newest.clone() };
    macro_rules! merge_fields {
        ($($place:literal $field:ident)*) => {$(
            match merge::merge_field(&base.$field, &newest.$field, &saved.$field) {
                Ok(one) => out.$field = one,
                Err((theirs, ours)) => {
                    clashes.push(Clash { place: $place.to_owned(), ours: text(&ours), theirs: text(&theirs) });
                    out.$field = ours;
                }
            }
        )*};
    }
    merge_fields! {
        "language" language "headline" headline "front headline" front_headline "title for search engines" seo_title
        "deck" deck "bylines" bylines "dateline" dateline "section" section "lead photo" lead_photo
    }
    out.topics = merge::merge_members(&base.topics, &newest.topics, &saved.topics);
    (out, clashes)
}

/// A merged body with what is being saved in the places of clashes; a block that it deleted stays.
fn with_saved(merged: merge::Merged) -> Body {
    let merge::Merged { mut body, clashes } = merged;
    let saved: HashMap<_, _> = clashes.into_iter().filter_map(|clash| Some((clash.block, clash.theirs?))).collect();
    let put = |block: &mut Block| {
        if let Some(kind) = saved.get(&block.id) {
            let inner = block.inner().to_vec();
            block.kind = kind.clone();
            if let BlockKind::FactBox { blocks, .. } = &mut block.kind {
                *blocks = inner;
            }
        }
    };
    for block in &mut body.blocks {
        put(block);
        if let BlockKind::FactBox { blocks, .. } = &mut block.kind {
            blocks.iter_mut().for_each(put);
        }
    }
    body
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
