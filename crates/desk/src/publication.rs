//! A publisher lets readers have an article, and takes it away again.

use broadsheet_news::address;
use broadsheet_news::article::{Article, Content, State};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::{ArticleId, PhotoId, RevisionId};
use broadsheet_news::photo::Photo;
use broadsheet_news::sentence;
use broadsheet_news::slug::slug_or;
use broadsheet_store::transaction::Transaction;

use crate::{Deed, Desk, Done, Refusal, article, done, roles};

/// What a publication is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Whether readers are told that the article has changed: moves "updated".
    pub substantive: bool,
}

/// Publishes the newest revision of an article. During an embargo it becomes a schedule at the embargo's end.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or the article is not ready.
pub async fn publish(desk: &Desk<'_>, id: ArticleId, how: Publication) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::Publish, None).await?;
    let article = go_out(desk, &mut transaction, id, how).await?;
    done(transaction, article).await
}

/// Publishes a revision of an article that need not be the newest: it becomes the newest by being saved again.
///
/// # Errors
/// A [`Refusal`] where the article has no such revision, or as for [`publish`].
pub async fn publish_revision(
    desk: &Desk<'_>,
    id: ArticleId,
    revision: RevisionId,
    how: Publication,
) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::Publish, None).await?;
    let chosen = article::of_article(&transaction, id, revision).await?.content;
    let newest = article::known(&transaction, id).await?.working_revision;
    if newest != revision {
        transaction.save_revision(id, newest, &chosen, desk.actor.person).await?;
    }
    let article = go_out(desk, &mut transaction, id, how).await?;
    done(transaction, article).await
}

/// What publishing does, inside its act.
pub(crate) async fn go_out(
    desk: &Desk<'_>,
    transaction: &mut Transaction,
    id: ArticleId,
    how: Publication,
) -> Result<Article, Refusal> {
    let mut article = article::known(transaction, id).await?;
    let content = article::content(transaction, article.working_revision);
    let embargo = async { Ok(transaction.embargo(id).await?) };
    let (content, embargo) = transaction.together(Box::pin(async { tokio::try_join!(content, embargo) })).await?;
    roles::may(desk.actor, Deed::Publish, content.section)?;
    ready(transaction, &content).await?;
    let now = transaction.now();
    match embargo.filter(|until| *until > now) {
        Some(until) => schedule(transaction, &mut article, until).await?,
        None => let_readers_have(transaction, &mut article, how).await?,
    }
    Ok(article)
}

/// Withdraws an article: its address answers that it is gone.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or readers do not have it.
pub async fn withdraw(desk: &Desk<'_>, id: ArticleId) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::Withdraw, None).await?;
    let article = go_away(desk, &mut transaction, id).await?;
    done(transaction, article).await
}

/// What withdrawing does, inside its act.
pub(crate) async fn go_away(desk: &Desk<'_>, transaction: &mut Transaction, id: ArticleId) -> Result<Article, Refusal> {
    let mut article = article::known(transaction, id).await?;
    let content = article::content(transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Withdraw, content.section)?;
    if article.state != State::Published {
        return Err(Refusal::Unfit("Readers do not have this article: there is nothing to withdraw.".into()));
    }
    article.state = State::Withdrawn;
    transaction.save_article(&article).await?;
    transaction.save_schedule(id, "withdraw", None).await?;
    Ok(article)
}

/// Kills an article: it is withdrawn, and nobody gets its photos any more at any address.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or readers do not have it.
pub async fn kill(desk: &Desk<'_>, id: ArticleId) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::Withdraw, None).await?;
    let article = go_away(desk, &mut transaction, id).await?;
    for revision in article.published_revision.into_iter().chain([article.working_revision]) {
        let content = article::content(&transaction, revision).await?;
        let in_text = content.body.photos().into_iter().map(PhotoId);
        for photo in content.lead_photo.into_iter().chain(in_text) {
            let Some(photo) = transaction.photo(photo).await? else { continue };
            transaction.save_photo(&Photo { gone: true, ..photo }).await?;
        }
    }
    done(transaction, article).await
}

/// Whether an article may go to readers as it is.
pub(crate) async fn ready(transaction: &Transaction, content: &Content) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    if content.headline.trim().is_empty() {
        reasons.push("It has no headline: write one.".into());
    }
    if content.body.plain_text().trim().is_empty() {
        reasons.push("It has no text: write some.".into());
    }
    let languages = transaction.languages().await?;
    if !languages.contains(&content.language) {
        reasons.push(sentence!(
            "The paper has no edition in {}: add the language, or change the article's.",
            content.language
        ));
    }
    if reasons.is_empty() { Ok(()) } else { Err(Refusal::NotReady(reasons)) }
}

/// Notes when the article goes out; one that readers do not have yet is scheduled from now on.
pub(crate) async fn schedule(transaction: &mut Transaction, article: &mut Article, at: Instant) -> Result<(), Refusal> {
    article.state = if article.first_published.is_some() { article.state } else { State::Scheduled };
    transaction.save_article(article).await?;
    Ok(transaction.save_schedule(article.id, "publish", Some(at)).await?)
}

pub(crate) async fn let_readers_have(
    transaction: &mut Transaction,
    article: &mut Article,
    how: Publication,
) -> Result<(), Refusal> {
    let now = transaction.now();
    let again = article.first_published.is_some();
    if again && how.substantive {
        article.updated = Some(now);
    }
    go_public(transaction, article, article.working_revision, article.first_published.unwrap_or(now)).await?;
    Ok(transaction.save_schedule(article.id, "publish", None).await?)
}

/// Makes a revision the one that readers have; at the first time, the article gets its address for ever.
async fn go_public(
    transaction: &mut Transaction,
    article: &mut Article,
    revision: RevisionId,
    first_published: Instant,
) -> Result<(), Refusal> {
    let_out(article, revision, first_published);
    if article.address.is_none() {
        let content = article::content(transaction, revision).await?;
        article.address = Some(free_address(transaction, article, &content.headline, first_published).await?);
    }
    Ok(transaction.save_article(article).await?)
}

/// What an article's own row says once readers have a revision of it.
pub(crate) fn let_out(article: &mut Article, revision: RevisionId, first_published: Instant) {
    article.state = State::Published;
    article.published_revision = Some(revision);
    article.first_published = Some(first_published);
}

async fn free_address(
    transaction: &Transaction,
    article: &mut Article,
    headline: &str,
    at: Instant,
) -> Result<String, Refusal> {
    let zone = transaction.zone().await?;
    for address in addresses(article, headline, at, &zone) {
        if transaction.target(&address).await?.is_none() {
            return Ok(address);
        }
    }
    unreachable!("numbers do not end")
}

/// The addresses that an article may have: `/2021/08/19/slug`, then with a number behind it, where another has that.
/// An article without a slug gets its headline's.
pub(crate) fn addresses(
    article: &mut Article,
    headline: &str,
    at: Instant,
    zone: &Zone,
) -> impl Iterator<Item = String> + use<> {
    if article.slug.is_empty() {
        article.slug = slug_or(headline, &article.id.to_string());
    }
    let plain = address::article(&zone.address_of_day(at), &article.slug);
    std::iter::once(plain.clone()).chain((2..).map(move |n| format!("{plain}-{n}")))
}
