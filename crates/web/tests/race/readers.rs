//! Readers: each asks over a connection of its own, one address after another.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Shared;
use crate::chance::Chance;

/// What readers are given, as one hash: the status, where the page is now, and the bytes.
pub(crate) type Hash = u64;

/// An answer as it was noted.
pub(crate) struct Answer {
    /// Which of the addresses was asked for.
    pub(crate) address: usize,
    /// Whether it was asked for compressed.
    pub(crate) gzip: bool,
    /// The newest change that was acknowledged when it was asked for.
    pub(crate) floor: i64,
    pub(crate) hash: Hash,
}

/// Asks until the race is over.
pub(crate) async fn read(shared: Arc<Shared>, at: SocketAddr, who: usize) -> Vec<Answer> {
    let mut chance = Chance(who as u64 * 7 + 1);
    let mut connection = BufReader::new(TcpStream::connect(at).await.expect("a connection"));
    let (mut answers, mut addresses) = (Vec::new(), shared.addresses());
    while !shared.is_over() {
        if answers.len() % 100 == 0 {
            addresses = shared.addresses();
        }
        // Some addresses are asked for more often than others, the front most of all.
        let among = chance.below(addresses.len()) + 1;
        let address = chance.below(among);
        let gzip = chance.below(4) != 0;
        let floor = shared.acknowledged.load(Ordering::SeqCst);
        let hash = ask(&mut connection, &addresses[address], gzip).await.expect("an answer");
        shared.answers.fetch_add(1, Ordering::SeqCst);
        answers.push(Answer { address, gzip, floor, hash });
    }
    answers
}

async fn ask(connection: &mut BufReader<TcpStream>, address: &str, gzip: bool) -> io::Result<Hash> {
    let coding = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    let request = format!("GET {address} HTTP/1.1\r\nHost: race\r\n{coding}\r\n");
    connection.get_mut().write_all(request.as_bytes()).await?;
    let (mut status, mut to, mut length) = (0, String::new(), 0);
    let mut line = String::new();
    loop {
        line.clear();
        if connection.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let said = line.trim_end();
        match said.split_once(": ") {
            _ if said.is_empty() => break,
            Some(("content-length", n)) => length = n.parse().unwrap_or(0),
            Some(("location", whither)) => to = whither.to_owned(),
            Some(_) => {}
            None => status = said.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0),
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await?;
    Ok(hash(address, status, &to, &body))
}

/// The hash of an answer. What is not there for programs is said in the API's own words, which are not printed.
pub(crate) fn hash(address: &str, status: u16, to: &str, body: &[u8]) -> Hash {
    use std::hash::{DefaultHasher, Hasher};
    let mut hash = DefaultHasher::new();
    hash.write_u16(status);
    hash.write(to.as_bytes());
    if status < 400 || !address.starts_with("/api/") {
        hash.write(body);
    }
    hash.finish()
}
