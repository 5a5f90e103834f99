//! The paper itself: its name, languages, zone and the other settings of which readers see something.

use serde::{Deserialize, Serialize};

use crate::clock::DateStyle;
use crate::language::Language;

/// One setting, each a fact of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The paper's name.
    Name,
    /// Its languages, the first without a prefix: a list of tags.
    Languages,
    /// Its time zone: an IANA name.
    Zone,
    /// The public address, `https://example.com`, without a slash at its end.
    Address,
    /// How dates are written: `numeric` or `locale`.
    DateStyle,
    /// The sections in the masthead, in order: a list of ids. Empty: all at the top of the tree.
    Navigation,
    /// The directory's title, for example "Directory of Taiwan".
    DirectoryTitle,
    /// The words of the link to the voice briefing, for example "Alexa".
    BriefingTitle,
    /// A sentence that says what the paper is.
    Description,
    /// How much of an article its feeds hold: `full` or `summary`.
    FeedText,
    /// Whom to tell of a weakness of the site: an address that begins with `mailto:`, `https://` or `tel:`.
    SecurityContact,
    /// Who may sell the paper's advertisements: the lines of ads.txt.
    AdsTxt,
    /// Whether publishers and administrators need a passkey or an authenticator.
    SecondFactor,
    /// The address of the provider that vouches for people at sign-in (OpenID Connect): its issuer, to the letter.
    SignOnIssuer,
    /// What the provider calls the newsroom: the client's id.
    SignOnClient,
    /// What the newsroom shows the provider: the client's secret.
    SignOnSecret,
    /// The server that takes letters, `smtps://name:password@mail.example`; a secret.
    Mail,
    /// The address that letters come from.
    MailFrom,
    /// The folder that a backup is made in each night.
    BackupFolder,
    /// For how many days backups are kept.
    BackupDays,
}

/// What kind of value a setting has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// Several values.
    List,
    /// A number.
    Number,
    /// Yes or no.
    Switch,
    /// One of a few words.
    Choice,
}

/// How much of an article a feed holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedText {
    /// All of it.
    #[default]
    Full,
    /// Its deck, or how it begins.
    Summary,
}

impl Setting {
    /// All settings.
    pub const ALL: [Self; 20] = [
        Self::Name,
        Self::Languages,
        Self::Zone,
        Self::Address,
        Self::DateStyle,
        Self::Navigation,
        Self::DirectoryTitle,
        Self::BriefingTitle,
        Self::Description,
        Self::FeedText,
        Self::SecurityContact,
        Self::AdsTxt,
        Self::SecondFactor,
        Self::SignOnIssuer,
        Self::SignOnClient,
        Self::SignOnSecret,
        Self::Mail,
        Self::MailFrom,
        Self::BackupFolder,
        Self::BackupDays,
    ];

    /// What kind of value it has.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Languages | Self::Navigation => Kind::List,
            Self::AdsTxt | Self::Description => Kind::Text,
            Self::DateStyle | Self::FeedText => Kind::Choice,
            Self::SecondFactor => Kind::Switch,
            Self::BackupDays => Kind::Number,
            _ => Kind::Line,
        }
    }

    /// The words it may have, where it has one of a few.
    #[must_use]
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::DateStyle => &["numeric", "locale"],
            Self::FeedText => &["full", "summary"],
            _ => &[],
        }
    }

    /// Whether its value is told to nobody.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Mail | Self::SignOnSecret)
    }

    /// Whether it is set in each language of the paper by itself.
    #[must_use]
    pub fn is_by_language(self) -> bool {
        matches!(self, Self::DirectoryTitle | Self::BriefingTitle | Self::Description)
    }

    /// Its name for one of the paper's languages: the first has the bare one, as it has the bare addresses.
    #[must_use]
    pub fn key_in(self, language: &Language, languages: &[Language]) -> String {
        match languages.first() == Some(language) || !self.is_by_language() {
            true => self.key().to_owned(),
            false => format!("{}.{language}", self.key()),
        }
    }

    /// The setting's name in the database, the command line and the newsroom.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Languages => "languages",
            Self::Zone => "zone",
            Self::Address => "address",
            Self::DateStyle => "date_style",
            Self::Navigation => "navigation",
            Self::DirectoryTitle => "directory_title",
            Self::BriefingTitle => "briefing_title",
            Self::Description => "description",
            Self::FeedText => "feed_text",
            Self::SecurityContact => "security_contact",
            Self::AdsTxt => "ads_txt",
            Self::SecondFactor => "second_factor",
            Self::SignOnIssuer => "sign_on_issuer",
            Self::SignOnClient => "sign_on_client",
            Self::SignOnSecret => "sign_on_secret",
            Self::Mail => "mail",
            Self::MailFrom => "mail_from",
            Self::BackupFolder => "backup_folder",
            Self::BackupDays => "backup_days",
        }
    }
}

/// What a paper is founded with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// Its name.
    pub name: String,
    /// Its languages, the first without a prefix.
    pub languages: Vec<Language>,
    /// The name of its zone.
    pub zone: String,
    /// Its public address, without a slash at the end; empty: wherever it is served.
    pub address: String,
    /// How dates are written.
    pub date_style: DateStyle,
}
