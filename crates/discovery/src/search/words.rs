//! A text as the words that are compared: without case, accents and plural, and two by two where signs are written together.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::words::{is_written_together, stem};

/// The most letters of a word that are compared.
const LONGEST: usize = 40;

/// Says each word of a text, with where it stands.
///
/// A run of signs written together gives each pair of neighbours, and its last sign alone: so every sign begins a word.
pub(crate) fn each_word(text: &str, say: impl FnMut(&str, Range<usize>)) {
    let mut cutter = Cutter { say, word: String::new(), letters: 0, from: 0, end: 0, before: None };
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let end = at + sign.len_utf8();
        if is_apostrophe(sign) && signs.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            cutter.apostrophe();
            continue;
        }
        if !sign.is_alphanumeric() && !is_combining_mark(sign) {
            cutter.pause();
            continue;
        }
        fold(sign, &mut |folded| cutter.sign(folded, at, end));
    }
    cutter.pause();
}

/// The words of a text, apart by spaces, as the index takes them.
pub(crate) fn spaced(text: &str, out: &mut String) {
    each_word(text, |word, _| {
        out.push_str(word);
        out.push(' ');
    });
}

struct Cutter<F> {
    say: F,
    /// The word under way, of signs written apart.
    word: String,
    letters: usize,
    from: usize,
    end: usize,
    /// The sign before, of those written together, and where it stands.
    before: Option<(char, usize, usize)>,
}

impl<F: FnMut(&str, Range<usize>)> Cutter<F> {
    fn sign(&mut self, sign: char, at: usize, end: usize) {
        if is_written_together(sign) {
            self.word();
            if let Some((first, from, _)) = self.before {
                (self.say)(&String::from_iter([first, sign]), from..end);
            }
            self.before = Some((sign, at, end));
            return;
        }
        self.run();
        if self.word.is_empty() {
            self.from = at;
        }
        if self.letters < LONGEST {
            self.word.push(sign);
        }
        self.letters += 1;
        self.end = end;
    }

    /// Inside a word an apostrophe is no letter: "keeper's" is "keepers", whose plural goes. After one or two letters it
    /// ends what leans on the next word: "l'école".
    fn apostrophe(&mut self) {
        if self.letters <= 2 {
            self.pause();
        }
    }

    fn pause(&mut self) {
        self.word();
        self.run();
    }

    fn word(&mut self) {
        if !self.word.is_empty() {
            let bare = stem(&self.word);
            (self.say)(&bare, self.from..self.end);
        }
        self.word.clear();
        self.letters = 0;
    }

    fn run(&mut self) {
        if let Some((last, from, end)) = self.before.take() {
            (self.say)(last.encode_utf8(&mut [0; 4]), from..end);
        }
    }
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}')
}

/// The letters that a sign is compared as: small, of the compatibility form, without accents and vowel points.
fn fold(sign: char, say: &mut impl FnMut(char)) {
    if sign.is_ascii() {
        return say(sign.to_ascii_lowercase());
    }
    if is_point(sign) {
        return;
    }
    if keeps_its_form(sign) {
        return say(variant(sign));
    }
    decompose_compatible(sign, |part| {
        part.to_lowercase().filter(|letter| !is_point(*letter)).for_each(|letter| plain(letter, say));
    });
}

/// Kana and Hangul would fall apart into what is no letter of their own.
fn keeps_its_form(sign: char) -> bool {
    matches!(sign, '\u{3041}'..='\u{30fe}' | '\u{ac00}'..='\u{d7a3}' | '\u{3400}'..='\u{9fff}')
}

/// What stands over or under a letter and may be left out: accents, Hebrew and Arabic points, and what stretches a word.
fn is_point(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{2044}' | '\u{3099}'..='\u{309c}')
}

/// Letters that keyboards of other languages do not have, and forms of one letter.
fn plain(letter: char, say: &mut impl FnMut(char)) {
    let both = |a, b, say: &mut dyn FnMut(char)| {
        say(a);
        say(b);
    };
    match letter {
        'ß' => both('s', 's', say),
        'æ' => both('a', 'e', say),
        'œ' => both('o', 'e', say),
        'þ' => both('t', 'h', say),
        'ø' => say('o'),
        'đ' | 'ð' => say('d'),
        'ł' => say('l'),
        'ı' => say('i'),
        'ς' => say('σ'),
        'ة' => say('ه'),
        'ى' | 'ی' => say('ي'),
        'ک' => say('ك'),
        other => say(variant(other)),
    }
}

/// Signs of which one newspaper writes both forms.
fn variant(sign: char) -> char {
    match sign {
        '臺' => '台',
        '裏' => '裡',
        '着' => '著',
        '説' => '說',
        '温' => '溫',
        '爲' => '為',
        '衞' => '衛',
        '綫' => '線',
        '峯' => '峰',
        '羣' => '群',
        '啓' => '啟',
        '牀' => '床',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::each_word;

    fn words(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_word(text, |word, range| {
            assert!(text.get(range).is_some());
            all.push(word.to_owned());
        });
        all
    }

    #[test]
    fn case_accents_and_plural_do_not_tell_words_apart() {
        assert_eq!(words("ÉCOLE école Ecole e\u{301}cole"), ["ecole"; 4]);
        assert_eq!(words("ferries Ferry FERRY’s ferries’"), ["ferry"; 4]);
        assert_eq!(words("Straße STRASSE Øresund Łódź ﬁsh"), ["strasse", "strasse", "oresund", "lodz", "fish"]);
        assert_eq!(words("مُدَرِّسَة مدرسه"), words("مدرسة مدرسة"));
    }

    #[test]
    fn an_apostrophe_parts_what_leans_on_the_next_word() {
        assert_eq!(words("l’école d'eau don't O'Brien"), ["l", "ecole", "d", "eau", "dont", "o", "brien"]);
        assert_eq!(words("' ’’ 'quoted'"), ["quoted"]);
    }

    #[test]
    fn signs_written_together_are_words_two_by_two() {
        assert_eq!(words("港務局"), ["港務", "務局", "局"]);
        assert_eq!(words("用Rust寫，臺灣ｶﾞ"), ["用", "rust", "寫", "台灣", "灣カ", "カ"]);
        assert_eq!(words("がん"), ["がん", "ん"]);
        assert_eq!(words("한국어 뉴스"), ["한국어", "뉴스"]);
    }

    #[test]
    fn every_word_stands_where_it_is_said_to() {
        let text = "Zoë’s «Ostrey», 渡輪!";
        let mut seen = Vec::new();
        each_word(text, |_, range| seen.push(&text[range]));
        assert_eq!(seen, ["Zoë’s", "Ostrey", "渡輪", "輪"]);
    }

    #[test]
    fn a_word_without_end_is_compared_by_its_beginning() {
        assert_eq!(words(&"x".repeat(10_000)), ["x".repeat(40)]);
    }
}
