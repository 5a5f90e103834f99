//! A setting that cannot be is refused with the place where it stands.

use std::net::TcpListener;

use broadsheet_testkit::Said;

use crate::world::{Scratch, founded, is_refusal};

#[test]
fn a_file_of_settings_that_cannot_be_read_is_named() {
    let scratch = Scratch::empty();
    for (text, says) in [
        ("listen = ", "line 1"),
        ("data = \"x\"\nlisten = 8080", "line 2"),
        ("lisden = \"127.0.0.1:1\"", "lisden"),
        ("listen = \"here\"", "listen in broadsheet.toml"),
        ("database = \"mysql://x\"", "database in broadsheet.toml"),
        ("trusted_proxies = [\"10.0.0.0/99\"]", "trusted_proxies in broadsheet.toml"),
        ("data = \"\\q\"", "line 1"),
    ] {
        scratch.file("broadsheet.toml", text);
        scratch.refused(&["serve"], &["broadsheet.toml", says]);
    }
    scratch.file("broadsheet.toml", b"\xff\xfe");
    scratch.refused(&["serve"], &["broadsheet.toml", "cannot be read"]);
    scratch.refused(&["serve", "--config", "missing.toml"], &["missing.toml", "cannot be read"]);
}

#[test]
fn a_variable_that_cannot_be_is_named() {
    let scratch = Scratch::empty();
    for (name, value, says) in [
        ("BROADSHEET_LISTEN", "here", "127.0.0.1:8080"),
        ("BROADSHEET_DATABASE", "sqlite://x", "postgres://"),
        ("BROADSHEET_TRUSTED_PROXIES", "everybody", "10.0.0.0/8"),
    ] {
        let said = Said::by(scratch.command(&["serve"]).env(name, value)).expect("the binary runs");
        is_refusal(&said, &[&format!("the environment variable {name}"), says]);
    }
}

#[test]
fn a_flag_that_cannot_be_is_named() {
    let scratch = Scratch::empty();
    for (flag, value) in [("--listen", "8080"), ("--database", "x"), ("--trusted-proxies", "10.0.0.0/99")] {
        scratch.refused(&["serve", flag, value], &[&format!("the flag {flag}")]);
    }
}

#[test]
fn a_port_in_use_is_named_with_the_way_out() {
    let paper = founded();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    let said = paper.told(&["serve", "--listen", &address]).expect("the binary runs");
    is_refusal(&said, &["Nothing can listen at", &address, "choose another with --listen"]);
    assert_eq!(said.out, "");
}
