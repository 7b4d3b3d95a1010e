//! A server of the sample pharmacies for one test, and a visitor.

use std::sync::Arc;

use actix_web::web::Data;
use reqwest::{
    Method, Response, StatusCode,
    header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap},
};
use yoruyaku::{
    clock::{Clock, JAPAN},
    directory::{Embedding, Emergency, Position},
    search::{Directory, Gazetteer, Live, PlaceKind, PlaceRow, Snapshot},
    web::{App, Server, Settings},
};

#[path = "../api/support/sample.rs"]
mod sample;

pub use sample::{directory, many, stated};

/// The middle of the sample, under the name of a town.
pub const NEAR: &str = "q=太子堂&near=35.6437,139.6710&near_for=太子堂";

/// Sunday evening before a holiday.
const NOW: &str = "2026-11-22T19:30:00+09:00";

/// A visitor of one server.
pub struct Visitor {
    base: String,
    http: reqwest::Client,
}

/// What a visitor got.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
    pub bytes: Vec<u8>,
}

/// Serves `directory` on Sunday evening, 2026-11-22 19:30, before a holiday.
pub async fn serve(directory: Directory) -> Visitor {
    serve_at(NOW, directory).await
}

/// Serves `directory` on that evening, with what an operator has set about lists that other sites take in.
pub async fn serve_embedded(directory: Directory, embedding: Embedding) -> Visitor {
    serve_with(NOW, directory, embedding)
}

/// Serves `directory` on that evening, with an operator's own numbers for an emergency, to so many requests a minute.
pub async fn serve_told(directory: Directory, emergency: Emergency, requests_per_minute: u32) -> Visitor {
    let settings = Settings { requests_per_minute, ..settings() };
    serve_by(NOW, directory, |live| live.replace_emergency(emergency), settings)
}

/// Serves `directory` at that instant.
pub async fn serve_at(now: &str, directory: Directory) -> Visitor {
    serve_with(now, directory, Embedding::default())
}

fn serve_with(now: &str, directory: Directory, embedding: Embedding) -> Visitor {
    serve_by(now, directory, |live| live.replace_embedding(embedding), settings())
}

fn settings() -> Settings {
    Settings { requests_per_minute: 0, public_url: "https://yoruyaku.example.jp".to_owned(), ..Settings::default() }
}

fn serve_by(now: &str, directory: Directory, set: impl FnOnce(&Live), settings: Settings) -> Visitor {
    let now = chrono::DateTime::parse_from_rfc3339(now).unwrap().to_utc();
    let live = Arc::new(Live::new(Snapshot::build(directory, now.with_timezone(&JAPAN).date_naive())));
    live.replace_gazetteer(gazetteer());
    set(&live);
    let app = App::new(live, Clock::Fixed(now), settings);
    let (server, port) = Server::bind(Data::new(app), "127.0.0.1:0".parse().unwrap(), Some(1)).unwrap();
    actix_web::rt::spawn(server.run());
    Visitor { base: format!("http://127.0.0.1:{port}"), http: reqwest::Client::new() }
}

/// A town and its station side by side, one name for two towns, a postcode, a town without pharmacies.
fn gazetteer() -> Gazetteer {
    let row = |kind, name: &str, code: &str, lat, lon| PlaceRow {
        kind,
        name: name.to_owned(),
        kana: String::new(),
        municipality_code: code.to_owned(),
        municipality: String::new(),
        position: Position::new(lat, lon).unwrap(),
    };
    Gazetteer::new([
        row(PlaceKind::Town, "太子堂", "13112", 35.6437, 139.6710),
        row(PlaceKind::Station, "太子堂駅", "13112", 35.6440, 139.6720),
        row(PlaceKind::Town, "中町", "13112", 35.6120, 139.6480),
        row(PlaceKind::Town, "中町", "13110", 35.6390, 139.6970),
        row(PlaceKind::Town, "奥沢", "13112", 35.6040, 139.6720),
        row(PlaceKind::Postcode, "154-0004", "13112", 35.6437, 139.6710),
    ])
}

impl Visitor {
    /// A page, as a Japanese browser asks for it. Words in the address may be written as they are.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, "text/html,application/xhtml+xml,*/*;q=0.8", "ja").await
    }

    /// A page, as a browser of that language asks for it.
    pub async fn get_in(&self, path: &str, language: &str) -> Page {
        self.ask(Method::GET, path, "text/html", language).await
    }

    /// Anything.
    pub async fn ask(&self, method: Method, path: &str, accept: &str, language: &str) -> Page {
        self.ask_with(method, path, &[(ACCEPT.as_str(), accept), (ACCEPT_LANGUAGE.as_str(), language)]).await
    }

    /// Anything, with these headers.
    pub async fn ask_with(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer: Response = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap().to_vec();
        Page { status, headers, html: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }
}

impl Page {
    /// A header, empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The words of the page's main part, in order, one space between them.
    pub fn words(&self) -> String {
        words(self.html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0)
    }

    /// The words of the first element that begins with `start`, such as `<h1`.
    pub fn of(&self, start: &str) -> String {
        let from = self.html.split_once(start).unwrap_or_else(|| panic!("no {start} in {}", self.html)).1;
        let tag = start.trim_start_matches('<').split([' ', '>']).next().unwrap();
        words(from.split_once(&format!("</{tag}>")).unwrap().0)
    }

    /// The names listed in the section of that id, in order.
    pub fn listed(&self, section: &str) -> Vec<String> {
        let Some((_, from)) = self.html.split_once(&format!("aria-labelledby=\"{section}\"")) else {
            return Vec::new();
        };
        let list = from.split_once("</section>").unwrap().0;
        list.split("<h3>").skip(1).map(|item| words(item.split_once("</h3>").unwrap().0)).collect()
    }

    /// The item of that pharmacy, whole.
    pub fn item(&self, id: &str) -> String {
        let items = self.html.split("<li class=\"item\"").skip(1);
        let mut named = items.filter(|item| item.contains(&format!("href=\"/p/{id}")));
        named.next().unwrap_or_else(|| panic!("{id} is not listed")).to_owned()
    }
}

/// The words of a piece of HTML: tags away, entities as they read, one space at most.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let html = html.split_once('>').map_or(html, |(_, rest)| rest);
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
