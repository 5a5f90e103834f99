//! Articles for programs.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, RawQuery, Request, State};
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use broadsheet_desk::article::{self, Open};
use broadsheet_news::article::{Author, Byline, Content, Dateline};
use broadsheet_news::body::Body;
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, PhotoId, RevisionId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_prose::{html, markdown};
use broadsheet_store::Wanted;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::given::{Given, maybe};
use super::problem::Problem;
use super::published;
use super::written::{SHOWN, done, made, marked, page, thing, time, zone};
use crate::House;
use crate::guard::Program;
use crate::newsroom::fields::{Fields, encoded};
use crate::newsroom::list;

/// What a revision says, as it is sent. What is left out stays as it is in the base; of a new article it is empty.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"language": "en", "headline": "Fog on the water", "deck": "The boats wait.", "markdown": "Nobody sailed.\n\n## At noon\n\nIt lifted.", "bylines": [{"guest": "Ada Quay", "role": "Reporter"}]}))]
#[expect(clippy::option_option, reason = "left out, null and a value are three things")]
pub(crate) struct Writing {
    /// The revision that it was written on; needed where an article is revised.
    base: Option<i64>,
    /// The language's tag.
    language: Option<String>,
    /// The headline.
    headline: Option<String>,
    /// A shorter headline for fronts.
    #[serde(default, deserialize_with = "maybe")]
    front_headline: Option<Option<String>>,
    /// The title for search engines.
    #[serde(default, deserialize_with = "maybe")]
    seo_title: Option<Option<String>>,
    /// The sentence under the headline.
    deck: Option<String>,
    /// The text, as blocks.
    #[schema(value_type = Option<Vec<Object>>)]
    body: Option<Body>,
    /// The text, in Markdown; instead of blocks.
    markdown: Option<String>,
    /// The text, in HTML; instead of blocks.
    html: Option<String>,
    /// Who wrote it, in order.
    bylines: Option<Vec<BylineJson>>,
    /// Where it was written, and for whom.
    dateline: Option<DatelineJson>,
    /// The section's id.
    #[serde(default, deserialize_with = "maybe")]
    section: Option<Option<i64>>,
    /// The ids of its topics.
    topics: Option<Vec<i64>>,
    /// The id of the photo above the text.
    #[serde(default, deserialize_with = "maybe")]
    lead_photo: Option<Option<i64>>,
}

/// A line of the byline: a person's id, or the name of a guest.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BylineJson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    guest: Option<String>,
    #[serde(default)]
    organisation: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation_id: Option<i64>,
    #[serde(default)]
    role: String,
}

/// Where it was written, and for whom.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DatelineJson {
    #[serde(default)]
    place: String,
    #[serde(default)]
    organisation: String,
}

/// An article as the newsroom has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ArticleJson {
    id: i64,
    /// `draft`, `in_review`, `ready`, `scheduled`, `published` or `withdrawn`.
    state: &'static str,
    /// The address that readers have it at, once they had it.
    address: Option<String>,
    /// The newest revision.
    revision: i64,
    /// The revision that readers have.
    published_revision: Option<i64>,
    #[schema(value_type = Option<String>)]
    first_published: Value,
    #[schema(value_type = Option<String>)]
    updated: Value,
    #[schema(value_type = Option<String>)]
    goes_out: Value,
    #[schema(value_type = Option<String>)]
    goes_away: Value,
    #[schema(value_type = Option<String>)]
    embargo: Value,
    /// What was corrected in public.
    #[schema(value_type = Vec<Object>)]
    corrections: Vec<Value>,
    /// What the newest revision says.
    content: ContentJson,
    /// What of the text could not be kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<String>,
}

/// What a revision says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ContentJson {
    language: String,
    headline: String,
    front_headline: Option<String>,
    seo_title: Option<String>,
    deck: String,
    #[schema(value_type = Vec<Object>)]
    body: Body,
    bylines: Vec<BylineJson>,
    dateline: DatelineJson,
    section: Option<i64>,
    topics: Vec<i64>,
    lead_photo: Option<i64>,
}

impl Writing {
    /// What a revision says that was written on `base`; and what of its text could not be kept.
    fn content(self, base: Content) -> Result<(Content, Vec<String>), Problem> {
        let language = match &self.language {
            None => base.language.clone(),
            Some(tag) => Language::tagged(tag).ok_or_else(|| {
                Problem::of_field("language", format!("'{}' is no language.", tag.chars().take(40).collect::<String>()))
            })?,
        };
        let (body, problems) = match (self.body, self.markdown, self.html) {
            (None, None, None) => (base.body.clone(), Vec::new()),
            (Some(body), None, None) => (body.normalise(), Vec::new()),
            (None, Some(text), None) => read(markdown::read(&text), &base.body),
            (None, None, Some(text)) => read(html::read(&text), &base.body),
            _ => return Err(Problem::of_field("body", "Send the text once: as `body`, as `markdown` or as `html`.")),
        };
        let bylines = match self.bylines {
            None => base.bylines,
            Some(bylines) => bylines.into_iter().map(BylineJson::byline).collect::<Result<_, _>>()?,
        };
        let dateline = self
            .dateline
            .map_or(base.dateline, |dateline| Dateline { place: dateline.place, organisation: dateline.organisation });
        let content = Content {
            language,
            headline: self.headline.unwrap_or(base.headline),
            front_headline: self.front_headline.unwrap_or(base.front_headline),
            seo_title: self.seo_title.unwrap_or(base.seo_title),
            deck: self.deck.unwrap_or(base.deck),
            body,
            bylines,
            dateline,
            section: self.section.map_or(base.section, |section| section.map(SectionId)),
            topics: self.topics.map_or(base.topics, |topics| topics.into_iter().map(TopicId).collect()),
            lead_photo: self.lead_photo.map_or(base.lead_photo, |photo| photo.map(PhotoId)),
        };
        Ok((content, problems))
    }
}

fn read(read: broadsheet_prose::Read, base: &Body) -> (Body, Vec<String>) {
    (read.body.with_ids_of(base), read.problems.iter().map(ToString::to_string).collect())
}

impl BylineJson {
    fn byline(self) -> Result<Byline, Problem> {
        let author = match (self.person, self.guest) {
            (Some(person), None) => Author::Person(PersonId(person)),
            (None, Some(guest)) => Author::Guest(guest),
            _ => return Err(Problem::of_field("bylines", "A byline names a `person` or a `guest`, and not both.")),
        };
        let organisation_id = self.organisation_id.map(OrganisationId);
        Ok(Byline { author, organisation: self.organisation, organisation_id, role: self.role })
    }

    fn of(byline: &Byline) -> Self {
        let (person, guest) = match &byline.author {
            Author::Person(id) => (Some(id.0), None),
            Author::Guest(name) => (None, Some(name.clone())),
        };
        let organisation_id = byline.organisation_id.map(|id| id.0);
        Self { person, guest, organisation: byline.organisation.clone(), organisation_id, role: byline.role.clone() }
    }
}

impl ContentJson {
    pub(super) fn of(content: &Content) -> Self {
        let dateline =
            DatelineJson { place: content.dateline.place.clone(), organisation: content.dateline.organisation.clone() };
        Self {
            language: content.language.tag().to_owned(),
            headline: content.headline.clone(),
            front_headline: content.front_headline.clone(),
            seo_title: content.seo_title.clone(),
            deck: content.deck.clone(),
            body: content.body.clone(),
            bylines: content.bylines.iter().map(BylineJson::of).collect(),
            dateline,
            section: content.section.map(|id| id.0),
            topics: content.topics.iter().map(|id| id.0).collect(),
            lead_photo: content.lead_photo.map(|id| id.0),
        }
    }
}

/// An article as it is opened, as JSON.
fn written(open: &Open, zone: &Zone, problems: Vec<String>) -> ArticleJson {
    let article = &open.article;
    ArticleJson {
        id: article.id.0,
        state: article.state.word(),
        address: article.address.clone(),
        revision: open.newest.id.0,
        published_revision: article.published_revision.map(|id| id.0),
        first_published: time(article.first_published, zone),
        updated: time(article.updated, zone),
        goes_out: time(open.goes_out, zone),
        goes_away: time(open.goes_away, zone),
        embargo: time(open.embargo, zone),
        corrections: open
            .corrections
            .iter()
            .map(|c| json!({ "id": c.id, "made": zone.iso(c.made), "text": c.text, "before": c.before }))
            .collect(),
        content: ContentJson::of(&open.newest.content),
        problems,
    }
}

/// An article's mark: another when anything of it is.
fn mark(open: &Open) -> String {
    let article = &open.article;
    let published = article.published_revision.map_or(0, |revision| revision.0);
    let due = open.goes_out.or(open.goes_away).map_or(0, Instant::microseconds);
    let (embargo, corrections) = (open.embargo.map_or(0, Instant::microseconds), open.corrections.len());
    format!("\"{}.{}.{published}.{due}.{embargo}.{corrections}\"", open.newest.id, article.state.word())
}

/// An article, with its mark.
pub(super) async fn shown(
    program: &Program,
    id: ArticleId,
    status: StatusCode,
    touched: Option<super::written::Touched>,
    problems: Vec<String>,
) -> Result<Response, Problem> {
    let zone = zone(program).await?;
    let open = article::open(&program.desk(), id).await?;
    let mark = mark(&open);
    let response = thing(status, json!(written(&open, &zone, problems)), touched);
    Ok(marked(response, &mark))
}

/// Refuses where If-Match names another mark than the article has (RFC 9110, 13.1.1).
pub(super) async fn matches(program: &Program, id: ArticleId, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(wanted) = headers.get(IF_MATCH).and_then(|wanted| wanted.to_str().ok()) else { return Ok(()) };
    let mark = mark(&article::open(&program.desk(), id).await?);
    match wanted.split(',').map(str::trim).any(|one| one == "*" || one == mark) {
        true => Ok(()),
        false => Err(Problem::of(
            StatusCode::PRECONDITION_FAILED,
            "The article is not as you saw it any more. Read it again, and decide then.",
        )),
    }
}

/// Lists articles: with a token those of the newsroom, narrowed by fields; without one what readers have.
#[utoipa::path(get, path = "/api/v1/articles", tag = "articles", responses((status = 200, description = "A page of articles; `next` is where it goes on.")), params(
    ("state" = Option<String>, Query, description = "draft, in_review, ready, scheduled, published or withdrawn"),
    ("section" = Option<i64>, Query), ("topic" = Option<i64>, Query), ("person" = Option<i64>, Query), ("language" = Option<String>, Query),
    ("words" = Option<String>, Query, description = "words of the headline"), ("mine" = Option<bool>, Query), ("since" = Option<String>, Query), ("until" = Option<String>, Query), ("before" = Option<String>, Query, description = "where the page before ended")))]
pub(crate) async fn list(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let list = async |program: Program| listed(&program, query.as_deref()).await;
    published::unless_a_program(house, connection, request, list).await
}

async fn listed(program: &Program, query: Option<&str>) -> Result<Response, Problem> {
    let fields = Fields::of_query(query);
    let zone = zone(program).await?;
    let (wanted, problems) = list::wanted_by(program.actor.account(), &fields, &zone);
    if !problems.is_empty() {
        return Err(Problem::of(
            StatusCode::BAD_REQUEST,
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        ));
    }
    let reading = program.house.newsroom.store.reading().await?;
    let mut articles = reading.desk_list(&Wanted { limit: SHOWN + 1, ..wanted }).await?;
    reading.finish();
    let more = articles.len() as i64 > SHOWN;
    articles.truncate(usize::try_from(SHOWN).unwrap_or_default());
    let kept = fields.0.iter().filter(|(name, _)| name != "before");
    let narrowed: Vec<String> = kept.map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
    let next = articles.last().filter(|_| more).map(|last| {
        let before = format!("before={}-{}", last.worked.microseconds(), last.id);
        format!("/api/v1/articles?{}", narrowed.iter().cloned().chain([before]).collect::<Vec<_>>().join("&"))
    });
    let item = |article: &broadsheet_store::DeskArticle| {
        json!({
            "id": article.id, "state": article.state.word(), "revision": article.revision, "headline": article.headline,
            "language": article.language.tag(), "section": article.section, "worked": zone.iso(article.worked),
            "differs": article.differs, "goes_out": time(article.goes_out, &zone), "embargo": time(article.embargo, &zone),
        })
    };
    Ok(page(articles.iter().map(item).collect(), next))
}

/// Begins an article, as a draft.
#[utoipa::path(post, path = "/api/v1/articles", tag = "articles", request_body = Writing, responses((status = 201, description = "The article, at its Location.", body = ArticleJson), (status = 422, description = "Fields that cannot stand.", body = Problem)))]
pub(crate) async fn create(program: Program, Given(writing): Given<Writing>) -> Result<Response, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let languages = reading.languages().await?;
    reading.finish();
    let base = Content::headed(languages.into_iter().next().unwrap_or_default(), "");
    let (content, problems) = writing.content(base)?;
    let (revision, touched) = done(&program, article::create(&program.desk(), &content).await)?;
    let zone = zone(&program).await?;
    let open = article::open(&program.desk(), revision.article).await?;
    let mark = mark(&open);
    let at = format!("/api/v1/articles/{}", revision.article);
    Ok(marked(made(&at, json!(written(&open, &zone, problems)), touched), &mark))
}

/// Reads an article: with a token as the newsroom has it, without one as readers have it.
#[utoipa::path(get, path = "/api/v1/articles/{id}", tag = "articles", params(("id" = i64, Path)), responses((status = 200, description = "The article, with its ETag.", body = ArticleJson), (status = 404, body = Problem, description = "There is none.")))]
pub(crate) async fn read_one(program: Program, id: i64) -> Result<Response, Problem> {
    shown(&program, ArticleId(id), StatusCode::OK, None, Vec::new()).await
}

/// See [`read_one`].
pub(crate) async fn read_route(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    Path(id): Path<i64>,
    request: Request,
) -> Response {
    published::unless_a_program(house, connection, request, |program| read_one(program, id)).await
}

/// Saves a revision. Written on an older one than the newest, it is merged; what cannot be merged comes back with both texts.
#[utoipa::path(patch, path = "/api/v1/articles/{id}", tag = "articles", params(("id" = i64, Path)), request_body = Writing, responses((status = 200, description = "The article.", body = ArticleJson), (status = 409, description = "Both texts, where they clash.", body = Problem), (status = 412, description = "If-Match names another mark.", body = Problem)))]
pub(crate) async fn revise(
    program: Program,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Given(writing): Given<Writing>,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    matches(&program, id, &headers).await?;
    let base = writing.base.map(RevisionId).ok_or_else(|| {
        Problem::of_field(
            "base",
            "Say in `base` which revision it was written on: the article's `revision` when you read it.",
        )
    })?;
    let reading = program.house.newsroom.store.reading().await?;
    let found = reading.revision(base).await?.filter(|revision| revision.article == id);
    reading.finish();
    let found = found
        .ok_or_else(|| Problem::of(StatusCode::NOT_FOUND, "There is no such article, or it has no such revision."))?;
    let (content, problems) = writing.content(found.content)?;
    let (_, touched) = done(&program, article::revise(&program.desk(), id, base, &content).await)?;
    shown(&program, id, StatusCode::OK, Some(touched), problems).await
}

/// Lists the revisions of an article, the newest first.
#[utoipa::path(get, path = "/api/v1/articles/{id}/revisions", tag = "articles", params(("id" = i64, Path), ("below" = Option<i64>, Query)), responses((status = 200, description = "A page of revisions.")))]
pub(crate) async fn revisions(
    program: Program,
    Path(id): Path<i64>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (id, fields) = (ArticleId(id), Fields::of_query(query.as_deref()));
    article::open(&program.desk(), id).await?;
    let zone = zone(&program).await?;
    let reading = program.house.newsroom.store.reading().await?;
    let below = RevisionId(fields.number("below").unwrap_or(i64::MAX));
    let mut revisions = reading.revisions_below(id, below, SHOWN + 1).await?;
    reading.finish();
    let more = revisions.len() as i64 > SHOWN;
    revisions.truncate(usize::try_from(SHOWN).unwrap_or_default());
    let next =
        revisions.last().filter(|_| more).map(|last| format!("/api/v1/articles/{id}/revisions?below={}", last.id));
    let item = |saved: &broadsheet_store::Saved| json!({ "id": saved.id, "base": saved.base, "saved": zone.iso(saved.saved), "by": saved.by, "headline": saved.headline });
    Ok(page(revisions.iter().map(item).collect(), next))
}

/// Reads a revision.
#[utoipa::path(get, path = "/api/v1/articles/{id}/revisions/{revision}", tag = "articles", params(("id" = i64, Path), ("revision" = i64, Path)), responses((status = 200, description = "What it says.", body = ContentJson)))]
pub(crate) async fn revision(program: Program, Path((id, revision)): Path<(i64, i64)>) -> Result<Response, Problem> {
    article::open(&program.desk(), ArticleId(id)).await?;
    let reading = program.house.newsroom.store.reading().await?;
    let found = reading.revision(RevisionId(revision)).await?.filter(|found| found.article.0 == id);
    reading.finish();
    let found = found.ok_or_else(|| Problem::of(StatusCode::NOT_FOUND, "This article has no such revision."))?;
    Ok(thing(StatusCode::OK, json!(ContentJson::of(&found.content)), None))
}
