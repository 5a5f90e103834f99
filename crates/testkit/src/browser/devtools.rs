//! Chromium's DevTools protocol over a pair of pipes: JSON messages ended by a zero byte.
//!
//! Pipes and not a port: nothing else reaches the browser, and it ends by
//! itself when the process that started it is gone.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long the browser may take over one answer or one event.
const PATIENCE: Duration = Duration::from_secs(60);

/// The talk with one browser.
#[derive(Debug)]
pub(super) struct DevTools {
    to: ChildStdin,
    from: Receiver<Value>,
    last: u64,
    events: VecDeque<Event>,
}

/// Something the browser tells unasked, such as `Network.requestWillBeSent`.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) method: String,
    pub(super) params: Value,
}

impl DevTools {
    pub(super) fn over(to: ChildStdin, from: ChildStdout) -> Self {
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            let mut message = Vec::new();
            while from.read_until(0, &mut message).is_ok_and(|read| read > 0) {
                message.pop();
                let Ok(value) = serde_json::from_slice(&message) else { break };
                if sender.send(value).is_err() {
                    break;
                }
                message.clear();
            }
        });
        Self { to, from: receiver, last: 0, events: VecDeque::new() }
    }

    /// Calls a method and waits for its result; events that come meanwhile are kept.
    pub(super) fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> io::Result<Value> {
        self.last += 1;
        let id = self.last;
        self.send(&message(id, session, method, params))?;
        let asked = Instant::now();
        loop {
            let mut answer = self.next_message(asked, method)?;
            if answer["id"] != id {
                self.keep(answer);
            } else if let Some(error) = answer.get("error") {
                return Err(io::Error::other(format!("the browser refuses {method}: {}", error["message"])));
            } else {
                return Ok(answer["result"].take());
            }
        }
    }

    /// Takes the events that have come, and waits for one with this method if it is not among them.
    pub(super) fn events_until(&mut self, method: &str) -> io::Result<Vec<Event>> {
        let asked = Instant::now();
        while !self.events.iter().any(|event| event.method == method) {
            let message = self.next_message(asked, method)?;
            self.keep(message);
        }
        Ok(self.events.drain(..).collect())
    }

    /// Takes the events that have come.
    pub(super) fn events(&mut self) -> Vec<Event> {
        while let Ok(message) = self.from.try_recv() {
            self.keep(message);
        }
        self.events.drain(..).collect()
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(message)?;
        bytes.push(0);
        self.to.write_all(&bytes)?;
        self.to.flush()
    }

    fn next_message(&self, asked: Instant, what: &str) -> io::Result<Value> {
        self.from.recv_timeout(PATIENCE.saturating_sub(asked.elapsed())).map_err(|error| match error {
            RecvTimeoutError::Timeout => io::Error::other(format!("the browser is silent on {what}")),
            RecvTimeoutError::Disconnected => io::Error::other(format!("the browser ended before {what}")),
        })
    }

    fn keep(&mut self, mut message: Value) {
        if let Some(method) = message["method"].as_str().map(str::to_owned) {
            self.events.push_back(Event { method, params: message["params"].take() });
        }
    }
}

fn message(id: u64, session: Option<&str>, method: &str, params: Value) -> Value {
    let mut message = json!({ "id": id, "method": method, "params": params });
    if let Some(session) = session {
        message["sessionId"] = session.into();
    }
    message
}
