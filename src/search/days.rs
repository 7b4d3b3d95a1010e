//! The compiled days of all plans: what a search reads of them, laid out for reading thousands at one instant.
//!
//! Days are alike: of 60,000 pharmacies over two weeks some thousand days differ. Each is kept once, and a table says, day
//! by day, which of them each plan has. An instant is one row of the table and the few days it names, which stay in the
//! processor's cache; so the walk over a circle's pharmacies does not wait for memory at each.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::plans::{Minute, Piece};
use crate::hours::{Timeline, Verdict};

/// Minutes of a day.
const DAY: Minute = 24 * 60;

/// What decides a part of a day, up to its end; it begins where the one before ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Part {
    /// The minute of the day at which it ends, 1 to 1440.
    end: u16,
    verdict: Verdict,
}

/// For each of some consecutive days, the day of each plan.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// Day by day, plan by plan: where its parts begin in `parts`.
    table: Vec<u32>,
    /// How many plans there are.
    plans: usize,
    /// The days that differ, each from its midnight on; the last part of each ends at 1440.
    parts: Vec<Part>,
}

/// One instant of all plans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    /// The row of its day.
    row: &'a [u32],
    parts: &'a [Part],
    /// The minute of the day, and the first minute of the day.
    of_day: u16,
    midnight: Minute,
}

impl Moment<'_> {
    /// What decides it for a plan; it ends at midnight at the latest, and may go on after that.
    pub fn piece(&self, plan: u32) -> Option<Piece> {
        let from = *self.row.get(plan as usize)? as usize;
        let part = self.parts.get(from..)?.iter().find(|part| self.of_day < part.end)?;
        Some(Piece { verdict: part.verdict, end: self.midnight + Minute::from(part.end) })
    }
}

impl Days {
    /// The days of timelines that all begin on one date and are `days` long.
    pub fn new<'a>(timelines: impl ExactSizeIterator<Item = &'a Timeline>, days: usize) -> Self {
        let plans = timelines.len();
        let mut all = Self { table: vec![0; plans * days], plans, parts: Vec::new() };
        let mut known: HashMap<Box<[Part]>, u32, RandomState> = HashMap::default();
        let mut parts = Vec::new();
        for (plan, timeline) in timelines.enumerate() {
            let mut pieces = timeline.pieces().peekable();
            for day in 0..days {
                let midnight = day as u32 * DAY as u32;
                let next_midnight = midnight + DAY as u32;
                parts.clear();
                while let Some((verdict, end)) = pieces.peek().copied() {
                    parts.push(Part { end: (end.min(next_midnight) - midnight) as u16, verdict });
                    if end <= next_midnight {
                        pieces.next();
                    }
                    if end >= next_midnight {
                        break;
                    }
                }
                let at = all.at_of(&parts, &mut known, day.checked_sub(7).map(|before| before * plans + plan));
                all.table.get_mut(day * plans + plan).into_iter().for_each(|slot| *slot = at);
            }
        }
        all.parts.shrink_to_fit();
        all
    }

    /// Where a day's parts stand; they are put there when they are new. `like` is a place in the table whose day it probably
    /// is again.
    fn at_of(&mut self, day: &[Part], known: &mut HashMap<Box<[Part]>, u32, RandomState>, like: Option<usize>) -> u32 {
        let same = like.and_then(|like| self.table.get(like)).copied();
        if let Some(at) = same.filter(|at| self.parts.get(*at as usize..).is_some_and(|parts| parts.starts_with(day))) {
            return at;
        }
        if let Some(at) = known.get(day) {
            return *at;
        }
        let at = self.parts.len() as u32;
        self.parts.extend_from_slice(day);
        known.insert(day.into(), at);
        at
    }

    /// That minute of all plans; `None` outside the days.
    pub fn moment(&self, minute: Minute) -> Option<Moment<'_>> {
        let day = usize::try_from(minute.div_euclid(DAY)).ok()?;
        let row = self.table.get(day * self.plans..(day + 1) * self.plans)?;
        let of_day = minute.rem_euclid(DAY);
        Some(Moment { row, parts: &self.parts, of_day: of_day as u16, midnight: minute - of_day })
    }
}

#[cfg(test)]
#[path = "days_tests.rs"]
mod tests;
