//! Instants as they are written: RFC 3339, Japan's offset, whole seconds.

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

/// An instant of Japan's civil time: `2026-11-22T19:30:00+09:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JapanTime(pub NaiveDateTime);

impl JapanTime {
    /// From the UTC of records.
    pub fn of_utc(utc: NaiveDateTime) -> Self {
        Self(utc.checked_add_signed(TimeDelta::hours(9)).unwrap_or(utc))
    }

    /// Its text. Years are those of four digits; a list of twenty pharmacies holds forty instants, and chrono's own
    /// formatting would be a third of the time to answer.
    pub(super) fn text(self) -> [u8; 25] {
        let mut text = *b"0000-00-00T00:00:00+09:00";
        let (date, time) = (self.0.date(), self.0.time());
        let year = date.year().clamp(0, 9999).unsigned_abs();
        let parts: [(usize, u32); 7] = [
            (0, year / 100),
            (2, year % 100),
            (5, date.month()),
            (8, date.day()),
            (11, time.hour()),
            (14, time.minute()),
            (17, time.second()),
        ];
        for (at, number) in parts {
            for (digit, value) in text.iter_mut().skip(at).zip([number / 10, number % 10]) {
                *digit = b'0' + value as u8;
            }
        }
        text
    }
}

impl std::fmt::Display for JapanTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).map_err(|_| std::fmt::Error)?)
    }
}

impl Serialize for JapanTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.text()).map_err(serde::ser::Error::custom)?)
    }
}

impl PartialSchema for JapanTime {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .pattern(Some(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$"))
            .max_length(Some(25))
            .examples(["2026-11-22T19:30:00+09:00"])
            .into()
    }
}

impl ToSchema for JapanTime {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::JAPAN;

    #[test]
    fn instants_are_written_as_chrono_would() {
        for (y, mo, d, h, mi, s) in [(2026, 11, 22, 19, 30, 0), (1955, 1, 1, 0, 0, 1), (9999, 12, 31, 23, 59, 59)] {
            let at = chrono::NaiveDate::from_ymd_opt(y, mo, d).unwrap().and_hms_opt(h, mi, s).unwrap();
            let expected = at.and_local_timezone(JAPAN).unwrap().to_rfc3339();
            assert_eq!(JapanTime(at).to_string(), expected);
        }
    }

    #[test]
    fn records_are_in_utc() {
        let utc = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(15, 0, 0).unwrap();
        assert_eq!(JapanTime::of_utc(utc).to_string(), "2026-11-23T00:00:00+09:00");
    }
}
