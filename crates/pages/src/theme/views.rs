//! Every view, so that a theme can be tried on samples of all that it will have to print.

use super::Theme;
use super::flaw::Flaw;
use crate::theme_view::View;

/// Prints every template with every sample of its view: the template's name, and what came out.
pub(super) fn print_all(theme: &Theme) -> Result<Vec<(&'static str, String)>, Flaw> {
    let mut printed = Vec::new();
    macro_rules! all {
        ($($view:path),* $(,)?) => {$(
            for view in <$view>::samples() {
                let template = <$view as View>::TEMPLATE;
                printed.push((template, theme.printed(&view).map_err(|error| Flaw::of(template, &error))?));
            }
        )*};
    }
    all![
        crate::archive::Archive,
        crate::archive::DayTop,
        crate::article::Top,
        crate::article::Readers,
        crate::article::Text,
        crate::briefing::Page,
        crate::briefing::Rss,
        crate::closing::Closing,
        crate::corrections::Corrections,
        crate::directory::Directory,
        crate::directory::Top,
        crate::feed::Atom,
        crate::feed::Feed,
        crate::front::Shape,
        crate::front::Top,
        crate::head::Head,
        crate::listing::Listing,
        crate::masthead::Masthead,
        crate::opening::Opening,
        crate::organisation::Top,
        crate::out_of_order::OutOfOrder,
        crate::person::Top,
        crate::popular::Popular,
        crate::related::Related,
        crate::search::Page,
        crate::section::Top,
        crate::share::Share,
        crate::standing::Standing,
        crate::topic::Top,
        crate::unfound::Unfound,
    ];
    Ok(printed)
}
