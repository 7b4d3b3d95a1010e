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
    geocode::Geocoder,
    publish,
    search::Live,
    web::{App, Bulk, Patience, Server, Settings, Tiles},
    webhook,
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
    let live = Arc::new(Live::new(publish::snapshot(&store, today)?));
    live.replace_gazetteer(publish::load_gazetteer(&store)?);
    live.replace_embedding(publish::load_embedding(&store)?);
    live.replace_emergency(publish::load_emergency(&store)?);
    actix_web::rt::System::new().block_on(async move {
        let outlook = Arc::new(publish::Outlook::default());
        let every = Duration::from_secs(config.refresh_seconds);
        let app = App::new(Arc::clone(&live), config.clock, settings(config));
        let app = app.with_geocoder(config.geocoder.as_deref().and_then(Geocoder::new));
        let bulk = Bulk::new(config.bulk_dir.clone());
        let app = app.with_database(Arc::clone(&outlook)).with_store(store.clone()).with_bulk(bulk.clone());
        let beside = [
            actix_web::rt::spawn(publish::watch(store.clone(), Arc::clone(&live), config.clock, every, outlook)),
            actix_web::rt::spawn(publish::forget_old(store.clone(), config.clock, config.history_days)),
            actix_web::rt::spawn(webhook::deliver(store, config.clock, guard(config), config.public_url.clone())),
            actix_web::rt::spawn(bulk.follow(live, config.public_url.clone())),
        ];
        let app = Data::new(app);
        let workers = (config.workers > 0).then_some(config.workers);
        let (server, port) = Server::bind(app, config.listen, workers)?;
        print_addresses(SocketAddr::new(config.listen.ip(), port))?;
        let outcome = server.run().await;
        for task in &beside {
            task.abort();
        }
        outcome?;
        Ok(0)
    })
}

fn guard(config: &Config) -> webhook::Guard {
    webhook::Guard { allow_loopback: config.unsafe_webhooks_to_loopback }
}

fn settings(config: &Config) -> Settings {
    let defaults = Settings::default();
    Settings {
        public_url: config.public_url.clone(),
        security_contact: config.security_contact.clone().unwrap_or(defaults.security_contact),
        map_tiles: config.map_tiles.as_deref().and_then(|template| Tiles::new(template, &config.map_attribution)),
        body_bytes: config.upload_bytes,
        patience: Patience {
            silence: Duration::from_secs(config.body_silence_seconds),
            whole: Duration::from_secs(config.body_seconds),
        },
        requests_at_once: config.requests_at_once,
        bodies_at_once: config.bodies_at_once,
        answer_cache_bytes: config.answer_cache_bytes,
        requests_per_minute: config.requests_per_minute,
        requests_per_minute_with_key: config.requests_per_minute_with_key,
        trusted_hops: config.trusted_hops,
        data_license: config.data_license.clone(),
        webhooks_to_loopback: config.unsafe_webhooks_to_loopback,
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
