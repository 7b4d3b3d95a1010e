//! The contract itself, its reading room, and what machines look for at fixed addresses.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use chrono::TimeDelta;
use serde_json::json;

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
pub async fn robots(app: Data<App>) -> HttpResponse {
    let home = &app.settings.public_url;
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!(
        "User-agent: *\nDisallow: /v1/\nAllow: /v1/bulk/\nAllow: /v1/dataset\nDisallow: /office\nDisallow: /metrics\n\nSitemap: {home}/sitemap.xml\n"
    ))
}

/// Where the API, its description and its dataset are, for programs that look (RFC 9727).
#[get("/.well-known/api-catalog")]
pub async fn catalog(app: Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    const LINKSET: &str = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";
    reply::accepts(&request, &[LINKSET, "application/json"])?;
    let home = &app.settings.public_url;
    let link = |path: &str, kind: &str| json!([{ "href": format!("{home}{path}"), "type": kind }]);
    let api = json!({
        "anchor": format!("{home}/v1"),
        "service-desc": link("/openapi.json", "application/vnd.oai.openapi+json;version=3.1"),
        "service-doc": link("/docs/", "text/html"),
        "service-meta": link("/v1/dataset.jsonld", "application/ld+json"),
        "status": link("/health/ready", "application/json"),
    });
    let itself = format!("<{home}/.well-known/api-catalog>; rel=\"api-catalog\"");
    Ok(HttpResponse::Ok()
        .content_type(LINKSET)
        .insert_header((header::LINK, itself))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(json!({ "linkset": [api] }).to_string()))
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
