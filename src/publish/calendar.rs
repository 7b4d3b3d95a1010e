//! A newer holiday table takes the place of the one in force.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    load, mint, record,
};
use crate::{
    hours::Holidays,
    store::{self, Store},
};

/// Reads the Cabinet Office's table in place of the holidays in force and keeps it; readers see it after a refresh.
///
/// # Errors
/// [`Error::Holidays`] when it is malformed or says less than what is known: the old one stays. The store's.
pub fn refresh_holidays(
    store: &Store,
    source: &str,
    bytes: &[u8],
    actor: &str,
    at: NaiveDateTime,
) -> Result<Holidays, Error> {
    let refreshed = load(store)?.calendar.holidays.refreshed(bytes)?;
    store.write(|c| {
        let before = store::latest_holiday_table(c)?;
        store::insert_holiday_table(c, &mint(), source, bytes, at)?;
        let deed = Deed { actor, action: "holidays.refresh", subject: "holidays".to_owned(), at };
        let detail = json!({ "source": source, "horizon": refreshed.horizon().to_string() });
        note(c, deed, (before.as_deref(), Some(bytes)), detail)?;
        record(c, None, at)
    })?;
    Ok(refreshed)
}
