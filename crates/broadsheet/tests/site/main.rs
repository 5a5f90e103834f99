//! Stories of the served newspaper: the real binary, asked over HTTP, on either database.

mod answers;
mod clockwork;
mod errands;
mod exported;
mod forged;
mod hostile;
mod imported;
mod links;
mod lost_database;
mod moved;
mod pictures;
mod readers;
mod searching;
mod sharing;
mod stopping;
mod theme;
mod world;
