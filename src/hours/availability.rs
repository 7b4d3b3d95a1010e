//! Whether a pharmacy serves at an instant: the question's input and answer types.

use chrono::NaiveDateTime;

use super::{
    exception::{CrisisCheckIn, DateException, DutyShift},
    holidays::Holidays,
    week::{MonthDay, WeeklyHours, YearPeriod},
};

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

/// Whether and when a pharmacy answers outside its opening hours and can dispense (時間外対応).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum OnCall {
    /// It does not, or gives advice only, or does not say.
    #[default]
    No,
    /// Whenever it is not open. `conditional` when the list attaches a condition (要相談): call first, it may not work out.
    Always {
        /// Whether a condition is attached.
        conditional: bool,
    },
    /// Within these hours.
    During(Box<WeeklyHours>),
}

/// Everything that decides when one pharmacy serves.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The regular hours; `None` when not answered or unreadable.
    pub week: Option<WeeklyHours>,
    /// Whether the reading of the hours has caveats; answers resting on it say "call first".
    pub caveat: bool,
    /// The after-hours answer.
    pub on_call: OnCall,
    /// Dated exceptions; of two for one date the later in the list holds.
    pub exceptions: Vec<DateException>,
    /// Duty shifts.
    pub duties: Vec<DutyShift>,
    /// Crisis check-ins; of two that hold at once the later in the list counts.
    pub crisis: Vec<CrisisCheckIn>,
}

/// What an evaluation must know of the days themselves.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// National holidays, with their horizon.
    pub holidays: Holidays,
    /// 年末年始, 12-29 to 01-03 unless the area says otherwise.
    pub year_end: YearPeriod,
    /// Times when many pharmacies close though no holiday says so (お盆 08-13 to 08-16): a caution, not a state.
    pub caution: Vec<YearPeriod>,
}

impl Calendar {
    /// Japan's: the law's holidays, 年末年始 from 12-29 to 01-03, and お盆 from 08-13 to 08-16 as a caution.
    pub fn japan() -> Self {
        Self {
            holidays: Holidays::japan(),
            year_end: period((12, 29), (1, 3)),
            caution: vec![period((8, 13), (8, 16))],
        }
    }
}

fn period(from: (u8, u8), to: (u8, u8)) -> YearPeriod {
    let day = |(month, day)| MonthDay::new(month, day).expect("a day of every year");
    YearPeriod { from: day(from), to: day(to) }
}

/// The answer for one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it serves.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Until when the state holds, joined over midnight and over ranges that touch; `None` when it does not end within
    /// the evaluation's window or nothing is known.
    pub until: Option<NaiveDateTime>,
    /// The next *opening* (the start of the next `Open` interval after this instant); `None` when none is known within
    /// the evaluation's window.
    pub next_open: Option<NaiveDateTime>,
    /// Telephone before going: everything but a plainly stated `Open`.
    pub call_first: bool,
    /// Why, to be told to a person.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period (お盆); said beside the reason
    /// ([`Reason::CAUTION_JA`]), and "call first".
    pub caution: bool,
}

/// What decides one minute: the state, what it rests on, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    /// The state.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Why.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period (お盆).
    pub caution: bool,
}

impl Verdict {
    /// Nothing is listed.
    pub(super) const NONE: Self = Self::new(State::Unknown, Basis::None, Reason::NoHours);

    /// A verdict outside caution periods.
    pub(super) const fn new(state: State, basis: Basis, reason: Reason) -> Self {
        Self { state, basis, reason, caution: false }
    }

    /// Whether to telephone before going: always, except for a plainly stated `Open`. `caveat` is that of the reading of
    /// the regular hours ([`Schedule::caveat`]); a duty shift, an exception or a check-in does not rest on those.
    pub fn call_first(self, caveat: bool) -> bool {
        let rests_on_reading = self.basis >= Basis::YearEnd;
        self.state != State::Open || self.caution || (caveat && rests_on_reading)
    }
}

/// A maximal stretch of time over which the state and its basis stay the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its start.
    pub start: NaiveDateTime,
    /// Its end, not included.
    pub end: NaiveDateTime,
    /// The state throughout.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Why.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period.
    pub caution: bool,
}

/// Why an answer is what it is. [`Reason::ja`] and [`Reason::en`] say it to a person (`hours/explain.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The pharmacy's own crisis check-in.
    CrisisCheckIn,
    /// A dated exception states hours.
    ExceptionHours,
    /// A dated exception closes the day.
    ExceptionClosed,
    /// A dated exception says only that the day differs.
    ExceptionUnstated,
    /// On duty by the roster.
    OnDuty,
    /// The list states hours for this part of the year.
    SeasonStated,
    /// The list closes this part of the year.
    SeasonClosed,
    /// Year-end, and the list is silent on it.
    YearEndUnstated,
    /// A holiday with stated hours.
    HolidayStated,
    /// The list closes on holidays.
    HolidayClosed,
    /// A holiday, and the list is silent on holidays.
    HolidayUnstated,
    /// An nth-weekday rule gives the hours or closes.
    NthWeekday,
    /// The weekday's hours.
    Weekly,
    /// The list is silent on this weekday, or on its nth week.
    DayUnstated,
    /// Outside opening hours, with after-hours response.
    OnCall,
    /// The same, on a condition.
    OnCallConditional,
    /// Outside opening hours, and the list does not say whether it responds on such a day.
    OnCallUnstated,
    /// Before closing time, but the last reception is over.
    LastReceptionOver,
    /// No hours are listed.
    NoHours,
    /// Past the last date whose holidays are known.
    BeyondHorizon,
}

impl Reason {
    /// All of them, in their order.
    pub const ALL: [Self; 20] = [
        Self::CrisisCheckIn,
        Self::ExceptionHours,
        Self::ExceptionClosed,
        Self::ExceptionUnstated,
        Self::OnDuty,
        Self::SeasonStated,
        Self::SeasonClosed,
        Self::YearEndUnstated,
        Self::HolidayStated,
        Self::HolidayClosed,
        Self::HolidayUnstated,
        Self::NthWeekday,
        Self::Weekly,
        Self::DayUnstated,
        Self::OnCall,
        Self::OnCallConditional,
        Self::OnCallUnstated,
        Self::LastReceptionOver,
        Self::NoHours,
        Self::BeyondHorizon,
    ];
}
