//! Dates as lists write them: 令和6年6月1日, R6.6.1, 2026年2月20日, 2026/2/20, `260220公表`.

use chrono::NaiveDate;

use crate::intake::fold;

/// Eras with the year before their first.
const ERAS: [(&str, i32); 8] =
    [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("㋿", 2018), ("r", 2018), ("h", 1988), ("s", 1925), ("令", 2018)];

/// Letters of the longest date: 2026年09月18日, and some room for blanks.
const LONGEST: usize = 16;

/// The first date in a text, in any of the forms above; a running number of six or eight digits counts only when `compact`.
pub(in crate::intake) fn find(text: &str, compact: bool) -> Option<NaiveDate> {
    let word: String = fold::word(&parted(text)).chars().map(|c| if fold::is_dash(c) { '-' } else { c }).collect();
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    starts.iter().filter_map(|at| word.get(*at..)).enumerate().find_map(|(index, rest)| {
        let after_digit =
            index > 0 && starts.get(index - 1).and_then(|at| word.get(*at..)).is_some_and(starts_with_digit);
        if after_digit {
            None
        } else {
            era_date(rest).or_else(|| western_date(rest)).or_else(|| compact_date(rest).filter(|_| compact))
        }
    })
}

/// The text with a mark where a blank parts two numbers: of `2026-11-22 9:30` the day is not 229.
fn parted(text: &str) -> String {
    let plain = fold::nfkc(text);
    let (mut parted, mut blank) = (String::with_capacity(plain.len()), false);
    for c in plain.chars() {
        let begins_number = blank && c.is_ascii_digit() && parted.ends_with(|last: char| last.is_ascii_digit());
        if begins_number {
            parted.push('|');
        }
        blank = c.is_whitespace();
        if !blank {
            parted.push(c);
        }
    }
    parted
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn era_date(rest: &str) -> Option<NaiveDate> {
    let (after, zero) = ERAS.iter().find_map(|(era, zero)| rest.strip_prefix(era).map(|after| (after, *zero)))?;
    let (year, after) = match after.strip_prefix('元') {
        Some(after) => (1, after),
        None => number(after)?,
    };
    if year > 64 {
        return None;
    }
    month_and_day(zero + year, after)
}

fn western_date(rest: &str) -> Option<NaiveDate> {
    let (year, after) = number(rest)?;
    if !(1990..=2100).contains(&year) {
        return None;
    }
    month_and_day(year, after)
}

fn month_and_day(year: i32, after: &str) -> Option<NaiveDate> {
    let (month, after) = number(after.strip_prefix(['年', '/', '.', '-'])?)?;
    let (day, after) = number(after.strip_prefix(['月', '/', '.', '-'])?)?;
    if starts_with_digit(after) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// `20260220`, `260220`.
fn compact_date(rest: &str) -> Option<NaiveDate> {
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let full = match digits.len() {
        8 => digits,
        6 => format!("20{digits}"),
        _ => return None,
    };
    let date = NaiveDate::parse_from_str(&full, "%Y%m%d").ok()?;
    (NaiveDate::from_ymd_opt(2000, 1, 1)?..=NaiveDate::from_ymd_opt(2100, 1, 1)?).contains(&date).then_some(date)
}

fn number(text: &str) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    (1..=4).contains(&digits).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// Whether a text is a date and nothing else, such as a spreadsheet makes of `9-18` and `1-2-3`.
pub(in crate::intake) fn is_one(text: &str) -> bool {
    // Addresses and hours, which are asked in every row, are longer.
    if text.chars().count() > LONGEST {
        return false;
    }
    let word = fold::word(text);
    let is_of_digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let day = word.strip_suffix('日').and_then(|word| word.split_once('月'));
    let is_month_and_day = |(month, day): (&str, &str)| {
        let month = month.split_once('年').map_or(month, |(_, month)| month);
        is_of_digits(month) && is_of_digits(day)
    };
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let is_whole = parts.len() == 3
        && parts.first().is_some_and(|year| year.len() == 4)
        && parts.iter().all(|part| is_of_digits(part));
    day.is_some_and(is_month_and_day) || (is_whole && find(&word, false).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_became_a_date_is_one() {
        for text in ["2026-09-18", "2026/9/18", "9月18日", "2001年2月3日"] {
            assert!(is_one(text), "{text}");
        }
        for text in ["9-18", "9:00-18:00", "1-2-3", "世田谷区桜1-2-3", "月 9-18", "第2月曜日", "03-5301-2830"]
        {
            assert!(!is_one(text), "{text}");
        }
    }

    #[test]
    fn dates_are_found_in_titles() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (text, expected) in [
            ("夜間・休日対応薬局一覧（令和６年６月１日現在）", date(2024, 6, 1)),
            ("令和元年5月1日", date(2019, 5, 1)),
            ("R8.2.20時点", date(2026, 2, 20)),
            ("2026年2月20日", date(2026, 2, 20)),
            ("更新日:2026/2/9", date(2026, 2, 9)),
            ("setagaya_ec_2026-02-20_cp932.csv", date(2026, 2, 20)),
            ("260220公表（一般用） (都道府県順）", date(2026, 2, 20)),
            ("★20260813公表（一般用）", date(2026, 8, 13)),
            ("令和11年12月31日", date(2029, 12, 31)),
            ("2026-11-22 9:30", date(2026, 11, 22)),
            ("令和 8年 11月 22日 15時", date(2026, 11, 22)),
            ("令和6年13月1日", None),
            ("電話 03-5301-2830", None),
            ("一覧", None),
            ("", None),
        ] {
            assert_eq!(find(text, true), expected, "{text}");
        }
        assert_eq!(find("260220", false), None);
    }
}
