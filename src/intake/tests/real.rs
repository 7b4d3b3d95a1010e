//! Real lists, when they are at hand.

use std::{fs, path::Path};

use super::{minter, publish};
use crate::intake::{
    Draft, FileFormat, Limits, Unreadable,
    merge::{Scope, lay_over},
    read,
};

fn real(name: &str) -> Option<Result<Draft, Unreadable>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let Ok(bytes) = fs::read(&path) else {
        println!("skipped: {} is not here", path.display());
        return None;
    };
    Some(read(&bytes, name, &Limits::default()))
}

#[test]
fn one_list_in_two_encodings_is_unchanged() {
    let Some(sjis) = real("setagaya_ec_2026-02-20_cp932.csv") else { return };
    let Some(utf8) = real("setagaya_ec_2026-02-20_utf8bom.csv") else { return };
    let (sjis, utf8) = (sjis.unwrap(), utf8.unwrap());
    assert_eq!(sjis.format, FileFormat::Csv { encoding: "Shift_JIS" });
    assert_eq!(utf8.format, FileFormat::Csv { encoding: "UTF-8 (BOM)" });
    let before = publish(&lay_over(&sjis, Scope::Whole, &[], &[], &mut minter()));
    let merged = lay_over(&utf8, Scope::Whole, &before, &[], &mut minter());
    let counts = merged.counts(&utf8);
    assert_eq!((counts.rows_in, counts.unchanged, counts.removed), (43, 43, 0));
    assert!(before.iter().all(|known| known.facts.place.is_some() && known.facts.phone.is_some()));
}

#[test]
fn the_ministrys_workbook_is_read_whole() {
    let Some(draft) = real("mhlw_ec_2026-02-20_raw.xlsx") else { return };
    let draft = draft.unwrap();
    assert_eq!((draft.rows_in, draft.struck_off.len()), (9_110, 61));
    assert_eq!(draft.rows_in, draft.entries.len() + draft.rejected.len());
    assert_eq!(draft.valid_on.unwrap().to_string(), "2026-02-20");
    assert_eq!(draft.columns[0].letters, "B");
}

#[test]
fn a_phantom_range_is_no_row() {
    let Some(draft) = real("kumamoto_yakkyoku_phantom_rows.xlsx") else { return };
    assert_eq!(draft.unwrap().rows_in, 400);
}

#[test]
fn shifted_columns_are_noticed() {
    let Some(refused) = real("ec_dispensing_2024-04-30_shifted_columns.csv") else { return };
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, "shifted_columns");
    assert!(refused.ja.contains("custom_fax」の中身は開局時間"), "{}", refused.ja);
    assert!(real("ec_dispensing_2022-10-31.csv").unwrap().is_ok());
}
