//! Pages printed afresh, beside what stands on the shelf.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use broadsheet_news::clock::Instant;
use broadsheet_pages::theme::Theme;
use broadsheet_pages::{Answer, Fields, Part, Reading, Request, part, row};
use broadsheet_store::Failure;
use broadsheet_store::source::Source;

use crate::piece;
use crate::print::Press;
use crate::printed::{Coding, Printed};
use crate::shelf::{Shelf, mark};

/// Pages as they would be printed now: all in one snapshot, each part once. Nothing is taken from the shelf, nor from what
/// other prints have read.
pub struct Afresh {
    source: Source,
    theme: Arc<Theme>,
    parts: HashMap<Part, Arc<Fresh>>,
}

/// A part printed afresh.
struct Fresh {
    hash: [u8; 16],
    text: String,
}

/// How many pages are compared while acts wait.
const AT_ONCE: usize = 50;

impl Press {
    /// Prints every page on the shelf afresh and compares. Acts wait meanwhile, for some pages at a time. Gives how many
    /// pages were compared, and those that are not as they should be.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn compare(&self, clock: impl Fn() -> Instant + Send + Sync) -> Result<(usize, Vec<Mismatch>), Failure> {
        let Some(shelved) = self.shelved().filter(|shelved| !shelved.is_blind()) else { return Ok((0, Vec::new())) };
        let (mut compared, mut wrong) = (0, Vec::new());
        for some in shelved.keeper.ask(Shelf::pages).chunks(AT_ONCE) {
            let hold = self.store().hold_acts().await?;
            shelved.wait_for(self.store().newest_logged().await?).await;
            let now = clock();
            let mut afresh = Afresh::begin(self, now).await?;
            for (path, fields) in some {
                // What is marked is printed again before it is served.
                let Some(page) = shelved.find(path, fields, now) else { continue };
                let given = Printed::of(page, self.theme(), now);
                compared += 1;
                wrong.extend(afresh.differs(&given, path, fields, true).await?);
            }
            afresh.finish();
            drop(hold);
        }
        Ok((compared, wrong))
    }
}

/// How a page on the shelf is not what would be printed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The page's address.
    pub address: String,
    /// What differs, in a sentence.
    pub what: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.address, self.what)
    }
}

impl Afresh {
    /// Begins to print afresh, at an instant.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn begin(press: &Press, now: Instant) -> Result<Self, Failure> {
        let source = press.store().source_afresh(now).await?;
        Ok(Self { source, theme: press.theme(), parts: HashMap::new() })
    }

    /// How a page that was given differs from the same printed now; nothing where it does not. `whole` compares the
    /// bytes one by one, and not only by their marks.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn differs(
        &mut self,
        given: &Printed,
        path: &str,
        fields: &Fields,
        whole: bool,
    ) -> Result<Option<Mismatch>, Failure> {
        let reading = Reading { source: &self.source, theme: &self.theme };
        let request = Request::with(&self.source, path, fields.clone());
        let row = row(reading, &request).await?;
        let mut parts = Vec::with_capacity(row.parts.len());
        for key in &row.parts {
            let fresh = match self.parts.get(key) {
                Some(fresh) => fresh.clone(),
                None => {
                    let text = part(reading, key).await?;
                    let fresh = Arc::new(Fresh { hash: piece::hash(&text), text });
                    self.parts.insert(key.clone(), fresh.clone());
                    fresh
                }
            };
            parts.push(fresh);
        }
        let what = said(&given.answer, &row.answer)
            .or_else(|| {
                let mark = mark(row.media_type, parts.iter().map(|part| &part.hash));
                (mark != given.mark).then(|| different(&given.text(), &parts))
            })
            .or_else(|| {
                let text = || parts.iter().map(|part| part.text.as_str()).collect::<String>();
                (whole && given.bytes_in(Coding::Identity) != text())
                    .then(|| "the bytes are not those of its mark".into())
            });
        Ok(what.map(|what| Mismatch { address: path.to_owned(), what }))
    }

    /// Ends the printing.
    pub fn finish(self) {
        self.source.finish();
    }
}

fn said(given: &Answer, fresh: &Answer) -> Option<String> {
    (given != fresh).then(|| format!("it answers {given:?} and should answer {fresh:?}"))
}

/// The first part in which two pages differ, with what stands around.
fn different(given: &str, parts: &[Arc<Fresh>]) -> String {
    let mut rest = given;
    for (at, part) in parts.iter().enumerate() {
        match rest.strip_prefix(part.text.as_str()) {
            Some(after) => rest = after,
            None => {
                let same = rest.bytes().zip(part.text.bytes()).take_while(|(one, other)| one == other).count();
                let around = |text: &str| {
                    let bytes = text.as_bytes();
                    let some = bytes.get(same.saturating_sub(30)..bytes.len().min(same + 60)).unwrap_or_default();
                    String::from_utf8_lossy(some).into_owned()
                };
                return format!("part {at} has {:?} and should have {:?}", around(rest), around(&part.text));
            }
        }
    }
    "it has more than it should".into()
}
