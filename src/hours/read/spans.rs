//! Spans of time: 9:00～18:00, 9時半から18時まで, AM9:00-PM6:00, 9-18, 22:00～翌6:00, and lists of them.

use chrono::Weekday;

use super::{
    super::time::TimeRange,
    cursor::Cursor,
    problem::Problem,
    span::{HOUR, Point, Span, point, resolve, unlikely},
    token::Token,
};

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
            // 18:00～22:00（電話対応） right after 9:00～18:00
            Ok(true) if in_order(&more) && touching(&more) && is_bracketed_answer(next) => break,
            // 9:00～13:00 14:00～18:00 時間外対応可: outside of both.
            Ok(true) if in_order(&more) && !touching(&more) && is_after_hours(next) => {
                spans = more;
                end = next;
            }
            Ok(true) if in_order(&more) && is_only_answered(next) => {
                // 9:00～12:00、14:00～18:00 電話対応: the afternoon is no less open than the morning, or not open at all.
                let joined = matches!(
                    end.peek(),
                    Some(Token::Comma | Token::Dot | Token::And | Token::Slash | Token::Time(_) | Token::Bare { .. })
                );
                // 9:00～13:00 14:00～18:00 電話予約…: so it is of words set apart.
                let apart = next.peek() == Some(&Token::Space) && next.peek_ahead(1) != Some(&Token::Staff);
                if (joined || apart) && !touching(&more) {
                    return Err(Problem::new("not_understood", end.here(), next.passed()));
                }
                break;
            }
            Ok(true) if in_order(&more) && !is_said_of_time(next) => {
                spans = more;
                end = next;
            }
            Err(problem) if next.index() == end.index() || problem.suggestion.is_some() => return Err(problem),
            _ => break,
        }
    }
    *cursor = end;
    Ok(Some(spans))
}

/// 24時間, or one span (two when a fourth time follows a third: 10:00-14:00-15:00-19:00).
fn one(cursor: &mut Cursor<'_>, spans: &mut Vec<Span>) -> Result<bool, Problem> {
    let mut next = *cursor;
    next.skip(|token| *token == Token::Space);
    if next.peek() == Some(&Token::AllDay) && is_answered_all_day(next) {
        return Ok(false);
    }
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
    let plain = start.bare && finish.bare;
    if plain && may_be_months(start, finish, next) {
        return Err(Problem::new("not_understood", from, next.passed() + next.width()));
    }
    // 1～3土: weeks of the month rather than an afternoon before a Saturday.
    let before = spans.last().filter(|_| !plain || !matches!(next.peek(), Some(Token::Day(_)))).copied();
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
        resolve(start, finish, before.as_ref()).map_err(|code| unlikely(code, start, finish, (from, next.passed())))?,
    );
    Ok(true)
}

/// 9-12月9:00～…: hours before a Monday, or months: nobody can tell.
fn may_be_months(start: Point, finish: Point, next: Cursor<'_>) -> bool {
    let month = |point: Point| (HOUR..=12 * HOUR).contains(&point.minutes);
    let alone = !matches!(
        next.peek_ahead(1),
        Some(Token::Day(_) | Token::Dash | Token::Dot | Token::Comma | Token::From | Token::Period | Token::Slash)
    );
    month(start) && month(finish) && next.peek() == Some(&Token::Day(Weekday::Mon)) && next.width() == 1 && alone
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
    // 9:00→18:00
    let mut arrow = *cursor;
    let timed = matches!(arrow.before(), Some(Token::Time(_)));
    if timed && arrow.eat(&Token::Topic) && matches!(arrow.peek(), Some(Token::Time(_))) {
        *cursor = arrow;
        return Some(false);
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

/// 24時間対応, 24時間365日対応, 24時間（電話対応）: an answer all day long, which is no open counter.
pub(super) fn is_answered_all_day(mut cursor: Cursor<'_>) -> bool {
    cursor.bump();
    let year_round = cursor.skip(|token| matches!(token, Token::Space | Token::Filler | Token::YearRound))
        && cursor.before() == Some(&Token::YearRound);
    if !year_round {
        cursor.skip(|token| matches!(token, Token::Open | Token::Space | Token::Mark));
    }
    // 24時間緊急対応
    cursor.skip(|token| matches!(token, Token::Unknown | Token::Of));
    matches!(cursor.peek(), Some(Token::Contact("may_differ"))) || is_answered(cursor)
}

/// Whether words about telephone or staff are here, and not a number to call.
pub(super) fn is_answered(mut cursor: Cursor<'_>) -> bool {
    let by_whom = matches!(cursor.peek(), Some(Token::Contact("telephone" | "on_request") | Token::Staff));
    let after_hours = cursor.peek() == Some(&Token::Contact("may_differ"))
        && cursor.peek_ahead(1) == Some(&Token::Contact("on_request"));
    let by_whom = by_whom || after_hours;
    cursor.skip(|token| matches!(token, Token::Contact(_) | Token::Colon | Token::Space));
    by_whom && !matches!(cursor.peek(), Some(Token::Number | Token::Bare { .. } | Token::Time(_)))
}

/// 日祝9:00～12:00電話対応: hours of an answer on request, said without a blank.
pub(super) fn is_served(cursor: Cursor<'_>) -> bool {
    is_answered(cursor) && cursor.peek() != Some(&Token::Staff)
}

/// 18:00～20:00 電話対応: whether the span just passed is not open but answered; の場合あり leaves it open.
fn is_only_answered(mut cursor: Cursor<'_>) -> bool {
    cursor.skip(|token| *token == Token::Space);
    let answered = is_answered(cursor);
    cursor.bump();
    cursor.skip(|token| !matches!(token, Token::Newline | Token::Mark | Token::Contact("may_differ")));
    answered && cursor.peek() != Some(&Token::Contact("may_differ"))
}

/// Whether 時間外 is here, set apart.
fn is_after_hours(mut cursor: Cursor<'_>) -> bool {
    cursor.skip(|token| *token == Token::Space) && cursor.peek() == Some(&Token::Contact("may_differ"))
}

fn is_bracketed_answer(mut cursor: Cursor<'_>) -> bool {
    cursor.skip(|token| *token == Token::Space);
    cursor.eat(&Token::Open) && is_answered(cursor)
}

/// Whether the last span begins when the one before it ends.
fn touching(spans: &[Span]) -> bool {
    let mut last = spans.iter().rev();
    last.next().zip(last.next()).is_some_and(|(last, before)| before.range.end() == last.range.start())
}

/// Whether what follows says that the span before it is *not* open, or otherwise speaks about it.
pub(super) fn is_said_of_time(mut cursor: Cursor<'_>) -> bool {
    let mut topic = false;
    while let Some(Token::Space | Token::Topic | Token::Of | Token::Open) = cursor.peek() {
        topic |= cursor.peek() == Some(&Token::Topic);
        cursor.bump();
    }
    match cursor.peek() {
        Some(Token::Closed) if ends_there(cursor) => true,
        Some(Token::Closed | Token::Break | Token::Except | Token::Besides) => {
            cursor.bump();
            !heads_span(cursor) && !heads_days(cursor) && cursor.peek() != Some(&Token::Filler)
        }
        Some(Token::Rough(_) | Token::Staff | Token::Contact(_)) => topic,
        _ => false,
    }
}

/// 13:00～14:00は閉局 夏季休業あり: whether 閉局 here is said of the time before it, and not a heading of what follows.
pub(super) fn ends_there(closed: Cursor<'_>) -> bool {
    let mut after = closed;
    after.bump();
    let parted = matches!(after.peek(), None | Some(Token::Space | Token::Newline | Token::Close | Token::Comma));
    parted && matches!(closed.before(), Some(Token::Topic | Token::Time(_)))
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
