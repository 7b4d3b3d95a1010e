//! HTTP: every route, registered once, for the server, the tests and the contract alike.
//!
//! A request passes `edge` (name, limits, headers, problems, log), then its handler: extract, one call into
//! [`crate::search`], convert to views, cache headers. A reader's request takes one snapshot, waits for nothing and
//! touches no database.
//!
//! **Invariant:** handlers hold no truth. What is open is said by `hours`, who is near by `search`; here it is only asked
//! and written down.

mod api;
mod auth;
mod body;
mod bulk;
mod cache;
mod capacity;
mod contract;
mod edge;
mod embed;
mod encoding;
mod formats;
mod gate;
mod geocoding;
mod keys;
mod logged;
mod methods;
mod metrics;
mod office;
mod packed;
mod params;
mod past;
mod patience;
mod problem;
mod query;
mod rate;
mod reply;
mod server;
mod settings;
mod site;
mod snapshot;
mod tiles;
mod views;

use std::sync::Arc;

use utoipa_actix_web::service_config::ServiceConfig;

pub use bulk::{Bulk, ndjson};
pub use contract::openapi;
pub use methods::Methods;
pub use patience::Patience;
pub use problem::{Code, Problem};
pub use server::Server;
pub use settings::Settings;
pub use tiles::Tiles;

use crate::{clock::Clock, geocode::Geocoder, publish::Outlook, search::Live, store::Store};

/// Corrections that one household may send in an hour.
const CORRECTIONS_AN_HOUR: std::num::NonZeroU32 = std::num::NonZeroU32::new(6).expect("six is not zero");

/// What every handler may use; one per server, shared by its workers.
pub struct App {
    /// The directory that readers see.
    pub live: Arc<Live>,
    /// Where the present comes from.
    pub clock: Clock,
    /// Limits and addresses.
    pub settings: Settings,
    store: Option<Store>,
    geocoder: Option<Geocoder>,
    contract: contract::Contract,
    metrics: metrics::Metrics,
    capacity: capacity::Capacity,
    rate: rate::Rate,
    answers: cache::AnswerCache,
    corrections: rate::Rate,
    keys: keys::Keys,
    prepared: views::Prepared,
    past: past::Past,
    shelf: embed::Shelf,
    bulk: Option<Bulk>,
    database: Option<Arc<Outlook>>,
    checks: office::Checks,
}

impl App {
    /// A server's state, answering from `live`. No store is needed to answer readers.
    pub fn new(live: Arc<Live>, clock: Clock, settings: Settings) -> Self {
        let (capacity, rate) = (capacity::Capacity::new(&settings), rate::Rate::new(&settings));
        let corrections = rate::Rate::hourly(CORRECTIONS_AN_HOUR, settings.trusted_hops);
        let answers = cache::AnswerCache::new(settings.answer_cache_bytes);
        Self {
            live,
            clock,
            settings,
            answers,
            store: None,
            geocoder: None,
            contract: contract::Contract::new(),
            metrics: metrics::Metrics::new(),
            capacity,
            rate,
            corrections,
            keys: keys::Keys::default(),
            prepared: views::Prepared::default(),
            past: past::Past::default(),
            shelf: embed::Shelf::default(),
            bulk: None,
            database: None,
            checks: office::Checks::default(),
        }
    }

    /// The same, able to tell how the database is.
    pub(crate) fn with_database(self, outlook: Arc<Outlook>) -> Self {
        Self { database: Some(outlook), ..self }
    }

    /// The same, with prepared files of the whole directory.
    #[must_use]
    pub fn with_bulk(self, bulk: Bulk) -> Self {
        Self { bulk: Some(bulk), ..self }
    }

    /// The same, asking a geocoder for what the tables here don't know.
    #[must_use]
    pub(crate) fn with_geocoder(self, geocoder: Option<Geocoder>) -> Self {
        Self { geocoder, ..self }
    }

    /// The same, with a database: lists can be sent in and published.
    #[must_use]
    pub(crate) fn with_store(self, store: Store) -> Self {
        Self { store: Some(store), ..self }
    }
}

/// Every route of the API.
pub fn routes(config: &mut ServiceConfig) {
    api::routes(config);
    config.map(|plain| plain.configure(office::routes));
}
