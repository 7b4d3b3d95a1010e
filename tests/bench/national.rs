//! A directory of Japan's size: real names, addresses and hours when they lie beside the project, else an invented twin.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use chrono::NaiveDateTime;
use yoruyaku::{
    directory::{
        Area, Association, AssociationId, Facts, ListingId, Pharmacy, PharmacyId, Place, Position, PositionLevel,
        SourceRef, StatedHours,
    },
    hours::{self, Calendar, Reading, ReadingClass, WeeklyHours},
    search::Directory,
};

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What pharmacies are drawn from.
pub struct Source {
    /// Name, prefecture, municipality, address, position.
    rows: Vec<Row>,
    /// Hours, each as often as it occurs.
    hours: Vec<(u64, Arc<StatedHours>)>,
    /// Where it is from.
    pub origin: &'static str,
}

struct Row {
    name: String,
    prefecture: String,
    municipality: String,
    address: String,
    place: Option<Place>,
}

impl Source {
    pub fn new() -> Self {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
        let rows = real_rows(&data.join("pharmacies_jp_2025-06-01_towngeo.csv"));
        let hours = real_hours(&data.join("hours_strings_real.tsv"));
        match (rows, hours) {
            (Some(rows), Some(hours)) => Self { rows, hours, origin: "real addresses, real hours drawn at random" },
            _ => Self { rows: invented_rows(), hours: invented_hours(), origin: "invented twin (no ../shared/data)" },
        }
    }

    /// A directory of `count` pharmacies; past the real ones they repeat, moved by some hundred metres.
    pub fn directory(&self, count: usize, at: NaiveDateTime) -> Directory {
        let mut random = Random(20_261_122);
        let total = self.hours.iter().map(|(weight, _)| weight).sum::<u64>();
        let mut pharmacies = Vec::with_capacity(count);
        for number in 0..count {
            // A smaller directory is spread over the country too.
            let nth = if count < self.rows.len() { number * (self.rows.len() / count) } else { number };
            let row = &self.rows[nth % self.rows.len()];
            let mut drawn = random.next() % total;
            let hours = self.hours.iter().find(|(weight, _)| {
                let is_it = drawn < *weight;
                drawn = drawn.wrapping_sub(*weight);
                is_it
            });
            pharmacies.push(pharmacy(
                number,
                row,
                hours.map(|(_, hours)| Arc::clone(hours)),
                nth >= self.rows.len(),
                &mut random,
            ));
        }
        // As the store gives them.
        pharmacies.sort_by(|a, b| a.id.cmp(&b.id));
        Directory {
            pharmacies,
            associations: self.associations(),
            areas: Vec::new(),
            calendar: Calendar::japan(),
            revision: 1,
            generated_at: at,
        }
    }

    /// One to each municipality, as a country of lists would have.
    fn associations(&self) -> Vec<Association> {
        let names: BTreeMap<(&str, &str), usize> =
            self.rows.iter().map(|row| (row.prefecture.as_str(), row.municipality.as_str())).zip(0..).collect();
        let association = |(number, (prefecture, municipality)): (usize, (&str, &str))| Association {
            id: AssociationId::new(&format!("a-{number}")).unwrap(),
            name: format!("{municipality}薬剤師会"),
            name_en: String::new(),
            area: Area {
                code: format!("{:05}", 90_000 + number),
                prefecture: prefecture.to_owned(),
                municipality: municipality.to_owned(),
                year_end: None,
            },
            rank: 0,
        };
        names.into_keys().enumerate().map(association).collect()
    }
}

fn pharmacy(number: usize, row: &Row, hours: Option<Arc<StatedHours>>, is_copy: bool, random: &mut Random) -> Pharmacy {
    let moved = |place: Place, random: &mut Random| {
        let (north, east) = ((random.part() - 0.5) * 0.02, (random.part() - 0.5) * 0.02);
        let position = Position::new(place.position.lat() + north, place.position.lon() + east);
        position.map(|position| Place { position, ..place })
    };
    let place = if is_copy { row.place.and_then(|place| moved(place, random)) } else { row.place };
    let facts = Facts { name: row.name.clone(), address: Some(row.address.clone()), place, hours, ..Facts::default() };
    let source = SourceRef {
        association: AssociationId::new("a-0").unwrap(),
        listing: ListingId::new("l-1").unwrap(),
        valid_on: None,
        checked_at: NaiveDateTime::default(),
        changed_at: NaiveDateTime::default(),
    };
    Pharmacy {
        id: PharmacyId::new(&format!("p-{:07}", random.next() % 10 * 1_000_000 + number as u64)).unwrap(),
        facts,
        sources: vec![source],
        field_sources: BTreeMap::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        crisis: Vec::new(),
    }
}

fn real_rows(path: &Path) -> Option<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).ok()?;
    let rows = reader.records().filter_map(|record| {
        let record = record.ok()?;
        let number = |column| record.get(column).and_then(|cell: &str| cell.parse::<f64>().ok());
        let position = number(6).zip(number(7)).and_then(|(lat, lon)| Position::new(lat, lon));
        let level = if record.get(8) == Some("3") { PositionLevel::Town } else { PositionLevel::Municipality };
        let cell = |column| record.get(column).unwrap_or_default().to_owned();
        Some(Row {
            name: cell(1),
            prefecture: cell(2),
            municipality: cell(3),
            address: cell(4),
            place: position.map(|position| Place { position, level }),
        })
    });
    Some(rows.collect())
}

fn real_hours(path: &Path) -> Option<Vec<(u64, Arc<StatedHours>)>> {
    let text = std::fs::read_to_string(path).ok()?;
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, '\t');
        let count = cells.next()?.parse().ok()?;
        let text: String = serde_json::from_str(cells.nth(1)?).ok()?;
        let reading = hours::read(&text);
        Some((count, Arc::new(StatedHours { text, reading })))
    });
    Some(rows.collect())
}

/// Towns strewn around 300 centres of very different size.
fn invented_rows() -> Vec<Row> {
    let mut random = Random(7);
    let centres: Vec<(f64, f64)> = (0..300)
        .map(|i| if i == 0 { (35.66, 139.7) } else { (31.0 + random.part() * 13.0, 130.5 + random.part() * 12.0) })
        .collect();
    (0..60_000)
        .map(|number| {
            // Half of all live in a tenth of the towns.
            let centre = (random.part().powi(3) * 300.0) as usize;
            let (lat, lon) = centres[centre];
            let spread = |random: &mut Random| (random.part() + random.part() - 1.0) * 0.15;
            let position = Position::new(lat + spread(&mut random), lon + spread(&mut random)).unwrap();
            Row {
                name: format!("見本{}薬局", number % 977),
                prefecture: "東京都".to_owned(),
                municipality: format!("見本{centre}市"),
                address: format!(
                    "東京都見本{centre}市見本町{}丁目{}-{}",
                    number % 9 + 1,
                    number % 31 + 1,
                    number % 17 + 1
                ),
                place: Some(Place { position, level: PositionLevel::Town }),
            }
        })
        .collect()
}

fn invented_hours() -> Vec<(u64, Arc<StatedHours>)> {
    let weeks = [
        (55, "Mo-Fr 09:00-18:00; Sa 09:00-13:00; Su off; PH off"),
        (30, "Mo-Fr 09:00-19:00; Sa 09:00-17:00; Su off"),
        (12, "Mo-Su 10:00-21:00"),
        (3, "Mo-Su 00:00-24:00; PH 00:00-24:00"),
    ];
    let stated = |text: &str| {
        let week: WeeklyHours = text.parse().unwrap();
        let holiday = week.holiday.clone();
        let reading = Reading { class: ReadingClass::Exact, week: Some(week), holiday, notes: Vec::new() };
        Arc::new(StatedHours { text: text.to_owned(), reading })
    };
    weeks.into_iter().map(|(weight, text)| (weight, stated(text))).collect()
}
