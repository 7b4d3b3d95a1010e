//! The files beside the pages, each under a name that changes with its content, so that it may be kept for ever.

use std::sync::LazyLock;

use super::script::tight;
use crate::digest;

/// A file served beside the pages.
#[derive(Debug)]
pub struct Asset {
    /// Its path, with a hash of the content in it where the content may be kept for ever.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub body: &'static str,
    /// Whether the path names this very content.
    pub immutable: bool,
}

impl Asset {
    pub fn hashed(stem: &str, extension: &str, media_type: &'static str, body: &'static str) -> Self {
        let mark = digest::mark(body, 12);
        Self { path: format!("/assets/{stem}.{mark}.{extension}"), media_type, body, immutable: true }
    }
}

/// The one style sheet.
pub static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("site", "css", "text/css; charset=utf-8", include_str!("style.css")));

/// What holds on paper.
pub static PRINT: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("print", "css", "text/css; charset=utf-8", include_str!("print.css")));

/// What a browser with scripts adds: the current position, a fresh list when a state changes, a mark when it is old.
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("site", "js", "text/javascript; charset=utf-8", tight(include_str!("enhance.js"))));

/// The map's script, loaded when a person opens it.
pub static MAP_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("map", "js", "text/javascript; charset=utf-8", tight(include_str!("map/map.js"))));

/// The map's pins.
pub static MAP_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("map", "css", "text/css; charset=utf-8", include_str!("map/map.css")));

/// The library that draws it; see `map/README.md`.
pub static LEAFLET: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("leaflet", "js", "text/javascript; charset=utf-8", include_str!("map/leaflet.js")));

/// Its style.
pub static LEAFLET_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("leaflet", "css", "text/css; charset=utf-8", include_str!("map/leaflet.css")));

/// A moon over a pharmacy's cross.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("icon", "svg", "image/svg+xml", include_str!("icon.svg")));

/// Keeps the last answers readable without a network. It must stand at the root, under one name, to serve every page.
pub static WORKER: LazyLock<Asset> = LazyLock::new(|| Asset {
    path: "/worker.js".to_owned(),
    media_type: "text/javascript; charset=utf-8",
    body: tight(include_str!("worker.js")),
    immutable: false,
});

/// Every file.
pub fn all() -> [&'static Asset; 9] {
    [&STYLE, &PRINT, &SCRIPT, &ICON, &WORKER, &MAP_SCRIPT, &MAP_STYLE, &LEAFLET, &LEAFLET_STYLE]
}

/// What a page may load and do: its own files and nothing else. No script or style stands within the page, so none is
/// allowed there; the maps it links to are left to by navigation, which this does not restrict.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_within_its_budget() {
        assert!(SCRIPT.body.len() + WORKER.body.len() + MAP_SCRIPT.body.len() <= 15 * 1024);
        assert!(SCRIPT.path.starts_with("/assets/site.") && SCRIPT.path.len() == "/assets/site..js".len() + 12);
    }
}
