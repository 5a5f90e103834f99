//! A line cut into numbers, words and signs, for finding times in it.

/// A number, a word or a sign, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A number, and how many digits it is written with.
    Number(u32, usize),
    /// A word in small letters.
    Word(String),
    /// Any other sign.
    Sign(char),
}

/// Cuts a line; longer ones than any time's line are cut only at their start.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    for (at, c) in text.char_indices().take(1_000) {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let joined = tokens.last_mut().is_some_and(|last| !spaced && last.grow(c, end));
        if !joined {
            tokens.push(Token { start: at, end, kind: TokenKind::of(c), spaced });
        }
        spaced = false;
    }
    tokens
}

impl Token {
    fn grow(&mut self, c: char, end: usize) -> bool {
        match &mut self.kind {
            TokenKind::Number(value, digits) if c.is_ascii_digit() && *digits < 9 => {
                *value = *value * 10 + c.to_digit(10).unwrap_or(0);
                *digits += 1;
            }
            // Ideographs beside numbers are units: each is a word.
            TokenKind::Word(word) if c.is_alphabetic() && !word.chars().any(ideograph) && !ideograph(c) => {
                word.extend(c.to_lowercase())
            }
            _ => return false,
        }
        self.end = end;
        true
    }

    /// The number and its digits.
    pub fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            TokenKind::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    /// The word.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The sign.
    pub fn sign(&self) -> Option<char> {
        match self.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }
}

impl TokenKind {
    fn of(c: char) -> Self {
        match c.to_digit(10) {
            Some(digit) => Self::Number(digit, 1),
            None if c.is_alphabetic() => Self::Word(c.to_lowercase().collect()),
            None => Self::Sign(c),
        }
    }
}

fn ideograph(c: char) -> bool {
    super::super::prose::is_wide(c)
}
