//! Who covers which hour of a day in an area, and how far people there have to go.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use geo::{BoundingRect as _, Contains as _, MultiPolygon};

use super::{
    Snapshot,
    grid::{Centre, chord2},
    plans::Minute,
    snapshot::position_for_near,
};
use crate::{directory::Position, hours::State};

/// The distances people are asked to go, metres.
pub const REACHES_M: [f64; 3] = [1_000.0, 2_000.0, 5_000.0];
/// About how many points of an area are looked at; fewer along its edge, never many more.
const POINTS: usize = 2_000;
/// Points lie no closer than this, metres: towns are some hundred metres wide.
const CLOSEST_M: f64 = 200.0;
const HOUR: Minute = 60;
const DAY: Minute = 24 * HOUR;
/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// Which points stand for an area's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// An even grid within the area's outline.
    Outline,
    /// The towns the caller named.
    Towns,
    /// The pharmacies' own positions: the outline and the towns are not known, and the reach is flattered.
    Pharmacies,
}

impl Sampling {
    /// `border`, `towns`, `pharmacies`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outline => "border",
            Self::Towns => "towns",
            Self::Pharmacies => "pharmacies",
        }
    }
}

/// One hour of a day.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct HourCoverage {
    /// Pharmacies open for all of it.
    pub open: usize,
    /// Pharmacies not open for all of it that are at every minute open or on call.
    pub on_call: usize,
    /// Pharmacies whose state is unknown in some of it.
    pub unknown: usize,
    /// The share of points, 0 to 1, with a pharmacy of any area open for all of it within each of [`REACHES_M`].
    pub reach: [f64; 3],
}

/// A stretch of time in which no pharmacy of the area is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its start.
    pub from: NaiveDateTime,
    /// Its end, not included; the day's end at the latest.
    pub until: NaiveDateTime,
    /// Whether at every minute of it some pharmacy is on call.
    pub on_call: bool,
}

/// A day in an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The civil date in Japan.
    pub date: NaiveDate,
    /// How many pharmacies the area has.
    pub pharmacies: usize,
    /// 00:00–01:00 to 23:00–24:00.
    pub hours: [HourCoverage; 24],
    /// When nobody is open, in order; neighbours differ in whether somebody is on call.
    pub gaps: Vec<Gap>,
    /// What the reach was measured from.
    pub sampling: Sampling,
    /// How many points that were.
    pub points: usize,
}

impl Snapshot {
    /// The coverage of a day in an area; `None` when nothing is known of an area of that code.
    ///
    /// The reach is measured from a grid of points in the area's outline; when there is none from `towns`, the middles of
    /// its towns; when those are none either from the pharmacies themselves ([`Coverage::sampling`] says which).
    pub fn coverage(&self, code: &str, date: NaiveDate, towns: &[Position]) -> Option<Coverage> {
        let outline = self.areas.get(code)?.outline.as_ref();
        let members = self.areas.members(code);
        let midnight = self.plans.minute(date.and_time(NaiveTime::MIN));
        let mut day = Day { hours: [HourCoverage::default(); 24], open: [0; MINUTES], on_call: [0; MINUTES] };
        for index in members {
            day.count(&self.hours_of(*index, midnight));
            self.plans.pieces(self.plans.of(*index), midnight, midnight + DAY, |from, until, state| {
                day.mark(from - midnight, until - midnight, state);
            });
        }
        let (sampling, points) = match outline.map(points_within).filter(|points| !points.is_empty()) {
            Some(points) => (Sampling::Outline, points),
            None if !towns.is_empty() => (Sampling::Towns, some_of(towns)),
            None => (Sampling::Pharmacies, some_of(&self.positions(members))),
        };
        self.measure_reach(&points, midnight, &mut day.hours);
        let gaps = day.gaps().filter_map(|(from, until, on_call)| {
            let instant = |minute| self.plans.instant(midnight + minute);
            Some(Gap { from: instant(from)?, until: instant(until)?, on_call })
        });
        let gaps = gaps.collect();
        Some(Coverage { date, pharmacies: members.len(), hours: day.hours, gaps, sampling, points: points.len() })
    }

    fn positions(&self, members: &[u32]) -> Vec<Position> {
        let pharmacies = members.iter().filter_map(|index| self.pharmacies().get(*index as usize));
        pharmacies.filter_map(position_for_near).collect()
    }

    fn hours_of(&self, index: u32, midnight: Minute) -> Hours {
        let mut hours = Hours { not_open: 0, not_served: 0, unknown: 0 };
        self.plans.pieces(self.plans.of(index), midnight, midnight + DAY, |from, until, state| {
            let touched = touched_hours(from - midnight, until - midnight);
            hours.not_open |= if state == State::Open { 0 } else { touched };
            hours.not_served |= if matches!(state, State::Open | State::OnCall) { 0 } else { touched };
            hours.unknown |= if state == State::Unknown { touched } else { 0 };
        });
        hours
    }

    fn measure_reach(&self, points: &[Position], midnight: Minute, hours: &mut [HourCoverage; 24]) {
        let reaches = REACHES_M.map(chord2);
        let [.., widest] = reaches;
        // By pharmacy, once it is met.
        let mut open_hours: Vec<Option<u32>> = vec![None; self.pharmacies().len()];
        let mut reached = [[0_usize; 24]; 3];
        for point in points {
            let mut open = [0_u32; 3];
            self.grid.within(&Centre::new(*point), widest, |pharmacy, chord2| {
                let Some(known) = open_hours.get_mut(pharmacy.index as usize) else { return };
                let all_hours = *known.get_or_insert_with(|| !self.hours_of(pharmacy.index, midnight).not_open);
                for (open, reach) in open.iter_mut().zip(&reaches) {
                    *open |= if chord2 <= *reach { all_hours } else { 0 };
                }
            });
            for (counts, open) in reached.iter_mut().zip(open) {
                for (hour, count) in counts.iter_mut().enumerate() {
                    *count += (open >> hour & 1) as usize;
                }
            }
        }
        let share = |count: usize| if points.is_empty() { 0.0 } else { count as f64 / points.len() as f64 };
        for (reach, counts) in reached.iter().enumerate() {
            for (hour, count) in hours.iter_mut().zip(counts) {
                if let Some(slot) = hour.reach.get_mut(reach) {
                    *slot = share(*count);
                }
            }
        }
    }
}

const MINUTES: usize = DAY as usize;

/// What is true of a pharmacy in some minute of each hour of a day; bit 0 is 00:00–01:00.
struct Hours {
    not_open: u32,
    not_served: u32,
    unknown: u32,
}

/// The hours of the day that a stretch of its minutes touches, as bits.
fn touched_hours(from: Minute, until: Minute) -> u32 {
    let first = from.clamp(0, DAY) / HOUR;
    let end = (until.clamp(0, DAY) + HOUR - 1) / HOUR;
    let below = |hour: Minute| (1_u64 << hour) as u32 - 1;
    below(end) & !below(first.min(end))
}

/// A day being counted: by hour, and how many are open or on call at each minute.
struct Day {
    hours: [HourCoverage; 24],
    open: [u32; MINUTES],
    on_call: [u32; MINUTES],
}

impl Day {
    fn count(&mut self, pharmacy: &Hours) {
        for (hour, coverage) in self.hours.iter_mut().enumerate() {
            let is = |bits: u32| bits >> hour & 1 == 1;
            coverage.open += usize::from(!is(pharmacy.not_open));
            coverage.on_call += usize::from(is(pharmacy.not_open) && !is(pharmacy.not_served));
            coverage.unknown += usize::from(is(pharmacy.unknown));
        }
    }

    fn mark(&mut self, from: Minute, until: Minute, state: State) {
        let minutes = match state {
            State::Open => &mut self.open,
            State::OnCall => &mut self.on_call,
            State::Closed | State::Unknown => return,
        };
        let stretch = from.clamp(0, DAY) as usize..until.clamp(0, DAY) as usize;
        minutes.get_mut(stretch).unwrap_or_default().iter_mut().for_each(|count| *count += 1);
    }

    /// Stretches of minutes in which nobody is open, and whether somebody is on call throughout.
    fn gaps(&self) -> impl Iterator<Item = (Minute, Minute, bool)> {
        let mut gaps: Vec<(Minute, Minute, bool)> = Vec::new();
        for ((minute, open), on_call) in (0..).zip(&self.open).zip(&self.on_call) {
            let on_call = *on_call > 0;
            match gaps.last_mut() {
                _ if *open > 0 => {}
                Some((_, until, before)) if *until == minute && *before == on_call => *until = minute + 1,
                _ => gaps.push((minute, minute + 1, on_call)),
            }
        }
        gaps.into_iter()
    }
}

/// An even grid of about [`POINTS`] points within an outline.
fn points_within(outline: &MultiPolygon<f64>) -> Vec<Position> {
    let Some(bounds) = outline.bounding_rect() else { return Vec::new() };
    let per_lon = DEGREE_M * bounds.center().y.to_radians().cos().max(0.01);
    let (width_m, height_m) = (bounds.width() * per_lon, bounds.height() * DEGREE_M);
    let step_m = (width_m * height_m / POINTS as f64).sqrt().max(CLOSEST_M).max(width_m.max(height_m) / POINTS as f64);
    let steps = |length_m: f64| (length_m / step_m).floor() as u32;
    let rows = (0..=steps(height_m)).map(|row| bounds.min().y + (f64::from(row) + 0.5) * step_m / DEGREE_M);
    let columns = || (0..=steps(width_m)).map(|column| bounds.min().x + (f64::from(column) + 0.5) * step_m / per_lon);
    rows.flat_map(|lat| columns().map(move |lon| (lat, lon)))
        .filter(|(lat, lon)| outline.contains(&geo::Point::new(*lon, *lat)))
        .filter_map(|(lat, lon)| Position::new(lat, lon))
        .collect()
}

/// All of the positions, or evenly about [`POINTS`] of them.
fn some_of(positions: &[Position]) -> Vec<Position> {
    positions.iter().step_by(positions.len().div_ceil(POINTS).max(1)).copied().collect()
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
