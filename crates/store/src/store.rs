//! The store itself: where a paper lives, and its one writer.

mod snapshot;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use broadsheet_news::clock::Instant;
use tokio::sync::{Semaphore, watch};

use crate::db::{Connection, Postgres, Sqlite};
use crate::failure::Failure;
use crate::notices::Teller;
use crate::objects::Objects;
use crate::owner::FolderLock;
use crate::source::Furniture;
use crate::transaction::Writer;
use crate::{backup, dialect, migrations};

use snapshot::Idle;
pub(crate) use snapshot::Snapshot;

/// How many snapshots may be open at once; the next one waits.
const SNAPSHOTS: usize = 16;

/// Where a paper lives.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder.
    pub folder: PathBuf,
    /// A PostgreSQL address; without one, SQLite in the folder.
    pub database: Option<String>,
}

/// Everything durable of one paper. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>, Earnest);

/// Whether acts through a store are meant to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Earnest {
    /// They are.
    Yes,
    /// They are rolled back where they would be kept.
    Rehearsal,
}

struct Inner {
    place: Place,
    idle: Mutex<Idle>,
    snapshots: Arc<Semaphore>,
    /// One more, for who is told of commits.
    one_more: Arc<Semaphore>,
    writer: Arc<tokio::sync::Mutex<Writer>>,
    objects: Objects,
    newest: watch::Sender<i64>,
    teller: Teller,
    held: Held,
    served_at: OnceLock<String>,
    /// The page furniture of the newest number at which a page was read.
    furniture: Mutex<Option<Arc<Furniture>>>,
    _lock: Option<FolderLock>,
}

/// How to reach the database.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl std::fmt::Display for Place {
    /// For messages: an address may hold a password, and is not told.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(_) => f.write_str("the PostgreSQL database"),
        }
    }
}

impl Place {
    pub(crate) fn of(options: &Options) -> Self {
        match &options.database {
            Some(url) => Self::Postgres(url.clone()),
            None => Self::Sqlite(options.folder.join("newspaper.db")),
        }
    }

    /// An open SQLite file goes on answering after it is moved away; this notices.
    fn is_there(&self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(path) if !path.exists() => {
                Err(Failure::Gone(format!("{} is not there any more", path.display())))
            }
            _ => Ok(()),
        }
    }

    pub(crate) async fn connect(&self, create: bool) -> Result<Connection, Failure> {
        match self {
            Self::Sqlite(path) => Ok(Connection::Sqlite(Sqlite::open(path, create)?)),
            Self::Postgres(url) => Ok(Connection::Postgres(Postgres::connect(url).await?)),
        }
    }
}

impl Store {
    /// Founds an empty paper: folder, database, newest schema. The caller owns it.
    ///
    /// # Errors
    /// [`Failure::PaperExists`] where there is one; [`Failure::File`] where the folder cannot be written.
    pub async fn found(options: &Options, now: Instant) -> Result<Self, Failure> {
        let folder = &options.folder;
        let is_new = !folder.exists();
        std::fs::create_dir_all(folder).map_err(|error| Failure::File(folder.clone(), error))?;
        let founded = Self::found_in(options, now).await;
        if founded.is_err() && is_new {
            // The folder is ours and holds nothing but what was begun.
            let _ = std::fs::remove_dir_all(folder);
        }
        founded
    }

    async fn found_in(options: &Options, now: Instant) -> Result<Self, Failure> {
        let folder = &options.folder;
        let lock = FolderLock::take(folder)?;
        let place = Place::of(options);
        let connection = place.connect(true).await?;
        if migrations::found(&connection).await?.is_some() {
            return Err(Failure::PaperExists(place.to_string()));
        }
        migrations::run(&connection, now).await?;
        let store = Self::with(options, place, connection, Some(lock)).await?;
        // What comes will be put in this program's order: nothing is to be renewed when the paper is opened next.
        store.renew_order(now).await?;
        Ok(store)
    }

    /// Opens a paper as its one owner.
    ///
    /// # Errors
    /// [`Failure::Owned`] where another process has it; [`Failure::NoPaper`]; [`Failure::Newer`].
    pub async fn own(options: &Options, now: Instant) -> Result<Self, Failure> {
        let (place, connection) = Self::existing(options).await?;
        std::fs::create_dir_all(&options.folder).map_err(|error| Failure::File(options.folder.clone(), error))?;
        let lock = FolderLock::take(&options.folder)?;
        copy_before_migration(&connection, options, now).await?;
        migrations::run(&connection, now).await?;
        let store = Self::with(options, place, connection, Some(lock)).await?;
        store.renew_order(now).await?;
        Ok(store)
    }

    /// Opens a paper to read it, whoever owns it.
    ///
    /// # Errors
    /// [`Failure::NoPaper`]; [`Failure::Newer`].
    pub async fn read(options: &Options) -> Result<Self, Failure> {
        let (place, connection) = Self::existing(options).await?;
        match migrations::found(&connection).await? {
            Some(found) if found > migrations::KNOWN => Err(Failure::Newer { found, known: migrations::KNOWN }),
            Some(_) => Self::with(options, place, connection, None).await,
            None => Err(Failure::NoPaper(options.folder.clone())),
        }
    }

    /// An empty database for a paper that is restored, in a folder of its own.
    pub(crate) async fn place_for_restoring(options: &Options) -> Result<Connection, Failure> {
        let folder = &options.folder;
        std::fs::create_dir_all(folder).map_err(|error| Failure::File(folder.clone(), error))?;
        let place = Place::of(options);
        if let Place::Sqlite(path) = &place
            && path.exists()
        {
            return Err(Failure::PaperExists(place.to_string()));
        }
        let connection = place.connect(true).await?;
        match migrations::found(&connection).await? {
            Some(_) => Err(Failure::PaperExists(place.to_string())),
            None => Ok(connection),
        }
    }

    /// A connection to a paper that is there.
    pub(crate) async fn place_of(options: &Options) -> Result<Connection, Failure> {
        Ok(Self::existing(options).await?.1)
    }

    async fn existing(options: &Options) -> Result<(Place, Connection), Failure> {
        let place = Place::of(options);
        if let Place::Sqlite(path) = &place
            && !path.exists()
        {
            return Err(Failure::NoPaper(options.folder.clone()));
        }
        let connection = place.connect(false).await?;
        if migrations::found(&connection).await?.is_none() {
            return Err(Failure::NoPaper(options.folder.clone()));
        }
        Ok((place, connection))
    }

    async fn with(
        options: &Options,
        place: Place,
        connection: Connection,
        lock: Option<FolderLock>,
    ) -> Result<Self, Failure> {
        let owned = lock.is_some();
        if owned && !dialect::own(&connection).await? {
            return Err(Failure::Owned("The newspaper in this PostgreSQL database is held by another process".into()));
        }
        dialect::prepare_writer(&connection).await?;
        let sql = "SELECT number FROM ledger";
        let number: i64 = connection.query_one(sql, &[], |row| row.get("number")).await?;
        let held = Held::by(&connection);
        let writer = Writer::new(connection, place.clone(), owned, held.clone());
        let inner = Arc::new(Inner {
            place,
            idle: Mutex::default(),
            snapshots: Arc::new(Semaphore::new(SNAPSHOTS)),
            one_more: Arc::new(Semaphore::new(1)),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            objects: Objects::in_folder(&options.folder),
            newest: watch::channel(number).0,
            teller: Teller::default(),
            held,
            served_at: OnceLock::new(),
            furniture: Mutex::default(),
            _lock: lock,
        });
        Ok(Self(inner, Earnest::Yes))
    }

    /// The same paper, on which acts are only tried: each is done as it would be and rolled back where it would be kept.
    #[must_use]
    pub fn rehearsing(&self) -> Self {
        Self(self.0.clone(), Earnest::Rehearsal)
    }

    pub(crate) fn is_rehearsing(&self) -> bool {
        self.1 == Earnest::Rehearsal
    }

    /// Whether this process still holds the paper, as far as its connection tells: PostgreSQL gives the owner's lock to
    /// another when the connection is lost.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.0.held.is_held()
    }

    /// Keeps all acts waiting until it is dropped. Takes the paper again where its connection was lost.
    ///
    /// # Errors
    /// Where the database cannot be reached, or another process has taken the paper.
    pub async fn hold_acts(&self) -> Result<NoActs, Failure> {
        let mut writer = self.writer().await;
        writer.ready().await?;
        Ok(NoActs(writer))
    }

    /// The files of photos.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.0.objects
    }

    /// Says where this process serves the paper: its public address where no setting names one.
    pub fn serve_at(&self, address: String) {
        let _ = self.0.served_at.set(address);
    }

    /// The page furniture of the newest number at which a page was read.
    pub(crate) fn furniture(&self) -> Option<Arc<Furniture>> {
        self.kept_furniture().clone()
    }

    /// Keeps page furniture for the next page, where it is of a newer number.
    pub(crate) fn keep(&self, furniture: &Arc<Furniture>) {
        let mut kept = self.kept_furniture();
        if kept.as_ref().is_none_or(|kept| kept.number < furniture.number) {
            *kept = Some(furniture.clone());
        }
    }

    fn kept_furniture(&self) -> MutexGuard<'_, Option<Arc<Furniture>>> {
        self.0.furniture.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn served_at(&self) -> String {
        self.0.served_at.get().cloned().unwrap_or_default()
    }

    /// The number of the newest change made in this process, and word of each new one.
    #[must_use]
    pub fn newest_change(&self) -> watch::Receiver<i64> {
        self.0.newest.subscribe()
    }

    /// The number of the newest change that was announced in this process.
    pub(crate) fn newest_announced(&self) -> i64 {
        *self.0.newest.borrow()
    }

    pub(crate) fn announce(&self, number: i64) {
        self.0.newest.send_replace(number);
    }

    pub(crate) fn teller(&self) -> &Teller {
        &self.0.teller
    }

    /// How many rows the database has given to acts so far: what they cost, whatever the machine.
    pub async fn rows_by_acts(&self) -> u64 {
        self.writer().await.rows_given()
    }

    /// How many steps SQLite has taken for acts so far.
    pub async fn steps_by_acts(&self) -> u64 {
        self.writer().await.steps()
    }

    /// The number of the newest change in the change log.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn newest_logged(&self) -> Result<i64, Failure> {
        newest_logged(self.snapshot().await?).await
    }

    pub(crate) async fn writer(&self) -> tokio::sync::OwnedMutexGuard<Writer> {
        self.0.writer.clone().lock_owned().await
    }

    /// How many bytes the database takes.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn size(&self) -> Result<i64, Failure> {
        let snapshot = self.snapshot().await?;
        let size = dialect::size(snapshot.connection()).await?;
        snapshot.finish();
        Ok(size)
    }

    /// Every row of every table as text, in no order, for tests that compare whole papers.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn rows(&self) -> Result<Vec<String>, Failure> {
        let snapshot = self.snapshot().await?;
        let rows = dialect::rows(snapshot.connection()).await?;
        snapshot.finish();
        Ok(rows)
    }

    /// Every column of every table, `table.column`, for the test that walks them.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn columns(&self) -> Result<Vec<String>, Failure> {
        let snapshot = self.snapshot().await?;
        let columns = dialect::columns(snapshot.connection()).await?;
        snapshot.finish();
        Ok(columns)
    }
}

/// Before an older database is brought to the newest schema, all of it is copied into the data folder.
async fn copy_before_migration(connection: &Connection, options: &Options, now: Instant) -> Result<(), Failure> {
    match migrations::found(connection).await? {
        Some(found) if found < migrations::KNOWN => {
            let folder = options.folder.join("before-migration");
            backup::copy_database(connection, &folder, now).await
        }
        _ => Ok(()),
    }
}

/// The number of the newest change that a snapshot sees.
pub(crate) async fn newest_logged(snapshot: Snapshot) -> Result<i64, Failure> {
    let number = snapshot.connection().query_one("SELECT number FROM ledger", &[], |row| row.get("number")).await?;
    snapshot.finish();
    Ok(number)
}

/// While it lives, no act begins.
pub struct NoActs(#[allow(dead_code, reason = "it is held, and not looked at")] tokio::sync::OwnedMutexGuard<Writer>);

/// Whether the connection that holds the paper lives.
#[derive(Clone, Default)]
pub(crate) struct Held(Arc<Mutex<Option<Arc<AtomicBool>>>>);

impl Held {
    fn by(connection: &Connection) -> Self {
        Self(Arc::new(Mutex::new(connection.ended())))
    }

    /// Another connection holds the paper now.
    pub(crate) fn taken_by(&self, connection: &Connection) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = connection.ended();
    }

    fn is_held(&self) -> bool {
        let ended = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ended.as_ref().is_none_or(|ended| !ended.load(Ordering::Acquire))
    }
}
