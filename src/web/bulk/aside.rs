//! Long work that gives way: compressing sixty thousand pharmacies keeps a core busy for half a minute, and who looks for a
//! pharmacy meanwhile shall not notice.

use std::{io, thread};

use tokio::sync::oneshot;

/// How much less than a thread that answers it counts: a tenth (`nice`).
#[cfg(target_os = "linux")]
const GIVES_WAY: i32 = 10;

/// What `work` gives, done on a thread of its own that counts little while others have something to do.
///
/// # Errors
/// When no thread can be started, or the work panicked.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (tell, told) = oneshot::channel();
    thread::Builder::new().name("bulk".to_owned()).spawn(move || {
        give_way();
        // Nobody waits any more when the server stops.
        let _ = tell.send(work());
    })?;
    told.await.map_err(io::Error::other)
}

/// Only Linux has priorities of single threads; elsewhere the work is done like any other.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(GIVES_WAY) {
        tracing::debug!(%error, "bulk files are prepared at full priority");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn work_is_done_aside_and_its_panic_is_an_error() {
        assert_eq!(aside(|| thread::current().name().map(str::to_owned)).await.unwrap().as_deref(), Some("bulk"));
        assert!(aside(|| panic!("on purpose")).await.is_err());
    }

    #[cfg(target_os = "linux")]
    #[actix_web::test]
    async fn it_gives_way_and_leaves_others_as_they_are() {
        let own = rustix::process::nice(0).unwrap();
        let there = aside(|| rustix::process::nice(0).unwrap()).await.unwrap();
        assert_eq!((there, rustix::process::nice(0).unwrap()), ((own + GIVES_WAY).min(19), own));
    }
}
