//! A pharmacy's state in words: whether it serves, until when, why, and which number to call at that hour.

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use maud::{Markup, html};

use super::{
    tell,
    visit::Visit,
    words::{Phrase, Words, say},
};
use crate::{
    directory::{Facts, Phone},
    hours::{Basis, Calendar, Reason, State, Status},
};

/// Who serves for so many days on end, by hours that come again, serves day and night: the far end (年末年始, of which the list
/// says nothing) is not this night's matter.
const ROUND_THE_CLOCK_DAYS: i64 = 7;

/// "Closing soon" is said within this many minutes of the end.
const SOON_MIN: i64 = 60;

/// The moment a page speaks of, and what it takes to tell of it.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// The instant asked about.
    pub at: NaiveDateTime,
    /// The end of the interval asked about.
    pub until: Option<NaiveDateTime>,
    /// The days.
    pub calendar: &'a Calendar,
}

impl Moment<'_> {
    /// The words of the page.
    pub fn words(&self) -> Words {
        self.visit.words
    }

    /// Whether another time than the present is asked about, so that states are expected and not seen.
    pub fn is_expected(&self) -> bool {
        (self.at - self.visit.now).abs() >= TimeDelta::minutes(1)
    }

    /// An instant in words, seen from the asked one.
    pub fn instant(&self, at: NaiveDateTime) -> Phrase {
        tell::instant(self.words(), at, self.at, &self.calendar.holidays)
    }
}

/// The name of a state.
pub fn name(words: Words, state: State, expected: bool) -> Phrase {
    let key = match (state, expected) {
        (State::Open, false) => "state-open",
        (State::Open, true) => "state-open-expected",
        (State::OnCall, _) => "state-on-call",
        (State::Unknown, _) => "state-unknown",
        (State::Closed, false) => "state-closed",
        (State::Closed, true) => "state-closed-expected",
    };
    say!(words, key)
}

/// The line a person reads first: the state with its end, as text and as a shape, and a mark when it ends soon.
pub fn line(moment: &Moment, status: &Status, distance_m: Option<f64>) -> Markup {
    let words = moment.words();
    html! {
        p.state data-state=(status.state.as_str()) {
            span.mark { (name(words, status.state, moment.is_expected())) }
            @if let Some(until) = until(moment, status) { " " span.until { (until) } }
            @if let Some(minutes) = closing_in(moment, status) {
                " " span.soon { (say!(words, "closing-soon", minutes = minutes)) }
                @if distance_m.and_then(tell::walk_minutes).is_some_and(|walk| i64::from(walk) >= minutes) {
                    " " span.soon { (say!(words, "closing-walk")) }
                }
            }
        }
    }
}

/// How long the state lasts, or when the next opening is.
pub fn until(moment: &Moment, status: &Status) -> Option<Phrase> {
    let words = moment.words();
    match status.state {
        State::Open | State::OnCall => Some(lasts(words, moment, status)),
        State::Closed => {
            Some(status.next_open.map_or_else(|| say!(words, "opens-unknown"), |at| opens(moment, status, at)))
        }
        State::Unknown => None,
    }
}

/// Until when one that serves does so, in `words`.
pub fn lasts(words: Words, moment: &Moment, status: &Status) -> Phrase {
    let is_long = |until: NaiveDateTime| until - moment.at >= TimeDelta::days(ROUND_THE_CLOCK_DAYS);
    match status.until {
        // None: no end within `Schedule::LOOKAHEAD_DAYS`, holidays and all.
        until if until.is_none_or(is_long) && comes_again(status.basis) => say!(words, "open-all-day"),
        Some(until) => {
            say!(words, "until", time = tell::instant(words, until, moment.at, &moment.calendar.holidays))
        }
        None => say!(words, "until-none"),
    }
}

/// The next opening; where something else comes before it (a holiday the list is silent on, a time on call), it is not said
/// to be the next.
pub fn opens(moment: &Moment, status: &Status, at: NaiveDateTime) -> Phrase {
    say!(moment.words(), opens_key(status, at), time = moment.instant(at))
}

/// The words for the next opening at `at`: certain, or certain only to come at the latest then.
pub fn opens_key(status: &Status, at: NaiveDateTime) -> &'static str {
    let is_next = status.state != State::Unknown && status.until.is_none_or(|until| until >= at);
    if is_next { "opens-at" } else { "opens-at-unsure" }
}

/// Whether hours of that kind come again, so that having no end means day and night; of the others nobody has said when
/// they end.
fn comes_again(basis: Basis) -> bool {
    matches!(basis, Basis::Weekly | Basis::NthWeekday | Basis::Holiday | Basis::YearEnd)
}

/// Minutes to the end of an opening that ends soon.
fn closing_in(moment: &Moment, status: &Status) -> Option<i64> {
    let left = (status.until? - moment.at).num_minutes();
    (status.state == State::Open && (0..=SOON_MIN).contains(&left)).then_some(left)
}

/// Why the state is what it is, in the language of the page.
pub fn reason(words: Words, reason: Reason) -> Phrase {
    let key = match reason {
        Reason::CrisisCheckIn => "reason-crisis-check-in",
        Reason::ExceptionHours => "reason-exception-hours",
        Reason::ExceptionClosed => "reason-exception-closed",
        Reason::ExceptionUnstated => "reason-exception-unstated",
        Reason::OnDuty => "reason-on-duty",
        Reason::SeasonStated => "reason-season-stated",
        Reason::SeasonClosed => "reason-season-closed",
        Reason::YearEndUnstated => "reason-year-end-unstated",
        Reason::HolidayStated => "reason-holiday-stated",
        Reason::HolidayClosed => "reason-holiday-closed",
        Reason::HolidayUnstated => "reason-holiday-unstated",
        Reason::NthWeekday => "reason-nth-weekday",
        Reason::Weekly => "reason-weekly",
        Reason::DayUnstated => "reason-day-unstated",
        Reason::OnCall => "reason-on-call",
        Reason::OnCallConditional => "reason-on-call-conditional",
        Reason::OnCallUnstated => "reason-on-call-unstated",
        Reason::LastReceptionOver => "reason-last-reception-over",
        Reason::NoHours => "reason-no-hours",
        Reason::BeyondHorizon => "reason-beyond-horizon",
    };
    say!(words, key)
}

/// Which of a pharmacy's numbers a call goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// 連絡先電話番号（開局時間中）.
    Day,
    /// 時間外連絡先.
    Night,
}

/// The numbers to call in a state at a time, the right one first: the after-hours one when it answers on call, or when
/// nothing is known and it is not the hour of an ordinary day; the other only where the first may not answer.
pub fn numbers(facts: &Facts, state: State, at: NaiveDateTime) -> Vec<(Line, &Phone)> {
    let day = facts.phone.as_ref().map(|phone| (Line::Day, phone));
    let night = facts.after_hours_phone.as_ref().map(|phone| (Line::Night, phone));
    let at_night = !(8..20).contains(&at.hour());
    let (first, second) = match state {
        State::Open => (day.or(night), None),
        State::OnCall => (night.or(day), night.and(day)),
        State::Unknown if at_night => (night.or(day), night.and(day)),
        State::Unknown | State::Closed => (day.or(night), day.and(night)),
    };
    let mut numbers: Vec<_> = first.into_iter().chain(second).collect();
    numbers.dedup_by(|a, b| a.1.digits() == b.1.digits());
    numbers
}

/// The buttons that call.
pub fn calls(moment: &Moment, facts: &Facts, state: State) -> Markup {
    let words = moment.words();
    let numbers = numbers(facts, state, moment.at);
    let label = |line: Line| match line {
        Line::Day => say!(words, "phone-day"),
        Line::Night => say!(words, "phone-night"),
    };
    html! {
        div.calls {
            @if let Some(((line, phone), rest)) = numbers.split_first() {
                p.which { (label(*line)) }
                a.call href=(format!("tel:{}", phone.digits()))
                    aria-label=(format!("{} {phone}", say!(words, "phone-call-to", name = facts.name.as_str()))) {
                    span.act { (say!(words, "phone-call")) } " " span.number { (phone) }
                }
                @for (line, phone) in rest {
                    p.which.other { (label(*line)) " " a href=(format!("tel:{}", phone.digits())) { (phone) } }
                }
            } @else {
                p.which { (say!(words, "phone-none")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_answers_at_this_hour_comes_first() {
        let phone = |digits: &str| Phone::new(digits, digits);
        let both = Facts { phone: phone("0000000001"), after_hours_phone: phone("0000000002"), ..Facts::default() };
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let lines = |facts: &Facts, state, time: &str| -> Vec<Line> {
            numbers(facts, state, at(time)).into_iter().map(|(line, _)| line).collect()
        };
        let (noon, night) = ("2026-11-23T12:00:00", "2026-11-23T23:40:00");
        assert_eq!(lines(&both, State::Open, night), [Line::Day]);
        assert_eq!(lines(&both, State::OnCall, night), [Line::Night, Line::Day]);
        assert_eq!(lines(&both, State::Unknown, noon), [Line::Day, Line::Night]);
        assert_eq!(lines(&both, State::Unknown, night), [Line::Night, Line::Day]);
        let same = Facts { after_hours_phone: both.phone.clone(), ..both.clone() };
        assert_eq!(lines(&same, State::OnCall, night), [Line::Night]);
        let day_only = Facts { after_hours_phone: None, ..both };
        assert_eq!(lines(&day_only, State::OnCall, night), [Line::Day]);
        assert!(numbers(&Facts::default(), State::Open, at(noon)).is_empty());
    }
}
