//! Ids of blocks: short, unique in their article, and given from what a block says, so that the same text
//! imported twice has the same ids.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::BlockKind;

const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 8;

/// A block's id: one to 32 of `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlockId(String);

impl BlockId {
    /// The id written so, if it is one.
    pub fn parse(text: &str) -> Option<BlockId> {
        let fits =
            (1..=32).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        fits.then(|| BlockId(text.to_owned()))
    }

    /// The id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for BlockId {
    type Error = String;

    fn try_from(text: String) -> Result<BlockId, String> {
        BlockId::parse(&text).ok_or_else(|| format!("“{text}” is no id of a block."))
    }
}

impl From<BlockId> for String {
    fn from(id: BlockId) -> String {
        id.0
    }
}

/// Gives ids to the blocks of one article, none twice.
#[derive(Debug, Default)]
pub struct IdGiver {
    taken: HashSet<BlockId>,
}

impl IdGiver {
    /// Nothing is taken yet.
    pub fn new() -> IdGiver {
        IdGiver::default()
    }

    /// Takes the wanted id if nobody has it.
    pub fn take(&mut self, wanted: &BlockId) -> bool {
        self.taken.insert(wanted.clone())
    }

    /// A new id for a block, made from what it says; the second block that says the same gets another one.
    pub fn give(&mut self, kind: &BlockKind) -> BlockId {
        let said = serde_json::to_vec(kind).unwrap_or_default();
        let mut ordinal: u32 = 0;
        loop {
            let id = hashed(&said, ordinal);
            if self.take(&id) {
                return id;
            }
            ordinal = ordinal.wrapping_add(1);
        }
    }
}

fn hashed(said: &[u8], ordinal: u32) -> BlockId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(said);
    hasher.update(&ordinal.to_le_bytes());
    let letters = hasher.finalize().as_bytes().iter().take(LENGTH).map(|byte| letter(*byte)).collect();
    BlockId(letters)
}

fn letter(byte: u8) -> char {
    char::from(LETTERS[usize::from(byte % 32)])
}
