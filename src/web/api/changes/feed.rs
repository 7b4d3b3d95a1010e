//! The newest changes for feed readers: Atom (RFC 4287) and JSON Feed 1.1. A pharmacy's changes of one revision are one
//! entry, whose id never changes.

use chrono::NaiveDateTime;
use quick_xml::{Writer, events::BytesText};
use serde_json::{Value, json};

use crate::{
    publish::{Change, ChangePage},
    store::ChangeKind,
    web::{office::field_name, reply, views::JapanTime},
};

const TITLE: &str = "夜薬 変更のお知らせ / Yoruyaku: what changed";

/// What changed of one pharmacy in one revision.
struct Entry<'a> {
    id: String,
    url: String,
    title: String,
    text: String,
    at: JapanTime,
    first: &'a Change,
}

/// Consecutive entries of one pharmacy and revision, joined; revisions themselves are left out.
fn entries<'a>(home: &str, page: &'a ChangePage) -> Vec<Entry<'a>> {
    let of_pharmacies = page.entries.iter().filter(|change| change.kind != ChangeKind::Revision);
    let all: Vec<&Change> = of_pharmacies.collect();
    let same = |a: &&Change, b: &&Change| (a.row.revision, &a.row.pharmacy_id) == (b.row.revision, &b.row.pharmacy_id);
    all.chunk_by(same).filter_map(|changes| entry(home, changes)).collect()
}

fn entry<'a>(home: &str, changes: &[&'a Change]) -> Option<Entry<'a>> {
    let first = *changes.first()?;
    let id = first.row.pharmacy_id.as_deref()?;
    let name = &first.after.as_deref().or(first.before.as_deref())?.facts.name;
    let fields: Vec<&str> =
        changes.iter().rev().filter_map(|change| change.row.field.as_deref().map(field_name)).collect();
    let (title, text) = match first.kind {
        ChangeKind::Added => {
            (format!("{name}：掲載を始めました"), "一覧に加わりました。Added to the directory.".to_owned())
        }
        ChangeKind::Removed => {
            (format!("{name}：掲載を終わりました"), "一覧から外れました。No longer in the directory.".to_owned())
        }
        _ => {
            let fields = fields.join("、");
            (
                format!("{name}：{fields}"),
                format!("変わった項目：{fields}。What changed is at {home}/v1/pharmacies/{id}."),
            )
        }
    };
    let id = id.to_owned();
    Some(Entry {
        url: format!("{home}/p/{id}"),
        id: format!("{home}/v1/changes#{}-{id}", first.row.revision),
        title,
        text,
        at: JapanTime::of_utc(first.row.at),
        first,
    })
}

/// The changes as an Atom feed; `updated` is the time of the revision served, UTC.
pub fn atom(home: &str, page: &ChangePage, updated: NaiveDateTime) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec(), b' ', 1);
    let entries = entries(home, page);
    let at = entries.first().map_or_else(|| JapanTime::of_utc(updated), |newest| newest.at);
    let feed = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    // Writing to memory does not fail.
    let _ = feed.with_attribute(("xml:lang", "ja")).write_inner_content(|writer| {
        text(writer, "title", TITLE)?;
        text(writer, "id", &format!("{home}/v1/changes"))?;
        text(writer, "updated", &at.to_string())?;
        link(writer, "self", "application/atom+xml", &format!("{home}/v1/changes.atom"))?;
        link(writer, "alternate", "application/json", &format!("{home}/v1/changes"))?;
        writer.create_element("author").write_inner_content(|writer| text(writer, "name", "夜薬 Yoruyaku"))?;
        for entry in &entries {
            writer.create_element("entry").write_inner_content(|writer| {
                text(writer, "id", &entry.id)?;
                text(writer, "title", &entry.title)?;
                text(writer, "updated", &entry.at.to_string())?;
                link(writer, "alternate", "text/html", &entry.url)?;
                text(writer, "summary", &entry.text)
            })?;
        }
        Ok(())
    });
    writer.into_inner()
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, media_type: &str, address: &str) -> std::io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", relation)).with_attribute(("type", media_type));
    link.with_attribute(("href", address)).write_empty().map(|_| ())
}

/// The changes as a JSON Feed.
pub fn json(home: &str, page: &ChangePage) -> Vec<u8> {
    let items: Vec<Value> = entries(home, page)
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id, "url": entry.url, "title": entry.title, "content_text": entry.text,
                "date_published": entry.at, "language": "ja",
                "tags": [entry.first.kind.as_str()],
            })
        })
        .collect();
    reply::to_json(&json!({
        "version": "https://jsonfeed.org/version/1.1", "title": TITLE, "home_page_url": format!("{home}/"),
        "feed_url": format!("{home}/v1/changes.jsonfeed"), "language": "ja", "items": items,
    }))
}
