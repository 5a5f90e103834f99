//! Small bodies of every kind, made at random, with hostile words in them.

use broadsheet_news::body::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Words as people and their enemies write them.
pub fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z]{1,6}( [a-z]{1,4}){0,2}",
        2 => "[ -~]{0,8}",
        1 => "\\PC{0,5}",
        1 => "[\\x00-\\x20\\u{7f}-\\u{a0}\\u{2028}a]{0,4}",
        1 => select(HOSTILE),
    ]
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</p></div></aside>",
    "&lt;b&gt; &amp;amp;",
    "<!-- a",
    "-->",
    "]]>",
    "</code></pre>",
    "javascript:alert(1)",
    "[a](javascript:x)",
    "::: photo 7",
    ":::",
    "```",
    "~~~ a",
    "- a",
    "1. a",
    "1) a",
    "# a #",
    "> a",
    "| a | b |",
    "***",
    "a\\",
    "\\*a*",
    "`a``b",
    "**",
    "_a_",
    "— a",
    "    a",
    "<a b='",
    "台灣新聞",
    "مرحبا",
    "e\u{301}",
    "\u{feff}a",
    "=",
    "---",
    "+ a",
    "!",
    "<br>",
    "&",
    "\u{200f}",
    "http://a.example",
];

fn select(from: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(from).prop_map(str::to_owned)
}

fn marks() -> impl Strategy<Value = Marks> {
    let link = proptest::sample::select(
        &["https://a.example/?a=1&b=\"2", "/x", "mailto:a@b.example", "#y", "https://a.example/a_b*(c)[d]"][..],
    );
    let lang = proptest::sample::select(&["fr", "zh-Hant-TW", "ar"][..]);
    let script = prop_oneof![Just(Script::Sub), Just(Script::Super)];
    let some = (
        any::<bool>(),
        any::<bool>(),
        proptest::bool::weighted(0.2),
        option::weighted(0.2, script),
        option::weighted(0.3, link),
        option::weighted(0.2, lang),
    )
        .prop_map(|(strong, emphasis, code, script, link, lang)| Marks {
            strong,
            emphasis,
            code,
            script,
            link: link.and_then(Link::parse),
            lang: lang.and_then(LanguageTag::parse),
        });
    prop_oneof![2 => Just(Marks::none()), 1 => some]
}

pub fn text() -> impl Strategy<Value = Text> {
    let piece = prop_oneof![
        6 => (words(), marks()).prop_map(|(text, marks)| Inline::Run { text, marks }),
        1 => Just(Inline::Break),
    ];
    vec(piece, 0..4).prop_map(Text::new)
}

fn simple() -> BoxedStrategy<BlockKind> {
    let item = (0u8..8, any::<bool>(), text()).prop_map(|(depth, ordered, text)| Item { depth, ordered, text });
    let path = proptest::sample::select(&["watch?v=a&b=1", "a/b/c_d", "~x/1"][..]);
    let provider = proptest::sample::select(Provider::all().collect::<Vec<_>>());
    prop_oneof![
        4 => text().prop_map(|text| BlockKind::Paragraph { text }),
        2 => (2u8..5, text()).prop_map(|(level, text)| BlockKind::Heading { level: level.into(), text }),
        2 => (vec(text(), 0..3), text()).prop_map(|(paragraphs, attribution)| BlockKind::Quote { paragraphs, attribution }),
        2 => vec(item, 0..4).prop_map(|items| BlockKind::List { items }),
        1 => (any::<i64>(), option::of(text())).prop_map(|(photo, caption)| BlockKind::Photo { photo, caption }),
        1 => vec(any::<i64>(), 0..3).prop_map(|photos| BlockKind::Gallery { photos }),
        1 => (provider, path, option::of(words())).prop_map(|(provider, path, title)| BlockKind::Embed {
            provider,
            path: EmbedPath::parse(path).unwrap(),
            title,
        }),
        1 => (any::<bool>(), text(), vec(vec(text(), 0..3), 0..3))
            .prop_map(|(header, caption, rows)| BlockKind::Table { header, caption, rows }),
        1 => ("[a-z+ \"]{0,3}", vec(words(), 0..3))
            .prop_map(|(language, lines)| BlockKind::Code { language, text: lines.join("\n") }),
        1 => Just(BlockKind::Divider),
    ]
    .boxed()
}

fn kind() -> BoxedStrategy<BlockKind> {
    prop_oneof![
        8 => simple(),
        1 => (text(), vec(simple(), 0..3))
            .prop_map(|(title, kinds)| BlockKind::FactBox { title, blocks: Body::of(kinds).blocks }),
        1 => vec(any::<i64>(), 0..3).prop_map(|articles| BlockKind::Related { articles }),
    ]
    .boxed()
}

/// A body in normal form; some blocks have ids of long ago.
pub fn body() -> impl Strategy<Value = Body> {
    let id = option::weighted(0.3, "[a-c]{1,2}").prop_map(|id| id.and_then(|id| BlockId::parse(&id)));
    vec((id, kind()), 0..4).prop_map(Body::with_ids)
}

/// Ids are unique, and the normal form is kept.
pub fn is_sound(body: &Body) -> bool {
    let ids: Vec<_> = body.all_blocks().map(|block| &block.id).collect();
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    unique.len() == ids.len() && body.clone().normalise() == *body
}

proptest! {
    /// An act tells what it saves by what it writes; a page is made from what is read.
    #[test]
    fn a_body_is_read_as_it_was_written(body in body()) {
        let written = serde_json::to_string(&body).expect("JSON");
        let read: Body = serde_json::from_str(&written).expect("a body");
        prop_assert_eq!(serde_json::to_string(&read).expect("JSON"), written);
    }
}
