//! Rows of date, pharmacy and times.

use chrono::{Days, NaiveDate};

use super::{
    DATE, HEADING_ROWS, ID, NAME, Roster, RosterShift, column,
    groups::GROUP,
    named_or_group, names_several, row_ref, rules, time_column,
    times::{self, Times},
    year::{self, Title},
};
use crate::{
    hours::{DutyShift, TimeOfDay, TimeRange},
    intake::{
        Notice,
        catalogue::Code,
        sheet::{JoinedDown, Sheet, SheetRow},
    },
};

pub(super) const FROM: [&str; 8] = ["開始", "開始時刻", "開始時間", "から", "from", "start", "自", "開始時"];
pub(super) const UNTIL: [&str; 10] =
    ["終了", "終了時刻", "終了時間", "まで", "to", "until", "end", "至", "終了時", "迄"];

/// Reads a sheet with the headings of a dated roster; `false` when it has none.
pub(super) fn read(sheet: &Sheet, roster: &mut Roster) -> bool {
    let heads = sheet.rows.iter().take(HEADING_ROWS).position(|row| {
        let names = [&NAME[..], &ID, &GROUP].into_iter().any(|names| column(row, names).is_some());
        column(row, &DATE).is_some() && names
    });
    let Some((at, heads)) = heads.and_then(|at| Some((at, sheet.rows.get(at)?))) else { return false };
    let title = Title::of(sheet.rows.iter().take(at).flat_map(|row| row.cells.iter().map(String::as_str)));
    // A date stands once for the rows below it, as a merged cell does.
    let mut last: Result<NaiveDate, Code> = Err(Code::RosterDateUnreadable);
    // The last day that was read, by which the year of the next is judged.
    let mut before: Option<NaiveDate> = None;
    let mut has_rules = false;
    let joined = JoinedDown::below(sheet, heads.number);
    for row in sheet.rows.iter().skip(at + 1) {
        let row = &*joined.filled(row);
        let cell = column(heads, &DATE).map(|at| row.cell(at).trim()).unwrap_or_default();
        let on = if cell.is_empty() { last } else { year::day(cell, title, before) };
        // Also of a row that names nobody: the rows below it are of its day.
        last = on;
        before = on.ok().or(before);
        let pharmacy = named_or_group(row, heads);
        let is_unnamed = pharmacy.name.is_empty() && pharmacy.id.is_none();
        if is_unnamed && (on.is_err() || matches!(times_of(row, heads).0, Times::Unreadable)) {
            continue;
        }
        roster.rows_in += 1;
        if is_unnamed || names_several(row, heads) {
            let notice = Notice::new(Code::RosterRowUnclear).at(&row_ref(sheet, row));
            roster.faults.push(notice.found(cell));
            continue;
        }
        // 当番日: 第1日曜
        if on.is_err() && rules::are_days(cell) {
            has_rules = true;
            let times = Some(times_of(row, heads)).filter(|(_, text)| !text.trim_matches(['～', ' ']).is_empty());
            rules::add(roster, row_ref(sheet, row), pharmacy, cell, times, None);
            continue;
        }
        let shift = match (on, times_of(row, heads)) {
            (Err(code), _) => Err(Notice::new(code).found(cell)),
            (Ok(_), (Times::Backwards, text)) => Err(Notice::new(Code::RosterBackwards).found(&text)),
            (Ok(_), (Times::Unreadable, text)) => Err(Notice::new(Code::RosterTimesUnreadable).found(&text)),
            (Ok(on), (Times::Of(range), text)) => {
                shift_on(on, range).ok_or_else(|| Notice::new(Code::RosterTimesUnreadable).found(&text))
            }
        };
        let at = row_ref(sheet, row);
        match shift {
            Ok(shift) => roster.shifts.push(RosterShift { at, pharmacy, shift }),
            Err(fault) => roster.faults.push(fault.at(&at)),
        }
    }
    if has_rules {
        rules::period(sheet, roster);
    }
    true
}

/// Whether a row has a day and its times under these headings.
pub(super) fn are_shifts(rows: &[SheetRow], heads: &SheetRow) -> bool {
    let Some(date_at) = column(heads, &DATE) else { return false };
    rows.iter().any(|row| {
        let cell = row.cell(date_at);
        let is_day = cell.contains(|c: char| c.is_ascii_digit()) || rules::are_days(cell);
        is_day && !matches!(times_of(row, heads).0, Times::Unreadable)
    })
}

/// The times of a row, in one cell or two, and the text they were read from.
pub(super) fn times_of(row: &SheetRow, heads: &SheetRow) -> (Times, String) {
    let cell = |names: &[&str]| column(heads, names).map(|at| row.cell(at).trim().to_owned()).unwrap_or_default();
    let (from, until) = (cell(&FROM), cell(&UNTIL));
    let time = time_column(heads).map(|at| row.cell(at).trim().to_owned()).unwrap_or_default();
    let text = if from.is_empty() && until.is_empty() { time } else { format!("{from}～{until}") };
    (times::read(&text), text)
}

/// The shift of a day.
pub(super) fn shift_on(on: NaiveDate, range: TimeRange) -> Option<DutyShift> {
    let instant = |time: TimeOfDay| {
        let day = on.checked_add_days(Days::new(u64::from(time.hour() / 24)))?;
        day.and_hms_opt(u32::from(time.hour() % 24), u32::from(time.minute()), 0)
    };
    DutyShift::new(instant(range.start())?, instant(range.end())?)
}
