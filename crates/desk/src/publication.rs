//! A publisher lets readers have an article, and takes it away again.

use broadsheet_news::address;
use broadsheet_news::article::{Article, Content, State};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::{ArticleId, RevisionId};
use broadsheet_news::paper::Setting;
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
    let mut article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Publish, content.section)?;
    ready(&transaction, &content).await?;
    let now = transaction.now();
    match transaction.embargo(id).await?.filter(|until| *until > now) {
        Some(until) => schedule(&mut transaction, &mut article, until).await?,
        None => let_readers_have(&mut transaction, &mut article, how).await?,
    }
    done(transaction, article).await
}

/// Withdraws an article: its address answers that it is gone.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or readers do not have it.
pub async fn withdraw(desk: &Desk<'_>, id: ArticleId) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::Withdraw, None).await?;
    let mut article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Withdraw, content.section)?;
    if article.state != State::Published {
        return Err(Refusal::Unfit("Readers do not have this article: there is nothing to withdraw.".into()));
    }
    article.state = State::Withdrawn;
    transaction.save_article(&article).await?;
    done(transaction, article).await
}

/// Whether an article may go to readers as it is.
pub(crate) async fn ready(transaction: &Transaction, content: &Content) -> Result<(), Refusal> {
    let mut reasons = Vec::new();
    if content.headline.trim().is_empty() {
        reasons.push("It has no headline: write one.".to_owned());
    }
    if content.body.plain_text().trim().is_empty() {
        reasons.push("It has no text: write some.".to_owned());
    }
    let languages = transaction.languages().await?;
    if !languages.contains(&content.language) {
        reasons.push(format!(
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

async fn let_readers_have(
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
    let name: String = transaction.setting(Setting::Zone).await?.unwrap_or_default();
    let zone = Zone::named(&name).unwrap_or_else(Zone::utc);
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
