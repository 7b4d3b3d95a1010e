//! One value of a query → one value of the domain, and the form allowed when it is not one.

mod place;
mod time;

use std::fmt::Display;

pub use place::{bbox, near};
pub use time::{date, instant};

use super::{formats::Layout, query::Fault};
use crate::{
    directory::{AssociationId, Membership, PharmacyId, Service},
    hours::State,
    search::{Snapshot, Sort},
};

/// The widest radius around a point, metres.
pub const MAX_RADIUS_M: u32 = 50_000;
/// The longest text looked for, characters.
pub const MAX_TEXT: usize = 200;
/// The most pharmacies in one answer.
pub const MAX_LIMIT: u32 = 100;

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
        _ if value.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') => {
            Err(Fault::new("空白だけです。", "It is only blanks.", form))
        }
        _ => Ok(value.to_owned()),
    }
}

/// The code of an area the directory knows: a municipality's five digits, or a prefecture's two.
pub fn area(value: &str, snapshot: &Snapshot) -> Result<String, Fault> {
    let form = "全国地方公共団体コード without its check digit, five digits, or a prefecture's two: 13112";
    let shaped = matches!(value.len(), 2 | 5) && value.bytes().all(|b| b.is_ascii_digit());
    if !shaped {
        return Err(Fault::new(
            "市区町村コード（5桁）でも都道府県コード（2桁）でもありません。",
            "This is no area code of five or two digits.",
            form,
        ));
    }
    snapshot.area(value).is_some().then(|| value.to_owned()).ok_or_else(|| {
        Fault::new("この地域の一覧はここにありません。", "No list published here is of this area.", form)
            .of_a_stranger()
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

/// A pharmacy's id, known here or not.
pub fn pharmacy(value: &str) -> Result<PharmacyId, Fault> {
    PharmacyId::new(value).ok_or_else(|| {
        Fault::new("薬局のIDではありません。", "This is no pharmacy's id.", "an id as answers tell it: a-z, 0-9 and -")
    })
}

/// The short name of an association the directory knows.
pub fn association(value: &str, snapshot: &Snapshot) -> Result<AssociationId, Fault> {
    let shaped = AssociationId::new(value);
    let is_shaped = shaped.is_some();
    shaped.filter(|id| snapshot.association(id).is_some()).ok_or_else(|| {
        let ids = snapshot.associations().iter().take(50).map(|association| association.id.as_str());
        let fault = one_of(ids);
        if is_shaped { fault.of_a_stranger() } else { fault }
    })
}

/// Where the page before left off, by its shape.
pub fn cursor(value: &str) -> Result<String, Fault> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let shaped = value.starts_with("AQ") && (46..=160).contains(&value.len()) && value.bytes().all(plain);
    shaped.then(|| value.to_owned()).ok_or_else(|| {
        Fault::new(
            "続きの印（cursor）を読み取れません。",
            "This is no cursor of ours.",
            "the `next` of the page before, unchanged",
        )
    })
}

/// The columns of a CSV.
pub fn layout(value: &str) -> Result<Layout, Fault> {
    let known = Layout::ALL.into_iter().find(|layout| layout.as_str() == value);
    known.ok_or_else(|| one_of(Layout::ALL.map(Layout::as_str)))
}

/// A revision's number.
pub fn revision(value: &str) -> Result<i64, Fault> {
    let plain = (1..=15).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| value.parse().ok()).flatten().ok_or_else(|| {
        Fault::new("版の番号ではありません。", "This is no revision.", "a revision such as 12, as answers tell theirs")
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
    }
}
