//! Stories of the served newspaper: the real binary, asked over HTTP, on either database.

mod answers;
mod api;
mod api_race;
mod at_desk;
mod backups;
mod clockwork;
mod desk;
mod errands;
mod exported;
mod forged;
mod hostile;
mod imported;
mod links;
mod lost_database;
mod moved;
mod newsroom;
mod pictures;
mod provider;
mod readers;
mod routes;
mod searching;
mod sharing;
mod sign_on;
mod stopping;
mod theme;
mod world;
