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
}

impl Server {
    /// Listens at `listen` (port 0 for any free one) with so many workers (one a core when `None`), and tells the port.
    ///
    /// # Errors
    /// When the address can't be listened at.
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
        Ok((Self { inner: server.run() }, port))
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
        let handle = self.inner.handle();
        let watching = actix_web::rt::spawn(async move {
            stop_asked().await;
            tracing::info!("stopping: finishing the requests begun");
            handle.stop(true).await;
        });
        let outcome = self.inner.await;
        watching.abort();
        outcome
    }
}

/// Waits for SIGTERM or ctrl-c.
async fn stop_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
