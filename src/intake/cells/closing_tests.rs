use super::*;

#[test]
fn closing_days_are_part_of_the_hours() {
    for (closing, week) in [
        ("木・日", "Mo-We,Fr,Sa 09:00-19:00"),
        ("日曜・祝日", "Mo-Sa 09:00-19:00; PH off"),
        ("土日祝", "Mo-Fr 09:00-19:00; PH off"),
        ("年中無休", "Mo-Su 09:00-19:00; PH 09:00-19:00; Dec 24-Jan 10 09:00-19:00"),
        ("定休日：日", "Mo-Sa 09:00-19:00"),
    ] {
        let stated = hours::free(&joined("9:00～19:00", closing)).unwrap();
        assert_eq!(stated.reading.week.unwrap().to_string(), week, "{closing}");
    }
    for closing in ["不定休", "第2・4木曜、日"] {
        assert_eq!(hours::free(&joined("9:00～19:00", closing)).unwrap().reading.week, None, "{closing}");
    }
    assert_eq!(parted(&joined("9:00～19:00", "木・日")), ("9:00～19:00", Some("木・日")));
    assert_eq!(parted(&joined("9:00～19:00", "年中無休")), ("9:00～19:00", Some("年中無休")));
    assert_eq!(parted("月 9:00-18:00\n火 ―"), ("月 9:00-18:00\n火 ―", None));
}

#[test]
fn a_cell_of_a_closing_day_is_closed_or_in_doubt() {
    let mut cells = DayCells::default();
    cells[0] = Some("9:00-18:00".into());
    cells[3] = Some("9:00-12:00".into());
    let mut other = cells.clone();
    assert_eq!(close(&mut cells, "木・日", false), Some(true));
    assert_eq!(cells[6].as_deref(), Some("―"));
    let stated = hours::of_cells(&cells).unwrap();
    assert_eq!(stated.reading.week.unwrap().to_string(), "Mo 09:00-18:00; Tu-Sa unknown");
    assert_eq!(close(&mut other, "木・日", true), Some(false));
    assert_eq!((other[0].as_deref(), other[3].as_deref()), (Some("9:00-18:00"), Some("―")));
    assert_eq!(close(&mut other, "不定休", true), None);
}

#[test]
fn a_heading_may_name_days() {
    assert_eq!(days_of_heading("開局時間（第1・3土曜）").as_deref(), Some("第1・3土曜"));
    for heading in ["開局時間", "開局時間（曜日・時間）", "開局時間（受付は15分前まで）"] {
        assert_eq!(days_of_heading(heading), None, "{heading}");
    }
}
