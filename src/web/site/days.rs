//! A pharmacy's days, one line each: from when to when, or why not.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use maud::{Markup, html};

use super::{
    lang::Lang,
    state::{self, Moment},
    tell,
    words::{Phrase, Words, say},
};
use crate::hours::{Calendar, Interval, Reason, State};

/// One day of a pharmacy.
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// When it is open; a stretch past midnight belongs to the day it began on, one of days on end is cut at midnight.
    pub open: Vec<(NaiveDateTime, NaiveDateTime)>,
    /// Whether it answers on call at some time of the day.
    pub on_call: bool,
    /// Whether the sources leave some of the day open; then it is not said to be closed.
    pub unknown: bool,
    /// Why, when it is not an ordinary day.
    pub reason: Option<Reason>,
}

/// The days on `dates`, from the intervals that cover them with a day on either side.
pub fn days(intervals: &[Interval], dates: &[NaiveDate]) -> Vec<Day> {
    let stretches = joined(intervals);
    dates.iter().map(|date| day(*date, intervals, &stretches)).collect()
}

/// Openings that touch joined into one, whatever they rest on.
pub fn joined(intervals: &[Interval]) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    joined_in(State::Open, intervals)
}

/// Intervals of one state that touch joined into one, whatever they rest on.
pub fn joined_in(state: State, intervals: &[Interval]) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut stretches: Vec<(NaiveDateTime, NaiveDateTime)> = Vec::new();
    for interval in intervals.iter().filter(|interval| interval.state == state) {
        match stretches.last_mut() {
            Some(last) if last.1 == interval.start => last.1 = interval.end,
            _ => stretches.push((interval.start, interval.end)),
        }
    }
    stretches
}

fn day(date: NaiveDate, intervals: &[Interval], stretches: &[(NaiveDateTime, NaiveDateTime)]) -> Day {
    let start = date.and_time(NaiveTime::MIN);
    let end = start + Days::new(1);
    let within: Vec<&Interval> = intervals.iter().filter(|i| i.start < end && i.end > start).collect();
    let open: Vec<_> = stretches
        .iter()
        .filter_map(|(from, to)| {
            if *to - *from <= TimeDelta::days(1) {
                return (from.date() == date).then_some((*from, *to));
            }
            let cut = ((*from).max(start), (*to).min(end));
            (cut.0 < cut.1).then_some(cut)
        })
        .collect();
    let has = |state| within.iter().any(|interval| interval.state == state);
    // What the day rests on: its opening, else what is not known, else what closes its noon.
    let noon = start + TimeDelta::hours(12);
    let telling = within
        .iter()
        .find(|i| i.state == State::Open && i.start >= start)
        .or_else(|| within.iter().find(|i| i.state == State::Unknown))
        .or_else(|| within.iter().find(|i| i.start <= noon && i.end > noon && i.state == State::Closed))
        .or_else(|| within.iter().find(|i| i.state == State::Closed));
    let reason = telling.map(|interval| interval.reason).filter(|reason| *reason != Reason::Weekly);
    Day { date, open, on_call: has(State::OnCall), unknown: has(State::Unknown), reason }
}

/// A table of days.
pub fn table(moment: &Moment, caption: &Phrase, days: &[Day]) -> Markup {
    let words = moment.words();
    html! {
        table.days.short[is_short(words)] {
            caption { (caption) }
            thead { tr { th scope="col" { (say!(words, "day")) } th scope="col" { (say!(words, "day-hours")) } } }
            tbody {
                @for day in days {
                    tr.today[day.date == moment.visit.now.date()] {
                        th scope="row" { (date(words, day.date, moment)) }
                        td { (hours(words, day)) }
                    }
                }
            }
        }
    }
}

fn date(words: Words, date: NaiveDate, moment: &Moment) -> Markup {
    let calendar = moment.calendar;
    html! {
        (tell::date(words, date, &calendar.holidays))
        @if date == moment.visit.now.date() { span.why { (say!(words, "day-today")) } }
        @else if let Some(name) = name(words, date, calendar) { span.why { (name) } }
    }
}

/// What a day is called: a holiday's name, or the year's end. Holidays are named in Japanese; elsewhere the date says it.
fn name(words: Words, date: NaiveDate, calendar: &Calendar) -> Option<Phrase> {
    if let Some(name) = calendar.holidays.name(date) {
        return (words.lang().tag() == "ja").then(|| say!(words, "verbatim", text = name));
    }
    calendar.year_end.contains(date).then(|| say!(words, "year-end"))
}

fn hours(words: Words, day: &Day) -> Markup {
    // The reason is that of the opening where there is one, and stands with it; what else is said is of the other hours.
    let (opens, reason) =
        (!day.open.is_empty(), day.reason.map(|reason| html! { span.why { (state::reason(words, reason)) } }));
    let unknown = if opens { "day-unknown-rest" } else { "day-unknown" };
    html! {
        @for (from, to) in &day.open { div { (range(words, *from, *to)) } }
        @if !opens && !day.unknown { div { (say!(words, "day-closed")) } }
        @if let (true, Some(reason)) = (opens, &reason) { (reason) }
        @if day.unknown { div { span.state data-state="unknown" { span.mark { (say!(words, unknown)) } } } }
        @if day.on_call { div { span.state data-state="on_call" { span.mark { (say!(words, "day-on-call")) } } } }
        @if let (false, Some(reason)) = (opens, &reason) { (reason) }
    }
}

/// `9:00～18:00`, `22:00～翌2:00`, `24時間`.
pub fn range(words: Words, from: NaiveDateTime, to: NaiveDateTime) -> Phrase {
    let midnight = to.time() == NaiveTime::MIN;
    if midnight && from.time() == NaiveTime::MIN && (to - from) == TimeDelta::days(1) {
        return say!(words, "open-all-day");
    }
    let end = match (to.date() == from.date(), midnight) {
        (true, _) => say!(words, "at-time", time = tell::clock(to.time())),
        (false, true) => say!(words, "at-midnight"),
        (false, false) => say!(words, "at-next-day", time = tell::clock(to.time())),
    };
    say!(words, "day-range", start = tell::clock(from.time()), end = end)
}

/// Whether times of the day are so short in this language that each stays on a line.
pub fn is_short(words: Words) -> bool {
    !matches!(words.lang(), Lang::Easy | Lang::En)
}

/// The special days of the coming weeks: national holidays and 年末年始, the next few after `week_end`.
pub fn special_dates(calendar: &Calendar, from: NaiveDate, within_days: usize, at_most: usize) -> Vec<NaiveDate> {
    from.iter_days()
        .take(within_days)
        .take_while(|date| *date <= calendar.holidays.horizon() && date.year() < 2100)
        .filter(|date| calendar.holidays.name(*date).is_some() || calendar.year_end.contains(*date))
        .take(at_most)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::Basis;

    fn interval(start: &str, end: &str, state: State, reason: Reason) -> Interval {
        let at = |text: &str| format!("2026-11-{text}:00").parse().unwrap();
        Interval { start: at(start), end: at(end), state, basis: Basis::Weekly, reason, caution: false }
    }

    fn dates() -> Vec<NaiveDate> {
        (22..25).map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap()).collect()
    }

    fn shown(intervals: &[Interval]) -> Vec<Vec<String>> {
        let words = Words::of(Lang::Ja);
        let tell = |day: &Day| day.open.iter().map(|(from, to)| range(words, *from, *to).to_string()).collect();
        days(intervals, &dates()).iter().map(tell).collect()
    }

    #[test]
    fn a_stretch_past_midnight_belongs_to_the_day_it_began_on() {
        let night = [
            interval("21T09:00", "22T22:00", State::Closed, Reason::Weekly),
            interval("22T22:00", "23T02:00", State::Open, Reason::Weekly),
            interval("23T02:00", "26T00:00", State::Closed, Reason::HolidayClosed),
        ];
        assert_eq!(shown(&night), [vec!["22:00～翌2:00"], vec![], vec![]]);
        let days = days(&night, &dates());
        assert_eq!((days[0].reason, days[1].reason), (None, Some(Reason::HolidayClosed)));
    }

    #[test]
    fn one_open_day_and_night_is_open_all_day_every_day() {
        let always = [
            interval("21T00:00", "23T00:00", State::Open, Reason::Weekly),
            interval("23T00:00", "26T00:00", State::Open, Reason::HolidayStated),
        ];
        assert_eq!(shown(&always), [["24時間"], ["24時間"], ["24時間"]]);
    }

    #[test]
    fn a_day_the_list_is_silent_on_is_not_said_to_be_closed() {
        let silent = [
            interval("22T00:00", "23T00:00", State::Closed, Reason::Weekly),
            interval("23T00:00", "24T00:00", State::Unknown, Reason::HolidayUnstated),
            interval("24T00:00", "24T09:00", State::OnCall, Reason::OnCall),
            interval("24T09:00", "25T00:00", State::Open, Reason::Weekly),
        ];
        let days = days(&silent, &dates());
        assert_eq!(days.iter().map(|day| day.unknown).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(days[1].reason, Some(Reason::HolidayUnstated));
        assert!(days[2].on_call && days[2].reason.is_none());
        assert_eq!(shown(&silent)[2], ["9:00～24:00"]);
    }
}
