//! A newspaper made by the release binary in a scratch folder, and served.

use std::path::Path;

use broadsheet_testkit::{Browser, Server, TestDatabase};
use serde_json::Value;

use crate::run::{Outcome, binary, cargo, output, run};

/// One newspaper. It stops, and its folder goes, when it is dropped.
pub(super) struct Newspaper {
    // Before the paper, so that it stops before its folder goes.
    served: Option<Server>,
    paper: broadsheet_testkit::Newspaper,
    /// What the import printed: it may name the articles' addresses.
    imported: String,
}

impl Newspaper {
    /// Builds the binary and makes an empty newspaper, in a folder or on this PostgreSQL server.
    pub(super) fn found(server: Option<&str>, zone: &str) -> Outcome<Self> {
        run(&mut cargo(&["build", "--release", "--package", "broadsheet"]))?;
        let database = server.map_or_else(TestDatabase::on_sqlite, TestDatabase::on);
        let paper = broadsheet_testkit::Newspaper::nowhere(binary()?, database);
        run(&mut paper.command(&[
            "init",
            "--name",
            "Taiwan News",
            "--zone",
            zone,
            "--language",
            "en",
            "--language",
            "zh-Hant",
        ]))?;
        Ok(Self { served: None, paper, imported: String::new() })
    }

    /// Imports a dump, and gives what the import says.
    pub(super) fn import(&mut self, file: &Path) -> Outcome<String> {
        self.imported = output(self.paper.command(&["import", "--from", "page-dump"]).arg(file))?;
        Ok(self.imported.clone())
    }

    /// The articles of a dump as the import recognises them.
    pub(super) fn recognised(&self, file: &Path) -> Outcome<Vec<Value>> {
        let lines = output(self.paper.command(&["import", "--from", "page-dump", "--dry-run", "--json"]).arg(file))?;
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
        let server = match self.served.take() {
            Some(server) => server,
            None => self.paper.served(&[]).map_err(|error| error.to_string())?,
        };
        Ok(self.served.insert(server).address().to_owned())
    }
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
    fn an_articles_path_is_told_from_a_date() {
        assert_eq!(
            article_path("(http://a.example/2021/08/19/ferry-returns),").as_deref(),
            Some("/2021/08/19/ferry-returns")
        );
        assert_eq!(article_path("2021/08/19"), None);
        assert_eq!(article_path("/photos/2021/8/19/x"), None);
    }
}
