//! What the elements of other people's HTML mean to us.

use broadsheet_news::body::{LanguageTag, Level, Link, Marks, Script};
use broadsheet_news::sentence;
use scraper::node::Element;

use crate::problem::{Problems, short};

/// What to do at an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Its words are not text; leave it out, and say so if it has a name.
    Omit(Option<&'static str>),
    /// A crosshead.
    Heading(Level),
    /// Begins and ends a paragraph.
    Apart,
    Quote,
    List {
        ordered: bool,
    },
    Item,
    Table,
    Row,
    Cell,
    Caption,
    Figure,
    Code,
    Aside,
    Divider,
    Image,
    Frame,
    Break,
    /// Its words belong to the text around it.
    Inside,
}

pub(super) fn meaning(name: &str) -> Meaning {
    match name {
        "script" => Meaning::Omit(Some("script")),
        "style" | "link" | "meta" | "head" | "title" | "base" | "template" | "noscript" => Meaning::Omit(None),
        "object" | "embed" | "applet" => Meaning::Omit(Some("plug-in")),
        "video" => Meaning::Omit(Some("film")),
        "audio" => Meaning::Omit(Some("sound")),
        "canvas" | "svg" => Meaning::Omit(Some("drawing")),
        "math" => Meaning::Omit(Some("formula")),
        "input" | "select" | "textarea" | "button" | "datalist" => Meaning::Omit(Some("form field")),
        "frame" | "frameset" | "noframes" => Meaning::Omit(Some("frame")),
        "h1" | "h2" => Meaning::Heading(Level::Two),
        "h3" => Meaning::Heading(Level::Three),
        "h4" | "h5" | "h6" => Meaning::Heading(Level::Four),
        "blockquote" => Meaning::Quote,
        "ul" | "menu" | "dir" => Meaning::List { ordered: false },
        "ol" => Meaning::List { ordered: true },
        "li" => Meaning::Item,
        "table" => Meaning::Table,
        "tr" => Meaning::Row,
        "td" | "th" => Meaning::Cell,
        "caption" | "figcaption" | "footer" => Meaning::Caption,
        "figure" => Meaning::Figure,
        "pre" | "listing" | "xmp" => Meaning::Code,
        "aside" => Meaning::Aside,
        "hr" => Meaning::Divider,
        "img" | "image" => Meaning::Image,
        "iframe" => Meaning::Frame,
        "br" => Meaning::Break,
        "address" | "article" | "body" | "center" | "dd" | "details" | "dialog" | "div" | "dl" | "dt" | "fieldset"
        | "form" | "header" | "hgroup" | "html" | "legend" | "main" | "nav" | "p" | "search" | "section"
        | "summary" | "tbody" | "tfoot" | "thead" => Meaning::Apart,
        _ => Meaning::Inside,
    }
}

/// The marks inside an element, if they differ from those around it.
pub(super) fn marks_in(element: &Element, around: &Marks, problems: &mut Problems) -> Option<Marks> {
    let mut marks = around.clone();
    let style: String = element.attr("style").unwrap_or("").to_ascii_lowercase().split_whitespace().collect();
    match element.name() {
        // A copied document wraps everything in a bold element that says it is not bold.
        "strong" | "b" => marks.strong |= !style.contains("font-weight:normal") && !style.contains("font-weight:400"),
        "em" | "i" | "cite" | "dfn" | "var" => marks.emphasis |= !style.contains("font-style:normal"),
        "code" | "kbd" | "samp" | "tt" => marks.code = true,
        "sub" => marks.script = Some(Script::Sub),
        "sup" => marks.script = Some(Script::Super),
        "a" => marks.link = link(element, problems).or(marks.link),
        "s" | "strike" | "del" => problems.tell("Struck-out words were kept as ordinary words."),
        "html" | "body" => return None,
        "span" | "font" => styled(&mut marks, &style),
        _ => {}
    }
    if let Some(tag) = element.attr("lang").and_then(LanguageTag::parse) {
        marks.lang = Some(tag);
    }
    (marks != *around).then_some(marks)
}

fn styled(marks: &mut Marks, style: &str) {
    marks.strong |= ["bold", "600", "700", "800", "900"].iter().any(|w| style.contains(&format!("font-weight:{w}")));
    marks.emphasis |= style.contains("font-style:italic");
    if style.contains("vertical-align:super") {
        marks.script = Some(Script::Super);
    } else if style.contains("vertical-align:sub") {
        marks.script = Some(Script::Sub);
    }
}

fn link(element: &Element, problems: &mut Problems) -> Option<Link> {
    let href = element.attr("href")?;
    let link = Link::parse(href);
    if link.is_none() && !href.trim().is_empty() {
        let address = short(href);
        problems.tell(sentence!(
            "A link to “{}” was not kept, because readers may not follow it; its words were.",
            address
        ));
    }
    link
}
