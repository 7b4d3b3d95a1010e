//! The snapshot that is being served, and its replacement.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use super::{Gazetteer, Snapshot};
use crate::directory::{Embedding, Emergency};

/// Holds the one snapshot that answers now. Readers never wait: they take it once at the door and keep it to the end of
/// their request, so that all of an answer is of one revision; the old one goes when its last reader does.
#[derive(Debug)]
pub struct Live {
    snapshot: ArcSwap<Snapshot>,
    gazetteer: ArcSwap<Gazetteer>,
    embedding: ArcSwap<Embedding>,
    emergency: ArcSwap<Emergency>,
    replacing: Mutex<()>,
}

impl Live {
    /// Serves `snapshot`.
    pub fn new(snapshot: Snapshot) -> Self {
        Self {
            snapshot: ArcSwap::from_pointee(snapshot),
            gazetteer: ArcSwap::default(),
            embedding: ArcSwap::default(),
            emergency: ArcSwap::default(),
            replacing: Mutex::default(),
        }
    }

    /// The snapshot to answer one request from. Take it once per request.
    pub fn current(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The turn of whoever reads what is published, to [`replace`](Self::replace) the snapshot by it: one after the other.
    /// Readers don't wait for it.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.replacing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves `snapshot` from now on.
    pub fn replace(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
    }

    /// The places people type, besides those of the directory itself; empty until given. It does not change with the
    /// revision, so it is held beside the snapshot.
    pub fn gazetteer(&self) -> Arc<Gazetteer> {
        self.gazetteer.load_full()
    }

    /// Knows `gazetteer` from now on.
    pub fn replace_gazetteer(&self, gazetteer: Gazetteer) {
        self.gazetteer.store(Arc::new(gazetteer));
    }

    /// What the operator has set about lists that other sites take in; nothing until given.
    pub fn embedding(&self) -> Arc<Embedding> {
        self.embedding.load_full()
    }

    /// Follows `embedding` from now on.
    pub fn replace_embedding(&self, embedding: Embedding) {
        self.embedding.store(Arc::new(embedding));
    }

    /// The operator's own numbers to call when a pharmacy is not enough; none until given.
    pub fn emergency(&self) -> Arc<Emergency> {
        self.emergency.load_full()
    }

    /// Tells `emergency` from now on.
    pub fn replace_emergency(&self, emergency: Emergency) {
        self.emergency.store(Arc::new(emergency));
    }
}
