//! The same as data, for systems that read data on their own side: addresses of the open API, narrowed as the list is
//! where the format can be.

use maud::{Markup, html};

use super::asked::{Asked, When};

/// A format, its media type, and the address of this site.
pub struct Feed {
    /// Its name.
    pub name: &'static str,
    /// Tells its text from others on a page.
    pub id: &'static str,
    media_type: &'static str,
    /// A path of this site.
    pub path: String,
}

/// The formats of a list: who serves now, as feeds and as data, and the duties as a calendar.
pub fn of(asked: &Asked) -> Vec<Feed> {
    let query = query(asked);
    let feed = |name, id, media_type, path| Feed { name, id, media_type, path };
    let calendar = match (&asked.association, &asked.area) {
        (Some(id), _) => Some(format!("/v1/associations/{id}.ics")),
        (None, Some(code)) => Some(format!("/v1/areas/{code}.ics")),
        (None, None) => None,
    };
    let list = Asked { plain: false, heading: 2, ..asked.clone() }.query();
    let mut feeds = vec![
        feed("Atom", "atom", "application/atom+xml", format!("/embed/list.atom?{list}")),
        feed("JSON Feed", "jsonfeed", "application/feed+json", format!("/embed/list.jsonfeed?{list}")),
        feed("GeoJSON", "geojson", "application/geo+json", format!("/v1/pharmacies.geojson?{query}")),
        feed("CSV", "csv", "text/csv", format!("/v1/pharmacies.csv?{query}")),
        feed("JSON", "json", "application/json", format!("/v1/pharmacies.json?{query}")),
    ];
    feeds.extend(calendar.map(|path| feed("iCalendar", "ics", "text/calendar", path)));
    feeds
}

/// The links to them, for the head of a page.
pub fn links(asked: &Asked) -> Markup {
    html! {
        @for feed in of(asked) { link rel="alternate" type=(feed.media_type) title=(feed.name) href=(feed.path); }
    }
}

fn query(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(area) = &asked.area {
        query.append_pair("area", area);
    }
    if let Some(association) = &asked.association {
        query.append_pair("association", association.as_str());
    }
    for service in &asked.services {
        query.append_pair("service", service.as_str());
    }
    if let Some(near) = asked.near {
        query.append_pair("near", &format!("{:.4},{:.4}", near.lat(), near.lon()));
        query.append_pair("radius_m", &asked.radius_m.to_string());
    }
    if asked.when == When::Now {
        query.append_pair("open_now", "true");
    }
    query.finish()
}
