//! Long proofs and measurements, run on demand by name. To add one, add a line to its table.

use crate::run::{self, Outcome, cargo};

/// Something that takes too long for `check`.
pub(crate) struct Proof {
    /// What it is called by.
    pub(crate) name: &'static str,
    /// What it shows, in a sentence.
    pub(crate) shows: &'static str,
    /// The package that holds it.
    pub(crate) package: &'static str,
    pub(crate) what: What,
}

/// What is run, always with the optimisations of a release.
pub(crate) enum What {
    /// An example of the package; it gets the arguments.
    Example(&'static str),
    /// The tests of the package whose names hold this text, each property with so many cases.
    Tests(&'static str, &'static str),
    /// Such tests, which take flags: each flag is told them by a variable.
    Flagged(&'static str, &'static [(&'static str, &'static str)]),
}

use What::{Example, Flagged, Tests};

/// The flags of the proof that no page is stale.
const EXACT: &[(&str, &str)] = &[
    ("--seed", "BROADSHEET_SEED"),
    ("--acts", "BROADSHEET_ACTS"),
    ("--paper", "BROADSHEET_PAPER"),
    ("--database", "BROADSHEET_TEST_DATABASE"),
];

/// Proofs by long running; a short form of each stands among the tests.
pub(crate) const SOAKS: &[Proof] = &[
    Proof {
        name: "addresses",
        shows: "10,000 random and hostile addresses: a page that is there, moved or missing, and no growth of memory.",
        package: "broadsheet",
        what: Tests("any_address_is_answered", "10000"),
    },
    Proof {
        name: "api",
        shows: "64 readers get what 8 writers were told is done, over HTTP, for a minute: [--seconds N] [--database URL].",
        package: "broadsheet",
        what: Flagged(
            "what_writers_were_told",
            &[("--seconds", "BROADSHEET_SECONDS"), ("--database", "BROADSHEET_TEST_DATABASE")],
        ),
    },
    Proof {
        name: "hands",
        shows: "Two who save on one base lose no word, through the desk, 10,000 cases.",
        package: "broadsheet-desk",
        what: Tests("two_hands_at_one_text", "10000"),
    },
    Proof {
        name: "kills",
        shows: "Every acknowledged act of a program is there once though the server is killed: [--acts N] [--kills N] [--database URL].",
        package: "broadsheet",
        what: Flagged(
            "every_acknowledged_act_is_there_once",
            &[
                ("--acts", "BROADSHEET_ACTS"),
                ("--kills", "BROADSHEET_KILLS"),
                ("--database", "BROADSHEET_TEST_DATABASE"),
            ],
        ),
    },
    Proof {
        name: "clockwork",
        shows: "What is scheduled is done once and in time though the process is killed: [--schedules N] [--database URL].",
        package: "broadsheet",
        what: Flagged(
            "what_is_scheduled_is_done_once",
            &[("--schedules", "BROADSHEET_SCHEDULES"), ("--database", "BROADSHEET_TEST_DATABASE")],
        ),
    },
    Proof {
        name: "discovery",
        shows: "Likeness and heat keep their promises, 200,000 cases each.",
        package: "broadsheet-discovery",
        what: Tests("", "200000"),
    },
    Proof {
        name: "exactness",
        shows: "After every act every address answers with what would be printed now: [--seed N] [--acts N] [--paper small|large] [--database URL].",
        package: "broadsheet-press",
        what: Flagged("after_every_act", EXACT),
    },
    Proof {
        name: "faults",
        shows: "Eight faults planted in the press are each found within 2,000 acts: [--seed N] [--acts N].",
        package: "broadsheet-press",
        what: Flagged(
            "every_planted_fault_is_found",
            &[("--seed", "BROADSHEET_SEED"), ("--acts", "BROADSHEET_FAULT_ACTS")],
        ),
    },
    Proof {
        name: "lists",
        shows: "After each of 1,000 acts by chance, the pages of each list hold every member once, and no boundary moved.",
        package: "broadsheet-store",
        what: Tests("pages_hold_each_member_once", "1000"),
    },
    Proof {
        name: "merge",
        shows: "A merge by block loses no text of either side, 200,000 cases.",
        package: "broadsheet-news",
        what: Tests("merge", "200000"),
    },
    Proof {
        name: "race",
        shows: "A million orders of readers, writers, evictions and failures: every answer is of one moment.",
        package: "broadsheet-press",
        what: Tests("any_order_of_more", "1000000"),
    },
    Proof {
        name: "readers",
        shows: "Readers over HTTP while writers act: every answer is the paper at one moment: [--seconds N] [--database URL].",
        package: "broadsheet-web",
        what: Flagged(
            "every_answer_over_http",
            &[("--seconds", "BROADSHEET_SECONDS"), ("--database", "BROADSHEET_TEST_DATABASE")],
        ),
    },
    Proof {
        name: "prose",
        shows: "What comes in goes out as the same body and nothing else, 200,000 cases.",
        package: "broadsheet-prose",
        what: Tests("", "200000"),
    },
];

/// Measurements.
pub(crate) const BENCHES: &[Proof] = &[
    Proof {
        name: "desk",
        shows: "The newsroom lists, finds, opens and saves with as few rows among 100,000 articles as among 1,000: [SMALL LARGE].",
        package: "broadsheet-web",
        what: Example("desk_bench"),
    },
    Proof {
        name: "lists",
        shows: "Pages of lists read as few rows in a paper of 100,000 articles as in one of 10,000: [SMALL LARGE].",
        package: "broadsheet-press",
        what: Example("list_rows"),
    },
    Proof {
        name: "press",
        shows: "What the press costs in papers of 1,000, 10,000 and 100,000 articles: [--database SERVER] [SIZE…].",
        package: "broadsheet-press",
        what: Example("press_bench"),
    },
    Proof {
        name: "related",
        shows: "The related articles of a collection's queries: DOCS.jsonl QRELS.jsonl [name=value]…",
        package: "broadsheet-discovery",
        what: Example("related_score"),
    },
    Proof {
        name: "popular",
        shows: "The most-popular list over recorded visits.",
        package: "broadsheet-discovery",
        what: Example("popular_score"),
    },
    Proof {
        name: "search",
        shows: "What searches cost at 10,000 articles, beside reading what they show: [ARTICLES].",
        package: "broadsheet-discovery",
        what: Example("search_bench"),
    },
    Proof {
        name: "search-score",
        shows: "What searches find in a collection: DOCS.jsonl QUERIES.jsonl LANGUAGE.",
        package: "broadsheet-discovery",
        what: Example("search_score"),
    },
];

/// Runs the one with this name, or lists them all.
pub(crate) fn run(kind: &str, proofs: &[Proof], name: Option<&str>, arguments: &[String]) -> Outcome {
    let Some(name) = name else {
        println!("{}", list(proofs));
        return Ok(());
    };
    let proof = proofs.iter().find(|proof| proof.name == name);
    let proof = proof.ok_or_else(|| format!("There is no {kind} {name}. There are:\n{}", list(proofs)))?;
    let mut command = match proof.what {
        Example(example) => cargo(&["run", "--release", "--package", proof.package, "--example", example, "--"]),
        Tests(filter, cases) => {
            let mut command = cargo(&["test", "--release", "--package", proof.package, filter, "--"]);
            command.env("PROPTEST_CASES", cases);
            command
        }
        Flagged(filter, flags) => {
            let mut command = cargo(&["test", "--release", "--package", proof.package, filter, "--"]);
            command.arg("--nocapture").envs(flagged(flags, arguments)?);
            return run::run(&mut command);
        }
    };
    run::run(command.args(arguments))
}

/// The variables that flags set.
fn flagged<'a>(flags: &[(&str, &'static str)], arguments: &'a [String]) -> Outcome<Vec<(&'static str, &'a str)>> {
    let variable = |flag: &str| flags.iter().find(|(known, _)| *known == flag).map(|(_, variable)| *variable);
    arguments
        .chunks(2)
        .map(|pair| match pair {
            [flag, value] if variable(flag).is_some() => Ok((variable(flag).unwrap_or_default(), value.as_str())),
            _ => Err(format!("{} is no flag of this with a value. There are: {flags:?}", pair.join(" "))),
        })
        .collect()
}

fn list(proofs: &[Proof]) -> String {
    proofs.iter().map(|proof| format!("  {:<13}{}", proof.name, proof.shows)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_proofs_of_a_table_have_one_name() {
        for table in [SOAKS, BENCHES] {
            let mut names: Vec<_> = table.iter().map(|proof| proof.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.len());
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_list() {
        let error = run("soak", SOAKS, Some("nothing"), &[]).expect_err("there is none");
        assert!(error.starts_with("There is no soak nothing.") && error.contains("merge"), "{error}");
    }
}
