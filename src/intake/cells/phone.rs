//! Telephone numbers as lists write them.

use super::Read;
use crate::{
    directory::Phone,
    intake::{catalogue::Code, fold},
};

/// What a cell of a telephone number says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Line {
    /// A number.
    Number(Phone),
    /// 昼と同じ, 同上, 転送: the daytime number.
    SameAsDay,
}

/// Reads a cell of a telephone number. A number's text is the cell as written.
pub(in crate::intake) fn read(text: &str) -> Read<Line> {
    let text = text.trim();
    let plain: String = fold::nfkc(text).chars().map(|c| if fold::is_dash(c) { '-' } else { c }).collect();
    let runs = number_runs(&plain);
    let Some(first) = runs.first() else { return words(&plain) };
    let several = runs.len() > 1 && runs.get(1).is_some_and(|second| dialable(second).is_some());
    let found = match dialable(first) {
        Some((digits, code)) => Some((digits, code)),
        None => split_pair(first).map(|digits| (digits, Some(Code::PhoneRunTogether))),
    };
    match found.and_then(|(digits, code)| Phone::new(&digits, text).map(|phone| (phone, code))) {
        Some((phone, code)) => {
            let stray = || plain.contains(['<', '>', '?', '*', '#', '=']).then_some(Code::PhoneStray);
            let length = || (expected_digits(phone.digits()) != phone.digits().len()).then_some(Code::PhoneLength);
            let code = code.or(several.then_some(Code::PhoneSeveral)).or_else(length).or_else(stray);
            Read { value: Some(Line::Number(phone)), code }
        }
        None if first.len() <= 8 && !first.starts_with('0') => Read::failed(Code::PhoneNoAreaCode),
        None => Read::failed(Code::PhoneUnreadable),
    }
}

/// The first full number (leading 0, right length) inside another text, such as `有（0950-53-3111にて転送）`.
pub(in crate::intake) fn inside(text: &str) -> Option<Phone> {
    let plain: String = fold::nfkc(text).chars().map(|c| if fold::is_dash(c) { '-' } else { c }).collect();
    number_runs(&plain)
        .into_iter()
        .find(|digits| digits.starts_with('0') && digits.len() >= 10 && expected_digits(digits) == digits.len())
        .and_then(|digits| Phone::new(&digits, text.trim()))
}

/// Whether the text of an after-hours number only points at the daytime number.
pub(in crate::intake) fn points_at_day(text: &str) -> bool {
    matches!(read(text).value, Some(Line::SameAsDay))
}

/// Words that stand for the daytime number by themselves.
const BY_DAY: [&str; 9] = ["昼", "昼間", "日中", "平日昼間", "開局時間内", "開局時間中", "開局中", "〃", "同"];

/// A cell without a number. What denies is heard first: 転送なし and 昼間と異なる are the opposite of 転送 and 昼と同じ.
fn words(plain: &str) -> Read<Line> {
    let word = fold::word(plain);
    let says = |words: &[&str]| words.iter().any(|part| word.contains(part));
    let of_day = || {
        let by_day = ["の電話番号", "の番号", "の電話", "の連絡先", "電話番号", "連絡先"];
        let bare = by_day.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
        BY_DAY.contains(&bare)
    };
    if word.is_empty()
        || fold::is_only_dashes(&word)
        || matches!(word.as_str(), "無" | "×" | "x" | "不可" | "非公開" | "未回答" | "転送無" | "転送不可")
        || says(&["なし", "無し", "ありません"])
    {
        Read::nothing()
    } else if says(&["ない", "無", "不可", "異な", "違", "別", "のみ", "以外", "未定"]) {
        Read::failed(Code::PhoneUnreadable)
    } else if says(&["同じ", "同上", "同左", "同番", "転送"]) || of_day() {
        Read::noted(Line::SameAsDay, Code::PhoneCopied)
    } else {
        Read::failed(Code::PhoneUnreadable)
    }
}

/// The digits of each stretch of text that may be a number (six digits or more), in order.
fn number_runs(plain: &str) -> Vec<String> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '.' | ' ' | '+' | '<' | '>' | '\u{3000}');
    let mut runs = Vec::new();
    for run in plain.split(|c: char| !is_part(c)) {
        let pieces: Vec<String> = run.split_whitespace().map(digits_of).filter(|digits| !digits.is_empty()).collect();
        let whole = pieces.concat();
        if pieces.len() > 1 && pieces.iter().all(|piece| piece.starts_with('0') && piece.len() >= 10) {
            runs.extend(pieces);
        } else if whole.len() >= 6 {
            runs.push(whole);
        }
    }
    runs
}

/// Digits only; `+81` and `(+81)` become the domestic 0.
fn digits_of(run: &str) -> String {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("81") {
        Some(rest) if run.contains('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
}

/// One number's digits to dial, with a lost 0 restored.
fn dialable(digits: &str) -> Option<(String, Option<Code>)> {
    let restored = format!("0{digits}");
    match digits.len() {
        10 | 11 if digits.starts_with('0') => Some((digits.to_owned(), None)),
        9 | 10 if !digits.starts_with('0') && expected_digits(&restored) == restored.len() => {
            Some((restored, Some(Code::PhoneZeroRestored)))
        }
        _ => None,
    }
}

/// The first of two numbers run together, when there is one way to part them.
fn split_pair(digits: &str) -> Option<String> {
    let is_number = |part: &str| part.starts_with('0') && part.len() >= 10 && expected_digits(part) == part.len();
    [10, 11].into_iter().find_map(|at| {
        let (first, second) = digits.split_at_checked(at)?;
        (is_number(first) && is_number(second)).then(|| first.to_owned())
    })
}

/// Eleven digits for mobile and IP telephones and 0800, ten for the rest.
fn expected_digits(digits: &str) -> usize {
    let eleven = ["050", "060", "070", "080", "090"].iter().any(|prefix| digits.starts_with(prefix));
    if eleven { 11 } else { 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, digits: &str, code: Option<Code>) {
        let read = read(text);
        let Some(Line::Number(phone)) = read.value else { panic!("{text}: {read:?}") };
        assert_eq!((phone.digits(), phone.text(), read.code), (digits, text, code), "{text}");
    }

    #[test]
    fn numbers_are_read_in_every_shape() {
        for (text, digits) in [
            ("0368047063", "0368047063"),
            ("03-5301-2830", "0353012830"),
            ("(0123)45-6789", "0123456789"),
            ("03(5301)2830", "0353012830"),
            ("０２３８‐２１−３２６９", "0238213269"),
            ("03－5301―2830（転送）", "0353012830"),
            ("080-4379-7876", "08043797876"),
            ("03 5301 2830", "0353012830"),
            ("+81-3-5301-2830", "0353012830"),
            ("TEL：03-5301-2830　内線12", "0353012830"),
            ("00-0000-0001", "0000000001"),
        ] {
            check(text, digits, None);
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_is_said() {
        check("353012830", "0353012830", Some(Code::PhoneZeroRestored));
        check("9012345678", "09012345678", Some(Code::PhoneZeroRestored));
        check("0166-99-9999090-9999-9999", "0166999999", Some(Code::PhoneRunTogether));
        check("03-5301-2830、090-1234-5678", "0353012830", Some(Code::PhoneSeveral));
        check("03-5301-2830 090-1234-5678", "0353012830", Some(Code::PhoneSeveral));
        check("03-53<01-2830", "0353012830", Some(Code::PhoneStray));
        check("090-1234-567", "0901234567", Some(Code::PhoneLength));
        assert_eq!(read("5301-2830"), Read::failed(Code::PhoneNoAreaCode));
        assert_eq!(read("店頭に掲示"), Read::failed(Code::PhoneUnreadable));
        assert_eq!(read("03-5301-28301234"), Read::failed(Code::PhoneUnreadable));
    }

    #[test]
    fn words_stand_for_the_daytime_number_or_none() {
        for text in
            ["昼と同じ", "同上", "転送", "同左", "開局時間内に同じ", "日中", "昼間の電話番号", "〃", "店舗電話から転送"]
        {
            assert!(points_at_day(text), "{text}");
        }
        for text in ["", "―", "なし", "無", "未回答", "転送なし", "特になし", "転送不可"] {
            assert_eq!(read(text), Read::nothing(), "{text}");
        }
        for text in ["昼間と異なる（店頭に掲示）", "日中のみ", "昼間とは別", "転送しない", "日中は店頭", "昼休み"]
        {
            assert_eq!(read(text), Read::failed(Code::PhoneUnreadable), "{text}");
        }
    }

    #[test]
    fn a_number_is_found_inside_other_words() {
        assert_eq!(inside("有（0950-53-3111にて転送24時間受信可）").unwrap().digits(), "0950533111");
        assert_eq!(inside("有（24時間対応）"), None);
    }
}
