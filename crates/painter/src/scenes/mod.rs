//! The scenes, each a function that lays a study and says how to paint it.

mod boats;
mod coast;
mod figures;
mod gatherings;
mod harbour;
mod land;
mod portrait;
mod rooms;
mod shops;
mod street;
mod window;

use super::brush::Touch;
use super::chance::Chance;
use super::study::Study;

/// A scene.
pub(super) type Lay = fn(&mut Study, &mut Chance) -> Touch;

const TABLE: [(&str, Lay); 23] = [
    ("harbour", harbour::harbour),
    ("cranes", harbour::cranes),
    ("ferry", boats::ferry),
    ("regatta", boats::regatta),
    ("lighthouse", coast::lighthouse),
    ("fog", coast::fog),
    ("estuary", coast::estuary),
    ("mountain", land::mountain),
    ("birds", land::birds),
    ("street_lamps", street::street_lamps),
    ("courthouse", street::courthouse),
    ("rain_window", window::rain_window),
    ("market", gatherings::market),
    ("stadium", gatherings::stadium),
    ("council_chamber", gatherings::council_chamber),
    ("stage", gatherings::stage),
    ("portrait", portrait::portrait),
    ("ropewalk", rooms::ropewalk),
    ("ward", rooms::ward),
    ("fish_hall", rooms::fish_hall),
    ("library", rooms::library),
    ("laboratory", shops::laboratory),
    ("workshop", shops::workshop),
];

/// The names of all scenes.
pub const SCENES: [&str; TABLE.len()] = {
    let mut names = [""; TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        names[at] = TABLE[at].0;
        at += 1;
    }
    names
};

/// The scene of that name.
pub(super) fn named(scene: &str) -> Option<Lay> {
    TABLE.iter().find(|(name, _)| *name == scene).map(|(_, lay)| *lay)
}
