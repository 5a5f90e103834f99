//! `broadsheet import`: reads files, says what was recognised in them, and hands the articles to the desk.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use broadsheet_archive::page_dump::{self, LocalTime, Recognised};
use broadsheet_desk::import::{Imported, articles};
use broadsheet_desk::paging::cut_long_lists;
use broadsheet_desk::{Actor, Desk};
use broadsheet_discovery::Follower;
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, IncomingPhoto};
use broadsheet_news::reference::normalised;
use broadsheet_store::{Failure, Store};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use crate::beside;
use crate::complaint::Complaint;
use crate::errand::{self, Errand};
use crate::say::say;
use crate::settings::Settings;

/// How many articles are one act.
const AT_ONCE: usize = 500;
/// The largest file of exported articles, in bytes.
const LARGEST: u64 = 1 << 30;

/// The form of what comes in.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// The plain text of a newspaper's article page.
    PageDump,
    /// What `broadsheet export` wrote.
    Json,
}

/// Bring articles in.
#[derive(Args)]
pub(crate) struct Import {
    /// Files, or folders of files.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The form of the files.
    #[arg(long, value_enum)]
    from: Form,
    /// Only say what would come in.
    #[arg(long)]
    dry_run: bool,
    /// Print what was recognised as JSON, one object for each file.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        let paper = match self.dry_run {
            true => None,
            false => Some(Paper::open(settings).await?),
        };
        let zone = zone(paper.as_ref().map(|paper| &paper.store), settings).await?;
        let files = files(&self.paths)?;
        if files.is_empty() {
            return Err(Complaint("There is no file in the folder. Name one that holds page dumps.".into()));
        }
        let progress = progress(files.len());
        let (mut waiting, mut refused) = (Vec::new(), Vec::new());
        for file in &files {
            match self.read(file, &zone, &progress) {
                Ok(mut articles) => {
                    if let Some(paper) = &paper {
                        pictures(&paper.store, file, &mut articles, &progress).await;
                    }
                    waiting.extend(articles);
                }
                Err(complaint) => refused.push(complaint),
            }
            progress.inc(1);
            if let Some(paper) = paper.as_ref().filter(|_| waiting.len() >= AT_ONCE) {
                self.bring_in(paper, std::mem::take(&mut waiting), &progress).await?;
            }
        }
        if let Some(paper) = &paper {
            self.bring_in(paper, waiting, &progress).await?;
            paper.end().await?;
        }
        progress.finish_and_clear();
        told(refused, files.len())
    }

    fn read(&self, file: &Path, zone: &Zone, progress: &ProgressBar) -> Result<Vec<Incoming>, Complaint> {
        match self.from {
            Form::Json => exported(file),
            Form::PageDump => {
                let text = page_dump::read(file).map_err(|problem| Complaint(problem.to_string()))?;
                let found = page_dump::recognise(&text);
                progress.suspend(|| self.show(file, &found));
                let incoming = page_dump::incoming(&found, zone, &file.display().to_string());
                let mut incoming = incoming.map_err(|problem| Complaint(problem.to_string()))?;
                incoming.source = source(&found);
                lead(&mut incoming, beside::of_dump(file));
                Ok(vec![incoming])
            }
        }
    }

    fn show(&self, file: &Path, found: &Recognised) {
        if self.json {
            say!("{}", as_json(file, found));
            return;
        }
        say!("{}", file.display());
        for line in page_dump::lines(found) {
            say!("{line}");
        }
    }

    async fn bring_in(&self, paper: &Paper, batch: Vec<Incoming>, progress: &ProgressBar) -> Result<(), Complaint> {
        if batch.is_empty() {
            return Ok(());
        }
        let headlines: Vec<String> = batch.iter().map(|incoming| incoming.headline.clone()).collect();
        let done = paper.act(batch).await?;
        progress.suspend(|| {
            for (imported, headline) in done.iter().zip(&headlines) {
                if !self.json {
                    tell(imported, headline);
                }
                imported.problems.iter().for_each(|problem| eprintln!("{headline}: {problem}"));
            }
        });
        Ok(())
    }
}

/// Where articles are brought into: the paper that this command holds, or the server that holds it.
struct Paper {
    store: Store,
    /// The folder of the server, where one holds it.
    served: Option<PathBuf>,
}

impl Paper {
    async fn open(settings: &Settings) -> Result<Self, Complaint> {
        match Store::own(&settings.options, Instant::now()).await {
            Ok(store) => Ok(Self { store, served: None }),
            Err(Failure::Owned(_)) if errand::is_answered(&settings.options.folder).await => {
                Ok(Self { store: Store::read(&settings.options).await?, served: Some(settings.options.folder.clone()) })
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// Brings articles in, as one act.
    async fn act(&self, incoming: Vec<Incoming>) -> Result<Vec<Imported>, Complaint> {
        let Some(folder) = &self.served else {
            let actor = Actor::at_the_machine("import");
            let desk = Desk { store: &self.store, actor: &actor, now: Instant::now() };
            return Ok(articles(&desk, &incoming).await?.made);
        };
        let said = errand::send(folder, &Errand::Import { incoming }).await?;
        let said =
            said.ok_or_else(|| Complaint("The server has stopped. What was told is in; import again.".into()))?;
        serde_json::from_str(&said).map_err(|error| Complaint(format!("The server's answer cannot be read: {error}.")))
    }

    /// Does what comes after the last batch; a server derives by itself what follows from the articles.
    async fn end(&self) -> Result<(), Complaint> {
        if let Some(folder) = &self.served {
            errand::send(folder, &Errand::CutLists).await?;
            return Ok(());
        }
        let actor = Actor::at_the_machine("import");
        cut_long_lists(&Desk { store: &self.store, actor: &actor, now: Instant::now() }).await?;
        Follower::new(self.store.clone()).catch_up(Instant::now()).await?;
        Ok(())
    }
}

/// The picture beside a dump is its lead photo, with the caption that the dump gives.
fn lead(incoming: &mut Incoming, picture: Option<String>) {
    if picture.is_some() {
        let photo = incoming.lead_photo.get_or_insert_with(|| IncomingPhoto::captioned("", ""));
        photo.beside = picture;
    }
}

/// Brings in the pictures that the articles of a file name, and says which of them could not be.
async fn pictures(store: &Store, file: &Path, articles: &mut [Incoming], progress: &ProgressBar) {
    let actor = Actor::at_the_machine("import");
    let desk = Desk { store, actor: &actor, now: Instant::now() };
    let folder = file.parent().unwrap_or(Path::new(""));
    for incoming in articles {
        let problems = beside::bring_in(&desk, folder, incoming).await;
        progress.suspend(|| problems.iter().for_each(|problem| eprintln!("{}: {problem}", incoming.headline)));
    }
}

fn tell(imported: &Imported, headline: &str) {
    let address = imported.address.as_deref().unwrap_or("(no address)");
    let became = if imported.is_new { "is now at" } else { "was here already, and stays as it is, at" };
    say!("'{headline}' {became} {address}");
}

/// What a dump is known by, so that two dumps of one page make one article: its headline with its
/// time, or with how its text begins where it gives no time of day.
fn source(found: &Recognised) -> String {
    let headline = normalised(&found.headline);
    let begins = || {
        let text = found.paragraphs.first().map(|paragraph| normalised(paragraph.text())).unwrap_or_default();
        text.chars().take(80).collect::<String>()
    };
    match found.published {
        Some(LocalTime { date, time: Some(time), .. }) => format!("page-dump:{date} {time}:{headline}"),
        Some(LocalTime { date, .. }) => format!("page-dump:{date}:{headline}:{}", begins()),
        None => format!("page-dump:{headline}:{}", begins()),
    }
}

/// What was recognised, and in which file.
fn as_json(file: &Path, found: &Recognised) -> Value {
    let mut line = page_dump::as_json(found);
    if let Some(fields) = line.as_object_mut() {
        fields.insert("source".to_owned(), Value::from(file.display().to_string()));
    }
    line
}

/// The articles of an export, a list or one. It is read piece by piece: what is no export is known by its first bytes.
fn exported(file: &Path) -> Result<Vec<Incoming>, Complaint> {
    let name = file.display();
    let unreadable = |error: std::io::Error| Complaint(format!("{name} cannot be read: {error}. Check its name."));
    let opened = File::open(file).map_err(unreadable)?;
    let length = opened.metadata().map_err(unreadable)?.len();
    if length > LARGEST {
        return Err(Complaint(format!("{name} has {length} bytes, more than {LARGEST}. Export in pieces.")));
    }
    let mut bytes = BufReader::new(opened);
    let all = match first(&mut bytes).map_err(unreadable)? {
        Some(b'[') => serde_json::from_reader(bytes),
        _ => serde_json::from_reader(bytes).map(|article| vec![article]),
    };
    all.map_err(|error| {
        Complaint(format!("{name} is no export of Broadsheet: {error}. Write one with: broadsheet export"))
    })
}

/// The first byte that is no white space, which is left to be read.
fn first(bytes: &mut impl BufRead) -> std::io::Result<Option<u8>> {
    loop {
        let ahead = bytes.fill_buf()?;
        let (found, length) = (ahead.iter().position(|byte| !byte.is_ascii_whitespace()), ahead.len());
        if let Some(at) = found {
            let byte = ahead.get(at).copied();
            bytes.consume(at);
            return Ok(byte);
        }
        if length == 0 {
            return Ok(None);
        }
        bytes.consume(length);
    }
}

/// The paper's zone; without a paper to import into, UTC.
async fn zone(store: Option<&Store>, settings: &Settings) -> Result<Zone, Complaint> {
    let store = match store {
        Some(store) => store.clone(),
        None => match Store::read(&settings.options).await {
            Ok(store) => store,
            Err(_) => return Ok(Zone::utc()),
        },
    };
    let source = store.source(Instant::now(), None).await?;
    let zone = source.zone().clone();
    source.finish();
    Ok(zone)
}

/// The files of the paths, and those of folders with the folders in them, in order of their names; hidden ones and pictures are passed by.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Complaint> {
    let mut files = Vec::new();
    for path in paths {
        match std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.is_dir() {
            true => files.extend(files_below(path)?),
            false => files.push(path.clone()),
        }
    }
    Ok(files)
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Complaint> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        for entry in entries.map_err(|error| unreadable(&folder, &error))? {
            // A link to a folder is not followed: it may lead in a circle.
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            match kind.is_dir() {
                _ if entry.file_name().to_string_lossy().starts_with('.') => {}
                true => folders.push(entry.path()),
                false if entry.path().is_file() && !beside::is_picture(&entry.path()) => files.push(entry.path()),
                false => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Complaint {
    Complaint(format!("{} cannot be read: {error}. Check its name, and your permission to read it.", path.display()))
}

fn progress(files: usize) -> ProgressBar {
    if files < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    bar.set_style(
        ProgressStyle::with_template("{pos} of {len} files {wide_bar} {eta}").unwrap_or(ProgressStyle::default_bar()),
    );
    bar
}

/// What was refused, each in its sentence; what was good has come in.
fn told(refused: Vec<Complaint>, files: usize) -> Result<(), Complaint> {
    if refused.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = refused.iter().map(Complaint::to_string).collect();
    let rest = if files > refused.len() { "\nThe other files have been read." } else { "" };
    Err(Complaint(format!("{}{rest}", lines.join("\nbroadsheet: "))))
}
