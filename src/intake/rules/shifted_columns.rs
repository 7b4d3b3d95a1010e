//! Columns whose content belongs under another heading: one is doubtful, two or more mean the table is shifted.

use crate::intake::{
    Certainty, Notice, Unreadable,
    catalogue::Code,
    content::Look,
    headings::{Column, Headings},
    sheet::{Sheet, column_letters},
    unreadable::Refusal,
};

/// Checks the content of the columns of a table; the place of the one that is doubtful, if one is.
///
/// # Errors
/// `shifted_columns`, saying which column's content looks like what, when two or more columns look like another.
pub(in crate::intake) fn check(
    sheet: &Sheet,
    headings: &Headings,
    notices: &mut Vec<Notice>,
) -> Result<Option<usize>, Unreadable> {
    let wrong: Vec<(&Column, Look)> =
        headings.columns.iter().filter_map(|column| Some((column, unlike(sheet, headings, column)?))).collect();
    if let [(column, look)] = wrong.as_slice() {
        let (ja, _) = look.names();
        notices.push(Notice::new(Code::ColumnDoubtful).column(&column.heading).read_as(ja));
    }
    if wrong.len() < 2 {
        return Ok(wrong.first().map(|(column, _)| column.at));
    }
    let said = |column: &Column, name: &str, as_: &str| {
        format!("{}「{}」{as_}{name}", column_letters(column.at), column.heading)
    };
    let ja: Vec<String> = wrong.iter().map(|(column, look)| said(column, look.names().0, "の中身は")).collect();
    let en: Vec<String> = wrong.iter().map(|(column, look)| said(column, look.names().1, " holds ")).collect();
    Err(Unreadable::new(Refusal::ShiftedColumns)
        .because(&format!("（{}のようです）", ja.join("、")), &format!("{}.", en.join("; "))))
}

/// How a column's cells look when that is not how its heading would have them.
fn unlike(sheet: &Sheet, headings: &Headings, column: &Column) -> Option<Look> {
    let expected = Look::of(column.meaning?)?;
    let rows = sheet.rows.get(headings.first..)?;
    let look = Look::of_column(rows.iter().map(|row| row.cell(column.at)))?;
    // Answers are written in many ways, among them hours and numbers; and a name may look like nothing in particular.
    let excused = column.certainty == Certainty::Told
        || (expected == Look::Answer && matches!(look, Look::Hours | Look::Telephone))
        || (expected == Look::Address && look == Look::Name)
        || (expected == Look::Telephone && look == Look::Answer && column.heading.contains("時間外"));
    (look != expected && !excused).then_some(look)
}
