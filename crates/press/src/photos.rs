//! Photos as bytes: kept ones from the store; placeholders, the demo's pictures, emblems, placards and all cuts made when
//! first asked for.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use broadsheet_news::address::{self, Picture};
use broadsheet_news::clock::Instant;
use broadsheet_news::cut::{Crop, Cut, RECIPE};
use broadsheet_news::emblem::{Placard, initial};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::photo::File;
use broadsheet_pages::{placard, placeholder};
use broadsheet_store::{Failure, Store};
use bytes::Bytes;
use tokio::sync::{OnceCell, Semaphore};

/// How many pictures are made at once.
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

/// What all who ask for one picture wait for.
type Made = OnceCell<Option<Bytes>>;

/// A picture that is being made; boxed, since a cut waits for the drawing that it is made from.
type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Option<Bytes>, Failure>> + Send + 'a>>;

/// Gives photos by what their address names.
#[derive(Clone)]
pub struct Photos {
    store: Store,
    draw: Draw,
    hands: Arc<Semaphore>,
    in_the_making: Arc<Mutex<HashMap<String, Weak<Made>>>>,
    made: Arc<AtomicU64>,
}

/// What is made, and not kept as it came, as its address names it.
enum Order {
    Drawn(String, i64),
    Cut(File, Cut),
    Emblem(char, u32),
    Placard(ArticleId, String),
}

/// What there is to do for an order.
enum Work {
    Draw(String, i64),
    Cut(File, Cut),
    Emblem(char, u32),
    Placard(Placard),
}

/// The type of what is painted from words.
const PNG: &str = "image/png";

impl Photos {
    /// The photos of a paper; `draw` draws the demo's.
    #[must_use]
    pub fn new(store: Store, draw: Draw) -> Self {
        let (hands, in_the_making, made) = (Arc::new(Semaphore::new(AT_ONCE)), Arc::default(), Arc::default());
        Self { store, draw, hands, in_the_making, made }
    }

    /// The photo that an address names, or `None` where there is none.
    ///
    /// # Errors
    /// Where a file is there and cannot be read.
    pub async fn get(&self, picture: Picture, now: Instant) -> Result<Option<Photo>, Failure> {
        let (bytes, media_type) = match picture {
            Picture::Placeholder { seed, colour } => (Some(placeholder(seed, colour).into()), "image/svg+xml"),
            Picture::Kept { hash, media_type } => (self.kept(hash, media_type, now).await?, media_type),
            Picture::Drawn { scene, seed } => (self.made_once(Order::Drawn(scene, seed), now).await?, "image/jpeg"),
            Picture::Cut { of, cut } => (self.made_once(Order::Cut(of, cut), now).await?, cut.format.media_type()),
            Picture::Emblem { side, initial } => (self.made_once(Order::Emblem(initial, side), now).await?, PNG),
            Picture::Placard { article, mark } => {
                let order = Order::Placard(ArticleId(article), mark);
                (self.made_once(order, now).await?, PNG)
            }
        };
        Ok(bytes.map(|bytes| Photo { media_type, bytes }))
    }

    /// A file as it was brought in.
    async fn kept(&self, hash: String, media_type: &str, now: Instant) -> Result<Option<Bytes>, Failure> {
        let file = File::Kept { hash, media_type: media_type.to_owned() };
        match (self.store.has_photo_of(&file, None, now).await?, file) {
            (true, File::Kept { hash, .. }) => Ok(self.store.objects().read(&hash)?.map(Bytes::from)),
            _ => Ok(None),
        }
    }

    /// How many pictures were drawn or cut since the start; those found in the folder are not.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// A made picture: from the folder, or made now, once for all who ask meanwhile.
    fn made_once(&self, order: Order, now: Instant) -> Waiting<'_> {
        Box::pin(async move {
            let name = order.name();
            // What was killed, or whose rights have ended, is not given though it lies in the folder.
            if let Some(file) = order.file()
                && !self.store.has_photo_of(&file, None, now).await?
            {
                return Ok(None);
            }
            if let Some(bytes) = self.store.objects().read_made(&name)? {
                return Ok(Some(bytes.into()));
            }
            // Making is dear: nobody makes us make what the paper does not show.
            let Some(work) = self.work(order, now).await? else { return Ok(None) };
            let (making, photos) = (self.making(&name), self.clone());
            // A task of its own goes on where its asker leaves, so that whoever else waits need not begin again.
            let task =
                tokio::spawn(async move { making.get_or_try_init(|| photos.make(name, work, now)).await.cloned() });
            task.await.unwrap_or(Ok(None))
        })
    }

    fn making(&self, name: &str) -> Arc<Made> {
        let mut all = self.in_the_making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(making) = all.get(name).and_then(Weak::upgrade) {
            return making;
        }
        all.retain(|_, making| making.strong_count() > 0);
        let making = Arc::new(Made::new());
        all.insert(name.to_owned(), Arc::downgrade(&making));
        making
    }

    /// What there is to do for an order; nothing where no page shows it.
    async fn work(&self, order: Order, now: Instant) -> Result<Option<Work>, Failure> {
        Ok(match order {
            Order::Drawn(scene, seed) => Some(Work::Draw(scene, seed)),
            // A cut of earlier days is given while it is kept.
            Order::Cut(_, cut) if cut.recipe != RECIPE => None,
            Order::Cut(file, cut) => {
                let focal = (cut.crop != Crop::Whole).then(|| (i64::from(cut.focal.0), i64::from(cut.focal.1)));
                self.store.has_photo_of(&file, focal, now).await?.then_some(Work::Cut(file, cut))
            }
            Order::Emblem(letter, side) => {
                let source = self.store.source(now, None).await?;
                let own = initial(&source.name());
                source.finish();
                (own == letter).then_some(Work::Emblem(letter, side))
            }
            Order::Placard(article, mark) => {
                let source = self.store.source(now, None).await?;
                let placard = placard(&source, article).await?;
                source.finish();
                placard.filter(|placard| placard.mark() == mark).map(Work::Placard)
            }
        })
    }

    /// Makes a picture, by few hands at a time, and keeps it.
    async fn make(&self, name: String, work: Work, now: Instant) -> Result<Option<Bytes>, Failure> {
        if let Work::Cut(File::Drawn { scene, seed }, _) = &work {
            // Before a hand is taken: drawing wants one too.
            self.made_once(Order::Drawn(scene.clone(), *seed), now).await?;
        }
        let Ok(hand) = self.hands.clone().acquire_owned().await else { return Ok(None) };
        // Another may have made it between our look into the folder and now.
        if let Some(bytes) = self.store.objects().read_made(&name)? {
            return Ok(Some(bytes.into()));
        }
        let source = self.source(&work)?;
        let draw = self.draw;
        let made = tokio::task::spawn_blocking(move || {
            let _hand = hand;
            let drawn = match work {
                Work::Draw(scene, seed) => {
                    return draw(&scene, seed).ok_or_else(|| "there is no such scene".to_owned());
                }
                Work::Cut(_, cut) => broadsheet_pictures::cut(&source?, &cut),
                Work::Emblem(initial, side) => broadsheet_pictures::emblem(initial, side),
                Work::Placard(placard) => broadsheet_pictures::placard(&placard),
            };
            drawn.map_err(|unfit| unfit.to_string())
        });
        let bytes = match made.await.unwrap_or_else(|error| Err(error.to_string())) {
            Ok(bytes) => bytes,
            Err(why) => {
                tracing::warn!(picture = name, why, "a picture could not be made");
                return Ok(None);
            }
        };
        self.made.fetch_add(1, Ordering::Relaxed);
        if let Err(error) = self.store.objects().keep_made(&name, &bytes) {
            tracing::warn!(%error, "a picture is not kept and will be made again");
        }
        Ok(Some(bytes.into()))
    }

    /// The bytes that a cut is made from, or why there are none.
    fn source(&self, work: &Work) -> Result<Result<Vec<u8>, String>, Failure> {
        let found = match work {
            Work::Cut(File::Kept { hash, .. }, _) => self.store.objects().read(hash)?,
            Work::Cut(File::Drawn { scene, seed }, _) => {
                self.store.objects().read_made(&Order::Drawn(scene.clone(), *seed).name())?
            }
            Work::Cut(File::Placeholder(_), _) | Work::Draw(..) | Work::Emblem(..) | Work::Placard(_) => None,
        };
        Ok(found.ok_or_else(|| "the file it is made from is missing".to_owned()))
    }
}

impl Order {
    /// The photo's file that it shows, where it shows one.
    fn file(&self) -> Option<File> {
        match self {
            Self::Drawn(scene, seed) => Some(File::Drawn { scene: scene.clone(), seed: *seed }),
            Self::Cut(file, _) => Some(file.clone()),
            Self::Emblem(..) | Self::Placard(..) => None,
        }
    }

    /// Its name in the folder: its address, in one piece.
    fn name(&self) -> String {
        let address = match self {
            Self::Drawn(scene, seed) => address::photo(&File::Drawn { scene: scene.clone(), seed: *seed }, 0),
            Self::Cut(file, cut) => address::cut(file, cut).unwrap_or_default(),
            Self::Emblem(initial, side) => address::emblem(*initial, *side),
            Self::Placard(article, mark) => format!("placard/{article}-{mark}.png"),
        };
        address.trim_start_matches("/photos/").replace('/', "_")
    }
}
