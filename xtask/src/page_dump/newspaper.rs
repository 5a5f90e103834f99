//! A newspaper made by the built binary in a scratch folder, and served.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use broadsheet_testkit::Browser;
use serde_json::Value;
use tempfile::TempDir;

use crate::run::{Outcome, cargo, output, run};

/// One newspaper. It stops, and its folder goes, when it is dropped.
pub(super) struct Newspaper {
    binary: PathBuf,
    folder: TempDir,
    database: Option<String>,
    served: Option<Served>,
    /// What the import printed: it may name the articles' addresses.
    imported: String,
}

struct Served {
    process: Child,
    address: String,
}

impl Newspaper {
    /// Builds the binary and makes an empty newspaper, in the folder or in this database.
    pub(super) fn found(database: Option<String>) -> Outcome<Self> {
        run(&mut cargo(&["build", "--release", "--package", "broadsheet"]))?;
        let folder = tempfile::Builder::new().prefix("broadsheet-page-dump-").tempdir().map_err(|e| e.to_string())?;
        let newspaper = Self { binary: binary()?, folder, database, served: None, imported: String::new() };
        run(newspaper.command("init").args(["--name", "Taiwan News", "--zone", "Asia/Taipei"]))?;
        Ok(newspaper)
    }

    /// Imports a dump, and gives what the import says.
    pub(super) fn import(&mut self, file: &Path) -> Outcome<String> {
        self.imported = output(self.command("import").arg(file).args(["--from", "page-dump"]))?;
        Ok(self.imported.clone())
    }

    /// The articles of a dump as the import recognises them.
    pub(super) fn recognised(&self, file: &Path) -> Outcome<Vec<Value>> {
        let lines = output(self.command("import").arg(file).args(["--from", "page-dump", "--dry-run", "--json"]))?;
        let articles = lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str);
        articles.collect::<Result<_, _>>().map_err(|error| format!("`import --json` printed no JSON: {error}"))
    }

    /// Where an article is served: as the import said, or as the front page links it.
    pub(super) fn address_of(&mut self, article: &Value, browser: &mut Browser) -> Outcome<String> {
        let served = self.serve()?;
        if let Some(path) = self.imported.split_whitespace().find_map(article_path) {
            return Ok(format!("{served}{path}"));
        }
        let headline = article["title"].as_str().unwrap_or_default();
        let link = format!(
            "[...document.querySelectorAll('a')].find(a => a.textContent.replace(/\\s+/g, ' ').includes({}))?.href",
            Value::from(headline)
        );
        let link = browser.open(&served).and_then(|()| browser.eval(&link)).map_err(|error| error.to_string())?;
        let link = link.as_str().map(str::to_owned);
        link.ok_or_else(|| format!("The front page at {served} has no link to \"{headline}\"."))
    }

    /// Serves it, if it is not served yet, and gives its address.
    fn serve(&mut self) -> Outcome<String> {
        if self.served.is_none() {
            let mut command = self.command("serve");
            command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
            let process = command.spawn().map_err(|error| format!("`serve` cannot be started: {error}"))?;
            self.served = Some(Served::listening(process)?);
        }
        Ok(self.served.as_ref().map(|served| served.address.clone()).unwrap_or_default())
    }

    fn command(&self, what: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg(what).arg("--data").arg(self.folder.path()).current_dir(self.folder.path());
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }
}

impl Served {
    /// Reads lines until one names the address, as the first should.
    fn listening(mut process: Child) -> Outcome<Self> {
        let lines = process.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
        let mut lines = lines.map_while(Result::ok);
        let address = lines.find_map(|line| address_in(&line));
        // Read on, or the server waits for us when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let mut served = Self { process, address: String::new() };
        served.address = address.ok_or("`serve` ended without naming its address.")?;
        Ok(served)
    }
}

impl Drop for Served {
    /// Asks it to stop, as an operator would, and waits.
    fn drop(&mut self) {
        if let Some(id) = i32::try_from(self.process.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// Where cargo put the release.
fn binary() -> Outcome<PathBuf> {
    let metadata = output(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let target = metadata["target_directory"].as_str().ok_or("cargo names no target folder")?;
    Ok(Path::new(target).join("release/broadsheet"))
}

/// `http://127.0.0.1:PORT` in a line that names it.
fn address_in(line: &str) -> Option<String> {
    let from = &line[line.find("http://")?..];
    let end = from.find(|char: char| char.is_whitespace() || "\"'<>,".contains(char)).unwrap_or(from.len());
    Some(from[..end].trim_end_matches(['/', '.']).to_owned())
}

/// `/2021/08/19/slug` in a word, after whatever host.
fn article_path(word: &str) -> Option<String> {
    let (at, _) = word.match_indices('/').find(|(at, _)| {
        let parts: Vec<&str> = word[at + 1..].splitn(4, '/').collect();
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(parts[..], [year, month, day, slug]
            if digits(year, 4) && digits(month, 2) && digits(day, 2) && slug.starts_with(char::is_alphanumeric))
    })?;
    Some(word[at..].trim_end_matches(['.', ',', ')']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line_that_names_it() {
        assert_eq!(address_in("Reading at http://127.0.0.1:8080/.").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address_in("starting"), None);
    }

    #[test]
    fn an_articles_path_is_told_from_a_date() {
        assert_eq!(
            article_path("(http://a.example/2021/08/19/ferry-returns),").as_deref(),
            Some("/2021/08/19/ferry-returns")
        );
        assert_eq!(article_path("2021/08/19"), None);
        assert_eq!(article_path("/photos/2021/8/19/x"), None);
    }
}
