//! Statements of hours → what is known of each day.

use chrono::Weekday;

use super::{
    super::{
        time::TimeRange,
        week::{NthSet, WeekdaySet},
    },
    build::{Knowledge, Said, Target, Weeks},
    days::Days,
    span::Span,
};

impl Knowledge {
    pub(super) fn hours(
        &mut self,
        days: Option<&Days>,
        spans: &[Span],
        at: (usize, usize),
    ) -> Result<(), &'static str> {
        self.dangling_last = false;
        let ranges = self.ranges(spans, at);
        let Some(days) = days else {
            self.before = Some(Target::Base);
            return if self.base.replace(ranges).is_some() { Err("contradiction") } else { Ok(()) };
        };
        self.take_remarks(days);
        self.before = Some(Target::Days(days.clone()));
        if days.others {
            self.others = true;
            if self.base.replace(ranges.clone()).is_some() {
                return Err("contradiction");
            }
        }
        self.roughen(days, |said| matches!(said, Said::Open { ranges: old, .. } if holds_beside(old, &ranges)));
        if days.plain.iter().count() > 1
            && days
                .plain
                .iter()
                .any(|day| matches!(self.day(day), Said::Open { ranges: old, .. } if follows(old, &ranges)))
        {
            self.afternoons = true;
        }
        self.minus_holiday |= days.minus_holiday;
        self.year_round |= days.every;
        if days.all_year {
            self.open_all_year(true)?;
        }
        if self.all_year && days.minus_holiday {
            return Err("contradiction");
        }
        let earlier: Vec<(Weekday, Said)> = days.plain.iter().map(|day| (day, self.day(day).clone())).collect();
        for day in days.plain.iter() {
            self.open_day(day, &ranges, days)?;
        }
        for doubt in &days.doubtful {
            if !doubt.apart {
                return Err("ordinal_scope");
            }
            self.remark("ordinal_scope", at);
            if days.holiday {
                // 第2土曜、日、祝: no ordinal reaches to holidays, so it ends at the comma.
                self.open_day(doubt.day, &ranges, days)?;
                continue;
            }
            // 第1・3木、土9-13: the first and third Saturday in any case; of the others it is not known.
            let (_, set) = days.nth.last().ok_or("ordinal_scope")?;
            self.open_weeks(doubt.day, *set, &ranges)?;
            self.rough = self.rough.union(WeekdaySet::of(doubt.day));
        }
        for (day, set) in &days.nth {
            if days.plain.contains(*day) {
                return Err("ordinal_scope");
            }
            self.open_weeks(*day, *set, &ranges)?;
        }
        for (day, set) in days.minus_nth.iter().filter(|(day, _)| days.plain.contains(*day)) {
            let named = self.weeks.iter().any(|weeks| weeks.day == *day && !weeks.set.intersection(*set).is_empty());
            // 月～土9-18 第3以外の土曜9-12: the third keeps what was said of all.
            let kept = earlier.iter().find(|(other, _)| other == day).and_then(|(_, said)| match said {
                Said::Open { ranges: old, ranged: true } if *old != ranges => Some(old.clone()),
                _ => None,
            });
            if !named {
                self.weeks.push(Weeks { day: *day, set: *set, taken_out: kept.is_none(), ranges: kept });
            }
        }
        if days.holiday {
            self.open_holiday(ranges, at);
        }
        Ok(())
    }

    pub(super) fn open_day(&mut self, day: Weekday, ranges: &[TimeRange], days: &Days) -> Result<(), &'static str> {
        let new_ranged = days.ranged.contains(day);
        if self.unsure.contains(day) {
            return Err("ordinal_scope");
        }
        let said = match self.day(day).clone() {
            Said::Nothing => Said::Open { ranges: ranges.to_vec(), ranged: new_ranged },
            Said::Closed if days.ranged.contains(day) => Said::Closed,
            Said::Closed if self.soft.contains(day) => Said::Open { ranges: ranges.to_vec(), ranged: false },
            Said::Open { ranges: old, ranged } if old == ranges => {
                Said::Open { ranges: old, ranged: ranged && new_ranged }
            }
            Said::Open { ranges: old, ranged } if follows(&old, ranges) => {
                // 月～金9-13 … 木14-18: in place of the morning, or after it?
                if ranged && !new_ranged && !self.afternoons && days.single_weekday().is_some() {
                    return Err("contradiction");
                }
                Said::Open { ranges: [old.as_slice(), ranges].concat(), ranged: ranged && new_ranged }
            }
            Said::Open { ranged: true, .. } if !new_ranged => Said::Open { ranges: ranges.to_vec(), ranged: false },
            Said::Open { ranges: old, ranged: false } if new_ranged => Said::Open { ranges: old, ranged: false },
            Said::Closed | Said::Open { .. } => return Err("contradiction"),
        };
        self.set_day(day, said);
        Ok(())
    }

    pub(super) fn open_weeks(&mut self, day: Weekday, set: NthSet, ranges: &[TimeRange]) -> Result<(), &'static str> {
        self.weeks.retain(|weeks| !(weeks.day == day && weeks.set == set && weeks.taken_out));
        for weeks in &mut self.weeks {
            if weeks.day != day || weeks.set.intersection(set).is_empty() {
                continue;
            }
            match &mut weeks.ranges {
                Some(old) if old == ranges => return Ok(()),
                Some(old) if weeks.set == set && follows(old, ranges) => {
                    old.extend_from_slice(ranges);
                    return Ok(());
                }
                _ => return Err("contradiction"),
            }
        }
        if let Said::Open { ranges: old, .. } = self.day(day)
            && (follows(old, ranges) || old == ranges)
        {
            // 日9-13 第1・3日9-13: every Sunday, or only those?
            return Err("contradiction");
        }
        self.weeks.push(Weeks { day, set, ranges: Some(ranges.to_vec()), taken_out: false });
        Ok(())
    }

    pub(super) fn open_holiday(&mut self, ranges: Vec<TimeRange>, at: (usize, usize)) {
        let mut against = false;
        self.holiday = match std::mem::take(&mut self.holiday) {
            Said::Nothing => Said::Open { ranges, ranged: false },
            Said::Open { ranges: old, ranged } if old == ranges => Said::Open { ranges: old, ranged },
            Said::Open { ranges: old, ranged } if follows(&old, &ranges) => {
                Said::Open { ranges: [old, ranges].concat(), ranged }
            }
            said => {
                against = true;
                said
            }
        };
        self.say_of_holidays(at, against);
    }
}

/// Whether hours of every week hold in the weeks, too, in which the day is open for `others`: those are added or longer.
fn holds_beside(every: &[TimeRange], others: &[TimeRange]) -> bool {
    let apart = |a: &TimeRange, b: &TimeRange| a.end() <= b.start() || b.end() <= a.start();
    let within = |a: &TimeRange| others.iter().any(|b| b.start() <= a.start() && a.end() <= b.end());
    every.iter().all(|a| within(a) || others.iter().all(|b| apart(a, b))) && every != others
}

/// Whether all of `new` comes after all of `old`, as an afternoon after a morning.
pub(super) fn follows(old: &[TimeRange], new: &[TimeRange]) -> bool {
    old.last().zip(new.first()).is_some_and(|(old, new)| old.end() <= new.start())
}
