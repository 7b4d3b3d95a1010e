use super::*;

fn read(heads: &str, title: &str) -> Vec<String> {
    let row = SheetRow { number: 1, cells: heads.split(' ').map(str::to_owned).collect() };
    let days = dates(&row, Title::of([title].into_iter()), None);
    let told = |(_, day): DayColumn| match day {
        Ok(day) => day.format("%y-%m-%d").to_string(),
        Err(Code::RosterDateUnclear) => "unclear".to_owned(),
        Err(_) => "none".to_owned(),
    };
    days.map_or(vec!["no month".to_owned()], |days| days.into_iter().map(told).collect())
}

#[test]
fn headings_tell_their_month_or_follow_the_title() {
    for (heads, title, days) in [
        ("30 31", "2026年11月", "26-11-30 none"),
        ("1(日) 2(月) 3火", "2026年11月", "26-11-01 26-11-02 26-11-03"),
        ("1日 2月 3火 4水", "2026年11月", "26-11-01 26-11-02 26-11-03 26-11-04"),
        ("1/31 2/1 2月2日", "2027年1月", "27-01-31 27-02-01 27-02-02"),
        ("12/31 1/1", "2026年12月", "26-12-31 27-01-01"),
        ("12/31 1/1", "2027年1月", "26-12-31 27-01-01"),
        ("1/31 2/1 2 3", "2027年1月", "27-01-31 27-02-01 27-02-02 27-02-03"),
        ("2027-01-31 2027-02-01", "", "27-01-31 27-02-01"),
        ("R9.1.31 2/1", "", "27-01-31 27-02-01"),
    ] {
        assert_eq!(read(heads, title).join(" "), days, "{heads} {title}");
    }
}

#[test]
fn a_heading_in_doubt_stands_for_no_day() {
    for (heads, title, days) in [
        // Of which of the two months?
        ("30 31 1 2", "2027年1月", "unclear unclear unclear unclear"),
        ("30 31", "2027年1月～2月", "unclear unclear"),
        ("28 29 1/1 1/2", "2027年1月", "unclear unclear unclear unclear"),
        // A weekday of another year; dates left from the month before under a new title.
        ("1(日) 2(月)", "2026年12月", "unclear unclear"),
        ("2027-01-01 2027-01-02", "2027年2月", "unclear unclear"),
        ("1/31 2/1", "当番表", "no month"),
        ("1 2", "当番表", "no month"),
    ] {
        assert_eq!(read(heads, title).join(" "), days, "{heads} {title}");
    }
    let row = SheetRow { number: 1, cells: (1..=12).map(|month| format!("{month}月")).collect() };
    assert_eq!(columns(&row), Vec::<usize>::new(), "months are no days");
}
