//! The grammar of statements: subjects (days, dates, seasons), then what is said of them.

use super::{
    cursor::Cursor,
    day_list::OrdinalHeads,
    problem::Problem,
    spans,
    statement::{Says, Statement},
    token::{Half, Spanned, Token},
};

/// All statements of a text, and what could not be understood.
pub(super) fn parse(tokens: &[Spanned]) -> (Vec<Statement>, Vec<Problem>) {
    let hedges = hedges(tokens);
    let mut tokens = tokens.to_vec();
    for spanned in tokens.iter_mut().filter(|spanned| matches!(spanned.token, Token::Hedge(_))) {
        spanned.token = Token::Filler;
    }
    let (mut statements, problems) = parse_plain(&tokens);
    statements.extend(hedges);
    (statements, problems)
}

/// 原則, 例: that what is said is not always so.
fn hedges(tokens: &[Spanned]) -> Vec<Statement> {
    let said = |spanned: &Spanned| match spanned.token {
        Token::Hedge(code) => Some(Statement { says: Says::Remark { code }, from: spanned.from, to: spanned.to }),
        _ => None,
    };
    tokens.iter().filter_map(said).collect()
}

fn parse_plain(tokens: &[Spanned]) -> (Vec<Statement>, Vec<Problem>) {
    let mut parser = Parser {
        cursor: Cursor::new(tokens),
        heads: OrdinalHeads::of(tokens),
        statements: Vec::new(),
        problems: Vec::new(),
        setting: Setting::default(),
        reversed: false,
        soft: false,
        opens_on_a_date: None,
    };
    match parser.is_reversed() {
        Ok(reversed) => {
            parser.reversed = reversed;
            parser.problems.extend(brackets_behind_hours(tokens).filter(|_| !reversed));
        }
        Err(problem) => parser.problems.push(problem),
    }
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
    parser.problems.extend(parser.is_partly_dated());
    (parser.statements, parser.problems)
}

/// 年中無休 9:00～18:00(月～金) 9:00～13:00(土): brackets between hours, in a text that does not begin with them, where nobody
/// can tell which of the hours they are of.
fn brackets_behind_hours(tokens: &[Spanned]) -> Option<Problem> {
    let hours = |token: &Token| matches!(token, Token::Time(_) | Token::Bare { .. } | Token::AllDay);
    let is_of_days = |token: &Token| {
        matches!(token, Token::Day(_) | Token::Workdays | Token::Holiday | Token::Dash | Token::Dot | Token::Comma)
    };
    tokens.windows(3).enumerate().find_map(|(at, three)| {
        let [before, open, day] = three else { return None };
        let behind = hours(&before.token) && open.token == Token::Open && is_of_days(&day.token);
        let mut rest = tokens.iter().skip(at + 2).skip_while(|inner| is_of_days(&inner.token));
        let closed = rest.next().filter(|close| behind && close.token == Token::Close)?;
        let next = rest.find(|next| next.token != Token::Space)?;
        hours(&next.token).then(|| Problem::new("not_understood", open.from, closed.to))
    })
}

/// How a statement stands to the one before it.
#[expect(clippy::struct_excessive_bools, reason = "each tells of one sign before a statement")]
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
    pub(super) problems: Vec<Problem>,
    pub(super) setting: Setting,
    /// Whether hours come before their days.
    pub(super) reversed: bool,
    /// Whether what is being closed is only taken out: を除く.
    pub(super) soft: bool,
    /// Where the text begins with a date from which it holds.
    pub(super) opens_on_a_date: Option<usize>,
}

impl Parser<'_> {
    /// Passes what parts statements, and remembers what it was.
    pub(super) fn gap(&mut self) {
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
                Some(Token::Half(_)) if is_label(self.cursor) && !closes_half(self.cursor) => {}
                Some(Token::Opens) if self.opens_is_filler() => {}
                _ => break,
            }
            self.cursor.bump();
        }
        self.setting = setting;
    }

    /// 営業, 開局 that only heads or ends what is said.
    pub(super) fn opens_is_filler(&self) -> bool {
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
    pub(super) fn others_head_remark(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Others | Token::Filler | Token::Dot | Token::Space));
        matches!(next.peek(), Some(Token::Season(_) | Token::Contact(_)))
    }

    /// Goes on after what was not understood.
    pub(super) fn recover(&mut self, start: Cursor<'_>) {
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
    pub(super) fn statement(&mut self) -> Result<(), Problem> {
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
}

/// 午前 or 午後 as a heading rather than part of a time.
pub(super) fn is_label(mut cursor: Cursor<'_>) -> bool {
    cursor.bump();
    cursor.skip(|token| matches!(token, Token::Space));
    !matches!(cursor.peek(), Some(Token::Time(_) | Token::Bare { .. }))
}

/// 午後休診：水・土.
pub(super) fn closes_half(mut cursor: Cursor<'_>) -> bool {
    cursor.bump();
    cursor.skip(|token| matches!(token, Token::Space | Token::Topic | Token::Of));
    matches!(cursor.peek(), Some(Token::Closed | Token::ClosedDay))
}

/// 土午後: whether an afternoon alone is spoken of.
pub(super) fn afternoon_label(cursor: Cursor<'_>) -> bool {
    matches!(cursor.peek(), Some(Token::Half(Half::Pm))) && is_label(cursor)
}
