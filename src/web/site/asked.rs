//! What a person asked for in the form: read kindly, and kept as written where it cannot be meant.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use unicode_normalization::UnicodeNormalization;

use super::{
    tell,
    visit::Visit,
    words::{Phrase, say},
};
use crate::{
    directory::{Position, Service},
    hours::Holidays,
};

/// The radii to choose from, metres.
pub const RADII_M: [u32; 6] = [500, 1_000, 2_000, 3_000, 5_000, 10_000];

/// The radius when none is chosen.
pub const DEFAULT_RADIUS_M: u32 = 2_000;

/// The longest place that is looked up, characters.
pub const PLACE_LIMIT: usize = 100;

/// When "tonight" is asked about from the day: most practices have closed by then.
const EVENING_HOUR: u32 = 20;

/// Before this hour it is still last night.
const MORNING_HOUR: u32 = 5;

/// The choice of time in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// 今.
    Now,
    /// 今夜: from the evening on; at night the same as now.
    Tonight,
    /// A date and a time, perhaps an interval.
    At,
}

impl When {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Now, Self::Tonight, Self::At];

    /// Its name in the address: `now`, `tonight`, `at`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Tonight => "tonight",
            Self::At => "at",
        }
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The place or name.
    Place,
    /// The date.
    Date,
    /// The time.
    Time,
    /// The end of the interval.
    Until,
}

impl Field {
    /// Its name in the address and its id on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Place => "q",
            Self::Date => "date",
            Self::Time => "time",
            Self::Until => "until",
        }
    }
}

/// What was asked, as written and as understood.
pub struct Asked {
    /// The place or name, as written.
    pub place: String,
    /// The point chosen for that place (`near`), when it was chosen for the place as now written (`near_for`).
    pub near: Option<Position>,
    /// The choice of time.
    pub when: When,
    /// The date, as written.
    pub date: String,
    /// The time, as written.
    pub time: String,
    /// The end, as written.
    pub until: String,
    /// The services needed, all of them.
    pub services: Vec<Service>,
    /// The radius, metres.
    pub radius_m: u32,
    /// The instant asked about.
    pub at: NaiveDateTime,
    /// The end of the interval asked about, after `at`.
    pub until_at: Option<NaiveDateTime>,
    /// What cannot be meant, to be said at its field.
    pub faults: Vec<(Field, Phrase)>,
}

impl Asked {
    /// Reads the parameters of a visit.
    pub fn read(visit: &Visit, holidays: &Holidays) -> Self {
        let text = |name: &str| visit.value(name).unwrap_or_default().trim().to_owned();
        let mut asked = Self {
            place: text("q"),
            near: None,
            when: match visit.value("when") {
                Some("tonight") => When::Tonight,
                Some("at") => When::At,
                None if visit.value("date").is_some() || visit.value("time").is_some() => When::At,
                _ => When::Now,
            },
            date: text("date"),
            time: text("time"),
            until: text("until"),
            services: Vec::new(),
            radius_m: visit
                .value("radius_m")
                .and_then(|m| m.parse().ok())
                .unwrap_or(DEFAULT_RADIUS_M)
                .clamp(100, 50_000),
            at: visit.now,
            until_at: None,
            faults: Vec::new(),
        };
        for service in visit.values("service").filter_map(Service::from_name) {
            if !asked.services.contains(&service) {
                asked.services.push(service);
            }
        }
        asked.read_place(visit);
        asked.read_when(visit, holidays);
        asked
    }

    /// The fault at a field.
    pub fn fault(&self, field: Field) -> Option<&Phrase> {
        self.faults.iter().find(|(at, _)| *at == field).map(|(_, phrase)| phrase)
    }

    fn read_place(&mut self, visit: &Visit) {
        if self.place.chars().count() > PLACE_LIMIT {
            self.faults.push((Field::Place, say!(visit.words, "fault-place-long", limit = PLACE_LIMIT)));
        }
        let Some(near) = visit.value("near") else { return };
        if visit.value("near_for").unwrap_or_default().trim() != self.place {
            return;
        }
        match point(near) {
            Some(position) => self.near = Some(position),
            None => self.faults.push((Field::Place, say!(visit.words, "fault-near"))),
        }
    }

    fn read_when(&mut self, visit: &Visit, holidays: &Holidays) {
        match self.when {
            When::Now => {}
            When::Tonight => self.at = evening(visit.now),
            When::At => self.read_instant(visit, holidays),
        }
    }

    fn read_instant(&mut self, visit: &Visit, holidays: &Holidays) {
        let words = visit.words;
        let day = match read_date(&self.date, visit.now.date()) {
            Some(day) if day > holidays.horizon() => {
                let last = tell::full_date(words, holidays.horizon());
                self.faults.push((Field::Date, say!(words, "fault-date-far", date = last)));
                None
            }
            None if !self.date.is_empty() => {
                self.faults.push((Field::Date, say!(words, "fault-date", text = self.date.as_str())));
                None
            }
            None => Some(visit.now.date()),
            day => day,
        };
        let time = match read_time(&self.time) {
            None if self.time.is_empty() => {
                self.faults.push((Field::Time, say!(words, "fault-time-empty")));
                None
            }
            None => {
                self.faults.push((Field::Time, say!(words, "fault-time", text = self.time.as_str())));
                None
            }
            time => time,
        };
        if let (Some(day), Some(time)) = (day, time) {
            self.at = day.and_time(NaiveTime::MIN) + time;
        }
        self.read_until(visit);
    }

    fn read_until(&mut self, visit: &Visit) {
        if self.until.is_empty() {
            return;
        }
        let Some(until) = read_time(&self.until) else {
            return self.faults.push((Field::Until, say!(visit.words, "fault-until", text = self.until.as_str())));
        };
        let end = self.at.date().and_time(NaiveTime::MIN) + until;
        self.until_at = Some(if end > self.at { end } else { end + Days::new(1) });
    }
}

/// The evening asked about by "tonight": today's, or now when it is night already.
pub fn evening(now: NaiveDateTime) -> NaiveDateTime {
    let at_night = now.hour() < MORNING_HOUR || now.hour() >= EVENING_HOUR;
    if at_night { now } else { now.date().and_time(NaiveTime::MIN) + TimeDelta::hours(EVENING_HOUR.into()) }
}

/// `35.6437,139.6710`, within Japan.
fn point(text: &str) -> Option<Position> {
    let (lat, lon) = text.split_once(',')?;
    let position = Position::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?)?;
    position.is_in_japan().then_some(position)
}

/// The runs of digits in a text, whatever stands between them; `None` where one is too long to be meant.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let text: String = text.nfkc().collect();
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| if run.len() <= 4 { run.parse().ok() } else { None }).collect()
}

/// `2026-11-23`, `2026年11月23日`, `11/23` (the next one from `today` on).
fn read_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match numbers(text)?.as_slice() {
        [year, month, day] if *year >= 1900 => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day),
        [month, day] => [today.year(), today.year() + 1]
            .into_iter()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, *month, *day))
            .find(|date| *date >= today),
        _ => None,
    }
}

/// `21:30`, `21時30分`, `21時`, `2130`, up to 29:59: the time since midnight.
fn read_time(text: &str) -> Option<TimeDelta> {
    let (hour, minute) = match numbers(text)?.as_slice() {
        [hour, minute] => (*hour, *minute),
        [digits] if *digits > 99 => (digits / 100, digits % 100),
        [hour] => (*hour, 0),
        _ => return None,
    };
    (hour < 30 && minute < 60).then(|| TimeDelta::minutes(i64::from(hour * 60 + minute)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let date = |text| read_date(text, today).map(|date| date.to_string());
        for text in ["2026-11-23", "2026/11/23", "２０２６年１１月２３日", "11/23"] {
            assert_eq!(date(text).as_deref(), Some("2026-11-23"), "{text}");
        }
        assert_eq!(date("1/3").as_deref(), Some("2027-01-03"));
        for text in ["2026-02-30", "2026-13-01", "明日", "", "99999999-1-1", "0-0", "2026-11-23-1"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let minutes = |text| read_time(text).map(|time| time.num_minutes());
        for text in ["21:30", "21時30分", "２１：３０", "2130"] {
            assert_eq!(minutes(text), Some(21 * 60 + 30), "{text}");
        }
        assert_eq!((minutes("9時"), minutes("0:05"), minutes("26:00")), (Some(540), Some(5), Some(1560)));
        for text in ["", "夜", "30:00", "12:60", "1:2:3"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    #[test]
    fn tonight_is_this_evening_or_now() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        assert_eq!(evening(at("2026-11-22T11:00:00")), at("2026-11-22T20:00:00"));
        assert_eq!(evening(at("2026-11-22T23:40:00")), at("2026-11-22T23:40:00"));
        assert_eq!(evening(at("2026-11-23T03:00:00")), at("2026-11-23T03:00:00"));
    }
}
