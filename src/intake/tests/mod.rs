//! Files from end to end: what comes in, what is said of it, what would be published.

mod awkward;
mod closing;
mod dated;
mod files;
mod forms;
mod merging;
mod properties;
mod provoked;
mod real;
mod several;
mod slots;

use rust_xlsxwriter::Workbook;

use super::{
    Draft, Limits, Unreadable,
    merge::{Known, Merged, Scope, lay_over},
    read,
};
use crate::directory::PharmacyId;

/// Reads a CSV text.
fn csv(text: &str) -> Draft {
    try_csv(text).expect("the text is a list")
}

fn try_csv(text: &str) -> Result<Draft, Unreadable> {
    read(text.as_bytes(), "list.csv", &Limits::default())
}

/// A workbook of sheets of text.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Ids `p1`, `p2` …
fn minter() -> impl FnMut() -> PharmacyId {
    let mut number = 0;
    move || {
        number += 1;
        PharmacyId::new(&format!("p{number}")).unwrap()
    }
}

/// The list as it would be published, as the next merge finds it.
fn publish(merged: &Merged) -> Vec<Known> {
    merged.rows.iter().map(|row| Known { id: row.id.clone(), facts: row.facts.clone() }).collect()
}

/// A list published from nothing.
fn published(text: &str) -> Vec<Known> {
    publish(&lay_over(&csv(text), Scope::Whole, &[], &[], &mut minter()))
}

/// Lays a CSV text over a published list.
fn laid(text: &str, scope: Scope, published: &[Known]) -> Merged {
    let mut number = 100;
    let mut mint = || {
        number += 1;
        PharmacyId::new(&format!("p{number}")).unwrap()
    };
    lay_over(&csv(text), scope, published, &[], &mut mint)
}

/// The codes of the notices, in order.
fn codes(notices: &[super::Notice]) -> Vec<&str> {
    notices.iter().map(|notice| notice.code.as_str()).collect()
}
