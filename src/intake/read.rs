//! The whole way from bytes to a draft.

use std::{borrow::Cow, collections::HashSet};

use chrono::NaiveDate;

use super::{
    Book, Certainty, ColumnHint, ColumnUse, Draft, Entry, FileFormat, Limits, Notice, Rejected, RowRef, Unreadable,
    book::Edited,
    bundle,
    catalogue::Code,
    cells::date,
    csv, encoding, fold,
    form::REASON_HEADING,
    headings::{self, Headings},
    join,
    legend::Legend,
    meaning::Meaning,
    roster,
    row::{self, Outcome},
    rules,
    sheet::{JoinedDown, Sheet, SheetRow, column_letters},
    sniff::{self, Kind},
    unreadable::Refusal,
    workbook,
};
use crate::directory::Field;

/// What one sheet yields.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Rows of data met.
    pub rows_in: usize,
    /// The rows read.
    pub entries: Vec<Entry>,
    /// The rows not usable.
    pub rejected: Vec<Rejected>,
    /// Rows that strike a pharmacy off.
    pub struck_off: Vec<Entry>,
    /// Rows refused for an error, with who they may be about.
    pub unusable: Vec<Entry>,
    /// Whether its rows tell more of a pharmacy than its name.
    pub locates: bool,
    /// Whether it is of a file that came to supplement another.
    pub is_supplement: bool,
}

/// Reads a file as it was received; `file_name` is used only where it carries the date of the list.
///
/// # Errors
/// When the file is no list at all or asks too much; see [`Unreadable::code`].
pub fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Draft, Unreadable> {
    read_with(bytes, file_name, limits, &[])
}

/// Reads a file with what a person has said of its columns.
///
/// # Errors
/// As [`read`].
pub fn read_with(bytes: &[u8], file_name: &str, limits: &Limits, hints: &[ColumnHint]) -> Result<Draft, Unreadable> {
    Book::open(bytes, limits, &[])?.read(file_name, limits, hints)
}

/// The sheets of a file of any kind, and which kind it is.
///
/// # Errors
/// When it is no sheet, or asks too much.
pub(super) fn sheets(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    if bytes.len() > limits.file_bytes {
        let (found, allowed) = (bytes.len() >> 20, limits.file_bytes >> 20);
        return Err(Unreadable::new(Refusal::TooLarge).because(
            &format!("（{found} MB。{allowed} MBまで）"),
            &format!("It has {found} MB; {allowed} MB are allowed."),
        ));
    }
    match bundle::sheets(bytes, limits, notices)? {
        Some(sheets) => Ok(sheets),
        None => sheets_of_one(bytes, limits, notices),
    }
}

/// The sheets of one file.
///
/// # Errors
/// As [`sheets`].
pub(super) fn sheets_of_one(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    match sniff::kind(bytes)? {
        Kind::Text => text_sheet(bytes, limits, notices),
        Kind::Zip => workbook::read_zip(bytes, limits, notices),
        Kind::Ole => workbook::read_ole(bytes, limits, notices),
    }
}

fn text_sheet(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    let (text, encoding) = encoding::decode(bytes);
    if encoding == encoding::MIXED {
        notices.push(Notice::new(Code::MixedEncodings).found(encoding));
    }
    let odd = text.chars().take(4096).filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 20 > text.chars().take(4096).count() {
        return Err(sniff::not_a_sheet("文字でないファイル", "binary file"));
    }
    Ok((FileFormat::Csv { encoding }, vec![csv::read(&text, limits)?]))
}

/// Reads the tables of a file.
///
/// # Errors
/// `shifted_columns`, `side_by_side`, `headings_change`, `too_many_rows`, `no_usable_row`.
pub(super) fn read_tables(
    format: FileFormat,
    tables: &[(&Sheet, Headings)],
    file_name: &str,
    limits: &Limits,
    mut notices: Vec<Notice>,
) -> Result<Draft, Unreadable> {
    let valid_on = list_date(tables, file_name, limits.today, &mut notices);
    let mut columns = Vec::new();
    let mut parts = Vec::new();
    for (sheet, headings) in tables {
        must_be_one_table(sheet, headings)?;
        let doubtful = rules::shifted_columns::check(sheet, headings, &mut notices)?;
        let suggested = rules::unclaimed_columns::check(sheet, headings, &mut notices);
        columns.extend(column_uses(sheet, headings, doubtful, &suggested));
        for column in &headings.columns {
            if column.repeats {
                notices.push(Notice::new(Code::ColumnRepeated).column(&column.heading));
            } else if let Some(meaning) = column.meaning.filter(|_| column.certainty == Certainty::Likely) {
                notices.push(Notice::new(Code::ColumnLikely).column(&column.heading).read_as(meaning.name()));
            }
        }
        parts.push(read_rows(sheet, headings, limits, &mut notices));
    }
    let met: usize = parts.iter().map(|part| part.rows_in).sum();
    if met > limits.rows {
        return Err(csv::too_many_rows(limits));
    }
    rules::missing_columns::check(&tables.iter().map(|(_, headings)| headings).collect::<Vec<_>>(), &mut notices);
    let part = join::join(parts, &mut notices);
    if part.entries.is_empty() && part.struck_off.is_empty() {
        return Err(no_usable_row(&part, &notices));
    }
    let Part { rows_in, entries, rejected, struck_off, unusable, .. } = part;
    let is_returned = columns.iter().any(|column| fold::heading(&column.heading) == REASON_HEADING);
    if is_returned {
        notices.push(Notice::new(Code::ReturnedRows));
    }
    Ok(Draft { format, valid_on, columns, rows_in, entries, rejected, struck_off, unusable, is_returned, notices })
}

/// Refuses a sheet of which half would be read under the wrong headings.
///
/// # Errors
/// `side_by_side`, `headings_change`.
fn must_be_one_table(sheet: &Sheet, headings: &Headings) -> Result<(), Unreadable> {
    if headings::is_side_by_side(sheet, headings) {
        return Err(Unreadable::new(Refusal::SideBySide));
    }
    match headings::other_headings(sheet, headings) {
        Some(row) => {
            let (number, name) = (row.number, &sheet.name);
            let place = if name.is_empty() { String::new() } else { format!("シート「{name}」の") };
            Err(Unreadable::new(Refusal::HeadingsChange)
                .because(&format!("（{place}{number}行目）"), &format!("See row {number}.")))
        }
        None => Ok(()),
    }
}

/// The sheets that are tables of pharmacies, with their headings.
///
/// # Errors
/// `no_known_heading`, `empty_file`.
pub(super) fn tables<'a>(
    sheets: &'a [Sheet],
    hints: &[ColumnHint],
    notices: &mut Vec<Notice>,
) -> Result<Vec<(&'a Sheet, Headings)>, Unreadable> {
    let mut tables = Vec::new();
    let (mut ignored, mut rosters) = (Vec::new(), Vec::new());
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        if roster::is_one(sheet) {
            rosters.push(Notice::new(Code::RosterSheet).found(&sheet.name));
            continue;
        }
        match headings::find(sheet, hints, None) {
            Some(headings) => tables.push((sheet, headings)),
            None => ignored.push(sheet),
        }
    }
    if tables.len() > 1 {
        for (sheet, headings) in tables.iter_mut().filter(|(sheet, _)| headings::is_about_home_visits(&sheet.name)) {
            *headings = headings::find(sheet, hints, Some("在宅")).unwrap_or_else(|| headings.clone());
        }
    }
    if tables.is_empty() {
        if let Some(roster) = rosters.first() {
            return Err(Unreadable::new(Refusal::NoKnownHeading).because(&roster.ja, &roster.en));
        }
        return Err(match sheets.iter().max_by_key(|sheet| headings::likely(sheet).len()) {
            Some(sheet) if !sheet.rows.is_empty() => no_known_heading(&headings::likely(sheet)),
            _ => Unreadable::new(Refusal::EmptyFile),
        });
    }
    notices.extend(rosters);
    notices.extend(ignored.into_iter().map(|sheet| Notice::new(Code::SheetIgnored).found(&sheet.name)));
    Ok(tables)
}

fn no_known_heading(found: &[String]) -> Unreadable {
    let shown: Vec<String> = found.iter().take(12).map(|heading| heading.chars().take(20).collect()).collect();
    Unreadable::new(Refusal::NoKnownHeading)
        .because(&format!("（見つかった見出し：{}）", shown.join("、")), &format!("Found: {}.", shown.join(", ")))
}

fn no_usable_row(part: &Part, notices: &[Notice]) -> Unreadable {
    let mut reasons: Vec<&Notice> = Vec::new();
    for notice in notices.iter().filter(|notice| notice.at.is_some()) {
        if reasons.len() < 3 && !reasons.iter().any(|known| known.code == notice.code) {
            reasons.push(notice);
        }
    }
    let ja: String = reasons.iter().map(|notice| notice.ja.as_str()).collect();
    let en: Vec<&str> = reasons.iter().map(|notice| notice.en.as_str()).collect();
    let rows = part.rows_in;
    Unreadable::new(Refusal::NoUsableRow)
        .because(&format!("（{rows}行中0行）{ja}"), &format!("(0 of {rows}.) {}", en.join(" ")))
}

/// How the columns of a sheet are understood; `doubtful` is the place of one whose content is unlike its heading,
/// `suggested` what columns of unknown headings look like.
fn column_uses<'a>(
    sheet: &'a Sheet,
    headings: &'a Headings,
    doubtful: Option<usize>,
    suggested: &'a [(usize, Meaning)],
) -> impl Iterator<Item = ColumnUse> + 'a {
    headings.columns.iter().map(move |column| ColumnUse {
        sheet: sheet.name.clone(),
        letters: column_letters(column.at),
        heading: column.heading.clone(),
        meaning: column.meaning.map(Meaning::name),
        certainty: if doubtful == Some(column.at) && column.certainty != Certainty::Told {
            Certainty::Doubtful
        } else {
            column.certainty
        },
        suggestion: suggested.iter().find(|(at, _)| *at == column.at).map(|(_, meaning)| meaning.name()),
    })
}

/// Tells what was corrected in the tables.
pub(super) fn edits(edited: &[Edited], tables: &[(&Sheet, Headings)], notices: &mut Vec<Notice>) {
    for Edited { edit, was } in edited {
        let columns = tables.iter().filter(|(sheet, _)| sheet.name == edit.sheet).flat_map(|(_, own)| &own.columns);
        let heading = columns.into_iter().find(|column| column_letters(column.at) == edit.column);
        let heading = heading.map_or(edit.column.as_str(), |column| column.heading.as_str());
        let at = RowRef { sheet: edit.sheet.clone(), row: edit.row };
        notices.push(Notice::new(Code::CellEdited).at(&at).column(heading).found(was).read_as(&edit.text));
    }
}

fn read_rows(sheet: &Sheet, headings: &Headings, limits: &Limits, notices: &mut Vec<Notice>) -> Part {
    let locates = |meaning: Meaning| {
        use crate::directory::Field::{Address, PharmacyCode, Phone};
        matches!(meaning, Meaning::Field(Address | Phone | PharmacyCode))
    };
    let legend = Legend::of(sheet, headings);
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    let coded: Vec<usize> = headings
        .columns
        .iter()
        .filter(|column| column.meaning.is_none() && legend.explains(column.at, rows))
        .map(|column| column.at)
        .collect();
    let mut part = Part { locates: headings.any(locates), is_supplement: sheet.is_supplement, ..Part::default() };
    let heads = headings.first.checked_sub(1).and_then(|at| sheet.rows.get(at)).map_or(0, |row| row.number);
    let joined = JoinedDown::below(sheet, heads);
    let mut told = HashSet::new();
    for row in rows {
        let row = &*shown(row, &joined, headings, &mut told, notices);
        if headings::repeats(headings, row) {
            let at = RowRef { sheet: sheet.name.clone(), row: row.number };
            notices.push(Notice::new(Code::HeadingRepeated).at(&at));
            continue;
        }
        part.rows_in += 1;
        match row::read(headings, row, &sheet.name, limits, notices) {
            Outcome::Usable(mut entry) => {
                for at in &coded {
                    row::add_coded(&mut entry, headings, *at, row.cell(*at), &legend);
                }
                part.entries.push(*entry);
            }
            Outcome::Refused(rejected, unusable) => {
                part.rejected.push(rejected);
                part.unusable.extend(unusable.map(|entry| *entry));
            }
            Outcome::StruckOff(rejected, entry) => {
                part.rejected.push(rejected);
                part.struck_off.push(*entry);
            }
        }
    }
    part
}

/// A row that names a pharmacy, with what cells joined over it and the rows above say of them all: 地区, a number for the
/// night. Told once of each column.
fn shown<'a>(
    row: &'a SheetRow,
    joined: &JoinedDown<'_>,
    headings: &Headings,
    told: &mut HashSet<usize>,
    notices: &mut Vec<Notice>,
) -> Cow<'a, SheetRow> {
    let name = headings.column(Meaning::Field(Field::Name));
    if name.is_none_or(|name| row.cell(name.at).trim().is_empty()) {
        return Cow::Borrowed(row);
    }
    let filled = joined.filled(row);
    for column in &headings.columns {
        if row.cell(column.at).trim().is_empty() && !filled.cell(column.at).trim().is_empty() && told.insert(column.at)
        {
            notices.push(Notice::new(Code::CellsJoined).column(&column.heading).found(filled.cell(column.at)));
        }
    }
    filled
}

/// The date the list says it is of: in a title above a table, in a sheet's name, in the file's name. A date of what is yet to
/// come (次回更新予定, 締切) is none, nor is one after `today`.
fn list_date(
    tables: &[(&Sheet, Headings)],
    file_name: &str,
    today: Option<NaiveDate>,
    notices: &mut Vec<Notice>,
) -> Option<NaiveDate> {
    const STAMPS: [&str; 6] = ["現在", "時点", "更新", "作成", "公表", "改訂"];
    const TO_COME: [&str; 7] = ["次回", "予定", "まで", "締切", "締め切り", "〆切", "期限"];
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let titles: Vec<&str> = tables
        .iter()
        .flat_map(|(sheet, headings)| sheet.rows.iter().take(headings.top))
        .flat_map(|row| row.cells.iter().map(String::as_str))
        .filter(|text| !says(text, &TO_COME))
        .collect();
    let stamped = titles.iter().filter(|text| says(text, &STAMPS)).map(|text| (*text, false));
    let named = tables.iter().map(|(sheet, _)| sheet.name.as_str()).chain([file_name]);
    let candidates = stamped
        .chain(titles.iter().map(|text| (*text, false)))
        .chain(named.filter(|text| !says(text, &TO_COME)).map(|text| (text, true)));
    let mut ahead: Option<(&str, NaiveDate)> = None;
    let found = candidates.filter_map(|(text, compact)| Some((text, date::find(text, compact)?))).find(|(text, on)| {
        let is_ahead = today.is_some_and(|today| *on > today);
        if is_ahead {
            ahead.get_or_insert((*text, *on));
        }
        !is_ahead
    });
    for (code, date) in [(Code::ListDateAhead, ahead), (Code::ListDate, found)] {
        notices.extend(date.map(|(text, on)| Notice::new(code).found(text.trim()).read_as(on.to_string())));
    }
    found.map(|(_, on)| on)
}
