//! Dates, times and distances as a person says them, in the language of the page.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::words::{Phrase, Words, say};
use crate::hours::Holidays;

/// How fast an elderly person walks, metres a minute; the property trade's 80 is for the young.
const WALK_M_PER_MIN: f64 = 60.0;

/// Streets are longer than the straight line by about this much in a Japanese city.
const DETOUR: f64 = 1.25;

/// Beyond this many minutes nobody ill walks, and the page does not say how long it would take.
const LONGEST_WALK_MIN: u32 = 45;

/// `11月23日(月・祝)`.
pub fn date(words: Words, date: NaiveDate, holidays: &Holidays) -> Phrase {
    let (weekday, day) = (weekday(words, date), day_of_month(words, date));
    match holidays.name(date) {
        Some(_) => say!(words, "date-holiday", month = date.month(), day = day, weekday = weekday),
        None => say!(words, "date", month = date.month(), day = day, weekday = weekday),
    }
}

/// `2026年11月23日`.
pub fn full_date(words: Words, date: NaiveDate) -> Phrase {
    let day = day_of_month(words, date);
    say!(words, "date-full", year = date.year().to_string(), month = date.month(), day = day)
}

/// The day in its month, read as it is said: 1日 is ついたち, 14日 じゅうよっか.
fn day_of_month(words: Words, date: NaiveDate) -> Phrase {
    say!(words, "day-of-month", day = date.day())
}

/// The short name of its weekday: `月`.
pub fn weekday(words: Words, date: NaiveDate) -> Phrase {
    let key = match date.weekday() {
        chrono::Weekday::Mon => "weekday-mon",
        chrono::Weekday::Tue => "weekday-tue",
        chrono::Weekday::Wed => "weekday-wed",
        chrono::Weekday::Thu => "weekday-thu",
        chrono::Weekday::Fri => "weekday-fri",
        chrono::Weekday::Sat => "weekday-sat",
        chrono::Weekday::Sun => "weekday-sun",
    };
    say!(words, key)
}

/// `9:05`, `23:40`: without a leading zero, as signs at a door have it.
pub fn clock(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// An instant seen from `from`: `23:00` on the same day, `24:00`, `翌1:00` on the next, else with its date.
pub fn instant(words: Words, at: NaiveDateTime, from: NaiveDateTime, holidays: &Holidays) -> Phrase {
    let days = (at.date() - from.date()).num_days();
    match (days, at.time() == NaiveTime::MIN) {
        (0, _) => say!(words, "at-time", time = clock(at.time())),
        (1, true) => say!(words, "at-midnight"),
        (1, false) => say!(words, "at-next-day", time = clock(at.time())),
        _ => {
            let date = date(words, at.date(), holidays);
            say!(words, "at-date", date = date, time = clock(at.time()))
        }
    }
}

/// `約350m`, `約1.2km`: rounded to what the eye can use.
pub fn distance(words: Words, metres: f64) -> Phrase {
    if metres < 975.0 {
        let rounded = ((metres / 50.0).round() * 50.0).max(50.0) as u32;
        say!(words, "distance-m", metres = rounded)
    } else {
        say!(words, "distance-km", kilometres = format!("{:.1}", metres / 1000.0))
    }
}

/// Minutes on foot at an old person's pace, at least 1; `None` when it is too far to walk.
pub fn walk_minutes(metres: f64) -> Option<u32> {
    let minutes = (metres * DETOUR / WALK_M_PER_MIN).ceil().max(1.0) as u32;
    (minutes <= LONGEST_WALK_MIN).then_some(minutes)
}

/// A radius as its choice says it: `500m`, `2km`.
pub fn radius(words: Words, metres: u32) -> Phrase {
    if metres < 1000 {
        say!(words, "radius-m", metres = metres)
    } else {
        say!(words, "radius-km", kilometres = format!("{}", f64::from(metres) / 1000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::site::lang::Lang;

    #[test]
    fn days_are_read_as_they_are_said() {
        let (easy, ja) = (Words::of(Lang::Easy), Words::of(Lang::Ja));
        for (day, reading) in
            [(1, "ついたち"), (10, "とおか"), (14, "じゅうよっか"), (20, "はつか"), (24, "にじゅうよっか")]
        {
            let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
            let told = full_date(easy, date);
            let base = format!("{day}日");
            assert!(told.parts().contains(&(base.as_str(), Some(reading))), "{told:?}");
            assert_eq!(told.plain(), format!("2026年11月{base}"));
        }
        let eleventh = full_date(easy, NaiveDate::from_ymd_opt(2026, 11, 11).unwrap());
        assert_eq!(eleventh.parts().last(), Some(&("日", Some("にち"))));
        let holidays = Holidays::japan();
        let third = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        assert_eq!(date(ja, third, &holidays).plain(), "11月3日(火・祝)");
        assert_eq!(date(Words::of(Lang::En), third, &holidays).plain(), "Tue 3 November (holiday)");
    }

    #[test]
    fn distances_are_rounded_to_what_the_eye_can_use() {
        let ja = Words::of(Lang::Ja);
        for (metres, text) in
            [(3.0, "約50m"), (349.0, "約350m"), (974.0, "約950m"), (990.0, "約1.0km"), (1234.0, "約1.2km")]
        {
            assert_eq!(distance(ja, metres).plain(), text);
        }
        assert_eq!((walk_minutes(0.0), walk_minutes(480.0), walk_minutes(5000.0)), (Some(1), Some(10), None));
    }
}
