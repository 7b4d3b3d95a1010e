//! Rosters as associations keep them.

use super::*;

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
    assert_eq!(roster.rows_in, roster.shifts.len() + roster.faults.len());
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
    let (shifts, faults) = expand(&rows, &known.iter().map(|(id, facts)| (id, facts)));
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
    for (row, cells) in (1..).zip([["A班", "あ薬局"], ["", "い薬局"], ["B班", "う薬局"]]) {
        members.write_row(row, 0, cells).unwrap();
    }
    let grid = roster(&book.save_to_buffer().unwrap(), "当番.xlsx", &Limits::default()).unwrap();
    let (shifts, faults) = expand(&grid, &known.iter().map(|(id, facts)| (id, facts)));
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
