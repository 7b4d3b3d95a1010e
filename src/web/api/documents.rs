//! The contract itself, its reading room, and what machines look for at fixed addresses.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use chrono::TimeDelta;

use super::super::{
    App,
    problem::Problem,
    reply::{self, Keep},
};

/// The contract, OpenAPI 3.1.
#[get("/openapi.json")]
pub async fn contract(app: Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let format = reply::accepts(&request, &["application/json", "application/vnd.oai.openapi+json;version=3.1"])?;
    let tag = reply::tag(0, None, &request, format);
    if reply::is_known(&request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Revision));
    }
    Ok(reply::answer(tag, Keep::Revision, format, app.contract.json.clone()))
}

/// To the reading room.
#[get("/docs")]
pub async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

/// Everything may be found; `/v1` is for programs, which take the bulk files instead of crawling.
#[get("/robots.txt")]
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("User-agent: *\nDisallow: /v1/\nDisallow: /metrics\n")
}

/// Where faults of security are reported (RFC 9116).
#[get("/.well-known/security.txt")]
pub async fn security(app: Data<App>) -> HttpResponse {
    let expires = (app.clock.now() + TimeDelta::days(180)).format("%Y-%m-%dT00:00:00Z");
    let home = &app.settings.public_url;
    let canonical = format!("{home}/.well-known/security.txt");
    let contact = match app.settings.security_contact.as_str() {
        "" => format!("{home}/"),
        given => given.to_owned(),
    };
    let body = format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: ja, en\nCanonical: {canonical}\n");
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body)
}
