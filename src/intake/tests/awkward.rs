//! Tables as people lay them out for the eye.

use rust_xlsxwriter::{Format, Workbook};

use super::{book, codes, csv, laid, published, try_csv};
use crate::intake::{Limits, merge::Scope, read};

#[test]
fn titles_and_sums_inside_a_table_are_no_pharmacies() {
    let draft = csv("No,薬局名,所在地,電話番号\n,【玉川地区】,,\n1,甲薬局（見本）,世田谷区甲1-1-1,00-0000-0001\n\
         ,北沢エリア,,\n2,乙薬局（見本）,世田谷区乙1-1-1,00-0000-0002\n合計,2,,\n3,〃,,00-0000-0003\n");
    assert_eq!((draft.rows_in, draft.entries.len()), (6, 2));
    let notes: Vec<&str> = draft.notices.iter().filter(|n| n.at.is_some()).map(|n| n.code.as_str()).collect();
    assert_eq!(notes, ["note_line", "note_line", "note_line", "name_missing"]);
    // A list of nothing but names is no table with titles.
    assert_eq!(csv("薬局名\nさくら区\nやなぎ町\n").entries.len(), 2);
}

#[test]
fn half_a_table_under_the_wrong_headings_is_refused() {
    let beside = "薬局名,電話番号,,薬局名,電話番号\n甲薬局（見本）,00-0000-0001,,乙薬局（見本）,00-0000-0002\n";
    assert_eq!(try_csv(beside).unwrap_err().code, "side_by_side");
    // A second number of one pharmacy is not a second pharmacy.
    let numbers = csv("薬局名,電話番号,電話番号\n甲薬局（見本）,00-0000-0001,00-0000-0002\n");
    assert_eq!(numbers.entries.len(), 1);
    let below = "薬局名,所在地,電話番号\n甲薬局（見本）,世田谷区甲1-1-1,00-0000-0001\n薬局名,電話番号,所在地\n\
        乙薬局（見本）,00-0000-0002,世田谷区乙1-1-1\n";
    let refused = try_csv(below).unwrap_err();
    assert_eq!(refused.code, "headings_change");
    // More columns below: the upper table is not lost for it.
    let more = "薬局名,所在地\n甲薬局（見本）,世田谷区甲1-1-1\n薬局名,電話番号,開局時間\n乙薬局（見本）,00-0000-0002,月-金 9:00-18:00\n";
    assert!(try_csv(more).unwrap_err().ja.contains("1行目"));
    // Groups above the headings are none of a table of their own.
    let mut workbook = Workbook::new();
    let (sheet, plain) = (workbook.add_worksheet(), Format::new());
    for (column, heading) in (0..).zip(["薬局名", "所在地", "電話番号"]) {
        sheet.merge_range(0, column, 1, column, heading, &plain).unwrap();
    }
    sheet
        .merge_range(0, 3, 0, 5, "開局時間", &plain)
        .unwrap()
        .write_row(1, 3, ["平日（月～金）", "土曜日", "日・祝日"])
        .unwrap();
    sheet.write_row(2, 0, ["甲薬局（見本）", "世田谷区甲1-1-1", "00-0000-0001", "9:00-18:00", "―", "―"]).unwrap();
    let grouped = read(&workbook.save_to_buffer().unwrap(), "list.xlsx", &Limits::default()).unwrap();
    assert_eq!(
        (grouped.entries.len(), grouped.columns.iter().filter(|column| column.meaning.is_none()).count()),
        (1, 0)
    );
    assert!(refused.ja.contains("3行目") && refused.en.contains("row 3"), "{refused}");
}

#[test]
fn numbers_under_a_group_are_told_by_day_and_by_night() {
    let bytes = book(&[(
        "一覧",
        &[
            &["薬局名", "電話番号", "電話番号", "時間外対応", "時間外対応"],
            &["", "昼間", "夜間・休日", "可否", "連絡先"],
            &["甲薬局（見本）", "00-0000-0001", "00-0000-0002", "○", "00-0000-0003"],
        ],
    )]);
    let draft = read(&bytes, "list.xlsx", &Limits::default()).unwrap();
    let meanings: Vec<&str> = draft.columns.iter().map(|column| column.meaning.as_deref().unwrap_or("-")).collect();
    assert_eq!(meanings, ["name", "phone", "after_hours_phone", "after_hours", "-"]);
    assert_eq!(draft.entries[0].facts.phone.as_ref().unwrap().digits(), "0000000001");
}

#[test]
fn days_of_opening_that_are_not_understood_are_told() {
    let rows = (1..4).map(|n| format!("薬局{n}（見本）,00-0000-000{n},9:00-18:00,9:00-13:00\n"));
    let text = format!("薬局名,電話番号,開局時間（月～金）,開局時間 第1土曜\n{}", rows.collect::<String>());
    let draft = csv(&text);
    let told = draft.notices.iter().find(|notice| notice.code == "column_unclaimed").unwrap();
    assert_eq!(told.column.as_deref(), Some("開局時間 第1土曜"));
}

#[test]
fn a_row_with_a_date_of_removal_and_no_name_is_tied_by_what_it_has() {
    let head = "薬局番号,薬局名,電話番号,開局時間,削除日\n";
    let rows = "1,甲薬局（見本）,00-0000-0001,月-金 9:00-18:00,\n2,乙薬局（見本）,00-0000-0002,月-金 9:00-18:00,\n\
        3,丙薬局（見本）,00-0000-0003,月-金 9:00-18:00,\n";
    let before = published(&format!("{head}{rows}"));
    let after = |rows: &str| {
        let merged = laid(&format!("{head}{rows}"), Scope::Changes, &before);
        let removed: Vec<String> = merged.removed.iter().map(|known| known.id.to_string()).collect();
        (removed.join(" "), codes(&merged.notices).join(" "))
    };
    let told = |removed: &str, codes: &str| (removed.to_owned(), codes.to_owned());
    assert_eq!(after("2,,,,2026/11/1\n1,甲薬局（見本）,00-0000-0001,,\n"), told("p2", "shrunk"));
    assert_eq!(after(",,00-0000-0003,,2026/11/1\n1,甲薬局（見本）,00-0000-0001,,\n"), told("p3", "shrunk"));
    assert_eq!(after("9,,,,2026/11/1\n1,甲薬局（見本）,00-0000-0001,,\n"), told("", "struck_off_unknown"));
    // Numbered anew, the numbers tell nothing.
    let anew = "2,,,,2026/11/1\n5,甲薬局（見本）,00-0000-0001,,\n";
    assert_eq!(after(anew), told("", "struck_off_unknown"));
    // What was never kept as the pharmacy's own can't tie a row, and that is said.
    let counted = |text: &str| text.replace("薬局番号", "No");
    let before = published(&counted(&format!("{head}{rows}")));
    let merged =
        laid(&counted(&format!("{head}2,,,,2026/11/1\n1,甲薬局（見本）,00-0000-0001,,\n")), Scope::Changes, &before);
    assert_eq!((merged.removed.len(), codes(&merged.notices)), (0, vec!["struck_off_unknown"]));
}

#[test]
fn who_is_struck_off_on_one_sheet_is_not_listed_by_another() {
    let bytes = book(&[
        (
            "外来",
            &[
                &["薬局名", "電話番号", "削除日"],
                &["甲薬局（見本）", "00-0000-0001", ""],
                &["乙薬局（見本）", "00-0000-0002", "2026/11/1"],
            ],
        ),
        ("在宅", &[&["薬局名", "在宅訪問"], &["甲薬局（見本）", "○"], &["乙薬局（見本）", "○"]]),
    ]);
    let draft = read(&bytes, "list.xlsx", &Limits::default()).unwrap();
    assert_eq!((draft.rows_in, draft.entries.len(), draft.rejected.len()), (3, 1, 2));
    assert!(codes(&draft.notices).contains(&"struck_off_elsewhere"));
}

#[test]
fn cells_joined_downwards_are_of_every_row_they_stand_beside() {
    let mut workbook = Workbook::new();
    let (sheet, plain) = (workbook.add_worksheet(), Format::new());
    sheet.write_row(0, 0, ["地区", "薬局名", "電話番号", "時間外連絡先"]).unwrap();
    for (row, name) in (1..).zip(["甲薬局（見本）", "乙薬局（見本）", "丙薬局（見本）"]) {
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_string(row, 2, format!("00-0000-000{row}")).unwrap();
    }
    sheet.merge_range(1, 0, 3, 0, "北沢", &plain).unwrap().merge_range(1, 3, 2, 3, "00-0000-0009", &plain).unwrap();
    let draft = read(&workbook.save_to_buffer().unwrap(), "list.xlsx", &Limits::default()).unwrap();
    let facts: Vec<_> = draft.entries.iter().map(|entry| &entry.facts).collect();
    assert!(facts.iter().all(|facts| facts.extra == [("地区".to_owned(), "北沢".to_owned())]));
    assert_eq!(facts.iter().map(|facts| facts.after_hours_phone.is_some()).collect::<Vec<_>>(), [true, true, false]);
    let told = draft.notices.iter().filter(|notice| notice.code == "cells_joined");
    assert_eq!(told.filter_map(|notice| notice.column.as_deref()).collect::<Vec<_>>(), ["地区", "時間外連絡先"]);
}

#[test]
fn what_a_spreadsheet_made_a_date_is_told() {
    let draft = csv("薬局名,所在地,電話番号,開局時間（月）,開局時間（火）\n\
        甲薬局（見本）,2001/2/3,00-0000-0001,9月18日,9:00-18:00\n乙薬局（見本）,世田谷区乙1-2-3,00-0000-0002,午後だけ,9-18\n");
    let told: Vec<_> = draft.notices.iter().map(|n| (n.code.as_str(), n.column.as_deref().unwrap_or(""))).collect();
    let days = "開局時間（月）";
    assert_eq!(
        told,
        [("cell_is_date", "所在地"), ("cell_is_date", days), ("hours_day_unread", days), ("hours_day_unread", days)]
    );
    let facts = &draft.entries[0].facts;
    assert_eq!((facts.address.as_deref(), facts.extra[0].1.as_str()), (None, "2001/2/3"));
    assert_eq!(
        facts.hours.as_ref().unwrap().reading.week.as_ref().unwrap().to_string(),
        "Mo,We-Su unknown; Tu 09:00-18:00"
    );
}
