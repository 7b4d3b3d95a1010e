//! What a text says, one statement at a time, before it is put into a week.

use super::{super::week::YearPeriod, days::Days, span::Span, token::Rough};

/// A statement, and the folded characters it covers.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) says: Says,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What is said.
#[derive(Clone, Debug)]
pub(super) enum Says {
    /// Open then; without days, on all days not spoken of otherwise.
    Hours { days: Option<Days>, spans: Vec<Span> },
    /// Not open on these days; `soft` when they are only taken out of other hours and may have their own.
    Closed { days: Days, soft: bool },
    /// Not open in the afternoon of these days.
    ClosedAfternoon { days: Days },
    /// Not open then, within hours said before.
    Break { of: Scope, spans: Vec<Span>, rough: Option<Rough> },
    /// Open until then instead.
    Until { days: Option<Days>, minutes: u16, sure: bool },
    /// Open from then instead.
    From { days: Option<Days>, minutes: u16 },
    /// Only in those weeks.
    OnlyWeeks { days: Days },
    /// On days no schedule can hold.
    Rough { days: Option<Days>, rough: Rough },
    /// The days said before are such days.
    RoughBefore { rough: Rough },
    /// Closed on dates.
    DatesClosed { periods: Vec<YearPeriod> },
    /// Other hours on dates.
    DatesOpen { periods: Vec<YearPeriod>, spans: Vec<Span> },
    /// On dates an earlier closing time, on the days said before.
    DatesUntil { periods: Vec<YearPeriod>, minutes: u16 },
    /// In some months another opening time.
    SeasonFrom { months: YearPeriod, minutes: u16 },
    /// In some months other hours.
    SeasonHours { months: YearPeriod, days: Option<Days>, spans: Vec<Span> },
    /// The last reception of the days said before.
    LastReception { minutes: u16 },
    /// 年中無休 said by itself.
    YearRound,
    /// Days named with nothing said of them.
    Dangling { days: Days },
    /// Said to be open, without hours.
    Opens { days: Days },
    /// Words that no week holds; a caveat of that code.
    Remark { code: &'static str },
}

/// Which hours a break is about.
#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// These days.
    Days(Days),
    /// The statement just before.
    Before {
        /// Whether the text leaves open that all days are meant.
        doubtful: bool,
    },
    /// All hours said so far.
    All,
}

impl Statement {
    /// Whether both speak of hours or closing of one day.
    pub(super) fn shares_days(&self, other: &Self) -> bool {
        match (self.days(), other.days()) {
            (Some(days), Some(others)) => !days.weekdays().intersection(others.weekdays()).is_empty(),
            _ => false,
        }
    }

    /// Whether it states hours of 平日, and no other name of the days.
    pub(super) fn is_of_workdays(&self) -> bool {
        matches!(&self.says, Says::Hours { days: Some(days), .. } if days.workdays && days.minus.is_empty())
    }

    /// The days whose hours or closing it states.
    fn days(&self) -> Option<&Days> {
        match &self.says {
            Says::Hours { days, .. } | Says::Until { days, .. } => days.as_ref(),
            Says::Closed { days, .. } | Says::OnlyWeeks { days } => Some(days),
            _ => None,
        }
    }
}
