//! Lists laid over published ones.

use super::{codes, csv, laid, minter, publish, published};
use crate::{
    directory::{Answer, Field, Service},
    intake::merge::{Change, Known, Merged, Scope, lay_over},
};

const LIST: &str = "薬局名,所在地,電話番号,開局時間,時間外対応,時間外連絡先,備考\n\
    甲薬局（見本）,世田谷区甲1-1-1,00-0000-0001,月-金 9:00-19:00,○,昼と同じ,裏口\n\
    乙薬局（見本）,世田谷区乙1-1-1,00-0000-0002,月-土 9:00-18:00,×,,\n\
    丙薬局（見本）,世田谷区丙1-1-1,00-0000-0003,月-土 9:00-18:00,要相談,,\n";

fn ids(merged: &Merged) -> Vec<&str> {
    merged.rows.iter().map(|row| row.id.as_str()).collect()
}

fn fields(merged: &Merged, row: usize) -> Vec<Field> {
    match &merged.rows[row].change {
        Change::Changed(changes) => changes.iter().map(|change| change.field).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_same_list_changes_nothing() {
    let before = published(LIST);
    let same = laid(LIST, Scope::Whole, &before);
    assert!(same.rows.iter().all(|row| row.change == Change::Unchanged));
    assert_eq!((ids(&same), same.removed.len(), same.notices.len()), (vec!["p1", "p2", "p3"], 0, 0));
}

#[test]
fn a_changes_only_file_keeps_what_it_leaves_out() {
    let before = published(LIST);
    let after =
        laid("薬局名,電話番号,開局時間\n乙薬局（見本）,00-0000-0002,月-金 9:00-18:00\n", Scope::Changes, &before);
    assert_eq!(ids(&after), ["p2", "p1", "p3"]);
    assert_eq!(fields(&after, 0), [Field::Hours]);
    assert_eq!(after.rows[0].facts.address.as_deref(), Some("世田谷区乙1-1-1"));
    assert!(after.removed.is_empty());
}

#[test]
fn a_changed_day_is_told_as_such() {
    let before = published("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,月-金 9:00-19:00\n");
    let text = "薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,月火木金 9:00-19:00、水 9:00-18:00\n";
    let after = laid(text, Scope::Whole, &before);
    let Change::Changed(changes) = &after.rows[0].change else { panic!("{:?}", after.rows[0].change) };
    assert_eq!(changes[0].before.as_deref(), Some("水 09:00-19:00"));
    assert_eq!(changes[0].after.as_deref(), Some("水 09:00-18:00"));
}

#[test]
fn a_whole_list_removes_what_it_leaves_out_and_says_when_it_shrinks() {
    let before = published(LIST);
    let after = laid(&LIST.lines().take(3).collect::<Vec<_>>().join("\n"), Scope::Whole, &before);
    assert_eq!(after.removed.iter().map(|known| known.id.as_str()).collect::<Vec<_>>(), ["p3"]);
    assert_eq!(codes(&after.notices), ["shrunk"]);
}

#[test]
fn blank_keeps_and_an_explicit_mark_erases() {
    let before = published(LIST);
    let after = laid("薬局名,電話番号,開局時間,備考\n甲薬局（見本）,00-0000-0001,,削除\n", Scope::Changes, &before);
    assert_eq!(fields(&after, 0), [Field::Remarks]);
    assert_eq!(after.rows[0].facts.remarks, None);
    assert!(after.rows[0].facts.hours.is_some());
}

#[test]
fn what_hangs_on_a_cell_goes_with_it() {
    let before = published(
        "薬局名,所在地,電話番号,時間外連絡先,緯度,経度,郵便番号,時間外対応\n甲薬局（見本）,世田谷区甲1-1-1,00-0000-0001,昼と同じ,35.6,139.6,154-0004,24時間対応\n",
    );
    assert!(before[0].facts.on_call.is_some());
    let after = laid(
        "薬局名,所在地,電話番号,時間外対応\n甲薬局（見本）,世田谷区移転2-2-2,00-0000-0001,有\n",
        Scope::Changes,
        &before,
    );
    let facts = &after.rows[0].facts;
    assert_eq!((facts.place, facts.postal_code.as_deref(), facts.on_call.as_ref()), (None, None, None));
    let after = laid("薬局名,所在地,電話番号\n甲薬局（見本）,世田谷区甲1-1-1,00-0000-0009\n", Scope::Changes, &before);
    let facts = &after.rows[0].facts;
    assert_eq!(facts.after_hours_phone.as_ref().unwrap().digits(), "0000000009");
    assert!(facts.place.is_some());
}

#[test]
fn a_struck_off_row_removes_its_pharmacy_from_a_changes_only_file_too() {
    let before = published(LIST);
    let text = "薬局名,電話番号,削除日\n丙薬局（見本）,00-0000-0003,2026/3/9\n甲薬局（見本）,00-0000-0001,\n";
    let after = laid(text, Scope::Changes, &before);
    assert_eq!(after.removed.iter().map(|known| known.id.as_str()).collect::<Vec<_>>(), ["p3"]);
    let counts = after.counts(&csv(text));
    assert_eq!((counts.rows_in, counts.unchanged, counts.rejected, counts.removed), (2, 1, 1, 1));
}

#[test]
fn one_shop_on_two_lists_has_one_id() {
    let others: Vec<Known> = published(LIST);
    let draft = csv(
        "薬局名,所在地,電話番号\n（有）甲薬局（見本）,東京都世田谷区甲１丁目１番１号,00-0000-0001\n甲薬局（見本）,世田谷区別9-9-9,00-0000-0001\n",
    );
    let merged =
        lay_over(&draft, Scope::Whole, &[], &others, &mut || crate::directory::PharmacyId::new("new").unwrap());
    assert_eq!(ids(&merged), ["p1", "new"]);
    assert!(merged.rows.iter().all(|row| row.change == Change::Added));
}

#[test]
fn a_new_name_in_the_same_rooms_is_proposed_not_assumed() {
    let before = published(LIST);
    let text = LIST.replace("丙薬局", "新丙薬局");
    let after = laid(&text, Scope::Whole, &before);
    assert_eq!(ids(&after), ["p1", "p2", "p101"]);
    assert_eq!(codes(&after.notices), ["perhaps_renamed", "shrunk"]);
    assert!(after.notices[0].read_as.as_ref().unwrap().contains("p3"));
}

#[test]
fn of_two_rows_of_one_pharmacy_the_first_is_used() {
    let text = "薬局名,電話番号,時間外対応\n甲薬局（見本）,00-0000-0001,○\n甲薬局（見本）,00-0000-0001,×\n甲薬局（見本）,00-0000-0001,○\n";
    let draft = csv(text);
    let merged = lay_over(&draft, Scope::Whole, &[], &[], &mut minter());
    assert_eq!(codes(&merged.notices), ["conflicting_row", "duplicate_row"]);
    assert_eq!(merged.rows[0].facts.answer(Service::AfterHours), Some(&Answer::Yes));
    let counts = merged.counts(&draft);
    assert_eq!((counts.rows_in, counts.accepted(), counts.rejected), (3, 1, 2));
}

#[test]
fn the_moved_shop_and_its_neighbour_each_keep_their_row() {
    let before = published("薬局名,所在地,電話番号\nさくら薬局（見本）,世田谷区甲1-1-1,00-0000-0001\n");
    let text = "薬局名,所在地,電話番号\nさくら薬局（見本）,世田谷区乙2-2-2,00-0000-0001\nさくら薬局（見本）,世田谷区甲1-1-1,00-0000-0001\n";
    let after = laid(text, Scope::Whole, &before);
    assert_eq!(ids(&after), ["p101", "p1"]);
    assert_eq!(codes(&after.notices), ["shared_number"]);
    let again = laid(text, Scope::Whole, &publish(&after));
    assert!(again.rows.iter().all(|row| row.change == Change::Unchanged));
}

#[test]
fn a_licence_number_tells_who_a_renamed_and_moved_shop_is() {
    let before = published(
        "薬局名,許可番号,所在地,電話番号\n甲薬局（見本）,第12345号,世田谷区甲1-1-1,00-0000-0001\n乙薬局（見本）,第12346号,世田谷区乙1-1-1,00-0000-0002\n",
    );
    let text = "薬局名,許可番号,所在地,電話番号\n新甲薬局（見本）,第１２３４５号,世田谷区移転9-9-9,00-0000-0001\n\
        まったく別の薬局（見本）,第12346号,世田谷区別8-8-8,00-0000-0009\n";
    let merged = laid(text, Scope::Changes, &before);
    assert_eq!(merged.rows[0].id, before[0].id);
    assert!(codes(&merged.notices).contains(&"renamed"));
    // The number alone, with nothing else the same, is no proof.
    assert_ne!(merged.rows[1].id, before[1].id);
}

#[test]
fn split_and_merged_shops_are_proposed_not_assumed() {
    let before = published(LIST);
    // 甲 stays, and another opens with its number: two of one.
    let split = format!("{LIST}甲薬局東店（見本）,世田谷区東9-9-9,00-0000-0001,月-金 9:00-18:00\n");
    let after = laid(&split, Scope::Changes, &before);
    assert_eq!(codes(&after.notices), ["perhaps_split"]);
    let notice = &after.notices[0];
    assert!(notice.ja.starts_with("提案：") && notice.en.starts_with("Proposal: "), "{}", notice.ja);
    assert_eq!(notice.read_as.as_deref(), Some("甲薬局（見本） (p1)"));
    assert_eq!(after.rows.len(), before.len() + 1);
    // 丙 goes, and 甲 now stands at its address: one of two.
    let kept: Vec<&str> = LIST.lines().filter(|line| !line.starts_with("丙薬局")).collect();
    let gone = published(LIST)[2].facts.address.clone().unwrap();
    let merged = format!("{}\n", kept.join("\n")).replace("世田谷区甲1-1-1", &gone);
    let after = laid(&merged, Scope::Whole, &before);
    let told = codes(&after.notices);
    assert!(told.contains(&"perhaps_merged") && !told.contains(&"perhaps_split"), "{told:?}");
    assert_eq!((after.removed.len(), after.rows.len()), (1, before.len() - 1));
}

const BY_DAY: &str = "薬局名,電話番号,開局時間（月）,開局時間（火）,開局時間（水）,開局時間（土）,開局時間（祝日）,在宅対応時間（月）,在宅対応時間（火）\n";

fn by_day() -> Vec<Known> {
    published(&format!(
        "{BY_DAY}甲薬局（見本）,00-0000-0001,9:00-18:00,9:00-18:00,9:00-18:00,9:00-13:00,―,9:00-17:00,9:00-17:00\n"
    ))
}

fn hours_of(merged: &Merged) -> [String; 2] {
    let facts = &merged.rows[0].facts;
    [&facts.hours, &facts.home_visit_hours].map(|stated| stated.as_ref().map_or("", |stated| &stated.text).to_owned())
}

#[test]
fn a_blank_day_keeps_what_is_published_of_it() {
    let before = by_day();
    let text = format!("{BY_DAY}甲薬局（見本）,00-0000-0001,,,9:00-12:00,,,,13:00-15:00\n");
    for scope in [Scope::Changes, Scope::Whole] {
        let after = laid(&text, scope, &before);
        let hours = "月 9:00-18:00\n火 9:00-18:00\n水 9:00-12:00\n土 9:00-13:00\n祝 ―";
        assert_eq!(hours_of(&after), [hours, "月 9:00-17:00\n火 13:00-15:00"]);
        let Change::Changed(changes) = &after.rows[0].change else { panic!("{:?}", after.rows[0].change) };
        assert_eq!(
            (changes[0].before.as_deref(), changes[0].after.as_deref()),
            (Some("水 09:00-18:00"), Some("水 09:00-12:00"))
        );
        assert_eq!(after.notices, []);
    }
}

#[test]
fn a_mark_in_one_day_erases_that_day_only() {
    let before = by_day();
    let row = |cells: &str| laid(&format!("{BY_DAY}甲薬局（見本）,00-0000-0001,{cells}\n"), Scope::Changes, &before);
    let erased = row(",,,,削除,,");
    assert_eq!(hours_of(&erased)[0], "月 9:00-18:00\n火 9:00-18:00\n水 9:00-18:00\n土 9:00-13:00");
    let both = row(",削除,10:00-12:00,,,削除,削除");
    assert_eq!(hours_of(&both), ["月 9:00-18:00\n水 10:00-12:00\n土 9:00-13:00\n祝 ―", ""]);
    let all = row("削除,削除,削除,削除,削除,,");
    assert_eq!(hours_of(&all)[0], "");
}

#[test]
fn a_mark_for_one_day_goes_before_the_hours_of_several() {
    let before = published("薬局名,電話番号,開局時間（平日）\n甲薬局（見本）,00-0000-0001,9:00-18:00\n");
    let text = "薬局名,電話番号,開局時間（平日）,開局時間（水）\n甲薬局（見本）,00-0000-0001,9:00-19:00,削除\n";
    let after = laid(text, Scope::Changes, &before);
    assert_eq!(hours_of(&after)[0], "月 9:00-19:00\n火 9:00-19:00\n木 9:00-19:00\n金 9:00-19:00");
}

#[test]
fn hours_that_cannot_be_parted_by_day_are_told() {
    let before = published("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,月-金 9:00-18:00 お盆は要電話確認\n");
    let row = |cell: &str| {
        laid(&format!("薬局名,電話番号,開局時間（水）\n甲薬局（見本）,00-0000-0001,{cell}\n"), Scope::Changes, &before)
    };
    let replaced = row("9:00-12:00");
    assert_eq!(
        (codes(&replaced.notices), hours_of(&replaced)[0].as_str()),
        (vec!["hours_days_replace"], "水 9:00-12:00")
    );
    assert_eq!(replaced.notices[0].found.as_deref(), Some("月-金 9:00-18:00 お盆は要電話確認"));
    // A day that is marked is open no longer, and what else the text says stays.
    let asked = row("削除");
    assert_eq!(codes(&asked.notices), ["hours_days_asked"]);
    assert_eq!(hours_of(&asked)[0], "月-金 9:00-18:00 お盆は要電話確認\n水は要電話確認");
    let again =
        laid("薬局名,電話番号,開局時間（水）\n甲薬局（見本）,00-0000-0001,削除\n", Scope::Changes, &publish(&asked));
    assert_eq!(again.rows[0].change, Change::Unchanged);
}

#[test]
fn a_row_without_its_name_takes_no_one_off_the_list() {
    let head = "薬局名,保険薬局コード,所在地,電話番号\n";
    let rows = [
        "甲薬局（見本）,1340142076,世田谷区甲1-1-1,00-0000-0001\n",
        "乙薬局（見本）,,世田谷区乙1-1-1,00-0000-0002\n",
        "丙薬局（見本）,,世田谷区丙1-1-1,\n",
        "丁薬局（見本）,,世田谷区丁1-1-1,00-0000-0004\n",
        "戊薬局（見本）,,世田谷区戊1-1-1,00-0000-0005\n",
    ];
    let before = published(&format!("{head}{}", rows.concat()));
    let text = format!(
        "{head},1340142076,,\n,,,00-0000-0002\n,,東京都世田谷区丙１丁目１番１号,\n,,世田谷区どこか9-9-9,00-0000-9999\n{}",
        rows[4]
    );
    let after = laid(&text, Scope::Whole, &before);
    assert_eq!(after.removed.iter().map(|known| known.id.as_str()).collect::<Vec<_>>(), ["p4"]);
    assert_eq!(ids(&after), ["p5", "p1", "p2", "p3"]);
    assert_eq!(codes(&after.notices)[..3], ["kept_for_rejected"; 3]);
    let counts = after.counts(&csv(&text));
    assert_eq!((counts.rows_in, counts.unchanged, counts.rejected), (5, 1, 4));
    // A changes-only file removes no one to begin with.
    assert_eq!(laid(&text, Scope::Changes, &before).removed, []);
}

#[test]
fn a_changes_only_file_that_strikes_off_many_says_so() {
    let rows: Vec<String> = (0..20).map(|n| format!("薬局{n}（見本）,00-0000-00{n:02}\n")).collect();
    let before = published(&format!("薬局名,電話番号\n{}", rows.concat()));
    let struck = |many: usize| {
        let rows: Vec<String> = rows.iter().take(many).map(|row| row.replace('\n', ",2026/11/1\n")).collect();
        laid(&format!("薬局名,電話番号,削除日\n{}", rows.concat()), Scope::Changes, &before)
    };
    let (few, many) = (struck(2), struck(16));
    assert_eq!((few.removed.len(), codes(&few.notices)), (2, vec![]));
    assert_eq!((many.removed.len(), codes(&many.notices)), (16, vec!["shrunk"]));
}

#[test]
fn a_mark_erases_an_extra_column_too() {
    let before = published("薬局名,電話番号,駐車場,その他,その他\n甲薬局（見本）,00-0000-0001,3台,a,b\n");
    let text = "薬局名,電話番号,駐車場,その他,その他\n甲薬局（見本）,00-0000-0001,削除,,削除\n";
    let after = laid(text, Scope::Changes, &before);
    assert_eq!(after.rows[0].facts.extra, [("その他".to_owned(), "a".to_owned())]);
    assert_eq!(fields(&after, 0), [Field::Extra]);
}

#[test]
fn a_point_does_not_become_exact_by_losing_its_level() {
    let head = "薬局名,電話番号,緯度,経度";
    let before = published(&format!("{head},位置レベル\n甲薬局（見本）,00-0000-0001,35.6,139.6,5\n"));
    let level = |text: &str| laid(text, Scope::Whole, &before).rows[0].facts.place.unwrap().level.as_str();
    assert_eq!(level(&format!("{head}\n甲薬局（見本）,00-0000-0001,35.6,139.6\n")), "town");
    assert_eq!(level(&format!("{head},位置レベル\n甲薬局（見本）,00-0000-0001,35.6,139.6,8\n")), "building");
    assert_eq!(level(&format!("{head}\n甲薬局（見本）,00-0000-0001,35.61,139.6\n")), "building");
}

#[test]
fn a_column_that_got_a_group_is_the_same_column() {
    let head = "薬局名,電話番号,開局時間（月）,開局時間（火）,開局時間（水）,女性,男性";
    let before = published(&format!("{head}\n甲薬局（見本）,00-0000-0001,9:00-18:00,,,2,1\n"));
    let grouped = |cells: &str| {
        let head = "薬局名,電話番号,開局時間,,,人数・性別,\n,,月,火,水,女性,男性";
        let text = format!("{head}\n甲薬局（見本）,00-0000-0001,9:00-18:00,,,{cells}\n");
        laid(&text, Scope::Whole, &before).rows.remove(0)
    };
    assert_eq!(grouped("2,1").change, Change::Unchanged);
    let named = |text: &str| ("女性".to_owned(), text.to_owned());
    assert_eq!(grouped("3,1").facts.extra[0], named("3"));
    assert_eq!(grouped("2,削除").facts.extra, [named("2")]);
    let both = "薬局名,電話番号,女性,人数 女性\n甲薬局（見本）,00-0000-0001,2,5\n";
    assert_eq!(laid(both, Scope::Whole, &before).rows[0].facts.extra.len(), 3);
}
