//! The acts again, one by one, on a copy; and what each answer has to be.

use std::collections::HashMap;

use broadsheet_desk::Actor;
use broadsheet_news::clock::Instant;
use broadsheet_pages::Answer as Leads;
use broadsheet_press::{Coding, Press, Printed};
use broadsheet_store::Store;
use broadsheet_store::changes::Logged;

use crate::newsroom::Noted;
use crate::press;
use crate::readers::{Answer, Hash, hash};
use crate::steps::{Step, desk};

/// Memory for all pages that are asked for.
const ENOUGH: usize = 256 << 20;

/// What each address answered: from which change on, with which hash, as it is and compressed.
pub(crate) struct Timeline(Vec<Vec<(i64, [Hash; 2])>>);

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Answers that were the print at one moment.
    pub(crate) sound: usize,
    /// Those that were of a moment after what was acknowledged when they were asked for.
    pub(crate) ahead: usize,
    /// How often a reader was given something else than before.
    pub(crate) changed: usize,
}

/// Does the acts again in the order of their numbers, and notes what the addresses answer after each.
pub(crate) async fn replay(
    original: &Store,
    copy: &Store,
    begun: i64,
    acts: Vec<Noted>,
    addresses: &[String],
    at: Instant,
) -> Timeline {
    let press = press(copy, ENOUGH).await;
    let mut timeline = Timeline(vec![Vec::new(); addresses.len()]);
    timeline.note(begun, &press, addresses, at).await;
    // An act that had nothing to do gives the number of the one before; the first to name a number made it.
    let mut noted: HashMap<(i64, String), (Instant, Step)> = HashMap::new();
    for act in acts {
        noted.entry((act.number, act.actor)).or_insert((act.now, act.step));
    }
    let mut last = begun;
    loop {
        let some = original.changes_after(last, 100).await.expect("the change log");
        let Some(newest) = some.last() else { break };
        last = newest.number;
        for then in some {
            let (now, step) = noted.get(&(then.number, then.actor.clone())).expect("every change was noted");
            let actor = Actor::at_the_machine(&then.actor);
            let again = step.take(&desk(copy, &actor, *now)).await;
            let again = again.unwrap_or_else(|refusal| panic!("{step:?} was done, and is refused now: {refusal}"));
            assert_eq!(again.number, then.number, "{step:?}");
            let logged = copy.changes_after(then.number - 1, 1).await.expect("the change log").pop();
            assert!(logged.is_some_and(|logged| says_the_same(&logged, &then)), "{step:?} does something else now");
            timeline.note(then.number, &press, addresses, at).await;
        }
    }
    // What an address answers may depend on the hour, though not within a race.
    let now = Instant::now();
    for (n, address) in addresses.iter().enumerate() {
        let then = printed(&press, address, at).await;
        assert_eq!(
            printed(&press, address, now).await,
            then,
            "address {n}, {address}, turned with the clock meanwhile"
        );
    }
    timeline
}

fn says_the_same(one: &Logged, other: &Logged) -> bool {
    (one.number, &one.act, &one.actor, &one.difference) == (other.number, &other.act, &other.actor, &other.difference)
}

impl Timeline {
    async fn note(&mut self, number: i64, press: &Press, addresses: &[String], at: Instant) {
        for (known, address) in self.0.iter_mut().zip(addresses) {
            let hashes = printed(press, address, at).await;
            if known.last().is_none_or(|(_, before)| *before != hashes) {
                known.push((number, hashes));
            }
        }
    }

    /// The first change from that one on at which the address gave this.
    fn from(&self, from: i64, answer: &Answer) -> Option<i64> {
        let known = &self.0[answer.address];
        let first = known.partition_point(|(number, _)| *number <= from).saturating_sub(1);
        let found = known[first..].iter().find(|(_, hashes)| hashes[usize::from(answer.gzip)] == answer.hash);
        found.map(|(number, _)| from.max(*number))
    }
}

/// The hashes of what an address answers, as it is and compressed.
async fn printed(press: &Press, address: &str, at: Instant) -> [Hash; 2] {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = broadsheet_news::address::decoded(path).unwrap_or_else(|| path.to_owned());
    let printed = press.print(&path, query, at).await.expect("a print");
    [Coding::Identity, Coding::Gzip].map(|coding| answered(address, &printed, coding))
}

fn answered(address: &str, printed: &Printed, coding: Coding) -> Hash {
    match &printed.answer {
        Leads::Found => hash(address, 200, "", &printed.bytes_in(coding)),
        Leads::Gone => hash(address, 410, "", &printed.bytes_in(coding)),
        Leads::Missing => hash(address, 404, "", &printed.bytes_in(coding)),
        Leads::Moved(to) => hash(address, 301, to, &[]),
    }
}

/// Finds for each answer a moment at which it was the print: not before what was acknowledged, and for each reader not
/// before the one of the answer before.
pub(crate) fn judge(timeline: &Timeline, readers: &[Vec<Answer>]) -> Result<Judged, String> {
    let mut judged = Judged::default();
    for (who, answers) in readers.iter().enumerate() {
        let (mut seen, mut known) = (i64::MIN, HashMap::new());
        for (n, answer) in answers.iter().enumerate() {
            let from = seen.max(answer.floor);
            let found = timeline.from(from, answer).ok_or_else(|| {
                let ever = timeline.from(i64::MIN, answer);
                format!(
                    "reader {who}, answer {n}: address {} gave at {from} (acknowledged: {}) what it {} and not since",
                    answer.address,
                    answer.floor,
                    ever.map_or("never gave".to_owned(), |number| format!("gave at {number}"))
                )
            })?;
            seen = found;
            judged.sound += 1;
            judged.ahead += usize::from(found > answer.floor);
            let before = known.insert((answer.address, answer.gzip), answer.hash);
            judged.changed += usize::from(before.is_some_and(|before| before != answer.hash));
        }
    }
    Ok(judged)
}

#[test]
fn an_answer_of_an_older_moment_is_found_and_so_is_a_reader_who_goes_back() {
    let gave = |hash| [hash, hash];
    let timeline = Timeline(vec![vec![(3, gave(30)), (5, gave(50)), (8, gave(30))]]);
    let answer = |floor, hash| Answer { address: 0, gzip: true, floor, hash };
    let judged = |answers: Vec<Answer>| judge(&timeline, &[answers]).map(|judged| (judged.ahead, judged.changed));
    assert_eq!(
        judged(vec![answer(3, 30), answer(4, 50), answer(4, 30)]),
        Ok((2, 2)),
        "5 and 8 may be seen before they are acknowledged"
    );
    assert!(judged(vec![answer(8, 50)]).is_err(), "acknowledged is 8, and this is 5");
    assert!(judged(vec![answer(3, 50), answer(3, 30), answer(3, 50)]).is_err(), "back from 8 to 5");
    assert!(judged(vec![answer(3, 77)]).is_err(), "never printed");
}
