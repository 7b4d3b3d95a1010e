//! Statements that hold from or until a date of a certain year: 2027年4月から木曜休み.

use super::{
    problem::Problem,
    sentence::Parser,
    statement::{Says, Statement},
    token::{Rough, Token},
};

impl Parser<'_> {
    /// A change on a date: what the text says without it stays, and the change goes into a remark. Whether the date is past
    /// is for the person who reads the words.
    pub(super) fn effective(&mut self, from: usize) -> Result<(), Problem> {
        let dash_before = self.cursor.before() == Some(&Token::Dash);
        let heads_bracket = self.cursor.before() == Some(&Token::Open);
        let past = self.cursor.peek() == Some(&Token::Effective { past: true });
        self.cursor.bump();
        let until = self.cursor.peek() == Some(&Token::Until) || dash_before;
        let since = self.cursor.skip(|token| matches!(token, Token::From | Token::Until | Token::Dash | Token::After));
        let start = self.cursor;
        let said = self.statements.iter().any(is_of_days);
        if self.setting.bracketed {
            if heads_bracket && since && matches!(self.cursor.peek(), None | Some(Token::Close)) {
                return self.dated_bracket(said, until, past, from);
            }
            self.skip_segment();
            if until && self.names_days(start) {
                return Err(self.problem("effective_date", from));
            }
            self.say(Says::Remark { code: "effective_date" }, from);
            return Ok(());
        }
        self.cursor.skip(|token| matches!(token, Token::Space | Token::Comma | Token::Topic | Token::Of));
        if self.cursor.is_done() {
            return self.effective_behind(from);
        }
        if until || !since && said || self.cursor.peek() == Some(&Token::Newline) && said {
            return Err(self.problem("effective_date", from));
        }
        if !said {
            // What holds until then is not said; alone the statement is all there is to know.
            self.opens_on_a_date = Some(from);
            self.say(Says::Remark { code: "effective_date" }, from);
            return Ok(());
        }
        let before = self.statements.len();
        self.statement()?;
        self.statements.truncate(before);
        self.cursor.skip(|token| matches!(token, Token::Space | Token::Close));
        if !matches!(self.cursor.peek(), None | Some(Token::Newline | Token::Mark)) {
            return Err(self.problem("effective_date", from));
        }
        self.say(Says::Remark { code: "effective_date" }, from);
        Ok(())
    }

    /// （2027年4月から） behind what holds from then, or before it.
    fn dated_bracket(&mut self, said: bool, until: bool, past: bool, from: usize) -> Result<(), Problem> {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Close | Token::Space));
        let before_days = matches!(next.peek(), Some(Token::Day(_) | Token::Nth(_) | Token::Holiday | Token::Workdays));
        if until && !said || before_days && said && (self.setting.apart || self.setting.new_line) {
            return Err(self.problem("effective_date", from));
        }
        if !said {
            self.opens_on_a_date = Some(from);
        }
        if past && !until || !said {
            self.say(Says::Remark { code: "effective_date" }, from);
            return Ok(());
        }
        self.effective_behind(from)
    }

    /// 日曜9:00～12:00 2027年4月から: about the days before.
    fn effective_behind(&mut self, from: usize) -> Result<(), Problem> {
        let rough = Rough::Of("effective_date");
        match self.statements.last().map(|last| last.says.clone()) {
            Some(Says::Hours { days: Some(_), .. }) => {
                self.say(Says::RoughBefore { rough }, from);
                Ok(())
            }
            Some(Says::Closed { days, .. }) => {
                self.statements.pop();
                self.say(Says::Rough { days: Some(days), rough }, from);
                Ok(())
            }
            _ => Err(self.problem("effective_date", from)),
        }
    }

    /// 2027年4月から月～土…、日休み: which of the statements begin on the date nobody can tell.
    pub(super) fn is_partly_dated(&self) -> Option<Problem> {
        let from = self.opens_on_a_date?;
        let several = self.statements.iter().filter(|statement| is_of_days(statement)).count() > 1;
        several.then(|| Problem::new("effective_date", from, self.cursor.passed()))
    }
}

fn is_of_days(statement: &Statement) -> bool {
    !matches!(statement.says, Says::Remark { .. })
}
