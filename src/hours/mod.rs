//! WHEN: opening hours read, stored and evaluated. Pure: no I/O, no clock, no other module's types.
//!
//! A [`Schedule`] is what the sources say of one pharmacy, a [`Calendar`] what is known of the days; together they answer
//! for any instant of Japan's civil time, to the minute, in four states. `Open` is the counter open and dispensing;
//! silence is `Unknown`, never the weekday's hours and never closed.
//!
//! Who decides, the first that speaks (`day.rs`): a crisis check-in; a dated exception; a duty shift; 年末年始 and other
//! dates that the list names; a national holiday; the nth weekday; the weekday. What began before midnight belongs to the
//! day it began on. An exception that closes its date, or says only "ask", holds against duty, too; one with hours leaves
//! duty shifts open beside them.
//!
//! ```
//! use chrono::NaiveDate;
//! use yoruyaku::hours::{Basis, Calendar, OnCall, Schedule, State};
//!
//! let schedule = Schedule {
//!     week: Some("Mo-Fr 09:00-18:00; Sa[1,3] 09:00-13:00".parse()?),
//!     on_call: OnCall::Always { conditional: false },
//!     ..Schedule::default()
//! };
//! let at = |day, hour| NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
//! let status = |at| schedule.status(&Calendar::japan(), at);
//!
//! assert_eq!(status(at(24, 10)).until, Some(at(24, 18)));
//! assert_eq!(status(at(24, 22)).state, State::OnCall);
//! // 勤労感謝の日: the list says nothing of holidays.
//! let holiday = status(at(23, 10));
//! assert_eq!((holiday.state, holiday.basis, holiday.next_open), (State::Unknown, Basis::Holiday, Some(at(24, 9))));
//! # Ok::<(), yoruyaku::hours::ParseWeekError>(())
//! ```
mod availability;
mod calendar;
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
mod reason;
mod schedule;
mod schema_org;
mod state;
mod time;
mod timeline;
mod week;
mod week_parse;
mod week_text;
mod weekdays;
mod year;

pub use availability::{Interval, Status, Verdict};
pub use calendar::Calendar;
pub use exception::{CrisisCheckIn, DateException, DutyShift};
pub use holidays::{HolidayDifference, HolidaySource, HolidayTableError, Holidays};
pub use read::{NOTE_MEANINGS, NoteMeaning, note_meaning, read, read_cells};
pub use reading::{Reading, ReadingClass, ReadingNote};
pub use reason::Reason;
pub use schedule::{OnCall, Schedule};
pub use schema_org::{OpeningHoursSpecification, SchemaDay, SchemaHours};
pub use state::{Basis, State};
pub use time::{DAY_MIN, ParseTimeError, TimeOfDay, TimeRange};
pub use timeline::{OutsideWindow, Timeline, Window};
pub use week::{DayHours, MonthDay, NthSet, NthWeekday, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule};
pub use week_parse::ParseWeekError;
