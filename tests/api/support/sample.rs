//! A small directory of invented pharmacies, one for each thing that can be asked.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use yoruyaku::{
    directory::{
        Answer, Area, Association, AssociationId, Facts, Layer, ListingId, Membership, Pharmacy, PharmacyId, Phone,
        Place, Position, PositionLevel, Service, SourceRef, StatedHours,
    },
    hours::{Calendar, DateException, DayHours, DutyShift, Reading, ReadingClass, ReadingNote},
    search::Directory,
};

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn source(association: &str) -> SourceRef {
    SourceRef {
        association: AssociationId::new(association).unwrap(),
        listing: ListingId::new("listing-1").unwrap(),
        valid_on: NaiveDate::from_ymd_opt(2026, 11, 1),
        checked_at: at(20, 3),
        changed_at: at(2, 3),
    }
}

/// Hours as a list states them, and as they were read.
pub fn stated(week: &str) -> Arc<StatedHours> {
    let week = week.parse::<yoruyaku::hours::WeeklyHours>().unwrap();
    let reading =
        Reading { class: ReadingClass::Exact, holiday: week.holiday.clone(), week: Some(week), notes: vec![] };
    Arc::new(StatedHours { text: "一覧の記載（見本）".to_owned(), reading })
}

/// A pharmacy so many thousandths of a degree north of the middle of Setagaya (111 m each).
fn pharmacy(id: &str, north: f64, association: &str, fill: impl FnOnce(&mut Facts)) -> Pharmacy {
    let position = Position::new(35.6437 + north / 1000.0, 139.6710).unwrap();
    let mut facts = Facts {
        name: format!("{id} 薬局（見本）"),
        name_kana: Some("ミホンヤッキョク".to_owned()),
        address: Some("東京都世田谷区太子堂4-1-1".to_owned()),
        place: Some(Place { position, level: PositionLevel::Building }),
        phone: Phone::new("0000001234", "00-0000-1234"),
        ..Facts::default()
    };
    fill(&mut facts);
    let layer = Layer { source: source(association), rank: 0, facts };
    Pharmacy::from_layers(PharmacyId::new(id).unwrap(), vec![layer]).unwrap()
}

fn association(id: &str, name: &str) -> Association {
    Association {
        id: AssociationId::new(id).unwrap(),
        name: name.to_owned(),
        name_en: format!("{id} pharmacists (sample)"),
        area: Area {
            code: "13112".to_owned(),
            prefecture: "東京都".to_owned(),
            municipality: "世田谷区".to_owned(),
            year_end: None,
        },
        rank: 0,
    }
}

fn of(pharmacies: Vec<Pharmacy>) -> Directory {
    Directory {
        pharmacies,
        associations: vec![association("setagaya", "世田谷（見本）"), association("tamagawa-kinuta", "玉川砧（見本）")],
        areas: vec![],
        calendar: Calendar::japan(),
        revision: 7,
        generated_at: at(22, 1),
    }
}

/// Nine pharmacies around Setagaya; on Sunday 2026-11-22 at 19:30 they are, by distance: `open-a` open, `on-call-b` on
/// call, `closed-c` closed, `unread-d` and `silent-e` unknown, `late-f` open past midnight, `holiday-g` closed (states
/// its holidays), `duty-h` on duty, `shut-i` closed by an exception.
pub fn directory() -> Directory {
    let exception = DateException {
        on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        hours: DayHours::Closed,
        reason: "棚卸し（見本）".to_owned(),
    };
    let mut duty = pharmacy("duty-h", 8.0, "tamagawa-kinuta", |facts| facts.hours = Some(stated("Mo-Fr 09:00-18:00")));
    duty.duties.push(DutyShift::new(at(22, 18), at(22, 23)).unwrap());
    let mut shut = pharmacy("shut-i", 9.0, "setagaya", |facts| facts.hours = Some(stated("Mo-Su 09:00-22:00")));
    shut.exceptions.push(exception);
    of(vec![
        pharmacy("open-a", 1.0, "setagaya", |facts| {
            facts.hours = Some(stated("Mo-Su 09:00-20:00"));
            facts.membership = Some(Membership::Member);
            facts.services = vec![
                (Service::Narcotics, Answer::Yes),
                (Service::Aseptic, Answer::Conditional("要事前相談".to_owned())),
                (Service::Tpn, Answer::No),
            ];
        }),
        pharmacy("on-call-b", 2.0, "setagaya", |facts| {
            facts.hours = Some(stated("Mo-Fr 09:00-18:00"));
            facts.membership = Some(Membership::NonMember);
            facts.after_hours_phone = Phone::new("0000005678", "00-0000-5678");
            facts.services = vec![(Service::AfterHours, Answer::Yes), (Service::Narcotics, Answer::Yes)];
        }),
        pharmacy("closed-c", 3.0, "setagaya", |facts| facts.hours = Some(stated("Mo-Fr 09:00-18:00"))),
        pharmacy("unread-d", 4.0, "setagaya", |facts| {
            let note = ReadingNote { code: "irregular".to_owned(), text: "不定休".to_owned() };
            let reading =
                Reading { class: ReadingClass::Unreadable, week: None, holiday: DayHours::Unstated, notes: vec![note] };
            facts.hours = Some(Arc::new(StatedHours { text: "不定休".to_owned(), reading }));
        }),
        pharmacy("silent-e", 5.0, "setagaya", |_| {}),
        pharmacy("late-f", 6.0, "tamagawa-kinuta", |facts| {
            "髙島屋前 よふけ薬局（見本）".clone_into(&mut facts.name);
            facts.hours = Some(stated("Mo-Su 18:00-26:00"));
        }),
        pharmacy("holiday-g", 7.0, "setagaya", |facts| facts.hours = Some(stated("Mo-Fr 09:00-18:00; PH 10:00-14:00"))),
        duty,
        shut,
    ])
}

/// So many pharmacies that are always open, `p-0000` upwards, some at the same distance, to page through.
pub fn many(count: usize) -> Directory {
    let one = |i: usize| {
        let id = format!("p-{i:04}");
        pharmacy(&id, (i / 3) as f64 / 10.0, "setagaya", |facts| {
            facts.hours = Some(stated("Mo-Su 00:00-24:00; PH 00:00-24:00"));
        })
    };
    of((0..count).map(one).collect())
}
