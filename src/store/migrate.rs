//! The migrations, compiled in.

use diesel::RunQueryDsl;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connection, Error, on};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Runs what has not run yet; returns the names of what ran.
pub(super) fn run(connection: &mut Connection) -> Result<Vec<String>, Error> {
    // Two processes starting at once must not both create the tables.
    if let Connection::Postgres(c) = connection {
        diesel::sql_query("SELECT pg_advisory_lock(73052026)").execute(c)?;
        create_schema(c)?;
    }
    let ran = on!(connection, c => c
        .run_pending_migrations(MIGRATIONS)
        .map(|versions| versions.iter().map(ToString::to_string).collect()));
    if let Connection::Postgres(c) = connection {
        diesel::sql_query("SELECT pg_advisory_unlock(73052026)").execute(c)?;
    }
    ran.map_err(Error::Unavailable)
}

/// Creates the schema that the URL's `search_path` names, when there is none of the name yet.
fn create_schema(c: &mut diesel::PgConnection) -> Result<(), Error> {
    #[derive(diesel::QueryableByName)]
    struct SearchPath {
        #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
        missing: Option<String>,
    }
    let asked = "SELECT CASE WHEN current_schema() IS NULL THEN current_setting('search_path') END AS missing";
    let SearchPath { missing } = diesel::sql_query(asked).get_result(c)?;
    let first = missing.as_deref().and_then(|path| path.split(',').next()).map(|name| name.trim().trim_matches('"'));
    let plain = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if let Some(name) = first.filter(plain) {
        diesel::sql_query(format!("CREATE SCHEMA \"{name}\"")).execute(c)?;
    }
    Ok(())
}

/// Takes every migration back; for tests only.
#[cfg(test)]
pub(super) fn revert_all(connection: &mut Connection) {
    on!(connection, c => c.revert_all_migrations(MIGRATIONS).map(|_| ())).expect("migrations revert");
}
