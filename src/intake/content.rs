//! What the cells of a column look like, whatever its heading says.

use super::{cells, fold, meaning::Meaning};
use crate::directory::Field;

/// A kind of content that is told from others at sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Telephone or fax numbers.
    Telephone,
    /// Postal codes.
    Postal,
    /// Addresses.
    Address,
    /// Opening hours.
    Hours,
    /// 有, ○, × …
    Answer,
    /// Web addresses.
    Url,
    /// E-mail addresses.
    Email,
    /// Names of pharmacies.
    Name,
}

impl Look {
    /// What it is called in Japanese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Telephone => ("電話番号", "telephone numbers"),
            Self::Postal => ("郵便番号", "postal codes"),
            Self::Address => ("所在地", "addresses"),
            Self::Hours => ("開局時間", "opening hours"),
            Self::Answer => ("対応の可否", "yes/no answers"),
            Self::Url => ("ホームページ", "web addresses"),
            Self::Email => ("メールアドレス", "e-mail addresses"),
            Self::Name => ("薬局名", "names of pharmacies"),
        }
    }

    /// How the cells of a column of that meaning look; `None` when they may look like anything.
    pub fn of(meaning: Meaning) -> Option<Self> {
        match meaning {
            Meaning::Field(Field::Phone | Field::Fax | Field::AfterHoursPhone) => Some(Self::Telephone),
            Meaning::Field(Field::PostalCode) => Some(Self::Postal),
            Meaning::Field(Field::Address) => Some(Self::Address),
            Meaning::Field(Field::Service(_)) => Some(Self::Answer),
            Meaning::Field(Field::Url) => Some(Self::Url),
            Meaning::Field(Field::Email) => Some(Self::Email),
            Meaning::Field(Field::Name) => Some(Self::Name),
            Meaning::Hours(_) | Meaning::HoursOn(..) => Some(Self::Hours),
            _ => None,
        }
    }

    /// How one cell looks; `None` when it may be anything.
    fn of_cell(text: &str) -> Option<Self> {
        let word = fold::word(text);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let numeric =
            word.chars().all(|c| c.is_ascii_digit() || fold::is_dash(c) || matches!(c, '(' | ')' | '〒' | '.'));
        if word.is_empty() || fold::is_only_dashes(&word) {
            None
        } else if word.starts_with("http") || word.starts_with("www.") {
            Some(Self::Url)
        } else if word.contains('@') {
            Some(Self::Email)
        } else if numeric && digits == 7 && (word.contains('-') || word.contains('〒')) {
            Some(Self::Postal)
        } else if numeric && (9..=11).contains(&digits) && (word.starts_with(['0', '(']) || digits < word.len()) {
            Some(Self::Telephone)
        } else if digits >= 2 && (word.contains(':') || word.contains('時')) {
            Some(Self::Hours)
        } else if matches!(word.as_str(), "有" | "無" | "○" | "◯" | "〇" | "×" | "✕" | "可" | "不可" | "あり" | "なし")
        {
            Some(Self::Answer)
        } else if word.ends_with("薬局") || word.ends_with('店') || word.contains("薬局") {
            Some(Self::Name)
        } else if digits > 0 && word.contains(['市', '区', '町', '村', '郡', '県', '都', '府']) {
            Some(Self::Address)
        } else {
            None
        }
    }

    /// How most of the cells look: at least four in five of those that are not blank, three or more of them.
    pub fn of_column<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut total = 0_usize;
        let mut seen: Vec<(Self, usize)> = Vec::new();
        for cell in cells.filter(|cell| !cell.trim().is_empty() && !cells::phone::points_at_day(cell)).take(300) {
            total += 1;
            let Some(look) = Self::of_cell(cell) else { continue };
            match seen.iter_mut().find(|(known, _)| *known == look) {
                Some((_, count)) => *count += 1,
                None => seen.push((look, 1)),
            }
        }
        let (look, count) = seen.into_iter().max_by_key(|(_, count)| *count)?;
        (count >= 3 && count * 5 >= total * 4).then_some(look)
    }
}

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
