//! Numbers: times, dates, ordinals, and the ways they are broken or run together.

use super::{
    super::time::TimeOfDay,
    dates,
    ordinal::{bare_ordinal, ordinal},
    token::{Clock, Rough, Spanned, Token},
};

/// A year before this is over, whenever the text is read.
const WRITTEN_IN: u16 = 2026;
/// 令和元年 is 2019.
const BEFORE_REIWA: u16 = 2018;

/// Expressions that begin with a word but are about a number: 第1・3, 最終, 元旦, 月2回, 令和6年…
pub(super) fn special(chars: &[char], at: usize) -> Option<(Token, usize)> {
    match chars.get(at)? {
        '第' => Some(ordinal(chars, at).map_or((Token::Unknown, at + 1), |(ordinal, to)| (Token::Nth(ordinal), to))),
        // 月最終週の日曜: "of the month", not Monday.
        '月' if starts_with(chars, at, "月最終") => {
            ordinal(chars, at + 1).map(|(ordinal, to)| (Token::Nth(ordinal), to))
        }
        '最' if starts_with(chars, at, "最終受付") => None,
        '最' => ordinal(chars, at).map(|(ordinal, to)| (Token::Nth(ordinal), to)),
        '2' if starts_with(chars, at, "24/7") && !is_digit(chars, at + 4) => Some((Token::AllDay, at + 4)),
        '0' => telephone(chars, at).map(|to| (Token::Number, to)),
        '1'..='5' => bare_ordinal(chars, at).or_else(|| effective(chars, at)),
        '元' if starts_with(chars, at, "元旦") || starts_with(chars, at, "元日") => {
            dates::new_years_day().map(|day| (Token::Dates(vec![day]), at + 2))
        }
        '月' | '年' | '週' => some_times(chars, at),
        'r' | '令' => effective(chars, at),
        _ => None,
    }
}

pub(super) fn starts_with(chars: &[char], at: usize, word: &str) -> bool {
    chars.get(at..).is_some_and(|rest| word.chars().enumerate().all(|(i, ch)| rest.get(i) == Some(&ch)))
}

/// 03-1234-5678, 03(1234)5678: a number to call, which is no time; where it ends.
fn telephone(chars: &[char], at: usize) -> Option<usize> {
    let area = digits_end(chars, at);
    let exchange = digits_end(chars, area + 1);
    let end = digits_end(chars, exchange + 1);
    let parted = matches!((chars.get(area)?, chars.get(exchange)?), ('-', '-') | ('(', ')'));
    let digits = (end - at).checked_sub(2)?;
    let after = chars.get(end);
    (parted && end - exchange == 5 && matches!(digits, 10 | 11) && !matches!(after, Some(':' | '時'))).then_some(end)
}

/// 月2回, 月1～2回, (月1), 年3日, 週1回.
fn some_times(chars: &[char], at: usize) -> Option<(Token, usize)> {
    let mut end = at + 1;
    while chars.get(end).is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '-' | '・' | '数')) {
        end += 1;
    }
    if end == at + 1 {
        return None;
    }
    let monthly = chars.get(at) == Some(&'月');
    let counted = match chars.get(end) {
        Some('回') => true,
        Some('日') => !monthly,
        Some(')') => monthly && end == at + 2 && at.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'('),
        _ => false,
    };
    if !counted {
        return None;
    }
    let end = if chars.get(end) == Some(&')') { end } else { end + 1 };
    let rough = if monthly { Rough::SomeWeeks } else { Rough::Irregular };
    Some((Token::Rough(rough), end))
}

/// R3.2.21より, 令和6年4月から, 2026年4月から: from when something holds.
fn effective(chars: &[char], at: usize) -> Option<(Token, usize)> {
    let digits = |from: usize| chars.iter().skip(from).take_while(|ch| ch.is_ascii_digit()).count();
    let (start, before_first) = match chars.get(at)? {
        'r' => (at + 1, BEFORE_REIWA),
        '令' if chars.get(at + 1) == Some(&'和') => (at + 2, BEFORE_REIWA),
        '2' if digits(at) == 4 => (at, 0),
        _ => return None,
    };
    let year = digits(start);
    let mut end = start + year;
    if year == 0 || !chars.get(end).is_some_and(|ch| matches!(ch, '年' | '.' | '/')) {
        return None;
    }
    while chars.get(end).is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '年' | '月' | '日' | '.' | '/')) {
        end += 1;
    }
    if starts_with(chars, end, "現在") {
        return Some((Token::Hedge("effective_date"), end + 2));
    }
    let past = before_first + value(chars.get(start..start + year)?) < WRITTEN_IN;
    Some((Token::Effective { past }, end))
}

/// The token at a digit, and where it ends.
pub(super) fn lex(chars: &[char], at: usize, before: &[Spanned]) -> (Token, usize) {
    let end = digits_end(chars, at);
    if !closes_a_span(before)
        && let Some((token, to)) = dates::lex(chars, at)
    {
        return (token, to);
    }
    let run = chars.get(at..end).unwrap_or_default();
    match chars.get(end) {
        Some(':' | '.') if has_minutes(chars, end) => with_minutes(chars, at, end),
        Some('時') => with_hour_word(chars, at, end, closes_a_span(before)),
        Some('じ') if starts_with(chars, end, "じはん") && run.len() <= 2 => (time(value(run), 30, true), end + 3),
        Some('\'') if run.len() <= 2 => (time(value(run), 0, true), end + 1),
        Some('.') if run.len() <= 2 && chars.get(end + 1) == Some(&'5') && !is_digit(chars, end + 2) => {
            (time(value(run), 30, true), end + 2)
        }
        Some(',') if run.len() <= 2 && comma_minutes(chars, end, before) => {
            (time(value(run), value(chars.get(end + 1..end + 3).unwrap_or_default()), true), end + 3)
        }
        _ => plain(run, at, end),
    }
}

/// Whether the number here ends a span begun before (`9-12月10-18`: not December).
fn closes_a_span(before: &[Spanned]) -> bool {
    let mut back = before.iter().rev().map(|spanned| &spanned.token).filter(|token| **token != Token::Space);
    back.next() == Some(&Token::Dash) && matches!(back.next(), Some(Token::Time(_) | Token::Bare { .. }))
}

fn digits_end(chars: &[char], at: usize) -> usize {
    at + chars.iter().skip(at).take_while(|ch| ch.is_ascii_digit()).count()
}

fn is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

fn value(digits: &[char]) -> u16 {
    digits.iter().take(4).fold(0, |sum, ch| sum * 10 + ch.to_digit(10).map_or(0, |digit| digit as u16))
}

/// A time, or [`Token::Number`] when there is none such.
fn time(hour: u16, minute: u16, mended: bool) -> Token {
    let clock = TimeOfDay::from_hm(hour, minute).map(|time| Clock { minutes: time.minutes(), mended });
    clock.map_or(Token::Number, Token::Time)
}

/// Whether the sign at `at` begins the minutes. `.` is one only before two digits that look like minutes.
fn has_minutes(chars: &[char], at: usize) -> bool {
    let end = digits_end(chars, at + 1);
    let digits = chars.get(at + 1..end).unwrap_or_default();
    match chars.get(at) {
        Some(':') => !digits.is_empty() || chars.get(at + 1) == Some(&'-'),
        _ => {
            digits.len() == 2
                && value(digits).is_multiple_of(5)
                && chars.get(end) != Some(&':')
                && chars.get(end) != Some(&'時')
        }
    }
}

/// `9,30` with a dash before it: `,` for `:`. Only minutes that can be no hour.
fn comma_minutes(chars: &[char], comma: usize, before: &[Spanned]) -> bool {
    let end = digits_end(chars, comma + 1);
    let minutes = chars.get(comma + 1..end).unwrap_or_default();
    minutes.len() == 2 && matches!(value(minutes), 30 | 45) && chars.get(end) != Some(&':') && closes_a_span(before)
}

/// `H:MM` and what goes wrong with it; `at..colon` are the digits before the sign.
fn with_minutes(chars: &[char], at: usize, colon: usize) -> (Token, usize) {
    let run = chars.get(at..colon).unwrap_or_default();
    let (hour, hour_mended) = match run {
        [_] | [_, _] => (value(run), false),
        ['0', hour @ ..] if run.len() == 3 => (value(hour), true),
        // 900:00
        [_, '0', '0'] if chars.get(colon + 1..colon + 3) == Some(&['0', '0']) && !is_digit(chars, colon + 3) => {
            return (time(value(run) / 100, 0, true), colon + 3);
        }
        // 140015:00, 1430:..: the last two belong to the next time.
        [head @ .., _, _] if run.len() >= 4 => return plain(head, at, colon - 2),
        _ => return (Token::Number, colon),
    };
    let end = digits_end(chars, colon + 1);
    let minutes = chars.get(colon + 1..end).unwrap_or_default();
    let next_is_colon = chars.get(end) == Some(&':') && is_digit(chars, end + 1);
    match minutes {
        [] => (time(hour, 0, true), colon + 1),
        ['0'] => (time(hour, 0, true), end),
        ['0', '0', '0'] if !next_is_colon => (time(hour, 0, true), end),
        [tens, ones] => {
            let unit = usize::from(chars.get(end) == Some(&'分'));
            (time(hour, value(&[*tens, *ones]), hour_mended || unit > 0), seconds(chars, end) + unit)
        }
        [tens, ones, '0', '0'] if !next_is_colon => (time(hour, value(&[*tens, *ones]), true), end),
        [_, _, _] if !next_is_colon && chars.get(end) != Some(&'/') => (Token::Number, end),
        [tens, ones, ..] => (time(hour, value(&[*tens, *ones]), hour_mended), colon + 3),
        [_] => (Token::Number, end),
    }
}

/// Passes `:00` seconds.
fn seconds(chars: &[char], end: usize) -> usize {
    let zeros = chars.get(end..end + 3) == Some(&[':', '0', '0']) && !is_digit(chars, end + 3);
    if zeros && chars.get(end + 3) != Some(&':') { end + 3 } else { end }
}

/// 9時, 9時半, 9時30分, 9時30; 24時間.
fn with_hour_word(chars: &[char], at: usize, mark: usize, closes_span: bool) -> (Token, usize) {
    let run = chars.get(at..mark).unwrap_or_default();
    let hour = value(run);
    let after = mark + 1;
    if run.len() > 2 {
        return (Token::Number, after);
    }
    if chars.get(after) == Some(&'間') {
        return if hour == 24 { (Token::AllDay, after + 1) } else { (Token::Unknown, after + 1) };
    }
    if chars.get(after) == Some(&'半') {
        return (time(hour, 30, false), after + 1);
    }
    if starts_with(chars, after, "じはん") {
        return (time(hour, 30, true), after + 3);
    }
    let end = digits_end(chars, after);
    let minutes = chars.get(after..end).unwrap_or_default();
    let unit = usize::from(chars.get(end) == Some(&'分'));
    match minutes.len() {
        0 => (time(hour, 0, false), after),
        // 9-14時15-18時
        1 | 2 if closes_span && unit == 0 && chars.get(end) == Some(&'-') => (time(hour, 0, false), after),
        2 if chars.get(end) != Some(&'時') => (time(hour, value(minutes), false), end + unit),
        // 9時18時: the next time begins.
        1 | 2 if chars.get(end) == Some(&'時') => (time(hour, 0, false), after),
        _ => (Token::Number, end + unit),
    }
}

/// Digits without a sign after them: 1730, 0900, 9; 1813 between dashes is 18 and 13.
fn plain(run: &[char], at: usize, end: usize) -> (Token, usize) {
    let number = value(run);
    match run.len() {
        1 | 2 => (Token::Bare { value: number, digits: run.len() as u8, cut: false }, end),
        3 | 4 if number % 100 < 60 && number.is_multiple_of(5) => (time(number / 100, number % 100, false), end),
        4 if number / 100 <= 24 && number % 100 <= 24 => {
            (Token::Bare { value: number / 100, digits: 2, cut: true }, at + 2)
        }
        _ => (Token::Number, end),
    }
}
