//! From a question of the form to the lists of an answer: a handful of questions to the snapshot.

use chrono::NaiveDateTime;

use super::{
    answer::{Also, Answer, Section, Subject},
    asked::Asked,
};
use crate::{
    directory::Position,
    hours::State,
    search::{Hit, Near, Question, Snapshot, Sort},
};

/// How many pharmacies a list shows at first, and when all are asked for.
const SHOWN: usize = 20;
pub const SHOWN_ALL: usize = 100;

/// The last page of a list.
const PAGES_MAX: usize = 50;

/// How many of those on call, or not known, are shown beside the open ones.
const BESIDE: usize = 10;

/// How many "next to open" and "farther away" are shown when nothing is open.
const INSTEAD: usize = 3;

/// No list is said to reach a place that lies farther than this from every listed pharmacy, metres: its emergency numbers
/// are not theirs, and who is open there is of no use.
const COVERED_M: f64 = 20_000.0;

/// Nobody is sent farther than this, metres.
const FARTHEST_M: f64 = 30_000.0;

/// How many pages are looked through for those that serve only for part of an interval.
const PARTIAL_PAGES: usize = 10;

/// What the lists are asked for.
#[derive(Clone, Debug)]
pub enum Target {
    /// Around a point of that name; and the five-digit code of the municipality it lies in, where that is known.
    Point(Position, String, Option<String>),
    /// In the municipality of that code and name.
    Area(String, String),
    /// With these words in the name or address.
    Name(String),
}

/// An answer, and when it may be another.
pub struct Gathered<'a> {
    /// The answer.
    pub answer: Answer<'a>,
    /// The earliest change of any of its lists.
    pub changes_at: Option<NaiveDateTime>,
    /// The five-digit area it is about; empty where it is not known.
    pub area: String,
}

/// Asks the snapshot for everything an answer shows: the beginnings of its lists, or that page of them all.
pub fn gather<'a>(
    snapshot: &'a Snapshot,
    asked: &Asked,
    target: Target,
    also: Option<Also>,
    page: Option<usize>,
) -> Gathered<'a> {
    let page = page.map(|page| page.clamp(1, PAGES_MAX));
    let leaf = page.unwrap_or(1);
    let mut gather = Gather { snapshot, base: question(asked, &target), leaf, changes_at: None };
    let shown = if page.is_some() { SHOWN_ALL } else { SHOWN };
    let beside = if page.is_some() { SHOWN_ALL } else { BESIDE };
    let open = gather.section(State::Open, shown);
    let on_call = gather.section(State::OnCall, beside);
    let unknown = gather.section(State::Unknown, beside);
    let named = matches!(target, Target::Name(_));
    let closed = if named { gather.section(State::Closed, beside) } else { Section::default() };
    let partial = gather.partial([&open, &on_call, &unknown, &closed], named, beside);
    let here = match &target {
        Target::Point(position, ..) => Some(*position),
        Target::Area(..) | Target::Name(_) => None,
    };
    let is_covered = here.is_none_or(|here| gather.nearest_of_all(here).is_some());
    let nothing = open.total == 0 && !named && is_covered;
    let next = if nothing { gather.next_to_open() } else { Vec::new() };
    let farther = if nothing { gather.farther() } else { Vec::new() };
    let nearest = [&open, &on_call, &unknown].into_iter().find_map(|section| section.hits.first()).map(|hit| hit.index);
    let area = match &target {
        Target::Area(code, _) | Target::Point(_, _, Some(code)) => code.clone(),
        Target::Point(..) | Target::Name(_) => {
            let around = nearest.or_else(|| gather.nearest_of_all(here?));
            around.and_then(|index| snapshot.area_of(index)).map_or_else(String::new, |area| area.code.clone())
        }
    };
    let subject = match target {
        Target::Point(_, name, _) => Subject::Around(name),
        Target::Area(_, name) => Subject::In(name),
        Target::Name(text) => Subject::Named(text),
    };
    let associations = snapshot.associations().iter().collect();
    let answer = Answer {
        subject,
        open,
        on_call,
        partial,
        unknown,
        closed,
        next,
        farther,
        also,
        here,
        is_covered,
        page,
        associations,
    };
    Gathered { answer, changes_at: gather.changes_at, area }
}

/// Whether any pharmacy carries these words.
pub fn is_named(snapshot: &Snapshot, asked: &Asked) -> bool {
    let question = Question { text: Some(asked.place.clone()), limit: 1, ..Question::at(asked.at) };
    snapshot.find(&question).is_ok_and(|found| !found.hits.is_empty())
}

fn question(asked: &Asked, target: &Target) -> Question {
    let mut question = Question { until: asked.until_at, services: asked.services.clone(), ..Question::at(asked.at) };
    match target {
        Target::Point(position, ..) => {
            question.near = Some(Near { position: *position, radius_m: Some(asked.radius_m.into()) });
        }
        Target::Area(code, _) => question.area = Some(code.clone()),
        Target::Name(text) => question.text = Some(text.clone()),
    }
    question
}

struct Gather<'a> {
    snapshot: &'a Snapshot,
    base: Question,
    /// Which page of the lists is shown, from 1.
    leaf: usize,
    changes_at: Option<NaiveDateTime>,
}

impl<'a> Gather<'a> {
    /// The pharmacies in one state, and how many there are.
    fn section(&mut self, state: State, limit: usize) -> Section<'a> {
        let mut question = Question { states: vec![state], limit, ..self.base.clone() };
        for _ in 1..self.leaf {
            let before = self.snapshot.find(&question).ok();
            let Some(before) = before else { return Section::default() };
            let total = before.counts.map_or(0, |counts| counts.matching);
            let Some(next) = before.next else { return Section { hits: Vec::new(), total } };
            question.after = Some(next);
        }
        self.ask(&question)
    }

    fn ask(&mut self, question: &Question) -> Section<'a> {
        // Only a cursor can be refused, and none is given.
        let Ok(found) = self.snapshot.find(question) else { return Section::default() };
        self.changes_at = self.changes_at.into_iter().chain(found.changes_at).min();
        let total = found.counts.map_or(found.hits.len(), |counts| counts.matching);
        Section { hits: found.hits, total }
    }

    /// Who is in some state at the start of the interval and not to its end, in none of the lists of those who are in one
    /// throughout; of those closed at the start, who opens within it. The open ones before those who open, and these before
    /// the others; nearest first, those who open soonest first.
    fn partial(&mut self, throughout: [&Section; 4], named: bool, limit: usize) -> Section<'a> {
        let Some(until) = self.base.until.filter(|_| self.leaf == 1) else { return Section::default() };
        let states = [State::Open, State::OnCall, State::Unknown, State::Closed];
        let (mut hits, mut total) = (Vec::new(), 0_usize);
        for (state, all_along) in states.into_iter().zip(throughout).take(if named { 4 } else { 3 }) {
            if state == State::OnCall && !named {
                let opening = self.opening_before(until);
                total += opening.len();
                hits.extend(opening.into_iter().take(limit.saturating_sub(hits.len())));
            }
            let at_start = Question { states: vec![state], until: None, limit: SHOWN_ALL, ..self.base.clone() };
            let mut page = self.snapshot.find(&at_start).ok();
            let counts = page.as_ref().and_then(|found| found.counts);
            total += counts.map_or(0, |counts| counts.matching.saturating_sub(all_along.total));
            for _ in 0..PARTIAL_PAGES {
                let Some(found) = page.take_if(|_| hits.len() < limit) else { break };
                let ends = |hit: &Hit| !self.holds(hit, until);
                hits.extend(found.hits.into_iter().filter(ends));
                page = found
                    .next
                    .and_then(|after| self.snapshot.find(&Question { after: Some(after), ..at_start.clone() }).ok());
            }
        }
        hits.truncate(limit);
        Section { hits, total }
    }

    /// Who is closed at the start and opens before `until`, soonest first.
    fn opening_before(&self, until: NaiveDateTime) -> Vec<Hit<'a>> {
        let mut question = Question {
            states: vec![State::Closed],
            until: None,
            sort: Sort::Closing,
            limit: SHOWN_ALL,
            ..self.base.clone()
        };
        let mut opening = Vec::new();
        for _ in 0..PARTIAL_PAGES {
            let Ok(found) = self.snapshot.find(&question) else { break };
            let all = opening.len() + found.hits.len();
            let soon = |hit: &Hit| hit.status.next_open.is_some_and(|opens| opens < until);
            opening.extend(found.hits.into_iter().take_while(soon));
            let Some(next) = found.next.filter(|_| opening.len() == all) else { break };
            question.after = Some(next);
        }
        sooner_then_nearer(&mut opening);
        opening
    }

    /// Whether its state at the start is its state to the end.
    fn holds(&self, hit: &Hit, until: NaiveDateTime) -> bool {
        let Some((schedule, calendar)) = self.snapshot.schedule(hit.index) else { return false };
        let intervals = schedule.intervals(calendar, self.base.at, until);
        intervals.iter().all(|interval| interval.state == hit.status.state)
    }

    /// The pharmacy nearest to a point in any state, when one is listed near enough.
    fn nearest_of_all(&self, here: Position) -> Option<usize> {
        let near = Some(Near { position: here, radius_m: None });
        let found = self.snapshot.find(&Question { near, limit: 1, ..Question::at(self.base.at) }).ok()?;
        let hit = found.hits.first().filter(|hit| hit.distance_m.is_some_and(|metres| metres <= COVERED_M))?;
        Some(hit.index)
    }

    /// Those of the neighbourhood that open next, soonest first, of equals the nearest. Who is on call or not known stands in a list of their own,
    /// but may open sooner than any other.
    fn next_to_open(&mut self) -> Vec<Hit<'a>> {
        let mut hits = Vec::new();
        for state in [State::Closed, State::OnCall, State::Unknown] {
            let question = Question {
                states: vec![state],
                until: None,
                sort: if state == State::Closed { Sort::Closing } else { self.base.sort },
                limit: SHOWN_ALL,
                ..self.base.clone()
            };
            hits.extend(self.ask(&question).hits);
        }
        hits.retain(|hit| hit.status.next_open.is_some());
        sooner_then_nearer(&mut hits);
        hits.truncate(INSTEAD);
        hits
    }

    /// The nearest that are open beyond the radius, within reach of a taxi.
    fn farther(&mut self) -> Vec<Hit<'a>> {
        let Some(near) = self.base.near else { return Vec::new() };
        let near = Some(Near { radius_m: None, ..near });
        let question = Question { near, states: vec![State::Open], limit: INSTEAD, ..self.base.clone() };
        let mut hits = self.ask(&question).hits;
        hits.retain(|hit| hit.distance_m.is_some_and(|metres| metres <= FARTHEST_M));
        hits
    }
}

/// Who opens soonest first, of equals the nearest.
fn sooner_then_nearer(hits: &mut [Hit]) {
    let metres = |hit: &Hit| hit.distance_m.unwrap_or_default();
    hits.sort_by(|a, b| a.status.next_open.cmp(&b.status.next_open).then_with(|| metres(a).total_cmp(&metres(b))));
}
