//! Spans of time: 9:00～18:00, 9時半から18時まで, AM9:00-PM6:00, 9-18, 22:00～翌6:00, and lists of them.

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
            Ok(true) if in_order(&more) && !is_said_of_time(next) => {
                spans = more;
                end = next;
            }
            Err(problem) if next.index() == end.index() => return Err(problem),
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
