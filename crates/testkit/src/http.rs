//! A small HTTP client: one request a connection, and the answer exactly as it came.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header fields in the order they came, their names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body, put together again where it came in chunks.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header field of that name, written in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks for an address, `http://HOST:PORT/PATH`. `Host` is the address's own where no field says another.
///
/// # Errors
/// Where nobody answers, or what answers does not speak HTTP.
pub fn get(url: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    request("GET", url, headers)
}

/// Asks with any method, without a body.
///
/// # Errors
/// As [`get`].
pub fn request(method: &str, url: &str, headers: &[(&str, &str)]) -> io::Result<Answer> {
    send(method, url, headers, b"")
}

/// Sends a body with any method. Its length is said where it has one.
///
/// # Errors
/// As [`get`].
pub fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<Answer> {
    let (host, target) = parts(url).ok_or_else(|| broken(url, "is no address of HTTP"))?;
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let length = body.len().to_string();
    let mut headers = headers.to_vec();
    if !body.is_empty() {
        headers.push(("Content-Length", &length));
    }
    stream.write_all(head(method, host, target, &headers).as_bytes())?;
    // Who refuses a body that is too long may close before all of it is sent: the answer tells.
    let _ = stream.write_all(body);
    let mut all = Vec::new();
    let read = stream.read_to_end(&mut all);
    if all.is_empty() {
        read?;
    }
    answer(&all, method).ok_or_else(|| broken(url, "was not answered in HTTP"))
}

/// The host with its port, and the rest without a fragment.
fn parts(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("http://")?;
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let slash = rest.find('/').unwrap_or(rest.len());
    Some((&rest[..slash], if slash == rest.len() { "/" } else { &rest[slash..] }))
}

fn head(method: &str, host: &str, target: &str, headers: &[(&str, &str)]) -> String {
    let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head += &format!("Host: {host}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head + "\r\n"
}

fn answer(all: &[u8], method: &str) -> Option<Answer> {
    let end = all.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&all[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.map(field).collect::<Option<Vec<_>>>()?;
    let mut answer = Answer { status, headers, body: Vec::new() };
    let rest = &all[end + 4..];
    answer.body = match (answer.header("transfer-encoding"), answer.header("content-length")) {
        (Some("chunked"), _) => joined(rest)?,
        // The answer to HEAD has the length of what GET would get, and nothing of it.
        (_, Some(length)) if method != "HEAD" => rest.get(..length.parse().ok()?)?.to_vec(),
        _ => rest.to_vec(),
    };
    Some(answer)
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.to_ascii_lowercase(), value.trim().to_owned()))
}

/// The chunks put together; nothing where the last of them is missing.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = std::str::from_utf8(&rest[..line]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        let chunk = rest.get(line + 2..line + 2 + length)?;
        body.extend_from_slice(chunk);
        rest = rest.get(line + 4 + length..)?;
    }
}

fn broken(url: &str, why: &str) -> io::Error {
    io::Error::other(format!("{url} {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_and_a_fragment_stays_at_home() {
        assert_eq!(parts("http://127.0.0.1:80"), Some(("127.0.0.1:80", "/")));
        assert_eq!(parts("http://a.example:8/b?c=/d#e"), Some(("a.example:8", "/b?c=/d")));
        assert_eq!(parts("https://a.example/"), None);
    }

    #[test]
    fn a_field_that_is_given_takes_the_place_of_ours() {
        let head = head("GET", "127.0.0.1:80", "/", &[("host", "evil.example")]);
        assert_eq!(head, "GET / HTTP/1.1\r\nConnection: close\r\nhost: evil.example\r\n\r\n");
    }

    #[test]
    fn a_body_is_as_long_as_it_says_or_made_of_chunks() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b \r\n\r\nHello";
        let found = answer(whole, "GET").expect("an answer");
        assert_eq!((found.status, found.header("x-a"), found.text().as_str()), (200, Some("b"), "Hello"));
        assert_eq!(answer(&whole[..whole.len() - 1], "GET"), None, "half an answer is none");
        let chunked =
            b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n2;x\r\n w\r\n0\r\n\r\n";
        assert_eq!(answer(chunked, "GET").map(|found| (found.status, found.text())), Some((404, "Hello w".into())));
        assert_eq!(answer(&chunked[..chunked.len() - 5], "GET"), None, "the last chunk is missing");
    }

    #[test]
    fn an_answer_to_head_has_a_length_and_no_body() {
        let found = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD").expect("an answer");
        assert_eq!((found.header("content-length"), found.body.len()), (Some("5"), 0));
    }
}
