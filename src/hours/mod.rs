//! WHEN: opening hours read, stored and evaluated. Pure: no I/O, no clock, no other module's types.
mod availability;
mod exception;
mod holidays;
mod read;
mod reading;
mod time;
mod week;

pub use availability::{Basis, Calendar, Interval, OnCall, Reason, Schedule, State, Status};
pub use exception::{CrisisCheckIn, DateException, DutyShift};
pub use holidays::Holidays;
pub use read::{read, read_cells};
pub use reading::{Reading, ReadingClass, ReadingNote};
pub use time::{DAY_MIN, ParseTimeError, TimeOfDay, TimeRange};
pub use week::{DayHours, MonthDay, NthSet, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule};
