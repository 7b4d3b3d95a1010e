//! An association's area and what lies close by, as far as its towns tell.

use crate::{directory::Position, intake::Draft};

/// Metres from the middle of a town within which a pharmacy may well be of it.
const TOWN_REACH: f64 = 1_500.0;
/// Metres from the middle of a list beyond which a position is surely wrong, where no town of the area is known.
const LIST_REACH: f64 = 60_000.0;
/// Positions that make a middle.
const ENOUGH: usize = 5;

/// Points of an area and how far around each it reaches.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    points: Vec<Position>,
    reach_m: f64,
}

impl Surroundings {
    /// By the towns of the area; where none is known, by the middle of the list itself. `None` when neither tells.
    pub(super) fn of(towns: Vec<Position>, draft: &Draft) -> Option<Self> {
        if !towns.is_empty() {
            let reach_m = (2.0 * widest_gap(&towns)).max(TOWN_REACH);
            return Some(Self { points: towns, reach_m });
        }
        let positions = draft.entries.iter().filter_map(|entry| Some(entry.facts.place?.position));
        let (mut lats, mut lons): (Vec<f64>, Vec<f64>) = positions.map(|at| (at.lat(), at.lon())).unzip();
        if lats.len() < ENOUGH {
            return None;
        }
        let middle = Position::new(median(&mut lats)?, median(&mut lons)?)?;
        Some(Self { points: vec![middle], reach_m: LIST_REACH })
    }

    /// Whether a position lies in the area or close by.
    pub(super) fn is_near(&self, position: Position) -> bool {
        // A degree of latitude tells most of what is far without a root or a cosine.
        let reach_degrees = self.reach_m / 111_000.0;
        let of_its_latitude = self.points.iter().filter(|point| (point.lat() - position.lat()).abs() <= reach_degrees);
        of_its_latitude.into_iter().any(|point| point.distance_m(position) <= self.reach_m)
    }
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
mod tests {
    use super::*;
    use crate::intake::{Limits, read};

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    #[test]
    fn towns_tell_what_is_near() {
        let nothing = read("薬局名\n甲薬局（見本）\n".as_bytes(), "", &Limits::default()).unwrap();
        let towns = vec![at(35.640, 139.660), at(35.650, 139.670), at(35.645, 139.650)];
        let area = Surroundings::of(towns, &nothing).unwrap();
        assert!(
            area.is_near(at(35.648, 139.665)) && !area.is_near(at(35.70, 139.77)) && !area.is_near(at(34.7, 135.5))
        );
        assert!(Surroundings::of(Vec::new(), &nothing).is_none());
    }

    #[test]
    fn without_towns_the_list_itself_tells() {
        let row = |n: i32, lat: f64| format!("薬局{n}（見本）,{lat},141.35\n");
        let text: String = (0..6).map(|n| row(n, 43.06)).chain([row(9, 35.6)]).collect();
        let draft = read(format!("薬局名,緯度,経度\n{text}").as_bytes(), "", &Limits::default()).unwrap();
        let area = Surroundings::of(Vec::new(), &draft).unwrap();
        assert!(area.is_near(at(43.2, 141.5)) && !area.is_near(at(35.6, 141.35)));
    }
}
