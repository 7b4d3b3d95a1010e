//! What is pasted: each way of taking a list in, as text ready to copy.

use maud::{PreEscaped, html};

use super::{
    asked::Asked,
    scripts::{self, Script},
};
use crate::web::site::visit::Visit;

/// The size of a frame: a width as the attribute takes it, a height in pixels.
pub struct Size {
    /// `100%`, or pixels.
    pub width: String,
    /// Pixels.
    pub height: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self { width: "100%".to_owned(), height: 640 }
    }
}

/// What a frame without a script may do: open the pages it links to, as pages of their own, and telephone.
const SANDBOX: &str = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-to-custom-protocols";

/// The frame; without a script where `asked` is plain.
pub fn frame(visit: &Visit, asked: &Asked, title: &str, size: &Size) -> String {
    let url = visit.absolute(&format!("/embed/list?{}", asked.query()));
    let sandbox = if asked.plain { SANDBOX.to_owned() } else { format!("allow-scripts {SANDBOX}") };
    let markup = html! {
        iframe src=(url) title=(title) width=(size.width) height=(size.height) loading="lazy" referrerpolicy="no-referrer"
            sandbox=(sandbox) style="border:0" {}
    };
    markup.into_string()
}

/// The frame with the script that fits it.
pub fn fitting(visit: &Visit, asked: &Asked, title: &str) -> String {
    format!("{}\n{}", frame(visit, asked, title, &Size::default()), script(visit, &scripts::LOADER))
}

/// The element, with a link inside for where it does not come to life.
pub fn element(visit: &Visit, asked: &Asked, title: &str, page: &str, map: bool) -> String {
    let query = asked.query();
    let pairs = form_urlencoded::parse(query.as_bytes());
    // `service` may be repeated in an address; an attribute holds them all.
    let mut attributes: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs.filter(|(name, _)| !["script", "refresh", "heading"].contains(&&**name)) {
        let name = name.replace('_', "-");
        match attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => *values = format!("{values},{value}"),
            None => attributes.push((name, value.into_owned())),
        }
    }
    let attributes = attributes
        .iter()
        .fold(String::new(), |all, (name, value)| format!("{all} {name}=\"{}\"", html! { (value) }.into_string()));
    let map = if map { " map" } else { "" };
    let inside = html! { p { a href=(visit.absolute(page)) { (title) } } };
    format!(
        "<yoruyaku-list{attributes}{map}>\n  {}\n</yoruyaku-list>\n{}",
        inside.into_string(),
        script(visit, &scripts::ELEMENT)
    )
}

fn script(visit: &Visit, script: &Script) -> String {
    let url = visit.absolute(script.path);
    html! { script src=(url) integrity=(script.integrity()) crossorigin="anonymous" defer { (PreEscaped("")) } }
        .into_string()
}
