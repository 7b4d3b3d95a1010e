//! Noticing what other processes publish, and the change of day.

use std::{sync::Arc, time::Duration};

use super::{load_gazetteer, refresh};
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
    let mut known_places: Option<i64> = None;
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
            let version = store.read(store::gazetteer_version_now)?;
            if known_places.is_some_and(|known| known != version) {
                live_now.replace_gazetteer(load_gazetteer(&store)?);
            }
            Ok::<i64, super::Error>(version)
        });
        match looked.await {
            Ok(Ok(version)) => {
                known_places = Some(version);
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
