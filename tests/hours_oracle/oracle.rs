//! The rules once more, as a person would apply them to one minute, slowly and without looking at the engine.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};
use yoruyaku::hours::{
    Basis, Calendar, DayHours, DutyShift, MonthDay, NthSet, OnCall, Reason, Schedule, State, Verdict, WeeklyHours,
    YearPeriod, YearlyRule,
};

/// What the oracle knows of the calendar: the golden table itself, not the engine's holidays.
pub struct Facts {
    holidays: BTreeMap<NaiveDate, String>,
    horizon: NaiveDate,
    year_end: YearPeriod,
    caution: Vec<YearPeriod>,
}

impl Facts {
    pub fn of(calendar: &Calendar) -> Self {
        let table = include_str!("../golden/holidays.tsv").lines().skip(1);
        let rows = table.filter_map(|row| row.split_once('\t'));
        let holidays: BTreeMap<NaiveDate, String> =
            rows.map(|(date, name)| (date.parse().expect("a date"), name.to_owned())).collect();
        let last = holidays.keys().next_back().expect("holidays").year();
        Self {
            holidays,
            horizon: NaiveDate::from_ymd_opt(last, 12, 31).expect("a date"),
            year_end: calendar.year_end,
            caution: calendar.caution.clone(),
        }
    }
}

/// What is said of a date, and by what.
struct Said<'a> {
    hours: &'a DayHours,
    basis: Basis,
    reason: Reason,
}

/// The state of one minute.
pub fn verdict(schedule: &Schedule, facts: &Facts, minute: NaiveDateTime) -> Verdict {
    let next_minute = minute + Duration::minutes(1);
    for crisis in schedule.crisis.iter().rev() {
        if crisis.from < next_minute && minute < crisis.until {
            return plain(crisis.state, Basis::Crisis, Reason::CrisisCheckIn);
        }
    }
    let today = minute.date();
    let yesterday = today - Duration::days(1);
    let mut open: Vec<Verdict> = Vec::new();
    let mut received_no_more: Vec<Basis> = Vec::new();
    let mut on_call: Vec<Verdict> = Vec::new();
    for date in [today, yesterday] {
        let said = said_of(schedule, facts, date);
        for range in said.hours.ranges() {
            let at = |time: u16| midnight(date) + Duration::minutes(time.into());
            if at(range.start().minutes()) <= minute && minute < at(range.end().minutes()) {
                match range.last_reception() {
                    Some(last) if minute >= at(last.minutes()) => received_no_more.push(said.basis),
                    _ => open.push(Verdict {
                        caution: cautions(facts, date, said.basis),
                        ..plain(State::Open, said.basis, said.reason)
                    }),
                }
            }
        }
        if let OnCall::During(week) = &schedule.on_call
            && answers_outside_hours(&said)
        {
            let by_week = said_by_week(Some(week), facts, date);
            for range in by_week.hours.ranges() {
                let at = |time: u16| midnight(date) + Duration::minutes(time.into());
                let end = range.last_reception().unwrap_or(range.end());
                if at(range.start().minutes()) <= minute && minute < at(end.minutes()) {
                    on_call.push(Verdict {
                        caution: cautions(facts, date, said.basis),
                        ..plain(State::OnCall, by_week.basis, Reason::OnCall)
                    });
                }
            }
        }
    }
    if schedule.duties.iter().any(|shift| on_duty(schedule, *shift, minute)) {
        open.push(plain(State::Open, Basis::Duty, Reason::OnDuty));
    }
    if let Some(best) = highest(&open) {
        return best;
    }
    if let Some(basis) = received_no_more.into_iter().min() {
        return plain(State::Unknown, basis, Reason::LastReceptionOver);
    }
    highest(&on_call).unwrap_or_else(|| rest_of_day(schedule, facts, today))
}

/// Neither in a range nor in a window: what the date itself says.
fn rest_of_day(schedule: &Schedule, facts: &Facts, today: NaiveDate) -> Verdict {
    let said = said_of(schedule, facts, today);
    if *said.hours == DayHours::Unstated {
        return plain(State::Unknown, said.basis, said.reason);
    }
    let closed = plain(State::Closed, said.basis, said.reason);
    if !answers_outside_hours(&said) {
        return closed;
    }
    match &schedule.on_call {
        OnCall::No => closed,
        OnCall::Always { conditional } => Verdict {
            caution: cautions(facts, today, said.basis),
            ..plain(State::OnCall, said.basis, if *conditional { Reason::OnCallConditional } else { Reason::OnCall })
        },
        OnCall::During(week) => {
            let by_week = said_by_week(Some(week), facts, today);
            match by_week.hours {
                DayHours::Unstated => plain(State::Unknown, by_week.basis, Reason::OnCallUnstated),
                _ => closed,
            }
        }
    }
}

fn answers_outside_hours(said: &Said<'_>) -> bool {
    *said.hours != DayHours::Unstated && !(said.basis == Basis::Exception && *said.hours == DayHours::Closed)
}

/// The first of the highest precedence.
fn highest(verdicts: &[Verdict]) -> Option<Verdict> {
    let best = verdicts.iter().map(|verdict| verdict.basis).min()?;
    verdicts.iter().copied().find(|verdict| verdict.basis == best)
}

fn on_duty(schedule: &Schedule, shift: DutyShift, minute: NaiveDateTime) -> bool {
    if shift.start() >= minute + Duration::minutes(1) || shift.end() <= minute {
        return false;
    }
    // The shift's stretches of 24 hours belong to one date after another.
    let start = shift.start().with_second(0).expect("seconds").with_nanosecond(0).expect("nanoseconds");
    let mut date = start.date();
    let mut stretch_end = start + Duration::hours(24);
    while stretch_end <= minute {
        date += Duration::days(1);
        stretch_end += Duration::hours(24);
    }
    exception_on(schedule, date).is_none_or(|hours| matches!(hours, DayHours::Open(_)))
}

fn exception_on(schedule: &Schedule, date: NaiveDate) -> Option<&DayHours> {
    let of_date: Vec<_> = schedule.exceptions.iter().filter(|exception| exception.on == date).collect();
    of_date.last().map(|exception| &exception.hours)
}

fn said_of<'a>(schedule: &'a Schedule, facts: &Facts, date: NaiveDate) -> Said<'a> {
    match exception_on(schedule, date) {
        Some(hours) => {
            let reason = match hours {
                DayHours::Open(_) => Reason::ExceptionHours,
                DayHours::Closed => Reason::ExceptionClosed,
                DayHours::Unstated => Reason::ExceptionUnstated,
            };
            Said { hours, basis: Basis::Exception, reason }
        }
        None => said_by_week(schedule.week.as_ref(), facts, date),
    }
}

fn said_by_week<'a>(week: Option<&'a WeeklyHours>, facts: &Facts, date: NaiveDate) -> Said<'a> {
    const NOTHING: &DayHours = &DayHours::Unstated;
    let Some(week) = week else {
        return Said { hours: NOTHING, basis: Basis::None, reason: Reason::NoHours };
    };
    if date > facts.horizon {
        return Said { hours: NOTHING, basis: Basis::None, reason: Reason::BeyondHorizon };
    }
    let is_year_end = in_period(facts.year_end, date);
    let (mut named, mut season) = (None, None);
    for rule in &week.yearly {
        if in_period(rule.period, date) && rule.weekdays.iter().any(|day| day == date.weekday()) {
            if is_season(rule) { season = Some(rule) } else { named = Some(rule) }
        }
    }
    if let Some(rule) = named {
        let reason = match rule.hours {
            DayHours::Open(_) => Reason::SeasonStated,
            DayHours::Closed => Reason::SeasonClosed,
            DayHours::Unstated if is_year_end => Reason::YearEndUnstated,
            DayHours::Unstated => Reason::DayUnstated,
        };
        return Said { hours: &rule.hours, basis: Basis::YearEnd, reason };
    }
    if is_year_end {
        return Said { hours: NOTHING, basis: Basis::YearEnd, reason: Reason::YearEndUnstated };
    }
    if facts.holidays.contains_key(&date) {
        let reason = match week.holiday {
            DayHours::Open(_) => Reason::HolidayStated,
            DayHours::Closed => Reason::HolidayClosed,
            DayHours::Unstated => Reason::HolidayUnstated,
        };
        return Said { hours: &week.holiday, basis: Basis::Holiday, reason };
    }
    if let Some(rule) = season {
        let reason = match rule.hours {
            DayHours::Open(_) => Reason::SeasonStated,
            DayHours::Closed => Reason::SeasonClosed,
            DayHours::Unstated => Reason::DayUnstated,
        };
        return Said { hours: &rule.hours, basis: Basis::Weekly, reason };
    }
    let of_month = week.nth.iter().rfind(|rule| rule.weekday == date.weekday() && is_nth(rule.nth, date));
    let (hours, basis, reason) = match of_month {
        Some(rule) => (&rule.hours, Basis::NthWeekday, Reason::NthWeekday),
        None => (&week.weekdays[date.weekday().num_days_from_monday() as usize], Basis::Weekly, Reason::Weekly),
    };
    Said { hours, basis, reason: if *hours == DayHours::Unstated { Reason::DayUnstated } else { reason } }
}

/// Hours for a month or longer, or for certain weekdays of so long a time.
fn is_season(rule: &YearlyRule) -> bool {
    let mut days = 0;
    let mut date = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a leap year");
    while date.year() == 2024 {
        days += u32::from(in_period(rule.period, date));
        date += Duration::days(1);
    }
    let every_weekday = rule.weekdays.iter().count() == 7;
    days >= 28 && (!every_weekday || matches!(rule.hours, DayHours::Open(_)))
}

fn in_period(period: YearPeriod, date: NaiveDate) -> bool {
    let number = |day: MonthDay| u32::from(day.month()) * 100 + u32::from(day.day());
    let (from, to, day) = (number(period.from), number(period.to), date.month() * 100 + date.day());
    if from <= to { from <= day && day <= to } else { day >= from || day <= to }
}

fn is_nth(nth: NthSet, date: NaiveDate) -> bool {
    let mut same_weekday_before = 0;
    for earlier in 1..date.day() {
        let earlier = date.with_day(earlier).expect("an earlier day of the month");
        same_weekday_before += u8::from(earlier.weekday() == date.weekday());
    }
    let is_last = (1..=7).all(|days| {
        let later = date + Duration::days(days);
        later.month() != date.month() || later.weekday() != date.weekday()
    });
    nth.numbers().any(|number| number == same_weekday_before + 1) || (nth.has_last() && is_last)
}

fn cautions(facts: &Facts, date: NaiveDate, basis: Basis) -> bool {
    let ordinary = [Basis::Holiday, Basis::NthWeekday, Basis::Weekly].contains(&basis);
    ordinary && facts.caution.iter().any(|period| in_period(*period, date))
}

fn plain(state: State, basis: Basis, reason: Reason) -> Verdict {
    Verdict { state, basis, reason, caution: false }
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_hms_opt(0, 0, 0).expect("midnight")
}
