//! How many cases a property is tried on.

/// So many cases, or more where `PROPTEST_CASES` asks for more, as `cargo xtask soak` does.
///
/// `ProptestConfig::with_cases(cases(10_000))` keeps the promise of 10,000 and lets a soak go further.
#[must_use]
pub fn cases(at_least: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    asked.unwrap_or(at_least).max(at_least)
}
