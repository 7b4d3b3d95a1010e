use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

#[track_caller]
fn reads(text: &str) -> WeeklyHours {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn the_canonical_form_is_kept() {
    for text in [
        "off",
        "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-13:00",
        "Mo-We,Fr 09:00-19:00; Th 09:00-18:00; Sa,Su unknown",
        "Mo-Fr 09:00-18:00; Sa[1,3] 09:00-13:00; Sa[-1] off; Su[2,-1] unknown",
        "Mo-Su 00:00-24:00; PH 00:00-24:00",
        "Mo-Sa 22:00-26:00; PH off; Dec 29-Jan 03 off; Dec-Feb Mo-Fr 07:00-17:00; Aug 13-16 unknown; Jan 01 off; Aug Sa off",
        "Mo 19:30-22:30/22:00",
        "PH 09:00-13:00",
    ] {
        assert_eq!(reads(text).to_string(), text);
    }
}

#[test]
fn other_orders_and_spellings_mean_the_same_week() {
    let canonical = |text: &str| reads(text).to_string();
    assert_eq!(canonical("Su,Sa[1,3] 08:30-32:30"), "Su 08:30-32:30; Sa[1,3] 08:30-32:30");
    assert_eq!(canonical("We,Th,Fr 09:00-18:00; Mo 09:00-18:00"), "Mo,We-Fr 09:00-18:00");
    assert_eq!(canonical("Sa-Mo 10:00-12:00"), "Mo,Sa,Su 10:00-12:00");
    assert_eq!(canonical("Mo-Fr 09:00-18:00; We off"), "Mo,Tu,Th,Fr 09:00-18:00");
    assert_eq!(canonical("Mo-Fr 09:00-18:00; PH unknown \"祝日\""), "Mo-Fr 09:00-18:00");
    assert_eq!(canonical("Dec 29-Dec 31 closed"), "Dec 29-31 off");
}

#[test]
fn what_is_no_week_is_refused_with_its_part() {
    for text in [
        "",
        "09:00-18:00",
        "Mo-Fr",
        "Mo-Fr 9:00-18:00",
        "Mo-Xx 09:00-18:00",
        "Sa[6] off",
        "Sa[] off",
        "Feb 30 off",
        "Mo 09:00-18:00,17:00-19:00",
        "Mo-Fr 09:00-18:00;Sa off",
        "Mo 09:00-18:00 \"x\"",
        "Mo off x",
        "PH",
        "月 off",
        "Dec-29 off",
        "Mo-Fr 09:00-18:00, Mo-Fr 18:00-19:00",
    ] {
        let error = text.parse::<WeeklyHours>().expect_err(text);
        assert!(text.contains(&error.part), "{error}");
    }
}

#[test]
fn what_is_stated_leaves_out_holidays_and_days_not_open() {
    let stated = |text: &str| reads(text).stated();
    assert_eq!(stated("Mo-Fr 09:00-18:00; Su unknown; PH 09:00-13:00"), "Mo-Fr 09:00-18:00");
    assert_eq!(stated("Mo-Sa 09:00-18:00; Sa[2] off; Su[1] off"), "Mo-Sa 09:00-18:00; Sa[2] off");
    assert_eq!(stated("Sa[1] 09:00-18:00; Sa[1] unknown"), "Sa[1] 09:00-18:00; Sa[1] unknown");
    assert_eq!(stated("Mo 09:00-18:00; Dec 29-Jan 03 off"), "Mo 09:00-18:00; Dec 29-Jan 03 off");
    assert_eq!(stated("PH off"), "");
    let answer = |text: &str| reads(text).holiday.answer();
    assert_eq!(answer("PH 09:00-13:00,14:00-18:00"), "open 09:00-13:00,14:00-18:00");
    assert_eq!((answer("PH off"), answer("off")), ("closed".to_owned(), "unknown".to_owned()));
}

fn any_range() -> impl Strategy<Value = TimeRange> {
    (0_u16..1440, 1_u16..=1440, proptest::option::of(1_u16..1440)).prop_map(|(start, length, last)| {
        let time = |minutes| super::super::time::TimeOfDay::from_minutes(minutes).unwrap();
        let range = TimeRange::new(time(start), time(start + length)).unwrap();
        last.and_then(|last| range.with_last_reception(time((start + last).min(2880)))).unwrap_or(range)
    })
}

fn any_hours() -> impl Strategy<Value = DayHours> {
    prop_oneof![
        Just(DayHours::Unstated),
        Just(DayHours::Closed),
        vec(any_range(), 1..4).prop_map(|mut ranges| {
            ranges.sort_unstable();
            ranges.dedup_by(|next, kept| next.start() < kept.end());
            DayHours::open(ranges).unwrap()
        }),
    ]
}

fn any_period() -> impl Strategy<Value = YearPeriod> {
    let day = || (1_u8..=12, 1_u8..=31).prop_filter_map("a day of some year", |(m, d)| MonthDay::new(m, d));
    prop_oneof![
        (day(), day()).prop_map(|(from, to)| YearPeriod { from, to }),
        (1_u8..=12, 1_u8..=12).prop_map(|(from, to)| YearPeriod {
            from: MonthDay::new(from, 1).unwrap(),
            to: MonthDay::new(to, last_day(to)).unwrap()
        }),
    ]
}

fn any_nth() -> impl Strategy<Value = NthWeekday> {
    let nth = vec(prop_oneof![(1_u8..=5).prop_map(|n| NthSet::nth(n).unwrap()), Just(NthSet::LAST)], 1..4)
        .prop_map(|sets| sets.into_iter().fold(NthSet::NONE, NthSet::union));
    (select(&WEEKDAYS[..]), nth, any_hours()).prop_map(|(weekday, nth, hours)| NthWeekday { weekday, nth, hours })
}

fn any_yearly() -> impl Strategy<Value = YearlyRule> {
    let weekdays = vec(select(&WEEKDAYS[..]), 1..8).prop_map(|days| days.into_iter().collect());
    let weekdays = prop_oneof![Just(WeekdaySet::ALL), weekdays];
    (any_period(), weekdays, any_hours()).prop_map(|(period, weekdays, hours)| YearlyRule { period, weekdays, hours })
}

/// Any week; two weekdays often share their hours.
pub(in crate::hours) fn any_week() -> impl Strategy<Value = WeeklyHours> {
    let weekdays = (vec(any_hours(), 3), vec(0_usize..3, 7))
        .prop_map(|(hours, picks)| std::array::from_fn(|day| hours[picks[day]].clone()));
    (weekdays, vec(any_nth(), 0..3), any_hours(), vec(any_yearly(), 0..3))
        .prop_map(|(weekdays, nth, holiday, yearly)| WeeklyHours { weekdays, nth, holiday, yearly })
}

proptest! {
    #[test]
    fn every_week_reads_back(week in any_week()) {
        let text = week.to_string();
        prop_assert_eq!(text.parse::<WeeklyHours>(), Ok(week), "{}", text);
    }

    #[test]
    fn no_text_panics(text in "[MoTuSaPHDecJan0-9:;,\\-\\[\\] ofunk月\"]{0,40}") {
        if let Ok(week) = text.parse::<WeeklyHours>() {
            prop_assert_eq!(week.to_string().parse::<WeeklyHours>(), Ok(week));
        }
    }
}
