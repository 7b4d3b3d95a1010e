//! Why an answer is what it is, in the words of a person behind a counter.

use super::reason::Reason;

impl Reason {
    /// The sentence said beside a reason when regular hours fall into a caution period (お盆).
    pub const CAUTION_JA: &str = "この時期はお盆などで休む薬局が多いため、電話でご確認ください";

    /// The same in English.
    pub const CAUTION_EN: &str = "Many pharmacies close around this time (Obon); please call first";

    /// Its name in every interface, such as `holiday_unstated`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CrisisCheckIn => "crisis_check_in",
            Self::ExceptionHours => "exception_hours",
            Self::ExceptionClosed => "exception_closed",
            Self::ExceptionUnstated => "exception_unstated",
            Self::OnDuty => "on_duty",
            Self::SeasonStated => "season_stated",
            Self::SeasonClosed => "season_closed",
            Self::YearEndUnstated => "year_end_unstated",
            Self::HolidayStated => "holiday_stated",
            Self::HolidayClosed => "holiday_closed",
            Self::HolidayUnstated => "holiday_unstated",
            Self::NthWeekday => "nth_weekday",
            Self::Weekly => "weekly",
            Self::DayUnstated => "day_unstated",
            Self::OnCall => "on_call",
            Self::OnCallConditional => "on_call_conditional",
            Self::OnCallUnstated => "on_call_unstated",
            Self::LastReceptionOver => "last_reception_over",
            Self::NoHours => "no_hours",
            Self::BeyondHorizon => "beyond_horizon",
        }
    }

    /// It in Japanese: one sentence without its full stop, true of the state whatever it is.
    pub fn ja(self) -> &'static str {
        match self {
            Self::CrisisCheckIn => "災害時の状況として、薬局自身が登録したものです",
            Self::ExceptionHours => "この日だけの開局時間が届け出られています",
            Self::ExceptionClosed => "この日は臨時休業です",
            Self::ExceptionUnstated => "この日は通常の開局時間と異なるため、電話でご確認ください",
            Self::OnDuty => "当番（輪番）で開局しています",
            Self::SeasonStated => "この時期の開局時間が一覧に記載されています",
            Self::SeasonClosed => "この時期は休みと一覧に記載されています",
            Self::YearEndUnstated => "年末年始の開局時間が一覧に記載されていないため、電話でご確認ください",
            Self::HolidayStated => "祝日の開局時間が一覧に記載されています",
            Self::HolidayClosed => "祝日は休みと一覧に記載されています",
            Self::HolidayUnstated => "祝日の開局時間が一覧に記載されていないため、電話でご確認ください",
            Self::NthWeekday => "第何週の曜日かによる開局時間が一覧に記載されています",
            Self::Weekly => "この曜日の開局時間が一覧に記載されています",
            Self::DayUnstated => "この日の開局時間が一覧に記載されていないため、電話でご確認ください",
            Self::OnCall => "開局時間外は電話で対応しています。まずお電話ください",
            Self::OnCallConditional => "開局時間外の対応には条件があります。まずお電話でご相談ください",
            Self::OnCallUnstated => "この日の時間外対応が一覧に記載されていないため、電話でご確認ください",
            Self::LastReceptionOver => "最終受付の時刻を過ぎているため、電話でご確認ください",
            Self::NoHours => "確かな開局時間が一覧から分からないため、電話でご確認ください",
            Self::BeyondHorizon => "祝日が分からない日付（公表の前、または1955年より前）のため、開局時間は分かりません",
        }
    }

    /// It in English, likewise.
    pub fn en(self) -> &'static str {
        match self {
            Self::CrisisCheckIn => "As reported by the pharmacy itself during the emergency",
            Self::ExceptionHours => "Hours announced for this date only",
            Self::ExceptionClosed => "Closed on this date by announcement",
            Self::ExceptionUnstated => "The usual hours do not apply on this date; please call first",
            Self::OnDuty => "Open as the pharmacy on duty",
            Self::SeasonStated => "The list states the hours for this time of year",
            Self::SeasonClosed => "The list states that it is closed at this time of year",
            Self::YearEndUnstated => "The list does not state the hours around New Year; please call first",
            Self::HolidayStated => "The list states the hours on national holidays",
            Self::HolidayClosed => "The list states that it is closed on national holidays",
            Self::HolidayUnstated => "The list does not state the hours on national holidays; please call first",
            Self::NthWeekday => "The list states the hours for this week of the month",
            Self::Weekly => "The list states the hours for this day of the week",
            Self::DayUnstated => "The list does not state the hours for this day; please call first",
            Self::OnCall => "Answers by telephone outside opening hours; please call first",
            Self::OnCallConditional => "Helps outside opening hours under conditions; please call and ask",
            Self::OnCallUnstated => "The list does not state after-hours response on this day; please call first",
            Self::LastReceptionOver => "The time of last reception has passed; please call first",
            Self::NoHours => "The list does not give certain opening hours; please call first",
            Self::BeyondHorizon => {
                "The national holidays of that date are not known: not yet published, or before 1955"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// name, Japanese, English; to change a sentence, change it here too.
    const SENTENCES: &str = include_str!("../../tests/golden/reasons.tsv");

    #[test]
    fn every_reason_is_told_as_agreed() {
        let told =
            Reason::ALL.map(|reason| format!("{}\t{}\t{}\n", reason.as_str(), reason.ja(), reason.en())).concat();
        let told = format!("name\tja\ten\n{told}caution\t{}\t{}\n", Reason::CAUTION_JA, Reason::CAUTION_EN);
        assert_eq!(told, SENTENCES);
    }

    #[test]
    fn reasons_are_distinct_short_and_send_one_to_the_telephone_when_nothing_is_known() {
        let names: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        assert_eq!(names.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            assert!(reason.ja().chars().count() <= 45 && reason.en().len() <= 90, "{reason:?}");
            assert!(
                !reason.as_str().ends_with("unstated") || reason.ja().ends_with("電話でご確認ください"),
                "{reason:?}"
            );
        }
    }
}
