//! What every request passes.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use app::context::{AppState, ClientAddress, Cx, CxParts, REQUEST_ID};
use app::error::{PageError, render_errors};
use app::resend::Kept;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tower_sessions::cookie::Cookie;
use tower_sessions::session::Id;
use usecase::security_event;

use crate::origin::{self, Foreign, Origin};

/// Of a header that a visitor sent, the log keeps so many letters.
const LONGEST_LOGGED: usize = 200;

/// Headers of every answer, files and errors too. A page sets a policy of its own, which stays.
pub async fn security_headers(State(is_secure): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if is_secure {
        // Of this host only: what its neighbours do is not this program's to say. Browsers heed it over TLS only.
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| app::shell::content_security_policy(None));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Makes pages of errors that do not come from a page: the time limit, a session that could not be saved, a file that is not
/// there. Nobody has looked yet, or any longer, who asks: the page is a visitor's. What was sent is given back if it was read before.
pub async fn error_pages(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let visitor = Cx::new(CxParts::visitor(state, &request));
    let kept = (!request.method().is_safe()).then(Kept::default);
    if let Some(kept) = &kept {
        request.extensions_mut().insert(kept.clone());
    }
    let response = next.run(request).await;
    let sent = kept.map(|kept| kept.sent());
    render_errors(&visitor, sent.as_deref(), response)
}

/// Says of an address with a NUL that it is not there: no name of the site's holds one, and PostgreSQL takes none to look for.
pub async fn no_nul(request: Request, next: Next) -> Response {
    if request.uri().path().contains("%00") {
        return PageError::NotFound.into_response();
    }
    next.run(request).await
}

/// Lets a browser take back the cookie of a session that ended. tower-sessions (0.15) makes the removal out of the request's
/// cookie, which has no attributes, and browsers ignore whatever is called `__Host-` and is not `Secure`.
pub async fn lasting_removal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let header::Entry::Occupied(mut cookies) = response.headers_mut().entry(header::SET_COOKIE) {
        for cookie in cookies.iter_mut() {
            if let Some(secure) = made_secure(cookie) {
                *cookie = secure;
            }
        }
    }
    response
}

/// The same cookie with `Secure`; nothing if it has that, or does not need it.
fn made_secure(cookie: &HeaderValue) -> Option<HeaderValue> {
    let mut cookie = Cookie::parse(cookie.to_str().ok()?).ok()?;
    if !cookie.name().starts_with("__Host-") || cookie.secure() == Some(true) {
        return None;
    }
    cookie.set_secure(true);
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The id under which the log speaks of a request is the server's own: one that a visitor chose could be somebody else's, or a novel.
pub async fn own_request_id(mut request: Request) -> Request {
    request.headers_mut().remove(REQUEST_ID);
    request
}

/// Takes away what cannot be the cookie of a session: tower-sessions (0.15) writes a warning about each, with all that the visitor
/// sent.
pub async fn no_malformed_session(
    State(name): State<&'static str>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_malformed = |pair: &str| {
        let value = pair.trim().split_once('=').filter(|(key, _)| *key == name);
        value.is_some_and(|(_, id)| id.parse::<Id>().is_err())
    };
    let cookies = request.headers().get_all(header::COOKIE).iter();
    let pairs: Vec<&str> = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .collect();
    if pairs.iter().any(|pair| is_malformed(pair)) {
        tracing::debug!("what cannot be the cookie of a session is ignored");
        let kept: Vec<&str> = pairs.into_iter().filter(|pair| !is_malformed(pair)).collect();
        let kept = HeaderValue::from_str(&kept.join(";"));
        request.headers_mut().remove(header::COOKIE);
        if let Ok(kept) = kept {
            request.headers_mut().insert(header::COOKIE, kept);
        }
    }
    next.run(request).await
}

/// Refuses a change that another site sent (CSRF), before anybody is asked who sent it: what another site wrote comes near no page
/// and no database.
pub async fn same_site_only(State(own): State<Arc<Origin>>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let headers = request.headers();
    let Err(reason) = origin::check(&own, headers) else {
        return next.run(request).await;
    };
    let text = |name: HeaderName| {
        let value = headers
            .get(name)
            .map(|value| String::from_utf8_lossy(value.as_bytes()));
        let value: String = value.unwrap_or_default().chars().take(LONGEST_LOGGED).collect();
        value.escape_default().to_string()
    };
    security_event!(
        "change-refused-origin",
        origin = %text(header::ORIGIN),
        host = %text(header::HOST),
        sec_fetch_site = %text(HeaderName::from_static("sec-fetch-site")),
        public_url = %own,
        advice = match reason {
            Foreign::Unencrypted => "the site was opened over plain http: let the proxy send http on to https",
            Foreign::OtherSite => "if people reach this site under that origin, start it with --public-url set to that origin; \
                else another site sent this",
        },
    );
    match reason {
        Foreign::OtherSite => PageError::CrossSite,
        Foreign::Unencrypted => PageError::Unencrypted,
    }
    .into_response()
}

/// Notes where a request comes from.
pub async fn client_address(State(behind_proxy): State<bool>, mut request: Request, next: Next) -> Response {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|address| address.0.ip());
    let address = if behind_proxy {
        forwarded_for(request.headers()).or(direct)
    } else {
        direct
    };
    let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The last address of `X-Forwarded-For`: the one that the proxy in front added. Those before it are whatever the visitor
/// claims. Nothing if the last is no address: then the proxy does not do what it must, and its own address is the one that is known.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?;
    forwarded_address(value.to_str().ok()?.rsplit(',').next()?.trim())
}

/// An address as proxies write it: plain, in brackets, with a port, with a zone. The port is another for each connection.
fn forwarded_address(text: &str) -> Option<IpAddr> {
    let host = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            (port.is_empty() || is_port(port)).then_some(host)?
        }
        None => match text.rsplit_once(':') {
            Some((host, port)) if host.parse::<Ipv4Addr>().is_ok() && is_port(&format!(":{port}")) => host,
            _ => text,
        },
    };
    let host = host.split_once('%').map_or(host, |(host, _)| host);
    host.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_address_is_read_however_it_is_written() {
        for (text, address) in [
            ("192.0.2.1", Some("192.0.2.1")),
            ("192.0.2.1:1000", Some("192.0.2.1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:1000", Some("2001:db8::1")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("::ffff:192.0.2.1", Some("192.0.2.1")),
            ("[::ffff:192.0.2.1]:1000", Some("192.0.2.1")),
            ("", None),
            ("unknown", None),
            ("_hidden", None),
            ("192.0.2.1:", None),
            ("192.0.2.1:port", None),
            ("192.0.2.1:1:2", None),
            ("192.0.2", None),
            ("[2001:db8::1", None),
            ("[2001:db8::1]x", None),
            ("polder.example", None),
        ] {
            let read = forwarded_address(text).map(|address| address.to_string());
            assert_eq!(read.as_deref(), address, "{text}");
        }
    }

    #[test]
    fn the_last_address_of_all_the_headers_counts() {
        let read = |values: &[&'static str]| {
            let headers = values
                .iter()
                .map(|value| {
                    (
                        HeaderName::from_static("x-forwarded-for"),
                        HeaderValue::from_static(value),
                    )
                })
                .collect();
            forwarded_for(&headers).map(|address| address.to_string())
        };
        assert_eq!(read(&[]), None);
        assert_eq!(read(&["203.0.113.7, 192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(
            read(&["203.0.113.7", "192.0.2.1:4"]).as_deref(),
            Some("192.0.2.1")
        );
        assert_eq!(read(&["192.0.2.1, "]), None);
        assert_eq!(read(&["203.0.113.7, unknown"]), None);
    }

    #[test]
    fn only_a_removal_that_needs_it_is_made_secure() {
        let made = |text: &'static str| {
            made_secure(&HeaderValue::from_static(text)).map(|value| value.to_str().expect("text").to_owned())
        };
        let removal = made("__Host-polder=; Path=/; Max-Age=0").expect("a change");
        let removal = Cookie::parse(removal).expect("a cookie");
        assert_eq!((removal.name(), removal.value()), ("__Host-polder", ""));
        assert_eq!((removal.secure(), removal.path()), (Some(true), Some("/")));
        assert_eq!(
            removal.max_age().map(time::SignedDuration::whole_seconds),
            Some(0)
        );
        // An attribute is one however it is spaced and spelt.
        assert_eq!(made("__Host-polder=x;Path=/;secure"), None);
        assert_eq!(made("polder=; Path=/; Max-Age=0"), None);
        assert_eq!(made("lang=x; Secured=1"), None);
        assert!(made("__Host-polder=x; Path=/; Comment=; SecureX").is_some());
    }
}
