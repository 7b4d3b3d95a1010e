//! The directory as it was: what `as_of` is answered from.

use std::{
    ops::Deref,
    sync::{Arc, PoisonError},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::{Either, LocalBoxFuture, Ready, ready};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

use super::{
    App,
    auth::blocking,
    params,
    problem::{Code, Problem},
    query::{self, Query},
    views::Texts,
};
use crate::{publish, search::Snapshot};

/// So many past revisions are held at once; each is as large as the present one.
const HELD: usize = 2;
/// So many requests wait at most for a revision to be read, which may take a second each: the readers of the present need
/// the other places.
const WAITING: usize = 4;

/// The past revisions asked for last.
#[derive(Debug)]
pub struct Past {
    held: std::sync::Mutex<Vec<Arc<Snapshot>>>,
    places: Semaphore,
    reading: Mutex<()>,
}

impl Default for Past {
    fn default() -> Self {
        Self { held: std::sync::Mutex::default(), places: Semaphore::new(WAITING), reading: Mutex::default() }
    }
}

impl Past {
    /// The directory at `revision`. One at a time is read from the database; some wait, and mostly find it here then.
    ///
    /// # Errors
    /// `overloaded` when too many wait already; whatever reading it says.
    async fn at(&self, app: &App, revision: i64) -> Result<Arc<Snapshot>, Problem> {
        if let Some(found) = self.held(revision) {
            return Ok(found);
        }
        let _place = self.place()?;
        let _turn = self.reading.lock().await;
        if let Some(found) = self.held(revision) {
            return Ok(found);
        }
        let today = app.clock.japan().date();
        let read = blocking(app, move |store| publish::as_of(store, revision, today)).await;
        let snapshot = Arc::new(read.map_err(|problem| problem.blaming("as_of"))?);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(0, Arc::clone(&snapshot));
        held.truncate(HELD);
        Ok(snapshot)
    }

    fn held(&self, revision: i64) -> Option<Arc<Snapshot>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|snapshot| snapshot.revision() == revision).cloned()
    }

    fn place(&self) -> Result<SemaphorePermit<'_>, Problem> {
        self.places.try_acquire().map_err(|_| Problem::new(Code::Overloaded))
    }
}

/// The snapshot a request is answered from: the present one, or that of `as_of`.
pub struct AsOf {
    snapshot: Arc<Snapshot>,
    is_past: bool,
}

impl AsOf {
    /// Refuses an `as_of` that is not of the form, with whatever else is at fault in the query.
    pub fn check(query: &mut Query) {
        let _ = query.one("as_of", params::revision);
    }

    /// The very snapshot, to tell it from others.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// For what takes no parameter but `as_of`.
    ///
    /// # Errors
    /// `unknown_parameter`, `invalid_parameter`.
    pub fn alone(query: &str) -> Result<(), Problem> {
        let mut query = Query::new(query, &["as_of"]);
        Self::check(&mut query);
        query.finish(())
    }

    /// The prepared texts of its pharmacies; those of the past are not kept.
    pub fn texts(&self, app: &App) -> Arc<Texts> {
        if self.is_past { Arc::new(Texts::new(&self.snapshot)) } else { app.prepared.of(&self.snapshot) }
    }
}

impl Deref for AsOf {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl FromRequest for AsOf {
    type Error = Problem;
    type Future = Either<Ready<Result<Self, Problem>>, LocalBoxFuture<'static, Result<Self, Problem>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().expect("the server registers App before any route").clone();
        let now = app.live.current();
        // What is not of the form is told by the handler, with every other fault.
        match asked(request.query_string()).filter(|revision| *revision != now.revision()) {
            None => Either::Left(ready(Ok(Self { snapshot: now, is_past: false }))),
            Some(revision) => Either::Right(Box::pin(async move {
                let snapshot = app.past.at(&app, revision).await?;
                Ok(Self { snapshot, is_past: true })
            })),
        }
    }
}

fn asked(query: &str) -> Option<i64> {
    params::revision(&query::first(query, "as_of")?).ok()
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
