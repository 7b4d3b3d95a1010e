//! 削除日: whether a pharmacy was struck off the list.

use chrono::NaiveDate;

use super::{Read, date};
use crate::intake::{catalogue::Code, fold};

/// Words that say it without a date.
const GONE: [&str; 10] = ["削除", "削除済", "削除済み", "廃止", "廃止済", "廃止済み", "廃業", "廃業済", "済", "済み"];
/// Words that say it was not.
const STAYS: [&str; 4] = ["なし", "無し", "無", "該当なし"];

/// Reads a cell; a value is there when it was struck off. A date after `today` strikes nothing off yet.
pub(in crate::intake) fn read(text: &str, today: Option<NaiveDate>) -> Read<()> {
    let word = fold::word(text);
    if word.is_empty() || fold::is_only_dashes(&word) || STAYS.contains(&word.as_str()) {
        return Read::nothing();
    }
    match date::find(text, true) {
        Some(on) if today.is_some_and(|today| on > today) => Read::failed(Code::RemovalAhead),
        Some(_) => Read::plain(()),
        None if GONE.contains(&word.as_str()) => Read::plain(()),
        None => Read::failed(Code::RemovalUnread),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_or_a_plain_word_strikes_off() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23);
        for text in ["2026/11/1", "R8.11.23", "令和8年3月9日", "20260309", "削除", "廃止", "廃止済み", "済"]
        {
            assert_eq!(read(text, today), Read::plain(()), "{text}");
        }
        for text in ["", "―", "－", "-", "‐", "ー", "なし", "無"] {
            assert_eq!(read(text, today), Read::nothing(), "{text}");
        }
        for text in ["日曜・祝日", "廃止予定", "11月末", "○", "46000"] {
            assert_eq!(read(text, today), Read::failed(Code::RemovalUnread), "{text}");
        }
        for text in ["2026/11/24", "令和9年3月31日廃止予定"] {
            assert_eq!(read(text, today), Read::failed(Code::RemovalAhead), "{text}");
        }
        assert_eq!(read("2099/1/1", None), Read::plain(()));
    }
}
