//! Statements that days are closed, or open in certain weeks only → what is known of each day.

use chrono::Weekday;

use super::{
    super::{
        time::TimeRange,
        week::{NthSet, WEEKDAYS, WeekdaySet},
    },
    build::{Knowledge, Said, Target, Weeks},
    days::{Days, Doubt},
    exclusion::other_weeks,
};

const NOON: u16 = 12 * 60;
/// Afternoons off are compatible with hours up to here.
const EARLY_AFTERNOON: u16 = 14 * 60;

impl Knowledge {
    pub(super) fn closed(&mut self, days: &Days, soft: bool, at: (usize, usize)) -> Result<(), &'static str> {
        self.dangling_last = false;
        self.take_remarks(days);
        if days.shut_inside {
            // 定休日：日曜・水曜（第3水曜休み）: the third, or all but the third?
            return Err("contradiction");
        }
        self.roughen(days, |_| false);
        if days.others || days.every {
            // その他休み: what is not named is closed anyway.
            return if days.every { Err("not_understood") } else { Ok(()) };
        }
        self.before = None;
        let names_weekday = !days.plain.is_empty() || !days.nth.is_empty();
        if self.all_year && (names_weekday || days.holiday) || self.no_rest_day && names_weekday {
            return Err("contradiction");
        }
        if days.holiday {
            let against = matches!(self.holiday, Said::Open { .. });
            self.say_of_holidays(at, against);
            if !against {
                self.holiday = Said::Closed;
            }
        }
        for Doubt { day, .. } in &days.doubtful {
            // 第2土・日休み: of days that are not open anyway it does not matter which are meant.
            if matches!(self.day(*day), Said::Open { .. }) {
                return Err("ordinal_scope");
            }
            self.set_day(*day, Said::Closed);
            self.unsure = self.unsure.union(WeekdaySet::of(*day));
        }
        let weeks_of = |day| days.minus_nth.iter().find(|(other, _)| *other == day).map(|(_, set)| *set);
        for (day, but) in days.plain.iter().filter_map(|day| Some((day, weeks_of(day)?))) {
            self.close_other_weeks(day, but, soft)?;
        }
        for day in days.plain.iter().filter(|day| weeks_of(*day).is_none()) {
            match self.day(day) {
                Said::Open { .. } if days.rest => return Err("contradiction"),
                // 月～土9:00～18:00 第1・3土9:00～13:00 土休み: no week of it is left in which it is certain.
                Said::Open { ranged: true, .. } if self.opens_in_weeks(day) => return Err("contradiction"),
                // 第2・4土9:00～12:00（土日祝を除く）
                Said::Nothing if soft && self.opens_in_weeks(day) => return Err("contradiction"),
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

    fn opens_in_weeks(&self, day: Weekday) -> bool {
        self.weeks.iter().any(|weeks| weeks.day == day && weeks.ranges.is_some())
    }

    /// 第1・3以外の土曜は休み: closes the weeks of `day` that are not in `but`.
    fn close_other_weeks(&mut self, day: Weekday, but: NthSet, soft: bool) -> Result<(), &'static str> {
        let opened = |weeks: &&Weeks| weeks.day == day && weeks.ranges.is_some();
        if self.weeks.iter().filter(opened).any(|weeks| !weeks.set.without(but).is_empty()) {
            return Err("contradiction");
        }
        let in_weeks = self.weeks.iter().any(|weeks| opened(&weeks));
        match self.day(day) {
            Said::Open { .. } => {}
            Said::Nothing if in_weeks => {
                self.set_day(day, Said::Closed);
                return Ok(());
            }
            Said::Nothing if self.base.is_some() => {}
            Said::Closed => return Ok(()),
            // The hours of the other weeks are not said.
            Said::Nothing => return Err("hours_missing"),
        }
        let others = other_weeks(but).ok_or("not_understood")?;
        self.weeks.push(Weeks { day, set: others, ranges: None, taken_out: soft });
        Ok(())
    }

    pub(super) fn closed_afternoon(&mut self, days: &Days) -> Result<(), &'static str> {
        if !days.rough.is_empty() {
            return Err("not_understood");
        }
        for place in self.places(days)? {
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
            // 第1・3土休み … 土曜は第1・3のみ
            let meets = |weeks: &Weeks| weeks.day == *day && !weeks.set.intersection(*set).is_empty();
            if self.weeks.iter().any(|weeks| meets(weeks) && (weeks.set != *set || weeks.ranges.is_none())) {
                return Err("contradiction");
            }
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

    /// 9:00～18:00 平日のみ営業: the hours without days are for those.
    pub(super) fn only_days(&mut self, days: &Days) -> Result<(), &'static str> {
        let others = WEEKDAYS.into_iter().filter(|day| !days.plain.contains(*day));
        if others.clone().any(|day| matches!(self.day(day), Said::Open { .. })) {
            return Err("contradiction");
        }
        if !days.nth.is_empty() || !days.rough.is_empty() || !days.doubtful.is_empty() || days.every || days.others {
            return Err("not_understood");
        }
        self.take_remarks(days);
        if self.base.is_none() && days.plain.iter().all(|day| *self.day(day) == Said::Nothing) {
            // 平日のみ営業 月～金9:00～18:00: the hours follow.
            self.only = self.only.union(days.plain);
            return Ok(());
        }
        for day in days.plain.iter() {
            match (self.day(day), self.base.clone()) {
                (Said::Nothing, Some(ranges)) => self.set_day(day, Said::Open { ranges, ranged: true }),
                (Said::Open { .. }, _) => {}
                _ => return Err("hours_missing"),
            }
        }
        for day in others {
            self.set_day(day, Said::Closed);
        }
        if self.base.take().is_some() {
            self.before = Some(Target::Days(days.clone()));
            self.holiday_unsure |= days.holiday;
        }
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
