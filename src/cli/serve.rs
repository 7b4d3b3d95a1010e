//! `yoruyaku serve`: migrate, load, serve.

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use actix_web::web::Data;

use super::{Failure, logging, open};
use crate::{
    config::Config,
    publish,
    search::{Live, Snapshot},
    web::{App, Server, Settings},
};

pub(super) fn run(config: &Config, demo: bool) -> Result<u8, Failure> {
    logging::start(config);
    let (store, migrations) = open(config)?;
    tracing::info!(?config, migrations = migrations.len(), "starting");
    if demo && publish::is_new(&store)? {
        let told = publish::seed(&store, config.clock)?;
        tracing::info!("{told}");
    }
    let today = config.clock.japan().date();
    let live = Arc::new(Live::new(Snapshot::build(publish::load(&store)?, today)));
    live.replace_gazetteer(publish::load_gazetteer(&store)?);
    actix_web::rt::System::new().block_on(async move {
        let outlook = Arc::new(publish::Outlook::default());
        let every = Duration::from_secs(config.refresh_seconds);
        let watching = publish::watch(store.clone(), Arc::clone(&live), config.clock, every, Arc::clone(&outlook));
        let app = Data::new(App::new(live, config.clock, settings(config)).with_database(outlook).with_store(store));
        let workers = (config.workers > 0).then_some(config.workers);
        let (server, port) = Server::bind(app, config.listen, workers)?;
        print_addresses(SocketAddr::new(config.listen.ip(), port))?;
        let watching = actix_web::rt::spawn(watching);
        let outcome = server.run().await;
        watching.abort();
        outcome?;
        Ok(0)
    })
}

fn settings(config: &Config) -> Settings {
    let defaults = Settings::default();
    Settings {
        public_url: config.public_url.clone(),
        security_contact: config.security_contact.clone().unwrap_or(defaults.security_contact),
        body_bytes: config.upload_bytes,
        requests_per_minute: config.requests_per_minute,
        trusted_hops: config.trusted_hops,
        ..defaults
    }
}

fn print_addresses(address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "page  http://{address}/")?;
    writeln!(out, "API   http://{address}/v1/pharmacies")?;
    writeln!(out, "docs  http://{address}/docs/")?;
    out.flush()
}
