//! Words that say a day is not every week's (輪番, 隔週, 要予約, 冬季): whether they are about the days after or before.

use super::{
    cursor::Cursor,
    day_list,
    problem::Problem,
    sentence::{Parser, Setting},
    span, spans,
    statement::Says,
    token::{Rough, Token},
};

/// So many days before a word with a blank on either side are a regular week, which it is not about.
const REGULAR_WEEK: usize = 3;

/// Which days a word is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    After,
    Before,
    Unclear,
}

/// What stands between such a word and the days it heads.
fn joins(token: &Token) -> bool {
    matches!(
        token,
        Token::Space
            | Token::Of
            | Token::Colon
            | Token::Topic
            | Token::Filler
            | Token::Only
            | Token::Opens
            | Token::Open
            | Token::Because
            | Token::Except
            | Token::Besides
    )
}

fn is_word(token: &Token) -> bool {
    matches!(token, Token::Rough(_) | Token::Contact(_))
}

fn names_days(token: &Token) -> bool {
    matches!(
        token,
        Token::Day(_) | Token::Nth(_) | Token::Holiday | Token::Workdays | Token::Everyday | Token::AllWeekdays
    )
}

fn shuts(token: &Token) -> bool {
    matches!(token, Token::Closed | Token::ClosedDay | Token::RestDay)
}

impl Parser<'_> {
    /// Which days the words here are about: 輪番で日曜…, 日曜…（輪番）, 土… 輪番 日….
    pub(super) fn reach(&self) -> Reach {
        let mut end = self.cursor;
        let modifies = matches!(
            end.peek(),
            Some(Token::Rough(Rough::Alternate | Rough::OddEven | Rough::SomeWeeks | Rough::Seasonal))
        );
        end.skip(|token| is_word(token) || *token == Token::Staff);
        let mut next = end;
        let own_bracket = self.cursor.before() == Some(&Token::Open) && {
            next.skip(|token| matches!(token, Token::Space | Token::Filler | Token::Opens | Token::Only));
            next.eat(&Token::Close)
        };
        let glued = next.peek() != Some(&Token::Space);
        let linked = next.skip(|token| matches!(token, Token::Of | Token::Colon | Token::Topic));
        next.skip(joins);
        let parted = next.skip(|token| matches!(token, Token::Comma | Token::Newline | Token::Mark));
        next.skip(|token| *token == Token::Space);
        if !next.peek().is_some_and(names_days) {
            return Reach::Before;
        }
        let Setting { new_line, comma, apart, .. } = self.setting;
        let first = new_line || self.statements.is_empty();
        if own_bracket {
            return match (first, glued && !parted) {
                (true, true) => Reach::After,
                (false, true) if !self.days_are_shut(next) => Reach::Unclear,
                _ => Reach::Before,
            };
        }
        let strong = first || comma || self.cursor.before() == Some(&Token::Open);
        match (strong, apart, glued && !parted) {
            (true, ..) if parted => Reach::Unclear,
            (true, ..) | (false, true, true) => Reach::After,
            (false, false, true) if modifies || linked => Reach::After,
            (false, true, false) if !modifies && self.days_are_shut(next) => Reach::Before,
            (false, true, false) if !parted && self.follows_a_regular_week() => Reach::After,
            (false, false, true) | (false, true, false) => Reach::Unclear,
            (false, false, false) => Reach::Before,
        }
    }

    /// The problem of words that may be about the days on either side.
    pub(super) fn unclear(&mut self, from: usize) -> Result<bool, Problem> {
        self.cursor.skip(is_word);
        Err(self.problem("roster_scope", from))
    }

    fn days_are_shut(&self, mut days: Cursor<'_>) -> bool {
        let named = matches!(day_list::parse(&mut days, &self.heads), Ok(Some(_)));
        days.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic));
        named && days.peek().is_some_and(shuts)
    }

    fn follows_a_regular_week(&self) -> bool {
        match self.statements.last().map(|statement| &statement.says) {
            Some(Says::Hours { days: Some(days), .. }) => days.plain.iter().count() >= REGULAR_WEEK,
            _ => true,
        }
    }

    /// 輪番で日曜9:00～17:00, 冬季 土曜休み: what is said of those days is not so every week.
    pub(super) fn headed(&mut self, rough: Rough, from: usize) -> Result<(), Problem> {
        self.cursor.skip(|token| is_word(token) || *token == Token::Staff);
        loop {
            match self.cursor.peek() {
                Some(Token::Open) => self.setting.bracketed = true,
                Some(Token::Close) => self.setting.bracketed = false,
                Some(token) if joins(token) => {}
                _ => break,
            }
            self.cursor.bump();
        }
        let mut subjects = self.subjects()?;
        let Some(days) = subjects.days.as_mut() else { return Err(self.problem("roster_scope", from)) };
        days.roughen(rough);
        days.from = from;
        self.predicate(subjects, from)
    }

    /// (輪番), 不定休: about the days just before, or about the whole.
    pub(super) fn rough_before(&mut self, rough: Rough, from: usize) -> Result<(), Problem> {
        let weekend = match self.statements.last().map(|statement| &statement.says) {
            Some(Says::Hours { days: Some(days), .. }) => days.is_weekend(),
            _ => false,
        };
        let mut shut = false;
        while let Some(token) = self.cursor.peek() {
            match token {
                Token::Closed => shut = true,
                Token::Space | Token::Filler | Token::Opens | Token::Only | Token::Of | Token::Topic => {}
                _ => break,
            }
            self.cursor.bump();
        }
        if self.cursor.skip(|token| matches!(token, Token::Except | Token::Besides)) {
            // 休み（当番日を除く）; 9:00～12:00（冬季を除く）
            let of_hours = matches!(self.statements.last().map(|last| &last.says), Some(Says::Hours { .. }));
            self.say(if of_hours { Says::RoughBefore { rough } } else { Says::Rough { days: None, rough } }, from);
            return Ok(());
        }
        let of_other_hours = matches!(
            self.cursor.peek(),
            Some(Token::Time(_) | Token::Bare { .. } | Token::Dash | Token::From | Token::Half(_) | Token::AllDay)
        );
        let Setting { bracketed, new_line, .. } = self.setting;
        let parted = matches!(self.cursor.before(), Some(Token::Space | Token::Newline));
        if of_other_hours && rough == Rough::Irregular && parted && self.statements.is_empty() {
            // 不定休 9:00～20:00
            self.say(Says::Rough { days: None, rough }, from);
            return Ok(());
        }
        if of_other_hours {
            return self.other_hours(rough, from);
        }
        if rough == Rough::Seasonal && weekend && bracketed {
            // 土日9:00～17:00（冬季休み）
            self.say(Says::RoughBefore { rough }, from);
        } else if rough == Rough::Seasonal && (shut || self.is_in_a_list() || self.in_doubt()) {
            // 冬季休業, 夏季・年末年始休み
            self.say(Says::Rough { days: None, rough }, from);
        } else if weekend || (bracketed || !new_line) && rough != Rough::Irregular {
            self.say(Says::RoughBefore { rough }, from);
        } else if rough == Rough::Irregular {
            self.say(Says::Rough { days: None, rough }, from);
        } else {
            return Err(self.problem("roster_scope", from));
        }
        Ok(())
    }

    fn is_in_a_list(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Dot | Token::Comma | Token::And))
            && matches!(next.peek(), Some(Token::Season(_) | Token::Dates(_)))
    }

    /// 隔週で17:00まで, 冬季9:00～17:00: other hours at times that no schedule can hold.
    fn other_hours(&mut self, rough: Rough, from: usize) -> Result<(), Problem> {
        let said = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        if rough == Rough::Seasonal && !said {
            let _ = spans::parse(&mut self.cursor);
            return Err(self.problem("seasonal", from));
        }
        let start = self.cursor;
        let until = if spans::parse(&mut self.cursor)?.is_some() {
            None
        } else {
            self.cursor.skip(|token| matches!(token, Token::Dash));
            let point = span::point(&mut self.cursor);
            if point.is_none() || !self.cursor.eat(&Token::Until) && !self.setting.bracketed {
                return Err(self.problem("roster_scope", from));
            }
            point.map(span::Point::resolved)
        };
        if rough == Rough::Seasonal {
            // Which months nobody can tell; what is said of the rest of the year stays, with the words.
            self.say(Says::Rough { days: None, rough }, from);
            return Ok(());
        }
        if !self.setting.bracketed {
            return Err(self.problem("roster_scope", from));
        }
        self.skip_segment();
        if self.names_days(start) {
            return Err(self.problem("roster_scope", from));
        }
        self.say(Says::RoughHours { rough, until }, from);
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
}
