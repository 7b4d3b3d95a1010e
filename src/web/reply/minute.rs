//! The minute an answer is for.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};

use crate::clock::{Clock, JAPAN};

/// The longest any answer may be kept, seconds.
pub const TTL_S: i64 = 60;

/// The minute an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    now: DateTime<Utc>,
    start: DateTime<Utc>,
}

impl Minute {
    /// Its number, to tell it from others.
    pub fn number(self) -> i64 {
        self.start.timestamp() / 60
    }

    /// The present minute.
    pub fn of(clock: Clock) -> Self {
        let now = clock.now();
        let since = i64::from(now.second()) * 1_000_000_000 + i64::from(now.nanosecond() % 1_000_000_000);
        Self { now, start: now - TimeDelta::nanoseconds(since) }
    }

    /// Its start, in Japan's civil time: the "now" of questions, and `generated_at`.
    pub fn japan(self) -> NaiveDateTime {
        self.start.with_timezone(&JAPAN).naive_local()
    }

    /// Seconds from its start that the answer holds: to the next change, at most a minute.
    pub fn ttl(self, changes_at: Option<NaiveDateTime>) -> u32 {
        let to_change = changes_at.map_or(TTL_S, |at| (at - self.japan()).num_seconds());
        to_change.clamp(1, TTL_S) as u32
    }

    /// Seconds still left of `ttl`.
    pub fn left(self, ttl: u32) -> i64 {
        (i64::from(ttl) - (self.now - self.start).num_seconds()).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_never_outlives_its_minute_or_a_change() {
        let now = "2026-11-22T10:29:45.5Z".parse::<DateTime<Utc>>().unwrap();
        let minute = Minute::of(Clock::Fixed(now));
        assert_eq!(minute.japan().to_string(), "2026-11-22 19:29:00");
        assert_eq!(minute.ttl(None), 60);
        assert_eq!(minute.left(60), 15);
        let change = minute.japan() + TimeDelta::seconds(20);
        assert_eq!(minute.ttl(Some(change)), 20);
        assert_eq!(minute.left(20), 0);
    }
}
