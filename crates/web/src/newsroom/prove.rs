//! Proving again who one is, before accounts, tokens and settings are changed.

use crate::newsroom::page::context;
use axum::Json;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::Refusal;
use broadsheet_desk::account::{password, session};
use serde_json::{Value, json};

use crate::guard::{At, Kept, kept_to_oneself};
use crate::newsroom::fields::Fields;
use crate::newsroom::page;
use crate::newsroom::sign_in::{asked, inside, no_passkeys, refused};

/// The form.
pub(crate) async fn form(at: At, RawQuery(query): RawQuery) -> Response {
    shown(&at, &Kept::default(), Fields::of_query(query.as_deref()).get("next"), None)
}

/// The form, for who has sent something that wants it: that stays in the page.
pub(crate) fn again(at: &At, kept: Kept) -> Response {
    shown(at, &kept, None, None)
}

/// Proves it by the password.
pub(crate) async fn with_password(at: At, fields: Fields) -> Response {
    let kept = Kept::within(&fields);
    if let Err(seconds) = at.house.newsroom.tries.take(&at.account.email, &at.session.origin, at.now) {
        let why = page::of(&at).words().say_of("too-many-tries", &[("seconds", seconds.to_string())]);
        return shown(&at, &kept, fields.get("next"), Some(why));
    }
    match proven(&at, fields.text("password")).await {
        Ok(true) => {
            at.house.newsroom.tries.forgive(&at.account.email);
            match kept.path.starts_with("/newsroom/") {
                true => {
                    let page = page::of(&at);
                    let title = page.words().say("proven");
                    page.print("signed_in", &title, kept.shown())
                }
                false => Redirect::to(inside(fields.get("next"))).into_response(),
            }
        }
        Ok(false) => {
            let why = page::of(&at).words().say("wrong-password");
            shown(&at, &kept, fields.get("next"), Some(why))
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

async fn proven(at: &At, given: &str) -> Result<bool, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let right = password::is_of(&reading, at.account.id, given).await?;
    reading.finish();
    if right {
        session::prove(&at.desk(), &at.session, None).await?;
    }
    Ok(right)
}

/// Asks for a passkey.
pub(crate) async fn ask_passkey(at: At) -> Response {
    match &at.house.newsroom.passkeys {
        Some(passkeys) => asked(&page::of(&at), passkeys.ask(at.now)),
        None => no_passkeys(&page::of(&at)),
    }
}

/// Proves it by a passkey.
pub(crate) async fn with_passkey(at: At, Json(answer): Json<Value>) -> Response {
    let Some(passkeys) = &at.house.newsroom.passkeys else {
        return no_passkeys(&page::of(&at));
    };
    let ticket = answer["ticket"].as_str().unwrap_or_default();
    match passkeys.prove(&at.desk(), &at.session, ticket, &answer["answer"]).await {
        Ok(_) => kept_to_oneself(Json(json!({ "next": null })).into_response()),
        Err(refusal) => refused(&page::of(&at), &refusal),
    }
}

fn shown(at: &At, kept: &Kept, next: Option<&str>, why: Option<String>) -> Response {
    let status = if why.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let page = page::of(at).status(status);
    let title = page.words().say("prove");
    let passkeys = at.house.newsroom.passkeys.is_some();
    page.print("prove", &title, context! { kept => kept.shown(), next, why, passkeys, email => at.account.email })
}
