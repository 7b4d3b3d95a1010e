use geo::{Distance as _, Haversine};

use super::*;

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

/// A spread of points over the whole earth, thick in Japan, at the poles and along the 180th meridian.
fn points(count: u32) -> Vec<Position> {
    let mut state = 20_261_122_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..count)
        .map(|i| match i % 5 {
            0 => at(random() * 180.0 - 90.0, random() * 360.0 - 180.0),
            1 => at(if i % 2 == 0 { 90.0 } else { -90.0 + random() * 0.5 }, random() * 360.0 - 180.0),
            2 => at(random() * 2.0 - 1.0, if i % 2 == 0 { 180.0 - random() } else { -180.0 + random() }),
            _ => at(35.5 + random() * 0.3, 139.4 + random() * 0.5),
        })
        .collect()
}

fn grid(points: &[Position]) -> Grid {
    Grid::new(points.iter().enumerate().map(|(i, position)| (i as u32, *position)))
}

fn great_circle(a: Position, b: Position) -> f64 {
    Haversine.distance(geo::Point::new(a.lon(), a.lat()), geo::Point::new(b.lon(), b.lat()))
}

#[test]
fn a_circle_holds_what_the_great_circle_says() {
    let points = points(2_000);
    let grid = grid(&points);
    for (i, centre) in points.iter().enumerate().step_by(37) {
        for radius in [0.0, 800.0, 5_000.0, 50_000.0, 3_000_000.0, 15_000_000.0, 20_015_200.0] {
            let mut found = Vec::new();
            grid.within(&Centre::new(*centre), chord2(radius), |point, _| found.push(point.index as usize));
            found.sort_unstable();
            for (j, point) in points.iter().enumerate() {
                let distance = great_circle(*centre, *point);
                if (distance - radius).abs() > 0.01 {
                    let is_found = found.binary_search(&j).is_ok();
                    assert_eq!(is_found, distance < radius, "{i} to {j}: {distance} m against {radius} m");
                }
            }
        }
    }
}

#[test]
fn metres_are_those_of_the_great_circle() {
    let points = points(300);
    for (a, b) in points.iter().zip(points.iter().skip(7)) {
        let centre = Centre::new(*a);
        let (ours, theirs) = (metres(centre.chord2_to(*b)), great_circle(*a, *b));
        // Near the antipode a metre hides in the last digits of the chord.
        let tolerance = if theirs > 19_900_000.0 { 1.0 } else { 0.001 };
        assert!((ours - theirs).abs() < tolerance, "{ours} {theirs}");
        assert!((metres(chord2(theirs)) - theirs).abs() < tolerance);
    }
}

#[test]
fn rings_visit_every_point_once() {
    let points = points(1_000);
    let grid = grid(&points);
    for centre in points.iter().step_by(13).map(|position| Centre::new(*position)) {
        let mut visits = vec![0; points.len()];
        let mut inner = None;
        for metres in [0.0, 700.0, 1_500.0, 40_000.0, 2_000_000.0, 9_000_000.0, 12_000_000.0, 20_100_000.0] {
            let outer = Window::around(&centre, metres);
            grid.in_ring(&outer, inner.as_ref(), |point| visits[point.index as usize] += 1);
            for (position, visits) in points.iter().zip(&visits) {
                assert!(*visits == 1 || super::metres(centre.chord2_to(*position)) > metres - 0.01);
            }
            inner = Some(outer);
        }
        assert!(visits.iter().all(|visits| *visits == 1));
    }
}

#[test]
fn an_empty_grid_answers() {
    let grid = grid(&[]);
    grid.within(&Centre::new(at(35.0, 139.0)), chord2(1e6), |_, _| unreachable!());
    assert_eq!(grid.len(), 0);
}
