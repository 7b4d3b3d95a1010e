//! The published list as a table again: what is downloaded, edited and sent back.
//!
//! **Invariant:** a list written by [`published`] and read again changes nothing; cells that a spreadsheet would run as a
//! formula are defused on the way out and restored on the way in.

mod book;
mod separated;

use std::collections::BTreeSet;

use super::{
    ColumnUse, Rejected, RowRef,
    cells::{hours, service},
    merge::Known,
    sheet::column_letters,
};
use crate::directory::{Facts, Membership, PharmacyId, Phone, Service, StatedHours};
pub use book::{FormError, template, workbook};
pub use separated::{MARK, separated, write_rows};

/// Before the heading of a column that is not ours, so that it is not taken for one that is.
pub(super) const EXTRA_MARK: &str = "その他：";
/// The heading of a pharmacy's own id.
pub(super) const ID_HEADING: &str = "夜薬ID";
/// The heading of the first column of rejected rows; it is passed over when they come back.
pub(super) const REASON_HEADING: &str = "使えなかった理由";

/// The heading of the date as of which a row says so; it is there only where some row has one.
const DATE_HEADING: &str = "更新日";

/// A table ready to be written: every row as long as the headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The sheet's name.
    pub name: String,
    /// One row of headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// How a field is written.
type Write = fn(&Facts) -> Option<String>;

/// The fields before the hours, with how each is written.
const FIELDS: [(&str, Write); 13] = [
    ("薬局名", |facts| Some(facts.name.clone())),
    ("フリガナ", |facts| facts.name_kana.clone()),
    ("保険薬局コード", |facts| facts.pharmacy_code.as_ref().map(|code| code.as_str().to_owned())),
    ("会員区分", |facts| facts.membership.map(membership)),
    ("郵便番号", |facts| facts.postal_code.clone()),
    ("所在地", |facts| facts.address.clone()),
    ("緯度", |facts| facts.place.map(|place| place.position.lat().to_string())),
    ("経度", |facts| facts.place.map(|place| place.position.lon().to_string())),
    ("位置レベル", |facts| facts.place.map(|place| place.level.as_str().to_owned())),
    ("連絡先電話番号（開局時間中）", |facts| facts.phone.as_ref().map(phone)),
    ("FAX番号", |facts| facts.fax.as_ref().map(phone)),
    ("メールアドレス", |facts| facts.email.clone()),
    ("ホームページ", |facts| facts.url.clone()),
];
const DAYS: [&str; 8] = ["月", "火", "水", "木", "金", "土", "日", "祝日"];
const OPENING: &str = "開局時間";
const HOME_VISIT: &str = "在宅患者に対応可能な時間帯";

fn membership(membership: Membership) -> String {
    match membership {
        Membership::Member => "会員".to_owned(),
        Membership::NonMember => "非会員".to_owned(),
    }
}

fn phone(phone: &Phone) -> String {
    phone.text().to_owned()
}

/// The headings of the form, without those of columns that are not ours.
pub fn headings() -> Vec<String> {
    let mut headings = vec![ID_HEADING.to_owned()];
    headings.extend(FIELDS.iter().map(|(heading, _)| (*heading).to_owned()));
    for table in [OPENING, HOME_VISIT] {
        headings.extend(DAYS.iter().map(|day| format!("{table}（{day}）")));
        headings.push(table.to_owned());
    }
    headings.extend(Service::all().map(|service| service.ja().to_owned()));
    headings.extend(["時間外連絡先".to_owned(), "備考".to_owned()]);
    headings
}

/// A published list as a table, in its order.
pub fn published(list: &[Known]) -> Form {
    let extra = extra_headings(list.iter().map(|known| &known.facts));
    let mut headings = headings_with(&extra);
    let mut rows: Vec<Vec<String>> = list.iter().map(|known| row(&known.id, &known.facts, &extra)).collect();
    if list.iter().any(|known| known.facts.valid_on.is_some()) {
        headings.push(DATE_HEADING.to_owned());
        for (row, known) in rows.iter_mut().zip(list) {
            row.push(known.facts.valid_on.map_or_else(String::new, |on| on.to_string()));
        }
    }
    Form { name: "一覧".to_owned(), headings, rows }
}

/// The headings of columns that are not ours, each once, in the order met.
pub fn extra_headings<'a>(list: impl Iterator<Item = &'a Facts>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let all = list.flat_map(|facts| facts.extra.iter()).map(|(heading, _)| heading.as_str());
    all.filter(|heading| seen.insert(*heading)).collect()
}

/// The headings of the form, those of columns that are not ours behind them.
pub fn headings_with(extra: &[&str]) -> Vec<String> {
    let mut headings = headings();
    headings.extend(extra.iter().map(|heading| format!("{EXTRA_MARK}{heading}")));
    headings
}

/// One pharmacy as a row under [`headings_with`] the same `extra`.
pub fn row(id: &PharmacyId, facts: &Facts, extra: &[&str]) -> Vec<String> {
    let mut cells = vec![id.as_str().to_owned()];
    cells.extend(FIELDS.iter().map(|(_, write)| write(facts).unwrap_or_default()));
    cells.extend(hours_cells(facts.hours.as_deref()));
    cells.extend(hours_cells(facts.home_visit_hours.as_deref()));
    cells.extend(Service::all().map(|asked| {
        let on_call = facts.on_call.as_ref().filter(|_| asked == Service::AfterHours);
        facts.answer(asked).map_or_else(String::new, |answer| service::write(answer, on_call))
    }));
    cells.push(facts.after_hours_phone.as_ref().map_or_else(String::new, phone));
    cells.push(facts.remarks.clone().unwrap_or_default());
    cells.extend(extra.iter().map(|heading| {
        facts.extra.iter().find(|(own, _)| own == heading).map_or_else(String::new, |(_, text)| text.clone())
    }));
    cells
}

/// Eight cells a day and one of free text; only one of the two kinds is filled.
fn hours_cells(stated: Option<&StatedHours>) -> Vec<String> {
    let by_day = stated.and_then(hours::cells_of);
    let free = if by_day.is_some() { None } else { stated.map(|stated| stated.text.clone()) };
    let days = by_day.unwrap_or_default().map(Option::unwrap_or_default);
    days.into_iter().chain([free.unwrap_or_default()]).collect()
}

/// Rows that could not be used, one table a sheet: the reason first, then the cells as written.
pub fn rejected(columns: &[ColumnUse], rows: &[Rejected], reason: &dyn Fn(&RowRef) -> String) -> Vec<Form> {
    let sheets: BTreeSet<&str> = rows.iter().map(|row| row.at.sheet.as_str()).collect();
    sheets.into_iter().map(|sheet| rejected_of(columns, rows, reason, sheet)).collect()
}

fn rejected_of(columns: &[ColumnUse], rows: &[Rejected], reason: &dyn Fn(&RowRef) -> String, sheet: &str) -> Form {
    let rows: Vec<_> = rows.iter().filter(|row| row.at.sheet == sheet).collect();
    let columns: Vec<_> = columns.iter().filter(|column| column.sheet == sheet).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(columns.len());
    let heading = |at: usize| {
        let letters = column_letters(at);
        columns
            .iter()
            .find(|column| column.letters == letters)
            .map_or_else(String::new, |column| column.heading.clone())
    };
    let cells = |row: &Rejected| {
        let cells = (0..width).map(|at| row.cells.get(at).cloned().unwrap_or_default());
        [reason(&row.at)].into_iter().chain(cells).collect()
    };
    Form {
        name: if sheet.is_empty() { "一覧".to_owned() } else { sheet.to_owned() },
        headings: [REASON_HEADING.to_owned()].into_iter().chain((0..width).map(heading)).collect(),
        rows: rows.into_iter().map(cells).collect(),
    }
}
