//! The theme's files, each at an address that holds the hash of its bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::replacing::Files;

/// A file of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// What templates and style sheets call it: its name without ending.
    pub name: String,
    /// The path it is served at; its bytes never change there.
    pub path: String,
    /// The type of its bytes.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl Asset {
    /// A file as it was kept under the last piece of its path, `serif.0123456789ab.woff2`; nothing where these are not the
    /// bytes that have that address.
    #[must_use]
    pub fn kept(file: &str, bytes: Vec<u8>) -> Option<Self> {
        let (rest, ending) = file.rsplit_once('.')?;
        let (name, _) = rest.rsplit_once('.')?;
        let media_type = media_type(&format!("{name}.{ending}"))?;
        let asset = asset(name, ending, media_type, Cow::Owned(bytes));
        (asset.file() == file).then_some(asset)
    }

    /// The last piece of its path.
    #[must_use]
    pub fn file(&self) -> &str {
        self.path.trim_start_matches("/assets/")
    }
}

/// Ours: the file's name, and its bytes.
const OURS: [(&str, &[u8]); 3] = [
    ("serif.woff2", include_bytes!("../../fonts/serif.woff2")),
    ("sans.woff2", include_bytes!("../../fonts/sans.woff2")),
    ("card.png", include_bytes!("../../images/card.png")),
];

/// The kinds of file that a theme may have, by their ending.
const KINDS: [(&str, &str); 6] = [
    ("woff2", "font/woff2"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
];

/// The files of a theme: ours, where the folder has none of that name, and what the folder adds.
pub(super) fn of(files: &Files) -> Vec<Asset> {
    let mut all: BTreeMap<&str, Asset> = BTreeMap::new();
    let ours = OURS.iter().map(|(name, bytes)| (*name, Cow::Borrowed(*bytes)));
    let theirs = ["fonts", "images"].into_iter().flat_map(|folder| files.under(folder));
    for (file, bytes) in ours.chain(theirs.map(|(name, bytes)| (name, Cow::Owned(bytes.to_vec())))) {
        let (name, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        if let Some(media_type) = media_type(file) {
            all.insert(name, asset(name, ending, media_type, bytes));
        }
    }
    all.into_values().collect()
}

fn asset(name: &str, ending: &str, media_type: &'static str, bytes: Cow<'static, [u8]>) -> Asset {
    let hash = blake3::hash(&bytes).to_hex();
    let short: String = hash.chars().take(12).collect();
    Asset { name: name.to_owned(), path: format!("/assets/{name}.{short}.{ending}"), media_type, bytes }
}

/// The type of a file by its ending; `None` where a theme has no such files, or an address could not hold its name.
pub(super) fn media_type(file: &str) -> Option<&'static str> {
    let (name, ending) = file.rsplit_once('.')?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    KINDS.iter().find(|(known, _)| *known == ending && plain).map(|(_, media_type)| *media_type)
}

/// The path of the file of that name; empty where there is none.
pub(super) fn address_of<'a>(assets: &'a [Asset], name: &str) -> &'a str {
    assets.iter().find(|asset| asset.name == name).map_or("", |asset| asset.path.as_str())
}
