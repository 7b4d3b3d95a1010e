//! A list as the element reads it (`/embed/v3/list.json`, and the same at `/embed/v2/` and `/embed/v1/`): words ready to be shown, so that the element needs none.
//!
//! What an element reads stays as it is for as long as its version is served: fields are added, never changed.

use serde_json::{Value, json};

use super::{
    asked::{Asked, View},
    list::{CLOCK, Call, Item, List, Section},
    look::Palette,
    map, send,
};
use crate::web::site::{
    tell,
    visit::Visit,
    words::{Phrase, Words, say},
};

/// The list as JSON.
pub fn data(visit: &Visit, asked: &Asked, list: &List, revision: i64) -> String {
    let words = visit.words;
    let offline =
        say!(words, "embed-offline", date = tell::full_date(words, visit.now.date()), time = CLOCK.to_string());
    let summary = match list.emergency_told(words) {
        Some(numbers) => say!(words, "embed-and", first = list.summary.clone(), next = numbers),
        None => list.summary.clone(),
    };
    let view = json!({
        "lang": words.lang().tag(),
        "listed_lang": words.listed(),
        "view": if asked.view == View::Full { "full" } else { "compact" },
        "title": told(&list.title),
        "summary": told(&summary),
        "first": told(&list.first),
        "narrowed": list.narrowed.as_ref().map(told),
        "sections": list.sections.iter().map(|section| of_section(words, section)).collect::<Vec<_>>(),
        "made": told(&list.made),
        "source": told(&list.source),
        "related": list.related.iter().map(|(name, url)| json!({"name": name, "url": url})).collect::<Vec<_>>(),
        "page": list.page,
        "map": format!("{}#map", list.page),
        "map_frame": map::address(visit, asked, list),
        "changes_at": send::stamp(list.changes_at),
        "ask_again_s": send::ASK_AGAIN_S,
        "revision": revision,
        "words": {
            "open": told(&say!(words, "embed-open")),
            "related": told(&say!(words, "embed-related")),
            "nothing": told(&say!(words, "embed-nothing")),
            "offline": told(&offline),
            "unsure": told(&say!(words, "state-unknown")),
            "unsure_note": told(&say!(words, "embed-unsure")),
            "map": told(&say!(words, "embed-map")),
            "map_close": told(&say!(words, "embed-map-close")),
            "map_label": say!(words, "map-label").plain(),
        },
        "look": look(asked),
    });
    view.to_string()
}

fn look(asked: &Asked) -> Value {
    let palette = asked.look.palette().map(|(Palette { background, text, accent }, _)| {
        json!({
            "background": background.to_string(), "text": text.to_string(), "accent": accent.to_string(),
            "on_accent": accent.ink().to_string(),
        })
    });
    json!({"theme": asked.look.theme().as_str(), "palette": palette, "size": asked.look.size})
}

fn of_section(words: Words, section: &Section) -> Value {
    json!({
        "id": section.id,
        "title": told(&section.title),
        "count": section.count.as_ref().map(told),
        "help": section.help.as_ref().map(told),
        "items": section.items.iter().map(|item| of_item(words, item)).collect::<Vec<_>>(),
        "more": section.more.as_ref().map(told),
    })
}

fn of_item(words: Words, item: &Item) -> Value {
    let call = |call: &Call| {
        json!({
            "label": told(&call.label),
            "spoken": call.spoken,
            "number": call.number,
            "tel": format!("tel:{}", call.digits),
        })
    };
    json!({
        "name": item.name,
        "reading": item.reading.as_ref().map(|(reading, _)| reading),
        "reading_lang": item.reading.as_ref().map(|(_, lang)| lang),
        "page": item.page,
        "state": item.state.as_str(),
        "mark": told(&item.mark),
        "until": item.until.as_ref().map(told),
        "soon": item.soon.as_ref().map(told),
        "distance": item.distance.as_ref().map(told),
        "calls": item.calls.iter().map(call).collect::<Vec<_>>(),
        "no_call": item.calls.is_empty().then(|| told(&say!(words, "phone-none"))),
        "address": item.address,
        "why": item.why.as_ref().map(told),
        "notes": item.notes.iter().map(told).collect::<Vec<_>>(),
        "services": item.services.as_ref().map(|services| told(&say!(words, "embed-services", services = services.clone()))),
        "confirmed": item.confirmed.as_ref().map(told),
    })
}

/// Words as a text; words with readings as a list of texts and pairs of a base and its reading.
fn told(phrase: &Phrase) -> Value {
    let parts = phrase.parts();
    if parts.iter().all(|(_, reading)| reading.is_none()) {
        return Value::String(parts.into_iter().map(|(text, _)| text).collect());
    }
    let part = |(text, reading): (&str, Option<&str>)| match reading {
        Some(reading) => json!([text, reading]),
        None => json!(text),
    };
    Value::Array(parts.into_iter().map(part).collect())
}
