//! Statements that days are closed, or open in certain weeks only → what is known of each day.

use super::{
    super::time::TimeRange,
    build::{Knowledge, Said, Weeks},
    days::{Days, Doubt},
};

const NOON: u16 = 12 * 60;
/// Afternoons off are compatible with hours up to here.
const EARLY_AFTERNOON: u16 = 14 * 60;

impl Knowledge {
    pub(super) fn closed(&mut self, days: &Days, soft: bool, at: (usize, usize)) -> Result<(), &'static str> {
        self.dangling_last = false;
        self.take_remarks(days);
        self.roughen(days, true);
        if days.others || days.every {
            // その他休み: what is not named is closed anyway.
            return if days.every { Err("not_understood") } else { Ok(()) };
        }
        self.before = None;
        if days.holiday {
            match self.holiday {
                Said::Open { .. } => {
                    self.holiday_unsure = true;
                    self.remark("holiday_contradiction", at);
                }
                _ => self.holiday = Said::Closed,
            }
        }
        for Doubt { day, .. } in &days.doubtful {
            // 第2土・日休み: of days that are not open anyway it does not matter which are meant.
            match self.day(*day) {
                Said::Open { .. } => return Err("ordinal_scope"),
                _ => self.set_day(*day, Said::Closed),
            }
        }
        for day in days.plain.iter() {
            match self.day(day) {
                Said::Open { ranged: false, .. } => return Err("contradiction"),
                _ => self.set_day(day, Said::Closed),
            }
        }
        if soft {
            self.soft = self.soft.union(days.plain);
        }
        for (day, set) in &days.nth {
            let open = self
                .weeks
                .iter()
                .any(|weeks| weeks.day == *day && weeks.ranges.is_some() && !weeks.set.intersection(*set).is_empty());
            if open {
                return Err("contradiction");
            }
            self.weeks.push(Weeks { day: *day, set: *set, ranges: None, taken_out: soft });
        }
        self.minus_holiday |= days.minus_holiday && days.holiday;
        Ok(())
    }

    pub(super) fn closed_afternoon(&mut self, days: &Days) -> Result<(), &'static str> {
        if !days.rough.is_empty() {
            return Err("not_understood");
        }
        for place in self.places(days) {
            let Some(old) = self.ranges_at(place).cloned() else { return Err("not_understood") };
            if old.iter().all(|range| range.end().minutes() <= EARLY_AFTERNOON) {
                continue;
            }
            // Of a day without a noon break nobody can tell when its morning ends.
            let morning: Vec<TimeRange> =
                old.iter().copied().filter(|range| range.end().minutes() <= EARLY_AFTERNOON).collect();
            let afternoon = old.len() - morning.len();
            let parted = old.iter().skip(morning.len()).all(|range| range.start().minutes() >= NOON);
            if morning.is_empty() || afternoon != 1 || !parted {
                return Err("not_understood");
            }
            self.change(place, morning);
        }
        Ok(())
    }

    pub(super) fn only_weeks(&mut self, days: &Days, at: (usize, usize)) -> Result<(), &'static str> {
        self.take_remarks(days);
        for (day, set) in &days.nth {
            match self.day(*day).clone() {
                Said::Open { ranges, .. } => {
                    self.set_day(*day, Said::Nothing);
                    self.weeks.push(Weeks { day: *day, set: *set, ranges: Some(ranges), taken_out: false });
                }
                Said::Nothing
                    if self
                        .weeks
                        .iter()
                        .any(|weeks| weeks.day == *day && weeks.set == *set && weeks.ranges.is_some()) => {}
                _ => return Err("not_understood"),
            }
        }
        let _ = at;
        Ok(())
    }

    pub(super) fn dangle(&mut self, days: &Days, at: (usize, usize)) -> Result<(), &'static str> {
        if days.weekdays().is_empty() && !days.holiday {
            return Ok(());
        }
        let named = days.weekdays().iter().any(|day| *self.day(day) != Said::Nothing);
        if named || self.dangling.is_some() {
            return Err("nothing_said");
        }
        self.minus_holiday |= days.minus_holiday;
        self.dangling = Some((days.weekdays(), at));
        self.dangling_last = true;
        Ok(())
    }
}
