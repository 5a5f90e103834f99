//! The paper's settings, each with a sentence, checked before it is saved.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use broadsheet_desk::{Refusal, setting};
use broadsheet_news::clock::Zone;
use broadsheet_news::language::Language;
use broadsheet_news::paper::{Kind, Setting};
use broadsheet_news::sentence;
use minijinja::Value;

use crate::newsroom::page::context;
use serde_json::json;

use crate::guard::{At, said};
use crate::newsroom::Letter;
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Said};
use crate::newsroom::times;

/// The settings.
pub(crate) async fn page(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    shown(&at, &fields, None).await
}

async fn shown(at: &At, fields: &Fields, refused: Option<(&str, &str, &Refusal)>) -> Response {
    let rows = async {
        let reading = at.house.newsroom.store.reading().await?;
        let (set, languages) = (reading.settings().await?, reading.languages().await?);
        let zone = reading.zone().await?;
        reading.finish();
        let mut rows = Vec::new();
        for setting in Setting::ALL {
            for (of, key) in editions(setting, &languages) {
                let (typed, why) = match refused {
                    Some((known, typed, why)) if known == key => {
                        (Some(typed.to_owned()), Some(page::of(at).words().refused(why)))
                    }
                    _ => (None, None),
                };
                let value = if setting.is_secret() { None } else { set.get(&key) };
                rows.push(context! {
                    key, setting => setting.key(), edition => of.map(|language| language.tag().to_owned()), why,
                    kind => kind_word(setting), value => typed.unwrap_or_else(|| written(setting, value)),
                    is_set => set.contains_key(&key), secret => setting.is_secret(), choices => setting.choices(),
                });
            }
        }
        Ok::<(Vec<Value>, Zone), Refusal>((rows, zone))
    };
    match rows.await {
        Ok((rows, zone)) => {
            let status = refused.map_or(StatusCode::OK, |(.., refusal)| page::status_of(refusal));
            let page = page::of(at).status(status).saying_of(fields.get("said"));
            let title = page.words().say("settings");
            let backed_up = (at.house.newsroom.backed_up)().map(|made| times::shown(made, &zone));
            page.print("settings", &title, context! { rows, backed_up, email => at.account.email })
        }
        Err(refusal) => page::no(at, &refusal),
    }
}

/// The languages that a setting is set in, each with its key; one where it is the same in all.
fn editions(setting: Setting, languages: &[Language]) -> Vec<(Option<&Language>, String)> {
    match setting.is_by_language() {
        true => languages.iter().map(|language| (Some(language), setting.key_in(language, languages))).collect(),
        false => vec![(None, setting.key().to_owned())],
    }
}

fn kind_word(setting: Setting) -> &'static str {
    match setting.kind() {
        Kind::Line => "line",
        Kind::Text => "text",
        Kind::List => "list",
        Kind::Number => "number",
        Kind::Switch => "switch",
        Kind::Choice => "choice",
    }
}

/// A value as its field has it.
fn written(setting: Setting, value: Option<&serde_json::Value>) -> String {
    match (setting.kind(), value) {
        (_, None) => String::new(),
        (Kind::List, Some(serde_json::Value::Array(all))) => {
            let all: Vec<String> =
                all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect();
            all.join("\n")
        }
        (_, Some(serde_json::Value::String(text))) => text.clone(),
        (_, Some(other)) => other.to_string(),
    }
}

/// What a field says, as a value.
fn read(setting: Setting, text: &str) -> serde_json::Value {
    let text = text.replace("\r\n", "\n");
    match setting.kind() {
        Kind::List => {
            let one = |line: &str| line.parse::<i64>().map_or_else(|_| json!(line), |number| json!(number));
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(one).collect()
        }
        Kind::Number => text.trim().parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        Kind::Switch => json!(text == "true"),
        Kind::Line | Kind::Choice => json!(text.trim()),
        Kind::Text => json!(text),
    }
}

/// The setting that a form names, the edition that it is for, and the value that is typed.
pub(crate) fn typed(fields: &Fields) -> Result<(Setting, Option<Language>, serde_json::Value), Refusal> {
    let named = Setting::ALL.into_iter().find(|setting| setting.key() == fields.text("setting"));
    let wanted = named.ok_or_else(|| Refusal::Unknown("There is no such setting.".into()))?;
    let unfit = || Refusal::Unfit("Choose one of the paper's languages.".into());
    let language = match fields.get("edition") {
        None => None,
        Some(tag) => Some(Language::tagged(tag).ok_or_else(unfit)?),
    };
    Ok((wanted, language, read(wanted, fields.text("value"))))
}

/// Saves one setting.
pub(crate) async fn save(at: At, fields: Fields) -> Response {
    let key = fields.text("key").to_owned();
    let outcome = async {
        let (wanted, language, value) = typed(&fields)?;
        match language {
            None => setting::save(&at.desk(), wanted, &value).await,
            Some(language) => setting::save_in(&at.desk(), wanted, &language, &value).await,
        }
    };
    match outcome.await {
        Ok(_) => said(&format!("/newsroom/settings?at={key}"), Said("setting-saved")),
        Err(Refusal::Failed(failure)) => page::of(&at).failed(&failure),
        Err(refusal) => shown(&at, &fields, Some((&key, fields.text("value"), &refusal))).await,
    }
}

/// Sends a letter to whoever asks, to see whether mail is set up well.
pub(crate) async fn letter(at: At) -> Response {
    let words = page::of(&at).words();
    let given = [("name", at.account.name.clone()), ("paper", at.house.name.clone())];
    let letter = Letter {
        to: at.account.email.clone(),
        subject: words.say_of("letter-test-subject", &given),
        text: words.say_of("letter-test-text", &given),
    };
    match at.house.newsroom.post.send(letter).await {
        Ok(()) => said("/newsroom/settings", Said("letter-sent")),
        Err(why) => page::of(&at).refused(StatusCode::BAD_GATEWAY, &sentence!("The letter was not sent. {}", why)),
    }
}
