//! The audit log: who did what, when, and from where.

use axum::extract::RawQuery;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use broadsheet_desk::Refusal;
use broadsheet_news::account::Audited;
use broadsheet_news::clock::Zone;
use broadsheet_news::ids::AccountId;
use broadsheet_store::Audit;
use minijinja::Value;

use crate::newsroom::page::context;

use crate::guard::{At, kept_to_oneself};
use crate::newsroom::fields::{Fields, encoded};
use crate::newsroom::page;
use crate::newsroom::times;

/// How many lines a page shows.
const SHOWN: i64 = 100;
/// How many are exported at once.
const AT_ONCE: i64 = 1_000;

fn wanted(fields: &Fields) -> Audit {
    Audit {
        below: fields.number("below"),
        account: fields.number("account").map(AccountId),
        thing: fields.get("thing").map(str::to_owned),
    }
}

/// A page of the log, the newest line first.
pub(crate) async fn page(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let shown = async {
        let reading = at.house.newsroom.store.reading().await?;
        let zone = reading.zone().await?;
        let mut lines = reading.audit(&wanted(&fields), SHOWN + 1).await?;
        reading.finish();
        let more = lines.len() as i64 > SHOWN;
        lines.truncate(usize::try_from(SHOWN).unwrap_or_default());
        let narrowed: Vec<String> = ["account", "thing"]
            .into_iter()
            .filter_map(|name| Some(format!("{name}={}", encoded(fields.get(name)?))))
            .collect();
        let next = lines.last().filter(|_| more).map(|line| format!("{}&below={}", narrowed.join("&"), line.id));
        let rows: Vec<Value> = lines.iter().map(|line| row(line, &zone)).collect();
        let thing = fields.get("thing").unwrap_or_default().to_owned();
        Ok::<_, Refusal>(context! { rows, next, thing, narrowed => narrowed.join("&") })
    };
    match shown.await {
        Ok(shown) => {
            let page = page::of(&at);
            let title = page.words().say("audit");
            page.print("audit", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

fn row(line: &Audited, zone: &Zone) -> Value {
    let article = line.thing.strip_prefix("article:");
    context! {
        at => times::shown(line.at, zone), actor => line.actor, account => line.account.map(|id| id.0), token => line.token.map(|id| id.0),
        origin => line.origin, act => line.act, thing => line.thing, article, change => line.change,
    }
}

/// The whole log, or what it was narrowed to, as CSV (RFC 4180).
pub(crate) async fn export(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    match written(&at, wanted(&fields)).await {
        Ok(text) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
            ];
            kept_to_oneself((headers, text).into_response())
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

async fn written(at: &At, mut wanted: Audit) -> Result<String, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    let mut text = "id,at,account,actor,token,origin,act,thing,change\r\n".to_owned();
    loop {
        let lines = reading.audit(&wanted, AT_ONCE).await?;
        for line in &lines {
            let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
            let fields = [
                line.id.to_string(),
                zone.iso(line.at),
                number(line.account.map(|id| id.0)),
                quoted(&line.actor),
                number(line.token.map(|id| id.0)),
                quoted(&line.origin),
                quoted(&line.act),
                quoted(&line.thing),
                number(line.change),
            ];
            text.push_str(&fields.join(","));
            text.push_str("\r\n");
        }
        match lines.last() {
            Some(last) if lines.len() as i64 == AT_ONCE => wanted.below = Some(last.id),
            _ => break,
        }
    }
    reading.finish();
    Ok(text)
}

/// A field of CSV. A sheet would take what begins with such a sign for a formula: a mark before it says that it is text.
fn quoted(text: &str) -> String {
    let mark = if text.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(super::quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(super::quoted("Ada \"the\" B, C"), "\"Ada \"\"the\"\" B, C\"");
    }
}
