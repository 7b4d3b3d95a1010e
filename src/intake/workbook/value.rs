//! A workbook's values as the text a person would have typed.

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::NaiveDate;

/// The text of a value read by reference.
pub(super) fn text_of_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => text_of(&Data::from(other.clone())),
    }
}

/// The text of a value: times as `9:00`, dates as `2026-02-20`, whole numbers without decimals; a formula's error as it shows.
pub(super) fn text_of(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::String(text) => text.clone(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(at) => date_text(*at),
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " "),
        Data::DurationIso(text) => duration_text(text).unwrap_or_else(|| text.clone()),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// A serial: a part of a day is a time of day (up to three days, so that 24:00 and 26:00 stay times), more is a date.
fn date_text(at: ExcelDateTime) -> String {
    let serial = at.as_f64();
    if (0.0..3.0).contains(&serial) || (at.is_duration() && (0.0..100.0).contains(&serial)) {
        let minutes = (serial * 24.0 * 60.0).round() as u32;
        return format!("{}:{:02}", minutes / 60, minutes % 60);
    }
    if serial < 0.0 {
        return number_text(serial);
    }
    // Counted from 1900 or 1904, as the workbook says.
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let Some(date) = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) else {
        return number_text(serial);
    };
    let minutes = u32::from(hour) * 60 + u32::from(minute) + u32::from(second >= 30);
    if minutes == 0 { date.to_string() } else { format!("{date} {}:{:02}", minutes / 60, minutes % 60) }
}

/// `PT09H30M00S` as `9:30`.
pub(super) fn duration_text(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let minutes = rest.split_once('M').map_or("0", |(minutes, _)| minutes);
    Some(format!("{}:{:02}", hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn values_read_as_they_would_be_typed() {
        let date = |serial| Data::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        let of_1904 = |serial| Data::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, true));
        for (value, text) in [
            (date(0.375), "9:00"),
            (date(1.0), "24:00"),
            (date(1.083_333_333_333), "26:00"),
            (date(46_073.0), "2026-02-20"),
            (date(46_073.5), "2026-02-20 12:00"),
            (date(46_073.395_833_333), "2026-02-20 9:30"),
            (date(45_351.0), "2024-02-29"),
            (of_1904(44_611.0), "2026-02-20"),
            (of_1904(44_611.5), "2026-02-20 12:00"),
            (of_1904(0.375), "9:00"),
            (date(-1.0), "-1"),
            (Data::Float(353_012_830.0), "353012830"),
            (Data::Float(35.6437), "35.6437"),
            (Data::DurationIso("PT09H30M00S".to_owned()), "9:30"),
            (Data::DateTimeIso("2026-02-20T00:00:00".to_owned()), "2026-02-20"),
            (Data::Error(calamine::CellErrorType::Ref), "#REF!"),
            (Data::Empty, ""),
        ] {
            assert_eq!(text_of(&value), text, "{value:?}");
        }
    }
}
