//! A PostgreSQL cluster for the length of a test run.
//!
//! It listens on a socket in a folder of its own and on no port, so that no
//! other user of the machine reaches it and no port can be taken.

use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::programs::postgres_programs;
use crate::scratch::scratch_folder;

/// The owner of every database in the cluster.
const ROLE: &str = "broadsheet";

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the cluster and starts its server; each line from its owner stops the server by its id, or starts it again. When the
/// pipe from its owner closes, it stops the server and clears up. The pipe closes on every end of the owner: a return, a
/// panic, Ctrl-C, a kill.
const KEEPER: &str = r#"
"$1/initdb" --no-sync --auth=trust --encoding=UTF8 --locale=C --username "$3" --pgdata "$2/data" >/dev/null || exit
up() { "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= $4 >>"$2/server.log" 2>&1 & server=$!; }
down() { kill -INT "$server" 2>/dev/null; wait "$server"; }
up "$@"
while read -r word; do
    case $word in
        down) down ;;
        up) up "$@" ;;
    esac
done
down
rm -rf "$2"
"#;

/// Nothing in it outlives the run, so nothing is made durable; many tests connect at once.
const SETTINGS: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal \
    -c max_wal_senders=0 -c max_connections=500 -c shared_buffers=64MB -c jit=off";

/// A running cluster. Stopped and removed when dropped, or when its process ends in any way.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    keeper: Child,
    pipe: Option<ChildStdin>,
}

impl Cluster {
    /// Makes an empty cluster and starts it: as the user `postgres` where root asks, for the server refuses root.
    ///
    /// # Errors
    /// Where no PostgreSQL of version 15 or newer is installed, or the server does not start; with its own words.
    pub fn start() -> io::Result<Self> {
        let programs = postgres_programs().ok_or_else(|| {
            sentence("No PostgreSQL server of version 15 or newer is installed. Install the package postgresql.")
        })?;
        let owner = Owner::of_the_server()?;
        let folder = scratch_folder("postgres", &short_folder())?;
        owner.is_given(folder.path())?;
        let mut keeper = owner
            .command("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(programs)
            .arg(folder.path())
            .args([ROLE, SETTINGS])
            .current_dir(folder.path())
            // A group of its own, so that Ctrl-C reaches the keeper by the pipe and not in the middle of its work.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipe = keeper.stdin.take();
        let mut cluster = Self { folder, keeper, pipe };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// The address of its first database, as `postgres://…`.
    #[must_use]
    pub fn address(&self) -> String {
        let socket = self.folder.path().to_string_lossy().replace('%', "%25").replace('/', "%2F");
        format!("postgres://{ROLE}@{socket}/postgres")
    }

    /// Stops the server and keeps its folder, for a test of a database that goes away.
    ///
    /// # Errors
    /// Where the server does not stop.
    pub fn goes_away(&mut self) -> io::Result<()> {
        self.keeper_is_told("down")?;
        let pid_file = self.pid_file();
        self.wait_until("stop", || !pid_file.exists())
    }

    /// Starts the server again with all that it held.
    ///
    /// # Errors
    /// Where the server does not start.
    pub fn comes_back(&mut self) -> io::Result<()> {
        self.keeper_is_told("up")?;
        self.wait_until_ready()
    }

    /// Stops the server and removes its folder. Dropping does the same.
    pub fn stop(&mut self) {
        drop(self.pipe.take());
        let _ = self.keeper.wait();
        let _ = std::fs::remove_dir_all(self.folder.path());
    }

    fn keeper_is_told(&mut self, word: &str) -> io::Result<()> {
        self.pipe.as_mut().map_or(Ok(()), |pipe| writeln!(pipe, "{word}"))
    }

    fn pid_file(&self) -> std::path::PathBuf {
        self.folder.path().join("data/postmaster.pid")
    }

    /// The last line of `postmaster.pid` says `ready` once the server takes connections.
    fn wait_until_ready(&mut self) -> io::Result<()> {
        let pid_file = self.pid_file();
        let state = move || std::fs::read_to_string(&pid_file).unwrap_or_default();
        self.wait_until("start", || state().lines().last().is_some_and(|line| line.trim() == "ready"))
    }

    fn wait_until(&mut self, what: &str, done: impl Fn() -> bool) -> io::Result<()> {
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if done() {
                return Ok(());
            }
            if self.keeper.try_wait()?.is_some() {
                let mut said = String::new();
                self.keeper.stderr.take().map(|mut errors| errors.read_to_string(&mut said)).transpose()?;
                return Err(sentence(&format!("initdb made no cluster: {}", said.trim())));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        Err(sentence(&format!("PostgreSQL did not {what} within {} seconds. It wrote: {log}", PATIENCE.as_secs())))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whose processes and files the server's are.
struct Owner {
    other: Option<(u32, u32)>,
}

impl Owner {
    fn of_the_server() -> io::Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let users = std::fs::read_to_string("/etc/passwd")?;
        let other = ["postgres", "nobody"].iter().find_map(|name| user(&users, name));
        other.map(|ids| Self { other: Some(ids) }).ok_or_else(|| {
            sentence("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.")
        })
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
        command
    }

    fn is_given(&self, folder: &Path) -> io::Result<()> {
        match self.other {
            Some((user, group)) => chown(folder, Some(user), Some(group)),
            None => Ok(()),
        }
    }
}

/// The numbers of a user and its group, from the lines of `/etc/passwd`.
fn user(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The system's scratch folder, or `/tmp` where a socket's path in it would be too long (about a hundred bytes) or
/// another user could not enter it.
fn short_folder() -> std::path::PathBuf {
    let folder = std::env::temp_dir();
    let open = folder.ancestors().all(|part| part.metadata().is_ok_and(|m| m.mode() & 0o001 != 0));
    if open && folder.as_os_str().len() < 60 { folder } else { "/tmp".into() }
}

fn sentence(text: &str) -> io::Error {
    io::Error::other(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "postgresql:x:7:8::/:/bin/sh\npostgres:x:101:104:admin,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(user(users, "postgres"), Some((101, 104)));
        assert_eq!(user(users, "post"), None);
    }

    #[test]
    fn a_cluster_takes_connections_and_leaves_nothing_behind() {
        if postgres_programs().is_none() {
            eprintln!("no PostgreSQL server is installed: not tried here, and tried by `cargo xtask check postgres`");
            return;
        }
        let mut cluster = Cluster::start().expect("the cluster starts");
        let folder = cluster.folder.path().to_owned();
        let database = crate::TestDatabase::on(&cluster.address());
        assert!(database.address().is_some_and(|address| address.contains("/test_")));
        cluster.goes_away().expect("it stops");
        cluster.comes_back().expect("it starts again");
        drop(database);
        cluster.stop();
        assert!(!folder.exists(), "the folder is removed");
    }
}
