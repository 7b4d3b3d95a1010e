//! Webhooks, what they sign with, and the outbox of their messages.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{webhook_messages, webhook_secrets, webhooks},
};

/// An address that wants to be told of changes.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = webhooks)]
pub struct Webhook {
    /// Its id.
    pub id: String,
    /// Whose: `token:<id>`.
    pub owner: String,
    /// Where to.
    pub url: String,
    /// When it was made, UTC.
    pub created_at: NaiveDateTime,
    /// Since when nothing is sent any more, UTC.
    pub disabled_at: Option<NaiveDateTime>,
    /// Why not.
    pub disabled_reason: Option<String>,
}

/// A secret that messages are signed with.
#[derive(Clone, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = webhook_secrets)]
pub struct WebhookSecret {
    /// Its id.
    pub id: String,
    /// Whose.
    pub webhook_id: String,
    /// `whsec_…`, base64.
    pub secret: String,
    /// When it was made, UTC.
    pub created_at: NaiveDateTime,
    /// From when it signs no more, UTC.
    pub ends_at: Option<NaiveDateTime>,
}

/// One message of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = webhook_messages)]
pub struct WebhookMessage {
    /// Its id, the same in every attempt.
    pub id: String,
    /// To which webhook.
    pub webhook_id: String,
    /// The revision it tells of.
    pub revision: i64,
    /// How many entries of the log that has.
    pub changes: i64,
    /// When it was written, UTC.
    pub created_at: NaiveDateTime,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next, UTC; `None` once it is settled.
    pub due_at: Option<NaiveDateTime>,
    /// When it arrived, UTC.
    pub delivered_at: Option<NaiveDateTime>,
    /// How the last attempt went.
    pub outcome: Option<String>,
}

/// Keeps a webhook.
///
/// # Errors
/// When the database refuses.
pub fn insert_webhook(connection: &mut Connection, new: &Webhook) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(webhooks::table).values(new).execute(c))?;
    Ok(())
}

/// The webhooks of an owner, or of everybody, newest first.
///
/// # Errors
/// When the database refuses.
pub fn load_webhooks(connection: &mut Connection, owner: Option<&str>) -> Result<Vec<Webhook>, Error> {
    let newest = webhooks::table.order((webhooks::created_at.desc(), webhooks::id.desc()));
    Ok(match owner {
        Some(owner) => on!(connection, c => newest.filter(webhooks::owner.eq(owner)).load(c))?,
        None => on!(connection, c => newest.load(c))?,
    })
}

/// One webhook.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get_webhook(connection: &mut Connection, id: &str) -> Result<Webhook, Error> {
    let found: Option<Webhook> = on!(connection, c => webhooks::table.find(id).first(c).optional())?;
    found.ok_or(Error::NotFound)
}

/// Forgets a webhook with its secrets and messages.
///
/// # Errors
/// [`Error::NotFound`].
pub fn delete_webhook(connection: &mut Connection, id: &str) -> Result<(), Error> {
    let deleted = on!(connection, c => diesel::delete(webhooks::table.find(id)).execute(c))?;
    if deleted == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Switches a webhook off with a reason, or on again with `None`; tells whether that changed anything.
///
/// # Errors
/// When the database refuses.
pub fn switch_webhook(
    connection: &mut Connection,
    id: &str,
    off: Option<(&str, NaiveDateTime)>,
) -> Result<bool, Error> {
    let now = webhooks::table.filter(webhooks::id.eq(id));
    let values =
        (webhooks::disabled_at.eq(off.map(|(_, at)| at)), webhooks::disabled_reason.eq(off.map(|(reason, _)| reason)));
    let changed = match off {
        Some(_) => {
            on!(connection, c => diesel::update(now.filter(webhooks::disabled_at.is_null())).set(values).execute(c))?
        }
        None => {
            on!(connection, c => diesel::update(now.filter(webhooks::disabled_at.is_not_null())).set(values).execute(c))?
        }
    };
    Ok(changed > 0)
}

/// Keeps a secret; those of the webhook that have no end get one at `ends_at`.
///
/// # Errors
/// When the database refuses.
pub fn insert_webhook_secret(
    connection: &mut Connection,
    new: &WebhookSecret,
    ends_at: NaiveDateTime,
) -> Result<(), Error> {
    let before = webhook_secrets::table
        .filter(webhook_secrets::webhook_id.eq(&new.webhook_id).and(webhook_secrets::ends_at.is_null()));
    on!(connection, c => diesel::update(before).set(webhook_secrets::ends_at.eq(ends_at)).execute(c))?;
    on!(connection, c => diesel::insert_into(webhook_secrets::table).values(new).execute(c))?;
    Ok(())
}

/// The secrets of a webhook that sign at `at`, newest first.
///
/// # Errors
/// When the database refuses.
pub fn webhook_secrets_at(connection: &mut Connection, id: &str, at: NaiveDateTime) -> Result<Vec<String>, Error> {
    let signs = webhook_secrets::ends_at.is_null().or(webhook_secrets::ends_at.gt(at));
    Ok(on!(connection, c => webhook_secrets::table
        .filter(webhook_secrets::webhook_id.eq(id).and(signs))
        .order((webhook_secrets::created_at.desc(), webhook_secrets::id.desc()))
        .select(webhook_secrets::secret)
        .load(c))?)
}

/// Puts a message into the outbox.
///
/// # Errors
/// When the database refuses.
pub fn insert_webhook_message(connection: &mut Connection, new: &WebhookMessage) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(webhook_messages::table).values(new).execute(c))?;
    Ok(())
}

/// Messages that are due at `at`, to webhooks that are on, the longest due first.
///
/// # Errors
/// When the database refuses.
pub fn due_webhook_messages(
    connection: &mut Connection,
    at: NaiveDateTime,
    limit: i64,
) -> Result<Vec<(WebhookMessage, Webhook)>, Error> {
    Ok(on!(connection, c => webhook_messages::table
        .inner_join(webhooks::table)
        .filter(webhook_messages::due_at.le(at).and(webhooks::disabled_at.is_null()))
        .order((webhook_messages::due_at, webhook_messages::id))
        .limit(limit)
        .load(c))?)
}

/// Takes a message to send: it is due again at `until` unless it is settled before. Tells whether nobody else took it.
///
/// # Errors
/// When the database refuses.
pub fn take_webhook_message(
    connection: &mut Connection,
    message: &WebhookMessage,
    until: NaiveDateTime,
) -> Result<bool, Error> {
    let as_seen = webhook_messages::table
        .filter(webhook_messages::id.eq(&message.id).and(webhook_messages::attempts.eq(message.attempts)));
    let values = (webhook_messages::attempts.eq(message.attempts + 1), webhook_messages::due_at.eq(until));
    Ok(on!(connection, c => diesel::update(as_seen).set(values).execute(c))? == 1)
}

/// Notes how an attempt went, and when to try again, if ever.
///
/// # Errors
/// When the database refuses.
pub fn settle_webhook_message(
    connection: &mut Connection,
    id: &str,
    outcome: &str,
    due_at: Option<NaiveDateTime>,
    delivered_at: Option<NaiveDateTime>,
) -> Result<(), Error> {
    let values = (
        webhook_messages::outcome.eq(outcome),
        webhook_messages::due_at.eq(due_at),
        webhook_messages::delivered_at.eq(delivered_at),
    );
    on!(connection, c => diesel::update(webhook_messages::table.find(id)).set(values).execute(c))?;
    Ok(())
}

/// The last messages to a webhook, newest first.
///
/// # Errors
/// When the database refuses.
pub fn webhook_messages_of(connection: &mut Connection, id: &str, limit: i64) -> Result<Vec<WebhookMessage>, Error> {
    Ok(on!(connection, c => webhook_messages::table
        .filter(webhook_messages::webhook_id.eq(id))
        .order(webhook_messages::id.desc())
        .limit(limit)
        .load(c))?)
}

/// Forgets messages written before `before` that are settled.
///
/// # Errors
/// When the database refuses.
pub fn prune_webhook_messages(connection: &mut Connection, before: NaiveDateTime) -> Result<usize, Error> {
    let old =
        webhook_messages::table.filter(webhook_messages::created_at.lt(before).and(webhook_messages::due_at.is_null()));
    Ok(on!(connection, c => diesel::delete(old).execute(c))?)
}
