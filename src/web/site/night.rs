//! Who serves an area in a window of time: tonight, the next holiday, hour by hour, by the rota.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

use super::{
    area::{Hour, Reach, Serving, Shift, Shown, Window},
    ask::AreaLink,
};
use crate::{
    directory::{Area, Association, Pharmacy, Position},
    hours::{Calendar, Interval, State},
    search::Snapshot,
};

/// The night begins and ends at these hours.
const EVENING_HOUR: i64 = 20;
const MORNING_HOUR: i64 = 8;

/// How far ahead the next holiday is looked for, days: there is a Sunday in every week.
const HOLIDAY_WITHIN_DAYS: usize = 8;

/// The times of one pharmacy in a window.
struct Times<'a> {
    pharmacy: &'a Pharmacy,
    intervals: Vec<Interval>,
}

/// Everything the page of an area tells; `month` is the first day of the month asked for. What is over at `now` is left
/// out of tonight's and today's lists.
pub fn shown<'a>(snapshot: &'a Snapshot, area: &Area, now: NaiveDateTime, month: NaiveDate) -> Shown<'a> {
    let members = snapshot.in_area(&area.code);
    let (from, to) = night(now);
    let tonight = times(snapshot, members, from, to);
    let coverage = hours(&tonight, from, to);
    let changes_at = next_change(&tonight, now);
    let day = |date: NaiveDate| {
        let start = date.and_time(NaiveTime::MIN);
        let end = start + Days::new(1);
        window(times(snapshot, members, start, end), date, start.max(now), end)
    };
    let today = now.date();
    let calendar = snapshot.calendar_of(area);
    let is_day_on = is_off(calendar, today) && i64::from(now.hour()) < EVENING_HOUR;
    Shown {
        area: link(area),
        count: members.len(),
        associations: publishing(snapshot, area),
        tonight: window(tonight, from.date(), from.max(now), to),
        today: is_day_on.then(|| day(today)),
        holiday: holiday(calendar, today).map(day),
        month,
        shifts: shifts(snapshot, members, month),
        coverage,
        changes_at,
    }
}

/// The earliest instant after `now` from which the page may tell something else: the night begins or ends, the day ends,
/// or a state does.
fn next_change(tonight: &[Times], now: NaiveDateTime) -> Option<NaiveDateTime> {
    let midnight = now.date().and_time(NaiveTime::MIN);
    let hours = [MORNING_HOUR, EVENING_HOUR, 24].map(|hour| midnight + TimeDelta::hours(hour));
    let ends = tonight.iter().flat_map(|times| times.intervals.iter().map(|interval| interval.end));
    hours.into_iter().chain(ends).filter(|at| *at > now).min()
}

/// How much of an area is close to an open pharmacy in each hour of the night that is on at `now`, or the coming one;
/// measured from its border or the middles of its `towns`.
pub fn reach(snapshot: &Snapshot, area: &Area, now: NaiveDateTime, towns: &[Position]) -> Option<Reach> {
    let (from, to) = night(now);
    let evening = snapshot.coverage(&area.code, from.date(), towns)?;
    let morning = snapshot.coverage(&area.code, to.date(), towns)?;
    let hours = evening.hours.iter().skip(from.hour() as usize).chain(morning.hours.iter().take(to.hour() as usize));
    let shares = hours.map(|hour| {
        let [_, two_km, _] = hour.reach;
        two_km
    });
    Some(Reach { sampling: evening.sampling, shares: shares.collect() })
}

/// An area as it is chosen.
pub fn link(area: &Area) -> AreaLink {
    AreaLink { code: area.code.clone(), name: area.municipality.clone() }
}

/// The night that is on at `now`, or the coming one.
fn night(now: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    let midnight = now.date().and_time(NaiveTime::MIN);
    let last = if now < midnight + TimeDelta::hours(MORNING_HOUR) { midnight - Days::new(1) } else { midnight };
    (last + TimeDelta::hours(EVENING_HOUR), last + TimeDelta::hours(24 + MORNING_HOUR))
}

/// Whether it is a Sunday, a national holiday or a day of the year's end.
fn is_off(calendar: &Calendar, date: NaiveDate) -> bool {
    date.weekday() == Weekday::Sun || calendar.holidays.name(date).is_some() || calendar.year_end.contains(date)
}

/// The next such day after `today`.
fn holiday(calendar: &Calendar, today: NaiveDate) -> Option<NaiveDate> {
    today.iter_days().skip(1).take(HOLIDAY_WITHIN_DAYS).find(|date| is_off(calendar, *date))
}

fn times<'a>(snapshot: &'a Snapshot, members: &[u32], from: NaiveDateTime, to: NaiveDateTime) -> Vec<Times<'a>> {
    let one = |index: &u32| {
        let (schedule, calendar) = snapshot.schedule(*index as usize)?;
        let pharmacy = snapshot.pharmacies().get(*index as usize)?;
        Some(Times { pharmacy, intervals: schedule.intervals(calendar, from, to) })
    };
    members.iter().filter_map(one).collect()
}

/// Those who serve in what is left of a window: open ones by how late they are open, those on call by name. Who is open
/// for some of it and on call for the rest is both; of whom the lists say nothing else, is counted.
fn window(times: Vec<Times>, date: NaiveDate, from: NaiveDateTime, to: NaiveDateTime) -> Window {
    let (mut open, mut on_call, mut unknown) = (Vec::new(), Vec::new(), 0);
    for Times { pharmacy, intervals } in times {
        let left = |state| -> Vec<_> {
            let stretches = super::days::joined_in(state, &intervals).into_iter();
            stretches.map(|(start, end)| (start.max(from), end.min(to))).filter(|(start, end)| start < end).collect()
        };
        let (serves, answers) = (left(State::Open), left(State::OnCall));
        unknown += usize::from(serves.is_empty() && answers.is_empty() && !left(State::Unknown).is_empty());
        if !serves.is_empty() {
            open.push(Serving { pharmacy, times: serves });
        }
        if !answers.is_empty() {
            on_call.push(Serving { pharmacy, times: answers });
        }
    }
    let name =
        |serving: &Serving| serving.pharmacy.facts.name_kana.clone().unwrap_or(serving.pharmacy.facts.name.clone());
    let end = |serving: &Serving| serving.times.last().map(|(_, end)| *end);
    open.sort_by_cached_key(|serving| (std::cmp::Reverse(end(serving)), name(serving)));
    on_call.sort_by_cached_key(name);
    Window { date, from, to, open, on_call, unknown }
}

/// How many serve in each hour of a window; open counts only who is open for all of it.
fn hours(times: &[Times], from: NaiveDateTime, to: NaiveDateTime) -> Vec<Hour> {
    let starts = std::iter::successors(Some(from), |start| Some(*start + TimeDelta::hours(1)));
    let open = |start: NaiveDateTime| {
        let end = start + TimeDelta::hours(1);
        let covers = |(from, to): &(NaiveDateTime, NaiveDateTime)| *from <= start && *to >= end;
        times.iter().filter(|times| super::days::joined(&times.intervals).iter().any(covers)).count()
    };
    let count = |start: NaiveDateTime, state: State| {
        let holds = |interval: &Interval| interval.state == state && interval.start <= start && start < interval.end;
        times.iter().filter(|times| times.intervals.iter().any(holds)).count()
    };
    starts
        .take_while(|start| *start < to)
        .map(|from| Hour {
            from,
            open: open(from),
            on_call: count(from, State::OnCall),
            unknown: count(from, State::Unknown),
        })
        .collect()
}

/// The rota of a month, in the order of its shifts.
fn shifts<'a>(snapshot: &'a Snapshot, members: &[u32], month: NaiveDate) -> Vec<Shift<'a>> {
    let end = month.checked_add_months(Months::new(1)).unwrap_or(month);
    let pharmacies = members.iter().filter_map(|index| snapshot.pharmacies().get(*index as usize));
    let mut shifts: Vec<Shift> = pharmacies
        .flat_map(|pharmacy| {
            let within = pharmacy.duties.iter().filter(|duty| (month..end).contains(&duty.start().date()));
            within.map(move |duty| Shift { from: duty.start(), to: duty.end(), pharmacy })
        })
        .collect();
    shifts.sort_by(|a, b| (a.from, a.to, &a.pharmacy.id).cmp(&(b.from, b.to, &b.pharmacy.id)));
    shifts
}

/// The associations that publish for an area.
pub fn publishing<'a>(snapshot: &'a Snapshot, area: &Area) -> Vec<&'a Association> {
    let publishes = |association: &&Association| association.area.code.starts_with(&area.code);
    snapshot.associations().iter().filter(publishes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_morning_it_is_still_last_night() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let of = |text| night(at(text));
        assert_eq!(of("2026-11-22T23:40:00"), (at("2026-11-22T20:00:00"), at("2026-11-23T08:00:00")));
        assert_eq!(of("2026-11-23T03:00:00"), (at("2026-11-22T20:00:00"), at("2026-11-23T08:00:00")));
        assert_eq!(of("2026-11-23T12:00:00"), (at("2026-11-23T20:00:00"), at("2026-11-24T08:00:00")));
    }
}
