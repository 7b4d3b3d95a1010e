//! What readers say is wrong, until an association has settled it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::corrections};
use crate::directory::{AssociationId, Correction, PharmacyId, Topic};

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = corrections)]
struct CorrectionRow {
    id: String,
    association_id: String,
    pharmacy_id: String,
    topic: String,
    message: String,
    contact: Option<String>,
    lang: String,
    received_at: NaiveDateTime,
    settled_at: Option<NaiveDateTime>,
    settled_by: Option<String>,
}

impl TryFrom<CorrectionRow> for Correction {
    type Error = Error;

    fn try_from(row: CorrectionRow) -> Result<Self, Error> {
        let corrupt = |what: &str, value: &str| Error::Corrupt(format!("{what} {value:?}"));
        Ok(Self {
            association: AssociationId::new(&row.association_id)
                .ok_or_else(|| corrupt("association", &row.association_id))?,
            pharmacy: PharmacyId::new(&row.pharmacy_id).ok_or_else(|| corrupt("pharmacy", &row.pharmacy_id))?,
            topic: Topic::from_name(&row.topic).ok_or_else(|| corrupt("topic", &row.topic))?,
            id: row.id,
            message: row.message,
            contact: row.contact,
            lang: row.lang,
            received_at: row.received_at,
            settled: row.settled_at.zip(row.settled_by),
        })
    }
}

/// Keeps a new one.
///
/// # Errors
/// When the database refuses.
pub fn insert_correction(connection: &mut Connection, new: &Correction) -> Result<(), Error> {
    let row = CorrectionRow {
        id: new.id.clone(),
        association_id: new.association.to_string(),
        pharmacy_id: new.pharmacy.to_string(),
        topic: new.topic.as_str().to_owned(),
        message: new.message.clone(),
        contact: new.contact.clone(),
        lang: new.lang.clone(),
        received_at: new.received_at,
        settled_at: None,
        settled_by: None,
    };
    on!(connection, c => diesel::insert_into(corrections::table).values(&row).execute(c))?;
    Ok(())
}

/// How many came since `since`: of that pharmacy, and in all.
///
/// # Errors
/// When the database refuses.
pub fn count_corrections(
    connection: &mut Connection,
    pharmacy: &PharmacyId,
    since: NaiveDateTime,
) -> Result<(i64, i64), Error> {
    let lately = corrections::received_at.ge(since);
    let all = on!(connection, c => corrections::table.filter(lately).count().get_result(c))?;
    let own = corrections::pharmacy_id.eq(pharmacy.as_str());
    let of_it = on!(connection, c => corrections::table.filter(lately.and(own)).count().get_result(c))?;
    Ok((of_it, all))
}

/// Whether the same words about the same pharmacy wait already.
///
/// # Errors
/// When the database refuses.
pub fn has_correction(connection: &mut Connection, pharmacy: &PharmacyId, message: &str) -> Result<bool, Error> {
    let same = corrections::table
        .filter(corrections::pharmacy_id.eq(pharmacy.as_str()).and(corrections::message.eq(message)))
        .filter(corrections::settled_at.is_null());
    let count: i64 = on!(connection, c => same.count().get_result(c))?;
    Ok(count > 0)
}

/// The last `limit` of an association (of all where none is named), those that wait before those settled, newest first.
///
/// # Errors
/// When the database refuses.
pub fn load_corrections(
    connection: &mut Connection,
    association: Option<&AssociationId>,
    limit: i64,
) -> Result<Vec<Correction>, Error> {
    // Short names hold no `%` or `_`.
    let whose = association.map_or("%", AssociationId::as_str).to_owned();
    let order = (corrections::settled_at.is_not_null(), corrections::id.desc());
    let rows = corrections::table.filter(corrections::association_id.like(whose)).order(order).limit(limit);
    let rows: Vec<CorrectionRow> = on!(connection, c => rows.load(c))?;
    rows.into_iter().map(Correction::try_from).collect()
}

/// The one of that id.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_correction(connection: &mut Connection, id: &str) -> Result<Correction, Error> {
    let row: Option<CorrectionRow> = on!(connection, c => corrections::table.find(id).first(c).optional())?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Marks it settled.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that id that waits.
pub fn settle_correction(connection: &mut Connection, id: &str, by: &str, at: NaiveDateTime) -> Result<(), Error> {
    let waiting = corrections::table.filter(corrections::id.eq(id).and(corrections::settled_at.is_null()));
    let done = (corrections::settled_at.eq(at), corrections::settled_by.eq(by));
    let updated = on!(connection, c => diesel::update(waiting).set(done).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}
