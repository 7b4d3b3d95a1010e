use chrono::NaiveDate;

use super::*;
use crate::hours::{Calendar, OnCall, Schedule};

#[test]
fn every_minute_is_that_of_the_timeline() {
    let weeks = ["Mo-Fr 09:00-18:00; Sa 09:00-13:00", "Mo-Su 20:00-26:00; PH 20:00-26:00", "Mo-Su 00:00-24:00"];
    let from = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let timelines: Vec<Timeline> = weeks
        .iter()
        .flat_map(|week| [OnCall::No, OnCall::Always { conditional: true }].map(|on_call| (week, on_call)))
        .map(|(week, on_call)| Schedule { week: week.parse().ok(), on_call, ..Schedule::default() })
        .map(|schedule| Timeline::compile(&schedule, &Calendar::japan(), from, 9))
        .collect();
    let days = Days::new(timelines.iter(), 9);
    for minute in 0..9 * DAY {
        let moment = days.moment(minute).unwrap();
        let midnight = (minute / DAY + 1) * DAY;
        for (plan, timeline) in (0..).zip(&timelines) {
            let told = moment.piece(plan).map(|piece| (piece.verdict, piece.end));
            let expected = timeline.piece(minute as u32);
            assert_eq!(told, expected.map(|(verdict, end)| (verdict, Minute::from(end).min(midnight))), "{minute}");
        }
        assert!(moment.piece(timelines.len() as u32).is_none());
    }
    assert!(days.moment(-1).is_none() && days.moment(9 * DAY).is_none());
    // Three kinds of day, twice each, and holidays of which nothing is said.
    assert!(days.parts.len() < 60, "{}", days.parts.len());
}
