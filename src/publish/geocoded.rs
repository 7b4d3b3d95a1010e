//! Answers of a geocoder, kept so that nobody is asked twice, and so that the database does not tell what people typed.
//!
//! A row is found by a digest of the folded text, and sealed with a key made of the text: HMAC-SHA-256 of a nonce and a
//! counter under that key gives the bytes the answer is combined with. Who has the text can read its row; who has the
//! database has to guess texts. The positions of an answer are as telling as the text, so they are sealed with it.

use chrono::{NaiveDateTime, TimeDelta};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Error;
use crate::{
    directory::Position,
    search::fold,
    store::{self, Store},
};

/// How long an answer is kept, days; addresses change slowly.
const KEPT_DAYS: i64 = 30;
/// The most answers kept.
const MOST: i64 = 50_000;
const NONCE: usize = 16;

/// A place as a geocoder proposed it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    title: String,
    lat: f64,
    lon: f64,
}

/// The proposals kept for a text; `None` when it was not asked for, or too long ago.
///
/// # Errors
/// The store's.
pub fn recall_geocoded(store: &Store, text: &str, at: NaiveDateTime) -> Result<Option<Vec<(String, Position)>>, Error> {
    let folded = fold(text);
    let sealed = store.read(|c| store::get_geocoded(c, &digest(&folded), oldest(at)))?;
    let opened = sealed.and_then(|sealed| open(&sealed, &folded));
    let kept: Option<Vec<Kept>> = opened.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let proposal = |kept: Kept| Some((kept.title, Position::new(kept.lat, kept.lon)?));
    Ok(kept.map(|kept| kept.into_iter().filter_map(proposal).collect()))
}

/// Keeps the proposals for a text, none of them too.
///
/// # Errors
/// The store's; [`Error::Random`] when the system gives no randomness.
pub fn remember_geocoded(
    store: &Store,
    text: &str,
    proposals: &[(String, Position)],
    at: NaiveDateTime,
) -> Result<(), Error> {
    let folded = fold(text);
    let kept = proposals.iter().map(|(title, at)| Kept { title: title.clone(), lat: at.lat(), lon: at.lon() });
    let bytes = serde_json::to_vec(&kept.collect::<Vec<_>>()).unwrap_or_default();
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| Error::Random)?;
    let mut sealed = nonce.to_vec();
    sealed.extend(combined(&bytes, &nonce, &folded));
    Ok(store.write(|c| store::put_geocoded(c, (&digest(&folded), &sealed), at, oldest(at), MOST))?)
}

fn oldest(at: NaiveDateTime) -> NaiveDateTime {
    at - TimeDelta::days(KEPT_DAYS)
}

fn open(sealed: &[u8], folded: &str) -> Option<Vec<u8>> {
    let (nonce, bytes) = sealed.split_at_checked(NONCE)?;
    Some(combined(bytes, nonce, folded))
}

/// What a row is found by; of another beginning than the key, so that one does not give the other away.
fn digest(folded: &str) -> String {
    hex::encode(Sha256::digest(format!("yoruyaku geocoded digest\n{folded}")))
}

/// The bytes combined with those that key and nonce give; twice is as they were.
fn combined(bytes: &[u8], nonce: &[u8], folded: &str) -> Vec<u8> {
    let key = Sha256::digest(format!("yoruyaku geocoded key\n{folded}"));
    let block = |counter: u64| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        mac.update(nonce);
        mac.update(&counter.to_be_bytes());
        mac.finalize().into_bytes()
    };
    let blocks = (0..).zip(bytes.chunks(32));
    blocks
        .flat_map(|(counter, chunk)| chunk.iter().zip(block(counter)).map(|(a, b)| a ^ b).collect::<Vec<u8>>())
        .collect()
}

#[cfg(test)]
#[path = "geocoded_tests.rs"]
mod tests;
