//! The bridge: the only module that sees both the store and the search.
//!
//! An association publishes in two steps, because looking comes before publishing: [`check()`] reads a file, lays it over
//! what is published and keeps all of it with a [`Report`]; [`publish`] makes it what readers see, in one guarded
//! transaction. Then the whole `Snapshot` is built anew and swapped ([`refresh`]); other processes notice the revision
//! ([`watch()`]) and do the same. Reading a file, the web form, the API and the command line all come through here.
//!
//! **Invariant:** a reader sees one whole revision; what was published stays published when a refresh fails.

mod associations;
mod audit;
mod before;
mod borders;
mod calendar;
mod cautions;
mod check;
mod correct;
mod corrections;
mod coverage;
mod embedding;
mod emergency;
mod entered;
mod exceptions;
mod forms;
mod gazetteer;
mod geocoded;
mod history;
mod later;
mod load;
mod noted;
mod release;
mod report;
mod roster;
mod second_person;
mod seed;
mod staleness;
mod surroundings;
#[cfg(test)]
mod tests;
mod tokens;
mod users;
mod version;
mod watch;
mod webhooks;

use chrono::NaiveDateTime;
use thiserror::Error;
use uuid::Uuid;

pub use associations::{YearEndSaid, add_association};
pub use audit::audit;
pub use borders::{BordersImport, import_borders, remove_border};
pub use calendar::refresh_holidays;
pub use cautions::{COLUMNS as CAUTION_COLUMNS, load_cautions, read_cautions, set_cautions};
pub use check::{Stage, Tell, Upload, check, check_once, check_telling, preview};
pub use correct::{ColumnAnswer, ColumnMeaning, Recheck, column_hints, recheck};
pub use corrections::{Taken, correction, corrections, settle_correction, take_correction};
pub use coverage::{CoverageReport, CoverageSpan};
pub use embedding::{EmbeddingChange, change_embedding};
pub use emergency::{
    COLUMNS as EMERGENCY_COLUMNS, NUMBERS as EMERGENCY, load_emergency, read_emergency, set_emergency,
};
pub use entered::{roster_file, rosters, undo_roster};
pub use exceptions::{Told, add_exception, exceptions, withdraw_exception};
pub use forms::{published_form, rejected_workbook};
pub use gazetteer::{import_gazetteer, load_gazetteer};
pub use geocoded::{recall_geocoded, remember_geocoded};
pub use history::{Change, ChangePage, Since, as_of, changes, forget_old, record};
pub use later::{publish_due, schedule, unschedule};
pub use load::{load, load_embedding, refresh, snapshot};
pub use noted::{note_check, noted_check};
pub use release::{publish, publish_confirmed, withdraw};
pub use report::{ChangeReport, ColumnReport, Confirmation, FieldReport, NoticeReport, Report, RowReport};
pub use roster::{
    RosterFile, RosterLine, RosterReport, RosterStep, RosterUpload, confirm_roster, duties, enter_roster,
};
pub use second_person::{is_wanted as second_person_wanted, want as want_second_person};
pub use seed::{is_new, seed, shows_demonstration};
pub use tokens::{create_token, find_token, revoke_token};
pub use users::{
    PASSWORD_CHARS, SignIn, SignInError, add_user, disable_user, find_session, set_password, set_second_factor,
    sign_in, sign_out,
};
pub use version::{Version, confirm, file, version, versions};
pub use watch::{Outlook, watch};
pub use webhooks::{
    Delivery, Outcome, WEBHOOKS, WebhookRecord, create_webhook, delete_webhook, restore_webhook, rotate_webhook_secret,
    settle, take_due, webhook, webhooks,
};

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
    /// What this list was compared with has changed; check it again.
    #[error("what this list was compared with has changed since it was checked")]
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
    /// That revision is not kept: forgotten, or yet to come.
    #[error("that revision is not kept; kept are {oldest} to {newest}")]
    RevisionGone {
        /// The oldest kept.
        oldest: i64,
        /// The newest.
        newest: i64,
    },
    /// The one who sent the list is not the one who may publish it.
    #[error("the association wants its lists published by someone else than who sent them")]
    SecondPerson,
    /// More cells are corrected, or columns told, than a listing may have.
    #[error("more corrections than one list may have; send a corrected file instead")]
    TooManyCorrections,
    /// The key was used with another request before.
    #[error("this idempotency key was used with another request")]
    KeyReused,
    /// There is no such webhook, or it is somebody else's.
    #[error("there is no webhook {0:?}")]
    UnknownWebhook(String),
    /// The owner has as many webhooks as one may have.
    #[error("one owner has {WEBHOOKS} webhooks at most")]
    TooManyWebhooks,
    /// The time to publish at is not ahead.
    #[error("the time is not ahead")]
    Past,
    /// The pharmacy has no such exception.
    #[error("there is no exception {0:?}")]
    UnknownException(String),
    /// The association has no such roster, or it is not at that step.
    #[error("there is no roster {0:?} to do that with")]
    UnknownRoster(String),
    /// A roster entered later, at this time (UTC), speaks of the same shifts.
    #[error("a roster entered later ({0} UTC) speaks of the same shifts")]
    RosterTouched(NaiveDateTime),
    /// No correction of that id waits.
    #[error("there is no correction {0:?}")]
    UnknownCorrection(String),
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
    /// The file of borders is refused.
    #[error(transparent)]
    Borders(#[from] intake::BordersError),
    /// The table of numbers for an emergency is refused.
    #[error("the table of emergency numbers: {0}")]
    Emergency(String),
    /// The table of times of caution is refused.
    #[error("the table of times of caution: {0}")]
    Cautions(String),
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
