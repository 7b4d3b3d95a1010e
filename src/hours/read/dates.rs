//! Days and months of any year: 12/29～1/3, 8月13・14・15日, 12月～2月.

use super::{
    super::week::{MonthDay, YearPeriod},
    ordinal::is_weekday,
    token::Token,
};

/// A longer period of closing days is a slip of the pen (8/14-5/16).
const LONGEST_CLOSURE_DAYS: u16 = 31;

/// 1 January.
pub(super) fn new_years_day() -> Option<YearPeriod> {
    MonthDay::new(1, 1).map(|day| YearPeriod { from: day, to: day })
}

/// A date expression at `at`, as long as it goes; `None` when there is none.
pub(super) fn lex(chars: &[char], at: usize) -> Option<(Token, usize)> {
    if let Some((months, to)) = months(chars, at) {
        return Some((Token::Months(months), to));
    }
    let (first, mut to) = month_day(chars, at)?;
    let mut periods = vec![YearPeriod { from: first, to: first }];
    while let Some((is_range, next)) = joint(chars, to) {
        let last = periods.last_mut()?;
        let Some((day, end)) = month_day(chars, next).or_else(|| day_of(chars, next, last.to)) else { break };
        if is_range {
            if last.from != last.to || !is_short(last.from, day) {
                return Some((Token::Number, end));
            }
            last.to = day;
        } else {
            periods.push(YearPeriod { from: day, to: day });
        }
        to = end;
    }
    Some((Token::Dates(periods), to))
}

/// `-` or から between the ends of a period, `・` `,` `.` between single days: whether it is a period, and what follows.
fn joint(chars: &[char], at: usize) -> Option<(bool, usize)> {
    let skip_blanks = |from: usize| from + chars.iter().skip(from).take_while(|ch| **ch == ' ').count();
    let at = skip_blanks(at);
    match chars.get(at)? {
        '-' => Some((true, skip_blanks(at + 1))),
        'か' if chars.get(at + 1) == Some(&'ら') => Some((true, skip_blanks(at + 2))),
        '・' | ',' | '.' => Some((false, skip_blanks(at + 1))),
        _ => None,
    }
}

fn is_short(from: MonthDay, to: MonthDay) -> bool {
    let day_of_year = |day: MonthDay| u16::from(day.month() - 1) * 31 + u16::from(day.day());
    let (from, to) = (day_of_year(from), day_of_year(to));
    let length = if to >= from { to - from } else { to + 12 * 31 - from };
    length < LONGEST_CLOSURE_DAYS
}

fn number(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let digits = chars.iter().skip(at).take_while(|ch| ch.is_ascii_digit()).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let value = chars.get(at..at + digits)?.iter().try_fold(0_u32, |sum, ch| Some(sum * 10 + ch.to_digit(10)?))?;
    Some((value as u8, at + digits))
}

/// 12/29 or 12月29日.
fn month_day(chars: &[char], at: usize) -> Option<(MonthDay, usize)> {
    let (month, end) = number(chars, at)?;
    if !matches!(chars.get(end)?, '/' | '月') {
        return None;
    }
    let (day, end) = day_number(chars, end + 1)?;
    Some((MonthDay::new(month, day)?, end))
}

/// The day of a list or range that leaves the month out: the 31 of 12/30・31.
fn day_of(chars: &[char], at: usize, after: MonthDay) -> Option<(MonthDay, usize)> {
    let fits = |day: &(u8, usize)| day.0 > after.day();
    let (day, end) = joined_day(chars, at).filter(fits).or_else(|| day_number(chars, at))?;
    let follows = matches!(chars.get(end), Some('-' | '時' | '月' | '/'));
    (day > after.day() && !follows).then(|| MonthDay::new(after.month(), day)).flatten().map(|day| (day, end))
}

/// The 31 of 319:00, which is rather 31 and 9:00 than 3 and 19:00 after 12/30.
fn joined_day(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let digits = chars.iter().skip(at).take_while(|ch| ch.is_ascii_digit()).count();
    (digits == 3 && chars.get(at + 3) == Some(&':')).then(|| number(chars.get(..at + 2)?, at)).flatten()
}

/// A day of the month with its 日, cut off from a time run together with it (1/39:00 is 1/3 and 9:00).
fn day_number(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let digits = chars.iter().skip(at).take_while(|ch| ch.is_ascii_digit()).count();
    let before_time =
        chars.get(at + digits) == Some(&':') && chars.get(at + digits + 1).is_some_and(char::is_ascii_digit);
    let length = match (digits, before_time) {
        (1 | 2, false) => digits,
        // 1/39:00, 1/310:00, 12/3110:00; with one digit it is a time alone.
        (2, true) => 1,
        (3, true) => {
            if chars.get(at + 1).is_some_and(|ch| matches!(ch, '1' | '2')) {
                1
            } else {
                2
            }
        }
        (4, true) => 2,
        _ => return None,
    };
    let (day, _) = number(chars.get(..at + length)?, at)?;
    let end = at + length;
    let unit = chars.get(end) == Some(&'日') && chars.get(end + 1) != Some(&'曜');
    (1..=31).contains(&day).then_some((day, end + usize::from(unit)))
}

/// 4～9月: months whose first lacks its 月. Hours of a day (土9-12月…) and a Monday are no month.
fn month_range(chars: &[char], at: usize) -> Option<(YearPeriod, usize)> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    if before.is_some_and(|ch| !matches!(ch, ' ' | '\n' | ',' | '。' | '(' | ')' | '※' | '季' | '期' | '間' | '場'))
    {
        return None;
    }
    let (first, dash) = number(chars, at)?;
    let (last, end) = number(chars, dash + 1).filter(|_| chars.get(dash) == Some(&'-'))?;
    let is_month = |month: &u8| (1..=12).contains(month);
    if chars.get(end) != Some(&'月') || !is_month(&first) || !is_month(&last) {
        return None;
    }
    let mut next = end + 1;
    // 月曜, 月～金, 月・火, 月火
    let monday = matches!(chars.get(next), Some('曜' | '-')) || {
        next += usize::from(matches!(chars.get(next), Some('・' | ',' | '.' | '/')));
        is_weekday(chars.get(next)) && chars.get(next) != Some(&'日')
    };
    let day = month_day(chars, dash + 1).is_some();
    if monday || day || chars.get(end + 1) == Some(&'か') {
        return None;
    }
    let last_day = (28..=31).rev().find_map(|day| MonthDay::new(last, day))?;
    Some((YearPeriod { from: MonthDay::new(first, 1)?, to: last_day }, end + 1))
}

/// 12月～2月 or 8月, whole months: no day follows.
fn months(chars: &[char], at: usize) -> Option<(YearPeriod, usize)> {
    let month = |at: usize| {
        let (month, end) = number(chars, at)?;
        // 8月13日 is a day; 2月7:00 is a month and a time.
        let digits = chars.iter().skip(end + 1).take_while(|ch| ch.is_ascii_digit()).count();
        let before_time = matches!(chars.get(end + 1 + digits), Some(':' | '時'));
        let whole = chars.get(end) == Some(&'月') && (digits == 0 || before_time) && chars.get(end + 1) != Some(&'曜');
        (whole && (1..=12).contains(&month)).then_some((month, end + 1))
    };
    if let Some(period) = month_range(chars, at) {
        return Some(period);
    }
    let (first, end) = month(at)?;
    let (last, end) =
        joint(chars, end).filter(|(is_range, _)| *is_range).and_then(|(_, next)| month(next)).unwrap_or((first, end));
    let last_day = (28..=31).rev().find_map(|day| MonthDay::new(last, day))?;
    Some((YearPeriod { from: MonthDay::new(first, 1)?, to: last_day }, end))
}
