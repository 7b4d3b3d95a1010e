//! National holidays, with the last date they are known for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// National holidays by date, and the horizon past which nothing is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, String>,
    horizon: NaiveDate,
}

impl Holidays {
    /// The last date it is known of whether it is a holiday.
    pub fn horizon(&self) -> NaiveDate {
        self.horizon
    }

    /// The holiday's name; `None` on other days.
    pub fn name(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).map(String::as_str)
    }
}
