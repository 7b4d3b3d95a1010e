//! What a statement is about: days, dates, seasons.

use chrono::Weekday;

use super::{
    super::week::{WeekdaySet, YearPeriod},
    cursor::Cursor,
    day_list,
    days::Days,
    problem::Problem,
    sentence::Parser,
    spans,
    statement::Says,
    token::{Rough, Token},
};

/// What a statement is about.
#[derive(Clone, Default)]
pub(super) struct Subjects {
    pub(super) days: Option<Days>,
    pub(super) dates: Vec<YearPeriod>,
    pub(super) months: Option<YearPeriod>,
    /// Times of year without dates: code, from, to.
    pub(super) seasons: Vec<(&'static str, usize, usize)>,
}

impl Subjects {
    /// Whether nothing but certain weeks is named.
    pub(super) fn are_weeks(&self) -> bool {
        let weeks = |days: &Days| !days.nth.is_empty() && days.plain.is_empty() && !days.holiday;
        self.days.as_ref().is_some_and(weeks) && self.dates.is_empty() && self.months.is_none()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.is_none() && self.dates.is_empty() && self.months.is_none() && self.seasons.is_empty()
    }
}

impl Parser<'_> {
    /// Days, dates and times of year in one list.
    pub(super) fn subjects(&mut self) -> Result<Subjects, Problem> {
        let mut subjects = Subjects::default();
        let mut end = self.cursor;
        loop {
            let mut next = end;
            if !subjects.is_empty() {
                next.skip(|token| {
                    matches!(
                        token,
                        Token::Space
                            | Token::Comma
                            | Token::Dot
                            | Token::Period
                            | Token::Slash
                            | Token::And
                            | Token::Newline
                            | Token::Topic
                    )
                });
            }
            // 日:10:00～13:00 第一/ 12/30～1/3休み: the entry of a day ends at the slash.
            let unnamed = subjects.days.as_ref().is_some_and(|days| days.bare_nth.is_some());
            if unnamed && slash_between(end, next) {
                break;
            }
            let plain_gap = next.index() == end.index() || !crossed_line(end, next);
            match next.peek() {
                Some(Token::Dates(periods)) if plain_gap || !subjects.is_empty() => {
                    subjects.dates.extend(periods);
                    next.bump();
                }
                Some(Token::Months(months)) if subjects.months.is_none() && plain_gap => {
                    subjects.months = Some(*months);
                    next.bump();
                }
                // 日祝・夏季休業
                Some(Token::Rough(Rough::Seasonal))
                    if !subjects.is_empty()
                        && matches!(next.before(), Some(Token::Dot | Token::Comma | Token::And)) =>
                {
                    subjects.seasons.push(("seasonal", next.here(), next.here() + 2));
                    next.bump();
                }
                Some(Token::Season(code)) if plain_gap || subjects.days.is_some() => {
                    season(&mut next, code, &mut subjects);
                }
                // お盆は無休: of that time alone.
                Some(Token::YearRound | Token::NoRestDay) if !subjects.seasons.is_empty() => {
                    next.bump();
                    end = next;
                    break;
                }
                _ if subjects.days.is_none() && plain_gap => match day_list::parse(&mut next, &self.heads)? {
                    Some(found) => subjects.days = Some(found),
                    None => break,
                },
                _ => break,
            }
            end = next;
        }
        self.cursor = end;
        if let Some(days) = subjects.days.as_mut() {
            self.name_bare_weeks(days)?;
        }
        Ok(subjects)
    }

    /// Gives 第1・3 the weekday spoken of last.
    pub(super) fn name_bare_weeks(&self, days: &mut Days) -> Result<(), Problem> {
        let Some(ordinal) = days.bare_nth.take() else { return Ok(()) };
        let last = self.statements.iter().rev().find_map(|statement| match &statement.says {
            Says::Hours { days: Some(days), .. } | Says::Closed { days, .. } | Says::OnlyWeeks { days } => {
                Some(days.single_weekday())
            }
            Says::Dangling { .. } => Some(None),
            _ => None,
        });
        let Some(day) = last.flatten() else { return Err(Problem::new("ordinal_scope", days.from, days.to)) };
        days.nth.push((day, ordinal.set));
        days.unnamed = true;
        if ordinal.by_week {
            days.remarks.push(("week_of_month", days.from, days.to));
        }
        Ok(())
    }

    /// 月曜が祝日の…, 祝日が土の…: what holds on some holidays only, which no schedule says.
    pub(super) fn holiday_condition(&self, subjects: &Subjects) -> bool {
        let Some(days) = &subjects.days else { return false };
        let mut next = self.cursor;
        let topic = next.eat(&Token::Topic);
        let holiday_alone = days.holiday && days.weekdays().is_empty();
        topic
            && match next.peek() {
                Some(Token::Holiday) => !days.weekdays().is_empty(),
                Some(Token::Day(_)) => holiday_alone,
                _ => false,
            }
    }

    /// 月～土9:00～18:00（祝日含む）: the same hours on holidays, when the text has no others; else on which of them is not said.
    pub(super) fn include(&mut self, subjects: &Subjects, from: usize) -> Result<(), Problem> {
        let holidays = subjects.days.as_ref().filter(|days| days.holiday && days.weekdays().is_empty());
        let dated = !subjects.dates.is_empty() || !subjects.seasons.is_empty();
        let Some(holidays) = holidays.filter(|_| !dated) else { return Err(self.problem("not_understood", from)) };
        self.cursor.bump();
        let mut hours = self.statements.iter().filter_map(|statement| match &statement.says {
            Says::Hours { days, spans } => Some((days, spans)),
            _ => None,
        });
        let regular = WeekdaySet::ALL.without(WeekdaySet::of(Weekday::Sun));
        let spans = match (hours.next(), hours.next()) {
            (Some((days, spans)), None)
                if days.as_ref().is_none_or(|days| regular.without(days.plain).is_empty() && !days.holiday) =>
            {
                Some(spans.clone())
            }
            _ => None,
        };
        match spans {
            Some(spans) => self.say(Says::Hours { days: Some(holidays.clone()), spans }, from),
            None => self.say(Says::Remark { code: "holiday_conditional" }, from),
        }
        Ok(())
    }

    /// Passes a condition and what it holds for, which must not reach into other statements. Weekdays that it speaks of are
    /// not as they are in other weeks.
    pub(super) fn conditional(&mut self, from: usize) -> Result<(), Problem> {
        let mut inside = self.cursor;
        self.skip_segment();
        // が祝日, が土: the condition itself.
        inside.bump();
        inside.bump();
        let (mut hours, mut days, mut shut, mut next_day) = (Vec::new(), Days::default(), false, false);
        while inside.index() < self.cursor.index() {
            let mut next = inside;
            if let Ok(Some(spans)) = spans::parse(&mut next) {
                hours.push(spans);
            } else if let Ok(Some(named)) = day_list::parse(&mut next, &self.heads) {
                days.plain = days.plain.union(named.weekdays());
            } else {
                shut |= matches!(
                    inside.peek(),
                    Some(Token::Closed | Token::ClosedDay | Token::RestDay | Token::Except | Token::Until)
                );
                next_day |= inside.peek() == Some(&Token::NextDay);
                next.bump();
            }
            inside = next;
        }
        // 祝日が月曜の場合は翌日休み: on which days it is closed is not said by their names.
        if hours.len() > 1 || next_day && shut && days.is_empty() {
            return Err(self.problem("holiday_conditional", from));
        }
        self.say(Says::Remark { code: "holiday_conditional" }, from);
        if days.is_empty() {
            return Ok(());
        }
        (days.from, days.to) = (from, self.cursor.passed());
        days.roughen(Rough::Conditional);
        match hours.pop().filter(|_| !shut) {
            // 月曜が祝日の火8:30～18:30: shorter hours said before hold in any case.
            Some(spans) => self.say(Says::Hours { days: Some(days), spans }, from),
            // （月曜が祝日の場合は、日曜終日休み）
            None if shut => self.say(Says::Rough { days: Some(days), rough: Rough::Conditional }, from),
            None => {}
        }
        Ok(())
    }
}

fn slash_between(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    (from.index()..to.index()).any(|at| from.moved_to(at).peek() == Some(&Token::Slash))
}

/// Whether a line end lies between the two places.
fn crossed_line(from: Cursor<'_>, to: Cursor<'_>) -> bool {
    let mut at = from;
    while at.index() < to.index() {
        if at.peek() == Some(&Token::Newline) {
            return true;
        }
        at.bump();
    }
    false
}

/// 年末年始, 年末年始(12/29～1/3), お盆休み.
fn season(next: &mut Cursor<'_>, code: &'static str, subjects: &mut Subjects) {
    let from = next.here();
    let is_in_summer = |period: &YearPeriod| (7..=9).contains(&period.from.month());
    next.bump();
    let mut dated = *next;
    dated.skip(|token| matches!(token, Token::Space | Token::Open | Token::Colon));
    if let Some(Token::Dates(_)) = dated.peek() {
        let mut dates = Vec::new();
        while let Some(Token::Dates(periods)) = dated.peek() {
            dates.extend(periods);
            dated.bump();
            dated.skip(|token| matches!(token, Token::Comma | Token::Dot));
        }
        dated.eat(&Token::Close);
        *next = dated;
        // お盆(8/14、1/15): which day the second is nobody can tell.
        if code == "obon_undated" && !dates.iter().all(is_in_summer) {
            subjects.seasons.push((code, from, next.passed()));
            dates.retain(is_in_summer);
        }
        subjects.dates.extend(dates);
    } else {
        subjects.seasons.push((code, from, next.passed()));
    }
}
