//! Keys that readers show for an allowance of their own.
//!
//! A reader's request never waits for the database, so what a token is worth is looked up once and believed for a
//! minute. Only the allowance hangs on this: what a token may *do* is asked of the database each time (`auth`).

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use actix_web::http::header::HeaderMap;
use sha2::{Digest as _, Sha256};

use super::{
    App,
    auth::{bearer, blocking},
    problem::{Code, Problem},
};
use crate::publish;

/// SHA-256 of a token's text.
pub type Digest = [u8; 32];

/// How long a token is believed.
const BELIEVED: Duration = Duration::from_mins(1);
/// How long a token that held keeps its own allowance while it is looked up again: else its next request would be counted for
/// the address, which others may have used up.
const COUNTED: Duration = Duration::from_hours(1);
/// Tokens remembered at most.
const MOST: usize = 10_000;

/// The tokens seen to hold lately.
#[derive(Debug, Default)]
pub struct Keys(Mutex<HashMap<Digest, Instant>>);

/// A token of ours that a request shows.
pub struct Shown {
    text: String,
    digest: Digest,
}

impl Shown {
    /// The token of ours among the headers. Another's (`Basic` of a proxy, a sign-on's) is none of our business.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = bearer(headers).filter(|text| text.starts_with("yoruyaku_"))?.to_owned();
        let digest = Sha256::digest(text.as_bytes()).into();
        Some(Self { text, digest })
    }

    /// Its digest, when it was seen to hold lately enough to be counted for itself.
    pub fn known(&self, keys: &Keys) -> Option<Digest> {
        keys.since(&self.digest).filter(|since| since.elapsed() < COUNTED).map(|_| self.digest)
    }

    /// Looks it up, unless that was done lately. Without the database it counts for nothing and is no fault.
    ///
    /// # Errors
    /// `unauthorized` when it does not hold.
    pub async fn look_up(&self, app: &App) -> Result<(), Problem> {
        if app.keys.since(&self.digest).is_some_and(|since| since.elapsed() < BELIEVED) {
            return Ok(());
        }
        let (text, at) = (self.text.clone(), app.clock.now().naive_utc());
        match blocking(app, move |store| publish::find_token(store, &text, at)).await {
            Ok(_) => app.keys.remember(self.digest),
            Err(problem) if problem.code() == Code::Unauthorized => {
                app.keys.forget(&self.digest);
                return Err(problem);
            }
            Err(_) => {}
        }
        Ok(())
    }
}

impl Keys {
    fn since(&self, key: &Digest) -> Option<Instant> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    fn forget(&self, key: &Digest) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn remember(&self, key: Digest) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= MOST {
            keys.retain(|_, since| since.elapsed() < COUNTED);
        }
        if keys.len() < MOST {
            keys.insert(key, Instant::now());
        }
    }
}
