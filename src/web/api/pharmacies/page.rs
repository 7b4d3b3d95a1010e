//! A page of found pharmacies, as written.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    search::{Counts, Found, Snapshot},
    web::{
        formats::{self, Format, Style},
        reply::Minute,
        views::{JapanTime, PharmacyView, Texts},
    },
};

/// Bytes that hardly any pharmacy's text is longer than.
const USUAL: usize = 2560;

/// Pharmacies found, in order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Pharmacies)]
pub struct PharmaciesView<'a> {
    /// The pharmacies.
    #[schema(max_items = 100)]
    pub items: Vec<PharmacyView<'a>>,
    /// Where the next page begins; null on the last.
    #[schema(pattern = "^AQ[A-Za-z0-9_-]{44,158}$", max_length = 160)]
    pub next: Option<String>,
    /// How many there are in all; null for the nearest without `radius_m`, where the search ends as soon as it has enough.
    pub counts: Option<CountsView>,
    /// The instant the states are for.
    pub at: JapanTime,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    pub revision: i64,
    /// The minute this answer was made for.
    pub generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    pub ttl: u32,
}

/// How much there is beyond one page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub struct CountsView {
    /// How many answer the question, on all pages together.
    #[schema(example = 31, minimum = 0)]
    pub matching: usize,
    /// How many of each state there are when nothing is asked of time: who is left out, and why.
    pub by_state: StateCountsView,
}

/// How many pharmacies are in each state.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StateCounts)]
pub struct StateCountsView {
    /// Open.
    #[schema(example = 24, minimum = 0)]
    pub open: usize,
    /// On call.
    #[schema(example = 7, minimum = 0)]
    pub on_call: usize,
    /// Not said.
    #[schema(example = 5, minimum = 0)]
    pub unknown: usize,
    /// Closed.
    #[schema(example = 26, minimum = 0)]
    pub closed: usize,
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let of = counts.by_state;
        let by_state = StateCountsView { open: of.open, on_call: of.on_call, unknown: of.unknown, closed: of.closed };
        Self { matching: counts.matching, by_state }
    }
}

/// A page to be written.
pub struct Page<'a> {
    /// What was found.
    pub found: &'a Found<'a>,
    /// Where it was found.
    pub snapshot: &'a Snapshot,
    /// The prepared texts of its snapshot.
    pub texts: &'a Texts,
    /// How a CSV is wanted.
    pub style: Style<'a>,
    /// The server's address.
    pub home: &'a str,
    /// The instant asked about.
    pub at: JapanTime,
    /// The minute it is for.
    pub minute: Minute,
    /// Seconds it holds.
    pub ttl: u32,
}

impl Page<'_> {
    /// Appends it in that format.
    pub fn write(&self, format: Format, out: &mut Vec<u8>) {
        let hits = &self.found.hits;
        match format {
            Format::Json => self.json(out),
            Format::NdJson => self.lines(out),
            Format::Csv => out.extend(formats::csv(hits, self.snapshot, self.style)),
            Format::GeoJson => out.extend(formats::geojson(hits, self.about())),
            Format::JsonLd => {
                let indexes = hits.iter().map(|hit| hit.index);
                out.extend(formats::linked::graph(self.snapshot, indexes, self.home, self.minute.japan().date()));
            }
        }
    }

    /// [`PharmaciesView`], joined from prepared parts.
    fn json(&self, out: &mut Vec<u8>) {
        out.reserve(1024 + USUAL * self.found.hits.len());
        out.extend_from_slice(b"{\"items\":[");
        for (i, hit) in self.found.hits.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            self.texts.write(hit, out);
        }
        out.extend_from_slice(b"],");
        let rest = serde_json::to_vec(&self.rest()).expect("numbers and texts");
        out.extend(rest.into_iter().skip(1));
    }

    fn lines(&self, out: &mut Vec<u8>) {
        out.reserve(USUAL * self.found.hits.len());
        for hit in &self.found.hits {
            self.texts.write(hit, out);
            out.push(b'\n');
        }
    }

    fn about(&self) -> Map<String, Value> {
        match serde_json::to_value(self.rest()) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        }
    }

    fn rest(&self) -> Rest {
        Rest {
            next: self.found.next.as_ref().map(ToString::to_string),
            counts: self.found.counts.map(CountsView::from),
            at: self.at,
            revision: self.snapshot.revision(),
            generated_at: JapanTime(self.minute.japan()),
            ttl: self.ttl,
        }
    }
}

/// What follows the items; the fields of [`PharmaciesView`] in its order.
#[derive(Serialize)]
struct Rest {
    next: Option<String>,
    counts: Option<CountsView>,
    at: JapanTime,
    revision: i64,
    generated_at: JapanTime,
    ttl: u32,
}
