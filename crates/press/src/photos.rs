//! Photos as bytes: kept ones from the store, placeholders and the demo's pictures drawn when first asked for.

use std::sync::Arc;

use broadsheet_news::address::Picture;
use broadsheet_news::photo::File;
use broadsheet_pages::placeholder;
use broadsheet_store::{Failure, Store};
use bytes::Bytes;
use tokio::sync::Semaphore;

/// How many pictures are drawn at once.
const AT_ONCE: usize = 2;

/// Draws a scene of the demo newspaper as JPEG; `None` where there is no such scene.
pub type Draw = fn(scene: &str, seed: i64) -> Option<Vec<u8>>;

/// A photo's bytes and their type.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The media type.
    pub media_type: &'static str,
    /// The bytes, which never change at their address.
    pub bytes: Bytes,
}

/// Gives photos by what their address names.
#[derive(Clone)]
pub struct Photos {
    store: Store,
    draw: Draw,
    hands: Arc<Semaphore>,
}

impl Photos {
    /// The photos of a paper; `draw` draws the demo's.
    #[must_use]
    pub fn new(store: Store, draw: Draw) -> Self {
        Self { store, draw, hands: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The photo that an address names, or `None` where there is none.
    ///
    /// # Errors
    /// Where a file is there and cannot be read.
    pub async fn get(&self, picture: Picture) -> Result<Option<Photo>, Failure> {
        match picture {
            Picture::Placeholder { seed, colour } => {
                Ok(Some(Photo { media_type: "image/svg+xml", bytes: placeholder(seed, colour).into() }))
            }
            Picture::Kept { hash, media_type } => {
                let bytes = self.store.objects().read(&hash)?;
                Ok(bytes.map(|bytes| Photo { media_type, bytes: bytes.into() }))
            }
            Picture::Drawn { scene, seed } => self.drawn(scene, seed).await,
        }
    }

    /// A drawn picture: from the folder, or drawn now, by few at a time, and kept there.
    async fn drawn(&self, scene: String, seed: i64) -> Result<Option<Photo>, Failure> {
        let jpeg = |bytes: Vec<u8>| Photo { media_type: "image/jpeg", bytes: bytes.into() };
        let name = format!("{scene}-{seed}.jpg");
        if let Some(bytes) = self.store.objects().read_drawn(&name)? {
            return Ok(Some(jpeg(bytes)));
        }
        // Drawing is dear: nobody makes us draw what the paper does not show.
        if !self.store.has_photo_of(&File::Drawn { scene: scene.clone(), seed }).await? {
            return Ok(None);
        }
        // Whoever waits here while another draws the same picture finds it in the folder afterwards.
        let Ok(_hand) = self.hands.acquire().await else { return Ok(None) };
        if let Some(bytes) = self.store.objects().read_drawn(&name)? {
            return Ok(Some(jpeg(bytes)));
        }
        let draw = self.draw;
        let drawn = tokio::task::spawn_blocking(move || draw(&scene, seed)).await;
        let Ok(Some(bytes)) = drawn else { return Ok(None) };
        self.store.objects().keep_drawn(&name, &bytes)?;
        Ok(Some(jpeg(bytes)))
    }
}
