//! How many requests one caller may make: a token bucket each, by `governor`.
//!
//! Buckets are kept per address, or per key for those who show one that holds; of IPv6 the network of 64 bits counts as
//! one address, because one household has them all.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use actix_web::{HttpRequest, dev::ServiceRequest, http::header::HeaderMap};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::{Settings, keys::Digest, problem::Problem};

/// The window that the allowance is told for, seconds.
const WINDOW_S: u32 = 60;
/// After so many requests the buckets that are full again are forgotten.
const SWEEP: u32 = 65_536;

/// The buckets of one server.
pub struct Rate {
    hops: usize,
    addresses: Option<Buckets<IpAddr>>,
    keys: Option<Buckets<Digest>>,
}

/// The buckets of one kind of caller.
struct Buckets<K: Hash + Eq + Clone> {
    policy: &'static str,
    per_minute: NonZeroU32,
    all: RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>,
    seen: AtomicU32,
}

/// What one caller still may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Which of the limits it is: `default` or `key`.
    pub policy: &'static str,
    /// Requests allowed in a minute.
    pub per_minute: u32,
    /// Requests left.
    pub left: u32,
    /// Seconds until all of them are there again.
    pub full_in_s: u32,
    /// Seconds to wait; `None` when this request is allowed.
    pub wait_s: Option<u32>,
}

impl Rate {
    /// As the settings say: so many requests a minute for each address and for each key, all at once if need be; 0 for
    /// no limit. Of a request through proxies of ours the address is the one the outermost of them saw.
    pub fn new(settings: &Settings) -> Self {
        Self {
            hops: settings.trusted_hops,
            addresses: Buckets::new("default", settings.requests_per_minute),
            keys: Buckets::new("key", settings.requests_per_minute_with_key),
        }
    }

    /// So few an hour for each address: for what a person does seldom.
    pub fn hourly(times: NonZeroU32, hops: usize) -> Self {
        Self { hops, addresses: Some(Buckets::of("default", times, Quota::per_hour(times))), keys: None }
    }

    /// Takes one time from the bucket of a request's address.
    ///
    /// # Errors
    /// `too_many_requests` when none is left.
    pub fn admit(&self, request: &HttpRequest) -> Result<(), Problem> {
        let address = self.address(request.peer_addr(), request.headers());
        let wait_s = self.addresses.as_ref().and_then(|addresses| addresses.take(&address).wait_s);
        wait_s.map_or(Ok(()), |wait_s| Err(Problem::too_many(wait_s)))
    }

    /// Takes one request from the caller's bucket; `key` is of a token that is known to hold. `None` without a limit.
    pub fn take(&self, request: &ServiceRequest, key: Option<Digest>) -> Option<Allowance> {
        let address = || self.address(request.peer_addr(), request.headers());
        match key {
            Some(key) => self.keys.as_ref().map(|keys| keys.take(&key)),
            None => self.addresses.as_ref().map(|addresses| addresses.take(&address())),
        }
    }

    /// The address that counts. Without proxies of ours `X-Forwarded-For` is anybody's word and is not looked at.
    fn address(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.map_or(Ipv6Addr::UNSPECIFIED.into(), |peer| peer.ip());
        let forwarded = headers.get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
        let chain: Vec<&str> =
            if self.hops == 0 { Vec::new() } else { forwarded.flat_map(|value| value.split(',')).collect() };
        let outermost = self.hops.checked_sub(1).and_then(|inner| chain.iter().rev().nth(inner));
        one_household(outermost.and_then(|text| forwarded_address(text)).unwrap_or(peer))
    }
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    fn new(policy: &'static str, per_minute: u32) -> Option<Self> {
        NonZeroU32::new(per_minute).map(|times| Self::of(policy, times, Quota::per_minute(times)))
    }

    fn of(policy: &'static str, per_minute: NonZeroU32, quota: Quota) -> Self {
        Self { policy, per_minute, all: RateLimiter::keyed(quota).with_middleware(), seen: AtomicU32::new(0) }
    }

    fn take(&self, caller: &K) -> Allowance {
        if self.seen.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.all.retain_recent();
            self.all.shrink_to_fit();
        }
        let per_minute = self.per_minute.get();
        let (left, wait_s) = match self.all.check_key(caller) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(not_yet) => {
                let wait = not_yet.wait_time_from(self.all.clock().now());
                (0, Some(wait.as_secs_f64().ceil().max(1.0) as u32))
            }
        };
        let full_in_s = ((per_minute - left.min(per_minute)) * WINDOW_S).div_ceil(per_minute);
        Allowance { policy: self.policy, per_minute, left, full_in_s, wait_s }
    }
}

impl Allowance {
    /// The `RateLimit-Policy` header.
    pub fn policy(&self) -> String {
        format!("\"{}\";q={};w={WINDOW_S}", self.policy, self.per_minute)
    }

    /// The `RateLimit` header.
    pub fn told(&self) -> String {
        format!("\"{}\";r={};t={}", self.policy, self.left, self.full_in_s)
    }
}

/// An entry of `X-Forwarded-For`; some proxies put a port behind it, and brackets around IPv6.
fn forwarded_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|both| both.ip())).or_else(bare)
}

fn one_household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))), IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn from(peer: &str, forwarded: &str) -> ServiceRequest {
        let request = TestRequest::get().peer_addr(peer.parse().unwrap());
        let request =
            if forwarded.is_empty() { request } else { request.insert_header(("x-forwarded-for", forwarded)) };
        request.to_srv_request()
    }

    fn rate(requests_per_minute: u32, trusted_hops: usize) -> Rate {
        Rate::new(&Settings { requests_per_minute, trusted_hops, ..Settings::default() })
    }

    #[test]
    fn a_bucket_empties_and_says_so() {
        let rate = rate(2, 0);
        let request = from("192.0.2.1:1000", "");
        let told: Vec<Option<u32>> = (0..3).map(|_| rate.take(&request, None).unwrap().wait_s).collect();
        assert_eq!(told, [None, None, Some(30)]);
        assert_eq!(rate.take(&from("192.0.2.2:1000", ""), None).unwrap().told(), "\"default\";r=1;t=30");
        assert_eq!(rate.take(&request, None).unwrap().policy(), "\"default\";q=2;w=60");
        assert!(Rate::new(&Settings { requests_per_minute: 0, ..Settings::default() }).addresses.is_none());
    }

    #[test]
    fn a_key_has_a_bucket_of_its_own() {
        let rate =
            Rate::new(&Settings { requests_per_minute: 1, requests_per_minute_with_key: 3, ..Settings::default() });
        let request = from("192.0.2.1:1000", "");
        assert_eq!(rate.take(&request, None).unwrap().wait_s, None);
        assert!(rate.take(&request, None).unwrap().wait_s.is_some());
        assert_eq!(rate.take(&request, Some([1; 32])).unwrap().told(), "\"key\";r=2;t=20");
        assert_eq!(rate.take(&request, Some([2; 32])).unwrap().left, 2);
    }

    #[test]
    fn nobody_can_forge_an_address() {
        let address = |hops, forwarded| {
            let request = from("192.0.2.1:1000", forwarded);
            rate(9, hops).address(request.peer_addr(), request.headers()).to_string()
        };
        assert_eq!(address(0, "203.0.113.7"), "192.0.2.1");
        assert_eq!(address(1, "6.6.6.6, 203.0.113.7"), "203.0.113.7");
        assert_eq!(address(2, "6.6.6.6, 203.0.113.7, 198.51.100.1"), "203.0.113.7");
        assert_eq!(address(1, ""), "192.0.2.1");
        assert_eq!(address(1, "203.0.113.7:4711"), "203.0.113.7");
        assert_eq!(address(1, "[2001:db8::1]:4711"), "2001:db8::");
        assert_eq!(address(1, "[2001:db8::1]"), "2001:db8::");
        assert_eq!(address(1, "nonsense"), "192.0.2.1");
    }

    #[test]
    fn a_household_has_one_bucket() {
        let of = |text: &str| one_household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
