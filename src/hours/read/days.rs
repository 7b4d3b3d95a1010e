//! Day expressions: 月～水・金, 第1・3土, 平日（木を除く）, 祝日を除く月～土, 日(隔週).

use chrono::Weekday;

use super::{
    super::week::{NthSet, WEEKDAYS, WeekdaySet},
    problem::Problem,
    token::{Cursor, Ordinal, Rough, Spanned, Token},
};

/// Saturday and Sunday, the days that rosters and alternate weeks are about.
const WEEKEND: [Weekday; 2] = [Weekday::Sat, Weekday::Sun];

/// A longer range is a word for "the week", whose days may have other hours each.
const SHORT_RANGE: usize = 4;

/// The days an expression names.
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    /// Every such weekday.
    pub(super) plain: WeekdaySet,
    /// Those of `plain` that only a range or a word for many days covers; a later word on one of them is the more exact.
    pub(super) ranged: WeekdaySet,
    /// Certain weeks only.
    pub(super) nth: Vec<(Weekday, NthSet)>,
    /// National holidays.
    pub(super) holiday: bool,
    /// 毎日, 年中無休: holidays are meant too.
    pub(super) every: bool,
    /// その他.
    pub(super) others: bool,
    /// Weeks taken out of `plain`.
    pub(super) minus_nth: Vec<(Weekday, NthSet)>,
    /// Weekdays taken out by name.
    pub(super) minus: WeekdaySet,
    /// Holidays taken out by name.
    pub(super) minus_holiday: bool,
    /// Weekdays after an ordinal that may reach over to them: 第1・3水・土.
    pub(super) doubtful: Vec<Doubt>,
    /// Days named that no weekly schedule can hold; they are in no other field.
    pub(super) rough: Vec<RoughDays>,
    /// 第1・3 without its weekday.
    pub(super) bare_nth: Option<Ordinal>,
    /// Whether its weekday was taken from what stands before.
    pub(super) unnamed: bool,
    /// Words that make the reading a caveat: code, from, to.
    pub(super) remarks: Vec<(&'static str, usize, usize)>,
    /// The folded characters it covers.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A weekday after an ordinal: 第1・3水・土.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    pub(super) day: Weekday,
    /// A comma parts it from the weekday that the ordinal is of: 第1水、土 is rather every Saturday.
    pub(super) apart: bool,
}

/// Days of a roster, of alternate weeks and the like.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoughDays {
    pub(super) weekdays: WeekdaySet,
    pub(super) holiday: bool,
    pub(super) rough: Rough,
}

impl Days {
    /// The only weekday it is about, if it is only one.
    pub(super) fn single_weekday(&self) -> Option<Weekday> {
        let mut days = self.weekdays().iter();
        let first = days.next()?;
        days.next().is_none().then_some(first)
    }

    /// All weekdays it is about, in whatever weeks.
    pub(super) fn weekdays(&self) -> WeekdaySet {
        let rough = self.rough.iter().fold(WeekdaySet::NONE, |set, rough| set.union(rough.weekdays));
        self.nth.iter().map(|(day, _)| *day).collect::<WeekdaySet>().union(self.plain).union(rough)
    }

    /// Whether it names nothing but Saturday, Sunday and holidays.
    pub(super) fn is_weekend(&self) -> bool {
        self.weekdays().without(WEEKEND.into_iter().collect()).is_empty() && !self.every && !self.others
    }

    /// Whether it names no weekday and no holiday.
    fn is_empty(&self) -> bool {
        self.weekdays().is_empty() && !self.holiday && !self.others && self.rough.is_empty()
    }

    /// Moves all its days to the rough ones.
    pub(super) fn roughen(&mut self, rough: Rough) {
        let weekdays = self.weekdays();
        self.rough.push(RoughDays { weekdays, holiday: self.holiday || self.every, rough });
        self.plain = WeekdaySet::NONE;
        self.nth.clear();
        self.doubtful.clear();
        self.holiday = false;
        self.every = false;
    }

    /// Takes `excluded` out.
    fn take_out(&mut self, excluded: &Self) {
        self.minus = self.minus.union(excluded.plain);
        self.plain = self.plain.without(excluded.plain);
        self.ranged = self.ranged.without(excluded.plain);
        self.minus_nth.extend(excluded.nth.iter().copied());
        self.minus_holiday |= excluded.holiday;
    }

    fn add(&mut self, day: Weekday, ordinal: Option<Ordinal>) {
        match ordinal {
            Some(Ordinal { set, .. }) => match self.nth.iter_mut().find(|(other, _)| *other == day) {
                Some((_, weeks)) => *weeks = weeks.union(set),
                None => self.nth.push((day, set)),
            },
            None => {
                self.plain = self.plain.union(WeekdaySet::of(day));
                self.ranged = self.ranged.without(WeekdaySet::of(day));
            }
        }
    }

    fn add_range(&mut self, set: WeekdaySet) {
        self.ranged = self.ranged.union(set.without(self.plain));
        self.plain = self.plain.union(set);
    }
}

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
    fn before(&self, day: Weekday) -> impl Iterator<Item = NthSet> {
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

fn is_list_separator(token: &Token) -> bool {
    matches!(token, Token::Space | Token::Comma | Token::Dot | Token::Period | Token::Slash | Token::And)
}

/// `D を除く E`, `D 以外の E`: E without D, when they have to do with each other.
fn exclusion_prefix(
    days: &mut Days,
    start: Cursor<'_>,
    cursor: &mut Cursor<'_>,
    heads: &OrdinalHeads,
) -> Result<(), Problem> {
    let mut next = *cursor;
    next.skip(|token| matches!(token, Token::Space | Token::Of));
    let Some(Token::Except | Token::Besides) = next.peek() else { return Ok(()) };
    let besides = next.peek() == Some(&Token::Besides);
    next.bump();
    let linked = next.eat(&Token::Of);
    let in_bracket = start.before() == Some(&Token::Open) && next.peek() != Some(&Token::Close);
    next.skip(|token| matches!(token, Token::Space | Token::Of | Token::Close));
    // …9:00-18:00（水を除く）水・土…: what is taken out is taken out of what stands before.
    let of_before = !linked && !in_bracket && start.follows_hours();
    let mut rest = next;
    if let Some(mut of) = parse(&mut rest, heads)? {
        if of.holiday && of.weekdays().is_empty() && !days.weekdays().is_empty() && !days.holiday {
            // 月曜を除く祝日
            of.holiday = false;
            of.remarks.push(("holiday_conditional", days.from, rest.passed()));
            of.rough.push(RoughDays { weekdays: WeekdaySet::NONE, holiday: true, rough: Rough::OnRequest });
            of.from = days.from;
            *days = of;
            *cursor = rest;
            return Ok(());
        }
        let holiday_only = days.weekdays().is_empty();
        let bare = days.bare_nth.zip(of.single_weekday());
        if let Some((ordinal, day)) = bare {
            days.nth.push((day, ordinal.set));
        }
        let shared = !of.weekdays().intersection(days.weekdays()).is_empty();
        let leaves = !of.weekdays().without(days.plain).is_empty();
        if holiday_only || shared && leaves && !of_before {
            of.take_out(days);
            of.from = days.from;
            *days = of;
            *cursor = rest;
        }
        return Ok(());
    }
    let crossed = next.before() == Some(&Token::Close);
    next.skip(|token| matches!(token, Token::Colon | Token::Topic | Token::Space));
    if besides && !crossed && matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. } | Token::Half(_))) {
        let mut rest = Days { from: days.from, to: next.passed(), ..Days::default() };
        if days.plain.is_empty() && !days.holiday && !days.nth.is_empty() {
            for (day, _) in &days.nth {
                rest.add(*day, None);
            }
        } else {
            rest.add_range(WeekdaySet::ALL);
        }
        rest.take_out(days);
        *days = rest;
        *cursor = next;
    }
    Ok(())
}

/// A list of days being read.
struct List<'l> {
    days: &'l mut Days,
    heads: &'l OrdinalHeads,
    /// An ordinal whose list of weekdays may go on: the ordinal and the first weekday after it.
    pending: Option<(Ordinal, Weekday)>,
    /// 隔週 before the days.
    prefix: Option<Rough>,
}

impl List<'_> {
    fn is_first(&self) -> bool {
        self.days.is_empty()
    }

    /// Reads one more of the list; `after` is where the one before ended.
    fn atom(&mut self, cursor: &mut Cursor<'_>, after: Cursor<'_>) -> Result<bool, Problem> {
        let Some(token) = cursor.peek() else { return Ok(false) };
        match token {
            Token::Day(_) => return self.weekdays(cursor, after),
            Token::Nth(ordinal) => return self.ordinal(cursor, *ordinal),
            Token::Rough(rough @ (Rough::Alternate | Rough::OddEven)) if self.prefix.is_none() && self.is_first() => {
                return self.rough_prefix(cursor, *rough);
            }
            Token::Workdays => self.days.add_range(WeekdaySet::MONDAY_TO_FRIDAY),
            Token::AllWeekdays => self.days.add_range(WeekdaySet::ALL),
            Token::Everyday | Token::YearRound => {
                self.days.add_range(WeekdaySet::ALL);
                self.days.every = true;
            }
            Token::Holiday => {
                cursor.bump();
                return self.holiday(cursor);
            }
            Token::RestDay if !self.is_first() && starts_hours(cursor) => self.days.holiday = true,
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
    fn rough_prefix(&mut self, cursor: &mut Cursor<'_>, rough: Rough) -> Result<bool, Problem> {
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
    fn ordinal(&mut self, cursor: &mut Cursor<'_>, ordinal: Ordinal) -> Result<bool, Problem> {
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

    fn note_week(&mut self, ordinal: Ordinal, from: usize, to: usize) {
        if ordinal.by_week {
            self.days.remarks.push(("week_of_month", from, to));
        }
    }

    /// 月, 月～金, 金～月.
    fn weekdays(&mut self, cursor: &mut Cursor<'_>, after: Cursor<'_>) -> Result<bool, Problem> {
        let Some(&Token::Day(first)) = cursor.peek() else { return Ok(false) };
        let joined = cursor.index() == after.index();
        let separator = cursor.before().cloned();
        cursor.bump();
        let from = cursor.here();
        let Some(last) = range_end(cursor)?.or_else(|| self.lost_end(first, cursor, from)) else {
            if let Some(ordinal) = self.carried(first, joined, separator.as_ref()) {
                self.days.add(first, ordinal);
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
    fn lost_end(&mut self, first: Weekday, cursor: &mut Cursor<'_>, from: usize) -> Option<Weekday> {
        let mut next = *cursor;
        let lost = first == Weekday::Mon && self.heads.lost_friday && next.eat(&Token::Dash);
        if !lost || !matches!(next.peek(), Some(Token::Time(_) | Token::Half(_))) {
            return None;
        }
        *cursor = next;
        self.days.remarks.push(("range_cut", from.saturating_sub(1), cursor.passed()));
        Some(Weekday::Fri)
    }

    /// Whether the ordinal before reaches over to `day`: 第1・3水・土. `None` when nothing tells.
    fn carried(&mut self, day: Weekday, joined: bool, separator: Option<&Token>) -> Option<Option<Ordinal>> {
        let Some((ordinal, head)) = self.pending else { return Some(None) };
        if self.heads.before(day).any(|weeks| weeks.intersection(ordinal.set).is_empty()) {
            return Some(Some(ordinal));
        }
        if self.heads.before(head).any(|weeks| weeks.intersection(ordinal.set).is_empty()) {
            return Some(None);
        }
        let apart = !joined && separator == Some(&Token::Comma);
        self.days.doubtful.push(Doubt { day, apart });
        None
    }

    /// A holiday, and 祝日（火・木）, 祝日の月, which no schedule can hold.
    fn holiday(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Problem> {
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
                self.days.rough.push(RoughDays { weekdays: WeekdaySet::NONE, holiday: true, rough: Rough::OnRequest });
                return Ok(true);
            }
        }
        self.days.holiday = true;
        self.suffixes(cursor, None)?;
        Ok(true)
    }

    /// What follows a day and is about it: (第1・3), 第1・3, (隔週), 隔週, (木を除く).
    fn suffixes(&mut self, cursor: &mut Cursor<'_>, day: Option<Weekday>) -> Result<(), Problem> {
        loop {
            let mut next = *cursor;
            next.skip(|token| *token == Token::Space);
            let found = match next.peek() {
                Some(Token::Nth(ordinal)) => self.ordinal_suffix(&mut next, *ordinal, day),
                Some(Token::Rough(rough)) => {
                    next.bump();
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
    fn ordinal_suffix(&mut self, next: &mut Cursor<'_>, ordinal: Ordinal, day: Option<Weekday>) -> bool {
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
    fn bracket(&mut self, next: &mut Cursor<'_>, day: Option<Weekday>) -> Result<bool, Problem> {
        next.skip(|token| matches!(token, Token::Space | Token::Mark | Token::Filler));
        match next.peek() {
            Some(Token::Nth(ordinal)) if !matches!(next.peek_ahead(1), Some(Token::Day(_))) => {
                let Some(day) = day.filter(|day| self.days.plain.contains(*day)) else { return Ok(false) };
                next.bump();
                let except = next.skip(|token| matches!(token, Token::Except | Token::Besides | Token::Closed));
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
    fn roughen_here(&mut self, rough: Rough, next: Cursor<'_>, day: Option<Weekday>) -> Result<bool, Problem> {
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

    fn rough_weekdays(&self) -> WeekdaySet {
        self.days.rough.iter().fold(WeekdaySet::NONE, |set, rough| set.union(rough.weekdays))
    }

    /// (木を除く), (月～金) after 平日.
    fn bracketed_days(&mut self, next: &mut Cursor<'_>) -> Result<bool, Problem> {
        let Some(inner) = parse(next, self.heads)? else { return Ok(false) };
        // 月～金(祝日を含む)
        let holiday_alone = inner.holiday && inner.weekdays().is_empty() && inner.rough.is_empty();
        if holiday_alone && next.eat(&Token::Include) {
            self.days.holiday = true;
            return Ok(next.eat(&Token::Close));
        }
        next.skip(|token| matches!(token, Token::Space | Token::Topic));
        let except = next.skip(|token| matches!(token, Token::Except | Token::Besides | Token::Closed));
        if !next.eat(&Token::Close) || inner.bare_nth.is_some() {
            return Ok(false);
        }
        if except {
            if self.days.holiday && !inner.plain.is_empty() && inner.plain.intersection(self.days.plain).is_empty() {
                // 祝日(水を除く): holidays, but not those on a Wednesday.
                self.days.holiday = false;
                self.days.remarks.push(("holiday_conditional", self.days.from, next.passed()));
                self.days.rough.push(RoughDays { weekdays: WeekdaySet::NONE, holiday: true, rough: Rough::OnRequest });
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
