//! `broadsheet doctor`: looks at everything around the paper that may be wrong, each with the way out.

use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use broadsheet_news::clock::Instant;
use broadsheet_news::paper::Setting;
use broadsheet_store::Store;
use broadsheet_store::backup::last_verified;
use serde_json::Value;

use crate::complaint::Complaint;
use crate::say::say;
use crate::settings::Settings;

/// How long anything may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Less room than this on the disk is too little.
const ROOM: u64 = 1 << 30;
/// An older backup than this is too old, in seconds.
const OLD: i64 = 2 * 86_400;

/// What was found of one thing.
enum Found {
    Good(String),
    Bad(String),
}

use Found::{Bad, Good};

/// Looks at everything, says what it found, and complains where something is wrong.
pub(crate) async fn run(settings: &Settings) -> Result<(), Complaint> {
    let store = Store::read(&settings.options).await?;
    let reading = store.reading().await?;
    let set = reading.settings().await?;
    reading.finish();
    let text = |setting: Setting| set.get(setting.key()).and_then(Value::as_str).unwrap_or_default().to_owned();
    let data = &settings.options.folder;
    let looks = [
        ("address", address(&text(Setting::Address))),
        ("tls", tls(&text(Setting::Address), settings.trusted_proxies.is_some())),
        ("mail", mail(&text(Setting::Mail), &text(Setting::MailFrom))),
        ("time", time()),
        ("disk", disk(data)),
        ("permissions", permissions(data)),
        ("database", database(&store, settings).await),
        ("backups", backups(data, &text(Setting::BackupFolder), Instant::now())),
    ];
    let mut bad = 0;
    for (what, found) in looks {
        match found {
            Good(said) => say!("{what:12} good: {said}"),
            Bad(said) => {
                bad += 1;
                say!("{what:12} BAD:  {said}");
            }
        }
    }
    match bad {
        0 => Ok(()),
        n => Err(Complaint(format!("{n} of these want mending: each line that begins with BAD says how."))),
    }
}

fn address(address: &str) -> Found {
    match address {
        "" => Bad("The paper has no public address: feeds and sitemaps name this machine. Set `address` in the newsroom's settings, for example https://news.example.".into()),
        set if set.starts_with("https://") => Good(set.to_owned()),
        set => Bad(format!("{set} is not HTTPS: nobody can sign in there. Put the paper behind HTTPS (docs/own-domain.md), and write https:// in the settings.")),
    }
}

fn tls(address: &str, trusts: bool) -> Found {
    let Some(host) = address.strip_prefix("https://") else {
        return Good("no HTTPS address is set, so there is nothing to look at".into());
    };
    if !trusts {
        return Bad("No proxy is named in trusted_proxies: the server cannot know that readers come by HTTPS, and refuses sign-in. Name the proxy's address, for example trusted_proxies = [\"127.0.0.1\"].".into());
    }
    let at = if host.contains(':') { host.to_owned() } else { format!("{host}:443") };
    match reached(&at) {
        Ok(()) => Good(format!("{at} can be reached; what answers there is the proxy's matter")),
        Err(why) => Bad(format!(
            "{at} cannot be reached from here: {why}. See that the name leads to this machine and that the proxy runs."
        )),
    }
}

fn mail(server: &str, from: &str) -> Found {
    if server.is_empty() {
        return Bad("No mail server is set: nobody gets a link to a new password by mail, and `broadsheet user reset` prints one. Set `mail` and `mail_from` in the newsroom's settings.".into());
    }
    if from.is_empty() {
        return Bad("Letters have no sender. Set `mail_from` in the newsroom's settings.".into());
    }
    let (scheme, rest) = server.split_once("://").unwrap_or(("smtp", server));
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host).split(['/', '?']).next().unwrap_or_default();
    let port = if scheme == "smtps" { 465 } else { 25 };
    let at = if host.contains(':') { host.to_owned() } else { format!("{host}:{port}") };
    match reached(&at) {
        Ok(()) => Good(format!("{at} answers; the settings' page sends a letter to try it")),
        Err(why) => {
            Bad(format!("The mail server {at} cannot be reached: {why}. Correct `mail` in the newsroom's settings."))
        }
    }
}

fn reached(at: &str) -> Result<(), String> {
    let mut found = at.to_socket_addrs().map_err(|error| error.to_string())?;
    let first = found.next().ok_or("its name leads nowhere")?;
    TcpStream::connect_timeout(&first, PATIENCE).map(drop).map_err(|error| error.to_string())
}

fn time() -> Found {
    let now = Instant::now();
    let (earliest, latest) = (1_764_000_000_000_000, 4_102_444_800_000_000_i64);
    match (earliest..latest).contains(&now.microseconds()) {
        true => {
            Good("the clock is of this century; run a time service (systemd-timesyncd, chrony) to keep it right".into())
        }
        false => {
            Bad("The machine's clock is years away. Set it, and run a time service (systemd-timesyncd, chrony).".into())
        }
    }
}

fn disk(data: &Path) -> Found {
    match rustix::fs::statvfs(data) {
        Err(error) => Bad(format!("The room on the disk of {} cannot be told: {error}.", data.display())),
        Ok(of) => {
            let free = of.f_bavail.saturating_mul(of.f_frsize);
            let megabytes = free >> 20;
            match free < ROOM {
                true => Bad(format!(
                    "{megabytes} MiB are free where the paper lives. Make room, or move it to a larger disk."
                )),
                false => Good(format!("{megabytes} MiB are free where the paper lives")),
            }
        }
    }
}

fn permissions(data: &Path) -> Found {
    let probe = data.join(format!("doctor-{}.part", std::process::id()));
    if let Err(error) = std::fs::write(&probe, b"") {
        return Bad(format!("{} cannot be written: {error}. Give the folder to the user that serves.", data.display()));
    }
    let _ = std::fs::remove_file(&probe);
    match std::fs::metadata(data).map(|of| of.permissions().mode() & 0o007) {
        Ok(0) => Good("the data folder is its owner's alone".into()),
        Ok(_) => Bad(format!(
            "Everybody on this machine can look into {}. Close it with: chmod o-rwx {}",
            data.display(),
            data.display()
        )),
        Err(error) => Bad(format!("{} cannot be looked at: {error}.", data.display())),
    }
}

async fn database(store: &Store, settings: &Settings) -> Found {
    let kind = if settings.options.database.is_some() { "PostgreSQL" } else { "SQLite" };
    match (store.size().await, store.check_photos().await) {
        (Ok(size), Ok(report)) if report.lost.is_empty() => Good(format!(
            "{kind}, {} MiB, change {}, no photo has lost its file",
            size >> 20,
            *store.newest_change().borrow()
        )),
        (Ok(_), Ok(report)) => Bad(format!(
            "{} photos have lost their files. Restore the folder 'media' from a backup.",
            report.lost.len()
        )),
        (Err(failure), _) | (_, Err(failure)) => Bad(failure.to_string()),
    }
}

fn backups(data: &Path, folder: &str, now: Instant) -> Found {
    let Some(made) = last_verified(data) else {
        let how = match folder {
            "" => {
                "Set `backup_folder` in the newsroom's settings, or run each night: broadsheet backup DIR, and then broadsheet backup DIR --verify"
            }
            _ => {
                "The first nightly one comes at three in the paper's night; or run: broadsheet backup DIR, and then broadsheet backup DIR --verify"
            }
        };
        return Bad(format!("No backup has ever been verified. {how}."));
    };
    let hours = (now.microseconds() - made.microseconds()) / 3_600_000_000;
    match made.plus_seconds(OLD) < now {
        true => {
            Bad(format!("The newest verified backup is {hours} hours old. See the log for why no newer one was made."))
        }
        false => Good(format!("the newest verified backup is {hours} hours old")),
    }
}

/// How old the newest verified backup is, in seconds, for metrics.
pub(crate) fn backup_age(data: &Path) -> Option<u64> {
    let made = last_verified(data)?;
    let made = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(made.microseconds()).ok()?);
    made.elapsed().ok().map(|age| age.as_secs())
}
