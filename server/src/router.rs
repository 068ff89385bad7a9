//! The router: pages and files, and what every request passes on its way to them.

use std::sync::Arc;
use std::time::Duration;

use app::context::{AppState, REQUEST_ID, attach};
use app::error::PageError;
use app::form::LARGEST_BODY;
use app::pages::learn::media;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header};
use store::{Sessions, Store};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration as CookieDuration;
use tower_sessions::{Expiry, SessionManagerLayer};
use tracing::Span;

use crate::assets::{self, Assets};
use crate::middleware::{
    client_address, error_pages, lasting_removal, no_malformed_session, no_nul, own_request_id,
    same_site_only, security_headers,
};
use crate::origin::Origin;

/// How the router is put together.
#[derive(Clone, Copy, Debug)]
pub struct RouterOptions {
    /// Whether a proxy in front says where a request came from.
    pub behind_proxy: bool,
    /// How long a request may take, with the sending of what it brings.
    pub time_limit: Duration,
}

impl Default for RouterOptions {
    fn default() -> Self {
        Self {
            behind_proxy: false,
            time_limit: Duration::from_secs(30),
        }
    }
}

/// The whole site, which people reach under `own`.
pub fn router(state: AppState, own: Origin, store: Store, assets: Assets, options: RouterOptions) -> Router {
    let is_secure = own.is_secure();
    let session_cookie = if is_secure { "__Host-polder" } else { "polder" };
    let idle = CookieDuration::seconds(state.session_limits.idle);
    let sessions = SessionManagerLayer::new(Sessions(store))
        .with_name(session_cookie)
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(idle));
    let pages = app::routes::router()
        .fallback(|| async { StatusCode::NOT_FOUND })
        // What these refuse becomes a page in the reader's language: they lie inside of the context.
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), attach))
        .layer(sessions)
        .layer(from_fn_with_state(session_cookie, no_malformed_session))
        .layer(from_fn(lasting_removal))
        .layer(from_fn_with_state(Arc::new(own), same_site_only))
        .with_state(state.clone());
    Router::new()
        .route("/healthz", get(health).with_state(state.clone()))
        .route("/assets/{name}", get(assets::serve).with_state(assets))
        // Pictures are for everybody and may be kept by any cache: no session comes near them.
        .route(media::PATH, get(media::file).with_state(state.clone()))
        .merge(pages)
        // The last one named is the first that a request passes.
        .layer(from_fn_with_state(options.behind_proxy, client_address))
        .layer(from_fn(no_nul))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            options.time_limit,
        ))
        .layer(from_fn_with_state(state, error_pages))
        // Files of figures. Pages come compressed (`app::compress`). Both with gzip, which takes a third of brotli's time for a
        // twentieth more bytes.
        .layer(
            CompressionLayer::new()
                .no_br()
                .compress_when(SizeAbove::default().and(is_text)),
        )
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(is_secure, security_headers))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(map_request(own_request_id))
}

/// Whether an answer gets smaller: everything but pictures that are compressed in themselves. A drawing is text.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .map_or(&b""[..], HeaderValue::as_bytes);
    !kind.starts_with(b"image/") || kind.starts_with(b"image/svg+xml")
}

/// The span of a request: every line of the log about it carries its id. The path is the route's pattern and never what was
/// asked for, which may hold the secret of a link to set a password. It is of the highest level, so that it is there whatever is logged.
fn span(request: &Request) -> Span {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str);
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    tracing::error_span!("request", method = %request.method(), path, id)
}

/// The answer of a page that panicked. The panic itself is in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    PageError::Internal("a page panicked".to_owned()).into_response()
}

/// For a supervisor: whether the server and its database answer.
async fn health(State(state): State<AppState>) -> Response {
    if state.runner.store.ping().await.is_ok() {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_text_and_a_photograph_is_not() {
        let is_text = |kind: &'static str| {
            let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))]
                .into_iter()
                .collect();
            is_text(StatusCode::OK, Version::HTTP_11, &headers, &Extensions::new())
        };
        for kind in [
            "text/csv; charset=utf-8",
            "application/json",
            "image/svg+xml; charset=utf-8",
            "image/svg+xml",
        ] {
            assert!(is_text(kind), "{kind}");
        }
        for kind in ["image/png", "image/webp", "image/jpeg"] {
            assert!(!is_text(kind), "{kind}");
        }
    }
}
