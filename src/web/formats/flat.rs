//! A found pharmacy as one row of plain cells, for formats that know no nesting.

use serde::{Serialize, Serializer};

use crate::{
    directory::{Membership, Phone, Place},
    search::Hit,
    web::views::JapanTime,
};

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Whole(u32),
    /// Degrees.
    Degrees(f64),
    /// Yes or no.
    Flag(bool),
}

/// One column: its key, its Japanese heading, its cell.
pub struct Column {
    /// `snake_case`, as in JSON where JSON has it.
    pub key: &'static str,
    /// For Japanese readers.
    pub ja: &'static str,
    /// What a pharmacy has in it.
    pub cell: fn(&Hit<'_>) -> Cell,
}

const fn column(key: &'static str, ja: &'static str, cell: fn(&Hit<'_>) -> Cell) -> Column {
    Column { key, ja, cell }
}

/// The columns, in order.
pub const COLUMNS: [Column; 26] = [
    column("id", "夜薬ID", |hit| text(hit.pharmacy.id.as_str())),
    column("name", "薬局名", |hit| text(&hit.pharmacy.facts.name)),
    column("name_kana", "フリガナ", |hit| maybe(hit.pharmacy.facts.name_kana.as_deref())),
    column("state", "状態", |hit| text(hit.status.state.as_str())),
    column("until", "状態の終わり", |hit| instant(hit.status.until.map(JapanTime))),
    column("next_open", "次の開局", |hit| instant(hit.status.next_open.map(JapanTime))),
    column("basis", "根拠", |hit| text(hit.status.basis.as_str())),
    column("call_first", "先に電話", |hit| Cell::Flag(hit.status.call_first)),
    column("reason_ja", "理由", |hit| text(hit.status.reason.ja())),
    column("reason_en", "理由（英語）", |hit| text(hit.status.reason.en())),
    column("distance_m", "距離（m）", |hit| {
        hit.distance_m.map_or(Cell::Empty, |metres| Cell::Whole(metres.round() as u32))
    }),
    column("postal_code", "郵便番号", |hit| maybe(hit.pharmacy.facts.postal_code.as_deref())),
    column("address", "所在地", |hit| maybe(hit.pharmacy.facts.address.as_deref())),
    column("lat", "緯度", |hit| degrees(hit.pharmacy.facts.place, |place| place.position.lat())),
    column("lon", "経度", |hit| degrees(hit.pharmacy.facts.place, |place| place.position.lon())),
    column("position_level", "位置レベル", |hit| {
        maybe(hit.pharmacy.facts.place.map(|place| place.level.as_str()))
    }),
    column("phone", "電話番号", |hit| phone(hit.pharmacy.facts.phone.as_ref())),
    column("after_hours_phone", "時間外連絡先", |hit| phone(hit.pharmacy.facts.after_hours_phone.as_ref())),
    column("membership", "会員区分", |hit| maybe(hit.pharmacy.facts.membership.map(Membership::as_str))),
    column("hours_text", "開局時間（一覧の記載）", |hit| {
        maybe(hit.pharmacy.facts.hours.as_ref().map(|hours| hours.text.as_str()))
    }),
    column("hours_week", "開局時間（OSM）", week),
    column("hours_class", "読み取りの確かさ", |hit| {
        maybe(hit.pharmacy.facts.hours.as_ref().map(|hours| hours.reading.class.as_str()))
    }),
    column("services", "対応できること", services),
    column("associations", "薬剤師会", |hit| {
        let ids: Vec<&str> = hit.pharmacy.sources.iter().map(|source| source.association.as_str()).collect();
        text(&ids.join(";"))
    }),
    column("checked_at", "確認日時", |hit| {
        instant(hit.pharmacy.sources.first().map(|source| JapanTime::of_utc(source.checked_at)))
    }),
    column("remarks", "備考", |hit| maybe(hit.pharmacy.facts.remarks.as_deref())),
];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn maybe(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, self::text)
}

fn instant(at: Option<JapanTime>) -> Cell {
    at.map_or(Cell::Empty, |at| Cell::Text(at.to_string()))
}

fn degrees(place: Option<Place>, of: fn(Place) -> f64) -> Cell {
    place.map_or(Cell::Empty, |place| Cell::Degrees(of(place)))
}

fn phone(phone: Option<&Phone>) -> Cell {
    phone.map_or(Cell::Empty, |phone| Cell::Text(phone.to_string()))
}

fn week(hit: &Hit<'_>) -> Cell {
    let week = hit.pharmacy.facts.hours.as_ref().and_then(|hours| hours.reading.week.as_ref());
    week.map_or(Cell::Empty, |week| Cell::Text(week.to_string()))
}

/// The services that are offered, yes or on a condition, by name.
fn services(hit: &Hit<'_>) -> Cell {
    let offered = hit.pharmacy.facts.services.iter().filter(|(_, answer)| answer.is_offered());
    let names: Vec<&str> = offered.map(|(service, _)| service.as_str()).collect();
    text(&names.join(";"))
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_u32(*number),
            Self::Degrees(degrees) => serializer.serialize_f64(*degrees),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Whole(number) => number.fmt(f),
            Self::Degrees(degrees) => degrees.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}
