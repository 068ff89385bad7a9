//! Use cases: what an actor may do, done. The only crate that names `store`.
//!
//! Each use case is a method of [`Services`] and begins by asking [`domain::policy::permit`]. Time and randomness come from the
//! [`Clock`] and the [`Random`] that the services were made with.

mod accounts;
mod credentials;
mod demo;
mod keeping;
mod limits;
mod links;
mod organisations;
mod password;
mod people;
mod personal;
mod regions;
mod sessions;
#[cfg(test)]
mod testing;

use std::sync::Arc;

/// An election body.
pub use domain::organisation::Organisation as Body;

use catalog::Catalog;
use domain::disclosure::Parameters;
use domain::policy::{Action, Actor, Resource};
use store::Store;
use usecase::{Env, Runner};

pub use accounts::{ChangePassword, Identity, IdentityMembership, SignIn};
pub use credentials::Origin;
pub use demo::{ConsentWords, DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount, load_demo};
pub use domain::organisation::Organisation;
pub use keeping::Kept;
pub use links::{InvitationLink, LinkBefore, clean_secret};
pub use organisations::NewOrganisation;
pub use people::{Added, Found, NewPerson, Person, RolesSet};
pub use personal::{PersonFacts, PersonalData};
pub use regions::{OwnRegion, RegionAdded};
pub use sessions::{OwnSession, session_keys};
pub(crate) use usecase::hash_secret;
pub use usecase::{
    Change, Clock, Error, FieldErrors, FixedClock, LinkFault, NotNow, Random, Result, SECURITY_LOG,
    SeededRandom, SystemClock, SystemRandom, Words, security_event,
};

/// Every use case. Cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

struct Parts {
    env: Env,
    store: Store,
    passwords: password::Passwords,
}

impl std::ops::Deref for Services {
    type Target = Env;

    fn deref(&self) -> &Env {
        &self.0.env
    }
}

impl Services {
    /// Puts the services together.
    pub fn new(store: Store, catalog: Catalog, clock: impl Clock, random: impl Random) -> Self {
        Self::with_disclosure(store, catalog, clock, random, Parameters::default())
    }

    /// The same with stricter parameters for the releases of rounds.
    pub fn with_disclosure(
        store: Store,
        catalog: Catalog,
        clock: impl Clock,
        random: impl Random,
        disclosure: Parameters,
    ) -> Self {
        Self(Arc::new(Parts {
            env: Env::new(catalog, clock, random, disclosure),
            store,
            passwords: password::Passwords::new(),
        }))
    }

    /// Runs use cases that are cut by area.
    pub fn runner(&self) -> Runner {
        Runner {
            env: self.0.env.clone(),
            store: self.0.store.clone(),
        }
    }

    /// Whether the database answers.
    pub async fn is_healthy(&self) -> bool {
        self.0.store.ping().await.is_ok()
    }

    /// Where everything is kept.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    fn permit(&self, actor: &Actor, action: Action, resource: Resource<'_>) -> Result<()> {
        domain::policy::decide(actor, action, resource).map_err(|refusal| self.refuse(actor, action, refusal))
    }

    async fn body(&self, actor: &Actor, slug: &str, action: Action) -> Result<Body> {
        // A visitor is asked to sign in whether there is such a body or not.
        domain::policy::signed_in(actor).map_err(|refusal| self.refuse(actor, action, refusal))?;
        let row = self
            .store()
            .reader()
            .organisation_by_slug(slug)
            .await?
            .ok_or(Error::NotFound)?;
        let body = usecase::organisation(row)?;
        if body.kind != domain::organisation::OrganisationKind::ElectionBody {
            return Err(Error::NotFound);
        }
        self.permit(actor, action, Resource::Organisation(&body.id))?;
        Ok(body)
    }
}
