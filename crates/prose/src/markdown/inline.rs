//! Running text in Markdown. A mark is written with its sign only where no reader of Markdown can mistake it, and
//! as an element otherwise; so `Taipei**101**` is written `Taipei<strong>101</strong>`.

use broadsheet_news::body::{Inline, Text};

use crate::html::out::{Wrap, escape as escape_html, wraps};

/// A run with the elements around it, outermost first.
type Run<'a> = (&'a str, Vec<Wrap<'a>>);

/// Running text; `line_end` is what a break is written as.
pub(super) fn text(text: &Text, line_end: &str) -> String {
    let lines = text.inlines().split(|piece| *piece == Inline::Break);
    lines.map(line).collect::<Vec<_>>().join(line_end)
}

fn line(pieces: &[Inline]) -> String {
    let runs: Vec<Run<'_>> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Inline::Run { text, marks } => Some((text.as_str(), wraps(marks))),
            Inline::Break => None,
        })
        .collect();
    let mut out = String::new();
    marked(&mut out, &runs, 0);
    out
}

/// Runs that share the elements outside of `depth`.
fn marked(out: &mut String, runs: &[Run<'_>], depth: usize) {
    let mut before = None;
    let mut rest = runs;
    while let Some((words, around)) = rest.first() {
        let wrap = around.get(depth).copied();
        let same = rest.iter().take_while(|run| run.1.get(depth).copied() == wrap);
        let (group, after) = rest.split_at(if wrap.is_some() { same.count() } else { 1 });
        match wrap {
            None => escape(out, words, out.is_empty(), after.is_empty()),
            Some(wrap) => {
                let next = after.first().and_then(|run| run.0.chars().next());
                wrapped(out, wrap, group, depth, clear(group, before, next));
            }
        }
        before = group.last().and_then(|run| run.0.chars().last());
        rest = after;
    }
}

fn wrapped(out: &mut String, wrap: Wrap<'_>, group: &[Run<'_>], depth: usize, clear: bool) {
    let (open, close) = match wrap {
        Wrap::Link(to) => ("[".to_owned(), format!("]({})", destination(to))),
        Wrap::Lang(tag) => {
            let mut open = "<span lang=\"".to_owned();
            escape_html(&mut open, tag);
            (open + "\">", "</span>".to_owned())
        }
        Wrap::Plain("strong") if clear => ("**".to_owned(), "**".to_owned()),
        Wrap::Plain("em") if clear => ("_".to_owned(), "_".to_owned()),
        Wrap::Plain("code") => match group {
            [(words, _)] if bare_code(words) => return out.push_str(&format!("`{words}`")),
            _ => ("<code>".to_owned(), "</code>".to_owned()),
        },
        Wrap::Plain(tag) => (format!("<{tag}>"), format!("</{tag}>")),
    };
    out.push_str(&open);
    marked(out, group, depth + 1);
    out.push_str(&close);
}

/// Whether signs around these runs can only be read as marks: letters inside, a gap outside.
fn clear(group: &[Run<'_>], before: Option<char>, after: Option<char>) -> bool {
    let first = group.first().and_then(|run| run.0.chars().next());
    let last = group.last().and_then(|run| run.0.chars().last());
    let letters = [first, last].iter().all(|c| c.is_some_and(char::is_alphanumeric));
    letters && before.is_none_or(|c| " (\"'“‘".contains(c)) && after.is_none_or(|c| " )\"'”’.,;:!?".contains(c))
}

/// Whether code can stand between backticks. With `]:` in it the link around it would be read as a definition.
fn bare_code(words: &str) -> bool {
    !words.contains(['`', '|', '\\']) && !words.contains("]:") && words.trim() == words
}

/// A link has no spaces, quotes or angle brackets; what is left could be read as an entity or as the link's end.
fn destination(to: &str) -> String {
    let escaped = to.replace('&', "\\&").replace('|', "\\|");
    if to.contains(['(', ')']) { format!("<{escaped}>") } else { escaped }
}

fn escape(out: &mut String, words: &str, starts_line: bool, ends_line: bool) {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - number.len();
    for (at, c) in words.char_indices() {
        let next = words.get(at + c.len_utf8()..).and_then(|w| w.chars().next());
        let sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => true,
            '&' => next != Some(' '),
            '!' => next.is_none() && !ends_line,
            '#' if at > 0 => next.is_none_or(|next| next == '#'),
            '#' | '>' | '+' | '-' | '=' | ':' => starts_line && at == 0,
            '.' | ')' => starts_line && digits > 0 && at == digits,
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
}
