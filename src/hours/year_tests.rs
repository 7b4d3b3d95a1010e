use super::*;
use crate::hours::WeeklyHours;

#[test]
fn a_period_may_run_over_the_years_end() {
    let period = YearPeriod { from: MonthDay::new(12, 29).unwrap(), to: MonthDay::new(1, 3).unwrap() };
    let on = |y, m, d| period.contains(NaiveDate::from_ymd_opt(y, m, d).unwrap());
    assert!(on(2026, 12, 29) && on(2027, 1, 1) && on(2027, 1, 3));
    assert!(!on(2026, 12, 28) && !on(2027, 1, 4) && !on(2026, 7, 1));
    assert_eq!(MonthDay::new(2, 30), None);
    assert_eq!(period.days(), 6);
}

#[test]
fn its_days_are_written_and_read() {
    let period = YearPeriod::from_days("12-30", "01-04").unwrap();
    assert_eq!(period.to_string(), "Dec 30-Jan 04");
    assert_eq!(period.days_text(), ("12-30".to_owned(), "01-04".to_owned()));
    for (from, to) in [("12-32", "01-04"), ("12/30", "01/04"), ("1230", "0104"), ("12-30", ""), ("012-30", "1-4")] {
        assert_eq!(YearPeriod::from_days(from, to), None, "{from} {to}");
    }
}

#[test]
fn a_rule_for_dates_is_told_from_a_season() {
    let names_dates = |text: &str| text.parse::<WeeklyHours>().unwrap().yearly[0].names_dates();
    assert!(names_dates("Dec 29-Jan 03 Sa off") && names_dates("Aug 15 09:00-13:00") && names_dates("Aug off"));
    assert!(!names_dates("Dec-Feb 07:00-17:00") && !names_dates("Jul-Aug Sa off"));
}
