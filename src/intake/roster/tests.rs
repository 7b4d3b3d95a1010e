//! Rosters as associations keep them.

use super::*;
use crate::hours::Holidays;

#[track_caller]
fn check(text: &str, shifts: &[&str], faults: &[&str]) {
    let roster = roster(text.as_bytes(), "roster.csv", &Limits::default()).unwrap();
    let told: Vec<String> = roster
        .shifts
        .iter()
        .map(|s| {
            format!(
                "{} {} {}",
                s.pharmacy.name,
                s.shift.start().format("%m-%d %H:%M"),
                s.shift.end().format("%m-%d %H:%M")
            )
        })
        .collect();
    let faulty: Vec<String> =
        roster.faults.iter().map(|n| format!("{} {}", n.at.as_ref().map_or(0, |at| at.row), n.code)).collect();
    assert_eq!(
        (told, faulty),
        (shifts.iter().map(|s| (*s).into()).collect(), faults.iter().map(|s| (*s).into()).collect())
    );
    assert_eq!(roster.rows_in, roster.shifts.len() + roster.rules.len() + roster.faults.len());
}

#[test]
fn rows_of_dates_are_read() {
    check(
        "令和8年11月 当番表\n日付,薬局名,電話番号,時間\n2026/11/22,あおば薬局,00-0000-9001,9:00～17:00\n11月23日,もみじ薬局,,20:00～翌8:00\n,こだち薬局,,9:00～13:00\n",
        &[
            "あおば薬局 11-22 09:00 11-22 17:00",
            "もみじ薬局 11-23 20:00 11-24 08:00",
            "こだち薬局 11-23 09:00 11-23 13:00",
        ],
        &[],
    );
    check(
        "当番日,当番薬局,開始,終了\nR8.11.22,あおば薬局,9:00,17:00\n2026-11-23,もみじ薬局,17:00,13:00\n2026-11-31,もみじ薬局,9:00,13:00\n2026-11-24,もみじ薬局,夜,朝\n",
        &["あおば薬局 11-22 09:00 11-22 17:00"],
        &["3 roster_backwards", "4 roster_date_unreadable", "5 roster_times_unreadable"],
    );
}

#[test]
fn a_month_is_read_as_a_grid() {
    let days = "1,2,3,4,5,6,7,8";
    check(
        &format!(
            "2026年11月 休日当番,,\n○：9:00～17:00\n薬局名,{days}\nあおば薬局,○,,,,,,,\nもみじ薬局,,－,20:00～翌8:00,,,,,夜\n"
        ),
        &["あおば薬局 11-01 09:00 11-01 17:00", "もみじ薬局 11-03 20:00 11-04 08:00"],
        &["5 roster_times_unreadable"],
    );
    check(&format!("2026年11月\n薬局名,{days}\nあおば薬局,○\n"), &[], &["3 roster_mark_without_times"]);
    check(&format!("当番表\n薬局名,{days}\nあおば薬局,○\n"), &[], &["0 roster_month_missing"]);
}

/// A text file has one sheet: who is in which group stands above or below whose turn it is.
#[test]
fn groups_stand_in_the_sheet_of_the_roster() {
    let (turns, members) = ("日付,班,時間\n2026-12-06,A班,9:00～17:00\n", "薬局名,班\nあ薬局,A班\nい薬局,A班\n");
    for text in
        [format!("{turns}\n{members}"), format!("{members}\n令和8年12月の当番\n{turns}"), format!("{members}{turns}")]
    {
        let roster = roster(text.as_bytes(), "roster.csv", &Limits::default()).unwrap();
        assert_eq!((roster.shifts.len(), roster.faults.len()), (1, 0), "{text}");
        let names: Vec<&str> = roster.members.iter().map(|(_, one)| one.name.as_str()).collect();
        assert_eq!(names, ["あ薬局", "い薬局"], "{text}");
    }
}

#[test]
fn groups_take_turns() {
    use crate::directory::Facts;
    let read = |text: &str| roster(text.as_bytes(), "roster.csv", &Limits::default()).unwrap();
    let rows =
        read("日付,班,時間\n2026-12-06,Ａ班,9:00～17:00\n2026-12-13,B班,9:00～17:00\n2026-12-20,C班,9:00～17:00\n");
    assert_eq!((rows.rows_in, rows.shifts.len()), (3, 3));
    let facts = |name: &str, group: &str| Facts {
        name: name.into(),
        extra: vec![("班".into(), group.into())],
        ..Facts::default()
    };
    let id = |id: &str| PharmacyId::new(id).unwrap();
    let known =
        [(id("a"), facts("あ薬局", "A")), (id("b"), facts("い薬局", "B班")), (id("c"), facts("う薬局", "A・B"))];
    let holidays = Holidays::japan();
    let following =
        Following { today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(), until: None, holidays: &holidays };
    let Expanded { shifts, faults, .. } = expand(&rows, &known.iter().map(|(id, facts)| (id, facts)), &following);
    let told: Vec<String> =
        shifts.iter().map(|s| format!("{} {}", s.shift.start().format("%m-%d"), s.pharmacy.name)).collect();
    assert_eq!(told, ["12-06 あ薬局", "12-06 う薬局", "12-13 い薬局", "12-13 う薬局"]);
    assert_eq!(faults.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["roster_unknown_group"]);
    // The file's own table of who is in which group goes before the list's.
    let mut book = rust_xlsxwriter::Workbook::new();
    let turns = book.add_worksheet().set_name("当番").unwrap();
    turns
        .write_row(0, 0, ["2026年12月 当番班"])
        .unwrap()
        .write_row(1, 0, ["班", "1", "2", "3", "4", "5", "6", "7"])
        .unwrap();
    turns.write_row(2, 0, ["A班", "", "20:00～翌8:00"]).unwrap().write_row(3, 0, ["B班", "21:00～23:00"]).unwrap();
    let members = book.add_worksheet().set_name("班").unwrap();
    members.write_row(0, 0, ["班", "薬局名"]).unwrap();
    members.merge_range(1, 0, 2, 0, "A班", &rust_xlsxwriter::Format::new()).unwrap();
    members.write_column(1, 1, ["あ薬局", "い薬局", "う薬局"]).unwrap().write_string(3, 0, "B班").unwrap();
    let grid = roster(&book.save_to_buffer().unwrap(), "当番.xlsx", &Limits::default()).unwrap();
    let Expanded { shifts, faults, .. } = expand(&grid, &known.iter().map(|(id, facts)| (id, facts)), &following);
    let told: Vec<String> =
        shifts.iter().map(|s| format!("{} {}", s.shift.start().format("%m-%d %H"), s.pharmacy.name)).collect();
    assert_eq!(
        (told, faults.len()),
        (vec!["12-02 20 あ薬局".into(), "12-02 20 い薬局".into(), "12-01 21 う薬局".into()], 0)
    );
    // Who is in which group is no roster by itself.
    assert!(roster("薬局名,班\nあ薬局,A\n".as_bytes(), "班.csv", &Limits::default()).is_err());
}

#[test]
fn a_blank_group_is_not_that_of_the_row_above() {
    let rows = |last: &str| {
        let members = format!("薬局名,班\nあ薬局,A班\nい薬局,B班\nう薬局,{last}\n");
        let read = roster(format!("第1日曜はB班（9:00～17:00）\n{members}").as_bytes(), "当番.csv", &Limits::default());
        let read = read.unwrap();
        assert_eq!(read.rows_in, read.shifts.len() + read.rules.len() + read.faults.len());
        let told: Vec<String> =
            read.faults.iter().map(|f| format!("{} {}", f.code, f.found.clone().unwrap_or_default())).collect();
        (read.members.len(), told)
    };
    assert_eq!(rows(""), (2, vec!["roster_member_without_group う薬局".to_owned()]));
    assert_eq!((rows("―"), rows("B班")), ((2, Vec::new()), (3, Vec::new())));
}

#[test]
fn the_turn_of_the_year_is_followed() {
    // 2026-12 in the title; what is of January is of the next year.
    check_dates(
        "2026年12月 年末年始当番\n日付,薬局名,時間\n12月31日,あ薬局,9:00～17:00\n1月2日,い薬局,9:00～17:00\n1月2日(日),う薬局,9:00～17:00\n12月31日～1月3日,う薬局,9:00～17:00\n",
        &["2026-12-31 あ薬局 09:00", "2027-01-02 い薬局 09:00"],
        &["5 roster_date_unclear", "6 roster_date_unreadable"],
    );
    check_dates(
        "2027年1月 当番\n○：9:00～17:00\n薬局名,1/28,1/29,1/30,1/31,2/1,2/2,2/3\nあ薬局,,,,○,○,,\n",
        &["2027-01-31 あ薬局 09:00", "2027-02-01 あ薬局 09:00"],
        &[],
    );
    check_dates(
        "2027年1月 当番\n○：9:00～17:00\n薬局名,28,29,30,31,1,2,3\nあ薬局,,,,,○,,\n",
        &[],
        &["4 roster_date_unclear"],
    );
}

#[test]
fn each_mark_has_its_own_times_and_none_is_guessed() {
    let days = "1,2,3,4,5,6,7";
    check_dates(
        &format!("2027年1月\n○：9:00～17:00,●：20:00～翌8:00\n薬局名,{days}\nあ薬局,○,,●,◎\n"),
        &["2027-01-01 あ薬局 09:00", "2027-01-03 あ薬局 20:00"],
        &["4 roster_mark_without_times"],
    );
    check_dates(
        &format!(
            "2027年1月\n○：9:00～17:00\n薬局名,時間,{days}\nあ薬局,19時～,○,20:00～23:00\nい薬局,夜間,○\nう薬局,13:00～9:00,○\nえ薬局,―,○\nお薬局,10:00～12:00,○\n"
        ),
        &["2027-01-02 あ薬局 20:00", "2027-01-01 え薬局 09:00", "2027-01-01 お薬局 10:00"],
        &["4 roster_times_unreadable", "5 roster_times_unreadable", "6 roster_backwards"],
    );
}

#[test]
fn headings_of_a_grid_may_be_dates_of_the_spreadsheet() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let book = |title: &str| {
        let (mut book, days) = (Workbook::new(), Format::new().set_num_format("d"));
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, [title, "○：9:00～17:00"]).unwrap().write_string(1, 0, "薬局名").unwrap();
        for day in 1..=31 {
            let date = ExcelDateTime::from_ymd(2027, 1, day).unwrap();
            sheet.write_datetime_with_format(1, u16::from(day), &date, &days).unwrap();
        }
        sheet.write_row(2, 0, ["あ薬局", "", "", "○"]).unwrap();
        let read = roster(&book.save_to_buffer().unwrap(), "当番.xlsx", &Limits::default()).unwrap();
        let codes: Vec<String> = read.faults.iter().map(|fault| fault.code.clone()).collect();
        (read.shifts.first().map(|shift| shift.shift.start().to_string()), codes)
    };
    for title in ["2027年1月 当番", "当番表"] {
        assert_eq!(book(title), (Some("2027-01-03 09:00:00".to_owned()), Vec::new()), "{title}");
    }
    // Last month's headings under a new title.
    assert_eq!(book("2027年2月 当番"), (None, vec!["roster_date_unclear".to_owned()]));
}

#[test]
fn who_is_on_duty_is_not_guessed_either() {
    let rows = "1/3,甲薬局,9:00～17:00\n1/10,,\n,乙薬局,9:00～17:00\n1/17,,9:00～17:00\n※ 変更あり,,\n";
    check_dates(
        &format!("2027年1月\n日付,薬局名,時間\n{rows}"),
        // What stands below a day on which nobody is named is of that day.
        &["2027-01-03 甲薬局 09:00", "2027-01-10 乙薬局 09:00"],
        &["6 roster_row_unclear"],
    );
    check_dates(
        "日付,当番薬局,時間,当番薬局,時間\n2027-01-03,甲薬局,9:00～17:00,乙薬局,13:00～17:00\n2027-01-10,甲薬局,9:00～17:00,,\n",
        &["2027-01-10 甲薬局 09:00"],
        &["2 roster_row_unclear"],
    );
    // Opening hours are not the times of a duty.
    check_dates(
        "日付,薬局名,開局時間,当番時間\n2027-01-03,甲薬局,9:00～19:00,20:00～23:00\n",
        &["2027-01-03 甲薬局 20:00"],
        &[],
    );
    check_dates(
        "2027年1月\n○：9:00～17:00\n薬局名,1,2,3,4,5,6,7\n,日,月,火,水,木,金,土\n甲薬局,○\n,,○\n合計,1,1\n",
        &["2027-01-01 甲薬局 09:00"],
        &["6 roster_row_unclear", "7 roster_mark_without_times", "7 roster_mark_without_times"],
    );
}

#[test]
fn joined_cells_hold_for_each_row_but_not_for_several_days() {
    use rust_xlsxwriter::{Format, Workbook};
    let read = |book: &mut Workbook| {
        let read = roster(&book.save_to_buffer().unwrap(), "当番.xlsx", &Limits::default()).unwrap();
        assert_eq!(read.rows_in, read.shifts.len() + read.faults.len());
        let told = |s: &RosterShift| format!("{} {}", s.shift.start().format("%m-%d %H"), s.pharmacy.name);
        let codes: Vec<String> = read.faults.iter().map(|fault| fault.code.clone()).collect();
        (read.shifts.iter().map(told).collect::<Vec<_>>(), codes)
    };
    let (mut book, plain) = (Workbook::new(), Format::new());
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["日付", "薬局名", "時間"]).unwrap();
    sheet.write_column(1, 0, ["2027-01-02", "2027-01-03"]).unwrap();
    sheet.merge_range(1, 1, 2, 1, "あ薬局", &plain).unwrap().merge_range(1, 2, 2, 2, "9:00～17:00", &plain).unwrap();
    sheet.merge_range(3, 0, 3, 2, "※ 変更することがあります", &plain).unwrap();
    assert_eq!(read(&mut book), (vec!["01-02 09 あ薬局".to_owned(), "01-03 09 あ薬局".to_owned()], Vec::new()));

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["2027年1月", "○：9:00～17:00"]).unwrap();
    sheet.write_row(1, 0, ["薬局名", "1", "2", "3", "4", "5", "6", "7"]).unwrap();
    sheet.write_row(2, 0, ["あ薬局", "○"]).unwrap().merge_range(2, 3, 2, 5, "○", &plain).unwrap();
    assert_eq!(read(&mut book), (vec!["01-01 09 あ薬局".to_owned()], vec!["roster_row_unclear".to_owned()]));
}

#[track_caller]
fn check_dates(text: &str, shifts: &[&str], faults: &[&str]) {
    let read = roster(text.as_bytes(), "roster.csv", &Limits::default()).unwrap();
    let told = |s: &RosterShift| {
        let start = s.shift.start();
        format!("{} {} {}", start.date(), s.pharmacy.name, start.format("%H:%M"))
    };
    let told: Vec<String> = read.shifts.iter().map(told).collect();
    let faulty: Vec<String> =
        read.faults.iter().map(|n| format!("{} {}", n.at.as_ref().map_or(0, |at| at.row), n.code)).collect();
    assert_eq!(
        (told, faulty),
        (shifts.iter().map(|s| (*s).into()).collect(), faults.iter().map(|s| (*s).into()).collect())
    );
    assert_eq!(read.rows_in, read.shifts.len() + read.faults.len());
}

#[test]
fn what_is_no_roster_is_refused() {
    let refused = roster("薬局名,電話番号\nあおば薬局,1\n".as_bytes(), "list.csv", &Limits::default()).unwrap_err();
    assert_eq!(refused.code, "no_known_heading");
}

#[test]
fn a_pharmacy_is_found_by_name_and_number_or_by_id() {
    use crate::directory::Phone;
    let facts =
        |name: &str, digits: &str| Facts { name: name.into(), phone: Phone::new(digits, digits), ..Facts::default() };
    let id = |id: &str| PharmacyId::new(id).unwrap();
    let known = [(id("a"), facts("あおば薬局", "0000009001")), (id("b"), facts("株式会社あおば薬局", "0000009002"))];
    let find = |pharmacy: Named| {
        let shift = roster("日付,薬局名,時間\n2026-11-22,x,9:00～17:00\n".as_bytes(), "", &Limits::default());
        let shift = RosterShift { pharmacy, ..shift.unwrap().shifts.remove(0) };
        identify(&shift, known.iter().map(|(id, facts)| (id, facts))).cloned().map_err(|notice| notice.code)
    };
    let by_name =
        |phone: Option<&str>| Named {
            name: "あおば薬局".into(), phone: phone.map(str::to_owned), ..Named::default()
        };
    assert_eq!(find(by_name(Some("0000009002"))), Ok(id("b")));
    assert_eq!(find(by_name(None)), Err("roster_ambiguous_pharmacy".to_owned()));
    assert_eq!(find(by_name(Some("0000009009"))), Err("roster_unknown_pharmacy".to_owned()));
    assert_eq!(find(Named { id: Some("a".into()), ..Named::default() }), Ok(id("a")));
}

/// The shifts that rules make from 2026-11-22 on, and the faults.
fn followed(text: &str, until: Option<&str>) -> (Vec<String>, Vec<String>) {
    let read = roster(text.as_bytes(), "当番の規則.csv", &Limits::default()).unwrap();
    assert_eq!(read.rows_in, read.shifts.len() + read.rules.len() + read.faults.len());
    let holidays = Holidays::japan();
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let following = Following { today, until: until.map(|until| until.parse().unwrap()), holidays: &holidays };
    let expanded = expand(&read, &[].into_iter(), &following);
    let mut told: Vec<String> = expanded
        .shifts
        .iter()
        .map(|s| format!("{} {}", s.shift.start().format("%m-%d %H:%M"), s.pharmacy.name))
        .collect();
    told.sort_unstable();
    let faults = read.faults.iter().chain(&expanded.faults);
    let faults = faults.map(|fault| format!("{} {}", fault.code, fault.found.clone().unwrap_or_default())).collect();
    (told, faults)
}

const MEMBERS: &str = "薬局名,班\nあ薬局,A班\nい薬局,B班\nう薬局,C班\n";

#[test]
fn rules_in_a_sentence_become_dated_shifts() {
    let text = format!(
        "輪番：第1日曜はA班、第2・4日曜はB班、第3日曜はC班（20:00～翌8:00）、第5日曜はA班・C班\n時間：9:00～17:00\n期間：令和8年12月～令和9年1月\n{MEMBERS}"
    );
    let (told, faults) = followed(&text, None);
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(
        told,
        [
            "01-03 09:00 あ薬局",
            "01-10 09:00 い薬局",
            "01-17 20:00 う薬局",
            "01-24 09:00 い薬局",
            "01-31 09:00 あ薬局",
            "01-31 09:00 う薬局",
            "12-06 09:00 あ薬局",
            "12-13 09:00 い薬局",
            "12-20 20:00 う薬局",
            "12-27 09:00 い薬局",
        ]
    );
    // The earlier of what the file and the clerk say.
    assert_eq!(followed(&text, Some("2026-12-10")).0, ["12-06 09:00 あ薬局"]);
}

#[test]
fn rules_in_a_table_become_dated_shifts() {
    let rules = "曜日,薬局名,時間\n最終日曜,あ薬局,9:00～17:00\n祝日,い薬局,9:00～13:00\n,う薬局,13:00～17:00\n";
    assert_eq!(
        followed(rules, Some("2026-11-30")),
        (vec!["11-23 09:00 い薬局".into(), "11-23 13:00 う薬局".into(), "11-29 09:00 あ薬局".into()], Vec::new())
    );
    // In the column of dates, beside dates.
    let mixed = "当番日,薬局名,時間\n第4日曜,あ薬局,9:00～17:00\n2026-11-29,い薬局,9:00～17:00\n";
    assert_eq!(
        followed(mixed, Some("2026-12-27")).0,
        ["11-22 09:00 あ薬局", "11-29 09:00 い薬局", "12-27 09:00 あ薬局"]
    );
}

#[test]
fn what_rules_do_not_say_is_asked() {
    let faulty = |text: &str, until| followed(text, until).1;
    let rule = |rule: &str| format!("曜日,薬局名,時間\n{rule}\n");
    assert_eq!(faulty(&rule("第1日曜,あ薬局,9:00～17:00"), None), ["roster_rule_without_period 第1日曜"]);
    assert_eq!(faulty(&rule("第1日曜,あ薬局,"), Some("2026-12-31")), ["roster_rule_without_times 第1日曜"]);
    assert_eq!(faulty(&rule("隔週日曜,あ薬局,9:00～17:00"), Some("2026-12-31")), ["roster_rule_unreadable 隔週日曜"]);
    assert_eq!(
        faulty(&rule("日曜,あ薬局,17:00～9:30時"), Some("2026-12-31")),
        ["roster_times_unreadable 17:00～9:30時"]
    );
    assert_eq!(faulty(&rule("月曜,あ薬局,20:00～23:00"), Some("2026-12-31")), ["roster_rule_holiday 月曜 2026-11-23"]);
    assert_eq!(faulty(&rule("月曜（祝日を除く）,あ薬局,20:00～23:00"), Some("2026-12-31")), Vec::<String>::new());
    let both = "日曜,あ薬局,9:00～17:00\n第1日曜,い薬局,9:00～17:00";
    assert_eq!(faulty(&rule(both), Some("2026-12-31")), ["roster_rule_clash 第1日曜 2026-12-06"]);
    assert_eq!(faulty(&rule("日曜,あ薬局,9:00～17:00"), Some("2026-11-01")), ["roster_rule_past 2026-11-01"]);
    // A date with rows of its own settles it.
    let (told, faults) = followed(
        "当番日,薬局名,時間\n日曜,あ薬局,9:00～17:00\n第1日曜,い薬局,9:00～17:00\n2026-12-06,い薬局,9:00～17:00\n",
        Some("2026-12-06"),
    );
    assert_eq!((told.last().unwrap().as_str(), faults), ("12-06 09:00 い薬局", Vec::new()));
}

#[test]
fn headings_are_kept_as_they_are_folded() {
    let all = [&DATE[..], &DUTY_DATE, &NAME, &ID, &PHONE, &TIME, &OPENING, &groups::GROUP, &dated::FROM, &dated::UNTIL];
    for name in all.into_iter().flatten().chain(&rules::RULE) {
        assert_eq!(fold::heading(name), *name);
    }
    assert!(is_heading("薬局ＩＤ", &ID) && is_heading("Pharmacy ID", &ID));
}
