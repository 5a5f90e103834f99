//! The masthead: today's date, briefing, directory, the paper's name, its search, its sections.

use broadsheet_news::address;
use broadsheet_news::clock::shown_day;
use broadsheet_news::ids::SectionId;
use broadsheet_news::paper::Setting;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::theme;
use crate::theme_view::View;
use crate::words::{Words, own_name};

#[derive(Serialize)]
pub(crate) struct Masthead {
    words: &'static Words,
    date: String,
    date_iso: String,
    briefing: Anchor,
    directory: Anchor,
    editions: Vec<Other>,
    name: Anchor,
    search: String,
    sections: Vec<Anchor>,
}

/// The front of another language.
#[derive(Serialize)]
pub(crate) struct Other {
    tag: String,
    front: Anchor,
}

impl View for Masthead {
    const TEMPLATE: &'static str = "masthead.html";

    fn samples() -> Vec<Self> {
        let language = broadsheet_news::language::Language::default();
        let sample = |editions, sections: &[&str]| Self {
            words: crate::words::words(&language),
            date: "2026-11-25".into(),
            date_iso: "2026-11-25".into(),
            briefing: Anchor::to("Alexa", "/briefing"),
            directory: Anchor::to("Directory of <the> Harbour", "/directory"),
            editions,
            name: Anchor::to("The Harbour & Post", "/"),
            search: "/search".into(),
            sections: sections.iter().map(|name| Anchor::to(*name, "/x")).collect(),
        };
        let other = || Other { tag: "zh-Hant".into(), front: Anchor::to("繁體中文", "/zh-hant/") };
        vec![sample(Vec::new(), &[]), sample(vec![other()], &["Politics", "Arts & Letters"])]
    }
}

/// Prints the masthead. It opens the page's main part, which the foot closes.
pub(crate) async fn print(edition: &Edition<'_>) -> Result<String, Failure> {
    let source = edition.source;
    let prefix = edition.prefix();
    let words = edition.words();
    let today = source.today();
    theme::print(
        edition,
        &Masthead {
            words,
            date: shown_day(today, source.date_style(), &edition.language),
            date_iso: today.to_string(),
            briefing: Anchor::to(edition.briefing_title(), &address::named(&prefix, "briefing")),
            directory: Anchor::to(edition.directory_title(), &address::named(&prefix, "directory")),
            editions: others(edition),
            name: Anchor::to(source.name(), &address::front(&prefix)),
            search: address::encoded(&address::search(&prefix)),
            sections: navigation(edition).await?,
        },
    )
}

fn others(edition: &Edition<'_>) -> Vec<Other> {
    let languages = edition.source.languages();
    let other = |language: &broadsheet_news::language::Language| Other {
        tag: language.tag().to_owned(),
        front: Anchor::to(own_name(language), &address::front(&address::prefix(language, languages))),
    };
    languages.iter().filter(|language| **language != edition.language).map(other).collect()
}

/// The sections that an editor put into the masthead, or all at the top of the tree.
pub(crate) async fn navigation(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let source = edition.source;
    let chosen: Vec<SectionId> = source.setting(Setting::Navigation).unwrap_or_default();
    let ids = if chosen.is_empty() { source.sections_below(None, &edition.language).await? } else { chosen };
    let sections = source.sections(&ids).await?;
    let own = sections.iter().filter(|section| *section.language() == edition.language);
    Ok(own.map(|section| edition.section(section)).collect())
}
