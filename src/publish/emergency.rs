//! The numbers to call when a pharmacy is not enough: a table as it comes in, and the one compiled in.

use std::{collections::HashSet, sync::LazyLock};

use encoding_rs::{SHIFT_JIS, UTF_8};

use super::{Error, record};
use crate::{
    clock::Clock,
    directory::{Emergency, EmergencyLine},
    store::{self, Store},
};

/// The columns of a table.
pub const COLUMNS: [&str; 5] = ["area", "phone", "lang", "name", "note"];

/// More lines than any operator's area has numbers and languages.
const MOST: usize = 2000;

/// What holds where an operator has set nothing else: the numbers of the country and of Tokyo.
pub static NUMBERS: LazyLock<Emergency> =
    LazyLock::new(|| read_emergency(include_bytes!("../../seed/emergency.csv")).unwrap_or_default());

/// The operator's own lines.
///
/// # Errors
/// The store's.
pub fn load_emergency(store: &Store) -> Result<Emergency, Error> {
    Ok(store.read(store::load_emergency)?)
}

/// Puts these in the place of the operator's lines; servers that run show them within seconds.
///
/// # Errors
/// The store's.
pub fn set_emergency(store: &Store, clock: Clock, emergency: &Emergency) -> Result<(), Error> {
    let at = clock.now().naive_utc();
    store.write(|c| {
        store::replace_emergency(c, emergency)?;
        record(c, None, at)
    })?;
    Ok(())
}

/// Reads a table (`area,phone,lang,name,note`; CSV in UTF-8 or as Excel saves it, CP932).
///
/// # Errors
/// [`Error::Emergency`] with the row and what to write instead.
pub fn read_emergency(bytes: &[u8]) -> Result<Emergency, Error> {
    let refused = |line: usize, what: &dyn std::fmt::Display| Error::Emergency(format!("line {line}: {what}"));
    let (text, _, garbled) = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS }.decode(bytes);
    if garbled {
        return Err(Error::Emergency("neither UTF-8 nor Shift_JIS".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| refused(1, &error))?;
    if headings.iter().ne(COLUMNS) {
        return Err(refused(1, &format!("the first line is {}", COLUMNS.join(","))));
    }
    let mut emergency = Emergency::default();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::Emergency(error.to_string()))?;
        let at = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let cells: Vec<&str> = record.iter().collect();
        let [area, phone, lang, name, note] = cells.as_slice() else {
            return Err(refused(at, &format!("{} cells; five are wanted: {}", cells.len(), COLUMNS.join(","))));
        };
        let line = EmergencyLine::new(area, phone, lang, name, note).map_err(|error| refused(at, &error))?;
        if !seen.insert((line.area.clone(), line.phone.clone(), line.lang.clone())) {
            return Err(refused(at, &format!("{phone} for area {area:?} in {lang} stands there twice")));
        }
        if emergency.lines.len() == MOST {
            return Err(refused(at, &format!("at most {MOST} lines")));
        }
        emergency.lines.push(line);
    }
    match emergency.without_japanese().first() {
        Some((area, phone)) => Err(Error::Emergency(format!(
            "{phone} for area {area:?} needs a line in ja: it stands in for other languages"
        ))),
        None => Ok(emergency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::EMERGENCY_LANGUAGES;

    #[test]
    fn every_line_compiled_in_is_read_and_every_language_speaks() {
        let rows = include_str!("../../seed/emergency.csv").lines().count() - 1;
        assert_eq!(NUMBERS.lines.len(), rows);
        for lang in EMERGENCY_LANGUAGES {
            let spoken = NUMBERS.lines.iter().filter(|line| line.lang == lang).count();
            assert_eq!(spoken * EMERGENCY_LANGUAGES.len(), rows, "{lang}");
        }
    }

    #[test]
    fn a_table_is_read_as_excel_saves_it_and_refused_by_its_line() {
        let table = "area,phone,lang,name,note\r\n13112,00-0000-8001,ja,休日夜間診療案内,夜間・休日\r\n";
        let cp932 = SHIFT_JIS.encode(table).0;
        let bom = format!("\u{feff}{table}");
        for bytes in [table.as_bytes(), &cp932, bom.as_bytes()] {
            assert_eq!(read_emergency(bytes).unwrap().lines[0].name, "休日夜間診療案内");
        }
        assert_eq!(read_emergency(b"area,phone,lang,name,note\n").unwrap(), Emergency::default());
        for (bad, said) in [
            ("", "line 1: the first line is area,phone,lang,name,note"),
            ("phone,name\n119,x\n", "line 1"),
            ("area,phone,lang,name,note\n,119,ja,x\n", "line 2: 4 cells"),
            ("area,phone,lang,name,note\n,119,ja,x,y\n,tel,ja,x,y\n", "line 3: phone: digits"),
            (
                "area,phone,lang,name,note\n,119,ja,x,y\n,119,ja,x,y\n",
                "line 3: 119 for area \"\" in ja stands there twice",
            ),
            ("area,phone,lang,name,note\n13,119,en,x,y\n", "119 for area \"13\" needs a line in ja"),
        ] {
            let error = read_emergency(bad.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(said), "{bad}: {error}");
        }
        assert!(read_emergency(&[0x81, 0xff, 0x00]).is_err());
    }
}
