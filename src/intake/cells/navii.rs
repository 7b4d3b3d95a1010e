//! The week of 医療情報ネット（ナビイ） open data: start and end columns, and flags that stand for the opposite of their names.

use chrono::Weekday;

use super::{
    hours::{day_name, day_text},
    slots::spoken_of,
};
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

/// The note of 定期 closures in words.
pub(in crate::intake) const IRREGULAR: &str = "irregular";

/// A week as columns of times and flags give it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::intake) struct SlotWeek {
    /// The hours; `None` when none are stated.
    pub stated: Option<StatedHours>,
    /// Whether a day was marked closed and had hours all the same; that day is unstated.
    pub contradicts: bool,
    /// The days spoken of, Monday to Sunday and holidays: with hours, closed, or with what can't be.
    pub spoken: [bool; 8],
}

impl SlotWeek {
    /// Whether all of it was blank.
    pub fn says_nothing(&self) -> bool {
        self.stated.is_none() && self.spoken == [false; 8]
    }
}

/// Reads a week.
pub(in crate::intake) fn week(cells: &WeekCells) -> SlotWeek {
    let mut week = WeeklyHours::default();
    let mut contradicts = false;
    let mut notes = Vec::new();
    let mut spoken = Vec::new();
    for day in WEEKDAYS {
        let on = |days: &Days| days.weekdays.contains(day);
        let told = notes.len();
        let (hours, bad) = read_day(cells, &on, &mut notes);
        contradicts |= bad;
        spoken.extend((hours.is_stated() || bad || notes.len() > told).then_some(Days::of(day)));
        *week.weekday_mut(day) = hours;
        week.nth.extend(closed_weeks(cells, day));
    }
    let told = notes.len();
    let (holiday, bad) = read_day(cells, &|days| days.holiday, &mut notes);
    contradicts |= bad;
    let on_holidays = Days { weekdays: WeekdaySet::NONE, holiday: true };
    spoken.extend((holiday.is_stated() || bad || notes.len() > told).then_some(on_holidays));
    let spoken = spoken_of(spoken.into_iter());
    week.holiday = holiday.clone();
    if week == WeeklyHours::default() && notes.is_empty() {
        return SlotWeek { stated: None, contradicts, spoken };
    }
    let other = cells.other.trim().replace("（改行）", "\n");
    if !other.is_empty() && !fold::is_only_dashes(&other) {
        notes.push(ReadingNote { code: IRREGULAR.to_owned(), text: other.clone() });
    }
    let text = text_of(&week, &other_of(&notes));
    let class = if notes.is_empty() && !contradicts { ReadingClass::Exact } else { ReadingClass::Caveat };
    if notes.is_empty() && contradicts {
        notes.push(ReadingNote { code: "contradicts".to_owned(), text: text.clone() });
    }
    let reading = Reading { class, week: Some(week), holiday, notes };
    SlotWeek { stated: Some(StatedHours { text, reading }), contradicts, spoken }
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
    let told: Vec<String> = ranges.iter().map(ToString::to_string).collect();
    let hours = DayHours::open(ranges).unwrap_or_default();
    if !hours.is_stated() && !told.is_empty() {
        notes.push(ReadingNote { code: "bad_range".to_owned(), text: told.join(" ") });
    }
    (hours, false)
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

/// The other closures that notes tell of, as one text.
pub(in crate::intake) fn other_of(notes: &[ReadingNote]) -> String {
    let texts: Vec<&str> = notes.iter().filter(|note| note.code == IRREGULAR).map(|note| note.text.as_str()).collect();
    texts.join("\n")
}

/// The text of hours that came as columns: a line a day, then the weeks of the month, then other closures.
pub(in crate::intake) fn text_of(week: &WeeklyHours, other: &str) -> String {
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
#[path = "navii_tests.rs"]
mod tests;
