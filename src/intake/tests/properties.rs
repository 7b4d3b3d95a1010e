//! What holds of every file.

use proptest::prelude::*;

use super::{minter, publish};
use crate::directory::StatedHours;
use crate::hours::{DayHours, WEEKDAYS};
use crate::intake::{
    Draft, Limits,
    cells::hours::cells_of,
    merge::{Change, Known, Merged, MergedRow, Scope, lay_over},
    read,
};

/// Cells of one day.
fn day() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "9:00-18:00", "9:00-13:00\u{3001}14:00-18:00", "―", "要確認", "削除"])
}

/// Weeks of the month, and hours of Saturdays and holidays, as columns of flags, starts and ends; without marks, which a
/// day that can't be read keeps from being followed until it can (the clerk is told).
fn slots() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        ",,,,,",
        ",,,,,",
        ",,9:00,12:00,,",
        ",,,,10:00,12:00",
        "0,1,9:00,12:00,,",
        "1,0,9:30,13:00,9:00,12:00",
    ])
}

/// Lists with few names, numbers and addresses, so that rows meet.
fn list() -> impl Strategy<Value = String> {
    let row = (
        prop::sample::select(vec!["甲薬局（見本）", "乙薬局（見本）", "丙薬局（見本）", ""]),
        prop::sample::select(vec!["", "0142076", "1312345", "9"]),
        prop::sample::select(vec!["", "世田谷区甲1-1-1", "東京都世田谷区甲１丁目１番１号", "世田谷区乙2-2-2"]),
        prop::sample::select(vec!["", "00-0000-0001", "00-0000-0002", "店頭"]),
        prop::sample::select(vec!["", "○", "要相談", "削除", "24時間対応"]),
        prop::sample::select(vec!["", "月-金 9:00-18:00", "不定", "削除"]),
        prop::sample::select(vec!["", "3台", "5台", "削除"]),
        prop::sample::select(vec!["", "", "", "2026/3/9"]),
        (day(), day(), day(), slots()),
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut text =
            "薬局名,保険薬局コード,所在地,電話番号,時間外対応,開局時間,駐車場,削除日,開局時間（月）,開局時間（水）,\
            在宅対応時間（水）,定期閉店第１週（土）,定期閉店第２週（土）,土_開店時間帯1_開始時間,土_開店時間帯1_終了時間,\
            祝_開店時間帯1_開始時間,祝_開店時間帯1_終了時間\n"
                .to_owned();
        for (name, code, address, phone, after_hours, hours, parking, removed, (mon, wed, visit, slots)) in rows {
            let cells = [name, code, address, phone, after_hours, hours, parking, removed, mon, wed, visit, slots];
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    })
}

fn draft(text: &str) -> Option<Draft> {
    read(text.as_bytes(), "list.csv", &Limits::default()).ok()
}

fn merge(draft: &Draft, scope: Scope, published: &[Known]) -> Merged {
    let mut number = 500;
    lay_over(draft, scope, published, &[], &mut || {
        number += 1;
        crate::directory::PharmacyId::new(&format!("n{number}")).unwrap()
    })
}

fn before(text: &str) -> Vec<Known> {
    draft(text).map(|draft| publish(&lay_over(&draft, Scope::Whole, &[], &[], &mut minter()))).unwrap_or_default()
}

/// Whether every day that was stated by day still is.
fn days_kept(old: Option<&StatedHours>, new: Option<&StatedHours>) -> bool {
    let Some(old) = old else { return true };
    let Some(new) = new else { return false };
    let stated = |hours: &StatedHours| {
        let week =
            hours.reading.week.as_ref().filter(|_| cells_of(hours).is_some() || hours.text.contains("土曜 休み"));
        let day = |at: usize| week.map(|week| WEEKDAYS.get(at).map_or(&week.holiday, |day| week.weekday(*day)));
        let by_cell = cells_of(hours).map(|cells| cells.map(|cell| cell.is_some()));
        by_cell.or_else(|| week.map(|_| std::array::from_fn(|at| day(at).is_some_and(DayHours::is_stated))))
    };
    // A free text over hours by day replaces them as a whole, and is no blank.
    let (Some(old), Some(new)) = (stated(old), stated(new)) else { return true };
    old.iter().zip(new).all(|(old, new)| !old || new)
}

fn scope() -> impl Strategy<Value = Scope> {
    prop::sample::select(vec![Scope::Whole, Scope::Changes])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "\\PC{0,20}") {
        let _ = read(&bytes, &name, &Limits::default());
    }

    #[test]
    fn arbitrary_cells_never_panic_and_always_add_up(cells in prop::collection::vec("[\\PC\\n\"]{0,24}", 1..40), width in 1_usize..9) {
        let mut text = "薬局名,保険薬局コード,所在地,電話番号,時間外対応,開局時間,緯度,経度,在宅対応時間（月）\n".to_owned();
        for row in cells.chunks(width) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&quoted.join(","));
            text.push('\n');
        }
        if let Some(draft) = draft(&text) {
            prop_assert_eq!(draft.rows_in, draft.entries.len() + draft.rejected.len());
            let counts = merge(&draft, Scope::Whole, &[]).counts(&draft);
            prop_assert_eq!(counts.rows_in, counts.accepted() + counts.unchanged + counts.rejected);
        }
    }

    #[test]
    fn counts_add_up_and_ids_are_never_shared(old in list(), new in list(), scope in scope()) {
        let before = before(&old);
        if let Some(draft) = draft(&new) {
            let merged = merge(&draft, scope, &before);
            let counts = merged.counts(&draft);
            prop_assert_eq!(counts.rows_in, counts.accepted() + counts.unchanged + counts.rejected);
            let mut ids: Vec<_> = merged.rows.iter().map(|row| &row.id).chain(merged.removed.iter().map(|known| &known.id)).collect();
            let all = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), all);
            prop_assert!(before.iter().all(|known| ids.binary_search(&&known.id).is_ok()));
        }
    }

    #[test]
    fn applying_the_changes_gives_the_new_list(old in list(), new in list(), scope in scope()) {
        let before = before(&old);
        if let Some(draft) = draft(&new) {
            let after = publish(&merge(&draft, scope, &before));
            let again = merge(&draft, scope, &after);
            prop_assert!(again.rows.iter().all(|row| row.change == Change::Unchanged), "{:#?}", again.rows);
            // A row that strikes off one of two like pharmacies may find the other when it is read once more.
            prop_assert!(again.removed.is_empty() || !draft.struck_off.is_empty());
        }
    }

    #[test]
    fn a_blank_never_deletes(old in list(), new in list()) {
        let before = before(&old);
        if let Some(draft) = draft(&new.replace("削除,", ",").replace("削除\n", "\n")) {
            let merged = merge(&draft, Scope::Changes, &before);
            // A text that can't be parted by day is replaced, and the clerk is asked first.
            let is_asked = |row: &MergedRow| {
                merged.notices.iter().any(|notice| notice.code == "hours_days_replace" && notice.at == row.at)
            };
            for row in &merged.rows {
                let Some(known) = before.iter().find(|known| known.id == row.id) else { continue };
                let (old, new) = (&known.facts, &row.facts);
                prop_assert!(is_asked(row) || days_kept(old.hours.as_deref(), new.hours.as_deref()));
                prop_assert!(is_asked(row) || days_kept(old.home_visit_hours.as_deref(), new.home_visit_hours.as_deref()));
                prop_assert!(old.phone.is_none() || new.phone.is_some());
                prop_assert!(old.address.is_none() || new.address.is_some());
                prop_assert!(old.pharmacy_code.is_none() || new.pharmacy_code.is_some());
                prop_assert!(old.services.iter().all(|(service, _)| new.answer(*service).is_some()));
                prop_assert!(old.extra.iter().all(|(heading, _)| new.extra.iter().any(|(own, _)| own == heading)));
            }
        }
    }
}
