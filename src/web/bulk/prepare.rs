//! Writing the files of one revision, plain and compressed.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::Path,
};

use serde_json::{Map, Value, json};

use super::ndjson;
use crate::{
    clock::JAPAN,
    directory::Pharmacy,
    intake::form::{self, MARK},
    search::Snapshot,
    web::formats::{linked, municipal},
};

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A JSON pharmacy a line.
    NdJson,
    /// A GeoJSON collection of points.
    GeoJson,
    /// The form that associations keep.
    Form,
    /// 自治体標準オープンデータセット 医療機関一覧.
    Municipal,
    /// schema.org.
    JsonLd,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NdJson, Self::GeoJson, Self::Form, Self::Municipal, Self::JsonLd];

    /// Its name.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::NdJson => "pharmacies.ndjson",
            Self::GeoJson => "pharmacies.geojson",
            Self::Form => "pharmacies.csv",
            Self::Municipal => "pharmacies-municipal.csv",
            Self::JsonLd => "pharmacies.jsonld",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::NdJson => "application/x-ndjson",
            Self::GeoJson => "application/geo+json",
            Self::Form | Self::Municipal => "text/csv; charset=utf-8",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// What it is, in Japanese and English.
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::NdJson => ("全薬局（NDJSON）", "All pharmacies, one JSON object a line"),
            Self::GeoJson => ("全薬局（GeoJSON）", "All pharmacies as GeoJSON points"),
            Self::Form => ("全薬局（一覧の様式、CSV）", "All pharmacies in the form of the associations' lists, CSV"),
            Self::Municipal => (
                "全薬局（自治体標準オープンデータセット 医療機関一覧、CSV）",
                "All pharmacies in the municipal standard open data layout, CSV",
            ),
            Self::JsonLd => ("全薬局（JSON-LD）", "All pharmacies as schema.org linked data"),
        }
    }

    /// The file of that name.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.file_name() == name)
    }
}

/// Writes every file of a revision into `folder`.
///
/// # Errors
/// When the disk refuses.
pub fn write(snapshot: &Snapshot, home: &str, folder: &Path) -> io::Result<()> {
    for kind in Kind::ALL {
        let path = folder.join(kind.file_name());
        let mut out = BufWriter::new(File::create(&path)?);
        match kind {
            Kind::NdJson => ndjson(snapshot).try_for_each(|piece| out.write_all(&piece))?,
            Kind::GeoJson => geojson(snapshot, &mut out)?,
            Kind::Form => by_form(snapshot, &mut out)?,
            Kind::Municipal => by_ward(snapshot, &mut out)?,
            Kind::JsonLd => graph(snapshot, home, &mut out)?,
        }
        out.into_inner()?.sync_all()?;
        compress(&path)?;
    }
    Ok(())
}

/// The file once more as `.br`, `.gz` and `.zst`: the better levels that still keep up with publishing.
fn compress(path: &Path) -> io::Result<()> {
    let named = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        File::create(name).map(BufWriter::new)
    };
    let plain = || File::open(path).map(BufReader::new);
    let mut br = brotli::CompressorWriter::new(named(".br")?, 64 << 10, 6, 22);
    io::copy(&mut plain()?, &mut br)?;
    br.into_inner().flush()?;
    let mut gz = flate2::write::GzEncoder::new(named(".gz")?, flate2::Compression::default());
    io::copy(&mut plain()?, &mut gz)?;
    gz.finish()?.flush()?;
    let mut zst = zstd::Encoder::new(named(".zst")?, 9)?;
    io::copy(&mut plain()?, &mut zst)?;
    zst.finish()?.flush()
}

fn geojson(snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    let revision = snapshot.revision();
    write!(out, "{{\"type\":\"FeatureCollection\",\"revision\":{revision},\"features\":[")?;
    for (i, pharmacy) in snapshot.pharmacies().iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        write!(out, "{comma}\n{}", feature(pharmacy))?;
    }
    out.write_all(b"\n]}\n")
}

/// A point with flat properties: those of the search that don't depend on time.
fn feature(pharmacy: &Pharmacy) -> Value {
    let facts = &pharmacy.facts;
    let hours = facts.hours.as_deref();
    let offered: Vec<&str> =
        facts.services.iter().filter(|(_, answer)| answer.is_offered()).map(|(service, _)| service.as_str()).collect();
    let lists: Vec<&str> = pharmacy.sources.iter().map(|source| source.association.as_str()).collect();
    let properties = json!({
        "id": pharmacy.id.as_str(), "name": facts.name, "name_kana": facts.name_kana, "postal_code": facts.postal_code,
        "address": facts.address, "position_level": facts.place.map(|place| place.level.as_str()),
        "phone": facts.phone.as_ref().map(ToString::to_string),
        "after_hours_phone": facts.after_hours_phone.as_ref().map(ToString::to_string),
        "membership": facts.membership.map(crate::directory::Membership::as_str),
        "hours_text": hours.map(|hours| hours.text.as_str()),
        "hours_week": hours.and_then(|hours| hours.reading.week.as_ref()).map(ToString::to_string),
        "hours_class": hours.map(|hours| hours.reading.class.as_str()),
        "services": offered.join(";"), "associations": lists.join(";"),
        "checked_at": pharmacy.sources.first().map(|source| crate::web::views::JapanTime::of_utc(source.checked_at)),
        "remarks": facts.remarks,
    });
    let geometry = facts
        .place
        .map(|place| json!({ "type": "Point", "coordinates": [place.position.lon(), place.position.lat()] }));
    let mut feature = Map::new();
    for (name, value) in [
        ("type", json!("Feature")),
        ("id", json!(pharmacy.id.as_str())),
        ("geometry", json!(geometry)),
        ("properties", properties),
    ] {
        feature.insert(name.to_owned(), value);
    }
    Value::Object(feature)
}

fn by_form(snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    let pharmacies = snapshot.pharmacies();
    let extra = form::extra_headings(pharmacies.iter().map(|pharmacy| &pharmacy.facts));
    let rows = pharmacies.iter().map(|pharmacy| form::row(&pharmacy.id, &pharmacy.facts, &extra));
    table([form::headings_with(&extra)].into_iter().chain(rows), out)
}

fn by_ward(snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    let rows = snapshot.pharmacies().iter().enumerate();
    let rows = rows.map(|(index, pharmacy)| municipal::row(pharmacy, snapshot.area_of(index), index + 1));
    table([municipal::headings()].into_iter().chain(rows), out)
}

fn table(rows: impl Iterator<Item = Vec<String>>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    let mut piece = Vec::new();
    for row in rows {
        piece.clear();
        form::write_rows([&row].into_iter(), &mut piece);
        out.write_all(&piece)?;
    }
    Ok(())
}

fn graph(snapshot: &Snapshot, home: &str, out: &mut impl Write) -> io::Result<()> {
    let today = snapshot.generated_at().and_utc().with_timezone(&JAPAN).date_naive();
    out.write_all(b"{\"@context\":\"https://schema.org\",\"@graph\":[")?;
    let nodes = (0..snapshot.pharmacies().len()).filter_map(|index| linked::pharmacy(snapshot, index, home, today));
    for (i, mut node) in nodes.enumerate() {
        node.as_object_mut().map(|node| node.remove("@context"));
        let comma = if i == 0 { "" } else { "," };
        write!(out, "{comma}\n{node}")?;
    }
    out.write_all(b"\n]}\n")
}
