//! The only file that reads the time.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

/// Japan Standard Time, +09:00 all year.
pub const JAPAN: FixedOffset = FixedOffset::east_opt(9 * 3600).expect("nine hours is a valid offset");

/// Where the present comes from; a value, handed down, so that tests and demonstrations choose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Always this instant (`YORUYAKU_CLOCK`).
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// Now, UTC.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(at) => at,
        }
    }

    /// Now, in Japan's civil time.
    pub fn japan(self) -> NaiveDateTime {
        self.now().with_timezone(&JAPAN).naive_local()
    }
}
