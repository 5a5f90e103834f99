//! A mail server on this machine that keeps what it is given (SMTP, RFC 5321).

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// It takes so many letters at most.
const MOST: usize = 20;

/// The letters that have come.
#[derive(Clone)]
pub(crate) struct Mailbox {
    /// Its address, as the setting has it.
    pub(crate) address: String,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("smtp://{}", listener.local_addr().expect("its address"));
        let mailbox = Self { address, letters: Arc::default() };
        let letters = mailbox.letters.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().take(MOST).flatten() {
                if let Some(letter) = taken(&stream) {
                    letters.lock().expect("letters").push(letter);
                }
            }
        });
        mailbox
    }

    /// All letters, once there are so many.
    pub(crate) fn letters(&self, wanted: usize) -> Vec<String> {
        for _ in 0..200 {
            let letters = self.letters.lock().expect("letters").clone();
            if letters.len() >= wanted {
                return letters;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{wanted} letters do not come: {:?}", self.letters.lock().expect("letters"));
    }
}

/// The letter of a conversation, with whom it is from and to.
fn taken(mut stream: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream).lines();
    let mut letter = String::new();
    write!(stream, "220 mailbox\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "DATA" => {
                write!(stream, "354 go on\r\n").ok()?;
                while let Some(Ok(line)) = lines.next() {
                    if line == "." {
                        break;
                    }
                    letter.push_str(&line);
                    letter.push('\n');
                }
                write!(stream, "250 kept\r\n").ok()?;
            }
            "QUIT" => {
                write!(stream, "221 bye\r\n").ok()?;
                break;
            }
            _ => {
                letter.push_str(&line);
                letter.push('\n');
                write!(stream, "250 well\r\n").ok()?;
            }
        }
    }
    // Long lines come in pieces (quoted-printable, RFC 2045, 6.7).
    Some(letter.replace("=\n", "").replace("=3D", "="))
}
