//! Whether a pharmacy serves, as written.

use std::sync::LazyLock;

use chrono::NaiveDateTime;
use serde::Serialize;
use utoipa::ToSchema;

use super::{BilingualView, JapanTime};
use crate::hours::{Reason, Status};

/// Each reason as JSON, in the order of [`Reason::ALL`].
static REASONS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| Reason::ALL.map(|reason| json(&ReasonView::from(reason))).into());
/// `caution` as JSON, when it does not hold and when it does.
static CAUTIONS: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| [false, true].map(|holds| json(&caution(holds))));

/// Whether it serves at the asked instant, and why we say so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Status)]
pub struct StatusView {
    /// `open`: the counter is open and dispenses. `on_call`: outside opening hours, answers by telephone and can dispense.
    /// `closed`. `unknown`: the lists don't say; telephone.
    #[schema(value_type = super::super::contract::StateName)]
    pub state: &'static str,
    /// Until when that holds; null when it does not end within the days looked at, or nothing is known.
    pub until: Option<JapanTime>,
    /// The next opening after the asked instant; null when none is known.
    pub next_open: Option<JapanTime>,
    /// What the answer rests on, strongest first.
    #[schema(value_type = super::super::contract::BasisName)]
    pub basis: &'static str,
    /// Telephone before going.
    pub call_first: bool,
    /// Why.
    pub reason: ReasonView,
    /// Said when regular hours fall into a time when many close though no holiday says so (お盆); else null.
    pub caution: Option<BilingualView<'static>>,
}

/// Why an answer is what it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reason)]
pub struct ReasonView {
    /// As a name: `holiday_unstated`, `weekly`, `on_duty` and so on; more may come.
    #[schema(example = "weekly", pattern = "^[a-z_]+$", max_length = 60)]
    pub code: &'static str,
    /// In a sentence, Japanese.
    #[schema(example = "この曜日の開局時間が一覧に記載されています", max_length = 400)]
    pub ja: &'static str,
    /// In a sentence, English.
    #[schema(example = "The list states hours for this weekday", max_length = 400)]
    pub en: &'static str,
}

impl From<Reason> for ReasonView {
    fn from(reason: Reason) -> Self {
        Self { code: reason.as_str(), ja: reason.ja(), en: reason.en() }
    }
}

/// What is said beside the reason when `caution` holds.
pub fn caution(caution: bool) -> Option<BilingualView<'static>> {
    caution.then_some(BilingualView { ja: Reason::CAUTION_JA, en: Reason::CAUTION_EN })
}

impl From<&Status> for StatusView {
    fn from(status: &Status) -> Self {
        Self {
            state: status.state.as_str(),
            until: status.until.map(JapanTime),
            next_open: status.next_open.map(JapanTime),
            basis: status.basis.as_str(),
            call_first: status.call_first,
            reason: ReasonView::from(status.reason),
            caution: caution(status.caution),
        }
    }
}

/// Writes a [`StatusView`] as JSON: the sentences are the same in every answer, and escaping them anew for each of a page's
/// twenty pharmacies took longer than finding these.
pub fn write_status(status: &Status, out: &mut Vec<u8>) {
    let instant = |at: Option<NaiveDateTime>, out: &mut Vec<u8>| match at {
        Some(at) => {
            out.push(b'"');
            out.extend_from_slice(&JapanTime(at).text());
            out.push(b'"');
        }
        None => out.extend_from_slice(b"null"),
    };
    out.extend_from_slice(b"{\"state\":\"");
    out.extend_from_slice(status.state.as_str().as_bytes());
    out.extend_from_slice(b"\",\"until\":");
    instant(status.until, out);
    out.extend_from_slice(b",\"next_open\":");
    instant(status.next_open, out);
    out.extend_from_slice(b",\"basis\":\"");
    out.extend_from_slice(status.basis.as_str().as_bytes());
    out.extend_from_slice(if status.call_first { b"\",\"call_first\":true" } else { b"\",\"call_first\":false" });
    out.extend_from_slice(b",\"reason\":");
    out.extend_from_slice(REASONS.get(status.reason as usize).map_or(b"null", Vec::as_slice));
    out.extend_from_slice(b",\"caution\":");
    let [none, caution] = &*CAUTIONS;
    out.extend_from_slice(if status.caution { caution } else { none });
    out.push(b'}');
}

fn json(view: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are text and numbers")
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
