//! Statements that change hours said before: breaks, other closing and opening times, the last reception.

use chrono::Weekday;

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::WEEKDAYS,
    },
    build::{Knowledge, Said, Target, Weeks},
    days::Days,
};

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
    pub(super) fn places(&mut self, days: &Days) -> Vec<Place> {
        let mut places = Vec::new();
        for day in days.plain.iter() {
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
        for (day, set) in &days.nth {
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
        places
    }

    pub(super) fn places_before(&mut self) -> Vec<Place> {
        match self.before.clone() {
            Some(Target::Base) => vec![Place::Base],
            Some(Target::Days(days)) if days.others => vec![Place::Base],
            Some(Target::Days(days)) => self.places(&days),
            None => Vec::new(),
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
                    self.roughen(days, false);
                    return Ok(());
                }
                self.places(days)
            }
            None => self.places_before(),
        };
        let end = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        for place in places {
            let Some(old) = self.ranges_at(place).cloned() else { return Err("no_opening_time") };
            let mut new: Vec<TimeRange> = old.iter().copied().filter(|range| range.start() < end).collect();
            let Some(last) = new.pop() else { return Err("contradiction") };
            let is_last = old.last() == Some(&last);
            if end > last.end() && !is_last {
                return Err("contradiction");
            }
            new.push(TimeRange::new(last.start(), end).ok_or("contradiction")?);
            self.change(place, new);
        }
        Ok(())
    }

    pub(super) fn from(&mut self, days: Option<&Days>, minutes: u16) -> Result<(), &'static str> {
        let places = match days {
            Some(days) if days.rough.is_empty() => self.places(days),
            Some(_) => return Err("not_understood"),
            None => self.places_before(),
        };
        let start = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        for place in places {
            let Some(old) = self.ranges_at(place).cloned() else { return Err("no_closing_time") };
            let (first, rest) = old.split_first().ok_or("no_closing_time")?;
            let first = TimeRange::new(start, first.end()).ok_or("contradiction")?;
            self.change(place, [&[first], rest].concat());
        }
        Ok(())
    }

    pub(super) fn last_reception(&mut self, minutes: u16) -> Result<(), &'static str> {
        let at = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        let places = self.places_before();
        if places.is_empty() {
            return Err("not_understood");
        }
        for place in places {
            let Some(mut ranges) = self.ranges_at(place).cloned() else { continue };
            let last = ranges.last_mut().ok_or("not_understood")?;
            *last = last.with_last_reception(at).ok_or("not_understood")?;
            self.change(place, ranges);
        }
        Ok(())
    }
}
