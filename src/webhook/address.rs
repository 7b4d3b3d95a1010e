//! Which addresses may be sent to: public ones only, or a webhook would be a hand inside the operator's own network.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use url::{Host, Url};

/// Bytes of an address at most.
const URL_BYTES: usize = 2_000;
/// How long a name may take to resolve.
const RESOLVE: Duration = Duration::from_secs(5);

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It is no absolute address of a web server.
    #[error("not an absolute https address without user, password and fragment")]
    Malformed,
    /// It is not https.
    #[error("not https")]
    Insecure,
    /// Its name resolves to nothing.
    #[error("the name does not resolve")]
    Unresolved,
    /// It is, or resolves to, an address that is not public.
    #[error("not a public address")]
    Private,
}

/// Decides where may be sent to; resolves names for the sender, so that what was checked is what is connected to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guard {
    /// Whether this machine itself is allowed, by http too: for tests only.
    pub allow_loopback: bool,
}

impl Guard {
    /// Looks at an address, and at what its name resolves to now.
    ///
    /// # Errors
    /// When it may not be sent to.
    pub async fn check(self, text: &str) -> Result<Url, Refusal> {
        let url = self.read(text)?;
        if let Some(Host::Domain(name)) = url.host() {
            self.resolved(name.to_owned(), url.port_or_known_default().unwrap_or(443)).await?;
        }
        Ok(url)
    }

    /// Looks at an address as it is written; its name is looked at when it is resolved.
    ///
    /// # Errors
    /// When it may not be sent to.
    pub fn read(self, text: &str) -> Result<Url, Refusal> {
        let url = Url::parse(text).map_err(|_| Refusal::Malformed)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        if !plain || text.len() > URL_BYTES || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Refusal::Malformed);
        }
        let literal = match url.host() {
            None => return Err(Refusal::Malformed),
            Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
            Some(Host::Domain(_)) => None,
        };
        match url.scheme() {
            "https" => {}
            "http" if self.allow_loopback => {}
            "http" => return Err(Refusal::Insecure),
            _ => return Err(Refusal::Malformed),
        }
        if literal.is_some_and(|ip| !self.allows(ip)) { Err(Refusal::Private) } else { Ok(url) }
    }

    /// Whether this address may be connected to.
    fn allows(self, ip: IpAddr) -> bool {
        (self.allow_loopback && ip.to_canonical().is_loopback()) || is_public(ip)
    }

    /// The addresses of a name, when every one of them is allowed: one that is not may be the one that is tried.
    async fn resolved(self, name: String, port: u16) -> Result<Vec<SocketAddr>, Refusal> {
        let found = tokio::time::timeout(RESOLVE, tokio::net::lookup_host((name, port))).await;
        let found: Vec<SocketAddr> =
            found.map_err(|_| Refusal::Unresolved)?.map_err(|_| Refusal::Unresolved)?.collect();
        match found.iter().all(|address| self.allows(address.ip())) {
            _ if found.is_empty() => Err(Refusal::Unresolved),
            true => Ok(found),
            false => Err(Refusal::Private),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found = guard.resolved(name.as_str().to_owned(), 0).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the public internet, by IANA's registries of special-purpose addresses.
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    // Network and length of what is private, shared, reserved, for documentation or for many.
    const SPECIAL: [(Ipv4Addr, u32); 16] = [
        (Ipv4Addr::UNSPECIFIED, 8),
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(100, 64, 0, 0), 10),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 0, 0, 0), 24),
        (Ipv4Addr::new(192, 0, 2, 0), 24),
        (Ipv4Addr::new(192, 31, 196, 0), 24),
        (Ipv4Addr::new(192, 52, 193, 0), 24),
        (Ipv4Addr::new(192, 88, 99, 0), 24),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(198, 18, 0, 0), 15),
        (Ipv4Addr::new(198, 51, 100, 0), 24),
        (Ipv4Addr::new(203, 0, 113, 0), 24),
        (Ipv4Addr::new(224, 0, 0, 0), 3),
    ];
    !SPECIAL.iter().any(|(network, length)| (ip.to_bits() ^ network.to_bits()) >> (32 - length) == 0)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out; within it: IETF protocols (Teredo, ORCHID …), documentation, 6to4.
    const SPECIAL: [(Ipv6Addr, u32); 4] = [
        (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
        (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
        (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
        (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    ];
    let given_out = ip.to_bits() >> 125 == 1;
    given_out && !SPECIAL.iter().any(|(network, length)| (ip.to_bits() ^ network.to_bits()) >> (128 - length) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for public in
            ["1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "203.0.114.1", "2606:4700::1111", "2400:8901::1"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in [
            "0.0.0.0",
            "10.0.0.8",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2001:db8::1",
            "2001::1",
            "2002:a00:1::1",
            "3fff::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn an_address_is_read_as_the_sender_reads_it() {
        let guard = Guard::default();
        for (text, refusal) in [
            ("https://example.jp/hook?x=1", None),
            ("https://example.jp:8443/hook", None),
            ("http://example.jp/hook", Some(Refusal::Insecure)),
            ("ftp://example.jp/", Some(Refusal::Malformed)),
            ("https://user:secret@example.jp/", Some(Refusal::Malformed)),
            ("https://example.jp/#here", Some(Refusal::Malformed)),
            ("https://", Some(Refusal::Malformed)),
            ("/hook", Some(Refusal::Malformed)),
            ("https://10.0.0.8/", Some(Refusal::Private)),
            ("https://127.1/", Some(Refusal::Private)),
            ("https://0x7f000001/", Some(Refusal::Private)),
            ("https://2130706433/", Some(Refusal::Private)),
            ("https://017700000001/", Some(Refusal::Private)),
            ("https://[::1]/", Some(Refusal::Private)),
            ("https://[::ffff:169.254.169.254]/", Some(Refusal::Private)),
            ("https://１２７.0.0.1/", Some(Refusal::Private)),
        ] {
            assert_eq!(guard.read(text).err(), refusal, "{text}");
        }
        let loopback = Guard { allow_loopback: true };
        assert!(loopback.read("http://127.0.0.1:9/").is_ok() && loopback.read("https://10.0.0.8/").is_err());
    }

    #[actix_web::test]
    async fn a_name_of_this_machine_is_refused_when_it_resolves() {
        let refused = Guard::default().check("https://localhost/hook").await;
        assert!(matches!(refused, Err(Refusal::Private | Refusal::Unresolved)), "{refused:?}");
        let resolved = Guard::default().resolve("localhost".parse().unwrap()).await;
        assert!(resolved.is_err(), "the sender's own resolver refuses it too");
    }
}
