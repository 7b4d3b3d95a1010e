//! A list as a feed (Atom, RFC 4287; JSON Feed 1.1), for systems that show feeds and nothing else: an entry a pharmacy, in
//! the order of the list, with its state in the title.

use chrono::Datelike;
use quick_xml::{Writer, events::BytesText};
use serde_json::{Value, json};

use super::{
    asked::Asked,
    list::{CLOCK, Item, List},
    send,
};
use crate::web::site::{visit::Visit, words::say};

/// Where a feed is from.
pub struct Source<'a> {
    /// Who sees it.
    pub visit: &'a Visit,
    /// What it is narrowed to.
    pub asked: &'a Asked,
    /// What it tells.
    pub list: &'a List,
}

/// The media types.
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
pub const JSON: &str = "application/feed+json; charset=utf-8";

impl Source<'_> {
    fn address(&self, suffix: &str) -> String {
        self.visit.absolute(&format!("/embed/list{suffix}?{}", self.asked.query()))
    }

    /// What stands below the title: how many are open, as of when, and that one must telephone.
    fn told(&self) -> String {
        let list = self.list;
        let narrowed = list.narrowed.as_ref().map(ToString::to_string);
        let emergency = list.emergency_told(self.visit.words).map(|numbers| numbers.to_string());
        let parts = [Some(list.summary.to_string()), emergency, narrowed, Some(list.first.to_string())];
        let parts = parts.into_iter().flatten().chain([list.made.to_string(), list.source.to_string()]);
        parts.collect::<Vec<_>>().join(" ")
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.list.sections.iter().flat_map(|section| &section.items)
    }

    /// As Atom; `updated` is when the list last differed as far as this server knows.
    pub fn atom(&self) -> String {
        let mut writer = Writer::new_with_indent(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec(), b' ', 1);
        let feed = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        let updated = send::stamp(self.visit.now);
        // Writing to memory does not fail.
        let _ = feed.with_attribute(("xml:lang", self.visit.words.lang().tag())).write_inner_content(|writer| {
            text(writer, "title", &self.list.title.plain())?;
            text(writer, "subtitle", &self.told())?;
            text(writer, "id", &self.address(""))?;
            text(writer, "updated", &updated)?;
            link(writer, "self", "application/atom+xml", &self.address(".atom"))?;
            link(writer, "alternate", "text/html", &self.visit.absolute(&self.list.page))?;
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", &self.list.source.plain()))?;
            for item in self.items() {
                writer.create_element("entry").write_inner_content(|writer| {
                    text(writer, "id", &self.visit.absolute(&item.page))?;
                    text(writer, "title", &self.title(item))?;
                    text(writer, "updated", &updated)?;
                    link(writer, "alternate", "text/html", &self.visit.absolute(&item.page))?;
                    text(writer, "summary", &summary(item))
                })?;
            }
            Ok(())
        });
        String::from_utf8_lossy(&writer.into_inner()).into_owned()
    }

    /// As JSON Feed.
    pub fn json(&self) -> String {
        let entry = |item: &Item| -> Value {
            let url = self.visit.absolute(&item.page);
            json!({
                "id": url, "url": url, "title": self.title(item), "content_text": summary(item),
                "date_modified": send::stamp(self.visit.now), "tags": [item.state.as_str()],
            })
        };
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": self.list.title.plain(), "description": self.told(),
            "home_page_url": self.visit.absolute(&self.list.page), "feed_url": self.address(".jsonfeed"),
            "language": self.visit.words.lang().tag(), "items": self.items().map(entry).collect::<Vec<_>>(),
        });
        feed.to_string()
    }

    /// `11/22 19:30現在 開局中 20:00まで | つきよの三軒茶屋薬局`: a reader may show a title hours later, and alone.
    fn title(&self, item: &Item) -> String {
        let (words, date) = (self.visit.words, self.visit.now.date());
        let moment = say!(words, "embed-feed-moment", month = date.month(), day = date.day(), time = CLOCK.to_string());
        let until = item.until.as_ref().map(|until| format!(" {until}")).unwrap_or_default();
        let reading = item.reading.as_ref().map(|(reading, _)| format!(" ({reading})")).unwrap_or_default();
        format!("{moment} {}{until} | {}{reading}", item.mark, item.name)
    }
}

fn summary(item: &Item) -> String {
    let calls = item.calls.iter().map(|call| format!("{} {}", call.label, call.number));
    let notes = item.why.iter().chain(&item.notes).chain(&item.services).chain(&item.confirmed);
    let parts = calls.chain(item.address.clone()).chain(notes.map(ToString::to_string));
    parts.collect::<Vec<_>>().join(" / ")
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, media_type: &str, address: &str) -> std::io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", relation)).with_attribute(("type", media_type));
    link.with_attribute(("href", address)).write_empty().map(drop)
}
