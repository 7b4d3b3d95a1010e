//! The same questions answered the slow and obvious way: every pharmacy against every part, every minute of an interval.

use chrono::{NaiveDateTime, TimeDelta, Timelike};
use geo::{Contains, Distance as _, Haversine, Point};
use yoruyaku::{
    directory::{Pharmacy, Position, PositionLevel},
    hours::{Basis, Calendar, Reason, State, Status},
    search::{CLOSING_SOON_MIN, MAX_RADIUS_M, Question, Sort, fold, fold_words},
};

use crate::world::{Known, World, outline};

/// One pharmacy that answers, with what its place in the order rests on.
pub struct Answer<'a> {
    pub pharmacy: &'a Pharmacy,
    pub distance_m: Option<f64>,
    pub status: Status,
    pub score: Option<u32>,
}

/// Metres within which two distances may come out either way round.
pub const NEARLY_M: f64 = 0.01;

/// The pharmacies that answer, in no order; `edge` are those so near to the radius that rounding decides.
pub struct Answers<'a> {
    pub sure: Vec<Answer<'a>>,
    pub edge: Vec<&'a Pharmacy>,
    /// Those that do but for what is asked of time, by state in the order of [`State::ALL`].
    pub by_state: [usize; 4],
}

pub fn find<'a>(world: &'a World, question: &Question) -> Answers<'a> {
    let at = question.at.with_nanosecond(0).unwrap();
    let mut answers = Answers { sure: Vec::new(), edge: Vec::new(), by_state: [0; 4] };
    for known in world.known.values() {
        let pharmacy = &known.pharmacy;
        let distance_m = question.near.and_then(|near| Some(distance(near.position, placed(pharmacy)?)));
        let score = question.text.as_deref().map(|text| score(world, known, text));
        if (question.near.is_some() && distance_m.is_none()) || score == Some(None) || !is_meant(world, known, question)
        {
            continue;
        }
        let status = status(world, known, at);
        let widest = (question.sort != Sort::Distance).then_some(MAX_RADIUS_M);
        let radius = question.near.and_then(|near| near.radius_m.map(|m| m.min(MAX_RADIUS_M)).or(widest));
        let (is_near, is_edge) = match (radius, distance_m) {
            (Some(radius), Some(distance)) => (distance <= radius, (distance - radius).abs() < NEARLY_M),
            _ => (true, false),
        };
        if is_edge {
            answers.edge.push(pharmacy);
            continue;
        }
        if !is_near {
            continue;
        }
        answers.by_state[State::ALL.iter().position(|state| *state == status.state).unwrap()] += 1;
        if is_in_time(world, known, question, &status, at) {
            answers.sure.push(Answer { pharmacy, distance_m, status, score: score.flatten() });
        }
    }
    answers
}

pub fn distance(a: Position, b: Position) -> f64 {
    Haversine.distance(Point::new(a.lon(), a.lat()), Point::new(b.lon(), b.lat()))
}

fn placed(pharmacy: &Pharmacy) -> Option<Position> {
    pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality).map(|place| place.position)
}

/// The areas a pharmacy lies in, by what the generator knows.
fn codes(world: &World, known: &Known) -> Vec<String> {
    let mut codes: Vec<String> = known.codes.iter().map(|code| (*code).to_owned()).collect();
    if placed(&known.pharmacy).is_some_and(|at| outline().contains(&Point::new(at.lon(), at.lat()))) {
        codes.push("13112".to_owned());
    }
    for source in &known.pharmacy.sources {
        let association = world.directory.associations.iter().find(|a| a.id == source.association).unwrap();
        // Where the border tells, it tells, not the list.
        if placed(&known.pharmacy).is_none() || !has_border(world, &association.area.code) {
            codes.push(association.area.code.clone());
        }
    }
    codes
}

fn has_border(world: &World, code: &str) -> bool {
    world.directory.areas.iter().any(|known| known.area.code == code && known.outline.is_some())
}

/// The municipality whose 年末年始 holds.
fn home(world: &World, known: &Known) -> Option<String> {
    codes(world, known).first().cloned()
}

pub fn status(world: &World, known: &Known, at: NaiveDateTime) -> Status {
    known.pharmacy.schedule().status(&calendar(world, known), at)
}

fn calendar(world: &World, known: &Known) -> Calendar {
    let mut calendar = world.directory.calendar.clone();
    let of =
        |code: &str| world.directory.associations.iter().find(|a| a.area.code == code).and_then(|a| a.area.year_end);
    let listed = known.pharmacy.sources.first().and_then(|source| {
        world.directory.associations.iter().find(|a| a.id == source.association).and_then(|a| a.area.year_end)
    });
    if let Some(year_end) = home(world, known).and_then(|code| of(&code)).or(listed) {
        calendar.year_end = year_end;
    }
    calendar
}

fn is_meant(world: &World, known: &Known, question: &Question) -> bool {
    let facts = &known.pharmacy.facts;
    question.services.iter().all(|service| facts.answer(*service).is_some_and(yoruyaku::directory::Answer::is_offered))
        && question.membership.is_none_or(|membership| facts.membership == Some(membership))
        && question
            .association
            .as_ref()
            .is_none_or(|id| known.pharmacy.sources.iter().any(|source| source.association == *id))
        && question.area.as_ref().is_none_or(|code| {
            let is_prefecture = code.len() == 2;
            // A prefecture is that of the municipality, of the address first.
            if is_prefecture {
                home(world, known).is_some_and(|home| home.starts_with(code))
            } else {
                codes(world, known).contains(code)
            }
        })
        && question.bbox.is_none_or(|bbox| {
            placed(&known.pharmacy).is_some_and(|at| {
                let in_lon = if bbox.west <= bbox.east {
                    bbox.west <= at.lon() && at.lon() <= bbox.east
                } else {
                    at.lon() >= bbox.west || at.lon() <= bbox.east
                };
                in_lon && bbox.south <= at.lat() && at.lat() <= bbox.north
            })
        })
}

fn score(world: &World, known: &Known, text: &str) -> Option<u32> {
    let facts = &known.pharmacy.facts;
    let name = fold(&facts.name);
    let kana = fold(facts.name_kana.as_deref().unwrap_or_default());
    let mut address = facts.address.clone().unwrap_or_default();
    if let Some(home) = home(world, known)
        && !address.is_empty()
        && !["東京都", "神奈川県", "北海道"].iter().any(|prefecture| address.starts_with(prefecture))
    {
        let prefecture = match &home[..2] {
            "13" => "東京都",
            "14" => "神奈川県",
            _ => "北海道",
        };
        address = format!("{prefecture}{address}");
    }
    let address = fold(&address);
    let words = fold_words(text);
    let mut sum = 0;
    for word in &words {
        let listed = known.pharmacy.sources.iter().any(|source| {
            let association = world.directory.associations.iter().find(|a| a.id == source.association).unwrap();
            fold(&association.name).contains(word.as_str()) || fold(&association.name_en).contains(word.as_str())
        });
        let mut best = listed.then_some(5);
        for (at_start, within, text) in [(1, 3, &name), (2, 4, &kana), (6, 6, &address)] {
            for (at, _) in text.match_indices(word.as_str()) {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let cut = digit(word.chars().next()) && digit(text[..at].chars().next_back())
                    || digit(word.chars().next_back()) && digit(text[at + word.len()..].chars().next());
                if !cut {
                    let score = if at == 0 { at_start } else { within };
                    best = Some(best.map_or(score, |best: u32| best.min(score)));
                }
            }
        }
        sum += best?;
    }
    Some(if words.concat() == name || words.concat() == kana { 0 } else { sum })
}

fn is_in_time(world: &World, known: &Known, question: &Question, status: &Status, at: NaiveDateTime) -> bool {
    let wanted = |state: State| match (question.states.is_empty(), question.until) {
        (true, None) => true,
        (true, Some(_)) => state == State::Open,
        (false, _) => question.states.contains(&state),
    };
    let schedule = known.pharmacy.schedule();
    let calendar = calendar(world, known);
    let through = question.until.is_none_or(|until| {
        let mut minute = at.with_second(0).unwrap();
        let mut holds = wanted(status.state);
        while holds && minute < until {
            holds = wanted(schedule.verdict(&calendar, minute).state);
            minute += TimeDelta::minutes(1);
        }
        holds
    });
    let stated = status.state != State::Unknown
        && status.reason != Reason::OnCallConditional
        && (!schedule.caveat || matches!(status.basis, Basis::Crisis | Basis::Exception | Basis::Duty | Basis::None));
    let soon = status.state == State::Open
        && status.until.is_some_and(|until| until - at <= TimeDelta::minutes(CLOSING_SOON_MIN));
    wanted(status.state) && through && (!question.stated_only || stated) && (!question.closing_soon || soon)
}
