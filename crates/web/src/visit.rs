//! A request as the counter sees it.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Method, StatusCode};
use broadsheet_press::Visitor;
use broadsheet_press::tally::Visit;

use crate::Proxies;

/// Who makes a request, by what the request itself and trusted proxies say.
pub(crate) struct Reader<'r> {
    headers: &'r HeaderMap,
    address: IpAddr,
    secure: bool,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(proxies: &Proxies, peer: SocketAddr, headers: &'r HeaderMap) -> Self {
        let (address, secure) = proxies.reader(peer.ip(), headers);
        Self { headers, address, secure }
    }

    /// The request for the judge.
    pub(crate) fn visit<'v>(&'v self, method: &'v Method, status: StatusCode) -> Visit<'v> {
        Visit {
            method: method.as_str(),
            // A browser that is told to use what it has kept (304) shows the page to a person all the same.
            answered: matches!(status, StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::FOUND),
            secure: self.secure,
            user_agent: self.field("user-agent"),
            accept: self.field("accept"),
            fetch_mode: self.field("sec-fetch-mode"),
            fetch_dest: self.field("sec-fetch-dest"),
            sec_purpose: self.field("sec-purpose"),
            purpose: self.field("purpose").or(self.field("x-purpose")),
            x_moz: self.field("x-moz"),
        }
    }

    /// The reader for the set of recent visitors, which keeps neither address nor agent.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor { address: self.address, agent: self.field("user-agent").unwrap_or_default() }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
