//! What every request passes.

use std::net::SocketAddr;

use app::context::{AppState, ClientAddress, Cx, CxParts};
use app::error::{PageError, render_errors};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// Headers of every answer, files and errors too. A page sets a policy of its own, which stays.
pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
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
/// there. Nobody has looked yet, or any longer, who asks: the page is a visitor's.
pub async fn error_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let visitor = Cx::new(CxParts::visitor(state, &request));
    let response = next.run(request).await;
    render_errors(&visitor, None, response)
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
            let text = cookie.to_str().unwrap_or_default();
            if text.starts_with("__Host-")
                && !text.contains("; Secure")
                && let Ok(secure) = HeaderValue::from_str(&format!("{text}; Secure"))
            {
                *cookie = secure;
            }
        }
    }
    response
}

/// Refuses a change that another site sent (CSRF): browsers say where a request comes from, and every browser that is
/// still in use sends at least `Origin` with a POST. A request that says nothing is refused too.
pub async fn same_site_only(request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes
        && !is_same_origin(
            request.headers(),
            request.uri().authority().map(|host| host.as_str()),
        )
    {
        return PageError::CrossSite.into_response();
    }
    next.run(request).await
}

fn is_same_origin(headers: &HeaderMap, authority: Option<&str>) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    let host = text(&header::HOST).or(authority);
    let origin = text(&header::ORIGIN)
        .and_then(|origin| origin.split_once("://"))
        .map(|(_, host)| host);
    origin.is_some() && origin == host
}

/// Notes where a request comes from.
pub async fn client_address(State(behind_proxy): State<bool>, mut request: Request, next: Next) -> Response {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|address| address.0.ip().to_string());
    let address = if behind_proxy {
        forwarded_for(request.headers()).or(direct)
    } else {
        direct
    };
    request
        .extensions_mut()
        .insert(ClientAddress(address.unwrap_or_else(|| "unknown".to_owned())));
    next.run(request).await
}

/// The last address of `X-Forwarded-For`: the one that the proxy in front added. Those before it are whatever the visitor
/// claims.
fn forwarded_for(headers: &HeaderMap) -> Option<String> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?;
    Some(value.to_str().ok()?.rsplit(',').next()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_this_site_may_change_things() {
        let ok = |pairs| is_same_origin(&headers(pairs), None);
        assert!(ok(&[("sec-fetch-site", "same-origin")]));
        assert!(ok(&[
            ("origin", "https://polder.example"),
            ("host", "polder.example")
        ]));
        assert!(!ok(&[("sec-fetch-site", "cross-site")]));
        assert!(!ok(&[("sec-fetch-site", "same-site")]));
        assert!(!ok(&[
            ("origin", "https://evil.example"),
            ("host", "polder.example")
        ]));
        assert!(!ok(&[("origin", "null"), ("host", "polder.example")]));
        assert!(!ok(&[("host", "polder.example")]));
    }
}
