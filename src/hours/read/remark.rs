//! Words that no week holds: on staff, telephone, changes.

use super::{
    cursor::Cursor,
    sentence::Parser,
    statement::{Says, Statement},
    token::Token,
};

impl Parser<'_> {
    /// Passes words that are not understood when their line or bracket, from `start` on, is surely only a remark: it names
    /// staff, telephone or the like, and no day, date or time.
    pub(super) fn harmless(&mut self, start: Cursor<'_>) -> bool {
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

    /// の場合あり, の時もあり: what was said is not always so.
    pub(super) fn in_doubt(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Space));
        let linked =
            next.skip(|token| matches!(token, Token::Of | Token::Topic)) || next.before() == Some(&Token::Until);
        linked && matches!(next.peek(), Some(Token::Contact("may_differ")))
    }

    /// Passes the rest of the bracket or line.
    pub(super) fn skip_segment(&mut self) {
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
            self.skip_segment();
        } else {
            self.skip_to_hours();
        }
        self.say(Says::Remark { code }, from);
    }

    /// Passes words, and brackets with whatever is in them, up to days or hours, which are not part of a remark.
    pub(super) fn skip_to_hours(&mut self) {
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
}
