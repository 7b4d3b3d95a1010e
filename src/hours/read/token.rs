//! What the lexer hands to the grammar.

use chrono::Weekday;

use super::super::week::{NthSet, YearPeriod};

/// A unit of meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// 月, 火曜, 水曜日 …
    Day(Weekday),
    /// 平日.
    Workdays,
    /// 祝日, 祭日, 祝祭日.
    Holiday,
    /// 毎日, 全日: every day, holidays too.
    Everyday,
    /// 全曜日: every weekday.
    AllWeekdays,
    /// 年中無休, 365日.
    YearRound,
    /// 定休日なし: no closing day in the week; of holidays it says nothing.
    NoRestDay,
    /// その他, それ以外.
    Others,
    /// 休日: "holidays", or "closed".
    RestDay,
    /// 第1・3, 最終.
    Nth(Ordinal),
    /// A time with minutes, or with 時.
    Time(Clock),
    /// A number of one or two digits that may be an hour, or the minutes of a broken time.
    Bare {
        /// Its value.
        value: u16,
        /// Its digits, 1 or 2.
        digits: u8,
        /// Whether it was cut from a longer run of digits.
        cut: bool,
    },
    /// 24時間.
    AllDay,
    /// A number that is neither a time nor a date.
    Number,
    /// 12/29～1/3, 元旦.
    Dates(Vec<YearPeriod>),
    /// 12月～2月.
    Months(YearPeriod),
    /// 2026年4月, R3.2.21.
    Effective {
        /// Whether its year was over before this reader was written.
        past: bool,
    },
    /// AM, 午後 …
    Half(Half),
    /// 深夜.
    Midnight,
    /// 翌, 翌日, 翌朝.
    NextDay,
    /// `-`, ～.
    Dash,
    /// `:`.
    Colon,
    /// ・
    Dot,
    /// 、
    Comma,
    /// `.`
    Period,
    /// `/`
    Slash,
    /// Blank.
    Space,
    /// Line end, or 。
    Newline,
    /// Opening bracket.
    Open,
    /// Closing bracket.
    Close,
    /// ※
    Mark,
    /// から.
    From,
    /// まで.
    Until,
    /// 以降.
    After,
    /// は, が, →.
    Topic,
    /// と, および, も.
    And,
    /// の.
    Of,
    /// 休み, 閉局 …: said of a time or a day.
    Closed,
    /// 定休日, 休業日: "the closing days are".
    ClosedDay,
    /// 昼休み, 休憩.
    Break,
    /// を除く.
    Except,
    /// 以外.
    Besides,
    /// を含む.
    Include,
    /// のみ.
    Only,
    /// 営業, 開局: said of a time or a day.
    Opens,
    /// 受付, 最終受付.
    Reception,
    /// 輪番, 隔週, 不定休 …: a day that no weekly schedule can hold.
    Rough(Rough),
    /// 年末年始, お盆 …: a time of year without its dates; the note's code.
    Season(&'static str),
    /// 薬剤師, 研修 …: words about staff.
    Staff,
    /// 電話, 要相談 …: words about how to reach or ask; the note's code.
    Contact(&'static str),
    /// のため, により.
    Because,
    /// ただし, 営業時間 …: adds nothing.
    Filler,
    /// 原則, 例: adds that it is not always so; 令和6年6月現在, as of when. The note's code.
    Hedge(&'static str),
    /// Anything else.
    Unknown,
}

/// Which weeks of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ordinal {
    /// The occurrences.
    pub(super) set: NthSet,
    /// Whether it is 第1週 rather than 第1: the week of the month is counted in several ways.
    pub(super) by_week: bool,
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub(super) minutes: u16,
    /// Whether a slip of the pen was put right (`9:000`).
    pub(super) mended: bool,
}

/// Half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// 午前.
    Am,
    /// 午後.
    Pm,
    /// 夕, 夜, 夜間: after noon, whether the clock has 12 hours or 24.
    Evening,
}

/// Why a day cannot be put into a weekly schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rough {
    /// 輪番, 当番.
    Roster,
    /// 隔週.
    Alternate,
    /// 不定休, 不定期.
    Irregular,
    /// 奇数, 偶数.
    OddEven,
    /// 月1～2回.
    SomeWeeks,
    /// 応相談, 対応日のみ.
    OnRequest,
    /// 月曜を除く祝日: holidays on certain weekdays.
    Conditional,
    /// 冬季, 夏期: a time of year whose dates are not said.
    Seasonal,
    /// What a remark takes away, under the remark's code: 薬剤師不在のため休業.
    Of(&'static str),
}

impl Rough {
    /// The note's code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Alternate => "alternate_weeks",
            Self::Irregular => "irregular",
            Self::OddEven => "odd_even",
            Self::SomeWeeks => "some_weeks",
            Self::OnRequest => "on_request",
            Self::Conditional => "holiday_conditional",
            Self::Seasonal => "seasonal",
            Self::Of(code) => code,
        }
    }
}

/// A token and the folded characters it covers.
#[derive(Clone, Debug)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) from: usize,
    pub(super) to: usize,
}
