//! WHEN: opening hours read, stored and evaluated. Pure: no I/O, no clock, no other module's types.
mod availability;
mod day;
mod evaluate;
mod exception;
mod explain;
mod holiday_law;
mod holiday_table;
mod holidays;
mod osm;
mod read;
mod reading;
mod schema_org;
mod time;
mod timeline;
mod week;
mod week_text;

pub use availability::{Basis, Calendar, Interval, OnCall, Reason, Schedule, State, Status, Verdict};
pub use exception::{CrisisCheckIn, DateException, DutyShift};
pub use holidays::{HolidayDifference, HolidaySource, HolidayTableError, Holidays};
pub use read::{read, read_cells};
pub use reading::{Reading, ReadingClass, ReadingNote};
pub use schema_org::{OpeningHoursSpecification, SchemaDay, SchemaHours};
pub use time::{DAY_MIN, ParseTimeError, TimeOfDay, TimeRange};
pub use timeline::{OutsideWindow, Timeline, Window};
pub use week::{DayHours, MonthDay, NthSet, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule};
pub use week_text::ParseWeekError;
