//! Statements that begin with a word of their own: 定休日：日・祝, 昼休み13:00-14:00, 最終受付21:30, 輪番.

use super::{
    day_list,
    problem::Problem,
    roster::Reach,
    sentence::{Parser, Setting, closes_half},
    span, spans,
    statement::Says,
    token::{Half, Rough, Token},
};

impl Parser<'_> {
    /// Statements that begin with a word of their own.
    pub(super) fn header(&mut self, from: usize) -> Result<bool, Problem> {
        match self.cursor.peek() {
            Some(Token::Closed | Token::ClosedDay | Token::RestDay) => self.closing_header(from),
            Some(Token::Half(half)) if closes_half(self.cursor) => {
                let half = *half;
                self.half_header(half, from).map(|()| true)
            }
            Some(Token::Break | Token::Except) => self.break_header(from),
            Some(Token::Reception) => self.reception(from),
            Some(Token::Rough(rough)) => {
                let rough = *rough;
                match self.reach() {
                    Reach::After => self.headed(rough, from)?,
                    Reach::Before => {
                        self.cursor.skip(|token| matches!(token, Token::Rough(_)));
                        self.rough_before(rough, from)?;
                    }
                    Reach::Unclear => return self.unclear(from),
                }
                Ok(true)
            }
            Some(Token::Contact(_)) if self.only_telephone() => {
                self.remark(None, from)?;
                self.say(Says::RoughBefore { rough: Rough::Of("telephone") }, from);
                Ok(true)
            }
            Some(Token::NoRestDay) => {
                self.cursor.bump();
                self.cursor.skip(|token| matches!(token, Token::Filler | Token::Opens));
                self.say(Says::NoRestDay, from);
                Ok(true)
            }
            Some(Token::Contact(code)) if !self.setting.bracketed => {
                match self.reach() {
                    Reach::After => self.headed(Rough::Of(code), from)?,
                    Reach::Before => self.remark(None, from)?,
                    Reach::Unclear => return self.unclear(from),
                }
                Ok(true)
            }
            Some(Token::Contact(_) | Token::Staff) => self.remark(None, from).map(|()| true),
            Some(Token::Effective { .. }) => self.effective(from).map(|()| true),
            Some(Token::AllDay) if spans::is_answered_all_day(self.cursor) => {
                self.cursor.bump();
                self.cursor.skip(|token| !matches!(token, Token::Contact(_) | Token::Staff));
                self.remark(None, from).map(|()| true)
            }
            _ => Ok(false),
        }
    }

    /// Passes what parts a heading from what is said under it; what stands behind its bracket is in none.
    fn pass_head(&mut self, parts: impl Fn(&Token) -> bool) {
        loop {
            match self.cursor.peek() {
                Some(Token::Open) => self.setting.bracketed = true,
                Some(Token::Close) => self.setting.bracketed = false,
                Some(token) if parts(token) => {}
                _ => return,
            }
            self.cursor.bump();
        }
    }

    /// 定休日：日・祝; 休み or 定休日 by themselves are a problem.
    pub(super) fn closing_header(&mut self, from: usize) -> Result<bool, Problem> {
        let rest_day = self.cursor.peek() == Some(&Token::RestDay);
        let names_list = self.cursor.peek() == Some(&Token::ClosedDay);
        self.cursor.bump();
        let start = self.cursor;
        self.pass_head(|token| {
            matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Comma | Token::Newline | Token::Dot)
        });
        if !rest_day || self.cursor.index() >= start.index() {
            if self.cursor.peek().is_some_and(|token| matches!(token, Token::Contact(_) | Token::Staff)) {
                return self.remark(None, from).map(|()| true);
            }
            // 閉局13:30～14:30
            let mut time = self.cursor;
            if !rest_day && let Ok(Some(spans)) = spans::parse(&mut time) {
                self.cursor = time;
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
                self.take_break(spans, None, from);
                return Ok(true);
            }
            let listed = self.cursor;
            let mut subjects = self.subjects()?;
            if self.afternoons(&subjects, true, from)? {
                return Ok(true);
            }
            if !subjects.is_empty() {
                let mut next = self.cursor;
                next.skip(|token| {
                    matches!(
                        token,
                        Token::Space
                            | Token::Colon
                            | Token::Topic
                            | Token::Newline
                            | Token::Open
                            | Token::Close
                            | Token::Slash
                            | Token::Dot
                            | Token::Comma
                            | Token::Half(_)
                    )
                });
                let hours_follow = matches!(spans::parse(&mut next), Ok(Some(_)));
                let blanks = self.blanks(listed.index());
                if hours_follow && blanks.len() > 1 {
                    return Err(self.problem("not_understood", from));
                }
                if let Some(blank) = blanks.first().filter(|_| hours_follow).copied() {
                    // 定休日 日・祝 月～土9:00～18:00: the list ends at its only blank.
                    let all = self.cursor;
                    self.cursor = listed.cut_at(blank);
                    subjects = self.subjects()?;
                    self.cursor = all.moved_to(self.cursor.index());
                    // 定休日：木 日・祝 9:00～18:00: hours of Sundays alone, or one list.
                    let mut rest = self.cursor;
                    rest.skip(|token| *token == Token::Space);
                    if day_list::parse(&mut rest, &self.heads)?.is_some_and(|days| days.is_weekend()) {
                        return Err(self.problem("not_understood", from));
                    }
                } else if names_list && self.first_hours_follow() {
                    // 定休日：木・日・祝 9:00～18:00: the list is at its end, and the hours are of the days left.
                    self.close(subjects, from)?;
                    return Ok(true);
                }
                // 休みは日曜のみ
                self.cursor.skip(|token| matches!(token, Token::Closed | Token::RestDay | Token::Topic | Token::Only));
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

    /// 午後休診：水・土; a morning off is no time that a text without hours of the halves tells.
    fn half_header(&mut self, half: Half, from: usize) -> Result<(), Problem> {
        self.cursor.bump();
        self.cursor.skip(|token| {
            matches!(
                token,
                Token::Space | Token::Topic | Token::Of | Token::Closed | Token::ClosedDay | Token::Colon | Token::Open
            )
        });
        let subjects = self.subjects()?;
        let ends = matches!(self.cursor.peek(), None | Some(Token::Newline | Token::Close | Token::Space));
        match subjects.days {
            Some(days) if half == Half::Pm && ends && subjects.dates.is_empty() && subjects.seasons.is_empty() => {
                self.say(Says::ClosedAfternoon { days }, from);
                Ok(())
            }
            _ => Err(self.problem("not_understood", from)),
        }
    }

    /// Whether a blank parts what is here from the first hours of the text.
    fn first_hours_follow(&self) -> bool {
        let mut next = self.cursor;
        let parted = next.skip(|token| matches!(token, Token::Space | Token::Newline));
        let said = self.statements.iter().any(|statement| matches!(statement.says, Says::Hours { .. }));
        parted && !said && matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// The places of the blanks between `start` and here.
    fn blanks(&self, start: usize) -> Vec<usize> {
        let is_blank = |at: &usize| matches!(self.cursor.moved_to(*at).peek(), Some(Token::Space | Token::Newline));
        (start..self.cursor.index()).filter(is_blank).collect()
    }

    /// 昼休み12:30-14:00, 除く13:00～14:00; without a time a remark.
    pub(super) fn break_header(&mut self, from: usize) -> Result<bool, Problem> {
        let word = self.cursor.peek().cloned();
        self.cursor.bump();
        let (start, setting) = (self.cursor, self.setting);
        self.pass_head(|token| {
            matches!(
                token,
                Token::Space | Token::Colon | Token::Topic | Token::Comma | Token::Dot | Token::Filler | Token::Newline
            )
        });
        let mut next = self.cursor;
        let headed = std::mem::replace(&mut self.setting, setting);
        self.cursor = start;
        // 休憩時間あり、13:30～14:30
        if let Some(spans) = spans::parse(&mut next)? {
            self.cursor = next;
            self.cursor.skip(|token| matches!(token, Token::Closed | Token::Break));
            self.take_break(spans, None, from);
            self.setting = headed;
            return Ok(true);
        }
        if word == Some(Token::Break) {
            let mut passed = self.cursor;
            self.skip_segment();
            while passed.index() < self.cursor.index() {
                // When the break is stands there in words that are not understood.
                if matches!(passed.peek(), Some(Token::Time(_))) {
                    return Err(self.problem("break_unclear", from));
                }
                passed.bump();
            }
            self.say(Says::Remark { code: "break_unstated" }, from);
            return Ok(true);
        }
        Err(self.problem("not_understood", from))
    }

    /// 最終受付21:30, 受付22:00まで; 受付 before plain hours says nothing more.
    pub(super) fn reception(&mut self, from: usize) -> Result<bool, Problem> {
        let Setting { new_line, comma, bracketed, apart } = self.setting;
        let wide = !bracketed && (new_line || comma || apart);
        self.cursor.bump();
        self.cursor
            .skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic | Token::Dash | Token::Filler));
        let mut next = self.cursor;
        if let Ok(Some(_)) = spans::parse(&mut next) {
            return Ok(false);
        }
        let Some(time) = span::point(&mut self.cursor) else { return Err(self.problem("not_understood", from)) };
        self.cursor.skip(|token| matches!(token, Token::Until | Token::Space));
        self.say(Says::LastReception { minutes: time.resolved(), wide }, from);
        Ok(true)
    }
}
