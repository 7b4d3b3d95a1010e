//! From a question of the form to the lists of an answer: a handful of questions to the snapshot.

use chrono::NaiveDateTime;

use super::{
    answer::{Also, Answer, Section, Subject},
    asked::Asked,
};
use crate::{
    directory::Position,
    hours::State,
    search::{Hit, Near, Question, Snapshot},
};

/// How many pharmacies a list shows at first, and when all are asked for.
const SHOWN: usize = 20;
const SHOWN_ALL: usize = 100;

/// How many of those on call, or not known, are shown beside the open ones.
const BESIDE: usize = 10;

/// How many "next to open" and "farther away" are shown when nothing is open.
const INSTEAD: usize = 3;

/// What the lists are asked for.
#[derive(Clone, Debug)]
pub enum Target {
    /// Around a point of that name.
    Point(Position, String),
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

/// Asks the snapshot for everything an answer shows.
pub fn gather<'a>(
    snapshot: &'a Snapshot,
    asked: &Asked,
    target: Target,
    also: Option<Also>,
    everything: bool,
) -> Gathered<'a> {
    let mut gather = Gather { snapshot, base: question(asked, &target), changes_at: None };
    let shown = if everything { SHOWN_ALL } else { SHOWN };
    let beside = if everything { SHOWN_ALL } else { BESIDE };
    let open = gather.section(State::Open, shown);
    let on_call = gather.section(State::OnCall, beside);
    let unknown = gather.section(State::Unknown, beside);
    let named = matches!(target, Target::Name(_));
    let closed = if named { gather.section(State::Closed, beside) } else { Section::default() };
    let nothing = open.hits.is_empty() && !named;
    let next = if nothing { gather.next_to_open() } else { Vec::new() };
    let farther = if nothing { gather.farther() } else { Vec::new() };
    let nearest = [&open, &on_call, &unknown].into_iter().find_map(|section| section.hits.first());
    let area = match &target {
        Target::Area(code, _) => code.clone(),
        _ => nearest
            .and_then(|hit| snapshot.area_of(hit.index))
            .or_else(|| snapshot.areas().find(|area| area.code.len() == 5))
            .map_or_else(String::new, |area| area.code.clone()),
    };
    let here = match &target {
        Target::Point(position, _) => Some(*position),
        Target::Area(..) | Target::Name(_) => None,
    };
    let subject = match target {
        Target::Point(_, name) => Subject::Around(name),
        Target::Area(_, name) => Subject::In(name),
        Target::Name(text) => Subject::Named(text),
    };
    let associations = snapshot.associations().iter().collect();
    let answer = Answer { subject, open, on_call, unknown, closed, next, farther, also, here, associations };
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
        Target::Point(position, _) => {
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
    changes_at: Option<NaiveDateTime>,
}

impl<'a> Gather<'a> {
    /// The pharmacies in one state, and how many there are.
    fn section(&mut self, state: State, limit: usize) -> Section<'a> {
        self.ask(&Question { states: vec![state], limit, ..self.base.clone() })
    }

    fn ask(&mut self, question: &Question) -> Section<'a> {
        // Only a cursor can be refused, and none is given.
        let Ok(found) = self.snapshot.find(question) else { return Section::default() };
        self.changes_at = self.changes_at.into_iter().chain(found.changes_at).min();
        let total = found.counts.map_or(found.hits.len(), |counts| counts.matching);
        Section { hits: found.hits, total }
    }

    /// Those of the neighbourhood that open next, soonest first, of equals the nearest.
    fn next_to_open(&mut self) -> Vec<Hit<'a>> {
        let states = vec![State::OnCall, State::Unknown, State::Closed];
        let question = Question { states, until: None, limit: SHOWN_ALL, ..self.base.clone() };
        let mut hits = self.ask(&question).hits;
        hits.retain(|hit| hit.status.next_open.is_some());
        hits.sort_by_key(|hit| hit.status.next_open);
        hits.truncate(INSTEAD);
        hits
    }

    /// The nearest that are open beyond the radius.
    fn farther(&mut self) -> Vec<Hit<'a>> {
        let Some(near) = self.base.near else { return Vec::new() };
        let near = Some(Near { radius_m: None, ..near });
        self.ask(&Question { near, states: vec![State::Open], limit: INSTEAD, ..self.base.clone() }).hits
    }
}
