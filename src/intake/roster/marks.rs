//! What the marks of a grid stand for: `○：9:00～17:00　●：20:00～翌8:00`.

use super::times::{self, Times};
use crate::{
    hours::TimeRange,
    intake::sheet::{Sheet, SheetRow},
};

/// The marks that a person draws.
const DRAWN: [char; 14] = ['○', '◯', '〇', '●', '◎', '△', '▲', '☆', '★', '□', '■', '◇', '◆', '◉'];

/// A mark, those that look alike as one; `None` when the cell is none.
pub(super) fn mark(cell: &str) -> Option<char> {
    match cell {
        "当" | "当番" => return Some('当'),
        "1" | "１" => return Some('1'),
        _ => {}
    }
    let mut chars = cell.chars();
    match (chars.next(), chars.next()) {
        (Some('○' | '◯' | '〇'), None) => Some('○'),
        (Some(mark), None) if DRAWN.contains(&mark) => Some(mark),
        _ => None,
    }
}

/// The marks that a sheet explains, each with its times.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Marks {
    explained: Vec<(char, TimeRange)>,
    /// Whether the cells of the grid have marks of more than one kind.
    are_several: bool,
}

impl Marks {
    /// Those of a sheet; `cells` are those of its grid.
    pub fn of<'a>(sheet: &Sheet, cells: impl Iterator<Item = &'a str>) -> Self {
        let explained = sheet.rows.iter().flat_map(|row| row.cells.iter()).flat_map(|cell| explained(cell)).collect();
        let mut drawn: Vec<char> = cells.filter_map(|cell| mark(cell.trim())).collect();
        drawn.sort_unstable();
        drawn.dedup();
        Self { explained, are_several: drawn.len() > 1 }
    }

    /// The times of a mark in a row that may have times of its own; `None` when they are not said, or differently.
    ///
    /// Times of the row are those of its mark while there is one mark only; where several are told apart, the
    /// explanation of each is what it stands for.
    pub fn times(&self, mark: char, own: Option<TimeRange>) -> Option<TimeRange> {
        let mut said: Vec<TimeRange> =
            self.explained.iter().filter(|(known, _)| *known == mark).map(|(_, range)| *range).collect();
        said.dedup();
        let is_explained = !said.is_empty();
        if own.is_some() && !self.are_several && (is_explained || self.explained.is_empty()) {
            return own;
        }
        match said.as_slice() {
            [range] if own.is_none_or(|own| own == *range) => Some(*range),
            _ => None,
        }
    }
}

/// What a cell explains: `○：9:00～17:00`, several in one cell too.
pub(super) fn explained(cell: &str) -> Vec<(char, TimeRange)> {
    let cell = cell.trim();
    let mut starts: Vec<usize> = cell.char_indices().filter(|(_, c)| DRAWN.contains(c)).map(|(at, _)| at).collect();
    if starts.is_empty() && cell.starts_with(['当', '1']) {
        starts.push(0);
    }
    let ends = starts.iter().skip(1).copied().chain([cell.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| one(cell.get(*start..end)?)).collect()
}

fn one(text: &str) -> Option<(char, TimeRange)> {
    let between = [' ', '　', ':', '：', '=', '＝', '…', 'は', '印'];
    let end = text.find(between)?;
    let mark = mark(text.get(..end)?)?;
    let rest =
        text.get(end..)?.trim_start_matches(between).trim_end_matches([' ', '　', '、', ',', '，', '。', '／', '/']);
    match times::read(rest) {
        Times::Of(range) => Some((mark, range)),
        _ => None,
    }
}

/// Whether a row only explains marks.
pub(super) fn are_all(row: &SheetRow) -> bool {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).all(|cell| !explained(cell).is_empty())
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
