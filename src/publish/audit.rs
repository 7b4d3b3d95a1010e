//! The audit, read.

use super::Error;
use crate::{
    directory::AssociationId,
    store::{self, AuditEntry, Store},
};

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
