//! The snapshot a request is answered from.

use std::{
    future::{Ready, ready},
    ops::Deref,
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::{App, problem::Problem};
use crate::search::Snapshot;

/// The directory as of the moment the request came in: taken once, so that all of an answer is of one revision.
pub struct Current(pub Arc<Snapshot>);

impl FromRequest for Current {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().expect("the server registers App before any route");
        ready(Ok(Self(app.live.current())))
    }
}

impl Deref for Current {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        &self.0
    }
}
