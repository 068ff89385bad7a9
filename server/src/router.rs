//! The router: pages and files, and what every request passes on its way to them.

use std::time::Duration;

use app::context::{AppState, attach};
use app::error::PageError;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderName, StatusCode};
use store::{Sessions, Store};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration as CookieDuration;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::assets::{self, Assets};
use crate::middleware::{client_address, same_site_only, security_headers};

/// The largest body that is taken: the longest form is a domain's answers with their notes.
const LARGEST_BODY: usize = 256 * 1024;
const TIMEOUT: Duration = Duration::from_secs(30);
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How the router is put together.
#[derive(Clone, Copy, Debug)]
pub struct RouterOptions {
    /// Whether people reach the site over TLS.
    pub is_secure: bool,
    /// Whether a proxy in front says where a request came from.
    pub behind_proxy: bool,
}

/// The whole site.
pub fn router(state: AppState, store: Store, assets: Assets, options: RouterOptions) -> Router {
    let idle = CookieDuration::seconds(state.session_limits.idle);
    let sessions = SessionManagerLayer::new(Sessions(store))
        .with_name(if options.is_secure {
            "__Host-polder"
        } else {
            "polder"
        })
        .with_secure(options.is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(idle));
    let pages = app::routes::router()
        .fallback(|| async { StatusCode::NOT_FOUND })
        // What these refuse becomes a page in the reader's language: they lie inside of the context.
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(same_site_only))
        .layer(from_fn_with_state(state.clone(), attach))
        .layer(sessions)
        .with_state(state.clone());
    Router::new()
        .route("/healthz", get(health).with_state(state))
        .route("/assets/{name}", get(assets::serve).with_state(assets))
        .merge(pages)
        // The last one named is the first that a request passes.
        .layer(from_fn_with_state(options.behind_proxy, client_address))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn(security_headers))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http())
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
}

/// The answer of a page that panicked. The panic itself is in the log.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    PageError::Internal("a page panicked".to_owned()).into_response()
}

/// For a supervisor: whether the server and its database answer.
async fn health(State(state): State<AppState>) -> Response {
    if state.services.is_healthy().await {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}
