//! What pharmacies really write → a week, or an honest "unreadable".

use super::{DayHours, Reading, ReadingClass};

/// Reads a free text of opening hours.
pub fn read(text: &str) -> Reading {
    let _ = text;
    Reading { class: ReadingClass::Unreadable, week: None, holiday: DayHours::Unstated, notes: Vec::new() }
}

/// Reads one cell a day (Monday to Sunday, then holidays); `None` or blank is not answered, `―` is not open.
pub fn read_cells(weekdays: [Option<&str>; 7], holiday: Option<&str>) -> Reading {
    let _ = (weekdays, holiday);
    Reading { class: ReadingClass::Unreadable, week: None, holiday: DayHours::Unstated, notes: Vec::new() }
}
