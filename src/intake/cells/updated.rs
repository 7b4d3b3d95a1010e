//! 更新日: as of when a row says what it says.

use chrono::NaiveDate;

use super::{Read, date};
use crate::intake::{catalogue::Code, fold};

/// Reads a cell. A date after `today` can't be it: a row does not say today what will be.
pub(in crate::intake) fn read(text: &str, today: Option<NaiveDate>) -> Read<NaiveDate> {
    if text.trim().is_empty() || fold::is_only_dashes(text) {
        return Read::nothing();
    }
    match date::find(text, true) {
        Some(on) if today.is_some_and(|today| on > today) => Read::failed(Code::RowDateAhead),
        Some(on) => Read::plain(on),
        None => Read::failed(Code::RowDateUnread),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_dated_by_a_whole_date_of_the_past() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        for text in
            ["2026/11/22", "R8.11.22", "令和８年１１月２２日", "20261122", "2026-11-22 9:30", "2026年11月22日回答"]
        {
            assert_eq!(read(text, day(22)), Read::plain(day(22).unwrap()), "{text}");
        }
        assert_eq!(read("2026/11/23", day(22)), Read::failed(Code::RowDateAhead));
        assert_eq!(read("2026/11/23", None), Read::plain(day(23).unwrap()));
        for text in ["R8.11", "46000", "昨年", "○"] {
            assert_eq!(read(text, day(22)), Read::failed(Code::RowDateUnread), "{text}");
        }
        for text in ["", "―"] {
            assert_eq!(read(text, day(22)), Read::nothing(), "{text}");
        }
    }
}
