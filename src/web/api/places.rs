//! `GET /v1/places`

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    search::PlaceHit,
    web::{
        App,
        contract::{PlaceKindName, PositionLevelName},
        geocoding, params,
        problem::{Code, ParameterError, Problem, Text},
        query::Query,
        reply::{self, Keep, Minute},
        snapshot::Current,
        views::JapanTime,
    },
};

/// The places a text may mean.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Places)]
struct PlacesView<'a> {
    /// The places, likeliest first; several when the text names several.
    #[schema(max_items = 10)]
    items: Vec<PlaceView<'a>>,
    /// Who knew them: `directory`, this server's own tables; `geocoder`, the service that the operator has switched on for
    /// what these don't know (国土地理院's address search, or another).
    #[schema(example = "directory", pattern = "^(directory|geocoder)$", max_length = 20)]
    source: &'static str,
    /// When there is none: names that begin alike.
    #[schema(value_type = Vec<PlaceName>, max_items = 10)]
    suggestions: Vec<&'a str>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// A place's name.
#[derive(ToSchema)]
#[schema(value_type = String, example = "太子堂四丁目", max_length = 400)]
#[expect(dead_code, reason = "describes the values in the contract")]
struct PlaceName(String);

/// A place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Place)]
struct PlaceView<'a> {
    /// Its name.
    #[schema(example = "東京都世田谷区太子堂四丁目", max_length = 400)]
    name: &'a str,
    /// What it is.
    #[schema(value_type = PlaceKindName)]
    kind: &'static str,
    /// Degrees north.
    #[schema(example = 35.6437, minimum = -90, maximum = 90)]
    lat: f64,
    /// Degrees east.
    #[schema(example = 139.671, minimum = -180, maximum = 180)]
    lon: f64,
    /// How exact that is.
    #[schema(value_type = PositionLevelName)]
    level: &'static str,
    /// Its municipality's code; null when not known.
    #[schema(example = "13112", pattern = "^[0-9]{5}$", max_length = 5)]
    area: Option<&'a str>,
    /// Prefecture and municipality, which tell places of one name apart; null when not known.
    #[schema(example = "東京都世田谷区", max_length = 60)]
    municipality: Option<&'a str>,
}

impl<'a> From<&'a PlaceHit> for PlaceView<'a> {
    fn from(hit: &'a PlaceHit) -> Self {
        Self {
            name: &hit.name,
            kind: hit.kind.as_str(),
            lat: hit.position.lat(),
            lon: hit.position.lon(),
            level: hit.level.as_str(),
            area: hit.municipality_code.as_deref(),
            municipality: Some(hit.municipality.as_str()).filter(|name| !name.is_empty()),
        }
    }
}

/// What is looked for.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameter in the contract")]
struct AskedPlace {
    /// What people type: a town, an address, a station, a facility, a postcode, a municipality, a pharmacy's name. Readings do as
    /// well as kanji, in kana and in Latin letters (`Sangen-jaya`, `4-1-1 Taishido, Setagaya-ku`).
    #[param(value_type = String, required = true, example = "太子堂4", min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    q: String,
}

/// Find places
///
/// 地名・駅・住所・郵便番号. Turns what people type into points for `near`, offline; only what is not known here is asked of another service, where
/// the operator has switched one on. Of an address not known in full the block or the town is
/// given, never another town.
#[utoipa::path(tag = "directory", params(AskedPlace), responses((status = 200, description = "The places", body = PlacesView<'static>)))]
#[get("/v1/places")]
pub async fn list_places(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    let mut query = Query::new(request.query_string(), &["q"]);
    let text = query.one("q", params::text);
    let text = query.finish(text)?.ok_or_else(|| {
        let missing = Text::new("調べる言葉を q に入れてください。", "`q` is missing: say what is looked for.");
        Problem::parameters(Code::InvalidParameter, vec![ParameterError::new("q", missing, "1 to 200 characters")])
    })?;
    let mut places = snapshot.places(&app.live.gazetteer(), &text);
    let is_known = !places.hits.is_empty();
    if !is_known {
        places.hits = geocoding::elsewhere(&app, &text).await;
    }
    if !places.hits.is_empty() {
        places.suggestions.clear();
    }
    let source = if is_known || places.hits.is_empty() { "directory" } else { "geocoder" };
    let minute = Minute::of(app.clock);
    let view = PlacesView {
        items: places.hits.iter().map(PlaceView::from).collect(),
        source,
        suggestions: places.suggestions.iter().map(String::as_str).collect(),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::json_by_content(&request, Keep::Minute(minute, view.ttl), &view)
}
