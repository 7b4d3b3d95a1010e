//! The listening server.

use std::{io, net::SocketAddr};

use actix_web::{
    App as ActixApp, HttpServer,
    middleware::from_fn,
    web::{Data, PayloadConfig},
};
use utoipa_actix_web::AppExt;

use super::{App, api, edge::edge, embed, routes, site};

/// A server that listens and is ready to run.
pub struct Server {
    inner: actix_web::dev::Server,
    stop: StopSignals,
}

impl Server {
    /// Listens at `listen` (port 0 for any free one) with so many workers (one a core when `None`), and tells the port.
    /// From here on SIGTERM and ctrl-c are heard: whoever is told the address may at once ask for an end in order.
    ///
    /// # Errors
    /// When the address can't be listened at, or the signals can't be heard.
    pub fn bind(app: Data<App>, listen: SocketAddr, workers: Option<usize>) -> io::Result<(Self, u16)> {
        let stop_within = app.settings.stop_within.as_secs();
        let connections = app.settings.connections_per_worker;
        let make = move || {
            ActixApp::new()
                .into_utoipa_app()
                .app_data(app.clone())
                .app_data(PayloadConfig::new(app.settings.body_bytes))
                .configure(routes)
                .default_service(actix_web::web::to(api::nothing_here))
                .into_app()
                .configure(site::configure)
                .configure(embed::configure)
                .wrap(from_fn(edge))
        };
        let mut server =
            HttpServer::new(make).disable_signals().shutdown_timeout(stop_within).max_connections(connections);
        if let Some(workers) = workers {
            server = server.workers(workers.max(1));
        }
        let server = server.bind(listen)?;
        let port = server.addrs().first().map_or(listen.port(), SocketAddr::port);
        let stop = StopSignals::listen()?;
        Ok((Self { inner: server.run(), stop }, port))
    }

    /// A handle that stops it.
    pub fn handle(&self) -> actix_web::dev::ServerHandle {
        self.inner.handle()
    }

    /// Serves until told to stop by SIGTERM or ctrl-c, then finishes what it has begun.
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> io::Result<()> {
        let Self { inner, stop } = self;
        let handle = inner.handle();
        let watching = actix_web::rt::spawn(async move {
            stop.asked().await;
            tracing::info!("stopping: finishing the requests begun");
            handle.stop(true).await;
        });
        let outcome = inner.await;
        watching.abort();
        outcome
    }
}

/// The two ways an operator asks for an end in order.
#[cfg(unix)]
struct StopSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for SIGTERM or ctrl-c.
    async fn asked(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct StopSignals;

#[cfg(not(unix))]
impl StopSignals {
    #[allow(clippy::unnecessary_wraps, reason = "the same shape as on Unix")]
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    /// Waits for ctrl-c.
    async fn asked(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
