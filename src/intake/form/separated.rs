//! A table as CSV.

use super::Form;

/// What tells spreadsheets that a file is UTF-8.
pub const MARK: &str = "\u{feff}";

/// The table as CSV for spreadsheets: UTF-8 with its mark, CRLF, cells that would run as a formula begun with `'`.
pub fn separated(form: &Form) -> Vec<u8> {
    let mut out = MARK.as_bytes().to_vec();
    write_rows([&form.headings].into_iter().chain(&form.rows), &mut out);
    out
}

/// Rows of such a table, behind what `out` holds already.
pub fn write_rows<'a>(rows: impl Iterator<Item = &'a Vec<String>>, out: &mut Vec<u8>) {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(std::mem::take(out));
    for row in rows {
        // Writing to memory fails only when rows differ in length, and a table's rows do not.
        let _ = writer.write_record(row.iter().map(|cell| defuse(cell)));
    }
    *out = writer.into_inner().unwrap_or_default();
}

/// A cell as text for every spreadsheet: `=cmd|…` becomes `'=cmd|…`.
fn defuse(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
