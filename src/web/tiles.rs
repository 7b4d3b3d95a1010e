//! What the map is made of: pictures or a style, where they come from, and whom to thank.

use std::sync::Arc;

use crate::{
    config::{DEFAULT_MAP_ATTRIBUTION, DEFAULT_MAP_TILES, is_map_source, is_tile_address},
    digest,
};

/// A source of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// The address of a tile, with `{z}`, `{x}` and `{y}` in it; or that of a `MapLibre` style.
    pub address: Arc<str>,
    /// Who made it, shown at the map's corner; empty where the style says it itself.
    pub attribution: Arc<str>,
    /// Whether it is a style, which the browser draws the map from.
    pub is_style: bool,
    /// The origins a page must be allowed to load from, a space between them; empty when it is this server alone.
    pub origins: Arc<str>,
}

impl Tiles {
    /// What that setting says (see [`is_map_source`]); `None` where it says nothing that can be meant. The attribution that
    /// stands when none is set is the default tiles', and no style's.
    pub fn new(setting: &str, attribution: &str) -> Option<Self> {
        let (address, beside) = setting.split_once(' ').unwrap_or((setting, ""));
        let is_style = !is_tile_address(address);
        let attribution = if is_style && attribution == DEFAULT_MAP_ATTRIBUTION { "" } else { attribution };
        is_map_source(setting).then(|| Self {
            address: address.into(),
            attribution: attribution.into(),
            is_style,
            origins: origin(address)
                .into_iter()
                .chain(beside.split_whitespace().map(str::to_owned))
                .fold(String::new(), |all, one| if all.is_empty() { one } else { format!("{all} {one}") })
                .into(),
        })
    }

    /// `policy` as a page with this map needs it: pictures are loaded as such; what a style names is fetched. `data:` is the
    /// empty picture that stands for one no longer shown.
    pub fn allowed(&self, policy: &str) -> String {
        let widened = |policy: &str, what: &str| policy.replace(what, format!("{what} {}", self.origins).trim_end());
        let policy = widened(&policy.replace("img-src 'self'", "img-src 'self' data:"), "img-src 'self' data:");
        if self.is_style { widened(&policy, "connect-src 'self'") } else { policy }
    }

    /// A mark of what is allowed: a worker is held to the policy it was kept with.
    pub fn mark(&self) -> String {
        digest::mark(&*self.origins, 8)
    }
}

/// The origin of an address; `None` when it is a path of this server.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}

impl Default for Tiles {
    fn default() -> Self {
        Self {
            address: DEFAULT_MAP_TILES.into(),
            attribution: DEFAULT_MAP_ATTRIBUTION.into(),
            is_style: false,
            origins: origin(DEFAULT_MAP_TILES).unwrap_or_default().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_tiles_and_styles_are_taken() {
        for bad in [
            "",
            "tiles",
            "ftp://a/{z}/{x}/{y}",
            "https://a/{z}/{x}.png",
            "https:///{z}/{x}/{y}",
            "https://{s}.a/{z}/{x}/{y}",
            "https://a;script-src *//{z}/{x}/{y}",
            "https://a/{z}/{x}/{y}\"><b>",
            "https://a/{z}/{x}/{y} https://b",
            "https://a",
            "https://a/",
            "https:///style.json",
            "https://a/style.json https://b/path",
            "https://a/style.json *",
            "https://a/style.json 'unsafe-eval'",
            "https://a/style.json https://b;script-src",
            "https://a/style.json\u{a0}https://b",
        ] {
            assert_eq!(Tiles::new(bad, ""), None, "{bad}");
        }
        let own = Tiles::new("/tiles/{z}/{x}/{y}.png", "").unwrap();
        assert_eq!((&*own.origins, own.is_style), ("", false));
        assert_eq!(&*Tiles::default().origins, "https://cyberjapandata.gsi.go.jp");
        assert_eq!(Tiles::new(DEFAULT_MAP_TILES, DEFAULT_MAP_ATTRIBUTION), Some(Tiles::default()));
    }

    #[test]
    fn a_style_is_fetched_from_its_origins_and_from_nowhere_else() {
        let style =
            Tiles::new("https://a.example/style.json?key=1 https://b.example:8443", DEFAULT_MAP_ATTRIBUTION).unwrap();
        assert_eq!((&*style.address, &*style.attribution), ("https://a.example/style.json?key=1", ""));
        let policy = "img-src 'self'; connect-src 'self'; worker-src 'self'";
        let both = "https://a.example https://b.example:8443";
        let expected = format!("img-src 'self' data: {both}; connect-src 'self' {both}; worker-src 'self'");
        assert_eq!(style.allowed(policy), expected);
        let pictures = Tiles::default().allowed(policy);
        assert!(
            pictures.contains("img-src 'self' data: https://cyberjapandata.gsi.go.jp; connect-src 'self'; "),
            "{pictures}"
        );
        let own = Tiles::new("/map/style.json", "A").unwrap();
        assert_eq!(own.allowed(policy), "img-src 'self' data:; connect-src 'self'; worker-src 'self'");
        assert_ne!(own.mark(), style.mark());
    }
}
