//! The proxies whose word about a reader is believed: nobody else's X-Forwarded field changes anything.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::HeaderMap;

/// A range of addresses, written `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subnet {
    address: IpAddr,
    bits: u32,
}

impl FromStr for Subnet {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let no = || format!("'{text}' is no address or range of addresses. Write 127.0.0.1 or 10.0.0.0/8.");
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| no())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| no())?;
        if bits > most { Err(no()) } else { Ok(Self { address, bits }) }
    }
}

impl fmt::Display for Subnet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl Subnet {
    fn holds(&self, address: IpAddr) -> bool {
        let (own, other, width) = match (self.address, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits()), u128::from(b.to_bits()), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
            _ => return false,
        };
        // A shift by the whole width would overflow: no bits means every address.
        self.bits == 0 || (own ^ other) >> (width - self.bits) == 0
    }
}

/// The trusted proxies; none, unless the settings name some.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<Subnet>);

impl Proxies {
    /// The reader's address, and whether their connection is HTTPS, by the word of trusted proxies.
    pub(crate) fn reader(&self, peer: IpAddr, headers: &HeaderMap) -> (IpAddr, bool) {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            return (peer, false);
        }
        let secure = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme.as_bytes() == b"https");
        (self.first_untrusted(headers).unwrap_or(peer), secure)
    }

    /// Read from the right: each proxy adds whom it saw, so the first that we do not trust is the reader.
    fn first_untrusted(&self, headers: &HeaderMap) -> Option<IpAddr> {
        let fields: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|f| f.to_str().ok()).collect();
        let mut hops = fields.iter().rev().flat_map(|field| field.rsplit(','));
        let mut last = None;
        for hop in &mut hops {
            let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
            last = Some(address.to_canonical());
            if !self.trusts(address.to_canonical()) {
                break;
            }
        }
        last
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|subnet| subnet.holds(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(forwarded: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
        headers.insert("x-forwarded-proto", "https".parse().expect("a header"));
        headers
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn nobody_is_believed_unless_the_settings_say_so() {
        let seen = Proxies::default().reader(ip("127.0.0.1"), &headers("203.0.113.7"));
        assert_eq!(seen, (ip("127.0.0.1"), false));
    }

    #[test]
    fn a_trusted_proxy_tells_the_reader_and_a_forged_hop_before_it_does_not() {
        let proxies = Proxies(vec!["127.0.0.0/8".parse().expect("a range"), "10.0.0.1".parse().expect("one")]);
        let seen = proxies.reader(ip("127.0.0.1"), &headers("1.2.3.4, 203.0.113.7, 10.0.0.1"));
        assert_eq!(seen, (ip("203.0.113.7"), true));
        assert_eq!(proxies.reader(ip("203.0.113.9"), &headers("1.2.3.4")), (ip("203.0.113.9"), false));
    }

    #[test]
    fn what_is_no_range_is_refused_with_a_sentence() {
        for text in ["", "all", "10.0.0.0/33", "::1/129", "10.0.0/8"] {
            assert!(text.parse::<Subnet>().is_err_and(|why| why.contains("10.0.0.0/8")), "{text}");
        }
        assert!("0.0.0.0/0".parse::<Subnet>().is_ok_and(|all| all.holds(ip("9.9.9.9"))));
    }
}
