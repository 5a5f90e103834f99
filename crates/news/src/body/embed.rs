//! Places whose posts, films and sounds an article may show: as a link, without any request to them.

use serde::{Deserialize, Serialize};

/// Somebody who publishes what articles show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is the name of a well-known service")]
pub enum Provider {
    YouTube,
    Vimeo,
    Dailymotion,
    Twitch,
    X,
    Bluesky,
    Threads,
    Instagram,
    Facebook,
    TikTok,
    Reddit,
    Telegram,
    LinkedIn,
    Spotify,
    SoundCloud,
    ApplePodcasts,
    Datawrapper,
    Flourish,
}

/// Provider, code in our formats, name for readers, its own host, other hosts that mean the same.
type Entry = (Provider, &'static str, &'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const PROVIDERS: &[Entry] = &[
    (Provider::YouTube, "youtube", "YouTube", "www.youtube.com", &["youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com", "youtube-nocookie.com"]),
    (Provider::Vimeo, "vimeo", "Vimeo", "vimeo.com", &["www.vimeo.com", "player.vimeo.com"]),
    (Provider::Dailymotion, "dailymotion", "Dailymotion", "www.dailymotion.com", &["dailymotion.com", "geo.dailymotion.com"]),
    (Provider::Twitch, "twitch", "Twitch", "www.twitch.tv", &["twitch.tv"]),
    (Provider::X, "x", "X", "x.com", &["www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"]),
    (Provider::Bluesky, "bluesky", "Bluesky", "bsky.app", &[]),
    (Provider::Threads, "threads", "Threads", "www.threads.net", &["threads.net", "www.threads.com", "threads.com"]),
    (Provider::Instagram, "instagram", "Instagram", "www.instagram.com", &["instagram.com"]),
    (Provider::Facebook, "facebook", "Facebook", "www.facebook.com", &["facebook.com", "m.facebook.com"]),
    (Provider::TikTok, "tiktok", "TikTok", "www.tiktok.com", &["tiktok.com", "m.tiktok.com"]),
    (Provider::Reddit, "reddit", "Reddit", "www.reddit.com", &["reddit.com", "old.reddit.com", "embed.reddit.com"]),
    (Provider::Telegram, "telegram", "Telegram", "t.me", &[]),
    (Provider::LinkedIn, "linkedin", "LinkedIn", "www.linkedin.com", &["linkedin.com"]),
    (Provider::Spotify, "spotify", "Spotify", "open.spotify.com", &[]),
    (Provider::SoundCloud, "soundcloud", "SoundCloud", "soundcloud.com", &["www.soundcloud.com", "m.soundcloud.com", "w.soundcloud.com"]),
    (Provider::ApplePodcasts, "applepodcasts", "Apple Podcasts", "podcasts.apple.com", &["embed.podcasts.apple.com"]),
    (Provider::Datawrapper, "datawrapper", "Datawrapper", "datawrapper.dwcdn.net", &["www.datawrapper.de"]),
    (Provider::Flourish, "flourish", "Flourish", "public.flourish.studio", &["flo.uri.sh"]),
];

/// An address below a provider's host: no white space, quotes or angle brackets, no slash at its start.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmbedPath(String);

impl EmbedPath {
    /// The path written so, if it can stand behind a host.
    pub fn parse(text: &str) -> Option<EmbedPath> {
        let text = text.trim().trim_start_matches('/');
        let fits = (1..=512).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>\\`{}|^()[]*".contains(&b));
        fits.then(|| EmbedPath(text.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmbedPath {
    type Error = String;

    fn try_from(text: String) -> Result<EmbedPath, String> {
        EmbedPath::parse(&text).ok_or_else(|| format!("“{text}” is no path below a host."))
    }
}

impl From<EmbedPath> for String {
    fn from(path: EmbedPath) -> String {
        path.0
    }
}

impl Provider {
    /// Every provider there is.
    pub fn all() -> impl Iterator<Item = Provider> {
        PROVIDERS.iter().map(|entry| entry.0)
    }

    /// The provider with this code in our formats.
    pub fn from_code(code: &str) -> Option<Provider> {
        PROVIDERS.iter().find(|entry| entry.1 == code).map(|entry| entry.0)
    }

    /// The provider's code in our formats.
    pub fn code(self) -> &'static str {
        self.entry().map_or("", |entry| entry.1)
    }

    /// What readers call it.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.2)
    }

    /// The address that a reader follows.
    pub fn address(self, path: &EmbedPath) -> String {
        format!("https://{}/{}", self.entry().map_or("", |entry| entry.3), path.as_str())
    }

    /// What an address (also that of a frame) shows, if it belongs to a provider.
    pub fn recognise(address: &str) -> Option<(Provider, EmbedPath)> {
        let address = address.trim();
        let rest = ["https://", "http://", "//"].iter().find_map(|scheme| address.strip_prefix(scheme))?;
        let (host, path) = rest.split_once('/')?;
        let host = host.to_ascii_lowercase();
        let (provider, ..) = PROVIDERS.iter().find(|entry| entry.3 == host || entry.4.contains(&host.as_str()))?;
        let path = canonical(*provider, &host, path);
        EmbedPath::parse(&path).map(|path| (*provider, path))
    }

    fn entry(self) -> Option<&'static Entry> {
        PROVIDERS.iter().find(|entry| entry.0 == self)
    }
}

/// Frames have addresses of their own; readers follow the one of the page.
fn canonical(provider: Provider, host: &str, path: &str) -> String {
    let name = |path: &str| path.split(['?', '&', '#', '/']).next().unwrap_or("").to_owned();
    match provider {
        Provider::YouTube if host == "youtu.be" => format!("watch?v={}", name(path)),
        Provider::YouTube => match path.strip_prefix("embed/").or_else(|| path.strip_prefix("shorts/")) {
            Some(film) => format!("watch?v={}", name(film)),
            None => path.to_owned(),
        },
        Provider::Vimeo => path.strip_prefix("video/").map_or_else(|| path.to_owned(), name),
        Provider::Spotify => path.strip_prefix("embed/").unwrap_or(path).to_owned(),
        Provider::Dailymotion => path.strip_prefix("embed/").unwrap_or(path).to_owned(),
        _ => path.to_owned(),
    }
}
