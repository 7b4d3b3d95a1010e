//! Statements that change hours said before: breaks, other closing and opening times, the last reception.

use chrono::Weekday;

use super::{
    super::{
        time::{DAY_MIN, TimeOfDay, TimeRange},
        week::WEEKDAYS,
    },
    build::{Knowledge, Said, Target, Weeks},
    days::Days,
    spans::Span,
    statement::Scope,
    token::Rough,
};

/// A longer break is a slip of the pen.
const LONGEST_BREAK: u16 = 210;
const NOON: u16 = 12 * 60;
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

    fn places_before(&mut self) -> Vec<Place> {
        match self.before.clone() {
            Some(Target::Base) => vec![Place::Base],
            Some(Target::Days(days)) if days.others => vec![Place::Base],
            Some(Target::Days(days)) => self.places(&days),
            None => Vec::new(),
        }
    }

    fn all_places(&self) -> Vec<Place> {
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

    /// Takes a break out of the hours it is about.
    pub(super) fn take_break(
        &mut self,
        of: &Scope,
        spans: &[Span],
        rough: Option<Rough>,
        at: (usize, usize),
    ) -> Result<(), &'static str> {
        let breaks = self.ranges(spans, at);
        if let Some(rough) = rough {
            self.remark(rough.code(), at);
        }
        let places = match of {
            Scope::Days(days) => {
                self.take_remarks(days);
                self.places(days)
            }
            Scope::Before { doubtful } => {
                if *doubtful {
                    self.remark("break_scope", at);
                }
                self.places_before()
            }
            Scope::All => self.all_places(),
        };
        let strict = !matches!(of, Scope::All);
        let (mut taken, mut twelve, mut kinds) = (0, false, Vec::new());
        for place in places {
            let Some(old) = self.ranges_at(place).cloned() else {
                if matches!(of, Scope::Days(_)) && !matches!(place, Place::Weeks(_)) {
                    return Err("hours_without_day");
                }
                continue;
            };
            let Some((new, afternoon)) = without_all(&old, &breaks) else {
                if strict && touches(&old, &breaks)
                    || touches(&old, &breaks)
                        && breaks.iter().all(|b| b.end().minutes() - b.start().minutes() > LONGEST_BREAK)
                {
                    return Err("break_unclear");
                }
                continue;
            };
            taken += 1;
            twelve |= afternoon;
            if new != old && !kinds.contains(&old) {
                kinds.push(old);
            }
            self.change(place, new);
        }
        if taken == 0 {
            return Err("break_unclear");
        }
        if twelve {
            self.remark("twelve_hour_clock", at);
        }
        if matches!(of, Scope::All) && kinds.len() > 1 {
            self.remark("break_scope", at);
        }
        Ok(())
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

fn touches(ranges: &[TimeRange], breaks: &[TimeRange]) -> bool {
    breaks.iter().any(|b| ranges.iter().any(|r| b.start() < r.end() && r.start() < b.end()))
}

/// `ranges` without `breaks`, and whether a break had to be read on a 12-hour clock; `None` when one does not fit in.
fn without_all(ranges: &[TimeRange], breaks: &[TimeRange]) -> Option<(Vec<TimeRange>, bool)> {
    let mut left = ranges.to_vec();
    let mut twelve = false;
    for pause in breaks {
        left = match without(&left, *pause) {
            Some(left) => left,
            None => {
                let shift = |time: TimeOfDay| TimeOfDay::from_minutes(time.minutes() + NOON);
                let afternoon = TimeRange::new(shift(pause.start())?, shift(pause.end())?)
                    .filter(|_| pause.end().minutes() < NOON)?;
                twelve = true;
                without(&left, afternoon)?
            }
        };
    }
    Some((left, twelve))
}

/// `ranges` without `pause`: it lies within one of them, is one of them, or fills the gap between two.
fn without(ranges: &[TimeRange], pause: TimeRange) -> Option<Vec<TimeRange>> {
    let gap =
        ranges.iter().zip(ranges.iter().skip(1)).any(|(a, b)| a.end() == pause.start() && b.start() == pause.end());
    if gap {
        return Some(ranges.to_vec());
    }
    let within = ranges.iter().position(|range| range.start() <= pause.start() && pause.end() <= range.end())?;
    let whole = ranges.get(within).copied()?;
    let is_whole = whole.start() == pause.start() && whole.end() == pause.end();
    let long = pause.end().minutes() - pause.start().minutes() > LONGEST_BREAK;
    if long && !is_whole || is_whole && ranges.len() == 1 || pause.end().minutes() > DAY_MIN {
        return None;
    }
    let parts = [TimeRange::new(whole.start(), pause.start()), TimeRange::new(pause.end(), whole.end())];
    let (before, after) = (ranges.get(..within)?, ranges.get(within + 1..)?);
    Some(before.iter().copied().chain(parts.into_iter().flatten()).chain(after.iter().copied()).collect())
}
