//! An administrator brings articles in, a batch at a time, in one act.
//!
//! What comes in names things; here each name becomes the thing of that name,
//! found or made. One source makes one article, however often it comes.

mod known;
mod listed;
mod made;
mod named;

use std::collections::{BTreeMap, HashSet};

use broadsheet_news::article::{Article, Byline, Content, Revision, State};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId, PhotoId, RevisionId};
use broadsheet_news::incoming::{Incoming, IncomingByline};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_news::reference::normalised;
use broadsheet_news::sentence;
use broadsheet_store::NewArticle;
use broadsheet_store::transaction::Transaction;
use serde::{Deserialize, Serialize};

use self::known::{Came, Known};
use self::made::Made;
use crate::{Deed, Desk, Done, Refusal, done, publication};

/// What became of one incoming article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    let mut import = Import::of(batch, transaction).await?;
    let mut all = Vec::with_capacity(batch.len());
    for incoming in batch {
        all.push(import.article(incoming).await?);
    }
    if all.iter().all(|imported| !imported.is_new) {
        return Ok(Done { made: all, change: import.transaction.unchanged().await? });
    }
    let new = || batch.iter().zip(&all).filter(|(_, imported)| imported.is_new).map(|(incoming, _)| incoming);
    import.titles(new()).await?;
    for (incoming, imported) in batch.iter().zip(&mut all).filter(|(_, imported)| imported.is_new) {
        import.lists(incoming, imported);
    }
    import.made.write(&mut import.transaction).await?;
    done(import.transaction, all).await
}

/// One import under way: what is known is read first, and what is made is written last.
struct Import {
    transaction: Transaction,
    known: Known,
    planned: BTreeMap<String, Planned>,
    made: Made,
}

/// An article of the batch before it is made, so that a box in the text of one before it can lead to it.
struct Planned {
    id: ArticleId,
    headline: String,
    published: Option<Instant>,
}

impl Import {
    async fn of(batch: &[Incoming], transaction: Transaction) -> Result<Self, Refusal> {
        let known = Known::of(batch, &transaction).await?;
        let mut import = Self { transaction, known, planned: BTreeMap::new(), made: Made::default() };
        import.plan(batch).await?;
        Ok(import)
    }

    /// Gives every article of the batch that is not there yet its id, and asks whether its address is free.
    async fn plan(&mut self, batch: &[Incoming]) -> Result<(), Refusal> {
        let mut addresses = Vec::new();
        for incoming in batch.iter().filter(|incoming| !self.known.articles.contains_key(&incoming.source)) {
            let id = ArticleId(self.transaction.new_id());
            addresses.extend(self.begun(incoming, id).1.next());
            let headline = normalised(&incoming.headline);
            let planned = Planned { id, headline, published: incoming.first_published };
            self.planned.entry(incoming.source.clone()).or_insert(planned);
        }
        self.known.addresses.ask(&self.transaction, &addresses).await
    }

    async fn article(&mut self, incoming: &Incoming) -> Result<Imported, Refusal> {
        let source = incoming.source.clone();
        if let Some(Came { id, address }) = self.known.articles.get(&source).cloned() {
            return Ok(Imported { source, article: id, address, is_new: false, problems: Vec::new() });
        }
        if incoming.headline.trim().is_empty() {
            return Err(Refusal::Unfit(sentence!("{} has no headline. Give it one, or leave it out.", source)));
        }
        let mut problems = Vec::new();
        let content = self.content(incoming, &mut problems).await?;
        let planned = self.planned.get(&source).map(|planned| planned.id);
        let id = planned.unwrap_or_else(|| ArticleId(self.transaction.new_id()));
        let (mut article, addresses) = self.begun(incoming, id);
        for address in addresses {
            if self.known.addresses.take(&self.transaction, &address).await? {
                article.address = Some(address);
                break;
            }
        }
        self.came(incoming, &article, &content.language);
        let imported = Imported { source, article: id, address: article.address.clone(), is_new: true, problems };
        self.make(incoming, article, content);
        Ok(imported)
    }

    /// The article's own row without its address, and the addresses that it may have, the best first.
    fn begun(&self, incoming: &Incoming, id: ArticleId) -> (Article, impl Iterator<Item = String> + use<>) {
        let first_published = incoming.first_published.unwrap_or(self.transaction.now());
        let mut article = Article::draft(id, incoming.slug.as_deref().unwrap_or_default(), RevisionId(0));
        publication::let_out(&mut article, RevisionId(0), first_published);
        let addresses =
            publication::addresses(&mut article, incoming.headline.trim(), first_published, &self.known.zone);
        article.updated = incoming.updated;
        if incoming.withdrawn {
            article.state = State::Withdrawn;
        }
        (article, addresses)
    }

    /// Notes that an article has come, for those that come after it and for lists.
    fn came(&mut self, incoming: &Incoming, article: &Article, language: &Language) {
        let came = Came { id: article.id, address: article.address.clone() };
        for name in article.address.iter().chain([&incoming.source]) {
            self.known.articles.entry(name.clone()).or_insert(came.clone());
        }
        let headed = self.known.headed.entry((language.clone(), normalised(&incoming.headline))).or_default();
        headed.articles.extend(article.first_published.map(|first| (article.id, first)));
    }

    fn make(&mut self, incoming: &Incoming, mut article: Article, content: Content) {
        let (id, saved) = (RevisionId(self.transaction.new_id()), self.transaction.now());
        let first = Revision { id, article: article.id, base: None, saved, saved_by: None, content };
        (article.published_revision, article.working_revision) = (Some(id), id);
        self.corrections(article.id, incoming);
        self.made.readers.extend(incoming.readers.map(|readers| (article.id, readers.max(0))));
        self.made.articles.push(NewArticle { article, first, source: Some(incoming.source.clone()) });
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
            content.lead_photo = Some(self.photo(photo));
        }
        let mut photos = Vec::with_capacity(incoming.photos.len());
        for photo in &incoming.photos {
            photos.push(self.photo(photo));
        }
        let boxed: Vec<_> = incoming.boxed.iter().map(|listed| self.article_boxed(&language, listed)).collect();
        content.body = numbered(incoming.body.clone(), &photos, &boxed, problems);
        Ok(content)
    }

    /// The language, if the paper has an edition in it; else the paper's first.
    fn language(&self, wanted: &Language, problems: &mut Vec<String>) -> Language {
        let language = self.known.edition(wanted);
        if language != *wanted {
            problems.push(format!("The paper has no edition in {wanted}: the article stands in {language}."));
        }
        language
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

    fn corrections(&mut self, article: ArticleId, incoming: &Incoming) {
        for correction in &incoming.corrections {
            let id = CorrectionId(self.transaction.new_id());
            let (made, text, before) = (correction.made, correction.text.clone(), correction.before.clone());
            self.made.corrections.push(Correction { id, article, made, text, before });
        }
    }

    /// The titles of directory and briefing, where the edition has none yet: the first that comes in its language.
    async fn titles<'i>(&mut self, new: impl Iterator<Item = &'i Incoming>) -> Result<(), Refusal> {
        let mut seen = HashSet::new();
        for incoming in new {
            let directory = (Setting::DirectoryTitle, &incoming.directory_title);
            for (setting, title) in [directory, (Setting::BriefingTitle, &incoming.briefing_title)] {
                let Some(title) = title else { continue };
                if !seen.insert((setting, &incoming.language)) {
                    continue;
                }
                let known = self.transaction.setting_in::<String>(setting, &incoming.language).await?;
                if known.unwrap_or_default().is_empty() {
                    self.made.settings.push((setting, incoming.language.clone(), title.clone()));
                }
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
