//! What a pharmacy does besides its counter, as written.

use serde::Serialize;
use utoipa::ToSchema;

use super::BilingualView;
use crate::{
    directory::{Answer, Service},
    hours::OnCall,
};

/// When a pharmacy answers outside its opening hours and can dispense.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OnCall)]
pub struct OnCallView {
    /// `no` (or not said), `always` when it is not open, `conditional` likewise on a condition, `during` certain hours.
    #[schema(value_type = super::super::contract::OnCallName)]
    pub when: &'static str,
    /// The hours of `during`, in OpenStreetMap's form.
    #[schema(example = "Mo-Fr 19:00-22:00", max_length = 4000)]
    pub week: Option<String>,
}

impl From<&OnCall> for OnCallView {
    fn from(on_call: &OnCall) -> Self {
        let (when, week) = match on_call {
            OnCall::No => ("no", None),
            OnCall::Always { conditional: false } => ("always", None),
            OnCall::Always { conditional: true } => ("conditional", None),
            OnCall::During(week) => ("during", Some(week.to_string())),
        };
        Self { when, week }
    }
}

/// The answer to a service question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ServiceAnswer)]
pub struct ServiceView<'a> {
    /// `yes`, `no`, `conditional` (see `condition`), or `phone_only`: advice by telephone, nothing dispensed.
    #[schema(value_type = super::super::contract::AnswerName)]
    pub answer: &'static str,
    /// The condition, in the list's words.
    #[schema(example = "要事前相談", max_length = 4000)]
    pub condition: Option<&'a str>,
    /// The service's name for people.
    pub label: BilingualView<'static>,
}

impl<'a> ServiceView<'a> {
    /// The answer to that question.
    pub fn of(service: Service, answer: &'a Answer) -> Self {
        let label = BilingualView { ja: service.ja(), en: service.en() };
        Self { answer: answer.as_str(), condition: answer.condition(), label }
    }
}
