//! The audit: read, and written where a change has nothing else to tell of itself than what was and what is.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::{Error, audit_entry, check::digest};
use crate::{
    directory::AssociationId,
    store::{self, AuditEntry, Connection, Store},
};

/// Who did what to what, when.
pub(super) struct Deed<'a> {
    /// As the audit names them.
    pub actor: &'a str,
    /// `holidays.refresh` and the like.
    pub action: &'static str,
    /// On what.
    pub subject: String,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// Adds the entry of a change, with the SHA-256 of what was before and of what is after it.
///
/// # Errors
/// The store's.
pub(super) fn note(
    c: &mut Connection,
    deed: Deed<'_>,
    (before, after): (Option<&[u8]>, Option<&[u8]>),
    mut detail: Value,
) -> Result<(), store::Error> {
    if let Some(detail) = detail.as_object_mut() {
        for (name, bytes) in [("before_digest", before), ("after_digest", after)] {
            detail.insert(name.to_owned(), bytes.map(|bytes| digest(&[bytes])).into());
        }
    }
    let Deed { actor, action, subject, at } = deed;
    store::insert_audit(c, &audit_entry(actor, action, subject, &detail, at))
}

/// The last `limit` entries before that of id `before`, newest first; of one association when it is named.
///
/// # Errors
/// The store's.
pub fn audit(
    store: &Store,
    association: Option<&AssociationId>,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<AuditEntry>, Error> {
    Ok(store.read(|c| store::load_audit(c, association, before, i64::from(limit)))?)
}
