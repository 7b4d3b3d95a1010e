use proptest::prelude::*;

use super::*;
use crate::hours::{OpeningHoursSpecification, SchemaDay, week_parse::any_week};

fn week(text: &str) -> WeeklyHours {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn at(date: NaiveDate, hour: u32) -> NaiveDateTime {
    date.and_hms_opt(hour, 0, 0).unwrap()
}

fn exception(on: NaiveDate, hours: &str, reason: &str) -> DateException {
    DateException { on, hours: hours.parse().unwrap(), reason: reason.to_owned() }
}

#[track_caller]
fn osm(text: &str, expected: &str) {
    let calendar = Calendar::japan();
    assert_eq!(week(text).to_osm(calendar.year_end), expected);
}

#[test]
fn what_the_list_leaves_unsaid_is_unknown_to_osm_too() {
    osm(
        "Mo-Fr 09:00-18:00; Su unknown",
        r#"Mo-Fr 09:00-18:00; Su unknown; PH unknown "要電話確認"; Dec 29-Jan 03 unknown "要電話確認""#,
    );
    osm("Mo-Sa 22:00-26:00; PH off; Dec 29-Jan 03 off", "Mo-Sa 22:00-26:00; PH off; Dec 29-Jan 03 off");
    osm("Mo 09:00-18:00; PH off; Dec 28-Jan 04 off", "Mo 09:00-18:00; PH off; Dec 28-Jan 04 off");
}

#[test]
fn a_stronger_statement_comes_later_in_osm() {
    osm(
        "Mo-Fr 09:00-18:00; Sa[2] off; PH off; Jan 01 off; Dec-Feb Mo-Fr 09:00-17:00",
        r#"Mo-Fr 09:00-18:00; Sa[2] off; Dec-Feb Mo-Fr 09:00-17:00; PH off; Dec 29-Jan 03 unknown "要電話確認"; Jan 01 off"#,
    );
}

#[test]
fn the_time_after_the_last_reception_is_unknown_to_osm() {
    osm(
        "Mo 09:00-13:00/12:30,19:30-22:30; PH off; Dec 29-Jan 03 off",
        r#"Mo 09:00-12:30,19:30-22:30, Mo 12:30-13:00 unknown "受付終了"; PH off; Dec 29-Jan 03 off"#,
    );
    osm("Mo 20:00-26:00/25:00; PH off; Dec 29-Jan 03 off", "Mo 20:00-25:00; PH off; Dec 29-Jan 03 off");
}

/// What an export keeps: everything but a last reception past midnight and the order of rules that never meet.
fn as_exported(mut week: WeeklyHours) -> WeeklyHours {
    let cut = |hours: &mut DayHours| {
        if let DayHours::Open(ranges) = hours {
            for range in ranges.iter_mut() {
                if range.last_reception().is_some_and(|last| last.minutes() >= DAY_MIN) {
                    *range = TimeRange::new(range.start(), received_until(*range)).unwrap();
                }
            }
        }
    };
    week.weekdays.iter_mut().for_each(cut);
    week.nth.iter_mut().for_each(|rule| cut(&mut rule.hours));
    week.yearly.iter_mut().for_each(|rule| cut(&mut rule.hours));
    cut(&mut week.holiday);
    week.yearly.sort_by_key(YearlyRule::names_dates);
    week
}

proptest! {
    #[test]
    fn every_week_comes_back_from_osm(week in any_week()) {
        let text = week.to_osm(Calendar::japan().year_end);
        prop_assert_eq!(text.parse::<WeeklyHours>(), Ok(as_exported(week)), "{}", text);
    }
}

#[test]
fn dated_statements_follow_the_week() {
    let shift = |from, until| DutyShift::new(from, until).unwrap();
    let schedule = Schedule {
        week: Some(week("Mo-Fr 09:00-18:00; PH off; Dec 29-Jan 03 off")),
        on_call: OnCall::Always { conditional: false },
        exceptions: vec![
            exception(ymd(2026, 11, 24), "off", "棚卸し"),
            exception(ymd(2026, 11, 26), "10:00-12:00", ""),
            exception(ymd(2026, 12, 26), "off", "outside the period"),
        ],
        duties: vec![
            shift(at(ymd(2026, 11, 23), 20), at(ymd(2026, 11, 25), 21)),
            shift(at(ymd(2026, 12, 23), 20), at(ymd(2026, 12, 24), 8)),
        ],
        ..Schedule::default()
    };
    let text = schedule.to_osm(&Calendar::japan(), ymd(2026, 11, 1), ymd(2026, 11, 30)).unwrap();
    assert_eq!(
        text,
        "Mo-Fr 09:00-18:00; PH off; Dec 29-Jan 03 off; 2026 Nov 24 off \"棚卸し\"; 2026 Nov 26 10:00-12:00, \
         2026 Nov 23 20:00-44:00 open \"当番\", 2026 Nov 25 20:00-21:00 open \"当番\" \
         || unknown \"時間外は電話で対応\""
    );
    assert_eq!(Schedule::default().to_osm(&Calendar::japan(), ymd(2026, 11, 1), ymd(2026, 11, 30)), None);
}

fn told(spec: &OpeningHoursSpecification) -> String {
    let days: Vec<_> = spec.days.iter().map(|day| day.as_str()).collect();
    let on = spec.valid_on.map(|on| on.to_string()).unwrap_or_default();
    let time = |time: Option<NaiveTime>| time.map_or("?".to_owned(), |time| time.format("%H:%M").to_string());
    format!("{}{on} {}-{}", days.join(","), time(spec.opens), time(spec.closes))
}

#[test]
fn schema_org_has_the_week_and_the_dates_that_differ() {
    let schedule = Schedule {
        week: Some(week("Mo,Tu 09:00-13:00,14:00-18:00; Fr 20:00-26:00; Sa 00:00-24:00; Su unknown; Sa[3] off")),
        exceptions: vec![exception(ymd(2026, 11, 24), "10:00-12:00", ""), exception(ymd(2026, 11, 30), "off", "")],
        duties: vec![DutyShift::new(at(ymd(2026, 11, 25), 20), at(ymd(2026, 11, 27), 8)).unwrap()],
        ..Schedule::default()
    };
    let hours = schedule.to_schema_org(&Calendar::japan(), ymd(2026, 11, 18), ymd(2026, 11, 30));
    assert_eq!(
        hours.regular.iter().map(told).collect::<Vec<_>>(),
        ["Monday,Tuesday 09:00-13:00", "Monday,Tuesday 14:00-18:00", "Friday 20:00-02:00", "Saturday 00:00-23:59"]
    );
    assert_eq!(
        hours.special.iter().map(told).collect::<Vec<_>>(),
        [
            "2026-11-21 00:00-00:00", // the third Saturday
            "2026-11-23 ?-?",         // a holiday of which nothing is said
            "2026-11-24 10:00-12:00",
            "2026-11-25 20:00-19:59", // 24 hours of the duty, and the rest
            "2026-11-26 20:00-08:00",
            "2026-11-30 00:00-00:00",
        ]
    );
    let stated = Schedule { week: Some(week("Mo 09:00-18:00/17:30; PH off")), ..Schedule::default() };
    let hours = stated.to_schema_org(&Calendar::japan(), ymd(2026, 11, 22), ymd(2026, 11, 24));
    assert_eq!(
        hours.regular.iter().map(told).collect::<Vec<_>>(),
        ["Monday 09:00-17:30", "PublicHolidays 00:00-00:00"]
    );
    assert_eq!(hours.regular[1].days, [SchemaDay::PublicHolidays]);
    assert_eq!(hours.special.iter().map(told).collect::<Vec<_>>(), ["2026-11-23 00:00-00:00"]);
    assert_eq!(Schedule::default().to_schema_org(&Calendar::japan(), ymd(2026, 1, 1), ymd(2029, 1, 1)).special, []);
}
