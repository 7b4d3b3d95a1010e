//! The bridge: the only module that sees both the store and the search.
//!
//! An association publishes in two steps, because looking comes before publishing: [`check()`] reads a file, lays it over
//! what is published and keeps all of it with a [`Report`]; [`publish`] makes it what readers see, in one guarded
//! transaction. Then the whole `Snapshot` is built anew and swapped ([`refresh`]); other processes notice the revision
//! ([`watch()`]) and do the same. Reading a file, the web form, the API and the command line all come through here.
//!
//! **Invariant:** a reader sees one whole revision; what was published stays published when a refresh fails.

mod audit;
mod calendar;
mod check;
mod coverage;
mod exceptions;
mod forms;
mod gazetteer;
mod later;
mod load;
mod release;
mod report;
mod roster;
mod seed;
#[cfg(test)]
mod tests;
mod tokens;
mod users;
mod version;
mod watch;

use chrono::NaiveDateTime;
use thiserror::Error;
use uuid::Uuid;

pub use audit::audit;
pub use calendar::refresh_holidays;
pub use check::{Upload, check, check_once, preview, recheck};
pub use coverage::{CoverageReport, CoverageSpan};
pub use exceptions::{Told, add_exception, exceptions, withdraw_exception};
pub use forms::{published_form, rejected_workbook};
pub use gazetteer::{import_gazetteer, load_gazetteer};
pub use later::{publish_due, schedule, unschedule};
pub use load::{load, refresh};
pub use release::{publish, publish_confirmed, withdraw};
pub use report::{ChangeReport, ColumnReport, Confirmation, FieldReport, NoticeReport, Report};
pub use roster::{RosterLine, RosterReport, RosterUpload, duties, enter_roster};
pub use seed::{is_new, seed};
pub use tokens::{create_token, find_token, revoke_token};
pub use users::{
    PASSWORD_CHARS, SignIn, SignInError, add_user, disable_user, find_session, set_password, set_second_factor,
    sign_in, sign_out,
};
pub use version::{Version, confirm, file, version, versions};
pub use watch::{Outlook, watch};

use crate::{
    directory::{Listing, ListingId, ListingStateError},
    hours::HolidayTableError,
    intake, store,
};

/// Why a list was not checked, or not published.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no association of that name.
    #[error("there is no association {0:?}")]
    UnknownAssociation(String),
    /// There is no such listing.
    #[error("there is no listing {0:?}")]
    UnknownListing(String),
    /// The file is no list.
    #[error(transparent)]
    Unreadable(#[from] intake::Unreadable),
    /// The listing can't be published from the state it is in.
    #[error(transparent)]
    State(#[from] ListingStateError),
    /// Another list was published since this one was compared; check it again.
    #[error("another list was published since this one was checked")]
    Stale,
    /// The store.
    #[error("{0}")]
    Store(#[from] store::Error),
    /// No token of that text or id holds.
    #[error("no such token, or it no longer holds")]
    UnknownToken,
    /// What must be confirmed before this list is published.
    #[error("to be confirmed before it is published: {}", .0.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", "))]
    Unconfirmed(Vec<Confirmation>),
    /// The key was used with another request before.
    #[error("this idempotency key was used with another request")]
    KeyReused,
    /// The time to publish at is not ahead.
    #[error("the time is not ahead")]
    Past,
    /// The pharmacy has no such exception.
    #[error("there is no exception {0:?}")]
    UnknownException(String),
    /// There is no such user.
    #[error("there is no user {0:?}")]
    UnknownUser(String),
    /// Someone else signs in with that name.
    #[error("there is a user {0:?} already")]
    NameTaken(String),
    /// The password is too short.
    #[error("a password has {PASSWORD_CHARS} characters at least, and 1,024 bytes at most")]
    WeakPassword,
    /// A workbook can't be written.
    #[error(transparent)]
    Form(#[from] intake::form::FormError),
    /// No session of that secret holds.
    #[error("no such session, or it no longer holds")]
    UnknownSession,
    /// The system gives no randomness.
    #[error("the system gives no random bytes")]
    Random,
    /// The table of places is refused.
    #[error("the table of places: {0}")]
    Gazetteer(String),
    /// The holiday table is refused.
    #[error(transparent)]
    Holidays(#[from] HolidayTableError),
    /// A seed file is not what this version expects.
    #[error("seed: {0}")]
    Seed(String),
}

impl Error {
    /// A fault of the store while it looked for a listing.
    fn of_listing(error: store::Error, id: &ListingId) -> Self {
        match error {
            store::Error::NotFound => Self::UnknownListing(id.to_string()),
            store::Error::Conflict => Self::Stale,
            other => Self::Store(other),
        }
    }
}

/// What an audit entry says a listing is.
fn subject(listing: &Listing) -> String {
    format!("{}/listing:{}", listing.association, listing.id)
}

/// An entry of the audit, to be written in the transaction of the change itself.
fn audit_entry(
    actor: &str,
    action: &str,
    subject: String,
    detail: &serde_json::Value,
    at: NaiveDateTime,
) -> store::AuditEntry {
    let (actor, action, detail) = (actor.to_owned(), action.to_owned(), detail.to_string());
    store::AuditEntry { id: mint(), at, actor, action, subject, detail }
}

/// A new id: time-ordered, never used before.
fn mint() -> String {
    Uuid::now_v7().to_string()
}
