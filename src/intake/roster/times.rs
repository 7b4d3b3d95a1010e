//! The times of one shift: `9:00～17:00`, `20:00～翌8:00`, `21時-6時`, `24時間`.

use crate::{hours::TimeRange, intake::fold};

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// A shift that ends at or before the hour it begins is a night when it begins at this hour or later …
const NIGHT_BEGINS: u16 = 17 * 60;
/// … and ends at this hour at the latest; otherwise 翌 must be written.
const NIGHT_ENDS: u16 = 10 * 60;

/// What a cell of times says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// From when until when.
    Of(TimeRange),
    /// It ends before it begins, and is no plain night.
    Backwards,
    /// It can't be read.
    Unreadable,
}

/// Reads a cell of times.
pub(super) fn read(text: &str) -> Times {
    let word = fold::word(text).replace("から", "~").replace("まで", "");
    if matches!(word.as_str(), "24時間" | "終日" | "24h") {
        return Times::Of(TimeRange::WHOLE_DAY);
    }
    let split = word.split_once('~').or_else(|| {
        let at = word.char_indices().find(|(_, c)| fold::is_dash(*c))?;
        Some((word.get(..at.0)?, word.get(at.0 + at.1.len_utf8()..)?))
    });
    match split.and_then(|(from, until)| Some((time(from)?, time(until)?))) {
        Some((from, until)) => range(from, until),
        None => Times::Unreadable,
    }
}

/// A time and whether it is said to be of the next day.
fn time(text: &str) -> Option<(u16, bool)> {
    let next = text.strip_prefix("翌日").or_else(|| text.strip_prefix("翌朝")).or_else(|| text.strip_prefix('翌'));
    let (text, is_next) = next.map_or((text, false), |rest| (rest, true));
    let minutes = match text {
        "正午" => 12 * 60,
        "深夜0時" | "0時" => 0,
        _ => clock(text)?,
    };
    (minutes <= 2 * DAY).then_some((minutes, is_next))
}

/// `9:00`, `9時`, `9時半`, `9時30分`, `26:00`, and `9:00:00` of a spreadsheet.
fn clock(text: &str) -> Option<u16> {
    let text = text.trim_end_matches('分');
    let (hour, minute) = match text.split_once(['時', ':']) {
        Some((hour, "")) => (hour, "0"),
        Some((hour, "半")) => (hour, "30"),
        Some((hour, rest)) => (hour, rest.strip_suffix(":00").unwrap_or(rest)),
        None => return None,
    };
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour <= 48 && minute < 60).then_some(hour * 60 + minute)
}

fn range((from, _): (u16, bool), (until, is_next): (u16, bool)) -> Times {
    let is_night = from >= NIGHT_BEGINS && until <= NIGHT_ENDS;
    let until = match (is_next, until <= from) {
        (true, _) if until <= DAY => until + DAY,
        (false, true) if is_night => until + DAY,
        (false, true) => return Times::Backwards,
        _ => until,
    };
    let time = crate::hours::TimeOfDay::from_minutes;
    let range = time(from).zip(time(until)).and_then(|(from, until)| TimeRange::new(from, until));
    range.map_or(Times::Unreadable, Times::Of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_rosters_write_them() {
        for (text, expected) in [
            ("9:00～17:00", "09:00-17:00"),
            ("９：００－１７：００", "09:00-17:00"),
            ("9時から17時半まで", "09:00-17:30"),
            ("20:00～翌8:00", "20:00-32:00"),
            ("21:00～6:00", "21:00-30:00"),
            ("20:00-26:00", "20:00-26:00"),
            ("9:00:00~翌9:00:00", "09:00-33:00"),
            ("24時間", "00:00-24:00"),
        ] {
            let Times::Of(range) = read(text) else { panic!("{text}: {:?}", read(text)) };
            assert_eq!(range.to_string(), expected, "{text}");
        }
        assert_eq!(read("17:00～9:30時"), Times::Unreadable);
        for text in ["17:00～9:00～", "9:00～", "○", "9～17", "夜間", "49:00～50:00"] {
            assert_eq!(read(text), Times::Unreadable, "{text}");
        }
        for text in ["13:00～9:00", "9:00～9:00"] {
            assert_eq!(read(text), Times::Backwards, "{text}");
        }
    }
}
