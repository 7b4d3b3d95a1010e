//! 訂正の申出: what a reader says is wrong with a pharmacy. It changes nothing by itself: the association looks at it.

use chrono::NaiveDateTime;

use super::{AssociationId, PharmacyId};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// 開いている時間.
    Hours,
    /// 電話番号.
    Phone,
    /// 住所・場所.
    Place,
    /// 対応していること.
    Services,
    /// 閉店・移転.
    Gone,
    /// そのほか.
    Other,
}

impl Topic {
    /// All, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Hours, Self::Phone, Self::Place, Self::Services, Self::Gone, Self::Other];

    /// Its name in every interface: `hours`, `phone`, `place`, `services`, `gone`, `other`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Phone => "phone",
            Self::Place => "place",
            Self::Services => "services",
            Self::Gone => "gone",
            Self::Other => "other",
        }
    }

    /// The topic of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == name)
    }
}

/// What a reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its id, time-ordered.
    pub id: String,
    /// The association that answers for the pharmacy.
    pub association: AssociationId,
    /// The pharmacy.
    pub pharmacy: PharmacyId,
    /// What it is about.
    pub topic: Topic,
    /// What is wrong, in the reader's words; to [`Correction::MESSAGE_CHARS`] characters.
    pub message: String,
    /// How to reach the reader, if they wish; to [`Correction::CONTACT_CHARS`] characters.
    pub contact: Option<String>,
    /// The language of the page it was written on, `ja`, `easy`, `en` …
    pub lang: String,
    /// When it came, UTC.
    pub received_at: NaiveDateTime,
    /// When it was settled, UTC, and by whom.
    pub settled: Option<(NaiveDateTime, String)>,
}

impl Correction {
    /// The longest message, characters.
    pub const MESSAGE_CHARS: usize = 1_000;
    /// The longest contact, characters.
    pub const CONTACT_CHARS: usize = 200;
}
