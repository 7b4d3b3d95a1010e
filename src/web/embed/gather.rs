//! From what an address asks to a list: a handful of questions to the snapshot, put into words.

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};

use super::{
    asked::{Asked, View, When},
    foot,
    item::item,
    list::{CLOCK, List, Section},
};
use crate::{
    directory::{Embedding, EmergencyLine},
    hours::State,
    search::{CLOSING_SOON_MIN, Found, Hit, Near, Question, Snapshot, Sort},
    web::site::{
        asked::evening,
        emergency,
        form::service_key,
        item::{association_name, join},
        state::Moment,
        tell,
        visit::Visit,
        words::{Phrase, say},
    },
};

/// How many "next to open" are named when nothing is open.
const NEXT: usize = 3;

/// Asks the snapshot for everything a list shows. `visit.now` is the start of the present minute.
pub fn gather(snapshot: &Snapshot, settings: &Embedding, asked: &Asked, visit: &Visit) -> List {
    let moment = moment(snapshot, asked, visit);
    let at = moment.at;
    let mut gather = Gather {
        snapshot,
        asked,
        moment,
        left: asked.limit as usize,
        changes_at: next_day(visit.now),
        area: asked.area.clone(),
    };
    let (open, count) = gather.section(State::Open);
    let (on_call, _) = gather.section(State::OnCall);
    let next = if count == 0 { gather.next() } else { None };
    let (unknown, _) = gather.section(State::Unknown);
    // This evening's list becomes the present one when the evening comes.
    let changes_at = if moment.is_expected() { gather.changes_at.min(at) } else { gather.changes_at };
    let area = gather.area.clone().or_else(|| gather.associations_area()).unwrap_or_default();
    let words = visit.words;
    List {
        title: gather.title(),
        summary: gather.summary(count),
        first: say!(words, "answer-phone-first"),
        narrowed: gather.narrowed(),
        emergency: if count == 0 { numbers(visit, &area) } else { Vec::new() },
        sections: [open, on_call, next, unknown].into_iter().flatten().collect(),
        page: gather.page(),
        made: say!(words, "embed-made", date = tell::full_date(words, visit.now.date()), time = CLOCK.to_string()),
        source: foot::source(words, snapshot, asked, &area),
        related: foot::related(words, settings, &area),
        changes_at,
        area,
    }
}

fn numbers(visit: &Visit, area: &str) -> Vec<EmergencyLine> {
    emergency::numbers(visit.emergency(), area, visit.words.lang()).into_iter().cloned().collect()
}

/// The moment a list speaks of.
pub fn moment<'a>(snapshot: &'a Snapshot, asked: &Asked, visit: &'a Visit) -> Moment<'a> {
    let at = match asked.when {
        When::Now => visit.now,
        When::Tonight => evening(visit.now),
    };
    Moment { visit, at, until: None, calendar: snapshot.calendar() }
}

fn next_day(now: NaiveDateTime) -> NaiveDateTime {
    now.date().and_time(NaiveTime::MIN) + Days::new(1)
}

struct Gather<'a> {
    snapshot: &'a Snapshot,
    asked: &'a Asked,
    moment: Moment<'a>,
    /// How many may still be named.
    left: usize,
    changes_at: NaiveDateTime,
    /// The area named, else that of the first pharmacy found.
    area: Option<String>,
}

impl<'a> Gather<'a> {
    fn question(&self) -> Question {
        let asked = self.asked;
        let near = asked.near.map(|position| Near { position, radius_m: Some(asked.radius_m.into()) });
        Question {
            sort: if near.is_some() { Sort::Distance } else { Sort::Closing },
            near,
            area: asked.area.clone(),
            association: asked.association.clone(),
            services: asked.services.clone(),
            ..Question::at(self.moment.at)
        }
    }

    fn ask(&mut self, question: &Question) -> Option<Found<'a>> {
        // Only a cursor can be refused, and none is given.
        let found = self.snapshot.find(question).ok()?;
        self.changes_at = self.changes_at.min(found.changes_at.unwrap_or(self.changes_at));
        for hit in &found.hits {
            if let (State::Open, Some(until)) = (hit.status.state, hit.status.until) {
                let soon = until - TimeDelta::minutes(CLOSING_SOON_MIN);
                self.changes_at = if soon > self.moment.at { self.changes_at.min(soon) } else { self.changes_at };
            }
        }
        if let (None, Some(hit)) = (&self.area, found.hits.first()) {
            self.area = self.snapshot.area_of(hit.index).map(|area| area.code.clone());
        }
        Some(found)
    }

    /// Those in one state, and how many there are.
    fn section(&mut self, state: State) -> (Option<Section>, usize) {
        let question = Question { states: vec![state], limit: self.left.max(1), ..self.question() };
        let Some(found) = self.ask(&question) else { return (None, 0) };
        let count = found.counts.map_or(found.hits.len(), |counts| counts.matching);
        let named: Vec<_> =
            found.hits.iter().take(self.left).map(|hit| item(self.snapshot, &self.moment, self.asked, hit)).collect();
        self.left -= named.len();
        let words = self.moment.words();
        let (id, title, help) = match state {
            State::Open if self.moment.is_expected() => ("open", "section-open-expected", None),
            State::Open | State::Closed => ("open", "section-open", None),
            State::OnCall => ("on_call", "section-on-call", Some("section-on-call-help")),
            State::Unknown => ("unknown", "section-unknown", Some("section-unknown-help")),
        };
        let more = count - named.len();
        let section = Section {
            id,
            title: say!(words, title),
            count: Some(say!(words, "section-count", count = count)),
            help: help.filter(|_| self.asked.view == View::Full).map(|help| say!(words, help)),
            items: named,
            more: (more > 0).then(|| say!(words, "embed-more", count = more)),
        };
        ((count > 0).then_some(section), count)
    }

    /// Those that open next, soonest first; for when nothing is open.
    fn next(&mut self) -> Option<Section> {
        let soonest = Question {
            states: vec![State::Closed],
            sort: Sort::Closing,
            limit: NEXT.min(self.left).max(1),
            ..self.question()
        };
        let mut hits: Vec<Hit> = self.ask(&soonest)?.hits;
        hits.retain(|hit| hit.status.next_open.is_some());
        let items: Vec<_> = hits
            .iter()
            .take(NEXT.min(self.left))
            .map(|hit| item(self.snapshot, &self.moment, self.asked, hit))
            .collect();
        self.left -= items.len();
        let title = say!(self.moment.words(), "section-next");
        (!items.is_empty()).then_some(Section { id: "next", title, count: None, help: None, items, more: None })
    }

    /// The place in words of our own: an address can't name it.
    fn place(&self) -> Phrase {
        let words = self.moment.words();
        let association = self.asked.association.as_ref().and_then(|id| self.snapshot.association(id));
        let area = self.asked.area.as_ref().and_then(|code| self.snapshot.area(code));
        match (association, area) {
            _ if self.asked.near.is_some() => say!(words, "chosen-point"),
            (Some(association), _) => say!(words, "verbatim", text = association_name(words, association)),
            (None, Some(area)) => say!(words, "verbatim", text = area.municipality.as_str()),
            (None, None) => say!(words, "chosen-point"),
        }
    }

    fn title(&self) -> Phrase {
        say!(self.moment.words(), "area-title", area = self.place())
    }

    fn summary(&self, count: usize) -> Phrase {
        let (words, moment) = (self.moment.words(), &self.moment);
        let when = if moment.is_expected() {
            let date = tell::date(words, moment.at.date(), &moment.calendar.holidays);
            say!(words, "moment-at", date = date, time = tell::clock(moment.at.time()))
        } else {
            say!(words, "moment-now", time = CLOCK.to_string())
        };
        let within = if self.asked.near.is_some() {
            say!(words, "within-radius", place = self.place(), radius = tell::radius(words, self.asked.radius_m))
        } else {
            say!(words, "within-area", place = self.place())
        };
        let key = match (count, moment.is_expected()) {
            (0, _) => "answer-none",
            (_, false) => "answer-open",
            (_, true) => "answer-open-expected",
        };
        say!(words, key, moment = when, within = within, count = count)
    }

    fn narrowed(&self) -> Option<Phrase> {
        let words = self.moment.words();
        let services = self.asked.services.iter().map(|service| say!(words, &service_key(*service)));
        (!self.asked.services.is_empty()).then(|| say!(words, "asked-services", services = join(words, services)))
    }

    fn associations_area(&self) -> Option<String> {
        let association = self.snapshot.association(self.asked.association.as_ref()?)?;
        Some(association.area.code.clone())
    }

    /// The page of this site that answers the same question.
    fn page(&self) -> String {
        let asked = self.asked;
        let near = asked.near.map(|near| format!("{:.4},{:.4}", near.lat(), near.lon()));
        let radius = asked.radius_m.to_string();
        let code = asked.area.clone().or_else(|| self.associations_area()).unwrap_or_default();
        let place = self.snapshot.area(&code).map_or("", |area| area.municipality.as_str());
        let mut query: Vec<(&str, &str)> = Vec::new();
        match &near {
            Some(near) => query.extend([("near", near.as_str()), ("radius_m", radius.as_str())]),
            None => query.push(("q", place)),
        }
        query.extend(asked.services.iter().map(|service| ("service", service.as_str())));
        query.extend((asked.when == When::Tonight).then_some(("when", "tonight")));
        self.moment.visit.link("/", &query)
    }
}
