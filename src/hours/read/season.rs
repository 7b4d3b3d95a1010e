//! Rules for parts of the year.

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::{DayHours, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
    },
    build::Season,
    weekly::open,
};

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

/// Adds the rules of a season: the same weekdays with its own hours.
pub(super) fn seasonal(season: &Season, week: &mut WeeklyHours) -> Result<(), &'static str> {
    if let Some(days) = season.days {
        week.yearly.push(YearlyRule { period: season.months, weekdays: days, hours: open(&season.ranges)? });
        return Ok(());
    }
    let mut rules: Vec<YearlyRule> = Vec::new();
    for day in WEEKDAYS {
        let DayHours::Open(ranges) = week.weekday(day) else { continue };
        let hours = match season.from.and_then(TimeOfDay::from_minutes) {
            Some(start) => {
                let (first, rest) = ranges.split_first().ok_or("not_understood")?;
                let first = TimeRange::new(start, first.end()).ok_or("not_understood")?;
                open(&[&[first], rest].concat())?
            }
            None => open(&season.ranges)?,
        };
        add_rule(&mut rules, YearlyRule { period: season.months, weekdays: WeekdaySet::of(day), hours });
    }
    if !week.nth.is_empty() || rules.is_empty() {
        return Err("not_understood");
    }
    week.yearly.extend(rules);
    Ok(())
}
