//! Every template is printed with every sample, and what comes out is balanced.

use std::collections::BTreeSet;

use super::{Dress, Files, Theme};

/// Elements that have no end.
const VOID: [&str; 8] = ["meta", "link", "img", "input", "source", "br", "hr", "wbr"];

/// Templates that open what a later part of the same page closes, with what stays open (`+`) or is closed (`-`).
const FRAMES: [(&str, &str); 6] = [
    ("head.html", "+html+head"),
    ("opening.html", "-head+body"),
    ("masthead.html", "+main"),
    ("closing.html", "-main-body-html"),
    ("article_top.html", "+article+header"),
    ("article_text.html", "-header-article"),
];

#[test]
fn every_template_prints_every_sample_balanced() {
    let mut seen = BTreeSet::new();
    for (template, text) in super::views::print_all(&Theme::harbour()).unwrap_or_else(|flaw| panic!("{flaw}")) {
        check(template, &text);
        seen.insert(template);
    }
    assert_eq!(seen.len(), super::templates::ALL.len(), "a template has no samples");
}

fn check(template: &str, text: &str) {
    let frame = FRAMES.iter().find(|(name, _)| *name == template).map_or("", |(_, frame)| frame);
    let left = unbalanced(text).unwrap_or_else(|why| panic!("{template}: {why}\n{text}"));
    assert_eq!(left, frame, "{template} leaves elements open\n{text}");
    assert!(!text.contains("<b>alert") && !text.contains("<script>alert"), "{template} lets a script through");
    assert!(!text.contains(" style=") && !text.contains("&amp;amp;"), "{template}");
}

/// What a text opens (`+`) and closes (`-`) beyond itself, or where it is crossed.
fn unbalanced(text: &str) -> Result<String, String> {
    let (mut open, mut closed): (Vec<&str>, String) = (Vec::new(), String::new());
    for piece in text.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or_else(|| format!("<{piece} does not end"))?;
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        if tag.starts_with(['!', '?']) || VOID.contains(&name) || tag.ends_with('/') {
            continue;
        }
        match (tag.starts_with('/'), open.last()) {
            (false, _) => open.push(name),
            (true, Some(last)) if *last == name => drop(open.pop()),
            (true, Some(last)) => return Err(format!("</{name}> inside <{last}>")),
            (true, None) => closed.push_str(&format!("-{name}")),
        }
    }
    Ok(open.iter().fold(closed, |out, name| out + "+" + name))
}

#[test]
fn the_faces_weigh_at_most_sixty_kilobytes_together() {
    let fonts: usize =
        Theme::harbour().assets().iter().filter(|a| a.media_type == "font/woff2").map(|a| a.bytes.len()).sum();
    assert!(fonts <= 60_000, "{fonts}");
}

#[test]
fn every_file_the_style_asks_for_is_there() {
    let theme = Theme::harbour();
    let style = [Dress::Article, Dress::Section].map(|dress| theme.style(dress).as_str().to_owned()).concat();
    let asked = style.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    for path in asked {
        assert!(theme.assets().iter().any(|asset| asset.path == path), "{path}");
    }
}

fn folder(files: &[(&str, &str)]) -> Files {
    Files(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
}

/// What is said of a folder that is not used.
fn flaw(files: &[(&str, &str)]) -> String {
    Theme::replacing(&folder(files)).expect_err("a flaw").to_string()
}

#[test]
fn a_folder_replaces_a_template_and_adds_what_it_includes() {
    let files =
        [("templates/readers.html", "<b>{{ readers }}</b>{% include \"bell.html\" %}"), ("templates/bell.html", "!")];
    let theme = Theme::replacing(&folder(&files)).expect("a theme");
    let printed = super::views::print_all(&theme).expect("prints");
    assert!(printed.iter().any(|(name, text)| *name == "readers.html" && text == "<b>12,345 readers</b>!"));
    let differ = |name: &str| theme.hashes[name] != Theme::harbour().hashes[name];
    assert!(differ("readers.html") && !differ("closing.html"));
}

#[test]
fn a_folder_replaces_a_sheet_and_a_file_and_both_have_new_names() {
    let files = [("styles/print.css", "@media print { nav { display: none } }"), ("images/card.png", "other bytes")];
    let (theme, harbour) = (Theme::replacing(&folder(&files)).expect("a theme"), Theme::harbour());
    assert_ne!(theme.style_hashes().collect::<Vec<_>>(), harbour.style_hashes().collect::<Vec<_>>());
    let style = theme.style(Dress::List);
    assert!(style.as_str().ends_with("@media print{nav{display:none}}"), "{style:?}");
    let card = |theme: &Theme| super::assets::address_of(theme.assets(), "card").to_owned();
    assert_ne!(card(&theme), card(&harbour));
}

#[test]
fn a_broken_file_is_named_with_its_line_and_the_way_out() {
    for (path, text, said) in [
        ("templates/readers.html", "one\n{% if %}", "templates/readers.html, line 2: syntax error: "),
        ("templates/readers.html", "\n\n{{ cuont }}", "templates/readers.html, line 3: undefined value"),
        ("templates/card.html", "\n{{ card.headlin }}", "templates/card.html, line 2: undefined value"),
        ("templates/readers.html", "{% for x in range(99999999) %}{% endfor %}", "templates/readers.html, line 1: "),
        ("templates/reders.html", "", "templates/reders.html: It replaces no template of ours"),
        ("styles/base.css", "a { color: red }\nb { color: red", "styles/base.css, line 2: The bracket that opens"),
        ("styles/base.css", "\n/* x", "styles/base.css, line 2: The comment that begins here"),
        ("styles/base.css", "}", "styles/base.css, line 1: This bracket closes none"),
        ("styles/base.css", "</style>", "styles/base.css, line 1: A style sheet cannot hold"),
        (
            "styles/base.css",
            "a { background: url(%boat%) }",
            "styles/base.css, line 1: The theme has no file called boat",
        ),
        ("styles/bsae.css", "", "styles/bsae.css: There is no such sheet. A theme may replace base.css, "),
        ("images/card.exe", "", "images/card.exe: A theme's files are woff2"),
        ("readme.txt", "", "readme.txt: A theme has the folders"),
    ] {
        assert!(flaw(&[(path, text)]).starts_with(said), "{}", flaw(&[(path, text)]));
    }
}
