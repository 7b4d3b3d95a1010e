//! Coordinates and how exact they are.

use super::Read;
use crate::{
    directory::{Place, Position, PositionLevel},
    intake::{catalogue::Code, fold},
};

/// In which scale the list tells how exact a position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Scale {
    /// 位置レベル of jageocoder: 8 and 7 building or block, 6 and 5 town, 4 to 2 municipality, 1 and 0 coarser.
    Building8,
    /// geo_level of normalize-japanese-addresses: 3 town, 2 municipality, 1 and 0 coarser; 8 is a residence as well.
    Town3,
}

/// Reads a position. Both texts blank, or `0.0`, is none; `level` blank means the list gives its own exact points.
///
/// Swapped coordinates are put right only when they lie in Japan after the swap and not before.
pub(in crate::intake) fn read(lat: &str, lon: &str, level: &str, scale: Scale) -> Read<Place> {
    let number = |text: &str| fold::nfkc(text).trim_end_matches(['°', '度', 'N', 'E']).parse::<f64>().ok();
    let blank = |text: &str| text.trim().is_empty() || fold::is_only_dashes(text) || number(text) == Some(0.0);
    if blank(lat) && blank(lon) {
        return Read::nothing();
    }
    let Some((lat, lon)) = number(lat).zip(number(lon)) else { return Read::failed(Code::PositionUnreadable) };
    let in_japan = |lat: f64, lon: f64| Position::new(lat, lon).filter(|position| position.is_in_japan());
    let (position, code) = match (in_japan(lat, lon), in_japan(lon, lat)) {
        (Some(position), _) => (position, None),
        (None, Some(swapped)) => (swapped, Some(Code::PositionSwapped)),
        (None, None) => return Read::failed(Code::PositionOutsideJapan),
    };
    match read_level(level, scale) {
        Some(level) => Read { value: Some(Place { position, level }), code },
        None => Read::failed(Code::PositionCoarse),
    }
}

/// `None` when the position is no better than its prefecture.
fn read_level(text: &str, scale: Scale) -> Option<PositionLevel> {
    let word = fold::word(text);
    if word.is_empty() {
        return Some(PositionLevel::Building);
    }
    if let Some(level) = PositionLevel::from_name(&word) {
        return Some(level);
    }
    match (scale, word.parse::<u8>().ok()?) {
        (_, 7..) => Some(PositionLevel::Building),
        (Scale::Building8, 5 | 6) | (Scale::Town3, 3..=6) => Some(PositionLevel::Town),
        (Scale::Building8, 2..=4) | (Scale::Town3, 2) => Some(PositionLevel::Municipality),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn level(lat: &str, lon: &str, level: &str, scale: Scale) -> Option<PositionLevel> {
        read(lat, lon, level, scale).value.map(|place| place.level)
    }

    #[test]
    fn positions_are_checked_against_japan() {
        let exact = read("35.6437", "139.6710", "", Scale::Building8);
        assert_eq!(exact.code, None);
        assert_eq!(exact.value.unwrap().position, Position::new(35.6437, 139.671).unwrap());
        let swapped = read("139.6710", "35.6437", "8", Scale::Building8);
        assert_eq!((swapped.value, swapped.code), (exact.value, Some(Code::PositionSwapped)));
        assert_eq!(read("51.5", "0.1", "", Scale::Building8), Read::failed(Code::PositionOutsideJapan));
        assert_eq!(read("35.6", "", "", Scale::Building8), Read::failed(Code::PositionUnreadable));
        assert_eq!(read("0.0", "0", "", Scale::Building8), Read::nothing());
        assert_eq!(read("NaN", "inf", "", Scale::Building8), Read::failed(Code::PositionUnreadable));
    }

    #[test]
    fn levels_follow_their_scale() {
        use PositionLevel::{Building, Municipality, Town};
        for (text, scale, expected) in [
            ("8", Scale::Building8, Some(Building)),
            ("5", Scale::Building8, Some(Town)),
            ("3", Scale::Building8, Some(Municipality)),
            ("1", Scale::Building8, None),
            ("3", Scale::Town3, Some(Town)),
            ("2", Scale::Town3, Some(Municipality)),
            ("0", Scale::Town3, None),
            ("town", Scale::Building8, Some(Town)),
        ] {
            assert_eq!(level("35.6", "139.6", text, scale), expected, "{text}");
        }
    }
}
