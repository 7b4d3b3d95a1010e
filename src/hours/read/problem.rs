//! What stops a reading, and where.

/// Why a stretch of the text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The note's code.
    pub(super) code: &'static str,
    /// The folded characters it is about.
    pub(super) from: usize,
    pub(super) to: usize,
    /// A time that may have been meant, in minutes since midnight.
    pub(super) suggestion: Option<u16>,
    /// Where the other of two statements is that contradict each other.
    pub(super) other: Option<(usize, usize)>,
}

impl Problem {
    pub(super) fn new(code: &'static str, from: usize, to: usize) -> Self {
        Self { code, from, to, suggestion: None, other: None }
    }
}
