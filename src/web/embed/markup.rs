//! A list as HTML: for the frame, and for a page that takes it in whole.

use maud::{Markup, PreEscaped, html};

use super::list::{Call, Item, List, Section};
use crate::web::site::words::{Words, say};

/// How a list is written.
pub struct Style<'a> {
    /// In whose words.
    pub words: Words,
    /// The origin before every link; empty where the list stands on this site.
    pub origin: &'a str,
    /// The level of its first heading.
    pub level: u8,
}

impl Style<'_> {
    fn heading(&self, below: u8, inside: &Markup) -> Markup {
        let level = (self.level + below).min(6);
        PreEscaped(format!("<h{level}>{}</h{level}>", inside.0))
    }

    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// The list, whole.
pub fn list(style: &Style, list: &List) -> Markup {
    let words = style.words;
    html! {
        (style.heading(0, &html! { (list.title) }))
        p.summary { (list.summary) }
        p.first { strong { (list.first) } }
        @if let Some(narrowed) = &list.narrowed { p.narrowed { (narrowed) } }
        @if list.sections.is_empty() { p { (say!(words, "embed-nothing")) } }
        @if !list.emergency.is_empty() {
            p.emergency {
                (say!(words, "emergency")) ": "
                @for (at, line) in list.emergency.iter().enumerate() {
                    @if at > 0 { " / " }
                    a href=(line.dial()) { (line.phone) } " " (line.name)
                }
            }
        }
        @for part in &list.sections { (section(style, list, part)) }
    }
}

/// Whose list it is, of when, and where the rest is.
pub fn foot(style: &Style, list: &List) -> Markup {
    let words = style.words;
    html! {
        p.made { (list.made) }
        p.source { (list.source) }
        @if !list.related.is_empty() {
            p.related {
                (say!(words, "embed-related")) ": "
                @for (name, url) in &list.related { a href=(url) rel="noreferrer" { (name) } " " }
            }
        }
        p.page { a href=(style.link(&list.page)) { (say!(words, "embed-open")) } }
    }
}

fn section(style: &Style, list: &List, section: &Section) -> Markup {
    html! {
        section data-section=(section.id) {
            (style.heading(1, &html! { (section.title) @if let Some(count) = &section.count { " " span.count { (count) } } }))
            @if let Some(help) = &section.help { p.help { (help) } }
            @if !section.items.is_empty() { ul { @for one in &section.items { (item(style, one)) } } }
            @if let Some(more) = &section.more { p.more { a href=(style.link(&list.page)) { (more) } } }
        }
    }
}

fn item(style: &Style, item: &Item) -> Markup {
    if !style.origin.is_empty() {
        return bare_item(style, item);
    }
    let words = style.words;
    html! {
        li data-state=(item.state.as_str()) {
            p.state {
                span.mark { (item.mark) }
                @if let Some(until) = &item.until { " " span.until { (until) } }
                @if let Some(soon) = &item.soon { " " span.soon { (soon) } }
            }
            p.name { (name(style, item)) @if let Some(distance) = &item.distance { " " span.far { (distance) } } }
            div.calls {
                @if item.calls.is_empty() { p.call { (say!(words, "phone-none")) } }
                @for (at, one) in item.calls.iter().enumerate() { p.call.other[at > 0] { (call(one)) " " span.which { (one.label) } } }
            }
            @if let Some(why) = &item.why { p.why { (why) } }
            @for note in &item.notes { p.note { (note) } }
            @if let Some(address) = &item.address { p.address lang=[words.listed()] { (address) } }
            @if let Some(services) = &item.services { p.services { (say!(words, "embed-services", services = services.clone())) } }
            @if let Some(confirmed) = &item.confirmed { p.confirmed { (confirmed) } }
        }
    }
}

/// The same for a page whose style is not known: one paragraph, in lines.
fn bare_item(style: &Style, item: &Item) -> Markup {
    let words = style.words;
    let lines = item.why.iter().chain(&item.notes);
    html! {
        li data-state=(item.state.as_str()) {
            p {
                strong { (item.mark) }
                @for more in [&item.until, &item.soon].into_iter().flatten() { " " (more) }
                br; (name(style, item))
                @if let Some(distance) = &item.distance { " " (distance) }
                @if item.calls.is_empty() { br; (say!(words, "phone-none")) }
                @for one in &item.calls { br; (call(one)) " " (one.label) }
                @for line in lines { br; (line) }
                @if let Some(address) = &item.address { br; span lang=[words.listed()] { (address) } }
                @if let Some(services) = &item.services { br; (say!(words, "embed-services", services = services.clone())) }
                @if let Some(confirmed) = &item.confirmed { br; (confirmed) }
            }
        }
    }
}

fn name(style: &Style, item: &Item) -> Markup {
    html! {
        a href=(style.link(&item.page)) lang=[style.words.listed()] { (item.name) }
        @if let Some((reading, lang)) = &item.reading { " " span.reading lang=(lang) { (reading) } }
    }
}

fn call(call: &Call) -> Markup {
    html! { a href=(format!("tel:{}", call.digits)) aria-label=(call.spoken) { (call.number) } }
}
