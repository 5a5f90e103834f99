//! A Rust file taken apart: its code without texts and comments, and its texts.

/// A Rust file as the rules look at it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct RustText {
    /// The code line by line; texts are empty and comments gone.
    pub(super) code: Vec<String>,
    /// Each text with the number of the line it begins on, counted from one.
    pub(super) texts: Vec<(usize, String)>,
}

impl RustText {
    /// Takes a file apart. It needs not be valid Rust.
    pub(super) fn of(source: &str) -> Self {
        let mut reader = Reader { chars: source.chars().collect(), at: 0, line: 1, text: Self::default() };
        reader.text.code.push(String::new());
        while let Some(char) = reader.peek(0) {
            reader.step(char);
        }
        reader.text
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    text: RustText,
}

impl Reader {
    fn step(&mut self, char: char) {
        match (char, self.peek(1)) {
            ('/', Some('/')) => self.skip_while(|char| char != '\n'),
            ('/', Some('*')) => self.skip_block_comment(),
            ('"', _) => self.read_text(),
            ('r', Some('"' | '#')) if !self.after_a_word() && self.raw_hashes().is_some() => self.read_raw_text(),
            ('\'', _) => self.read_char_or_lifetime(),
            _ => self.keep(),
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Takes the next character, and counts lines.
    fn take(&mut self) -> Option<char> {
        let char = self.peek(0)?;
        self.at += 1;
        if char == '\n' {
            self.line += 1;
            self.text.code.push(String::new());
        }
        Some(char)
    }

    fn keep(&mut self) {
        if let Some(char) = self.take()
            && char != '\n'
            && let Some(line) = self.text.code.last_mut()
        {
            line.push(char);
        }
    }

    fn skip_while(&mut self, more: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&more) {
            self.take();
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.take();
                    continue;
                }
            }
            self.take();
            self.take();
            if depth == 0 {
                return;
            }
        }
    }

    /// A text in quotes, with its escapes as they are written.
    fn read_text(&mut self) {
        let line = self.line;
        self.keep();
        let mut text = String::new();
        while let Some(char) = self.peek(0).filter(|char| *char != '"') {
            self.take();
            text.push(char);
            if char == '\\' {
                text.extend(self.take());
            }
        }
        self.keep();
        self.text.texts.push((line, text));
    }

    /// The hashes of `r##"`, if a raw text begins here.
    fn raw_hashes(&self) -> Option<usize> {
        let hashes = (1..).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        (self.peek(hashes + 1) == Some('"')).then_some(hashes)
    }

    fn read_raw_text(&mut self) {
        let line = self.line;
        let hashes = self.raw_hashes().unwrap_or(0);
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let mut text = String::new();
        while let Some(char) = self.peek(0) {
            if char == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                break;
            }
            self.take();
            text.push(char);
        }
        for _ in 0..=hashes {
            self.keep();
        }
        self.text.texts.push((line, text));
    }

    /// `'x'` and `'\n'` are characters, and `'a` before anything but a quote is a lifetime.
    fn read_char_or_lifetime(&mut self) {
        self.keep();
        if self.peek(0) == Some('\\') {
            self.take();
            self.take();
            self.skip_while(|char| char != '\'');
            self.keep();
        } else if self.peek(1) == Some('\'') {
            self.take();
            self.keep();
        }
    }

    fn after_a_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        // `br"…"` is a raw text too.
        before.is_some_and(|char| (char.is_alphanumeric() || *char == '_') && *char != 'b')
    }
}

#[cfg(test)]
mod tests {
    use super::RustText;

    #[test]
    fn texts_and_comments_are_no_code() {
        let text = RustText::of("let a = \"x // \\\" y\"; // gone\n/* a /* b */ c */ let b = 'q';\n");
        assert_eq!(text.code, ["let a = \"\"; ", " let b = '';", ""]);
        assert_eq!(text.texts, [(1, "x // \\\" y".to_owned())]);
    }

    #[test]
    fn raw_texts_end_at_their_own_quote_and_keep_their_line() {
        let text = RustText::of("f(r#\"one \"two\"\nthree\"#, br\"four\");\nor(\"five\")");
        assert_eq!(text.code, ["f(r#\"", "\"#, br\"\");", "or(\"\")"]);
        let texts: Vec<_> = text.texts.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(texts, [(1, "one \"two\"\nthree"), (2, "four"), (3, "five")]);
    }

    #[test]
    fn quotes_as_characters_and_lifetimes_open_no_text() {
        let text = RustText::of("fn f<'a>(q: &'a str) { '\"'; '\\''; '\\u{22}'; \"end\" }");
        assert_eq!(text.texts, [(1, "end".to_owned())]);
    }

    #[test]
    fn what_is_left_open_ends_with_the_file() {
        for source in ["\"open", "/* open", "r#\"open", "'\\", "'"] {
            let _ = RustText::of(source);
        }
    }
}
