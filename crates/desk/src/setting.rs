//! An administrator changes a setting.

use broadsheet_news::clock::{DateStyle, Zone};
use broadsheet_news::language::Language;
use broadsheet_news::paper::{FeedText, Setting};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Deed, Desk, Done, Refusal, done, named};

/// Saves a setting, if its value is fit.
///
/// # Errors
/// A [`Refusal`] that names the setting and what it takes.
pub async fn save(desk: &Desk<'_>, setting: Setting, value: &Value) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveSetting, None).await?;
    fit(setting, value)?;
    if setting == Setting::Languages {
        let before: Option<Vec<Language>> = transaction.setting(setting).await?;
        let after: Vec<Language> = read(setting, value, "a list of language tags")?;
        keeps_first(before.as_deref().unwrap_or_default(), &after)?;
    }
    transaction.save_setting(setting, value).await?;
    done(transaction, ()).await
}

/// Saves a setting for one of the paper's languages, if its value is fit.
///
/// # Errors
/// A [`Refusal`] where the setting is the same in all languages, or the paper has no such language.
pub async fn save_in(
    desk: &Desk<'_>,
    setting: Setting,
    language: &Language,
    value: &Value,
) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveSetting, None).await?;
    fit(setting, value)?;
    if !setting.is_by_language() {
        return Err(Refusal::Unfit(sentence!(
            "The setting {} is one for all languages. Save it without a language.",
            setting.key()
        )));
    }
    if !transaction.languages().await?.contains(language) {
        return Err(Refusal::Unfit(sentence!("The paper has no edition in {}. Add the language first.", language)));
    }
    transaction.save_setting_in(setting, language, value).await?;
    done(transaction, ()).await
}

/// Whether a setting may have that value.
///
/// # Errors
/// [`Refusal::Unfit`] that names the setting and what it takes.
pub fn fit(setting: Setting, value: &Value) -> Result<(), Refusal> {
    match setting {
        Setting::Name | Setting::DirectoryTitle | Setting::BriefingTitle | Setting::Description => {
            let text: String = read(setting, value, "a text")?;
            if setting == Setting::Name { named("The paper's name", &text) } else { Ok(()) }
        }
        Setting::Zone => {
            let name: String = read(setting, value, "the name of a zone, for example Asia/Taipei")?;
            zone(&name).map(|_| ())
        }
        Setting::Languages => {
            let tags: Vec<String> = read(setting, value, "a list of language tags, for example [\"en\", \"zh-Hant\"]")?;
            languages(&tags).map(|_| ())
        }
        Setting::Address => {
            let text: String = read(setting, value, "an address such as https://news.example")?;
            address(&text)
        }
        Setting::DateStyle => read::<DateStyle>(setting, value, "numeric or locale").map(|_| ()),
        Setting::FeedText => read::<FeedText>(setting, value, "full or summary").map(|_| ()),
        Setting::SecurityContact => {
            let text: String = read(setting, value, "an address such as mailto:security@news.example")?;
            contact(&text)
        }
        Setting::AdsTxt => {
            let text: String = read(setting, value, "the lines of ads.txt")?;
            sellers(&text)
        }
        Setting::Navigation => read::<Vec<i64>>(setting, value, "a list of sections").map(|_| ()),
        Setting::SecondFactor => read::<bool>(setting, value, "true or false").map(|_| ()),
        Setting::SignOnIssuer => provider(&read::<String>(setting, value, "an address such as https://login.example")?),
        Setting::SignOnClient => read::<String>(setting, value, "the client's id").map(|_| ()),
        Setting::SignOnSecret => read::<String>(setting, value, "the client's secret").map(|_| ()),
        Setting::Mail => {
            mail_server(&read::<String>(setting, value, "an address such as smtps://name:password@mail.example")?)
        }
        Setting::MailFrom => sender(&read::<String>(setting, value, "an address such as newsroom@news.example")?),
        Setting::BackupFolder => folder(&read::<String>(setting, value, "the path of a folder")?),
        Setting::BackupDays => {
            let days: i64 = read(setting, value, "a number of days")?;
            let unfit = || Refusal::Unfit("Backups are kept for 1 to 3650 days.".into());
            (1..=3650).contains(&days).then_some(()).ok_or_else(unfit)
        }
    }
}

/// An issuer of OpenID Connect: HTTPS, or on this machine.
fn provider(text: &str) -> Result<(), Refusal> {
    let is_near = |rest: &&str| {
        let host = rest.split('/').next().unwrap_or_default();
        matches!(host.split(':').next(), Some("localhost" | "127.0.0.1"))
    };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://").filter(is_near));
    let fit = text.is_empty() || host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
    fit.then_some(()).ok_or_else(|| {
        Refusal::Unfit(sentence!(
            "'{}' is no address of a provider. Write what it calls its issuer, with https:// before it.",
            text
        ))
    })
}

fn mail_server(text: &str) -> Result<(), Refusal> {
    let fit = text.is_empty() || ["smtp://", "smtps://"].iter().any(|scheme| text.starts_with(scheme));
    fit.then_some(()).ok_or_else(|| {
        Refusal::Unfit("The mail server's address begins with smtps:// or smtp://, and names a host.".into())
    })
}

fn sender(text: &str) -> Result<(), Refusal> {
    let unfit = || Refusal::Unfit(sentence!("'{}' is no e-mail address. Write name@example.com.", text));
    (text.is_empty() || text.contains('@')).then_some(()).ok_or_else(unfit)
}

fn folder(text: &str) -> Result<(), Refusal> {
    let unfit = || Refusal::Unfit(sentence!("'{}' is no whole path. Begin it with a slash, or leave it empty.", text));
    (text.is_empty() || text.starts_with('/')).then_some(()).ok_or_else(unfit)
}

/// The zone of that name.
///
/// # Errors
/// [`Refusal::Unfit`] where the database of zones lists no such name.
pub fn zone(name: &str) -> Result<Zone, Refusal> {
    Zone::named(name).ok_or_else(|| {
        Refusal::Unfit(sentence!(
            "'{}' is no time zone. Use a name of the IANA list, for example Asia/Taipei or Europe/Berlin.",
            name
        ))
    })
}

/// The languages of those tags.
///
/// # Errors
/// [`Refusal::Unfit`] where there is none, one is no tag, or one stands twice.
pub fn languages(tags: &[String]) -> Result<Vec<Language>, Refusal> {
    let mut languages = Vec::new();
    for tag in tags {
        let language = Language::tagged(tag).ok_or_else(|| {
            Refusal::Unfit(sentence!("'{}' is no language. Use a tag such as en, de or zh-Hant.", tag))
        })?;
        if languages.contains(&language) {
            return Err(Refusal::Unfit(sentence!("The language {} stands twice. Name it once.", tag)));
        }
        languages.push(language);
    }
    match languages.is_empty() {
        true => Err(Refusal::Unfit("A paper needs at least one language.".into())),
        false => Ok(languages),
    }
}

/// Whether that is a public address without a slash at its end.
///
/// # Errors
/// [`Refusal::Unfit`] where it is not.
pub fn address(text: &str) -> Result<(), Refusal> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fit = host.is_some_and(|h| {
        !h.is_empty()
            && !h.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control() || "\"'<>?#@".contains(c))
    });
    if fit {
        return Ok(());
    }
    Err(Refusal::Unfit(sentence!("'{}' is no public address. Write it as https://news.example, without a path.", text)))
}

/// RFC 9116, 2.5.3: a way to reach somebody, as a URI. Empty: nobody is named.
fn contact(text: &str) -> Result<(), Refusal> {
    let known =
        ["mailto:", "https://", "tel:"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    if text.is_empty() || known && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(());
    }
    Err(Refusal::Unfit(sentence!(
        "'{}' reaches nobody. Write mailto:security@news.example, or an address that begins with https:// or tel:.",
        text
    )))
}

/// IAB Tech Lab, ads.txt 1.1: each line names a seller, sets a variable, or is a comment.
fn sellers(text: &str) -> Result<(), Refusal> {
    let seller = |said: &str| {
        let fields: Vec<&str> = said.split(',').map(str::trim).collect();
        let relation = fields
            .get(2)
            .is_some_and(|relation| ["DIRECT", "RESELLER"].iter().any(|known| relation.eq_ignore_ascii_case(known)));
        (3..=4).contains(&fields.len()) && relation && fields.iter().all(|field| !field.is_empty())
    };
    let variable = |said: &str| said.split_once('=').is_some_and(|(name, value)| !name.is_empty() && !value.is_empty());
    for line in text.lines() {
        let said = line.split('#').next().unwrap_or_default().trim();
        if !said.is_empty() && !seller(said) && !variable(said) {
            return Err(Refusal::Unfit(sentence!(
                "The line '{}' of ads.txt names no seller. Write: domain, account, DIRECT or RESELLER.",
                line
            )));
        }
    }
    Ok(())
}

/// The first language has no prefix, and addresses are for ever: it stays the first, and none is dropped.
fn keeps_first(before: &[Language], after: &[Language]) -> Result<(), Refusal> {
    let first_kept = before.first().is_none_or(|first| after.first() == Some(first));
    let all_kept = before.iter().all(|language| after.contains(language));
    if first_kept && all_kept {
        return Ok(());
    }
    Err(Refusal::Unfit(
        "The paper's languages stay, and the first stays first, since addresses depend on them. Add others behind."
            .into(),
    ))
}

fn read<T: DeserializeOwned>(setting: Setting, value: &Value, takes: &'static str) -> Result<T, Refusal> {
    serde_json::from_value(value.clone()).map_err(|_| {
        Refusal::Unfit(sentence!(
            "The setting {} takes {}; {} is something else.",
            setting.key(),
            Sentence::from(takes),
            value.to_string()
        ))
    })
}
