//! The snapshot that is being served, and its replacement.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::Snapshot;

/// Holds the one snapshot that answers now. Readers never wait: they take it once at the door and keep it to the end of
/// their request, so that all of an answer is of one revision; the old one goes when its last reader does.
#[derive(Debug)]
pub struct Live(ArcSwap<Snapshot>);

impl Live {
    /// Serves `snapshot`.
    pub fn new(snapshot: Snapshot) -> Self {
        Self(ArcSwap::from_pointee(snapshot))
    }

    /// The snapshot to answer one request from. Take it once per request.
    pub fn current(&self) -> Arc<Snapshot> {
        self.0.load_full()
    }

    /// Serves `snapshot` from now on.
    pub fn replace(&self, snapshot: Snapshot) {
        self.0.store(Arc::new(snapshot));
    }
}
