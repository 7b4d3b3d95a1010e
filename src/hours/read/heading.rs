//! Statements that begin with a word of their own: 定休日：日・祝, 昼休み13:00-14:00, 最終受付21:30, 輪番.

use super::{
    cursor::Cursor,
    problem::Problem,
    sentence::{Parser, Setting},
    span, spans,
    statement::Says,
    token::{Rough, Token},
};

impl Parser<'_> {
    /// Statements that begin with a word of their own.
    pub(super) fn header(&mut self, from: usize) -> Result<bool, Problem> {
        match self.cursor.peek() {
            Some(Token::Closed | Token::ClosedDay | Token::RestDay) => self.closing_header(from),
            Some(Token::Break | Token::Except) => self.break_header(from),
            Some(Token::Reception) => self.reception(from),
            Some(Token::Rough(rough)) if !self.rough_heads_days() => {
                let rough = *rough;
                self.cursor.skip(|token| matches!(token, Token::Rough(_)));
                self.rough_before(rough, from)?;
                Ok(true)
            }
            Some(Token::Staff | Token::Contact(_) | Token::Effective) => {
                self.remark(from);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    pub(super) fn rough_heads_days(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Rough(_) | Token::Space | Token::Close | Token::Of));
        matches!(self.cursor.peek(), Some(Token::Rough(Rough::Alternate | Rough::OddEven)))
            && matches!(next.peek(), Some(Token::Day(_)))
    }

    /// (輪番), 不定休: about the days just before, or about the whole.
    pub(super) fn rough_before(&mut self, rough: Rough, from: usize) -> Result<(), Problem> {
        let weekend = match self.statements.last().map(|statement| &statement.says) {
            Some(Says::Hours { days: Some(days), .. }) => days.is_weekend(),
            _ => false,
        };
        self.cursor
            .skip(|token| matches!(token, Token::Space | Token::Filler | Token::Opens | Token::Closed | Token::Only));
        if self.cursor.skip(|token| matches!(token, Token::Except | Token::Besides)) {
            // 休み（当番日を除く）
            self.say(Says::Rough { days: None, rough }, from);
            return Ok(());
        }
        let of_other_hours = matches!(
            self.cursor.peek(),
            Some(Token::Time(_) | Token::Bare { .. } | Token::Dash | Token::From | Token::Half(_))
        );
        let Setting { bracketed, new_line, .. } = self.setting;
        if of_other_hours {
            // 隔週で17:00まで: the hours said before hold at least.
            let start = self.cursor;
            self.skip_segment();
            if !bracketed || self.names_days(start) {
                return Err(self.problem("roster_scope", from));
            }
            self.say(Says::Rough { days: None, rough }, from);
        } else if weekend || !new_line && rough != Rough::Irregular {
            self.say(Says::RoughBefore { rough }, from);
        } else if rough == Rough::Irregular {
            self.say(Says::Rough { days: None, rough }, from);
        } else {
            return Err(self.problem("roster_scope", from));
        }
        Ok(())
    }

    /// Whether days are named between `start` and here.
    pub(super) fn names_days(&self, start: Cursor<'_>) -> bool {
        let mut at = start;
        while at.index() < self.cursor.index() {
            if matches!(at.peek(), Some(Token::Day(_) | Token::Holiday | Token::Workdays)) {
                return true;
            }
            at.bump();
        }
        false
    }

    /// 定休日：日・祝; 休み or 定休日 by themselves are a problem.
    pub(super) fn closing_header(&mut self, from: usize) -> Result<bool, Problem> {
        let rest_day = self.cursor.peek() == Some(&Token::RestDay);
        self.cursor.bump();
        let start = self.cursor;
        self.cursor.skip(|token| {
            matches!(
                token,
                Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Open
                    | Token::Close
                    | Token::Comma
                    | Token::Newline
                    | Token::Dot
            )
        });
        if !rest_day || self.cursor.index() >= start.index() {
            if self.cursor.peek().is_some_and(|token| matches!(token, Token::Contact(_) | Token::Staff)) {
                self.remark(from);
                return Ok(true);
            }
            // 閉局13:30～14:30
            let mut time = self.cursor;
            if !rest_day && let Ok(Some(spans)) = spans::parse(&mut time) {
                self.cursor = time;
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
                self.take_break(spans, None, from);
                return Ok(true);
            }
            let subjects = self.subjects()?;
            if !subjects.is_empty() {
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::RestDay | Token::Topic));
                // 休み 月～金9:00…: the days belong to hours, and what 休み is about is lost.
                let mut next = self.cursor;
                next.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Close));
                if matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. })) {
                    return Err(self.problem("not_understood", from));
                }
                self.close(subjects, from)?;
                return Ok(true);
            }
        }
        Err(self.problem("not_understood", from))
    }

    /// 昼休み12:30-14:00, 除く13:00～14:00; without a time a remark.
    pub(super) fn break_header(&mut self, from: usize) -> Result<bool, Problem> {
        let word = self.cursor.peek().cloned();
        self.cursor.bump();
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Close
                    | Token::Open
                    | Token::Comma
                    | Token::Filler
                    | Token::Newline
            )
        });
        // 休憩時間あり、13:30～14:30
        if let Some(spans) = spans::parse(&mut next)? {
            self.cursor = next;
            self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
            self.take_break(spans, None, from);
            return Ok(true);
        }
        if word == Some(Token::Break) {
            self.skip_segment();
            self.say(Says::Remark { code: "break_unstated" }, from);
            return Ok(true);
        }
        Err(self.problem("not_understood", from))
    }

    /// 最終受付21:30, 受付22:00まで; 受付 before plain hours says nothing more.
    pub(super) fn reception(&mut self, from: usize) -> Result<bool, Problem> {
        self.cursor.bump();
        self.cursor
            .skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Dash | Token::Filler));
        let mut next = self.cursor;
        if let Ok(Some(_)) = spans::parse(&mut next) {
            return Ok(false);
        }
        let Some(time) = span::point(&mut self.cursor) else { return Err(self.problem("not_understood", from)) };
        self.cursor.skip(|token| matches!(token, Token::Until | Token::Space));
        self.say(Says::LastReception { minutes: time.resolved() }, from);
        Ok(true)
    }
}
