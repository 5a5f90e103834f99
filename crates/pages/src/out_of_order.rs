//! The page for when nothing can be read: it asks neither the database nor the clock.

use serde::Serialize;

use crate::theme::{Dress, Theme};
use crate::theme_view::{Markup, View};

#[derive(Serialize)]
pub(crate) struct OutOfOrder {
    name: String,
    style: Markup,
}

impl View for OutOfOrder {
    const TEMPLATE: &'static str = "out_of_order.html";

    fn samples() -> Vec<Self> {
        ["", "The <Harbour> Post"].map(|name| Self { name: name.to_owned(), style: Markup::default() }).into()
    }
}

/// The text of the page that says the paper cannot be shown just now. `name` is the paper's, where it is known.
#[must_use]
pub fn out_of_order(theme: &Theme, name: &str) -> String {
    let view = OutOfOrder { name: name.to_owned(), style: theme.style(Dress::Section) };
    // A template that cannot be printed leaves the sentence.
    theme.text(&view).unwrap_or_else(|_| SENTENCE.to_owned())
}

const SENTENCE: &str =
    "<!DOCTYPE html><title>Out of order</title><p>The page cannot be shown just now. Please try again in a minute.</p>";
