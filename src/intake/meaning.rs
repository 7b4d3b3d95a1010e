//! What a column can mean.

use chrono::Weekday;

use crate::{
    directory::{Field, Service},
    hours::{WEEKDAYS, WeekdaySet},
};

/// The days a column of hours is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Days {
    /// Weekdays.
    pub weekdays: WeekdaySet,
    /// National holidays too.
    pub holiday: bool,
}

impl Days {
    /// One weekday.
    pub fn of(day: Weekday) -> Self {
        Self { weekdays: WeekdaySet::of(day), holiday: false }
    }

    /// Whether it is about one day only, so that nothing more special can be said.
    pub fn is_single(self) -> bool {
        self.weekdays.iter().count() + usize::from(self.holiday) == 1
    }

    /// `mon`, `holiday`, or several joined by `_`.
    fn name(self) -> String {
        let mut names: Vec<String> = self.weekdays.iter().map(|day| day.to_string().to_lowercase()).collect();
        if self.holiday {
            names.push("holiday".to_owned());
        }
        names.join("_")
    }
}

/// Which of the two tables of hours a column belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Table {
    /// 開局時間.
    Opening,
    /// 在宅患者に対応可能な時間帯.
    HomeVisit,
}

impl Table {
    /// The field it fills.
    pub fn field(self) -> Field {
        match self {
            Self::Opening => Field::Hours,
            Self::HomeVisit => Field::HomeVisitHours,
        }
    }
}

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// A running number, or the reason why a row was not used: of no further use.
    Number,
    /// Our own id of the pharmacy.
    OwnId,
    /// One field as a whole. `Place`, `OnCall`, `Extra` and the hours have their own variants.
    Field(Field),
    /// 都道府県, put before the address when that lacks it.
    Prefecture,
    /// 市区町村, likewise.
    Municipality,
    /// 方書, put after the address.
    Building,
    /// 緯度.
    Latitude,
    /// 経度.
    Longitude,
    /// 位置レベル in the scale of the jageocoder (8 building … 1 prefecture), or our own words.
    PositionLevel,
    /// `geo_level` in the scale of normalize-japanese-addresses (3 town, 2 municipality, 1 prefecture).
    TownLevel,
    /// Hours as one free text.
    Hours(Table),
    /// Hours of certain days.
    HoursOn(Table, Days),
    /// The start (`false`) or end (`true`) of a day's nth range of hours.
    Slot(Days, u8, bool),
    /// ナビイ 営業日: 1 open, 0 closed.
    OpenDay(Days),
    /// ナビイ 定期閉店 第n週 (0 stands for every week): 0 closed, against its name.
    ClosedWeek(Days, u8),
    /// 定休日: the days on which the hours beside it don't hold.
    ClosingDays,
    /// ナビイ その他の閉店日.
    OtherClosures,
    /// 診療曜日 of the municipal standard: the days on which the one pair of times holds.
    ServiceDays,
    /// 更新日: the date as of which its row says so.
    ValidOn,
    /// 届出・加算: what a pharmacy has notified, in one cell. It is kept as text; an answer is read from it where it says so.
    Addons,
    /// A date of removal.
    StruckOff,
}

impl Meaning {
    /// Its name for the report, such as `after_hours_phone` or `hours.mon`.
    pub fn name(self) -> String {
        match self {
            Self::Number => "no".to_owned(),
            Self::OwnId => "id".to_owned(),
            Self::Field(field) => field.as_str().to_owned(),
            Self::Prefecture => "prefecture".to_owned(),
            Self::Municipality => "municipality".to_owned(),
            Self::Building => "building".to_owned(),
            Self::Latitude => "latitude".to_owned(),
            Self::Longitude => "longitude".to_owned(),
            Self::PositionLevel | Self::TownLevel => "position_level".to_owned(),
            Self::Hours(table) => table.field().as_str().to_owned(),
            Self::HoursOn(table, days) => format!("{}.{}", table.field().as_str(), days.name()),
            Self::Slot(days, slot, end) => {
                format!("hours.{}.{slot}.{}", days.name(), if end { "end" } else { "start" })
            }
            Self::OpenDay(days) => format!("hours.{}.open", days.name()),
            Self::ClosedWeek(days, 0) => format!("hours.{}.closed", days.name()),
            Self::ClosedWeek(days, week) => format!("hours.{}.closed_week_{week}", days.name()),
            Self::ClosingDays => "hours.closing_days".to_owned(),
            Self::OtherClosures => "hours.other_closures".to_owned(),
            Self::ServiceDays => "hours.days".to_owned(),
            Self::ValidOn => "valid_at".to_owned(),
            Self::Addons => "addons".to_owned(),
            Self::StruckOff => "struck_off".to_owned(),
        }
    }

    /// Whether several columns of one sheet may mean it.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Number | Self::Field(Field::Remarks | Field::Service(_)))
    }

    /// The service asked about.
    pub fn service(self) -> Option<Service> {
        match self {
            Self::Field(Field::Service(service)) => Some(service),
            _ => None,
        }
    }
}

/// Reads the days a heading names: `月`, `月曜日`, `平日`, `日・祝`, `土日祝`, `mon`, `holiday`, `月～金`. The text is folded by
/// [`super::fold::heading`].
pub(super) fn days(heading: &str) -> Option<Days> {
    // 月～土（祝日を除く）: of holidays such a column says nothing, and nothing is taken for granted.
    let without = ["祝日を除く", "祝日除く", "祝日は除く", "祝を除く", "祝除く"]
        .into_iter()
        .find_map(|end| heading.strip_suffix(end));
    if let Some(heading) = without {
        return days(heading).filter(|days| !days.holiday);
    }
    // 平日（月～金）, 月～金（平日): said twice.
    let twice = heading.strip_prefix("平日").or_else(|| heading.strip_suffix("平日")).filter(|rest| !rest.is_empty());
    if let Some(rest) = twice {
        return days(rest).filter(|days| days.weekdays == WeekdaySet::MONDAY_TO_FRIDAY && !days.holiday);
    }
    let heading = &heading.replace("祝祭日", "祝日");
    let word = heading
        .trim_start_matches("曜日")
        .trim_end_matches("の時間")
        .trim_end_matches("時間")
        .trim_end_matches("営業")
        .trim_end_matches("開局");
    let none = Days { weekdays: WeekdaySet::NONE, holiday: false };
    if let Some(days) = named_days(word) {
        return Some(days);
    }
    let mut days = none;
    let mut rest = word;
    let mut range_from = None;
    while !rest.is_empty() {
        if let Some(after) =
            ["曜日", "曜", "及び", "及", "と", "から"].into_iter().find_map(|filler| rest.strip_prefix(filler))
        {
            rest = after;
            continue;
        }
        let c = rest.chars().next()?;
        rest = rest.get(c.len_utf8()..)?;
        if let Some(day) = "月火水木金土日".chars().position(|d| d == c).and_then(|at| WEEKDAYS.get(at)) {
            let span = match range_from.take() {
                Some(first) => WEEKDAYS.into_iter().skip_while(|d| *d != first).take_while(|d| *d != *day).collect(),
                None => WeekdaySet::NONE,
            };
            days.weekdays = days.weekdays.union(span).union(WeekdaySet::of(*day));
            rest = ["曜日", "曜"].into_iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
            if rest.starts_with('~') {
                range_from = Some(*day);
                rest = rest.get(1..)?;
            }
        } else if c == '祝' || c == '祭' {
            days.holiday = true;
            rest = rest.strip_prefix('日').unwrap_or(rest);
        } else {
            return None;
        }
    }
    (range_from.is_none() && days != none).then_some(days)
}

fn named_days(word: &str) -> Option<Days> {
    let weekdays = |weekdays: WeekdaySet, holiday: bool| Some(Days { weekdays, holiday });
    let sunday = WeekdaySet::of(Weekday::Sun);
    let weekend = sunday.union(WeekdaySet::of(Weekday::Sat));
    match word {
        "平日" | "weekday" | "weekdays" => weekdays(WeekdaySet::MONDAY_TO_FRIDAY, false),
        "休日" | "日祝" | "日曜祝日" | "日祝日" | "日曜日祝日" => weekdays(sunday, true),
        "祝" | "祝日" | "祝祭日" | "holiday" | "holidays" | "ph" => weekdays(WeekdaySet::NONE, true),
        "土日" | "週末" | "weekend" => weekdays(weekend, false),
        "土日祝" | "土日祝日" | "土日休日" => weekdays(weekend, true),
        _ => {
            let english = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let at = english.iter().position(|day| {
                word.strip_prefix(day)
                    .is_some_and(|rest| matches!(rest, "" | "day" | "sday" | "nesday" | "rsday" | "urday"))
            })?;
            WEEKDAYS.get(at).map(|day| Days::of(*day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_days() {
        for (heading, name) in [
            ("月", "mon"),
            ("火曜日", "tue"),
            ("日", "sun"),
            ("祝", "holiday"),
            ("日祝", "sun_holiday"),
            ("平日", "mon_tue_wed_thu_fri"),
            ("平日月~金", "mon_tue_wed_thu_fri"),
            ("月曜~金曜平日", "mon_tue_wed_thu_fri"),
            ("日曜日祝祭日", "sun_holiday"),
            ("月~土祝日を除く", "mon_tue_wed_thu_fri_sat"),
            ("月~金", "mon_tue_wed_thu_fri"),
            ("月火木金", "mon_tue_thu_fri"),
            ("土日祝日", "sat_sun_holiday"),
            ("wednesday", "wed"),
            ("holiday", "holiday"),
        ] {
            assert_eq!(days(heading).map(Days::name).as_deref(), Some(name), "{heading}");
        }
        for other in
            ["", "月数", "土地", "日付", "水剤", "money", "月~", "平日以外", "平日月~土", "第1土曜", "日祝祝日を除く"]
        {
            assert_eq!(days(other), None, "{other}");
        }
    }
}
