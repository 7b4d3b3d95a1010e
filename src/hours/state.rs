//! The four states of a pharmacy, and what an answer can rest on.

/// The four states: unknown is a state of its own, never shown as open or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 開局中: the counter is open and dispenses.
    Open,
    /// 時間外対応: outside opening hours; answers by telephone and can dispense.
    OnCall,
    /// 閉局.
    Closed,
    /// 不明: the sources do not say.
    Unknown,
}

impl State {
    /// All four, in the order they are listed to a person.
    pub const ALL: [Self; 4] = [Self::Open, Self::OnCall, Self::Unknown, Self::Closed];

    /// `open`, `on_call`, `closed`, `unknown`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OnCall => "on_call",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What an answer rests on; the order is the precedence, the first that applies decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A crisis check-in.
    Crisis,
    /// A dated exception.
    Exception,
    /// A duty shift.
    Duty,
    /// 年末年始, or another part of the year that the list states.
    YearEnd,
    /// A national holiday.
    Holiday,
    /// An nth-weekday rule.
    NthWeekday,
    /// The weekday's hours.
    Weekly,
    /// Nothing: no hours, unreadable hours, or a date past the calendar's horizon.
    None,
}

impl Basis {
    /// All eight, in the order of precedence.
    pub const ALL: [Self; 8] = [
        Self::Crisis,
        Self::Exception,
        Self::Duty,
        Self::YearEnd,
        Self::Holiday,
        Self::NthWeekday,
        Self::Weekly,
        Self::None,
    ];

    /// Its name in every interface, such as `nth_weekday`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crisis => "crisis",
            Self::Exception => "exception",
            Self::Duty => "duty",
            Self::YearEnd => "year_end",
            Self::Holiday => "holiday",
            Self::NthWeekday => "nth_weekday",
            Self::Weekly => "weekly",
            Self::None => "none",
        }
    }
}
