//! Small random directories, with every kind of oddity, and random questions to them.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use geo::{LineString, MultiPolygon, Polygon};
use yoruyaku::{
    directory::{
        Answer, Area, Association, AssociationId, Facts, ListingId, Membership, Pharmacy, PharmacyId, Place, Position,
        PositionLevel, Service, SourceRef, StatedHours,
    },
    hours::{
        Calendar, CrisisCheckIn, DateException, DayHours, DutyShift, OnCall, Reading, ReadingClass, State, WeeklyHours,
    },
    search::{AreaOutline, BoundingBox, Directory, Near, Question, Sort},
};

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f64 {
        self.below(1 << 52) as f64 / (1_u64 << 52) as f64
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }
}

pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

const WEEKS: [&str; 9] = [
    "Mo-Fr 09:00-18:00; Sa 09:00-13:00; Su off",
    "Mo-Su 00:00-24:00; PH 00:00-24:00",
    "Mo-Sa 20:00-26:00",
    "Mo-Su 09:00-23:30; PH off",
    "Mo,Tu 09:00-12:30,14:00-19:00; We off; Th-Sa 10:00-22:00",
    "Mo-Fr 09:00-19:00; Sa[1,3] 09:00-12:00",
    "Mo-Su 18:00-30:00; PH 20:00-28:00",
    "Mo-Su 08:30-22:00; PH 10:00-18:00",
    "Mo-Fr 22:00-29:00; Dec 29-Jan 03 off",
];

/// Municipality code, prefecture, municipality, the middle of its town.
const TOWNS: [(&str, &str, &str, f64, f64); 5] = [
    ("13112", "東京都", "世田谷区", 35.6437, 139.671),
    ("13110", "東京都", "目黒区", 35.6414, 139.6982),
    ("14100", "神奈川県", "横浜市", 35.4437, 139.638),
    ("14117", "神奈川県", "横浜市青葉区", 35.552, 139.537),
    ("01100", "北海道", "札幌市", 43.0621, 141.3544),
];

fn area(code: &str) -> Area {
    let (code, prefecture, municipality, ..) = TOWNS.iter().find(|town| town.0 == code).unwrap();
    Area {
        code: (*code).to_owned(),
        prefecture: (*prefecture).to_owned(),
        municipality: (*municipality).to_owned(),
        year_end: None,
    }
}

/// What the generator knows of a pharmacy besides what it says.
#[derive(Clone)]
pub struct Known {
    pub pharmacy: Pharmacy,
    /// The municipality of its address, and the one the address is within.
    pub codes: Vec<&'static str>,
}

pub struct World {
    pub directory: Directory,
    /// By id.
    pub known: BTreeMap<PharmacyId, Known>,
}

pub fn association(id: &str, name: &str, code: &str) -> Association {
    Association {
        id: AssociationId::new(id).unwrap(),
        name: name.to_owned(),
        name_en: format!("{id} pharmacists"),
        area: area(code),
        rank: 0,
    }
}

/// A square around Setagaya's middle, some 2 km wide.
pub fn outline() -> MultiPolygon<f64> {
    let (south, west, north, east) = (35.634, 139.66, 35.653, 139.682);
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    MultiPolygon(vec![Polygon::new(LineString::from(ring.to_vec()), Vec::new())])
}

pub fn world(random: &mut Random, count: u64) -> World {
    let mut setagaya = association("setagaya", "世田谷薬剤師会", "13112");
    setagaya.area.year_end = Some("Dec 28-Jan 05".parse().unwrap());
    let associations =
        vec![setagaya, association("meguro", "目黒区薬剤師会", "13110"), association("empty", "空会", "01100")];
    let areas = vec![
        AreaOutline { area: area("13112"), outline: Some(outline()) },
        AreaOutline { area: area("14100"), outline: None },
        AreaOutline { area: area("14117"), outline: None },
    ];
    let known: BTreeMap<_, _> =
        (0..count).map(|i| known(random, i)).map(|known| (known.pharmacy.id.clone(), known)).collect();
    let mut pharmacies: Vec<_> = known.values().map(|known| known.pharmacy.clone()).collect();
    pharmacies.sort_by_key(|pharmacy| pharmacy.facts.name.clone());
    let directory = Directory {
        pharmacies,
        associations,
        areas,
        calendar: Calendar::japan(),
        revision: 1,
        generated_at: TODAY.and_hms_opt(3, 0, 0).unwrap(),
    };
    World { directory, known }
}

pub fn known(random: &mut Random, number: u64) -> Known {
    let (code, prefecture, municipality, lat, lon) = *random.pick(&TOWNS);
    let mut codes = vec![code];
    if code == "14117" {
        codes.push("14100");
    }
    let is_addressed = !random.one_in(6);
    let prefecture = if random.one_in(3) { "" } else { prefecture };
    let address = format!(
        "{prefecture}{}{municipality}{}{}丁目{}番{}号",
        random.pick(&["", "　", " "]),
        random.pick(&["太子堂", "経堂", "霞ヶ関", "玉川"]),
        random.pick(&["一", "２", "3", "十二"]),
        random.below(30),
        random.below(20) + 1
    );
    let position = position(random, lat, lon);
    let level = *random.pick(&[PositionLevel::Building, PositionLevel::Town, PositionLevel::Municipality]);
    let name = format!(
        "{}{}薬局{}",
        random.pick(&["さくら", "サクラ", "髙島", "森", "クオール", "ABC"]),
        random.pick(&["", "", "第二", " 北"]),
        random.pick(&["", "　三軒茶屋店", "太子堂店"])
    );
    let asked: Vec<Service> = Service::all().filter(|_| random.one_in(3)).collect();
    let services = asked.into_iter().map(|service| (service, answer(random))).collect();
    let facts = Facts {
        name,
        name_kana: random.one_in(2).then(|| (*random.pick(&["サクラヤッキョク", "タカシマ", "モリ"])).to_owned()),
        membership: [None, Some(Membership::Member), Some(Membership::NonMember)][random.below(3) as usize],
        address: is_addressed.then_some(address),
        place: (!random.one_in(8)).then_some(Place { position, level }),
        hours: (!random.one_in(6)).then(|| hours(random).into()),
        on_call: random.one_in(6).then(|| OnCall::During(Box::new("Mo-Su 18:00-25:00".parse().unwrap()))),
        services,
        ..Facts::default()
    };
    let pharmacy = Pharmacy {
        id: PharmacyId::new(&format!("p-{:03}", (number * 7919) % 1000)).unwrap(),
        facts,
        sources: sources(random),
        field_sources: BTreeMap::new(),
        exceptions: exceptions(random),
        duties: (0..random.below(3) / 2).map(|_| duty(random)).collect(),
        crisis: (0..random.below(9) / 8).map(|_| crisis(random)).collect(),
    };
    Known { pharmacy, codes: if is_addressed { codes } else { Vec::new() } }
}

fn position(random: &mut Random, lat: f64, lon: f64) -> Position {
    let offset = |random: &mut Random, width: f64| (random.part() - 0.5) * width;
    let (lat, lon) = match random.below(12) {
        0 => (lat, lon),
        1 => (offset(random, 1.0), if random.one_in(2) { 179.99 } else { -179.995 } + offset(random, 0.01)),
        2 => (if random.one_in(2) { 89.99 } else { -90.0 }, offset(random, 360.0)),
        3 => (offset(random, 180.0), offset(random, 360.0)),
        _ => (lat + offset(random, 0.05), lon + offset(random, 0.05)),
    };
    Position::new(lat, lon).unwrap()
}

fn answer(random: &mut Random) -> Answer {
    match random.below(4) {
        0 => Answer::No,
        1 => Answer::Conditional("要相談".to_owned()),
        2 => Answer::PhoneOnly,
        _ => Answer::Yes,
    }
}

fn hours(random: &mut Random) -> StatedHours {
    let text = *random.pick(&WEEKS);
    let week: WeeklyHours = text.parse().unwrap();
    let holiday = week.holiday.clone();
    let class = if random.one_in(4) { ReadingClass::Caveat } else { ReadingClass::Exact };
    StatedHours { text: text.to_owned(), reading: Reading { class, week: Some(week), holiday, notes: Vec::new() } }
}

fn sources(random: &mut Random) -> Vec<SourceRef> {
    let mut sources: Vec<SourceRef> = ["setagaya", "meguro"]
        .iter()
        .filter(|_| !random.one_in(3))
        .map(|id| SourceRef {
            association: AssociationId::new(id).unwrap(),
            listing: ListingId::new("l-1").unwrap(),
            valid_on: None,
            checked_at: TODAY.and_hms_opt(0, 0, 0).unwrap(),
            changed_at: TODAY.and_hms_opt(0, 0, 0).unwrap(),
        })
        .collect();
    if random.one_in(2) {
        sources.reverse();
    }
    sources
}

fn exceptions(random: &mut Random) -> Vec<DateException> {
    (0..random.below(4) / 2)
        .map(|_| DateException {
            on: TODAY + Days::new(random.below(20)) - Days::new(3),
            hours: random.pick(&["off", "unknown", "10:00-26:00"]).parse().unwrap_or(DayHours::Closed),
            reason: String::new(),
        })
        .collect()
}

fn duty(random: &mut Random) -> DutyShift {
    let start = instant(random);
    DutyShift::new(start, start + TimeDelta::minutes(60 + random.below(900) as i64)).unwrap()
}

fn crisis(random: &mut Random) -> CrisisCheckIn {
    let from = instant(random);
    let state = *random.pick(&State::ALL);
    CrisisCheckIn { state, from, until: from + TimeDelta::minutes(30 + random.below(3000) as i64) }
}

/// Mostly within the compiled days, sometimes long before or after.
pub fn instant(random: &mut Random) -> NaiveDateTime {
    let days = match random.below(8) {
        0 => random.below(400) as i64 - 200,
        1 => 37,
        _ => random.below(17) as i64 - 2,
    };
    TODAY.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::days(days) + TimeDelta::minutes(random.below(1440) as i64)
}

pub fn question(random: &mut Random) -> Question {
    let at = instant(random) + TimeDelta::seconds(random.below(3) as i64 * 20);
    let maybe = |random: &mut Random, n| random.one_in(n);
    let mut question = Question::at(at);
    if maybe(random, 2) {
        let (_, _, _, lat, lon) = *random.pick(&TOWNS);
        let radius_m = [None, Some(random.part() * 4_000.0), Some(random.part() * 60_000.0)][random.below(3) as usize];
        question.near = Some(Near { position: position(random, lat, lon), radius_m });
    }
    if maybe(random, 6) {
        question.bbox = Some(bbox(random));
    }
    if maybe(random, 5) {
        question.area =
            Some((*random.pick(&["13112", "13110", "14100", "14117", "01100", "13", "14", "99999"])).to_owned());
    }
    if maybe(random, 3) {
        let texts = [
            "さくら",
            "薬局",
            "ｻｸﾗ 薬局",
            "太子堂1",
            "霞が関",
            "高嶋",
            "世田谷",
            "目黒区薬剤師会",
            "森",
            "東京都",
            "太子堂 12-3",
            "abc",
            "ない",
        ];
        question.text = Some((*random.pick(&texts)).to_owned());
    }
    if maybe(random, 5) {
        question.until = Some(at + TimeDelta::minutes(random.below(600) as i64 - 30));
    }
    if maybe(random, 2) {
        question.states = State::ALL.into_iter().filter(|_| random.one_in(2)).collect();
    }
    if maybe(random, 5) {
        question.services = Service::all().filter(|_| random.one_in(12)).take(2).collect();
    }
    if maybe(random, 6) {
        question.association = AssociationId::new(["setagaya", "meguro", "empty", "nobody"][random.below(4) as usize]);
    }
    if maybe(random, 6) {
        question.membership = Some(*random.pick(&[Membership::Member, Membership::NonMember]));
    }
    question.stated_only = maybe(random, 6);
    question.closing_soon = maybe(random, 10);
    question.sort = *random.pick(&[Sort::Distance, Sort::Distance, Sort::Closing, Sort::Name]);
    question.limit = 1 + random.below(9) as usize;
    question
}

fn bbox(random: &mut Random) -> BoundingBox {
    match random.below(4) {
        0 => BoundingBox::new(179.0, -10.0, -179.5, 10.0),
        1 => BoundingBox::new(-180.0, -90.0, 180.0, 90.0),
        2 => BoundingBox::new(139.66, 35.63, 139.69, 35.66),
        _ => {
            let (south, west) = (35.4 + random.part() * 0.2, 139.5 + random.part() * 0.2);
            BoundingBox::new(west, south, west + random.part() * 0.3, south + random.part() * 0.3)
        }
    }
    .unwrap()
}
