//! The way from the front to a section.

use broadsheet_news::ids::SectionId;
use broadsheet_source::Failure;

use crate::edition::{Anchor, Edition};

/// A tree deeper than this is shown from its nearer end.
const DEEPEST: usize = 6;

/// The front, the sections above, and the section itself.
pub(crate) async fn trail(edition: &Edition<'_>, section: Option<SectionId>) -> Result<Vec<Anchor>, Failure> {
    let mut upwards = Vec::new();
    let mut next = section;
    while let Some(id) = next.filter(|_| upwards.len() < DEEPEST) {
        let Some(section) = edition.source.section(id).await? else { break };
        upwards.push(edition.section(&section));
        next = *section.parent();
    }
    upwards.push(Anchor::to(edition.words().home, &edition.front()));
    upwards.reverse();
    Ok(upwards)
}
