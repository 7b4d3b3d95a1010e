//! The one row that tells readers whether anything changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::directory_revision};

/// The directory's revision: 0 before anything was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the columns of the table, which say what each revision is of")]
pub struct Revision {
    /// Counts every change that readers can see.
    pub revision: i64,
    /// Counts publications of lists, and what takes them back.
    pub lists_revision: i64,
    /// When it last changed, UTC.
    pub changed_at: NaiveDateTime,
}

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = directory_revision)]
struct RevisionRow {
    id: i32,
    revision: i64,
    lists_revision: i64,
    changed_at: NaiveDateTime,
}

/// The present revision.
///
/// # Errors
/// When the database refuses.
pub fn current_revision(connection: &mut Connection) -> Result<Revision, Error> {
    let row: Option<RevisionRow> = on!(connection, c => directory_revision::table.find(1).first(c).optional())?;
    Ok(row.map_or(
        Revision { revision: 0, lists_revision: 0, changed_at: chrono::DateTime::UNIX_EPOCH.naive_utc() },
        |row| Revision { revision: row.revision, lists_revision: row.lists_revision, changed_at: row.changed_at },
    ))
}

/// Holds the directory until the transaction ends: other publications wait, so that what one of them read before it decided
/// is still so when it writes. On SQLite whoever writes holds everything already.
///
/// # Errors
/// When the database refuses.
pub fn hold_directory(connection: &mut Connection) -> Result<(), Error> {
    if let Connection::Postgres(c) = connection {
        diesel::sql_query("SELECT pg_advisory_xact_lock(73052027, hashtext(current_schema()))").execute(c)?;
    }
    Ok(())
}

/// Counts one more change; `lists` when it is a list that changed. Within the transaction of the change itself.
///
/// # Errors
/// When the database refuses.
pub fn bump(connection: &mut Connection, lists: bool, at: NaiveDateTime) -> Result<Revision, Error> {
    let now = current_revision(connection)?;
    let next =
        Revision { revision: now.revision + 1, lists_revision: now.lists_revision + i64::from(lists), changed_at: at };
    let row = RevisionRow { id: 1, revision: next.revision, lists_revision: next.lists_revision, changed_at: at };
    // The guard makes a racing writer on PostgreSQL fail here instead of counting one change for two.
    let written = on!(connection, c => {
        let updated = diesel::update(directory_revision::table.find(1).filter(directory_revision::revision.eq(now.revision)))
            .set((
                directory_revision::revision.eq(row.revision),
                directory_revision::lists_revision.eq(row.lists_revision),
                directory_revision::changed_at.eq(row.changed_at),
            ))
            .execute(c)?;
        if updated == 0 && now.revision == 0 {
            diesel::insert_into(directory_revision::table).values(&row).on_conflict_do_nothing().execute(c)?
        } else {
            updated
        }
    });
    if written == 1 { Ok(next) } else { Err(Error::Conflict) }
}
