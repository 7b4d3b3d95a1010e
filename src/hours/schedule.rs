//! Everything that decides when one pharmacy serves.

use super::{
    exception::{CrisisCheckIn, DateException, DutyShift},
    week::WeeklyHours,
};

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
