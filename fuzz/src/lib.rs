//! The readers' sources, apart from the rest of the house: they know nothing of the database or of the web.
#[path = "../../src/directory/mod.rs"]
pub mod directory;
#[path = "../../src/hours/mod.rs"]
pub mod hours;
#[path = "../../src/intake/mod.rs"]
pub mod intake;

use hours::{Reading, ReadingClass, note_meaning, read};

/// What holds of every reading, whatever was read.
///
/// # Panics
/// When it does not: that is what is looked for.
pub fn holds(reading: &Reading) {
    assert_eq!(reading.week.is_none(), reading.class == ReadingClass::Unreadable);
    assert_eq!(reading.class == ReadingClass::Exact, reading.notes.is_empty() && reading.week.is_some());
    for note in &reading.notes {
        assert!(!note.text.is_empty() && note_meaning(&note.code).is_some(), "{note:?}");
    }
    if let Some(week) = &reading.week {
        assert_eq!(week.holiday, reading.holiday);
        assert_eq!(read(&week.to_string()).week.as_ref(), Some(week), "{week}");
    }
}
