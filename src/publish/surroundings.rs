//! An association's area and what lies close by: by its border where the operator gave one, else as far as its towns tell.

use geo::{BoundingRect as _, Contains as _, LinesIter as _, MultiPolygon, Point};

use crate::{directory::Position, intake::Draft};

/// Metres beyond the border within which a pharmacy may well be of the area: a position is often that of its town.
const BORDER_REACH: f64 = 1_000.0;
/// Metres from the middle of a town within which a pharmacy may well be of it.
const TOWN_REACH: f64 = 1_500.0;
/// Metres from the middle of a list beyond which a position is surely wrong, where no town of the area is known.
const LIST_REACH: f64 = 60_000.0;
/// Positions that make a middle.
const ENOUGH: usize = 5;
/// Metres of a degree of latitude.
const DEGREE: f64 = 111_000.0;

/// What tells where an area is.
#[derive(Clone, Debug)]
pub(super) enum Surroundings {
    /// Its border.
    Border(MultiPolygon<f64>),
    /// Points of it and how far around each it reaches.
    Points { points: Vec<Position>, reach_m: f64 },
}

impl Surroundings {
    /// By the border of the area; where none is known by its towns, and without those by the middle of the list itself.
    /// `None` when nothing tells.
    pub(super) fn of(border: Option<MultiPolygon<f64>>, towns: Vec<Position>, draft: &Draft) -> Option<Self> {
        if let Some(border) = border {
            return Some(Self::Border(border));
        }
        if !towns.is_empty() {
            let reach_m = (2.0 * widest_gap(&towns)).max(TOWN_REACH);
            return Some(Self::Points { points: towns, reach_m });
        }
        let positions = draft.entries.iter().filter_map(|entry| Some(entry.facts.place?.position));
        let (mut lats, mut lons): (Vec<f64>, Vec<f64>) = positions.map(|at| (at.lat(), at.lon())).unzip();
        if lats.len() < ENOUGH {
            return None;
        }
        let middle = Position::new(median(&mut lats)?, median(&mut lons)?)?;
        Some(Self::Points { points: vec![middle], reach_m: LIST_REACH })
    }

    /// Whether a position lies in the area or close by.
    pub(super) fn is_near(&self, position: Position) -> bool {
        match self {
            Self::Border(border) => is_within(border, position),
            Self::Points { points, reach_m } => {
                // A degree of latitude tells most of what is far without a root or a cosine.
                let of_its_latitude =
                    points.iter().filter(|point| (point.lat() - position.lat()).abs() <= reach_m / DEGREE);
                of_its_latitude.into_iter().any(|point| point.distance_m(position) <= *reach_m)
            }
        }
    }
}

/// Whether a position lies within a border or at most [`BORDER_REACH`] beyond it.
fn is_within(border: &MultiPolygon<f64>, position: Position) -> bool {
    let (x, y) = (position.lon(), position.lat());
    let across = DEGREE * y.to_radians().cos();
    let Some(bounds) = border.bounding_rect() else { return false };
    let (wide, high) = (BORDER_REACH / across, BORDER_REACH / DEGREE);
    let in_bounds = (bounds.min().x - wide..=bounds.max().x + wide).contains(&x)
        && (bounds.min().y - high..=bounds.max().y + high).contains(&y);
    if !in_bounds {
        return false;
    }
    if border.contains(&Point::new(x, y)) {
        return true;
    }
    // On the plane around the position, metres.
    let plane = |at: geo::Coord<f64>| ((at.x - x) * across, (at.y - y) * DEGREE);
    border.lines_iter().any(|line| from_origin(plane(line.start), plane(line.end)) <= BORDER_REACH)
}

/// How far a stretch from one point to another passes from the origin.
fn from_origin((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + along * dx).hypot(ay + along * dy)
}

/// The greatest distance from a town to the one closest to it, metres: in the country towns lie far apart.
fn widest_gap(towns: &[Position]) -> f64 {
    // Some thousand towns at most are compared with each other; more tell nothing new.
    let sample: Vec<Position> = towns.iter().copied().take(1_000).collect();
    let closest = |(at, town): (usize, &Position)| {
        let others = sample.iter().enumerate().filter(|(other, _)| *other != at);
        others.map(|(_, other)| town.distance_m(*other)).fold(f64::INFINITY, f64::min)
    };
    sample.iter().enumerate().map(closest).filter(|gap| gap.is_finite()).fold(0.0, f64::max)
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
#[path = "surroundings_tests.rs"]
mod tests;
