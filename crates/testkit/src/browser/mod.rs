//! Chromium with one open page: what a reader sees, what it fetched, what it complained of.

mod devtools;
#[cfg(test)]
mod tests;

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::programs::chromium;
use crate::scratch::scratch_folder;
use devtools::{DevTools, Event};

/// How a picture is written.
fn picture_format(path: &Path) -> Value {
    match path.extension().is_some_and(|ending| ending == "webp") {
        true => json!({ "format": "webp", "quality": 60 }),
        false => json!({ "format": "png" }),
    }
}

/// Starts Chromium with its pipes where it looks for them, and removes its profile after it.
const KEEPER: &str = r#"
profile=$1
shift
"$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1
rm -rf "$profile"
"#;

/// A fresh browser that fetches nothing of its own accord.
const FLAGS: [&str; 14] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en",
    "--remote-debugging-pipe",
];

/// How long Chromium may take to go.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width of the window in CSS pixels.
    pub width: u32,
    /// Height of the window in CSS pixels.
    pub height: u32,
    /// Whether the reader prefers a dark page.
    pub dark: bool,
}

/// A running Chromium with a fresh profile. It ends with this value, and also when this process ends in any way.
#[derive(Debug)]
pub struct Browser {
    keeper: Child,
    /// `None` once the browser is told to go.
    devtools: Option<DevTools>,
    profile: TempDir,
    session: String,
    requests: Vec<String>,
    problems: Vec<String>,
}

impl Browser {
    /// Starts one with an empty page.
    ///
    /// # Errors
    /// Where Chromium is not installed or does not start.
    pub fn start() -> io::Result<Self> {
        let program = chromium()
            .ok_or_else(|| io::Error::other("Chromium is not installed. Install the package chromium.".to_owned()))?;
        let profile = scratch_folder("browser", &std::env::temp_dir())?;
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(profile.path())
            .arg(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            // A group of its own holds the browser with all its helpers, and Ctrl-C does not reach it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(to), Some(from)) = (keeper.stdin.take(), keeper.stdout.take()) else {
            return Err(io::Error::other("the browser has no pipes"));
        };
        let devtools = Some(DevTools::over(to, from));
        let (session, requests, problems) = (String::new(), Vec::new(), Vec::new());
        let mut browser = Self { keeper, devtools, profile, session, requests, problems };
        browser.attach()?;
        Ok(browser)
    }

    /// Opens an address and waits until the page and what it shows are loaded.
    ///
    /// # Errors
    /// Where nothing answers at that address.
    pub fn open(&mut self, url: &str) -> io::Result<()> {
        self.note_events();
        self.requests.clear();
        self.problems.clear();
        let answer = self.call("Page.navigate", json!({ "url": url }))?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(io::Error::other(format!("{url} cannot be opened: {error}")));
        }
        let events = self.devtools()?.events_until("Page.loadEventFired")?;
        self.note(events);
        Ok(())
    }

    /// What a reader can read on the page: `document.body.innerText`.
    ///
    /// # Errors
    /// Where the browser is gone.
    pub fn text(&mut self) -> io::Result<String> {
        self.eval_text("document.body.innerText")
    }

    /// The document as it stands now.
    ///
    /// # Errors
    /// Where the browser is gone.
    pub fn html(&mut self) -> io::Result<String> {
        self.eval_text("document.documentElement.outerHTML")
    }

    /// The value of a JavaScript expression in the page; a promise is waited for.
    ///
    /// # Errors
    /// Where the expression throws, with what it throws.
    pub fn eval(&mut self, expression: &str) -> io::Result<Value> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", params)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(io::Error::other(format!("{expression}: {}", exception(details)))),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// Sets the size of the window and the preference for dark.
    ///
    /// # Errors
    /// Where the browser is gone.
    pub fn look(&mut self, look: Look) -> io::Result<()> {
        let (width, height) = (look.width, look.height);
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size)?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }))?;
        Ok(())
    }

    /// Writes a picture of the page as it looks so: WebP where the file's name ends so, else PNG.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn screenshot(&mut self, path: &Path, look: Look) -> io::Result<()> {
        self.look(look)?;
        let answer = self.call("Page.captureScreenshot", picture_format(path))?;
        let picture = answer["data"].as_str().and_then(from_base64);
        let picture = picture.ok_or_else(|| io::Error::other("the browser sent no picture"))?;
        std::fs::write(path, picture)
    }

    /// Lets pages opened from now on run scripts or not.
    ///
    /// # Errors
    /// Where the browser is gone.
    pub fn allow_scripts(&mut self, allowed: bool) -> io::Result<()> {
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !allowed })).map(drop)
    }

    /// Every address that was asked for since the page was opened, its own first.
    pub fn requests(&mut self) -> &[String] {
        self.note_events();
        &self.requests
    }

    /// Errors and warnings of the console, exceptions and failed fetches since the page was opened.
    pub fn problems(&mut self) -> &[String] {
        self.note_events();
        &self.problems
    }

    /// Calls any method of the DevTools protocol on the page.
    ///
    /// # Errors
    /// Where the browser refuses it, with its words.
    pub fn call(&mut self, method: &str, params: Value) -> io::Result<Value> {
        let session = self.session.clone();
        self.devtools()?.call(Some(&session), method, params)
    }

    /// Ends the browser. Dropping does the same.
    pub fn close(self) {}

    fn devtools(&mut self) -> io::Result<&mut DevTools> {
        self.devtools.as_mut().ok_or_else(|| io::Error::other("the browser is closed"))
    }

    fn attach(&mut self) -> io::Result<()> {
        let devtools = self.devtools()?;
        let target = devtools.call(None, "Target.createTarget", json!({ "url": "about:blank" }))?;
        let params = json!({ "targetId": target["targetId"], "flatten": true });
        let session = devtools.call(None, "Target.attachToTarget", params)?;
        self.session = session["sessionId"].as_str().unwrap_or_default().to_owned();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.call(&format!("{domain}.enable"), json!({}))?;
        }
        Ok(())
    }

    fn eval_text(&mut self, expression: &str) -> io::Result<String> {
        Ok(self.eval(expression)?.as_str().unwrap_or_default().to_owned())
    }

    fn note_events(&mut self) {
        let events = self.devtools.as_mut().map(DevTools::events).unwrap_or_default();
        self.note(events);
    }

    fn note(&mut self, events: Vec<Event>) {
        for Event { method, params } in events {
            match method.as_str() {
                "Network.requestWillBeSent" => self.requests.extend(words(&params["request"]["url"])),
                "Network.loadingFailed" => self.problems.push(format!("a fetch failed: {}", params["errorText"])),
                "Runtime.exceptionThrown" => self.problems.push(exception(&params["exceptionDetails"])),
                "Runtime.consoleAPICalled" => self.problems.extend(complaint(&params)),
                "Log.entryAdded" => self.problems.extend(entry(&params["entry"])),
                _ => {}
            }
        }
    }
}

impl Drop for Browser {
    /// Asks it to go; where it does not, ends its group by its id.
    fn drop(&mut self) {
        if let Some(mut devtools) = self.devtools.take() {
            let _ = devtools.call(None, "Browser.close", json!({}));
        }
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if matches!(self.keeper.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        if let Some(group) = i32::try_from(self.keeper.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.keeper.wait();
        let _ = std::fs::remove_dir_all(self.profile.path());
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn exception(details: &Value) -> String {
    words(&details["exception"]["description"]).or_else(|| words(&details["text"])).unwrap_or_default()
}

/// `console.error` and `console.warn`; the other kinds are talk.
fn complaint(params: &Value) -> Option<String> {
    let kind = params["type"].as_str().filter(|kind| ["error", "warning", "assert"].contains(kind))?;
    let said = params["args"].as_array()?.iter().map(|arg| words(&arg["value"]).unwrap_or_else(|| arg.to_string()));
    Some(format!("{kind}: {}", said.collect::<Vec<_>>().join(" ")))
}

/// An entry of the browser's own log: a refused script, a missing file.
fn entry(entry: &Value) -> Option<String> {
    let level = entry["level"].as_str().filter(|level| ["error", "warning"].contains(level))?;
    let url = entry["url"].as_str().unwrap_or_default();
    Some(format!("{level}: {} {url}", entry["text"].as_str().unwrap_or_default()).trim_end().to_owned())
}

/// The bytes of a text in base 64, as the protocol sends pictures.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.bytes().filter(|byte| *byte != b'=').map(base64_digit).collect();
    let quads = digits?;
    let mut bytes = Vec::with_capacity(quads.len() * 3 / 4);
    for quad in quads.chunks(4) {
        let padded = quad.iter().chain(&[0, 0, 0]).take(4).fold(0, |bits, digit| bits << 6 | digit);
        let [_, one, two, three] = padded.to_be_bytes();
        bytes.extend([one, two, three].into_iter().take(quad.len() * 3 / 4));
    }
    Some(bytes)
}

fn base64_digit(byte: u8) -> Option<u32> {
    let digit = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(digit))
}
