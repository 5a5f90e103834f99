//! Settings of the program: from `broadsheet.toml`, then the environment, then flags; each error names its source.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use broadsheet_store::Options;
use broadsheet_web::{Proxies, Subnet};
use clap::Args;
use serde::Deserialize;

use crate::complaint::Complaint;
use crate::theme::ThemeFolder;

const FOLDER: &str = "./newspaper";
const LISTEN: &str = "127.0.0.1:8080";
/// In MiB.
const SHELF: &str = "256";
const FILE: &str = "broadsheet.toml";

/// What flags say. Every one may also stand in `broadsheet.toml` or in the environment.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Given {
    /// The data folder [default: ./newspaper; environment: BROADSHEET_DATA]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<String>,
    /// A PostgreSQL address; without one, SQLite in the data folder [environment: BROADSHEET_DATABASE]
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// The address to listen at [default: 127.0.0.1:8080; environment: BROADSHEET_LISTEN]
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<String>,
    /// Proxies whose word about readers is believed, separated by commas [environment: BROADSHEET_TRUSTED_PROXIES]
    #[arg(long, global = true, value_name = "ADDR,…", value_delimiter = ',')]
    trusted_proxies: Option<Vec<String>>,
    /// A folder of templates, style sheets, fonts and images that replace the built-in ones [default: theme in the data folder; environment: BROADSHEET_THEME]
    #[arg(long, global = true, value_name = "DIR")]
    theme: Option<String>,
    /// How much memory printed pages may take, in MiB [default: 256; environment: BROADSHEET_SHELF]
    #[arg(long, global = true, value_name = "MIB")]
    shelf: Option<String>,
    /// An address at which metrics are served, for Prometheus; none where it is not named [environment: BROADSHEET_METRICS]
    #[arg(long, global = true, value_name = "ADDR")]
    metrics: Option<String>,
    /// For how many seconds a shared cache (CDN) may give pages without asking; not at all where it is not set [environment: BROADSHEET_SHARED_CACHE]
    #[arg(long, global = true, value_name = "SECONDS")]
    shared_cache: Option<String>,
    /// The file of settings [default: broadsheet.toml, if it is there; environment: BROADSHEET_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The file of settings.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<String>,
    database: Option<String>,
    listen: Option<String>,
    trusted_proxies: Option<Vec<String>>,
    theme: Option<String>,
    shelf: Option<usize>,
    metrics: Option<String>,
    shared_cache: Option<u32>,
}

/// Where a value was found.
#[derive(Clone, Debug)]
enum Origin {
    Flag(String),
    Environment(&'static str),
    File(PathBuf, &'static str),
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "the flag --{}", name.replace('_', "-")),
            Self::Environment(name) => write!(f, "the environment variable {name}"),
            Self::File(path, key) => write!(f, "{key} in {}", path.display()),
            Self::Default => f.write_str("the default"),
        }
    }
}

/// The settings that hold.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Where the paper lives.
    pub(crate) options: Options,
    /// The address to listen at.
    pub(crate) listen: SocketAddr,
    /// Whose word about readers is believed; `None`: nobody said.
    pub(crate) trusted_proxies: Option<Proxies>,
    /// Where the theme's files are.
    pub(crate) theme: ThemeFolder,
    /// How many bytes printed pages may take.
    pub(crate) shelf: usize,
    /// Where metrics are served, if anywhere.
    pub(crate) metrics: Option<SocketAddr>,
    /// For how many seconds a shared cache may give pages without asking.
    pub(crate) shared_cache: Option<u32>,
}

impl Given {
    /// The settings from flags, environment and file, the first that says something counting.
    ///
    /// # Errors
    /// A [`Complaint`] that names the value and where it stands.
    pub(crate) fn settings(&self) -> Result<Settings, Complaint> {
        let (path, file) = self.file()?;
        let found =
            |key: &'static str, flag: &Option<String>, variable, of_file: &Option<String>, default: Option<&str>| {
                flag.clone()
                    .map(|value| (value, Origin::Flag(key.replace('_', "-"))))
                    .or_else(|| Some((environment(variable)?, Origin::Environment(variable))))
                    .or_else(|| Some((of_file.clone()?, Origin::File(path.clone(), key))))
                    .or_else(|| Some((default?.to_owned(), Origin::Default)))
            };
        let data = found("data", &self.data, "BROADSHEET_DATA", &file.data, Some(FOLDER));
        let database = found("database", &self.database, "BROADSHEET_DATABASE", &file.database, None);
        let listen = found("listen", &self.listen, "BROADSHEET_LISTEN", &file.listen, Some(LISTEN));
        let flag = self.trusted_proxies.as_ref().map(|list| list.join(","));
        let in_file = file.trusted_proxies.as_ref().map(|list| list.join(","));
        let proxies = found("trusted_proxies", &flag, "BROADSHEET_TRUSTED_PROXIES", &in_file, None);
        let theme = found("theme", &self.theme, "BROADSHEET_THEME", &file.theme, None);
        let in_file = file.shelf.map(|mib| mib.to_string());
        let shelf = found("shelf", &self.shelf, "BROADSHEET_SHELF", &in_file, Some(SHELF));
        let metrics = found("metrics", &self.metrics, "BROADSHEET_METRICS", &file.metrics, None);
        let in_file = file.shared_cache.map(|seconds| seconds.to_string());
        let shared = found("shared_cache", &self.shared_cache, "BROADSHEET_SHARED_CACHE", &in_file, None);
        let folder = PathBuf::from(data.map_or_else(|| FOLDER.to_owned(), |(value, _)| value));
        let in_data = ThemeFolder { path: folder.join("theme"), named: false };
        Ok(Settings {
            theme: theme.map_or(in_data, |(path, _)| ThemeFolder { path: path.into(), named: true }),
            options: Options { folder, database: database.map(postgres).transpose()? },
            listen: listen.map_or_else(|| socket((LISTEN.to_owned(), Origin::Default)), socket)?,
            trusted_proxies: proxies.map(subnets).transpose()?,
            shelf: shelf.map_or_else(|| memory((SHELF.to_owned(), Origin::Default)), memory)?,
            metrics: metrics.map(socket).transpose()?,
            shared_cache: shared.map(seconds).transpose()?,
        })
    }

    /// The file that was named, which must be there, or the one that may be there.
    fn file(&self) -> Result<(PathBuf, File), Complaint> {
        let named = self.config.clone().or_else(|| environment("BROADSHEET_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FILE));
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok((path.clone(), parsed(&path, &text)?)),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Ok((path, File::default()))
            }
            Err(error) => Err(Complaint(format!("The file of settings {} cannot be read: {error}.", path.display()))),
        }
    }
}

fn parsed(path: &Path, text: &str) -> Result<File, Complaint> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let why = error.message().replace('\n', ", ");
        Complaint(format!("In {}, line {line}: {why}. Correct that line, or leave it out.", path.display()))
    })
}

/// A variable that is set and not empty.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn postgres((value, origin): (String, Origin)) -> Result<String, Complaint> {
    let known = value.starts_with("postgres://") || value.starts_with("postgresql://");
    known.then_some(value).ok_or_else(|| {
        Complaint(format!("The database ({origin}) is no PostgreSQL address. Write postgres://user@host/name, or leave it out for SQLite."))
    })
}

fn socket((value, origin): (String, Origin)) -> Result<SocketAddr, Complaint> {
    value.parse().map_err(|_| {
        Complaint(format!(
            "'{value}' ({origin}) is no address to listen at. Write an address and a port, for example 127.0.0.1:8080."
        ))
    })
}

/// So many MiB, in bytes.
fn memory((value, origin): (String, Origin)) -> Result<usize, Complaint> {
    let bytes = value.parse::<usize>().ok().and_then(|mib| mib.checked_mul(1 << 20));
    bytes.ok_or_else(|| {
        Complaint(format!("'{value}' ({origin}) is no amount of memory. Write a whole number of MiB, for example 256."))
    })
}

fn seconds((value, origin): (String, Origin)) -> Result<u32, Complaint> {
    let seconds = value.parse().ok().filter(|seconds| *seconds > 0);
    seconds.ok_or_else(|| {
        Complaint(format!("'{value}' ({origin}) is no time. Write a whole number of seconds, for example 60."))
    })
}

fn subnets((value, origin): (String, Origin)) -> Result<Proxies, Complaint> {
    let all: Result<Vec<Subnet>, String> =
        value.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::parse).collect();
    all.map(Proxies).map_err(|why| Complaint(format!("In the trusted proxies ({origin}): {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_cannot_be_names_where_it_stands() {
        let given = Given { listen: Some("here".into()), ..Given::default() };
        let complaint = given.settings().unwrap_err().to_string();
        assert!(complaint.starts_with("'here' (the flag --listen) is no address"), "{complaint}");
    }

    #[test]
    fn a_key_that_nobody_knows_is_refused_with_the_files_name() {
        let complaint = parsed(Path::new("broadsheet.toml"), "dta = \"x\"").unwrap_err().to_string();
        assert!(complaint.starts_with("In broadsheet.toml, line 1: ") && complaint.contains("dta"), "{complaint}");
    }

    #[test]
    fn a_flag_counts_before_the_file() {
        let folder = std::env::temp_dir().join(format!("broadsheet-settings-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("b.toml");
        std::fs::write(&path, "data = \"from-file\"\nlisten = \"127.0.0.1:1\"\ntrusted_proxies = [\"::1\"]").unwrap();
        let given = Given { config: Some(path), data: Some("from-flag".into()), ..Given::default() };
        let settings = given.settings().unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(settings.options.folder, PathBuf::from("from-flag"));
        assert_eq!(settings.listen.port(), 1);
        assert_eq!(settings.trusted_proxies.map(|p| p.0.len()), Some(1));
    }
}
