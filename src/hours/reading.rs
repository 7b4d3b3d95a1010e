//! What reading a text of hours yields: how far it can be trusted, the week understood, and notes on the rest.

use std::fmt;

use super::week::{DayHours, WeeklyHours};

/// How far a reading can be trusted. "Correct > correct with a caveat > unknown > wrong."
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadingClass {
    /// The text says this and nothing more.
    Exact,
    /// The week is right as far as it goes; the notes carry words that it does not.
    Caveat,
    /// No week can be given; the text is shown as written and the state is unknown.
    Unreadable,
}

impl ReadingClass {
    /// `exact`, `caveat` or `unreadable`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Caveat => "caveat",
            Self::Unreadable => "unreadable",
        }
    }

    /// The class of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Exact, Self::Caveat, Self::Unreadable].into_iter().find(|class| class.as_str() == name)
    }
}

impl fmt::Display for ReadingClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something a reading leaves to a person, with the words it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReadingNote {
    /// A stable code, snake_case, such as `irregular`, `roster`, `alternate_weeks`, `no_weekday`, `twelve_hour_clock`.
    pub code: String,
    /// The words of the text it is about, as written (never empty).
    pub text: String,
}

/// What was understood of one text of hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// How far to trust it.
    pub class: ReadingClass,
    /// The week, its holiday entry included; `None` when unreadable.
    pub week: Option<WeeklyHours>,
    /// What the text says of national holidays, known even of some texts whose week is unreadable.
    pub holiday: DayHours,
    /// What a person has to know besides; never empty for a caveat.
    pub notes: Vec<ReadingNote>,
}
