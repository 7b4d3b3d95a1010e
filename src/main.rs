//! The `yoruyaku` binary.
fn main() {}
