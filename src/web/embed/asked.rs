//! What an address asks a list for: which pharmacies, in what language, how it looks.

use form_urlencoded::Serializer;

use super::{
    colour::Colour,
    look::{Look, Theme},
};
use crate::{
    directory::{AssociationId, Position, Service},
    search::Snapshot,
    web::{
        params,
        problem::ParameterError,
        query::{Fault, Query},
        site::{asked::DEFAULT_RADIUS_M, lang::Lang},
    },
};

/// How many pharmacies a list names when it isn't said, and at most.
pub const LIMIT: u32 = 10;
pub const LIMIT_MAX: u32 = 50;

/// The widest radius of a list, metres.
pub const RADIUS_MAX_M: u32 = 20_000;

/// Everything an address may say.
const NAMES: [&str; 17] = [
    "area",
    "association",
    "service",
    "near",
    "radius_m",
    "when",
    "lang",
    "view",
    "limit",
    "theme",
    "text",
    "background",
    "accent",
    "font_size",
    "script",
    "heading",
    "refresh",
];

/// The moment a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum When {
    /// The present.
    #[default]
    Now,
    /// This evening, and from then on the present.
    Tonight,
}

/// How much a list says of each pharmacy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Everything a person needs before going.
    #[default]
    Full,
    /// The state, the name, the telephone.
    Compact,
}

/// What is listed and how it looks.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Asked {
    /// In this municipality.
    pub area: Option<String>,
    /// On this association's list.
    pub association: Option<AssociationId>,
    /// Offering all of these.
    pub services: Vec<Service>,
    /// Around this point.
    pub near: Option<Position>,
    /// Within so many metres of it.
    pub radius_m: u32,
    /// At that moment.
    pub when: When,
    /// In this language; `None` is Japanese, and leaves the choice to the reader on the pages it links to.
    pub lang: Option<Lang>,
    /// How much of each.
    pub view: View,
    /// How many at most; 0 in `default()` only.
    pub limit: u32,
    /// How it looks.
    pub look: Look,
    /// Without a script: then the frame asks anew by a header.
    pub plain: bool,
    /// Not anew by itself, where it has no script: the reader has stopped it.
    pub held: bool,
    /// The level of the first heading of a fragment, 2 to 5.
    pub heading: u8,
}

/// Why an address can't be answered.
#[derive(Debug)]
pub enum Refused {
    /// No list of that area, or of that association, is published here.
    Unknown(String),
    /// Parameters at fault.
    Faults(Vec<ParameterError>),
}

impl Asked {
    /// Reads an address; what is empty counts as absent.
    ///
    /// # Errors
    /// When it names an area or association that is not here, or anything else at fault; all of it at once.
    pub fn read(query: &str, snapshot: &Snapshot) -> Result<Self, (Option<Lang>, Refused)> {
        let given: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.ends_with('=')).collect();
        let mut query = Query::new(&given.join("&"), &NAMES);
        let lang = query.one("lang", lang);
        let (area, association) =
            (query.one("area", |code| Ok(code.to_owned())), query.one("association", |id| Ok(id.to_owned())));
        let asked = Self {
            services: query.many("service", params::service),
            near: query.one("near", params::near),
            radius_m: query.one("radius_m", |m| params::whole(m, 100..=RADIUS_MAX_M)).unwrap_or(DEFAULT_RADIUS_M),
            when: query
                .one("when", |name| named(name, &[("now", When::Now), ("tonight", When::Tonight)]))
                .unwrap_or_default(),
            lang,
            view: query
                .one("view", |name| named(name, &[("full", View::Full), ("compact", View::Compact)]))
                .unwrap_or_default(),
            limit: query.one("limit", |n| params::whole(n, 1..=LIMIT_MAX)).unwrap_or(LIMIT),
            look: look(&mut query),
            plain: query.one("script", |name| named(name, &[("yes", false), ("no", true)])).unwrap_or_default(),
            held: query.one("refresh", |name| named(name, &[("yes", false), ("no", true)])).unwrap_or_default(),
            heading: query.one("heading", |n| params::whole(n, 2..=5)).unwrap_or(2) as u8,
            ..Self::default()
        };
        if area.is_none() && association.is_none() && asked.near.is_none() {
            query.refuse(
                "area",
                Fault::new(
                    "地域（area）か薬剤師会（association）か地点（near）を指定してください。",
                    "Name an `area`, an `association` or a point (`near`).",
                    "area=13112",
                ),
            );
        }
        if query.has("radius_m") && !query.has("near") {
            query.refuse(
                "radius_m",
                Fault::new("near と一緒に指定してください。", "It needs `near`.", "near=lat,lon&radius_m=metres"),
            );
        }
        let asked = query.finish(asked).map_err(|problem| (lang, Refused::Faults(problem.view().errors.to_vec())))?;
        asked.within(area, association, snapshot).map_err(|refused| (lang, refused))
    }

    /// The same within what is named, where that is here.
    fn within(self, area: Option<String>, association: Option<String>, snapshot: &Snapshot) -> Result<Self, Refused> {
        if let Some(code) = &area
            && (code.len() != 5 || snapshot.area(code).is_none())
        {
            return Err(Refused::Unknown(code.chars().take(40).collect()));
        }
        let known = |name: &str| AssociationId::new(name).filter(|id| snapshot.association(id).is_some());
        let association = match association {
            Some(name) => Some(known(&name).ok_or_else(|| Refused::Unknown(name.chars().take(40).collect()))?),
            None => None,
        };
        Ok(Self { area, association, ..self })
    }

    /// The language it is told in.
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or_default()
    }

    /// The query that asks for it, without what goes without saying.
    pub fn query(&self) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        pairs.extend(self.area.clone().map(|area| ("area", area)));
        pairs.extend(self.association.as_ref().map(|id| ("association", id.to_string())));
        pairs.extend(self.services.iter().map(|service| ("service", service.as_str().to_owned())));
        if let Some(near) = self.near {
            pairs.push(("near", format!("{:.4},{:.4}", near.lat(), near.lon())));
            pairs.push(("radius_m", self.radius_m.to_string()));
        }
        pairs.extend((self.when == When::Tonight).then(|| ("when", "tonight".to_owned())));
        pairs.extend(self.lang.map(|lang| ("lang", lang.as_str().to_owned())));
        pairs.extend((self.view == View::Compact).then(|| ("view", "compact".to_owned())));
        pairs.extend((self.limit != LIMIT).then(|| ("limit", self.limit.to_string())));
        pairs.extend(self.look.pairs());
        pairs.extend(self.plain.then(|| ("script", "no".to_owned())));
        pairs.extend(self.held.then(|| ("refresh", "no".to_owned())));
        pairs.extend((self.heading != 2).then(|| ("heading", self.heading.to_string())));
        Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

fn look(query: &mut Query) -> Look {
    Look {
        theme: query.one("theme", theme).unwrap_or_default(),
        text: query.one("text", colour),
        background: query.one("background", colour),
        accent: query.one("accent", colour),
        size: query.one("font_size", |percent| params::whole(percent, 75..=200)),
    }
}

fn lang(value: &str) -> Result<Lang, Fault> {
    Lang::from_name(value).ok_or_else(|| params::one_of(Lang::ALL.map(Lang::as_str)))
}

fn theme(value: &str) -> Result<Theme, Fault> {
    Theme::from_name(value).ok_or_else(|| params::one_of(Theme::ALL.map(Theme::as_str)))
}

fn colour(value: &str) -> Result<Colour, Fault> {
    value.parse().map_err(|_| {
        Fault::new(
            "色は6桁の16進数で指定してください。",
            "A colour is six hexadecimal digits.",
            "rrggbb, such as 0017c1",
        )
    })
}

fn named<T: Copy>(value: &str, names: &[(&str, T)]) -> Result<T, Fault> {
    let found = names.iter().find(|(name, _)| *name == value).map(|(_, meant)| *meant);
    found.ok_or_else(|| params::one_of(names.iter().map(|(name, _)| *name)))
}
