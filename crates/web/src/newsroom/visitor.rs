//! A visitor: whoever asks for what stands before the sign-in.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use broadsheet_desk::account::session::Place;
use broadsheet_news::clock::Instant;

use crate::House;
use crate::guard::From;
use crate::newsroom::page::{self, Page};

/// Someone who is not signed in, and where they come from.
pub(crate) struct Visitor {
    pub house: Arc<House>,
    pub from: From,
    /// Where a session would begin.
    pub place: Place,
    /// The language that their browser asks for first, as far as the newsroom has words in it.
    pub language: &'static str,
    pub now: Instant,
}

impl Visitor {
    /// A page for them.
    pub fn page(&self) -> Page<'_> {
        page::for_anyone(&self.house, self.language)
    }
}

impl FromRequestParts<Arc<House>> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, StatusCode> {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, house).await;
        let ConnectInfo(peer) = peer.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let from = From::of(house, peer, &parts.headers);
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let place = Place { origin: from.origin.clone(), agent: agent.to_owned() };
        Ok(Self { house: house.clone(), from, place, language: language(&parts.headers), now: Instant::now() })
    }
}

/// The language that a browser asks for first, as far as the newsroom has words in it.
pub(crate) fn language(headers: &HeaderMap) -> &'static str {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok()).unwrap_or_default();
    if asked.trim_start().to_lowercase().starts_with("zh") { "zh-Hant" } else { "en" }
}
