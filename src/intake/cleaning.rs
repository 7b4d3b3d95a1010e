//! A cell's raw text → text fit to be read and kept, with what had to be done to it.

use super::{Limits, catalogue::Code};

/// A cell made fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    /// Its text, outer blanks cut; inner line breaks are `\n`.
    pub text: String,
    /// What was done or found.
    pub codes: Vec<Code>,
}

/// Cleans a cell: control and invisible characters out, formula errors blank, length cut; undecodable characters and texts
/// that look like formulas are told.
pub(super) fn clean(raw: &str, limits: &Limits) -> Cleaned {
    let mut codes = Vec::new();
    let mut text = String::new();
    if raw.contains(is_invisible) {
        codes.push(Code::ControlCharacters);
        text.extend(
            raw.replace("\r\n", "\n").chars().map(|c| if c == '\r' { '\n' } else { c }).filter(|c| !is_invisible(*c)),
        );
    } else {
        text.push_str(raw);
    }
    let mut text = text.trim().to_owned();
    if codes.len() == 1 && raw.trim().replace("\r\n", "\n") == text {
        codes.clear();
    }
    if text.contains('\u{fffd}') {
        codes.push(Code::Undecodable);
    }
    if is_formula_error(&text) {
        codes.push(Code::CellError);
        text.clear();
    }
    // A defused cell of ours, or of another careful program: '=… is =… .
    if let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@'])
    {
        text = rest.to_owned();
    }
    if looks_like_formula(&text) {
        codes.push(Code::FormulaText);
    }
    if text.len() > limits.cell_chars
        && let Some((end, _)) = text.char_indices().nth(limits.cell_chars)
    {
        text.truncate(end);
        codes.push(Code::CellCut);
    }
    Cleaned { text, codes }
}

/// Control characters but tab and line feed, zero-width characters, marks that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn is_formula_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NUM!" | "#NULL!" | "#SPILL!" | "#CALC!")
}

/// Whether a spreadsheet would take the text for a formula: `=cmd|…`, `@SUM(…)`, `+cmd`, `-2+3`. Dashes, telephone numbers
/// with `+81` and plain signed numbers are none.
pub(super) fn looks_like_formula(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('=') => text.len() > 1,
        Some('@') => chars.next().is_some_and(|c| c.is_ascii_alphabetic()),
        Some('+' | '-') => {
            text.contains('|')
                || text.contains('!')
                || (text.contains('(') && chars.next().is_some_and(|c| c.is_ascii_alphabetic()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, text: &str, codes: &[Code]) {
        let cleaned = clean(raw, &Limits { cell_chars: 30, ..Limits::default() });
        assert_eq!((cleaned.text.as_str(), cleaned.codes.as_slice()), (text, codes), "{raw:?}");
    }

    #[test]
    fn cells_are_made_fit() {
        check("  見本薬局　", "見本薬局", &[]);
        check("見本\0薬局\u{202e}", "見本薬局", &[Code::ControlCharacters]);
        check("月-金\r\n9:00-18:00", "月-金\n9:00-18:00", &[]);
        check("#REF!", "", &[Code::CellError]);
        check("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", &[Code::FormulaText]);
        check("見\u{fffd}薬局", "見\u{fffd}薬局", &[Code::Undecodable]);
        check(&"あ".repeat(31), &"あ".repeat(30), &[Code::CellCut]);
        check("'=1+1", "=1+1", &[Code::FormulaText]);
        check("'-", "-", &[]);
        check("―", "―", &[]);
        check("-", "-", &[]);
        check("+81-3-5301-2830", "+81-3-5301-2830", &[]);
    }
}
