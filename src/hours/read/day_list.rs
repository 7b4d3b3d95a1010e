//! Lists of days: 月～水・金, 第1・3土, 隔週土, その他.

use chrono::Weekday;

use super::{
    super::week::{NthSet, WEEKDAYS, WeekdaySet},
    cursor::Cursor,
    days::{Days, Doubt, RoughDays},
    exclusion::exclusion_prefix,
    problem::Problem,
    token::{Ordinal, Rough, Spanned, Token},
};

/// A longer range is a word for "the week", whose days may have other hours each.
const SHORT_RANGE: usize = 4;

/// The weekdays that follow an ordinal somewhere in the text, counted: what 第1・3水・土 means depends on them.
pub(super) struct OrdinalHeads {
    heads: Vec<(Weekday, NthSet)>,
    /// Saturday and Sunday are spoken of and Friday is not: 月～8:30～17:30 has lost its 金.
    lost_friday: bool,
}

impl OrdinalHeads {
    pub(super) fn of(tokens: &[Spanned]) -> Self {
        let head = |pair: &[Spanned]| match pair {
            [Spanned { token: Token::Nth(ordinal), .. }, Spanned { token: Token::Day(day), .. }] => {
                Some((*day, ordinal.set))
            }
            _ => None,
        };
        let named = |day: Weekday| tokens.iter().any(|spanned| spanned.token == Token::Day(day));
        let lost_friday = named(Weekday::Sat) && named(Weekday::Sun) && !named(Weekday::Fri);
        Self { heads: tokens.windows(2).filter_map(head).collect(), lost_friday }
    }

    /// The weeks that stand right before `day`, here and there.
    pub(super) fn before(&self, day: Weekday) -> impl Iterator<Item = NthSet> {
        self.heads.iter().filter(move |(head, _)| *head == day).map(|(_, set)| *set)
    }
}

/// The day expression here, as long as it goes; `None` when there is none.
pub(super) fn parse(cursor: &mut Cursor<'_>, heads: &OrdinalHeads) -> Result<Option<Days>, Problem> {
    let mut days = Days { from: cursor.here(), ..Days::default() };
    let start = *cursor;
    let mut list = List { days: &mut days, heads, pending: None, prefix: None };
    let mut end = *cursor;
    loop {
        let mut next = end;
        if !list.is_first() {
            next.skip(is_list_separator);
            // 日:祝:10:00-19:00
            if next.peek() == Some(&Token::Colon) && matches!(next.peek_ahead(1), Some(Token::Day(_) | Token::Holiday))
            {
                next.bump();
            }
        }
        if !list.atom(&mut next, end)? {
            break;
        }
        end = next;
        if list.days.bare_nth.is_some() {
            break;
        }
    }
    if days.is_empty() && days.bare_nth.is_none() {
        return Ok(None);
    }
    *cursor = end;
    days.to = cursor.passed();
    exclusion_prefix(&mut days, start, cursor, heads)?;
    Ok(Some(days))
}

pub(super) fn is_list_separator(token: &Token) -> bool {
    matches!(token, Token::Space | Token::Comma | Token::Dot | Token::Period | Token::Slash | Token::And)
}

/// Whether an ordinal reaches over to a further weekday.
pub(super) enum Carried {
    Over(Ordinal),
    Not,
    /// Nothing tells.
    Perhaps,
}

/// A list of days being read.
pub(super) struct List<'l> {
    pub(super) days: &'l mut Days,
    pub(super) heads: &'l OrdinalHeads,
    /// An ordinal whose list of weekdays may go on: the ordinal and the first weekday after it.
    pending: Option<(Ordinal, Weekday)>,
    /// 隔週 before the days.
    prefix: Option<Rough>,
}

impl List<'_> {
    pub(super) fn is_first(&self) -> bool {
        self.days.is_empty()
    }

    /// Reads one more of the list; `after` is where the one before ended.
    pub(super) fn atom(&mut self, cursor: &mut Cursor<'_>, after: Cursor<'_>) -> Result<bool, Problem> {
        let Some(token) = cursor.peek() else { return Ok(false) };
        match token {
            // 年中無休 月～土9:00～18:00: two statements.
            Token::Day(_) | Token::Workdays | Token::Nth(_) | Token::AllWeekdays if self.days.every => {
                return Ok(false);
            }
            Token::Day(_) => return self.weekdays(cursor, after),
            Token::Nth(ordinal) => return self.ordinal(cursor, *ordinal),
            Token::Rough(rough @ (Rough::Alternate | Rough::OddEven)) if self.prefix.is_none() && self.is_first() => {
                return self.rough_prefix(cursor, *rough);
            }
            Token::Workdays => {
                self.days.add_range(WeekdaySet::MONDAY_TO_FRIDAY);
                self.days.workdays = true;
            }
            Token::AllWeekdays => self.days.add_range(WeekdaySet::ALL),
            // 土日無休: of those days alone.
            Token::YearRound if !self.is_first() && self.days.plain != WeekdaySet::ALL => return Ok(false),
            Token::Everyday | Token::YearRound => {
                self.days.add_range(WeekdaySet::ALL);
                self.days.every = true;
                self.days.all_year |= *token == Token::YearRound;
            }
            Token::Holiday => {
                cursor.bump();
                return self.holiday(cursor);
            }
            Token::RestDay if !self.is_first() && starts_hours(cursor) => {
                self.days.holiday = true;
                if !self.days.weekdays().contains(Weekday::Sun) && !matches!(cursor.peek_ahead(1), Some(Token::Closed))
                {
                    // 土曜・休日: Sundays, too, or holidays alone?
                    self.days.rough.push(RoughDays {
                        weekdays: WeekdaySet::of(Weekday::Sun),
                        holiday: false,
                        rough: Rough::Conditional,
                    });
                }
            }
            Token::Others => {
                cursor.bump();
                cursor.skip(|token| matches!(token, Token::Of | Token::Space));
                if !matches!(cursor.peek(), Some(Token::Day(_))) {
                    self.days.others = true;
                }
                return if self.days.others { Ok(true) } else { self.weekdays(cursor, after) };
            }
            _ => return Ok(false),
        }
        self.pending = None;
        cursor.bump();
        self.suffixes(cursor, None)?;
        Ok(true)
    }

    /// 隔週土, (隔週)火.
    pub(super) fn rough_prefix(&mut self, cursor: &mut Cursor<'_>, rough: Rough) -> Result<bool, Problem> {
        let mut next = *cursor;
        next.bump();
        next.skip(|token| matches!(token, Token::Space | Token::Close | Token::Of | Token::Filler | Token::Open));
        if !matches!(next.peek(), Some(Token::Day(_))) {
            return Ok(false);
        }
        let found = parse(&mut next, self.heads)?;
        let Some(mut found) = found else { return Ok(false) };
        found.roughen(rough);
        self.days.rough.append(&mut found.rough);
        self.prefix = Some(rough);
        *cursor = next;
        Ok(true)
    }

    /// 第1・3土, 第1・3月・水; or 第1・3 alone at the start.
    pub(super) fn ordinal(&mut self, cursor: &mut Cursor<'_>, ordinal: Ordinal) -> Result<bool, Problem> {
        let mut next = *cursor;
        next.bump();
        let bracketed = cursor.before() == Some(&Token::Open);
        let of_before = bracketed && cursor.follows_hours();
        // 土8:30～17:30（第1・3）土9:00～…: the weeks are of the Saturday before.
        next.skip(|token| matches!(token, Token::Space | Token::Of) || *token == Token::Close && !of_before);
        let except = next.skip(|token| matches!(token, Token::Except | Token::Besides));
        next.skip(|token| matches!(token, Token::Space | Token::Of));
        if except && let Some(Token::Day(day)) = next.peek() {
            // 第1・3以外の日
            next.bump();
            *cursor = next;
            self.days.add(*day, None);
            self.days.minus_nth.push((*day, ordinal.set));
            self.pending = None;
            return Ok(true);
        }
        let Some(Token::Day(day)) = next.peek().filter(|_| !except) else {
            if self.is_first() {
                cursor.bump();
                self.days.bare_nth = Some(ordinal);
                return Ok(true);
            }
            return Ok(false);
        };
        let from = cursor.here();
        next.bump();
        let mut dash = next;
        dash.skip(|token| *token == Token::Space);
        if dash.eat(&Token::Dash) && matches!(dash.peek(), Some(Token::Day(_))) {
            return Err(Problem::new("ordinal_scope", from, dash.passed()));
        }
        let mut of_same = next;
        of_same.skip(|token| *token == Token::Space);
        if of_same.eat(&Token::Besides) && of_same.eat(&Token::Of) && of_same.eat(&Token::Day(*day)) {
            // 第4土以外の土
            *cursor = of_same;
            self.days.add(*day, None);
            self.days.minus_nth.push((*day, ordinal.set));
            self.pending = None;
            return Ok(true);
        }
        *cursor = next;
        self.days.add(*day, Some(ordinal));
        self.note_week(ordinal, from, cursor.passed());
        self.pending = Some((ordinal, *day));
        self.suffixes(cursor, Some(*day))?;
        Ok(true)
    }

    pub(super) fn note_week(&mut self, ordinal: Ordinal, from: usize, to: usize) {
        if ordinal.by_week {
            self.days.remarks.push(("week_of_month", from, to));
        }
    }

    /// 月, 月～金, 金～月.
    pub(super) fn weekdays(&mut self, cursor: &mut Cursor<'_>, after: Cursor<'_>) -> Result<bool, Problem> {
        let Some(&Token::Day(first)) = cursor.peek() else { return Ok(false) };
        let joined = cursor.index() == after.index();
        let separator = cursor.before().cloned();
        cursor.bump();
        let from = cursor.here();
        if first == Weekday::Mon && ends_with_holidays(cursor) {
            self.pending = None;
            self.days.add_range(WeekdaySet::ALL);
            self.days.holiday = true;
            self.suffixes(cursor, None)?;
            return Ok(true);
        }
        let Some(last) = range_end(cursor)?.or_else(|| self.lost_end(first, cursor, from)) else {
            match self.carried(first) {
                Carried::Over(ordinal) => self.days.add(first, Some(ordinal)),
                Carried::Not => self.days.add(first, None),
                Carried::Perhaps => {
                    let apart = !joined && separator == Some(Token::Comma);
                    self.days.doubtful.push(Doubt { day: first, apart });
                }
            }
            self.suffixes(cursor, Some(first))?;
            return Ok(true);
        };
        self.pending = None;
        if (first, last) == (Weekday::Sun, Weekday::Mon) {
            // 日～月: two days, or the whole week?
            return Err(Problem::new("day_range", self.days.from, cursor.passed()));
        }
        let start = first.num_days_from_monday() as usize;
        let length = (last.num_days_from_monday() + 7 - first.num_days_from_monday()) as usize % 7 + 1;
        let set: WeekdaySet = WEEKDAYS.into_iter().cycle().skip(start).take(length).collect();
        self.days.add_range(set);
        if length <= SHORT_RANGE {
            // 月～水: its ends are named as plainly as in a list.
            self.days.ranged = self.days.ranged.without([first, last].into_iter().collect());
        }
        self.suffixes(cursor, None)?;
        Ok(true)
    }

    /// 月～8:30～17:30 土日休み: the range's end is lost, and can only have been Friday.
    pub(super) fn lost_end(&mut self, first: Weekday, cursor: &mut Cursor<'_>, from: usize) -> Option<Weekday> {
        let mut next = *cursor;
        let lost = first == Weekday::Mon && self.heads.lost_friday && next.eat(&Token::Dash);
        if !lost || !matches!(next.peek(), Some(Token::Time(_) | Token::Half(_))) {
            return None;
        }
        *cursor = next;
        self.days.remarks.push(("range_cut", from.saturating_sub(1), cursor.passed()));
        Some(Weekday::Fri)
    }

    /// Whether the ordinal before reaches over to `day`: 第1・3水・土.
    pub(super) fn carried(&mut self, day: Weekday) -> Carried {
        let Some((ordinal, head)) = self.pending else { return Carried::Not };
        if self.heads.before(day).any(|weeks| weeks.intersection(ordinal.set).is_empty()) {
            return Carried::Over(ordinal);
        }
        if self.heads.before(head).any(|weeks| weeks.intersection(ordinal.set).is_empty()) {
            return Carried::Not;
        }
        Carried::Perhaps
    }

    /// A holiday, and 祝日（火・木）, 祝日の月, which no schedule can hold.
    pub(super) fn holiday(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Problem> {
        self.pending = None;
        let from = cursor.passed();
        let mut next = *cursor;
        let of = next.eat(&Token::Of);
        let bracket = !of && next.eat(&Token::Open);
        if of || bracket {
            let inner = parse(&mut next, self.heads)?;
            let except = next.skip(|token| matches!(token, Token::Except | Token::Besides));
            let closed = next.eat(&Token::Close);
            if let Some(inner) = inner
                && !inner.weekdays().is_empty()
                && (of || closed && !(except && inner.minus_holiday))
            {
                *cursor = next;
                self.days.remarks.push(("holiday_conditional", from.saturating_sub(1), cursor.passed()));
                self.days.rough.push(RoughDays {
                    weekdays: WeekdaySet::NONE,
                    holiday: true,
                    rough: Rough::Conditional,
                });
                return Ok(true);
            }
        }
        self.days.holiday = true;
        self.suffixes(cursor, None)?;
        Ok(true)
    }
}

/// 月～祝: all days of the week, and holidays.
fn ends_with_holidays(cursor: &mut Cursor<'_>) -> bool {
    let mut next = *cursor;
    let ranged = next.eat(&Token::Dash) && next.eat(&Token::Holiday);
    if ranged {
        *cursor = next;
    }
    ranged
}

/// The weekday that ends a range begun just before: `～金`, `～(金)`.
fn range_end(cursor: &mut Cursor<'_>) -> Result<Option<Weekday>, Problem> {
    let mut next = *cursor;
    next.skip(|token| matches!(token, Token::Space));
    let from = next.here();
    if !next.skip(|token| matches!(token, Token::Dash | Token::From)) {
        return Ok(None);
    }
    next.skip(|token| matches!(token, Token::Space));
    let Some(&Token::Day(last)) = next.peek() else { return Ok(None) };
    next.bump();
    *cursor = next;
    next.skip(|token| matches!(token, Token::Space));
    if next.eat(&Token::Dash) && matches!(next.peek(), Some(Token::Day(_))) {
        return Err(Problem::new("not_understood", from, next.passed()));
    }
    // 月曜日から土曜日まで
    cursor.eat(&Token::Until);
    Ok(Some(last))
}

/// Whether 休日 here names days that hours are given for, or that are closed, rather than saying "closed".
fn starts_hours(cursor: &Cursor<'_>) -> bool {
    let mut next = *cursor;
    next.bump();
    next.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic));
    matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. } | Token::Closed | Token::Half(_)))
}
