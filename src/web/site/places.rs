//! What the words in the field mean: a point, a municipality, a pharmacy's name, several places, or nothing known.

use super::{
    answer::Also,
    ask::Choice,
    asked::Asked,
    gather::{self, Target},
    visit::Visit,
    words::say,
};
use crate::search::Snapshot;

/// What the words mean.
pub enum Resolved {
    /// This; and whether the words may be read the other way too.
    Target(Target, Option<Also>),
    /// One of these places.
    Several(Vec<Choice>),
    /// Nothing that is known.
    Nothing {
        /// What may have been meant.
        suggestions: Vec<Choice>,
        /// Every town there is.
        towns: Vec<Choice>,
    },
}

/// Finds out what was meant.
pub fn resolve(snapshot: &Snapshot, visit: &Visit, asked: &Asked) -> Resolved {
    if let Some(position) = asked.near {
        let name =
            if asked.place.is_empty() { say!(visit.words, "chosen-point").to_string() } else { asked.place.clone() };
        return Resolved::Target(Target::Point(position, name), None);
    }
    let area = snapshot.areas().find(|area| area.municipality == asked.place);
    if let Some(area) = area {
        return Resolved::Target(Target::Area(area.code.clone(), area.municipality.clone()), None);
    }
    if gather::is_named(snapshot, asked) {
        return Resolved::Target(Target::Name(asked.place.clone()), None);
    }
    Resolved::Nothing { suggestions: Vec::new(), towns: Vec::new() }
}
