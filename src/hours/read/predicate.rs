//! What is said of days, dates and seasons.

use super::{
    super::week::WeekdaySet,
    days::Days,
    problem::Problem,
    sentence::{Parser, Subjects},
    spans::{self, Span},
    statement::{Says, Scope},
    token::{Cursor, Rough, Token},
};

/// What stands between a subject and its predicate.
#[derive(Clone, Copy, Default)]
struct Link {
    only: bool,
    rough: Option<Rough>,
    afternoon: bool,
    reception: bool,
    bracket: bool,
}

impl<'t> Parser<'t> {
    /// What is said of `subjects`.
    pub(super) fn predicate(&mut self, mut subjects: Subjects, from: usize) -> Result<(), Problem> {
        let mut start = self.cursor;
        let mut link = self.link();
        if self.weeks_after(&mut subjects) {
            start = self.cursor;
            let more = self.link();
            link = Link { only: link.only | more.only, ..more };
        }
        if let Some(spans) = spans::parse(&mut self.cursor)? {
            return self.open_then(subjects, link, spans, from);
        }
        match self.cursor.peek() {
            Some(Token::Closed | Token::RestDay | Token::ClosedDay | Token::Except | Token::Besides | Token::Break) => {
                let word = self.cursor.peek().cloned();
                self.cursor.bump();
                if matches!(word, Some(Token::Break | Token::Closed)) && spans::heads_span(self.cursor) {
                    return self.break_of(subjects, from);
                }
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::RestDay | Token::Of));
                self.soft = matches!(word, Some(Token::Except | Token::Besides));
                let said = self.closed(subjects, link, from);
                self.soft = false;
                said
            }
            Some(Token::Staff | Token::Contact(_)) if subjects.months.is_none() => {
                self.of_remark(&subjects);
                self.remark(from);
                Ok(())
            }
            Some(Token::Rough(rough)) => {
                let rough = *rough;
                self.cursor.skip(|token| matches!(token, Token::Rough(_) | Token::Filler));
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::Opens));
                self.rough_days(subjects, rough, from)
            }
            Some(Token::Opens) => self.opens(subjects, link, from),
            Some(Token::Unknown) if self.roster_ahead() => {
                let rough = Rough::Roster;
                self.to_segment_end();
                self.rough_days(subjects, rough, from)
            }
            _ => self.times_or_nothing(subjects, link, start, from),
        }
    }

    /// 土は第1・3のみ, 日：第1日曜9:00～12:00: weeks said after the day they are of.
    fn weeks_after(&mut self, subjects: &mut Subjects) -> bool {
        let Some(Token::Nth(ordinal)) = self.cursor.peek() else { return false };
        let Some(days) = subjects.days.as_mut().filter(|days| days.nth.is_empty() && !days.holiday) else {
            return false;
        };
        let Some(day) = days.single_weekday().filter(|day| days.plain.contains(*day)) else { return false };
        match self.cursor.peek_ahead(1) {
            Some(Token::Day(other)) if *other != day => return false,
            Some(Token::Day(_)) => self.cursor.bump(),
            _ => {}
        }
        self.cursor.bump();
        days.plain = WeekdaySet::NONE;
        days.ranged = WeekdaySet::NONE;
        days.nth.push((day, ordinal.set));
        if ordinal.by_week {
            days.remarks.push(("week_of_month", days.from, self.cursor.passed()));
        }
        true
    }

    /// 日・祝は、近隣薬局と協力し輪番制で開局: a roster spoken of at length, without times.
    fn roster_ahead(&self) -> bool {
        let mut next = self.cursor;
        let mut roster = false;
        while let Some(token) =
            next.peek().filter(|token| !matches!(token, Token::Newline | Token::Close | Token::Mark))
        {
            match token {
                Token::Rough(Rough::Roster) => roster = true,
                Token::Unknown
                | Token::Of
                | Token::And
                | Token::Topic
                | Token::Filler
                | Token::Opens
                | Token::Comma
                | Token::Staff
                | Token::Contact(_) => {}
                _ => return false,
            }
            next.bump();
        }
        roster
    }

    /// Passes what links a subject to its predicate.
    fn link(&mut self) -> Link {
        let mut link = Link::default();
        loop {
            match self.cursor.peek() {
                Some(
                    Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Comma
                    | Token::Dot
                    | Token::Period
                    | Token::Slash
                    | Token::Of
                    | Token::Filler,
                ) => {}
                Some(Token::Until) if matches!(self.cursor.before(), Some(Token::Dates(_))) => {}
                Some(Token::Newline) if !self.line_starts_anew() => {}
                Some(Token::Open) => {
                    link.bracket = true;
                    self.setting.bracketed = true;
                }
                Some(Token::Close) => {
                    if self.closes_statement() {
                        break;
                    }
                    self.setting.bracketed = false;
                }
                Some(Token::And)
                    if link.only || matches!(self.cursor.peek_ahead(1), Some(Token::Opens | Token::Closed)) => {}
                Some(Token::Only) => link.only = true,
                Some(Token::Reception) if !self.reception_is_last() => link.reception = true,
                Some(Token::Half(_)) if self.is_label(self.cursor) => {
                    link.afternoon = self.afternoon_label(self.cursor)
                }
                Some(Token::Rough(rough)) if self.rough_before_hours() => link.rough = Some(*rough),
                Some(Token::Opens) if self.opens_before_hours() => {}
                _ => break,
            }
            self.cursor.bump();
        }
        link
    }

    /// Whether the next line is another statement: it does not begin with hours or 休み.
    fn line_starts_anew(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Newline | Token::Space | Token::Open | Token::Mark));
        !matches!(
            next.peek(),
            Some(
                Token::Time(_)
                    | Token::Bare { .. }
                    | Token::Half(_)
                    | Token::Closed
                    | Token::Dash
                    | Token::AllDay
                    | Token::Rough(_)
            )
        )
    }

    /// A closing bracket after which nothing is said of the subject any more: (…第1・3土) then other days.
    fn closes_statement(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Close | Token::Space | Token::Colon | Token::Comma | Token::Topic | Token::Dot | Token::Slash
            )
        });
        let said = matches!(
            next.peek(),
            Some(
                Token::Time(_)
                    | Token::Bare { .. }
                    | Token::Half(_)
                    | Token::Closed
                    | Token::ClosedDay
                    | Token::RestDay
                    | Token::AllDay
                    | Token::Dash
                    | Token::Newline
                    | Token::Open
                    | Token::Of
                    | Token::Except
                    | Token::Besides
                    | Token::Rough(_)
                    | Token::Only
            )
        );
        !said
    }

    fn reception_is_last(&self) -> bool {
        let mut next = self.cursor;
        next.bump();
        next.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic));
        !matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// 日(輪番):9:00-17:00.
    fn rough_before_hours(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Rough(_)
                    | Token::Space
                    | Token::Close
                    | Token::Colon
                    | Token::Topic
                    | Token::Filler
                    | Token::Opens
            )
        });
        matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// 平日のみ営業 月-金9:00…: 営業 with hours or other days behind it.
    fn opens_before_hours(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(token, Token::Opens | Token::Space | Token::Close | Token::Colon | Token::Topic | Token::Newline)
        });
        matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// Hours, or a break when they are followed by 閉局 and the like.
    fn open_then(&mut self, subjects: Subjects, link: Link, spans: Vec<Span>, from: usize) -> Result<(), Problem> {
        let Subjects { mut days, dates, months, seasons } = subjects;
        if let Some(rough) = self.negation() {
            let (Some(days), true) = (days, dates.is_empty() && months.is_none()) else {
                return Err(self.problem("not_understood", from));
            };
            self.say(Says::Break { of: Scope::Days(days), spans, rough }, from);
            return Ok(());
        }
        let rough = link.rough.or_else(|| self.in_doubt().then_some(Rough::OnRequest));
        if let Some(rough) = rough
            && let Some(days) = days.as_mut()
        {
            days.roughen(rough);
        }
        for (_, from, _) in &seasons {
            self.say(Says::Remark { code: "season_hours" }, *from);
        }
        if let Some(months) = months {
            self.say(Says::SeasonHours { months, days, spans }, from);
            return Ok(());
        }
        if !dates.is_empty() {
            self.say(Says::DatesOpen { periods: dates, spans: spans.clone() }, from);
        }
        if let Some(days) = days {
            self.say(Says::Hours { days: Some(days), spans }, from);
        }
        Ok(())
    }

    /// 土の閉局時間14:00～15:00.
    fn break_of(&mut self, subjects: Subjects, from: usize) -> Result<(), Problem> {
        self.cursor.skip(|token| matches!(token, Token::Colon | Token::Topic | Token::Space | Token::Close));
        match (spans::parse(&mut self.cursor)?, subjects.days) {
            (Some(spans), Some(days)) if subjects.dates.is_empty() && subjects.months.is_none() => {
                self.say(Says::Break { of: Scope::Days(days), spans, rough: None }, from);
                Ok(())
            }
            _ => Err(self.problem("not_understood", from)),
        }
    }

    fn closed(&mut self, subjects: Subjects, link: Link, from: usize) -> Result<(), Problem> {
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
        if self.afternoon_label(self.cursor) {
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
    fn close_with_afternoon(&mut self, mut days: Days, from: usize) -> Result<(), Problem> {
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

    fn rough_days(&mut self, subjects: Subjects, rough: Rough, from: usize) -> Result<(), Problem> {
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

    /// 第1・3日のみ開局 narrows; 祝日も営業 says that, but not from when to when.
    fn opens(&mut self, subjects: Subjects, link: Link, from: usize) -> Result<(), Problem> {
        self.cursor.bump();
        match subjects.days {
            Some(days) if link.only && !days.nth.is_empty() && days.plain.is_empty() && !days.holiday => {
                self.say(Says::OnlyWeeks { days }, from);
                Ok(())
            }
            Some(days) if days.holiday && days.weekdays().is_empty() => {
                self.say(Says::Remark { code: "holiday_conditional" }, from);
                Ok(())
            }
            Some(days) if subjects.dates.is_empty() => {
                self.say(Says::Opens { days }, from);
                Ok(())
            }
            _ => Err(self.problem("not_understood", from)),
        }
    }

    /// Seasons and holidays spoken of in a remark.
    fn of_remark(&mut self, subjects: &Subjects) {
        for (code, from, to) in &subjects.seasons {
            self.statements.push(super::statement::Statement { says: Says::Remark { code }, from: *from, to: *to });
        }
    }

    /// 木は18:00まで, 木～17:00, 木17:00, 水8:30～, 17時以降休み; or nothing is said.
    fn times_or_nothing(
        &mut self,
        subjects: Subjects,
        link: Link,
        start: Cursor<'t>,
        from: usize,
    ) -> Result<(), Problem> {
        let mut next = self.cursor;
        let dash = next.skip(|token| matches!(token, Token::Dash));
        let Some(point) = spans::point(&mut next) else {
            return self.nothing_said(subjects, link, start, from);
        };
        self.cursor = next;
        let dated = !subjects.dates.is_empty() && subjects.days.is_none() && subjects.months.is_none();
        if dated && subjects.seasons.is_empty() && self.setting.bracketed && !point.bare {
            self.cursor.eat(&Token::Until);
            if self.cursor.peek() == Some(&Token::Close) {
                self.say(Says::DatesUntil { periods: subjects.dates, minutes: point.resolved() }, from);
                return Ok(());
            }
        }
        if !subjects.dates.is_empty() || !subjects.seasons.is_empty() {
            return Err(self.problem("not_understood", from));
        }
        let open_end = self.cursor.skip(|token| matches!(token, Token::From | Token::Dash));
        let after = self.cursor.eat(&Token::After);
        let until = self.cursor.eat(&Token::Until);
        if after {
            self.cursor.skip(|token| matches!(token, Token::Topic | Token::Space));
            if matches!(self.cursor.peek(), Some(Token::Staff | Token::Contact(_))) {
                self.remark(from);
                return Ok(());
            }
            // 日・水・土の午後1時以降休み: all of them, or Saturday alone?
            let several = subjects.days.as_ref().is_some_and(|days| days.single_weekday().is_none());
            if several || !self.cursor.eat(&Token::Closed) {
                return Err(self.problem("not_understood", from));
            }
        }
        if let Some(months) = subjects.months {
            self.cursor.skip(|token| matches!(token, Token::Opens | Token::Space));
            if subjects.days.is_some() || dash || until || after {
                return Err(self.problem("not_understood", from));
            }
            self.say(Says::SeasonFrom { months, minutes: point.resolved() }, from);
            return Ok(());
        }
        if self.in_doubt() {
            self.to_segment_end();
            self.say(Says::Remark { code: "may_differ" }, from);
            return Ok(());
        }
        let minutes = point.resolved();
        if open_end && !dash && !until && !after {
            // 月～金9:00～ without an end is said of nothing before it; the week's builder decides.
            self.say(Says::From { days: subjects.days, minutes }, from);
        } else if point.bare && !until && !dash || open_end {
            return Err(self.problem("not_understood", from));
        } else {
            self.say(Says::Until { days: subjects.days, minutes, sure: dash || until || after }, from);
        }
        Ok(())
    }

    /// Whether the line or the entry ends here.
    fn ends_here(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space));
        matches!(next.peek(), None | Some(Token::Newline | Token::Slash))
    }

    /// Days with nothing said of them.
    fn nothing_said(&mut self, subjects: Subjects, link: Link, start: Cursor<'t>, from: usize) -> Result<(), Problem> {
        self.cursor = start;
        if link.only {
            self.cursor.skip(|token| matches!(token, Token::Only | Token::Space));
        }
        let Subjects { days, dates, months, seasons } = subjects;
        if months.is_some() || days.is_none() && !dates.is_empty() {
            return Err(self.problem("not_understood", from));
        }
        for (code, from, to) in seasons {
            self.statements.push(super::statement::Statement { says: Says::Remark { code }, from, to });
        }
        let Some(days) = days else { return Ok(()) };
        if !dates.is_empty() {
            self.say(Says::Remark { code: "closing_word_missing" }, from);
        }
        if days.every {
            self.say(Says::YearRound, from);
            return Ok(());
        }
        let weeks_only = !days.nth.is_empty() && days.plain.is_empty() && !days.holiday && days.rough.is_empty();
        // 日:10:00～13:00 第一: weeks set apart behind the hours.
        let behind = days.unnamed && self.setting.apart && self.ends_here();
        if weeks_only && (link.only || self.setting.bracketed || behind) {
            self.say(Says::OnlyWeeks { days }, from);
        } else if days.rough.is_empty() {
            self.say(Says::Dangling { days }, from);
        } else {
            let rough = days.rough.first().map_or(Rough::OnRequest, |rough| rough.rough);
            self.say(Says::Rough { days: Some(days), rough }, from);
        }
        Ok(())
    }
}
