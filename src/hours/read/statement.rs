//! What a text says, one statement at a time, before it is put into a week.

use super::{
    super::week::{WeekdaySet, YearPeriod},
    days::Days,
    span::Span,
    token::Rough,
};

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
    /// Only on those days: 平日のみ営業.
    OnlyDays { days: Days },
    /// On days no schedule can hold.
    Rough { days: Option<Days>, rough: Rough },
    /// The days said before are such days.
    RoughBefore { rough: Rough },
    /// Other hours on such days, until then or of their own, of the days said before.
    RoughHours { rough: Rough, until: Option<u16> },
    /// Closed on dates.
    DatesClosed { periods: Vec<YearPeriod> },
    /// Other hours on dates.
    DatesOpen { periods: Vec<YearPeriod>, spans: Vec<Span> },
    /// On dates an earlier closing time, on the days said before.
    DatesUntil { periods: Vec<YearPeriod>, minutes: u16 },
    /// On dates an earlier closing time, on all days.
    AllUntil { periods: Vec<YearPeriod>, minutes: u16 },
    /// In some months another opening time.
    SeasonFrom { months: YearPeriod, minutes: u16 },
    /// In some months another closing time.
    SeasonUntil { months: YearPeriod, minutes: u16 },
    /// In some months other hours.
    SeasonHours { months: YearPeriod, days: Option<Days>, spans: Vec<Span> },
    /// The last reception of the days said before; `wide` when it stands apart and may be of all.
    LastReception { minutes: u16, wide: bool },
    /// More hours of the days said before: （受付12:30まで）14:00～18:00.
    MoreHours { spans: Vec<Span> },
    /// 年中無休 said by itself.
    YearRound,
    /// 定休日なし.
    NoRestDay,
    /// Days named with nothing said of them.
    Dangling { days: Days },
    /// Said to be open, without hours.
    Opens { days: Days },
    /// Answered on those days, by telephone or on request: where no hours are said, nobody can tell.
    Answered { days: Days, code: &'static str },
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
    /// Whether both speak of hours or closing of one day, or of holidays.
    pub(super) fn shares_days(&self, other: &Self) -> bool {
        let ((days, holiday), (others, other_holiday)) = (self.reach(), other.reach());
        !days.intersection(others).is_empty() || holiday && other_holiday
    }

    /// The weekdays it speaks of, and whether it speaks of holidays.
    fn reach(&self) -> (WeekdaySet, bool) {
        match &self.says {
            Says::YearRound => (WeekdaySet::ALL, true),
            Says::NoRestDay | Says::Hours { days: None, .. } => (WeekdaySet::ALL, false),
            _ => self.days().map_or((WeekdaySet::NONE, false), |days| (days.weekdays(), days.holiday || days.every)),
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
            Says::Closed { days, .. } | Says::OnlyWeeks { days } | Says::OnlyDays { days } => Some(days),
            _ => None,
        }
    }
}
