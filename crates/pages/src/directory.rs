//! The directory: organisations by name, by letter, by kind, by words.

use broadsheet_news::address;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::lists::{Key, List};
use broadsheet_source::{Failure, SeenOrganisation};
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::key::Entries;
use crate::request;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

mod about;
mod found;
mod index;

pub(crate) use about::about;

/// How many organisations stand on one page.
const SHOWN: usize = 200;

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    title: String,
    /// Where words are looked up.
    path: String,
    letters: Vec<Anchor>,
    kinds: Vec<Anchor>,
    /// What is looked up now.
    wanted: String,
    /// Whether this is the directory as a whole.
    whole: bool,
}

#[derive(Serialize)]
pub(crate) struct Directory {
    words: &'static Words,
    groups: Vec<Group>,
    /// Whether organisations were looked for by words.
    searched: bool,
    more: Option<String>,
}

/// Organisations that stand under one letter, or under none.
#[derive(Serialize)]
pub(crate) struct Group {
    label: String,
    id: String,
    organisations: Vec<Listed>,
}

/// An organisation in the list.
#[derive(Serialize)]
pub(crate) struct Listed {
    organisation: Anchor,
    /// The language of its name, where it is not the page's.
    lang: Option<String>,
    kinds: String,
    place: String,
}

impl View for Top {
    const TEMPLATE: &'static str = "directory_top.html";

    fn samples() -> Vec<Self> {
        let sample = |whole, wanted: &str, index: &[Anchor]| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            title: "Directory of <the> Harbour".into(),
            path: "/directory".into(),
            letters: index.to_vec(),
            kinds: index.to_vec(),
            wanted: wanted.to_owned(),
            whole,
        };
        let letter = Anchor { name: "A".into(), href: Some("/directory#a".into()) };
        vec![sample(true, "", &[]), sample(false, "\"port\" & <quay>", &[letter])]
    }
}

impl View for Directory {
    const TEMPLATE: &'static str = "directory.html";

    fn samples() -> Vec<Self> {
        let listed = |said: &str, lang: Option<&str>| Listed {
            organisation: Anchor::to("Port & <Pilots>", "/directory/port"),
            lang: lang.map(str::to_owned),
            kinds: said.to_owned(),
            place: said.to_owned(),
        };
        let group = |label: &str| Group {
            label: label.to_owned(),
            id: label.to_lowercase(),
            organisations: vec![listed("", None), listed("Port's", Some("en"))],
        };
        let sample = |groups, searched, more| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            groups,
            searched,
            more,
        };
        let more = Some("/directory?before=00".into());
        vec![
            sample(Vec::new(), false, None),
            sample(Vec::new(), true, None),
            sample(vec![group(""), group("P")], false, more),
        ]
    }
}

/// The directory of an edition.
pub(crate) fn path(edition: &Edition<'_>) -> String {
    address::encoded(&address::named(&edition.prefix(), "directory"))
}

/// The address of a page of the directory, percent-encoded.
pub(crate) fn addressed(edition: &Edition<'_>, entries: &Entries, after: Option<&Key>) -> String {
    let chosen = match entries {
        Entries::All => None,
        Entries::Group(slug) => Some(("letter", slug)),
        Entries::Kind(slug) => Some(("kind", slug)),
        Entries::Words(words) => Some(("words", words)),
    };
    let chosen = chosen.map(|(name, value)| format!("{name}={}", address::encoded(value)));
    let fields: Vec<String> =
        chosen.into_iter().chain(after.map(|key| format!("before={}", request::written(key)))).collect();
    let path = path(edition);
    if fields.is_empty() { path } else { format!("{path}?{}", fields.join("&")) }
}

/// Whether anything stands there: a letter or a kind of which there is nothing has no page.
pub(crate) async fn has(edition: &Edition<'_>, entries: &Entries) -> Result<bool, Failure> {
    if matches!(entries, Entries::All | Entries::Words(_)) {
        return Ok(true);
    }
    let Some(stretch) = Stretch::of(edition, entries) else { return Ok(false) };
    Ok(!stretch.read(edition, None, 1).await?.is_empty())
}

/// Prints what stands over the organisations: the title, the index, and the box for words.
pub(crate) async fn top(edition: &Edition<'_>, entries: &Entries) -> Result<String, Failure> {
    let whole = *entries == Entries::All;
    let mut steps = trail(edition, None).await?;
    if !whole {
        steps.push(Anchor { name: edition.directory_title(), href: Some(path(edition)) });
    }
    theme::print(
        edition,
        &Top {
            words: edition.words(),
            trail: steps,
            title: title(edition, entries).await?,
            path: path(edition),
            letters: index::letters(edition).await?,
            kinds: index::kinds(edition).await?,
            wanted: if let Entries::Words(words) = entries { words.clone() } else { String::new() },
            whole,
        },
    )
}

/// What a page of the directory is called.
async fn title(edition: &Edition<'_>, entries: &Entries) -> Result<String, Failure> {
    Ok(match entries {
        Entries::All => edition.directory_title(),
        Entries::Group(slug) => {
            let label =
                edition.language.groups().into_iter().find(|group| group.slug == *slug).map(|group| group.label);
            edition.words().titled(edition.directory_title(), label.unwrap_or_default())
        }
        Entries::Kind(slug) => edition.words().titled(edition.directory_title(), index::kind(edition, slug).await?),
        Entries::Words(words) => found::said(edition, words).await?,
    })
}

/// Prints the organisations, by name, after the bound.
pub(crate) async fn print(edition: &Edition<'_>, entries: &Entries, after: Option<&Key>) -> Result<String, Failure> {
    let searched = matches!(entries, Entries::Words(_));
    let (organisations, last) = match entries {
        Entries::Words(words) => (found::found(edition, words).await?.0, None),
        _ => stretch(edition, entries, after).await?,
    };
    let by_letter = *entries == Entries::All;
    let more = last.map(|key| addressed(edition, entries, Some(&key)));
    let groups = grouped(edition, &organisations, by_letter);
    theme::print(edition, &Directory { words: edition.words(), groups, searched, more })
}

/// A page of organisations, and the key behind which there are more.
async fn stretch<'s>(
    edition: &Edition<'s>,
    entries: &Entries,
    after: Option<&Key>,
) -> Result<(Vec<SeenOrganisation<'s>>, Option<Key>), Failure> {
    let Some(stretch) = Stretch::of(edition, entries) else { return Ok((Vec::new(), None)) };
    let mut found = stretch.read(edition, after, SHOWN + 1).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let ids: Vec<OrganisationId> = found.iter().map(|(_, id)| OrganisationId(*id)).collect();
    Ok((edition.source.organisations(&ids).await?, found.pop().filter(|_| more).map(|(key, _)| key)))
}

/// A part of a list: what stands behind one key and not behind another.
struct Stretch {
    list: List,
    from: Option<Key>,
    until: Option<Key>,
}

impl Stretch {
    /// Where those entries stand; nothing where no list has them.
    fn of(edition: &Edition<'_>, entries: &Entries) -> Option<Self> {
        let language = &edition.language;
        Some(match entries {
            Entries::All => Self { list: List::directory(language), from: None, until: None },
            Entries::Group(slug) => {
                let mut groups = language.groups().into_iter().skip_while(|group| group.slug != *slug);
                let (group, next) = (groups.next()?, groups.next());
                let until = next.map(|next| Key(next.from));
                Self { list: List::directory(language), from: Some(Key(group.from)), until }
            }
            Entries::Kind(slug) => {
                let (from, until) = Key::word(slug);
                Self { list: List::kinds(language), from: Some(from), until: Some(until) }
            }
            Entries::Words(_) => return None,
        })
    }

    async fn read(&self, edition: &Edition<'_>, after: Option<&Key>, limit: usize) -> Result<Vec<(Key, i64)>, Failure> {
        // A bound outside of it, which somebody made up, is none.
        let after = after.filter(|after| self.from.as_ref().is_none_or(|from| after > &from)).or(self.from.as_ref());
        edition.source.upwards(&self.list, after, self.until.as_ref(), limit).await
    }
}

/// The organisations under the letters of the index, or all under none.
fn grouped(edition: &Edition<'_>, organisations: &[SeenOrganisation<'_>], by_letter: bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let index = if by_letter { edition.language.groups() } else { Vec::new() };
    for organisation in organisations {
        let letter = index::group_of(edition, &index, organisation.name());
        let (label, id) = letter.map_or_else(Default::default, |group| (group.label.clone(), group.slug.clone()));
        let listed = listed(edition, organisation);
        match groups.last_mut() {
            Some(last) if last.id == id => last.organisations.push(listed),
            _ => groups.push(Group { label, id, organisations: vec![listed] }),
        }
    }
    groups
}

fn listed(edition: &Edition<'_>, organisation: &SeenOrganisation<'_>) -> Listed {
    Listed {
        organisation: Anchor::to(organisation.name(), &address::organisation(organisation.slug())),
        lang: edition.foreign(organisation.name()),
        kinds: organisation.kinds().join(edition.words().comma),
        place: organisation.place().clone(),
    }
}
