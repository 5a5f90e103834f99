//! A server of ours for the length of a test: started, listened to, asked to stop.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the server may take to name its address.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the server, waits for a word or for the pipe from its owner to close, and sends the server that signal by its id.
/// The pipe closes on every end of the owner: a return, a panic, Ctrl-C, a kill. The keeper lets go of the output, so that
/// whoever reads it sees the server's own end.
const KEEPER: &str = r#"
"$@" </dev/null &
server=$!
exec >/dev/null 2>&1
read -r signal
kill -"${signal:-TERM}" "$server"
wait "$server"
"#;

/// A running server. It is asked to stop when dropped, and also when this process ends in any way.
#[derive(Debug)]
pub struct Server {
    keeper: Child,
    pipe: Option<ChildStdin>,
    address: String,
    output: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

/// How a server ended.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// Its exit status; `128 + n` where signal `n` ended it.
    pub status: Option<i32>,
    /// Everything it wrote to its output and its errors.
    pub output: String,
}

impl Server {
    /// Runs a command with `--listen 127.0.0.1:0` added, and waits until its first line names its address.
    ///
    /// # Errors
    /// Where it ends or keeps silent instead, with what it wrote.
    pub fn start(command: &Command) -> io::Result<Self> {
        let mut keeper = kept(command)
            // A group of its own, so that Ctrl-C reaches the keeper by the pipe and not in the middle of its work.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (pipe, output) = (keeper.stdin.take(), Arc::default());
        let (first, named) = channel();
        let mut readers = Vec::new();
        readers.extend(keeper.stdout.take().map(|from| reader(from, &output, Some(first))));
        readers.extend(keeper.stderr.take().map(|from| reader(from, &output, None)));
        let mut server = Self { keeper, pipe, address: String::new(), output, readers };
        match address(&named) {
            Some(address) => server.address = address,
            None => {
                return Err(io::Error::other(format!("the server names no address: {}", server.end("KILL")?.output)));
            }
        }
        Ok(server)
    }

    /// Where it is served: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it has written so far, to its output and its errors.
    #[must_use]
    pub fn output(&self) -> String {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks it to stop, as an operator would (SIGTERM), and waits for its end.
    ///
    /// # Errors
    /// Where it cannot be waited for.
    pub fn stop(mut self) -> io::Result<Stopped> {
        self.end("TERM")
    }

    /// Ends it as a crash would (SIGKILL): it gets to write nothing more.
    ///
    /// # Errors
    /// Where it cannot be waited for.
    pub fn kill(mut self) -> io::Result<Stopped> {
        self.end("KILL")
    }

    fn end(&mut self, signal: &str) -> io::Result<Stopped> {
        if let Some(mut pipe) = self.pipe.take() {
            writeln!(pipe, "{signal}")?;
        }
        let status = self.keeper.wait()?.code();
        self.readers.drain(..).for_each(|reader| drop(reader.join()));
        Ok(Stopped { status, output: self.output() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.keeper.wait();
    }
}

/// The keeper of a command, in its folder and with its environment.
fn kept(command: &Command) -> Command {
    let mut keeper = Command::new("sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(command.get_program()).args(command.get_args());
    keeper.args(["--listen", "127.0.0.1:0"]);
    if let Some(folder) = command.get_current_dir() {
        keeper.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => keeper.env(name, value),
            None => keeper.env_remove(name),
        };
    }
    keeper
}

/// Keeps what comes, and sends on the first line. It reads to the end, or the server waits for us when the pipe is full.
fn reader(
    from: impl Read + Send + 'static,
    to: &Arc<Mutex<String>>,
    mut first: Option<Sender<String>>,
) -> JoinHandle<()> {
    let to = to.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            to.lock().unwrap_or_else(PoisonError::into_inner).push_str(&format!("{line}\n"));
            first.take().map(|first| first.send(line));
        }
    })
}

fn address(named: &Receiver<String>) -> Option<String> {
    address_in(&named.recv_timeout(PATIENCE).ok()?)
}

/// `http://127.0.0.1:PORT` in a line that names it.
fn address_in(line: &str) -> Option<String> {
    let from = &line[line.find("http://")?..];
    let end = from.find(|char: char| char.is_whitespace() || "\"'<>,".contains(char)).unwrap_or(from.len());
    Some(from[..end].trim_end_matches(['/', '.']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server of one line that waits to be told to stop.
    const SHELL: &str = "trap 'echo stopping; exit 3' TERM; echo talk >&2; \
        echo 'Read it at http://127.0.0.1:1234/.'; while :; do sleep 0.05; done";

    #[test]
    fn the_address_is_read_from_the_line_that_names_it() {
        assert_eq!(address_in("Reading at http://127.0.0.1:8080/.").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address_in("starting"), None);
    }

    fn started(script: &str) -> io::Result<Server> {
        Server::start(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn a_server_that_is_stopped_tells_its_status_and_all_it_wrote() {
        let server = started(SHELL).expect("it starts");
        assert_eq!(server.address(), "http://127.0.0.1:1234");
        let stopped = server.stop().expect("it stops");
        assert_eq!(stopped.status, Some(3));
        assert!(["Read it", "talk\n", "stopping\n"].iter().all(|said| stopped.output.contains(said)), "{stopped:?}");
    }

    #[test]
    fn a_server_that_is_killed_writes_nothing_more() {
        let stopped = started(SHELL).and_then(Server::kill).expect("it starts and ends");
        assert_eq!((stopped.status, stopped.output.contains("stopping")), (Some(137), false));
    }

    #[test]
    fn a_server_that_ends_at_once_is_an_error_with_its_words() {
        let error = started("echo 'The port is taken.' >&2; exit 2").expect_err("it ends");
        assert!(error.to_string().ends_with("The port is taken.\n"), "{error}");
    }
}
