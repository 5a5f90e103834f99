//! What a page is printed from, and an edition: the paper in one language, as a part reads it.

use broadsheet_news::address;
use broadsheet_news::clock::Instant;
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_source::{SeenSection, Source};
use serde::Serialize;

use crate::about::Alternate;
use crate::theme::Theme;
use crate::words::{Words, words};

/// What a page is printed from: the paper as it is read, in a theme.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// Where everything is read.
    pub source: &'r Source,
    /// How it looks.
    pub theme: &'r Theme,
}

impl<'r> Reading<'r> {
    /// The paper in one language.
    pub(crate) fn edition(self, language: &Language) -> Edition<'r> {
        Edition { source: self.source, theme: self.theme, language: language.clone() }
    }
}

/// The paper in one language. Each method reads what it needs and nothing more.
pub(crate) struct Edition<'s> {
    /// Where everything is read.
    pub source: &'s Source,
    /// How it looks.
    pub theme: &'s Theme,
    /// The language.
    pub language: Language,
}

/// A time as a template prints it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Time {
    /// For machines, with the paper's offset.
    pub iso: String,
    /// For readers.
    pub shown: String,
}

/// A linked name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Anchor {
    /// What it is called.
    pub name: String,
    /// Where it leads, or nothing where the name stands alone.
    pub href: Option<String>,
}

impl Anchor {
    /// A name that leads to a path of the paper.
    pub fn to(name: impl Into<String>, path: &str) -> Self {
        Self { name: name.into(), href: Some(address::encoded(path)) }
    }

    /// A name that leads nowhere.
    pub fn bare(name: impl Into<String>) -> Self {
        Self { name: name.into(), href: None }
    }
}

impl<'s> Edition<'s> {
    /// What it is read from and printed in.
    pub fn reading(&self) -> Reading<'s> {
        Reading { source: self.source, theme: self.theme }
    }

    /// The words of the furniture.
    pub fn words(&self) -> &'static Words {
        words(&self.language)
    }

    /// What the directory is called.
    pub fn directory_title(&self) -> String {
        self.titled(Setting::DirectoryTitle, self.words().directory)
    }

    /// The words of the link to the voice briefing.
    pub fn briefing_title(&self) -> String {
        self.titled(Setting::BriefingTitle, self.words().briefing)
    }

    fn titled(&self, setting: Setting, otherwise: &str) -> String {
        let set: Option<String> = self.source.setting_in(setting, &self.language);
        set.filter(|title| !title.is_empty()).unwrap_or_else(|| otherwise.to_owned())
    }

    /// The language of a name that is in another of the paper's, as far as its script tells.
    pub fn foreign(&self, name: &str) -> Option<String> {
        self.language.foreign(name, self.source.languages()).map(|language| language.tag().to_owned())
    }

    /// A page that each edition has; nothing where there is one edition. The paths are percent-encoded.
    pub fn in_each(&self, path: impl Fn(&Edition<'_>) -> String) -> Vec<Alternate> {
        let languages = self.source.languages();
        let alternate = |language: &Language| Alternate {
            tag: language.tag().to_owned(),
            href: self.whole(&path(&self.reading().edition(language))),
        };
        if languages.len() > 1 { languages.iter().map(alternate).collect() } else { Vec::new() }
    }

    /// The prefix of the language's addresses.
    pub fn prefix(&self) -> String {
        address::prefix(&self.language, self.source.languages())
    }

    /// What the paper says of itself.
    pub fn says(&self) -> String {
        let said: String = self.source.setting_in(Setting::Description, &self.language).unwrap_or_default();
        if said.is_empty() { self.source.name() } else { said }
    }

    /// A section's name and its address, which is that of its own language: a person's articles may be of several.
    pub fn section(&self, section: &SeenSection<'_>) -> Anchor {
        let prefix = address::prefix(section.language(), self.source.languages());
        Anchor::to(section.name(), &address::named(&prefix, section.slug()))
    }

    /// The path of the front.
    pub fn front(&self) -> String {
        address::front(&self.prefix())
    }

    /// A link of the paper, already encoded, as a whole address.
    pub fn whole(&self, href: &str) -> String {
        address::absolute(&self.source.address(), href)
    }

    /// A path of the paper as a whole address, percent-encoded.
    pub fn absolute(&self, path: &str) -> String {
        self.whole(&address::encoded(path))
    }

    /// A time, in the paper's zone and style.
    pub fn time(&self, at: Instant) -> Time {
        let zone = self.source.zone();
        Time { iso: zone.iso(at), shown: zone.shown(at, self.source.date_style(), &self.language) }
    }
}
