//! Times of the year when many pharmacies close though no holiday says so: the program's own, or an operator's.

use encoding_rs::{SHIFT_JIS, UTF_8};

use super::{Error, mint, record};
use crate::{
    clock::Clock,
    hours::{Calendar, YearPeriod},
    store::{self, Store},
};

/// The columns of a table: `08-13` and `08-16`, both days included.
pub const COLUMNS: [&str; 2] = ["from", "to"];

/// More than any year has.
const MOST: usize = 50;

/// Those in force.
///
/// # Errors
/// The store's.
pub fn load_cautions(store: &Store) -> Result<Vec<YearPeriod>, Error> {
    Ok(store.read(store::load_caution_periods)?.unwrap_or_else(|| Calendar::japan().caution))
}

/// Puts these in force, or the program's own again; servers that run take them within seconds.
///
/// # Errors
/// The store's.
pub fn set_cautions(store: &Store, clock: Clock, periods: Option<&[YearPeriod]>) -> Result<(), Error> {
    let at = clock.now().naive_utc();
    store.write(|c| {
        store::insert_caution_periods(c, &mint(), periods, at)?;
        record(c, None, at)
    })?;
    Ok(())
}

/// Reads a table (`from,to`; CSV in UTF-8 or as Excel saves it, CP932); one without rows says that there are none.
///
/// # Errors
/// [`Error::Cautions`] with the row and what to write instead.
pub fn read_cautions(bytes: &[u8]) -> Result<Vec<YearPeriod>, Error> {
    let refused = |line: usize, what: &dyn std::fmt::Display| Error::Cautions(format!("line {line}: {what}"));
    let (text, ..) = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS }.decode(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| refused(1, &error))?;
    if headings.iter().ne(COLUMNS) {
        return Err(refused(1, &format!("the first line is {}", COLUMNS.join(","))));
    }
    let mut periods = Vec::new();
    for (record, number) in reader.records().zip(2..) {
        let record = record.map_err(|error| refused(number, &error))?;
        let line = record.position().map_or(number, |at| usize::try_from(at.line()).unwrap_or(number));
        let cells: Vec<&str> = record.iter().collect();
        let period = match cells.as_slice() {
            [from, to] => YearPeriod::from_days(from, to),
            _ => None,
        };
        periods.push(period.ok_or_else(|| refused(line, &"two days of the year, such as 08-13,08-16"))?);
        if periods.len() > MOST {
            return Err(refused(line, &format!("at most {MOST} periods")));
        }
    }
    Ok(periods)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_refused_by_its_line() {
        let read = |text: &str| read_cautions(text.as_bytes()).map_err(|error| error.to_string());
        let told = |text: &str| read(text).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        assert_eq!(told("from,to\n07-13,07-16\n 12-30 , 01-04 \n"), "Jul 13-16, Dec 30-Jan 04");
        assert_eq!(told("\u{feff}from,to\r\n"), "");
        for (text, said) in [
            ("", "line 1: the first line is from,to"),
            ("08-13,08-16\n", "line 1"),
            ("from,to\n08-13,08-16\n02-30,03-01\n", "line 3: two days of the year"),
            ("from,to\n08-13\n", "line 2"),
            ("from,to\n8月13日,8月16日\n", "line 2"),
        ] {
            assert!(read(text).unwrap_err().contains(said), "{text}");
        }
    }
}
