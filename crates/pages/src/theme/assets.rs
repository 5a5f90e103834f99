//! The theme's files, each at an address that holds the hash of its bytes.

use std::sync::LazyLock;

/// A file of the theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The path it is served at; its bytes never change there.
    pub path: String,
    /// The type of its bytes.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset("serif", "woff2", "font/woff2", include_bytes!("../../fonts/serif.woff2")),
        asset("sans", "woff2", "font/woff2", include_bytes!("../../fonts/sans.woff2")),
        asset("card", "png", "image/png", include_bytes!("../../images/card.png")),
    ]
});

fn asset(name: &str, extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    let hash = blake3::hash(bytes).to_hex();
    let short: String = hash.chars().take(12).collect();
    Asset { path: format!("/assets/{name}.{short}.{extension}"), media_type, bytes }
}

/// The files of the theme.
#[must_use]
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The path of the file of that name.
pub(crate) fn address_of(name: &str) -> &'static str {
    let head = format!("/assets/{name}.");
    ASSETS.iter().find(|asset| asset.path.starts_with(&head)).map_or("", |asset| asset.path.as_str())
}

/// The path of the picture that stands for a page without one, 1200 by 630.
pub(crate) fn card() -> &'static str {
    address_of("card")
}
