//! The minute an answer is for.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::clock::{Clock, JAPAN};

/// The longest any answer may be kept, seconds.
pub const TTL_S: i64 = 60;

/// The minute an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    /// Now and the start of the minute, seconds since 1970: each request asks for them, few for the civil time.
    now_s: i64,
    start_s: i64,
}

impl Minute {
    /// Its number, to tell it from others.
    pub fn number(self) -> i64 {
        self.start_s.div_euclid(60)
    }

    /// The present minute.
    pub fn of(clock: Clock) -> Self {
        let now_s = clock.now().timestamp();
        Self { now_s, start_s: now_s - now_s.rem_euclid(60) }
    }

    /// Its start, in Japan's civil time: the "now" of questions, and `generated_at`.
    pub fn japan(self) -> NaiveDateTime {
        let start = DateTime::<Utc>::from_timestamp(self.start_s, 0).expect("the present is within chrono's range");
        start.with_timezone(&JAPAN).naive_local()
    }

    /// Seconds from its start that the answer holds: to the next change, at most a minute.
    pub fn ttl(self, changes_at: Option<NaiveDateTime>) -> u32 {
        let to_change = changes_at.map_or(TTL_S, |at| (at - self.japan()).num_seconds());
        to_change.clamp(1, TTL_S) as u32
    }

    /// Seconds still left of `ttl`.
    pub fn left(self, ttl: u32) -> i64 {
        (i64::from(ttl) - (self.now_s - self.start_s)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

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
