//! Hours in which few serve, and who they are: at three in the morning the nearest that is open may be far, and walking the
//! whole country for it costs a thousand times what looking at those few does.

use super::{
    grid::Grid,
    plans::{COMPILED, Minute, Plans},
};
use crate::hours::State;

/// Minutes of a slot.
const SLOT: Minute = 60;
/// With more of them than the square root of so many times all points, the nearest are close by and soon found.
const FEW_OF: usize = 32;
/// Bits of one word.
const BITS: usize = 64;

/// Who serves in which hour, where few do. Of the three ways to be asked for (open; on call; either) each has its lists.
#[derive(Debug, Default)]
pub(super) struct Scarce {
    /// By hour of the compiled days, each by place in [`Grid::points`]; `None` where there are many.
    lists: [Vec<Option<Box<[u32]>>>; 3],
}

/// For a plan or a list: which hours, as bits.
type Hours = Vec<u64>;

impl Scarce {
    /// The lists of all points of the grid.
    pub fn new(grid: &Grid, plans: &Plans) -> Self {
        let few = (FEW_OF * grid.len()).isqrt();
        let slots = (COMPILED / SLOT) as usize;
        let of_plans: Vec<[Hours; 3]> = (0..plans.count()).map(|plan| hours_of(plans, plan, slots)).collect();
        // Plans are shared: counting them is counting a fifth of the points.
        let mut sharing = vec![0_usize; of_plans.len()];
        for point in grid.points() {
            sharing.get_mut(point.plan as usize).into_iter().for_each(|count| *count += 1);
        }
        let lists = [0, 1, 2].map(|way| {
            let hours = |plan: usize| of_plans.get(plan).and_then(|ways| ways.get(way)).into_iter().flatten().copied();
            let mut counts = vec![0_usize; slots];
            for (plan, sharing) in sharing.iter().enumerate() {
                for slot in slots_of(hours(plan)) {
                    counts.get_mut(slot).into_iter().for_each(|count| *count += sharing);
                }
            }
            let mut lists: Vec<Option<Vec<u32>>> =
                counts.iter().map(|count| (*count <= few).then(|| Vec::with_capacity(*count))).collect();
            let scarce = bits(lists.iter().map(Option::is_some));
            for (at, point) in (0..).zip(grid.points()) {
                let there = hours(point.plan as usize).zip(&scarce).map(|(hours, scarce)| hours & scarce);
                for slot in slots_of(there) {
                    lists.get_mut(slot).and_then(Option::as_mut).into_iter().for_each(|list| list.push(at));
                }
            }
            lists.into_iter().map(|list| list.map(Vec::into_boxed_slice)).collect()
        });
        Self { lists }
    }

    /// All points that may be in one of the states at a minute, by place in [`Grid::points`], and the end of the time for
    /// which these are all; `None` when they are many, other states are asked for, or the day is not compiled.
    pub fn at(&self, minute: Minute, states: &[State]) -> Option<(&[u32], Minute)> {
        let way = match (states.contains(&State::Open), states.contains(&State::OnCall)) {
            _ if states.iter().any(|state| !matches!(state, State::Open | State::OnCall)) => return None,
            (true, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (false, false) => return None,
        };
        let slot = minute.div_euclid(SLOT);
        let list = self.lists.get(way)?.get(usize::try_from(slot).ok()?)?.as_deref()?;
        Some((list, (slot + 1) * SLOT))
    }
}

/// The hours of which a plan is open, on call, or either in some minute.
fn hours_of(plans: &Plans, plan: u32, slots: usize) -> [Hours; 3] {
    let none = || vec![0_u64; slots.div_ceil(BITS)];
    let mut hours = [none(), none(), none()];
    for (from, until, state) in plans.compiled(plan) {
        let ways = match state {
            State::Open => [0, 2],
            State::OnCall => [1, 2],
            State::Closed | State::Unknown => continue,
        };
        for slot in from / SLOT..(until + SLOT - 1) / SLOT {
            for way in ways {
                let word = hours.get_mut(way).and_then(|hours| hours.get_mut(slot as usize / BITS));
                if let Some(word) = word {
                    *word |= 1 << (slot as usize % BITS);
                }
            }
        }
    }
    hours
}

/// The numbers of the bits that are set.
fn slots_of(hours: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    hours.enumerate().flat_map(|(at, word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let next = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (next < BITS).then_some(at * BITS + next)
        })
    })
}

fn bits(flags: impl Iterator<Item = bool>) -> Hours {
    let mut words = Vec::new();
    for (at, flag) in flags.enumerate() {
        if at % BITS == 0 {
            words.push(0);
        }
        if let Some(word) = words.last_mut() {
            *word |= u64::from(flag) << (at % BITS);
        }
    }
    words
}
