//! Who wants to be told of changes, and the outbox of what they are told.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use super::{Error, audit_entry, mint, tokens::random};
use crate::store::{self, Connection, Store, Webhook, WebhookMessage, WebhookSecret};

/// Webhooks of one owner at most.
pub const WEBHOOKS: usize = 20;
/// What a secret begins with, by the Standard Webhooks conventions.
const PREFIX: &str = "whsec_";
/// How long an old secret signs along after a new one was made.
const OVERLAP: TimeDelta = TimeDelta::hours(24);
/// How long one attempt may take before another process may try.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// When a message is tried again, seconds after each failed attempt: over three days. After the last the webhook is off.
const AGAIN_S: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// How long settled messages are kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// A webhook with the last messages to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRecord {
    /// The webhook.
    pub webhook: Webhook,
    /// The last messages, newest first.
    pub messages: Vec<WebhookMessage>,
}

/// A message taken from the outbox, to be sent now.
#[derive(Clone)]
pub struct Delivery {
    /// The message, this attempt counted.
    pub message: WebhookMessage,
    /// Where to.
    pub url: String,
    /// What to sign with, each.
    pub secrets: Vec<String>,
}

/// How an attempt went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Answered with a success.
    Delivered(String),
    /// Not now; the text says why.
    Failed(String),
    /// The receiver says that it is gone for good (410).
    Gone,
}

/// Makes a webhook; its secret is returned now and never shown again.
///
/// # Errors
/// [`Error::TooManyWebhooks`], [`Error::Random`], or the store's.
pub fn create_webhook(store: &Store, url: &str, owner: &str, at: NaiveDateTime) -> Result<(Webhook, String), Error> {
    let id = mint();
    let webhook = Webhook {
        id: id.clone(),
        owner: owner.to_owned(),
        url: url.to_owned(),
        created_at: at,
        disabled_at: None,
        disabled_reason: None,
    };
    let secret = new_secret(&id, at)?;
    let entry = audit_entry(owner, "webhook.create", format!("webhook:{id}"), &json!({ "url": url }), at);
    let kept = store.write(|c| {
        if store::load_webhooks(c, Some(owner))?.len() >= WEBHOOKS {
            return Ok(false);
        }
        store::insert_webhook(c, &webhook)?;
        store::insert_webhook_secret(c, &secret, at)?;
        store::insert_audit(c, &entry).map(|()| true)
    })?;
    if kept { Ok((webhook, secret.secret)) } else { Err(Error::TooManyWebhooks) }
}

fn new_secret(webhook: &str, at: NaiveDateTime) -> Result<WebhookSecret, Error> {
    let secret = format!("{PREFIX}{}", BASE64_STANDARD.encode(random::<32>()?));
    Ok(WebhookSecret { id: mint(), webhook_id: webhook.to_owned(), secret, created_at: at, ends_at: None })
}

/// The webhooks of an owner, or of everybody.
///
/// # Errors
/// The store's.
pub fn webhooks(store: &Store, owner: Option<&str>) -> Result<Vec<Webhook>, Error> {
    Ok(store.read(|c| store::load_webhooks(c, owner))?)
}

/// One webhook of an owner (or of anybody), with its last messages.
///
/// # Errors
/// [`Error::UnknownWebhook`], or the store's.
pub fn webhook(store: &Store, id: &str, owner: Option<&str>) -> Result<WebhookRecord, Error> {
    let found = store.read(|c| {
        let webhook = owned(c, id, owner)?;
        Ok(WebhookRecord { messages: store::webhook_messages_of(c, id, 20)?, webhook })
    });
    found.map_err(|error| unknown(error, id))
}

fn owned(c: &mut Connection, id: &str, owner: Option<&str>) -> Result<Webhook, store::Error> {
    let webhook = store::get_webhook(c, id)?;
    if owner.is_none_or(|owner| owner == webhook.owner) { Ok(webhook) } else { Err(store::Error::NotFound) }
}

fn unknown(error: store::Error, id: &str) -> Error {
    match error {
        store::Error::NotFound => Error::UnknownWebhook(id.to_owned()),
        other => other.into(),
    }
}

/// Forgets a webhook.
///
/// # Errors
/// [`Error::UnknownWebhook`], or the store's.
pub fn delete_webhook(
    store: &Store,
    id: &str,
    owner: Option<&str>,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    change(store, (id, owner), (actor, "webhook.delete", at), |c| store::delete_webhook(c, id).map(|()| true))
}

/// Changes a webhook of an owner (or of anybody) and leaves an audit row, unless `what` says that nothing changed.
fn change(
    store: &Store,
    (id, owner): (&str, Option<&str>),
    (actor, verb, at): (&str, &'static str, NaiveDateTime),
    what: impl Fn(&mut Connection) -> Result<bool, store::Error>,
) -> Result<(), Error> {
    let entry = audit_entry(actor, verb, format!("webhook:{id}"), &json!({}), at);
    let changed = store.write(|c| {
        owned(c, id, owner)?;
        if what(c)? { store::insert_audit(c, &entry) } else { Ok(()) }
    });
    changed.map_err(|error| unknown(error, id))
}

/// Makes a new secret; the one before signs along for a day. Returns it, and until when the old one signs.
///
/// # Errors
/// [`Error::UnknownWebhook`], [`Error::Random`], or the store's.
pub fn rotate_webhook_secret(
    store: &Store,
    id: &str,
    owner: Option<&str>,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(String, NaiveDateTime), Error> {
    let (secret, ends_at) = (new_secret(id, at)?, at + OVERLAP);
    change(store, (id, owner), (actor, "webhook.rotate", at), |c| {
        store::insert_webhook_secret(c, &secret, ends_at).map(|()| true)
    })?;
    Ok((secret.secret, ends_at))
}

/// Switches a webhook on again; what is still in its outbox is sent.
///
/// # Errors
/// [`Error::UnknownWebhook`], or the store's.
pub fn restore_webhook(
    store: &Store,
    id: &str,
    owner: Option<&str>,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    change(store, (id, owner), (actor, "webhook.restore", at), |c| store::switch_webhook(c, id, None))
}

/// Puts a message for every webhook that is on into the outbox. In the transaction of the change itself.
pub(super) fn enqueue(
    c: &mut Connection,
    revision: i64,
    changes: usize,
    at: NaiveDateTime,
) -> Result<(), store::Error> {
    for webhook in store::load_webhooks(c, None)?.into_iter().filter(|webhook| webhook.disabled_at.is_none()) {
        let message = WebhookMessage {
            id: format!("msg_{}", mint()),
            webhook_id: webhook.id,
            revision,
            changes: i64::try_from(changes).unwrap_or(i64::MAX),
            created_at: at,
            attempts: 0,
            due_at: Some(at),
            delivered_at: None,
            outcome: None,
        };
        store::insert_webhook_message(c, &message)?;
    }
    Ok(())
}

/// Takes at most `limit` messages that are due; of several processes each is taken by one. A message whose taker dies is
/// due again after two minutes.
///
/// # Errors
/// The store's.
pub fn take_due(store: &Store, limit: i64, at: NaiveDateTime) -> Result<Vec<Delivery>, Error> {
    if store.read(|c| store::due_webhook_messages(c, at, 1))?.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store.write(|c| {
        let mut taken = Vec::new();
        for (message, webhook) in store::due_webhook_messages(c, at, limit)? {
            if store::take_webhook_message(c, &message, at + LEASE)? {
                let secrets = store::webhook_secrets_at(c, &webhook.id, at)?;
                let message = WebhookMessage { attempts: message.attempts + 1, ..message };
                taken.push(Delivery { message, url: webhook.url, secrets });
            }
        }
        Ok(taken)
    })?)
}

/// Notes how an attempt went. A webhook whose message failed for the last time, or that says it is gone, is switched off.
///
/// # Errors
/// The store's.
pub fn settle(store: &Store, taken: &Delivery, outcome: &Outcome, at: NaiveDateTime) -> Result<(), Error> {
    let message = &taken.message;
    let again = AGAIN_S.get(usize::try_from(message.attempts - 1).unwrap_or_default());
    let (told, due_at, off) = match outcome {
        Outcome::Delivered(told) => (told.as_str(), None, None),
        Outcome::Gone => ("410", None, Some("the receiver answered 410 Gone")),
        Outcome::Failed(told) => match again {
            Some(seconds) => (told.as_str(), Some(at + TimeDelta::seconds(*seconds)), None),
            None => (told.as_str(), None, Some("a message failed ten times over three days")),
        },
    };
    let delivered_at = matches!(outcome, Outcome::Delivered(_)).then_some(at);
    Ok(store.write(|c| {
        store::settle_webhook_message(c, &message.id, told, due_at, delivered_at)?;
        let Some(reason) = off else { return Ok(()) };
        if store::switch_webhook(c, &message.webhook_id, Some((reason, at)))? {
            tracing::warn!(webhook = message.webhook_id, reason, "webhook switched off");
            let detail = json!({ "reason": reason, "last": told });
            let entry =
                audit_entry("system", "webhook.disable", format!("webhook:{}", message.webhook_id), &detail, at);
            store::insert_audit(c, &entry)?;
        }
        Ok(())
    })?)
}

/// Forgets messages that were settled a month ago.
pub(super) fn forget_messages(c: &mut Connection, now: NaiveDateTime) -> Result<usize, store::Error> {
    store::prune_webhook_messages(c, now - KEPT)
}
