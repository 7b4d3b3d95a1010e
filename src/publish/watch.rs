//! Noticing what other processes publish, and the change of day.

use std::{sync::Arc, time::Duration};

use super::refresh;
use crate::{
    clock::Clock,
    search::Live,
    store::{self, Store},
};

/// Looks at the one-row revision every `interval` and refreshes `live` when it moved or a new day began in Japan (the
/// snapshot holds timelines around a day). Runs until the task is dropped; a database that can't be reached is logged
/// once and tried again, and readers keep what they see.
pub async fn watch(store: Store, live: Arc<Live>, clock: Clock, interval: Duration) {
    let mut built_for = clock.japan().date();
    let mut reachable = true;
    loop {
        tokio::time::sleep(interval).await;
        let (store, live_now) = (store.clone(), Arc::clone(&live));
        let today = clock.japan().date();
        let new_day = today != built_for;
        let looked = tokio::task::spawn_blocking(move || {
            let now = store.read(store::current_revision)?;
            let moved = now.revision != live_now.current().revision();
            if moved || new_day {
                refresh(&store, &live_now, today)?;
            }
            Ok::<(), super::Error>(())
        });
        match looked.await {
            Ok(Ok(())) => {
                built_for = today;
                if !reachable {
                    tracing::info!("the database answers again");
                }
                reachable = true;
            }
            Ok(Err(error)) if reachable => {
                tracing::error!(%error, "can't look for publications; readers keep what they see");
                reachable = false;
            }
            Ok(Err(_)) => {}
            Err(error) => tracing::error!(%error, "refreshing failed"),
        }
    }
}
