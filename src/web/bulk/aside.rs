//! Long work beside the answering of requests.

use std::{io, thread};

use tokio::sync::oneshot;

use crate::priority::Priority;

/// What `work` gives, done on a thread of its own that counts little while others have something to do.
///
/// # Errors
/// When no thread can be started, or the work panicked.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (tell, told) = oneshot::channel();
    thread::Builder::new().name("bulk".to_owned()).spawn(move || {
        Priority::Whenever.take();
        // Nobody waits any more when the server stops.
        let _ = tell.send(work());
    })?;
    told.await.map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn work_is_done_aside_and_its_panic_is_an_error() {
        assert_eq!(aside(|| thread::current().name().map(str::to_owned)).await.unwrap().as_deref(), Some("bulk"));
        assert!(aside(|| panic!("on purpose")).await.is_err());
    }
}
