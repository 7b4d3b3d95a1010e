//! Whether hours come before their days: 9:00～18:00（月～金）.

use super::{day_list, problem::Problem, sentence::Parser, spans, token::Token};

impl Parser<'_> {
    /// Whether the text gives hours first and their days after: it begins with hours, and its last hours are followed by
    /// days of which nothing more is said.
    ///
    /// The error is that a roster at the end leaves open whether its days have the hours before them: 9:00～20:00 土日9:00～18:00
    /// 日当番あり.
    pub(super) fn is_reversed(&self) -> Result<bool, Problem> {
        let mut cursor = self.cursor;
        let separators = |token: &Token| {
            matches!(token, Token::Space | Token::Open | Token::Close | Token::Newline | Token::Mark | Token::Filler)
        };
        cursor.skip(|token| separators(token) || matches!(token, Token::Dot | Token::Colon));
        if !matches!(spans::parse(&mut cursor), Ok(Some(_))) {
            return Ok(false);
        }
        let (mut ends_with_days, mut unclear) = (false, None);
        loop {
            cursor.skip(|token| {
                separators(token) || matches!(token, Token::Comma | Token::Dot | Token::Period | Token::Slash)
            });
            if cursor.is_done() {
                return unclear.filter(|_| ends_with_days).map_or(Ok(ends_with_days), Err);
            }
            let from = cursor.here();
            if let Ok(Some(_)) = spans::parse(&mut cursor) {
                ends_with_days = false;
            } else if let Ok(Some(days)) = day_list::parse(&mut cursor, &self.heads) {
                if !days.rough.is_empty() && cursor.before() != Some(&Token::Close) {
                    unclear = Some(Problem::new("roster_scope", from, cursor.passed()));
                }
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
                // 月～金 TEL:03-1234-5678; 土曜は電話対応 says something of Saturdays.
                let mut call = next;
                call.skip(|token| matches!(token, Token::Contact("telephone") | Token::Space | Token::Colon));
                let numbered = call.peek() == Some(&Token::Number);
                let said = !ends_line
                    && !numbered
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
                    return Ok(ends_with_days);
                }
            } else if matches!(cursor.peek(), Some(Token::Closed | Token::ClosedDay | Token::RestDay)) {
                return Ok(ends_with_days);
            } else {
                cursor.bump();
            }
        }
    }
}
