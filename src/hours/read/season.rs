//! Rules for parts of the year.

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::{DayHours, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
    },
    build::Season,
    finish::is_open,
    weekly::open,
};

/// No season closes later than the others by more than this; a morning does not last into the evening.
const LONGEST_DELAY: u16 = 180;

/// Adds the rules of dates on which some weekdays close earlier.
pub(super) fn shortened(
    period: YearPeriod,
    days: WeekdaySet,
    until: TimeOfDay,
    week: &mut WeeklyHours,
) -> Result<(), &'static str> {
    for day in days.iter() {
        let DayHours::Open(ranges) = week.weekday(day) else { return Err("not_understood") };
        let mut ranges: Vec<TimeRange> = ranges.iter().copied().filter(|range| range.start() < until).collect();
        let last = ranges.pop().ok_or("not_understood")?;
        ranges.push(TimeRange::new(last.start(), until.min(last.end())).ok_or("not_understood")?);
        add_rule(&mut week.yearly, YearlyRule { period, weekdays: WeekdaySet::of(day), hours: open(&ranges)? });
    }
    Ok(())
}

/// Adds a rule, joined with one that says the same of other weekdays.
pub(super) fn add_rule(rules: &mut Vec<YearlyRule>, rule: YearlyRule) {
    match rules.iter_mut().find(|other| other.period == rule.period && other.hours == rule.hours) {
        Some(other) => other.weekdays = other.weekdays.union(rule.weekdays),
        None => rules.push(rule),
    }
}

/// `ranges` with another end of the last of them.
fn ending(ranges: &[TimeRange], end: TimeOfDay) -> Result<Vec<TimeRange>, &'static str> {
    let (last, rest) = ranges.split_last().ok_or("not_understood")?;
    if end.minutes() > last.end().minutes() + LONGEST_DELAY {
        return Err("not_understood");
    }
    let last = TimeRange::new(last.start(), end).ok_or("not_understood")?;
    Ok([rest, &[last]].concat())
}

fn time(minutes: Option<u16>) -> Option<TimeOfDay> {
    minutes.and_then(TimeOfDay::from_minutes)
}

/// Adds the rules of a season: the same weekdays with its own hours.
pub(super) fn seasonal(season: &Season, week: &mut WeeklyHours) -> Result<(), &'static str> {
    if let Some(days) = season.days {
        // 12月～2月 月～金9:00～17:00: what holds in the rest of the year is not said.
        if days.iter().any(|day| !matches!(week.weekday(day), DayHours::Open(_))) {
            return Err("not_understood");
        }
        week.yearly.push(YearlyRule { period: season.months, weekdays: days, hours: open(&season.ranges)? });
        return Ok(());
    }
    let mut rules: Vec<YearlyRule> = Vec::new();
    let ends = |ranges: &[TimeRange]| ranges.last().map(|last| last.end());
    let all: Vec<_> = week.weekdays.iter().filter_map(|hours| ends(hours.ranges())).collect();
    let same_end = all.iter().min() == all.iter().max();
    // 月～金9:00～18:00 土9:00～13:00 6～9月は19:00まで: Saturdays, too?
    if !same_end && time(season.until).is_some_and(|until| Some(&until) >= all.iter().max()) {
        return Err("not_understood");
    }
    for day in WEEKDAYS {
        let DayHours::Open(ranges) = week.weekday(day) else { continue };
        let hours = match (time(season.from), time(season.until)) {
            (Some(start), _) => {
                let (first, rest) = ranges.split_first().ok_or("not_understood")?;
                let first = TimeRange::new(start, first.end()).ok_or("not_understood")?;
                open(&[&[first], rest].concat())?
            }
            // 土9:00～13:00 ends before 17:00 at all times of the year.
            (None, Some(end)) if !same_end && ends(ranges) <= Some(end) => continue,
            (None, Some(end)) => open(&ending(ranges, end)?)?,
            // 月～金9:00～18:00 土9:00～13:00 12月～2月9:00～17:00: Saturdays, too?
            (None, None) if week.weekdays.iter().any(|other| is_open(other) && other != week.weekday(day)) => {
                return Err("not_understood");
            }
            (None, None) => open(&season.ranges)?,
        };
        add_rule(&mut rules, YearlyRule { period: season.months, weekdays: WeekdaySet::of(day), hours });
    }
    if !week.nth.is_empty() || rules.is_empty() {
        return Err("not_understood");
    }
    week.yearly.extend(rules);
    Ok(())
}
