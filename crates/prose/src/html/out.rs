//! Printing HTML: the one place that escapes, and running text.

use broadsheet_news::body::{Inline, Item, Marks, Script, Text};
use broadsheet_news::language::Language;

/// HTML being printed.
#[derive(Debug, Default)]
pub(super) struct Out(String);

impl Out {
    /// Opens an element; its attributes are escaped here.
    pub(super) fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.escape(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    pub(super) fn close(&mut self, tag: &'static str) {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    pub(super) fn line_end(&mut self) {
        self.0.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Words, escaped.
    pub(super) fn words(&mut self, words: &str) {
        self.escape(words);
    }

    /// An element with running text in it.
    pub(super) fn element(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], text: &Text) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// Running text. Neighbours share the elements that they can share, so that a link with a stressed word in it
    /// is one link.
    pub(super) fn text(&mut self, text: &Text) {
        let mut open: Vec<Wrap<'_>> = Vec::new();
        for inline in text.inlines() {
            match inline {
                Inline::Break => self.open("br", &[]),
                Inline::Run { text, marks } => {
                    let wanted = wraps(marks);
                    let shared = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
                    self.unwrap_to(&mut open, shared);
                    for wrap in wanted.into_iter().skip(shared) {
                        self.wrap(&wrap);
                        open.push(wrap);
                    }
                    self.escape(text);
                }
            }
        }
        self.unwrap_to(&mut open, 0);
    }

    /// A list with its nested lists, which are flat in the body.
    pub(super) fn list(&mut self, items: &[Item], attributes: &[(&'static str, &str)]) {
        let mut open: Vec<&'static str> = Vec::new();
        for item in items {
            let depth = usize::from(item.depth) + 1;
            while open.len() > depth {
                self.close("li");
                self.close(open.pop().unwrap_or("ul"));
            }
            if open.len() == depth {
                self.close("li");
            }
            while open.len() < depth {
                let tag = if item.ordered { "ol" } else { "ul" };
                self.open(tag, if open.is_empty() { attributes } else { &[] });
                open.push(tag);
            }
            self.open("li", &[]);
            self.text(&item.text);
        }
        for tag in open.into_iter().rev() {
            self.close("li");
            self.close(tag);
        }
    }

    fn wrap(&mut self, wrap: &Wrap<'_>) {
        match wrap {
            Wrap::Link(to) => self.open("a", &[("href", to)]),
            Wrap::Lang(tag) => match Language::tagged(tag).map(|language| language.direction()) {
                // It runs its own way, and what stands beside it is not drawn in.
                Some("rtl") => self.open("span", &[("lang", tag), ("dir", "rtl")]),
                _ => self.open("span", &[("lang", tag)]),
            },
            Wrap::Plain(tag) => self.open(tag, &[]),
        }
    }

    fn unwrap_to(&mut self, open: &mut Vec<Wrap<'_>>, length: usize) {
        for wrap in open.drain(length..).rev() {
            self.close(wrap.tag());
        }
    }

    fn escape(&mut self, text: &str) {
        escape(&mut self.0, text);
    }
}

/// Adds words to HTML so that they stay words, also inside an attribute.
pub(crate) fn escape(html: &mut String, words: &str) {
    let mut written = 0;
    // All four are one byte, and no part of another letter.
    for (at, byte) in words.bytes().enumerate() {
        let escape = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&words[written..at]);
        html.push_str(escape);
        written = at + 1;
    }
    html.push_str(&words[written..]);
}

/// An element around a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrap<'a> {
    /// Leads somewhere.
    Link(&'a str),
    /// Is in another language.
    Lang(&'a str),
    /// An element without attributes.
    Plain(&'static str),
}

impl Wrap<'_> {
    fn tag(&self) -> &'static str {
        match self {
            Wrap::Link(_) => "a",
            Wrap::Lang(_) => "span",
            Wrap::Plain(tag) => tag,
        }
    }
}

/// The elements around a run, outermost first, always in this order.
pub(crate) fn wraps(marks: &Marks) -> Vec<Wrap<'_>> {
    let link = marks.link.as_ref().map(|link| Wrap::Link(link.as_str()));
    let lang = marks.lang.as_ref().map(|lang| Wrap::Lang(lang.as_str()));
    let script = marks.script.map(|script| match script {
        Script::Sub => Wrap::Plain("sub"),
        Script::Super => Wrap::Plain("sup"),
    });
    let strong = marks.strong.then_some(Wrap::Plain("strong"));
    let emphasis = marks.emphasis.then_some(Wrap::Plain("em"));
    let code = marks.code.then_some(Wrap::Plain("code"));
    [link, lang, strong, emphasis, script, code].into_iter().flatten().collect()
}

/// Ids in an attribute, apart by spaces.
pub(super) fn ids(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}
