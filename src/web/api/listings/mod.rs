//! 一覧: an association's list comes in, is looked at, published, taken back, restored.

mod recheck;
mod release;
mod send;
mod show;

pub(in crate::web) use show::XLSX;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header::{self, EntityTag, Header, IfMatch},
};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    digest,
    directory::ListingId,
    intake::is_bundle,
    publish::Version,
    web::{
        App,
        auth::{Caller, blocking},
        problem::{Code, Problem},
        reply,
    },
};

/// The routes of lists.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(send::create_listing)
        .service(show::list_listings)
        .service(show::get_listing)
        .service(show::get_listing_file)
        .service(show::get_listing_rejected)
        .service(release::publish_listing)
        .service(release::withdraw_listing)
        .service(release::restore_listing)
        .service(recheck::recheck_listing)
        .service(release::confirm_listing)
        .service(release::delete_listing_schedule);
}

/// The version of that id, if the caller may see it.
async fn reviewed(app: &App, caller: &Caller, id: &str) -> Result<Version, Problem> {
    let id = ListingId::new(id).ok_or_else(|| Problem::new(Code::UnknownListing))?;
    let version = blocking(app, move |store| crate::publish::version(store, &id)).await?;
    caller.must_review(&version.listing.association)?;
    Ok(version)
}

/// The version of that id, if the caller may change it.
async fn edited(app: &App, caller: &Caller, id: &str) -> Result<Version, Problem> {
    let version = reviewed(app, caller, id).await?;
    caller.must_edit(&version.listing.association)?;
    Ok(version)
}

/// A strong tag over everything about a version that can change.
fn tag(version: &Version) -> EntityTag {
    let listing = &version.listing;
    let what = format!(
        "{} {:?} {:?} {:?} {:?} {}",
        listing.id, listing.state, listing.published_at, version.confirmed_at, version.schedule, version.is_stale
    );
    EntityTag::new_strong(digest::mark(what, 24))
}

/// Goes on only when `If-Match` names the version as it is now.
fn must_match(request: &HttpRequest, version: &Version) -> Result<(), Problem> {
    if !request.headers().contains_key(header::IF_MATCH) {
        return Err(Problem::new(Code::IfMatchRequired));
    }
    match IfMatch::parse(request) {
        Ok(IfMatch::Any) => Ok(()),
        Ok(IfMatch::Items(tags)) if tags.iter().any(|known| known.strong_eq(&tag(version))) => Ok(()),
        _ => Err(Problem::new(Code::IfMatchFailed)),
    }
}

/// An answer about a version, for its caller alone.
fn answer(
    request: &HttpRequest,
    mut response: HttpResponseBuilder,
    version: &Version,
) -> Result<HttpResponse, Problem> {
    reply::accepts(request, &[reply::JSON])?;
    response.insert_header(header::ETag(tag(version)));
    Ok(private(response, &crate::web::views::ListingView::from(version)))
}

/// An answer for its caller alone.
pub(super) fn private(mut response: HttpResponseBuilder, view: &impl Serialize) -> HttpResponse {
    response
        .content_type(reply::JSON)
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(reply::to_json(view))
}

/// The name under which the file of a listing is handed out.
pub(in crate::web) fn sent_name(name: &str, bytes: &[u8]) -> String {
    if is_bundle(bytes) { format!("{name}.zip") } else { name.to_owned() }
}

/// A file to be kept under `name`, for its caller alone.
pub(in crate::web) fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> HttpResponse {
    let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}")))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(bytes)
}
