//! Found pharmacies for spreadsheets.

use super::flat::COLUMNS;
use crate::{
    intake::form::{Form, separated},
    search::Hit,
};

/// The pharmacies as CSV: UTF-8 with its mark, CRLF; headings in `lang`. Cells that a spreadsheet would run as a formula
/// are defused.
pub fn csv(hits: &[Hit<'_>], lang: &str) -> Vec<u8> {
    let headings = COLUMNS.iter().map(|column| if lang == "en" { column.key } else { column.ja }.to_owned()).collect();
    let row = |hit: &Hit<'_>| COLUMNS.iter().map(|column| (column.cell)(hit).to_string()).collect();
    separated(&Form { name: String::new(), headings, rows: hits.iter().map(row).collect() })
}
