//! What a reader asked for: an address, and the bound of a list where the page is an older one.

use broadsheet_news::address::{self, Address};
use broadsheet_news::lists::Key;
use broadsheet_news::search::Query;
use broadsheet_source::Source;

/// The longest bound that a list of ours has.
const LONGEST: usize = 512;

/// What a reader asked for. Query fields that no page reads are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// The address.
    pub address: Address,
    /// The path as it was asked for, decoded.
    pub path: String,
    /// `before`, the bound below which an older page of a list begins.
    pub before: Option<Key>,
    /// What is searched for, where the address is a search's.
    pub search: Option<Query>,
}

impl Request {
    /// What a request line asks for. `path` is percent-decoded; `query` is as it came, without the question mark.
    #[must_use]
    pub fn of(source: &Source, path: &str, query: &str) -> Self {
        let address = address::parse(path, &source.languages());
        let search = matches!(address, Address::Search(_)).then(|| Query::read(query));
        Self { address, path: path.to_owned(), before: before(query), search }
    }
}

/// The bound as it stands in an address.
pub(crate) fn written(key: &Key) -> String {
    key.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn before(query: &str) -> Option<Key> {
    let written = query.split('&').find_map(|field| field.strip_prefix("before="))?;
    if written.is_empty() || written.len() > LONGEST || !written.len().is_multiple_of(2) {
        return None;
    }
    let digits: Option<Vec<u8>> = written.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    Some(Key(digits?.chunks(2).map(|pair| pair.iter().fold(0, |n, digit| n << 4 | digit)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_read_as_it_is_written() {
        let key = Key(vec![0, 15, 128, 255]);
        assert_eq!(before(&format!("x=1&before={}", written(&key))), Some(key));
    }

    #[test]
    fn a_bound_that_is_none_is_left_out() {
        for query in ["", "before=", "before=a", "before=zz", "after=00", "before=0é"] {
            assert_eq!(before(query), None);
        }
    }
}
