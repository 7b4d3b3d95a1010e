//! A column under an unknown heading that looks like something no other column is: perhaps it is meant to be that.

use crate::intake::{Notice, catalogue::Code, content::Look, headings::Headings, sheet::Sheet};

/// Checks the columns of a table that are kept as text.
pub(in crate::intake) fn check(sheet: &Sheet, headings: &Headings, notices: &mut Vec<Notice>) {
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    for column in headings.columns.iter().filter(|column| column.meaning.is_none() && !column.repeats) {
        let look = Look::of_column(rows.iter().map(|row| row.cell(column.at)));
        let Some(look) = look.filter(|look| !matches!(look, Look::Answer | Look::Name)) else { continue };
        if !headings.any(|meaning| Look::of(meaning) == Some(look)) {
            notices.push(Notice::new(Code::ColumnUnclaimed).column(&column.heading).read_as(look.names().0));
        }
    }
}
