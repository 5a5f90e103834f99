//! The files of a folder that stand in the place of Harbour's, judged before any of them is used.

use std::collections::BTreeMap;

use super::flaw::Flaw;
use super::{assets, environment, includes, style, templates};

/// The files of a theme's folder by their paths in it: `templates/card.html`, `styles/base.css`, `fonts/serif.woff2`,
/// `images/card.png`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// A file as text, where it is there and is text.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The names of the files under a folder, with their bytes.
    pub(super) fn under<'f>(&'f self, folder: &'f str) -> impl Iterator<Item = (&'f str, &'f [u8])> {
        self.0
            .iter()
            .filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, bytes.as_slice())))
    }
}

/// Looks at each file by itself: whether it is of a kind that a theme has, can be read, and is used.
pub(super) fn judge(files: &Files) -> Result<(), Flaw> {
    let texts = templates::of(files);
    for (path, bytes) in &files.0 {
        let flaw = |why: &str| Err(Flaw { file: path.clone(), line: None, why: why.to_owned() });
        match path.split_once('/') {
            Some(("templates", name)) => {
                let Ok(text) = std::str::from_utf8(bytes) else { return flaw(NO_TEXT) };
                template(name, text)?;
                if !templates::is_ours(name)
                    && !texts.values().any(|text| includes::named(&texts, text).contains(&name))
                {
                    return flaw(UNUSED_TEMPLATE);
                }
            }
            Some(("styles", name)) => {
                let Ok(text) = std::str::from_utf8(bytes) else { return flaw(NO_TEXT) };
                if !style::is_ours(name) {
                    return flaw(&format!("There is no such sheet. A theme may replace {}.", style::names()));
                }
                style::judge(text, &assets::of(files)).map_err(|(line, why)| Flaw {
                    file: path.clone(),
                    line: Some(line),
                    why,
                })?;
            }
            Some(("fonts" | "images", name)) if assets::media_type(name).is_some() => {}
            Some(("fonts" | "images", _)) => return flaw(NO_FILE),
            _ => return flaw(NO_PLACE),
        }
    }
    Ok(())
}

fn template(name: &str, text: &str) -> Result<(), Flaw> {
    let read = environment().add_template_owned(name.to_owned(), text.to_owned());
    read.map_err(|error| Flaw::of(name, &error))
}

const NO_TEXT: &str = "It is no text in UTF-8. Save it as UTF-8, or take it away.";
const UNUSED_TEMPLATE: &str =
    "It replaces no template of ours, and no template names it. Correct its name, or take it away.";
const NO_FILE: &str = "A theme's files are woff2, png, jpg, webp and svg. Take it away.";
const NO_PLACE: &str = "A theme has the folders templates, styles, fonts and images. Put it into one of them.";
