//! What stands in many addresses and headers, described once. The handlers read it by `Path<String>` and the headers
//! themselves; these only document.
#![expect(dead_code, reason = "documents what the handlers read")]

use utoipa::IntoParams;

/// Which pharmacy.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct PharmacyNamed {
    /// The pharmacy's own id
    #[param(
        example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60",
        pattern = "^[a-z0-9-]{1,64}$",
        min_length = 1,
        max_length = 64
    )]
    id: String,
}

/// The directory as it was; [`AsOf`](crate::web::past::AsOf) answers from it, and checks the form.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AtRevision {
    /// As the directory was at this revision, as long as that is kept; the newest when left out.
    #[param(value_type = Option<i64>, required = false, example = 12, minimum = 0, maximum = 999_999_999_999_999_i64)]
    as_of: Option<i64>,
}

/// Which area.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AreaNamed {
    /// 全国地方公共団体コード without its check digit, or a prefecture's two digits
    #[param(example = "13112", pattern = "^[0-9]{2}([0-9]{3})?$", min_length = 2, max_length = 5)]
    code: String,
}

/// Which association.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AssociationNamed {
    /// The association's short name
    #[param(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", min_length = 1, max_length = 40)]
    id: String,
}

/// Which version of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ListingNamed {
    /// A listing's id
    #[param(
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        min_length = 1,
        max_length = 64
    )]
    id: String,
}

/// Which roster of the association.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RosterNamed {
    /// The roster's id
    #[param(
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        min_length = 1,
        max_length = 64
    )]
    roster: String,
}

/// Which webhook.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub struct WebhookNamed {
    /// The webhook's id
    #[param(
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        min_length = 1,
        max_length = 64
    )]
    id: String,
}

/// That the version is still as it was seen (RFC 9110 §13.1.1).
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct IfMatch {
    /// The listing's `ETag`
    #[param(rename = "If-Match", example = "\"5f3a2d8c4e115f3a2d8c4e11\"", min_length = 1, max_length = 200)]
    if_match: String,
}
