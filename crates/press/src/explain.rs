//! Explaining: what a page was made from and why it was last printed, and what a change would touch.

use std::fmt;

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Difference, Hash};
use broadsheet_news::lists::{List, Position};
use broadsheet_pages::Fields;
use broadsheet_store::Failure;
use serde::{Deserialize, Serialize};

use crate::print::Press;
use crate::shelf::{Altered, Key, Node};

/// What a page was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Its path, decoded.
    pub path: String,
    /// The change number that it is right at.
    pub change: i64,
    /// Its row and its parts, in order.
    pub prints: Vec<ExplainedPrint>,
}

/// What a row or a part was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedPrint {
    /// Its key.
    pub key: String,
    /// How many bytes it has; a row has none.
    pub bytes: usize,
    /// How many bytes are kept of it, compressed.
    pub compressed: usize,
    /// The facts and counts that it read, each with the hash or the value that it had.
    pub values: Vec<(String, u64)>,
    /// The stretches of lists that it read.
    pub lists: Vec<String>,
    /// When it was printed.
    pub printed: Instant,
    /// Until when what it read from the clock holds; none where it read nothing that ends.
    pub until: Option<Instant>,
    /// The number of the newest change that it could see.
    pub change: i64,
    /// Why it was printed.
    pub why: String,
}

/// What an act would change, and what of it stands on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// The facts that would differ.
    pub facts: Vec<String>,
    /// The positions that would be entered.
    pub entered: Vec<String>,
    /// The positions that would be left.
    pub left: Vec<String>,
    /// The pages and parts on the shelf that would be marked, and why.
    pub marked: Vec<(String, String)>,
}

impl Press {
    /// Explains a page, which is printed first where it does not stand on the shelf. None where nothing is kept.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn explain(&self, path: &str, query: &str, now: Instant) -> Result<Option<Explained>, Failure> {
        self.print(path, query, now).await?;
        Ok(self.shelved().and_then(|shelved| {
            shelved.keeper.ask(|shelf| {
                let fields = shelf.read_of(path, Fields::of(query), now);
                let row = shelf.standing(&Key::Page(path.into(), fields))?;
                let parts = row.row()?.parts.iter().filter_map(|key| shelf.standing(key));
                let prints = std::iter::once(row).chain(parts).map(|node| explained(shelf, node)).collect();
                Some(Explained { path: path.to_owned(), change: shelf.marked(), prints })
            })
        }))
    }

    /// What a difference would touch.
    #[must_use]
    pub fn impact(&self, number: i64, difference: &Difference) -> Impact {
        let said = |position: &Position| format!("{} of {}", position.member, position.list);
        let marked = self.would_mark(&Altered::by(number, difference));
        Impact {
            facts: difference.facts.iter().map(|(fact, _)| fact.to_string()).collect(),
            entered: difference.entered.iter().map(said).collect(),
            left: difference.left.iter().map(said).collect(),
            marked: marked.into_iter().map(|(key, cause)| (key.to_string(), cause.to_string())).collect(),
        }
    }
}

fn explained(shelf: &crate::shelf::Shelf, node: &Node) -> ExplainedPrint {
    let piece = node.piece();
    let list =
        |list: &List, stretch: &broadsheet_news::stretch::Stretch| match (stretch.from.is_empty(), &stretch.until) {
            (true, None) => format!("{list}, all of it"),
            (false, None) => format!("{list}, from a key on"),
            (true, Some(_)) => format!("{list}, up to a key"),
            (false, Some(_)) => format!("{list}, between two keys"),
        };
    let values = node.values.iter().filter_map(|read| Some((shelf.what(*read)?.to_string(), read.value)));
    ExplainedPrint {
        key: node.key.to_string(),
        bytes: piece.map_or(0, |piece| piece.length),
        compressed: piece.map_or(0, |piece| piece.deflated.len()),
        values: values.collect(),
        lists: node.ranges.iter().map(|ranged| list(&ranged.list, &ranged.stretch)).collect(),
        printed: node.printed,
        until: (node.until != Instant::NEVER).then_some(node.until),
        change: node.number,
        why: node.cause.to_string(),
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(path, fields) if *fields == Fields::default() => write!(f, "page {path}"),
            Self::Page(path, fields) => write!(f, "page {path} with {fields:?}"),
            Self::Part(part) => write!(f, "part {part:?}"),
        }
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} is right at change {}.", self.path, self.change)?;
        for print in &self.prints {
            writeln!(f, "\n{}", print.key)?;
            if print.bytes > 0 {
                writeln!(f, "  {} bytes, {} compressed", print.bytes, print.compressed)?;
            }
            writeln!(f, "  printed at change {} because {}", print.change, print.why)?;
            for (what, value) in &print.values {
                match Hash(*value) == Hash::ABSENT && !what.starts_with("count:") {
                    true => writeln!(f, "  read {what}, which is absent")?,
                    false => writeln!(f, "  read {what}")?,
                }
            }
            for list in &print.lists {
                writeln!(f, "  read the list {list}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Impact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} facts would differ:", self.facts.len())?;
        self.facts.iter().try_for_each(|fact| writeln!(f, "  {fact}"))?;
        writeln!(f, "{} positions would be entered, and {} left:", self.entered.len(), self.left.len())?;
        self.entered.iter().try_for_each(|position| writeln!(f, "  + {position}"))?;
        self.left.iter().try_for_each(|position| writeln!(f, "  - {position}"))?;
        writeln!(f, "{} prints on the shelf would be marked:", self.marked.len())?;
        self.marked.iter().try_for_each(|(key, why)| writeln!(f, "  {key}: {why}"))
    }
}
