//! What readers are to have later: an article with its hour, and one that is under embargo.

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::Incoming;

use crate::article::Filed;
use crate::cast::ZONE;
use crate::form::{Flaw, proven};

/// An article on its way, and what an editor has decided about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming {
    /// The article.
    pub article: Incoming,
    /// The instant it waits for.
    pub at: Instant,
    /// Whether it is kept back until then, rather than to go out then.
    pub embargoed: bool,
}

/// Slug, file, and whether it is under embargo.
#[rustfmt::skip]
const FILES: [(&str, &str, bool); 2] = [
    ("tide-walks-begin", include_str!("../articles/tide-walks-begin.md"), false),
    ("heart-trial-results", include_str!("../articles/heart-trial-results.md"), true),
];

/// The articles that readers do not have yet, each as long after `now` as its file says.
///
/// # Panics
/// Where a file of this crate is written wrongly, which its tests would have told.
#[must_use]
pub fn coming(now: Instant) -> Vec<Coming> {
    let zone = Zone::named(ZONE).unwrap_or_else(Zone::utc);
    FILES.map(|(slug, file, embargoed)| proven(read(slug, file, embargoed, now, &zone), slug)).into()
}

fn read(slug: &'static str, file: &'static str, embargoed: bool, now: Instant, zone: &Zone) -> Result<Coming, Flaw> {
    let filed = Filed::read(slug, file, now)?;
    let article = filed.incoming(now, zone, |_| None)?;
    Ok(Coming { article, at: filed.published, embargoed })
}
