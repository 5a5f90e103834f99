//! Items of a list: flat, each with its depth, so that no nesting however deep can exhaust a stack.

use serde::{Deserialize, Serialize};

use super::Text;

/// The deepest that an item may stand; deeper ones are shown at this depth.
pub const MAX_DEPTH: u8 = 5;

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// 0 for the list itself, 1 for a list in it, and so on; at most one deeper than the item before.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub depth: u8,
    /// Whether its list is numbered; the first item of each list decides.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// What it says.
    pub text: Text,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_nought(depth: &u8) -> bool {
    *depth == 0
}

/// The items without empty ones, with depths that step down by one and one way of numbering per list.
pub(super) fn normal(items: Vec<Item>) -> Vec<Item> {
    let mut open: Vec<bool> = Vec::new();
    let mut kept = Vec::with_capacity(items.len());
    for item in items.into_iter().filter(|item| !item.text.is_empty()) {
        let depth = usize::from(item.depth.min(MAX_DEPTH)).min(open.len());
        open.truncate(depth + 1);
        if open.len() == depth {
            open.push(item.ordered);
        }
        let ordered = open.last().copied().unwrap_or(item.ordered);
        kept.push(Item { depth: u8::try_from(depth).unwrap_or(MAX_DEPTH), ordered, text: item.text });
    }
    kept
}
