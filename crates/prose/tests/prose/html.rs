//! Our canonical HTML: out and in again.

use broadsheet_prose::html::{RENDERED, WRITTEN, read, render, write};
use proptest::prelude::*;

use crate::bodies::{body, is_sound};
use crate::public_page::Hostile;
use crate::schema::outside;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_body_comes_back_from_html_as_the_same_body(body in body()) {
        let html = write(&body);
        let back = read(&html);
        prop_assert_eq!(&back.body, &body, "{}", html);
        prop_assert_eq!(back.problems, vec![]);
    }

    #[test]
    fn nothing_outside_the_schema_comes_out(body in body(), words in crate::bodies::words()) {
        prop_assert_eq!(outside(&write(&body), WRITTEN), None);
        prop_assert_eq!(outside(&render(&body, &Hostile(words)), RENDERED), None);
    }

    #[test]
    fn any_string_is_read_into_a_sound_body(html in soup()) {
        let read = read(&html);
        prop_assert!(is_sound(&read.body));
        prop_assert_eq!(outside(&write(&read.body), WRITTEN), None);
    }

    #[test]
    fn what_was_read_once_comes_back_the_same(html in soup()) {
        let once = read(&html).body;
        prop_assert_eq!(read(&write(&once)).body, once);
    }
}

/// Tags and words in no order at all.
fn soup() -> impl Strategy<Value = String> {
    let tag = proptest::sample::select(
        &[
            "p",
            "div",
            "h1",
            "h2",
            "h4",
            "blockquote",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "td",
            "th",
            "caption",
            "figure",
            "figcaption",
            "pre",
            "code",
            "aside class=fact-box",
            "p class=fact-box-title",
            "hr",
            "br",
            "strong",
            "em",
            "q",
            "cite",
            "a href=javascript:x",
            "a href='/x'",
            "a href=data:text/html,x",
            "span lang=fr",
            "script",
            "style",
            "svg",
            "math",
            "select",
            "template",
            "iframe src=//youtu.be/a",
            "img src=x onerror=y",
            "footer",
            "textarea",
            "title",
            "form",
            "p data-block=a",
            "div data-block=a",
            "li data-block=b",
            "aside class=fact-box data-block=a",
            "div data-gallery='1 2'",
            "figure data-photo=3",
            "table data-block=b",
            "p data-embed=x data-path=a",
            "td colspan=3",
            "plaintext",
            "noscript",
        ][..],
    );
    let piece = prop_oneof![
        3 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        2 => tag.prop_map(|tag| format!("</{}>", tag.split(' ').next().unwrap_or(""))),
        2 => crate::bodies::words(),
    ];
    prop_oneof![9 => proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}
