//! The pictures the map is made of: where they come from, and whom to thank.

use std::sync::Arc;

use crate::config::{DEFAULT_MAP_ATTRIBUTION, DEFAULT_MAP_TILES, is_tile_address};

/// A source of map tiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// The address of a tile, with `{z}`, `{x}` and `{y}` in it.
    pub template: Arc<str>,
    /// Who made them, shown at the map's corner.
    pub attribution: Arc<str>,
}

impl Tiles {
    /// Tiles at addresses of that form; `None` unless it is an `http(s)` address, or a path of this server, with `{z}`,
    /// `{x}` and `{y}`, of letters that cannot end what it is written into.
    pub fn new(template: &str, attribution: &str) -> Option<Self> {
        is_tile_address(template).then(|| Self { template: template.into(), attribution: attribution.into() })
    }

    /// The origin a page must be allowed to load pictures from; `None` when it is this server.
    pub fn origin(&self) -> Option<String> {
        let (scheme, rest) = self.template.split_once("://")?;
        Some(format!("{scheme}://{}", rest.split('/').next()?))
    }
}

impl Default for Tiles {
    fn default() -> Self {
        Self { template: DEFAULT_MAP_TILES.into(), attribution: DEFAULT_MAP_ATTRIBUTION.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_tiles_are_taken() {
        for bad in [
            "",
            "tiles",
            "ftp://a/{z}/{x}/{y}",
            "https://a/{z}/{x}.png",
            "https:///{z}/{x}/{y}",
            "https://{s}.a/{z}/{x}/{y}",
            "https://a;script-src *//{z}/{x}/{y}",
            "https://a/{z}/{x}/{y}\"><b>",
        ] {
            assert_eq!(Tiles::new(bad, ""), None, "{bad}");
        }
        let own = Tiles::new("/tiles/{z}/{x}/{y}.png", "").unwrap();
        assert_eq!(own.origin(), None);
        assert_eq!(Tiles::default().origin().as_deref(), Some("https://cyberjapandata.gsi.go.jp"));
        assert_eq!(Tiles::new(DEFAULT_MAP_TILES, DEFAULT_MAP_ATTRIBUTION), Some(Tiles::default()));
    }
}
