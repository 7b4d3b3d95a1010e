//! Any eight cells, one a line: the reader of one cell a day ends and does not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yoruyaku_fuzz::{holds, hours::read_cells};

fuzz_target!(|text: &str| {
    let mut cells = text.split('\n').map(Some).chain(std::iter::repeat(None));
    let mut next = || cells.next().flatten();
    let weekdays = std::array::from_fn(|_| next());
    holds(&read_cells(weekdays, next()));
});
