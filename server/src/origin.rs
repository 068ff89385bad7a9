//! Where a change comes from, and whether that is this site.
//!
//! A browser names the origin of every form that it sends: scheme, host and port. It is compared, as an origin, with the address that
//! the operator configured, and never with `Host`: a proxy may change that, and whoever can choose one of the two can choose both.

use std::fmt::{self, Display, Formatter};
use std::net::IpAddr;

use http::{HeaderMap, HeaderName, Uri, header};

/// An origin (RFC 6454): scheme, host and port, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    is_secure: bool,
    /// In lower case; an IPv6 address in its one short form, in brackets.
    host: String,
    port: u16,
}

impl Origin {
    /// Reads `http://HOST`, `https://HOST` or the same with a port; nothing for anything else, `null` too.
    pub fn parse(text: &str) -> Option<Self> {
        let address: Uri = text.parse().ok()?;
        let is_secure = match address.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = address.authority()?;
        let is_bare = address.path() == "/" && address.query().is_none() && !authority.as_str().contains('@');
        let host = authority.host().to_ascii_lowercase();
        // What follows the host is a colon with a port, or nothing.
        let port = match authority.as_str().get(host.len()..)? {
            "" => Self::usual_port(is_secure),
            rest => rest.strip_prefix(':')?.parse().ok()?,
        };
        (is_bare && !host.is_empty()).then(|| Self {
            is_secure,
            host: canonical(host),
            port,
        })
    }

    /// Whether it is reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// Whether it is on the machine itself, under whichever of its names.
    pub fn is_this_machine(&self) -> bool {
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || self
                .host
                .trim_matches(['[', ']'])
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }

    /// Whether a page of `other` is a page of this site. Whoever develops on their own machine may use any of its names.
    pub fn is_own(&self, other: &Self) -> bool {
        let is_local = self.is_this_machine() && other.is_this_machine();
        self == other || is_local && (self.is_secure, self.port) == (other.is_secure, other.port)
    }

    /// Whether `other` is the same host, asked without TLS while this is reached over TLS.
    fn is_secure_form_of(&self, other: &Self) -> bool {
        self.is_secure && !other.is_secure && self.host == other.host
    }

    fn usual_port(is_secure: bool) -> u16 {
        if is_secure { 443 } else { 80 }
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port != Self::usual_port(self.is_secure) {
            write!(f, ":{}", self.port)?;
        }
        Ok(())
    }
}

fn canonical(host: String) -> String {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match address.map(str::parse::<std::net::Ipv6Addr>) {
        Some(Ok(address)) => format!("[{address}]"),
        _ => host,
    }
}

/// Why a change is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It came from another site, or does not say from where.
    OtherSite,
    /// It came from this site's host over plain HTTP, while the site is reached over HTTPS: a browser never sends the session's cookie
    /// back there.
    Unencrypted,
}

/// Whether a change came from a page of the site that is reached under `own`.
///
/// `Origin`, which every browser in use sends with a form, must be the site's. Where it is missing, the browser must say
/// `Sec-Fetch-Site: same-origin`. Where both are there, neither may speak against the other: `none`, which means that the person
/// themself caused the request (as when a browser restores a page), is taken with the right `Origin` only.
///
/// # Errors
/// Why it is refused.
pub fn check(own: &Origin, headers: &HeaderMap) -> Result<(), Foreign> {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text(&HeaderName::from_static("sec-fetch-site"));
    let may_be_own = matches!(site, None | Some("same-origin" | "none"));
    match text(&header::ORIGIN).map(Origin::parse) {
        Some(Some(origin)) if own.is_own(&origin) && may_be_own => Ok(()),
        Some(Some(origin)) if own.is_secure_form_of(&origin) => Err(Foreign::Unencrypted),
        None if site == Some("same-origin") => Ok(()),
        _ => Err(Foreign::OtherSite),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn checked(own: &str, pairs: &[(&'static str, &str)]) -> Result<(), Foreign> {
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_str(value).expect("a value"),
                )
            })
            .collect();
        check(&Origin::parse(own).expect("an origin"), &headers)
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for (one, other, same) in [
            ("https://polder.example", "https://polder.example:443", true),
            ("https://polder.example", "https://Polder.EXAMPLE", true),
            ("https://polder.example", "HTTPS://polder.example", true),
            ("http://polder.example", "http://polder.example:80", true),
            ("http://[::1]:3000", "http://[0:0:0:0:0:0:0:1]:3000", true),
            ("https://polder.example", "http://polder.example", false),
            ("https://polder.example", "http://polder.example:443", false),
            ("https://polder.example", "https://polder.example:8443", false),
            (
                "https://polder.example",
                "https://polder.example.evil.example",
                false,
            ),
            ("https://polder.example", "https://evil.example", false),
        ] {
            let (one, two) = (Origin::parse(one), Origin::parse(other));
            assert!(one.is_some() && two.is_some(), "{other}");
            assert_eq!(one == two, same, "{other}");
        }
        for wrong in [
            "",
            "null",
            "polder.example",
            "ftp://polder.example",
            "file://",
            "https://",
            "https://polder.example:",
            "https://polder.example:port",
            "https://polder.example:99999",
            "https://polder.example/a",
            "https://polder.example?a",
            "https://polder.example@evil.example",
            "https://بولدر.example",
            "https://polder.example, https://evil.example",
        ] {
            assert_eq!(Origin::parse(wrong), None, "{wrong}");
        }
        for text in ["https://polder.example", "http://127.0.0.1:3000", "http://[::1]"] {
            assert_eq!(Origin::parse(text).expect("an origin").to_string(), text);
        }
    }

    #[test]
    fn only_this_site_may_change_things() {
        let own = "https://polder.example";
        for pairs in [
            &[("origin", own)][..],
            &[("origin", own), ("host", "127.0.0.1:3000")],
            &[("origin", "https://POLDER.example:443")],
            &[("origin", own), ("sec-fetch-site", "same-origin")],
            &[("origin", own), ("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin")],
        ] {
            assert_eq!(checked(own, pairs), Ok(()), "{pairs:?}");
        }
        for pairs in [
            &[][..],
            &[("host", "polder.example")],
            &[("origin", "null"), ("host", "polder.example")],
            &[("origin", "null"), ("sec-fetch-site", "same-origin")],
            &[("origin", ""), ("sec-fetch-site", "same-origin")],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "same-origin"),
            ],
            &[("origin", "ftp://polder.example"), ("host", "polder.example")],
            &[("origin", own), ("sec-fetch-site", "cross-site")],
            &[("origin", own), ("sec-fetch-site", "same-site")],
            &[("origin", own), ("sec-fetch-site", "something new")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "none"), ("host", "polder.example")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site")],
        ] {
            assert_eq!(checked(own, pairs), Err(Foreign::OtherSite), "{pairs:?}");
        }
    }

    #[test]
    fn plain_http_is_told_apart_from_another_site() {
        let own = "https://polder.example";
        for origin in ["http://polder.example", "http://polder.example:8080"] {
            assert_eq!(checked(own, &[("origin", origin)]), Err(Foreign::Unencrypted));
        }
        let pairs = [
            ("origin", "http://polder.example"),
            ("sec-fetch-site", "cross-site"),
        ];
        assert_eq!(checked(own, &pairs), Err(Foreign::Unencrypted));
        assert_eq!(
            checked("http://polder.example", &[("origin", own)]),
            Err(Foreign::OtherSite)
        );
    }

    #[test]
    fn the_own_machine_has_several_names() {
        let own = "http://127.0.0.1:3000";
        for origin in [
            "http://localhost:3000",
            "http://[::1]:3000",
            "http://polder.localhost:3000",
        ] {
            assert_eq!(checked(own, &[("origin", origin)]), Ok(()), "{origin}");
        }
        // Cookies are shared by all ports of a machine: another program on it is another site.
        for origin in [
            "http://localhost:8000",
            "https://localhost:3000",
            "http://localhost.evil.example:3000",
            "http://192.0.2.1:3000",
        ] {
            assert_eq!(
                checked(own, &[("origin", origin)]),
                Err(Foreign::OtherSite),
                "{origin}"
            );
        }
        assert_eq!(
            checked("http://polder.example", &[("origin", "http://localhost")]),
            Err(Foreign::OtherSite)
        );
    }
}
