//! HTML as people paste it.

use broadsheet_news::body::*;
use broadsheet_prose::Read;
use broadsheet_prose::html::{read, read_with};

fn kinds(read: Read) -> Vec<BlockKind> {
    read.body.blocks.into_iter().map(|block| block.kind).collect()
}

fn sentences(html: &str) -> Vec<String> {
    read(html).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn scripts_and_handlers_go_and_are_told() {
    let html = "<p onclick=x()>A<script>b()</script> <a href=\"javascript:c\">word</a></p><video src=d></video><video></video>";
    assert_eq!(kinds(read(html)), [BlockKind::paragraph("A word")]);
    assert_eq!(
        sentences(html),
        [
            "A command tied to an element was not kept.",
            "A script was not kept.",
            "A link to “javascript:c” was not kept, because readers may not follow it; its words were.",
            "A film was not kept. (2 times)",
        ]
    );
}

#[test]
fn a_copied_document_is_not_bold_all_over() {
    let html = "<b style=\"font-weight:normal\"><p><span style=\"font-weight: 700\">Bold</span> and not</p></b>";
    let strong = Marks { strong: true, ..Marks::none() };
    let text = Text::new([Inline::marked("Bold", strong), Inline::plain(" and not")]);
    assert_eq!(kinds(read(html)), [BlockKind::Paragraph { text }]);
}

#[test]
fn two_line_ends_are_a_new_paragraph() {
    assert_eq!(kinds(read("One<br>\n<br>Two<div>Three</div>")), ["One", "Two", "Three"].map(BlockKind::paragraph));
}

#[test]
fn ids_that_stand_twice_are_mended() {
    let body = read("<p data-block=\"a\">One</p><p data-block=\"a\">Two</p><p data-block=\"NO\">Three</p>").body;
    assert_eq!(body.blocks[0].id.as_str(), "a");
    assert_eq!(body, read("<p data-block=\"a\">One</p><p>Two</p><p>Three</p>").body);
}

#[test]
fn a_nested_list_keeps_its_depth() {
    let html = "<ul><li>a<ol><li>b</li><li><p>c</p><p>d</p></li></ol>e</li><li>f</li></ul>";
    let item = |depth, ordered, text: Text| Item { depth, ordered, text };
    let both = Text::new([Inline::plain("c"), Inline::Break, Inline::plain("d")]);
    let items = vec![
        item(0, false, "a".into()),
        item(1, true, "b".into()),
        item(1, true, both),
        item(0, false, "e".into()),
        item(0, false, "f".into()),
    ];
    assert_eq!(kinds(read(html)), [BlockKind::List { items }]);
}

#[test]
fn a_quote_keeps_who_said_it() {
    let html = "<blockquote><p>Rain.</p><p>More.</p><footer>A fisherman</footer></blockquote>";
    let quote =
        BlockKind::Quote { paragraphs: vec!["Rain.".into(), "More.".into()], attribution: "A fisherman".into() };
    assert_eq!(kinds(read(html)), [quote]);
}

#[test]
fn an_image_that_somebody_knows_becomes_a_photo() {
    let html = "<p>Before <img src=\"/a.jpg\"> after</p><figure><img src=\"/a.jpg\"><figcaption>Rain</figcaption></figure><img src=\"/b.jpg\">";
    let found = read_with(html, &mut |image| (image.src == "/a.jpg").then_some(7));
    assert_eq!(found.problems[0].to_string(), "The image “/b.jpg” was not kept.");
    assert_eq!(
        kinds(found),
        [
            BlockKind::paragraph("Before after"),
            BlockKind::Photo { photo: 7, caption: None },
            BlockKind::Photo { photo: 7, caption: Some("Rain".into()) },
        ]
    );
}

#[test]
fn a_film_and_a_post_become_embeds() {
    let html = "<iframe src=\"https://www.youtube.com/embed/abc\" title=\"Storm\"></iframe>\
        <blockquote class=\"twitter-tweet\"><p>Rain!</p><a href=\"https://twitter.com/a/status/1\">May 1</a></blockquote>\
        <iframe src=\"https://ads.example/x\"></iframe>";
    let embed = |address: &str, title: &str| {
        let (provider, path) = Provider::recognise(address).unwrap();
        BlockKind::Embed { provider, path, title: Some(title.into()) }
    };
    let expected = [embed("https://youtu.be/abc", "Storm"), embed("https://x.com/a/status/1", "Rain!May 1")];
    assert_eq!(kinds(read(html)), expected);
    assert_eq!(sentences(html), ["The frame “https://ads.example/x” was not kept."]);
}

#[test]
fn a_table_for_layout_is_no_table_and_a_real_one_is() {
    assert_eq!(
        kinds(read("<table><tr><td><p>One</p><p>Two</p></td></tr></table>")),
        ["One", "Two"].map(BlockKind::paragraph)
    );
    let html = "<table><caption>C</caption><tr><th>a</th><th>b</th></tr><tr><td colspan=2>c</td></tr></table>";
    let rows = vec![vec!["a".into(), "b".into()], vec!["c".into(), Text::default()]];
    assert_eq!(kinds(read(html)), [BlockKind::Table { header: true, caption: "C".into(), rows }]);
    assert_eq!(sentences(html), ["Joined cells of a table were kept as single ones."]);
}

#[test]
fn deep_nesting_exhausts_no_stack() {
    for tag in ["div", "b", "ul><li", "blockquote", "table><tr><td", "span lang=fr", "figure", "q"] {
        let html = format!("<{tag}>").repeat(10_000) + "word";
        let read =
            std::thread::Builder::new().stack_size(512 * 1024).spawn(move || read(&html)).unwrap().join().unwrap();
        assert!(read.body.plain_text().contains("word"), "{tag}");
    }
}
