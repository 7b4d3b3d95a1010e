//! A pharmacy without opening hours.

use crate::intake::{Notice, RowRef, catalogue::Code, merge::MergedRow};

/// Checks the rows of the file, blanks filled from what is published. Where no row has hours it is the column that is
/// missing, which has been said.
pub(in crate::intake) fn check(rows: &[(&MergedRow, &RowRef)], notices: &mut Vec<Notice>) {
    if rows.iter().all(|(row, _)| row.facts.hours.is_none()) {
        return;
    }
    for (row, at) in rows.iter().filter(|(row, _)| row.facts.hours.is_none()) {
        notices.push(Notice::new(Code::NoHours).at(at).found(&row.facts.name));
    }
}
