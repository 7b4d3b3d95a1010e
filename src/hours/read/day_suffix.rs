//! What follows a day and is about it: (第1・3), 第1・3, (隔週), 隔週, (木を除く).

use chrono::Weekday;

use super::{
    super::week::WeekdaySet,
    cursor::Cursor,
    day_list::{List, is_list_separator, parse},
    days::{RoughDays, WEEKEND},
    problem::Problem,
    token::{Ordinal, Rough, Token},
};

impl List<'_> {
    /// What follows a day and is about it: (第1・3), 第1・3, (隔週), 隔週, (木を除く).
    pub(super) fn suffixes(&mut self, cursor: &mut Cursor<'_>, day: Option<Weekday>) -> Result<(), Problem> {
        loop {
            let mut next = *cursor;
            next.skip(|token| *token == Token::Space);
            let found = match next.peek() {
                Some(Token::Nth(ordinal)) => self.ordinal_suffix(&mut next, *ordinal, day),
                Some(Token::Rough(rough)) => {
                    let apart = next.before() == Some(&Token::Space);
                    let from = next.here();
                    next.bump();
                    let mut rest = next;
                    rest.skip(|token| *token == Token::Space);
                    if apart && matches!(rest.peek(), Some(Token::Day(_) | Token::Nth(_) | Token::Holiday)) {
                        // 土 輪番 日…: which of the two?
                        return Err(Problem::new("roster_scope", from, rest.here() + 1));
                    }
                    self.days.roughen(*rough);
                    true
                }
                Some(Token::Open) => {
                    next.bump();
                    self.bracket(&mut next, day)?
                }
                _ => false,
            };
            if !found {
                return Ok(());
            }
            *cursor = next;
        }
    }

    /// 土第1・3 when no weekday follows that the ordinal could belong to.
    pub(super) fn ordinal_suffix(&mut self, next: &mut Cursor<'_>, ordinal: Ordinal, day: Option<Weekday>) -> bool {
        let Some(day) = day.filter(|day| self.days.plain.contains(*day)) else { return false };
        let from = next.here();
        next.bump();
        let mut rest = *next;
        rest.skip(|token| matches!(token, Token::Space | Token::Of));
        let of_both =
            !self.days.plain.without(WeekdaySet::of(day)).intersection(WEEKEND.into_iter().collect()).is_empty();
        if of_both || matches!(rest.peek(), Some(Token::Day(_))) {
            return false;
        }
        self.days.plain = self.days.plain.without(WeekdaySet::of(day));
        self.days.add(day, Some(ordinal));
        self.note_week(ordinal, from, next.passed());
        next.eat(&Token::Only);
        true
    }

    /// A bracket about the day before it; `next` is past the opening.
    pub(super) fn bracket(&mut self, next: &mut Cursor<'_>, day: Option<Weekday>) -> Result<bool, Problem> {
        next.skip(|token| matches!(token, Token::Space | Token::Mark | Token::Filler));
        match next.peek() {
            Some(Token::Nth(ordinal)) if !matches!(next.peek_ahead(1), Some(Token::Day(_))) => {
                let Some(day) = day.filter(|day| self.days.plain.contains(*day)) else { return Ok(false) };
                next.bump();
                let but = next.skip(|token| matches!(token, Token::Except | Token::Besides));
                next.skip(|token| *token == Token::Topic);
                // 土（第2・4以外休み）: the second and fourth are open.
                let except = next.skip(|token| matches!(token, Token::Closed)) != but;
                next.skip(|token| matches!(token, Token::Only | Token::Opens | Token::Space));
                if !next.eat(&Token::Close) {
                    return Ok(false);
                }
                if except {
                    self.days.minus_nth.push((day, ordinal.set));
                } else {
                    let others = self.days.plain.without(WeekdaySet::of(day));
                    // 土・日（第2・3）: both, or Sunday alone?
                    if others.intersection(WEEKEND.into_iter().collect()) != WeekdaySet::NONE {
                        return Err(Problem::new("ordinal_scope", self.days.from, next.passed()));
                    }
                    self.days.plain = others;
                    self.days.add(day, Some(*ordinal));
                }
                self.note_week(*ordinal, self.days.from, next.passed());
                Ok(true)
            }
            Some(Token::Rough(rough)) => {
                next.skip(|token| {
                    matches!(token, Token::Rough(_) | Token::Space | Token::Filler | Token::Opens | Token::Only)
                });
                Ok(next.eat(&Token::Close) && self.roughen_here(*rough, *next, day)?)
            }
            Some(_) => self.bracketed_days(next),
            None => Ok(false),
        }
    }

    /// (隔週) after a list: about the whole list if that is a weekend, else about its only day.
    pub(super) fn roughen_here(
        &mut self,
        rough: Rough,
        next: Cursor<'_>,
        day: Option<Weekday>,
    ) -> Result<bool, Problem> {
        let mut rest = next;
        rest.skip(is_list_separator);
        let goes_on = matches!(rest.peek(), Some(Token::Day(_) | Token::Holiday | Token::Nth(_)));
        let weekdays = self.days.weekdays().without(self.rough_weekdays());
        let count = weekdays.iter().count() + usize::from(self.days.holiday);
        let one_range = weekdays == self.days.ranged && !self.days.holiday;
        if count == 1 || !goes_on && (self.days.is_weekend() || one_range) {
            self.days.roughen(rough);
            return Ok(true);
        }
        // 月・火(奇数月)・木: about the day before it.
        let Some(last) = day.filter(|day| goes_on && self.days.plain.contains(*day)) else {
            return Err(Problem::new("roster_scope", self.days.from, next.passed()));
        };
        self.days.plain = self.days.plain.without(WeekdaySet::of(last));
        self.days.rough.push(RoughDays { weekdays: WeekdaySet::of(last), holiday: false, rough });
        Ok(true)
    }

    pub(super) fn rough_weekdays(&self) -> WeekdaySet {
        self.days.rough.iter().fold(WeekdaySet::NONE, |set, rough| set.union(rough.weekdays))
    }

    /// (木を除く), (月～金) after 平日.
    pub(super) fn bracketed_days(&mut self, next: &mut Cursor<'_>) -> Result<bool, Problem> {
        let Some(inner) = parse(next, self.heads)? else { return Ok(false) };
        // 月～金(祝日を含む)
        let holiday_alone = inner.holiday && inner.weekdays().is_empty() && inner.rough.is_empty();
        if holiday_alone && next.eat(&Token::Include) {
            let regular = WeekdaySet::ALL.without(WeekdaySet::of(Weekday::Sun));
            if regular.without(self.days.plain).is_empty() {
                self.days.holiday = true;
            } else {
                // 土(祝日を含む): a holiday on a Saturday, or any?
                self.days.rough.push(RoughDays {
                    weekdays: WeekdaySet::NONE,
                    holiday: true,
                    rough: Rough::Conditional,
                });
            }
            return Ok(next.eat(&Token::Close));
        }
        next.skip(|token| matches!(token, Token::Space | Token::Topic));
        let shut = next.peek() == Some(&Token::Closed);
        let except = next.skip(|token| matches!(token, Token::Except | Token::Besides | Token::Closed));
        if !next.eat(&Token::Close) || inner.bare_nth.is_some() {
            return Ok(false);
        }
        if except {
            self.days.shut_inside |= shut;
            if self.days.holiday && !inner.plain.is_empty() && inner.plain.intersection(self.days.plain).is_empty() {
                // 祝日(水を除く): holidays, but not those on a Wednesday.
                self.days.holiday = false;
                self.days.remarks.push(("holiday_conditional", self.days.from, next.passed()));
                self.days.rough.push(RoughDays {
                    weekdays: WeekdaySet::NONE,
                    holiday: true,
                    rough: Rough::Conditional,
                });
            } else {
                self.days.take_out(&inner);
            }
            return Ok(true);
        }
        // 平日(水を除く平日), 月～金(平日): says the same again, or takes out by name.
        let same = inner.plain.union(inner.minus) == self.days.plain && inner.nth.is_empty() && !inner.holiday;
        if same {
            self.days.every |= inner.every;
            self.days.plain = inner.plain;
            self.days.minus = self.days.minus.union(inner.minus);
        }
        Ok(same)
    }
}
