//! The newspaper itself: plain types and rules, without input or output.
//!
//! To add a thing that readers see: its type in a file of its own here, its
//! columns in [`facts::Column`], its rows and picture in the store, its act in
//! the desk. The words are those of the glossary in ARCHITECTURE.md.

pub mod account;
pub mod address;
pub mod article;
pub mod body;
pub mod clock;
pub mod correction;
pub mod cut;
pub mod directory;
pub mod emblem;
pub mod facts;
pub mod ids;
pub mod incoming;
pub mod language;
pub mod layout;
pub mod lists;
pub mod merge;
pub mod paper;
pub mod person;
pub mod photo;
pub mod reference;
pub mod search;
pub mod section;
pub mod sentence;
pub mod share;
pub mod slug;
pub mod standing;
pub mod stretch;
pub mod topic;
