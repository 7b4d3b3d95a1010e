//! National holidays, with the last date they are known for.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{holiday_law, holiday_table};

pub use super::holiday_table::HolidayTableError;

/// The first year of the Cabinet Office's table.
const FIRST_YEAR: i32 = 1955;

/// The last year of the table that the compiled-in rules were checked against (the copy of 2026-08-21).
const LAST_CHECKED_YEAR: i32 = 2027;

/// What a set of holidays rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolidaySource {
    /// The law's rules, compiled in, up to the last year of the official table they were checked against.
    Law,
    /// The Cabinet Office's table (内閣府 syukujitsu.csv), read later.
    CabinetOffice,
}

impl HolidaySource {
    /// `law` or `cabinet_office`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::CabinetOffice => "cabinet_office",
        }
    }
}

/// National holidays by date, and the horizon past which nothing is known.
///
/// ```
/// use chrono::NaiveDate;
/// use yoruyaku::hours::Holidays;
///
/// let holidays = Holidays::japan();
/// let date = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// assert_eq!(holidays.name(date(11, 23)), Some("勤労感謝の日"));
/// assert_eq!(holidays.name(date(9, 22)), Some("休日")); // between two holidays, article 3(3)
/// assert_eq!(holidays.name(date(11, 24)), None);
/// assert_eq!(holidays.horizon().to_string(), "2027-12-31");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    pub(super) days: BTreeMap<NaiveDate, String>,
    pub(super) horizon: NaiveDate,
    pub(super) source: HolidaySource,
}

impl Holidays {
    /// Japan's holidays from 1955 by the law's rules, to the end of the last year the official table confirmed.
    pub fn japan() -> Self {
        let by_law = (FIRST_YEAR..=LAST_CHECKED_YEAR).flat_map(holiday_law::holidays_of);
        Self {
            days: by_law.map(|(date, name)| (date, name.to_owned())).collect(),
            horizon: end_of(LAST_CHECKED_YEAR),
            source: HolidaySource::Law,
        }
    }

    /// The holidays of the Cabinet Office's table (`syukujitsu.csv`, CP932 or UTF-8); its last year ends at the horizon.
    ///
    /// # Errors
    /// When the table is malformed, or holds less than the law's rules give; see [`HolidayTableError`].
    pub fn from_cabinet_office_csv(bytes: &[u8]) -> Result<Self, HolidayTableError> {
        Self::japan().refreshed(bytes)
    }

    /// The holidays of a newer table in place of these.
    ///
    /// # Errors
    /// When the table is malformed, ends earlier than these, or has fewer holidays in a year; these then stay valid.
    pub fn refreshed(&self, bytes: &[u8]) -> Result<Self, HolidayTableError> {
        holiday_table::read(bytes, self)
    }

    /// Where they differ from what the law's rules give: in a year after an amendment, to be looked at by a person.
    pub fn differences_from_law(&self) -> Vec<HolidayDifference> {
        let mut dates: BTreeMap<NaiveDate, HolidayDifference> = BTreeMap::new();
        for (date, name) in &self.days {
            let held = Some(name.clone());
            dates.insert(*date, HolidayDifference { date: *date, held, by_law: None });
        }
        for (date, name) in (FIRST_YEAR..=self.horizon.year()).flat_map(holiday_law::holidays_of) {
            let day = dates.entry(date).or_insert(HolidayDifference { date, held: None, by_law: None });
            day.by_law = Some(name.to_owned());
        }
        dates.into_values().filter(|day| day.held != day.by_law).collect()
    }

    /// The last date it is known of whether it is a holiday.
    pub fn horizon(&self) -> NaiveDate {
        self.horizon
    }

    /// Whether it is known of that date if it is a holiday: from 1955, the official table's first year, to the horizon.
    pub fn knows(&self, date: NaiveDate) -> bool {
        date.year() >= FIRST_YEAR && date <= self.horizon
    }

    /// What they rest on.
    pub fn source(&self) -> HolidaySource {
        self.source
    }

    /// The holiday's name; `None` on other days, and past the horizon.
    pub fn name(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).map(String::as_str)
    }

    /// The holidays of one year in order, up to the horizon.
    pub fn of_year(&self, year: i32) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.days.iter().filter(move |(date, _)| date.year() == year).map(|(date, name)| (*date, name.as_str()))
    }
}

/// One date on which the holidays held and the law's rules differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayDifference {
    /// The date.
    pub date: NaiveDate,
    /// The name held; `None` when it is no holiday.
    pub held: Option<String>,
    /// The name by the law's rules; `None` when it would be no holiday.
    pub by_law: Option<String>,
}

pub(super) fn end_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).expect("a year of a table has a December 31")
}

#[cfg(test)]
#[path = "holidays_tests.rs"]
mod tests;
