//! Sharing: the services that a counted share link leads to, and the address each of them wants.
//!
//! There is no service for a network of many servers that has no address of its own (Mastodon): we would have to ask readers which
//! server is theirs, or send all of them to one.

use std::fmt::Write;

/// A service that an article can be shared with. Nothing but these is ever redirected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// The reader's own mail program.
    Email,
    /// Facebook.
    Facebook,
    /// X.
    X,
    /// LINE.
    Line,
    /// WhatsApp.
    Whatsapp,
    /// Telegram.
    Telegram,
    /// Reddit.
    Reddit,
    /// LinkedIn.
    Linkedin,
    /// Bluesky.
    Bluesky,
}

impl Service {
    /// The services that a page offers, in order.
    pub const SHOWN: [Service; 6] =
        [Service::Email, Service::Facebook, Service::X, Service::Line, Service::Whatsapp, Service::Bluesky];

    /// Every service: links that were shared once go on leading.
    pub const ALL: [Service; 9] = [
        Service::Email,
        Service::Facebook,
        Service::X,
        Service::Line,
        Service::Whatsapp,
        Service::Telegram,
        Service::Reddit,
        Service::Linkedin,
        Service::Bluesky,
    ];

    /// The word in the link's address and in the table of shares.
    pub fn slug(self) -> &'static str {
        match self {
            Service::Email => "email",
            Service::Facebook => "facebook",
            Service::X => "x",
            Service::Line => "line",
            Service::Whatsapp => "whatsapp",
            Service::Telegram => "telegram",
            Service::Reddit => "reddit",
            Service::Linkedin => "linkedin",
            Service::Bluesky => "bluesky",
        }
    }

    /// What readers call it; e-mail is a word of each language and has no name here.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Service::Email => None,
            Service::Facebook => Some("Facebook"),
            Service::X => Some("X"),
            Service::Line => Some("LINE"),
            Service::Whatsapp => Some("WhatsApp"),
            Service::Telegram => Some("Telegram"),
            Service::Reddit => Some("Reddit"),
            Service::Linkedin => Some("LinkedIn"),
            Service::Bluesky => Some("Bluesky"),
        }
    }

    /// The service of a link's address; only these exact words are services.
    pub fn of(slug: &str) -> Option<Service> {
        Self::ALL.into_iter().find(|service| service.slug() == slug)
    }

    /// The address that shares an article: the `Location` of the redirect.
    ///
    /// `address` is the article's absolute public address, and neither it nor the headline can leave its place in the query.
    pub fn target(self, address: &str, headline: &str) -> String {
        let (a, h) = (encoded(address), encoded(headline));
        match self {
            // A line break in a mail's body is CR LF (RFC 6068, section 5).
            Service::Email => format!("mailto:?subject={h}&body={h}%0D%0A%0D%0A{a}"),
            Service::Facebook => format!("https://www.facebook.com/sharer/sharer.php?u={a}"),
            Service::X => format!("https://x.com/intent/tweet?url={a}&text={h}"),
            Service::Line => format!("https://social-plugins.line.me/lineit/share?url={a}"),
            Service::Whatsapp => format!("https://wa.me/?text={h}%20{a}"),
            Service::Telegram => format!("https://t.me/share/url?url={a}&text={h}"),
            Service::Reddit => format!("https://www.reddit.com/submit?url={a}&title={h}"),
            Service::Linkedin => {
                format!("https://www.linkedin.com/sharing/share-offsite/?url={a}")
            }
            Service::Bluesky => format!("https://bsky.app/intent/compose?text={h}%20{a}"),
        }
    }
}

/// The redirect's target for a service named in an address, or nothing where we list no such service.
pub fn target(service: &str, address: &str, headline: &str) -> Option<String> {
    Some(Service::of(service)?.target(address, headline))
}

/// Percent-encoding down to the unreserved characters (RFC 3986, section 2.3), a space as `%20`: mail programs show a `+` as it stands.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://paper.example/2021/08/19/rice-harvest";

    #[test]
    fn a_share_link_leads_to_a_listed_service_only() {
        assert_eq!(
            target("facebook", ADDRESS, "Rice").as_deref(),
            Some(
                "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fpaper.example%2F2021%2F08%2F19%2Frice-harvest"
            )
        );
        for unlisted in ["", "Facebook", "mastodon", "//evil.example", "x/../line", "email\r\n"] {
            assert_eq!(target(unlisted, ADDRESS, "Rice"), None, "{unlisted:?}");
        }
    }

    #[test]
    fn a_mail_has_the_headline_as_subject_and_the_address_in_its_body() {
        assert_eq!(
            Service::Email.target("https://p.example/a", "Rain & wind"),
            "mailto:?subject=Rain%20%26%20wind&body=Rain%20%26%20wind%0D%0A%0D%0Ahttps%3A%2F%2Fp.example%2Fa"
        );
    }

    #[test]
    fn no_headline_can_break_out_of_its_place() {
        let headline = "Rice\r\nSet-Cookie: a=b&bcc=x@y.example#\"<稻米>";
        for service in Service::ALL {
            let target = service.target(ADDRESS, headline);
            let plain = service.target(ADDRESS, "Rice");
            let marks = |text: &str| text.bytes().filter(|b| b"&=#?:/".contains(b)).count();
            assert_eq!(marks(&target), marks(&plain), "{target}");
            assert!(target.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>".contains(&b)));
        }
    }

    #[test]
    fn every_service_is_found_by_its_own_word() {
        for service in Service::ALL {
            assert_eq!(Service::of(service.slug()), Some(service));
        }
    }
}
