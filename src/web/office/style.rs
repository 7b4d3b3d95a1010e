//! The style sheet: the residents' pages' own, and what only these pages need.

use std::sync::LazyLock;

use actix_web::{HttpResponse, http::header};

use crate::digest;

static TEXT: LazyLock<String> =
    LazyLock::new(|| [include_str!("../site/style.css"), include_str!("office.css")].concat());

/// Its address, with a mark that changes with its content.
pub static ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/office/style.css?{}", digest::mark(TEXT.as_str(), 12)));

/// What a page may load and do: its own style, its own forms, nothing else.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// `GET /office/style.css`
pub async fn sheet() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(TEXT.as_str())
}
