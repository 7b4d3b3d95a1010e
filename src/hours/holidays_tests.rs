use super::*;

fn golden() -> BTreeMap<NaiveDate, String> {
    let table = include_str!("../../tests/golden/holidays.tsv").lines().skip(1);
    let row = |line: &str| {
        let (date, name) = line.split_once('\t').expect("two columns");
        (date.parse().expect("a date"), name.to_owned())
    };
    table.map(row).collect()
}

fn official_table() -> Option<Vec<u8>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/syukujitsu.csv");
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not there");
    }
    bytes
}

/// A table of the Cabinet Office's form, with `change` made to its lines (row n is line n - 1).
fn table(change: impl FnOnce(&mut Vec<String>)) -> Vec<u8> {
    let mut lines = vec!["国民の祝日・休日月日,国民の祝日・休日名称".to_owned()];
    let row = |(date, name): (NaiveDate, String)| format!("{}/{}/{},{name}", date.year(), date.month(), date.day());
    lines.extend(golden().into_iter().map(row));
    change(&mut lines);
    lines.iter().flat_map(|line| [line.as_bytes(), b"\r\n"].concat()).collect()
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Vec<String>)) -> String {
    Holidays::from_cabinet_office_csv(&table(change)).expect_err("refused").to_string()
}

#[test]
fn the_law_gives_every_holiday_of_the_golden_table_and_no_other() {
    assert_eq!(Holidays::japan().days, golden());
    assert!(golden().len() > 1_000);
}

#[test]
fn the_official_table_is_the_golden_table() {
    let Some(bytes) = official_table() else { return };
    let official = Holidays::from_cabinet_office_csv(&bytes).unwrap();
    assert_eq!(official.days, golden());
    assert_eq!((official.horizon(), official.source()), (Holidays::japan().horizon(), HolidaySource::CabinetOffice));
    assert_eq!(official.differences_from_law(), []);
}

#[test]
fn another_calendar_agrees_from_2016() {
    let ours = Holidays::japan();
    let from = NaiveDate::from_ymd_opt(2016, 1, 1).unwrap();
    let mut holidays = 0;
    for date in from.iter_days().take_while(|date| *date <= ours.horizon()) {
        let theirs = yasumi::is_holiday(date);
        assert_eq!(ours.name(date).is_some(), theirs, "{date}");
        holidays += usize::from(theirs);
    }
    assert_eq!(holidays, ours.days.range(from..).count());
}

#[test]
fn sandwiched_days_past_the_table_are_known_to_the_law() {
    let day_off = |y, m, d| holiday_law::holidays_of(y).get(&NaiveDate::from_ymd_opt(y, m, d).unwrap()).copied();
    assert_eq!(day_off(2032, 9, 21), Some("休日"));
    assert_eq!(day_off(2032, 9, 22), Some("秋分の日"));
    assert_eq!(day_off(2100, 1, 1), None);
}

#[test]
fn a_table_in_either_encoding_with_a_further_year_moves_the_horizon() {
    let further = |lines: &mut Vec<String>| {
        let row = |(date, name): (NaiveDate, &str)| format!("2028/{}/{},{name}", date.month(), date.day());
        lines.extend(holiday_law::holidays_of(2028).into_iter().map(row));
    };
    let utf8 = table(further);
    let text = String::from_utf8(utf8.clone()).unwrap();
    let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    let with_bom = [b"\xEF\xBB\xBF", utf8.as_slice()].concat();
    for bytes in [&utf8, &cp932.into_owned(), &with_bom] {
        let holidays = Holidays::from_cabinet_office_csv(bytes).unwrap();
        assert_eq!(holidays.horizon().to_string(), "2028-12-31");
        assert_eq!(holidays.of_year(2028).count(), holiday_law::holidays_of(2028).len());
        assert!(holidays.refreshed(&table(|_| {})).is_err(), "the older table is refused after the newer one");
    }
}

#[test]
fn nothing_is_known_before_the_tables_first_year_and_past_its_last() {
    let holidays = Holidays::japan();
    let knows = |y, m, d| holidays.knows(NaiveDate::from_ymd_opt(y, m, d).unwrap());
    assert_eq!(
        (knows(1954, 12, 31), knows(1955, 1, 1), knows(2027, 12, 31), knows(2028, 1, 1)),
        (false, true, true, false)
    );
}

#[test]
fn an_amended_holiday_is_taken_from_the_table_and_told() {
    let moved = Holidays::from_cabinet_office_csv(&table(|lines| {
        let row = lines.iter().position(|line| line == "2027/8/11,山の日").unwrap();
        lines[row] = "2027/8/12,山の日".to_owned();
    }));
    let moved = moved.unwrap();
    let date = |d| NaiveDate::from_ymd_opt(2027, 8, d).unwrap();
    assert_eq!((moved.name(date(11)), moved.name(date(12))), (None, Some("山の日")));
    let differ: Vec<_> = moved.differences_from_law().iter().map(|day| day.date).collect();
    assert_eq!(differ, [date(11), date(12)]);
}

#[test]
fn a_malformed_or_shrunken_table_is_refused_by_its_row() {
    assert_eq!(
        refused(|lines| lines[2] = "1955/2/30,x".to_owned()),
        "row 3 is \"1955/2/30,x\"; expected a date and a name such as 2026/1/1,元日"
    );
    for bad in ["1955/1,x", "1955/1/1/1,x", "1955/1/2,", "19550102,x", "昭和30年1月2日,x", "3026/1/1,x", "1955/1/2,x,y"]
    {
        assert!(refused(|lines| lines[2] = bad.to_owned()).starts_with("row 3 is "), "{bad}");
    }
    assert_eq!(refused(|lines| lines[2] = lines[1].clone()), "row 3 repeats 1955-01-01");
    assert!(refused(|lines| lines[0] = "a,b".to_owned()).starts_with("row 1 is \"a,b\""));
    assert!(refused(Vec::clear).starts_with("row 1 is \"\""));
    assert!(refused(|lines| lines.truncate(1)).starts_with("the table ends in 0"));
    assert!(refused(|lines| lines.truncate(900)).contains("but holidays are known to the end of 2027"));
    let last_gone = refused(|lines| drop(lines.pop()));
    assert!(last_gone.starts_with("the table has 16 holidays in 2027 (rows up to 1067)"), "{last_gone}");
    let half_a_year = refused(|lines| lines.push("2028/1/1,元日".to_owned()));
    assert!(half_a_year.starts_with("the table has 1 holidays in 2028 (rows up to 1069)"), "{half_a_year}");
    assert_eq!(Holidays::from_cabinet_office_csv(b"\xFF\xFE\x00"), Err(HolidayTableError::NotText));
    assert!(matches!(
        Holidays::from_cabinet_office_csv(b"<html>Not Found</html>"),
        Err(HolidayTableError::NoHeading { .. })
    ));
}
