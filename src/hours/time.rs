//! Times of a day that may run past midnight, and ranges of them.
//!
//! A shift "22:00–翌2:00" belongs to the day it began on and is one range, 22:00–26:00: with times up to 48:00 the
//! midnight case does not exist.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// Minutes in a civil day.
pub const DAY_MIN: u16 = 24 * 60;

/// Minutes since a day's midnight, from 00:00 to 48:00; 26:00 is two in the morning of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 00:00, the start of the day.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, the end of the day.
    pub const DAY_END: Self = Self(DAY_MIN);
    /// 48:00, the latest time a day may speak of.
    pub const MAX: Self = Self(2 * DAY_MIN);

    /// The time `minutes` after midnight; `None` past 48:00.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes <= Self::MAX.0).then_some(Self(minutes))
    }

    /// The time `hour:minute`; `None` when the minute is over 59 or the time past 48:00.
    pub fn from_hm(hour: u16, minute: u16) -> Option<Self> {
        if minute > 59 || hour > 48 {
            return None;
        }
        Self::from_minutes(hour * 60 + minute)
    }

    /// Minutes since the day's midnight, 0–2880.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The hour, 0–48.
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute of the hour, 0–59.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for TimeOfDay {
    type Err = ParseTimeError;

    /// Reads the canonical form `HH:MM` only; what people write is read by [`crate::hours::read()`].
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseTimeError(text.to_owned());
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let two_digits = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
        if !two_digits(hour) || !two_digits(minute) {
            return Err(wrong());
        }
        let number = |s: &str| s.parse::<u16>().map_err(|_| wrong());
        Self::from_hm(number(hour)?, number(minute)?).ok_or_else(wrong)
    }
}

/// A text that is not a time of the form `HH:MM` up to 48:00.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a time of the form HH:MM between 00:00 and 48:00")]
pub struct ParseTimeError(pub String);

/// A range of one day's time, half-open: a pharmacy open 09:00–18:00 is closed at 18:00.
///
/// It begins before 24:00, lasts from one minute to 24 hours, and may end the next day (08:30–32:30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeRange {
    start: TimeOfDay,
    end: TimeOfDay,
    last_reception: Option<TimeOfDay>,
}

impl TimeRange {
    /// The whole day, 00:00–24:00.
    pub const WHOLE_DAY: Self = Self { start: TimeOfDay::MIDNIGHT, end: TimeOfDay::DAY_END, last_reception: None };

    /// The range from `start` to `end`; `None` when it is empty, backwards, begins at 24:00 or later, or is over 24 hours.
    pub fn new(start: TimeOfDay, end: TimeOfDay) -> Option<Self> {
        let fits = start < end && start < TimeOfDay::DAY_END && end.minutes() - start.minutes() <= DAY_MIN;
        fits.then_some(Self { start, end, last_reception: None })
    }

    /// The same range with the time after which no one is received ("受付22:00まで"); `None` unless `start < at <= end`.
    pub fn with_last_reception(self, at: TimeOfDay) -> Option<Self> {
        (self.start < at && at <= self.end).then_some(Self { last_reception: (at < self.end).then_some(at), ..self })
    }

    /// When it begins, before 24:00.
    pub fn start(self) -> TimeOfDay {
        self.start
    }

    /// When it ends, not included.
    pub fn end(self) -> TimeOfDay {
        self.end
    }

    /// The last time a visitor is received, when that is stated and earlier than the end.
    pub fn last_reception(self) -> Option<TimeOfDay> {
        self.last_reception
    }
}

impl fmt::Display for TimeRange {
    /// `09:00-18:00`, and with a last reception `19:30-22:30/22:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)?;
        self.last_reception.map_or(Ok(()), |at| write!(f, "/{at}"))
    }
}

impl FromStr for TimeRange {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseTimeError(text.to_owned());
        let (range, last) = text.split_once('/').map_or((text, None), |(r, l)| (r, Some(l)));
        let (start, end) = range.split_once('-').ok_or_else(wrong)?;
        let range = Self::new(start.parse()?, end.parse()?).ok_or_else(wrong)?;
        match last {
            Some(at) => range.with_last_reception(at.parse()?).ok_or_else(wrong),
            None => Ok(range),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_run_to_48_hours_and_read_back() {
        for text in ["00:00", "09:05", "24:00", "26:00", "48:00"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in ["", "9:00", "48:01", "12:60", "ab:cd", "12:5", "１２:00"] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_are_ordered_and_at_most_a_day() {
        for text in ["08:30-32:30", "00:00-24:00", "19:30-22:30/22:00"] {
            assert_eq!(text.parse::<TimeRange>().unwrap().to_string(), text);
        }
        for text in ["09:00-09:00", "18:00-09:00", "24:00-26:00", "08:30-32:31", "09:00-18:00/19:00"] {
            assert!(text.parse::<TimeRange>().is_err(), "{text}");
        }
    }
}
