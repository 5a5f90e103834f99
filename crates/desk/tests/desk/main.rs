//! Stories of the desk, told on either database.

mod accounts;
mod clockwork;
mod columns;
mod export;
mod import;
mod one_by_one;
mod photos;
mod publication;
mod revising;
mod settings;
mod two_hands;
mod world;
