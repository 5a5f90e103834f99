//! Work on the code: check, tidy, soak, bench.
fn main() {}
