//! Addresses that nobody printed: whatever is asked for, it is a page that is there, one that moved, or none.

use std::fs;

use broadsheet_testkit::cases;

use crate::world::{FERRY, asked, printed, served};

/// Pieces of which addresses of attackers, broken links and misled robots are made.
const PIECES: [&str; 44] = [
    "/",
    "//",
    "/.",
    "/..",
    "/../",
    "..%2f",
    "%2e%2e/",
    "%00",
    "%0d%0aSet-Cookie:x",
    "%ff",
    "%",
    "%zz",
    "%25",
    "\\",
    "?",
    "?page=",
    "?page=99999999999999999999",
    "?page=-1",
    "&",
    ";",
    "'",
    "\"",
    "<script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "wp-admin",
    ".php",
    ".env",
    ".git/config",
    "etc/passwd",
    "photos/",
    "placeholder/",
    "emblem/",
    "assets/",
    "share/",
    "topic/",
    "person/",
    "directory/",
    "archive",
    "sitemap-",
    "feed.xml",
    "zh-hant",
    "\u{6e2f}",
    "e\u{301}",
];

/// Numbers by chance, the same ones for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    /// An address that begins with a slash and holds nothing that a request line cannot.
    fn address(&mut self) -> String {
        let mut address = "/".to_owned();
        for _ in 0..self.below(9) {
            match self.below(4) {
                0 => address.push_str(&format!("{}", self.below(100_000))),
                1 => address.push(char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0))),
                2 if self.below(40) == 0 => address.push_str(&"a/".repeat(self.below(3_000))),
                _ => address.push_str(PIECES[self.below(PIECES.len())]),
            }
        }
        written(&address)
    }
}

/// The address as a request line can hold it.
fn written(address: &str) -> String {
    let plain = |b: u8| b.is_ascii_graphic() && !b"<>\"{}\\".contains(&b);
    address.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02x}") }).collect()
}

/// How much memory a process has, in kilobytes.
fn memory(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// How much more memory a server may have after any number of strange addresses, in kilobytes.
const MORE: u64 = 64 << 10;

#[test]
fn any_address_is_answered_by_a_page_that_is_there_moved_or_missing_and_takes_no_memory() {
    let paper = printed();
    // Pages may take what the setting says, and no more; beside that nothing grows.
    let server = served(&paper, &["--shelf", "16"]);
    let owner = fs::read_to_string(paper.folder().join("owner.lock")).expect("who holds the folder");
    let process = owner.strip_prefix("process ").expect("a process").to_owned();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..200 {
        asked(&server, &chance.address());
    }
    let before = memory(&process);
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..cases(600) {
        let address = chance.address();
        let status = asked(&server, &address).status;
        assert!([200, 301, 404, 410].contains(&status), "{status} at {address}");
        *seen.entry(status).or_insert(0_u32) += 1;
    }
    println!("{seen:?}, {before} kB before, {} kB after", memory(&process));
    assert!(seen.get(&404) > seen.get(&200), "{seen:?}");
    assert!(memory(&process) < before + MORE, "{before} kB before, {} kB after", memory(&process));
    assert_eq!(asked(&server, FERRY).status, 200);
}
