//! Accounts, as an administrator keeps them.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use broadsheet_desk::account::second;
use broadsheet_desk::account::{Kept, disable as disabled, link as links, make as made, save as saved};
use broadsheet_desk::{Refusal, Role};
use broadsheet_news::account::{Account, Purpose};
use broadsheet_news::ids::{AccountId, PersonId, SectionId};
use broadsheet_news::sentence;
use minijinja::Value;

use crate::newsroom::page::context;

use crate::guard::{At, said};
use crate::newsroom::fields::Fields;
use crate::newsroom::links::{address, send};
use crate::newsroom::page::{self, Said};
use crate::newsroom::times;

/// How many accounts a page lists.
const SHOWN: i64 = 100;

/// A page of the accounts.
pub(crate) async fn page(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let shown = async {
        let reading = at.house.newsroom.store.reading().await?;
        let above = AccountId(fields.number("above").unwrap_or_default());
        let mut accounts = reading.accounts_above(above, SHOWN + 1).await?;
        let more = accounts.len() as i64 > SHOWN;
        accounts.truncate(usize::try_from(SHOWN).unwrap_or_default());
        let next = accounts.last().filter(|_| more).map(|account| account.id.0);
        let choices = choices(&reading).await?;
        reading.finish();
        let rows: Vec<Value> = accounts.iter().map(row).collect();
        Ok::<_, Refusal>(context! { rows, next, ..choices })
    };
    match shown.await {
        Ok(shown) => {
            let page = page::of(&at).saying_of(fields.get("said"));
            let title = page.words().say("accounts");
            page.print("accounts", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

fn row(account: &Account) -> Value {
    context! {
        id => account.id.0, name => account.name, email => account.email, role => account.role.word(), disabled => account.disabled,
        sections => account.sections.iter().map(|id| id.0).collect::<Vec<_>>(), person => account.person.map(|id| id.0),
    }
}

async fn choices(reading: &broadsheet_store::Reading) -> Result<Value, Refusal> {
    let sections = reading.sections_above(0, 1_000).await?;
    let sections: Vec<Value> =
        sections.iter().map(|section| context! { id => section.id.0, name => section.name }).collect();
    Ok(context! { sections, roles => Role::ALL.map(Role::word) })
}

/// One account.
pub(crate) async fn one(at: At, Path(id): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let shown = async {
        let reading = at.house.newsroom.store.reading().await?;
        let account = reading.account(AccountId(id)).await?;
        let account = account.ok_or_else(|| Refusal::Unknown("There is no such account.".into()))?;
        let zone = reading.zone().await?;
        let choices = choices(&reading).await?;
        let person = match account.person {
            Some(person) => reading.person(person).await?.map(|person| person.name),
            None => None,
        };
        reading.finish();
        Ok::<_, Refusal>((
            account.name.clone(),
            context! { account => row(&account), person, made => times::shown(account.made, &zone), ..choices },
        ))
    };
    match shown.await {
        Ok((name, shown)) => page::of(&at).saying_of(fields.get("said")).print("one_account", &name, shown),
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// What the form says of an account.
async fn kept(at: &At, fields: &Fields, language: &str) -> Result<Kept, Refusal> {
    let role = Role::of_word(fields.text("role")).ok_or_else(|| Refusal::Unfit("Choose a role.".into()))?;
    let reading = at.house.newsroom.store.reading().await?;
    let person = match fields.get("person") {
        None => None,
        Some(name) => {
            let found = reading.person_named(name).await?.map(|person| PersonId(person.id.0));
            Some(found.ok_or_else(|| {
                Refusal::Unknown(sentence!(
                    "There is no person called {}. Leave the field empty, or make the person first.",
                    name
                ))
            })?)
        }
    };
    reading.finish();
    Ok(Kept {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        role,
        sections: fields.all("section").filter_map(|id| id.parse().ok()).map(SectionId).collect(),
        person,
        language: language.to_owned(),
    })
}

/// Makes an account, and sends its owner a link; where no mail is set up, the link is shown.
pub(crate) async fn make(at: At, fields: Fields) -> Response {
    let outcome = async {
        let account = made(&at.desk(), &kept(&at, &fields, &at.account.language).await?).await?.made;
        let secret = links::to_account(&at.desk(), Purpose::Welcome, account.id).await?.made;
        Ok::<_, Refusal>((account, secret))
    };
    match outcome.await {
        Ok((account, secret)) => linked(&at, &account, Purpose::Welcome, &secret).await,
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// Says something else of an account.
pub(crate) async fn save(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let outcome = async {
        let language = known(&at, AccountId(id)).await?.language;
        saved(&at.desk(), AccountId(id), &kept(&at, &fields, &language).await?).await
    };
    done(&at, id, "account-saved", outcome.await)
}

async fn known(at: &At, id: AccountId) -> Result<Account, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let account = reading.account(id).await?;
    reading.finish();
    account.ok_or_else(|| Refusal::Unknown("There is no such account.".into()))
}

/// Makes a new link to an account.
pub(crate) async fn link(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let purpose = if fields.text("purpose") == "welcome" { Purpose::Welcome } else { Purpose::Reset };
    let outcome = async {
        let secret = links::to_account(&at.desk(), purpose, AccountId(id)).await?.made;
        Ok::<_, Refusal>((known(&at, AccountId(id)).await?, secret))
    };
    match outcome.await {
        Ok((account, secret)) => linked(&at, &account, purpose, &secret).await,
        Err(refusal) => page::no(&at, &refusal),
    }
}

async fn linked(at: &At, account: &Account, purpose: Purpose, secret: &str) -> Response {
    if send(&at.house, account, purpose, secret).await {
        return said(&format!("/newsroom/accounts/{}", account.id), Said("link-sent"));
    }
    let page = page::of(at);
    let title = page.words().say("account-link");
    let back = format!("/newsroom/accounts/{}", account.id);
    let secrets = [address(&at.house, secret)];
    page.print("secrets", &title, context! { secrets, about => "account-link-about", back })
}

/// Lets nobody sign in by an account any more, or lets them again.
pub(crate) async fn disable(at: At, Path(id): Path<i64>, fields: Fields) -> Response {
    let off = fields.text("state") == "disabled";
    let word = if off { "account-disabled" } else { "account-enabled" };
    done(&at, id, word, disabled(&at.desk(), AccountId(id), off).await)
}

/// Takes away the second proofs of someone who has lost them.
pub(crate) async fn forget_second(at: At, Path(id): Path<i64>) -> Response {
    done(&at, id, "second-forgotten", second::forget(&at.desk(), AccountId(id)).await)
}

fn done<T>(at: &At, id: i64, word: &'static str, outcome: Result<T, Refusal>) -> Response {
    match outcome {
        Ok(_) => said(&format!("/newsroom/accounts/{id}"), Said(word)),
        Err(refusal) => page::no(at, &refusal),
    }
}
