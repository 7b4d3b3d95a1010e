//! How many requests are in progress at once: what is beyond is refused at the door, before it takes memory.
//!
//! A reader's request is answered from memory within microseconds and hardly ever meets another one. What stays in progress
//! is what waits: for a body that comes slowly, for the database. Bodies are counted for themselves too, so that however
//! many of them are being sent, readers find room, and so that the bodies held at once have a bound (so many times the
//! largest file taken). A request is in progress until its answer is made; what is left of it then is sending.

use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::http::header::{self, HeaderMap};

use super::Settings;

/// The room of one server.
#[derive(Debug)]
pub struct Capacity {
    requests: Room,
    bodies: Room,
}

/// Places of one kind.
#[derive(Debug)]
struct Room {
    most: usize,
    taken: AtomicUsize,
}

/// A request's places; they are free again when it is dropped.
#[derive(Debug)]
pub struct Admitted<'a> {
    _request: Place<'a>,
    _body: Option<Place<'a>>,
}

#[derive(Debug)]
struct Place<'a>(&'a AtomicUsize);

impl Capacity {
    /// As the settings say.
    pub fn new(settings: &Settings) -> Self {
        Self { requests: Room::new(settings.requests_at_once), bodies: Room::new(settings.bodies_at_once) }
    }

    /// Takes the places of a request with that head; `None` when there is no room for it.
    pub fn admit(&self, headers: &HeaderMap) -> Option<Admitted<'_>> {
        let request = self.requests.take()?;
        let body = if has_body(headers) { Some(self.bodies.take()?) } else { None };
        Some(Admitted { _request: request, _body: body })
    }
}

impl Room {
    fn new(most: usize) -> Self {
        Self { most, taken: AtomicUsize::new(0) }
    }

    fn take(&self) -> Option<Place<'_>> {
        // Nothing else is read by this number, so its order among other memory does not matter.
        let place = Place(&self.taken);
        (self.taken.fetch_add(1, Ordering::Relaxed) < self.most).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether a body follows the head.
fn has_body(headers: &HeaderMap) -> bool {
    headers.contains_key(header::TRANSFER_ENCODING)
        || headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn head(header: Option<(header::HeaderName, &'static str)>) -> HeaderMap {
        header.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_place_is_free_again_when_its_request_ends() {
        let capacity = Capacity::new(&Settings { requests_at_once: 2, bodies_at_once: 1, ..Settings::default() });
        let plain = head(None);
        let first = capacity.admit(&plain).unwrap();
        let second = capacity.admit(&plain).unwrap();
        assert!(capacity.admit(&plain).is_none() && capacity.admit(&plain).is_none(), "who is refused takes no place");
        drop(first);
        let third = capacity.admit(&plain).unwrap();
        assert!(capacity.admit(&plain).is_none());
        drop((second, third));
        assert!(capacity.admit(&plain).is_some());
    }

    #[test]
    fn bodies_never_take_the_readers_places() {
        let capacity = Capacity::new(&Settings { requests_at_once: 9, bodies_at_once: 1, ..Settings::default() });
        let sent = head(Some((header::CONTENT_LENGTH, "20")));
        let streamed = head(Some((header::TRANSFER_ENCODING, "chunked")));
        let upload = capacity.admit(&sent).unwrap();
        for _ in 0..20 {
            assert!(capacity.admit(&streamed).is_none() && capacity.admit(&sent).is_none());
        }
        let reading: Vec<_> = (0..8).map(|_| capacity.admit(&head(None)).unwrap()).collect();
        assert!(capacity.admit(&head(Some((header::CONTENT_LENGTH, "0")))).is_none(), "the ninth besides the upload");
        drop((upload, reading));
        assert!(capacity.admit(&streamed).is_some());
    }
}
