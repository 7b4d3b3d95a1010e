//! A month as a grid: pharmacies down, days across, ○ or times in the cells.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{
    HEADING_ROWS, NAME, Roster, RosterShift, column,
    dated::shift_on,
    days,
    groups::GROUP,
    marks::{self, Marks},
    named_or_group, names_several, row_ref, time_column,
    times::{self, Times},
    year::Title,
};
use crate::{
    hours::{DutyShift, TimeRange},
    intake::{
        Notice, RowRef,
        catalogue::Code,
        fold,
        sheet::{JoinedDown, Sheet, SheetRow},
    },
};

/// Days a grid has at least.
const DAYS: usize = 7;

/// Reads a sheet that is a month's grid; `false` when it is none.
pub(super) fn read(sheet: &Sheet, file_name: &str, roster: &mut Roster) -> bool {
    let Some((at, heads)) = headings(sheet) else { return false };
    let titles = sheet.rows.iter().take(at).flat_map(|row| row.cells.iter().map(String::as_str));
    let title = Title::of(titles).or_else(|| Title::of([sheet.name.as_str()].into_iter()));
    let Some(days) = days::dates(heads, title, Title::of([file_name].into_iter())) else {
        roster.rows_in += 1;
        roster.faults.push(Notice::new(Code::RosterMonthMissing));
        return true;
    };
    let columns = days::columns(heads);
    let below = || sheet.rows.iter().skip(at + 1).filter(|row| !marks::are_all(row));
    let marks = Marks::of(sheet, below().flat_map(|row| columns.iter().map(|at| row.cell(*at))));
    let time_at = time_column(heads);
    let joined = JoinedDown::below(sheet, heads.number);
    let spread = spread(sheet, &columns);
    for row in below() {
        let shown = &*joined.filled(row);
        let pharmacy = named_or_group(shown, heads);
        let is_unnamed = pharmacy.name.is_empty() && pharmacy.id.is_none();
        let is_unclear = is_unnamed || names_several(shown, heads);
        let own = Own::of(time_at.map_or("", |at| shown.cell(at)));
        for (at, day) in &days {
            let cell = row.cell(*at).trim();
            if is_off(cell) || is_unnamed && !is_duty(cell) {
                continue;
            }
            roster.rows_in += 1;
            let place = row_ref(sheet, row);
            if is_unclear || spread.contains(&(row.number, *at)) {
                roster.faults.push(told(Code::RosterRowUnclear, &place, heads.cell(*at), cell));
                continue;
            }
            match shift(*day, cell, &own, &marks) {
                Ok(shift) => roster.shifts.push(RosterShift { at: place, pharmacy: pharmacy.clone(), shift }),
                Err(code) => {
                    let unread = own.unread.filter(|_| marks::mark(cell).is_some() && code != Code::RosterDateUnclear);
                    let heading = if unread.is_some() { time_at.unwrap_or(*at) } else { *at };
                    roster.faults.push(told(code, &place, heads.cell(heading), unread.unwrap_or(cell)));
                }
            }
        }
    }
    true
}

fn told(code: Code, at: &RowRef, heading: &str, found: &str) -> Notice {
    Notice::new(code).at(at).column(heading).found(found)
}

/// The first cells, by row and column, of those that are joined over several days or pharmacies.
fn spread(sheet: &Sheet, columns: &[usize]) -> HashSet<(u32, usize)> {
    let firsts = sheet.merges.iter().map(|merge| (merge.rows.0, merge.columns.0));
    firsts.filter(|(_, column)| columns.contains(column)).collect()
}

/// Whether a cell says that somebody is on duty; a lone 1 may be a sum.
fn is_duty(cell: &str) -> bool {
    marks::mark(cell).is_some_and(|mark| mark != '1') || matches!(times::read(cell), Times::Of(_))
}

/// Whether nobody is on duty by that cell.
fn is_off(cell: &str) -> bool {
    cell.is_empty() || fold::is_only_dashes(cell) || matches!(cell, "×" | "✕" | "休")
}

/// The times in the column of times of a row.
struct Own<'a> {
    times: Option<TimeRange>,
    /// What stands there and can't be read, and why.
    unread: Option<&'a str>,
    why: Code,
}

impl<'a> Own<'a> {
    fn of(cell: &'a str) -> Self {
        let cell = cell.trim();
        let unread = |why| Self { times: None, unread: Some(cell), why };
        match times::read(cell) {
            Times::Of(range) => Self { times: Some(range), unread: None, why: Code::RosterTimesUnreadable },
            _ if is_off(cell) => Self { times: None, unread: None, why: Code::RosterTimesUnreadable },
            Times::Backwards => unread(Code::RosterBackwards),
            Times::Unreadable => unread(Code::RosterTimesUnreadable),
        }
    }
}

fn shift(day: Result<NaiveDate, Code>, cell: &str, own: &Own<'_>, marks: &Marks) -> Result<DutyShift, Code> {
    let range = match marks::mark(cell) {
        Some(_) if own.unread.is_some() => return Err(own.why),
        Some(mark) => marks.times(mark, own.times).ok_or(Code::RosterMarkWithoutTimes)?,
        None => match times::read(cell) {
            Times::Of(range) => range,
            Times::Backwards => return Err(Code::RosterBackwards),
            Times::Unreadable => return Err(Code::RosterTimesUnreadable),
        },
    };
    shift_on(day?, range).ok_or(Code::RosterTimesUnreadable)
}

/// The row of headings with its place.
fn headings(sheet: &Sheet) -> Option<(usize, &SheetRow)> {
    sheet.rows.iter().take(HEADING_ROWS).enumerate().find(|(_, row)| is_heading(row))
}

/// Whether a row is the headings of a grid: a pharmacy or a group, and days.
pub(super) fn is_heading(row: &SheetRow) -> bool {
    let is_named = column(row, &NAME).or_else(|| column(row, &GROUP)).is_some();
    is_named && days::columns(row).len() >= DAYS
}
