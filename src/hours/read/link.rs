//! What stands between a subject and its predicate.

use super::{
    sentence::{Parser, is_label},
    spans,
    token::{Half, Rough, Token},
};

/// What stands between a subject and its predicate.
#[derive(Clone, Copy, Default)]
pub(super) struct Link {
    pub(super) only: bool,
    pub(super) rough: Option<Rough>,
    pub(super) half: Option<Half>,
    pub(super) reception: bool,
    pub(super) bracket: bool,
}

impl Parser<'_> {
    /// Passes what links a subject to its predicate.
    pub(super) fn link(&mut self) -> Link {
        let mut link = Link::default();
        loop {
            match self.cursor.peek() {
                Some(
                    Token::Space
                    | Token::Colon
                    | Token::Topic
                    | Token::Comma
                    | Token::Dot
                    | Token::Period
                    | Token::Slash
                    | Token::Of
                    | Token::Filler,
                ) => {}
                Some(Token::Until) if matches!(self.cursor.before(), Some(Token::Dates(_))) => {}
                Some(Token::Newline) if !self.line_starts_anew() => {}
                Some(Token::Open) => {
                    link.bracket = true;
                    self.setting.bracketed = true;
                }
                Some(Token::Close) => {
                    if self.closes_statement() {
                        break;
                    }
                    self.setting.bracketed = false;
                }
                Some(Token::And)
                    if link.only || matches!(self.cursor.peek_ahead(1), Some(Token::Opens | Token::Closed)) => {}
                Some(Token::Only) => link.only = true,
                Some(Token::Reception) if !self.reception_is_last() => link.reception = true,
                Some(Token::Half(half)) if is_label(self.cursor) => link.half = Some(*half),
                Some(Token::Rough(rough)) if self.rough_before_hours() => link.rough = Some(*rough),
                Some(Token::Opens) if self.opens_before_hours() => {}
                _ => break,
            }
            self.cursor.bump();
        }
        link
    }

    /// Whether the next line is another statement: it does not begin with hours or 休み.
    pub(super) fn line_starts_anew(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| matches!(token, Token::Newline | Token::Space | Token::Open | Token::Mark));
        !matches!(
            next.peek(),
            Some(
                Token::Time(_)
                    | Token::Bare { .. }
                    | Token::Half(_)
                    | Token::Closed
                    | Token::Dash
                    | Token::AllDay
                    | Token::Rough(_)
            )
        )
    }

    /// A closing bracket after which nothing is said of the subject any more: (…第1・3土) then other days.
    pub(super) fn closes_statement(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Close | Token::Space | Token::Colon | Token::Comma | Token::Topic | Token::Dot | Token::Slash
            )
        });
        // 日9:00～12:00（第1・3） 夜間は電話対応, （第1・3） 隔週水曜休み: of something else.
        let of_others = match next.peek() {
            Some(Token::Half(_)) => is_label(next),
            Some(Token::Rough(_)) => {
                let mut days = next;
                days.skip(|token| matches!(token, Token::Rough(_) | Token::Of | Token::Space));
                matches!(days.peek(), Some(Token::Day(_) | Token::Nth(_) | Token::Holiday | Token::Workdays))
            }
            _ => false,
        };
        if of_others && matches!(next.before(), Some(Token::Space)) {
            return true;
        }
        let said = matches!(
            next.peek(),
            Some(
                Token::Time(_)
                    | Token::Bare { .. }
                    | Token::Half(_)
                    | Token::Closed
                    | Token::ClosedDay
                    | Token::RestDay
                    | Token::AllDay
                    | Token::Dash
                    | Token::Newline
                    | Token::Open
                    | Token::Of
                    | Token::Except
                    | Token::Besides
                    | Token::Rough(_)
                    | Token::Only
            )
        );
        !said
    }

    pub(super) fn reception_is_last(&self) -> bool {
        let mut next = self.cursor;
        next.bump();
        next.skip(|token| matches!(token, Token::Space | Token::Colon | Token::Topic));
        !matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// 日(輪番):9:00-17:00.
    pub(super) fn rough_before_hours(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(
                token,
                Token::Rough(_)
                    | Token::Space
                    | Token::Of
                    | Token::Close
                    | Token::Colon
                    | Token::Topic
                    | Token::Filler
                    | Token::Opens
            )
        });
        matches!(spans::parse(&mut next), Ok(Some(_)))
    }

    /// 平日のみ営業 月-金9:00…: 営業 with hours or other days behind it.
    pub(super) fn opens_before_hours(&self) -> bool {
        let mut next = self.cursor;
        next.skip(|token| {
            matches!(token, Token::Opens | Token::Space | Token::Close | Token::Colon | Token::Topic | Token::Newline)
        });
        matches!(spans::parse(&mut next), Ok(Some(_)))
    }
}
