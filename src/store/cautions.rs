//! The operator's own times of caution in the year.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::caution_periods};
use crate::hours::YearPeriod;

/// Those in force at `at`, UTC; `None` when they are the program's own.
///
/// # Errors
/// When the database refuses, or holds what this version would not have stored.
pub fn caution_periods_at(connection: &mut Connection, at: NaiveDateTime) -> Result<Option<Vec<YearPeriod>>, Error> {
    let last: Option<Option<String>> = on!(connection, c => caution_periods::table
        .filter(caution_periods::set_at.le(at))
        .order((caution_periods::set_at.desc(), caution_periods::id.desc()))
        .select(caution_periods::periods)
        .first(c)
        .optional())?;
    last.flatten().map(|text| read(&text)).transpose()
}

/// Those in force now; `None` when they are the program's own.
///
/// # Errors
/// As [`caution_periods_at`].
pub fn load_caution_periods(connection: &mut Connection) -> Result<Option<Vec<YearPeriod>>, Error> {
    let last: Option<Option<String>> = on!(connection, c => caution_periods::table
        .order((caution_periods::set_at.desc(), caution_periods::id.desc()))
        .select(caution_periods::periods)
        .first(c)
        .optional())?;
    last.flatten().map(|text| read(&text)).transpose()
}

/// Sets them, or the program's own again. Within the transaction that bumps the revision.
///
/// # Errors
/// When the database refuses.
pub fn insert_caution_periods(
    connection: &mut Connection,
    id: &str,
    periods: Option<&[YearPeriod]>,
    at: NaiveDateTime,
) -> Result<(), Error> {
    let text = periods.map(|periods| periods.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
    let row = (caution_periods::id.eq(id), caution_periods::set_at.eq(at), caution_periods::periods.eq(text));
    on!(connection, c => diesel::insert_into(caution_periods::table).values(row).execute(c))?;
    Ok(())
}

fn read(text: &str) -> Result<Vec<YearPeriod>, Error> {
    let corrupt = |period: &str| Error::Corrupt(format!("caution period {period:?}"));
    let periods = text.split("; ").filter(|period| !period.is_empty());
    periods.map(|period| period.parse().map_err(|_| corrupt(period))).collect()
}
