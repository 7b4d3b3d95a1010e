//! Points on the earth in rows of one kilometre of latitude, each row sorted by longitude.
//!
//! A circle is a handful of rows, and in each row a run of neighbours found by binary search: no cells to store, contiguous
//! to read, right at the poles and over the 180th meridian. Distance is compared as the square of the straight chord
//! between unit vectors, which orders exactly as the great circle does and costs three multiplications.

use std::ops::Range;

use crate::directory::Position;

/// The earth's mean radius, metres.
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// Rows to a degree of latitude: each is a kilometre high.
const ROWS_PER_DEGREE: f64 = 111.195;
/// Degrees a window is widened by, so that rounding (longitudes are kept as `f32`) never loses a point; some 10 m.
const SLACK_DEG: f64 = 1e-4;

/// A pharmacy's point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// Its unit vector.
    vector: [f64; 3],
    /// The pharmacy's index in the snapshot.
    pub index: u32,
    /// Its opening plan, kept here so that a search reads one row of memory.
    pub plan: u32,
}

/// A direction from the earth's centre: what distances are measured from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Centre {
    vector: [f64; 3],
    lat: f64,
    lon: f64,
}

impl Centre {
    /// The point of a position.
    pub fn new(position: Position) -> Self {
        Self { vector: unit_vector(position), lat: position.lat(), lon: position.lon() }
    }

    /// The squared chord to a point, in earth radii: 0 to 4.
    pub fn chord2(&self, point: &Point) -> f64 {
        let [x, y, z] = point.vector;
        let [cx, cy, cz] = self.vector;
        (x - cx).powi(2) + (y - cy).powi(2) + (z - cz).powi(2)
    }

    /// The squared chord to a position.
    pub fn chord2_to(&self, position: Position) -> f64 {
        self.chord2(&Point { vector: unit_vector(position), index: 0, plan: 0 })
    }
}

fn unit_vector(position: Position) -> [f64; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// Metres along the great circle, of a squared chord.
pub(super) fn metres(chord2: f64) -> f64 {
    2.0 * EARTH_RADIUS_M * (chord2.sqrt() / 2.0).min(1.0).asin()
}

/// The squared chord of metres along the great circle; beyond half the earth, that of half the earth.
pub(super) fn chord2(metres: f64) -> f64 {
    let half_angle = (metres / (2.0 * EARTH_RADIUS_M)).clamp(0.0, std::f64::consts::FRAC_PI_2);
    (2.0 * half_angle.sin()).powi(2)
}

/// All points of a snapshot that are good for "near".
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The row number of `starts[0]`.
    first_row: i32,
    /// Where each row begins in `points`, and at the end where the last one ends.
    starts: Vec<u32>,
    /// Longitudes of `points`.
    lons: Vec<f32>,
    points: Vec<Point>,
}

impl Grid {
    /// The grid of pharmacies by index and position, their plans to be set.
    pub fn new(placed: impl Iterator<Item = (u32, Position)>) -> Self {
        let mut rows: Vec<(i32, f32, Point)> = placed
            .map(|(index, position)| {
                let point = Point { vector: unit_vector(position), index, plan: 0 };
                (row_of(position.lat()), position.lon() as f32, point)
            })
            .collect();
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.index.cmp(&b.2.index)));
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Self::default() };
        let (first_row, last_row) = (first.0, last.0);
        let mut starts = Vec::with_capacity((last_row - first_row) as usize + 2);
        for row in first_row..=last_row + 1 {
            starts.push(rows.partition_point(|entry| entry.0 < row) as u32);
        }
        let lons = rows.iter().map(|entry| entry.1).collect();
        Self { first_row, starts, lons, points: rows.into_iter().map(|entry| entry.2).collect() }
    }

    /// Gives every point the plan of its pharmacy.
    pub fn set_plans(&mut self, plan_of: impl Fn(u32) -> u32) {
        self.points.iter_mut().for_each(|point| point.plan = plan_of(point.index));
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// All points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Calls `visit` with every point within `max_chord2` of the centre, and its squared chord.
    pub fn within(&self, centre: &Centre, max_chord2: f64, mut visit: impl FnMut(&Point, f64)) {
        self.in_window(&Window::around(centre, metres(max_chord2)), |point| {
            let chord2 = centre.chord2(point);
            if chord2 <= max_chord2 {
                visit(point, chord2);
            }
        });
    }

    /// Calls `visit` with every point of the window, and some just outside it.
    pub fn in_window(&self, window: &Window, mut visit: impl FnMut(&Point)) {
        for row in self.rows(window) {
            for run in self.runs(row, window) {
                self.points.get(run).unwrap_or_default().iter().for_each(&mut visit);
            }
        }
    }

    /// Calls `visit` with every point of `outer` that [`Grid::in_window`] did not visit for `inner`, which lies in it.
    pub fn in_ring(&self, outer: &Window, inner: Option<&Window>, mut visit: impl FnMut(&Point)) {
        let inner_rows = inner.map_or(0..0, |window| self.rows(window));
        for row in self.rows(outer) {
            let seen = match inner {
                Some(window) if inner_rows.contains(&row) => self.runs(row, window),
                _ => [0..0, 0..0],
            };
            for run in self.runs(row, outer) {
                for part in without(run, &seen) {
                    self.points.get(part).unwrap_or_default().iter().for_each(&mut visit);
                }
            }
        }
    }

    /// The rows of a window, as indices of `starts`.
    fn rows(&self, window: &Window) -> Range<usize> {
        let count = i32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(i32::MAX);
        let from = (row_of(window.south) - self.first_row).clamp(0, count);
        let to = (row_of(window.north) - self.first_row + 1).clamp(0, count);
        from as usize..to.max(from) as usize
    }

    /// The runs of `points` of one row that lie between a window's meridians; one of them may be empty.
    fn runs(&self, row: usize, window: &Window) -> [Range<usize>; 2] {
        let bound = |row: usize| self.starts.get(row).map_or(0, |start| *start as usize);
        let (start, end) = (bound(row), bound(row + 1));
        let lons = self.lons.get(start..end).unwrap_or_default();
        let run = |west: f32, east: f32| {
            let from = lons.partition_point(|lon| *lon < west);
            let to = lons.partition_point(|lon| *lon <= east);
            start + from..start + to.max(from)
        };
        let (west, east) = (window.west, window.east);
        if west <= east { [run(west, east), 0..0] } else { [run(-180.0, east), run(west, 180.0)] }
    }
}

/// What is left of `run` outside `seen`, whose parts are in order.
fn without(run: Range<usize>, seen: &[Range<usize>; 2]) -> [Range<usize>; 3] {
    let [a, b] = seen.each_ref().map(|part| {
        let start = part.start.clamp(run.start, run.end);
        start..part.end.clamp(start, run.end)
    });
    match (a.is_empty(), b.is_empty()) {
        (true, true) => [run, 0..0, 0..0],
        (false, true) => [run.start..a.start, a.end..run.end, 0..0],
        (true, false) => [run.start..b.start, b.end..run.end, 0..0],
        (false, false) => [run.start..a.start, a.end..b.start, b.end..run.end],
    }
}

fn row_of(lat: f64) -> i32 {
    ((lat + 90.0) * ROWS_PER_DEGREE).floor() as i32
}

/// A rectangle of degrees; `west > east` runs over the 180th meridian.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    south: f64,
    north: f64,
    west: f32,
    east: f32,
}

impl Window {
    /// The rectangle between these edges.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Self {
        Self {
            south: south - SLACK_DEG,
            north: north + SLACK_DEG,
            west: (west - SLACK_DEG).max(-180.0) as f32,
            east: (east + SLACK_DEG).min(180.0) as f32,
        }
    }

    /// The smallest rectangle around the circle of `metres`; all longitudes when a pole lies in the circle.
    pub fn around(centre: &Centre, metres: f64) -> Self {
        let angle = (metres / EARTH_RADIUS_M).clamp(0.0, std::f64::consts::PI);
        let (south, north) = (centre.lat - angle.to_degrees(), centre.lat + angle.to_degrees());
        let whole = Self::new(-180.0, south.max(-90.0), 180.0, north.min(90.0));
        let ratio = angle.sin() / centre.lat.to_radians().cos();
        if north >= 90.0 - SLACK_DEG || south <= -90.0 + SLACK_DEG || !(0.0..1.0).contains(&ratio) {
            return whole;
        }
        let half = ratio.asin().to_degrees() + SLACK_DEG;
        if half >= 179.9 {
            return whole;
        }
        let wrap = |lon: f64| {
            if lon < -180.0 {
                lon + 360.0
            } else if lon > 180.0 {
                lon - 360.0
            } else {
                lon
            }
        };
        Self { west: wrap(centre.lon - half) as f32, east: wrap(centre.lon + half) as f32, ..whole }
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
