//! A sheet that holds the roster and, above or below it, the table of who is in which group: as a text file must.

use super::{DATE, ID, NAME, column, grid, groups::GROUP, rules};
use crate::intake::sheet::{Sheet, SheetRow};

/// Tables looked for in one sheet; what comes after them is rows of the last.
const MOST: usize = 24;

/// The tables of a sheet, each with the titles above it; the sheet itself where it has but one.
pub(super) fn tables(sheet: Sheet) -> Vec<Sheet> {
    let heads: Vec<(usize, bool)> =
        (0..).zip(&sheet.rows).filter_map(|(at, row)| Some((at, is_of_groups(row)?))).collect();
    let pairs = heads.iter().zip(heads.iter().skip(1)).filter(|(above, below)| above.1 != below.1);
    let starts: Vec<usize> =
        pairs.map(|(above, below)| titles_above(&sheet.rows, above.0, below.0)).take(MOST - 1).collect();
    let Sheet { name, is_supplement, mut rows, merges, down } = sheet;
    let mut parts: Vec<Vec<SheetRow>> = starts.iter().rev().map(|start| rows.split_off(*start)).collect();
    parts.push(rows);
    let part = |rows| Sheet { name: name.clone(), is_supplement, rows, merges: merges.clone(), down: down.clone() };
    parts.into_iter().rev().map(part).collect()
}

/// Whether a row is the headings of a table of groups, or else of a roster; `None` when it is neither.
fn is_of_groups(row: &SheetRow) -> Option<bool> {
    let names = |names: &[&str]| column(row, names).is_some();
    let (is_named, is_grouped) = (names(&NAME) || names(&ID), names(&GROUP));
    if !is_named && !is_grouped {
        return None;
    }
    if names(&DATE) || names(&rules::RULE) || grid::is_heading(row) {
        return Some(false);
    }
    (is_named && is_grouped).then_some(true)
}

/// Where the titles of the table with these headings begin: below the last blank line above them.
fn titles_above(rows: &[SheetRow], above: usize, heads: usize) -> usize {
    let is_after_blank = |at: &usize| {
        let number = |at: usize| rows.get(at).map_or(0, |row| row.number);
        number(*at) > number(*at - 1) + 1
    };
    (above + 1..=heads).rev().find(is_after_blank).unwrap_or(heads)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[(u32, &[&str])]) -> Sheet {
        let row = |(number, cells): &(u32, &[&str])| SheetRow {
            number: *number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        Sheet { rows: rows.iter().map(row).collect(), ..Sheet::default() }
    }

    fn firsts(sheet: Sheet) -> Vec<u32> {
        tables(sheet).iter().map(|table| table.rows[0].number).collect()
    }

    #[test]
    fn tables_are_parted_with_their_titles() {
        let groups: (&[&str], &[&str]) = (&["薬局名", "班"], &["見本薬局", "A班"]);
        let dated: (&[&str], &[&str]) = (&["日付", "班", "時間"], &["2026-12-06", "A班", "9:00～17:00"]);
        let title: &[&str] = &["2026年12月の当番"];
        assert_eq!(firsts(sheet(&[(1, dated.0), (2, dated.1), (4, groups.0), (5, groups.1)])), [1, 4]);
        assert_eq!(firsts(sheet(&[(1, groups.0), (2, groups.1), (4, title), (5, dated.0), (6, dated.1)])), [1, 4]);
        assert_eq!(firsts(sheet(&[(1, groups.0), (2, groups.1), (3, dated.0), (4, dated.1)])), [1, 3]);
        assert_eq!(firsts(sheet(&[(1, title), (2, dated.0), (3, dated.1), (5, dated.0), (6, dated.1)])), [1]);
        let whole: &[&str] = &["日付", "薬局名", "班", "時間"];
        assert_eq!(firsts(sheet(&[(1, whole), (2, &["2026-12-06", "見本薬局", "A班", "9:00～17:00"])])), [1]);
    }
}
