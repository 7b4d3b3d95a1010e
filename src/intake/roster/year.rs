//! Which year, and month, a day is of that is written without: `1月2日` under the title 2026年12月 is of 2027.
//!
//! What the title, the weekday beside it and the rows before don't settle between them stays unsettled.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use crate::intake::{catalogue::Code, cells::date::find, fold};

/// Words of a title that tell when a file was made, not which days it is of.
const STAMPS: [&str; 8] = ["現在", "時点", "更新", "作成", "公表", "改訂", "発行", "印刷"];

/// How far from one heading of a grid the next may be, days.
const NEXT: i64 = 62;

/// The months a roster is of, by its title: `2026年12月`, `2026年12月～2027年1月`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The first day of the first month.
    first: NaiveDate,
    /// The first day of the last month, where there are several.
    last: Option<NaiveDate>,
}

impl Title {
    /// What these texts say; months told alone go before days, which may be those of a letter.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let said = texts.filter(|text| !STAMPS.iter().any(|stamp| text.contains(stamp)));
        let of = |is_day: bool| {
            said.clone().filter(move |text| find(text, false).is_some() == is_day).filter_map(Self::of_one)
        };
        let months = of(false).reduce(|one, other| {
            let last = one.end().max(other.end());
            let first = one.first.min(other.first);
            Self { first, last: Some(last).filter(|last| *last != first) }
        });
        months.or_else(|| of(true).next())
    }

    fn of_one(text: &str) -> Option<Self> {
        let word = fold::word(text).replace("から", "~");
        let parts = word.split_once('~').or_else(|| {
            let at = word.char_indices().find(|(_, c)| fold::is_dash(*c))?;
            Some((word.get(..at.0)?, word.get(at.0 + at.1.len_utf8()..)?))
        });
        let Some((from, until)) = parts else { return month(&word).map(|first| Self { first, last: None }) };
        let Some(first) = month(from) else { return month(&word).map(|first| Self { first, last: None }) };
        let of_year = |year: i32| month(&format!("{year}年{until}"));
        let last = month(until)
            .or_else(|| of_year(first.year()).filter(|last| *last >= first).or_else(|| of_year(first.year() + 1)));
        Some(Self { first, last: last.filter(|last| *last > first) })
    }

    /// The one month it speaks of; `None` when it speaks of several.
    pub fn month(self) -> Option<NaiveDate> {
        self.last.is_none().then_some(self.first)
    }

    /// Whether a day is in the months it speaks of.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..after(self.end())).contains(&day)
    }

    fn end(self) -> NaiveDate {
        self.last.unwrap_or(self.first)
    }

    /// The days that one written without a year may be: those of its months, else a year from a month before it on, so
    /// that both 12月31日 under 2027年1月 and 1月2日 under 2026年12月 are what they seem.
    fn window(self) -> (NaiveDate, NaiveDate) {
        if let Some(last) = self.last {
            return (self.first, after(last));
        }
        let from = self.first.checked_sub_months(Months::new(1)).unwrap_or(self.first);
        (from, from.checked_add_months(Months::new(12)).unwrap_or(from))
    }
}

fn after(month: NaiveDate) -> NaiveDate {
    month.checked_add_months(Months::new(1)).unwrap_or(month)
}

/// The first of the year and month a text speaks of: `令和8年11月`, `2026年11月当番表`.
pub(super) fn month(text: &str) -> Option<NaiveDate> {
    let word = fold::word(text);
    let (until, _) = word.split_once('月')?;
    find(&format!("{until}月1日"), false)
}

/// The day of a cell: `2026-11-23`, `R8.11.23`, `11月23日(月)`; `before` is that of the row above.
///
/// # Errors
/// `RosterDateUnreadable` when it is no day, or several; `RosterDateUnclear` when its year is not certain.
pub(super) fn day(cell: &str, title: Option<Title>, before: Option<NaiveDate>) -> Result<NaiveDate, Code> {
    let word = fold::word(cell);
    if word.contains('~') {
        return Err(Code::RosterDateUnreadable);
    }
    let day = match find(cell, true) {
        Some(day) => day,
        None => without_year(&word, title.ok_or(Code::RosterDateUnreadable)?, before)?,
    };
    if fits_weekday(&word, day) { Ok(day) } else { Err(Code::RosterDateUnclear) }
}

/// The day of `1/2` or `1月2日`.
///
/// # Errors
/// As [`day`].
pub(super) fn without_year(word: &str, title: Title, before: Option<NaiveDate>) -> Result<NaiveDate, Code> {
    let (from, until) = title.window();
    let of_year = |year: i32| find(&format!("{year}年{}", word.replace('/', "月")), false);
    let days: Vec<NaiveDate> = (from.year()..=until.year()).filter_map(of_year).collect();
    let mut fitting = days.iter().copied().filter(|day| (from..until).contains(day));
    match (fitting.next(), fitting.next()) {
        (Some(day), None) if title.last.is_some() || before.is_none_or(|before| is_nearest(day, before)) => Ok(day),
        _ if days.is_empty() => Err(Code::RosterDateUnreadable),
        _ => Err(Code::RosterDateUnclear),
    }
}

/// The day of `1/2` or `1月2日` that comes next after one that is certain.
///
/// # Errors
/// `RosterDateUnreadable` when it is no day, `RosterDateUnclear` when it is far from the one before.
pub(super) fn following(word: &str, before: NaiveDate) -> Result<NaiveDate, Code> {
    let of_year = |year: i32| find(&format!("{year}年{}", word.replace('/', "月")), false);
    let days = [before.year(), before.year() + 1].into_iter().filter_map(of_year);
    let mut days = days.peekable();
    days.peek().ok_or(Code::RosterDateUnreadable)?;
    let is_next = |day: &NaiveDate| (1..=NEXT).contains(&(*day - before).num_days());
    days.find(is_next).ok_or(Code::RosterDateUnclear)
}

/// Whether no other year brings a day nearer to that of the row before.
fn is_nearest(day: NaiveDate, before: NaiveDate) -> bool {
    let away = |day: NaiveDate| (day - before).abs();
    let year = Months::new(12);
    let others = [day.checked_sub_months(year), day.checked_add_months(year)];
    others.into_iter().flatten().all(|other| away(other) > away(day))
}

/// Whether a day is of the weekday written beside it in brackets, if one is.
pub(super) fn fits_weekday(word: &str, day: NaiveDate) -> bool {
    const DAYS: [(char, Weekday); 7] = [
        ('月', Weekday::Mon),
        ('火', Weekday::Tue),
        ('水', Weekday::Wed),
        ('木', Weekday::Thu),
        ('金', Weekday::Fri),
        ('土', Weekday::Sat),
        ('日', Weekday::Sun),
    ];
    let said = word.split_once('(').and_then(|(_, inside)| inside.chars().next());
    DAYS.iter().find(|(name, _)| said == Some(*name)).is_none_or(|(_, weekday)| day.weekday() == *weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, titles: &[&str], before: Option<&str>) -> Result<String, &'static str> {
        let title = Title::of(titles.iter().copied());
        let before = before.map(|before| before.parse().unwrap());
        day(cell, title, before).map(|day| day.to_string()).map_err(|code| match code {
            Code::RosterDateUnclear => "unclear",
            _ => "unreadable",
        })
    }

    #[test]
    fn a_day_without_its_year_is_of_the_title_s_or_the_next() {
        for (cell, title, expected) in [
            ("12月31日", "2026年12月 年末年始当番", "2026-12-31"),
            ("1月2日", "2026年12月 年末年始当番", "2027-01-02"),
            ("12/31", "令和9年1月 年末年始当番", "2026-12-31"),
            ("11/29(日)", "2026年12月", "2026-11-29"),
            ("3/7", "令和8年4月～令和9年3月 当番表", "2027-03-07"),
            ("1月3日", "2026年12月～1月", "2027-01-03"),
            ("1月3日", "2026年12月29日～2027年1月3日 当番", "2027-01-03"),
            ("2028/2/29", "", "2028-02-29"),
        ] {
            assert_eq!(read(cell, &[title], None), Ok(expected.to_owned()), "{cell} {title}");
        }
        // The day a letter was written, or a file made, is not what the roster is of.
        assert_eq!(read("1月3日", &["令和8年2月1日", "令和9年1月 当番表"], None), Ok("2027-01-03".into()));
        assert_eq!(read("1月3日", &["令和8年1月作成", "令和9年1月 当番表"], None), Ok("2027-01-03".into()));
    }

    #[test]
    fn what_is_not_certain_is_not_guessed() {
        for (cell, title, before, expected) in [
            // Of a whole year under the title of its first month: the rows before say another year than the title.
            ("3/7", "2026年4月", Some("2027-02-28"), "unclear"),
            ("2/1", "2026年12月～2027年1月", None, "unclear"),
            ("1月2日(日)", "2026年12月", None, "unclear"),
            ("2027-01-02(日)", "", None, "unclear"),
            ("1月2日", "当番表", None, "unreadable"),
            ("12月31日～1月3日", "2026年12月", None, "unreadable"),
            ("2月30日", "2027年2月", None, "unreadable"),
        ] {
            assert_eq!(read(cell, &[title], before), Err(expected), "{cell} {title}");
        }
        assert_eq!(read("1月2日(土)", &["2026年12月"], Some("2026-12-31")), Ok("2027-01-02".into()));
    }
}
