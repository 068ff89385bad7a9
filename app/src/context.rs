//! What every page knows: who asks, in which language, and the services.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::content::Lang;
use domain::id::AccountId;
use domain::policy::Actor;
use domain::timestamp::Timestamp;
use fluent_templates::fluent_bundle::FluentValue;
use http::header;
use http::request::Parts;
use service::{Identity, Services};
use tower_sessions::Session;

use crate::error::PageError;
use crate::i18n;
use crate::page_cache::PageCache;

/// What the pages need from the server, the same for every request.
#[derive(Clone)]
pub struct AppState {
    parts: Arc<AppParts>,
    pages: Arc<PageCache>,
}

/// The parts of [`AppState`].
pub struct AppParts {
    /// The use cases.
    pub services: Services,
    /// Addresses of the files that pages link to.
    pub assets: AssetPaths,
    /// Whether this instance holds the demo, which a banner says on each page.
    pub is_demo: bool,
    /// The address under which people reach the site, such as `https://polder.example`.
    pub public_url: String,
    /// How long a session lives.
    pub session_limits: SessionLimits,
}

/// Addresses of the files that pages link to; each carries a hash of what is in it.
#[derive(Clone, Debug)]
pub struct AssetPaths {
    /// The stylesheet.
    pub style: String,
    /// The module that loads the islands; empty if they were not built.
    pub script: String,
    /// The WebAssembly of the islands.
    pub wasm: String,
    /// The icon.
    pub icon: String,
}

/// How long a session lives, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: i64,
    /// In all.
    pub absolute: i64,
}

impl AppState {
    /// Puts the state together.
    pub fn new(parts: AppParts) -> Self {
        Self {
            parts: Arc::new(parts),
            pages: Arc::default(),
        }
    }

    /// The pages that are rendered once for all visitors.
    pub fn pages(&self) -> &PageCache {
        &self.pages
    }
}

impl Deref for AppState {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.parts
    }
}

/// What a page knows of its request. Cheap to clone.
#[derive(Clone)]
pub struct Cx(Arc<CxParts>);

/// The parts of [`Cx`].
pub struct CxParts {
    /// What is the same for every request.
    pub state: AppState,
    /// The interface's language for this reader.
    pub lang: Lang,
    /// Who is signed in.
    pub identity: Option<Identity>,
    /// The same as the policy sees it.
    pub actor: Actor,
    /// Path and query of the request.
    pub path: String,
    /// The network address from which it came, or `unknown`.
    pub address: String,
}

impl Deref for Cx {
    type Target = CxParts;

    fn deref(&self) -> &CxParts {
        &self.0
    }
}

impl Cx {
    /// A context made by hand, for tests and for the pages that are rendered ahead.
    pub fn new(parts: CxParts) -> Self {
        Self(Arc::new(parts))
    }

    /// The use cases.
    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// The interface's message with that key.
    pub fn t(&self, key: &str) -> String {
        i18n::text(self.lang, key)
    }

    /// The interface's message with that key, filled in.
    pub fn t_with(&self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        i18n::text_with(self.lang, key, arguments)
    }

    /// A day in words.
    pub fn date(&self, day: time::Date) -> String {
        i18n::date(self.lang, day)
    }

    /// A moment in words.
    pub fn moment(&self, at: Timestamp) -> String {
        i18n::moment(self.lang, at.datetime())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| PageError::Internal("a page outside of the context layer".into()))
    }
}

/// The network address of a request, put there by the server's middleware, which knows whether a proxy can be trusted.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

pub use service::session_keys;

/// The name of the cookie that remembers a visitor's language.
pub const LANGUAGE_COOKIE: &str = "lang";

/// A session is written again at most this often (seconds), so that reading pages writes nothing most of the time.
const SEEN_EVERY: i64 = 300;

/// Finds out who asks and in which language, for every page behind it.
///
/// A request without a session cookie touches no database.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let identity = match request.extensions().get::<Session>() {
        Some(session) => identify(&state, session).await,
        None => None,
    };
    let headers = request.headers();
    let lang = cookie(headers, LANGUAGE_COOKIE)
        .and_then(Lang::parse)
        .or_else(|| identity.as_ref().map(|identity| identity.lang))
        .or_else(|| {
            headers
                .get(header::ACCEPT_LANGUAGE)?
                .to_str()
                .ok()
                .and_then(i18n::negotiate)
        })
        .unwrap_or_default();
    let cx = Cx::new(CxParts {
        lang,
        actor: identity.as_ref().map(Identity::actor).unwrap_or_default(),
        identity,
        path: request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned(),
        address: request
            .extensions()
            .get::<ClientAddress>()
            .map_or_else(|| "unknown".to_owned(), |address| address.0.clone()),
        state,
    });
    request.extensions_mut().insert(cx.clone());
    let response = next.run(request).await;
    crate::error::render_errors(&cx, response)
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a http::HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

async fn identify(state: &AppState, session: &Session) -> Option<Identity> {
    use session_keys::{ACCOUNT, SEEN_AT, SIGNED_IN_AT};

    let account: String = session.get(ACCOUNT).await.ok().flatten()?;
    let signed_in_at: i64 = session.get(SIGNED_IN_AT).await.ok().flatten()?;
    let seen_at: i64 = session.get(SEEN_AT).await.ok().flatten()?;
    let now = state.services.now();
    let limits = state.session_limits;
    if Timestamp(signed_in_at).plus_seconds(limits.absolute) <= now
        || Timestamp(seen_at).plus_seconds(limits.idle) <= now
    {
        let _ = session.flush().await;
        return None;
    }
    if Timestamp(seen_at).plus_seconds(SEEN_EVERY.min(limits.idle / 2)) <= now {
        let _ = session.insert(SEEN_AT, now.0).await;
    }
    match state.services.identify(&AccountId::from(account)).await {
        Ok(identity) => identity,
        Err(error) => {
            tracing::error!(%error, "an account could not be loaded");
            None
        }
    }
}
