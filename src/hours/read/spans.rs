//! Spans of time: 9:00～18:00, 9時半から18時まで, AM9:00-PM6:00, 9-18, 22:00～翌6:00, and lists of them.

use super::{
    super::time::{DAY_MIN, TimeOfDay, TimeRange},
    problem::Problem,
    token::{Clock, Cursor, Half, Token},
};

const HOUR: u16 = 60;
const NOON: u16 = 12 * HOUR;
/// An end before the start is taken for the next day only when the start is this late and the span this short.
const LATE_START: u16 = 16 * HOUR;
const LONGEST_NIGHT: u16 = 15 * HOUR;
/// A longer span is a slip of the pen, unless its end says plainly that it is meant (24:00, 翌6:00).
const LONGEST_SPAN: u16 = 18 * HOUR;
/// A day that begins at midnight may end at this hour without being a slip (0:00～23:00).
const LATE_EVENING: u16 = 22 * HOUR;
/// Nobody opens between midnight and this hour and stays until the afternoon (00:45-17:15 is 08:45).
const EARLIEST_OPENING: u16 = 4 * HOUR;

/// A span as understood, with what had to be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) range: TimeRange,
    /// A slip of the pen was put right.
    pub(super) mended: bool,
    /// Hours were read on a 12-hour clock, or a 24-hour one with a needless 午後.
    pub(super) twelve: bool,
    /// The end is taken for the next day's without saying so.
    pub(super) overnight: bool,
}

/// A time as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) minutes: u16,
    half: Option<Half>,
    next_day: bool,
    midnight: bool,
    pub(super) bare: bool,
    pub(super) mended: bool,
}

impl Point {
    /// Minutes since midnight with 午後 and 翌 applied.
    pub(super) fn resolved(&self) -> u16 {
        let afternoon = self.half == Some(Half::Pm) && self.minutes < NOON;
        let small_hours = self.midnight && self.minutes < 6 * HOUR;
        self.minutes + if afternoon { NOON } else { 0 } + if self.next_day || small_hours { DAY_MIN } else { 0 }
    }

    /// 午後14:00, 午前13:00, 午前12:00: a 12-hour word with a time that needs none or contradicts it.
    pub(super) fn is_odd(&self) -> bool {
        match self.half {
            Some(Half::Pm) => self.minutes >= NOON + HOUR,
            Some(Half::Am) => self.minutes >= NOON,
            None => false,
        }
    }
}

/// A single time, with the words before and after it that say which half of the day it is in.
pub(super) fn point(cursor: &mut Cursor<'_>) -> Option<Point> {
    let mut next = *cursor;
    let (mut half, mut next_day, mut midnight) = (None, false, false);
    loop {
        match next.peek()? {
            Token::Space => {}
            Token::Half(word) => half = Some(*word),
            Token::NextDay => next_day = true,
            Token::Midnight => midnight = true,
            Token::Of if next_day => {}
            _ => break,
        }
        next.bump();
    }
    let (minutes, bare, mended) = match next.peek()? {
        Token::Time(Clock { minutes, mended }) => (*minutes, false, *mended),
        // :00-17:00, whose hour is lost
        Token::Bare { value: 0, digits: 2, .. } if next.before() == Some(&Token::Colon) => return None,
        Token::Bare { value, cut, .. } if *value <= 29 => (value * HOUR, true, *cut),
        _ => return None,
    };
    next.bump();
    // 9:00AM
    if half.is_none()
        && let Some(Token::Half(word)) = next.peek()
        && matches!(
            next.peek_ahead(1),
            None | Some(Token::Dash | Token::From | Token::Until | Token::Comma | Token::Close | Token::Newline)
        )
    {
        half = Some(*word);
        next.bump();
    }
    *cursor = next;
    Some(Point { minutes, half, next_day, midnight, bare, mended })
}

/// A list of spans here; `None` when there is none.
pub(super) fn parse(cursor: &mut Cursor<'_>) -> Result<Option<Vec<Span>>, Problem> {
    let mut spans = Vec::new();
    let mut end = *cursor;
    if !one(&mut end, &mut spans)? {
        return Ok(None);
    }
    loop {
        let mut next = end;
        next.skip(|token| {
            matches!(
                token,
                Token::Space
                    | Token::Comma
                    | Token::Dot
                    | Token::Period
                    | Token::Slash
                    | Token::Colon
                    | Token::Newline
                    | Token::And
            )
        });
        skip_label(&mut next);
        let mut more = spans.clone();
        match one(&mut next, &mut more) {
            Ok(true) if in_order(&more) && !is_said_of_time(next) => {
                spans = more;
                end = next;
            }
            Ok(_) => break,
            Err(problem) if next.index() == end.index() => return Err(problem),
            Err(_) => break,
        }
    }
    *cursor = end;
    Ok(Some(spans))
}

/// 24時間, or one span (two when a fourth time follows a third: 10:00-14:00-15:00-19:00).
fn one(cursor: &mut Cursor<'_>, spans: &mut Vec<Span>) -> Result<bool, Problem> {
    let mut next = *cursor;
    next.skip(|token| *token == Token::Space);
    if next.eat(&Token::AllDay) {
        spans.push(Span { range: TimeRange::WHOLE_DAY, mended: false, twelve: false, overnight: false });
        *cursor = next;
        return Ok(true);
    }
    let from = next.here();
    let Some(mut start) = point(&mut next) else { return Ok(false) };
    broken_minutes(&mut next, &mut start, false);
    let Some(slip) = dash(&mut next) else { return Ok(false) };
    start.mended |= slip;
    let Some(mut finish) = point(&mut next) else { return Ok(false) };
    broken_minutes(&mut next, &mut finish, true);
    if next.peek() == Some(&Token::Space) && next.peek_ahead(1) == Some(&Token::Until) {
        next.bump();
    }
    next.eat(&Token::Until);
    let mut chain = next;
    chain.skip(|token| *token == Token::Space);
    if chain.skip(|token| matches!(token, Token::Dash)) {
        let Some(mut third) = point(&mut chain) else {
            // 9:00-18:00- with nothing after it.
            if matches!(chain.peek(), Some(Token::Day(_) | Token::Number)) {
                return Err(Problem::new("not_understood", from, chain.passed()));
            }
            start.mended = true;
            *cursor = chain;
            spans.push(
                resolve(start, finish, spans.last())
                    .map_err(|code| unlikely(code, start, finish, (from, next.passed())))?,
            );
            return Ok(true);
        };
        third.mended = true;
        let fourth = dash(&mut chain).and_then(|_| point(&mut chain));
        let Some(fourth) = fourth else { return Err(Problem::new("not_understood", from, chain.passed())) };
        let wrong = |code| Problem::new(code, from, chain.passed());
        spans.push(resolve(start, finish, spans.last()).map_err(wrong)?);
        spans.push(resolve(third, fourth, spans.last()).map_err(wrong)?);
        *cursor = chain;
        return if in_order(spans) { Ok(true) } else { Err(wrong("not_understood")) };
    }
    *cursor = next;
    spans.push(
        resolve(start, finish, spans.last()).map_err(|code| unlikely(code, start, finish, (from, next.passed())))?,
    );
    Ok(true)
}

/// `8-30`, `18-00`: a dash for the colon. As the end of a span any minutes will do, at its start only what is no hour.
fn broken_minutes(cursor: &mut Cursor<'_>, point: &mut Point, is_end: bool) {
    let mut next = *cursor;
    if !point.bare || !next.eat(&Token::Dash) {
        return;
    }
    let Some(&Token::Bare { value, digits: 2, .. }) = next.peek() else { return };
    next.bump();
    let fits = value < HOUR && value % 5 == 0 && (is_end || value == 0 || value > 29);
    let ends = if is_end { next.peek() != Some(&Token::Dash) } else { next.peek() == Some(&Token::Dash) };
    if fits && ends {
        point.minutes += value;
        point.bare = false;
        point.mended = true;
        *cursor = next;
    }
}

/// What stands between the two times of a span; whether it is a slip (`:` for `-`, or nothing at all).
fn dash(cursor: &mut Cursor<'_>) -> Option<bool> {
    let mut next = *cursor;
    next.skip(|token| *token == Token::Space);
    let from_word = next.eat(&Token::From);
    next.skip(|token| *token == Token::Space);
    // 8:00:～16:30
    let slip =
        next.peek() == Some(&Token::Colon) && next.peek_ahead(1) == Some(&Token::Dash) && next.eat(&Token::Colon);
    let dashes = next.skip(|token| matches!(token, Token::Dash));
    if from_word || dashes {
        next.skip(|token| *token == Token::Space);
        *cursor = next;
        return Some(slip);
    }
    // 15:00:18:00; 9:0019:00, 9時18時
    let mut glued = *cursor;
    let colon = glued.eat(&Token::Colon);
    let mut after = glued;
    let full = matches!(after.peek(), Some(Token::Time(_)));
    after.bump();
    let closes = !matches!(after.peek(), Some(Token::Dash | Token::From | Token::Colon));
    let first_full = matches!(cursor.before(), Some(Token::Time(_)));
    (full && closes && first_full).then(|| {
        *cursor = glued;
        let _ = colon;
        true
    })
}

/// (午前), 午後: of a span.
fn skip_label(cursor: &mut Cursor<'_>) {
    let mut next = *cursor;
    if next.eat(&Token::Open) && matches!(next.peek(), Some(Token::Half(_))) {
        next.bump();
        if next.eat(&Token::Close) {
            *cursor = next;
        }
    }
}

/// Whether what follows says that the span before it is *not* open, or otherwise speaks about it.
pub(super) fn is_said_of_time(mut cursor: Cursor<'_>) -> bool {
    let mut topic = false;
    while let Some(Token::Space | Token::Topic | Token::Of | Token::Open) = cursor.peek() {
        topic |= cursor.peek() == Some(&Token::Topic);
        cursor.bump();
    }
    match cursor.peek() {
        Some(Token::Closed | Token::Break | Token::Except | Token::Besides) => {
            cursor.bump();
            !heads_span(cursor) && !heads_days(cursor) && cursor.peek() != Some(&Token::Filler)
        }
        Some(Token::Rough(_) | Token::Staff | Token::Contact(_)) => topic,
        _ => false,
    }
}

/// Whether 休み just passed begins `休み：日・祝` rather than ending what was said: a list of days or dates follows, and
/// nothing is said of it.
pub(super) fn heads_days(mut after: Cursor<'_>) -> bool {
    let colon = after.skip(|token| matches!(token, Token::Colon | Token::Topic));
    after.skip(|token| matches!(token, Token::Space | Token::Open));
    let named = matches!(
        after.peek(),
        Some(Token::Day(_) | Token::Nth(_) | Token::Holiday | Token::Dates(_) | Token::Season(_))
    );
    after.skip(|token| {
        matches!(
            token,
            Token::Day(_)
                | Token::Nth(_)
                | Token::Holiday
                | Token::Dates(_)
                | Token::Season(_)
                | Token::Space
                | Token::Comma
                | Token::Dot
                | Token::Period
                | Token::And
                | Token::Close
                | Token::Newline
        )
    });
    named && (colon || after.is_done())
}

/// Whether a word for a break just passed begins `休憩：13:00-14:00` rather than ending what was said.
pub(super) fn heads_span(mut after: Cursor<'_>) -> bool {
    after.skip(|token| matches!(token, Token::Colon | Token::Topic | Token::Space | Token::Close));
    matches!(parse(&mut after), Ok(Some(_)))
}

fn in_order(spans: &[Span]) -> bool {
    spans.iter().zip(spans.iter().skip(1)).all(|(a, b)| a.range.end() <= b.range.start())
}

/// The problem with a span; one that ends before it begins may be meant on a 12-hour clock (9:00～6:30 is perhaps 18:30).
fn unlikely(code: &'static str, start: Point, finish: Point, (from, to): (usize, usize)) -> Problem {
    let afternoon = finish.resolved() + NOON;
    let fits = code == "backwards" && finish.half.is_none() && (start.resolved() + 1..=DAY_MIN).contains(&afternoon);
    Problem { suggestion: fits.then_some(afternoon), ..Problem::new(code, from, to) }
}

/// The span from `start` to `finish`; `before` is the one before it in the list. The error is a note's code.
fn resolve(start: Point, finish: Point, before: Option<&Span>) -> Result<Span, &'static str> {
    let mut span = Span {
        range: TimeRange::WHOLE_DAY,
        mended: start.mended || finish.mended,
        twelve: start.is_odd() || finish.is_odd(),
        overnight: false,
    };
    let (mut from, mut to) = (start.resolved(), finish.resolved());
    if start.half == Some(Half::Am) && start.minutes >= NOON + HOUR
        || finish.half == Some(Half::Am) && finish.minutes > NOON
    {
        return Err("twelve_hour_clock");
    }
    // 午前0時から翌朝8時まで: the night that begins the day.
    if from == 0 && finish.next_day {
        to -= DAY_MIN;
    }
    // 午後1時～4時30分
    if start.half == Some(Half::Pm) && finish.half.is_none() && to <= from && to < NOON && !finish.next_day {
        to += NOON;
    }
    // 9:00-12:00 2:00-6:00
    if let Some(before) = before
        && from < before.range.end().minutes()
        && from < 8 * HOUR
        && to < NOON
        && from + NOON >= before.range.end().minutes()
        && start.half.is_none()
    {
        from += NOON;
        to += NOON;
        span.twelve = true;
    }
    if to == 0 && from > 0 {
        to = DAY_MIN;
    }
    let plainly_late = finish.next_day || finish.midnight || to >= DAY_MIN - 1;
    if to < from {
        if from < LATE_START || to + DAY_MIN - from > LONGEST_NIGHT || finish.half == Some(Half::Pm) {
            return Err("backwards");
        }
        to += DAY_MIN;
        span.overnight = true;
    }
    if to == from {
        return Err("empty_span");
    }
    let whole_day = from == 0 && to >= LATE_EVENING;
    if to - from > LONGEST_SPAN && !plainly_late && !whole_day {
        return Err("too_long");
    }
    if from < EARLIEST_OPENING && to - from > NOON && !plainly_late && !whole_day {
        return Err("too_long");
    }
    let range =
        TimeOfDay::from_minutes(from).zip(TimeOfDay::from_minutes(to)).and_then(|(from, to)| TimeRange::new(from, to));
    span.range = range.ok_or("too_long")?;
    Ok(span)
}
