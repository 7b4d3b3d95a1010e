//! What one source says of one pharmacy.

use std::{fmt, sync::Arc};

use super::{
    phone::Phone,
    place::Place,
    service::{Answer, Service},
};
use crate::hours::{OnCall, Reading};

/// 会員/非会員 of the association whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// 会員.
    Member,
    /// 非会員.
    NonMember,
}

impl Membership {
    /// `member`, `non_member`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::NonMember => "non_member",
        }
    }

    /// The membership of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Member, Self::NonMember].into_iter().find(|membership| membership.as_str() == name)
    }
}

/// 保険薬局コード: seven digits (two for the district, four for the institution, a check digit), or ten with the
/// prefecture and the table number `4` before them. It changes when the owner changes: an alternate key, not an identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PharmacyCode(String);

impl PharmacyCode {
    /// `None` unless `digits` is seven or ten ASCII digits.
    pub fn new(digits: &str) -> Option<Self> {
        (digits.bytes().all(|b| b.is_ascii_digit()) && matches!(digits.len(), 7 | 10)).then(|| Self(digits.to_owned()))
    }

    /// Whether the check digit holds by either rule in use: Luhn over the ten digits, or (Saitama, Chiba, Tokyo,
    /// Kanagawa) over the last seven alone. A wrong one is worth a warning, never a rejection.
    pub fn has_valid_check_digit(&self) -> bool {
        let luhn = |digits: &str| {
            let sum: u32 = digits
                .bytes()
                .rev()
                .zip([1, 2].into_iter().cycle())
                .map(|(b, factor)| u32::from(b - b'0') * factor)
                .map(|product| product / 10 + product % 10)
                .sum();
            sum.is_multiple_of(10)
        };
        luhn(&self.0) || self.0.get(self.0.len() - 7..).is_some_and(luhn)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PharmacyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hours as listed: the text, kept and shown always, and what was read from it.
///
/// Held by `Arc`: of 60,000 pharmacies most share their text with others, and a reading is the largest part of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StatedHours {
    /// The cell as written; of one cell a day, `月 9:00-18:00` and so on, joined by line breaks.
    pub text: String,
    /// What was understood.
    pub reading: Reading,
}

/// What one source says of one pharmacy. `None` and an absent service mean: it does not say.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Facts {
    /// 薬局名, as written.
    pub name: String,
    /// フリガナ.
    pub name_kana: Option<String>,
    /// 保険薬局コード.
    pub pharmacy_code: Option<PharmacyCode>,
    /// 会員区分.
    pub membership: Option<Membership>,
    /// 郵便番号, `154-0004`.
    pub postal_code: Option<String>,
    /// 所在地, as written.
    pub address: Option<String>,
    /// Where that is.
    pub place: Option<Place>,
    /// 連絡先電話番号（開局時間中）.
    pub phone: Option<Phone>,
    /// 時間外連絡先.
    pub after_hours_phone: Option<Phone>,
    /// FAX番号.
    pub fax: Option<Phone>,
    /// メールアドレス.
    pub email: Option<String>,
    /// ホームページ.
    pub url: Option<String>,
    /// 開局時間.
    pub hours: Option<Arc<StatedHours>>,
    /// 時間外対応: when, as far as the list says (the answer itself is the service `after_hours`).
    pub on_call: Option<OnCall>,
    /// 在宅患者に対応可能な時間帯.
    pub home_visit_hours: Option<Arc<StatedHours>>,
    /// Answers to service questions, in the order of the form, each service at most once.
    pub services: Vec<(Service, Answer)>,
    /// 備考.
    pub remarks: Option<String>,
    /// Columns that are not ours, heading and text, in the order of the sheet.
    pub extra: Vec<(String, String)>,
    /// 更新日: the date as of which its row says so, where that is told row by row. A stamp: a later one is no change.
    pub valid_on: Option<chrono::NaiveDate>,
}

impl Facts {
    /// The answer to a service question; `None` when unanswered.
    pub fn answer(&self, service: Service) -> Option<&Answer> {
        self.services.iter().find(|(asked, _)| *asked == service).map(|(_, answer)| answer)
    }
}

/// A field of [`Facts`], to name its source or what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `name`
    Name,
    /// `name_kana`
    NameKana,
    /// `pharmacy_code`
    PharmacyCode,
    /// `membership`
    Membership,
    /// `postal_code`
    PostalCode,
    /// `address`
    Address,
    /// `position`
    Place,
    /// `phone`
    Phone,
    /// `after_hours_phone`
    AfterHoursPhone,
    /// `fax`
    Fax,
    /// `email`
    Email,
    /// `url`
    Url,
    /// `hours`
    Hours,
    /// `on_call`
    OnCall,
    /// `home_visit_hours`
    HomeVisitHours,
    /// `services`, one of them
    Service(Service),
    /// `remarks`
    Remarks,
    /// `extra`
    Extra,
}

impl Field {
    /// The fields that are no service.
    const PLAIN: [Self; 17] = [
        Self::Name,
        Self::NameKana,
        Self::PharmacyCode,
        Self::Membership,
        Self::PostalCode,
        Self::Address,
        Self::Place,
        Self::Phone,
        Self::AfterHoursPhone,
        Self::Fax,
        Self::Email,
        Self::Url,
        Self::Hours,
        Self::OnCall,
        Self::HomeVisitHours,
        Self::Remarks,
        Self::Extra,
    ];

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = Self::PLAIN.into_iter().find(|field| field.as_str() == name);
        plain.or_else(|| Service::from_name(name).map(Self::Service))
    }

    /// Its name in every interface; a service by its own name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NameKana => "name_kana",
            Self::PharmacyCode => "pharmacy_code",
            Self::Membership => "membership",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Place => "position",
            Self::Phone => "phone",
            Self::AfterHoursPhone => "after_hours_phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Url => "url",
            Self::Hours => "hours",
            Self::OnCall => "on_call",
            Self::HomeVisitHours => "home_visit_hours",
            Self::Service(service) => service.as_str(),
            Self::Remarks => "remarks",
            Self::Extra => "extra",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_hold_by_either_rule() {
        // 01 + 4 + 0142076: ten digits, as in Hokkaido.
        assert!(PharmacyCode::new("0140142076").unwrap().has_valid_check_digit());
        assert!(!PharmacyCode::new("0140142077").unwrap().has_valid_check_digit());
        assert_eq!(PharmacyCode::new("12345678"), None);
    }
}
