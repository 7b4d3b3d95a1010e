//! Checks that another process does: what it noted of them last.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpResponse, rt::task::JoinHandle, web::Data};
use chrono::TimeDelta;
use maud::html;
use serde::{Deserialize, Serialize};

use super::{
    frame,
    progress::{self, Check, Outcome},
    refused::Refused,
    session::Signed,
};
use crate::{
    publish,
    store::KeptCheck,
    web::{
        App,
        auth::blocking,
        problem::{Code, Problem, Text},
    },
};

/// How often the process that does a check says so.
const EVERY: Duration = Duration::from_secs(2);
/// After so long without a word from it, it does it no longer.
const SILENCE: TimeDelta = TimeDelta::seconds(30);

/// A refusal as it is kept.
#[derive(Serialize, Deserialize)]
struct Written {
    code: String,
    ja: String,
    en: String,
}

/// A problem as the text that is kept of it.
pub(super) fn written(problem: &Problem) -> String {
    let view = problem.view();
    let written = Written { code: view.code.to_owned(), ja: view.detail_ja.to_owned(), en: view.detail.to_owned() };
    serde_json::to_string(&written).unwrap_or_default()
}

fn read(text: &str) -> Problem {
    let Ok(Written { code, ja, en }) = serde_json::from_str(text) else { return Problem::new(Code::Internal) };
    Problem::because(Code::from_name(&code).map_or(Code::Internal, |row| row.code), Text::new(ja, en))
}

/// Notes how far a check is. When that fails the check goes on all the same, and only other processes can't tell.
pub(super) async fn note(app: &App, ticket: &str, check: &Check) {
    let (listing_id, refused) = match check.outcome() {
        Some(Outcome::Made(listing)) => (Some(listing.to_string()), None),
        Some(Outcome::Refused(why)) => (None, Some(why)),
        None => (None, None),
    };
    let kept = KeptCheck {
        ticket: ticket.to_owned(),
        owner: check.owner.clone(),
        begun_at: check.begun_at,
        seen_at: app.clock.now().naive_utc(),
        stage: check.stage().into(),
        listing_id,
        refused,
    };
    if let Err(problem) = blocking(app, move |store| publish::note_check(store, &kept)).await {
        tracing::warn!(error = problem.inside(), "can't note how far a check is");
    }
}

/// Notes it again and again, until what came of it is noted.
pub(super) async fn keep_noting(app: Data<App>, ticket: String, check: Arc<Check>, mut working: JoinHandle<()>) {
    loop {
        let is_done = tokio::time::timeout(EVERY, &mut working).await.is_ok();
        note(&app, &ticket, &check).await;
        if is_done {
            return;
        }
    }
}

/// The page of a check that this process does not do.
///
/// # Errors
/// Why the check made no version, and the database's.
pub(super) async fn page(app: &App, signed: &Signed, ticket: &str) -> Result<HttpResponse, Refused> {
    let (asked, owner) = (ticket.to_owned(), signed.caller.name.clone());
    let Some(check) = blocking(app, move |store| publish::noted_check(store, &asked, &owner)).await? else {
        return Ok(frame::see("/office"));
    };
    if let Some(listing) = check.listing_id {
        return Ok(frame::see(&format!("/office/listings/{listing}")));
    }
    if let Some(why) = check.refused {
        return Err(read(&why).into());
    }
    if app.clock.now().naive_utc() - check.seen_at > SILENCE {
        let main = html! {
            p role="alert" { "確認が途中で止まりました（サーバーが止まったようです）。公開中の一覧はそのままです。「一覧」の版に結果がなければ、もう一度送ってください。" }
            p { a href="/office" { "一覧のページへ" } }
        };
        return Ok(frame::page(signed, "確認が止まりました", &main));
    }
    Ok(progress::told(app, signed, ticket, usize::try_from(check.stage).unwrap_or_default(), check.begun_at))
}
