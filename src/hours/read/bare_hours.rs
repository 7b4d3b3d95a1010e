//! Hours and times that no days stand before.

use super::{
    day_list,
    problem::Problem,
    sentence::{Parser, Setting},
    span::{self, Span},
    spans,
    statement::{Says, Scope},
    token::{Rough, Token},
};

/// That a span is not open; on the days of a roster only, when it says so.
pub(super) struct Negation(pub(super) Option<Rough>);

impl Parser<'_> {
    /// What follows spans that no days stand before.
    pub(super) fn after_spans(&mut self, spans: Vec<Span>, from: usize) -> Result<(), Problem> {
        if let Some(Negation(rough)) = self.negation() {
            self.take_break(spans, rough, from);
            return Ok(());
        }
        let said = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space | Token::Topic | Token::Of | Token::Open));
        if said && spans::is_answered(next) {
            // 18:00～20:00 電話対応; 13:00～14:00薬剤師不在のため休憩 is a break of days that are not named.
            self.cursor = next;
            next.skip(|token| {
                !matches!(
                    token,
                    Token::Day(_)
                        | Token::Nth(_)
                        | Token::Holiday
                        | Token::Newline
                        | Token::Close
                        | Token::Closed
                        | Token::Break
                )
            });
            // 9:00～19:00（12:30～14:00は電話対応）: whether the counter is open then nobody can tell.
            if matches!(next.peek(), Some(Token::Closed | Token::Break)) || self.cuts_hours(&spans) {
                return Err(self.problem("not_understood", from));
            }
            return self.remark(None, from);
        }
        let mut all = self.cursor;
        if let Some(days) = day_list::parse(&mut all, &self.heads)?.filter(|days| days.every) {
            self.cursor = all;
            self.say(Says::Hours { days: Some(days), spans }, from);
            return Ok(());
        }
        if self.reversed {
            let mut next = self.cursor;
            next.skip(|token| {
                matches!(
                    token,
                    Token::Space
                        | Token::Open
                        | Token::Newline
                        | Token::Filler
                        | Token::Opens
                        | Token::Dot
                        | Token::Topic
                        | Token::Comma
                )
            });
            if let Some(days) = day_list::parse(&mut next, &self.heads)? {
                self.cursor = next;
                self.cursor.skip(|token| matches!(token, Token::Only | Token::Opens));
                self.say(Says::Hours { days: Some(days), spans }, from);
                return Ok(());
            }
        }
        let spoken = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        if matches!(self.statements.last().map(|last| &last.says), Some(Says::LastReception { .. })) {
            self.say(Says::MoreHours { spans }, from);
            return Ok(());
        }
        if spoken || spans::is_said_of_time(self.cursor) {
            // Both are named: 9:00～18:00、10:00～19:00 may be two readings of one day.
            let hours = self.statements.iter().rev().find(|earlier| matches!(earlier.says, Says::Hours { .. }));
            let other = hours.map(|earlier| (earlier.from, earlier.to));
            return Err(Problem { other, ..self.problem("hours_without_day", from) });
        }
        self.say(Says::Hours { days: None, spans }, from);
        Ok(())
    }

    /// Whether some of `spans` lie within hours said before.
    fn cuts_hours(&self, spans: &[Span]) -> bool {
        let meets = |old: &Span| {
            spans.iter().any(|new| new.range.start() < old.range.end() && old.range.start() < new.range.end())
        };
        self.statements.iter().any(|statement| match &statement.says {
            Says::Hours { spans: said, .. } => said.iter().any(meets),
            _ => false,
        })
    }

    /// Whether hours are said before, all of which end by then.
    fn all_end_by(&self, minutes: u16) -> bool {
        let mut spans = self.statements.iter().flat_map(|statement| match &statement.says {
            Says::Hours { spans, .. } => spans.as_slice(),
            _ => &[],
        });
        spans.clone().next().is_some() && spans.all(|span| span.range.end().minutes() <= minutes)
    }

    /// 閉局, は休憩, を除く, は当番 after spans: that they are not open then. Nothing is passed when it says no such thing.
    pub(super) fn negation(&mut self) -> Option<Negation> {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space | Token::Topic | Token::Of | Token::Filler));
        let token = next.peek()?;
        let mut after = next;
        after.bump();
        match token {
            Token::Closed if spans::ends_there(next) => {}
            Token::Closed if !spans::heads_days(after) && !spans::heads_span(after) => {}
            Token::Break if !spans::heads_span(after) && after.peek() != Some(&Token::Filler) => {}
            Token::Except | Token::Besides => {}
            Token::Rough(rough) if next.before() == Some(&Token::Topic) => {
                next.skip(|token| matches!(token, Token::Rough(_)));
                self.cursor = next;
                return Some(Negation(Some(*rough)));
            }
            _ => return None,
        }
        next.skip(|token| matches!(token, Token::Closed | Token::Break | Token::Except | Token::Besides));
        self.cursor = next;
        Some(Negation(None))
    }

    /// A break, and which hours it is about.
    pub(super) fn take_break(&mut self, spans: Vec<Span>, rough: Option<Rough>, from: usize) {
        let several =
            self.statements.iter().filter(|statement| matches!(statement.says, Says::Hours { .. })).count() > 1;
        let of = match self.setting {
            Setting { bracketed: true, new_line: false, comma: false, .. } => Scope::Before { doubtful: false },
            Setting { new_line: true, .. } | Setting { comma: true, .. } => Scope::All,
            _ => Scope::Before { doubtful: several },
        };
        self.say(Says::Break { of, spans, rough }, from);
    }

    /// A time with no days and no span: `8:30～` and the like are not enough to go by.
    pub(super) fn single_time(&mut self, from: usize) -> Result<(), Problem> {
        let dash = self.cursor.eat(&Token::Dash);
        let point = span::point(&mut self.cursor);
        if let Some(point) = point.filter(|_| !dash)
            && self.all_end_by(point.resolved())
            && self.cursor.eat(&Token::After)
        {
            // 18:00以降は要連絡, after all have closed.
            self.cursor.skip(|token| matches!(token, Token::Topic | Token::Space));
            if matches!(self.cursor.peek(), Some(Token::Contact(_) | Token::Staff)) {
                return self.remark(None, from);
            }
        }
        let until = self.cursor.eat(&Token::Until);
        // （20:30最終受付）, （20:30まで受付）
        let mut received = self.cursor;
        received.skip(|token| *token == Token::Space);
        if let Some(point) = point.filter(|point| !dash && !point.bare && self.setting.bracketed)
            && received.eat(&Token::Reception)
        {
            self.cursor = received;
            self.say(Says::LastReception { minutes: point.resolved(), wide: false }, from);
            return Ok(());
        }
        let known = point.filter(|point| (dash || until) && !point.bare && self.setting.bracketed);
        match known {
            Some(_) if self.in_doubt() => {
                self.skip_segment();
                self.say(Says::Remark { code: "may_differ" }, from);
                Ok(())
            }
            Some(point) => {
                self.say(Says::Until { days: None, minutes: point.resolved(), sure: true }, from);
                Ok(())
            }
            None => {
                if self.cursor.here() <= from {
                    self.cursor.bump();
                }
                Err(self.problem("not_understood", from))
            }
        }
    }
}
