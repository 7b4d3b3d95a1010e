//! The question as asked in an address, and as `search` takes it.

use chrono::{NaiveDateTime, TimeDelta};
use utoipa::IntoParams;

use crate::{
    directory::{AssociationId, Membership, PharmacyId, Position, Service},
    hours::State,
    search::{BoundingBox, Cursor, MAX_THROUGH_H, Near, Question, Snapshot, Sort},
    web::{
        contract::{CertaintyName, LangName, LayoutName, MembershipName, ServiceName, SortName, StateName},
        formats::Layout,
        params,
        past::AsOf,
        problem::{Code, Problem},
        query::{Fault, Query},
        reply::Minute,
    },
};

/// Everything that can be asked about pharmacies; each part narrows the answer.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter of its own")]
pub struct Asked {
    /// Around this point: `lat,lon` in decimal degrees. Pharmacies known only by their municipality are near nothing.
    #[param(value_type = Option<String>, required = false, example = "35.6437,139.6710", max_length = 40,
        pattern = r"^-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?),-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?)$")]
    pub near: Option<Position>,
    /// Within so many metres of `near`. Without it: the nearest, wherever they are.
    #[param(value_type = Option<u32>, required = false, example = 3000, minimum = 1, maximum = 50_000)]
    pub radius_m: Option<u32>,
    /// Within a rectangle: `west,south,east,north` in decimal degrees; west greater than east runs over the 180th meridian; south and
    /// north in either order.
    #[param(value_type = Option<String>, required = false, example = "139.58,35.59,139.69,35.68", max_length = 83,
        pattern = r"^-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?),-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?),-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?),-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?)$")]
    pub bbox: Option<BoundingBox>,
    /// Within a municipality: its 全国地方公共団体コード without the check digit, five digits; or a prefecture, two.
    #[param(value_type = Option<String>, required = false, example = "13112", pattern = "^[0-9]{2}([0-9]{3})?$", max_length = 5)]
    pub area: Option<String>,
    /// Words of name, kana, address or association; all of them. Hiragana, katakana, width and old kanji are alike.
    #[param(value_type = Option<String>, required = false, example = "太子堂", min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    pub q: Option<String>,
    /// Among these pharmacies, repeated or between commas: for saved ones. An id that is not, or no longer, in the directory is no
    /// fault and not in the answer.
    #[param(value_type = Vec<String>, required = false, style = Form, explode = false, example = json!(["0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60"]), min_items = 1, max_items = 100, pattern = "^[a-z0-9-]{1,64}$")]
    pub id: Vec<PharmacyId>,
    /// The instant asked about, RFC 3339 with its offset. Unless `state` says otherwise, only those that serve then.
    #[param(value_type = Option<String>, required = false, format = "date-time", example = "2026-11-22T19:30:00+09:00", max_length = 40)]
    pub open_at: Option<NaiveDateTime>,
    /// Serving without a break from `open_at` (or now) until this instant, which is later, by seven days at most. Unless `state` says otherwise: open throughout.
    #[param(value_type = Option<String>, required = false, format = "date-time", example = "2026-11-22T21:00:00+09:00", max_length = 40)]
    pub open_until: Option<NaiveDateTime>,
    /// Only those that serve now; the same as `open_at` with the present.
    #[param(value_type = Option<bool>, required = false, example = false)]
    pub open_now: bool,
    /// The states wanted, between commas or repeated. Asked for a time: `open,on_call`; else every state.
    #[param(value_type = Vec<StateName>, required = false, style = Form, explode = false, example = json!(["open", "on_call"]), min_items = 1, max_items = 100)]
    pub state: Vec<State>,
    /// Services wanted, repeated or between commas; all of them, answered with yes or yes on a condition.
    #[param(value_type = Vec<ServiceName>, required = false, style = Form, explode = true, example = json!(["narcotics"]), min_items = 1, max_items = 100)]
    pub service: Vec<Service>,
    /// On this association's list.
    #[param(value_type = Option<String>, required = false, example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    pub association: Option<AssociationId>,
    /// Member of its association or not.
    #[param(value_type = Option<MembershipName>, required = false, example = "member")]
    pub membership: Option<Membership>,
    /// `stated`: only answers that rest on hours the list states, read without a caveat.
    #[param(value_type = Option<CertaintyName>, required = false, example = "stated")]
    pub certainty: bool,
    /// Only those open that close within the hour.
    #[param(value_type = Option<bool>, required = false, example = false)]
    pub closing_soon: bool,
    /// The order; ties by id. `distance` without `near`: the best match of `q` first, without both by name.
    #[param(value_type = Option<SortName>, required = false, example = "distance")]
    pub sort: Sort,
    /// Go on behind the last pharmacy of the page before: its `next`, unchanged.
    #[param(value_type = Option<String>, required = false, pattern = "^AQ[A-Za-z0-9_-]{44,158}$", max_length = 160,
        example = "AQAAAAAAAAAHAAAAAGkhmMhAW8AAAAAAAHAtMDAwNgAAAAAAAA")]
    pub cursor: Option<Cursor>,
    /// How many at most.
    #[param(value_type = Option<u32>, required = false, example = 20, default = 20, minimum = 1, maximum = 100)]
    pub limit: u32,
    /// The language of formats that carry one (CSV headings). JSON carries both.
    #[param(value_type = Option<LangName>, required = false, example = "ja")]
    pub lang: &'static str,
    /// CSV only: which columns.
    #[param(value_type = Option<LayoutName>, required = false, example = "flat")]
    pub layout: Layout,
    /// CSV only: whether the mark of UTF-8 goes first. Spreadsheets need it; other programs may stumble over it.
    #[param(value_type = Option<bool>, required = false, example = true, default = true)]
    pub bom: bool,
}

const NAMES: [&str; 22] = [
    "id",
    "near",
    "radius_m",
    "bbox",
    "area",
    "q",
    "open_at",
    "open_until",
    "open_now",
    "state",
    "service",
    "association",
    "membership",
    "certainty",
    "closing_soon",
    "sort",
    "cursor",
    "limit",
    "lang",
    "layout",
    "bom",
    "as_of",
];

impl Asked {
    /// Reads an address' query.
    ///
    /// # Errors
    /// A problem that names every parameter at fault; `cursor_gone` for a cursor that can't be read any more.
    pub fn read(query: &str, snapshot: &Snapshot, minute: Minute) -> Result<Self, Problem> {
        let mut query = Query::new(query, &NAMES);
        let cursor = query.one("cursor", params::cursor);
        let asked = Self {
            id: query.many("id", params::pharmacy),
            near: query.one("near", params::near),
            radius_m: query.one("radius_m", |value| params::whole(value, 1..=params::MAX_RADIUS_M)),
            bbox: query.one("bbox", params::bbox),
            area: query.one("area", |value| params::area(value, snapshot)),
            q: query.one("q", params::text),
            open_at: query.one("open_at", params::instant),
            open_until: query.one("open_until", params::instant),
            open_now: query.one("open_now", params::flag).unwrap_or_default(),
            state: query.many("state", params::state),
            service: query.many("service", params::service),
            association: query.one("association", |value| params::association(value, snapshot)),
            membership: query.one("membership", params::membership),
            certainty: query.one("certainty", params::certainty).unwrap_or_default(),
            closing_soon: query.one("closing_soon", params::flag).unwrap_or_default(),
            sort: query.one("sort", params::sort).unwrap_or_default(),
            cursor: cursor.as_deref().and_then(|cursor| cursor.parse().ok()),
            limit: query.one("limit", |value| params::whole(value, 1..=params::MAX_LIMIT)).unwrap_or(20),
            lang: query.one("lang", params::lang).unwrap_or("ja"),
            layout: query.one("layout", params::layout).unwrap_or_default(),
            bom: query.one("bom", params::flag).unwrap_or(true),
        };
        AsOf::check(&mut query);
        asked.contradictions(&mut query, minute);
        let asked = query.finish(asked)?;
        let lost = cursor.is_some() && asked.cursor.is_none();
        if lost { Err(Problem::new(Code::CursorGone)) } else { Ok(asked) }
    }

    fn contradictions(&self, query: &mut Query, minute: Minute) {
        if self.radius_m.is_some() && !query.has("near") {
            let fault =
                Fault::new("near と一緒に指定してください。", "It needs `near`.", "near=lat,lon&radius_m=metres");
            query.contradict("radius_m", fault);
        }
        if self.open_now && self.open_at.is_some() {
            let fault = Fault::new(
                "open_at と一緒には使えません。",
                "Not together with `open_at`.",
                "either open_now or open_at",
            );
            query.contradict("open_now", fault);
        }
        if let Some(until) = self.open_until
            && until <= self.at(minute)
        {
            let fault = Fault::new(
                "open_at（なければ現在）より後にしてください。",
                "It is not after `open_at`, or now where that is left out.",
                "an instant after open_at",
            );
            query.contradict("open_until", fault);
        }
        if let Some(until) = self.open_until
            && until - self.at(minute) > TimeDelta::hours(MAX_THROUGH_H)
        {
            let fault = Fault::new(
                "open_at から7日以内にしてください。",
                "It is more than seven days after `open_at`.",
                "an instant within seven days of open_at",
            );
            query.contradict("open_until", fault);
        }
    }

    /// The instant asked about: what is said, or that of the first page, or the present.
    fn at(&self, minute: Minute) -> NaiveDateTime {
        let first_page_at = self.cursor.as_ref().map(Cursor::at);
        self.open_at.or(first_page_at).unwrap_or_else(|| minute.japan())
    }

    /// Whether the answer depends on the present.
    pub fn is_of_now(&self) -> bool {
        self.open_at.is_none()
    }

    /// The question, asked in `minute`.
    pub fn question(&self, minute: Minute) -> Question {
        let at = self.at(minute);
        let timed = self.open_now || self.open_at.is_some();
        let states = match (self.state.is_empty(), timed, self.open_until) {
            (true, true, None) => vec![State::Open, State::OnCall],
            _ => self.state.clone(),
        };
        Question {
            ids: self.id.clone(),
            near: self.near.map(|position| Near { position, radius_m: self.radius_m.map(f64::from) }),
            bbox: self.bbox,
            area: self.area.clone(),
            text: self.q.clone(),
            until: self.open_until,
            states,
            services: self.service.clone(),
            association: self.association.clone(),
            membership: self.membership,
            stated_only: self.certainty,
            closing_soon: self.closing_soon,
            sort: self.sort,
            limit: self.limit as usize,
            after: self.cursor.clone(),
            ..Question::at(at)
        }
    }
}
