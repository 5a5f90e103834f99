//! Picture files beside a file that is imported: they become the photos of its articles.

use std::fs;
use std::path::{Component, Path, PathBuf};

use broadsheet_desk::{Desk, photo};
use broadsheet_news::incoming::{Incoming, IncomingPhoto};

/// The endings by which a picture of the same name is looked for beside a page dump.
const ENDINGS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// The picture beside a page dump: `ferry.jpg` beside `ferry.txt`.
pub(crate) fn of_dump(file: &Path) -> Option<String> {
    let found = ENDINGS.iter().map(|ending| file.with_extension(ending)).find(|path| path.is_file())?;
    Some(found.file_name()?.to_string_lossy().into_owned())
}

/// Whether a file is a picture by its ending: in a folder that is imported it belongs to another file.
pub(crate) fn is_picture(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Gives an article's photos the bytes of the files that they name, in the folder `beside`. What cannot be brought in is
/// told; that photo stays a placeholder.
pub(crate) async fn bring_in(desk: &Desk<'_>, beside: &Path, incoming: &mut Incoming) -> Vec<String> {
    let mut problems = Vec::new();
    for photo in incoming.lead_photo.iter_mut().chain(&mut incoming.photos) {
        let Some(name) = photo.beside.take() else { continue };
        if let Err(why) = one(desk, beside, &name, photo).await {
            problems.push(format!("The photo {name} is not brought in: {why}"));
        }
    }
    problems
}

async fn one(desk: &Desk<'_>, beside: &Path, name: &str, photo: &mut IncomingPhoto) -> Result<(), String> {
    let path = inside(beside, name).ok_or("it lies outside the folder. Put it beside the file that names it.")?;
    let length = fs::metadata(&path).map_err(|error| format!("{error}. Put it beside the file that names it."))?.len();
    if length > photo::MOST_BYTES {
        return Err(format!("it has {length} bytes, more than {}. Save it smaller.", photo::MOST_BYTES));
    }
    let bytes = fs::read(&path).map_err(|error| format!("{error}. Check your permission to read it."))?;
    let kept = photo::keep(desk, bytes).await.map_err(|refusal| refusal.to_string())?;
    (photo.file, photo.width, photo.height, photo.average) = (kept.file, kept.width, kept.height, kept.average);
    Ok(())
}

/// The path of a name in the folder or below it; nothing where it would lead out.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !name.is_empty()).then(|| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = Path::new("imports");
        assert_eq!(inside(folder, "photos/a.jpg"), Some(folder.join("photos/a.jpg")));
        for name in ["", "/etc/passwd", "../a.jpg", "a/../../b.jpg", "./../a"] {
            assert_eq!(inside(folder, name), None, "{name}");
        }
    }
}
