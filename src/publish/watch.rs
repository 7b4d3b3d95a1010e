//! Noticing what other processes publish, and the change of day.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use super::{load_gazetteer, publish_due, refresh};
use crate::{
    clock::Clock,
    search::Live,
    store::{self, Store},
};

/// What the last look at the database found; shared with whoever tells the operator.
#[derive(Debug, Default)]
pub struct Outlook {
    lost: AtomicBool,
    revision: AtomicI64,
}

impl Outlook {
    /// Whether the database answered.
    pub fn is_reachable(&self) -> bool {
        !self.lost.load(Ordering::Relaxed)
    }

    /// The newest revision seen in the database; 0 before the first look.
    pub fn revision(&self) -> i64 {
        self.revision.load(Ordering::Relaxed)
    }
}

/// Looks at the one-row revision every `interval` and refreshes `live` when it moved or a new day began in Japan (the
/// snapshot holds timelines around a day). Runs until the task is dropped; a database that can't be reached is logged
/// once and tried again, and readers keep what they see.
pub async fn watch(store: Store, live: Arc<Live>, clock: Clock, interval: Duration, outlook: Arc<Outlook>) {
    let mut built_for = clock.japan().date();
    let mut known_places: Option<i64> = None;
    loop {
        tokio::time::sleep(interval).await;
        let (store, live_now, seen) = (store.clone(), Arc::clone(&live), Arc::clone(&outlook));
        let (today, at) = (clock.japan().date(), clock.now().naive_utc());
        let new_day = today != built_for;
        let looked = tokio::task::spawn_blocking(move || {
            publish_due(&store, at)?;
            let now = store.read(store::current_revision)?;
            seen.revision.store(now.revision, Ordering::Relaxed);
            let moved = now.revision != live_now.current().revision();
            if moved || new_day {
                refresh(&store, &live_now, today)?;
            }
            let version = store.read(store::gazetteer_version_now)?;
            // At the first look too: places may have been imported since they were read at the start.
            if known_places.map_or(version != 0, |known| known != version) {
                live_now.replace_gazetteer(load_gazetteer(&store)?);
            }
            Ok::<i64, super::Error>(version)
        });
        match looked.await {
            Ok(Ok(version)) => {
                known_places = Some(version);
                built_for = today;
                if outlook.lost.swap(false, Ordering::Relaxed) {
                    tracing::info!("the database answers again");
                }
            }
            Ok(Err(error)) => {
                if !outlook.lost.swap(true, Ordering::Relaxed) {
                    tracing::error!(%error, "can't look for publications; readers keep what they see");
                }
            }
            Err(error) => tracing::error!(%error, "refreshing failed"),
        }
    }
}
