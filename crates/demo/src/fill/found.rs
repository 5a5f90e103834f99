//! The archive becomes a newspaper, through the same import as everybody's.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use broadsheet_desk::{Actor, Desk, Refusal, founding, import};
use broadsheet_news::incoming::Incoming;
use broadsheet_store::{Options, Store};

use super::Filling;

/// How many articles are one act.
const AT_ONCE: usize = 2_000;

/// Founds the archive's newspaper in an empty folder or database; the caller owns it. `told` hears how many articles
/// have come in since it was last told.
///
/// # Errors
/// A [`Refusal`] where there is a newspaper already, or the folder or database cannot be used.
pub async fn found(options: &Options, filling: &Filling, mut told: impl FnMut(usize)) -> Result<Store, Refusal> {
    let store = founding::found(options, &Filling::founding(), Filling::end()).await?;
    let actor = Actor::at_the_machine("fill");
    let desk = Desk { store: &store, actor: &actor, now: Filling::end() };
    for first in (0..filling.len()).step_by(AT_ONCE) {
        let numbers = first..filling.len().min(first + AT_ONCE);
        let batch: Vec<Incoming> = numbers.map(|number| filling.article(number)).collect();
        told(import::articles(&desk, &batch).await?.made.len());
    }
    Ok(store)
}

/// The data folders of a small paper and a large one, to measure in both: those that are given; where none is, new ones
/// below `folder`, of so many articles. `told` hears of each that is made, and how long that took.
///
/// # Errors
/// Where one folder is given, or more than two, or a paper cannot be founded.
pub async fn two_sizes(
    given: Vec<PathBuf>,
    folder: &Path,
    articles: [usize; 2],
    mut told: impl FnMut(usize, Duration),
) -> Result<[PathBuf; 2], Box<dyn Error>> {
    let given = match <[PathBuf; 2]>::try_from(given) {
        Ok(folders) => return Ok(folders),
        Err(given) => given,
    };
    if !given.is_empty() {
        return Err("Give the data folders of a small paper and a large one, or none.".into());
    }
    let folders = ["small", "large"].map(|name| folder.join(name));
    for (folder, articles) in folders.iter().zip(articles) {
        let began = Instant::now();
        let options = Options { folder: folder.clone(), database: None };
        found(&options, &Filling::of(articles), |_| {}).await?;
        told(articles, began.elapsed());
    }
    Ok(folders)
}
