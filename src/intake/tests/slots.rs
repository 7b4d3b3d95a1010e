//! Start and end columns of 医療情報ネット laid over published hours: a blank day stays, a mark erases.

use super::{codes, laid, published};
use crate::intake::merge::{Change, Known, Merged, Scope};

const HEAD: &str = "薬局名,電話番号,営業日（月）,定期閉店第１週（土）,定期閉店第２週（土）,その他の閉店日,\
    月_開店時間帯1_開始時間,月_開店時間帯1_終了時間,月_開店時間帯2_開始時間,月_開店時間帯2_終了時間,\
    土_開店時間帯1_開始時間,土_開店時間帯1_終了時間,祝_開店時間帯1_開始時間,祝_開店時間帯1_終了時間\n";
const ALL: &str = "1,,,,9:00,13:00,14:00,18:00,9:00,12:00,10:00,12:00";
const PUBLISHED: &str = "月 09:00-13:00 14:00-18:00\n土 09:00-12:00\n祝 10:00-12:00";

fn list(cells: &str) -> String {
    format!("{HEAD}甲薬局（見本）,00-0000-0001,{cells}\n")
}

fn over(before: &[Known], cells: &str) -> Merged {
    laid(&list(cells), Scope::Changes, before)
}

fn hours(merged: &Merged) -> &str {
    merged.rows[0].facts.hours.as_ref().map_or("", |stated| &stated.text)
}

#[test]
fn a_blank_day_of_columns_keeps_what_is_published() {
    let before = published(&list(ALL));
    assert_eq!(over(&before, ",,,,,,,,,,,").rows[0].change, Change::Unchanged);
    let saturday = over(&before, ",,,,,,,,9:30,12:30,,");
    assert_eq!(hours(&saturday), "月 09:00-13:00 14:00-18:00\n土 09:30-12:30\n祝 10:00-12:00");
    assert_eq!(saturday.notices, []);
    // A day is one thing: with its first range given, a blank second one means that there is none.
    assert_eq!(hours(&over(&before, ",,,,9:00,12:00,,,,,,")), "月 09:00-12:00\n土 09:00-12:00\n祝 10:00-12:00");
    assert_eq!(hours(&over(&before, "0,,,,,,,,,,,")), "月 ―\n土 09:00-12:00\n祝 10:00-12:00");
}

#[test]
fn weeks_of_the_month_and_closures_are_laid_over_by_day_too() {
    let before = published(&list("1,0,1,お盆,9:00,13:00,14:00,18:00,9:00,12:00,10:00,12:00"));
    let all = format!("{PUBLISHED}\n第1土曜 休み\nお盆");
    assert_eq!(before[0].facts.hours.as_ref().unwrap().text, all);
    let monday = over(&before, ",,,,10:00,13:00,,,,,,");
    assert_eq!(hours(&monday), all.replace("09:00-13:00 14:00-18:00", "10:00-13:00"));
    assert_eq!(monday.notices, []);
    let second = over(&before, ",1,0,,,,,,9:00,12:00,,");
    assert_eq!(hours(&second), all.replace("第1", "第2"));
    assert_eq!(
        over(&before, "1,0,1,お盆,9:00,13:00,14:00,18:00,9:00,12:00,10:00,12:00").rows[0].change,
        Change::Unchanged
    );
    let free = published("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,月-金 9:00-18:00 お盆は要電話確認\n");
    let replaced = over(&free, ",1,0,,,,,,9:00,12:00,,");
    assert_eq!(
        (codes(&replaced.notices), hours(&replaced)),
        (vec!["hours_days_replace"], "土 09:00-12:00\n第2土曜 休み")
    );
}

#[test]
fn a_text_of_a_day_that_could_not_be_read_is_not_lost_unsaid() {
    let before = published("薬局名,電話番号,開局時間（月）\n甲薬局（見本）,00-0000-0001,要確認\n");
    let after = over(&before, ",1,0,,,,,,9:00,12:00,,");
    assert_eq!((codes(&after.notices), hours(&after)), (vec!["hours_days_replace"], "土 09:00-12:00\n第2土曜 休み"));
}

#[test]
fn a_day_that_contradicts_itself_is_no_longer_what_was_published() {
    let told = super::csv(&list("0,,,,9:00,18:00,,,,,,")).notices;
    assert_eq!(codes(&told).iter().filter(|code| **code == "hours_contradict").count(), 1);
    let after = over(&published(&list(ALL)), "0,,,,9:00,18:00,,,,,,");
    assert_eq!(hours(&after), "土 09:00-12:00\n祝 10:00-12:00");
    assert!(matches!(after.rows[0].change, Change::Changed(_)));
}

#[test]
fn a_mark_in_a_column_erases_its_range_its_day_or_its_week() {
    let before = published(&list(ALL));
    for (cells, left) in [
        (",,,,,,削除,,,,,", "月 09:00-13:00\n土 09:00-12:00\n祝 10:00-12:00"),
        (",,,,削除,削除,,,,,,", "月 14:00-18:00\n土 09:00-12:00\n祝 10:00-12:00"),
        ("削除,,,,,,,,,,,", "土 09:00-12:00\n祝 10:00-12:00"),
        (",,,,,,,,,,削除,", "月 09:00-13:00 14:00-18:00\n土 09:00-12:00"),
        (",,,,削除,,削除,,削除,,削除,", ""),
        (",,,,8:00,13:00,削除,削除,,,,", "月 08:00-13:00\n土 09:00-12:00\n祝 10:00-12:00"),
    ] {
        let after = over(&before, cells);
        assert_eq!(hours(&after), left, "{cells}");
    }
    let before = published(&list("1,0,1,お盆,9:00,13:00,14:00,18:00,9:00,12:00,10:00,12:00"));
    assert_eq!(hours(&over(&before, ",削除,,,,,,,,,,")), format!("{PUBLISHED}\nお盆"));
    assert_eq!(hours(&over(&before, ",,,削除,,,,,,,,")), format!("{PUBLISHED}\n第1土曜 休み"));
    let free = published("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,月-金 9:00-18:00 お盆は要電話確認\n");
    let kept = over(&free, "削除,,,,,,,,,,,");
    assert_eq!(codes(&kept.notices), ["hours_days_asked"]);
    assert_eq!(hours(&kept), "月-金 9:00-18:00 お盆は要電話確認\n月は要電話確認");
}

#[test]
fn cells_of_a_day_stand_beside_columns_of_times() {
    let head = "薬局名,電話番号,月_開店時間帯1_開始時間,月_開店時間帯1_終了時間,開局時間（土）";
    let text = format!("{head}\n甲薬局（見本）,00-0000-0001,9:00,18:00,9:00-13:00\n");
    let before = published(&text);
    assert_eq!(before[0].facts.hours.as_ref().unwrap().text, "月 09:00-18:00\n土 9:00-13:00");
    let text = format!("{head}\n甲薬局（見本）,00-0000-0001,,,9:00-12:00\n");
    assert_eq!(hours(&laid(&text, Scope::Changes, &before)), "月 09:00-18:00\n土 9:00-12:00");
}

#[test]
fn what_is_not_there_is_not_erased() {
    let written = "月-金 9:00-18:00 土日祝休み";
    let before = published(&format!("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,{written}\n"));
    for cells in [",,,,,,削除,削除,,,,", ",削除,,,,,,,,,,", ",,,削除,,,,,,,,"] {
        let after = over(&before, cells);
        assert_eq!((hours(&after), &after.rows[0].change), (written, &Change::Unchanged), "{cells}");
    }
}
