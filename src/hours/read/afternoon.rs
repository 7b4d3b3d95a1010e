//! Lists of closing days in which some are only closed in the afternoon: 木午後・日・祝休み, 定休日：日・祝・木曜午後.

use super::{
    problem::Problem,
    sentence::{Parser, afternoon_label},
    subject::Subjects,
    token::Token,
};

/// A stretch of the list, up to a 午後 or to its end, and whether its last day is only closed in the afternoon.
type Stretch = (Subjects, Option<chrono::Weekday>, bool);

impl Parser<'_> {
    /// The rest of a list of closing days whose first stretch is `subjects`, when a 午後 stands in it with more days behind
    /// it; `headed` when 定休日 stands before it, else 休み has to follow. Nothing is passed when it is no such list.
    pub(super) fn afternoons(&mut self, subjects: &Subjects, headed: bool, from: usize) -> Result<bool, Problem> {
        let start = self.cursor;
        let Some(stretches) = self.stretches(subjects)? else {
            self.cursor = start;
            return Ok(false);
        };
        self.cursor.skip(|token| matches!(token, Token::Space | Token::Topic | Token::Of));
        let taken_out = matches!(self.cursor.peek(), Some(Token::Except | Token::Besides));
        let shut = self.cursor.skip(|token| {
            matches!(token, Token::Closed | Token::ClosedDay | Token::RestDay | Token::Except | Token::Besides)
        });
        let ends =
            matches!(self.cursor.peek(), None | Some(Token::Newline | Token::Close | Token::Space | Token::Mark));
        if !(shut || headed && ends) {
            self.cursor = start;
            return Ok(false);
        }
        self.soft = taken_out;
        let said = stretches.into_iter().try_for_each(|(subjects, named, afternoon)| match subjects.days {
            Some(days) if afternoon && subjects.dates.is_empty() && subjects.seasons.is_empty() => {
                self.close_with_afternoon(days, named, from)
            }
            _ if afternoon => Err(self.problem("not_understood", from)),
            _ => self.close(subjects, from),
        });
        self.soft = false;
        said.map(|()| true)
    }

    /// The stretches of such a list; `None` when no days stand behind its first 午後.
    fn stretches(&mut self, subjects: &Subjects) -> Result<Option<Vec<Stretch>>, Problem> {
        let mut list: Vec<Stretch> = Vec::new();
        let mut subjects = subjects.clone();
        loop {
            let named = match self.cursor.before() {
                Some(Token::Day(day)) => Some(*day),
                _ => None,
            };
            let afternoon = afternoon_label(self.cursor);
            if afternoon {
                self.cursor.bump();
            }
            list.push((subjects, named, afternoon));
            let end = self.cursor;
            let parted =
                self.cursor.skip(|token| matches!(token, Token::Dot | Token::Comma | Token::And | Token::Space));
            if !(afternoon && parted) {
                self.cursor = end;
                break;
            }
            subjects = self.subjects()?;
            if subjects.is_empty() {
                self.cursor = end;
                break;
            }
        }
        Ok((list.len() > 1).then_some(list))
    }
}
