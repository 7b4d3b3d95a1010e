//! Emptying the outbox.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use reqwest::{Client, StatusCode, header, redirect::Policy};
use serde_json::json;

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
/// Messages sent at once.
const AT_ONCE: i64 = 20;

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
    let mut lost = false;
    loop {
        tokio::time::sleep(EVERY).await;
        match round(&client, &store, clock, guard, &home).await {
            Ok(()) => lost = false,
            Err(error) if !lost => {
                tracing::error!(%error, "can't look into the outbox of webhooks; trying again");
                lost = true;
            }
            Err(_) => {}
        }
    }
}

async fn round(
    client: &Client,
    store: &Store,
    clock: Clock,
    guard: Guard,
    home: &str,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let (from, now) = (store.clone(), clock.now());
    let taken = tokio::task::spawn_blocking(move || publish::take_due(&from, AT_ONCE, now.naive_utc())).await??;
    let sent = join_all(taken.into_iter().map(async |taken| {
        let outcome = send(client, guard, home, &taken, clock.now()).await;
        (taken, outcome)
    }));
    for (taken, outcome) in sent.await {
        let (store, at) = (store.clone(), clock.now().naive_utc());
        tokio::task::spawn_blocking(move || publish::settle(&store, &taken, &outcome, at)).await??;
    }
    Ok(())
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
