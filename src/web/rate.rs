//! How many requests one address may make: a token bucket each, by `governor`.
//!
//! Buckets are kept per address; of IPv6 the network of 64 bits counts as one, because one household has them all.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use actix_web::dev::ServiceRequest;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

/// The window that the allowance is told for, seconds.
const WINDOW_S: u32 = 60;
/// After so many requests the buckets that are full again are forgotten.
const SWEEP: u32 = 65_536;

/// The buckets of one server.
pub struct Rate {
    per_minute: NonZeroU32,
    hops: usize,
    buckets: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>,
    seen: AtomicU32,
}

/// What one address still may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
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
    /// So many requests a minute for each address, all at once if need be; `None` for no limit. Of a request through
    /// `hops` proxies of ours the address is the one the outermost of them saw.
    pub fn new(per_minute: u32, hops: usize) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute)?;
        let buckets = RateLimiter::keyed(Quota::per_minute(per_minute)).with_middleware();
        Some(Self { per_minute, hops, buckets, seen: AtomicU32::new(0) })
    }

    /// Takes one request from the address' bucket.
    pub fn take(&self, request: &ServiceRequest) -> Allowance {
        if self.seen.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.buckets.retain_recent();
            self.buckets.shrink_to_fit();
        }
        let per_minute = self.per_minute.get();
        let (left, wait_s) = match self.buckets.check_key(&self.address(request)) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(not_yet) => {
                let wait = not_yet.wait_time_from(self.buckets.clock().now());
                (0, Some(wait.as_secs_f64().ceil().max(1.0) as u32))
            }
        };
        let full_in_s = ((per_minute - left.min(per_minute)) * WINDOW_S).div_ceil(per_minute);
        Allowance { per_minute, left, full_in_s, wait_s }
    }

    /// The address that counts. Without proxies of ours `X-Forwarded-For` is anybody's word and is not looked at.
    fn address(&self, request: &ServiceRequest) -> IpAddr {
        let peer = request.peer_addr().map_or(Ipv6Addr::UNSPECIFIED.into(), |peer| peer.ip());
        let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
        let chain: Vec<&str> =
            if self.hops == 0 { Vec::new() } else { forwarded.flat_map(|value| value.split(',')).collect() };
        let outermost = self.hops.checked_sub(1).and_then(|inner| chain.iter().rev().nth(inner));
        one_household(outermost.and_then(|text| text.trim().parse().ok()).unwrap_or(peer))
    }
}

impl Allowance {
    /// The `RateLimit-Policy` header.
    pub fn policy(&self) -> String {
        format!("\"default\";q={};w={WINDOW_S}", self.per_minute)
    }

    /// The `RateLimit` header.
    pub fn told(&self) -> String {
        format!("\"default\";r={};t={}", self.left, self.full_in_s)
    }
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

    #[test]
    fn a_bucket_empties_and_says_so() {
        let rate = Rate::new(2, 0).unwrap();
        let request = from("192.0.2.1:1000", "");
        let told: Vec<Option<u32>> = (0..3).map(|_| rate.take(&request).wait_s).collect();
        assert_eq!(told, [None, None, Some(30)]);
        assert_eq!(rate.take(&from("192.0.2.2:1000", "")).told(), "\"default\";r=1;t=30");
        assert_eq!(rate.take(&request).policy(), "\"default\";q=2;w=60");
        assert!(Rate::new(0, 0).is_none());
    }

    #[test]
    fn nobody_can_forge_an_address() {
        let address =
            |hops, forwarded| Rate::new(9, hops).unwrap().address(&from("192.0.2.1:1000", forwarded)).to_string();
        assert_eq!(address(0, "203.0.113.7"), "192.0.2.1");
        assert_eq!(address(1, "6.6.6.6, 203.0.113.7"), "203.0.113.7");
        assert_eq!(address(2, "6.6.6.6, 203.0.113.7, 198.51.100.1"), "203.0.113.7");
        assert_eq!(address(1, ""), "192.0.2.1");
        assert_eq!(address(1, "nonsense"), "192.0.2.1");
    }

    #[test]
    fn a_household_has_one_bucket() {
        let of = |text: &str| one_household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
