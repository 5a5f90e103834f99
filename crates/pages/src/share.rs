//! The services that an article's page offers to share it with.

/// The pieces of share addresses (`/share/<article>/<service>`), in the order of the page, with what readers call each service.
///
/// The e-mail's name is a word of the page's language and stands in [`words`](crate).
pub const SERVICES: [(&str, &str); 6] = [
    ("email", ""),
    ("facebook", "Facebook"),
    ("x", "X"),
    ("line", "LINE"),
    ("whatsapp", "WhatsApp"),
    ("bluesky", "Bluesky"),
];
