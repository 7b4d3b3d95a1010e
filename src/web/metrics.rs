//! Counts for the operator, in Prometheus' text form.

use std::{borrow::Cow, sync::atomic::AtomicI64, time::Duration};

use actix_web::http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

use super::{api, problem::Code};

/// Upper edges of the answering-time buckets, in seconds.
const BUCKETS: [f64; 10] = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: Cow<'static, str>,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refusal {
    code: &'static str,
}

/// The counts of one server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    /// That of the searches answered: most requests are such, and need not look for it.
    searches: Counter,
    refusals: Family<Refusal, Counter>,
    took: Histogram,
    revision: Gauge<i64, AtomicI64>,
    pharmacies: Gauge<i64, AtomicI64>,
}

impl Metrics {
    /// All at nought.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("yoruyaku");
        let requests = Family::<Request, Counter>::default();
        let search = Request { method: "GET", route: Cow::Borrowed(api::PATH), status: StatusCode::OK.as_u16() };
        let searches = requests.get_or_create_owned(&search);
        let refusals = Family::default();
        let took = Histogram::new(BUCKETS);
        let revision = Gauge::default();
        let pharmacies = Gauge::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_problems", "Problems sent, by code", refusals.clone());
        registry.register("http_request_seconds", "Time to answer", took.clone());
        registry.register("snapshot_revision", "Revision that readers see", revision.clone());
        registry.register("snapshot_pharmacies", "Pharmacies that readers see", pharmacies.clone());
        Self { registry, requests, searches, refusals, took, revision, pharmacies }
    }

    /// Counts an answer; `route` is the address' pattern, so that there are few of them.
    pub fn answered(&self, method: &Method, route: Option<Cow<'static, str>>, status: StatusCode, took: Duration) {
        self.took.observe(took.as_secs_f64());
        if status == StatusCode::OK && *method == Method::GET && route.as_deref() == Some(api::PATH) {
            self.searches.inc();
            return;
        }
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "OPTIONS" => "OPTIONS",
            "POST" => "POST",
            "PUT" => "PUT",
            "PATCH" => "PATCH",
            "DELETE" => "DELETE",
            _ => "other",
        };
        let route = route.unwrap_or(Cow::Borrowed("none"));
        self.requests.get_or_create(&Request { method, route, status: status.as_u16() }).inc();
    }

    /// Counts a problem.
    pub fn refused(&self, code: Code) {
        self.refusals.get_or_create(&Refusal { code: code.row().name }).inc();
    }

    /// The text form, of a directory at `revision` with so many pharmacies.
    pub fn text(&self, revision: i64, pharmacies: usize) -> String {
        self.revision.set(revision);
        self.pharmacies.set(pharmacies.try_into().unwrap_or(i64::MAX));
        let mut out = String::new();
        // Encoding into a String fails only when a metric of ours encodes wrongly, which the test below would show.
        let _ = text::encode(&mut out, &self.registry);
        out
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_text() {
        let metrics = Metrics::new();
        metrics.answered(
            &Method::GET,
            Some(Cow::Borrowed("/v1/pharmacies")),
            StatusCode::OK,
            Duration::from_micros(120),
        );
        metrics.refused(Code::NotFound);
        let text = metrics.text(7, 60);
        for line in [
            "yoruyaku_http_requests_total{method=\"GET\",route=\"/v1/pharmacies\",status=\"200\"} 1",
            "yoruyaku_http_problems_total{code=\"not_found\"} 1",
            "yoruyaku_snapshot_revision 7",
            "yoruyaku_snapshot_pharmacies 60",
            "# EOF",
        ] {
            assert!(text.contains(line), "{line} not in\n{text}");
        }
    }
}
