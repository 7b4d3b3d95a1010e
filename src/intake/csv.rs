//! Separated text → a sheet.

use super::{
    Limits, Unreadable,
    sheet::{Sheet, SheetRow},
    unreadable::Refusal,
};

/// Records looked at to find what separates the cells.
const SAMPLED: usize = 60;
/// Line breaks within one cell from which on a quotation mark was surely never closed.
const RUNAWAY_LINES: usize = 200;

/// Reads separated text; what separates (comma, tab, semicolon, bar) is found from the text.
///
/// # Errors
/// `too_many_rows`, `too_many_columns`; `damaged` when a quotation mark is never closed.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Sheet, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, stated, skipped) = excel_hint(text);
    let delimiter = stated.unwrap_or_else(|| delimiter(text));
    let mut reader = reader(text, delimiter);
    let mut record = ::csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut number = skipped;
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        number += 1 + blank_lines_at(text, start);
        if record.len() > limits.columns && record.iter().skip(limits.columns).any(|cell| !cell.trim().is_empty()) {
            return Err(too_many_columns(record.len(), limits));
        }
        if let Some(cell) = record.iter().find(|cell| cell.matches('\n').count() > RUNAWAY_LINES) {
            return Err(unclosed_quote(number, cell));
        }
        let cells: Vec<String> = record.iter().take(limits.columns).map(str::to_owned).collect();
        let row = SheetRow { number, cells };
        if row.is_blank() {
            continue;
        }
        rows.push(row);
        // Headings and titles come on top of the rows of data.
        if rows.len() > limits.rows + 50 {
            return Err(too_many_rows(limits));
        }
    }
    Ok(Sheet { rows, ..Sheet::default() })
}

/// `too_many_columns` with both figures.
pub(super) fn too_many_columns(found: usize, limits: &Limits) -> Unreadable {
    let allowed = limits.columns;
    Unreadable::new(Refusal::TooManyColumns)
        .because(&format!("（{found}列。{allowed}列まで）"), &format!("It has {found}; {allowed} are allowed."))
}

/// `too_many_rows` with the figure allowed.
pub(super) fn too_many_rows(limits: &Limits) -> Unreadable {
    let allowed = limits.rows;
    Unreadable::new(Refusal::TooManyRows).because(&format!("（{allowed}行まで）"), &format!("{allowed} are allowed."))
}

fn unclosed_quote(row: u32, cell: &str) -> Unreadable {
    let start: String = cell.chars().take(20).collect();
    Unreadable::new(Refusal::Damaged).because(
        &format!("（{row}行目の「{start}…」から引用符 \" が閉じていません）"),
        &format!("A quotation mark is never closed from row {row} on."),
    )
}

/// Excel's own first line `sep=;`.
fn excel_hint(text: &str) -> (&str, Option<u8>, u32) {
    let hint = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    match hint {
        Some((separator, rest)) if separator.trim_end_matches('\r').len() == 1 => (rest, separator.bytes().next(), 1),
        _ => (text, None, 0),
    }
}

fn reader(text: &str, delimiter: u8) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// What separates the cells: that by which most of the first records fall into the same number of two or more cells.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let counts: Vec<usize> =
            reader(text, delimiter).records().take(SAMPLED).filter_map(Result::ok).map(|r| r.len()).collect();
        let agreeing = |count: usize| counts.iter().filter(|other| **other == count).count();
        counts.iter().filter(|count| **count > 1).map(|count| (agreeing(*count) * (*count).min(20), *count)).max()
    };
    // Of equal scores the one tried last wins, and that is the comma.
    [b'|', b';', b'\t', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// The csv reader passes over blank lines; a spreadsheet counts them.
fn blank_lines_at(text: &str, start: usize) -> u32 {
    let (before, rest) = text.split_at_checked(start).unwrap_or_default();
    // The break that ends the record before belongs to it; the reader may stand in its middle.
    let rest = match rest.strip_prefix('\n') {
        Some(rest) if before.ends_with('\r') => rest,
        _ => rest,
    };
    let mut lines = 0;
    let mut bytes = rest.bytes().peekable();
    while let Some(byte @ (b'\r' | b'\n')) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
        }
        lines += 1;
    }
    lines
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
