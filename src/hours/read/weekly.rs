//! What is known of each day → the week and its holiday entry.

use chrono::Weekday;

use super::{
    super::{
        time::TimeRange,
        week::{DayHours, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule},
    },
    build::{Knowledge, Said},
    finish::is_open,
    season::{seasonal, shortened},
};

/// With fewer open weekdays than these, days named last without a word are not taken for closing days.
const MANY_DAYS: usize = 3;

pub(super) fn week(known: &mut Knowledge) -> Result<WeeklyHours, &'static str> {
    let open_days: WeekdaySet =
        WEEKDAYS.into_iter().filter(|day| matches!(known.day(*day), Said::Open { .. })).collect();
    let unopened = |days: WeekdaySet| days.without(open_days).iter().next().is_some();
    if known.base.is_none() && known.opens.iter().any(|(days, _)| unopened(*days)) {
        return Err("hours_missing");
    }
    if !known.only.is_empty() && (unopened(known.only) || open_days != known.only) {
        return Err("contradiction");
    }
    // 9:00～18:00 月～金営業: only then, or also then?
    let said = |day: Weekday| *known.day(day) != Said::Nothing || known.rough.contains(day);
    let opened = known.opens.iter().fold(WeekdaySet::NONE, |set, (days, _)| set.union(*days));
    let leaves_some = WEEKDAYS.into_iter().any(|day| !opened.contains(day) && !said(day));
    if known.base.is_some() && !known.year_round && !known.opens.is_empty() && leaves_some {
        return Err("day_unstated");
    }
    // Days named last are taken for closing days; those that get hours later were a heading.
    if let Some((days, (from, to))) = known.dangling
        && (days.is_empty() || unopened(days))
    {
        if open_days.iter().count() < MANY_DAYS || !known.dangling_last || known.base.is_some() {
            return Err("nothing_said");
        }
        known.remarks.push(("closing_word_missing", from, to));
    }
    // 9:00～18:00 with other hours for every working day is about none of them.
    if known.base.is_some() && !unopened(WeekdaySet::MONDAY_TO_FRIDAY) {
        return Err("contradiction");
    }
    // 24時間転送: that is when the telephone answers.
    let telephone = known.remarks.iter().any(|(code, ..)| *code == "telephone");
    if telephone && known.base.as_deref() == Some(&[TimeRange::WHOLE_DAY]) {
        return Err("hours_missing");
    }
    // 9:00～18:00 第2・4水・土休み
    if known.base.is_some() && !known.unsure.is_empty() {
        return Err("ordinal_scope");
    }
    let fill = fill(known)?;
    // 9:00～18:00 月～金は要連絡: hours that are then of the weekend alone are of nobody knows which days.
    if known.base.is_some() && WeekdaySet::MONDAY_TO_FRIDAY.iter().all(|day| known.rough.contains(day)) {
        return Err("hours_without_day");
    }
    if known.no_rest_day && WEEKDAYS.into_iter().any(|day| *known.day(day) == Said::Nothing && !fill.contains(day)) {
        return Err("contradiction");
    }
    let mut week = WeeklyHours::default();
    for day in WEEKDAYS {
        let rough = known.rough.contains(day);
        *week.weekday_mut(day) = match known.day(day) {
            _ if rough => DayHours::Unstated,
            Said::Open { ranges, .. } => open(ranges)?,
            Said::Nothing if fill.contains(day) => open(known.base.as_deref().unwrap_or_default())?,
            Said::Nothing | Said::Closed => DayHours::Closed,
        };
    }
    if is_saturday_doubtful(known) {
        *week.weekday_mut(Weekday::Sat) = DayHours::Unstated;
        known.remark("saturday_unstated", (0, usize::MAX));
    }
    nth(known, &mut week)?;
    week.holiday = holiday(known, &week)?;
    if is_cut_range(known, &week) {
        return Err("day_range");
    }
    dated(known, &mut week)?;
    Ok(week)
}

/// Adds the rules of seasons and dates. Dates come last: whoever reads the rules in their order has the later win.
fn dated(known: &Knowledge, week: &mut WeeklyHours) -> Result<(), &'static str> {
    for season in &known.seasons {
        seasonal(season, week)?;
    }
    if known.seasons.iter().any(|season| season.days.is_none()) {
        // Whether a holiday in those months has the season's hours nobody can tell.
        if is_open(&week.holiday) {
            week.holiday = DayHours::Unstated;
        }
    } else {
        week.yearly.extend(through_the_years_end(known, week));
    }
    for (period, ranges) in &known.dates {
        let hours = ranges.as_deref().map_or(Ok(DayHours::Closed), open)?;
        week.yearly.push(YearlyRule { period: *period, weekdays: WeekdaySet::ALL, hours });
    }
    for (period, days, until) in &known.dates_until {
        shortened(*period, *days, *until, week)?;
    }
    Ok(())
}

/// 月9:00～19:00 土9:00～13:00: Monday is the only working day spoken of, which is what is left of 月～金.
pub(super) fn is_cut_range(known: &Knowledge, week: &WeeklyHours) -> bool {
    let silent = [Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
        .iter()
        .all(|day| *known.day(*day) == Said::Nothing && !known.rough.contains(*day));
    silent
        && known.base.is_none()
        && is_open(week.weekday(Weekday::Mon))
        && !week.nth.iter().any(|nth| !matches!(nth.weekday, Weekday::Sat | Weekday::Sun))
}

/// 平日9:00～18:00 日祝休み: whether a Saturday is such a day nobody can tell, when Sundays are spoken of and it is not.
fn is_saturday_doubtful(known: &Knowledge) -> bool {
    let said = |day: Weekday| *known.day(day) != Said::Nothing || known.rough.contains(day);
    let in_weeks = known.weeks.iter().any(|weeks| weeks.day == Weekday::Sat);
    known.workdays && known.base.is_none() && !known.others && said(Weekday::Sun) && !said(Weekday::Sat) && !in_weeks
}

pub(super) fn open(ranges: &[TimeRange]) -> Result<DayHours, &'static str> {
    DayHours::open(ranges.to_vec()).ok_or("contradiction")
}

/// The days that hours without days are for.
///
/// 9:00-18:00 alone is for every day; a day closed by name leaves the rest. But once a day has hours of its own and Sunday
/// is not spoken of, nobody can tell whether Sunday is open.
pub(super) fn fill(known: &mut Knowledge) -> Result<WeekdaySet, &'static str> {
    if known.base.is_none() {
        return Ok(WeekdaySet::NONE);
    }
    let said = |day: Weekday| *known.day(day) != Said::Nothing || known.rough.contains(day);
    let unsaid: WeekdaySet = WEEKDAYS.into_iter().filter(|day| !said(*day)).collect();
    let some_weeks = |day: Weekday| known.weeks.iter().any(|weeks| weeks.day == day && weeks.ranges.is_some());
    if unsaid.iter().any(some_weeks) {
        return Err("day_unstated");
    }
    if !known.year_round && !known.no_rest_day && !said(Weekday::Sun) {
        let excepted = WEEKDAYS.iter().any(|day| matches!(known.day(*day), Said::Open { .. }));
        if excepted || said(Weekday::Sat) || known.others {
            return Err("day_unstated");
        }
        known.remark("no_weekday", (0, usize::MAX));
    }
    Ok(unsaid)
}

pub(super) fn nth(known: &mut Knowledge, week: &mut WeeklyHours) -> Result<(), &'static str> {
    for weeks in &known.weeks {
        let hours = weeks.ranges.as_deref().map_or(Ok(DayHours::Closed), open)?;
        week.nth.push(NthWeekday { weekday: weeks.day, nth: weeks.set, hours });
    }
    // 第1・3日休み where nothing is said of the other Sundays.
    for day in WEEKDAYS {
        let of_day = || known.weeks.iter().filter(|weeks| weeks.day == day);
        let only_closed = of_day().next().is_some() && of_day().all(|weeks| weeks.ranges.is_none());
        if only_closed && *known.day(day) == Said::Nothing && *week.weekday(day) == DayHours::Closed {
            return Err("day_unstated");
        }
        if known.rough.contains(day) {
            week.nth.retain(|nth| nth.weekday != day || is_open(&nth.hours));
        }
    }
    Ok(())
}

/// What the text says of holidays, plainly or by 年中無休.
pub(super) fn holiday(known: &mut Knowledge, week: &WeeklyHours) -> Result<DayHours, &'static str> {
    if known.holiday_unsure {
        return Ok(DayHours::Unstated);
    }
    match &known.holiday {
        Said::Open { ranges, .. } => return open(ranges),
        Said::Closed => return Ok(DayHours::Closed),
        Said::Nothing if known.minus_holiday => return Ok(DayHours::Closed),
        Said::Nothing => {}
    }
    let monday = week.weekday(Weekday::Mon);
    let same_all_week = is_open(monday) && week.weekdays.iter().all(|hours| hours == monday) && week.nth.is_empty();
    if known.year_round {
        if !week.weekdays.iter().all(is_open) {
            return Err("contradiction");
        }
        if same_all_week {
            return Ok(monday.clone());
        }
        known.remark("year_round_hours", (0, usize::MAX));
        return Ok(DayHours::Unstated);
    }
    let only_new_year = matches!(known.dates.as_slice(), [(day, None)] if is_new_years_day(*day));
    let no_other_closure =
        !known.remarks.iter().any(|(code, ..)| matches!(*code, "year_end_undated" | "local_closure" | "irregular"));
    let around_the_clock = known.base.as_deref() == Some(&[TimeRange::WHOLE_DAY]);
    if same_all_week && (only_new_year && no_other_closure || around_the_clock) {
        return Ok(monday.clone());
    }
    Ok(DayHours::Unstated)
}

/// 年中無休 speaks of the year's end too: the regular hours as a rule of its dates, wide enough for any area's 年末年始.
fn through_the_years_end(known: &Knowledge, week: &WeeklyHours) -> Option<YearlyRule> {
    let doubted =
        known.remarks.iter().any(|(code, ..)| matches!(*code, "year_end_undated" | "may_differ" | "irregular"));
    let every_day = is_open(&week.holiday) && week.weekdays.iter().all(|hours| *hours == week.holiday);
    let period = YearPeriod::turn_of_the_year()?;
    (known.year_round && every_day && week.nth.is_empty() && !doubted).then(|| YearlyRule {
        period,
        weekdays: WeekdaySet::ALL,
        hours: week.holiday.clone(),
    })
}

pub(super) fn is_new_years_day(period: YearPeriod) -> bool {
    period.from == period.to && period.from.month() == 1 && period.from.day() == 1
}

#[cfg(test)]
mod tests {
    use crate::hours::{Calendar, Schedule, State, read};

    #[test]
    fn open_all_year_is_open_at_the_years_end_and_silence_is_not() {
        let at = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).unwrap().and_hms_opt(3, 0, 0).unwrap();
        for (text, state) in [
            ("月-日:00:00-24:00※24時間365日年中無休", State::Open),
            ("月-日:00:00-24:00", State::Unknown),
            ("年中無休 0:00-24:00 ※年末年始は休み", State::Unknown),
        ] {
            let schedule = Schedule { week: read(text).week, ..Schedule::default() };
            assert_eq!(schedule.status(&Calendar::japan(), at).state, state, "{text}");
        }
        assert_eq!(read("年中無休9：00-21：00").week.unwrap().stated(), "Mo-Su 09:00-21:00");
    }
}
