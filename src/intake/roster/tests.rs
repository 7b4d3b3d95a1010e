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
        |phone: Option<&str>| Named { name: "あおば薬局".into(), phone: phone.map(str::to_owned), id: None };
    assert_eq!(find(by_name(Some("0000009002"))), Ok(id("b")));
    assert_eq!(find(by_name(None)), Err("roster_ambiguous_pharmacy".to_owned()));
    assert_eq!(find(by_name(Some("0000009009"))), Err("roster_unknown_pharmacy".to_owned()));
    assert_eq!(find(Named { id: Some("a".into()), ..Named::default() }), Ok(id("a")));
}
