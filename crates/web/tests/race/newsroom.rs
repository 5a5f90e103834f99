//! Writers: they act in the server's process, and note what they did.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use broadsheet_desk::Actor;
use broadsheet_news::clock::Instant;

use crate::chance::Chance;
use crate::steps::{KINDS, Newsroom, Step, desk};
use crate::things::Things;
use crate::{ACTS, Shared, WRITERS};

/// An act that was done.
pub(crate) struct Noted {
    pub(crate) number: i64,
    pub(crate) actor: String,
    pub(crate) now: Instant,
    pub(crate) step: Step,
}

/// How many articles the import brings, and how many an act.
const IMPORTED: (usize, usize) = (1_000, 50);

pub(crate) fn name(who: usize) -> String {
    format!("writer {who}")
}

/// Acts by chance until the race is over. Each writer has articles of its own, so that what an act revises is the same
/// when it is done again; everything else is everybody's.
pub(crate) async fn write(shared: Arc<Shared>, who: usize, begun: i64) -> Vec<Noted> {
    let actor = Actor::at_the_machine(&name(who));
    let mut chance = Chance(begun as u64 * 31 + who as u64 + 1);
    let (mut things, mut acts): (Things, Vec<Noted>) = (Things::default(), Vec::new());
    while !shared.is_over() && shared.acts.load(Ordering::SeqCst) < ACTS {
        things.follow(&shared.store).await;
        let own = things.share(|id| id.0.rem_euclid(WRITERS as i64) == who as i64);
        let kind = KINDS[chance.below(KINDS.len())];
        let now = Instant::now();
        let mut newsroom = Newsroom { store: &shared.store, things: &own, chance: &mut chance, now };
        let Some(steps) = newsroom.steps(kind).await else { continue };
        for step in steps {
            if !act(&shared, &actor, step, &mut acts).await {
                break;
            }
        }
    }
    acts
}

/// Brings in an archive, some articles an act.
pub(crate) async fn import(shared: Arc<Shared>, who: usize) -> Vec<Noted> {
    let actor = Actor::at_the_machine(&name(who));
    let mut chance = Chance(97);
    let (mut acts, mut things) = (Vec::new(), Things::default());
    things.follow(&shared.store).await;
    let (all, some) = IMPORTED;
    for batch in 0..all / some {
        if shared.is_over() {
            break;
        }
        let now = Instant::now();
        let mut newsroom = Newsroom { store: &shared.store, things: &things, chance: &mut chance, now };
        let step = Step::Import((0..some).map(|at| newsroom.incoming(1_000_000 + batch as u64, at)).collect());
        act(&shared, &actor, step, &mut acts).await;
    }
    println!("{} articles came in", acts.len() * some);
    acts
}

/// Does a step, notes it, and says that it is done. `false` where it was refused.
async fn act(shared: &Shared, actor: &Actor, step: Step, acts: &mut Vec<Noted>) -> bool {
    let now = Instant::now();
    let Ok(change) = step.take(&desk(&shared.store, actor, now)).await else { return false };
    shared.acknowledged.fetch_max(change.number, Ordering::SeqCst);
    shared.acts.fetch_add(1, Ordering::SeqCst);
    acts.push(Noted { number: change.number, actor: actor.name.clone(), now, step });
    true
}
