//! The map drawn from a style, where the operator has set one: `MapLibre GL JS` as a layer of the same map, see
//! `map/README.md`. Nothing of it is loaded before the map is opened.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, ServiceConfig, get},
};

use super::{
    assets::{self, Asset},
    script::lean,
};
use crate::web::{App, Tiles, packed::Packed};

/// Begins drawing; says it when the browser cannot.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::hashed("vector", "js", "text/javascript; charset=utf-8", lean(include_str!("map/vector.js")))
});

/// The layer between the two libraries.
static LAYER: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_str!("map/maplibre/leaflet-maplibre-gl.js");
    Asset::hashed("leaflet-maplibre", "js", "text/javascript; charset=utf-8", script)
});

/// The library.
static LIBRARY: LazyLock<Packed> =
    LazyLock::new(|| Packed::script("maplibre", include_bytes!("map/maplibre/maplibre-gl.mjs.br")));

/// What of it works beside the page.
static WORKER: LazyLock<Packed> =
    LazyLock::new(|| Packed::script("maplibre-worker", include_bytes!("map/maplibre/maplibre-gl-worker.mjs.br")));

/// The four files.
pub fn configure(config: &mut ServiceConfig) {
    for asset in [&*SCRIPT, &*LAYER] {
        config.route(&asset.path, get().to(move || async move { super::file(asset) }));
    }
    config.route(&LIBRARY.path, get().to(library)).route(&WORKER.path, get().to(worker));
}

async fn library(request: HttpRequest) -> HttpResponse {
    LIBRARY.sent(&request, assets::CONTENT_SECURITY_POLICY.to_owned())
}

/// A worker loads what its own policy allows, not that of the page.
async fn worker(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let policy = assets::CONTENT_SECURITY_POLICY;
    let policy = app.settings.map_tiles.as_ref().map_or_else(|| policy.to_owned(), |tiles| tiles.allowed(policy));
    WORKER.sent(&request, policy)
}

/// The addresses of what draws, as the script reads them: the library, the layer, the worker.
pub fn parts(tiles: &Tiles) -> String {
    format!("{} {} {}?{}", LIBRARY.path, LAYER.path, WORKER.path, tiles.mark())
}

#[cfg(test)]
mod tests {
    use crate::{digest, web::packed::unpacked};

    /// What is packed is what the package holds, without the address of its source map (`map/README.md`).
    #[test]
    fn the_library_is_the_packages() {
        let plain = |brotli| digest::sha256(unpacked(brotli));
        assert_eq!(
            plain(include_bytes!("map/maplibre/maplibre-gl.mjs.br").as_slice()),
            "83a08f3db7e43f17e8360843cb6957fef35527ec17577e36c73d533f88b7d441"
        );
        assert_eq!(
            plain(include_bytes!("map/maplibre/maplibre-gl-worker.mjs.br").as_slice()),
            "bbb86182f349dfad0a74d0bd4e95755bcfc3882235c48d5780c3dd2a197fdc56"
        );
    }
}
