//! Second pass: folded characters → tokens.

use super::{
    english, number,
    token::{Rough, Spanned, Token},
    words,
};

/// Real texts go two or three brackets deep.
const DEEPEST_BRACKET: usize = 5;
/// Real texts have two or three exclusions.
const MOST_EXCLUSIONS: usize = 12;

/// Splits folded characters into tokens; together they cover the whole text.
pub(super) fn lex(chars: &[char]) -> Vec<Spanned> {
    let mut tokens: Vec<Spanned> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(&ch) = chars.get(at) {
        let (token, to) = token_at(chars, at, ch, &tokens);
        let to = to.max(at + 1);
        let token = end_of_time(token, chars, at, &tokens);
        if token == Token::Until {
            // 17:00 まで
            tokens.pop_if(|last| last.token == Token::Space);
        }
        match tokens.last_mut() {
            Some(last) if last.token == token && matches!(token, Token::Unknown | Token::Space | Token::Newline) => {
                last.to = to;
            }
            _ => tokens.push(Spanned { token, from: at, to }),
        }
        at = to;
    }
    date_seasons(&mut tokens);
    if hours_come_first(&tokens) { tokens } else { unwrap_days(&tokens) }
}

/// 10時開局, 17時閉局: 開局 and 閉局 right behind a time that ends no span (13:00～14:00閉局) say that it is from then, or
/// until then. `at` is where the word begins.
fn end_of_time(token: Token, chars: &[char], at: usize, before: &[Spanned]) -> Token {
    let opens = |at: usize| chars.get(at) == Some(&'開');
    let means = match (chars.get(at), &token) {
        (Some('開'), Token::Opens) => Token::From,
        (Some('閉'), Token::Closed) => Token::Until,
        _ => return token,
    };
    // 13:00～午後2:00閉局 ends a span, too.
    let beside = |token: &Token| matches!(token, Token::Space | Token::Half(_) | Token::NextDay | Token::Midnight);
    let mut back = before.iter().rev().filter(|spanned| !beside(&spanned.token));
    let timed = matches!(before.last().map(|spanned| &spanned.token), Some(Token::Time(_)));
    back.next();
    let ends_span = back.next().is_some_and(|earlier| match earlier.token {
        Token::Dash => true,
        Token::From => !opens(earlier.from),
        _ => false,
    });
    if timed && !ends_span { means } else { token }
}

/// 冬季（12月～2月）, 12月～2月（冬季）: a season beside its months or dates adds nothing.
fn date_seasons(tokens: &mut [Spanned]) {
    let is_dated = |token: Option<&Token>| matches!(token, Some(Token::Months(_) | Token::Dates(_)));
    let bridges = |token: &&Token| {
        matches!(token, Token::Space | Token::Open | Token::Close | Token::Colon | Token::Topic | Token::Of)
    };
    let dated: Vec<usize> = (0..tokens.len())
        .filter(|at| {
            let after = tokens.iter().skip(at + 1).map(|spanned| &spanned.token).find(|token| !bridges(token));
            let mut before = tokens.iter().take(*at).rev().map(|spanned| &spanned.token);
            let opened = before.next() == Some(&Token::Open);
            is_dated(after) || opened && is_dated(before.find(|token| !bridges(token)))
        })
        .collect();
    for at in dated {
        if let Some(spanned) = tokens.get_mut(at).filter(|spanned| spanned.token == Token::Rough(Rough::Seasonal)) {
            spanned.token = Token::Filler;
        }
    }
}

/// Whether brackets or exclusions lie in each other as in no text that was meant to be read.
pub(super) fn is_tangled(tokens: &[Spanned]) -> bool {
    let (mut depth, mut exclusions) = (0_usize, 0_usize);
    tokens.iter().any(|spanned| {
        match spanned.token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Except | Token::Besides => exclusions += 1,
            _ => {}
        }
        depth > DEEPEST_BRACKET || exclusions > MOST_EXCLUSIONS
    })
}

/// (第2,4,5)休み(第1,3): whether 休み is said of the weeks before it or after it nobody can tell.
pub(super) fn closes_either_way(tokens: &[Spanned]) -> bool {
    let said: Vec<&Token> =
        tokens.iter().map(|spanned| &spanned.token).filter(|token| **token != Token::Space).collect();
    said.windows(5).any(|five| matches!(five, [Token::Nth(_), Token::Close, Token::Closed, Token::Open, Token::Nth(_)]))
}

/// 24時間対応（電話）: only the telephone is answered all day.
pub(super) fn is_answered_only(tokens: &[Spanned]) -> bool {
    let has = |is: fn(&Token) -> bool| tokens.iter().any(|spanned| is(&spanned.token));
    has(|token| *token == Token::AllDay)
        && has(|token| *token == Token::Contact("telephone"))
        && !has(|token| {
            matches!(
                token,
                Token::Time(_) | Token::Bare { .. } | Token::Day(_) | Token::Workdays | Token::Holiday | Token::Opens
            )
        })
}

/// Whether hours stand before their days; then a bracket with days tells what the hours before it are for. So it is when
/// the text begins with hours, or when a bracket right behind hours has none behind it.
fn hours_come_first(tokens: &[Spanned]) -> bool {
    let hours = |token: &Token| matches!(token, Token::Time(_) | Token::Bare { .. } | Token::Half(_) | Token::AllDay);
    let days =
        |token: &Token| matches!(token, Token::Nth(_) | Token::Everyday | Token::AllWeekdays) || names_days(token);
    let mut said = tokens.iter().map(|spanned| &spanned.token);
    said.find(|token| hours(token) || days(token)).is_some_and(hours)
        || tokens.iter().enumerate().any(|(open, spanned)| {
            let behind_hours =
                open.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|before| hours(&before.token));
            let mut rest =
                tokens.iter().skip(open + 1).map(|spanned| &spanned.token).skip_while(|token| is_of_day_list(token));
            spanned.token == Token::Open
                && behind_hours
                && tokens.get(open + 1).is_some_and(|inner| names_days(&inner.token))
                && rest.next() == Some(&Token::Close)
                && rest
                    .find(|token| **token != Token::Space)
                    .is_none_or(|token| *token == Token::Newline || days(token))
        })
}

/// Drops brackets that hold nothing but days, (月)～(金), unless they say of the days before them which are meant.
fn unwrap_days(tokens: &[Spanned]) -> Vec<Spanned> {
    let mut dropped = vec![false; tokens.len()];
    let mut open = None;
    for (i, spanned) in tokens.iter().enumerate() {
        match spanned.token {
            Token::Open => open = Some(i),
            Token::Close => {
                if let Some(start) = open.take()
                    && let Some(inside) = tokens.get(start + 1..i)
                    && inside.iter().any(|inner| names_days(&inner.token))
                    && (!inside.iter().all(|inner| inner.token == Token::Holiday)
                        || goes_on(tokens, &dropped, start)
                        || heads_hours(tokens, i))
                    && inside.iter().all(|inner| is_of_day_list(&inner.token))
                    && !start.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|before| names_days(&before.token))
                {
                    for at in [start, i] {
                        if let Some(flag) = dropped.get_mut(at) {
                            *flag = true;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    tokens.iter().zip(&dropped).filter(|(_, dropped)| !**dropped).map(|(spanned, _)| spanned.clone()).collect()
}

/// (祝)9:00～13:00: whether hours follow the bracket closed at `end`.
fn heads_hours(tokens: &[Spanned], end: usize) -> bool {
    let mut rest = tokens.iter().skip(end + 1).map(|spanned| &spanned.token);
    let next = rest.find(|token| !matches!(token, Token::Space | Token::Colon));
    matches!(next, Some(Token::Time(_) | Token::Bare { .. } | Token::AllDay))
}

/// (日)(祝): whether the bracket opened at `start` goes on a list of bracketed days.
fn goes_on(tokens: &[Spanned], dropped: &[bool], start: usize) -> bool {
    let before = start.checked_sub(1);
    before.is_some_and(|i| dropped.get(i) == Some(&true)) && {
        before.and_then(|i| tokens.get(i)).is_some_and(|before| before.token == Token::Close)
    }
}

fn is_of_day_list(token: &Token) -> bool {
    matches!(token, Token::Dash | Token::Dot | Token::Comma | Token::Period | Token::Slash | Token::Space | Token::And)
        || names_days(token)
}

fn names_days(token: &Token) -> bool {
    matches!(token, Token::Day(_) | Token::Workdays | Token::Holiday)
}

fn token_at(chars: &[char], at: usize, ch: char, before: &[Spanned]) -> (Token, usize) {
    let rest = chars.get(at..).unwrap_or_default();
    if ch == ' ' {
        return (Token::Space, at + 1);
    }
    if let Some((token, to)) = number::special(chars, at) {
        return (token, to);
    }
    if ch.is_ascii_alphabetic()
        && let Some((token, to)) = english::word(chars, at)
    {
        return (token, to);
    }
    if let Some((token, length)) = words::longest(rest) {
        return (token, at + length);
    }
    if ch.is_ascii_digit() {
        return number::lex(chars, at, before);
    }
    (Token::Unknown, at + 1)
}
