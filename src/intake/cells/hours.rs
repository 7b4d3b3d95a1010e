//! Hours: one free text, or one cell a day.

use chrono::Weekday;

use crate::{
    directory::StatedHours,
    hours::{DayHours, Reading, WEEKDAYS, read, read_cells},
    intake::meaning::Days,
};

/// The names a day goes by in [`StatedHours::text`], Monday to Sunday.
const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// Reads one free text; `None` when it is blank.
pub(in crate::intake) fn free(text: &str) -> Option<StatedHours> {
    let text = text.trim();
    (!text.is_empty()).then(|| StatedHours { text: text.to_owned(), reading: read(text) })
}

/// Reads one cell a day; a column of several days (平日) gives way to one of a single day. `None` when all are blank.
pub(in crate::intake) fn by_day(cells: &[(Days, &str)]) -> Option<StatedHours> {
    let mut weekdays: [Option<&str>; 7] = [None; 7];
    let mut holiday = None;
    let (single, several): (Vec<_>, Vec<_>) = cells.iter().partition(|(days, _)| days.is_single());
    for (days, text) in several.into_iter().chain(single).filter(|(_, text)| !text.trim().is_empty()) {
        let text = text.trim();
        for (slot, day) in weekdays.iter_mut().zip(WEEKDAYS) {
            if days.weekdays.contains(day) {
                *slot = Some(text);
            }
        }
        if days.holiday {
            holiday = Some(text);
        }
    }
    let lines: Vec<String> = NAMES
        .iter()
        .zip(weekdays)
        .chain([(&"祝", holiday)])
        .filter_map(|(name, text)| text.map(|text| format!("{name} {}", one_line(text))))
        .collect();
    (!lines.is_empty()).then(|| StatedHours { text: lines.join("\n"), reading: read_cells(weekdays, holiday) })
}

/// The cells of which [`by_day`] made `stated`, Monday to Sunday and holidays; `None` when it came from a free text.
pub(in crate::intake) fn cells_of(stated: &StatedHours) -> Option<[Option<String>; 8]> {
    let mut cells: [Option<String>; 8] = Default::default();
    for line in stated.text.lines() {
        let (name, text) = line.split_once(' ')?;
        let at = NAMES.iter().chain([&"祝"]).position(|day| *day == name)?;
        let cell = cells.get_mut(at)?;
        if cell.is_some() {
            return None;
        }
        *cell = Some(text.to_owned());
    }
    let [mon, tue, wed, thu, fri, sat, sun, holiday] = cells.each_ref().map(|cell| cell.as_deref());
    (read_cells([mon, tue, wed, thu, fri, sat, sun], holiday) == stated.reading).then_some(cells)
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
        let stated =
            by_day(&[(Days::of(Weekday::Wed), "9:00-13:00"), (weekdays, "9:00-18:00"), (sunday_holiday, "―")]).unwrap();
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
        let stated =
            by_day(&[(Days::of(Weekday::Mon), "9:00-18:00\n受付17:30まで"), (Days::of(Weekday::Sun), "―")]).unwrap();
        let cells = cells_of(&stated).unwrap();
        assert_eq!(cells[6].as_deref(), Some("―"));
        assert_eq!(cells[1], None);
    }
}
