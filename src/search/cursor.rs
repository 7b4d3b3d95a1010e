//! Where an answer left off, as an opaque text.
//!
//! A cursor names the last pharmacy given and its place in the order, so the next page begins right behind it whatever was
//! published in between: a pharmacy that stays as it was is given exactly once, neither twice nor never. What was added
//! before that place, or moved over it, belongs to a new search. In orders by name and by relevance the place is that of
//! the pharmacy named; when that one is gone, so is the cursor ([`CursorError::Gone`]), and the search starts again.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDateTime};
use thiserror::Error;

use super::{Question, Sort};
use crate::directory::{Membership, PharmacyId};

/// The first byte of a cursor; another number is another layout.
const VERSION: u8 = 1;
/// Version, revision, instant, key, question.
const FIXED_LEN: usize = 1 + 4 * 8;
/// No cursor of ours is longer.
const MAX_TEXT_LEN: usize = 160;

/// Where an answer left off. Its text ([`fmt::Display`], [`FromStr`]) is opaque to whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The revision it was given from.
    pub(super) revision: i64,
    /// The asked instant, seconds of Japan's civil time.
    pub(super) at_s: i64,
    /// The place of `id` in the asked order.
    pub(super) key: u64,
    /// The fingerprint of the question.
    pub(super) question: u64,
    /// The last pharmacy given.
    pub(super) id: PharmacyId,
}

impl Cursor {
    /// The instant the first page was asked for: later pages of an "open now" are asked for the same.
    pub fn at(&self) -> NaiveDateTime {
        DateTime::from_timestamp(self.at_s, 0).unwrap_or_default().naive_utc()
    }

    /// The revision the page before was answered from.
    pub fn revision(&self) -> i64 {
        self.revision
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::with_capacity(FIXED_LEN + self.id.as_str().len());
        bytes.push(VERSION);
        bytes.extend(self.revision.to_be_bytes());
        bytes.extend(self.at_s.to_be_bytes());
        bytes.extend(self.key.to_be_bytes());
        bytes.extend(self.question.to_be_bytes());
        bytes.extend(self.id.as_str().as_bytes());
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX_TEXT_LEN {
            return Err(CursorError::Malformed);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorError::Malformed)?;
        let (fixed, id) = bytes.split_first_chunk::<FIXED_LEN>().ok_or(CursorError::Malformed)?;
        let (version, numbers) = fixed.split_first().ok_or(CursorError::Malformed)?;
        let id = std::str::from_utf8(id).ok().and_then(PharmacyId::new).ok_or(CursorError::Malformed)?;
        let mut numbers = numbers.as_chunks::<8>().0.iter().copied();
        let mut number = || numbers.next().ok_or(CursorError::Malformed);
        let cursor = Self {
            revision: i64::from_be_bytes(number()?),
            at_s: i64::from_be_bytes(number()?),
            key: u64::from_be_bytes(number()?),
            question: u64::from_be_bytes(number()?),
            id,
        };
        let known = *version == VERSION && DateTime::from_timestamp(cursor.at_s, 0).is_some();
        known.then_some(cursor).ok_or(CursorError::Malformed)
    }
}

/// Why a cursor can't be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CursorError {
    /// Not a text this service gave out: a bad request.
    #[error("this is not a cursor of ours")]
    Malformed,
    /// Given for another question, or another instant: a bad request.
    #[error("this cursor belongs to another question")]
    OtherQuestion,
    /// Given from a publication whose order is no longer known (HTTP 410): ask again from the start.
    #[error("the list has changed where this cursor stood; start again")]
    Gone,
}

/// The fingerprint of everything asked but the limit and the cursor itself; the same in every process and version (FNV-1a).
pub(super) fn fingerprint(question: &Question) -> u64 {
    let mut hash = Fnv::new();
    if let Some(near) = question.near {
        hash.part(1, &near.position.lat().to_bits().to_be_bytes());
        hash.part(2, &near.position.lon().to_bits().to_be_bytes());
        hash.part(3, &near.radius_m.map_or(u64::MAX, f64::to_bits).to_be_bytes());
    }
    if let Some(bbox) = question.bbox {
        for edge in [bbox.west, bbox.south, bbox.east, bbox.north] {
            hash.part(4, &edge.to_bits().to_be_bytes());
        }
    }
    hash.part(5, question.area.as_deref().unwrap_or_default().as_bytes());
    hash.part(6, question.text.as_deref().unwrap_or_default().as_bytes());
    hash.part(7, &question.at.and_utc().timestamp().to_be_bytes());
    hash.part(8, &question.until.map_or(i64::MIN, |until| until.and_utc().timestamp()).to_be_bytes());
    for state in &question.states {
        hash.part(9, state.as_str().as_bytes());
    }
    for service in &question.services {
        hash.part(10, service.as_str().as_bytes());
    }
    hash.part(11, question.association.as_ref().map_or("", |id| id.as_str()).as_bytes());
    hash.part(12, question.membership.map_or("", Membership::as_str).as_bytes());
    let sort = match question.sort {
        Sort::Distance => 0,
        Sort::Closing => 1,
        Sort::Name => 2,
    };
    for id in &question.ids {
        hash.part(14, id.as_str().as_bytes());
    }
    hash.part(13, &[u8::from(question.stated_only), u8::from(question.closing_soon), sort]);
    hash.0
}

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// One tagged part; the tag and the length keep parts apart.
    fn part(&mut self, tag: u8, bytes: &[u8]) {
        let length = (bytes.len() as u32).to_be_bytes();
        for byte in [tag].iter().chain(&length).chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
#[path = "cursor_tests.rs"]
mod tests;
