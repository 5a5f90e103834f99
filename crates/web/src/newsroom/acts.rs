//! The acts that can be done to an article, each a button of its page.

use crate::newsroom::page::context;
use axum::extract::Path;
use axum::response::Response;
use broadsheet_desk::account::link;
use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{
    Desk, Done, Refusal, article, correction, embargo as embargoes, progress, schedule as schedules,
};
use broadsheet_news::article::State;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_press::Impact;

use crate::guard::At;
use crate::newsroom::article::back;
use crate::newsroom::fields::Fields;
use crate::newsroom::page;

/// Hands an article in, or back.
pub(crate) async fn move_to(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let outcome = async {
        let before = article::open(&at.desk(), id).await?.article.state;
        let state = State::of_word(fields.text("state"));
        let state = state.ok_or_else(|| Refusal::Unfit("Choose draft, in review or ready.".into()))?;
        progress::move_to(&at.desk(), id, state).await?;
        Ok(before)
    };
    answered(&at, id, "moved", outcome.await, |before| Some(format!("state.{}", before.word())))
}

/// Publishes an article's newest revision.
pub(crate) async fn publish(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let how = Publication { substantive: fields.get("substantive").is_some() };
    let outcome = async {
        let before = article::open(&at.desk(), id).await?.article;
        let done = publication::publish(&at.desk(), id, how).await?;
        Ok((before, done.made))
    };
    let outcome = outcome.await;
    let said = match &outcome {
        Ok((_, made)) if made.state == State::Scheduled => "scheduled-by-embargo",
        Ok((before, _)) if before.state == State::Published => "published-again",
        _ => "published",
    };
    answered(&at, id, said, outcome, |(before, made)| match (made.state, before.state, before.published_revision) {
        (State::Scheduled, ..) => Some("schedule".to_owned()),
        (_, State::Published, Some(revision)) => Some(format!("restoration.{revision}")),
        (_, State::Published, None) => None,
        _ => Some("withdrawal".to_owned()),
    })
}

/// Withdraws an article; with its photos, where that is asked for.
pub(crate) async fn withdraw(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let kills = fields.get("kill").is_some();
    let outcome = match kills {
        true => publication::kill(&at.desk(), id).await,
        false => publication::withdraw(&at.desk(), id).await,
    };
    let said = if kills { "killed" } else { "withdrawn" };
    answered(&at, id, said, outcome, |_| (!kills).then(|| "publication".to_owned()))
}

/// Says when an article goes out, or is withdrawn; an empty field lifts that.
pub(crate) async fn schedule(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let withdraws = fields.text("act") == "withdraw";
    let instant = match time(&at, &fields, "at").await {
        Ok(instant) => instant,
        Err(refusal) => return page::no(&at, &refusal),
    };
    let outcome = match withdraws {
        true => schedules::withdraw_at(&at.desk(), id, instant).await,
        false => schedules::publish_at(&at.desk(), id, instant).await,
    };
    let said = match (instant, withdraws) {
        (None, _) => "schedule-lifted",
        (Some(_), true) => "withdrawal-scheduled",
        (Some(_), false) => "scheduled",
    };
    answered(&at, id, said, outcome, |_| instant.filter(|_| !withdraws).map(|_| "schedule".to_owned()))
}

/// Keeps an article from everybody until an instant; an empty field lifts that.
pub(crate) async fn embargo(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let until = match time(&at, &fields, "until").await {
        Ok(until) => until,
        Err(refusal) => return page::no(&at, &refusal),
    };
    let outcome = embargoes::set(&at.desk(), id, until).await;
    let said = if until.is_some() { "embargoed" } else { "embargo-lifted" };
    answered(&at, id, said, outcome, |_| until.map(|_| "embargo".to_owned()))
}

/// Corrects an article in public.
pub(crate) async fn correct(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    let outcome = correction::make(&at.desk(), id, fields.text("text"), fields.text("before")).await;
    answered(&at, id, "corrected", outcome, |_| None)
}

/// What publishing an article would touch.
pub(crate) async fn impact(at: At, Path(id): Path<i64>) -> Response {
    let id = ArticleId(id);
    let outcome = async {
        let open = article::open(&at.desk(), id).await?;
        let impact = of(&at.house.press, &at.desk(), id).await?;
        Ok::<_, Refusal>((open.newest.content.headline, impact))
    };
    match outcome.await {
        Ok((headline, impact)) => {
            let page = page::of(&at);
            let title = page.words().say("impact");
            let pages: Vec<&str> = impact.marked.iter().filter_map(|(key, _)| key.strip_prefix("page ")).collect();
            let shown = context! { id => id.0, headline, pages, impact };
            page.print("impact", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// What publishing an article would touch: the act is rehearsed.
pub(crate) async fn of(press: &broadsheet_press::Press, desk: &Desk<'_>, id: ArticleId) -> Result<Impact, Refusal> {
    let trial = desk.store.rehearsing();
    let rehearsing = Desk { store: &trial, ..desk.clone() };
    let Done { change, .. } = publication::publish(&rehearsing, id, Publication::default()).await?;
    Ok(press.impact(change.number + 1, &change.difference))
}

/// Makes a secret link by which an article can be read before readers have it.
pub(crate) async fn preview_link(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let id = ArticleId(id);
    if fields.get("end").is_some() {
        return answered(&at, id, "links-ended", link::end_previews(&at.desk(), id).await, |_| None);
    }
    let until = match time(&at, &fields, "until").await {
        Ok(until) => until,
        Err(refusal) => return page::no(&at, &refusal),
    };
    match link::to_preview(&at.desk(), id, until).await {
        Ok(done) => {
            let page = page::of(&at);
            let title = page.words().say("preview-link");
            let address = format!("{}/preview/{}", at.house.newsroom.address, done.made);
            let back = format!("/newsroom/articles/{id}");
            page.print("secrets", &title, context! { secrets => [address], about => "preview-link-about", back })
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// A time in a field, in the paper's zone.
async fn time(at: &At, fields: &Fields, name: &str) -> Result<Option<Instant>, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    reading.finish();
    fields.instant(name, &zone).map_err(Refusal::Unfit)
}

fn answered<T>(
    at: &At,
    id: ArticleId,
    said: &str,
    outcome: Result<T, Refusal>,
    undo: impl FnOnce(T) -> Option<String>,
) -> Response {
    match outcome {
        Ok(made) => back(id, said, undo(made)),
        Err(refusal) => page::no(at, &refusal),
    }
}
