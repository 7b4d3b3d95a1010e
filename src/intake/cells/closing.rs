//! 定休日 in a column of its own: with the hours beside it, it is one statement. `9:00～19:00` alone would be every day.

use super::hours::{self, DayCells};
use crate::{
    directory::StatedHours,
    hours::{DayHours, WEEKDAYS},
    intake::fold,
};

/// What the line of closing days begins with in [`StatedHours::text`].
const MARK: &str = "定休日：";
/// Closing days that are none.
const NEVER: [&str; 3] = ["年中無休", "無休", "年中無休営業"];

/// Whether a cell of closing days says anything.
pub(in crate::intake) fn says_something(closing: &str) -> bool {
    !closing.trim().is_empty() && !fold::is_only_dashes(closing)
}

/// Hours in words and the closing days of their own column as one text.
pub(in crate::intake) fn joined(hours: &str, closing: &str) -> String {
    let line: String = closing.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("、");
    let mark = if NEVER.contains(&fold::word(&line).as_str()) || line.starts_with("定休日") { "" } else { MARK };
    format!("{}\n{mark}{line}", hours.trim())
}

/// The hours of a text and its last line, where that is one of closing days.
pub(in crate::intake) fn parted(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('\n') {
        Some((hours, line)) if line.starts_with(MARK) => (hours, line.get(MARK.len()..)),
        Some((hours, line)) if NEVER.contains(&line) => (hours, Some(line)),
        _ => (text, None),
    }
}

/// Closes the days of `closing` in cells of a day: a blank one is closed. One that has hours is closed when `is_later` says
/// that the closing days are the newer word; else the two contradict each other, and the day says both, which can't be read.
/// `None` when the closing days can't be read; else whether something contradicts.
pub(in crate::intake) fn close(cells: &mut DayCells, closing: &str, is_later: bool) -> Option<bool> {
    let week = crate::hours::read(&joined("9:00-18:00", closing)).week?;
    let days = WEEKDAYS.into_iter().map(|day| week.weekday(day)).chain([&week.holiday]);
    let mut contradicts = false;
    for (cell, hours) in cells.iter_mut().zip(days) {
        if *hours != DayHours::Closed {
            continue;
        }
        let is_open = cell.as_deref().is_some_and(|cell| !is_closing(cell));
        if is_open && !is_later {
            contradicts = true;
            *cell = cell.take().map(|cell| format!("{cell} {MARK}{closing}"));
        } else if is_open || cell.is_none() {
            *cell = Some("―".to_owned());
        }
    }
    Some(contradicts)
}

fn is_closing(cell: &str) -> bool {
    let read = crate::hours::read_cells([Some(cell), None, None, None, None, None, None], None);
    read.week.is_some_and(|week| matches!(week.weekday(WEEKDAYS[0]), DayHours::Closed))
}

/// Published hours with the closing days that a row tells without telling hours.
pub(in crate::intake) fn laid_over(published: &StatedHours, closing: &str) -> Option<StatedHours> {
    match hours::cells_of(published) {
        Some(mut cells) => {
            close(&mut cells, closing, true)?;
            hours::of_cells(&cells)
        }
        None => hours::free(&joined(parted(&published.text).0, closing)),
    }
}

/// The days that stand in brackets in the heading of a column of hours: 開局時間（第1・3土曜）. They are the days of a cell
/// that names none.
pub(in crate::intake) fn days_of_heading(heading: &str) -> Option<String> {
    let plain = fold::nfkc(heading);
    let (_, inside) = plain.split_once('(')?;
    let inside = inside.rsplit_once(')').map_or(inside, |(inside, _)| inside);
    let bare = inside.replace("曜日", "");
    let names_days = bare.contains(['月', '火', '水', '木', '金', '土', '祝', '第'])
        || ["平日", "休日", "日曜"].iter().any(|day| inside.contains(day));
    names_days.then(|| inside.to_owned())
}

#[cfg(test)]
#[path = "closing_tests.rs"]
mod tests;
