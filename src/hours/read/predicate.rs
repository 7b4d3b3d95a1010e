//! What is said of days, dates and seasons.

use super::{
    super::week::WeekdaySet,
    bare_hours::Negation,
    cursor::Cursor,
    days::Days,
    link::Link,
    problem::Problem,
    sentence::Parser,
    span::{self, HOUR, NOON, Span},
    spans,
    statement::{Says, Scope},
    subject::Subjects,
    token::{Half, Rough, Token},
};

/// Until this minute a morning may last that goes by the name: 土は午前のみ 9:00～14:00.
const LATE_MORNING: u16 = NOON + 3 * HOUR;

impl<'t> Parser<'t> {
    /// What is said of `subjects`.
    pub(super) fn predicate(&mut self, mut subjects: Subjects, from: usize) -> Result<(), Problem> {
        if self.afternoons(&subjects, false, from)? {
            return Ok(());
        }
        let mut start = self.cursor;
        // 日:10:00～13:00 第一/…: the entry ends there, whatever follows.
        let unnamed = subjects.days.as_ref().is_some_and(|days| days.unnamed);
        if unnamed && self.setting.apart && self.ends_here() {
            return self.nothing_said(subjects, Link::default(), start, from);
        }
        let mut link = self.link();
        if self.weeks_after(&mut subjects) {
            start = self.cursor;
            let more = self.link();
            link = Link { only: link.only | more.only, ..more };
        }
        if link.only && subjects.are_weeks() && self.others_follow() {
            return self.nothing_said(subjects, link, start, from);
        }
        if let Some(spans) = spans::parse(&mut self.cursor)? {
            return self.open_then(subjects, link, spans, from);
        }
        match self.cursor.peek() {
            Some(Token::Closed | Token::RestDay | Token::ClosedDay | Token::Except | Token::Besides | Token::Break) => {
                let word = self.cursor.peek().cloned();
                self.cursor.bump();
                if matches!(word, Some(Token::Besides | Token::Except)) && self.shuts_next() {
                    return self.close_others(&subjects, word == Some(Token::Besides), from);
                }
                if matches!(word, Some(Token::Break | Token::Closed))
                    && spans::heads_span(self.cursor)
                    && !self.hours_begin(word.as_ref())
                {
                    return self.break_of(subjects, from);
                }
                if matches!(word, Some(Token::Besides | Token::Except)) && self.keeps_weeks(&subjects, from) {
                    return Ok(());
                }
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::RestDay | Token::Of));
                self.soft = matches!(word, Some(Token::Except | Token::Besides));
                let said = self.closed(subjects, link, from);
                self.soft = false;
                said
            }
            // The weeks stand for themselves.
            Some(Token::Staff | Token::Contact(_)) if link.only && subjects.are_weeks() => {
                self.nothing_said(subjects, link, start, from)
            }
            Some(Token::Staff | Token::Contact(_)) if subjects.months.is_none() => {
                self.of_remark(&subjects);
                self.remark(subjects.days.as_ref(), from)
            }
            Some(Token::Rough(rough)) => {
                let rough = *rough;
                self.cursor.skip(|token| matches!(token, Token::Rough(_) | Token::Filler));
                // 土曜は交代制で営業
                self.cursor.skip(|token| matches!(token, Token::Of));
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::Opens));
                self.rough_days(subjects, rough, from)
            }
            Some(Token::AllDay) => self.rough_days(subjects, Rough::OnRequest, from),
            Some(Token::Include) if subjects.months.is_none() => self.include(&subjects, from),
            Some(Token::YearRound) => Err(self.problem("not_understood", from)),
            Some(Token::Effective { .. }) => Err(self.problem("effective_date", from)),
            Some(Token::Opens) => self.opens(subjects, link, from),
            Some(Token::Unknown) if self.roster_ahead() => {
                let rough = Rough::Roster;
                self.skip_segment();
                self.rough_days(subjects, rough, from)
            }
            _ => self.times_or_nothing(subjects, link, start, from),
        }
    }

    /// 土は第1・3のみ, 日：第1日曜9:00～12:00: weeks said after the day they are of.
    pub(super) fn weeks_after(&mut self, subjects: &mut Subjects) -> bool {
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
    pub(super) fn roster_ahead(&self) -> bool {
        let mut next = self.cursor;
        let mut roster = false;
        while let Some(token) =
            next.peek().filter(|token| !matches!(token, Token::Newline | Token::Close | Token::Mark))
        {
            match token {
                Token::Rough(Rough::Roster) => roster = true,
                Token::Unknown
                | Token::Of
                | Token::Because
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

    /// Hours, or a break when they are followed by 閉局 and the like.
    pub(super) fn open_then(
        &mut self,
        subjects: Subjects,
        link: Link,
        spans: Vec<Span>,
        from: usize,
    ) -> Result<(), Problem> {
        let Subjects { mut days, dates, months, seasons } = subjects;
        if let Some(Negation(rough)) = self.negation() {
            let (Some(days), true) = (days, dates.is_empty() && months.is_none()) else {
                return Err(self.problem("not_understood", from));
            };
            self.say(Says::Break { of: Scope::Days(days), spans, rough }, from);
            return Ok(());
        }
        if link.half.is_some_and(|half| !are_of_half(&spans, half, link.only)) {
            return Err(self.problem("contradiction", from));
        }
        let doubted = self.in_doubt() || spans::is_served(self.cursor);
        let rough = link.rough.or_else(|| doubted.then_some(Rough::OnRequest));
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

    /// 第1・3日のみ開局 narrows; 祝日も営業 says that, but not from when to when.
    pub(super) fn opens(&mut self, subjects: Subjects, link: Link, from: usize) -> Result<(), Problem> {
        self.cursor.bump();
        match subjects.days {
            Some(days) if !days.rough.is_empty() && subjects.dates.is_empty() => {
                let rough = days.rough.first().map_or(Rough::OnRequest, |rough| rough.rough);
                self.say(Says::Rough { days: Some(days), rough }, from);
                Ok(())
            }
            Some(days) if link.half.is_some() && subjects.dates.is_empty() => self.half_only(days, link, from),
            Some(days) if link.only && !days.nth.is_empty() && days.plain.is_empty() && !days.holiday => {
                self.say(Says::OnlyWeeks { days }, from);
                Ok(())
            }
            Some(days) if days.holiday && days.weekdays().is_empty() => {
                self.say(Says::Remark { code: "holiday_conditional" }, from);
                Ok(())
            }
            // 9:00～20:00 毎日営業: leaves no room for a closing day.
            Some(days) if days.every && !link.only && subjects.dates.is_empty() => {
                self.say(Says::YearRound, from);
                Ok(())
            }
            Some(days) if subjects.dates.is_empty() => {
                self.say(if link.only { Says::OnlyDays { days } } else { Says::Opens { days } }, from);
                Ok(())
            }
            _ => Err(self.problem("not_understood", from)),
        }
    }

    /// 木・土は午前のみ: not open in the afternoon. 午前も営業 and 午後のみ tell no hours.
    pub(super) fn half_only(&mut self, days: Days, link: Link, from: usize) -> Result<(), Problem> {
        if link.half != Some(Half::Am) || !link.only {
            return Err(self.problem("not_understood", from));
        }
        self.say(Says::ClosedAfternoon { days }, from);
        Ok(())
    }

    /// Seasons and holidays spoken of in a remark.
    pub(super) fn of_remark(&mut self, subjects: &Subjects) {
        for (code, from, to) in &subjects.seasons {
            self.statements.push(super::statement::Statement { says: Says::Remark { code }, from: *from, to: *to });
        }
    }

    /// 木は18:00まで, 木～17:00, 木17:00, 水8:30～, 17時以降休み; or nothing is said.
    pub(super) fn times_or_nothing(
        &mut self,
        subjects: Subjects,
        link: Link,
        start: Cursor<'t>,
        from: usize,
    ) -> Result<(), Problem> {
        let mut next = self.cursor;
        let dash = next.skip(|token| matches!(token, Token::Dash));
        let Some(point) = span::point(&mut next) else {
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
        if dated && subjects.seasons.is_empty() && !point.bare && self.cursor.eat(&Token::Until) {
            self.say(Says::AllUntil { periods: subjects.dates, minutes: point.resolved() }, from);
            return Ok(());
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
                return self.remark(subjects.days.as_ref(), from);
            }
            // 日・水・土の午後1時以降休み: all of them, or Saturday alone?
            let several = subjects.days.as_ref().is_some_and(|days| days.single_weekday().is_none());
            if several || !self.cursor.eat(&Token::Closed) {
                return Err(self.problem("not_understood", from));
            }
        }
        if let Some(months) = subjects.months {
            let opens = open_end
                || self.cursor.skip(|token| matches!(token, Token::Opens | Token::Space))
                    && self.cursor.before() == Some(&Token::Opens);
            if subjects.days.is_none() && until && !after && !open_end && !point.bare {
                self.say(Says::SeasonUntil { months, minutes: point.resolved() }, from);
                return Ok(());
            }
            // 10～3月は17:00: rather the closing time.
            if subjects.days.is_some() || dash || until || after || !opens {
                return Err(self.problem("not_understood", from));
            }
            self.say(Says::SeasonFrom { months, minutes: point.resolved() }, from);
            return Ok(());
        }
        if self.in_doubt() {
            self.skip_segment();
            let Some(mut days) = subjects.days else {
                self.say(Says::Remark { code: "may_differ" }, from);
                return Ok(());
            };
            let rough = Rough::Of("may_differ");
            days.roughen(rough);
            (days.from, days.to) = (from, self.cursor.passed());
            self.say(Says::Rough { days: Some(days), rough }, from);
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
    pub(super) fn ends_here(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space));
        matches!(next.peek(), None | Some(Token::Newline | Token::Slash))
    }

    /// 日9:00～12:00（第1日曜）: weeks of the day whose hours were just said. Of 月～土9:00～18:00（第2水曜） nobody can tell.
    fn are_weeks_of_last(&self, weeks: &Days) -> bool {
        match self.statements.last().map(|last| &last.says) {
            Some(Says::Hours { days: Some(days), .. }) => days.single_weekday() == weeks.single_weekday(),
            _ => false,
        }
    }

    /// 土は第1・3のみ 昼休み13:00～14:00, 日曜は第2･4のみ TEL…: whether what follows, set apart, is of something else.
    fn others_follow(&self) -> bool {
        let mut next = self.cursor;
        let apart = matches!(next.before(), Some(Token::Space | Token::Newline | Token::Open | Token::Comma));
        let hours = matches!(spans::parse(&mut next), Ok(Some(_)));
        let said_of_time = hours && spans::is_said_of_time(next);
        let other = matches!(
            next.peek(),
            Some(Token::Staff | Token::Contact(_) | Token::Break | Token::Rough(_) | Token::Reception)
        );
        apart && (said_of_time || !hours && other)
    }

    /// Days with nothing said of them.
    pub(super) fn nothing_said(
        &mut self,
        subjects: Subjects,
        link: Link,
        start: Cursor<'t>,
        from: usize,
    ) -> Result<(), Problem> {
        let Subjects { days, dates, months, seasons } = subjects;
        let of_days = days.is_some() && dates.is_empty() && months.is_none() && seasons.is_empty();
        if let Some(days) = days.as_ref().filter(|_| link.half.is_some() && link.only && of_days) {
            return self.half_only(days.clone(), link, from);
        }
        if link.half.is_some() && of_days {
            // 土午前: open then, or closed?
            return Err(self.problem("not_understood", from));
        }
        self.cursor = start;
        if link.only {
            self.cursor.skip(|token| matches!(token, Token::Only | Token::Space));
        }
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
        if days.every && (!days.minus.is_empty() || days.minus_holiday || !days.minus_nth.is_empty()) {
            // 年中無休（木曜定休）
            return Err(self.problem("contradiction", from));
        }
        if days.every {
            self.say(Says::YearRound, from);
            return Ok(());
        }
        let weeks_only = !days.nth.is_empty() && days.plain.is_empty() && !days.holiday && days.rough.is_empty();
        // 日:10:00～13:00 第一: weeks set apart behind the hours.
        let behind = days.unnamed && self.setting.apart && self.ends_here();
        let of_last = self.setting.bracketed && self.are_weeks_of_last(&days);
        if weeks_only && (link.only || of_last || behind) {
            self.say(Says::OnlyWeeks { days }, from);
        } else if days.rough.is_empty() && link.only && days.nth.is_empty() && !days.holiday {
            self.say(Says::OnlyDays { days }, from);
        } else if days.rough.is_empty() {
            self.say(Says::Dangling { days }, from);
        } else {
            let rough = days.rough.first().map_or(Rough::OnRequest, |rough| rough.rough);
            self.say(Says::Rough { days: Some(days), rough }, from);
        }
        Ok(())
    }
}

/// Whether hours behind 午前 or 午後 are of that half, the first of them at least, all behind 午前のみ. 水・土は午前のみ 9:00～18:30 says
/// two things: how long those mornings last nobody knows, nor whose the hours are.
fn are_of_half(spans: &[Span], half: Half, only: bool) -> bool {
    let told = if only { spans.len() } else { 1 };
    spans.iter().take(told).all(|span| match half {
        Half::Am => span.range.end().minutes() <= LATE_MORNING,
        Half::Pm => span.range.start().minutes() >= NOON,
        Half::Evening => true,
    })
}
