//! The Cabinet Office's table of holidays, `syukujitsu.csv`: CP932 with CRLF, one heading, dates such as `2026/1/1`.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::{
    holiday_law,
    holidays::{HolidaySource, Holidays, end_of},
};

/// Why a table of holidays is refused. Rows count from 1, the heading included.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HolidayTableError {
    /// Neither UTF-8 nor CP932.
    #[error("the table is neither UTF-8 nor Shift_JIS (CP932) text")]
    NotText,
    /// The first row is not the table's heading.
    #[error("row 1 is {found:?}; expected the heading 国民の祝日・休日月日,国民の祝日・休日名称")]
    NoHeading {
        /// The row found.
        found: String,
    },
    /// A row is not a date and a name.
    #[error("row {row} is {found:?}; expected a date and a name such as 2026/1/1,元日")]
    Row {
        /// Its number.
        row: usize,
        /// Its text.
        found: String,
    },
    /// A date is there twice.
    #[error("row {row} repeats {date}")]
    Repeated {
        /// The second row's number.
        row: usize,
        /// The date.
        date: NaiveDate,
    },
    /// It ends before the holidays already known.
    #[error("the table ends in {last_year}, but holidays are known to the end of {known_to}")]
    Ends {
        /// Its last year; 0 for a table without rows.
        last_year: i32,
        /// The last year known.
        known_to: i32,
    },
    /// A year has fewer holidays than are known, or than the law gives.
    #[error("the table has {found} holidays in {year} (rows up to {last_row}), but {expected} are known")]
    Shrunken {
        /// The year.
        year: i32,
        /// How many the table has.
        found: usize,
        /// How many there are.
        expected: usize,
        /// The number of the last row of that year, or of the table when the year is absent.
        last_row: usize,
    },
}

/// Reads a table, to be held in place of `present`.
pub(super) fn read(bytes: &[u8], present: &Holidays) -> Result<Holidays, HolidayTableError> {
    let rows = rows(&decode(bytes)?)?;
    let last_year = rows.keys().next_back().map_or(0, Datelike::year);
    let known_to = present.horizon.year();
    if last_year < known_to {
        return Err(HolidayTableError::Ends { last_year, known_to });
    }
    for year in present.days.keys().next().map_or(known_to, Datelike::year)..=last_year {
        let known = present.of_year(year).count();
        let expected = if year > known_to { holiday_law::holidays_of(year).len() } else { known };
        let of_year = || rows.iter().filter(|(date, _)| date.year() == year);
        let found = of_year().count();
        if found < expected {
            let last_row = of_year().map(|(_, (row, _))| *row).max().unwrap_or(rows.len() + 1);
            return Err(HolidayTableError::Shrunken { year, found, expected, last_row });
        }
    }
    let days = rows.into_iter().map(|(date, (_, name))| (date, name)).collect();
    Ok(Holidays { days, horizon: end_of(last_year), source: HolidaySource::CabinetOffice })
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, HolidayTableError> {
    let (text, malformed) = encoding_rs::UTF_8.decode_with_bom_removal(bytes);
    if !malformed {
        return Ok(text);
    }
    let (text, malformed) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes);
    if malformed { Err(HolidayTableError::NotText) } else { Ok(text) }
}

/// Row number and name by date.
fn rows(text: &str) -> Result<BTreeMap<NaiveDate, (usize, String)>, HolidayTableError> {
    let mut lines = text.lines().map(str::trim_end).zip(1..);
    let heading = lines.next().map_or("", |(line, _)| line);
    if !(heading.contains("祝日") && heading.contains("月日") && heading.contains("名称")) {
        return Err(HolidayTableError::NoHeading { found: excerpt(heading) });
    }
    let mut rows = BTreeMap::new();
    for (line, row) in lines.filter(|(line, _)| !line.is_empty()) {
        let Some((date, name)) = date_and_name(line) else {
            return Err(HolidayTableError::Row { row, found: excerpt(line) });
        };
        if rows.insert(date, (row, name.to_owned())).is_some() {
            return Err(HolidayTableError::Repeated { row, date });
        }
    }
    Ok(rows)
}

/// `2026/1/1,元日`; the table has neither quotes nor further columns.
fn date_and_name(line: &str) -> Option<(NaiveDate, &str)> {
    let (date, name) = line.split_once(',')?;
    let mut parts = date.trim().split('/').map(str::parse::<u16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let plausible = parts.next().is_none() && (1948..=2100).contains(&year);
    let name = name.trim();
    let is_name = !name.is_empty() && !name.contains([',', '"']) && name.chars().count() <= 40;
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    (plausible && is_name).then_some((date, name))
}

fn excerpt(line: &str) -> String {
    line.chars().take(80).collect()
}
