//! 薬剤師会: who publishes a list, and for which area.

use std::{fmt, sync::Arc};

use crate::hours::YearPeriod;

/// An association's short name, as in URLs: `setagaya`, `tamagawa-kinuta`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssociationId(Arc<str>);

impl AssociationId {
    /// `None` unless 1–40 characters of `a-z`, `0-9` and `-`, beginning with a letter.
    pub fn new(id: &str) -> Option<Self> {
        let fits = (1..=40).contains(&id.len())
            && id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(id.into()))
    }

    /// The short name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AssociationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The municipality an association answers for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// 全国地方公共団体コード without its check digit: five digits, `13112` for Setagaya.
    pub code: String,
    /// 都道府県, `東京都`.
    pub prefecture: String,
    /// 市区町村, `世田谷区`.
    pub municipality: String,
    /// 年末年始 there, when it is not 12-29 to 01-03.
    pub year_end: Option<YearPeriod>,
}

/// 薬剤師会.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Association {
    /// Its short name.
    pub id: AssociationId,
    /// Its name in Japanese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The area it may publish for.
    pub area: Area,
    /// How its word ranks over other lists on the same pharmacy; a higher number wins where both speak.
    pub rank: i32,
}
