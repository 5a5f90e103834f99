//! `broadsheet reload`: the running server reads the theme's folder again.

use crate::complaint::Complaint;
use crate::errand::{self, Errand};
use crate::say::say;
use crate::settings::Settings;

pub(crate) async fn run(settings: &Settings) -> Result<(), Complaint> {
    match errand::send(&settings.options.folder, &Errand::Reload).await? {
        Some(said) => say!("{said}"),
        None => {
            settings.theme.theme()?;
            say!(
                "No server holds {}. The theme is in order and will be used when one is started: {}.",
                settings.options.folder.display(),
                settings.theme.says()?
            );
        }
    }
    Ok(())
}
