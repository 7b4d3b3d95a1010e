//! 定休日 in a column of its own.

use super::{codes, csv, laid, publish, published};
use crate::intake::{
    form,
    merge::{Change, Known, Scope},
};

const HEAD: &str = "薬局名,電話番号,営業時間,定休日";

fn week(known: &Known) -> String {
    let week = known.facts.hours.as_ref().and_then(|stated| stated.reading.week.clone());
    week.map_or_else(|| "none".to_owned(), |week| week.to_string())
}

#[test]
fn hours_hold_on_no_closing_day() {
    let list = published(&format!(
        "{HEAD}\n甲薬局（見本）,00-0000-0001,9:00～19:00,木・日\n乙薬局（見本）,00-0000-0002,月～土 9:00～19:00,木\n\
         丙薬局（見本）,00-0000-0003,9:00～19:00,不定休\n丁薬局（見本）,00-0000-0004,平日9:00～19:00,土日祝\n\
         戊薬局（見本）,00-0000-0005,,日\n己薬局（見本）,00-0000-0006,9:00～19:00,―\n"
    ));
    let weeks: Vec<String> = list.iter().map(week).collect();
    let known = [
        "Mo-We,Fr,Sa 09:00-19:00",
        "Mo-We,Fr,Sa 09:00-19:00",
        "none",
        "Mo-Fr 09:00-19:00; PH off",
        "none",
        "Mo-Su 09:00-19:00",
    ];
    assert_eq!(weeks, known);
    assert_eq!(list[4].facts.extra, [("定休日".to_owned(), "日".to_owned())]);
    // The download says it in one cell, and changes nothing when it comes back.
    let table = String::from_utf8(form::separated(&form::published(&list))).unwrap();
    let again = laid(&table, Scope::Whole, &list);
    assert!(again.rows.iter().all(|row| row.change == Change::Unchanged), "{:?}", again.rows);
}

#[test]
fn a_closing_day_closes_a_blank_cell_of_that_day_and_doubts_a_filled_one() {
    let text = "薬局名,電話番号,月,火,水,木,土,定休日\n\
        甲薬局（見本）,00-0000-0001,9:00-18:00,9:00-18:00,9:00-18:00,,9:00-12:00,木・日\n\
        乙薬局（見本）,00-0000-0002,9:00-18:00,9:00-18:00,9:00-18:00,9:00-12:00,,木\n";
    let list = published(text);
    assert_eq!(week(&list[0]), "Mo-We 09:00-18:00; Fr unknown; Sa 09:00-12:00");
    assert_eq!(week(&list[1]), "Mo-We 09:00-18:00; Th-Su unknown");
    let told = csv(text).notices;
    assert!(told.iter().any(|notice| notice.code == "hours_contradict" && notice.at.as_ref().unwrap().row == 3));
}

#[test]
fn hours_and_closing_days_come_alone_too() {
    let before = published(&format!("{HEAD}\n甲薬局（見本）,00-0000-0001,9:00～19:00,木・日\n"));
    let row = |head: &str, cells: &str| {
        let merged =
            laid(&format!("薬局名,電話番号,{head}\n甲薬局（見本）,00-0000-0001,{cells}\n"), Scope::Changes, &before);
        (week(&publish(&merged)[0]), codes(&merged.notices).join(" "), merged.rows[0].facts.extra.len())
    };
    let told = |week: &str, codes: &str| (week.to_owned(), codes.to_owned(), 0);
    assert_eq!(row("営業時間,定休日", "9:00～20:00,"), told("Mo-We,Fr,Sa 09:00-20:00", "closing_kept"));
    assert_eq!(row("営業時間", "9:00～20:00"), told("Mo-We,Fr,Sa 09:00-20:00", "closing_kept"));
    assert_eq!(row("営業時間", "月～金 9:00～20:00"), told("Mo-Fr 09:00-20:00", ""));
    assert_eq!(row("定休日", "水"), told("Mo,Tu,Th-Su 09:00-19:00", ""));
    assert_eq!(row("営業時間,定休日", "9:00～20:00,水"), told("Mo,Tu,Th-Su 09:00-20:00", ""));
    assert_eq!(row("定休日", "削除"), told("Mo-Su 09:00-19:00", ""));
    let by_day = published("薬局名,電話番号,月,火,水\n甲薬局（見本）,00-0000-0001,9:00-18:00,9:00-18:00,9:00-18:00\n");
    let after = laid("薬局名,電話番号,定休日\n甲薬局（見本）,00-0000-0001,水\n", Scope::Changes, &by_day);
    assert_eq!(week(&publish(&after)[0]), "Mo,Tu 09:00-18:00; Th-Su unknown");
}

#[test]
fn a_column_of_days_off_is_told_from_hours_of_days_off() {
    let rows = |cell: &str| format!("薬局名,電話番号,開局時間,休日\n甲薬局（見本）,00-0000-0001,9:00-18:00,{cell}\n");
    assert_eq!(week(&published(&rows("日曜・祝日"))[0]), "Mo-Sa 09:00-18:00; PH off");
    let meaning = csv(&rows("10:00-17:00")).columns[3].meaning.clone();
    assert_eq!(meaning.as_deref(), Some("hours.sun_holiday"));
}

#[test]
fn a_heading_s_days_are_those_of_its_cells() {
    let list = published("薬局名,電話番号,開局時間（第1・3土曜）\n甲薬局（見本）,00-0000-0001,9:00-13:00\n");
    assert_eq!(week(&list[0]), "Sa[1,3] 09:00-13:00");
    let list = published("薬局名,電話番号,開局時間（平日・土）\n甲薬局（見本）,00-0000-0001,月～土 9:00-13:00\n");
    assert_eq!(week(&list[0]), "Mo-Sa 09:00-13:00");
}
