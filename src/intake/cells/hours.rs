//! Hours: one free text, or one cell a day.

use std::collections::BTreeSet;

use chrono::Weekday;

use crate::{
    directory::StatedHours,
    hours::{DayHours, Reading, WEEKDAYS, read, read_cells},
    intake::{fold::erases, meaning::Days},
};

/// The names a day goes by in [`StatedHours::text`], Monday to Sunday.
const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// Reads one free text; `None` when it is blank.
pub(in crate::intake) fn free(text: &str) -> Option<StatedHours> {
    let text = text.trim();
    (!text.is_empty()).then(|| StatedHours { text: text.to_owned(), reading: read(text) })
}

/// One cell a day, Monday to Sunday and holidays; `None` for a blank one.
pub(in crate::intake) type DayCells = [Option<String>; 8];

/// One cell a day; a column of several days (平日) gives way to one of a single day, be it to a mark that erases it. `None`
/// when all are blank.
pub(in crate::intake) fn by_day(cells: &[(Days, &str)]) -> Option<DayCells> {
    let mut found = DayCells::default();
    let (single, several): (Vec<_>, Vec<_>) = cells.iter().partition(|(days, _)| days.is_single());
    for (days, text) in several.into_iter().chain(single).filter(|(_, text)| !text.trim().is_empty()) {
        let text = Some(text.trim()).filter(|text| !erases(text));
        for at in places(days) {
            if let Some(slot) = found.get_mut(at) {
                *slot = text.map(str::to_owned);
            }
        }
    }
    found.iter().any(Option::is_some).then_some(found)
}

/// The hours that cells of one day each state.
pub(in crate::intake) fn of_cells(cells: &DayCells) -> Option<StatedHours> {
    let [mon, tue, wed, thu, fri, sat, sun, holiday] = cells.each_ref().map(|cell| cell.as_deref());
    let names = NAMES.iter().chain([&"祝"]).zip(cells);
    let lines: Vec<String> =
        names.filter_map(|(name, cell)| Some(format!("{name} {}", one_line(cell.as_deref()?)))).collect();
    (!lines.is_empty()).then(|| StatedHours {
        text: lines.join("\n"),
        reading: read_cells([mon, tue, wed, thu, fri, sat, sun], holiday),
    })
}

/// The places in [`DayCells`] of some days.
pub(in crate::intake) fn places(days: Days) -> impl Iterator<Item = usize> {
    let weekdays = WEEKDAYS.into_iter().enumerate().filter(move |(_, day)| days.weekdays.contains(*day));
    weekdays.map(|(at, _)| at).chain(days.holiday.then_some(7))
}

/// `published` with the days of `erased` taken out and those of `new` laid over it: a blank day keeps what is published,
/// and so do cells that say the same.
/// `Err` when the published hours are a text that can't be parted by day without losing some of it.
pub(in crate::intake) fn laid_over(
    published: &StatedHours,
    new: &DayCells,
    erased: impl Iterator<Item = usize>,
) -> Result<Option<StatedHours>, NotByDay> {
    let mut cells = match cells_of(published).or_else(|| cells_of_week(&published.reading)) {
        Some(cells) => cells,
        None if new.iter().all(Option::is_some) => DayCells::default(),
        None => return Err(NotByDay),
    };
    for at in erased {
        if let Some(cell) = cells.get_mut(at) {
            *cell = None;
        }
    }
    for (cell, new) in cells.iter_mut().zip(new).filter(|(_, new)| new.is_some()) {
        cell.clone_from(new);
    }
    // The same hours written in another way stay as they were written.
    Ok(of_cells(&cells).map(|laid| if laid.reading == published.reading { published.clone() } else { laid }))
}

/// Hours that can't be parted by day, with some days of them no longer stated: a line says to ask, which is read as not
/// known. `None` when the text then says anything else of another day.
pub(in crate::intake) fn asked(published: &StatedHours, erased: &BTreeSet<usize>) -> Option<StatedHours> {
    let of = |reading: &Reading| {
        let week = reading.week.as_ref()?;
        let days = WEEKDAYS.into_iter().map(|day| week.weekday(day)).chain([&week.holiday]);
        Some((days.cloned().collect::<Vec<_>>(), week.nth.clone(), week.yearly.clone()))
    };
    let (before, weeks, years) = of(&published.reading)?;
    let is_erased = |at: &usize| erased.contains(at);
    let still: BTreeSet<usize> =
        erased.iter().copied().filter(|at| before.get(*at).is_some_and(DayHours::is_stated)).collect();
    if still.is_empty() && !weeks.iter().any(|rule| is_erased(&(rule.weekday.num_days_from_monday() as usize))) {
        return Some(published.clone());
    }
    let names: Vec<&str> =
        NAMES.iter().chain([&"祝日"]).enumerate().filter(|(at, _)| is_erased(at)).map(|(_, name)| *name).collect();
    let stated = free(&format!("{}\n{}は要電話確認", published.text, names.join("・")))?;
    let (after, new_weeks, new_years) = of(&stated.reading)?;
    let is_kept = |(at, hours): (usize, &DayHours)| {
        if is_erased(&at) { !hours.is_stated() } else { before.get(at) == Some(hours) }
    };
    let weeks: Vec<_> =
        weeks.into_iter().filter(|rule| !is_erased(&(rule.weekday.num_days_from_monday() as usize))).collect();
    (after.iter().enumerate().all(is_kept) && new_weeks == weeks && new_years == years).then_some(stated)
}

/// That hours can't be parted by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct NotByDay;

/// The cells that state the same week as a free text which was read whole.
fn cells_of_week(reading: &Reading) -> Option<DayCells> {
    let week = reading.week.as_ref()?;
    let days = WEEKDAYS.into_iter().map(|day| week.weekday(day)).chain([&week.holiday]);
    let mut cells = DayCells::default();
    for (cell, hours) in cells.iter_mut().zip(days) {
        *cell = hours.is_stated().then(|| day_text(hours));
    }
    states(&cells, reading).then_some(cells)
}

fn states(cells: &DayCells, reading: &Reading) -> bool {
    of_cells(cells).is_some_and(|stated| stated.reading == *reading)
}

/// The cells of which [`of_cells`] made `stated`; `None` when it came from a free text.
pub(in crate::intake) fn cells_of(stated: &StatedHours) -> Option<DayCells> {
    let mut cells = DayCells::default();
    for line in stated.text.lines() {
        let (name, text) = line.split_once(' ')?;
        let at = NAMES.iter().chain([&"祝"]).position(|day| *day == name)?;
        let cell = cells.get_mut(at)?;
        if cell.is_some() {
            return None;
        }
        *cell = Some(text.to_owned());
    }
    states(&cells, &stated.reading).then_some(cells)
}

/// The days of two readings that differ, each as `水 09:00-19:00`; `None` when either has no week or more than days differ.
pub(in crate::intake) fn day_changes(before: &Reading, after: &Reading) -> Option<(String, String)> {
    let (old, new) = before.week.as_ref().zip(after.week.as_ref())?;
    let days = WEEKDAYS.into_iter().zip(NAMES).map(|(day, name)| (name, old.weekday(day), new.weekday(day)));
    let differing: Vec<_> =
        days.chain([("祝", &old.holiday, &new.holiday)]).filter(|(_, old, new)| old != new).collect();
    if differing.is_empty() || old.nth != new.nth || old.yearly != new.yearly {
        return None;
    }
    let line = |name: &str, hours: &DayHours| format!("{name} {}", day_text(hours));
    let before: Vec<String> = differing.iter().map(|(name, old, _)| line(name, old)).collect();
    let after: Vec<String> = differing.iter().map(|(name, _, new)| line(name, new)).collect();
    Some((before.join("、"), after.join("、")))
}

/// `09:00-13:00 14:00-18:00`, `―` for closed, `?` for unstated.
pub(in crate::intake) fn day_text(hours: &DayHours) -> String {
    match hours {
        DayHours::Unstated => "?".to_owned(),
        DayHours::Closed => "―".to_owned(),
        DayHours::Open(ranges) => ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// The Japanese letter of a weekday.
pub(in crate::intake) fn day_name(day: Weekday) -> &'static str {
    NAMES.get(day.num_days_from_monday() as usize).copied().unwrap_or_default()
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::WeekdaySet;

    #[test]
    fn a_single_day_goes_before_its_group() {
        let weekdays = Days { weekdays: WeekdaySet::MONDAY_TO_FRIDAY, holiday: false };
        let sunday_holiday = Days { weekdays: WeekdaySet::of(Weekday::Sun), holiday: true };
        let cells =
            by_day(&[(Days::of(Weekday::Wed), "9:00-13:00"), (weekdays, "9:00-18:00"), (sunday_holiday, "―")]).unwrap();
        let stated = of_cells(&cells).unwrap();
        let lines: Vec<&str> = stated.text.lines().collect();
        assert_eq!(
            lines,
            ["月 9:00-18:00", "火 9:00-18:00", "水 9:00-13:00", "木 9:00-18:00", "金 9:00-18:00", "日 ―", "祝 ―"]
        );
        assert_eq!(by_day(&[(weekdays, " ")]), None);
        assert_eq!(free(" "), None);
    }

    #[test]
    fn cells_come_back_from_the_text() {
        let given =
            by_day(&[(Days::of(Weekday::Mon), "9:00-18:00\n受付17:30まで"), (Days::of(Weekday::Sun), "―")]).unwrap();
        let cells = cells_of(&of_cells(&given).unwrap()).unwrap();
        assert_eq!(cells[6].as_deref(), Some("―"));
        assert_eq!(cells[1], None);
    }

    #[test]
    fn a_day_of_a_text_is_no_longer_stated_when_it_is_to_be_asked() {
        let week = |text: &str, days: &[usize]| {
            let asked = asked(&free(text).unwrap(), &days.iter().copied().collect())?;
            Some((asked.text.lines().last()?.to_owned(), asked.reading.week?.to_string()))
        };
        let told = |line: &str, week: &str| Some((line.to_owned(), week.to_owned()));
        let text = "月-金 9:00-18:00 お盆は要電話確認";
        assert_eq!(week(text, &[2]), told("水は要電話確認", "Mo,Tu,Th,Fr 09:00-18:00; We unknown"));
        assert_eq!(week(text, &[0, 2]), told("月・水は要電話確認", "Mo,We unknown; Tu,Th,Fr 09:00-18:00"));
        let saturdays = "月-土 9:00-18:00 第3土曜休み";
        assert_eq!(week(saturdays, &[5]), told("土は要電話確認", "Mo-Fr 09:00-18:00; Sa unknown"));
        assert_eq!(week(saturdays, &[7]), told(saturdays, "Mo-Sa 09:00-18:00; Sa[3] off"));
        assert_eq!(week("不定です", &[2]), None);
    }

    #[test]
    fn a_day_is_laid_over_hours_that_can_be_parted() {
        let wednesday = by_day(&[(Days::of(Weekday::Wed), "9:00-12:00")]).unwrap();
        let lay = |text: &str, new: &DayCells, erased: &[usize]| {
            laid_over(&free(text).unwrap(), new, erased.iter().copied()).map(|stated| stated.map(|stated| stated.text))
        };
        let split = "月 09:00-18:00\n火 09:00-18:00\n水 9:00-12:00\n木 09:00-18:00\n金 09:00-18:00\n土 ―\n日 ―\n祝 ―";
        assert_eq!(lay("月-金 9:00-18:00 土日祝休み", &wednesday, &[]), Ok(Some(split.to_owned())));
        let monday = of_cells(&by_day(&[(Days::of(Weekday::Mon), "9:00-18:00")]).unwrap()).unwrap();
        assert_eq!(laid_over(&monday, &DayCells::default(), [0].into_iter()), Ok(None));
        let both = laid_over(&monday, &wednesday, std::iter::empty()).unwrap().unwrap();
        assert_eq!(both.text, "月 9:00-18:00\n水 9:00-12:00");
        for whole in ["月-土 9:00-18:00 第3土曜休み", "月-金 9:00-18:00 お盆は要電話確認", "不定です"]
        {
            assert_eq!(lay(whole, &wednesday, &[]), Err(NotByDay), "{whole}");
        }
    }
}
