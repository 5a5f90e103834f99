//! What a request claims of itself changes no page.

use crate::world::{KINDS, asked, asked_with, founded, imported, served, without_date};

#[test]
fn a_forged_host_or_forwarded_field_changes_no_byte_when_no_proxy_is_trusted() {
    // Without an address in the settings: there a page might be tempted to ask the request.
    let paper = founded(&[]);
    imported(&paper);
    let server = served(&paper, &[]);
    let forged = [
        ("Host", "evil.example"),
        ("X-Forwarded-For", "203.0.113.7"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Port", "4443"),
        ("Forwarded", "for=203.0.113.7;host=evil.example;proto=https"),
    ];
    for path in KINDS.into_iter().chain(["/nowhere", "/robots.txt"]) {
        let plain = without_date(asked(&server, path));
        assert!(plain.text().contains(server.address()) || ["/nowhere", "/robots.txt"].contains(&path), "{path}");
        for field in forged {
            assert_eq!(plain, without_date(asked_with(&server, path, &[field])), "{path} with {field:?}");
        }
        assert_eq!(plain, without_date(asked_with(&server, path, &forged)), "{path} with all of them");
    }
}
