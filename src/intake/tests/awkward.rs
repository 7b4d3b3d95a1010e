//! Tables as people lay them out for the eye.

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
