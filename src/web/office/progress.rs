//! Checks that take longer than a person waits for: how far they are, shown on a page that asks again by itself.
//!
//! A check goes on when its page is closed; what it kept is among the versions. The process that does it knows at every
//! moment how far it is, and notes it for the others (see [`super::elsewhere`]).

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use chrono::{NaiveDateTime, TimeDelta};
use maud::html;

use super::{elsewhere, frame, refused::Refused, session::Signed};
use crate::{
    directory::ListingId,
    publish::{self, Stage, Tell},
    store::Store,
    web::{App, auth::blocking, problem::Problem},
};

/// How long a person waits for the report itself.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// How long an answer that nobody came back for is remembered.
const REMEMBERED: TimeDelta = TimeDelta::minutes(30);
/// The stages with their names.
const STAGES: [(Stage, &str); 4] = [
    (Stage::Opening, "ファイルを開いています"),
    (Stage::Reading, "行を読んでいます"),
    (Stage::Comparing, "公開中の一覧と比べています"),
    (Stage::Keeping, "結果を保存しています"),
];

/// The checks going on in this process, by their ticket.
#[derive(Default)]
pub struct Checks(Mutex<HashMap<String, Arc<Check>>>);

/// A check going on, or its answer until it is fetched.
pub(super) struct Check {
    /// Whose.
    pub owner: String,
    /// When it began, UTC.
    pub begun_at: NaiveDateTime,
    stage: AtomicU8,
    answer: Mutex<Option<Result<ListingId, Problem>>>,
    outcome: Mutex<Option<Outcome>>,
}

/// What came of a check, for processes that ask for it later.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// The version it made.
    Made(ListingId),
    /// Why it made none, JSON.
    Refused(String),
}

impl Checks {
    fn begin(&self, owner: &str, at: NaiveDateTime) -> (String, Arc<Check>) {
        let ticket = uuid::Uuid::now_v7().to_string();
        let check = Check {
            owner: owner.to_owned(),
            begun_at: at,
            stage: AtomicU8::new(0),
            answer: Mutex::new(None),
            outcome: Mutex::new(None),
        };
        let check = Arc::new(check);
        let mut checks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        checks.retain(|_, known| at - known.begun_at < REMEMBERED);
        checks.insert(ticket.clone(), Arc::clone(&check));
        (ticket, check)
    }

    fn get(&self, ticket: &str, owner: &str) -> Option<Arc<Check>> {
        let checks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        checks.get(ticket).filter(|check| check.owner == owner).cloned()
    }

    fn forget(&self, ticket: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(ticket);
    }
}

impl Check {
    /// The number of the stage it is at.
    pub fn stage(&self) -> u8 {
        self.stage.load(Ordering::Relaxed)
    }

    /// What came of it, if it is done.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn finish(&self, answer: Result<ListingId, Problem>) {
        let outcome = match &answer {
            Ok(listing) => Outcome::Made(listing.clone()),
            Err(problem) => Outcome::Refused(elsewhere::written(problem)),
        };
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    fn take(&self) -> Option<Result<ListingId, Problem>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Does a check; to its report when it is done soon, else to the page that tells how far it is.
pub async fn run(
    app: Data<App>,
    owner: String,
    at: NaiveDateTime,
    work: impl FnOnce(&Store, Tell<'_>) -> Result<ListingId, publish::Error> + Send + 'static,
) -> Result<HttpResponse, Refused> {
    let (ticket, check) = app.checks.begin(&owner, at);
    let (of_app, of_check) = (app.clone(), Arc::clone(&check));
    let mut working = actix_web::rt::spawn(async move {
        let telling = Arc::clone(&of_check);
        let told =
            blocking(&of_app, move |store| work(store, &|stage| telling.stage.store(stage as u8, Ordering::Relaxed)));
        of_check.finish(told.await);
    });
    let _ = tokio::time::timeout(PATIENCE, &mut working).await;
    if let Some(answer) = check.take() {
        app.checks.forget(&ticket);
        return Ok(frame::see(&format!("/office/listings/{}", answer?)));
    }
    // Before the page is asked for: another process may be the one that is asked.
    elsewhere::note(&app, &ticket, &check).await;
    let address = format!("/office/checks/{ticket}");
    actix_web::rt::spawn(elsewhere::keep_noting(app, ticket, check, working));
    Ok(frame::see(&address))
}

/// `GET /office/checks/{ticket}`
pub async fn page(app: Data<App>, signed: Signed, ticket: Path<String>) -> Result<HttpResponse, Refused> {
    let Some(check) = app.checks.get(&ticket, &signed.caller.name) else {
        return elsewhere::page(&app, &signed, &ticket).await;
    };
    if let Some(answer) = check.take() {
        app.checks.forget(&ticket);
        return Ok(frame::see(&format!("/office/listings/{}", answer?)));
    }
    Ok(told(&app, &signed, &ticket, usize::from(check.stage()), check.begun_at))
}

/// How far a check is; the page asks again by itself.
pub(super) fn told(app: &App, signed: &Signed, ticket: &str, now: usize, begun_at: NaiveDateTime) -> HttpResponse {
    let seconds = (app.clock.now().naive_utc() - begun_at).num_seconds().max(0);
    let main = html! {
        p role="status" { "大きなファイルなので時間がかかっています（" (seconds) "秒）。このページは自動で進みます。閉じても確認は続き、結果は「一覧」の版に残ります。" }
        progress max=(STAGES.len()) value=(now) aria-label="確認の進み具合" { (now) " / " (STAGES.len()) }
        ol {
            @for (number, (_, name)) in STAGES.iter().enumerate() {
                li aria-current=[(number == now).then_some("step")] {
                    @if number == now { b { (name) } } @else { (name) }
                    @if number < now { "（済み）" }
                }
            }
        }
        p { a href={ "/office/checks/" (ticket) } { "いまの様子を見る" } }
    };
    let mut page = frame::page(signed, "一覧を確かめています", &main);
    page.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("1"));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_counted_as_they_are_named() {
        for (number, (stage, _)) in STAGES.iter().enumerate() {
            assert_eq!(usize::from(*stage as u8), number);
        }
    }

    #[test]
    fn a_check_is_its_owner_s_and_forgotten_in_time() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(12, 0, 0).unwrap();
        let checks = Checks::default();
        let (ticket, check) = checks.begin("user:sato", at);
        assert!(checks.get(&ticket, "user:kato").is_none() && checks.get(&ticket, "user:sato").is_some());
        check.finish(Ok(ListingId::new("a").unwrap()));
        assert!(check.take().is_some() && check.take().is_none());
        checks.begin("user:kato", at + TimeDelta::hours(1));
        assert!(checks.get(&ticket, "user:sato").is_none());
        assert!(matches!(check.outcome(), Some(Outcome::Made(_))), "it is there for those who ask later");
    }
}
