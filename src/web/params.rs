//! One value of a query → one value of the domain, and the form allowed when it is not one.

use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::query::Fault;
use crate::{
    clock::JAPAN,
    directory::{AssociationId, Membership, Position, Service},
    hours::State,
    search::{BoundingBox, Sort},
};

/// The widest radius around a point, metres.
pub const MAX_RADIUS_M: u32 = 50_000;
/// The longest text looked for, characters.
pub const MAX_TEXT: usize = 200;
/// The most pharmacies in one answer.
pub const MAX_LIMIT: usize = 100;

/// `lat,lon`.
pub fn near(value: &str) -> Result<Position, Fault> {
    let form = "lat,lon in decimal degrees, latitude -90 to 90, longitude -180 to 180: 35.6437,139.6710";
    let wrong = || Fault::new("「緯度,経度」の形ではありません。", "This is not `lat,lon` in decimal degrees.", form);
    let (lat, lon) = value.split_once(',').ok_or_else(wrong)?;
    let (lat, lon) = (degrees(lat).ok_or_else(wrong)?, degrees(lon).ok_or_else(wrong)?);
    Position::new(lat, lon).ok_or_else(|| {
        Fault::new("緯度は -90〜90、経度は -180〜180 です。", "The latitude or longitude is outside its range.", form)
    })
}

/// `west,south,east,north`; the latitudes in either order, west greater than east over the 180th meridian.
pub fn bbox(value: &str) -> Result<BoundingBox, Fault> {
    let form = "west,south,east,north in decimal degrees: 139.58,35.59,139.69,35.68";
    let wrong = || Fault::new("「西,南,東,北」の形ではありません。", "This is not `west,south,east,north`.", form);
    let edges: Option<Vec<f64>> = value.split(',').map(degrees).collect();
    let Some([west, south, east, north]) = edges.and_then(|edges| <[f64; 4]>::try_from(edges).ok()) else {
        return Err(wrong());
    };
    let on_earth = Position::new(south, west).and(Position::new(north, east)).is_some();
    let bbox = BoundingBox { west, south: south.min(north), east, north: south.max(north) };
    on_earth.then_some(bbox).ok_or_else(|| {
        Fault::new("緯度は -90〜90、経度は -180〜180 です。", "An edge is outside the range of degrees.", form)
    })
}

/// Plain decimal degrees: digits, perhaps a minus before and a fraction after. No exponent, no `NaN`.
fn degrees(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str, n| (1..=n).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    (all_digits(whole, 3) && all_digits(fraction, 15)).then(|| text.parse().ok()).flatten()
}

/// An RFC 3339 instant, as Japan's civil time. A `+` that was not escaped arrives as a space and is understood.
pub fn instant(value: &str) -> Result<NaiveDateTime, Fault> {
    let mended = match value.len().checked_sub(6).map(|at| value.split_at_checked(at)) {
        Some(Some((local, offset))) if offset.starts_with(' ') => format!("{local}+{}", offset.trim_start()),
        _ => value.to_owned(),
    };
    let parsed = DateTime::parse_from_rfc3339(&mended).map_err(|_| {
        Fault::new(
            "日時を読み取れません。時差（日本は +09:00）まで書いてください。",
            "This is no date and time with its offset from UTC.",
            "RFC 3339 with offset: 2026-11-22T19:30:00+09:00 (the + sent as %2B)",
        )
    })?;
    Ok(parsed.with_timezone(&JAPAN).naive_local())
}

/// A date of Japan's calendar.
pub fn date(value: &str) -> Result<NaiveDate, Fault> {
    let form = || Fault::new("日付を読み取れません。", "This is no date of the calendar.", "YYYY-MM-DD: 2026-11-23");
    let fits = |(i, b): (usize, u8)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    let shaped = value.len() == 10 && value.bytes().enumerate().all(fits);
    if !shaped {
        return Err(form());
    }
    value.parse().map_err(|_| form())
}

/// A whole number within `range`.
pub fn whole(value: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, Fault> {
    let plain = (1..=9).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    let number = plain.then(|| value.parse().ok()).flatten().filter(|number| range.contains(number));
    number.ok_or_else(|| {
        let (from, to) = (range.start(), range.end());
        Fault::new(
            format!("{from} から {to} までの整数にしてください。"),
            format!("This is no whole number from {from} to {to}."),
            format!("a whole number from {from} to {to}"),
        )
    })
}

/// Words to look for.
pub fn text(value: &str) -> Result<String, Fault> {
    let form = "1 to 200 characters, not only blanks";
    match value.chars().count() {
        0 => Err(Fault::new("空です。", "It is empty.", form)),
        n if n > MAX_TEXT => Err(Fault::new("200字までにしてください。", "It is longer than 200 characters.", form)),
        _ if value.trim().is_empty() => Err(Fault::new("空白だけです。", "It is only blanks.", form)),
        _ => Ok(value.to_owned()),
    }
}

/// The five-digit code of a municipality.
pub fn area(value: &str) -> Result<String, Fault> {
    let shaped = value.len() == 5 && value.bytes().all(|b| b.is_ascii_digit());
    shaped.then(|| value.to_owned()).ok_or_else(|| {
        Fault::new(
            "市区町村コード（5桁の数字）ではありません。",
            "This is no municipality code of five digits.",
            "全国地方公共団体コード without its check digit, five digits: 13112",
        )
    })
}

/// `true` or `false`.
pub fn flag(value: &str) -> Result<bool, Fault> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(one_of(["true", "false"])),
    }
}

/// A state's name.
pub fn state(value: &str) -> Result<State, Fault> {
    State::from_name(value).ok_or_else(|| one_of(State::ALL.map(State::as_str)))
}

/// A service's name.
pub fn service(value: &str) -> Result<Service, Fault> {
    Service::from_name(value).ok_or_else(|| one_of(Service::all().map(Service::as_str)))
}

/// A membership's name.
pub fn membership(value: &str) -> Result<Membership, Fault> {
    Membership::from_name(value)
        .ok_or_else(|| one_of([Membership::Member, Membership::NonMember].map(Membership::as_str)))
}

/// An order's name.
pub fn sort(value: &str) -> Result<Sort, Fault> {
    match value {
        "distance" => Ok(Sort::Distance),
        "closing" => Ok(Sort::Closing),
        "name" => Ok(Sort::Name),
        _ => Err(one_of(["distance", "closing", "name"])),
    }
}

/// `stated`: only answers that rest on stated hours.
pub fn certainty(value: &str) -> Result<bool, Fault> {
    match value {
        "stated" => Ok(true),
        "any" => Ok(false),
        _ => Err(one_of(["stated", "any"])),
    }
}

/// An association's short name; whether there is one is asked of the snapshot.
pub fn association(value: &str) -> Result<AssociationId, Fault> {
    AssociationId::new(value).ok_or_else(|| {
        Fault::new(
            "薬剤師会の名前の形ではありません。",
            "This is no association's id.",
            "an id from /v1/associations: setagaya",
        )
    })
}

/// The language of texts that come in one language only.
pub fn lang(value: &str) -> Result<&'static str, Fault> {
    match value {
        "ja" => Ok("ja"),
        "en" => Ok("en"),
        _ => Err(one_of(["ja", "en"])),
    }
}

/// Not one of `names`.
pub fn one_of<T: Display>(names: impl IntoIterator<Item = T>) -> Fault {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    Fault::new(
        "使える値ではありません。",
        "This is not one of the values allowed.",
        format!("one of {}", names.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_plain_degrees_within_range() {
        assert_eq!(near("35.6437,139.6710").unwrap(), Position::new(35.6437, 139.671).unwrap());
        for good in ["-90,180", "90,-180", "0,0", "35,139.5"] {
            assert!(near(good).is_ok(), "{good}");
        }
        for bad in
            ["", "35.6", "91,0", "0,180.1", "NaN,0", "1e1,0", "35.6,139.7,3", "inf,0", "+1,2", " 1,2", "1.,2", "..,1"]
        {
            assert!(near(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_box_may_run_over_the_date_line() {
        let over = bbox("170,-10,-170,10").unwrap();
        assert!(over.west > over.east && over.south < over.north);
        assert_eq!(bbox("1,4,3,2").unwrap(), bbox("1,2,3,4").unwrap());
        for bad in ["1,2,3", "1,2,3,4,5", "1,2,3,91", "181,2,3,4", "a,b,c,d"] {
            assert!(bbox(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn instants_need_an_offset_and_forgive_a_lost_plus() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(19, 30, 0).unwrap();
        for good in [
            "2026-11-22T19:30:00+09:00",
            "2026-11-22T19:30:00 09:00",
            "2026-11-22T10:30:00Z",
            "2026-11-22T05:30:00-05:00",
        ] {
            assert_eq!(instant(good).unwrap(), at, "{good}");
        }
        for bad in [
            "",
            "2026-11-22",
            "2026-11-22T19:30:00",
            "2026-11-31T19:30:00+09:00",
            "now",
            "2026-11-22T25:00:00Z",
            "あ 09:00",
        ] {
            assert!(instant(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dates_numbers_and_texts_keep_their_form() {
        assert!(date("2026-11-23").is_ok());
        for bad in ["2026-1-1", "20261123", "2026-02-30", "2026-11-23T", "+026-11-23", "2026/11/23"] {
            assert!(date(bad).is_err(), "{bad}");
        }
        assert_eq!(whole("100", 1..=100).unwrap(), 100);
        for bad in ["", "0", "101", "-1", "1.0", "９", "99999999999"] {
            assert!(whole(bad, 1..=100).is_err(), "{bad}");
        }
        assert!(text(&"薬".repeat(200)).is_ok());
        assert!(text("").is_err() && text("  ").is_err() && text(&"薬".repeat(201)).is_err());
        assert!(area("13112").is_ok() && area("1311").is_err() && area("1311a").is_err());
    }
}
