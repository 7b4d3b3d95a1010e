//! The scripts and styles of lists, and which versions other sites may rely on.
//!
//! A version is a promise: the bytes at `/embed/v1/…` never change, so that a page may name their hash (SRI). A change is a
//! new version beside the old, which is served on for 24 months after it was declared old, and says so in its headers
//! (`Deprecation`, RFC 9745; `Sunset`, RFC 8594).

use std::sync::LazyLock;

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderName},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{NaiveDate, NaiveTime};
use sha2::{Digest, Sha384};

use crate::web::{
    packed::unpacked,
    site::{assets::Asset, script::lean},
};

/// How long a version is served after it was declared old.
#[cfg(test)]
const KEPT_MONTHS: u32 = 24;

/// A script other sites load.
#[derive(Debug)]
pub struct Script {
    /// Its path, with its version.
    pub path: &'static str,
    /// Its content, the same for as long as it is served.
    pub body: LazyLock<&'static [u8]>,
    /// When it was declared old, and when it will no longer be served.
    pub old: Option<(NaiveDate, NaiveDate)>,
}

/// Lets a frame have the height of its list.
pub static LOADER: Script =
    Script { path: "/embed/v1/loader.js", body: LazyLock::new(|| include_bytes!("element/loader.js")), old: None };

/// The element `<yoruyaku-list>`: the one source that is still written on. When it changes, what was sent of it before is
/// packed into `frozen/`, and it gets the next number.
pub static ELEMENT: Script = Script {
    path: "/embed/v3/list.js",
    body: LazyLock::new(|| lean(include_str!("element/list.js")).as_bytes()),
    old: None,
};

/// The element before it told how names sound.
pub static ELEMENT_2: Script = Script {
    path: "/embed/v2/list.js",
    body: LazyLock::new(|| unpacked(include_bytes!("frozen/list.2.js.br"))),
    old: Some((day(2026, 11, 23), day(2028, 11, 30))),
};

/// The element before it had its map in place.
pub static ELEMENT_1: Script = Script {
    path: "/embed/v1/list.js",
    body: LazyLock::new(|| unpacked(include_bytes!("frozen/list.1.js.br"))),
    old: Some((day(2026, 11, 22), day(2028, 11, 30))),
};

/// A day that exists.
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// All versions of all scripts.
pub fn all() -> [&'static Script; 4] {
    [&LOADER, &ELEMENT, &ELEMENT_2, &ELEMENT_1]
}

impl Script {
    /// Its hash as `integrity` takes it.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", STANDARD.encode(Sha384::digest(*self.body)))
    }

    /// The script, to be kept for ever.
    pub fn sent(&self) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .content_type("text/javascript; charset=utf-8");
        for (name, value) in self.notice() {
            response.insert_header((name, value));
        }
        response.body(*self.body)
    }

    /// The headers that say it is old.
    fn notice(&self) -> Vec<(HeaderName, String)> {
        let Some((since, until)) = self.old else { return Vec::new() };
        let (since, until) = (since.and_time(NaiveTime::MIN).and_utc(), until.and_time(NaiveTime::MIN).and_utc());
        vec![
            (HeaderName::from_static("deprecation"), format!("@{}", since.timestamp())),
            (HeaderName::from_static("sunset"), until.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ]
    }
}

/// The style of frames.
pub static FRAME_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("embed", "css", "text/css; charset=utf-8", include_str!("frame.css")));

/// What a list on a map has besides.
pub static MAP_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("embed-map", "css", "text/css; charset=utf-8", include_str!("map.css")));

/// Tells a frame's height and keeps its list current.
pub static FRAME_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("embed", "js", "text/javascript; charset=utf-8", include_str!("frame.js")));

/// The style of the page where lists are put together, over that of all pages.
pub static BUILDER_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("builder", "css", "text/css; charset=utf-8", include_str!("builder.css")));

/// Shows the list while it is put together, and copies.
pub static BUILDER_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("builder", "js", "text/javascript; charset=utf-8", include_str!("builder.js")));

/// The files beside this site's own pages.
pub fn assets() -> [&'static Asset; 5] {
    [&FRAME_STYLE, &FRAME_SCRIPT, &MAP_STYLE, &BUILDER_STYLE, &BUILDER_SCRIPT]
}

#[cfg(test)]
#[path = "scripts_tests.rs"]
mod tests;
