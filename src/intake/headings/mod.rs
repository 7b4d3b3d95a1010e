//! Where the table of a sheet begins and what its columns mean.

mod alias;
mod fields;
mod offered;
mod services;

use std::collections::HashSet;

use super::{
    Certainty, ColumnHint, fold,
    form::EXTRA_MARK,
    meaning::{Meaning, Table},
    sheet::{Sheet, SheetRow, column_letters},
};
use crate::directory::Field;
pub(super) use alias::recognise;
pub use offered::{is_meaning, meanings};

/// Rows looked through for headings, from the first that is not blank.
const SEARCHED_ROWS: usize = 40;
/// Heading rows at most.
const TALLEST: usize = 3;

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place, from 0.
    pub at: usize,
    /// Its heading as written, groups before it, joined by a space.
    pub heading: String,
    /// What it is taken for.
    pub meaning: Option<Meaning>,
    /// Whether it would mean the same as an earlier column, and so is kept as text.
    pub repeats: bool,
    /// How sure its meaning is; of content nothing is known here.
    pub certainty: Certainty,
}

/// The headings of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headings {
    /// Its columns, those with a heading.
    pub columns: Vec<Column>,
    /// Index in [`Sheet::rows`] of the first heading row.
    pub top: usize,
    /// Index in [`Sheet::rows`] of the first row of data.
    pub first: usize,
    /// How many different things the columns mean.
    pub known: usize,
}

impl Headings {
    /// How many rows of headings there are.
    fn height(&self) -> usize {
        self.first - self.top
    }

    /// The first column that means `meaning`.
    pub fn column(&self, meaning: Meaning) -> Option<&Column> {
        self.columns.iter().find(|column| column.meaning == Some(meaning))
    }

    /// Whether some column satisfies `test`.
    pub fn any(&self, test: impl Fn(Meaning) -> bool) -> bool {
        self.columns.iter().filter_map(|column| column.meaning).any(test)
    }

    /// The heading of a field's column as written; for a field spread over columns, of the first of them.
    pub fn heading_of(&self, field: Field) -> Option<&str> {
        let is_it = |meaning: Meaning| match meaning {
            Meaning::Field(own) => own == field,
            Meaning::Hours(table) | Meaning::HoursOn(table, _) => table.field() == field,
            Meaning::Slot(..) | Meaning::OpenDay(_) | Meaning::ClosedWeek(..) => field == Field::Hours,
            Meaning::Latitude | Meaning::Longitude => field == Field::Place,
            _ => false,
        };
        self.columns.iter().find(|column| column.meaning.is_some_and(is_it)).map(|column| column.heading.as_str())
    }
}

/// Finds the heading rows of a sheet: the one to three rows that mean most, a name column among them. `group` is what the
/// sheet as a whole is about, as a heading above them all.
pub(super) fn find(sheet: &Sheet, hints: &[ColumnHint], group: Option<&str>) -> Option<Headings> {
    let mut best: Option<Headings> = None;
    for top in 0..sheet.rows.len().min(SEARCHED_ROWS) {
        for height in 1..=TALLEST {
            let Some(headings) = read_at(sheet, (top, height), hints, group) else { continue };
            // Of equal readings the lower one: a title above the headings adds nothing to them.
            let is_better = |found: &Headings| (headings.known, found.height()) > (found.known, headings.height());
            if best.as_ref().is_none_or(is_better) {
                best = Some(headings);
            }
        }
    }
    let best = best.map(|headings| with_merged_rows(sheet, headings, hints, group));
    let best = best
        .map(drop_lone_days)
        .map(|headings| drop_running_numbers(sheet, headings))
        .map(|headings| find_closing_days(sheet, headings))
        .filter(|headings| headings.known >= 2 || only_names(sheet, headings));
    best.map(|headings| with_unheaded(sheet, headings, hints))
}

/// Whether a sheet is about 在宅 and nothing else, by its name (or its file's): among other sheets its 対応時間 are those of
/// home visits.
pub(super) fn is_about_home_visits(name: &str) -> bool {
    const BESIDES: [&str; 26] = [
        "在宅",
        "患者",
        "医療",
        "訪問",
        "対応",
        "可能",
        "実施",
        "薬局",
        "一覧",
        "リスト",
        "名簿",
        "表",
        "のみ",
        "服薬",
        "薬剤",
        "管理",
        "指導",
        "サービス",
        "シート",
        "令和",
        "年度",
        "年",
        "月",
        "日",
        "現在",
        "版",
    ];
    name.split(" / ").any(|part| {
        let part = part.rsplit_once('.').filter(|(_, end)| end.len() <= 4).map_or(part, |(stem, _)| stem);
        let mut rest = fold::word(part);
        if !rest.contains("在宅") {
            return false;
        }
        for word in BESIDES {
            rest = rest.replace(word, "");
        }
        !rest.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
    })
}

/// Heading cells merged downwards tell that the rows below are headings too, though nothing in them is known.
fn with_merged_rows(sheet: &Sheet, headings: Headings, hints: &[ColumnHint], group: Option<&str>) -> Headings {
    let Some(last) = sheet.rows.get(headings.first - 1).map(|row| row.number) else { return headings };
    let reaching =
        sheet.merges.iter().filter(|merge| (merge.rows.0..merge.rows.1).contains(&last)).map(|merge| merge.rows.1);
    let Some(end) = reaching.min() else { return headings };
    let more = sheet.rows.iter().skip(headings.first).take_while(|row| row.number <= end).count();
    let height = (headings.height() + more).min(TALLEST);
    read_at(sheet, (headings.top, height), hints, group)
        .filter(|taller| taller.known >= headings.known)
        .unwrap_or(headings)
}

/// The texts of the row that looks most like headings, when none is known: what a person is told was found.
pub(super) fn likely(sheet: &Sheet) -> Vec<String> {
    let texts = |row: &SheetRow| -> Vec<String> {
        row.cells.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
    };
    let mut found: Vec<String> = Vec::new();
    for row in sheet.rows.iter().take(SEARCHED_ROWS) {
        let row = texts(row);
        if row.len() > found.len() {
            found = row;
        }
    }
    found
}

/// A list of one column is one only when its other rows hold no second column.
fn only_names(sheet: &Sheet, headings: &Headings) -> bool {
    headings.columns.len() == 1 && sheet.rows.len() > headings.first
}

fn read_at(
    sheet: &Sheet,
    (top, height): (usize, usize),
    hints: &[ColumnHint],
    group: Option<&str>,
) -> Option<Headings> {
    let rows = sheet.rows.get(top..top + height)?;
    let contiguous = rows.iter().zip(rows.iter().skip(1)).all(|(a, b)| b.number - a.number <= 2);
    if !contiguous {
        return None;
    }
    let stacks = stacks(sheet, rows);
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    for (at, stack) in stacks.iter().enumerate() {
        let Some((own, groups)) = stack.split_last() else { continue };
        let context: Vec<&str> = group.into_iter().chain(groups.iter().map(String::as_str)).collect();
        let heading = stack.join(" ");
        let heading = heading.strip_prefix(EXTRA_MARK).map_or(heading.clone(), str::to_owned);
        let as_text = distinct(&columns, &heading);
        let (recognised, certainty) = match hinted(hints, &as_text, own) {
            Some(hint) => (offered::meaning(&hint.meaning), Certainty::Told),
            None => match recognise(&context, own) {
                Some(meaning) if alias::is_sure(&context, own) => (Some(meaning), Certainty::Sure),
                Some(meaning) => (Some(meaning), Certainty::Likely),
                None => (None, Certainty::Unknown),
            },
        };
        let repeats = recognised.is_some_and(|meaning| !seen.insert(meaning) && !meaning.may_repeat());
        let meaning = recognised.filter(|_| !repeats);
        let heading = if meaning.is_some() { heading } else { as_text };
        columns.push(Column { at, heading, meaning, repeats, certainty });
    }
    let headings = Headings { columns, top, first: top + height, known: seen.len() };
    headings.column(Meaning::Field(Field::Name)).is_some().then_some(headings)
}

/// Columns without a heading that hold something are named by their letters, so that nothing is lost.
fn with_unheaded(sheet: &Sheet, mut headings: Headings, hints: &[ColumnHint]) -> Headings {
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let headed: HashSet<usize> = headings.columns.iter().map(|column| column.at).collect();
    let filled = |at: &usize| rows.iter().any(|row| !row.cell(*at).trim().is_empty());
    for at in (0..width).filter(|at| !headed.contains(at)).filter(filled) {
        let heading = format!("{}列", column_letters(at));
        let told = hinted(hints, &heading, &heading);
        let meaning = told.and_then(|hint| offered::meaning(&hint.meaning));
        let meaning = meaning.filter(|meaning| headings.column(*meaning).is_none() || meaning.may_repeat());
        let certainty = if told.is_some() { Certainty::Told } else { Certainty::Unknown };
        headings.known += usize::from(meaning.is_some());
        headings.columns.push(Column { at, heading, meaning, repeats: false, certainty });
    }
    headings.columns.sort_by_key(|column| column.at);
    headings
}

/// A heading that no earlier column kept as text has: `その他`, `その他 (2)`.
fn distinct(columns: &[Column], heading: &str) -> String {
    let is_free = |name: &str| !columns.iter().any(|column| column.meaning.is_none() && column.heading == name);
    let numbered = (2..).map(|number| format!("{heading} ({number})"));
    std::iter::once(heading.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default()
}

/// What a person has said of a column: by its whole heading, else by its own.
fn hinted<'a>(hints: &'a [ColumnHint], heading: &str, own: &str) -> Option<&'a ColumnHint> {
    if hints.is_empty() {
        return None;
    }
    let by = |text: &str| {
        let wanted = fold::heading(text);
        hints.iter().find(|hint| fold::heading(&hint.heading) == wanted)
    };
    by(heading).or_else(|| by(own))
}

/// For each column the texts of its heading, from the top down, repeats left out.
fn stacks(sheet: &Sheet, rows: &[SheetRow]) -> Vec<Vec<String>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut stacks: Vec<Vec<String>> = vec![Vec::new(); width];
    for (depth, row) in rows.iter().enumerate() {
        let mut spread = String::new();
        let below = rows.get(depth + 1);
        for (at, stack) in stacks.iter_mut().enumerate() {
            let own = clean(row.cell(at));
            let text = if !own.is_empty() {
                spread.clone_from(&own);
                own
            } else if let Some(text) = merged_text(sheet, row.number, at) {
                text
            } else if sheet.merges.is_empty()
                && below.is_some_and(|below| !below.cell(at).trim().is_empty())
                && stack.is_empty()
            {
                // A group's heading over several columns, as a text file shows it: only its first cell is filled.
                spread.clone()
            } else {
                spread.clear();
                continue;
            };
            if !text.is_empty() && stack.last() != Some(&text) {
                stack.push(text);
            }
        }
    }
    stacks
}

fn merged_text(sheet: &Sheet, number: u32, column: usize) -> Option<String> {
    sheet.merged(number, column).map(clean).filter(|text| !text.is_empty())
}

/// A heading on one line.
fn clean(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One lone `月` or `日` is more likely a month or a date than a weekday: days count from three columns on.
fn drop_lone_days(mut headings: Headings) -> Headings {
    for table in [Table::Opening, Table::HomeVisit] {
        let is_day = |column: &Column| {
            matches!(column.meaning, Some(Meaning::HoursOn(own, _)) if own == table)
                && column.heading.trim().chars().count() == 1
        };
        if headings.columns.iter().filter(|column| is_day(column)).count() < 3 {
            for column in headings.columns.iter_mut().filter(|column| is_day(column)) {
                column.meaning = None;
                headings.known -= 1;
            }
        }
    }
    headings
}

/// 薬局番号 and the like are a list's own numbers as often as codes of seven digits: what most cells hold decides.
fn drop_running_numbers(sheet: &Sheet, mut headings: Headings) -> Headings {
    const EITHER: [&str; 3] = ["薬局番号", "指定番号", "機関コード"];
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    let code = Some(Meaning::Field(Field::PharmacyCode));
    for column in headings.columns.iter_mut().filter(|column| column.meaning == code) {
        let is_either = EITHER.contains(&fold::heading(&column.heading).as_str());
        let digits = rows.iter().map(|row| row.cell(column.at).chars().filter(char::is_ascii_digit).count());
        let (short, long) = digits
            .filter(|count| *count > 0)
            .take(200)
            .fold((0, 0), |(short, long), count| if count < 6 { (short + 1, long) } else { (short, long + 1) });
        if is_either && column.certainty != Certainty::Told && short > long {
            (column.meaning, column.certainty) = (None, Certainty::Unknown);
            headings.known -= 1;
        }
    }
    headings
}

/// 休日 heads the hours of Sundays and holidays, or the days on which a pharmacy is closed: cells that name days and no
/// times are the latter.
fn find_closing_days(sheet: &Sheet, mut headings: Headings) -> Headings {
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    for column in headings.columns.iter_mut().filter(|column| fold::heading(&column.heading) == "休日") {
        let cells = rows.iter().map(|row| row.cell(column.at)).filter(|cell| !cell.trim().is_empty());
        let (days, other) = cells.take(200).fold((0, 0), |(days, other), cell| {
            let names_days = cell.contains(['月', '火', '水', '木', '金', '土', '日', '祝']);
            let is_days = names_days && !fold::nfkc(cell).contains([':', '時']);
            if is_days { (days + 1, other) } else { (days, other + 1) }
        });
        if column.certainty != Certainty::Told && days > other {
            (column.meaning, column.certainty) = (Some(Meaning::ClosingDays), Certainty::Likely);
        }
    }
    headings
}

/// Whether the table goes on beside itself: the name and another column of ours come again further right, under the very
/// same headings, and hold something there.
pub(super) fn is_side_by_side(sheet: &Sheet, headings: &Headings) -> bool {
    let rows = sheet.rows.get(headings.first..).unwrap_or_default();
    let again = |column: &Column| {
        let folded = fold::heading(&column.heading);
        let holds = || rows.iter().any(|row| !row.cell(column.at).trim().is_empty());
        let first =
            headings.columns.iter().find(|other| other.meaning.is_some() && fold::heading(&other.heading) == folded);
        first.filter(|_| column.repeats && holds())
    };
    let name = Some(Meaning::Field(Field::Name));
    let repeated: Vec<&Column> = headings.columns.iter().filter_map(again).collect();
    repeated.len() > 1 && repeated.iter().any(|column| column.meaning == name)
}

/// The row above or below that heads another table: the name is among its cells, each of them is a heading of ours, and
/// rows of its own lie between it and these headings.
pub(super) fn other_headings<'a>(sheet: &'a Sheet, headings: &Headings) -> Option<&'a SheetRow> {
    let meaning = |cell: &str| recognise(&[], cell);
    let name = Some(Meaning::Field(Field::Name));
    let is_heading = |row: &SheetRow| {
        let filled = || row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        // Nearly every row of a list has an address, a telephone number or hours: no need to look its cells up.
        if filled().any(is_figures) {
            return false;
        }
        let known: Option<Vec<Meaning>> = filled().map(meaning).collect();
        known.is_some_and(|known| known.len() >= 2 && known.iter().any(|known| Some(*known) == name))
    };
    let has_rows = |at: usize, row: &SheetRow| {
        let name_at = row.cells.iter().position(|cell| meaning(cell) == name);
        let between = sheet.rows.iter().take(headings.top).skip(at + 1);
        let named = between.filter_map(|row| name_at.map(|at| row.cell(at).trim()));
        named.filter(|cell| !cell.is_empty()).any(|cell| meaning(cell).is_none())
    };
    let rows = sheet.rows.iter().enumerate();
    let mut outside = rows.filter(|(at, row)| *at >= headings.first || (*at < headings.top && has_rows(*at, row)));
    outside.find(|(_, row)| is_heading(row) && !repeats(headings, row)).map(|(_, row)| row)
}

/// Whether a cell has more digits than any heading of ours.
fn is_figures(cell: &str) -> bool {
    cell.chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).nth(4).is_some()
}

/// Whether the row only repeats the headings, as printed lists do on every page.
pub(super) fn repeats(headings: &Headings, row: &SheetRow) -> bool {
    let cells = headings.columns.iter().map(|column| (column, row.cell(column.at).trim()));
    let mut filled = cells.filter(|(_, cell)| !cell.is_empty());
    let is_same = |(column, cell): (&Column, &str)| fold::heading(&column.heading).ends_with(&fold::heading(cell));
    // Of most rows the first cell tells that they don't.
    filled.clone().count() >= 2 && filled.all(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::sheet::Merge;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let rows = rows
            .iter()
            .zip(1..)
            .map(|(cells, number)| SheetRow { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() });
        Sheet { rows: rows.collect(), ..Sheet::default() }
    }

    fn names(headings: &Headings) -> Vec<String> {
        headings.columns.iter().map(|column| column.meaning.map_or("-".to_owned(), Meaning::name)).collect()
    }

    #[test]
    fn a_title_and_a_legend_stand_above_the_table() {
        let sheet = sheet(&[
            &["夜間・休日対応薬局一覧（令和6年6月1日現在）"],
            &["○：対応可　×：対応不可"],
            &["No.", "薬局名", "所在地", "電話番号", "時間外対応", "駐車場"],
            &["1", "見本薬局", "世田谷区太子堂1-1-1", "00-0000-0001", "○", "3台"],
        ]);
        let headings = find(&sheet, &[], None).unwrap();
        assert_eq!((headings.top, headings.first), (2, 3));
        assert_eq!(names(&headings), ["no", "name", "address", "phone", "after_hours", "-"]);
    }

    #[test]
    fn two_rows_of_headings_are_joined() {
        let mut two = sheet(&[
            &["薬局名", "所在地", "開局時間", "", "", "備考"],
            &["", "", "月", "火", "祝", ""],
            &["見本薬局", "世田谷区", "9:00-18:00", "9:00-18:00", "―", ""],
        ]);
        let headings = find(&two, &[], None).unwrap();
        assert_eq!(names(&headings), ["name", "address", "hours.mon", "hours.tue", "hours.holiday", "remarks"]);
        assert_eq!(headings.columns[3].heading, "開局時間 火");
        two.merges = vec![
            Merge { rows: (1, 1), columns: (2, 4) },
            Merge { rows: (1, 2), columns: (0, 0) },
            Merge { rows: (1, 2), columns: (5, 5) },
        ];
        assert_eq!(find(&two, &[], None).unwrap().columns, headings.columns);
    }

    #[test]
    fn a_sheet_is_about_home_visits_when_its_name_says_nothing_else() {
        for name in ["在宅", "在宅対応薬局", "２．在宅", "在宅（R6.6）", "在宅.csv", "一覧.xlsx / 在宅対応薬局一覧"]
        {
            assert!(is_about_home_visits(name), "{name}");
        }
        for name in ["外来・在宅", "夜間・休日・在宅対応", "在宅を含む一覧", "世田谷薬剤師会在宅", "一覧", ""]
        {
            assert!(!is_about_home_visits(name), "{name}");
        }
    }

    #[test]
    fn without_a_name_there_is_no_table() {
        let sheet = sheet(&[&["商品", "価格"], &["りんご", "100"]]);
        assert_eq!(find(&sheet, &[], None), None);
        assert_eq!(likely(&sheet), ["商品", "価格"]);
    }
}
