//! A pharmacy, as written.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    HoursView, StatusView,
    dated::{DutyShiftView, ExceptionView},
    place::{PhoneView, PositionView},
    service::{OnCallView, ServiceView},
    source::{ExtraView, SourceView},
};
use crate::directory::{Membership, Pharmacy, PharmacyCode};

/// A pharmacy in an answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Pharmacy)]
pub struct PharmacyView<'a> {
    /// Who it is.
    #[serde(flatten)]
    pub identity: IdentityView<'a>,
    /// Metres from `near`, rounded; null when no point was asked.
    #[schema(example = 412, minimum = 0, maximum = 20_100_000)]
    pub distance_m: Option<u32>,
    /// Whether it serves at the asked instant.
    pub status: StatusView,
    /// What its sources say.
    #[serde(flatten)]
    pub details: DetailsView<'a>,
}

/// A pharmacy as its sources have it, in bulk files: without distance and state.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PharmacyRecord)]
pub struct PharmacyRecordView<'a> {
    /// Who it is.
    #[serde(flatten)]
    pub identity: IdentityView<'a>,
    /// What its sources say.
    #[serde(flatten)]
    pub details: DetailsView<'a>,
}

/// Who a pharmacy is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PharmacyIdentity)]
pub struct IdentityView<'a> {
    /// Its own id, the same whatever happens to its name, owner or address.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pub id: &'a str,
    /// 薬局名, as listed.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 400)]
    pub name: &'a str,
    /// フリガナ.
    #[schema(example = "タイシドウヨルヤッキョク", max_length = 400)]
    pub name_kana: Option<&'a str>,
}

impl<'a> From<&'a Pharmacy> for IdentityView<'a> {
    fn from(pharmacy: &'a Pharmacy) -> Self {
        let facts = &pharmacy.facts;
        Self { id: pharmacy.id.as_str(), name: &facts.name, name_kana: facts.name_kana.as_deref() }
    }
}

/// What the sources say of a pharmacy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PharmacyDetails)]
pub struct DetailsView<'a> {
    /// 保険薬局コード, seven or ten digits.
    #[schema(example = "1312345", pattern = "^([0-9]{7}|[0-9]{10})$", max_length = 10)]
    pub pharmacy_code: Option<&'a str>,
    /// 郵便番号.
    #[schema(example = "154-0004", max_length = 20)]
    pub postal_code: Option<&'a str>,
    /// 所在地, as listed.
    #[schema(example = "東京都世田谷区太子堂4-1-1", max_length = 400)]
    pub address: Option<&'a str>,
    /// Where that is.
    pub position: Option<PositionView>,
    /// The telephone during opening hours.
    pub phone: Option<PhoneView>,
    /// The telephone outside opening hours.
    pub after_hours_phone: Option<PhoneView>,
    /// FAX番号.
    pub fax: Option<PhoneView>,
    /// メールアドレス.
    #[schema(max_length = 254)]
    pub email: Option<&'a str>,
    /// ホームページ, as listed.
    #[schema(max_length = 2000)]
    pub url: Option<&'a str>,
    /// 会員区分 of the association whose list it is.
    #[schema(value_type = Option<super::super::contract::MembershipName>)]
    pub membership: Option<&'static str>,
    /// 開局時間.
    pub hours: Option<HoursView<'a>>,
    /// 時間外対応: when it answers outside opening hours and can dispense.
    pub on_call: OnCallView,
    /// 在宅患者に対応可能な時間帯.
    pub home_visit_hours: Option<HoursView<'a>>,
    /// The answers to the service questions, by the service's name; a service nobody answered for is absent, which is
    /// never a "no".
    pub services: BTreeMap<&'static str, ServiceView<'a>>,
    /// 臨時休業・臨時開局: dates on which it differs.
    #[schema(max_items = 1000)]
    pub exceptions: Vec<ExceptionView<'a>>,
    /// 輪番・当番: its duty shifts.
    #[schema(max_items = 1000)]
    pub duties: Vec<DutyShiftView>,
    /// 備考.
    #[schema(max_length = 4000)]
    pub remarks: Option<&'a str>,
    /// Columns of the list that are not ours.
    #[schema(max_items = 300)]
    pub extra: Vec<ExtraView<'a>>,
    /// Who says so, strongest first.
    #[schema(max_items = 20)]
    pub sources: Vec<SourceView<'a>>,
    /// Fields that are not from the first source: field or service name → index in `sources`.
    pub field_sources: BTreeMap<&'static str, usize>,
}

impl<'a> From<&'a Pharmacy> for DetailsView<'a> {
    fn from(pharmacy: &'a Pharmacy) -> Self {
        let facts = &pharmacy.facts;
        Self {
            pharmacy_code: facts.pharmacy_code.as_ref().map(PharmacyCode::as_str),
            postal_code: facts.postal_code.as_deref(),
            address: facts.address.as_deref(),
            position: facts.place.map(PositionView::from),
            phone: facts.phone.as_ref().map(PhoneView::from),
            after_hours_phone: facts.after_hours_phone.as_ref().map(PhoneView::from),
            fax: facts.fax.as_ref().map(PhoneView::from),
            email: facts.email.as_deref(),
            url: facts.url.as_deref(),
            membership: facts.membership.map(Membership::as_str),
            hours: facts.hours.as_deref().map(HoursView::from),
            on_call: OnCallView::from(&pharmacy.schedule().on_call),
            home_visit_hours: facts.home_visit_hours.as_deref().map(HoursView::from),
            services: facts
                .services
                .iter()
                .map(|(service, answer)| (service.as_str(), ServiceView::of(*service, answer)))
                .collect(),
            exceptions: pharmacy.exceptions.iter().map(ExceptionView::from).collect(),
            duties: pharmacy.duties.iter().map(DutyShiftView::from).collect(),
            remarks: facts.remarks.as_deref(),
            extra: facts.extra.iter().map(|(heading, text)| ExtraView { heading, text }).collect(),
            sources: pharmacy.sources.iter().map(SourceView::from).collect(),
            field_sources: pharmacy.field_sources.iter().map(|(field, index)| (field.as_str(), *index)).collect(),
        }
    }
}
