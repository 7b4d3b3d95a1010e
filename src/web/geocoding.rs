//! What the tables here don't know, asked of the geocoder that the operator switched on.

use super::{App, auth::blocking};
use crate::{
    publish,
    search::{PlaceHit, confirmed},
};

/// Whose service is asked, where one is.
pub fn source(app: &App) -> Option<&str> {
    app.geocoder.as_ref().map(crate::geocode::Geocoder::name)
}

/// The places another service knows for a text; none when it is not switched on, fails, takes too long, or says nothing that
/// is believed. Answers are kept: a text is asked for once.
pub async fn elsewhere(app: &App, text: &str) -> Vec<PlaceHit> {
    let Some(geocoder) = &app.geocoder else { return Vec::new() };
    let at = app.clock.now().naive_utc();
    let asked = text.to_owned();
    // Without the database the service is asked all the same.
    let kept = blocking(app, move |store| publish::recall_geocoded(store, &asked, at)).await.ok().flatten();
    if let Some(kept) = kept {
        return confirmed(text, &kept);
    }
    let found = match geocoder.find(text).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "the geocoder has no answer; going on without it");
            return Vec::new();
        }
    };
    let proposals: Vec<_> = found.into_iter().map(|one| (one.title, one.position)).collect();
    let hits = confirmed(text, &proposals);
    let asked = text.to_owned();
    if let Err(problem) = blocking(app, move |store| publish::remember_geocoded(store, &asked, &proposals, at)).await {
        tracing::debug!(error = problem.inside(), "the geocoder's answer is not kept");
    }
    hits
}
