//! Markdown into a body.

use std::collections::HashSet;

use broadsheet_news::body::PhotoId;
use broadsheet_news::sentence;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::Read;
use crate::html::out::escape;
use crate::html::{self, Image};
use crate::problem::{Problems, short};

/// Reads any Markdown. An image that is not one of our photos is reported and not kept.
pub fn read(markdown: &str) -> Read {
    read_with(markdown, &mut |_| None)
}

/// Reads any Markdown, and asks for each image whether it is, or has become, one of our photos.
pub fn read_with(markdown: &str, photo: &mut dyn FnMut(&Image) -> Option<PhotoId>) -> Read {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(markdown, options);
    let mut page = Page::default();
    let mut defined: Vec<String> = parser.reference_definitions().iter().map(|(label, _)| label.to_owned()).collect();
    parser.for_each(|event| page.event(event));
    defined.sort();
    page.tell_unused(&defined);
    let mut read = html::read_with(&page.html, photo);
    read.problems.splice(0..0, page.problems.into_vec());
    read
}

/// The HTML that the Markdown stands for.
#[derive(Default)]
struct Page {
    html: String,
    problems: Problems,
    /// Images being read, whose words are their alternative text.
    images: Vec<Image>,
    /// Labels of definitions that a link or an image used, in small letters.
    used: HashSet<String>,
    /// The label of a footnote whose text comes next.
    footnote: Option<String>,
    in_head: bool,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        if !self.images.is_empty() {
            return self.alternative_text(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => escape(&mut self.html, &words),
            Event::Code(words) => {
                self.html.push_str("<code>");
                escape(&mut self.html, &words);
                self.html.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html.push_str(&html),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>"),
            Event::FootnoteReference(label) => self.note_label(&label),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn alternative_text(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { dest_url, id, .. }) => self.start_image(&dest_url, &id),
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Text(words) | Event::Code(words) => self.describe(&words),
            Event::SoftBreak | Event::HardBreak => self.describe(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.html.push_str("<p>");
                if let Some(label) = self.footnote.take() {
                    self.note_label(&label);
                    self.html.push(' ');
                }
            }
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::List(first) => self.start_list(first),
            Tag::FootnoteDefinition(label) => {
                self.problems.tell("A footnote was kept as an ordinary paragraph.");
                self.footnote = Some(label.into_string());
            }
            Tag::Table(columns) => {
                if columns.iter().any(|column| *column != Alignment::None) {
                    self.problems.tell("How the columns of a table are aligned was not kept.");
                }
                self.html.push_str("<table>");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.html.push_str("<tr>");
            }
            Tag::Link { dest_url, title, id, .. } => {
                self.title_goes(&title);
                self.used.insert(id.to_lowercase());
                self.html.push_str("<a href=\"");
                escape(&mut self.html, &dest_url);
                self.html.push_str("\">");
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.title_goes(&title);
                self.start_image(&dest_url, &id);
            }
            other => self.element("<", other.to_end()),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.end_image(),
            TagEnd::CodeBlock => self.html.push_str("</code></pre>"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.html.push_str("</tr>");
            }
            tag => self.element("</", tag),
        }
    }

    fn element(&mut self, bracket: &str, tag: TagEnd) {
        if let Some(name) = self.name(tag) {
            self.html.push_str(bracket);
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    fn name(&self, tag: TagEnd) -> Option<&'static str> {
        Some(match tag {
            TagEnd::Paragraph => "p",
            TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2) => "h2",
            TagEnd::Heading(HeadingLevel::H3) => "h3",
            TagEnd::Heading(_) => "h4",
            TagEnd::BlockQuote(_) => "blockquote",
            TagEnd::List(true) => "ol",
            TagEnd::List(false) => "ul",
            TagEnd::Item => "li",
            TagEnd::Table => "table",
            TagEnd::TableRow => "tr",
            TagEnd::TableCell if self.in_head => "th",
            TagEnd::TableCell => "td",
            TagEnd::Emphasis => "em",
            TagEnd::Strong => "strong",
            TagEnd::Strikethrough => "del",
            TagEnd::Link => "a",
            _ => return None,
        })
    }

    fn start_code(&mut self, kind: CodeBlockKind<'_>) {
        self.html.push_str("<pre><code");
        let info = match &kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let (language, more) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape(&mut self.html, language);
            self.html.push('"');
        }
        if !more.is_empty() {
            let more = short(more);
            self.problems.tell(sentence!("“{}”, beside the language of a block of code, was not kept.", more));
        }
        self.html.push('>');
    }

    fn start_list(&mut self, first: Option<u64>) {
        if first.is_some_and(|first| first > 1) {
            self.problems.tell("A list that began with another number begins with 1.");
        }
        self.html.push_str(if first.is_some() { "<ol>" } else { "<ul>" });
    }

    fn start_image(&mut self, src: &CowStr<'_>, id: &CowStr<'_>) {
        self.used.insert(id.to_lowercase());
        self.images.push(Image { src: src.to_string(), alt: String::new() });
    }

    fn describe(&mut self, words: &str) {
        if let Some(image) = self.images.last_mut() {
            image.alt.push_str(words);
        }
    }

    fn end_image(&mut self) {
        let Some(image) = self.images.pop() else {
            return;
        };
        if !self.images.is_empty() {
            return self.describe(&image.alt);
        }
        self.html.push_str("<img src=\"");
        escape(&mut self.html, &image.src);
        self.html.push_str("\" alt=\"");
        escape(&mut self.html, &image.alt);
        self.html.push_str("\">");
    }

    fn note_label(&mut self, label: &str) {
        self.html.push_str("<sup>");
        escape(&mut self.html, label);
        self.html.push_str("</sup>");
    }

    fn title_goes(&mut self, title: &str) {
        if !title.trim().is_empty() {
            let title = short(title);
            self.problems.tell(sentence!("The title of a link, “{}”, was not kept.", title));
        }
    }

    fn tell_unused(&mut self, defined: &[String]) {
        for label in defined {
            if !self.used.contains(&label.to_lowercase()) {
                let label = short(label);
                self.problems.tell(sentence!("The address of “{}” was not kept, because no link uses it.", label));
            }
        }
    }
}
