//! Help shows how each command is given.

use crate::world::Scratch;

#[test]
fn each_commands_help_has_an_example_that_names_it() {
    let scratch = Scratch::empty();
    let names = commands(&scratch, &[]);
    assert!(["init", "serve", "import", "export", "check"].iter().all(|name| names.iter().any(|known| known == name)));
    for name in &names {
        shows_an_example(&scratch, &[name]);
    }
    for name in commands(&scratch, &["user"]) {
        shows_an_example(&scratch, &["user", &name]);
    }
}

/// The commands that the help of `above` lists, but for `help` itself.
fn commands(scratch: &Scratch, above: &[&str]) -> Vec<String> {
    let help = scratch.told(&[above, &["--help"]].concat()).out;
    let (_, commands) = help.split_once("Commands:\n").expect("a list of commands");
    let names = commands.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

fn shows_an_example(scratch: &Scratch, command: &[&str]) {
    let said = scratch.told(&[command, &["--help"]].concat());
    assert_eq!(said.status, Some(0));
    let (_, example) = said.out.split_once("Example").unwrap_or_else(|| panic!("no example for {command:?}"));
    assert!(example.contains(&format!("broadsheet {}", command.join(" "))), "{example}");
}

#[test]
fn a_word_that_is_no_command_is_refused() {
    let scratch = Scratch::empty();
    for words in [["publish"].as_slice(), &["import"], &["init"], &["import", "x.txt", "--from", "word"], &[]] {
        let said = scratch.told(words);
        assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{words:?}");
        assert!(said.err.contains("--help") || said.err.contains("Usage"), "{}", said.err);
    }
}
