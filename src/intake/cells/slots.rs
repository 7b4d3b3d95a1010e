//! Start and end columns laid over what is published: a day that is left blank stays, one that is spoken of is new as a
//! whole. (A blank second range of a day whose first is filled is no blank day: the pharmacy closes at noon.)

use std::collections::BTreeSet;

use super::{
    hours::{DayCells, NotByDay, of_cells, places},
    navii::{self, IRREGULAR},
};
use crate::{
    directory::StatedHours,
    hours::{DayHours, NthSet, NthWeekday, Reading, ReadingClass, ReadingNote, WEEKDAYS, WeeklyHours},
    intake::meaning::{Days, Meaning},
};

/// What 削除 in a column of times or flags erases of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// All that is said of the day.
    Day,
    /// Its nth range, from 1.
    Range(u8),
    /// That it is closed in the nth week of the month.
    Week(u8),
    /// The other closures, which are of no one day.
    Other,
}

impl Mark {
    /// What a mark in a column of that meaning erases, and of which days; `None` when it has no meaning there.
    pub(in crate::intake) fn of(meaning: Meaning) -> Option<(Days, Self)> {
        match meaning {
            Meaning::Slot(days, slot, _) => Some((days, Self::Range(slot))),
            Meaning::OpenDay(days) | Meaning::ClosedWeek(days, 0) => Some((days, Self::Day)),
            Meaning::ClosedWeek(days, week) => Some((days, Self::Week(week))),
            Meaning::OtherClosures => Some((Days::of(chrono::Weekday::Mon), Self::Other)),
            _ => None,
        }
    }
}

/// `published` without what `marks` erase: places of days as in [`places`], Monday first and holidays last.
///
/// # Errors
/// When the published hours are a text that can't be taken apart.
pub(in crate::intake) fn without(
    published: &StatedHours,
    marks: &BTreeSet<(usize, Mark)>,
) -> Result<Option<StatedHours>, NotByDay> {
    let (mut week, mut notes) = parted(published).ok_or(NotByDay)?;
    for at in 0..8 {
        let of_day: Vec<Mark> = marks.iter().filter(|(day, _)| *day == at).map(|(_, mark)| *mark).collect();
        if of_day.contains(&Mark::Other) {
            notes.retain(|note| note.code != IRREGULAR);
        }
        erase(&mut week, at, &of_day);
    }
    Ok(stated(week, notes, published))
}

fn erase(week: &mut WeeklyHours, at: usize, marks: &[Mark]) {
    let Some(day) = day_mut(week, at) else { return };
    let kept = day.ranges().iter().zip(1..).filter(|(_, number)| !marks.contains(&Mark::Range(*number)));
    let kept: Vec<_> = kept.map(|(range, _)| *range).collect();
    if marks.contains(&Mark::Day) || (kept.len() < day.ranges().len() && kept.is_empty()) {
        *day = DayHours::Unstated;
        week.nth.retain(|rule| !is_of(rule, at));
        return;
    }
    if kept.len() < day.ranges().len() {
        *day = DayHours::open(kept).unwrap_or_default();
    }
    for rule in week.nth.iter_mut().filter(|rule| is_of(rule, at)) {
        let staying = rule.nth.numbers().filter(|number| !marks.contains(&Mark::Week(*number)));
        rule.nth = staying.filter_map(NthSet::nth).fold(NthSet::NONE, NthSet::union);
    }
    week.nth.retain(|rule| !rule.nth.is_empty());
}

/// `published` with the days that are spoken of as `new` has them.
///
/// # Errors
/// When the published hours are a text that can't be taken apart, and may say something of a day that `new` leaves blank.
pub(in crate::intake) fn laid_over(
    published: &StatedHours,
    new: Option<&StatedHours>,
    spoken: [bool; 8],
) -> Result<Option<StatedHours>, NotByDay> {
    let says_more = published.reading.week.as_ref().is_none_or(|week| {
        let stated = |at: usize| day(week, at).is_some_and(DayHours::is_stated);
        !published.reading.notes.is_empty()
            || !week.yearly.is_empty()
            || spoken.iter().enumerate().any(|(at, spoken)| !spoken && stated(at))
    });
    if let Some(new) = new.filter(|_| !says_more || spoken == [true; 8]) {
        return Ok(Some(new.clone()));
    }
    let (mut week, old_notes) = parted(published).ok_or(NotByDay)?;
    let (fresh, mut notes) = new
        .map_or_else(Default::default, |new| (new.reading.week.clone().unwrap_or_default(), new.reading.notes.clone()));
    for at in spoken.iter().enumerate().filter(|(_, spoken)| **spoken).map(|(at, _)| at) {
        if let Some((slot, hours)) = day_mut(&mut week, at).zip(day(&fresh, at)) {
            slot.clone_from(hours);
        }
        week.nth.retain(|rule| !is_of(rule, at));
    }
    week.nth.retain(|rule| !fresh.nth.iter().any(|new| new.weekday == rule.weekday));
    week.nth.extend(fresh.nth);
    week.nth.sort_by_key(|rule| rule.weekday.num_days_from_monday());
    for note in old_notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok(stated(week, notes, published))
}

/// `published` with single days erased and cells of a day laid over it, where weeks of the month or other closures keep it
/// from being taken apart into such cells itself.
///
/// # Errors
/// When it can't be taken apart, or the cells hold what only their text can tell.
pub(in crate::intake) fn by_cells(
    published: &StatedHours,
    cells: &DayCells,
    erased: impl Iterator<Item = usize>,
) -> Result<Option<StatedHours>, NotByDay> {
    let marks = erased.map(|at| (at, Mark::Day)).collect();
    let Some(left) = without(published, &marks)? else { return Ok(of_cells(cells)) };
    let Some(new) = of_cells(cells) else { return Ok(Some(left)) };
    if new.reading.class != ReadingClass::Exact {
        return Err(NotByDay);
    }
    laid_over(&left, Some(&new), cells.each_ref().map(Option::is_some))
}

/// The week and the notes of hours that can be taken apart by day: read exactly, or made from such columns themselves.
fn parted(hours: &StatedHours) -> Option<(WeeklyHours, Vec<ReadingNote>)> {
    let week = hours.reading.week.clone().filter(|week| week.yearly.is_empty())?;
    let is_ours = || navii::text_of(&week, &navii::other_of(&hours.reading.notes)) == hours.text;
    let notes = hours.reading.notes.clone();
    (hours.reading.class == ReadingClass::Exact || is_ours()).then_some((week, notes))
}

/// The hours of a week and its notes; `published` itself, as it was written, where they are no other.
fn stated(week: WeeklyHours, notes: Vec<ReadingNote>, published: &StatedHours) -> Option<StatedHours> {
    if published.reading.week.as_ref() == Some(&week) && published.reading.notes == notes {
        return Some(published.clone());
    }
    if week == WeeklyHours::default() && notes.is_empty() {
        return None;
    }
    let text = navii::text_of(&week, &navii::other_of(&notes));
    let class = if notes.is_empty() { ReadingClass::Exact } else { ReadingClass::Caveat };
    let holiday = week.holiday.clone();
    Some(StatedHours { text, reading: Reading { class, week: Some(week), holiday, notes } })
}

fn is_of(rule: &NthWeekday, at: usize) -> bool {
    WEEKDAYS.get(at) == Some(&rule.weekday)
}

fn day(week: &WeeklyHours, at: usize) -> Option<&DayHours> {
    if at == 7 { Some(&week.holiday) } else { WEEKDAYS.get(at).map(|day| week.weekday(*day)) }
}

fn day_mut(week: &mut WeeklyHours, at: usize) -> Option<&mut DayHours> {
    if at == 7 { Some(&mut week.holiday) } else { WEEKDAYS.get(at).map(|day| week.weekday_mut(*day)) }
}

/// Which places a week's cells speak of.
pub(in crate::intake) fn spoken_of(days: impl Iterator<Item = Days>) -> [bool; 8] {
    let mut spoken = [false; 8];
    for at in days.flat_map(places) {
        if let Some(slot) = spoken.get_mut(at) {
            *slot = true;
        }
    }
    spoken
}
