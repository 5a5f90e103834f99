//! Times as pages print them: which stand near the headline, which are called updates.

mod clock;
mod months;
mod scan;
mod tokens;

pub(super) use scan::all;

use super::kind::Kind;
use super::prose;
use super::recognised::{LocalTime, Recognised};
use super::sheet::Sheet;

/// Words before the time of a change.
const CHANGED: &[&str] = &[
    "updated",
    "update",
    "last updated",
    "modified",
    "last modified",
    "last edited",
    "edited",
    "revised",
    "aktualisiert",
    "stand",
    "zuletzt",
    "mis à jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "oppdatert",
    "opdateret",
    "uppdaterad",
    "päivitetty",
    "aktualizováno",
    "aktualizacja",
    "güncelleme",
    "обновлено",
    "更新",
    "수정",
    "updated on",
];

/// Words before the time of publication.
const OUT: &[&str] = &[
    "published",
    "first published",
    "posted",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publisert",
    "publicerad",
    "publiceret",
    "julkaistu",
    "vydáno",
    "opublikowano",
    "yayın",
    "опубликовано",
    "公開",
    "入力",
    "등록",
    "입력",
    "erstellt",
    "created",
    "date",
];

/// Finds when the article was published and when last changed.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    for at in near(sheet) {
        note(sheet, at, found);
    }
    for at in sheet.tail() {
        changed(sheet, at, found);
    }
    // An article that gives only the day of its change was published then, as far as its page tells.
    found.published = found.published.or(found.updated);
    one_zone(found);
}

/// A page that prints its offset once means it for all its times.
fn one_zone(found: &mut Recognised) {
    let times = [found.published, found.updated];
    let Some(offset) = times.iter().flatten().find_map(|time| time.offset) else { return };
    for time in [&mut found.published, &mut found.updated].into_iter().flatten() {
        time.offset = time.offset.or(time.time.map(|_| offset));
    }
}

/// Where the time of publication stands, best first: below the headline, above it, beside its repetitions, after the text.
fn near(sheet: &Sheet) -> Vec<usize> {
    let Some(headline) = sheet.headline else { return Vec::new() };
    let all = sheet.pieces.len();
    let below = headline + 1..(headline + 16).max(sheet.body.start + 2).min(all);
    let above = (headline.saturating_sub(6)..headline).rev();
    let again = (0..headline).filter(|&at| sheet.norm(at) == sheet.norm(headline)).flat_map(|at| at + 1..at + 5);
    let after = sheet.body.end..(sheet.body.end + 12).min(all);
    let said = (0..all).filter(|&at| says_out(sheet.text(at)));
    below.chain(above).chain(again).chain(after).chain(said).collect()
}

/// Whether a short line calls its time the time of publication.
fn says_out(text: &str) -> bool {
    let low = text.to_lowercase();
    is_time(text) && OUT.iter().any(|word| low.starts_with(word))
}

fn note(sheet: &mut Sheet, at: usize, found: &mut Recognised) {
    let text = sheet.text(at).to_owned();
    if prose::words(&text) > 45 || (prose::words(&text) > 18 && prose::ends_sentence(&text)) {
        return;
    }
    let mut from = 0;
    for time in all(&text) {
        let before = text.get(from..time.start).unwrap_or_default().to_lowercase();
        let is_change = last_of(&before, CHANGED) > last_of(&before, OUT);
        let (slot, kind) =
            if is_change { (&mut found.updated, Kind::Updated) } else { (&mut found.published, Kind::Published) };
        if slot.is_none() {
            *slot = Some(time.time);
            sheet.mark(at, kind);
        }
        from = time.end;
    }
}

/// A time of change stands on its own line after the text, with its word before it.
fn changed(sheet: &mut Sheet, at: usize, found: &mut Recognised) {
    let text = sheet.text(at).to_owned();
    let Some(time) = all(&text).first().cloned() else { return };
    let before = text.get(..time.start).unwrap_or_default().to_lowercase();
    let short = prose::words(&before) <= 4;
    if short && found.updated.is_none() && last_of(&before, CHANGED).is_some() {
        found.updated = Some(time.time);
        sheet.mark(at, Kind::Updated);
    }
}

fn last_of(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.rfind(word)).max()
}

/// Whether a piece is little else than a time.
pub(super) fn is_time(text: &str) -> bool {
    prose::words(text) <= 16 && !all(text).is_empty()
}

/// The time, where a piece is nothing else.
pub(super) fn alone(text: &str) -> Option<LocalTime> {
    let times = all(text);
    let first = times.first()?;
    let rest = text.len().saturating_sub(first.end - first.start);
    (rest <= 16).then_some(first.time)
}
