//! The directory as it was: what `as_of` is answered from.

use std::{ops::Deref, sync::Arc};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::{Either, LocalBoxFuture, Ready, ready};
use tokio::sync::Mutex;

use super::{App, auth::blocking, params, problem::Problem, views::Texts};
use crate::{publish, search::Snapshot};

/// So many past revisions are held at once; each is as large as the present one.
const HELD: usize = 2;

/// The past revisions asked for last.
#[derive(Debug, Default)]
pub struct Past(Mutex<Vec<Arc<Snapshot>>>);

impl Past {
    /// The directory at `revision`. One at a time is read from the database: the others wait, and mostly find it here.
    async fn at(&self, app: &App, revision: i64) -> Result<Arc<Snapshot>, Problem> {
        let mut held = self.0.lock().await;
        if let Some(found) = held.iter().find(|snapshot| snapshot.revision() == revision) {
            return Ok(Arc::clone(found));
        }
        let today = app.clock.japan().date();
        let snapshot = Arc::new(blocking(app, move |store| publish::as_of(store, revision, today)).await?);
        held.insert(0, Arc::clone(&snapshot));
        held.truncate(HELD);
        Ok(snapshot)
    }
}

/// The snapshot a request is answered from: the present one, or that of `as_of`.
pub struct AsOf {
    snapshot: Arc<Snapshot>,
    is_past: bool,
}

impl AsOf {
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
    let mut given = query.split('&').filter_map(|pair| pair.strip_prefix("as_of="));
    params::revision(given.next()?).ok()
}
