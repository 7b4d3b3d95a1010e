//! Who asks: authority as an argument of the handler, so that it can't be forgotten.
//!
//! A program sends `Authorization: Bearer yoruyaku_…`; people have the pages' sessions (`office`). **Invariant:** what may
//! be changed is decided by [`Authority`] alone; here it is only found out who asks.

use std::future::Future;

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap},
    web::Data,
};
use futures_util::future::LocalBoxFuture;

use super::{
    App,
    problem::{Code, Problem, Text},
};
use crate::{
    directory::{AssociationId, Authority},
    publish,
    store::Store,
};

/// Someone who showed who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// As the audit names them: `token:<id>`, `user:<name>`.
    pub name: String,
    /// What they may do.
    pub authority: Authority,
}

impl Caller {
    /// Goes on only when they may change what `association` publishes.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn must_edit(&self, association: &AssociationId) -> Result<(), Problem> {
        if self.authority.may_edit(association) { Ok(()) } else { Err(forbidden(association)) }
    }

    /// Goes on only when they may see drafts, reports and the audit of `association`.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn must_review(&self, association: &AssociationId) -> Result<(), Problem> {
        if self.authority.may_review(association) { Ok(()) } else { Err(forbidden(association)) }
    }
}

fn forbidden(association: &AssociationId) -> Problem {
    let text = Text::new(
        format!("この権限では「{association}」の一覧を扱えません。"),
        format!("This authority does not reach the lists of {association:?}.", association = association.as_str()),
    );
    Problem::because(Code::Forbidden, text)
}

/// A caller who may change something: the lists of one association, or everything.
pub struct Editor(pub Caller);

/// Any caller: each may see something that the public may not.
pub struct Reviewer(pub Caller);

impl FromRequest for Editor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = caller(request);
        Box::pin(async {
            let caller = caller.await?;
            if caller.authority == Authority::Auditor { Err(Problem::new(Code::Forbidden)) } else { Ok(Self(caller)) }
        })
    }
}

impl FromRequest for Reviewer {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = caller(request);
        Box::pin(async { caller.await.map(Self) })
    }
}

/// Who the request's token belongs to.
fn caller(request: &HttpRequest) -> impl Future<Output = Result<Caller, Problem>> + 'static {
    let app = request.app_data::<Data<App>>().expect("the server registers App before any route").clone();
    let token = bearer(request.headers()).map(str::to_owned);
    async move {
        let token = token.ok_or_else(|| Problem::new(Code::Unauthorized))?;
        let at = app.clock.now().naive_utc();
        let token = blocking(&app, move |store| publish::find_token(store, &token, at)).await?;
        Ok(Caller { name: format!("token:{}", token.id), authority: token.authority })
    }
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= 200).then_some(token.trim())
}

/// Does what needs the database on a thread that may wait.
///
/// # Errors
/// Those of `work` as problems; `database_unavailable` when this server has no database.
pub async fn blocking<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&Store) -> Result<T, publish::Error> + Send + 'static,
) -> Result<T, Problem> {
    let store = app.store.clone().ok_or_else(|| Problem::new(Code::DatabaseUnavailable))?;
    let outcome = actix_web::web::block(move || work(&store)).await;
    outcome.map_err(Problem::internal)?.map_err(Problem::from)
}

/// Makes what was just published what readers of this process see. When that fails the publication stands, and the watch
/// tries again.
pub async fn refresh(app: &App) {
    let (live, today) = (app.live.clone(), app.clock.japan().date());
    if let Err(problem) = blocking(app, move |store| publish::refresh(store, &live, today)).await {
        tracing::error!(error = problem.inside(), "published, but not refreshed yet");
    }
}
