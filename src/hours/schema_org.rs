//! A schedule as schema.org says it: `openingHoursSpecification` for the week, `specialOpeningHoursSpecification` for
//! dates that differ (<https://schema.org/OpeningHoursSpecification>). Plain values; the web layer writes them.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::{
    availability::Verdict,
    calendar::{Calendar, Day, Minute, instant},
    day::{Plan, minutes_of},
    exception::DateException,
    reason::Reason,
    schedule::Schedule,
    state::{Basis, State},
    time::{DAY_MIN, TimeRange},
    week::{DayHours, WeeklyHours},
};

/// A value of schema.org's `DayOfWeek`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SchemaDay {
    /// A day of the week.
    Weekday(Weekday),
    /// National holidays.
    PublicHolidays,
}

impl SchemaDay {
    /// Its name at schema.org, such as `Monday`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weekday(Weekday::Mon) => "Monday",
            Self::Weekday(Weekday::Tue) => "Tuesday",
            Self::Weekday(Weekday::Wed) => "Wednesday",
            Self::Weekday(Weekday::Thu) => "Thursday",
            Self::Weekday(Weekday::Fri) => "Friday",
            Self::Weekday(Weekday::Sat) => "Saturday",
            Self::Weekday(Weekday::Sun) => "Sunday",
            Self::PublicHolidays => "PublicHolidays",
        }
    }
}

/// One `OpeningHoursSpecification`.
///
/// `closes` at or before `opens` is on the next day, except that both 00:00 mean closed all day; whole days are written
/// 00:00–23:59. Neither time means that the hours are not known: schema.org has no word for that, and leaving the date
/// out would let a reader take the weekday's hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpeningHoursSpecification {
    /// `dayOfWeek`; empty for dates.
    pub days: Vec<SchemaDay>,
    /// `opens`.
    pub opens: Option<NaiveTime>,
    /// `closes`; the last reception where one is stated.
    pub closes: Option<NaiveTime>,
    /// `validFrom` and `validThrough`, for dates.
    pub valid_on: Option<NaiveDate>,
}

/// The two properties of a schema.org `LocalBusiness`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct SchemaHours {
    /// `openingHoursSpecification`: the week.
    pub regular: Vec<OpeningHoursSpecification>,
    /// `specialOpeningHoursSpecification`: the dates of the period on which something else than the weekday holds.
    pub special: Vec<OpeningHoursSpecification>,
}

impl Schedule {
    /// The schedule in schema.org's terms, with the special dates from `from` to `to`, included; at most
    /// [`Schedule::MAX_PERIOD_DAYS`] of them. Telephone response outside opening hours is not opening hours.
    pub fn to_schema_org(&self, calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> SchemaHours {
        let dates = from.iter_days().take(Self::MAX_PERIOD_DAYS.into()).take_while(|date| *date <= to);
        SchemaHours {
            regular: self.week.as_ref().map(regular).unwrap_or_default(),
            special: dates.flat_map(|date| self.special(&Day::new(date, calendar))).collect(),
        }
    }

    fn special(&self, day: &Day) -> Vec<OpeningHoursSpecification> {
        let plan = Plan::of(self, day);
        let duties = self.duty_spans(day);
        if duties.is_empty() && self.is_ordinary(day, &plan) {
            return Vec::new();
        }
        let of_day = plan.open().iter().map(|range| (range.start().minutes().into(), received_until(*range)));
        let spans: Vec<_> = of_day.chain(duties).collect();
        if spans.is_empty() {
            let times = (plan.rest().state != State::Unknown).then_some((NaiveTime::MIN, NaiveTime::MIN));
            return vec![on_date(day.date, times)];
        }
        merged(spans).into_iter().map(|span| on_date(day.date, Some(times(span)))).collect()
    }

    /// Whether the date has the hours that the week gives its weekday, unknown ones included.
    fn is_ordinary(&self, day: &Day, plan: &Plan<'_>) -> bool {
        let Some(week) = &self.week else { return plan.opened().basis == Basis::None };
        let is_stated = week.weekday(day.date.weekday()).is_stated();
        let Verdict { basis, reason, .. } = plan.opened();
        reason == Reason::Weekly || (basis == Basis::Weekly && reason == Reason::DayUnstated && !is_stated)
    }

    /// The stretches of duty that begin on the day, in minutes of the day; see `Evening::on_duty`.
    fn duty_spans(&self, day: &Day) -> Vec<(Minute, Minute)> {
        if self.exception_on(day.date).is_some_and(DateException::bars_duty) {
            return Vec::new();
        }
        let day_min = Minute::from(DAY_MIN);
        let spans = self.duties.iter().filter_map(|shift| {
            let (start, end) = minutes_of(*shift);
            let begins = start.rem_euclid(day_min);
            let ends = (end - day.start).min(begins + day_min);
            (start < day.start + day_min && begins < ends).then_some((begins, ends))
        });
        spans.collect()
    }
}

fn regular(week: &WeeklyHours) -> Vec<OpeningHoursSpecification> {
    let spec = |days: &[SchemaDay], (opens, closes)| OpeningHoursSpecification {
        days: days.to_vec(),
        opens: Some(opens),
        closes: Some(closes),
        valid_on: None,
    };
    let of_range = |range: &TimeRange| times((range.start().minutes().into(), received_until(*range)));
    let mut specs = Vec::new();
    for (days, hours) in week.weekday_rules() {
        let days: Vec<_> = days.iter().map(SchemaDay::Weekday).collect();
        specs.extend(hours.ranges().iter().map(|range| spec(&days, of_range(range))));
    }
    let holidays = [SchemaDay::PublicHolidays];
    specs.extend(week.holiday.ranges().iter().map(|range| spec(&holidays, of_range(range))));
    if week.holiday == DayHours::Closed {
        specs.push(spec(&holidays, (NaiveTime::MIN, NaiveTime::MIN)));
    }
    specs
}

fn on_date(date: NaiveDate, times: Option<(NaiveTime, NaiveTime)>) -> OpeningHoursSpecification {
    let (opens, closes) = times.unzip();
    OpeningHoursSpecification { days: Vec::new(), opens, closes, valid_on: Some(date) }
}

fn received_until(range: TimeRange) -> Minute {
    range.last_reception().unwrap_or(range.end()).minutes().into()
}

/// Opening and closing time of day; 24 hours end a minute early, lest they read as none.
fn times((start, end): (Minute, Minute)) -> (NaiveTime, NaiveTime) {
    let end = if end - start >= Minute::from(DAY_MIN) { start + Minute::from(DAY_MIN) - 1 } else { end };
    let time = |minute| instant(minute).map_or(NaiveTime::MIN, |at| at.time());
    (time(start), time(end))
}

/// The spans in order, those that meet joined as long as they stay within 24 hours.
fn merged(mut spans: Vec<(Minute, Minute)>) -> Vec<(Minute, Minute)> {
    spans.sort_unstable();
    let mut joined: Vec<(Minute, Minute)> = Vec::new();
    for (start, end) in spans {
        match joined.last_mut() {
            Some(last) if start <= last.1 && end.max(last.1) - last.0 <= Minute::from(DAY_MIN) => {
                last.1 = last.1.max(end);
            }
            _ => joined.push((start, end)),
        }
    }
    joined
}
