//! Answering a question: which pharmacies can be meant, which of them are, in what order.
//!
//! The narrowest part of the question gives candidates (a circle, growing rings, a rectangle, a word, a list); every
//! candidate is then held against every part. What is looked at is bounded by what the question names, what is kept by
//! its limit.

use chrono::{DateTime, NaiveDateTime, TimeDelta};

use super::{
    CLOSING_SOON_MIN, Counts, Cursor, CursorError, Found, Hit, MAX_LIMIT, MAX_RADIUS_M, Question, Snapshot, Sort,
    cursor::fingerprint,
    days::Moment,
    grid::{Centre, Point, Window, chord2, metres},
    plans::{Minute, Piece},
    snapshot::position_for_near,
    text::{Candidate, TextQuery},
};
use crate::{
    directory::Service,
    hours::{Basis, Reason, State},
};

/// Candidates from a list or a word instead of a circle or a rectangle, when there are no more of them than this.
const FEW: usize = 256;
/// The same instead of growing rings, which may have to grow over all of Japan.
const FEWER_THAN_RINGS: usize = 4_096;
/// Matches are kept to so many pages, then cut to the best: an answer's memory depends on its limit alone.
const KEPT_PAGES: usize = 4;
/// The first ring, metres, and how much wider each next one is.
const FIRST_RING_M: f64 = 1_000.0;
const RING_GROWTH: f64 = 1.6;
/// Below this the height of a row counts for much.
const NEAR_M: f64 = 10_000.0;
/// Beyond this a rectangle of degrees is no longer nearly one of metres.
const FAR_M: f64 = 300_000.0;
/// The far side of the earth.
const HALF_WAY_ROUND_M: f64 = 20_100_000.0;

impl Snapshot {
    /// The answer to a question. Numbers out of range are cut to the range, impossible ones find nothing.
    ///
    /// # Errors
    /// When the cursor belongs to another question, or its place is no longer known.
    pub fn find(&self, question: &Question) -> Result<Found<'_>, CursorError> {
        let mut search = Search::new(self, question)?;
        let is_complete = match search.source() {
            Source::Nothing => true,
            Source::Listed(candidates) => {
                for index in candidates {
                    search.consider(*index, None);
                }
                true
            }
            Source::Named(candidates) => {
                for index in candidates {
                    search.consider(index, None);
                }
                true
            }
            Source::Worded(candidates) => {
                for (index, score) in candidates {
                    search.consider(index, score);
                }
                true
            }
            Source::All => {
                (0..self.pharmacies().len() as u32).for_each(|index| search.consider(index, None));
                true
            }
            Source::Circle(centre) => {
                self.grid
                    .within(&centre, search.max_chord2, |point, chord2| search.consider_point(point, Some(chord2)));
                true
            }
            Source::Box(window) => {
                self.grid.in_window(&window, |point| search.consider_point(point, None));
                true
            }
            Source::Few(centre, points, until) => {
                search.nearest_of(&centre, points);
                search.changes_at = search.changes_at.min(until);
                false
            }
            Source::Rings(centre) => {
                search.grow_rings(&centre);
                false
            }
        };
        Ok(search.finish(is_complete))
    }
}

/// Where candidates come from.
enum Source<'a> {
    /// The question can't be met.
    Nothing,
    /// These, each once.
    Listed(&'a [u32]),
    /// Those that the question names, each once.
    Named(Vec<u32>),
    /// Those that may have the words, each once.
    Worded(Vec<Candidate>),
    /// All within the radius.
    Circle(Centre),
    /// The nearest first, until there are enough.
    Rings(Centre),
    /// The few of all that serve in that hour, and its end.
    Few(Centre, &'a [u32], Minute),
    /// All in the rectangle.
    Box(Window),
    /// Every pharmacy.
    All,
}

/// One pharmacy that answers.
struct Match {
    /// Its place in the order.
    key: u64,
    index: u32,
    chord2: Option<f64>,
}

/// A question at work on one snapshot.
struct Search<'a, 'q> {
    snapshot: &'a Snapshot,
    question: &'q Question,
    at: NaiveDateTime,
    minute: Minute,
    /// That minute of all plans, when its day is compiled.
    moment: Option<Moment<'a>>,
    until: Option<Minute>,
    centre: Option<Centre>,
    max_chord2: f64,
    text: Option<TextQuery<'a>>,
    /// Pharmacies on the association's list, and in the area; ascending.
    listed: Option<&'a [u32]>,
    in_area: Option<&'a [u32]>,
    services: u32,
    limit: usize,
    fingerprint: u64,
    /// The first place that is wanted, by key and index.
    from: (u64, u32),
    /// The last place that can still be wanted.
    last: (u64, u32),
    matches: Vec<Match>,
    counts: Counts,
    changes_at: Minute,
}

impl<'a, 'q> Search<'a, 'q> {
    fn new(snapshot: &'a Snapshot, question: &'q Question) -> Result<Self, CursorError> {
        let at =
            DateTime::from_timestamp(question.at.and_utc().timestamp(), 0).map_or(question.at, |at| at.naive_utc());
        let radius_m = radius_of(question);
        let midnight = at.date().succ_opt().map_or(at, |tomorrow| tomorrow.and_time(chrono::NaiveTime::MIN));
        let mut search = Self {
            snapshot,
            question,
            at,
            minute: snapshot.plans.minute(at),
            moment: snapshot.plans.moment(snapshot.plans.minute(at)),
            until: question.until.map(|until| snapshot.plans.minute_after(until)),
            centre: question.near.map(|near| Centre::new(near.position)),
            max_chord2: radius_m.map_or(f64::INFINITY, |m| if m < 0.0 { -1.0 } else { chord2(m) }),
            text: question.text.as_deref().and_then(|text| snapshot.text_query(text)),
            listed: question.association.as_ref().map(|id| snapshot.members(id)),
            in_area: question.area.as_deref().map(|code| snapshot.areas.members(code)),
            services: services_mask(question.services.iter().copied()),
            limit: question.limit.clamp(1, MAX_LIMIT),
            fingerprint: fingerprint(question),
            from: (0, 0),
            last: (u64::MAX, u32::MAX),
            matches: Vec::new(),
            counts: Counts::default(),
            // What is looked ahead to moves on by a day at midnight.
            changes_at: snapshot.plans.minute(midnight),
        };
        if let Some(cursor) = &question.after {
            search.from = search.place_of(cursor)?;
        }
        Ok(search)
    }

    /// The first place after a cursor.
    fn place_of(&self, cursor: &Cursor) -> Result<(u64, u32), CursorError> {
        if cursor.question != self.fingerprint {
            return Err(CursorError::OtherQuestion);
        }
        let here = self.snapshot.index(&cursor.id);
        let behind = here.map_or_else(|| self.snapshot.insertion(&cursor.id), |index| index + 1) as u32;
        if cursor.revision == self.snapshot.revision() || !self.is_by_rank() {
            return Ok((cursor.key, behind));
        }
        let index = here.ok_or(CursorError::Gone)? as u32;
        self.rank(index).map(|key| (key, behind)).ok_or(CursorError::Gone)
    }

    /// Whether the order rests on places among the pharmacies of this very snapshot.
    fn is_by_rank(&self) -> bool {
        match self.question.sort {
            Sort::Distance => self.centre.is_none(),
            Sort::Name => true,
            Sort::Closing => false,
        }
    }

    /// The place by relevance or by name; `None` when the text does not match.
    fn rank(&self, index: u32) -> Option<u64> {
        let by_name = u64::from(self.snapshot.name_rank(index));
        match (&self.text, self.question.sort) {
            (Some(text), Sort::Distance) => text.score(index).map(|score| u64::from(score) << 32 | by_name),
            _ => Some(by_name),
        }
    }

    fn source(&self) -> Source<'a> {
        if self.question.text.is_some() && self.text.is_none() {
            return Source::Nothing;
        }
        if !self.question.ids.is_empty() {
            let mut named: Vec<u32> =
                self.question.ids.iter().filter_map(|id| self.snapshot.index(id)).map(|index| index as u32).collect();
            named.sort_unstable();
            named.dedup();
            return Source::Named(named);
        }
        let text = self.text.as_ref().map(TextQuery::candidates_at_most);
        let list = [self.listed, self.in_area].into_iter().flatten().min_by_key(|list| list.len());
        let few = text.into_iter().chain(list.map(<[u32]>::len)).min();
        let listed = || match (&self.text, list) {
            (Some(query), Some(list)) if text > Some(list.len()) || query.candidates_at_most() > list.len() => {
                Source::Listed(list)
            }
            (Some(query), _) => Source::Worded(query.scored_candidates()),
            (None, Some(list)) => Source::Listed(list),
            (None, None) => Source::All,
        };
        let at_most = |count: usize| few.is_some_and(|few| few <= count);
        match (self.centre, self.question.bbox) {
            (Some(centre), _) if self.max_chord2.is_finite() && !at_most(FEW) => Source::Circle(centre),
            (_, Some(bbox)) if !at_most(FEW) => Source::Box(Window::new(bbox.west, bbox.south, bbox.east, bbox.north)),
            (Some(centre), None) if !self.max_chord2.is_finite() && !at_most(FEWER_THAN_RINGS) => {
                let few = self.snapshot.scarce.at(self.minute, self.wanted_states());
                few.map_or(Source::Rings(centre), |(points, until)| Source::Few(centre, points, until))
            }
            _ => listed(),
        }
    }

    /// The states asked for; none for any.
    fn wanted_states(&self) -> &'q [State] {
        match (self.question.states.as_slice(), self.question.until) {
            ([], Some(_)) => &[State::Open],
            (states, _) => states,
        }
    }

    /// Holds the nearest of these points against the question, more and more of them, until there is a page and one more.
    fn nearest_of(&mut self, centre: &Centre, points: &[u32]) {
        let all = self.snapshot.grid.points();
        let point = |at: &u32| all.get(*at as usize).map(|point| (centre.chord2(point), point));
        let mut by_distance: Vec<(f64, &Point)> = points.iter().filter_map(point).collect();
        let mut rest = by_distance.as_mut_slice();
        let mut portion = 2 * (self.limit + 1);
        while let Some(last) = rest.len().min(portion).checked_sub(1) {
            let (_, (reached, _), _) = rest.select_nth_unstable_by(last, |a, b| a.0.total_cmp(&b.0));
            let reached = *reached;
            let (now, later) = rest.split_at_mut(last + 1);
            for (chord2, point) in now {
                self.consider_point(point, Some(*chord2));
            }
            // Who is as far as the farthest of these may still be among the others.
            let is_sure = |found: &&Match| found.chord2.is_some_and(|chord2| chord2 < reached);
            if self.matches.iter().filter(is_sure).count() > self.limit {
                return;
            }
            rest = later;
            portion *= 2;
        }
    }

    /// Widens the circle until it holds a page, and one more to know that there is another; at last it is the whole earth.
    fn grow_rings(&mut self, centre: &Centre) {
        let grid = &self.snapshot.grid;
        let (mut inner, mut radius_m) = self.first_ring(centre);
        loop {
            let outer = Window::around(centre, radius_m);
            grid.in_ring(&outer, inner.as_ref(), |point| self.consider_point(point, None));
            let complete = chord2(radius_m);
            let is_within = |found: &&Match| found.chord2.is_some_and(|chord2| chord2 <= complete);
            if radius_m > HALF_WAY_ROUND_M || self.matches.iter().filter(is_within).count() > self.limit {
                break;
            }
            inner = Some(outer);
            radius_m *= RING_GROWTH;
        }
    }

    /// What need not be looked at because it was on pages before, and the radius to begin with.
    fn first_ring(&self, centre: &Centre) -> (Option<Window>, f64) {
        let given_m = metres(f64::from_bits(self.from.0));
        if (NEAR_M..=FAR_M).contains(&given_m) {
            // The corners of the rectangle around this circle, rounded up to whole rows, are nearer than what was given.
            (Some(Window::around(centre, given_m * 0.5)), given_m * RING_GROWTH)
        } else {
            (None, FIRST_RING_M.max(given_m))
        }
    }

    /// Holds a pharmacy against the question; its score for the words, when it is known already.
    fn consider(&mut self, index: u32, score: Option<u32>) {
        let chord2 = match self.centre {
            Some(centre) => {
                let position = self.snapshot.pharmacies().get(index as usize).and_then(position_for_near);
                let Some(position) = position else { return };
                Some(centre.chord2_to(position))
            }
            None => None,
        };
        self.weigh(index, self.snapshot.plans.of(index), chord2, score);
    }

    fn consider_point(&mut self, point: &Point, chord2: Option<f64>) {
        let chord2 = chord2.or_else(|| self.centre.map(|centre| centre.chord2(point)));
        self.weigh(point.index, point.plan, chord2, None);
    }

    /// Holds one candidate against the question.
    fn weigh(&mut self, index: u32, plan: u32, chord2: Option<f64>, score: Option<u32>) {
        if chord2.is_some_and(|chord2| chord2 > self.max_chord2) || !self.is_meant(index) {
            return;
        }
        let score = match &self.text {
            Some(text) => match score.or_else(|| text.score(index)) {
                None => return,
                score => score,
            },
            None => None,
        };
        let piece = match &self.moment {
            Some(moment) => moment.piece(plan),
            None => self.snapshot.plans.evaluated(plan, self.minute),
        };
        let Some(piece) = piece else { return };
        self.counts.by_state.add(piece.verdict.state);
        self.changes_at = self.changes_at.min(piece.end);
        if !self.is_in_time(plan, &piece) {
            return;
        }
        self.counts.matching += 1;
        let key = self.key(index, plan, chord2, score);
        if (key, index) >= self.from && (key, index) <= self.last {
            self.matches.push(Match { key, index, chord2 });
            if self.matches.len() >= KEPT_PAGES * (self.limit + 1) {
                self.keep_best();
            }
        }
    }

    /// Forgets all matches but a page and the first of the next; nothing behind that is taken in any more.
    fn keep_best(&mut self) {
        let (_, after_page, _) = self.matches.select_nth_unstable_by_key(self.limit, |found| (found.key, found.index));
        self.last = (after_page.key, after_page.index);
        self.matches.truncate(self.limit + 1);
    }

    /// Whether everything but text, distance and time speaks for it.
    fn is_meant(&self, index: u32) -> bool {
        let question = self.question;
        let is_on = |list: Option<&[u32]>| list.is_none_or(|list| list.binary_search(&index).is_ok());
        if self.snapshot.services(index) & self.services != self.services || !is_on(self.listed) || !is_on(self.in_area)
        {
            return false;
        }
        if question.membership.is_none() && question.bbox.is_none() {
            return true;
        }
        let Some(pharmacy) = self.snapshot.pharmacies().get(index as usize) else { return false };
        question.membership.is_none_or(|membership| pharmacy.facts.membership == Some(membership))
            && question
                .bbox
                .is_none_or(|bbox| position_for_near(pharmacy).is_some_and(|position| bbox.contains(position)))
    }

    /// Whether its state is wanted, for as long and as surely as asked.
    fn is_in_time(&mut self, plan: u32, piece: &Piece) -> bool {
        let question = self.question;
        let states = self.wanted_states();
        let is_wanted = |state: State| states.is_empty() || states.contains(&state);
        let plans = &self.snapshot.plans;
        if !is_wanted(piece.verdict.state)
            || (question.stated_only && !is_stated(piece, plans.has_caveat(plan)))
            || !self.until.is_none_or(|until| plans.holds_through(plan, self.minute, until, is_wanted))
        {
            return false;
        }
        !question.closing_soon || self.closes_soon(plan, piece.verdict.state)
    }

    /// Whether it is open and closes soon; when only later, the answer changes when that begins to be soon.
    fn closes_soon(&mut self, plan: u32, state: State) -> bool {
        if state != State::Open {
            return false;
        }
        let Some(until) = self.snapshot.plans.status(plan, self.at).and_then(|status| status.until) else {
            return false;
        };
        let soon_from = until - TimeDelta::minutes(CLOSING_SOON_MIN);
        if soon_from > self.at {
            self.changes_at = self.changes_at.min(self.snapshot.plans.minute(soon_from));
        }
        soon_from <= self.at
    }

    fn key(&self, index: u32, plan: u32, chord2: Option<f64>, score: Option<u32>) -> u64 {
        let by_name = || u64::from(self.snapshot.name_rank(index));
        match (self.question.sort, chord2, score) {
            // The bits of numbers that are not negative are ordered as the numbers are.
            (Sort::Distance, Some(chord2), _) => chord2.to_bits(),
            (Sort::Distance, None, Some(score)) => u64::from(score) << 32 | by_name(),
            (Sort::Distance, None, None) | (Sort::Name, ..) => by_name(),
            (Sort::Closing, ..) => self.closing_key(plan),
        }
    }

    /// Open until longest first, then on call until longest, then unknown, then closed until shortest.
    fn closing_key(&self, plan: u32) -> u64 {
        const MINUTES: u64 = (1 << 48) - 1;
        let Some(status) = self.snapshot.plans.status(plan, self.at) else { return u64::MAX };
        let minutes = |end: Option<NaiveDateTime>| {
            end.map_or(MINUTES, |end| ((end - self.at).num_minutes().max(0) as u64).min(MINUTES))
        };
        match status.state {
            State::Open => MINUTES - minutes(status.until),
            State::OnCall => 1 << 60 | (MINUTES - minutes(status.until)),
            State::Unknown => 2 << 60,
            State::Closed => 3 << 60 | minutes(status.next_open),
        }
    }

    fn finish(mut self, is_complete: bool) -> Found<'a> {
        let order = |found: &Match| (found.key, found.index);
        let has_more = self.matches.len() > self.limit;
        if has_more {
            self.matches.select_nth_unstable_by_key(self.limit, order);
            self.matches.truncate(self.limit);
        }
        self.matches.sort_unstable_by_key(order);
        let next = self.matches.last().filter(|_| has_more).and_then(|last| {
            let id = self.snapshot.pharmacies().get(last.index as usize)?.id.clone();
            let at_s = self.at.and_utc().timestamp();
            Some(Cursor { revision: self.snapshot.revision(), at_s, key: last.key, question: self.fingerprint, id })
        });
        let hits = self.matches.iter().filter_map(|found| {
            Some(Hit {
                index: found.index as usize,
                pharmacy: self.snapshot.pharmacies().get(found.index as usize)?,
                distance_m: found.chord2.map(metres),
                status: self.snapshot.status(found.index as usize, self.at)?,
            })
        });
        Found {
            hits: hits.collect(),
            next,
            counts: is_complete.then_some(self.counts),
            changes_at: self.snapshot.plans.instant(self.changes_at),
        }
    }
}

/// Metres to which candidates are looked for; `None` when it is as far as it takes. Below zero finds nothing.
fn radius_of(question: &Question) -> Option<f64> {
    let near = question.near?;
    let widest = (question.sort != Sort::Distance).then_some(MAX_RADIUS_M);
    near.radius_m.map(|metres| if metres.is_nan() { -1.0 } else { metres.min(MAX_RADIUS_M) }).or(widest)
}

/// Whether a state rests on what is plainly stated: not unknown, not on call on a condition, no caveat on hours it rests on.
fn is_stated(piece: &Piece, has_caveat: bool) -> bool {
    let verdict = piece.verdict;
    let rests_on_week = matches!(verdict.basis, Basis::YearEnd | Basis::Holiday | Basis::NthWeekday | Basis::Weekly);
    verdict.state != State::Unknown && verdict.reason != Reason::OnCallConditional && !(has_caveat && rests_on_week)
}

/// Each service a bit.
pub(super) fn services_mask(services: impl Iterator<Item = Service>) -> u32 {
    services.fold(0, |mask, service| mask | 1 << service as u32)
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
