//! What the head of a page of the directory says.

use broadsheet_news::lists::Key;
use broadsheet_source::Failure;

use super::{addressed, path, title};
use crate::about::About;
use crate::edition::{Anchor, Edition};
use crate::key::Entries;
use crate::structured;
use crate::trail::trail;

/// What the head says. What is looked up by words is nothing to find again.
pub(crate) async fn about(edition: &Edition<'_>, entries: &Entries, after: Option<&Key>) -> Result<About, Failure> {
    let words = edition.words();
    let mut about = About {
        title: title(edition, entries).await?,
        description: words.directory_about.to_owned(),
        kind: "website",
        class: "directory",
        ..About::default()
    };
    if matches!(entries, Entries::Words(_)) {
        return Ok(about);
    }
    let here = addressed(edition, entries, after);
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor { name: edition.directory_title(), href: Some(path(edition)) });
    if *entries != Entries::All {
        steps.push(Anchor { name: about.title.clone(), href: Some(here.clone()) });
    }
    about.data = vec![
        structured::collection(edition, &about.title, words.directory_about, &here).into(),
        structured::breadcrumbs(edition, &steps),
    ];
    // A letter of one language is none of another.
    if !matches!(entries, Entries::Group(_)) && after.is_none() {
        about.alternates = edition.in_each(|other| addressed(other, entries, None));
    }
    if after.is_some() {
        about.title = words.titled(about.title, words.directory_more);
    }
    about.path = Some(here);
    Ok(about)
}
