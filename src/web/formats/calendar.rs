//! Duties and special hours as iCalendar (RFC 5545), to be subscribed to.
//!
//! A UID is made of what the entry is and of the pharmacy's id, so that it stays the same when hours change; SEQUENCE is the
//! revision since which the pharmacy is as it is, so that it grows with each change and only then.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use icalendar::{Calendar, CalendarDateTime, Component, Event, EventLike};

use crate::{
    directory::{Pharmacy, Phone},
    hours::{Basis, DateException, DayHours, DutyShift, Interval, State, TimeRange},
    search::Snapshot,
};

/// The media type.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// How far back and ahead entries are told, days.
const BACK: u64 = 31;
const AHEAD: u64 = 366;

/// A calendar of more pharmacies, such as a prefecture's, leaves out holidays: there are some twenty a year and pharmacy.
pub const MOST_WITH_HOLIDAYS: usize = 1_000;

/// Japan has had no summer time since 1951.
const TIME_ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:19510908T020000\r\nTZOFFSETFROM:+0900\r\n\
    TZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// What a calendar is of.
pub struct Subject<'a> {
    /// The directory.
    pub snapshot: &'a Snapshot,
    /// The calendar's name.
    pub name: &'a str,
    /// The server's address, without a slash at its end.
    pub home: &'a str,
    /// Today in Japan.
    pub today: NaiveDate,
}

impl Subject<'_> {
    /// One pharmacy: its duties, its dated exceptions, and the holidays and year's end for which it states hours.
    pub fn pharmacy(&self, index: usize) -> String {
        let mut events = self.dated(index);
        events.extend(self.holidays(index));
        self.written(events)
    }

    /// Several pharmacies: their duties and dated exceptions, and unless they are very many the holidays and year's end for
    /// which they state hours.
    pub fn pharmacies(&self, indexes: &[u32]) -> String {
        let all = indexes.iter().map(|index| *index as usize);
        let mut events: Vec<Event> = all.clone().flat_map(|index| self.dated(index)).collect();
        if indexes.len() <= MOST_WITH_HOLIDAYS {
            events.extend(all.flat_map(|index| self.holidays(index)));
        }
        self.written(events)
    }

    fn written(&self, events: Vec<Event>) -> String {
        let mut calendar = Calendar::empty();
        for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Yoruyaku//yoruyaku//JA"), ("CALSCALE", "GREGORIAN")] {
            calendar.append_property((name, value));
        }
        calendar.name(self.name).timezone("Asia/Tokyo").ttl(&TimeDelta::hours(1));
        calendar.extend(events);
        let text = calendar.to_string();
        // The library can't write a time zone's own component.
        let at = text.find("BEGIN:VEVENT").or_else(|| text.find("END:VCALENDAR")).unwrap_or(text.len());
        let (head, rest) = text.split_at(at);
        format!("{head}{TIME_ZONE}{rest}")
    }

    fn is_told(&self, on: NaiveDate) -> bool {
        let (first, last) = (self.today - Days::new(BACK), self.today + Days::new(AHEAD));
        (first..=last).contains(&on)
    }

    fn dated(&self, index: usize) -> Vec<Event> {
        let Some(pharmacy) = self.snapshot.pharmacies().get(index) else { return Vec::new() };
        let duties = pharmacy.duties.iter().filter(|shift| self.is_told(shift.start().date()));
        let mut events: Vec<Event> = duties.map(|shift| self.duty(index, pharmacy, *shift)).collect();
        for (place, exception) in pharmacy.exceptions.iter().enumerate() {
            // Of two for one date the later holds.
            let later = pharmacy.exceptions.iter().skip(place + 1).any(|other| other.on == exception.on);
            if !later && self.is_told(exception.on) {
                events.extend(self.exception(index, pharmacy, exception));
            }
        }
        events
    }

    fn duty(&self, index: usize, pharmacy: &Pharmacy, shift: DutyShift) -> Event {
        let (start, end) = (shift.start(), shift.end());
        let uid = format!("duty-{}", start.format("%Y%m%dT%H%M"));
        timed(self.event(index, pharmacy, &uid, "当番"), start, end)
    }

    fn exception(&self, index: usize, pharmacy: &Pharmacy, exception: &DateException) -> Vec<Event> {
        let uid = format!("exception-{}", exception.on.format("%Y%m%d"));
        let of = |number: usize, what: &str| {
            let mut event = self.event(index, pharmacy, &format!("{uid}-{number}"), what);
            if !exception.reason.is_empty() {
                event.add_property("COMMENT", &exception.reason);
            }
            event
        };
        match &exception.hours {
            DayHours::Closed => vec![whole_day(of(0, "臨時休業"), exception.on)],
            DayHours::Unstated => vec![whole_day(of(0, "時間変更（要電話確認）"), exception.on)],
            DayHours::Open(ranges) => {
                let open = |(number, range): (usize, &TimeRange)| {
                    let (start, end) = instants(exception.on, *range);
                    timed(of(number, "臨時の開局時間"), start, end)
                };
                ranges.iter().enumerate().map(open).collect()
            }
        }
    }

    /// The holidays and days of the year's end ahead for which hours, or closing, are stated.
    fn holidays(&self, index: usize) -> Vec<Event> {
        let Some((schedule, calendar)) = self.snapshot.schedule(index) else { return Vec::new() };
        let Some(pharmacy) = self.snapshot.pharmacies().get(index) else { return Vec::new() };
        let dates = self.today.iter_days().take(AHEAD as usize);
        let special = dates.filter(|date| calendar.holidays.name(*date).is_some() || calendar.year_end.contains(*date));
        let mut events = Vec::new();
        for date in special {
            let day = SpecialDay::of(date);
            let stated = schedule.intervals(calendar, day.from, day.to);
            let stated = stated.iter().filter(|of| matches!(of.basis, Basis::Holiday | Basis::YearEnd));
            let spans: Vec<_> = stated.clone().filter_map(|of| day.opened(of)).collect();
            let is_closed = spans.is_empty() && stated.clone().any(|of| day.is_closed(of));
            let of = |number: usize, title| {
                self.event(index, pharmacy, &format!("special-{}-{number}", date.format("%Y%m%d")), title)
            };
            let opened = spans
                .iter()
                .enumerate()
                .map(|(number, (start, end))| timed(of(number, "祝日・年末年始の開局時間"), *start, *end));
            events.extend(opened);
            events.extend(is_closed.then(|| whole_day(of(0, "祝日・年末年始の休業"), date)));
        }
        events
    }

    fn event(&self, index: usize, pharmacy: &Pharmacy, what: &str, title: &str) -> Event {
        let facts = &pharmacy.facts;
        let stamp: DateTime<Utc> = self.snapshot.generated_at().and_utc();
        let phones = [("電話", &facts.phone), ("時間外", &facts.after_hours_phone)];
        let told: Vec<String> = phones
            .iter()
            .filter_map(|(name, phone)| phone.as_ref().map(|phone: &Phone| format!("{name} {phone}")))
            .collect();
        let mut event = Event::new();
        event
            .uid(&format!("{what}-{}@yoruyaku", pharmacy.id))
            .sequence(u32::try_from(self.snapshot.since(index)).unwrap_or(u32::MAX))
            .timestamp(stamp)
            .summary(&format!("{title}：{}", facts.name))
            .description(&format!("お出かけの前に電話でご確認ください。\n{}", told.join("\n")))
            .url(&format!("{}/p/{}", self.home, pharmacy.id))
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(address) = &facts.address {
            event.location(address);
        }
        event
    }
}

/// A date whose hours are of its own, looked at from noon before to noon after: hours that run past midnight belong to
/// the day they begin on.
struct SpecialDay {
    from: NaiveDateTime,
    start: NaiveDateTime,
    end: NaiveDateTime,
    to: NaiveDateTime,
}

impl SpecialDay {
    fn of(date: NaiveDate) -> Self {
        let start = date.and_time(NaiveTime::MIN);
        let (end, half) = (start + Days::new(1), TimeDelta::hours(12));
        Self { from: start - half, start, end, to: end + half }
    }

    /// The opening that begins on it; of one that goes on from day to day, its share.
    fn opened(&self, of: &Interval) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let goes_on = of.end >= self.to;
        let begins = (self.start..self.end).contains(&of.start);
        let fills = of.start < self.start && of.end >= self.end;
        let end = if goes_on || fills { self.end } else { of.end };
        (of.state == State::Open && (begins || fills)).then_some((of.start.max(self.start), end))
    }

    fn is_closed(&self, of: &Interval) -> bool {
        of.state == State::Closed && of.start < self.end && of.end > self.start
    }
}

fn timed(mut event: Event, start: NaiveDateTime, end: NaiveDateTime) -> Event {
    let of = |date_time| CalendarDateTime::WithTimezone { date_time, tzid: "Asia/Tokyo".to_owned() };
    event.starts(of(start)).ends(of(end)).done()
}

fn whole_day(mut event: Event, on: NaiveDate) -> Event {
    event.starts(on).ends(on + Days::new(1)).done()
}

fn instants(on: NaiveDate, range: TimeRange) -> (NaiveDateTime, NaiveDateTime) {
    let at = |minutes: u16| on.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into());
    (at(range.start().minutes()), at(range.end().minutes()))
}
