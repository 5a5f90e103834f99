//! A reporter keeps a photo.

use broadsheet_news::ids::PhotoId;
use broadsheet_news::photo::{Colour, File, Photo};
use broadsheet_news::sentence;
use broadsheet_pictures::{Cleaned, clean};
use tokio::sync::Semaphore;

use crate::{Deed, Desk, Done, Refusal, done, fit, roles};

/// The largest file that is taken, in bytes.
pub const MOST_BYTES: u64 = broadsheet_pictures::MOST_BYTES as u64;

/// One photo is read at a time, for reading takes much memory.
static READING: Semaphore = Semaphore::const_new(1);

/// Saves a photo. An id of 0 makes a new one.
///
/// # Errors
/// A [`Refusal`] where its size or focal point cannot be.
pub async fn save(desk: &Desk<'_>, mut photo: Photo) -> Result<Done<PhotoId>, Refusal> {
    let mut transaction = desk.begin(Deed::SavePhoto, None).await?;
    if photo.width < 1 || photo.height < 1 {
        return Err(Refusal::Unfit("The photo has no width or no height. Give both in pixels.".into()));
    }
    is_inside(&photo)?;
    fit::photo(&photo)?;
    if photo.id.0 == 0 {
        photo.id = PhotoId(transaction.new_id());
    }
    transaction.save_photo(&photo).await?;
    done(transaction, photo.id).await
}

/// Brings in the bytes of a JPEG, PNG, WebP or GIF and saves `photo` with them: its file, width and height are those
/// of the bytes. They are turned upright and cleaned of everything but pixels, and kept once however often they come.
///
/// # Errors
/// A [`Refusal`] where the bytes are no photo that can be shown, or the focal point cannot be.
pub async fn bring_in(desk: &Desk<'_>, bytes: Vec<u8>, photo: Photo) -> Result<Done<PhotoId>, Refusal> {
    roles::may(desk.actor, Deed::SavePhoto, None)?;
    is_inside(&photo)?;
    fit::photo(&photo)?;
    // Outside the act: acts run one at a time, and reading may take seconds.
    let Kept { file, width, height, average } = keep(desk, bytes).await?;
    save(desk, Photo { file, width, height, average, ..photo }).await
}

/// Takes a photo from readers because its rights have ended. Gives whether it was done.
///
/// # Errors
/// A [`Refusal`] where there is no such photo.
pub async fn expire(desk: &Desk<'_>, id: PhotoId) -> Result<Done<bool>, Refusal> {
    let mut transaction = desk.begin(Deed::SavePhoto, None).await?;
    let photo = transaction.photo(id).await?;
    let photo = photo.ok_or_else(|| Refusal::Unknown(sentence!("There is no photo {}.", id)))?;
    if photo.gone || photo.expires.is_none_or(|end| end > transaction.now()) {
        let change = transaction.unchanged().await?;
        return Ok(Done { made: false, change });
    }
    transaction.save_photo(&Photo { gone: true, ..photo }).await?;
    done(transaction, true).await
}

/// What is known of a file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where its bytes are.
    pub file: File,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// Its average colour, where one does not see through it.
    pub average: Option<Colour>,
}

/// Keeps the bytes of a photo, cleaned, under the hash of what is left of them. No article shows it yet.
///
/// # Errors
/// A [`Refusal`] where the bytes are no photo that can be shown.
pub async fn keep(desk: &Desk<'_>, bytes: Vec<u8>) -> Result<Kept, Refusal> {
    roles::may(desk.actor, Deed::SavePhoto, None)?;
    let cleaned = cleaned(bytes).await?;
    let hash = desk.store.objects().keep(&cleaned.bytes)?;
    Ok(Kept {
        file: File::Kept { hash, media_type: cleaned.media_type.to_owned() },
        width: i64::from(cleaned.width),
        height: i64::from(cleaned.height),
        average: cleaned.average.map(Colour),
    })
}

async fn cleaned(bytes: Vec<u8>) -> Result<Cleaned, Refusal> {
    let failed = || Refusal::Unfit("The photo could not be read. Save it again and send that.".into());
    let turn = READING.acquire().await.map_err(|_| failed())?;
    let cleaned = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        clean(&bytes)
    });
    cleaned.await.map_err(|_| failed())?.map_err(|unfit| Refusal::Unfit(unfit.0))
}

fn is_inside(photo: &Photo) -> Result<(), Refusal> {
    let inside = (0..=1000).contains(&photo.focal_x) && (0..=1000).contains(&photo.focal_y);
    let outside = || Refusal::Unfit("The focal point lies outside the photo. Give thousandths from 0 to 1000.".into());
    inside.then_some(()).ok_or_else(outside)
}
