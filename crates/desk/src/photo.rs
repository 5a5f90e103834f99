//! A reporter keeps a photo.

use broadsheet_news::ids::PhotoId;
use broadsheet_news::photo::Photo;

use crate::{Deed, Desk, Done, Refusal, done};

/// Saves a photo. An id of 0 makes a new one.
///
/// # Errors
/// A [`Refusal`] where its size or focal point cannot be.
pub async fn save(desk: &Desk<'_>, mut photo: Photo) -> Result<Done<PhotoId>, Refusal> {
    let mut transaction = desk.begin(Deed::SavePhoto, None).await?;
    if photo.width < 1 || photo.height < 1 {
        return Err(Refusal::Unfit("The photo has no width or no height. Give both in pixels.".into()));
    }
    if !(0..=1000).contains(&photo.focal_x) || !(0..=1000).contains(&photo.focal_y) {
        return Err(Refusal::Unfit("The focal point lies outside the photo. Give thousandths from 0 to 1000.".into()));
    }
    if photo.id.0 == 0 {
        photo.id = PhotoId(transaction.new_id());
    }
    transaction.save_photo(&photo).await?;
    done(transaction, photo.id).await
}
