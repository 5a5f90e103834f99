//! The deck: the sentence right below the headline, before anything else of the head.

use super::kind::Kind;
use super::recognised::Recognised;
use super::sheet::Sheet;
use super::{caption, furniture, prose};

/// How many pieces below the headline the deck may stand; further down it is a caption or text.
const REACH: usize = 4;

/// Finds the deck between headline and text.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    for at in sheet.head().take(REACH) {
        // What is known already ends the place for a deck: it never stands below byline, time or count.
        if !sheet.free(at) {
            if sheet.kinds.get(at) == Some(&Some(Kind::Headline)) {
                continue;
            }
            return;
        }
        let text = sheet.text(at);
        let bullet = sheet.pieces.get(at).is_some_and(|piece| piece.bullet.is_some());
        let fits = (5..=70).contains(&prose::words(text)) && !bullet;
        if fits && !furniture::is_furniture(sheet, at) && !caption::is_caption(sheet, at) {
            found.deck = text.to_owned();
            sheet.mark(at, Kind::Deck);
            return;
        }
    }
}
