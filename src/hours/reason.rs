//! Why an answer is what it is.

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
