use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[track_caller]
fn check(days: &str, range: &str, every: u32, offset: u32, expected: &[&str]) {
    let rotation =
        DutyRotation::new(DutyDays::from_name(days).unwrap(), range.parse().unwrap(), every, offset).unwrap();
    let holiday = |d| d == date("2026-11-23");
    let shifts = rotation.shifts(date("2026-11-20"), 14, holiday);
    let told: Vec<_> = shifts.iter().map(|s| format!("{} {}", s.start(), s.end())).collect();
    assert_eq!(told, expected);
}

#[test]
fn the_end_of_a_roster_is_told_ever_more_urgently() {
    let told = [31, 30, 15, 14, 8, 7, 3, 2, 0, -5].map(roster_warning);
    let due = [None, Some(30), Some(30), Some(14), Some(14), Some(7), Some(7), Some(2), Some(2), Some(2)];
    assert_eq!(told, due);
}

#[test]
fn sundays_and_holidays_rotate() {
    let range = "09:00-17:00";
    check("holiday", range, 3, 0, &["2026-11-22 09:00:00 2026-11-22 17:00:00"]);
    check("holiday", range, 3, 1, &["2026-11-23 09:00:00 2026-11-23 17:00:00"]);
    check("holiday", range, 3, 2, &["2026-11-29 09:00:00 2026-11-29 17:00:00"]);
}

#[test]
fn a_night_ends_the_next_morning() {
    check(
        "daily",
        "20:00-32:00",
        10,
        3,
        &["2026-11-23 20:00:00 2026-11-24 08:00:00", "2026-12-03 20:00:00 2026-12-04 08:00:00"],
    );
}

#[test]
fn weekdays_are_counted_together() {
    check(
        "sat+mon",
        "18:00-24:00",
        2,
        1,
        &["2026-11-23 18:00:00 2026-11-24 00:00:00", "2026-11-30 18:00:00 2026-12-01 00:00:00"],
    );
}

#[test]
fn names_that_are_no_days_are_refused() {
    for wrong in ["", "日", "saturday", "sat+", "weekly", "sat,sun"] {
        assert_eq!(DutyDays::from_name(wrong), None, "{wrong}");
    }
    assert!(DutyRotation::new(DutyDays::Daily, TimeRange::WHOLE_DAY, 3, 3).is_none());
    assert!(DutyRotation::new(DutyDays::Daily, TimeRange::WHOLE_DAY, 0, 0).is_none());
}

proptest! {
    #[test]
    fn each_day_falls_to_exactly_one_pharmacy(every in 1u32..12, days in 0u32..200, start in 0u64..4000) {
        let start = date("2020-01-01") + Days::new(start);
        let holiday = |d: NaiveDate| d.day() == 3;
        let mut told: Vec<_> = (0..every)
            .filter_map(|offset| DutyRotation::new(DutyDays::SundaysAndHolidays, TimeRange::WHOLE_DAY, every, offset))
            .flat_map(|rotation| rotation.shifts(start, days, holiday))
            .map(|shift| shift.start().date())
            .collect();
        told.sort_unstable();
        let expected: Vec<_> = start
            .iter_days()
            .take(days as usize)
            .filter(|d| d.weekday() == Weekday::Sun || d.day() == 3)
            .collect();
        prop_assert_eq!(told, expected);
    }
}
