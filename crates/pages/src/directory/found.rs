//! Organisations by words: those of which every word is said, or one that begins with it.

use std::collections::BTreeSet;

use broadsheet_news::directory;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::lists::{Key, List};
use broadsheet_source::{Failure, SeenOrganisation};

use super::SHOWN;
use crate::edition::Edition;

/// How many words are looked up; more say nothing more.
const WORDS: usize = 8;

/// A word that so many organisations have is not read further: the others choose.
const COMMON: usize = 1_000;

/// What a page of found organisations is called.
pub(super) async fn said(edition: &Edition<'_>, wanted: &str) -> Result<String, Failure> {
    let (found, all) = found(edition, wanted).await?;
    let n = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let words = edition.words();
    Ok(if all { words.directory_found(n, wanted) } else { words.directory_first(n, wanted) })
}

/// The organisations that have all those words, by name, and whether they are all there are.
pub(super) async fn found<'s>(
    edition: &Edition<'s>,
    wanted: &str,
) -> Result<(Vec<SeenOrganisation<'s>>, bool), Failure> {
    let words: Vec<String> = directory::words(wanted).into_iter().take(WORDS).collect();
    let mut chosen: Option<BTreeSet<i64>> = None;
    let (mut common, mut some) = (Vec::new(), BTreeSet::new());
    for word in &words {
        let (from, until) = Key::words_from(word);
        let list = List::directory_words();
        let read = edition.source.upwards(&list, Some(&from), Some(&until), COMMON).await?;
        let full = read.len() == COMMON;
        let members: BTreeSet<i64> = read.into_iter().map(|(_, id)| id).collect();
        if full {
            common.push(word);
            some = members;
        } else {
            chosen = Some(chosen.map_or(members.clone(), |chosen| &chosen & &members));
        }
    }
    let all = chosen.is_some() || common.is_empty();
    let ids: Vec<OrganisationId> = chosen.unwrap_or(some).into_iter().map(OrganisationId).collect();
    let mut found = edition.source.organisations(&ids).await?;
    found.retain(|organisation| common.iter().all(|word| says(organisation, word)));
    found.sort_by_cached_key(|organisation| (edition.language.sort_key(organisation.name()), organisation.id()));
    let all = all && found.len() <= SHOWN;
    found.truncate(SHOWN);
    Ok((found, all))
}

fn says(organisation: &SeenOrganisation<'_>, word: &str) -> bool {
    let said = [organisation.name(), organisation.place(), organisation.description()];
    let said = said.into_iter().chain(organisation.kinds());
    said.flat_map(|text| directory::words(text)).any(|said| said.starts_with(word))
}
