//! Times in the newsroom: shown in the paper's zone, and read back from forms.

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;

/// `2026-11-25 08:30:05`, in the zone.
pub(crate) fn shown(at: Instant, zone: &Zone) -> String {
    let iso = zone.iso(at);
    iso.get(..19).unwrap_or(&iso).replace('T', " ")
}

/// `2026-11-25T08:30`, as a field of a form wants it.
pub(crate) fn in_field(at: Instant, zone: &Zone) -> String {
    let iso = zone.iso(at);
    iso.get(..16).unwrap_or(&iso).to_owned()
}

/// A time of the zone, as a field of a form writes it, or with an offset of its own.
///
/// # Errors
/// A sentence where it is none, or the clocks of the zone never show it.
pub(crate) fn read(text: &str, zone: &Zone) -> Result<Instant, Sentence> {
    zone.read(text).ok_or_else(|| {
        let short: String = text.chars().take(40).collect();
        sentence!("'{}' is no time. Write it like 2026-11-25T08:30, in the paper's zone ({}).", short, zone.name())
    })
}
