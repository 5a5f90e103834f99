//! Running text as the data files write it: `**strong**`, `*emphasis*`, `^above^`, `~below~`, `[words](address)`, `{pt|words}`.

use broadsheet_news::body::{Inline, LanguageTag, Link, Marks, Script, Text};

use crate::form::Flaw;

/// The text that these words say.
pub(crate) fn text(written: &str) -> Result<Text, Flaw> {
    let mut pieces = Vec::new();
    let mut marks = Marks::none();
    let mut words = String::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        let wide = if rest.starts_with("**") { 2 } else { c.len_utf8() };
        let (sign, behind) = rest.split_at(wide);
        let turned = turned(sign, &marks);
        if turned.is_some() || matches!(c, '[' | '{') {
            pieces.push(Inline::marked(std::mem::take(&mut words), marks.clone()));
        }
        rest = match (c, turned) {
            (_, Some(turned)) => {
                marks = turned;
                behind
            }
            ('[', None) => linked(behind, &marks, &mut pieces)?,
            ('{', None) => foreign(behind, &marks, &mut pieces)?,
            _ => {
                words.push(c);
                behind
            }
        };
    }
    if !marks.is_none() {
        return Err(Flaw(format!("A mark is not closed in “{written}”.")));
    }
    pieces.push(Inline::plain(words));
    Ok(Text::new(pieces))
}

/// The marks after a sign that opens or closes one; `None` where it is a letter like others.
fn turned(sign: &str, marks: &Marks) -> Option<Marks> {
    let mut next = marks.clone();
    match sign {
        "**" => next.strong = !marks.strong,
        "*" => next.emphasis = !marks.emphasis,
        "^" => next.script = other(marks.script, Script::Super),
        "~" => next.script = other(marks.script, Script::Sub),
        _ => return None,
    }
    Some(next)
}

fn other(now: Option<Script>, script: Script) -> Option<Script> {
    (now != Some(script)).then_some(script)
}

fn linked<'r>(rest: &'r str, marks: &Marks, pieces: &mut Vec<Inline>) -> Result<&'r str, Flaw> {
    let unfit = || Flaw(format!("A link is not whole before “{rest}”."));
    let (words, behind) = rest.split_once("](").ok_or_else(unfit)?;
    let (address, behind) = behind.split_once(')').ok_or_else(unfit)?;
    let link = Some(Link::parse(address).ok_or_else(unfit)?);
    pieces.push(Inline::marked(words, Marks { link, ..marks.clone() }));
    Ok(behind)
}

fn foreign<'r>(rest: &'r str, marks: &Marks, pieces: &mut Vec<Inline>) -> Result<&'r str, Flaw> {
    let unfit = || Flaw(format!("A foreign word is not whole before “{rest}”."));
    let (inside, behind) = rest.split_once('}').ok_or_else(unfit)?;
    let (tag, words) = inside.split_once('|').ok_or_else(unfit)?;
    let lang = Some(LanguageTag::parse(tag).ok_or_else(unfit)?);
    pieces.push(Inline::marked(words, Marks { lang, ..marks.clone() }));
    Ok(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_links_and_foreign_words_are_read() {
        let read = text("CO~2~ *and* **[the port](/directory/port)**, a {pt|cais}").unwrap();
        let sub = Marks { script: Some(Script::Sub), ..Marks::none() };
        let emphasis = Marks { emphasis: true, ..Marks::none() };
        let link = Marks { strong: true, link: Link::parse("/directory/port"), ..Marks::none() };
        let lang = Marks { lang: LanguageTag::parse("pt"), ..Marks::none() };
        let expected = [
            Inline::plain("CO"),
            Inline::marked("2", sub),
            Inline::plain(" "),
            Inline::marked("and", emphasis),
            Inline::plain(" "),
            Inline::marked("the port", link),
            Inline::plain(", a "),
            Inline::marked("cais", lang),
        ];
        assert_eq!(read.inlines(), expected);
    }

    #[test]
    fn what_is_not_closed_is_told() {
        for open in ["*x", "[x](y", "[x](javascript:y)", "{pt x}", "{x"] {
            assert!(text(open).is_err(), "{open}");
        }
    }
}
