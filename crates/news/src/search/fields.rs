//! A query as the fields of a request: read leniently, written in one form.

use jiff::civil::Date;

use super::{LONGEST, Order, PAGES, Problem, Query, written_day};
use crate::address::encoded;

/// The most characters of a slug that are looked at; ours have 80.
const SLUG: usize = 200;

impl Query {
    /// Reads what follows the question mark of a request. Whatever stands there is a query: what cannot be taken as it
    /// came is left out, and is one of its problems.
    ///
    /// ```
    /// # use broadsheet_news::search::Query;
    /// let query = Query::read("page=2&q=night+ferry&to=2026-11-25&utm=x");
    /// assert_eq!(query.written(), "q=night%20ferry&to=2026-11-25&page=2");
    /// ```
    #[must_use]
    pub fn read(request: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in request.split('&').filter_map(|field| field.split_once('=')) {
            let value = clean(value);
            match name {
                "q" => query.words = query.shortened(&value),
                "section" => query.section = slug(&value),
                "topic" => query.topic = slug(&value),
                "person" => query.person = slug(&value),
                "from" => query.from = query.day(&value),
                "to" => query.to = query.day(&value),
                "sort" if value == "newest" => query.order = Order::Newest,
                "page" => query.page = query.numbered(&value),
                _ => {}
            }
        }
        if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
            std::mem::swap(&mut query.from, &mut query.to);
        }
        query
    }

    /// The query as it stands in an address, without the question mark: each field once, in one order.
    #[must_use]
    pub fn written(&self) -> String {
        let sort = if self.order == Order::Newest { "newest" } else { "" };
        let page = if self.page == 0 { String::new() } else { (self.page + 1).to_string() };
        let fields = [
            ("q", self.words.clone()),
            ("section", self.section.clone()),
            ("topic", self.topic.clone()),
            ("person", self.person.clone()),
            ("from", written_day(self.from)),
            ("to", written_day(self.to)),
            ("sort", sort.to_owned()),
            ("page", page),
        ];
        let said = fields.iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }

    fn shortened(&mut self, words: &str) -> String {
        match words.char_indices().nth(LONGEST) {
            None => words.to_owned(),
            Some((end, _)) => {
                self.trouble(Problem::Long);
                words[..end].trim_end().to_owned()
            }
        }
    }

    fn day(&mut self, value: &str) -> Option<Date> {
        // A date may be followed by a time, which is no day of ours.
        let day = value.parse().ok().filter(|_| value.len() == "2026-11-25".len());
        if day.is_none() && !value.is_empty() {
            self.trouble(Problem::Day);
        }
        day
    }

    /// The page that a number names. A number beyond all pages is the page after the last: it shows nothing.
    fn numbered(&mut self, value: &str) -> usize {
        let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
        let number = if digits { value.parse().unwrap_or(usize::MAX) } else { 1 };
        if number > PAGES {
            self.trouble(Problem::Page);
        }
        number.clamp(1, PAGES + 1) - 1
    }

    fn trouble(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// A field's value: decoded, in text, without control characters, one space where there was white space.
fn clean(value: &str) -> String {
    let text = String::from_utf8_lossy(&decoded(value)).replace('\u{fffd}', " ");
    let plain = text.replace(|c: char| c.is_control() || c.is_whitespace(), " ");
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is percent-encoded, decoded; a percent sign that encodes nothing stands for itself.
fn decoded(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (read, width) = match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => (u8::try_from(high * 16 + low).unwrap_or(b' '), 3),
            (b'+', ..) => (b' ', 1),
            (byte, ..) => (*byte, 1),
        };
        out.push(read);
        at += width;
    }
    out
}

fn slug(value: &str) -> String {
    value.chars().take(SLUG).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let day = |text: &str| text.parse().ok();
        let query = Query {
            words: "night ferry & 渡輪 100%".into(),
            section: "港口".into(),
            topic: "night-ferry".into(),
            person: "ines-vale".into(),
            from: day("2026-01-31"),
            to: day("2026-11-25"),
            order: Order::Newest,
            page: 6,
            problems: Vec::new(),
        };
        assert_eq!(Query::read(&query.written()), query);
        assert_eq!(Query::default().written(), "");
    }

    #[test]
    fn whatever_stands_in_a_request_is_a_query() {
        let long = format!("q={}", "ab ".repeat(40_000));
        let query = Query::read(&long);
        assert!(query.words.chars().count() <= LONGEST && query.problems == [Problem::Long]);
        for (request, words) in [
            ("q=%00%1b%zz%", "%zz%"),
            ("q=%ff%fe", ""),
            ("q=a%0d%0ab", "a b"),
            ("q=1&q=2", "2"),
            ("q", ""),
            ("=&&=&q==", "="),
            ("Q=x", ""),
        ] {
            assert_eq!(Query::read(request).words, words, "{request}");
        }
    }

    #[test]
    fn a_day_that_is_none_and_a_page_too_far_are_said_to_be() {
        for day in ["2026-02-30", "yesterday", "2026-11-25T10:00:00", "99999-01-01", "-2026-1-1"] {
            let query = Query::read(&format!("from={day}&to={day}"));
            assert_eq!((query.from, query.to, query.problems), (None, None, vec![Problem::Day]), "{day}");
        }
        for (page, read) in [("1", 0), ("2", 1), ("0", 0), ("-3", 0), ("x", 0), ("", 0), ("50", 49)] {
            assert_eq!((Query::read(&format!("page={page}")).page, page), (read, page));
        }
        for page in ["51", "1000000000", "99999999999999999999999999"] {
            let query = Query::read(&format!("page={page}"));
            assert_eq!((query.page, query.problems), (PAGES, vec![Problem::Page]), "{page}");
        }
    }

    #[test]
    fn days_in_the_wrong_order_are_turned() {
        assert_eq!(Query::read("from=2026-02-01&to=2026-01-01").written(), "from=2026-01-01&to=2026-02-01");
    }
}
