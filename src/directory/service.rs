//! The service questions of the 日薬 model form and the answers to them.

use std::fmt;

/// A service a list may state, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// 開局時間外の外来対応.
    AfterHours,
    /// 休日開局当番（輪番）への参加.
    DutyParticipation,
    /// 在宅訪問.
    HomeVisit,
    /// 開局時間外の在宅業務.
    HomeVisitAfterHours,
    /// 医療用麻薬.
    Narcotics,
    /// 医療用麻薬の注射剤.
    NarcoticsInjection,
    /// 医療用麻薬の持続注射療法.
    NarcoticsInfusion,
    /// 医療材料・衛生材料.
    Materials,
    /// 高度管理医療機器.
    ControlledDevices,
    /// 無菌製剤処理.
    Aseptic,
    /// 中心静脈栄養.
    Tpn,
    /// 小児在宅（医療的ケア児等）.
    PediatricHome,
    /// 第二種協定指定医療機関 (感染症法).
    Class2Designated,
    /// 新型コロナ治療薬.
    CovidDrugs,
    /// 検査キット（体外診断用医薬品）.
    TestKits,
    /// オンライン服薬指導.
    OnlineGuidance,
    /// 電子処方箋.
    EPrescription,
    /// 要指導医薬品・一般用医薬品.
    Otc,
    /// 緊急避妊薬.
    EmergencyContraception,
    /// オンライン診療に伴う緊急避妊薬の調剤.
    EmergencyContraceptionOnline,
    /// 要指導医薬品としての緊急避妊薬の販売.
    EmergencyContraceptionOtc,
    /// 連携強化加算.
    CoordinationAddon,
    /// 災害対応.
    Disaster,
    /// 医薬品供給.
    Supply,
}

/// Each service with its name in every interface, its Japanese and its English label.
const NAMES: [(Service, &str, &str, &str); 24] = [
    (Service::AfterHours, "after_hours", "時間外対応", "After-hours response"),
    (Service::DutyParticipation, "duty", "休日当番（輪番）への参加", "Takes part in the duty rota"),
    (Service::HomeVisit, "home_visit", "在宅訪問", "Home visits"),
    (Service::HomeVisitAfterHours, "home_visit_after_hours", "時間外の在宅対応", "Home care after hours"),
    (Service::Narcotics, "narcotics", "医療用麻薬", "Medical narcotics"),
    (Service::NarcoticsInjection, "narcotics_injection", "医療用麻薬（注射剤）", "Injectable narcotics"),
    (Service::NarcoticsInfusion, "narcotics_infusion", "医療用麻薬の持続注射", "Continuous narcotic infusion"),
    (Service::Materials, "materials", "医療材料・衛生材料", "Medical and sanitary materials"),
    (Service::ControlledDevices, "controlled_devices", "高度管理医療機器", "Specially controlled devices"),
    (Service::Aseptic, "aseptic", "無菌製剤処理", "Aseptic compounding"),
    (Service::Tpn, "tpn", "中心静脈栄養", "Parenteral nutrition"),
    (Service::PediatricHome, "pediatric_home", "小児在宅", "Paediatric home care"),
    (
        Service::Class2Designated,
        "class2_designated",
        "第二種協定指定医療機関（感染症）",
        "Infection-agreement pharmacy (class 2)",
    ),
    (Service::CovidDrugs, "covid_drugs", "新型コロナ治療薬", "COVID-19 medicines"),
    (Service::TestKits, "test_kits", "検査キット", "Test kits"),
    (Service::OnlineGuidance, "online_guidance", "オンライン服薬指導", "Online medication guidance"),
    (Service::EPrescription, "e_prescription", "電子処方箋", "E-prescriptions"),
    (Service::Otc, "otc", "市販薬（要指導・一般用）", "Over-the-counter medicines"),
    (Service::EmergencyContraception, "emergency_contraception", "緊急避妊薬", "Emergency contraception"),
    (
        Service::EmergencyContraceptionOnline,
        "emergency_contraception_online",
        "緊急避妊薬（オンライン診療の調剤）",
        "Emergency contraception on an online prescription",
    ),
    (
        Service::EmergencyContraceptionOtc,
        "emergency_contraception_otc",
        "緊急避妊薬（処方箋なしの販売）",
        "Emergency contraception without prescription",
    ),
    (Service::CoordinationAddon, "coordination_addon", "連携強化加算", "Coordination-reinforcement add-on"),
    (Service::Disaster, "disaster", "災害対応", "Disaster response"),
    (Service::Supply, "supply", "医薬品供給", "Medicine supply"),
];

impl Service {
    /// Every service, in the order of the form.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        NAMES.iter().find(|row| row.0 == self).expect("every service has a row in NAMES")
    }

    /// Its name in every interface, such as `class2_designated`.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// Its label in Japanese.
    pub fn ja(self) -> &'static str {
        self.row().2
    }

    /// Its label in English.
    pub fn en(self) -> &'static str {
        self.row().3
    }

    /// The service of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|row| row.1 == name).map(|row| row.0)
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The answer to a service question. A question no source answers has no entry (`unanswered`), which is never a "no".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// ○ 有 可.
    Yes,
    /// × 無 不可.
    No,
    /// 要相談 and the like, with the condition in the source's words.
    Conditional(String),
    /// 電話対応のみ: advice by telephone, no dispensing.
    PhoneOnly,
}

impl Answer {
    /// `yes`, `no`, `conditional`, `phone_only`: its name in every interface.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Conditional(_) => "conditional",
            Self::PhoneOnly => "phone_only",
        }
    }

    /// The condition in the source's words, when there is one.
    pub fn condition(&self) -> Option<&str> {
        match self {
            Self::Conditional(text) => Some(text),
            Self::Yes | Self::No | Self::PhoneOnly => None,
        }
    }

    /// Whether a person who needs the service may be sent here: yes, or yes on a condition.
    pub fn is_offered(&self) -> bool {
        matches!(self, Self::Yes | Self::Conditional(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_found_by_its_name() {
        for service in Service::all() {
            assert_eq!(Service::from_name(service.as_str()), Some(service));
        }
        assert_eq!(Service::all().count(), 24);
    }
}
