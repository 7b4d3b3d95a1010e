//! A newer holiday table takes the place of the one in force.

use chrono::NaiveDateTime;

use super::{Error, load, mint, record};
use crate::{
    hours::Holidays,
    store::{self, Store},
};

/// Reads the Cabinet Office's table in place of the holidays in force and keeps it; readers see it after a refresh.
///
/// # Errors
/// [`Error::Holidays`] when it is malformed or says less than what is known: the old one stays. The store's.
pub fn refresh_holidays(store: &Store, source: &str, bytes: &[u8], at: NaiveDateTime) -> Result<Holidays, Error> {
    let refreshed = load(store)?.calendar.holidays.refreshed(bytes)?;
    store.write(|c| {
        store::insert_holiday_table(c, &mint(), source, bytes, at)?;
        record(c, None, at)
    })?;
    Ok(refreshed)
}
