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
mod contract;
mod edge;
mod formats;
mod gate;
mod logged;
mod methods;
mod metrics;
mod office;
mod params;
mod problem;
mod query;
mod rate;
mod reply;
mod server;
mod settings;
mod site;
mod snapshot;
mod views;

use std::sync::Arc;

use utoipa_actix_web::service_config::ServiceConfig;

pub use contract::openapi;
pub use methods::Methods;
pub use problem::{Code, Problem};
pub use server::Server;
pub use settings::Settings;

use crate::{clock::Clock, publish::Outlook, search::Live, store::Store};

/// What every handler may use; one per server, shared by its workers.
pub struct App {
    /// The directory that readers see.
    pub live: Arc<Live>,
    /// Where the present comes from.
    pub clock: Clock,
    /// Limits and addresses.
    pub settings: Settings,
    store: Option<Store>,
    contract: contract::Contract,
    metrics: metrics::Metrics,
    rate: Option<rate::Rate>,
    prepared: views::Prepared,
    database: Option<Arc<Outlook>>,
}

impl App {
    /// A server's state, answering from `live`. No store is needed to answer readers.
    pub fn new(live: Arc<Live>, clock: Clock, settings: Settings) -> Self {
        let rate = rate::Rate::new(settings.requests_per_minute, settings.trusted_hops);
        Self {
            live,
            clock,
            settings,
            store: None,
            contract: contract::Contract::new(),
            metrics: metrics::Metrics::new(),
            rate,
            prepared: views::Prepared::default(),
            database: None,
        }
    }

    /// The same, able to tell how the database is.
    pub(crate) fn with_database(self, outlook: Arc<Outlook>) -> Self {
        Self { database: Some(outlook), ..self }
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
