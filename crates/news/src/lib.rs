//! The newspaper itself: plain types and rules, without input or output.

pub mod body;
