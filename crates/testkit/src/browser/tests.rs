//! The browser tried against a tiny server on loopback.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use super::*;

/// Answers any request with this page, except `/missing.png`, for as long as the test lives.
fn server(page: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().filter_map(Result::ok) {
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap_or(0);
            let missing = String::from_utf8_lossy(&request[..read]).contains("/missing.png");
            let (status, body) = if missing { ("404 Not Found", "") } else { ("200 OK", page) };
            let length = body.len();
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}");
            let _ = write!(stream, "{head}\r\nConnection: close\r\n\r\n{body}");
        }
    });
    address
}

const FRONT: &str = "<!DOCTYPE html><html lang=en><title>Front</title><link rel=icon href='data:,'>
    <style>body{background:#fff} @media (prefers-color-scheme: dark){body{background:#000}}</style>
    <h1>海峽 morning</h1><p hidden>unseen</p><p id=said>no script ran</p><img src=/missing.png alt=''>
    <script>document.getElementById('said').textContent = 'a script ran'; console.error('torn', 'page')</script>";

#[test]
fn browser_shows_the_text_a_reader_sees_and_tells_what_went_wrong() -> io::Result<()> {
    let address = server(FRONT);
    let mut browser = Browser::start()?;
    browser.open(&format!("http://{address}/"))?;
    assert_eq!(browser.text()?, "海峽 morning\n\na script ran");
    assert!(browser.html()?.contains("unseen"));
    assert_eq!(browser.eval("Promise.resolve(document.title.length)")?, 5);
    assert_eq!(browser.requests(), [format!("http://{address}/"), format!("http://{address}/missing.png")]);
    let problems = browser.problems().join("\n");
    assert!(problems.contains("error: torn page"), "{problems}");
    assert!(problems.contains("/missing.png"), "{problems}");
    let thrown = browser.eval("nothing.there").expect_err("it throws").to_string();
    assert!(thrown.contains("nothing is not defined"), "{thrown}");
    Ok(())
}

#[test]
fn browser_opens_pages_without_scripts_when_told_so() -> io::Result<()> {
    let address = server(FRONT);
    let mut browser = Browser::start()?;
    browser.allow_scripts(false)?;
    browser.open(&format!("http://{address}/"))?;
    assert_eq!(browser.text()?, "海峽 morning\n\nno script ran");
    Ok(())
}

#[test]
fn browser_takes_pictures_of_the_asked_size_and_colour_and_leaves_no_profile_behind() -> io::Result<()> {
    let address = server(FRONT);
    let folder = tempfile::tempdir()?;
    let mut browser = Browser::start()?;
    browser.open(&format!("http://{address}/"))?;
    let (light, dark) = (folder.path().join("light.png"), folder.path().join("dark.png"));
    browser.screenshot(&light, Look { width: 320, height: 200, dark: false })?;
    browser.screenshot(&dark, Look { width: 320, height: 200, dark: true })?;
    let (light, dark) = (std::fs::read(light)?, std::fs::read(dark)?);
    assert_eq!(light[1..4], *b"PNG");
    assert_eq!(light[16..24], [0, 0, 1, 64, 0, 0, 0, 200], "320 by 200");
    assert_ne!(light, dark);
    let profile = browser.profile.path().to_owned();
    browser.close();
    assert!(!profile.exists());
    Ok(())
}

#[test]
fn browser_says_when_nothing_answers() -> io::Result<()> {
    let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let error = Browser::start()?.open(&format!("http://{free}/")).expect_err("nobody listens");
    assert!(error.to_string().contains("cannot be opened"), "{error}");
    Ok(())
}

#[test]
fn pictures_are_read_from_base_64_with_every_length_of_rest() {
    assert_eq!(from_base64("UHJlc3M="), Some(b"Press".to_vec()));
    assert_eq!(from_base64("RGVzaw=="), Some(b"Desk".to_vec()));
    assert_eq!(from_base64("+/+/"), Some(vec![0xfb, 0xff, 0xbf]));
    assert_eq!(from_base64("no spaces"), None);
}
