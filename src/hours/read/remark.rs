//! Words that no week holds: on staff, telephone, changes.

use super::{
    cursor::Cursor,
    day_list,
    days::Days,
    problem::Problem,
    sentence::Parser,
    statement::{Says, Statement},
    token::{Rough, Token},
};

/// What a remark closes.
enum Taken {
    Nothing,
    Days(Days),
    /// Times of days that are not named.
    Times,
}

impl Parser<'_> {
    /// Passes words that are not understood when their line or bracket, from `start` on, is surely only a remark: it names
    /// staff, telephone or the like, and no day, date or time.
    pub(super) fn harmless(&mut self, start: Cursor<'_>) -> bool {
        let mut cursor = start;
        let (mut depth, mut code) = (0_usize, None);
        while let Some(token) = cursor.peek() {
            match token {
                Token::Newline | Token::Mark => break,
                Token::Open => depth += 1,
                Token::Close if depth == 0 => break,
                Token::Close => depth -= 1,
                Token::Staff => code = code.or(Some("staff")),
                Token::Contact(remark) => code = code.or(Some(*remark)),
                Token::Season("local_closure") => code = code.or(Some("local_closure")),
                Token::Break => code = code.or(Some("break_unstated")),
                Token::Unknown
                | Token::Space
                | Token::Topic
                | Token::Of
                | Token::Because
                | Token::And
                | Token::Filler
                | Token::Opens
                | Token::Closed
                | Token::Comma
                | Token::Dot
                | Token::From
                | Token::Until
                | Token::Dash
                | Token::Half(_)
                | Token::Reception
                | Token::RestDay
                | Token::Others => {}
                // 本厚木ミロード休館日: a name with a weekday in it.
                Token::Day(_) if cursor.before() == Some(&Token::Unknown) => {}
                _ => return false,
            }
            cursor.bump();
        }
        let Some(code) = code else { return false };
        let from = start.here();
        self.statements.push(Statement { says: Says::Remark { code }, from, to: cursor.passed() });
        self.cursor = self.cursor.moved_to(cursor.index());
        true
    }

    /// の場合あり, の時もあり: what was said is not always so.
    pub(super) fn in_doubt(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space));
        let linked =
            next.skip(|token| matches!(token, Token::Of | Token::Topic)) || next.before() == Some(&Token::Until);
        linked && matches!(next.peek(), Some(Token::Contact("may_differ")))
    }

    /// 休みの場合あり, 休業することがあります: whether what was just closed is not always so.
    pub(super) fn sometimes(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Of | Token::Topic | Token::And | Token::Unknown));
        matches!(next.peek(), Some(Token::Contact("may_differ")))
    }

    /// 日祝9:00～12:00（電話対応）, （電話のみ）: whether the hours just said of a weekend or holidays are the telephone's.
    pub(super) fn only_telephone(&self) -> bool {
        let telephone = Token::Contact("telephone");
        let served = matches!(self.cursor.peek_ahead(1), Some(Token::Contact("on_request") | Token::Only))
            && self.cursor.peek() == Some(&telephone);
        let mut earlier = self.statements.iter().rev().map(|statement| &statement.says);
        let weekend = matches!(earlier.next(), Some(Says::Hours { days: Some(days), .. }) if days.is_weekend());
        served && weekend && earlier.any(|says| matches!(says, Says::Hours { .. }))
    }

    /// Passes the rest of the bracket or line.
    pub(super) fn skip_segment(&mut self) {
        let bracketed = self.setting.bracketed;
        let mut depth = 0_usize;
        while let Some(token) = self.cursor.peek() {
            match token {
                Token::Newline | Token::Mark => break,
                Token::Open => depth += 1,
                Token::Close if depth == 0 && bracketed => break,
                Token::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.cursor.bump();
        }
    }

    /// Words about staff, telephone and the like, to the end of their bracket or line; `of` are the days before them.
    pub(super) fn remark(&mut self, of: Option<&Days>, from: usize) -> Result<(), Problem> {
        let code = match self.cursor.peek() {
            Some(Token::Staff) => "staff",
            Some(Token::Contact(code)) => code,
            _ => "remark",
        };
        let start = self.cursor;
        if self.cursor.peek() == Some(&Token::Staff) || self.setting.bracketed {
            self.skip_segment();
        } else {
            self.skip_to_hours();
        }
        match self.taken_away(start, of) {
            Taken::Nothing => match of {
                Some(days) if matches!(code, "telephone" | "on_request" | "holiday_as_weekday") => {
                    self.say(Says::Answered { days: days.clone(), code }, from);
                }
                _ => self.say(Says::Remark { code }, from),
            },
            Taken::Days(mut days) => {
                let rough = Rough::Of(code);
                days.roughen(rough);
                (days.from, days.to) = (from, self.cursor.passed());
                self.say(Says::Rough { days: Some(days), rough }, from);
            }
            Taken::Times => return Err(self.problem("not_understood", from)),
        }
        Ok(())
    }

    /// What the words from `start` to here close: 木曜は薬剤師不在のため休業, 都合により土曜休み. Staff may be off (対応薬剤師は
    /// 火曜定休) without the pharmacy being closed.
    fn taken_away(&self, start: Cursor<'_>, of: Option<&Days>) -> Taken {
        let mut at = start;
        let mut days = of.cloned().unwrap_or_default();
        let (mut because, mut shut, mut until, mut timed, mut broken) = (false, false, false, false, false);
        let mut next_day = false;
        let of_staff = start.peek() == Some(&Token::Staff) && {
            let mut next = start;
            next.skip(|token| *token == Token::Staff) && next.peek() == Some(&Token::Topic)
        };
        while at.index() < self.cursor.index() {
            let mut next = at;
            if let Ok(Some(named)) = day_list::parse(&mut next, &self.heads) {
                days.plain = days.plain.union(named.weekdays());
                days.holiday |= named.holiday || named.every;
                at = next;
                continue;
            }
            match at.peek() {
                Some(Token::Because) => because = true,
                Some(Token::Closed | Token::ClosedDay | Token::RestDay | Token::Except) => shut = true,
                // Without a time 対応不可 is said of a service.
                Some(Token::Break) => broken = true,
                Some(Token::NextDay) => next_day = true,
                Some(Token::Until | Token::After) => until = true,
                Some(Token::Time(_)) => timed = true,
                _ => {}
            }
            at.bump();
        }
        shut |= broken && timed;
        // 祝日の場合は翌日休み: any day may be such a one.
        if next_day && shut {
            return Taken::Times;
        }
        let of_pharmacy = because || !of_staff && (of.is_some() || shut);
        match (of_pharmacy && (shut || until), days.is_empty()) {
            (true, false) => Taken::Days(days),
            (true, true) if timed && (because || broken) => Taken::Times,
            _ => Taken::Nothing,
        }
    }

    /// Passes words, and brackets with whatever is in them, up to days or hours, which are not part of a remark.
    pub(super) fn skip_to_hours(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.cursor.peek() {
            match token {
                Token::Newline | Token::Mark => break,
                Token::Open => depth += 1,
                Token::Close => depth = depth.saturating_sub(1),
                Token::Day(_)
                | Token::Nth(_)
                | Token::Holiday
                | Token::Workdays
                | Token::Time(_)
                | Token::Bare { .. }
                | Token::Dates(_)
                | Token::Months(_)
                    if depth == 0 =>
                {
                    break;
                }
                _ => {}
            }
            self.cursor.bump();
        }
    }
}
