//! A schedule as OSM `opening_hours`, for the tools that know it (<https://wiki.openstreetmap.org/wiki/Key:opening_hours>).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    calendar::Calendar,
    exception::{DateException, DutyShift},
    schedule::{OnCall, Schedule},
    time::{DAY_MIN, TimeOfDay, TimeRange},
    week::{DayHours, NthWeekday, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
    week_text::{ASSUMED, RECEPTION_OVER, day_name, month_name, yearly_selector},
};

impl WeeklyHours {
    /// The week for an OSM evaluator, which takes silence for the weekday's hours and lets a later rule outrank an
    /// earlier: holidays and 年末年始 that the list does not state are `unknown "要電話確認"`, and the time after a last
    /// reception is `unknown "受付終了"` (a last reception past midnight ends its range).
    ///
    /// Read back by [`str::parse`] it is a week of the same meaning: what only the export assumed is left out again.
    pub fn to_osm(&self, year_end: YearPeriod) -> String {
        let yearly = |names_dates: bool| {
            let rules = self.yearly.iter().filter(move |rule| rule.names_dates() == names_dates);
            rules.filter(|rule| !rule.weekdays.is_empty()).map(yearly_rule)
        };
        let weekdays = self.weekday_rules().filter(|(_, hours)| **hours != DayHours::Closed);
        let mut rules: Vec<String> = weekdays.map(|(days, hours)| rule(&days.to_string(), hours)).collect();
        rules.extend(self.nth.iter().filter(|nth| !nth.nth.is_empty()).map(nth_rule));
        rules.extend(yearly(false));
        rules.push(match &self.holiday {
            DayHours::Unstated => format!("PH unknown \"{ASSUMED}\""),
            hours => rule("PH", hours),
        });
        if !self.states(year_end) {
            rules.push(format!("{year_end} unknown \"{ASSUMED}\""));
        }
        rules.extend(yearly(true));
        rules.join("; ")
    }

    /// Whether one rule states every day of the period.
    fn states(&self, period: YearPeriod) -> bool {
        let covers = |rule: &YearlyRule| {
            let both_ends = rule.period.contains_day(period.from) && rule.period.contains_day(period.to);
            both_ends && rule.period.days() >= period.days() && rule.weekdays == WeekdaySet::ALL
        };
        self.yearly.iter().any(|rule| rule.names_dates() && covers(rule))
    }
}

impl Schedule {
    /// The whole schedule for an OSM evaluator: the week, the dated statements from `from` to `to` (included), and the
    /// after-hours response as a fallback that says to telephone. Crisis check-ins are left out: they do not last.
    ///
    /// `None` when neither hours nor dated statements are known.
    pub fn to_osm(&self, calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> Option<String> {
        let in_period = |date: NaiveDate| from <= date && date <= to;
        let mut rules: Vec<String> = self.week.iter().map(|week| week.to_osm(calendar.year_end)).collect();
        rules.extend(self.exceptions.iter().filter(|exception| in_period(exception.on)).map(exception_rule));
        let shifts = self.duties.iter().flat_map(|shift| stretches(*shift));
        let shifts = shifts.filter(|(start, _)| in_period(start.date()));
        let barred = |date| self.exception_on(date).is_some_and(DateException::bars_duty);
        let shifts = shifts.filter(|(start, _)| !barred(start.date())).map(|(start, end)| duty_rule(start, end));
        let mut text = rules.join("; ");
        for shift in shifts {
            text.push_str(if text.is_empty() { "" } else { ", " });
            text.push_str(&shift);
        }
        if text.is_empty() {
            return None;
        }
        if self.on_call != OnCall::No {
            text.push_str(" || unknown \"時間外は電話で対応\"");
        }
        Some(text)
    }
}

fn nth_rule(nth: &NthWeekday) -> String {
    rule(&format!("{}[{}]", day_name(nth.weekday), nth.nth), &nth.hours)
}

fn yearly_rule(yearly: &YearlyRule) -> String {
    rule(&yearly_selector(yearly), &yearly.hours)
}

/// One rule, and the times after last receptions as a second one.
fn rule(selector: &str, hours: &DayHours) -> String {
    let DayHours::Open(ranges) = hours else { return format!("{selector} {hours}") };
    let joined = |parts: Vec<String>| parts.join(",");
    let received = joined(ranges.iter().map(|range| format!("{}-{}", range.start(), received_until(*range))).collect());
    let over = ranges.iter().filter_map(|range| {
        let last = range.last_reception().filter(|last| last.minutes() < DAY_MIN)?;
        Some(format!("{last}-{}", range.end()))
    });
    let over = joined(over.collect());
    if over.is_empty() {
        format!("{selector} {received}")
    } else {
        format!("{selector} {received}, {selector} {over} unknown \"{RECEPTION_OVER}\"")
    }
}

fn received_until(range: TimeRange) -> TimeOfDay {
    range.last_reception().unwrap_or(range.end())
}

fn exception_rule(exception: &DateException) -> String {
    let comment = exception.reason.replace('"', "”");
    let day = date(exception.on);
    match (&exception.hours, comment.is_empty()) {
        (DayHours::Open(_), _) => rule(&day, &exception.hours),
        (hours, true) => format!("{day} {hours}"),
        (hours, false) => format!("{day} {hours} \"{comment}\""),
    }
}

/// The shift in stretches of 24 hours, each of which belongs to the date it begins on.
fn stretches(shift: DutyShift) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> {
    let a_day_later = |start: NaiveDateTime| start.checked_add_days(Days::new(1));
    let starts = std::iter::successors(Some(shift.start()), move |start| a_day_later(*start));
    let starts = starts.take_while(move |start| *start < shift.end());
    starts.map(move |start| (start, a_day_later(start).map_or(shift.end(), |end| end.min(shift.end()))))
}

fn duty_rule(start: NaiveDateTime, end: NaiveDateTime) -> String {
    let minutes = (end - start.date().and_time(NaiveTime::MIN)).num_minutes();
    format!("{} {}-{:02}:{:02} open \"当番\"", date(start.date()), start.format("%H:%M"), minutes / 60, minutes % 60)
}

fn date(date: NaiveDate) -> String {
    format!("{} {} {:02}", date.year(), month_name(date.month() as u8), date.day())
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
