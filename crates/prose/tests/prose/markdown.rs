//! Markdown in and out.

use broadsheet_news::body::*;
use broadsheet_prose::html;
use broadsheet_prose::markdown::{read, read_with, write};
use proptest::prelude::*;

use crate::bodies::{body, is_sound, words};
use crate::schema::outside;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_body_comes_back_from_markdown_with_the_same_blocks(body in body()) {
        let markdown = write(&body);
        let back = read(&markdown);
        prop_assert_eq!(kinds(&back.body), kinds(&body), "{}", markdown);
        prop_assert_eq!(back.problems, vec![]);
    }

    #[test]
    fn any_string_is_read_into_a_sound_body(markdown in soup()) {
        let body = read(&markdown).body;
        prop_assert!(is_sound(&body));
        prop_assert_eq!(outside(&html::write(&body), html::WRITTEN), None);
        prop_assert_eq!(kinds(&read(&write(&body)).body), kinds(&body));
    }
}

/// Signs and words in no order at all.
fn soup() -> impl Strategy<Value = String> {
    let sign = proptest::sample::select(
        &[
            "\n",
            "\n\n",
            "# ",
            "## ",
            "> ",
            "- ",
            "1. ",
            "2) ",
            "  ",
            "    ",
            "```\n",
            "~~~ rust\n",
            "---\n",
            "===\n",
            "**",
            "*",
            "_",
            "`",
            "~~",
            "[a]",
            "(/x \"t\")",
            "![",
            "](",
            ")",
            "[a]: /y\n",
            "[^1]",
            "[^1]: ",
            "| a | b |\n",
            "|---|:-:|\n",
            "\\",
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "<script>",
            "<!-- ",
            "-->",
            "&amp;",
            "<br>",
            "\\\n",
            "<https://a.example>",
        ][..],
    );
    let piece = prop_oneof![3 => sign.prop_map(str::to_owned), 2 => words()];
    prop_oneof![9 => proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}

fn kinds(body: &Body) -> Vec<BlockKind> {
    body.blocks.iter().map(|block| block.kind.clone()).collect()
}

fn sentences(markdown: &str) -> Vec<String> {
    let problems = read(markdown).problems;
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_writers_use_most_looks_as_they_write_it() {
    let markdown = "\
## Rain in Taipei

It **rained** on _Monday_, and [the mayor](/mayor) said \"yes\" - twice.\\
A line.

> Rain.
>
> More.

- one
- two
  1. inner
- three

| City | Rain |
| --- | --- |
| Taipei | 3 |

```rust
let x = 1;
```

---
";
    let read = read(markdown);
    assert_eq!(read.problems, []);
    assert_eq!(
        read.body.blocks.iter().map(|b| b.kind.name()).collect::<Vec<_>>(),
        ["heading", "paragraph", "quote", "list", "table", "code", "divider"]
    );
    assert_eq!(write(&read.body), markdown);
}

#[test]
fn words_that_look_like_signs_stay_words() {
    let body = Body::of(["# 1", "1. one", "- two", "a * b * c", "R&D", "AT&T & co", "<b>"].map(BlockKind::paragraph));
    let markdown = "\\# 1\n\n1\\. one\n\n\\- two\n\na \\* b \\* c\n\nR\\&D\n\nAT\\&T & co\n\n\\<b>\n";
    assert_eq!(write(&body), markdown);
}

#[test]
fn code_in_a_link_that_looks_like_a_definition_stays_a_link() {
    let link = "[<code>\\]:</code>](https://a.example/)\n";
    let body = read(link).body;
    assert_eq!((body.blocks.len(), write(&body)), (1, link.to_owned()));
}

#[test]
fn what_markdown_has_no_sign_for_is_a_line_of_html() {
    let photo = BlockKind::Photo { photo: 7, caption: Some("Rain".into()) };
    let body = Body::with_ids([(BlockId::parse("p"), photo)]);
    assert_eq!(write(&body), "<figure data-block=\"p\" data-photo=\"7\"><figcaption>Rain</figcaption></figure>\n");
    assert_eq!(read(&write(&body)).body, body);
}

#[test]
fn an_image_becomes_a_photo_where_somebody_knows_it() {
    let markdown = "![A *wet* street](/a.jpg)\n\n![Dry](/b.jpg)";
    let found = read_with(markdown, &mut |image| {
        assert!(["A wet street", "Dry"].contains(&image.alt.as_str()));
        (image.src == "/a.jpg").then_some(7)
    });
    assert_eq!(kinds(&found.body), [BlockKind::Photo { photo: 7, caption: None }]);
    assert_eq!(found.problems[0].to_string(), "The image “/b.jpg” was not kept.");
}

#[test]
fn what_was_not_kept_is_told() {
    let markdown = "3. three\n\n[a](javascript:b) ~~old~~ <script>x</script> [c](/d \"Title\")\n\n\
        | a |\n| :-: |\n| b |\n\nWord[^1]\n\n[^1]: The note.\n\n[unused]: /x\n\n```rust line=1\nx\n```\n";
    assert_eq!(
        sentences(markdown),
        [
            "A list that began with another number begins with 1.",
            "The title of a link, “Title”, was not kept.",
            "How the columns of a table are aligned was not kept.",
            "A footnote was kept as an ordinary paragraph.",
            "“line=1”, beside the language of a block of code, was not kept.",
            "The address of “unused” was not kept, because no link uses it.",
            "A link to “javascript:b” was not kept, because readers may not follow it; its words were.",
            "Struck-out words were kept as ordinary words.",
            "A script was not kept.",
        ]
    );
    let text = read(markdown).body.plain_text();
    assert!(text.contains("Word1\n\n1 The note."), "{text}");
}

#[test]
fn deep_nesting_exhausts_no_stack() {
    for sign in ["> ", "- ", "[", "*", "<div>\n\n", "![", "1. "] {
        let markdown = sign.repeat(5_000) + "word";
        let reading = std::thread::Builder::new().stack_size(512 * 1024);
        let read = reading.spawn(move || read(&markdown)).unwrap().join().unwrap();
        assert!(read.body.plain_text().contains("word"), "{sign}");
    }
}
