//! Any text: the reader ends, does not panic, holds together, and what it displays reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yoruyaku_fuzz::{holds, hours::read};

fuzz_target!(|text: &str| {
    holds(&read(text));
});
