//! Any text: the reader ends, does not panic, and what it displays reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yoruyaku_fuzz::hours::{ReadingClass, note_meaning, read};

fuzz_target!(|text: &str| {
    let reading = read(text);
    assert_eq!(reading.week.is_none(), reading.class == ReadingClass::Unreadable);
    assert!(reading.notes.iter().all(|note| note_meaning(&note.code).is_some()));
    if let Some(week) = reading.week {
        assert_eq!(read(&week.to_string()).week.as_ref(), Some(&week), "{week}");
    }
});
