//! One's own account: name, password, passkeys, authenticator, sessions and tokens.

use axum::Json;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::account::token::NewToken;
use broadsheet_desk::account::{authenticator as codes, passkey, password as passwords, save_own, session, token};
use broadsheet_desk::{Refusal, Role};
use broadsheet_news::ids::{SectionId, TokenId};
use minijinja::Value;

use crate::newsroom::page::context;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::Value as Json_;

use crate::guard::{At, kept_to_oneself, said};
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Said};
use crate::newsroom::sign_in::{asked, no_passkeys, refused};
use crate::newsroom::times;
use crate::newsroom::words::LANGUAGES;

const HERE: &str = "/newsroom/account";

/// The account's page.
pub(crate) async fn page(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    match shown(&at).await {
        Ok(shown) => {
            let page = page::of(&at).saying_of(fields.get("said"));
            let title = page.words().say("account");
            page.print("account", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

async fn shown(at: &At) -> Result<Value, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    let id = at.account.id;
    let (passkeys, sessions) = (reading.passkeys(id).await?, reading.sessions(id).await?);
    let (tokens, secrets) = (reading.tokens(id).await?, reading.secrets(id).await?);
    let sections = reading.sections_above(0, 1_000).await?;
    reading.finish();
    let time = |at| times::shown(at, &zone);
    let mine = |section: &&broadsheet_news::section::Section| {
        at.account.sections.is_empty() || at.account.sections.contains(&section.id)
    };
    Ok(context! {
        account => context! { name => at.account.name, email => at.account.email, language => at.account.language },
        languages => LANGUAGES.map(|(tag, name, _)| (tag, name)),
        passkeys => passkeys.iter().map(|key| context! { id => key.id, label => key.label, made => time(key.made), used => key.used.map(time) }).collect::<Vec<_>>(),
        takes_passkeys => at.house.newsroom.passkeys.is_some(),
        authenticator => secrets.authenticator.is_some(), recovery => secrets.recovery.len(),
        sessions => sessions.iter().map(|session| context! { id => session.id, begun => time(session.begun), used => time(session.used), origin => session.origin, agent => session.agent, this => session.id == at.session.id }).collect::<Vec<_>>(),
        tokens => tokens.iter().map(|token| context! { id => token.id.0, label => token.label, role => token.role.map(Role::word), expires => token.expires.map(time), made => time(token.made), used => token.used.map(time) }).collect::<Vec<_>>(),
        roles => Role::ALL.into_iter().filter(|role| *role <= at.account.role).map(Role::word).collect::<Vec<_>>(),
        sections => sections.iter().filter(mine).map(|section| context! { id => section.id.0, name => section.name }).collect::<Vec<_>>(),
        zone => zone.name(),
    })
}

/// Saves name and language.
pub(crate) async fn save(at: At, fields: Fields) -> Response {
    let language = LANGUAGES.iter().find(|(tag, ..)| *tag == fields.text("language")).map_or("en", |(tag, ..)| tag);
    done(&at, "account-saved", save_own(&at.desk(), fields.text("name"), language).await)
}

/// Chooses a new password.
pub(crate) async fn password(at: At, fields: Fields) -> Response {
    done(&at, "password-chosen", passwords::choose(&at.desk(), &at.session.id, fields.text("password")).await)
}

/// Asks for a new passkey.
pub(crate) async fn offer_passkey(at: At) -> Response {
    match &at.house.newsroom.passkeys {
        Some(passkeys) => asked(&page::of(&at), passkeys.offer(&at.desk()).await),
        None => no_passkeys(&page::of(&at)),
    }
}

/// Keeps a new passkey.
pub(crate) async fn keep_passkey(at: At, Json(answer): Json<Json_>) -> Response {
    let Some(passkeys) = &at.house.newsroom.passkeys else {
        return no_passkeys(&page::of(&at));
    };
    let text = |name: &str| answer[name].as_str().unwrap_or_default();
    match passkeys.keep(&at.desk(), text("ticket"), text("label"), &answer["answer"]).await {
        Ok(_) => {
            let next = format!("{HERE}?said=passkey-kept");
            kept_to_oneself(Json(serde_json::json!({ "next": next })).into_response())
        }
        Err(refusal) => refused(&page::of(&at), &refusal),
    }
}

/// Takes a passkey away.
pub(crate) async fn remove_passkey(at: At, fields: Fields) -> Response {
    done(&at, "passkey-removed", passkey::remove(&at.desk(), fields.text("id")).await)
}

/// Offers a secret for an authenticator.
pub(crate) async fn authenticator(at: At) -> Response {
    match codes::offered() {
        Ok(secret) => offered(&at, &secret, None),
        Err(refusal) => page::no(&at, &refusal),
    }
}

fn offered(at: &At, secret: &str, why: Option<String>) -> Response {
    let status = if why.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = page::of(at).status(status);
    let title = page.words().say("authenticator");
    let address = codes::address(&at.house.name, &at.account, secret);
    let square = square(&address);
    page.print("authenticator", &title, context! { secret, address, square, why })
}

/// The square that an authenticator reads, as the lines of a drawing: each a row, and where it is dark.
fn square(address: &str) -> Option<Value> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let mut dark = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                dark.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    Some(context! { size => code.size(), dark })
}

/// Keeps an authenticator, and shows its recovery codes this once.
pub(crate) async fn keep_authenticator(at: At, fields: Fields) -> Response {
    let secret = fields.text("secret");
    match codes::keep(&at.desk(), secret, fields.text("code")).await {
        Ok(done) => {
            let page = page::of(&at);
            let title = page.words().say("recovery-codes");
            page.print(
                "secrets",
                &title,
                context! { secrets => done.made, about => "recovery-codes-about", back => HERE },
            )
        }
        Err(Refusal::Unfit(why)) => offered(&at, secret, Some(page::of(&at).words().said(&why))),
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// Lets go of the authenticator.
pub(crate) async fn remove_authenticator(at: At) -> Response {
    done(&at, "authenticator-removed", codes::remove(&at.desk()).await)
}

/// Ends a session, or all but this one.
pub(crate) async fn end_session(at: At, fields: Fields) -> Response {
    let outcome = match fields.get("id") {
        Some(id) => session::end(&at.desk(), id).await,
        None => session::end_others(&at.desk(), &at.session.id).await,
    };
    if fields.get("id") == Some(&at.session.id) && outcome.is_ok() {
        return Redirect::to("/newsroom/sign-in?said=signed-out").into_response();
    }
    done(&at, "session-ended-now", outcome)
}

/// Makes a token, and shows it this once.
pub(crate) async fn make_token(at: At, fields: Fields) -> Response {
    let outcome = async {
        let reading = at.house.newsroom.store.reading().await?;
        let zone = reading.zone().await?;
        reading.finish();
        let new = NewToken {
            label: fields.text("label").to_owned(),
            role: fields.get("role").and_then(Role::of_word),
            sections: fields.all("section").filter_map(|id| id.parse().ok()).map(SectionId).collect(),
            expires: fields.instant("expires", &zone).map_err(Refusal::Unfit)?,
        };
        token::make(&at.desk(), &new).await
    };
    match outcome.await {
        Ok(done) => {
            let page = page::of(&at);
            let title = page.words().say("token");
            page.print("secrets", &title, context! { secrets => [done.made], about => "token-about", back => HERE })
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// Takes a token back.
pub(crate) async fn remove_token(at: At, fields: Fields) -> Response {
    let id = TokenId(fields.number("id").unwrap_or_default());
    done(&at, "token-removed", token::remove(&at.desk(), id).await)
}

fn done<T>(at: &At, word: &'static str, outcome: Result<T, Refusal>) -> Response {
    match outcome {
        Ok(_) => said(HERE, Said(word)),
        Err(refusal) => page::no(at, &refusal),
    }
}
