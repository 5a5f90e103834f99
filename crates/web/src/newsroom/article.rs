//! An article's page in the newsroom: its state, its form, and every act that can be done to it.

use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::article::{Open, create as begin, open, revise};
use broadsheet_desk::{Conflict, Deed, Misfit, Refusal, may, photo};
use broadsheet_news::article::{Content, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PhotoId, RevisionId};
use broadsheet_news::language::Language;
use broadsheet_news::photo::{File, Photo};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::Reading;
use minijinja::Value;

use crate::newsroom::page::context;

use crate::guard::{At, said};
use crate::newsroom::differences;
use crate::newsroom::draft::Draft;
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Said};
use crate::newsroom::times;

/// What stands around the form.
#[derive(Default)]
struct Around {
    why: Option<String>,
    conflict: Option<Conflict>,
    problems: Vec<Sentence>,
    status: StatusCode,
}

/// The form of an article that is not begun yet.
pub(crate) async fn blank(at: At) -> Response {
    let language = at.house.newsroom.store.reading().await;
    let language = match language {
        Ok(reading) => {
            let languages = reading.languages().await.unwrap_or_default();
            reading.finish();
            languages.first().map(|language| language.tag().to_owned()).unwrap_or_default()
        }
        Err(failure) => return page::of(&at).failed(&failure),
    };
    shown(&at, None, &Draft { language, ..Draft::default() }, Around::default(), None).await
}

/// Begins an article.
pub(crate) async fn create(at: At, fields: Fields) -> Response {
    let draft = Draft::typed(&fields);
    let outcome = async {
        let desk = at.desk();
        let (content, problems) = draft.content(&desk, None).await?;
        Ok::<_, Refusal>((begin(&desk, &content).await?.made, problems))
    };
    match outcome.await {
        Ok((revision, problems)) if problems.is_empty() => {
            said(&format!("/newsroom/articles/{}", revision.article), Said("begun"))
        }
        Ok((revision, problems)) => {
            let around = Around { problems, ..Around::default() };
            with_form(&at, revision.article, None, around, None).await
        }
        Err(Refusal::Failed(failure)) => page::of(&at).failed(&failure),
        Err(refusal) => {
            let around = Around {
                why: Some(page::of(&at).words().refused(&refusal)),
                status: page::status_of(&refusal),
                ..Around::default()
            };
            shown(&at, None, &draft, around, None).await
        }
    }
}

/// The article's page.
pub(crate) async fn page(at: At, Path(id): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    with_form(&at, ArticleId(id), None, Around::default(), Some(&fields)).await
}

/// Saves what was typed.
pub(crate) async fn save(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let (id, draft) = (ArticleId(id), Draft::typed(&fields));
    let base = RevisionId(fields.number("base").unwrap_or_default());
    let outcome = async {
        let desk = at.desk();
        let content_of_base = base_of(&at, id, base).await?;
        let (content, problems) = draft.content(&desk, Some(&content_of_base)).await?;
        revise(&desk, id, base, &content).await?;
        Ok::<_, Refusal>(problems)
    };
    match outcome.await {
        Ok(problems) if problems.is_empty() => said(&format!("/newsroom/articles/{id}"), Said("saved")),
        Ok(problems) => with_form(&at, id, None, Around { problems, ..Around::default() }, None).await,
        Err(Refusal::Failed(failure)) => page::of(&at).failed(&failure),
        Err(Refusal::Conflict(conflict)) => {
            let around = Around { conflict: Some(*conflict), status: StatusCode::CONFLICT, ..Around::default() };
            with_form(&at, id, Some((&draft, base)), around, None).await
        }
        Err(refusal) => {
            let (why, status) = (Some(page::of(&at).words().refused(&refusal)), page::status_of(&refusal));
            with_form(&at, id, Some((&draft, base)), Around { why, status, ..Around::default() }, None).await
        }
    }
}

/// What the text was typed on says.
async fn base_of(at: &At, id: ArticleId, base: RevisionId) -> Result<Content, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let found = reading.revision(base).await?.filter(|revision| revision.article == id);
    reading.finish();
    found.map(|revision| revision.content).ok_or_else(|| {
        Refusal::Unknown("This article has no such revision. Open it again, and put your text in.".into())
    })
}

/// Shows an article's page, with its newest revision in the form or what somebody typed.
async fn with_form(
    at: &At,
    id: ArticleId,
    typed: Option<(&Draft, RevisionId)>,
    around: Around,
    fields: Option<&Fields>,
) -> Response {
    let open = match open(&at.desk(), id).await {
        Ok(open) => open,
        Err(refusal) => return page::no(at, &refusal),
    };
    let draft = async {
        let reading = at.house.newsroom.store.reading().await?;
        let draft = match (&around.conflict, typed) {
            (Some(conflict), _) => Draft::of(&reading, &conflict.merged).await?,
            (None, Some((draft, _))) => draft.clone(),
            (None, None) => Draft::of(&reading, &open.newest.content).await?,
        };
        reading.finish();
        Ok::<_, Refusal>(draft)
    };
    match draft.await {
        Ok(draft) => {
            let base = match (&around.conflict, typed) {
                (Some(conflict), _) => conflict.newest,
                (None, Some((_, base))) => base,
                (None, None) => open.newest.id,
            };
            shown(at, Some((&open, base)), &draft, around, fields).await
        }
        Err(refusal) => page::no(at, &refusal),
    }
}

async fn shown(
    at: &At,
    open: Option<(&Open, RevisionId)>,
    draft: &Draft,
    around: Around,
    fields: Option<&Fields>,
) -> Response {
    let around_it = match choices(at, draft).await {
        Ok(choices) => choices,
        Err(refusal) => return page::no(at, &refusal),
    };
    let zone = around_it.zone.clone();
    let clashes: Vec<Value> =
        around.conflict.iter().flat_map(|conflict| &conflict.clashes).map(differences::clash).collect();
    let article = open.map(|(open, base)| {
        let also = at.house.newsroom.presence.note(open.article.id, at.account.id, &at.account.name, at.now);
        of_article(at, open, base, &zone, &also)
    });
    let mut page = page::of(at).status(around.status);
    if let Some(fields) = fields {
        page = page.saying_of(fields.get("said"));
    }
    let title = match &article {
        Some(_) => draft.headline.clone(),
        None => page.words().say("new-article"),
    };
    let undo = fields.and_then(|fields| undo(fields.get("undo")));
    let problems: Vec<String> = around.problems.iter().map(|problem| page.words().said(problem)).collect();
    page.print(
        "article",
        &title,
        context! {
            draft, article, clashes, undo, why => around.why, problems,
            sections => around_it.sections, languages => around_it.languages, photo => around_it.photo, zone => zone.name(),
        },
    )
}

/// What can be chosen in the form.
struct Choices {
    zone: broadsheet_news::clock::Zone,
    sections: Vec<Value>,
    languages: Vec<String>,
    photo: Option<Value>,
}

async fn choices(at: &At, draft: &Draft) -> Result<Choices, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    let inside = |id| may(&at.actor, Deed::ReviseArticle, Some(id)).is_ok();
    let sections = reading.sections_above(0, 1_000).await?;
    let sections = sections.iter().filter(|section| inside(section.id) || draft.section == Some(section.id.0));
    let sections = sections
        .map(|section| context! { id => section.id.0, name => section.name, language => section.language.tag() })
        .collect();
    let languages = reading.languages().await?.iter().map(|language: &Language| language.tag().to_owned()).collect();
    let photo = lead_photo_of(&reading, draft).await?;
    reading.finish();
    Ok(Choices { zone, sections, languages, photo })
}

async fn lead_photo_of(reading: &Reading, draft: &Draft) -> Result<Option<Value>, Refusal> {
    let Some(id) = draft.lead_photo else { return Ok(None) };
    Ok(reading.photo(PhotoId(id)).await?.map(|photo| {
        let src = broadsheet_news::address::photo(&photo.file, 0);
        context! { id => photo.id.0, alt => photo.alt, caption => photo.caption, credit => photo.credit, src, width => photo.width, height => photo.height }
    }))
}

/// What the page says of an article beside its form, and which acts can be done to it.
fn of_article(at: &At, open: &Open, base: RevisionId, zone: &broadsheet_news::clock::Zone, also: &[String]) -> Value {
    let article = &open.article;
    let section = open.newest.content.section;
    let may = |deed| may(&at.actor, deed, section).is_ok();
    let time = |at: Option<Instant>| at.map(|at| times::shown(at, zone));
    let field = |at: Option<Instant>| at.map(|at| times::in_field(at, zone));
    let before_readers = matches!(article.state, State::Draft | State::InReview | State::Ready);
    context! {
        id => article.id.0, state => article.state.word(), base => base.0, newest => open.newest.id.0, also,
        address => article.address.as_deref().map(broadsheet_news::address::encoded),
        saved => times::shown(open.newest.saved, zone),
        first_published => time(article.first_published), updated => time(article.updated),
        differs => article.published_revision.is_some_and(|published| published != open.newest.id),
        published_revision => article.published_revision.map(|revision| revision.0),
        goes_out => time(open.goes_out), goes_out_field => field(open.goes_out),
        goes_away => time(open.goes_away), goes_away_field => field(open.goes_away),
        embargo => time(open.embargo), embargo_field => field(open.embargo),
        corrections => open.corrections.iter().map(|c| context! { made => times::shown(c.made, zone), text => c.text }).collect::<Vec<_>>(),
        published => article.state == State::Published, had => article.first_published.is_some(),
        revises => may(Deed::ReviseArticle), moves => may(Deed::MoveArticle) && before_readers,
        publishes => may(Deed::Publish), withdraws => may(Deed::Withdraw) && article.state == State::Published,
        schedules => may(Deed::Schedule), embargoes => may(Deed::Embargo) && article.first_published.is_none(),
        corrects => may(Deed::Correct) && article.first_published.is_some(), photos => may(Deed::SavePhoto),
    }
}

/// What would undo the act that was just done: where its button sends what.
fn undo(named: Option<&str>) -> Option<Value> {
    let (act, value) = named?.split_once('.').unwrap_or((named?, ""));
    let fields = match act {
        "publication" => return Some(context! { to => "publication", fields => Vec::<(&str, &str)>::new() }),
        "withdrawal" => return Some(context! { to => "withdrawal", fields => Vec::<(&str, &str)>::new() }),
        "state" => State::of_word(value).map(|state| ("state", "state", state.word())),
        "schedule" => Some(("schedule", "at", "")),
        "embargo" => Some(("embargo", "until", "")),
        "restoration" => {
            value.parse::<i64>().ok()?;
            return Some(
                context! { to => format!("revisions/{value}/restoration"), fields => Vec::<(&str, &str)>::new() },
            );
        }
        _ => None,
    };
    fields.map(|(to, name, value)| context! { to, fields => [(name, value)] })
}

/// Takes in a photo and sets it above the text.
pub(crate) async fn lead_photo(at: At, Path(id): Path<i64>, form: Multipart) -> Response {
    let id = ArticleId(id);
    let outcome = async {
        let (bytes, photo) = sent(form).await?;
        let desk = at.desk();
        let open = open(&desk, id).await?;
        let kept = photo::bring_in(&desk, bytes, photo).await?.made;
        let content = Content { lead_photo: Some(kept), ..open.newest.content };
        revise(&desk, id, open.newest.id, &content).await
    };
    match outcome.await {
        Ok(_) => said(&format!("/newsroom/articles/{id}"), Said("photo-set")),
        Err(Refusal::Failed(failure)) => page::of(&at).failed(&failure),
        Err(refusal) => {
            let around = Around {
                why: Some(page::of(&at).words().refused(&refusal)),
                status: page::status_of(&refusal),
                ..Around::default()
            };
            with_form(&at, id, None, around, None).await
        }
    }
}

/// A photo as a form sends it, with what is said of it.
pub(crate) async fn sent(mut form: Multipart) -> Result<(Vec<u8>, Photo), Refusal> {
    let broken = |_| {
        Refusal::Unfit(
            "The photo did not come whole, or is larger than what is taken. Send it again, or a smaller one.".into(),
        )
    };
    let mut bytes = Vec::new();
    let mut photo = Photo {
        id: PhotoId(0),
        file: File::Placeholder(String::new()),
        width: 0,
        height: 0,
        alt: String::new(),
        caption: String::new(),
        credit: String::new(),
        rights: String::new(),
        focal_x: 500,
        focal_y: 500,
        average: None,
        expires: None,
        gone: false,
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            bytes = field.bytes().await.map_err(broken)?.to_vec();
            continue;
        }
        let text = field.text().await.map_err(broken)?.trim().to_owned();
        match name.as_str() {
            "alt" => photo.alt = text,
            "caption" => photo.caption = text,
            "credit" => photo.credit = text,
            "rights" => photo.rights = text,
            "focal_x" => photo.focal_x = thousandths(&name, &text)?,
            "focal_y" => photo.focal_y = thousandths(&name, &text)?,
            _ => {}
        }
    }
    match bytes.is_empty() {
        true => Err(Refusal::Unfit("No photo was sent. Choose a JPEG, PNG, WebP or GIF.".into())),
        false => Ok((bytes, photo)),
    }
}

fn thousandths(name: &str, text: &str) -> Result<i64, Refusal> {
    let why = || sentence!("'{}' is no place in a photo. Give thousandths of its side, from 0 to 1000.", text);
    text.parse().map_err(|_| Refusal::Misfits(vec![Misfit { field: name.to_owned(), why: why() }]))
}

/// Where an article's page is, with what was done and what would undo it.
pub(crate) fn back(id: ArticleId, said: &str, undo: Option<String>) -> Response {
    let undo = undo.map(|undo| format!("&undo={undo}")).unwrap_or_default();
    Redirect::to(&format!("/newsroom/articles/{id}?said={said}{undo}")).into_response()
}
