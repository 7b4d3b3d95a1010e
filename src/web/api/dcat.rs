//! The dataset as data portals know it: DCAT-AP 3 in JSON-LD, the part of `/v1/dataset` that describes the whole.

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use crate::{
    search::Snapshot,
    web::{bulk::Kind, settings::Settings, views::JapanTime},
};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The members of a `dcat:Dataset`.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Dcat(Map<String, Value>);

impl PartialSchema for Dcat {
    fn schema() -> RefOr<Schema> {
        let text = |description: &str| {
            ObjectBuilder::new().schema_type(Type::String).description(Some(description)).max_length(Some(2000))
        };
        let thing = |description: &str| ObjectBuilder::new().schema_type(Type::Object).description(Some(description));
        let distributions = utoipa::openapi::schema::ArrayBuilder::new()
            .items(thing("dcat:Distribution: title, accessURL, downloadURL, mediaType, licence"))
            .max_items(Some(100));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("DCAT-AP members in JSON-LD; every other member is ours, under `@vocab`"))
            .property("@context", thing("Prefixes, and the vocabulary of our own members"))
            .property("@id", text("This record's address"))
            .property("@type", text("dcat:Dataset"))
            .property("dcat:distribution", distributions)
            .into()
    }
}

impl ToSchema for Dcat {
    fn name() -> std::borrow::Cow<'static, str> {
        "DcatDataset".into()
    }
}

impl Dcat {
    /// The record of `snapshot` as this server offers it.
    pub fn of(snapshot: &Snapshot, settings: &Settings) -> Self {
        let home = settings.public_url.as_str();
        let both =
            |ja: &str, en: &str| json!([{ "@language": "ja", "@value": ja }, { "@language": "en", "@value": en }]);
        let resource = |address: String| json!({ "@id": address });
        let members = json!({
            "@context": context(home),
            "@id": format!("{home}/v1/dataset"),
            "@type": "dcat:Dataset",
            "dct:title": both("夜間・休日に対応する薬局", "Pharmacies that serve at night and on holidays"),
            "dct:description": both(
                "薬剤師会の一覧にもとづく、夜間・休日に対応する薬局の所在地、開局時間、時間外の連絡先、当番、対応できること。",
                "Pharmacies with their hours, after-hours telephones, duties and services, from the lists that associations of pharmacists keep.",
            ),
            "dct:identifier": format!("{home}/v1/dataset"),
            "dct:publisher": { "@id": format!("{home}/"), "@type": "foaf:Agent", "foaf:name": "夜薬 Yoruyaku" },
            "dct:creator": creators(snapshot),
            "dcat:contactPoint": contact(settings),
            "dct:modified": { "@type": "xsd:dateTime", "@value": JapanTime::of_utc(snapshot.generated_at()) },
            "dct:accrualPeriodicity": resource(format!("{AUTHORITY}/frequency/UPDATE_CONT")),
            "dct:language": [resource(format!("{AUTHORITY}/language/JPN"))],
            "dct:spatial": spatial(snapshot),
            "dcat:theme": [resource(format!("{AUTHORITY}/data-theme/HEAL"))],
            "dcat:keyword": [
                { "@language": "ja", "@value": "薬局" }, { "@language": "ja", "@value": "夜間・休日" },
                { "@language": "en", "@value": "pharmacy" }, { "@language": "en", "@value": "opening hours" },
            ],
            "dcat:version": snapshot.revision().to_string(),
            "dcat:landingPage": resource(format!("{home}/")),
            "dct:license": settings.data_license.clone().map(resource),
            "dcat:distribution": distributions(home, settings),
        });
        let Value::Object(mut members) = members else { return Self(Map::new()) };
        members.retain(|_, value| !value.is_null());
        Self(members)
    }
}

fn context(home: &str) -> Value {
    json!({
        "@vocab": format!("{home}/openapi.json#/components/schemas/Dataset/properties/"),
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// The associations, whose word it is.
fn creators(snapshot: &Snapshot) -> Value {
    let with_lists = snapshot.associations().iter().filter(|one| !snapshot.members(&one.id).is_empty());
    with_lists
        .map(|one| {
            json!({ "@type": "foaf:Agent", "foaf:name": [
                { "@language": "ja", "@value": one.name }, { "@language": "en", "@value": one.name_en },
            ] })
        })
        .collect()
}

fn contact(settings: &Settings) -> Value {
    let home = format!("{}/", settings.public_url);
    match settings.security_contact.as_str() {
        mail if mail.starts_with("mailto:") => {
            json!({ "@type": "vcard:Kind", "vcard:fn": "夜薬 Yoruyaku", "vcard:hasEmail": { "@id": mail } })
        }
        _ => json!({ "@type": "vcard:Kind", "vcard:fn": "夜薬 Yoruyaku", "vcard:hasURL": { "@id": home } }),
    }
}

/// The municipalities with pharmacies, by the identifiers of the statistics bureau (統計LOD).
fn spatial(snapshot: &Snapshot) -> Value {
    let areas = snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    let location = |area: &crate::directory::Area| json!({ "@id": format!("http://data.e-stat.go.jp/lod/sac/C{}", area.code), "@type": "dct:Location" });
    areas.take(2_000).map(location).collect()
}

fn distributions(home: &str, settings: &Settings) -> Value {
    let distribution = |path: String, media_type: &str, (ja, en): (&str, &str), is_file: bool| {
        let essence = media_type.split(';').next().unwrap_or(media_type);
        let address = json!({ "@id": format!("{home}{path}") });
        let mut told = json!({
            "@id": format!("{home}/v1/dataset#{path}"),
            "@type": "dcat:Distribution",
            "dct:title": [{ "@language": "ja", "@value": ja }, { "@language": "en", "@value": en }],
            "dcat:accessURL": address,
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{essence}") },
        });
        if let Some(told) = told.as_object_mut() {
            if is_file {
                told.insert("dcat:downloadURL".to_owned(), address);
            }
            if let Some(license) = &settings.data_license {
                told.insert("dct:license".to_owned(), json!({ "@id": license }));
            }
        }
        told
    };
    let files = Kind::ALL.map(|kind| {
        distribution(format!("/v1/bulk/latest/{}", kind.file_name()), kind.media_type(), kind.title(), true)
    });
    let api = [
        ("/v1/pharmacies", "application/json", ("検索 API", "Search API")),
        ("/v1/changes", "application/json", ("変更履歴", "Log of changes")),
        ("/v1/changes.atom", "application/atom+xml", ("変更のお知らせ（Atom）", "Changes as an Atom feed")),
    ];
    let api = api.map(|(path, media_type, title)| distribution(path.to_owned(), media_type, title, false));
    files.into_iter().chain(api).collect()
}
