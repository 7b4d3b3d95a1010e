//! A month as a grid: pharmacies down, days across, ○ or times in the cells.

use chrono::{Datelike, NaiveDate};

use super::{
    HEADING_ROWS, NAME, Roster, RosterShift, TIME, column,
    dated::shift_on,
    groups::GROUP,
    month, named_or_group, row_ref,
    times::{self, Times},
};
use crate::{
    hours::TimeRange,
    intake::{
        Notice,
        catalogue::Code,
        fold,
        sheet::{Sheet, SheetRow},
    },
};

/// Days a grid has at least.
const DAYS: usize = 7;

/// Reads a sheet that is a month's grid; `false` when it is none.
pub(super) fn read(sheet: &Sheet, file_name: &str, roster: &mut Roster) -> bool {
    let Some((at, heads, days)) = headings(sheet) else { return false };
    let titles = sheet.rows.iter().take(at).flat_map(|row| row.cells.iter().map(String::as_str));
    let mut places = titles.chain([sheet.name.as_str(), file_name]);
    let Some(first) = places.find_map(month) else {
        roster.rows_in += 1;
        roster.faults.push(Notice::new(Code::RosterMonthMissing));
        return true;
    };
    let legend = sheet.rows.iter().flat_map(|row| row.cells.iter()).find_map(|cell| legend(cell));
    for row in sheet.rows.iter().skip(at + 1) {
        let pharmacy = named_or_group(row, heads);
        if pharmacy.name.is_empty() && pharmacy.id.is_none() || legend_only(row) {
            continue;
        }
        let own = column(heads, &TIME).and_then(|at| match times::read(row.cell(at)) {
            Times::Of(range) => Some(range),
            _ => None,
        });
        for (at, day) in &days {
            let cell = row.cell(*at).trim();
            if cell.is_empty() || fold::is_only_dashes(cell) || matches!(cell, "×" | "✕" | "休") {
                continue;
            }
            roster.rows_in += 1;
            let place = row_ref(sheet, row);
            match shift(first, *day, cell, own.or(legend)) {
                Ok(shift) => roster.shifts.push(RosterShift { at: place, pharmacy: pharmacy.clone(), shift }),
                Err(code) => {
                    let notice = Notice::new(code).at(&place).column(heads.cell(*at)).found(cell);
                    roster.faults.push(notice);
                }
            }
        }
    }
    true
}

fn shift(first: NaiveDate, day: u32, cell: &str, marked: Option<TimeRange>) -> Result<crate::hours::DutyShift, Code> {
    let range = match (is_mark(cell), marked) {
        (true, Some(range)) => range,
        (true, None) => return Err(Code::RosterMarkWithoutTimes),
        (false, _) => match times::read(cell) {
            Times::Of(range) => range,
            Times::Backwards => return Err(Code::RosterBackwards),
            Times::Unreadable => return Err(Code::RosterTimesUnreadable),
        },
    };
    let on = NaiveDate::from_ymd_opt(first.year(), first.month(), day).ok_or(Code::RosterDateUnreadable)?;
    shift_on(on, range).ok_or(Code::RosterTimesUnreadable)
}

/// A column of the grid and the day of the month it stands for.
type DayColumn = (usize, u32);

/// The row of headings with its place, and the columns of days.
fn headings(sheet: &Sheet) -> Option<(usize, &SheetRow, Vec<DayColumn>)> {
    sheet.rows.iter().take(HEADING_ROWS).enumerate().find_map(|(at, row)| {
        column(row, &NAME).or_else(|| column(row, &GROUP))?;
        let days: Vec<DayColumn> =
            row.cells.iter().enumerate().filter_map(|(column, cell)| Some((column, day(cell)?))).collect();
        (days.len() >= DAYS).then_some((at, row, days))
    })
}

/// `1`, `1日`, `1(日)`, `11/1`.
fn day(cell: &str) -> Option<u32> {
    let word = fold::word(cell);
    let word = word.rsplit_once(['/', '月']).map_or(word.as_str(), |(_, day)| day);
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = word.get(digits.len()..)?;
    let is_day = rest.is_empty() || rest.starts_with(['日', '(', '月', '火', '水', '木', '金', '土']);
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

fn is_mark(cell: &str) -> bool {
    matches!(cell, "○" | "◯" | "〇" | "●" | "◎" | "当" | "当番" | "1")
}

/// The times that a mark stands for: `○：9:00～17:00`.
fn legend(cell: &str) -> Option<TimeRange> {
    let cell = cell.trim();
    let mark = cell.chars().next().filter(|c| is_mark(&c.to_string()))?;
    let rest = cell.get(mark.len_utf8()..)?.trim_start_matches([' ', '　', ':', '：', '=', '＝', '…', 'は']);
    match times::read(rest) {
        Times::Of(range) => Some(range),
        _ => None,
    }
}

/// Whether a row only explains a mark.
fn legend_only(row: &SheetRow) -> bool {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).all(|cell| legend(cell).is_some())
}
