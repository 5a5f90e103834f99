//! An administrator keeps a section.

use broadsheet_news::address::RESERVED;
use broadsheet_news::ids::SectionId;
use broadsheet_news::section::Section;
use broadsheet_news::sentence;
use broadsheet_news::slug::slug_or;
use broadsheet_store::transaction::Transaction;

use crate::{Deed, Desk, Done, Refusal, done, named};

/// How deep the tree of sections may be.
const DEEPEST: usize = 4;

/// Saves a section. An id of 0 makes a new one; an empty slug is made from the name.
///
/// # Errors
/// A [`Refusal`] where the name or slug is unfit, or the section would be above itself.
pub async fn save(desk: &Desk<'_>, mut section: Section) -> Result<Done<SectionId>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveSection, None).await?;
    named("The section's name", &section.name)?;
    if section.id.0 == 0 {
        section.id = SectionId(transaction.new_id());
    }
    if section.slug.is_empty() {
        section.slug = slug_or(&section.name, &section.id.to_string());
    }
    free(&section.slug)?;
    above(&transaction, &section).await?;
    transaction.save_section(&section).await?;
    done(transaction, section.id).await
}

/// Refuses a slug that a page of ours needs.
pub(crate) fn free(slug: &str) -> Result<(), Refusal> {
    let year = slug.len() == 4 && slug.bytes().all(|b| b.is_ascii_digit());
    if RESERVED.contains(&slug) || year || slug.contains('/') {
        return Err(Refusal::Unfit(sentence!(
            "The address /{} belongs to the paper itself. Choose another slug.",
            slug
        )));
    }
    Ok(())
}

/// Walks up from the section: it must not meet itself, nor climb too far.
async fn above(transaction: &Transaction, section: &Section) -> Result<(), Refusal> {
    let mut next = section.parent;
    for _ in 0..DEEPEST {
        let Some(id) = next else { return Ok(()) };
        if id == section.id {
            return Err(Refusal::Unfit(sentence!(
                "{} cannot be part of itself. Choose another section above it.",
                section.name
            )));
        }
        let parent = transaction.section(id).await?;
        let parent = parent.ok_or_else(|| Refusal::Unknown("The section above it does not exist.".into()))?;
        next = parent.parent;
    }
    Err(Refusal::Unfit(sentence!(
        "{} would stand more than {} sections deep. Choose one nearer the top.",
        section.name,
        DEEPEST
    )))
}
