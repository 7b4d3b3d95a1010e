use super::*;

#[test]
fn starts_and_ends_make_a_week() {
    let mon = Days::of(Weekday::Mon);
    let tue = Days::of(Weekday::Tue);
    let sun = Days::of(Weekday::Sun);
    let cells = WeekCells {
        slots: vec![
            (mon, 1, false, "09:00"),
            (mon, 1, true, "13:00"),
            (mon, 2, false, "14:00"),
            (mon, 2, true, "18:30"),
            (tue, 1, false, "22:00"),
            (tue, 1, true, "02:00"),
            (sun, 1, false, "00:00"),
            (sun, 1, true, "00:00"),
        ],
        open: vec![(mon, "1"), (tue, "1"), (sun, "0")],
        ..WeekCells::default()
    };
    let SlotWeek { stated, contradicts, .. } = week(&cells);
    let stated = stated.unwrap();
    assert!(!contradicts);
    assert_eq!(stated.text, "月 09:00-13:00 14:00-18:30\n火 22:00-26:00\n日 ―");
    assert_eq!(stated.reading.class, ReadingClass::Exact);
}

#[test]
fn a_closed_day_with_hours_is_unknown() {
    let mon = Days::of(Weekday::Mon);
    let cells = WeekCells {
        slots: vec![(mon, 1, false, "9:00"), (mon, 1, true, "18:00")],
        open: vec![(mon, "0")],
        ..WeekCells::default()
    };
    let read = week(&cells);
    assert_eq!((read.stated, read.contradicts, read.spoken[0], read.spoken[1]), (None, true, true, false));
    let tue = Days::of(Weekday::Tue);
    let cells = WeekCells {
        slots: vec![
            (mon, 1, false, "9:00"),
            (mon, 1, true, "18:00"),
            (tue, 1, false, "15:30"),
            (tue, 1, true, "15:00"),
        ],
        open: vec![(mon, "0"), (tue, "1")],
        ..WeekCells::default()
    };
    let SlotWeek { stated, contradicts, .. } = week(&cells);
    let stated = stated.unwrap();
    assert!(contradicts);
    assert_eq!(stated.reading.class, ReadingClass::Caveat);
    assert_eq!(stated.reading.week.unwrap().weekday(Weekday::Tue), &DayHours::Unstated);
}

#[test]
fn ranges_that_overlap_are_told() {
    let mon = Days::of(Weekday::Mon);
    let slot = |number, start, end| vec![(mon, number, false, start), (mon, number, true, end)];
    let slots = [slot(1, "9:00", "13:00"), slot(2, "12:00", "18:00")].concat();
    let read = week(&WeekCells { slots, ..WeekCells::default() });
    let stated = read.stated.unwrap();
    assert_eq!(stated.reading.week.unwrap().weekday(Weekday::Mon), &DayHours::Unstated);
    assert_eq!(stated.reading.notes[0].text, "09:00-13:00 12:00-18:00");
    assert!(read.spoken[0]);
}
