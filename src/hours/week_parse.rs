//! Reads the stored text of a week (`hours/week_text.rs`).

use std::str::FromStr;

use chrono::Weekday;
use thiserror::Error;

use super::{
    time::TimeRange,
    week::{DayHours, MonthDay, NthSet, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
    week_text::{ASSUMED, RECEPTION_OVER, day_name, last_day, month_name},
};

/// A text that is not a week in the stored form.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{part:?} is not {expected}")]
pub struct ParseWeekError {
    /// The part that could not be read.
    pub part: String,
    /// What would have been read there.
    pub expected: &'static str,
}

fn wrong<T>(part: &str, expected: &'static str) -> Result<T, ParseWeekError> {
    Err(ParseWeekError { part: part.to_owned(), expected })
}

impl FromStr for DayHours {
    type Err = ParseWeekError;

    /// Reads what is displayed; a comment in quotes after `unknown` or `off` is passed over.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "hours such as 09:00-13:00,14:00-18:00, off or unknown";
        let (word, comment) = text.split_once(' ').unwrap_or((text, ""));
        let is_quoted = comment.len() > 1 && comment.starts_with('"') && comment.ends_with('"');
        if !comment.is_empty() && !is_quoted {
            return wrong(text, expected);
        }
        match word {
            "unknown" => Ok(Self::Unstated),
            "off" | "closed" => Ok(Self::Closed),
            ranges if comment.is_empty() => {
                let ranges: Option<Vec<TimeRange>> = ranges.split(',').map(|range| range.parse().ok()).collect();
                ranges.and_then(Self::open).map_or_else(|| wrong(text, expected), Ok)
            }
            _ => wrong(text, expected),
        }
    }
}

impl FromStr for YearPeriod {
    type Err = ParseWeekError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "a part of the year such as Dec 29-Jan 03 or Dec-Feb";
        let period = || {
            let (from, to) = text.split_once('-').unwrap_or((text, text));
            let from_words: Vec<_> = from.split(' ').collect();
            let to_words: Vec<_> = to.split(' ').collect();
            let (from, to) = match (from_words.as_slice(), to_words.as_slice()) {
                ([from], [to]) => (month_day(from, "01")?, MonthDay::new(month(to)?, last_day(month(to)?))?),
                ([month, from], [to]) => (month_day(month, from)?, month_day(month, to)?),
                ([from_month, from], [to_month, to]) => (month_day(from_month, from)?, month_day(to_month, to)?),
                _ => return None,
            };
            Some(Self { from, to })
        };
        period().map_or_else(|| wrong(text, expected), Ok)
    }
}

impl FromStr for WeeklyHours {
    type Err = ParseWeekError;

    /// Reads the stored form, and what [`WeeklyHours::to_osm`] exports. Weekdays left out are closed, holidays left out
    /// unstated; of two rules of one kind the later holds.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut week = Self { weekdays: std::array::from_fn(|_| DayHours::Closed), ..Self::default() };
        if text != "off" {
            text.split("; ").try_for_each(|rule| week.read_rule(rule))?;
        }
        Ok(week)
    }
}

impl WeeklyHours {
    fn read_rule(&mut self, text: &str) -> Result<(), ParseWeekError> {
        if text.ends_with(&format!("unknown \"{ASSUMED}\"")) {
            return Ok(());
        }
        let (main, after_reception) = match text.split_once(", ") {
            Some((main, rest)) => (main, Some(rest)),
            None => (text, None),
        };
        let split_at = hours_start(main);
        let Some((selector, hours)) = split_at.and_then(|at| main.split_at_checked(at)) else {
            return wrong(text, "days and their hours, such as Mo-Fr 09:00-18:00");
        };
        let selector = selector.trim_end();
        let mut hours: DayHours = hours.parse()?;
        if let Some(rest) = after_reception {
            hours = with_last_receptions(&hours, selector, rest)?;
        }
        self.add_rule(selector, hours)
    }

    fn add_rule(&mut self, selector: &str, hours: DayHours) -> Result<(), ParseWeekError> {
        if selector == "PH" {
            self.holiday = hours;
        } else if selector.get(..3).is_some_and(|start| month(start).is_some()) {
            let (period, days) = match selector.rsplit_once(' ') {
                Some((period, days)) if day(days.get(..2).unwrap_or("")).is_some() => (period, weekday_set(days)?),
                _ => (selector, WeekdaySet::ALL),
            };
            self.yearly.push(YearlyRule { period: period.parse()?, weekdays: days, hours });
        } else {
            for part in selectors(selector) {
                match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
                    Some((name, numbers)) => {
                        let days = weekday_set(name)?;
                        let nth = nth_set(numbers)?;
                        let rules = days.iter().map(|weekday| NthWeekday { weekday, nth, hours: hours.clone() });
                        self.nth.extend(rules);
                    }
                    None => weekday_set(part)?.iter().for_each(|day| self.weekday_mut(day).clone_from(&hours)),
                }
            }
        }
        Ok(())
    }
}

/// Where the hours of a rule begin: at `off`, `unknown`, or at the first time.
fn hours_start(rule: &str) -> Option<usize> {
    let is_hours = |word: &str| matches!(word, "off" | "closed" | "unknown") || word.as_bytes().get(2) == Some(&b':');
    let mut at = 0;
    for word in rule.split(' ') {
        if is_hours(word) {
            return (at > 0).then_some(at);
        }
        at += word.len() + 1;
    }
    None
}

/// Puts `22:00-22:30 unknown "受付終了"` back as the last reception of the range that it follows.
fn with_last_receptions(hours: &DayHours, selector: &str, rest: &str) -> Result<DayHours, ParseWeekError> {
    let expected = "the time after a last reception";
    let suffix = format!(" unknown \"{RECEPTION_OVER}\"");
    let tails = rest.strip_prefix(selector).and_then(|rest| rest.trim_start().strip_suffix(suffix.as_str()));
    let Some(tails) = tails else { return wrong(rest, expected) };
    let mut ranges = hours.ranges().to_vec();
    for tail in tails.split(',') {
        let joined = tail.parse().ok().and_then(|tail: TimeRange| {
            let range = ranges.iter_mut().find(|range| range.end() == tail.start())?;
            *range = TimeRange::new(range.start(), tail.end())?.with_last_reception(tail.start())?;
            Some(())
        });
        if joined.is_none() {
            return wrong(tail, expected);
        }
    }
    DayHours::open(ranges).map_or_else(|| wrong(rest, expected), Ok)
}

/// The parts of `Su,Sa[1,3]`: commas inside brackets do not part.
fn selectors(text: &str) -> Vec<&str> {
    let mut inside = false;
    let parts = text.split(|c| {
        inside = (inside || c == '[') && c != ']';
        c == ',' && !inside
    });
    parts.collect()
}

fn weekday_set(text: &str) -> Result<WeekdaySet, ParseWeekError> {
    let expected = "weekdays such as Mo-We,Fr";
    let part_set = |part: &str| match part.split_once('-') {
        None => Some(WeekdaySet::of(day(part)?)),
        Some((from, to)) => {
            let (from, to) = (day(from)?, day(to)?);
            Some(WEEKDAYS.into_iter().filter(|day| day.days_since(from) <= to.days_since(from)).collect())
        }
    };
    let sets: Option<Vec<WeekdaySet>> = text.split(',').map(part_set).collect();
    sets.map_or_else(|| wrong(text, expected), |sets| Ok(sets.into_iter().fold(WeekdaySet::NONE, WeekdaySet::union)))
}

fn nth_set(text: &str) -> Result<NthSet, ParseWeekError> {
    let one = |number: &str| match number {
        "-1" => Some(NthSet::LAST),
        number => number.parse().ok().and_then(NthSet::nth),
    };
    let sets: Option<Vec<NthSet>> = text.split(',').map(one).collect();
    sets.map_or_else(
        || wrong(text, "weeks of the month, 1 to 5 or -1"),
        |sets| Ok(sets.into_iter().fold(NthSet::NONE, NthSet::union)),
    )
}

fn day(name: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|day| day_name(*day) == name)
}

fn month(name: &str) -> Option<u8> {
    (1..=12).find(|month| month_name(*month) == name)
}

fn month_day(month_name: &str, day: &str) -> Option<MonthDay> {
    let two_digits = day.len() == 2 && day.bytes().all(|b| b.is_ascii_digit());
    if two_digits { MonthDay::new(month(month_name)?, day.parse().ok()?) } else { None }
}

#[cfg(test)]
#[path = "week_text_tests.rs"]
mod tests;

#[cfg(test)]
pub(super) use tests::any_week;
