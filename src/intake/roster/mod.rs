//! 輪番・当番: a file of dated shifts, or a month of them as a grid, becomes shifts.
//!
//! A roster by groups (班) names the group of a day; who is in it is said by another table of the file, or by the 班 column
//! of the published list.
//!
//! A rotation may be told by rules (第1日曜はA班、第2日曜はB班); they are followed as far as the file, or who sends it, says.
//!
//! **Invariant:** each row of data is among `shifts`, `rules` or `faults`; a time is never guessed.

mod dated;
mod days;
mod grid;
mod groups;
mod marks;
mod rules;
mod tables;
mod times;
mod year;

use chrono::NaiveDate;

use super::{
    Limits, Notice, RowRef, Unreadable,
    catalogue::Code,
    fold, headings,
    meaning::Meaning,
    read,
    sheet::{Sheet, SheetRow},
    unreadable::Refusal,
};
use crate::{
    directory::{Facts, Field, PharmacyId},
    hours::{DayHours, DutyShift},
};

/// Rows looked at for headings.
const HEADING_ROWS: usize = 30;

/// A roster read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Roster {
    /// Cells or rows that name a shift.
    pub rows_in: usize,
    /// The shifts that could be read.
    pub shifts: Vec<RosterShift>,
    /// What could not, each with what to write instead.
    pub faults: Vec<Notice>,
    /// Who is in which group, by the file's own tables: the group's folded name and a pharmacy of it.
    pub members: Vec<(String, Named)>,
    /// Whose turn it is by rule: 第1日曜はA班.
    pub rules: Vec<DutyRule>,
    /// How long the rules hold, where the file says so.
    pub period: Option<RulePeriod>,
}

pub use rules::{DutyRule, Following, RulePeriod};

/// One shift as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterShift {
    /// Where it stands.
    pub at: RowRef,
    /// Whose.
    pub pharmacy: Named,
    /// When.
    pub shift: DutyShift,
}

/// A pharmacy as a roster names it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Named {
    /// By its own id.
    pub id: Option<String>,
    /// By its name.
    pub name: String,
    /// By its telephone number's digits.
    pub phone: Option<String>,
    /// Not one pharmacy but a group of them, by its folded name.
    pub group: Option<String>,
}

/// Reads a roster: rows of date, pharmacy and times, or a month as pharmacies × days. Every sheet that is one is read.
///
/// # Errors
/// When the file is no sheet, asks too much, or has no headings of a roster.
pub fn roster(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Roster, Unreadable> {
    let (_, sheets) = read::sheets(bytes, limits, &mut Vec::new())?;
    let mut roster = Roster::default();
    let (mut is_any, mut unplaced) = (false, Vec::new());
    for sheet in &sheets.into_iter().flat_map(tables::tables).collect::<Vec<_>>() {
        is_any |= dated::read(sheet, &mut roster)
            || grid::read(sheet, file_name, &mut roster)
            || rules::read(sheet, &mut roster)
            || rules::read_sentences(sheet, &mut roster) | groups::read(sheet, &mut roster, &mut unplaced);
    }
    if !is_any || roster.rows_in == 0 && !roster.members.is_empty() {
        return Err(Unreadable::new(Refusal::NoKnownHeading).because(
            "（当番表には「日付」「薬局名」「時間」の列か、「曜日」「班」「時間」の規則が必要です。）",
            "A roster needs the columns 日付, 薬局名 and 時間, or rules in the columns 曜日, 班 and 時間.",
        ));
    }
    let by_group =
        roster.shifts.iter().map(|shift| &shift.pharmacy).chain(roster.rules.iter().map(|rule| &rule.pharmacy));
    // Where pharmacies are named, a list of members beside them decides nothing.
    if by_group.into_iter().any(|pharmacy| pharmacy.group.is_some()) {
        roster.rows_in += unplaced.len();
        roster.faults.extend(unplaced);
    }
    Ok(roster)
}

/// Whether a sheet among those of a list is a roster: it has the headings of one, a row that can be read by them, and
/// tells no address; nor a telephone number, unless its dates are called those of a duty.
pub(super) fn is_one(sheet: &Sheet) -> bool {
    sheet.rows.iter().take(HEADING_ROWS).enumerate().any(|(at, row)| {
        let has = |names: &[&str]| column(row, names).is_some();
        let means = |field| row.cells.iter().any(|cell| headings::recognise(&[], cell) == Some(Meaning::Field(field)));
        let names_whom = has(&NAME) || has(&ID) || has(&groups::GROUP);
        if !names_whom || means(Field::Address) {
            return false;
        }
        let below = sheet.rows.get(at + 1..).unwrap_or_default();
        has(&DUTY_DATE)
            || !means(Field::Phone)
                && (grid::is_heading(row) || dated::are_shifts(below, row) || rules::are_rules(below, row))
    })
}

/// A roster with its rules followed and its groups named.
#[derive(Clone, Debug, Default)]
pub struct Expanded {
    /// The shifts, each of one pharmacy.
    pub shifts: Vec<RosterShift>,
    /// What can't be told.
    pub faults: Vec<Notice>,
    /// The days the rules speak of, first and last.
    pub by_rule: Option<(NaiveDate, NaiveDate)>,
}

/// The shifts of a roster and of its rules with every group replaced by its pharmacies; a group that nobody is in becomes a
/// fault.
pub fn expand<'a>(
    roster: &Roster,
    known: &(impl Iterator<Item = (&'a PharmacyId, &'a Facts)> + Clone),
    following: &Following<'_>,
) -> Expanded {
    let followed = rules::follow(roster, following);
    let (mut shifts, mut faults) = (Vec::new(), followed.faults);
    let mut nobody: Vec<(&RowRef, &str)> = Vec::new();
    for shift in roster.shifts.iter().chain(&followed.shifts) {
        let Some(group) = &shift.pharmacy.group else {
            shifts.push(shift.clone());
            continue;
        };
        let members = groups::members(group, roster, known.clone());
        if members.is_empty() {
            // A rule's group is told once, not for each of its days.
            if !nobody.contains(&(&shift.at, group)) {
                faults.push(Notice::new(Code::RosterUnknownGroup).at(&shift.at).found(group));
                nobody.push((&shift.at, group));
            }
        }
        shifts.extend(members.into_iter().map(|pharmacy| RosterShift { pharmacy, ..shift.clone() }));
    }
    Expanded { shifts, faults, by_rule: followed.span }
}

/// The pharmacy that a roster names, among those that may be on duty.
///
/// # Errors
/// A notice's code and texts when none, or more than one, is meant.
pub fn identify<'a>(
    shift: &RosterShift,
    known: impl Iterator<Item = (&'a PharmacyId, &'a Facts)>,
) -> Result<&'a PharmacyId, Notice> {
    let (named, wanted) = (&shift.pharmacy, fold::name(&shift.pharmacy.name));
    let phones = |facts: &Facts| {
        let both = [&facts.phone, &facts.after_hours_phone].into_iter().flatten();
        named.phone.as_deref().is_none_or(|digits| both.clone().any(|phone| phone.digits() == digits))
    };
    let mut found = known.filter(|(id, facts)| match &named.id {
        Some(wanted) => id.as_str() == wanted,
        None => fold::name(&facts.name) == wanted && phones(facts),
    });
    let told = |code| {
        let told = named.id.as_deref().unwrap_or(&named.name);
        let phone = named.phone.as_deref().map(|digits| format!(" {digits}")).unwrap_or_default();
        Notice::new(code).at(&shift.at).found(&format!("{told}{phone}"))
    };
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Ok(id),
        (None, _) => Err(told(Code::RosterUnknownPharmacy)),
        (Some(_), Some(_)) => Err(told(Code::RosterAmbiguousPharmacy)),
    }
}

/// A fault of a shift that was read: it overlaps another, lies too far ahead, or is over.
pub fn fault(shift: &RosterShift, why: RosterFault) -> Notice {
    let code = match why {
        RosterFault::Overlaps => Code::RosterOverlap,
        RosterFault::TooFarAhead => Code::RosterTooFarAhead,
        RosterFault::Past => Code::RosterPast,
    };
    let (start, end) = (shift.shift.start(), shift.shift.end());
    let when = format!("{} {}～{}", shift.pharmacy.name, start.format("%Y-%m-%d %H:%M"), end.format("%Y-%m-%d %H:%M"));
    Notice::new(code).at(&shift.at).found(when.trim())
}

/// What can be wrong with a shift in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterFault {
    /// The same pharmacy is on duty at that time already.
    Overlaps,
    /// More than two years ahead.
    TooFarAhead,
    /// Over before today, and not published.
    Past,
}

/// The hours of one day as a person writes them, ranges between `、`: `9:00～13:00、15:00～19:00`, `20:00～翌2:00`.
///
/// `None` when any of it can't be read, or two ranges overlap.
pub fn day_hours(text: &str) -> Option<DayHours> {
    let ranges = text.split(['、', ',', '，', '／', '/', '・']).map(|part| match times::read(part) {
        times::Times::Of(range) => Some(range),
        _ => None,
    });
    DayHours::open(ranges.collect::<Option<Vec<_>>>()?)
}

/// Whether a heading is one of `names`, which are written as they are folded: every cell of a sheet may be asked.
fn is_heading(cell: &str, names: &[&str]) -> bool {
    let folded = fold::heading(cell);
    names.contains(&folded.as_str())
}

/// The column of a row whose heading is one of `names`.
fn column(row: &SheetRow, names: &[&str]) -> Option<usize> {
    row.cells.iter().position(|cell| is_heading(cell, names))
}

const DATE: [&str; 12] = [
    "日付",
    "月日",
    "当番日",
    "年月日",
    "実施日",
    "date",
    "開始日",
    "日にち",
    "輪番日",
    "当番年月日",
    "当番日付",
    "担当日",
];
/// Those that name the date of nothing but a duty.
const DUTY_DATE: [&str; 5] = ["当番日", "輪番日", "当番年月日", "当番日付", "担当日"];
const NAME: [&str; 8] = ["薬局名", "薬局", "当番薬局", "薬局名称", "保険薬局名", "pharmacy", "name", "当番薬局名"];
const ID: [&str; 4] = ["薬局id", "pharmacy_id", "pharmacyid", "id"];
const PHONE: [&str; 5] = ["電話番号", "電話", "連絡先", "phone", "tel"];
const TIME: [&str; 7] = ["時間", "当番時間", "時間帯", "対応時間", "受付時間", "hours", "当番の時間"];
const OPENING: [&str; 2] = ["開局時間", "営業時間"];

/// The column of a row's times of duty; opening hours are those only where nothing else is.
fn time_column(heads: &SheetRow) -> Option<usize> {
    column(heads, &TIME).or_else(|| column(heads, &OPENING))
}

/// Whether a row names several pharmacies side by side.
fn names_several(row: &SheetRow, heads: &SheetRow) -> bool {
    let columns = heads.cells.iter().enumerate().filter(|(_, head)| is_heading(head, &NAME)).map(|(at, _)| at);
    let mut names = columns.map(|at| fold::name(row.cell(at))).filter(|name| !name.is_empty());
    names.next().is_some_and(|first| names.any(|name| name != first))
}

/// How a row names its pharmacy, or the group on duty where it names none.
fn named_or_group(row: &SheetRow, heads: &SheetRow) -> Named {
    let pharmacy = named(row, heads);
    if !pharmacy.name.is_empty() || pharmacy.id.is_some() {
        return pharmacy;
    }
    let group = column(heads, &groups::GROUP).and_then(|at| groups::folded(row.cell(at)));
    Named { name: group.clone().unwrap_or_default(), group, ..Named::default() }
}

/// How a row names its pharmacy.
fn named(row: &SheetRow, heads: &SheetRow) -> Named {
    let cell = |names: &[&str]| column(heads, names).map(|at| row.cell(at).trim().to_owned()).unwrap_or_default();
    let digits: String = fold::nfkc(&cell(&PHONE)).chars().filter(char::is_ascii_digit).collect();
    Named {
        id: Some(cell(&ID)).filter(|id| !id.is_empty()),
        name: cell(&NAME),
        phone: Some(digits).filter(|digits| digits.len() >= 9),
        group: None,
    }
}

fn row_ref(sheet: &Sheet, row: &SheetRow) -> RowRef {
    RowRef { sheet: sheet.name.clone(), row: row.number }
}

#[cfg(test)]
mod tests;
