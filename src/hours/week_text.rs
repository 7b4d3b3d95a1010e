//! The stored text of a week: OSM `opening_hours`, held to a canonical form that reads back to the same week.
//!
//! `Mo-Fr 09:00-13:00,14:00-18:00; Su unknown; Sa[1,3] 09:00-13:00; PH off; Dec 29-Jan 03 off`: weekdays, certain weeks
//! of the month, national holidays, parts of the year, in that order, so that to an OSM evaluator, too, the later rule
//! outranks the earlier. A closed weekday is left out and an unstated one is `unknown`; holidays left out are unstated.

use std::fmt;

use chrono::Weekday;

use super::{
    time::TimeRange,
    week::{DayHours, NthSet, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
};

/// The comment on a rule that an export adds for people who know only OSM and that the list does not state; reading
/// such a rule back adds nothing.
pub(super) const ASSUMED: &str = "要電話確認";

/// The note on the part of a range after its last reception, as exported.
pub(super) const RECEPTION_OVER: &str = "受付終了";

const DAY_NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTH_NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH_LAST_DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl WeeklyHours {
    /// What the text states to be open and when it is stated not to be, without national holidays and without the
    /// weekdays of which nothing is said: `Mo-Fr 09:00-18:00; Sa[1,3] 09:00-13:00; Dec 29-Jan 03 off`.
    ///
    /// Last receptions, which OSM has no word for, are left out: [`WeeklyHours::last_receptions`].
    ///
    /// This is `week` of `yoruyaku hours`. Unlike `WeeklyHours::to_string` it does not read back to the same week:
    /// closed and unstated weekdays are both left out. Empty when no day is open.
    pub fn stated(&self) -> String {
        if self.last_receptions().next().is_some() {
            return self.without_last_receptions().stated();
        }
        let mut rules: Vec<_> =
            self.weekday_rules().filter(|(_, hours)| !hours.ranges().is_empty()).map(rule).collect();
        let changes_nothing =
            |nth: &&NthWeekday| nth.hours.ranges().is_empty() && !self.may_open(nth.weekday) || nth.nth.is_empty();
        rules.extend(self.nth.iter().filter(|nth| !changes_nothing(nth)).map(nth_rule));
        // 年中無休 gives the year's end the hours of every other day: nothing to tell besides.
        let repeats = |yearly: &&YearlyRule| {
            let regular = yearly.weekdays.iter().all(|day| *self.weekday(day) == yearly.hours);
            let of_all_year =
                YearPeriod::turn_of_the_year() == Some(yearly.period) && self.yearly.first() == Some(*yearly);
            regular && self.nth.is_empty() && (self.yearly.len() == 1 || of_all_year)
        };
        rules.extend(self.yearly.iter().filter(|yearly| !repeats(yearly)).map(yearly_rule));
        rules.join("; ")
    }

    /// The ranges with a last reception, holidays' too, each once.
    pub fn last_receptions(&self) -> impl Iterator<Item = TimeRange> {
        let all = self.all_hours().flat_map(|hours| hours.ranges().iter().copied());
        let mut found: Vec<TimeRange> = all.filter(|range| range.last_reception().is_some()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    fn all_hours(&self) -> impl Iterator<Item = &DayHours> {
        let certain = self.nth.iter().map(|nth| &nth.hours).chain(self.yearly.iter().map(|yearly| &yearly.hours));
        self.weekdays.iter().chain([&self.holiday]).chain(certain)
    }

    fn without_last_receptions(&self) -> Self {
        let mut week = self.clone();
        let certain = week.nth.iter_mut().map(|nth| &mut nth.hours);
        let all = week.weekdays.iter_mut().chain([&mut week.holiday]).chain(certain);
        for hours in all.chain(week.yearly.iter_mut().map(|yearly| &mut yearly.hours)) {
            *hours = hours.without_last_receptions();
        }
        week
    }

    /// Whether some week has the weekday open.
    fn may_open(&self, day: Weekday) -> bool {
        let nth_opens = self.nth.iter().any(|nth| nth.weekday == day && !nth.hours.ranges().is_empty());
        nth_opens || !self.weekday(day).ranges().is_empty()
    }

    /// The weekdays with their hours, those of equal hours together, in the order of their first day.
    pub(super) fn weekday_rules(&self) -> impl Iterator<Item = (WeekdaySet, &DayHours)> {
        let alike = |hours: &DayHours| WEEKDAYS.into_iter().filter(|day| self.weekday(*day) == hours).collect();
        WEEKDAYS.into_iter().filter_map(move |day| {
            let hours = self.weekday(day);
            let days: WeekdaySet = alike(hours);
            (days.iter().next() == Some(day)).then_some((days, hours))
        })
    }
}

impl DayHours {
    /// What is said of the day in words a program compares: `open 09:00-13:00,14:00-18:00`, `closed` or `unknown`.
    ///
    /// This is `holiday` of `yoruyaku hours`.
    pub fn answer(&self) -> String {
        match self {
            Self::Unstated => "unknown".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::Open(_) => format!("open {}", self.without_last_receptions()),
        }
    }

    fn without_last_receptions(&self) -> Self {
        let plain = |range: &TimeRange| TimeRange::new(range.start(), range.end());
        match self {
            Self::Open(ranges) => ranges.iter().map(plain).collect::<Option<Vec<_>>>().and_then(Self::open),
            _ => None,
        }
        .unwrap_or_else(|| self.clone())
    }
}

impl fmt::Display for DayHours {
    /// `09:00-13:00,14:00-18:00`, `off` or `unknown`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unstated => f.write_str("unknown"),
            Self::Closed => f.write_str("off"),
            Self::Open(ranges) => f.write_str(&joined(ranges)),
        }
    }
}

impl fmt::Display for WeekdaySet {
    /// `Mo-Fr`, `Mo-We,Fr`, `Sa,Su`: three days or more in a row as a range.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs: Vec<Vec<Weekday>> = Vec::new();
        for day in self.iter() {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|last| last.succ() == day) => run.push(day),
                _ => runs.push(vec![day]),
            }
        }
        let run_text = |run: &Vec<Weekday>| match run.as_slice() {
            [first, _, .., last] if run.len() > 2 => format!("{}-{}", day_name(*first), day_name(*last)),
            days => days.iter().map(|day| day_name(*day)).collect::<Vec<_>>().join(","),
        };
        f.write_str(&runs.iter().map(run_text).collect::<Vec<_>>().join(","))
    }
}

impl fmt::Display for NthSet {
    /// `1,3`, `-1` for the last, `1,-1` for both.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.has_last().then(|| "-1".to_owned());
        f.write_str(&self.numbers().map(|n| n.to_string()).chain(last).collect::<Vec<_>>().join(","))
    }
}

impl fmt::Display for YearPeriod {
    /// `Dec 29-Jan 03`, `Aug 13-16`, `Jan 01`, and whole months as `Dec-Feb` or `Aug`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (month_name(self.from.month()), month_name(self.to.month()));
        let (first, last) = (self.from.day(), self.to.day());
        let in_one_month = from == to && first <= last;
        match (first == 1 && last == last_day(self.to.month()), in_one_month) {
            (true, true) => f.write_str(from),
            (true, false) => write!(f, "{from}-{to}"),
            (false, true) if first == last => write!(f, "{from} {first:02}"),
            (false, true) => write!(f, "{from} {first:02}-{last:02}"),
            (false, false) => write!(f, "{from} {first:02}-{to} {last:02}"),
        }
    }
}

impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rules: Vec<_> =
            self.weekday_rules().filter(|(_, hours)| **hours != DayHours::Closed).map(rule).collect();
        rules.extend(self.nth.iter().filter(|nth| !nth.nth.is_empty()).map(nth_rule));
        rules.extend(self.holiday.is_stated().then(|| format!("PH {}", self.holiday)));
        rules.extend(self.yearly.iter().filter(|yearly| !yearly.weekdays.is_empty()).map(yearly_rule));
        f.write_str(if rules.is_empty() { "off".to_owned() } else { rules.join("; ") }.as_str())
    }
}

fn rule((days, hours): (WeekdaySet, &DayHours)) -> String {
    format!("{days} {hours}")
}

fn nth_rule(nth: &NthWeekday) -> String {
    format!("{}[{}] {}", day_name(nth.weekday), nth.nth, nth.hours)
}

pub(super) fn yearly_selector(yearly: &YearlyRule) -> String {
    match yearly.weekdays {
        WeekdaySet::ALL => yearly.period.to_string(),
        days => format!("{} {days}", yearly.period),
    }
}

fn yearly_rule(yearly: &YearlyRule) -> String {
    format!("{} {}", yearly_selector(yearly), yearly.hours)
}

fn joined(ranges: &[TimeRange]) -> String {
    ranges.iter().map(TimeRange::to_string).collect::<Vec<_>>().join(",")
}

pub(super) fn day_name(day: Weekday) -> &'static str {
    DAY_NAMES.into_iter().nth(day.num_days_from_monday() as usize).expect("a week has seven days")
}

pub(super) fn month_name(month: u8) -> &'static str {
    MONTH_NAMES.into_iter().nth(usize::from(month) - 1).expect("a month is 1 to 12")
}

pub(super) fn last_day(month: u8) -> u8 {
    MONTH_LAST_DAYS.into_iter().nth(usize::from(month) - 1).expect("a month is 1 to 12")
}
