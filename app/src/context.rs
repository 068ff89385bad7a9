//! What every page knows: who asks, in which language, and what use cases are given.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::content::Lang;
use domain::identity::organisation::{Organisation, OrganisationKind, Role};
use domain::identity::policy::{Act, Actor, Permit};
use domain::timestamp::Timestamp;
use http::request::Parts;
use http::{HeaderName, header};
use identity::{Identity, Passwords};
use insight::ReleaseCache;
use tower_sessions::Session;
use usecase::{Env, Reader, Runner, Tx, security_event};

use crate::address;
use crate::compress::accepts;
use crate::error::PageError;
use crate::fragment::Fragments;
use crate::page_cache::PageCache;
use crate::resend::Sent;

/// What the pages need from the server, the same for every request.
#[derive(Clone)]
pub struct AppState {
    parts: Arc<AppParts>,
    pages: Arc<PageCache>,
    fragments: Arc<Fragments>,
}

/// The parts of [`AppState`].
pub struct AppParts {
    /// What use cases are given, and where they read and write.
    pub runner: Runner,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// The releases that were read before.
    pub releases: ReleaseCache,
    /// Addresses of the files that pages link to.
    pub assets: AssetPaths,
    /// If this instance holds the demo, which a banner says on each page: with what to sign in.
    pub demo: Option<DemoDoor>,
    /// The address under which people reach the site, such as `https://polder.example`.
    pub public_url: String,
    /// How long a session lives.
    pub session_limits: SessionLimits,
}

/// With what to sign in to the demo.
#[derive(Clone, Debug)]
pub struct DemoDoor {
    /// The password of all.
    pub password: &'static str,
    /// The accounts: the address, and the role for which it stands.
    pub accounts: Vec<(&'static str, Role)>,
}

impl AppParts {
    /// Whether people reach the site over TLS, so that cookies are sent over it only.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name of the cookie that remembers a visitor's language. Over TLS no neighbour of the site can set it.
    pub fn language_cookie(&self) -> &'static str {
        if self.is_secure() { "__Host-lang" } else { "lang" }
    }
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

impl SessionLimits {
    /// Whether a session has ended.
    fn are_over(&self, signed_in_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
        signed_in_at.plus_seconds(self.absolute) <= now || seen_at.plus_seconds(self.idle) <= now
    }

    /// Whether it is time to note that a session is in use: at most every [`SEEN_EVERY`] seconds, and always before half of what it
    /// may rest is over.
    fn is_seen_anew(&self, seen_at: Timestamp, now: Timestamp) -> bool {
        seen_at.plus_seconds(SEEN_EVERY.min(self.idle / 2)) <= now
    }
}

impl AppState {
    /// Puts the state together.
    pub fn new(parts: AppParts) -> Self {
        Self {
            parts: Arc::new(parts),
            pages: Arc::default(),
            fragments: Arc::default(),
        }
    }

    /// The contents that are rendered once for everybody who sees the same.
    pub fn fragments(&self) -> &Fragments {
        &self.fragments
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
    /// The language that the address names, if it does.
    pub address_lang: Option<Lang>,
    /// The language that was chosen, if one was: with the address, or in this browser.
    pub chosen_lang: Option<Lang>,
    /// The language in which this is read, if anything says so: nobody asked for the default.
    pub read_lang: Option<Lang>,
    /// Who is signed in.
    pub identity: Option<Identity>,
    /// The same as the policy sees it.
    pub actor: Actor,
    /// Path and query of the request, without the language.
    pub path: String,
    /// Whether the reader's browser can read gzip.
    pub reads_gzip: bool,
    /// The network address from which it came, or `unknown`.
    pub address: String,
    /// The id of the request, under which the log speaks of it.
    pub request_id: String,
}

impl CxParts {
    /// What a request says of itself, before anybody has looked who sent it.
    pub fn visitor(state: AppState, request: &Request) -> Self {
        let headers = request.headers();
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let address = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let (address_lang, path) = address::split(address);
        let chosen_lang =
            address_lang.or_else(|| cookie(headers, state.language_cookie()).and_then(Lang::parse));
        let read_lang = chosen_lang.or_else(|| text(&header::ACCEPT_LANGUAGE).and_then(words::negotiate));
        Self {
            address_lang,
            chosen_lang,
            read_lang,
            lang: read_lang.unwrap_or_default(),
            identity: None,
            actor: Actor::default(),
            path,
            reads_gzip: accepts(headers, "gzip"),
            address: request
                .extensions()
                .get::<ClientAddress>()
                .map_or_else(|| "unknown".to_owned(), |address| address.0.clone()),
            request_id: text(&REQUEST_ID).unwrap_or_default().to_owned(),
            state,
        }
    }
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

    /// A visitor who is made up, for what is rendered once for many: nothing in it is of whoever happens to ask.
    pub fn anybody(&self, path: String) -> Self {
        Self::new(CxParts {
            state: self.state.clone(),
            lang: self.lang,
            address_lang: self.address_lang,
            chosen_lang: None,
            read_lang: None,
            identity: None,
            actor: Actor::default(),
            path,
            reads_gzip: false,
            address: "unknown".to_owned(),
            request_id: String::new(),
        })
    }

    /// What every use case is given.
    pub fn env(&self) -> &Env {
        &self.state.runner.env
    }

    /// Runs what is more than one transaction.
    pub fn runner(&self) -> Runner {
        self.state.runner.clone()
    }

    /// Begins to read.
    pub fn reader(&self) -> Reader {
        self.state.runner.store.reader()
    }

    /// Begins to write: all or nothing, once it is committed.
    pub async fn begin(&self) -> usecase::Result<Tx> {
        Ok(self.state.runner.store.begin().await?)
    }

    /// The permit of whoever asks for an action.
    pub fn permit<A: Act>(&self, on: A::On) -> usecase::Result<Permit<A>> {
        self.env().permit(&self.actor, on)
    }

    /// The permit of whoever asks for an action on the election body with that name in addresses.
    ///
    /// One's own bodies were read with the account, so that the database is asked about those of others only.
    pub async fn permit_on_body<A: Act<On = Organisation>>(&self, slug: &str) -> usecase::Result<Permit<A>> {
        let mut memberships = self.identity.iter().flat_map(|identity| &identity.memberships);
        let own = memberships.find(|own| {
            own.organisation.slug == slug && own.organisation.kind == OrganisationKind::ElectionBody
        });
        if let Some(own) = own {
            return self.permit(own.organisation.clone());
        }
        self.env().enter_body(&mut self.reader(), &self.actor, slug).await
    }

    /// The address at which this reader finds a page: in the language of the address that they asked for, if it named one.
    pub fn addressed(&self, path: &str) -> String {
        match self.address_lang.filter(|_| self.identity.is_none()) {
            Some(lang) => address::join(lang, path),
            None => path.to_owned(),
        }
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

pub use identity::session_keys;

/// The header with the id of a request, which the server gives to each.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A session is written again at most this often (seconds), so that reading pages writes nothing most of the time.
const SEEN_EVERY: i64 = 300;

/// Finds out who asks and in which language, for every page behind it.
///
/// A request without a session cookie touches no database.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let identified = match request.extensions().get::<Session>() {
        Some(session) => identify(&state, session).await,
        None => Ok(None),
    };
    // Who cannot be told from a visitor is not taken for one: that would look as if the session had ended.
    let (identity, unknown) = match identified {
        Ok(identity) => (identity, None),
        Err(error) => (None, Some(error)),
    };
    let visitor = CxParts::visitor(state, &request);
    // Whoever is signed in reads in a language of their own, and every page has one address for them.
    if identity.is_some() && visitor.address_lang.is_some() && request.method().is_safe() {
        return Redirect::to(&visitor.path).into_response();
    }
    // An account's own language comes first: the cookie of a shared PC may be somebody else's.
    let own = identity.as_ref().and_then(|identity| identity.lang);
    let cx = Cx::new(CxParts {
        lang: own.unwrap_or(visitor.lang),
        read_lang: own.or(visitor.read_lang),
        actor: identity.as_ref().map(Identity::actor).unwrap_or_default(),
        identity,
        ..visitor
    });
    request.extensions_mut().insert(cx.clone());
    let sent = Sent::of(&mut request, cx.identity.is_some()).await;
    let response = match unknown.or_else(|| refusal_of(sent.as_deref(), &cx)) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    };
    crate::error::render_errors(&cx, sent.as_deref(), response)
}

/// Why what was sent is not even handed on.
fn refusal_of(sent: Option<&Sent>, cx: &Cx) -> Option<PageError> {
    let sent = sent?;
    if sent.is_too_large() {
        return Some(PageError::TooLarge);
    }
    let identity = cx.identity.as_ref()?;
    sent.is_under_another_name(identity.account.as_str())
        .then_some(PageError::AnotherName)
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

async fn identify(state: &AppState, session: &Session) -> Result<Option<Identity>, PageError> {
    use session_keys::{ACCOUNT, SEEN_AT};

    let Some(id) = session.id() else {
        return Ok(None);
    };
    let now = state.runner.env.now();
    let limits = state.session_limits;
    // The reader is let go before the session is asked: it holds a connection.
    let found = identity::identify_session(&mut state.runner.store.reader(), &id.to_string()).await?;
    let Some(found) = found else {
        // Only tower-sessions can take a cookie back, and it does so once it has looked for the session itself.
        session.get_value(ACCOUNT).await?;
        return Ok(None);
    };
    if limits.are_over(found.signed_in_at, found.seen_at, now) {
        // One that cannot be removed is over all the same: it is asked again at each request, and swept in the end.
        session.flush().await?;
        security_event!("session-expired", account = %found.identity.account);
        return Ok(None);
    }
    if limits.is_seen_anew(found.seen_at, now) {
        session.insert(SEEN_AT, now.0).await?;
    }
    Ok(Some(found.identity))
}

mod wording;

#[cfg(test)]
mod tests;
