//! That days, dates and seasons are closed.

use chrono::Weekday;

use super::{
    super::week::WeekdaySet,
    days::Days,
    exclusion::all_but,
    link::Link,
    problem::Problem,
    sentence::{Parser, afternoon_label},
    spans,
    statement::{Says, Scope},
    subject::Subjects,
    token::{Half, Rough, Token},
};

impl Parser<'_> {
    /// 水定休 9:00～18:00: hours of the other days rather than a break of that day's.
    pub(super) fn hours_begin(&self, word: Option<&Token>) -> bool {
        let said = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        word == Some(&Token::Closed) && !said && matches!(self.cursor.peek(), Some(Token::Space | Token::Newline))
    }

    /// 土の閉局時間14:00～15:00.
    pub(super) fn break_of(&mut self, subjects: Subjects, from: usize) -> Result<(), Problem> {
        self.cursor.skip(|token| matches!(token, Token::Colon | Token::Topic | Token::Space | Token::Close));
        match (spans::parse(&mut self.cursor)?, subjects.days) {
            (Some(spans), Some(days)) if subjects.dates.is_empty() && subjects.months.is_none() => {
                self.say(Says::Break { of: Scope::Days(days), spans, rough: None }, from);
                Ok(())
            }
            _ => Err(self.problem("not_understood", from)),
        }
    }

    /// Whether 休み follows, as in 第5土曜以外休み; 日祝を除く　休み：水 begins another statement.
    pub(super) fn shuts_next(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| *token == Token::Topic);
        let shut = next.skip(|token| matches!(token, Token::Closed));
        shut && !spans::heads_span(next) && !spans::heads_days(next)
    }

    /// 第5土曜以外休み: closes all but the days that are named.
    pub(super) fn close_others(&mut self, subjects: &Subjects, besides: bool, from: usize) -> Result<(), Problem> {
        self.cursor.skip(|token| matches!(token, Token::Topic | Token::Closed));
        let plain = subjects.dates.is_empty() && subjects.months.is_none() && subjects.seasons.is_empty();
        let days = subjects.days.as_ref().filter(|_| plain && besides).and_then(all_but);
        let Some(days) = days else { return Err(self.problem("not_understood", from)) };
        self.say(Says::Closed { days, soft: false }, from);
        Ok(())
    }

    /// 土曜休み（第1・3以外）: takes the weeks out of the closing just said; 木曜休み（祝日を除く） leaves holidays open to doubt.
    pub(super) fn keeps_weeks(&mut self, subjects: &Subjects, from: usize) -> bool {
        let Some(days) = &subjects.days else { return false };
        // 祝日9:00～13:00（日曜を除く）
        let of_holidays = self.statements.last().is_some_and(|last| {
            matches!(&last.says, Says::Hours { days: Some(open), .. } if open.holiday && open.weekdays().is_empty())
        });
        if of_holidays && self.setting.bracketed && !days.holiday {
            // 祝9:00～13:00（木を除く）: the holidays on Thursdays, or all Thursdays?
            let (mut days, rough) = (days.clone(), Rough::Conditional);
            let hours = |says: &Says| match says {
                Says::Hours { days: Some(open), .. } => !open.weekdays().intersection(days.weekdays()).is_empty(),
                Says::Hours { days: None, .. } => true,
                _ => false,
            };
            let opened = self.statements.iter().any(|statement| hours(&statement.says));
            self.say(Says::Remark { code: "holiday_conditional" }, from);
            if opened {
                (days.from, days.to) = (from, self.cursor.passed());
                self.say(Says::Rough { days: Some(days), rough }, from);
            }
            return true;
        }
        let Some(Says::Closed { days: shut, .. }) = self.statements.last_mut().map(|last| &mut last.says) else {
            return false;
        };
        if days.holiday && days.weekdays().is_empty() && self.setting.bracketed {
            self.say(Says::Remark { code: "holiday_conditional" }, from);
            return true;
        }
        let weeks_only = !days.nth.is_empty() && days.plain.is_empty() && !days.holiday && days.rough.is_empty();
        let of_those = weeks_only && days.nth.iter().all(|(day, _)| shut.plain.contains(*day));
        if of_those {
            shut.minus_nth.extend(days.nth.iter().copied());
        }
        of_those
    }

    /// お盆休み8/13～15: the dates of the time of year just closed.
    fn take_dates_behind(&mut self, subjects: &mut Subjects) {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space | Token::Open | Token::Colon));
        if let Some(Token::Dates(periods)) = next.peek()
            && let Some((code, ..)) = subjects.seasons.last()
            && (*code == "year_end_undated") == periods.iter().all(|period| matches!(period.from.month(), 1 | 12))
        {
            subjects.dates.extend(periods);
            subjects.seasons.pop();
            next.bump();
            next.eat(&Token::Close);
            self.cursor = next;
        }
    }

    pub(super) fn closed(&mut self, mut subjects: Subjects, link: Link, from: usize) -> Result<(), Problem> {
        self.take_dates_behind(&mut subjects);
        if subjects.months.is_some() {
            return Err(self.problem("not_understood", from));
        }
        if self.sometimes() {
            return self.rough_days(subjects, Rough::Of("may_differ"), from);
        }
        if let Some(rough) = link.rough {
            return self.rough_days(subjects, rough, from);
        }
        if matches!(link.half, Some(Half::Am | Half::Evening)) {
            return Err(self.problem("not_understood", from));
        }
        if link.half == Some(Half::Pm) {
            return match subjects.days {
                Some(days) if subjects.dates.is_empty() => {
                    self.say(Says::ClosedAfternoon { days }, from);
                    Ok(())
                }
                _ => Err(self.problem("not_understood", from)),
            };
        }
        self.close(subjects, from)
    }

    /// Closes days, dates and seasons.
    pub(super) fn close(&mut self, subjects: Subjects, from: usize) -> Result<(), Problem> {
        // 土午後 without 休み after it, in a list of closing days.
        if afternoon_label(self.cursor) {
            let named = match self.cursor.before() {
                Some(Token::Day(day)) => Some(*day),
                _ => None,
            };
            let mut next = self.cursor;
            next.bump();
            next.skip(|token| matches!(token, Token::Space | Token::Close | Token::Closed));
            if !matches!(next.peek(), None | Some(Token::Newline)) {
                return Err(self.problem("not_understood", from));
            }
            self.cursor = next;
            let Some(days) = subjects.days else { return Err(self.problem("not_understood", from)) };
            return self.close_with_afternoon(days, named, from);
        }
        for (code, from, to) in subjects.seasons {
            self.statements.push(super::statement::Statement { says: Says::Remark { code }, from, to });
        }
        if !subjects.dates.is_empty() {
            self.say(Says::DatesClosed { periods: subjects.dates }, from);
        }
        if let Some(days) = subjects.days {
            self.say(Says::Closed { days, soft: self.soft }, from);
        }
        Ok(())
    }

    /// 休業:日・祝・土午後: the last day's afternoon only.
    pub(super) fn close_with_afternoon(
        &mut self,
        mut days: Days,
        named: Option<Weekday>,
        from: usize,
    ) -> Result<(), Problem> {
        let Some(last) = days.plain.iter().last().filter(|_| days.nth.is_empty()) else {
            return Err(self.problem("not_understood", from));
        };
        let alone = WeekdaySet::of(named.filter(|day| days.plain.contains(*day)).unwrap_or(last));
        // 水・土午後: of a Wednesday that is otherwise open nobody can tell whether its morning is meant.
        let others = days.plain.without(alone);
        let open = |says: &Says| match says {
            Says::Hours { days: Some(open), .. } => !open.weekdays().intersection(others).is_empty(),
            Says::Hours { days: None, .. } => !others.is_empty(),
            _ => false,
        };
        if self.statements.iter().any(|statement| open(&statement.says)) {
            return Err(self.problem("not_understood", from));
        }
        let afternoon = Days { plain: alone, from: days.from, to: days.to, ..Days::default() };
        days.plain = days.plain.without(alone);
        self.say(Says::ClosedAfternoon { days: afternoon }, from);
        self.say(Says::Closed { days, soft: self.soft }, from);
        Ok(())
    }

    pub(super) fn rough_days(&mut self, subjects: Subjects, rough: Rough, from: usize) -> Result<(), Problem> {
        for (code, from, to) in subjects.seasons {
            self.statements.push(super::statement::Statement { says: Says::Remark { code }, from, to });
        }
        match subjects.days {
            Some(days) if subjects.dates.is_empty() => {
                self.say(Says::Rough { days: Some(days), rough }, from);
                Ok(())
            }
            None if subjects.dates.is_empty() => Ok(()),
            _ => Err(self.problem("not_understood", from)),
        }
    }
}
