//! A table as CSV.

use super::Form;

/// The table as CSV for spreadsheets: UTF-8 with its mark, CRLF, cells that would run as a formula begun with `'`.
pub fn separated(form: &Form) -> Vec<u8> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    for row in [&form.headings].into_iter().chain(&form.rows) {
        // Writing to memory fails only when rows differ in length, and a form's rows do not.
        let _ = writer.write_record(row.iter().map(|cell| defuse(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell as text for every spreadsheet: `=cmd|…` becomes `'=cmd|…`.
fn defuse(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
