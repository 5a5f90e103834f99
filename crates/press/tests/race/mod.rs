//! The race, to its end: readers, writers and the marker in every order of their steps, on the shelf's own functions.
//!
//! A paper of two facts, a page of two parts that read one each. Each step of the model is one that the server takes
//! whole, under the shelf's lock or in one transaction.

mod faults;
mod model;
mod threads;

use std::collections::HashSet;

pub(crate) use self::faults::RaceFault;
use self::model::{Model, Plan};

/// Walks every order of steps. Gives how many states there are, or how one of them is wrong.
fn explore(plan: Plan) -> Result<usize, String> {
    let mut seen = HashSet::new();
    let mut open = vec![Model::begin(plan)];
    while let Some(model) = open.pop() {
        if !seen.insert(model.sign()) {
            continue;
        }
        let next = model.steps();
        if next.is_empty() {
            model.ended()?;
        }
        for step in next {
            let mut after = model.clone();
            after.take(step)?;
            open.push(after);
        }
    }
    Ok(seen.len())
}

/// Takes steps by chance, once, to the end.
fn wander(plan: Plan, chance: &mut u64) -> Result<(), String> {
    let mut model = Model::begin(plan);
    loop {
        let steps = model.steps();
        *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let Some(step) = steps.get((*chance >> 33) as usize % steps.len().max(1)) else { return model.ended() };
        model.take(*step)?;
    }
}

#[test]
fn every_order_of_two_readers_two_writers_and_an_eviction_answers_with_one_moment() {
    let states = explore(Plan::small(None)).unwrap_or_else(|wrong| panic!("{wrong}"));
    println!("{states} states");
    assert!(states > 1_000, "only {states}");
}

#[test]
fn any_order_of_more_of_them_answers_with_one_moment() {
    let (mut chance, orders) = (7, broadsheet_testkit::cases(2_000));
    for _ in 0..orders {
        wander(Plan::large(), &mut chance).unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    println!("{orders} orders");
}

#[test]
fn every_planted_fault_of_the_race_is_found() {
    for fault in RaceFault::ALL {
        let wrong = explore(Plan::small(Some(fault))).expect_err(&format!("{fault:?} is not found"));
        println!("{fault:?}: {wrong}");
    }
}
