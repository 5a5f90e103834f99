//! `broadsheet backup` and `broadsheet restore`: all of a paper in a folder, and back.

use std::path::{Path, PathBuf};

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::paper::Setting;
use broadsheet_store::backup::{Backup, age_out, back_up, backups, note_verified, restore, verify};
use broadsheet_store::{Failure, Store};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::complaint::Complaint;
use crate::say::say;
use crate::settings::Settings;

/// Back the paper up, while it is served or not.
#[derive(Args)]
pub(crate) struct BackUp {
    /// The folder of backups, best on another disk. The first backup writes all, each further one what is new.
    folder: PathBuf,
    /// Restore the newest backup into a scratch folder and compare; nothing new is made.
    #[arg(long)]
    verify: bool,
}

/// Make a paper of a backup where there is none.
#[derive(Args)]
pub(crate) struct Restore {
    /// The folder of backups.
    folder: PathBuf,
    /// Which backup, by its name [default: the newest]
    #[arg(long, value_name = "NAME")]
    at: Option<String>,
    /// List the backups of the folder instead.
    #[arg(long)]
    list: bool,
}

impl BackUp {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        if self.verify {
            let backup = newest(&self.folder, None)?;
            let progress = Progress::of("verifying");
            verified(&settings.options.folder, &self.folder, &backup, &|what| progress.at(what)).await?;
            progress.done();
            say!(
                "The backup {} is whole: {} tables and {} files came back as they were.",
                backup.name(),
                backup.tables.len(),
                backup.files.len()
            );
            return Ok(());
        }
        let store = Store::read(&settings.options).await?;
        let progress = Progress::of("backing up");
        let told = |what: &str| progress.at(what);
        let (backup, new) = back_up(&store, &settings.options.folder, &self.folder, Instant::now(), &told).await?;
        progress.done();
        let rows: u64 = backup.tables.iter().map(|table| table.rows).sum();
        say!(
            "The backup {} is made in {}: {rows} rows and {} files, of which {new} bytes were new.",
            backup.name(),
            self.folder.display(),
            backup.files.len()
        );
        Ok(())
    }
}

impl Restore {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        if self.list {
            for backup in backups(&self.folder)? {
                say!("{} change {}, {} files", backup.name(), backup.change, backup.files.len());
            }
            return Ok(());
        }
        let backup = newest(&self.folder, self.at.as_deref())?;
        let progress = Progress::of("restoring");
        let told = |what: &str| progress.at(what);
        restore(&self.folder, &backup, &settings.options, Instant::now(), &told).await?;
        progress.done();
        let folder = settings.options.folder.display();
        say!(
            "The paper of the backup {} is in {folder}. Serve it with: broadsheet serve --data {folder}",
            backup.name()
        );
        Ok(())
    }
}

/// The newest backup of a folder, or that of a name.
fn newest(folder: &Path, named: Option<&str>) -> Result<Backup, Complaint> {
    let all = backups(folder)?;
    let found = match named {
        Some(name) => all.into_iter().find(|backup| backup.name() == name),
        None => all.into_iter().next_back(),
    };
    found.ok_or_else(|| {
        let which = named.map(|name| format!(" called {name}")).unwrap_or_default();
        Complaint(format!(
            "There is no backup{which} in {}. See what there is with: broadsheet restore {} --list",
            folder.display(),
            folder.display()
        ))
    })
}

/// Restores a backup into a scratch folder beside it, compares, and notes in the data folder that it is good.
async fn verified(
    data: &Path,
    folder: &Path,
    backup: &Backup,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(), Failure> {
    let scratch = folder.join(format!("scratch-{}", std::process::id()));
    let outcome = verify(folder, backup, &scratch, Instant::now(), told).await;
    let _ = std::fs::remove_dir_all(&scratch);
    outcome?;
    if data.exists() {
        note_verified(data, backup)?;
    }
    Ok(())
}

/// The hour of the paper's day at which a backup is made.
const HOUR: i64 = 3;

/// When the next nightly backup is due: at three in the paper's night.
pub(crate) fn next_night(zone: &Zone, now: Instant) -> Instant {
    let today = zone.day(now);
    let tonight = today.from.plus_seconds(HOUR * 3_600);
    if tonight > now { tonight } else { today.until.plus_seconds(HOUR * 3_600) }
}

/// The nightly backup, as the settings want it: made, verified, and older ones taken away. Gives whether one is wanted.
pub(crate) async fn nightly(store: &Store, data: &Path, now: Instant) -> Result<bool, Failure> {
    let reading = store.reading().await?;
    let folder: Option<String> = reading.setting(Setting::BackupFolder).await?;
    let days: i64 = reading.setting(Setting::BackupDays).await?.unwrap_or(30);
    reading.finish();
    let Some(folder) = folder.filter(|folder| !folder.is_empty()).map(PathBuf::from) else { return Ok(false) };
    let (backup, new) = back_up(store, data, &folder, now, &|_| {}).await?;
    verified(data, &folder, &backup, &|_| {}).await?;
    let gone = age_out(&folder, now.plus_seconds(-days * 86_400))?;
    tracing::info!(backup = backup.name(), new, gone, "the nightly backup is made and verified");
    Ok(true)
}

/// What long work is at.
struct Progress(ProgressBar);

impl Progress {
    fn of(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner().with_prefix(what);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    fn at(&self, what: &str) {
        self.0.set_message(what.to_owned());
        self.0.tick();
    }

    fn done(&self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_comes_once_a_day_also_when_the_clocks_change() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let mut now = zone.read("2026-03-27T12:00").unwrap();
        let mut nights = Vec::new();
        for _ in 0..4 {
            now = next_night(&zone, now);
            nights.push(zone.iso(now));
        }
        assert_eq!(
            nights,
            [
                "2026-03-28T03:00:00+01:00",
                "2026-03-29T04:00:00+02:00",
                "2026-03-30T03:00:00+02:00",
                "2026-03-31T03:00:00+02:00"
            ]
        );
    }
}
