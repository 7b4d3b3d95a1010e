//! The days that the columns of a grid stand for.

use std::iter;

use chrono::{Datelike, NaiveDate};

use super::year::{self, Title};
use crate::intake::{catalogue::Code, cells::date, fold, sheet::SheetRow};

/// The most characters a heading of a day has: `令和8年11月23日(月)`.
const LONGEST: usize = 16;

/// A column's place and the day it stands for, or why that can't be told.
pub(super) type DayColumn = (usize, Result<NaiveDate, Code>);

/// What a heading says of its day.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Head {
    /// `2026-11-23`.
    Date(NaiveDate),
    /// `11/23`, as it is folded.
    MonthAndDay(String),
    /// `23`, `23日`, `23(月)`.
    Day(u32),
}

/// The columns of a row of headings that are days.
pub(super) fn columns(row: &SheetRow) -> Vec<usize> {
    heads(row).into_iter().map(|(at, ..)| at).collect()
}

/// The days of a row of headings, by what the titles of the sheet say, else by the name of the file.
///
/// `None` when days stand there without a month, and none is said anywhere.
pub(super) fn dates(row: &SheetRow, title: Option<Title>, of_file: Option<Title>) -> Option<Vec<DayColumn>> {
    let (heads, known) = (heads(row), title.or(of_file));
    let mut days: Vec<DayColumn> = Vec::new();
    // The day before, of which a number alone continues the month once a heading has told it.
    let mut told: Option<NaiveDate> = None;
    let mut is_told = false;
    for (at, head, word) in &heads {
        let day = match head {
            Head::Date(day) => Ok(*day),
            Head::MonthAndDay(word) => match (known, told.filter(|_| is_told)) {
                (Some(title), before) => year::without_year(word, title, before),
                (None, Some(before)) => year::following(word, before),
                (None, None) => return None,
            },
            Head::Day(day) => {
                let month = told.filter(|_| is_told).map(Ok).or_else(|| known.map(|known| known.month().ok_or(())));
                match month? {
                    Ok(month) => {
                        NaiveDate::from_ymd_opt(month.year(), month.month(), *day).ok_or(Code::RosterDateUnreadable)
                    }
                    Err(()) => Err(Code::RosterDateUnclear),
                }
            }
        };
        is_told |= !matches!(head, Head::Day(_));
        told = day.ok().or(told);
        let day =
            day.and_then(|day| if year::fits_weekday(word, day) { Ok(day) } else { Err(Code::RosterDateUnclear) });
        days.push((*at, day));
    }
    Some(doubted(days, &heads, title))
}

/// The days with those in doubt left open: headings that don't go forward in time, and dates none of which is of the title.
fn doubted(days: Vec<DayColumn>, heads: &[(usize, Head, String)], title: Option<Title>) -> Vec<DayColumn> {
    let certain: Vec<NaiveDate> = days.iter().filter_map(|(_, day)| day.ok()).collect();
    let goes_back = certain.iter().zip(certain.iter().skip(1)).any(|(one, next)| next <= one);
    let is_elsewhere = title.is_some_and(|title| !certain.iter().any(|day| title.contains(*day)));
    days.into_iter()
        .zip(heads)
        .map(|((at, day), (_, head, _))| {
            let is_doubtful = is_elsewhere || goes_back && !matches!(head, Head::Date(_));
            (at, day.and_then(|day| if is_doubtful { Err(Code::RosterDateUnclear) } else { Ok(day) }))
        })
        .collect()
}

/// The headings of days with their columns, and each as it is folded.
fn heads(row: &SheetRow) -> Vec<(usize, Head, String)> {
    let words: Vec<String> = row.cells.iter().map(|cell| fold::word(cell)).collect();
    // `5月` is a Monday only where `6火` is a Tuesday: else it is May.
    let has_weekdays = words.iter().any(|word| rest(word).is_some_and(|(_, rest)| rest == "火" || rest == "水"));
    let named = words.into_iter().enumerate();
    named.filter_map(|(at, word)| Some((at, head(&word, has_weekdays)?, word))).collect()
}

fn head(word: &str, has_weekdays: bool) -> Option<Head> {
    if word.chars().count() > LONGEST {
        return None;
    }
    if let Some(day) = date::find(word, false) {
        return Some(Head::Date(day));
    }
    let (first, after) = rest(word)?;
    let is_tail = |tail: &str| tail.is_empty() || tail.starts_with(['日', '(', '月', '火', '水', '木', '金', '土']);
    if let Some((_, tail)) = after.strip_prefix(['/', '月']).and_then(rest) {
        return ((1..=12).contains(&first) && is_tail(tail)).then(|| Head::MonthAndDay(word.to_owned()));
    }
    let is_day = is_tail(after) && (has_weekdays || after != "月");
    (is_day && (1..=31).contains(&first)).then_some(Head::Day(first))
}

/// The number at the beginning of a word, and what follows it.
fn rest(word: &str) -> Option<(u32, &str)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at_checked(digits)?;
    iter::once(number).filter(|number| number.len() <= 2).find_map(|number| Some((number.parse().ok()?, rest)))
}

#[cfg(test)]
#[path = "days_tests.rs"]
mod tests;
