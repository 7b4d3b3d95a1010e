//! One version of an association's list.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    JapanTime,
    report::{CountsView, ReportView},
};
use crate::{
    directory::ListingState,
    publish::{Confirmation, Version},
    web::contract::ConfirmationName,
};

/// 一覧: one uploaded version of an association's list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListingSummary)]
pub struct ListingSummaryView<'a> {
    /// Its id.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    id: &'a str,
    /// Whose list it is.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: &'a str,
    /// `draft`: read, and not publishable. `checked`: may be published. `published`: what readers see. `superseded`:
    /// replaced by a later one. `withdrawn`: taken back.
    #[schema(example = "checked", pattern = "^(draft|checked|published|superseded|withdrawn)$", max_length = 10)]
    state: &'static str,
    /// `whole`: pharmacies the file leaves out are removed. `changes`: they stay.
    #[schema(example = "whole", pattern = "^(whole|changes)$", max_length = 7)]
    scope: &'a str,
    /// The name of its file.
    #[schema(example = "一覧.xlsx", max_length = 400)]
    file_name: &'a str,
    /// SHA-256 of its file, hexadecimal.
    #[schema(
        example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        pattern = "^[0-9a-f]{64}$",
        max_length = 64
    )]
    file_digest: &'a str,
    /// The date the list says it is of (令和6年6月1日現在).
    valid_on: Option<NaiveDate>,
    /// When it was received.
    received_at: JapanTime,
    /// When it was last published.
    published_at: Option<JapanTime>,
    /// When its keeper last said that it still holds.
    confirmed_at: Option<JapanTime>,
    /// When it is to be published.
    publish_at: Option<JapanTime>,
    /// Why it was not published at that time.
    #[schema(max_length = 400)]
    not_published_because: Option<&'a str>,
    /// Whether another list was published since it was checked: check it again before publishing it.
    #[schema(example = false)]
    stale: bool,
    /// Who sent its file, or corrected it last: `user:<name>`, `token:<id>`, `cli`.
    #[schema(example = "user:sato", max_length = 200)]
    author: Option<&'a str>,
    /// Who published it last.
    #[schema(example = "user:kato", max_length = 200)]
    published_by: Option<&'a str>,
    /// The version whose file it is read from again.
    #[schema(example = json!(null), pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    made_from: Option<&'a str>,
    /// Whether the association wants it published by someone else than its author.
    #[schema(example = false)]
    second_person: bool,
    /// What must be confirmed when it is published.
    #[schema(value_type = Vec<ConfirmationName>, max_items = 3, example = json!(["warnings"]))]
    confirm: Vec<&'static str>,
    /// How many of its rows became what.
    counts: CountsView,
}

/// One version with its report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Listing)]
pub struct ListingView<'a> {
    /// The version.
    listing: ListingSummaryView<'a>,
    /// How its file was read and what it changes.
    report: ReportView<'a>,
}

impl<'a> From<&'a Version> for ListingSummaryView<'a> {
    fn from(version: &'a Version) -> Self {
        let listing = &version.listing;
        let planned = version.schedule.as_ref();
        let outcome = planned.and_then(|plan| plan.outcome.as_deref());
        let confirm = match listing.state {
            ListingState::Checked => version.report.confirmations().into_iter().map(Confirmation::as_str).collect(),
            _ => Vec::new(),
        };
        Self {
            id: listing.id.as_str(),
            association: listing.association.as_str(),
            state: listing.state.as_str(),
            scope: &version.report.scope,
            file_name: &listing.file_name,
            file_digest: &version.file_digest,
            valid_on: listing.valid_on,
            received_at: JapanTime::of_utc(listing.received_at),
            published_at: listing.published_at.map(JapanTime::of_utc),
            confirmed_at: version.confirmed_at.map(JapanTime::of_utc),
            publish_at: planned.filter(|_| outcome.is_none()).map(|plan| JapanTime::of_utc(plan.due_at)),
            not_published_because: outcome.filter(|outcome| *outcome != "published"),
            stale: version.is_stale,
            author: version.author.as_deref(),
            published_by: version.published_by.as_deref(),
            made_from: version.made_from.as_ref().map(crate::directory::ListingId::as_str),
            second_person: version.second_person,
            confirm,
            counts: CountsView::from(&version.report),
        }
    }
}

impl<'a> From<&'a Version> for ListingView<'a> {
    fn from(version: &'a Version) -> Self {
        Self { listing: ListingSummaryView::from(version), report: ReportView::from(&version.report) }
    }
}
