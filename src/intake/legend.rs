//! Numbers that stand for answers, explained above the table: `1 時間外も調剤・在宅　2 要指導・一般用　3 緊急避妊薬`, and then a
//! column of `1・3`.

use super::{
    fold,
    headings::{Headings, recognise},
    meaning::Meaning,
    sheet::{Sheet, SheetRow},
};
use crate::directory::Service;

/// What each number stands for, as written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Legend {
    lines: Vec<(u8, String)>,
}

impl Legend {
    /// The legend above a table; empty unless two numbers or more are explained.
    pub fn of(sheet: &Sheet, headings: &Headings) -> Self {
        let mut lines: Vec<(u8, String)> = Vec::new();
        for row in sheet.rows.iter().take(headings.top) {
            for (number, text) in row.cells.iter().flat_map(|cell| explained(cell)) {
                if !lines.iter().any(|(known, _)| *known == number) {
                    lines.push((number, text));
                }
            }
        }
        if lines.len() < 2 { Self::default() } else { Self { lines } }
    }

    /// Whether a column holds nothing but numbers of the legend, in two rows or more.
    pub fn explains(&self, column: usize, rows: &[SheetRow]) -> bool {
        if self.lines.is_empty() {
            return false;
        }
        let mut cells = rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| self.numbers(cell).is_some())
    }

    /// A cell in the legend's words: `1・3` as `1 時間外も調剤・在宅、3 緊急避妊薬`; `None` when it holds anything else.
    pub fn words(&self, cell: &str) -> Option<String> {
        let parts: Vec<String> =
            self.numbers(cell)?.into_iter().map(|(number, text)| format!("{number} {text}")).collect();
        Some(parts.join("、"))
    }

    /// The services a cell says yes to, as far as the legend's words are those of a service.
    pub fn services(&self, cell: &str) -> Vec<Service> {
        let numbers = self.numbers(cell).unwrap_or_default();
        numbers.into_iter().filter_map(|(_, text)| recognise(&[], text).and_then(Meaning::service)).collect()
    }

    fn numbers(&self, cell: &str) -> Option<Vec<(u8, &str)>> {
        let word = fold::word(cell);
        let numbers = word.split([',', '、', '・', '･', '.', '/', ';', '\n', '(', ')']).filter(|part| !part.is_empty());
        numbers
            .map(|part| {
                let number: u8 = part.parse().ok()?;
                self.lines.iter().find(|(known, _)| *known == number).map(|(_, text)| (number, text.as_str()))
            })
            .collect()
    }
}

/// What follows a number that is part of a date, a time or an address.
const NOT_LEGEND: [char; 9] = ['月', '日', '年', '時', '/', '-', '丁', '番', '号'];

/// The numbers a line explains: `①時間外　②OTC`, `1：時間外、2：OTC`.
fn explained(cell: &str) -> Vec<(u8, String)> {
    let plain = fold::nfkc(cell);
    let mut found: Vec<(u8, String)> = Vec::new();
    let mut previous = ' ';
    for part in plain.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | ';')) {
        let text = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | ';' | '(' | '['));
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
        let rest =
            rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | ')' | ']' | '=' | '…'));
        match number.parse::<u8>() {
            Ok(number @ 1..=30) if rest.starts_with("時間") || !rest.starts_with(NOT_LEGEND) => {
                found.push((number, rest.to_owned()));
            }
            // The number stood alone before its words, or the words go on.
            _ => {
                if let Some((_, words)) = found.last_mut() {
                    if !words.is_empty() {
                        words.push(previous);
                    }
                    words.push_str(text);
                }
            }
        }
        previous = part.chars().last().unwrap_or(' ');
    }
    found.retain(|(_, words)| !words.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_legend_are_parted() {
        let line = |number: u8, text: &str| (number, text.to_owned());
        assert_eq!(
            explained("①時間外も調剤・在宅　②要指導・一般用　③緊急避妊薬"),
            [line(1, "時間外も調剤・在宅"), line(2, "要指導・一般用"), line(3, "緊急避妊薬")]
        );
        assert_eq!(explained("1 時間外対応、2 無菌調剤"), [line(1, "時間外対応"), line(2, "無菌調剤")]);
        assert_eq!(explained("2026年2月20日現在"), []);
    }
}
