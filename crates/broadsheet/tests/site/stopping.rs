//! One owner: a server holds its newspaper until it is told to stop.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::world::{asked, done, dump, is_held, printed, served};

#[test]
fn a_server_stops_cleanly_when_it_is_told_to() {
    let paper = printed();
    let server = served(&paper, &[]);
    assert_eq!(asked(&server, "/").status, 200);
    let begun = Instant::now();
    let stopped = server.stop().expect("it stops");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(stopped.status, Some(0), "{}", stopped.output);
    assert!(stopped.output.contains("Harbour Times has stopped; its counters are written."), "{}", stopped.output);
    assert!(!paper.folder().join("newspaper.db-wal").exists(), "all is in the one file of the database");
    assert_eq!(asked(&served(&paper, &[]), "/").status, 200);
}

#[test]
fn a_served_newspaper_is_not_served_twice_and_an_import_goes_to_its_server() {
    let paper = printed();
    let server = served(&paper, &[]);
    let before = done(&paper, &["export"]);
    let file = dump("lathe.txt").display().to_string();
    let said = paper.told(&["serve", "--listen", "127.0.0.1:0"]).expect("the binary runs");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains("is held by") && said.err.contains("Stop that first"), "{}", said.err);
    assert!(done(&paper, &["import", "--from", "page-dump", &file]).contains("was here already"));
    if let Some(database) = paper.database() {
        is_held(database, &file);
    }
    assert_eq!(done(&paper, &["export"]), before, "who only reads is let in");
    assert!(done(&paper, &["check"]).contains("database   in order"));
    assert_eq!(asked(&server, "/").status, 200);
}

#[test]
fn a_reader_who_never_finishes_asking_does_not_keep_a_server_from_stopping() {
    let paper = printed();
    let server = served(&paper, &[]);
    let host = server.address().trim_start_matches("http://").to_owned();
    let mut connections = Vec::new();
    for begun in
        ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"]
    {
        let mut connection = TcpStream::connect(&host).expect("a connection");
        connection.write_all(begun.as_bytes()).expect("half a request");
        connections.push(connection);
    }
    assert_eq!(asked(&server, "/").status, 200);
    let begun = Instant::now();
    let stopped = server.stop().expect("it stops");
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert_eq!(stopped.status, Some(0), "{}", stopped.output);
    drop(connections);
}
