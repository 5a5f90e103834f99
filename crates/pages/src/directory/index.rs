//! The index of the directory: the letters and the kinds of which there are organisations, each found by one look.

use broadsheet_news::ids::OrganisationId;
use broadsheet_news::language::Group;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::slug::slug;
use broadsheet_source::Failure;

use super::{SHOWN, Stretch, addressed, path};
use crate::edition::{Anchor, Edition};
use crate::key::Entries;

/// More kinds than this are not listed.
const KINDS: usize = 100;

/// The group that a name stands in.
pub(super) fn group_of<'g>(edition: &Edition<'_>, groups: &'g [Group], name: &str) -> Option<&'g Group> {
    if groups.is_empty() {
        return None;
    }
    holding(groups, &edition.language.sort_key(name))
}

fn holding<'g>(groups: &'g [Group], key: &[u8]) -> Option<&'g Group> {
    groups.get(groups.partition_point(|group| group.from.as_slice() <= key).checked_sub(1)?)
}

/// The letters of which there are names. Where one page has the whole directory, each leads down that page.
pub(super) async fn letters(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let groups = edition.language.groups();
    let list = List::directory(&edition.language);
    let one_page = edition.source.total(&list).await? <= i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let (mut letters, mut after) = (Vec::new(), None);
    while let Some((key, _)) = edition.source.upwards(&list, after.as_ref(), None, 1).await?.pop() {
        let Some(group) = holding(&groups, &key.0) else { break };
        let href = match one_page {
            true => format!("{}#{}", path(edition), group.slug),
            false => addressed(edition, &Entries::Group(group.slug.clone()), None),
        };
        letters.push(Anchor { name: group.label.clone(), href: Some(href) });
        match groups.iter().find(|next| next.from > group.from) {
            Some(next) => after = Some(Key(next.from.clone())),
            None => break,
        }
    }
    Ok(letters)
}

/// The kinds of which there are organisations, in the order of the language.
pub(super) async fn kinds(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let list = List::kinds(&edition.language);
    let (mut found, mut after) = (Vec::new(), None);
    while let Some((key, id)) = edition.source.upwards(&list, after.as_ref(), None, 1).await?.pop() {
        let word = key.its_word();
        after = Some(Key::word(&word).1);
        found.push((word, OrganisationId(id)));
        if found.len() == KINDS {
            break;
        }
    }
    let ids: Vec<OrganisationId> = found.iter().map(|(_, id)| *id).collect();
    let organisations = edition.source.organisations(&ids).await?;
    let mut kinds = Vec::with_capacity(found.len());
    for (word, id) in found {
        let organisation = organisations.iter().find(|organisation| organisation.id() == id);
        let name = organisation.and_then(|organisation| named(organisation.kinds(), &word));
        let href = Some(addressed(edition, &Entries::Kind(word), None));
        kinds.extend(name.map(|name| Anchor { name, href }));
    }
    kinds.sort_by_cached_key(|kind| edition.language.sort_key(&kind.name));
    Ok(kinds)
}

/// What a kind is called, as its first organisation has it.
pub(super) async fn kind(edition: &Edition<'_>, wanted: &str) -> Result<String, Failure> {
    let Some(stretch) = Stretch::of(edition, &Entries::Kind(wanted.to_owned())) else { return Ok(String::new()) };
    let Some((_, id)) = stretch.read(edition, None, 1).await?.pop() else { return Ok(String::new()) };
    let organisation = edition.source.organisation(OrganisationId(id)).await?;
    Ok(organisation.and_then(|organisation| named(organisation.kinds(), wanted)).unwrap_or_default())
}

fn named(kinds: &[String], wanted: &str) -> Option<String> {
    kinds.iter().find(|kind| slug(kind) == wanted).cloned()
}
