//! Errands: what a command asks of the server that holds the folder, through a socket in it.
//!
//! One line of JSON goes in, one line comes out. Who may write into the folder may
//! send errands; nobody else reaches the socket.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use broadsheet_news::incoming::Incoming;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::timeout;

use crate::complaint::Complaint;
use crate::user::User;

/// What a running server does for a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Errand {
    /// Reads the theme's folder again.
    Reload,
    /// Says what a page was made from.
    Explain { url: String, json: bool },
    /// Says what publishing an article would touch.
    Impact { article: i64, revision: Option<i64>, json: bool },
    /// Compares every page on the shelf with what would be printed now.
    CheckPages { json: bool },
    /// Brings articles in, as one act, and gives what became of each as JSON.
    Import { incoming: Vec<Incoming> },
    /// Cuts lists anew that an import has made far too long.
    CutLists,
    /// Does something with accounts.
    User { user: User },
}

/// What became of an errand: a sentence in either case.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done(String),
    Refused(String),
}

/// The longest errand, in bytes: many articles.
const LONGEST: u64 = 256 << 20;
/// How long either side waits for the other: a large import is one act, and all pages are compared in one errand.
const PATIENCE: Duration = Duration::from_secs(600);

/// Sends an errand to the server of a folder and gives what it says; `None` where none is running.
///
/// # Errors
/// What the server refuses, or that it does not answer.
pub(crate) async fn send(folder: &Path, errand: &Errand) -> Result<Option<String>, Complaint> {
    let path = socket(folder);
    let mut stream = match UnixStream::connect(&path).await {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(silent(&path, &error)),
    };
    let said = timeout(PATIENCE, conversation(&mut stream, errand)).await;
    match said.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())).map_err(|error| silent(&path, &error))? {
        Outcome::Done(sentence) => Ok(Some(sentence)),
        Outcome::Refused(sentence) => Err(Complaint(sentence)),
    }
}

/// Whether a server answers at the socket of a folder.
pub(crate) async fn is_answered(folder: &Path) -> bool {
    UnixStream::connect(socket(folder)).await.is_ok()
}

async fn conversation(stream: &mut UnixStream, errand: &Errand) -> io::Result<Outcome> {
    stream.write_all(format!("{}\n", serde_json::to_string(errand)?).as_bytes()).await?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).await?;
    Ok(serde_json::from_str(&line)?)
}

fn silent(path: &Path, error: &io::Error) -> Complaint {
    Complaint(format!("The server does not answer at {}: {error}. Stop it and start it again.", path.display()))
}

/// The socket of a server that holds its folder. It goes when it is dropped.
pub(crate) struct Hatch {
    listener: UnixListener,
    path: PathBuf,
}

impl Hatch {
    /// Opens the socket. One that a crash left is taken away: who holds the folder is alone in it.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = socket(folder);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        Ok(Self { listener, path })
    }

    /// Does errands, one after the other, for ever.
    pub(crate) async fn serve(&self, act: impl AsyncFn(Errand) -> Result<String, Complaint>) {
        loop {
            let outcome = match self.listener.accept().await {
                Ok((stream, _)) => timeout(PATIENCE, answer(stream, &act)).await.unwrap_or(Ok(())),
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "an errand was not done");
            }
        }
    }
}

impl Drop for Hatch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

async fn answer(mut stream: UnixStream, act: &impl AsyncFn(Errand) -> Result<String, Complaint>) -> io::Result<()> {
    let mut line = String::new();
    BufReader::new((&mut stream).take(LONGEST)).read_line(&mut line).await?;
    let outcome = match serde_json::from_str(&line) {
        Ok(errand) => act(errand).await.map_or_else(|Complaint(why)| Outcome::Refused(why), Outcome::Done),
        Err(_) => Outcome::Refused("The server does not know this errand: it is of another version.".to_owned()),
    };
    stream.write_all(format!("{}\n", serde_json::to_string(&outcome)?).as_bytes()).await
}

fn socket(folder: &Path) -> PathBuf {
    folder.join("serve.sock")
}
