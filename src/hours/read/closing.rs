//! That days, dates and seasons are closed.

use super::{
    super::week::WeekdaySet,
    days::Days,
    link::Link,
    problem::Problem,
    sentence::{Parser, afternoon_label},
    spans,
    statement::{Says, Scope},
    subject::Subjects,
    token::{Rough, Token},
};

impl Parser<'_> {
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

    pub(super) fn closed(&mut self, subjects: Subjects, link: Link, from: usize) -> Result<(), Problem> {
        if subjects.months.is_some() {
            return Err(self.problem("not_understood", from));
        }
        if let Some(rough) = link.rough {
            return self.rough_days(subjects, rough, from);
        }
        if link.afternoon {
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
            let mut next = self.cursor;
            next.bump();
            next.skip(|token| matches!(token, Token::Space | Token::Close | Token::Closed));
            if !matches!(next.peek(), None | Some(Token::Newline)) {
                return Err(self.problem("not_understood", from));
            }
            self.cursor = next;
            let Some(days) = subjects.days else { return Err(self.problem("not_understood", from)) };
            return self.close_with_afternoon(days, from);
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
    pub(super) fn close_with_afternoon(&mut self, mut days: Days, from: usize) -> Result<(), Problem> {
        let Some(last) = days.plain.iter().last().filter(|_| days.nth.is_empty()) else {
            return Err(self.problem("not_understood", from));
        };
        // The list is in no certain order; Saturday is the day whose afternoon is off.
        let last = if days.plain.contains(chrono::Weekday::Sat) { chrono::Weekday::Sat } else { last };
        let alone: WeekdaySet = [last].into_iter().collect();
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
