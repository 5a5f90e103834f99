//! An administrator brings articles in, a batch at a time, in one act.
//!
//! What comes in names things; here each name becomes the thing of that name,
//! found or made. One source makes one article, however often it comes.

mod listed;
mod named;

use std::collections::BTreeMap;

use broadsheet_news::article::{Article, Byline, Content};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId, PhotoId};
use broadsheet_news::incoming::{Incoming, IncomingByline};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_news::reference::normalised;
use broadsheet_store::transaction::Transaction;

use crate::article::known;
use crate::{Deed, Desk, Done, Refusal, done, publication};

/// What became of one incoming article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Where it was found.
    pub source: String,
    /// The article.
    pub article: ArticleId,
    /// Its address.
    pub address: Option<String>,
    /// Whether this import made it; one that was there already is left as it is.
    pub is_new: bool,
    /// What could not be kept, each in a sentence.
    pub problems: Vec<String>,
}

/// Brings a batch in. Articles that came from the same source before are left as they are.
///
/// # Errors
/// A [`Refusal`] where an article has no headline; then nothing of the batch is kept.
pub async fn articles(desk: &Desk<'_>, batch: &[Incoming]) -> Result<Done<Vec<Imported>>, Refusal> {
    let transaction = desk.begin(Deed::Import, None).await?;
    let mut import = Import::new(transaction).await?;
    import.plan(batch).await?;
    let mut all = Vec::with_capacity(batch.len());
    for incoming in batch {
        all.push(import.article(incoming).await?);
    }
    if all.iter().all(|imported| !imported.is_new) {
        return Ok(Done { made: all, change: import.transaction.unchanged().await? });
    }
    for (incoming, imported) in batch.iter().zip(&mut all).filter(|(_, imported)| imported.is_new) {
        import.lists(incoming, imported).await?;
    }
    done(import.transaction, all).await
}

/// One import under way.
struct Import {
    transaction: Transaction,
    zone: Zone,
    languages: Vec<Language>,
    planned: BTreeMap<String, Planned>,
}

/// An article of the batch before it is made, so that a box in the text of one before it can lead to it.
struct Planned {
    id: ArticleId,
    headline: String,
    published: Option<Instant>,
}

impl Import {
    async fn new(transaction: Transaction) -> Result<Self, Refusal> {
        let name: String = transaction.setting(Setting::Zone).await?.unwrap_or_default();
        let languages = transaction.languages().await?;
        let zone = Zone::named(&name).unwrap_or_else(Zone::utc);
        Ok(Self { transaction, zone, languages, planned: BTreeMap::new() })
    }

    /// Gives every article of the batch that is not there yet its id.
    async fn plan(&mut self, batch: &[Incoming]) -> Result<(), Refusal> {
        for incoming in batch {
            if self.transaction.article_from(&incoming.source).await?.is_none() {
                let id = ArticleId(self.transaction.new_id());
                let headline = normalised(&incoming.headline);
                let planned = Planned { id, headline, published: incoming.first_published };
                self.planned.entry(incoming.source.clone()).or_insert(planned);
            }
        }
        Ok(())
    }

    async fn article(&mut self, incoming: &Incoming) -> Result<Imported, Refusal> {
        let source = incoming.source.clone();
        if let Some(Article { id, address, .. }) = self.transaction.article_from(&source).await? {
            return Ok(Imported { source, article: id, address, is_new: false, problems: Vec::new() });
        }
        if incoming.headline.trim().is_empty() {
            return Err(Refusal::Unfit(format!("{source} has no headline. Give it one, or leave it out.")));
        }
        let mut problems = Vec::new();
        let content = self.content(incoming, &mut problems).await?;
        let slug = incoming.slug.as_deref().unwrap_or_default();
        let planned = self.planned.get(&source).map(|planned| planned.id);
        let id = planned.unwrap_or_else(|| ArticleId(self.transaction.new_id()));
        let first = self.transaction.insert_article(id, slug, &content, None, Some(&source)).await?;
        let mut article = known(&self.transaction, first.article).await?;
        let now = self.transaction.now();
        article.updated = incoming.updated;
        publication::go_public(&mut self.transaction, &mut article, first.id, incoming.first_published.unwrap_or(now))
            .await?;
        self.corrections(article.id, incoming).await?;
        if let Some(readers) = incoming.readers {
            self.transaction.open_readers(article.id, readers.max(0)).await?;
        }
        self.titles(incoming).await?;
        let Article { id, address, .. } = article;
        Ok(Imported { source, article: id, address, is_new: true, problems })
    }

    /// What the article says, with every name turned into the thing of that name.
    async fn content(&mut self, incoming: &Incoming, problems: &mut Vec<String>) -> Result<Content, Refusal> {
        let language = self.language(&incoming.language, problems);
        let mut content = Content::headed(language.clone(), incoming.headline.trim());
        content.front_headline.clone_from(&incoming.front_headline);
        content.seo_title.clone_from(&incoming.seo_title);
        content.deck.clone_from(&incoming.deck);
        content.dateline = incoming.dateline.clone();
        content.section = self.section(&language, &incoming.section).await?;
        for name in &incoming.topics {
            let topic = self.topic(&language, name).await?;
            if !content.topics.contains(&topic) {
                content.topics.push(topic);
            }
        }
        for byline in &incoming.bylines {
            content.bylines.push(self.byline(byline).await?);
        }
        if let Some(photo) = &incoming.lead_photo {
            content.lead_photo = Some(self.photo(photo).await?);
        }
        let mut photos = Vec::with_capacity(incoming.photos.len());
        for photo in &incoming.photos {
            photos.push(self.photo(photo).await?);
        }
        let mut boxed = Vec::with_capacity(incoming.boxed.len());
        for listed in &incoming.boxed {
            boxed.push(self.article_boxed(&language, listed).await?);
        }
        content.body = numbered(incoming.body.clone(), &photos, &boxed, problems);
        Ok(content)
    }

    /// The language, if the paper has an edition in it; else the paper's first.
    fn language(&self, wanted: &Language, problems: &mut Vec<String>) -> Language {
        if self.languages.contains(wanted) {
            return wanted.clone();
        }
        let first = self.languages.first().cloned().unwrap_or_default();
        problems.push(format!("The paper has no edition in {wanted}: the article stands in {first}."));
        first
    }

    async fn byline(&mut self, incoming: &IncomingByline) -> Result<Byline, Refusal> {
        let organisation_id = self.organisation(&incoming.organisation).await?;
        Ok(Byline {
            author: self.author(incoming, organisation_id).await?,
            organisation: incoming.organisation.clone(),
            organisation_id,
            role: incoming.role.clone(),
        })
    }

    async fn corrections(&mut self, article: ArticleId, incoming: &Incoming) -> Result<(), Refusal> {
        for correction in &incoming.corrections {
            let id = CorrectionId(self.transaction.new_id());
            let (made, text, before) = (correction.made, correction.text.clone(), correction.before.clone());
            self.transaction.add_correction(&Correction { id, article, made, text, before }).await?;
        }
        Ok(())
    }

    /// The titles of directory and briefing, where the paper has none yet.
    async fn titles(&mut self, incoming: &Incoming) -> Result<(), Refusal> {
        let titles =
            [(Setting::DirectoryTitle, &incoming.directory_title), (Setting::BriefingTitle, &incoming.briefing_title)];
        for (setting, title) in titles {
            let Some(title) = title else { continue };
            if self.transaction.setting::<String>(setting).await?.unwrap_or_default().is_empty() {
                self.transaction.save_setting(setting, &serde_json::json!(title)).await?;
            }
        }
        Ok(())
    }
}

/// The body with its photos and boxed articles, numbered by place, turned into the paper's own.
fn numbered(body: Body, photos: &[PhotoId], boxed: &[Option<ArticleId>], problems: &mut Vec<String>) -> Body {
    let place = |number: &i64| usize::try_from(*number - 1).ok();
    let photo = |number: &i64| place(number).and_then(|at| photos.get(at)).map(|id| id.0);
    let article = |number: &i64| place(number).and_then(|at| boxed.get(at)).copied().flatten().map(|id| id.0);
    let mut lost = 0;
    let mut own = |numbers: &mut Vec<i64>, of: &dyn Fn(&i64) -> Option<i64>| {
        let before = numbers.len();
        *numbers = numbers.iter().filter_map(of).collect();
        lost += before - numbers.len();
        !numbers.is_empty()
    };
    let mut keep = |kind: &mut BlockKind| match kind {
        BlockKind::Photo { photo: number, .. } => {
            let mut one = vec![*number];
            let kept = own(&mut one, &photo);
            one.first().inspect(|id| *number = **id);
            kept
        }
        BlockKind::Gallery { photos } => own(photos, &photo),
        BlockKind::Related { articles } => own(articles, &article),
        _ => true,
    };
    let mut body = body;
    body.blocks.retain_mut(|block| {
        if let BlockKind::FactBox { blocks, .. } = &mut block.kind {
            blocks.retain_mut(|inner| keep(&mut inner.kind));
        }
        keep(&mut block.kind)
    });
    if lost > 0 {
        problems
            .push(format!("The text shows {lost} photos or articles that did not come with it: they are left out."));
    }
    body.normalise()
}
