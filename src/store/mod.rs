//! The only module that names diesel: SQLite and PostgreSQL by one body per query.
//!
//! [`Store::read`] and [`Store::write`] are the only places that know of transactions and pools; query functions take
//! `&mut Connection`, so several compose in one transaction. Rows are the third shape of a thing (`…Row`), private here.
//!
//! **Invariant:** the rows of a listing are never updated in place; a correction is a new listing. Everything blocks:
//! call it from a blocking thread.

mod associations;
mod audit;
mod borders;
mod calendar;
mod cautions;
mod checks;
mod connection;
mod corrections;
mod dated;
mod disputes;
mod embedding;
mod emergency;
mod facts_row;
mod geocoded;
mod history;
mod listings;
mod migrate;
mod revision;
mod rosters;
mod schedules;
mod schema;
mod staleness;
mod state_row;
#[cfg(test)]
mod tests;
mod tokens;
mod users;
mod webhooks;

use std::time::Duration;

use diesel::r2d2::Pool;
use thiserror::Error;

pub use associations::{hold_association, insert_association, load_associations};
pub use audit::{AuditEntry, insert_audit, load_audit, who_did};
pub use borders::{border_of, load_borders, put_border, remove_border};
pub use calendar::{
    GazetteerEntry, gazetteer_of, gazetteer_version_now, holiday_table_at, insert_holiday_table, latest_holiday_table,
    load_gazetteer, replace_gazetteer,
};
pub use cautions::{caution_periods_at, insert_caution_periods, load_caution_periods};
pub use checks::{KeptCheck, get_check, prune_checks, put_check};
pub use connection::Connection;
pub(crate) use connection::on;
pub use corrections::{
    Origin, column_hints, forget_column, get_origin, insert_origin, put_column_hint, second_person_wanted,
    want_second_person,
};
pub use dated::{
    KeptDutyShift, KeptException, NewDutyShift, NewException, duty_shifts_of, exceptions_of, insert_duty_shifts,
    insert_exceptions, load_duty_shifts, load_exceptions, roster_ends, withdraw_duty_shift, withdraw_exception,
};
pub use disputes::{
    count_corrections, get_correction, has_correction, insert_correction, load_corrections, settle_correction,
};
pub use embedding::{allow_frames, load_embedding, open_frames, put_related_map, remove_related_map};
pub use emergency::{load_emergency, replace_emergency};
pub use geocoded::{get_geocoded, put_geocoded};
pub use history::{
    ChangeKind, ChangeRow, Publication, change_at, changes_after, close_states, insert_changes, insert_publication,
    insert_states, last_change, oldest_publication, present_digests, present_states, prune_history, publication,
    states_at, states_between, states_since,
};
pub use listings::{
    ListingRow, NewListing, PublishedRow, file_digest, get_listing, insert_listing, listing_file, load_listings,
    load_published, load_rows, mark_published, mark_withdrawn, published_listing,
};
pub use revision::{Revision, bump, current_revision, hold_directory};
pub use rosters::{
    RosterDid, RosterEntry, RosterState, get_roster, insert_roster, insert_roster_shifts, load_rosters, prune_trials,
    restore_duty_shift, roster_file, roster_shifts, rosters_after, update_roster,
};
pub use schedules::{
    IdempotencyKey, Schedule, delete_schedule, due_schedules, get_idempotency_key, get_schedule, insert_confirmation,
    insert_idempotency_key, last_confirmation, load_confirmations, put_schedule, settle_schedule,
};
pub use staleness::{lists_changed_since, new_pharmacies_of, note_list_change, published_rows_of};
pub use state_row::{StateRow, Stated, stated};
#[cfg(test)]
pub(crate) use tests::test_database_url;
pub use tokens::{Token, get_token, insert_token, load_tokens, revoke_token};
pub use users::{
    FailedSignIn, Session, User, count_failed_sign_ins, delete_session, delete_sessions_of, get_session, get_user,
    insert_failed_sign_in, insert_session, insert_user, load_users, touch_session, update_user, use_totp_step,
};
pub use webhooks::{
    Webhook, WebhookMessage, WebhookSecret, delete_webhook, due_webhook_messages, get_webhook, insert_webhook,
    insert_webhook_message, insert_webhook_secret, load_webhooks, prune_webhook_messages, settle_webhook_message,
    switch_webhook, take_webhook_message, webhook_messages_of, webhook_secrets_at,
};

/// What can go wrong with the store; nothing of SQL text, nothing of HTTP.
#[derive(Debug, Error)]
pub enum Error {
    /// Nothing of that id.
    #[error("not found")]
    NotFound,
    /// The guard of a write did not hold: someone else was first.
    #[error("changed in the meantime")]
    Conflict,
    /// The database can't be reached.
    #[error("the database can't be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The URL names no known database.
    #[error("the database URL must begin with sqlite:// or postgres://")]
    BadUrl,
    /// A stored value is not what this version wrote.
    #[error("a stored value can't be read: {0}")]
    Corrupt(String),
    /// Anything else.
    #[error("the database refused")]
    Failed(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Diesel};
        match error {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(Kind::UniqueViolation | Kind::SerializationFailure, _) => Self::Conflict,
            Diesel::DatabaseError(Kind::ClosedConnection, _) | Diesel::BrokenTransactionManager => {
                Self::Unavailable(Box::new(error))
            }
            other => Self::Failed(other),
        }
    }
}

/// A pool of connections to the one database.
#[derive(Clone)]
pub struct Store {
    pool: Pool<connection::Manager>,
}

impl Store {
    /// Opens the database at `url` (`sqlite://path` or `postgres://…`) with at most `connections` connections; a SQLite
    /// file and its folder are created. Migrations are not run: see [`Store::migrate`].
    ///
    /// # Errors
    /// [`Error::BadUrl`], or [`Error::Unavailable`] when no connection can be made.
    pub fn open(url: &str, connections: u32) -> Result<Self, Error> {
        let manager = connection::Manager::new(url)?;
        if let Some(folder) = manager.sqlite_path().and_then(|path| std::path::Path::new(path).parent()) {
            std::fs::create_dir_all(folder).map_err(|error| Error::Unavailable(Box::new(error)))?;
        }
        let pool = Pool::builder()
            .max_size(connections.max(1))
            .min_idle(Some(1))
            .connection_timeout(Duration::from_secs(5))
            .build(manager)
            .map_err(|error| Error::Unavailable(Box::new(error)))?;
        Ok(Self { pool })
    }

    /// Brings the tables up to date; returns the names of the migrations that ran.
    ///
    /// # Errors
    /// [`Error::Unavailable`], or when a migration fails.
    pub fn migrate(&self) -> Result<Vec<String>, Error> {
        migrate::run(&mut self.connection()?.0)
    }

    /// Reads one consistent state.
    ///
    /// # Errors
    /// Those of `f`, or [`Error::Unavailable`].
    pub fn read<T>(&self, f: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.connection()?;
        connection.0.begin_read()?;
        let result = f(&mut connection.0);
        connection.0.roll_back()?;
        result
    }

    /// Writes in one transaction: all of `f` or nothing.
    ///
    /// # Errors
    /// Those of `f` (after rolling back), or [`Error::Unavailable`].
    pub fn write<T>(&self, f: impl FnOnce(&mut Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.connection()?;
        connection.0.begin_write()?;
        match f(&mut connection.0) {
            Ok(value) => {
                connection.0.commit()?;
                Ok(value)
            }
            Err(error) => {
                connection.0.roll_back()?;
                Err(error)
            }
        }
    }

    fn connection(&self) -> Result<Pooled, Error> {
        self.pool.get().map(Pooled).map_err(|error| Error::Unavailable(Box::new(error)))
    }
}

/// A connection borrowed from the pool.
struct Pooled(diesel::r2d2::PooledConnection<connection::Manager>);
