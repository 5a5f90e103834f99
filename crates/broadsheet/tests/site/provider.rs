//! A provider of OpenID Connect on this machine: it vouches for whom a story says, and signs its word (ES256).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// It answers so many questions at most.
const MOST: usize = 200;

/// A provider, as long as the process lives.
#[derive(Clone)]
pub(crate) struct Provider {
    /// Its issuer.
    pub(crate) address: String,
    word: Arc<Mutex<Word>>,
}

/// What it says next.
struct Word {
    key: EcdsaKeyPair,
    another: EcdsaKeyPair,
    is_forged: bool,
    header: Value,
    claims: Value,
    challenge: String,
}

fn key() -> EcdsaKeyPair {
    let (kind, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let document = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(kind, document.as_ref(), &random).expect("a key")
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Provider {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let word = Word {
            key: key(),
            another: key(),
            is_forged: false,
            header: Value::Null,
            claims: Value::Null,
            challenge: String::new(),
        };
        let provider = Self { address, word: Arc::new(Mutex::new(word)) };
        let served = provider.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().take(MOST).flatten() {
                served.answer(stream);
            }
        });
        provider
    }

    /// What it says at the next question: those claims, beside the usual ones, for a browser that left with that challenge.
    pub(crate) fn vouches(&self, challenge: &str, claims: &Value) {
        let mut all = json!({ "iss": self.address, "sub": "248289761001", "aud": "newsroom", "exp": 4_102_444_800_i64, "iat": 1_700_000_000 });
        for (name, value) in claims.as_object().into_iter().flatten() {
            all[name] = value.clone();
        }
        let mut word = self.word.lock().expect("a word");
        (word.claims, word.challenge, word.is_forged) = (all, challenge.to_owned(), false);
        word.header = json!({ "alg": "ES256", "kid": "1" });
    }

    /// Its next word is signed by another's key.
    pub(crate) fn is_forged(&self) {
        self.word.lock().expect("a word").is_forged = true;
    }

    /// Its next word is signed by nobody.
    pub(crate) fn is_unsigned(&self) {
        self.word.lock().expect("a word").header = json!({ "alg": "none" });
    }

    fn answer(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(&stream);
        let (mut first, mut length) = (String::new(), 0);
        let _ = reader.read_line(&mut first);
        loop {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(0) | Err(_) => break,
                Ok(_) if line.trim().is_empty() => break,
                Ok(_) => {}
            }
            if let Some(said) = line.to_lowercase().strip_prefix("content-length:") {
                length = said.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        let _ = reader.read_exact(&mut body);
        let body = String::from_utf8_lossy(&body).into_owned();
        let path = first.split(' ').nth(1).unwrap_or_default();
        let (status, said) = match path {
            "/.well-known/openid-configuration" => (200, self.metadata()),
            "/jwks" => (200, self.keys()),
            "/token" => self.token(&body),
            _ => (404, json!({})),
        };
        let said = said.to_string();
        let _ = write!(
            stream,
            "HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{said}",
            said.len()
        );
    }

    fn metadata(&self) -> Value {
        let at = &self.address;
        json!({
            "issuer": at,
            "authorization_endpoint": format!("{at}/authorize"),
            "token_endpoint": format!("{at}/token"),
            "jwks_uri": format!("{at}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        })
    }

    fn keys(&self) -> Value {
        let word = self.word.lock().expect("a word");
        // A point of the curve: 4, and its two numbers (SEC 1, 2.3.3).
        let point = word.key.public_key().as_ref();
        let (x, y) = (text(&point[1..33]), text(&point[33..]));
        json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1", "x": x, "y": y }] })
    }

    fn token(&self, body: &str) -> (u16, Value) {
        let word = self.word.lock().expect("a word");
        let verifier = body.split('&').find_map(|pair| pair.strip_prefix("code_verifier=")).unwrap_or_default();
        if text(digest(&SHA256, verifier.as_bytes()).as_ref()) != word.challenge {
            return (400, json!({ "error": "invalid_grant" }));
        }
        let said = format!("{}.{}", text(word.header.to_string().as_bytes()), text(word.claims.to_string().as_bytes()));
        let key = if word.is_forged { &word.another } else { &word.key };
        let signature = match word.header["alg"] == "none" {
            true => String::new(),
            false => text(key.sign(&SystemRandom::new(), said.as_bytes()).expect("a signature").as_ref()),
        };
        let token = json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": format!("{said}.{signature}") });
        (200, token)
    }
}
