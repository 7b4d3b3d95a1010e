//! The audit: who changed what, when. Rows are only ever added, in the transaction of the change itself.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::audit};
use crate::directory::AssociationId;

/// One row of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = audit)]
pub struct AuditEntry {
    /// Its id, time-ordered.
    pub id: String,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who: `token:<id>`, `user:<name>`, `cli`.
    pub actor: String,
    /// What: `listing.check`, `listing.publish`, `token.create`, …
    pub action: String,
    /// On what: an id, with its kind before a colon; of an association's things the association first,
    /// `setagaya/listing:…`.
    pub subject: String,
    /// Digests before and after, and what else a reader needs, JSON.
    pub detail: String,
}

/// Adds a row.
///
/// # Errors
/// When the database refuses.
pub fn insert_audit(connection: &mut Connection, entry: &AuditEntry) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(audit::table).values(entry).execute(c))?;
    Ok(())
}

/// The last `limit` rows before `before` (an entry's id), newest first; only those of one association's things when it
/// is named.
///
/// # Errors
/// When the database refuses.
pub fn load_audit(
    connection: &mut Connection,
    association: Option<&AssociationId>,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<AuditEntry>, Error> {
    // Ids are time-ordered, so the id alone orders and pages; no id is as great as "~". Short names hold no `%` or `_`.
    let subject = association.map_or("%".to_owned(), |association| format!("{association}/%"));
    let rows = audit::table
        .filter(audit::id.lt(before.unwrap_or("~")).and(audit::subject.like(subject)))
        .order(audit::id.desc())
        .limit(limit);
    Ok(on!(connection, c => rows.load(c))?)
}

/// Who did `action` on `subject` last; `None` when nobody did.
///
/// # Errors
/// When the database refuses.
pub fn who_did(connection: &mut Connection, action: &str, subject: &str) -> Result<Option<String>, Error> {
    Ok(on!(connection, c => audit::table
        .filter(audit::subject.eq(subject).and(audit::action.eq(action)))
        .order(audit::id.desc())
        .select(audit::actor)
        .first(c)
        .optional())?)
}
