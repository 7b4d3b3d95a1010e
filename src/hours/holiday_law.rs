//! 国民の祝日に関する法律 (1948, act 178): which days are holidays, from the law's own rules.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The name of a substitute or sandwiched day, as the Cabinet Office's table writes it.
const DAY_OFF: &str = "休日";

/// From when article 3(2) moves a holiday that falls on a Sunday (act 10 of 1973).
const SUBSTITUTES_FROM: (i32, u32, u32) = (1973, 4, 12);

/// From when article 3(3) makes a day between two holidays a day off (act 103 of 1985).
const SANDWICHED_FROM: (i32, u32, u32) = (1985, 12, 27);

/// From when a substitute is the next day that is no holiday, not just the next day (act 43 of 2005).
const SUBSTITUTES_SKIP_FROM: i32 = 2007;

/// Where in its year a holiday falls.
enum On {
    Fixed(u32, u32),
    /// The nth Monday of a month.
    Monday(u32, u8),
    Spring,
    Autumn,
}

use On::{Autumn, Fixed, Monday, Spring};

/// Article 2 with its changes: name, first and last year, day.
const NATIONAL_HOLIDAYS: &[(&str, i32, i32, On)] = &[
    ("元日", 1949, 9999, Fixed(1, 1)),
    ("成人の日", 1949, 1999, Fixed(1, 15)),
    ("成人の日", 2000, 9999, Monday(1, 2)),
    ("建国記念の日", 1967, 9999, Fixed(2, 11)),
    ("天皇誕生日", 2020, 9999, Fixed(2, 23)),
    ("春分の日", 1949, 9999, Spring),
    ("天皇誕生日", 1949, 1988, Fixed(4, 29)),
    ("みどりの日", 1989, 2006, Fixed(4, 29)),
    ("昭和の日", 2007, 9999, Fixed(4, 29)),
    // The accession and its ceremony: made holidays for article 3, too (act 99 of 2018).
    ("休日（祝日扱い）", 2019, 2019, Fixed(5, 1)),
    ("憲法記念日", 1949, 9999, Fixed(5, 3)),
    ("みどりの日", 2007, 9999, Fixed(5, 4)),
    ("こどもの日", 1949, 9999, Fixed(5, 5)),
    ("海の日", 1996, 2002, Fixed(7, 20)),
    ("海の日", 2003, 2019, Monday(7, 3)),
    ("海の日", 2020, 2020, Fixed(7, 23)), // moved for the Olympic Games, as the next years' marked so
    ("スポーツの日", 2020, 2020, Fixed(7, 24)), // so
    ("海の日", 2021, 2021, Fixed(7, 22)), // so
    ("スポーツの日", 2021, 2021, Fixed(7, 23)), // so
    ("海の日", 2022, 9999, Monday(7, 3)),
    ("山の日", 2016, 2019, Fixed(8, 11)),
    ("山の日", 2020, 2020, Fixed(8, 10)), // so
    ("山の日", 2021, 2021, Fixed(8, 8)),  // so
    ("山の日", 2022, 9999, Fixed(8, 11)),
    ("敬老の日", 1966, 2002, Fixed(9, 15)),
    ("敬老の日", 2003, 9999, Monday(9, 3)),
    ("秋分の日", 1948, 9999, Autumn),
    ("体育の日", 1966, 1999, Fixed(10, 10)),
    ("体育の日", 2000, 2018, Monday(10, 2)),
    ("体育の日（スポーツの日）", 2019, 2019, Monday(10, 2)),
    ("スポーツの日", 2022, 9999, Monday(10, 2)),
    ("休日（祝日扱い）", 2019, 2019, Fixed(10, 22)),
    ("文化の日", 1948, 9999, Fixed(11, 3)),
    ("勤労感謝の日", 1948, 9999, Fixed(11, 23)),
    ("天皇誕生日", 1989, 2018, Fixed(12, 23)),
];

/// Days off by acts of their own, to which article 3 did not apply.
const SINGLE_DAYS_OFF: &[(&str, i32, u32, u32)] =
    &[("結婚の儀", 1959, 4, 10), ("大喪の礼", 1989, 2, 24), ("即位礼正殿の儀", 1990, 11, 12), ("結婚の儀", 1993, 6, 9)];

/// The holidays of a year by the law, with their names.
///
/// Right for every year of the Cabinet Office's table (1955–2027). For later years it says what the law of 2026 would
/// give with computed equinoxes (the real ones are announced each February for the next year): good to cross-check
/// with, not to answer from. Empty after 2099, where the equinox formula ends, and before 1949.
pub(super) fn holidays_of(year: i32) -> BTreeMap<NaiveDate, &'static str> {
    if !(1949..=2099).contains(&year) {
        return BTreeMap::new();
    }
    let national = national_holidays(year);
    let mut days = national.clone();
    for date in substitutes(&national).chain(sandwiched(&national)) {
        days.entry(date).or_insert(DAY_OFF);
    }
    let single = SINGLE_DAYS_OFF.iter().filter(|(_, of, ..)| *of == year);
    days.extend(single.filter_map(|(name, year, month, day)| Some((ymd(*year, *month, *day)?, *name))));
    days
}

/// Article 2.
fn national_holidays(year: i32) -> BTreeMap<NaiveDate, &'static str> {
    let in_force = NATIONAL_HOLIDAYS.iter().filter(|(_, first, last, _)| (*first..=*last).contains(&year));
    let date = |on: &On| match *on {
        Fixed(month, day) => ymd(year, month, day),
        Monday(month, nth) => NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth),
        Spring => ymd(year, 3, equinox(year, 20.8357, 20.8431)),
        Autumn => ymd(year, 9, equinox(year, 23.2588, 23.2488)),
    };
    in_force.filter_map(|(name, _, _, on)| Some((date(on)?, *name))).collect()
}

/// Article 3(2): a holiday on a Sunday frees the next day that is not a holiday itself.
fn substitutes(national: &BTreeMap<NaiveDate, &str>) -> impl Iterator<Item = NaiveDate> {
    let from = in_force(SUBSTITUTES_FROM);
    let sundays = national.keys().filter(move |date| **date >= from && date.weekday() == Weekday::Sun);
    sundays.filter_map(move |sunday| {
        let reach = if sunday.year() < SUBSTITUTES_SKIP_FROM { 1 } else { 7 };
        sunday.iter_days().skip(1).take(reach).find(|date| !national.contains_key(date))
    })
}

/// Article 3(3): a day with a holiday before and after it. A Sunday was none before 2007, and is none in the table since.
fn sandwiched(national: &BTreeMap<NaiveDate, &str>) -> impl Iterator<Item = NaiveDate> {
    let from = in_force(SANDWICHED_FROM);
    let between = national.keys().filter_map(|date| date.checked_add_days(Days::new(1)));
    between.filter(move |date| {
        let next_is_holiday = date.succ_opt().is_some_and(|next| national.contains_key(&next));
        *date >= from && !national.contains_key(date) && next_is_holiday && date.weekday() != Weekday::Sun
    })
}

/// The day in March or September of an equinox: the Hydrographic Department's approximation (新こよみ便利帳), whose
/// constant changes in 1980. It gives every equinox announced from 1955 to 2027.
fn equinox(year: i32, before_1980: f64, from_1980: f64) -> u32 {
    let (constant, leap_years) =
        if year < 1980 { (before_1980, (year - 1983) / 4) } else { (from_1980, (year - 1980) / 4) };
    (constant + 0.242_194 * f64::from(year - 1980) - f64::from(leap_years)) as u32
}

fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn in_force((year, month, day): (i32, u32, u32)) -> NaiveDate {
    ymd(year, month, day).expect("an act comes into force on a day that exists")
}
