//! The week of 医療情報ネット（ナビイ） open data: start and end columns, and flags that stand for the opposite of their names.

use chrono::Weekday;

use super::hours::{day_name, day_text};
use crate::{
    directory::StatedHours,
    hours::{
        DayHours, NthSet, NthWeekday, Reading, ReadingClass, ReadingNote, TimeOfDay, TimeRange, WEEKDAYS, WeekdaySet,
        WeeklyHours,
    },
    intake::{fold, meaning::Days},
};

/// The cells of one row that make a week.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct WeekCells<'a> {
    /// Days, number of the range, whether it is the end, text.
    pub slots: Vec<(Days, u8, bool, &'a str)>,
    /// 営業日: `1` open, `0` closed.
    pub open: Vec<(Days, &'a str)>,
    /// 定期閉店, by week of the month (0 every week): `0` closed.
    pub closed: Vec<(Days, u8, &'a str)>,
    /// その他の閉店日.
    pub other: &'a str,
}

/// Reads a week (`None` when nothing is said), and tells whether a day was marked closed and had hours all the same; that
/// day is unstated.
pub(in crate::intake) fn week(cells: &WeekCells) -> (Option<StatedHours>, bool) {
    let mut week = WeeklyHours::default();
    let mut contradicts = false;
    let mut notes = Vec::new();
    for day in WEEKDAYS {
        let on = |days: &Days| days.weekdays.contains(day);
        let (hours, bad) = read_day(cells, &on, &mut notes);
        contradicts |= bad;
        *week.weekday_mut(day) = hours;
        week.nth.extend(closed_weeks(cells, day));
    }
    let (holiday, bad) = read_day(cells, &|days| days.holiday, &mut notes);
    contradicts |= bad;
    week.holiday = holiday.clone();
    if week == WeeklyHours::default() && notes.is_empty() {
        return (None, contradicts);
    }
    let other = cells.other.trim().replace("（改行）", "\n");
    if !other.is_empty() && !fold::is_only_dashes(&other) {
        notes.push(ReadingNote { code: "irregular".to_owned(), text: other.clone() });
    }
    let text = text_of(&week, &other);
    let class = if notes.is_empty() && !contradicts { ReadingClass::Exact } else { ReadingClass::Caveat };
    if notes.is_empty() && contradicts {
        notes.push(ReadingNote { code: "contradicts".to_owned(), text: text.clone() });
    }
    (Some(StatedHours { text, reading: Reading { class, week: Some(week), holiday, notes } }), contradicts)
}

/// One day, and whether its flag and its hours contradict each other.
fn read_day(cells: &WeekCells, on: &dyn Fn(&Days) -> bool, notes: &mut Vec<ReadingNote>) -> (DayHours, bool) {
    let mut ranges = Vec::new();
    let mut numbers: Vec<u8> = cells.slots.iter().filter(|slot| on(&slot.0)).map(|slot| slot.1).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let side = |end: bool| {
            cells
                .slots
                .iter()
                .find(|slot| on(&slot.0) && slot.1 == number && slot.2 == end)
                .map_or("", |slot| slot.3.trim())
        };
        let (start, end) = (side(false), side(true));
        if start.is_empty() && end.is_empty() {
            continue;
        }
        match span(start, end) {
            Span::Hours(range) => ranges.push(range),
            Span::Placeholder => {}
            Span::Impossible => {
                notes.push(ReadingNote { code: "bad_range".to_owned(), text: format!("{start}-{end}") });
            }
        }
    }
    let flag = cells.open.iter().find(|(days, _)| on(days)).map(|(_, flag)| fold::word(flag));
    let every_week_closed = cells
        .closed
        .iter()
        .any(|(days, week, flag)| on(days) && *week == 0 && fold::word(flag) == "0" && flag_is_used(cells, on));
    let closed = flag.as_deref() == Some("0") || (flag.is_none() && every_week_closed);
    if closed && !ranges.is_empty() {
        return (DayHours::Unstated, true);
    }
    if closed {
        return (DayHours::Closed, false);
    }
    (DayHours::open(ranges).unwrap_or_default(), false)
}

/// 定期閉店 is a flag only where it is not the same for all days (a blanket entry says nothing).
fn flag_is_used(cells: &WeekCells, on: &dyn Fn(&Days) -> bool) -> bool {
    cells.closed.iter().any(|(days, week, flag)| !on(days) && *week == 0 && fold::word(flag) == "1")
}

/// What a start and an end make.
enum Span {
    /// Hours.
    Hours(TimeRange),
    /// 00:00-00:00, which stands for nothing.
    Placeholder,
    /// What can't be a pharmacy's hours: the end comes first, by so much that it is a slip and no night service.
    Impossible,
}

fn span(start: &str, end: &str) -> Span {
    let Some((start, end)) = minutes(start).zip(minutes(end)) else { return Span::Impossible };
    match (start, end) {
        (0, 0) => Span::Placeholder,
        (0, 1439) => Span::Hours(TimeRange::WHOLE_DAY),
        _ => {
            let ends = if end <= start { end + 24 * 60 } else { end };
            let is_slip = end <= start && ends - start >= 18 * 60;
            let times = TimeOfDay::from_minutes(start).zip(TimeOfDay::from_minutes(ends));
            let range = times.and_then(|(start, end)| TimeRange::new(start, end)).filter(|_| !is_slip);
            range.map_or(Span::Impossible, Span::Hours)
        }
    }
}

fn minutes(text: &str) -> Option<u16> {
    let word = fold::word(text).replace(['時', '分'], ":");
    let mut parts = word.trim_end_matches(':').split(':');
    let hour: u16 = parts.next()?.parse().ok()?;
    let minute: u16 = parts.next().map_or(Ok(0), str::parse).ok()?;
    TimeOfDay::from_hm(hour, minute).map(TimeOfDay::minutes)
}

/// 定期閉店第n週: `0` closed that week, where other weeks of the same day are open.
fn closed_weeks(cells: &WeekCells, day: Weekday) -> Option<NthWeekday> {
    let weeks: Vec<(u8, bool)> = cells
        .closed
        .iter()
        .filter(|(days, week, _)| *week > 0 && days.weekdays == WeekdaySet::of(day))
        .filter_map(|(_, week, flag)| match fold::word(flag).as_str() {
            "0" => Some((*week, true)),
            "1" => Some((*week, false)),
            _ => None,
        })
        .collect();
    if weeks.iter().all(|(_, closed)| *closed) {
        return None;
    }
    let nth = weeks
        .iter()
        .filter(|(_, closed)| *closed)
        .filter_map(|(week, _)| NthSet::nth(*week))
        .fold(NthSet::NONE, NthSet::union);
    (!nth.is_empty()).then_some(NthWeekday { weekday: day, nth, hours: DayHours::Closed })
}

fn text_of(week: &WeeklyHours, other: &str) -> String {
    let mut lines: Vec<String> = WEEKDAYS
        .into_iter()
        .map(|day| (day_name(day), week.weekday(day)))
        .chain([("祝", &week.holiday)])
        .filter(|(_, hours)| hours.is_stated())
        .map(|(name, hours)| format!("{name} {}", day_text(hours)))
        .collect();
    for rule in &week.nth {
        let numbers: Vec<String> = rule.nth.numbers().map(|number| number.to_string()).collect();
        lines.push(format!("第{}{}曜 休み", numbers.join("・"), day_name(rule.weekday)));
    }
    if !other.is_empty() {
        lines.push(other.to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_and_ends_make_a_week() {
        let mon = Days::of(Weekday::Mon);
        let tue = Days::of(Weekday::Tue);
        let sun = Days::of(Weekday::Sun);
        let cells = WeekCells {
            slots: vec![
                (mon, 1, false, "09:00"),
                (mon, 1, true, "13:00"),
                (mon, 2, false, "14:00"),
                (mon, 2, true, "18:30"),
                (tue, 1, false, "22:00"),
                (tue, 1, true, "02:00"),
                (sun, 1, false, "00:00"),
                (sun, 1, true, "00:00"),
            ],
            open: vec![(mon, "1"), (tue, "1"), (sun, "0")],
            ..WeekCells::default()
        };
        let (stated, contradicts) = week(&cells);
        let stated = stated.unwrap();
        assert!(!contradicts);
        assert_eq!(stated.text, "月 09:00-13:00 14:00-18:30\n火 22:00-26:00\n日 ―");
        assert_eq!(stated.reading.class, ReadingClass::Exact);
    }

    #[test]
    fn a_closed_day_with_hours_is_unknown() {
        let mon = Days::of(Weekday::Mon);
        let cells = WeekCells {
            slots: vec![(mon, 1, false, "9:00"), (mon, 1, true, "18:00")],
            open: vec![(mon, "0")],
            ..WeekCells::default()
        };
        assert_eq!(week(&cells), (None, true));
        let tue = Days::of(Weekday::Tue);
        let cells = WeekCells {
            slots: vec![
                (mon, 1, false, "9:00"),
                (mon, 1, true, "18:00"),
                (tue, 1, false, "15:30"),
                (tue, 1, true, "15:00"),
            ],
            open: vec![(mon, "0"), (tue, "1")],
            ..WeekCells::default()
        };
        let (stated, contradicts) = week(&cells);
        let stated = stated.unwrap();
        assert!(contradicts);
        assert_eq!(stated.reading.class, ReadingClass::Caveat);
        assert_eq!(stated.reading.week.unwrap().weekday(Weekday::Tue), &DayHours::Unstated);
    }
}
