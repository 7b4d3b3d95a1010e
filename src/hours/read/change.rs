//! Statements that change hours said before: breaks, other closing and opening times, the last reception.

use chrono::Weekday;

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::{WEEKDAYS, WeekdaySet},
    },
    build::{Knowledge, Said, Target, Weeks},
    days::Days,
    exclusion::other_weeks,
    opened::follows,
    span::Span,
};

/// Between the last reception and the closing.
const LONGEST_WAIT: u16 = 120;

/// A closing time as much later as this is no change of the one before it.
const LONGEST_DELAY: u16 = 240;

/// One set of hours to change.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Base,
    Day(Weekday),
    Weeks(usize),
    Holiday,
}

impl Knowledge {
    /// The sets of hours that `days` names; base hours become the day's own.
    pub(super) fn places(&mut self, days: &Days) -> Result<Vec<Place>, &'static str> {
        // 第2・4土・水は13:00まで: every Wednesday, or two of them?
        if !days.doubtful.is_empty() {
            return Err("ordinal_scope");
        }
        let mut places = Vec::new();
        // 第1・3以外の土曜: certain weeks, too.
        let mut nth = days.nth.clone();
        for day in days.plain.iter() {
            if let Some((_, set)) = days.minus_nth.iter().find(|(other, _)| *other == day) {
                nth.push((day, other_weeks(*set).ok_or("not_understood")?));
                continue;
            }
            if let (Said::Nothing, Some(base)) = (self.day(day), self.base.clone()) {
                self.set_day(day, Said::Open { ranges: base, ranged: true });
            }
            places.push(Place::Day(day));
            places.extend(
                self.weeks
                    .iter()
                    .enumerate()
                    .filter(|(_, weeks)| weeks.day == day && weeks.ranges.is_some())
                    .map(|(i, _)| Place::Weeks(i)),
            );
        }
        for (day, set) in &nth {
            if let Some(i) = self.weeks.iter().position(|weeks| weeks.day == *day && weeks.set == *set) {
                places.push(Place::Weeks(i));
                continue;
            }
            let ranges = match self.day(*day) {
                Said::Open { ranges, .. } => Some(ranges.clone()),
                Said::Nothing => self.base.clone(),
                Said::Closed => None,
            };
            self.weeks.push(Weeks { day: *day, set: *set, ranges, taken_out: false });
            places.push(Place::Weeks(self.weeks.len() - 1));
        }
        if days.holiday {
            places.push(Place::Holiday);
        }
        Ok(places)
    }

    pub(super) fn places_before(&mut self) -> Result<Vec<Place>, &'static str> {
        match self.before.clone() {
            Some(Target::Base) => Ok(vec![Place::Base]),
            Some(Target::Days(days)) if days.others => Ok(vec![Place::Base]),
            // Weeks taken out of the hours said before have none that could change; doubtful days were given those hours.
            Some(Target::Days(mut days)) => {
                days.minus_nth.clear();
                let doubtful: WeekdaySet = days.doubtful.drain(..).map(|doubt| doubt.day).collect();
                days.plain = days.plain.union(doubtful);
                self.places(&days)
            }
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn all_places(&self) -> Vec<Place> {
        let base = self.base.is_some().then_some(Place::Base);
        let days = WEEKDAYS.into_iter().map(Place::Day);
        let weeks = (0..self.weeks.len()).map(Place::Weeks);
        base.into_iter()
            .chain(days)
            .chain(weeks)
            .chain([Place::Holiday])
            .filter(|place| self.ranges_at(*place).is_some())
            .collect()
    }

    pub(super) fn ranges_at(&self, place: Place) -> Option<&Vec<TimeRange>> {
        let said = match place {
            Place::Base => return self.base.as_ref(),
            Place::Weeks(i) => return self.weeks.get(i)?.ranges.as_ref(),
            Place::Day(day) => self.day(day),
            Place::Holiday => &self.holiday,
        };
        match said {
            Said::Open { ranges, .. } => Some(ranges),
            _ => None,
        }
    }

    pub(super) fn change(&mut self, place: Place, new: Vec<TimeRange>) {
        let empty = new.is_empty();
        match place {
            Place::Base => self.base = Some(new),
            Place::Weeks(i) => {
                if let Some(weeks) = self.weeks.get_mut(i) {
                    weeks.ranges = (!empty).then_some(new);
                }
            }
            Place::Day(day) => {
                let ranged = matches!(self.day(day), Said::Open { ranged: true, .. });
                self.set_day(day, if empty { Said::Closed } else { Said::Open { ranges: new, ranged } });
            }
            Place::Holiday => {
                self.holiday = if empty { Said::Closed } else { Said::Open { ranges: new, ranged: false } }
            }
        }
    }

    pub(super) fn until(
        &mut self,
        days: Option<&Days>,
        minutes: u16,
        sure: bool,
        at: (usize, usize),
    ) -> Result<(), &'static str> {
        if !sure {
            self.remark("until_assumed", at);
        }
        let places = match days {
            Some(days) => {
                self.take_remarks(days);
                if !days.rough.is_empty() {
                    let ends_by = |ranges: &[TimeRange]| ranges.iter().all(|range| range.end().minutes() <= minutes);
                    self.roughen(days, |said| matches!(said, Said::Open { ranges, .. } if ends_by(ranges)));
                    return Ok(());
                }
                self.places(days)?
            }
            None => self.places_before()?,
        };
        let end = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        for place in places {
            if self.is_unsaid_holiday(place) {
                self.leave_holidays(at);
                continue;
            }
            let Some(old) = self.ranges_at(place).cloned() else { return Err("no_opening_time") };
            let mut new: Vec<TimeRange> = old.iter().copied().filter(|range| range.start() < end).collect();
            let Some(last) = new.pop() else { return Err("contradiction") };
            // 水曜午前のみ … 水曜は17:00まで: no morning lasts so much longer.
            if end.minutes() >= last.end().minutes() + LONGEST_DELAY {
                return Err("contradiction");
            }
            let late = end.minutes() > last.end().minutes() + LONGEST_WAIT;
            if end > last.end() && self.is_said_otherwise(place, late) {
                return Err("contradiction");
            }
            let is_last = old.last() == Some(&last);
            if end > last.end() && !is_last {
                return Err("contradiction");
            }
            new.push(TimeRange::new(last.start(), end).ok_or("contradiction")?);
            self.change(place, new);
        }
        Ok(())
    }

    /// 祝日は18:00まで, where nothing is said of holidays before: from when, and on which of them, nobody can tell.
    fn is_unsaid_holiday(&self, place: Place) -> bool {
        matches!(place, Place::Holiday) && self.holiday == Said::Nothing
    }

    /// 水・土9:00～13:00 … 水曜は17:00まで: whether a day has hours by its own name, other than as one of the days just
    /// spoken of (火・木9:00～18:00（木は20:00まで）), which no later time widens; nor does one much later (`far`) a morning.
    fn is_said_otherwise(&self, place: Place, far: bool) -> bool {
        let Place::Day(day) = place else { return false };
        let by_name = matches!(self.day(day), Said::Open { ranged: false, .. });
        let just_said = match &self.before {
            Some(Target::Days(days)) => days.plain.contains(day) && days.single_weekday().is_none(),
            _ => false,
        };
        by_name && (far || !just_said)
    }

    fn leave_holidays(&mut self, at: (usize, usize)) {
        self.holiday_unsure = true;
        self.remark("holiday_conditional", at);
    }

    pub(super) fn from(&mut self, days: Option<&Days>, minutes: u16, at: (usize, usize)) -> Result<(), &'static str> {
        let places = match days {
            Some(days) if days.rough.is_empty() => self.places(days)?,
            Some(_) => return Err("not_understood"),
            None => self.places_before()?,
        };
        let start = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        for place in places {
            if self.is_unsaid_holiday(place) {
                self.leave_holidays(at);
                continue;
            }
            let Some(old) = self.ranges_at(place).cloned() else { return Err("no_closing_time") };
            let (first, rest) = old.split_first().ok_or("no_closing_time")?;
            if start < first.start() && self.is_said_otherwise(place, false) {
                return Err("contradiction");
            }
            let first = TimeRange::new(start, first.end()).ok_or("contradiction")?;
            self.change(place, [&[first], rest].concat());
        }
        Ok(())
    }

    pub(super) fn last_reception(&mut self, minutes: u16, wide: bool, at: (usize, usize)) -> Result<(), &'static str> {
        let before = self.places_before()?;
        if before.is_empty() {
            return Err("not_understood");
        }
        let mut taken = 0;
        for place in &before {
            taken += usize::from(self.receive_until(*place, minutes, u16::MAX)?);
        }
        if !wide {
            return if taken == 0 { Err("not_understood") } else { Ok(()) };
        }
        // 月～金9-18 土9-18 最終受付17:30: of all days that it fits.
        let mut others = 0;
        for place in self.all_places() {
            others += usize::from(self.receive_until(place, minutes, LONGEST_WAIT)?);
        }
        match (taken, others) {
            (0, 0) => return Err("not_understood"),
            (_, 0) => {}
            _ => self.remark("last_reception", at),
        }
        Ok(())
    }

    /// Gives the hours of `place` a last reception, if they end within `wait` of it and have none; whether they do.
    fn receive_until(&mut self, place: Place, minutes: u16, wait: u16) -> Result<bool, &'static str> {
        let at = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        let Some(mut ranges) = self.ranges_at(place).cloned() else { return Ok(false) };
        let last = ranges.last_mut().ok_or("not_understood")?;
        let soon = last.end().minutes().checked_sub(minutes).is_some_and(|left| left <= wait);
        if last.last_reception().is_some() || !soon {
            return Ok(false);
        }
        let Some(received) = last.with_last_reception(at) else { return Ok(false) };
        *last = received;
        self.change(place, ranges);
        Ok(true)
    }

    /// More hours of the days said before, after their last reception.
    pub(super) fn more_hours(&mut self, spans: &[Span], at: (usize, usize)) -> Result<(), &'static str> {
        let new = self.ranges(spans, at);
        let places = self.places_before()?;
        for place in &places {
            let Some(old) = self.ranges_at(*place).cloned().filter(|old| follows(old, &new)) else {
                return Err("contradiction");
            };
            self.change(*place, [old.as_slice(), new.as_slice()].concat());
        }
        if places.is_empty() { Err("hours_without_day") } else { Ok(()) }
    }
}
