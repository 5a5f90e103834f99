//! Previews: the paper as readers would have it, printed from an act that is rolled back. Nobody keeps one.

use std::sync::Arc;

use crate::newsroom::visitor;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use broadsheet_desk::account::link;
use broadsheet_desk::{Refusal, preview};
use broadsheet_news::account::Purpose;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_press::{Coding, Printed};
use broadsheet_store::source::Source;

use crate::guard::{At, kept_to_oneself};
use crate::newsroom::fields::Fields;
use crate::newsroom::{page, settings};
use crate::{House, answer};

/// An article's page as it would be, or another page of the paper with it (`page=/`), now or at another instant (`at=`).
pub(crate) async fn article(at: At, Path(id): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let outcome = async {
        let reading = at.house.newsroom.store.reading().await?;
        let zone = reading.zone().await?;
        reading.finish();
        let when = fields.instant("at", &zone).map_err(Refusal::Unfit)?.unwrap_or(at.now).max(at.now);
        let (source, address) = preview::of(&at.desk(), ArticleId(id), when).await?;
        printed(&at.house, source, fields.get("page").unwrap_or(&address), when).await
    };
    match outcome.await {
        Ok(printed) => shown(&printed),
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// The front page as it would be if a setting had the value that is typed.
pub(crate) async fn setting(at: At, fields: Fields) -> Response {
    let outcome = async {
        let (wanted, language, value) = settings::typed(&fields)?;
        let source = preview::of_setting(&at.desk(), wanted, language.as_ref(), &value).await?;
        let front = match &language {
            Some(language) => {
                broadsheet_news::address::front(&broadsheet_news::address::prefix(language, source.languages()))
            }
            None => "/".to_owned(),
        };
        printed(&at.house, source, &front, at.now).await
    };
    match outcome.await {
        Ok(printed) => shown(&printed),
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// The same for who has a secret link.
pub(crate) async fn by_link(
    State(house): State<Arc<House>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    let now = Instant::now();
    let outcome = async {
        let reading = house.newsroom.store.reading().await?;
        let link = link::of(&reading, &secret, now).await?.filter(|link| link.purpose == Purpose::Preview);
        reading.finish();
        let link = link.ok_or_else(|| {
            Refusal::Unknown("This link is not good any more. Ask the newsroom for a new one.".into())
        })?;
        let (source, address) = preview::by_link(&house.newsroom.store, ArticleId(link.about), now).await?;
        printed(&house, source, &address, now).await
    };
    match outcome.await {
        Ok(printed) => shown(&printed),
        Err(refusal) => page::for_anyone(&house, visitor::language(&headers)).no(&refusal),
    }
}

async fn printed(house: &House, source: Source, path: &str, now: Instant) -> Result<Printed, Refusal> {
    Ok(house.press.print_from(source, path, now).await?)
}

fn shown(printed: &Printed) -> Response {
    let body = printed.bytes_in(Coding::Identity);
    kept_to_oneself(answer::page(StatusCode::OK, printed.media_type, &printed.theme, body))
}
