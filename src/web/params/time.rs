//! Instants and dates.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use crate::{clock::JAPAN, web::query::Fault};

/// The first and the last instant that answers can tell, Japan's time.
const FIRST: NaiveDateTime = day(1, 1, 1).and_time(NaiveTime::MIN);
const LAST: NaiveDateTime = day(9999, 12, 31).and_time(NaiveTime::from_hms_opt(23, 59, 59).expect("a time"));

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}

/// An RFC 3339 instant, as Japan's civil time, of the years 1 to 9999: one beyond them is that of their end. A `+` that was not escaped arrives as a space and is understood.
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
    // A year of five digits can't be written in an answer, and no list says anything of it.
    Ok(parsed.with_timezone(&JAPAN).naive_local().clamp(FIRST, LAST))
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

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(instant("9999-12-31T23:59:59-23:59").unwrap().to_string(), "9999-12-31 23:59:59");
        assert_eq!(instant("0000-12-31T00:00:00+09:00").unwrap().to_string(), "0001-01-01 00:00:00");
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
}
