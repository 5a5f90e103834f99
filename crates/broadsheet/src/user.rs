//! `broadsheet user`: accounts from the machine itself, for the first of them and for when nobody can sign in.

use broadsheet_desk::account::token::NewToken;
use broadsheet_desk::account::{Kept, disable, link, make, second, token};
use broadsheet_desk::{Actor, Desk, Refusal, Role};
use broadsheet_news::account::{Account, Purpose};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::AccountId;
use broadsheet_news::paper::Setting;
use broadsheet_store::Store;
use broadsheet_web::link_address;
use clap::Subcommand;
use serde::{Deserialize, Serialize};

use crate::complaint::Complaint;
use crate::errand::Errand;
use crate::errands;
use crate::settings::Settings;

/// What is to be done with accounts.
#[derive(Subcommand, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum User {
    /// Make an account; prints the link by which its owner takes it.
    #[command(
        after_help = "Example:\n  broadsheet user add \"Ada Quay\" --email ada@news.example --role editor --section Harbour"
    )]
    Add {
        /// The name that the change log and the audit keep.
        name: String,
        /// The e-mail address by which its owner signs in.
        #[arg(long)]
        email: String,
        /// reporter, editor, publisher or administrator.
        #[arg(long)]
        role: String,
        /// A section that they work in, by its name; all, where none is named.
        #[arg(long)]
        section: Vec<String>,
    },
    /// List all accounts.
    #[command(after_help = "Example:\n  broadsheet user list --data ./newspaper")]
    List,
    /// Print a link by which an account's owner chooses a new password.
    #[command(
        after_help = "Example:\n  broadsheet user reset ada@news.example\n  broadsheet user reset ada@news.example --second-proof"
    )]
    Reset {
        /// Their e-mail address.
        email: String,
        /// Take away their authenticator, recovery codes and passkeys too: they have lost them.
        #[arg(long)]
        second_proof: bool,
    },
    /// Let nobody sign in by an account any more; its sessions and tokens end.
    #[command(
        after_help = "Example:\n  broadsheet user disable ada@news.example\n  broadsheet user disable ada@news.example --undo"
    )]
    Disable {
        /// Their e-mail address.
        email: String,
        /// Let them in again.
        #[arg(long)]
        undo: bool,
    },
    /// Make a token for programs; prints it this once.
    #[command(after_help = "Example:\n  broadsheet user token ada@news.example --label importer --role editor")]
    Token {
        /// Their e-mail address.
        email: String,
        /// What the token is for.
        #[arg(long)]
        label: String,
        /// At most trusted as: reporter, editor, publisher or administrator.
        #[arg(long)]
        role: Option<String>,
    },
}

impl User {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        errands::run(settings, Errand::User { user: self }).await
    }

    /// Does it, and says what came of it.
    pub(crate) async fn act(self, store: &Store) -> Result<String, Complaint> {
        let actor = Actor::at_the_machine("user");
        let desk = Desk { store, actor: &actor, now: Instant::now() };
        match self {
            Self::Add { name, email, role, section } => {
                let kept = Kept {
                    name,
                    email,
                    role: role_of(&role)?,
                    sections: sections(store, &section).await?,
                    person: None,
                    language: "en".to_owned(),
                };
                let account = make(&desk, &kept).await?.made;
                let secret = link::to_account(&desk, Purpose::Welcome, account.id).await?.made;
                Ok(format!(
                    "The account of {} is made. Its owner takes it by this link, which is good for a week:\n{}",
                    account.name,
                    linked(store, &secret).await?
                ))
            }
            Self::List => list(store).await,
            Self::Reset { email, second_proof } => {
                let account = known(store, &email).await?;
                if second_proof {
                    second::forget(&desk, account.id).await?;
                }
                let secret = link::to_account(&desk, Purpose::Reset, account.id).await?.made;
                Ok(format!(
                    "By this link, which is good for an hour, {} chooses a new password:\n{}",
                    account.name,
                    linked(store, &secret).await?
                ))
            }
            Self::Disable { email, undo } => {
                let account = known(store, &email).await?;
                disable(&desk, account.id, !undo).await?;
                Ok(match undo {
                    true => format!("{} may sign in again.", account.name),
                    false => format!("Nobody signs in as {} any more; sessions and tokens have ended.", account.name),
                })
            }
            Self::Token { email, label, role } => {
                let account = known(store, &email).await?;
                let own = Actor::of(&account, "");
                let desk = Desk { actor: &own, ..desk.clone() };
                let role = role.as_deref().map(role_of).transpose()?;
                let new = NewToken { label, role, ..NewToken::default() };
                Ok(token::make(&desk, &new).await?.made)
            }
        }
    }
}

fn role_of(word: &str) -> Result<Role, Complaint> {
    Role::of_word(word)
        .ok_or_else(|| Complaint(format!("'{word}' is no role. Write reporter, editor, publisher or administrator.")))
}

async fn sections(store: &Store, names: &[String]) -> Result<Vec<broadsheet_news::ids::SectionId>, Complaint> {
    let reading = store.reading().await?;
    let all = reading.sections_above(0, 10_000).await?;
    reading.finish();
    let of = |name: &String| {
        let found = all.iter().find(|section| section.name == *name).map(|section| section.id);
        found.ok_or_else(|| Complaint(format!("There is no section called {name}. Write its name as readers see it.")))
    };
    names.iter().map(of).collect()
}

async fn known(store: &Store, email: &str) -> Result<Account, Complaint> {
    let reading = store.reading().await?;
    let found = reading.account_of(&email.trim().to_lowercase()).await?;
    reading.finish();
    found.ok_or_else(|| Complaint(format!("There is no account of {email}. See them all with: broadsheet user list")))
}

async fn list(store: &Store) -> Result<String, Complaint> {
    let reading = store.reading().await?;
    let (mut said, mut above) = (String::new(), AccountId(0));
    loop {
        let some = reading.accounts_above(above, 500).await?;
        let Some(last) = some.last() else { break };
        above = last.id;
        for account in &some {
            let state = if account.disabled { "disabled" } else { "" };
            said.push_str(&format!("{:14} {:32} {} {state}\n", account.role.word(), account.email, account.name));
        }
    }
    reading.finish();
    Ok(if said.is_empty() {
        "There is no account yet: `broadsheet serve` prints a link to the first.".into()
    } else {
        said
    })
}

/// A secret link, whole.
async fn linked(store: &Store, secret: &str) -> Result<String, Refusal> {
    Ok(link_address(&newsroom_at(store, None).await?, secret))
}

/// Where the newsroom is reached: the paper's address by HTTPS, or this machine.
pub(crate) async fn newsroom_at(store: &Store, port: Option<u16>) -> Result<String, Refusal> {
    let reading = store.reading().await?;
    let set: Option<String> = reading.setting(Setting::Address).await?;
    reading.finish();
    let local = format!("http://localhost:{}", port.unwrap_or(8080));
    Ok(set.filter(|address| address.starts_with("https://")).unwrap_or(local))
}
