//! One step with a version: publish, withdraw, restore, check again, say that it holds, drop a plan.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::{NaiveDateTime, TimeDelta};

use super::{frame, listing, progress, refused::Refused, session::Posted};
use crate::{
    directory::{ListingId, ListingState},
    intake::{Limits, merge::Scope},
    publish::{self, Confirmation, Recheck},
    store::Store,
    web::{
        App,
        auth::{self, blocking},
        problem::{Code, Problem, Text},
    },
};

/// `POST /office/listings/{id}/{step}`
pub async fn step(app: Data<App>, posted: Posted, path: Path<(String, String)>) -> Result<HttpResponse, Refused> {
    let (id, step) = path.into_inner();
    let Posted { signed, fields } = posted;
    let version = listing::edited(&app, &signed, &id).await?;
    let confirmed: Vec<Confirmation> = fields.keys().filter_map(|name| Confirmation::from_name(name)).collect();
    let due = due(fields.get("publish_at").map(String::as_str))?;
    let scope = fields.get("scope").and_then(|scope| Scope::from_name(scope));
    let limits = app.settings.limits();
    let taken = Taken { actor: signed.caller.name, at: app.clock.now().naive_utc(), confirmed, due, limits };
    let (id, state) = (version.listing.id, version.listing.state);
    if step == "recheck" {
        return progress::run(app, taken.actor.clone(), taken.at, move |store, tell| {
            let with = Recheck { scope, ..Recheck::default() };
            publish::recheck(store, &id, with, taken.limits, (&taken.actor, taken.at), tell)
        })
        .await;
    }
    let shown = blocking(&app, move |store| take(store, &step, id, state, &taken)).await?;
    let id = shown.ok_or_else(|| Problem::new(Code::NotFound))?;
    auth::refresh(&app).await;
    Ok(frame::see(&format!("/office/listings/{id}")))
}

/// Who takes a step, when, and what they said with it.
struct Taken {
    actor: String,
    at: NaiveDateTime,
    confirmed: Vec<Confirmation>,
    due: Option<NaiveDateTime>,
    limits: Limits,
}

/// Takes the step; the listing to show afterwards, `None` when there is no such step.
fn take(
    store: &Store,
    step: &str,
    id: ListingId,
    state: ListingState,
    taken: &Taken,
) -> Result<Option<ListingId>, publish::Error> {
    let (actor, at) = (taken.actor.as_str(), taken.at);
    match (step, taken.due) {
        ("publish", Some(due)) => publish::schedule(store, &id, &taken.confirmed, due, actor, at)?,
        ("publish", None) => publish::publish_confirmed(store, &id, &taken.confirmed, actor, at).map(drop)?,
        ("restore", _) if state != ListingState::Checked => publish::publish(store, &id, actor, at).map(drop)?,
        ("withdraw", _) => publish::withdraw(store, &id, actor, at).map(drop)?,
        ("confirm", _) => publish::confirm(store, &id, actor, at)?,
        ("unschedule", _) => publish::unschedule(store, &id, actor, at)?,
        _ => return Ok(None),
    }
    Ok(Some(id))
}

/// The time of a `datetime-local` field, in Japan, as UTC.
fn due(text: Option<&str>) -> Result<Option<NaiveDateTime>, Problem> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .and_then(|at| at.checked_sub_signed(TimeDelta::hours(9)));
    read.map(Some).ok_or_else(|| {
        let text = Text::new("公開する日時を読めません。", "The time to publish at can't be read.");
        Problem::because(Code::InvalidFields, text)
    })
}
