//! Emptying the outbox.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::stream::{FuturesUnordered, StreamExt};
use reqwest::{Client, StatusCode, header, redirect::Policy};
use serde_json::json;
use tokio::time::MissedTickBehavior;

use super::{Guard, sign::signatures};
use crate::{
    clock::Clock,
    publish::{self, Delivery, Outcome},
    store::Store,
};

/// How often the outbox is looked at.
const EVERY: Duration = Duration::from_secs(1);
/// How long a receiver may take to answer.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Messages under way at once.
const AT_ONCE: usize = 20;

/// Whatever keeps the outbox from being looked into.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Sends what is due, over and over. `home` is the server's address. Runs until the task is dropped; what was taken and
/// not settled then is due again.
pub async fn deliver(store: Store, clock: Clock, guard: Guard, home: String) {
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .dns_resolver(guard)
        .timeout(TIMEOUT)
        .user_agent(concat!("yoruyaku/", env!("CARGO_PKG_VERSION"), " (webhooks)"))
        .build();
    let client = match client {
        Ok(client) => client,
        Err(error) => return tracing::error!(%error, "webhooks can't be sent: no client"),
    };
    let mut under_way = FuturesUnordered::new();
    let mut looked = Ok(());
    let mut next_look = tokio::time::interval(EVERY);
    next_look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let outcome = tokio::select! {
            _ = next_look.tick() => match take(&store, clock, AT_ONCE.saturating_sub(under_way.len())).await {
                Ok(taken) => {
                    under_way.extend(taken.into_iter().map(|taken| deliver_one(&client, &store, clock, guard, &home, taken)));
                    Ok(())
                }
                Err(error) => Err(error),
            },
            Some(outcome) = under_way.next(), if !under_way.is_empty() => outcome,
        };
        if let (Err(error), Ok(())) = (&outcome, &looked) {
            tracing::error!(%error, "can't look into the outbox of webhooks; trying again");
        }
        looked = outcome;
    }
}

/// Takes what is due, so much at most.
async fn take(store: &Store, clock: Clock, most: usize) -> Result<Vec<Delivery>, Fault> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let (from, now, most) = (store.clone(), clock.now().naive_utc(), i64::try_from(most)?);
    Ok(tokio::task::spawn_blocking(move || publish::take_due(&from, most, now)).await??)
}

/// Sends one and notes how that went: a receiver that hangs holds up nothing but its own place.
async fn deliver_one(
    client: &Client,
    store: &Store,
    clock: Clock,
    guard: Guard,
    home: &str,
    taken: Delivery,
) -> Result<(), Fault> {
    let outcome = send(client, guard, home, &taken, clock.now()).await;
    let (store, at) = (store.clone(), clock.now().naive_utc());
    Ok(tokio::task::spawn_blocking(move || publish::settle(&store, &taken, &outcome, at)).await??)
}

/// The message's body, the same in every attempt: that something changed, and where to read what.
fn body(taken: &Delivery, home: &str) -> Vec<u8> {
    let message = &taken.message;
    let since = message.revision - 1;
    let data = json!({
        "revision": message.revision, "changes": message.changes, "since": since.to_string(),
        "changes_url": format!("{home}/v1/changes?since={since}"),
    });
    let timestamp = message.created_at.and_utc().to_rfc3339();
    json!({ "type": "directory.changed", "timestamp": timestamp, "data": data }).to_string().into_bytes()
}

async fn send(client: &Client, guard: Guard, home: &str, taken: &Delivery, now: DateTime<Utc>) -> Outcome {
    // A literal address never meets the resolver.
    let url = match guard.read(&taken.url) {
        Ok(url) => url,
        Err(refusal) => return Outcome::Failed(refusal.to_string()),
    };
    let (id, body) = (taken.message.id.as_str(), body(taken, home));
    let request = client
        .post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", now.timestamp())
        .header("webhook-signature", signatures(&taken.secrets, id, now.timestamp(), &body))
        .body(body);
    match request.send().await {
        Ok(answer) if answer.status().is_success() => Outcome::Delivered(answer.status().as_str().to_owned()),
        Ok(answer) if answer.status() == StatusCode::GONE => Outcome::Gone,
        Ok(answer) => Outcome::Failed(answer.status().as_str().to_owned()),
        // Not the whole error: it would tell of the inside of networks.
        Err(error) if error.is_timeout() => Outcome::Failed("no answer in time".to_owned()),
        Err(error) if error.is_connect() => Outcome::Failed("can't connect".to_owned()),
        Err(_) => Outcome::Failed("the connection broke".to_owned()),
    }
}
