//! The whole site in the test's own process, on a small seeded world, on either database.
//!
//! ```ignore
//! on_both! {
//!     async fn a_lead_sees_the_people(store: &Store) {
//!         let site = Site::new(store).await;
//!         let mut lead = site.signed_in("lead").await;
//!         assert_eq!(lead.get("/assess/harbour/people").await.status, StatusCode::OK);
//!     }
//! }
//! ```
//!
//! Long because it is the one place where the small world of these tests is set up.
#![allow(
    clippy::allow_attributes,
    dead_code,
    unused_imports,
    reason = "each test file uses its own part of this"
)]

pub mod content;
pub mod day;
pub mod help;
pub mod log;
pub mod markup;
pub mod round;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::context::{AppParts, AppState, SessionLimits};
use argon2::password_hash::{PasswordHasher, SaltString};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use domain::disclose::Parameters;
use domain::id::{AccountId, OrganisationId};
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Instance, Membership};
use domain::timestamp::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use server::assets::Assets;
use server::origin::Origin;
use server::router::{RouterOptions, router};
use store::{AccountRow, OrganisationRow};
use tower::ServiceExt;
use usecase::{Env, FixedClock, Runner, SeededRandom, act};

pub use store::Store;
pub use store::testing::on_both;

/// The password of everybody in the seeded world.
pub const PASSWORD: &str = "polder test polder";

/// When the world begins: 1 November 2026, 09:00 UTC.
pub const START: Timestamp = Timestamp(1_793_523_600_000);

/// The organisations: id (which is also the slug), kind.
const ORGANISATIONS: [(&str, OrganisationKind); 6] = [
    ("harbour", OrganisationKind::ElectionBody),
    ("hill", OrganisationKind::ElectionBody),
    ("first-donor", OrganisationKind::Donor),
    ("second-donor", OrganisationKind::Donor),
    ("partner", OrganisationKind::Partner),
    ("house", OrganisationKind::Operator),
];

/// The people: id (which is also the name, and the part of the address before `@example.org`), organisation, role.
const PEOPLE: [(&str, &str, Role); 10] = [
    ("learner", "harbour", Role::Learner),
    ("assessor", "harbour", Role::Assessor),
    ("lead", "harbour", Role::Lead),
    ("second-lead", "harbour", Role::Lead),
    ("reviewer", "harbour", Role::Reviewer),
    ("stranger", "hill", Role::Lead),
    ("analyst", "first-donor", Role::Analyst),
    ("other-analyst", "second-donor", Role::Analyst),
    ("implementer", "partner", Role::Implementer),
    ("operator", "house", Role::Operator),
];

/// How often a site was started.
static STARTS: AtomicU64 = AtomicU64::new(1);

/// The site and the world behind it.
pub struct Site {
    pub store: Store,
    pub runner: Runner,
    pub clock: Arc<FixedClock>,
    pub state: AppState,
    router: Router,
}

impl Site {
    /// The site on a store, filled with the seeded world.
    pub async fn new(store: &Store) -> Self {
        let site = Self::empty(store).await;
        seed(store).await;
        site
    }

    /// The site on a store as it is.
    pub async fn empty(store: &Store) -> Self {
        Self::with_options(store, "http://polder.example", RouterOptions::default()).await
    }

    /// The site on a store as it is, under an address, with options of the router.
    pub async fn with_options(store: &Store, public_url: &str, options: RouterOptions) -> Self {
        Self::with_content(store, &content::folder(), public_url, options).await
    }

    /// The site on a store as it is, started anew with other content.
    pub async fn restarted(store: &Store, content: &Path) -> Self {
        let site =
            Self::with_content(store, content, "http://polder.example", RouterOptions::default()).await;
        server::keeping::keep_what_was_submitted(&site.runner)
            .await
            .expect("what was submitted");
        site
    }

    async fn with_content(store: &Store, content: &Path, public_url: &str, options: RouterOptions) -> Self {
        let catalog = server::serve::load_catalog(content).expect("the content");
        let clock = Arc::new(FixedClock::at(START));
        // A site that is started anew at the same moment gives out other ids.
        let seed = STARTS.fetch_add(1, Ordering::Relaxed);
        let runner = Runner {
            env: Env::new(
                catalog,
                Arc::clone(&clock),
                SeededRandom::new(seed),
                Parameters::default(),
            ),
            store: store.clone(),
        };
        let assets = Assets::load(Path::new("no such folder")).expect("the assets");
        let state = AppState::new(AppParts {
            runner: runner.clone(),
            passwords: identity::Passwords::new(),
            releases: insight::ReleaseCache::default(),
            assets: assets.paths(),
            demo: None,
            public_url: public_url.to_owned(),
            session_limits: SessionLimits {
                idle: 3_600,
                absolute: 12 * 3_600,
            },
        });
        let own = Origin::parse(public_url).expect("an origin");
        let router = router(state.clone(), own, store.clone(), assets, options);
        Self {
            store: store.clone(),
            runner,
            clock,
            state,
            router,
        }
    }

    /// Has a worker do what is due.
    pub async fn work(&self) {
        server::work::worker(self.runner.clone()).run_once().await;
    }

    /// Closes a round.
    pub async fn close(&self, actor: &Actor, round: &str) -> usecase::Result<()> {
        let permit = self.runner.env.permit(actor, Instance)?;
        insight::close_round(&self.runner, &permit, round).await
    }

    /// A browser that nobody has used yet.
    pub fn visitor(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
        }
    }

    /// A browser in which a person of the seeded world is signed in.
    pub async fn signed_in(&self, who: &str) -> Client {
        let mut client = self.visitor();
        let answer = client.sign_in(who, PASSWORD).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{who} cannot sign in: {}",
            answer.text()
        );
        client
    }

    /// A person of the seeded world as the policy sees them.
    #[expect(clippy::unused_self, reason = "tests ask the site for its people")]
    pub fn actor(&self, who: &str) -> Actor {
        let memberships = PEOPLE
            .iter()
            .filter(|(id, ..)| *id == who)
            .map(|(_, organisation, role)| Membership {
                organisation: OrganisationId::from(*organisation),
                kind: kind(organisation),
                role: *role,
            })
            .collect();
        Actor {
            account: Some(AccountId::from(who)),
            memberships,
        }
    }

    /// Moves the site's clock.
    pub fn wait(&self, seconds: i64) {
        use usecase::Clock;
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }
}

fn kind(organisation: &str) -> OrganisationKind {
    ORGANISATIONS
        .iter()
        .find(|(id, _)| *id == organisation)
        .expect("an organisation of the world")
        .1
}

/// Fills an empty store with the seeded world.
async fn seed(store: &Store) {
    for (id, kind) in ORGANISATIONS {
        store
            .write(async |tx| {
                tx.insert_organisation(&OrganisationRow {
                    name: format!("The {id}"),
                    created_at: START.0,
                    ..store::testing::new_organisation(id, kind)
                })
                .await
            })
            .await
            .expect("an organisation");
    }
    store
        .write(async |tx| tx.settle_regions().await)
        .await
        .expect("regions");
    let hash = cheap_hash(PASSWORD);
    for (id, organisation, role) in PEOPLE {
        store
            .write(async |tx| {
                tx.insert_account(&AccountRow {
                    id: id.into(),
                    email: format!("{id}@example.org"),
                    name: id.into(),
                    password_hash: None,
                    language: "en".into(),
                    created_at: START.0,
                })
                .await
            })
            .await
            .expect("an account");
        store
            .write(async |tx| tx.set_password(&id.into(), &hash).await)
            .await
            .expect("a password");
        store
            .write(async |tx| {
                tx.insert_membership(&id.into(), &organisation.into(), role.as_str(), START.0)
                    .await
            })
            .await
            .expect("a membership");
    }
}

/// A hash that is checked like any other, since it names its own parameters, but in no time.
fn cheap_hash(password: &str) -> String {
    let params = argon2::Params::new(8, 1, 1, None).expect("parameters");
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let salt = SaltString::encode_b64(&[1; 16]).expect("a salt");
    argon2
        .hash_password(password.as_bytes(), &salt)
        .expect("a hash")
        .to_string()
}

/// The path of the link that a page shows.
pub fn link(page: &str) -> String {
    let start = page.find("http://polder.example/set-password/").expect("a link");
    let rest = &page[start + "http://polder.example".len()..];
    rest[..rest.find('"').expect("the end of the link")].to_owned()
}

/// A browser: it keeps cookies and says where its requests come from.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// The network address from which its requests come.
    pub address: IpAddr,
}

impl Client {
    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        self.send(request).await
    }

    /// Sends a form of this site.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(encode(form)))
            .expect("a request");
        self.send(request).await
    }

    /// Calls a server function as an island of this site does.
    pub async fn call(&mut self, path: &str, arguments: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(arguments.to_string()))
            .expect("a request");
        self.send(request).await
    }

    /// Signs in.
    pub async fn sign_in(&mut self, who: &str, password: &str) -> Answer {
        let email = format!("{who}@example.org");
        self.post("/sign-in", &[("email", &email), ("password", password)])
            .await
    }

    /// Sends any request, with the browser's cookies, and keeps those of the answer.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers
            .entry(header::HOST)
            .or_insert(HeaderValue::from_static("polder.example"));
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let value = HeaderValue::from_str(&cookies.join("; ")).expect("cookies");
            headers.insert(header::COOKIE, value);
        }
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').expect("a cookie has a name");
        let value = rest.split(';').next().unwrap_or_default();
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// Submits an assessment as it is now, as a lead does who has just looked at it.
pub async fn submit(site: &Site, lead: &Actor, slug: &str, id: &str) {
    let sheet = act!(site.runner, lead, slug, assess::review_sheet(id)).expect("a sheet");
    let seen = assess::seen_of(&site.runner.env, &sheet).expect("a model");
    act!(
        site.runner,
        lead,
        slug,
        assess::submit_assessment(id, true, &seen)
    )
    .expect("a submission");
}

/// A form as a browser sends it.
pub fn encode(form: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{}={}", app::form::encode(name), app::form::encode(value)))
        .collect();
    pairs.join("&")
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether the body holds a text.
    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// A header as text, empty if it is not there.
    pub fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where the browser is sent on.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    /// Whether the person is asked to sign in first: who wants a page is led to the form, who sent a form gets it back.
    pub fn asks_to_sign_in(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
            || self.status == StatusCode::SEE_OTHER && self.location().starts_with("/sign-in?next=")
    }
}
