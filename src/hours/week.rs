//! The regular week of a pharmacy: hours by weekday, by nth weekday of the month, by season, and on national holidays.

use chrono::Weekday;

use super::time::TimeRange;

pub use super::{
    weekdays::{NthSet, WEEKDAYS, WeekdaySet},
    year::{MonthDay, YearPeriod, YearlyRule},
};

/// What is said of one day's hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum DayHours {
    /// Nothing is said; silence is not an answer and must not be shown as open or as closed.
    #[default]
    Unstated,
    /// Said to be not open (`―`, 休み, 定休日), or left out of a text that lists the opening days.
    Closed,
    /// Open for these ranges: at least one, in order, not overlapping. Build it with [`DayHours::open`].
    Open(Vec<TimeRange>),
}

impl DayHours {
    /// A day open for `ranges`, put in order; `None` when there are none or two of them overlap.
    pub fn open(mut ranges: Vec<TimeRange>) -> Option<Self> {
        ranges.sort_unstable();
        let disjoint = ranges.iter().zip(ranges.iter().skip(1)).all(|(a, b)| a.end() <= b.start());
        (!ranges.is_empty() && disjoint).then_some(Self::Open(ranges))
    }

    /// The open ranges: empty when closed or unstated.
    pub fn ranges(&self) -> &[TimeRange] {
        match self {
            Self::Open(ranges) => ranges,
            Self::Unstated | Self::Closed => &[],
        }
    }

    /// Whether anything is said of the day.
    pub fn is_stated(&self) -> bool {
        *self != Self::Unstated
    }
}

/// Hours of certain weeks of the month, in place of the weekday's own (第1・3土曜 9:00–13:00).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NthWeekday {
    /// The weekday it is about.
    pub weekday: Weekday,
    /// Which of the month.
    pub nth: NthSet,
    /// The hours then; `Unstated` when the text names the day but not certain hours.
    pub hours: DayHours,
}

/// The regular hours of a pharmacy.
///
/// The most special statement wins: a yearly rule that names its dates, then 年末年始 and the holiday entry (known to
/// the calendar), then a season's hours, then an nth weekday, then the weekday. Of two rules of one kind that both match
/// a day, the later wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct WeeklyHours {
    /// Monday to Sunday.
    pub weekdays: [DayHours; 7],
    /// Certain weeks of the month.
    pub nth: Vec<NthWeekday>,
    /// National holidays (祝日法 3条, substitutes and sandwiched days included); `Unstated` is the usual case.
    pub holiday: DayHours,
    /// Parts of every year.
    pub yearly: Vec<YearlyRule>,
}

impl WeeklyHours {
    /// The hours of a weekday, without its nth and yearly rules.
    pub fn weekday(&self, day: Weekday) -> &DayHours {
        let [mon, tue, wed, thu, fri, sat, sun] = &self.weekdays;
        match day {
            Weekday::Mon => mon,
            Weekday::Tue => tue,
            Weekday::Wed => wed,
            Weekday::Thu => thu,
            Weekday::Fri => fri,
            Weekday::Sat => sat,
            Weekday::Sun => sun,
        }
    }

    /// The hours of a weekday, to be changed.
    pub fn weekday_mut(&mut self, day: Weekday) -> &mut DayHours {
        let [mon, tue, wed, thu, fri, sat, sun] = &mut self.weekdays;
        match day {
            Weekday::Mon => mon,
            Weekday::Tue => tue,
            Weekday::Wed => wed,
            Weekday::Thu => thu,
            Weekday::Fri => fri,
            Weekday::Sat => sat,
            Weekday::Sun => sun,
        }
    }
}
