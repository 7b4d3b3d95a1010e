//! Names that the contract lists one by one. They are written and read by the domain's own `as_str` and `from_name`; a
//! test holds both together.

use utoipa::openapi::{RefOr, Schema, Type, schema::ObjectBuilder};

/// Declares schemas that are lists of names.
macro_rules! names {
    ($($(#[doc = $doc:literal])* $view:ident as $name:literal = $($variant:literal)|+;)+) => {$(
        $(#[doc = $doc])*
        pub struct $view;

        impl utoipa::PartialSchema for $view {
            fn schema() -> RefOr<Schema> {
                let docs = concat!($($doc, "\n"),*).trim();
                ObjectBuilder::new().schema_type(Type::String).description(Some(docs)).enum_values(Some([$($variant),+])).into()
            }
        }

        impl utoipa::ToSchema for $view {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )+};
}

names! {
    /// `open`: the counter is open and dispenses. `on_call`: outside opening hours, answers by telephone and can
    /// dispense. `closed`. `unknown`: the lists don't say.
    StateName as "State" = "open" | "on_call" | "unknown" | "closed";
    /// What an answer rests on, strongest first.
    BasisName as "Basis" = "crisis" | "exception" | "duty" | "year_end" | "holiday" | "nth_weekday" | "weekly" | "none";
    /// How far a reading of hours can be trusted.
    ReadingClassName as "ReadingClass" = "exact" | "caveat" | "unreadable";
    /// 会員/非会員.
    MembershipName as "Membership" = "member" | "non_member";
    /// How exact a position is.
    PositionLevelName as "PositionLevel" = "building" | "town" | "municipality";
    /// When a pharmacy answers outside its opening hours.
    OnCallName as "OnCallWhen" = "no" | "always" | "conditional" | "during";
    /// The answer to a service question.
    AnswerName as "Answer" = "yes" | "no" | "conditional" | "phone_only";
    /// A service the lists may state, by its name.
    ServiceName as "Service" = "after_hours" | "duty" | "home_visit" | "home_visit_after_hours" | "narcotics"
        | "narcotics_injection" | "narcotics_infusion" | "materials" | "controlled_devices" | "aseptic" | "tpn"
        | "pediatric_home" | "class2_designated" | "covid_drugs" | "test_kits" | "online_guidance" | "e_prescription"
        | "otc" | "emergency_contraception" | "emergency_contraception_online" | "emergency_contraception_otc"
        | "coordination_addon" | "disaster" | "supply";
    /// The order of an answer.
    SortName as "Sort" = "distance" | "closing" | "name";
    /// How sure an answer must be.
    CertaintyName as "Certainty" = "stated" | "any";
    /// What a place is.
    PlaceKindName as "PlaceKind" = "town" | "station" | "facility" | "postcode" | "municipality" | "address" | "pharmacy";
    /// A format by the end of an address.
    FormatName as "Format" = "json" | "geojson" | "csv" | "ndjson" | "jsonld";
    /// A format of one pharmacy by the end of an address.
    PharmacyFormatName as "PharmacyFormat" = "json" | "geojson" | "csv" | "jsonld" | "ics";
    /// Columns of a CSV. `flat`: with the state asked for. `form`: the associations' form; sent in again it changes
    /// nothing. `municipal`: 自治体標準オープンデータセット 医療機関一覧.
    LayoutName as "Layout" = "flat" | "form" | "municipal";
    /// A format of the log of changes by the end of an address.
    ChangesFormatName as "ChangesFormat" = "json" | "ndjson" | "atom" | "jsonfeed";
    /// `revision`: one begins. `added`, `removed`: a pharmacy, whole. `changed`: one field of one.
    ChangeKindName as "ChangeKind" = "revision" | "added" | "changed" | "removed";
    /// What must be confirmed when a list is published: that many pharmacies go (`shrink`), that there are `warnings`,
    /// that rows which can't be used are left out (`rejected`).
    ConfirmationName as "Confirmation" = "shrink" | "warnings" | "rejected";
    /// `active`: messages are sent. `disabled`: it failed for days, or said it is gone.
    WebhookStateName as "WebhookState" = "active" | "disabled";
    /// A bulk file: one JSON pharmacy a line, points for maps, the associations' form, the municipal layout, linked data.
    BulkFileName as "BulkFile" = "pharmacies.ndjson" | "pharmacies.geojson" | "pharmacies.csv"
        | "pharmacies-municipal.csv" | "pharmacies.jsonld";
    /// A language.
    LangName as "Lang" = "ja" | "en";
}
