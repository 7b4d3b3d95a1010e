//! The grammar of statements: subjects (days, dates, seasons), then what is said of them.

use super::{
    super::week::YearPeriod,
    days::{self, Days, OrdinalHeads},
    problem::Problem,
    spans::{self, Span},
    statement::{Says, Scope, Statement},
    token::{Cursor, Half, Rough, Spanned, Token},
};

/// All statements of a text, and what could not be understood.
pub(super) fn parse(tokens: &[Spanned]) -> (Vec<Statement>, Vec<Problem>) {
    let mut parser = Parser {
        cursor: Cursor::new(tokens),
        heads: OrdinalHeads::of(tokens),
        statements: Vec::new(),
        problems: Vec::new(),
        setting: Setting::default(),
        reversed: false,
        soft: false,
    };
    parser.reversed = parser.is_reversed();
    while !parser.cursor.is_done() {
        parser.gap();
        if parser.cursor.is_done() {
            break;
        }
        let start = parser.cursor;
        let outcome = parser.statement();
        // Nothing passed over and nothing said cannot go on for ever.
        let stuck = parser.cursor.index() <= start.index();
        if outcome.is_err() && parser.harmless(start) {
            continue;
        }
        let problem = outcome.err().or_else(|| stuck.then(|| parser.problem("not_understood", start.here())));
        if let Some(problem) = problem {
            parser.problems.push(problem);
            parser.recover(start);
        }
    }
    (parser.statements, parser.problems)
}

/// What a statement is about.
#[derive(Default)]
pub(super) struct Subjects {
    pub(super) days: Option<Days>,
    pub(super) dates: Vec<YearPeriod>,
    pub(super) months: Option<YearPeriod>,
    /// Times of year without dates: code, from, to.
    pub(super) seasons: Vec<(&'static str, usize, usize)>,
}

impl Subjects {
    fn is_empty(&self) -> bool {
        self.days.is_none() && self.dates.is_empty() && self.months.is_none() && self.seasons.is_empty()
    }
}

/// How a statement stands to the one before it.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting {
    /// Begins a line, or follows ※.
    pub(super) new_line: bool,
    /// Follows a comma.
    pub(super) comma: bool,
    /// Stands in a bracket.
    pub(super) bracketed: bool,
    /// Stands apart from what is before it.
    pub(super) apart: bool,
}

pub(super) struct Parser<'t> {
    pub(super) cursor: Cursor<'t>,
    pub(super) heads: OrdinalHeads,
    pub(super) statements: Vec<Statement>,
    problems: Vec<Problem>,
    pub(super) setting: Setting,
    /// Whether hours come before their days.
    reversed: bool,
    /// Whether what is being closed is only taken out: を除く.
    pub(super) soft: bool,
}

impl Parser<'_> {
    /// Passes what parts statements, and remembers what it was.
    fn gap(&mut self) {
        let mut setting = Setting { bracketed: self.setting.bracketed, ..Setting::default() };
        loop {
            match self.cursor.peek() {
                Some(Token::Newline | Token::Mark) => setting.new_line = true,
                Some(Token::Comma) => setting.comma = true,
                Some(Token::Open) => setting.bracketed = true,
                Some(Token::Close) => setting.bracketed = false,
                Some(Token::Space) => setting.apart = true,
                Some(Token::Dot | Token::Period | Token::Slash | Token::Filler | Token::And) => {}
                Some(Token::Colon)
                    if matches!(
                        self.cursor.peek_ahead(1),
                        None | Some(Token::Newline | Token::Space | Token::Open)
                    ) || matches!(self.cursor.before(), Some(Token::Filler | Token::Time(_) | Token::Half(_))) => {}
                Some(Token::Others) if self.others_head_remark() => {}
                Some(Token::Half(_)) if self.is_label(self.cursor) => {}
                Some(Token::Opens) if self.opens_is_filler() => {}
                _ => break,
            }
            self.cursor.bump();
        }
        self.setting = setting;
    }

    /// 営業, 開局 that only heads or ends what is said.
    fn opens_is_filler(&self) -> bool {
        let heads = matches!(
            self.cursor.peek_ahead(1),
            Some(Token::Colon | Token::Space | Token::Close | Token::Newline) | None
        );
        heads
            && !matches!(
                self.cursor.before(),
                Some(Token::Day(_) | Token::Holiday | Token::Dates(_) | Token::Season(_) | Token::Only | Token::And)
            )
            || matches!(self.cursor.before(), Some(Token::Time(_) | Token::Until | Token::AllDay))
    }

    /// その他年末年始…: その他 before what is not about days.
    fn others_head_remark(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Others | Token::Filler | Token::Dot | Token::Space));
        matches!(next.peek(), Some(Token::Season(_) | Token::Contact(_)))
    }

    /// 午前 or 午後 as a heading rather than part of a time.
    pub(super) fn is_label(&self, mut cursor: Cursor<'_>) -> bool {
        cursor.bump();
        cursor.skip(|token| matches!(token, Token::Space));
        !matches!(cursor.peek(), Some(Token::Time(_) | Token::Bare { .. }))
    }

    /// Whether the text gives hours first and their days after: it begins with hours, and its last hours are followed by
    /// days of which nothing more is said.
    fn is_reversed(&self) -> bool {
        let mut cursor = self.cursor;
        let separators = |token: &Token| {
            matches!(token, Token::Space | Token::Open | Token::Close | Token::Newline | Token::Mark | Token::Filler)
        };
        cursor.skip(separators);
        if !matches!(spans::parse(&mut cursor), Ok(Some(_))) {
            return false;
        }
        let mut ends_with_days = false;
        loop {
            cursor.skip(|token| {
                separators(token) || matches!(token, Token::Comma | Token::Dot | Token::Period | Token::Slash)
            });
            if cursor.is_done() {
                return ends_with_days;
            }
            if let Ok(Some(_)) = spans::parse(&mut cursor) {
                ends_with_days = false;
            } else if let Ok(Some(_)) = days::parse(&mut cursor, &self.heads) {
                let mut next = cursor;
                next.skip(|token| separators(token) || matches!(token, Token::Topic | Token::Colon | Token::Comma));
                let bracket_closed = matches!(cursor.peek(), Some(Token::Close));
                // 木は18:00まで
                let mut times = next;
                let single_time = matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. } | Token::Half(_)))
                    && !matches!(spans::parse(&mut times), Ok(Some(_)));
                let mut line = cursor;
                line.skip(|token| matches!(token, Token::Space | Token::Close));
                let ends_line = matches!(line.peek(), None | Some(Token::Newline));
                let said = !ends_line
                    && (single_time
                        || !matches!(
                            next.peek(),
                            None | Some(
                                Token::Time(_)
                                    | Token::Bare { .. }
                                    | Token::Half(_)
                                    | Token::AllDay
                                    | Token::Day(_)
                                    | Token::Nth(_)
                                    | Token::Holiday
                            )
                        ));
                let other_times = single_time || matches!(next.peek(), Some(Token::Dash | Token::From));
                let bracketed = bracket_closed && !other_times;
                ends_with_days |= !said || bracketed;
                if said && !bracketed {
                    return ends_with_days;
                }
            } else if matches!(cursor.peek(), Some(Token::Closed | Token::ClosedDay | Token::RestDay)) {
                return ends_with_days;
            } else {
                cursor.bump();
            }
        }
    }

    /// Passes words that are not understood when their line or bracket, from `start` on, is surely only a remark: it names
    /// staff, telephone or the like, and no day, date or time.
    fn harmless(&mut self, start: Cursor<'_>) -> bool {
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

    /// Goes on after what was not understood.
    fn recover(&mut self, start: Cursor<'_>) {
        if self.cursor.index() <= start.index() {
            self.cursor.bump();
        }
        self.cursor.skip(|token| {
            !matches!(
                token,
                Token::Newline | Token::Close | Token::Comma | Token::Mark | Token::Day(_) | Token::Holiday
            )
        });
    }

    pub(super) fn say(&mut self, says: Says, from: usize) {
        self.statements.push(Statement { says, from, to: self.cursor.passed() });
    }

    pub(super) fn problem(&self, code: &'static str, from: usize) -> Problem {
        Problem::new(code, from, self.cursor.passed().max(self.cursor.here()).max(from + 1))
    }

    /// One statement.
    fn statement(&mut self) -> Result<(), Problem> {
        let from = self.cursor.here();
        if self.header(from)? {
            return Ok(());
        }
        let subjects = self.subjects()?;
        if self.holiday_condition(&subjects) {
            return self.conditional(from);
        }
        if !subjects.is_empty() {
            return self.predicate(subjects, from);
        }
        if let Some(spans) = spans::parse(&mut self.cursor)? {
            return self.after_spans(spans, from);
        }
        self.single_time(from)
    }

    /// 月曜が祝日の…, 祝日が土の…: what holds on some holidays only, which no schedule says.
    fn holiday_condition(&self, subjects: &Subjects) -> bool {
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

    /// Passes a condition and what it holds for, which must not reach into other statements.
    fn conditional(&mut self, from: usize) -> Result<(), Problem> {
        let start = self.cursor;
        self.to_segment_end();
        let mut inside = start;
        let mut spans_inside = 0;
        while inside.index() < self.cursor.index() {
            if matches!(spans::parse(&mut inside), Ok(Some(_))) {
                spans_inside += 1;
            } else {
                inside.bump();
            }
        }
        if spans_inside > 1 {
            return Err(self.problem("holiday_conditional", from));
        }
        self.say(Says::Remark { code: "holiday_conditional" }, from);
        Ok(())
    }

    /// Statements that begin with a word of their own.
    fn header(&mut self, from: usize) -> Result<bool, Problem> {
        match self.cursor.peek() {
            Some(Token::Closed | Token::ClosedDay | Token::RestDay) => self.closing_header(from),
            Some(Token::Break | Token::Except) => self.break_header(from),
            Some(Token::Reception) => self.reception(from),
            Some(Token::Rough(rough)) if !self.rough_heads_days() => {
                let rough = *rough;
                self.cursor.skip(|token| matches!(token, Token::Rough(_)));
                self.rough_before(rough, from)?;
                Ok(true)
            }
            Some(Token::Staff | Token::Contact(_) | Token::Effective) => {
                self.remark(from);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn rough_heads_days(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Rough(_) | Token::Space | Token::Close | Token::Of));
        matches!(self.cursor.peek(), Some(Token::Rough(Rough::Alternate | Rough::OddEven)))
            && matches!(next.peek(), Some(Token::Day(_)))
    }

    /// (輪番), 不定休: about the days just before, or about the whole.
    fn rough_before(&mut self, rough: Rough, from: usize) -> Result<(), Problem> {
        let weekend = match self.statements.last().map(|statement| &statement.says) {
            Some(Says::Hours { days: Some(days), .. }) => days.is_weekend(),
            _ => false,
        };
        self.cursor
            .skip(|token| matches!(token, Token::Space | Token::Filler | Token::Opens | Token::Closed | Token::Only));
        if self.cursor.skip(|token| matches!(token, Token::Except | Token::Besides)) {
            // 休み（当番日を除く）
            self.say(Says::Rough { days: None, rough }, from);
            return Ok(());
        }
        let of_other_hours = matches!(
            self.cursor.peek(),
            Some(Token::Time(_) | Token::Bare { .. } | Token::Dash | Token::From | Token::Half(_))
        );
        let Setting { bracketed, new_line, .. } = self.setting;
        if of_other_hours {
            // 隔週で17:00まで: the hours said before hold at least.
            let start = self.cursor;
            self.to_segment_end();
            if !bracketed || self.names_days(start) {
                return Err(self.problem("roster_scope", from));
            }
            self.say(Says::Rough { days: None, rough }, from);
        } else if weekend || !new_line && rough != Rough::Irregular {
            self.say(Says::RoughBefore { rough }, from);
        } else if rough == Rough::Irregular {
            self.say(Says::Rough { days: None, rough }, from);
        } else {
            return Err(self.problem("roster_scope", from));
        }
        Ok(())
    }

    /// Whether days are named between `start` and here.
    fn names_days(&self, start: Cursor<'_>) -> bool {
        let mut at = start;
        while at.index() < self.cursor.index() {
            if matches!(at.peek(), Some(Token::Day(_) | Token::Holiday | Token::Workdays)) {
                return true;
            }
            at.bump();
        }
        false
    }

    /// 定休日：日・祝; 休み or 定休日 by themselves are a problem.
    fn closing_header(&mut self, from: usize) -> Result<bool, Problem> {
        let rest_day = self.cursor.peek() == Some(&Token::RestDay);
        self.cursor.bump();
        let start = self.cursor;
        self.cursor.skip(|token| {
            matches!(
                token,
                Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Open
                    | Token::Close
                    | Token::Comma
                    | Token::Newline
                    | Token::Dot
            )
        });
        if !rest_day || self.cursor.index() >= start.index() {
            if self.cursor.peek().is_some_and(|token| matches!(token, Token::Contact(_) | Token::Staff)) {
                self.remark(from);
                return Ok(true);
            }
            // 閉局13:30～14:30
            let mut time = self.cursor;
            if !rest_day && let Ok(Some(spans)) = spans::parse(&mut time) {
                self.cursor = time;
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
                self.take_break(spans, None, from);
                return Ok(true);
            }
            let subjects = self.subjects()?;
            if !subjects.is_empty() {
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::RestDay | Token::Topic));
                // 休み 月～金9:00…: the days belong to hours, and what 休み is about is lost.
                let mut next = self.cursor;
                next.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Close));
                if matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. })) {
                    return Err(self.problem("not_understood", from));
                }
                self.close(subjects, from)?;
                return Ok(true);
            }
        }
        Err(self.problem("not_understood", from))
    }

    /// 昼休み12:30-14:00, 除く13:00～14:00; without a time a remark.
    fn break_header(&mut self, from: usize) -> Result<bool, Problem> {
        let word = self.cursor.peek().cloned();
        self.cursor.bump();
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Close
                    | Token::Open
                    | Token::Comma
                    | Token::Filler
                    | Token::Newline
            )
        });
        // 休憩時間あり、13:30～14:30
        if let Some(spans) = spans::parse(&mut next)? {
            self.cursor = next;
            self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
            self.take_break(spans, None, from);
            return Ok(true);
        }
        if word == Some(Token::Break) {
            self.to_segment_end();
            self.say(Says::Remark { code: "break_unstated" }, from);
            return Ok(true);
        }
        Err(self.problem("not_understood", from))
    }

    /// 最終受付21:30, 受付22:00まで; 受付 before plain hours says nothing more.
    fn reception(&mut self, from: usize) -> Result<bool, Problem> {
        self.cursor.bump();
        self.cursor
            .skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Dash | Token::Filler));
        let mut next = self.cursor;
        if let Ok(Some(_)) = spans::parse(&mut next) {
            return Ok(false);
        }
        let Some(time) = spans::point(&mut self.cursor) else { return Err(self.problem("not_understood", from)) };
        self.cursor.skip(|token| matches!(token, Token::Until | Token::Space));
        self.say(Says::LastReception { minutes: time.resolved() }, from);
        Ok(true)
    }

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
                Some(Token::Season(code)) if plain_gap || subjects.days.is_some() => {
                    self.season(&mut next, code, &mut subjects)
                }
                _ if subjects.days.is_none() && plain_gap => match days::parse(&mut next, &self.heads)? {
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

    /// 年末年始, 年末年始(12/29～1/3), お盆休み.
    fn season(&self, next: &mut Cursor<'_>, code: &'static str, subjects: &mut Subjects) {
        let from = next.here();
        next.bump();
        let mut dated = *next;
        dated.skip(|token| matches!(token, Token::Space | Token::Open | Token::Colon));
        if let Some(Token::Dates(_)) = dated.peek() {
            while let Some(Token::Dates(periods)) = dated.peek() {
                subjects.dates.extend(periods);
                dated.bump();
                dated.skip(|token| matches!(token, Token::Comma | Token::Dot));
            }
            dated.eat(&Token::Close);
            *next = dated;
        } else {
            subjects.seasons.push((code, from, next.passed()));
        }
    }

    /// Gives 第1・3 the weekday spoken of last.
    fn name_bare_weeks(&self, days: &mut Days) -> Result<(), Problem> {
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

    /// What follows spans that no days stand before.
    fn after_spans(&mut self, spans: Vec<Span>, from: usize) -> Result<(), Problem> {
        if let Some(rough) = self.negation() {
            self.take_break(spans, rough, from);
            return Ok(());
        }
        let mut all = self.cursor;
        if let Some(days) = days::parse(&mut all, &self.heads)?.filter(|days| days.every) {
            self.cursor = all;
            self.say(Says::Hours { days: Some(days), spans }, from);
            return Ok(());
        }
        if self.reversed {
            let mut next = self.cursor;
            next.skip(|token| {
                matches!(
                    token,
                    Token::Space
                        | Token::Open
                        | Token::Newline
                        | Token::Filler
                        | Token::Opens
                        | Token::Dot
                        | Token::Topic
                        | Token::Comma
                )
            });
            if let Some(days) = days::parse(&mut next, &self.heads)? {
                self.cursor = next;
                self.cursor.skip(|token| matches!(token, Token::Only | Token::Opens));
                self.say(Says::Hours { days: Some(days), spans }, from);
                return Ok(());
            }
        }
        let spoken = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        if spoken || spans::is_said_of_time(self.cursor) {
            return Err(self.problem("hours_without_day", from));
        }
        self.say(Says::Hours { days: None, spans }, from);
        Ok(())
    }

    /// 閉局, は休憩, を除く, は当番 after spans: that they are not open then. Nothing is passed when it says no such thing.
    pub(super) fn negation(&mut self) -> Option<Option<Rough>> {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space | Token::Topic | Token::Of | Token::Filler));
        let token = next.peek()?;
        let mut after = next;
        after.bump();
        match token {
            Token::Closed if !spans::heads_days(after) && !spans::heads_span(after) => {}
            Token::Break if !spans::heads_span(after) && after.peek() != Some(&Token::Filler) => {}
            Token::Except | Token::Besides => {}
            Token::Rough(rough) if next.before() == Some(&Token::Topic) => {
                next.skip(|token| matches!(token, Token::Rough(_)));
                self.cursor = next;
                return Some(Some(*rough));
            }
            _ => return None,
        }
        next.skip(|token| matches!(token, Token::Closed | Token::Break | Token::Except | Token::Besides));
        self.cursor = next;
        Some(None)
    }

    /// A break, and which hours it is about.
    pub(super) fn take_break(&mut self, spans: Vec<Span>, rough: Option<Rough>, from: usize) {
        let several =
            self.statements.iter().filter(|statement| matches!(statement.says, Says::Hours { .. })).count() > 1;
        let of = match self.setting {
            Setting { bracketed: true, new_line: false, comma: false, .. } => Scope::Before { doubtful: false },
            Setting { new_line: true, .. } | Setting { comma: true, .. } => Scope::All,
            _ => Scope::Before { doubtful: several },
        };
        self.say(Says::Break { of, spans, rough }, from);
    }

    /// A time with no days and no span: `8:30～` and the like are not enough to go by.
    fn single_time(&mut self, from: usize) -> Result<(), Problem> {
        let dash = self.cursor.eat(&Token::Dash);
        let point = spans::point(&mut self.cursor);
        let until = self.cursor.eat(&Token::Until);
        let known = point.filter(|point| (dash || until) && !point.bare && self.setting.bracketed);
        match known {
            Some(_) if self.in_doubt() => {
                self.to_segment_end();
                self.say(Says::Remark { code: "may_differ" }, from);
                Ok(())
            }
            Some(point) => {
                self.say(Says::Until { days: None, minutes: point.resolved(), sure: true }, from);
                Ok(())
            }
            None => {
                if self.cursor.here() <= from {
                    self.cursor.bump();
                }
                Err(self.problem("not_understood", from))
            }
        }
    }

    /// の場合あり, の時もあり: what was said is not always so.
    pub(super) fn in_doubt(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space));
        let linked =
            next.skip(|token| matches!(token, Token::Of | Token::Topic)) || next.before() == Some(&Token::Until);
        linked && matches!(next.peek(), Some(Token::Contact("may_differ")))
    }

    /// Passes the rest of the bracket or line.
    pub(super) fn to_segment_end(&mut self) {
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

    /// Words about staff, telephone and the like, to the end of their bracket or line.
    pub(super) fn remark(&mut self, from: usize) {
        let code = match self.cursor.peek() {
            Some(Token::Staff) => "staff",
            Some(Token::Contact(code)) => code,
            Some(Token::Effective) => "effective_date",
            _ => "remark",
        };
        if self.cursor.peek() == Some(&Token::Staff) || self.setting.bracketed {
            self.to_segment_end();
        } else {
            self.to_next_hours();
        }
        self.say(Says::Remark { code }, from);
    }

    /// Passes words, and brackets with whatever is in them, up to days or hours, which are not part of a remark.
    fn to_next_hours(&mut self) {
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

    /// 土午後: whether an afternoon alone is spoken of.
    pub(super) fn afternoon_label(&self, cursor: Cursor<'_>) -> bool {
        matches!(cursor.peek(), Some(Token::Half(Half::Pm))) && self.is_label(cursor)
    }
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
