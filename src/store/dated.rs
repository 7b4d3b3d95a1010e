//! Dated exceptions and duty shifts.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{date_exceptions, duty_shifts},
};
use crate::{
    directory::{AssociationId, PharmacyId},
    hours::{DateException, DutyShift},
};

/// Japan is nine hours ahead of the stored instants, all year.
const JAPAN_OFFSET: chrono::TimeDelta = chrono::TimeDelta::hours(9);

/// A dated exception to add.
#[derive(Clone, Debug)]
pub struct NewException {
    /// Its id, minted by the caller.
    pub id: String,
    /// Whose.
    pub pharmacy: PharmacyId,
    /// What differs, when.
    pub exception: DateException,
}

/// A duty shift to add.
#[derive(Clone, Debug)]
pub struct NewDutyShift {
    /// Its id, minted by the caller.
    pub id: String,
    /// Whose roster.
    pub association: AssociationId,
    /// Who is on duty.
    pub pharmacy: PharmacyId,
    /// When.
    pub shift: DutyShift,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = date_exceptions)]
struct ExceptionRow {
    id: String,
    pharmacy_id: String,
    on_date: NaiveDate,
    hours: String,
    reason: String,
    created_at: NaiveDateTime,
    withdrawn: bool,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = duty_shifts)]
pub(super) struct DutyShiftRow {
    id: String,
    association_id: String,
    pharmacy_id: String,
    starts_at: NaiveDateTime,
    ends_at: NaiveDateTime,
    created_at: NaiveDateTime,
    pub(super) withdrawn: bool,
}

/// Adds exceptions. Within the transaction that bumps the revision.
///
/// # Errors
/// When the database refuses.
pub fn insert_exceptions(connection: &mut Connection, new: &[NewException], at: NaiveDateTime) -> Result<(), Error> {
    for one in new {
        let row = ExceptionRow {
            id: one.id.clone(),
            pharmacy_id: one.pharmacy.to_string(),
            on_date: one.exception.on,
            hours: one.exception.hours.to_string(),
            reason: one.exception.reason.clone(),
            created_at: at,
            withdrawn: false,
        };
        on!(connection, c => diesel::insert_into(date_exceptions::table).values(&row).execute(c))?;
    }
    Ok(())
}

/// Adds duty shifts. Within the transaction that bumps the revision.
///
/// # Errors
/// When the database refuses.
pub fn insert_duty_shifts(connection: &mut Connection, new: &[NewDutyShift], at: NaiveDateTime) -> Result<(), Error> {
    let row = |one: &NewDutyShift| DutyShiftRow {
        id: one.id.clone(),
        association_id: one.association.to_string(),
        pharmacy_id: one.pharmacy.to_string(),
        starts_at: one.shift.start() - JAPAN_OFFSET,
        ends_at: one.shift.end() - JAPAN_OFFSET,
        created_at: at,
        withdrawn: false,
    };
    match connection {
        Connection::Sqlite(c) => {
            for one in new {
                diesel::insert_into(duty_shifts::table).values(&row(one)).execute(c)?;
            }
        }
        // A round trip each otherwise.
        Connection::Postgres(c) => {
            for some in new.chunks(1_000) {
                let rows: Vec<DutyShiftRow> = some.iter().map(row).collect();
                diesel::insert_into(duty_shifts::table).values(&rows).execute(c)?;
            }
        }
    }
    Ok(())
}

/// The exceptions that hold, by pharmacy, oldest word first.
///
/// # Errors
/// When the database refuses.
pub fn load_exceptions(connection: &mut Connection) -> Result<HashMap<PharmacyId, Vec<DateException>>, Error> {
    let rows: Vec<ExceptionRow> = on!(connection, c => date_exceptions::table
        .filter(date_exceptions::withdrawn.eq(false))
        .order((date_exceptions::created_at, date_exceptions::id))
        .load(c))?;
    let mut exceptions: HashMap<PharmacyId, Vec<DateException>> = HashMap::new();
    for row in rows {
        let hours = row.hours.parse().map_err(|_| Error::Corrupt(format!("hours {:?}", row.hours)))?;
        let exception = DateException { on: row.on_date, hours, reason: row.reason };
        exceptions.entry(pharmacy_id(&row.pharmacy_id)?).or_default().push(exception);
    }
    Ok(exceptions)
}

/// The duty shifts that hold, by pharmacy, in order.
///
/// # Errors
/// When the database refuses.
pub fn load_duty_shifts(connection: &mut Connection) -> Result<HashMap<PharmacyId, Vec<DutyShift>>, Error> {
    let rows: Vec<DutyShiftRow> = on!(connection, c => duty_shifts::table
        .filter(duty_shifts::withdrawn.eq(false))
        .order((duty_shifts::starts_at, duty_shifts::id))
        .load(c))?;
    let mut shifts: HashMap<PharmacyId, Vec<DutyShift>> = HashMap::new();
    for row in rows {
        let shift = DutyShift::new(row.starts_at + JAPAN_OFFSET, row.ends_at + JAPAN_OFFSET)
            .ok_or_else(|| Error::Corrupt(format!("duty shift {}", row.id)))?;
        shifts.entry(pharmacy_id(&row.pharmacy_id)?).or_default().push(shift);
    }
    Ok(shifts)
}

/// An exception as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptException {
    /// Its id.
    pub id: String,
    /// What differs, when.
    pub exception: DateException,
    /// When it was entered, UTC.
    pub created_at: NaiveDateTime,
}

/// A duty shift as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDutyShift {
    /// Its id.
    pub id: String,
    /// Who is on duty.
    pub pharmacy: PharmacyId,
    /// When.
    pub shift: DutyShift,
}

/// The exceptions of one pharmacy that hold from `from` on, by date.
///
/// # Errors
/// When the database refuses.
pub fn exceptions_of(
    connection: &mut Connection,
    pharmacy: &PharmacyId,
    from: NaiveDate,
) -> Result<Vec<KeptException>, Error> {
    let rows: Vec<ExceptionRow> = on!(connection, c => date_exceptions::table
        .filter(
            date_exceptions::pharmacy_id
                .eq(pharmacy.as_str())
                .and(date_exceptions::withdrawn.eq(false))
                .and(date_exceptions::on_date.ge(from)),
        )
        .order((date_exceptions::on_date, date_exceptions::created_at, date_exceptions::id))
        .load(c))?;
    let kept = |row: ExceptionRow| {
        let hours = row.hours.parse().map_err(|_| Error::Corrupt(format!("hours {:?}", row.hours)))?;
        let exception = DateException { on: row.on_date, hours, reason: row.reason };
        Ok(KeptException { id: row.id, exception, created_at: row.created_at })
    };
    rows.into_iter().map(kept).collect()
}

/// Takes back an exception of a pharmacy. Within the transaction that bumps the revision.
///
/// # Errors
/// [`Error::NotFound`] when it has none of that id that holds.
pub fn withdraw_exception(connection: &mut Connection, pharmacy: &PharmacyId, id: &str) -> Result<(), Error> {
    let holding = date_exceptions::table.filter(
        date_exceptions::id
            .eq(id)
            .and(date_exceptions::pharmacy_id.eq(pharmacy.as_str()))
            .and(date_exceptions::withdrawn.eq(false)),
    );
    let updated = on!(connection, c => diesel::update(holding).set(date_exceptions::withdrawn.eq(true)).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// An association's duty shifts that end after `from` and begin before `until` (Japan's civil time), in order.
///
/// # Errors
/// When the database refuses.
pub fn duty_shifts_of(
    connection: &mut Connection,
    association: &AssociationId,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<KeptDutyShift>, Error> {
    let rows: Vec<DutyShiftRow> = on!(connection, c => duty_shifts::table
        .filter(
            duty_shifts::association_id
                .eq(association.as_str())
                .and(duty_shifts::withdrawn.eq(false))
                .and(duty_shifts::ends_at.gt(from - JAPAN_OFFSET))
                .and(duty_shifts::starts_at.lt(until - JAPAN_OFFSET)),
        )
        .order((duty_shifts::starts_at, duty_shifts::id))
        .load(c))?;
    rows.into_iter().map(kept).collect()
}

/// A stored shift.
pub(super) fn kept(row: DutyShiftRow) -> Result<KeptDutyShift, Error> {
    let shift = DutyShift::new(row.starts_at + JAPAN_OFFSET, row.ends_at + JAPAN_OFFSET)
        .ok_or_else(|| Error::Corrupt(format!("duty shift {}", row.id)))?;
    Ok(KeptDutyShift { pharmacy: pharmacy_id(&row.pharmacy_id)?, id: row.id, shift })
}

/// When the last duty shift of each association ends, Japan's time.
///
/// # Errors
/// When the database refuses.
pub fn roster_ends(connection: &mut Connection) -> Result<HashMap<AssociationId, NaiveDateTime>, Error> {
    let rows: Vec<(String, Option<NaiveDateTime>)> = on!(connection, c => duty_shifts::table
        .filter(duty_shifts::withdrawn.eq(false))
        .group_by(duty_shifts::association_id)
        .select((duty_shifts::association_id, diesel::dsl::max(duty_shifts::ends_at)))
        .load(c))?;
    let end = |(id, ends): (String, Option<NaiveDateTime>)| Some((AssociationId::new(&id)?, ends? + JAPAN_OFFSET));
    Ok(rows.into_iter().filter_map(end).collect())
}

/// Takes back an association's duty shift. Within the transaction that bumps the revision.
///
/// # Errors
/// [`Error::NotFound`] when it has none of that id that holds.
pub fn withdraw_duty_shift(connection: &mut Connection, association: &AssociationId, id: &str) -> Result<(), Error> {
    let holding = duty_shifts::table.filter(
        duty_shifts::id
            .eq(id)
            .and(duty_shifts::association_id.eq(association.as_str()))
            .and(duty_shifts::withdrawn.eq(false)),
    );
    let updated = on!(connection, c => diesel::update(holding).set(duty_shifts::withdrawn.eq(true)).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn pharmacy_id(text: &str) -> Result<PharmacyId, Error> {
    PharmacyId::new(text).ok_or_else(|| Error::Corrupt(format!("pharmacy id {text:?}")))
}
