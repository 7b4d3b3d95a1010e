//! Weeks of the month: 第1・3, 第2～第5, 最終, 1.3.5土.

use super::{
    super::week::NthSet,
    number::starts_with,
    token::{Ordinal, Token},
};

/// 第1・3, 第一、三, 第2-5, 第1第3, 第2・最終, 最終, with 週 or 週の after it.
pub(super) fn ordinal(chars: &[char], mut at: usize) -> Option<(Ordinal, usize)> {
    let mut set = NthSet::NONE;
    let mut last: Option<u8> = None;
    let mut end = at;
    let mut by_week = false;
    let mut ranged = false;
    loop {
        let named = chars.get(at) == Some(&'第');
        at += usize::from(named);
        if starts_with(chars, at, "最終") {
            set = set.union(NthSet::LAST);
            at += 2;
            last = None;
        } else {
            let number = week_number(chars, at)?;
            // Past the first, a number that belongs to a time is no ordinal.
            if belongs_to_time(chars, at, named) {
                last?;
                break;
            }
            let first = last.filter(|_| ranged).unwrap_or(number);
            if first > number {
                return None;
            }
            for nth in first..=number {
                set = set.union(NthSet::nth(nth)?);
            }
            last = Some(number);
            at += 1;
        }
        end = at;
        if chars.get(at) == Some(&'週') {
            by_week = true;
            at += if chars.get(at + 1) == Some(&'目') { 2 } else { 1 };
            end = at;
        }
        let Some(next) = next_ordinal(chars, at) else { break };
        // 第2-5, 第2～第5
        ranged = chars.get(at) == Some(&'-');
        at = next;
    }
    Some((Ordinal { set, by_week }, end))
}

/// Where the list of ordinals goes on after `at`.
pub(super) fn next_ordinal(chars: &[char], at: usize) -> Option<usize> {
    let separator = chars.get(at).filter(|ch| matches!(ch, '・' | '.' | ',' | '/' | 'と' | '-' | ' '));
    let next = if separator.is_some() { at + 1 } else { at };
    if separator == Some(&' ') {
        // 第2 4 5土: only when the list ends at a weekday.
        let mut end = next;
        while week_number(chars, end).is_some() && chars.get(end + 1) == Some(&' ') {
            end += 2;
        }
        let ends_at_weekday = week_number(chars, end).is_some() && is_weekday(chars.get(end + 1));
        return ends_at_weekday.then_some(next);
    }
    let goes_on = chars.get(next) == Some(&'第') || starts_with(chars, next, "最終");
    let number = week_number(chars, next).is_some() && next > at;
    (goes_on || number && !belongs_to_time(chars, next, false)).then_some(next)
}

/// Whether the digit at `at` is the first of a time or of a longer number. Kanji numbers write no times.
pub(super) fn belongs_to_time(chars: &[char], at: usize, named: bool) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let next = chars.get(at + 1);
    // 第5：15:00, 第1・3：9:00: a colon before a whole time is none of an hour.
    let digits = chars.iter().skip(at + 2).take_while(|ch| ch.is_ascii_digit()).count();
    let before_time = named || matches!(chars.get(at + 2 + digits), Some(':' | '時'));
    digit(at) && (digit(at + 1) || next == Some(&'時') && !named || next == Some(&':') && digit(at + 2) && !before_time)
}

pub(super) fn is_weekday(ch: Option<&char>) -> bool {
    ch.is_some_and(|ch| matches!(ch, '月' | '火' | '水' | '木' | '金' | '土' | '日'))
}

/// 1–5 or 一–五.
pub(super) fn week_number(chars: &[char], at: usize) -> Option<u8> {
    match chars.get(at)? {
        '1' | '一' => Some(1),
        '2' | '二' => Some(2),
        '3' | '三' => Some(3),
        '4' | '四' => Some(4),
        '5' | '五' => Some(5),
        _ => None,
    }
}

/// 1～3土 after hours with minutes or none: beside hours without them it may be an hour (9-13 2-5土).
fn bare_range(chars: &[char], at: usize) -> Option<(Token, usize)> {
    let (first, last) = (week_number(chars, at)?, week_number(chars, at + 2)?);
    let saturday_or_weekday = matches!(chars.get(at + 3), Some('火' | '水' | '木' | '金' | '土'));
    let sunday = chars.get(at + 3) == Some(&'日') && chars.get(at + 4) == Some(&'曜');
    // Nobody writes 1～5 for every week.
    let some = first < last && (first, last) != (1, 5);
    if chars.get(at + 1) != Some(&'-') || !some || !saturday_or_weekday && !sunday {
        return None;
    }
    let mut back = chars.iter().take(at).rev().skip_while(|ch| matches!(ch, ' ' | ',' | '\n' | '('));
    let apart = at.checked_sub(1).is_none_or(|i| matches!(chars.get(i), Some(' ' | ',' | '\n' | '(')));
    let ends_with_minutes = match back.next() {
        None => true,
        Some(ch) => ch.is_ascii_digit() && back.next().is_some_and(char::is_ascii_digit) && back.next() == Some(&':'),
    };
    let weeks = (first..=last).try_fold(NthSet::NONE, |set, nth| Some(set.union(NthSet::nth(nth)?)))?;
    (apart && ends_with_minutes).then_some((Token::Nth(Ordinal { set: weeks, by_week: false }), at + 3))
}

/// 1.3.5土, 2・4土, and (1.3.5) after a weekday: ordinals without 第.
pub(super) fn bare_ordinal(chars: &[char], at: usize) -> Option<(Token, usize)> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    if before.is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, ':' | '-' | '/' | '月')) {
        return None;
    }
    if let Some(weeks) = bare_range(chars, at) {
        return Some(weeks);
    }
    let mut set = NthSet::nth(week_number(chars, at)?)?;
    let mut end = at + 1;
    while chars.get(end).is_some_and(|ch| matches!(ch, '・' | '.' | ',' | '/'))
        && chars.get(end + 1).is_some_and(char::is_ascii_digit)
    {
        set = set.union(NthSet::nth(week_number(chars, end + 1)?)?);
        end += 2;
    }
    if end == at + 1 {
        return None;
    }
    // 土（1・3週）, 土曜1・3週
    if chars.get(end) == Some(&'週') {
        return Some((Token::Nth(Ordinal { set, by_week: true }), end + 1));
    }
    let bracketed = before == Some(&'(')
        && chars.get(end) == Some(&')')
        && at
            .checked_sub(2)
            .and_then(|i| chars.get(i))
            .is_some_and(|ch| *ch == '曜' || ch.is_ascii_alphabetic() || is_weekday(Some(ch)));
    let named = chars.get(end).is_some_and(|ch| matches!(ch, '火' | '水' | '木' | '金' | '土' | '日'));
    (bracketed || named).then_some((Token::Nth(Ordinal { set, by_week: false }), end))
}
