//! One span of time and its ends: 午後6時, 翌2:00, 9:00～18:00.

use super::{
    super::time::{DAY_MIN, TimeOfDay, TimeRange},
    cursor::Cursor,
    problem::Problem,
    token::{Clock, Half, Token},
};

pub(super) const HOUR: u16 = 60;
pub(super) const NOON: u16 = 12 * HOUR;
/// An end before the start is taken for the next day only when the start is this late and the span this short.
const LATE_START: u16 = 16 * HOUR;
const LONGEST_NIGHT: u16 = 14 * HOUR;
/// The latest hour of a day that goes on after midnight.
const LATEST_HOUR: u16 = 30 * HOUR;
/// Nobody is open through the night until later than this without saying 翌.
const LATEST_MORNING: u16 = 10 * HOUR;
/// 午前 before an hour up to this, at the end of a span, is of the next day.
const SMALL_HOURS: u16 = 5 * HOUR;
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
#[expect(clippy::struct_excessive_bools, reason = "each tells of one word or slip")]
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
    pub(super) fn resolved(self) -> u16 {
        let afternoon = self.is_late() && self.minutes < NOON;
        let small_hours = self.midnight && self.minutes < 6 * HOUR;
        self.minutes + if afternoon { NOON } else { 0 } + if self.next_day || small_hours { DAY_MIN } else { 0 }
    }

    /// Whether it is said to be after noon.
    fn is_late(self) -> bool {
        matches!(self.half, Some(Half::Pm | Half::Evening))
    }

    /// 午後14:00, 午前13:00, 午前12:00: a 12-hour word with a time that needs none or contradicts it.
    pub(super) fn is_odd(self) -> bool {
        match self.half {
            Some(Half::Pm) => self.minutes >= NOON + HOUR,
            Some(Half::Am) => self.minutes >= NOON,
            Some(Half::Evening) | None => false,
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
    // 9:00AM, 9:00 a.m.
    let mut behind = next;
    let apart = behind.skip(|token| *token == Token::Space);
    if half.is_none()
        && let Some(Token::Half(word)) = behind.peek()
        && ends_time(behind)
        && !(apart && behind.peek_ahead(1) == Some(&Token::Space))
    {
        half = Some(*word);
        behind.bump();
        next = behind;
    }
    *cursor = next;
    Some(Point { minutes, half, next_day, midnight, bare, mended })
}

/// Whether the 午前 or 午後 here is of the time before it (9:00AM-6:00PM, 1pm Sat) rather than of one behind it.
fn ends_time(mut half: Cursor<'_>) -> bool {
    half.bump();
    if half.skip(|token| *token == Token::Space) {
        return matches!(half.peek(), None | Some(Token::Dash | Token::From | Token::Day(_)));
    }
    matches!(
        half.peek(),
        None | Some(
            Token::Dash | Token::From | Token::Until | Token::Comma | Token::Colon | Token::Close | Token::Newline
        )
    )
}

/// The problem with a span; one that ends before it begins may be meant on a 12-hour clock (9:00～6:30 is perhaps 18:30).
pub(super) fn unlikely(code: &'static str, start: Point, finish: Point, (from, to): (usize, usize)) -> Problem {
    let afternoon = finish.resolved() + NOON;
    let fits = code == "backwards" && finish.half.is_none() && (start.resolved() + 1..=DAY_MIN).contains(&afternoon);
    Problem { suggestion: fits.then_some(afternoon), ..Problem::new(code, from, to) }
}

/// The span from `start` to `finish`; `before` is the one before it in the list. The error is a note's code.
pub(super) fn resolve(start: Point, finish: Point, before: Option<&Span>) -> Result<Span, &'static str> {
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
    if start.is_late() && finish.half.is_none() && to <= from && to < NOON && !finish.next_day {
        to += NOON;
    }
    // 夜9時～12時: midnight, not the noon after it.
    let until_midnight = (NOON..NOON + HOUR).contains(&to) && finish.half.is_none() && !finish.next_day;
    if start.is_late() && from >= LATE_START && until_midnight {
        to += NOON;
        span.twelve = true;
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
    // 0:00-23:59 is how forms say all day long; a pharmacy that is not open then would be told open, so it is a doubt.
    if from == 0 && to == DAY_MIN - 1 {
        to = DAY_MIN;
        span.mended = true;
    }
    // 26:00 is 翌2:00; nobody writes 33:00 for the next morning.
    if finish.minutes > LATEST_HOUR && !finish.next_day {
        return Err("too_long");
    }
    let plainly_late = finish.next_day || finish.midnight || to >= DAY_MIN - 1;
    if from >= DAY_MIN {
        return Err("backwards");
    }
    if to < from {
        if is_slip(from, to, finish, before) {
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

/// Whether a span that ends before it begins is a slip of the pen rather than a night.
fn is_slip(from: u16, to: u16, finish: Point, before: Option<&Span>) -> bool {
    // 9:00～12:00 16:30～7:00: the evening of a working day (19:00), not a night.
    let of_a_day = before.is_some_and(|before| before.range.start().minutes() < LATE_START);
    // 9:00～午前1時
    if finish.half == Some(Half::Am) && to <= SMALL_HOURS && from > to {
        return false;
    }
    let evening = of_a_day && !finish.midnight && to + NOON > from;
    let too_late = !finish.midnight && !finish.next_day && to > LATEST_MORNING;
    evening || too_late || from < LATE_START || to + DAY_MIN - from > LONGEST_NIGHT || finish.is_late()
}
