//! Who publishes lists: associations are added and changed by the operator.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    record,
};
use crate::{
    directory::Association,
    hours::YearPeriod,
    store::{self, Connection, Store},
};

/// What is said of an area's 年末年始.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearEndSaid {
    /// Nothing: it keeps the one it has.
    Nothing,
    /// That it is the default.
    Default,
    /// Its own.
    Own(YearPeriod),
}

/// Adds an association, or changes the one of that short name.
///
/// # Errors
/// The store's.
pub fn add_association(
    store: &Store,
    association: &Association,
    year_end: YearEndSaid,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    let mut association = association.clone();
    store.write(|c| {
        let known = store::load_associations(c)?.into_iter().find(|known| known.id == association.id);
        association.area.year_end = match year_end {
            YearEndSaid::Nothing => known.and_then(|known| known.area.year_end),
            YearEndSaid::Default => None,
            YearEndSaid::Own(period) => Some(period),
        };
        insert(c, &association, actor, at)?;
        record(c, None, at)
    })?;
    Ok(())
}

/// Adds it within a transaction, with its entry in the audit when anything differs.
///
/// # Errors
/// The store's.
pub(super) fn insert(
    c: &mut Connection,
    association: &Association,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), store::Error> {
    let known = store::load_associations(c)?.into_iter().find(|known| known.id == association.id);
    store::insert_association(c, association)?;
    let (before, after) = (known.as_ref().map(text), text(association));
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    let deed = Deed { actor, action: "association.add", subject: format!("{}/association", association.id), at };
    let digests = (before.as_deref().map(str::as_bytes), Some(after.as_bytes()));
    note(c, deed, digests, json!({ "name": association.name, "area": association.area.code }))
}

fn text(association: &Association) -> String {
    let Association { id, name, name_en, area, rank } = association;
    json!([
        id.as_str(),
        name,
        name_en,
        area.code,
        area.prefecture,
        area.municipality,
        rank,
        area.year_end.map(|period| period.to_string())
    ])
    .to_string()
}
