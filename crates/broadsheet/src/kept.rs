//! Files of the themes that were worn: pages that are open in browsers ask for them after the next release has started.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use broadsheet_news::clock::Instant;
use broadsheet_pages::theme::{Asset, Theme};

/// So long after a theme was last worn its files are let go: no page is open for longer.
const KEPT: Duration = Duration::from_secs(30 * 86_400);

/// The folder in which they are kept, under the last piece of their address.
#[derive(Clone, Debug)]
pub(crate) struct KeptAssets(PathBuf);

impl KeptAssets {
    /// Those of the paper in that data folder.
    pub(crate) fn of(data: &Path) -> Self {
        Self(data.join("assets"))
    }

    /// The files that are kept.
    pub(crate) fn recall(&self) -> Vec<Asset> {
        let read = |path: PathBuf| Asset::kept(path.file_name()?.to_str()?, fs::read(&path).ok()?);
        self.files().into_iter().filter_map(read).collect()
    }

    /// Keeps the files of a theme that is worn from now on, and lets go of those that were worn too long ago. A paper whose
    /// folder cannot be written is served all the same.
    pub(crate) fn keep(&self, theme: &Theme, now: Instant) {
        let now = UNIX_EPOCH + Duration::from_micros(now.microseconds().unsigned_abs());
        if let Err(error) = self.try_to_keep(theme, now) {
            let folder = self.0.display();
            tracing::warn!(%error, %folder, "the theme's files cannot be kept for pages that are open when the next one is worn");
        }
    }

    fn try_to_keep(&self, theme: &Theme, now: SystemTime) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        for asset in theme.assets() {
            let path = self.0.join(asset.file());
            if !path.exists() {
                let begun = path.with_extension("begun");
                fs::write(&begun, &asset.bytes)?;
                fs::rename(&begun, &path)?;
            }
            File::options().append(true).open(&path)?.set_modified(now)?;
        }
        for path in self.files() {
            let worn = fs::metadata(&path)?.modified()?;
            if now.duration_since(worn).is_ok_and(|ago| ago > KEPT) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
    }
}
