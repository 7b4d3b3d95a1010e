//! A place in the tokens.

use super::token::{Spanned, Token};

/// A place in the tokens; copied to try something and go back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Spanned],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(tokens: &'t [Spanned]) -> Self {
        Self { tokens, at: 0 }
    }

    /// The token here.
    pub(super) fn peek(&self) -> Option<&'t Token> {
        self.peek_ahead(0)
    }

    /// The token `n` further.
    pub(super) fn peek_ahead(&self, n: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + n).map(|spanned| &spanned.token)
    }

    /// The token just passed.
    pub(super) fn before(&self) -> Option<&'t Token> {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|spanned| &spanned.token)
    }

    /// Whether hours stand right before here, but for blanks, brackets and commas.
    pub(super) fn follows_hours(&self) -> bool {
        let passed = self.tokens.get(..self.at).unwrap_or_default();
        let last = passed
            .iter()
            .rev()
            .map(|spanned| &spanned.token)
            .find(|token| !matches!(token, Token::Space | Token::Open | Token::Comma | Token::Mark));
        matches!(last, Some(Token::Time(_) | Token::Bare { .. } | Token::Until | Token::AllDay))
    }

    /// Goes one token further.
    pub(super) fn bump(&mut self) {
        self.at += 1;
    }

    /// Passes the token here if it is `token`.
    pub(super) fn eat(&mut self, token: &Token) -> bool {
        let here = self.peek() == Some(token);
        self.at += usize::from(here);
        here
    }

    /// Passes tokens as long as `passes`; whether there were any.
    pub(super) fn skip(&mut self, passes: impl Fn(&Token) -> bool) -> bool {
        let start = self.at;
        while self.peek().is_some_and(&passes) {
            self.at += 1;
        }
        self.at > start
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The same tokens, after `at` of them.
    pub(super) fn moved_to(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// The tokens as far as `end`, from the same place on.
    pub(super) fn cut_at(self, end: usize) -> Self {
        Self { tokens: self.tokens.get(..end).unwrap_or(self.tokens), ..self }
    }

    /// How many tokens were passed.
    pub(super) fn index(&self) -> usize {
        self.at
    }

    /// The first folded character of the token here.
    pub(super) fn here(&self) -> usize {
        self.tokens.get(self.at).map_or_else(|| self.passed(), |spanned| spanned.from)
    }

    /// How many folded characters the token here has.
    pub(super) fn width(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |spanned| spanned.to - spanned.from)
    }

    /// The end of the last token passed.
    pub(super) fn passed(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |spanned| spanned.to)
    }
}
