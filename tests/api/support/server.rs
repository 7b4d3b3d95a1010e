//! A server for one test.

use std::sync::Arc;

use actix_web::web::Data;
use yoruyaku::{
    clock::{Clock, JAPAN},
    search::{Directory, Live, Snapshot},
    web::{App, Server, Settings},
};

use super::Client;

/// The evening that most tests ask about: Sunday before a holiday.
pub const NOW: &str = "2026-11-22T19:30:00+09:00";

/// Serves `directory` at [`NOW`]: from memory alone, which is also the proof that readers need no database.
pub async fn serve(directory: Directory) -> Client {
    serve_at(NOW, directory).await.0
}

/// Serves `directory` at that instant; the [`Live`] lets a test publish something else.
pub async fn serve_at(now: &str, directory: Directory) -> (Client, Arc<Live>) {
    serve_with(now, directory, Settings { requests_per_minute: 0, ..Settings::default() }).await
}

/// Serves `directory` at that instant with these settings.
pub async fn serve_with(now: &str, directory: Directory, settings: Settings) -> (Client, Arc<Live>) {
    let now = chrono::DateTime::parse_from_rfc3339(now).unwrap().to_utc();
    let today = now.with_timezone(&JAPAN).date_naive();
    let live = Arc::new(Live::new(Snapshot::build(directory, today)));
    let app = App::new(Arc::clone(&live), Clock::Fixed(now), settings);
    let (server, port) = Server::bind(Data::new(app), "127.0.0.1:0".parse().unwrap(), Some(1)).unwrap();
    actix_web::rt::spawn(server.run());
    (Client::new(port), live)
}
