//! A column under an unknown heading that looks like something no other column is: perhaps it is meant to be that.

use crate::{
    directory::Field,
    intake::{
        Certainty, Notice, catalogue::Code, content::Look, fold, headings::Headings, meaning::Meaning, meaning::Table,
        sheet::Sheet,
    },
};

/// Checks the columns of a table that are kept as text; what each looks like, by its place.
pub(in crate::intake) fn check(sheet: &Sheet, headings: &Headings, notices: &mut Vec<Notice>) -> Vec<(usize, Meaning)> {
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    let mut suggested: Vec<(usize, Meaning)> = Vec::new();
    for column in headings.columns.iter().filter(|column| column.meaning.is_none() && !column.repeats) {
        // One that a person has said is not ours is not asked about again.
        if column.certainty == Certainty::Told {
            continue;
        }
        let Some(look) = Look::of_column(rows.iter().map(|row| row.cell(column.at))) else { continue };
        let is_free = |meaning: &Meaning| {
            !headings.any(|known| known == *meaning) && !suggested.iter().any(|(_, other)| other == meaning)
        };
        if look == Look::Hours && is_under_opening(&column.heading) && headings.heading_of(Field::Hours).is_some() {
            notices.push(Notice::new(Code::ColumnUnclaimed).column(&column.heading).read_as(look.names().0));
            continue;
        }
        let claimed = headings.any(|meaning| Look::of(meaning) == Some(look));
        if let Some(meaning) = meant(look, claimed).iter().find(|meaning| is_free(meaning)) {
            notices.push(Notice::new(Code::ColumnUnclaimed).column(&column.heading).read_as(look.names().0));
            suggested.push((column.at, *meaning));
        }
    }
    suggested
}

/// Whether the heading is that of some hours of opening, on days that were not understood: 開局時間（第1土曜）.
fn is_under_opening(heading: &str) -> bool {
    let folded = fold::heading(heading);
    ["開局時間", "営業時間", "開店時間"].iter().any(|word| folded.contains(word)) && !folded.contains("受付")
}

/// What a column of that look may be, the likeliest first; `claimed` when another column has that look by its heading.
fn meant(look: Look, claimed: bool) -> &'static [Meaning] {
    match look {
        Look::Telephone => &[Meaning::Field(Field::Phone), Meaning::Field(Field::AfterHoursPhone)],
        Look::Hours if !claimed => &[Meaning::Hours(Table::Opening)],
        Look::Postal => &[Meaning::Field(Field::PostalCode)],
        Look::Address if !claimed => &[Meaning::Field(Field::Address)],
        Look::Url => &[Meaning::Field(Field::Url)],
        Look::Email => &[Meaning::Field(Field::Email)],
        Look::Answer | Look::Name | Look::Hours | Look::Address => &[],
    }
}
