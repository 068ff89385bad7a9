//! Use cases: what an actor may do, done. The only crate that names `store`.
//!
//! Each use case is a method of [`Services`] and begins by asking [`domain::policy::permit`]. Time and randomness come from the
//! [`Clock`] and the [`Random`] that the services were made with.

#[macro_use]
mod security_log;

mod accounts;
mod answering;
mod assessment;
mod audit;
mod body;
mod clock;
mod consent;
mod credentials;
mod demo;
mod error;
mod keeping;
mod learning;
mod limits;
mod links;
mod not_now;
mod organisations;
mod password;
mod people;
mod personal;
mod profile;
mod random;
mod regions;
mod releases;
mod reporting;
mod rounds;
mod seen;
mod sessions;
mod submitted;
#[cfg(test)]
mod testing;
mod verification;
mod words;

use std::sync::Arc;

use catalog::Catalog;
use domain::disclosure::Parameters;
use domain::policy::{Action, Actor, Refusal, Resource};
use domain::timestamp::Timestamp;
use store::Store;

pub use accounts::{ChangePassword, Identity, IdentityMembership, SignIn};
pub use answering::{AnswerInput, Conflict, Keep, SaveReport, SavedAnswer, fingerprint};
pub use assessment::{AssessmentInfo, AssessmentSheet, ModelNews, Overview, StoredAnswer, Verdict};
pub use audit::{AuditLine, AuditPage, AuditPlace, AuditQuery, Who};
pub use body::Body;
pub use clock::{Clock, FixedClock, SystemClock};
pub use consent::{
    CONSENT_TEXT_VERSION, ConsentReceipt, Decider, Donor, LastSubmission, NewProposal, Part, Proposal,
    ProposalState, Sharing, SharingRound, Used,
};
pub use credentials::Origin;
pub use demo::{ConsentWords, DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount, load_demo};
pub use error::{Error, FieldErrors, Result};
pub use keeping::Kept;
pub use learning::{
    Attempt, AttemptResult, AttemptState, AttemptSummary, HandedIn, MarkedChoice, MarkedQuestion, Next,
    Question, QuizPlace,
};
pub use links::{InvitationLink, LinkBefore, LinkFault, clean_secret};
pub use not_now::NotNow;
pub use organisations::{NewOrganisation, Organisation};
pub use people::{Added, Found, NewPerson, Person, RolesSet};
pub use personal::{PersonFacts, PersonalData};
pub use profile::{BodyProfile, ProfileForm, ProfileInput, TargetInput};
pub use random::{Random, SeededRandom, SystemRandom};
pub use regions::{OwnRegion, RegionAdded};
pub use releases::{
    ClosedRound, DonorRounds, EarlierFigure, NamedProfile, NamedReport, PublishedRelease, ShownCell,
    ShownCoverage,
};
pub use reporting::{BodyReport, SubmittedAssessment};
pub use rounds::{ClosingPreview, InstanceOverview, NewRound, RoundInfo};
pub use security_log::SECURITY_LOG;
pub use seen::{Change, Seen};
pub use sessions::{OwnSession, session_keys};
pub use verification::ReleaseCheck;
pub use words::Words;

/// Every use case. Cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

struct Parts {
    store: Store,
    catalog: Catalog,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
    passwords: password::Passwords,
    disclosure: Parameters,
    releases: releases::Known,
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
            disclosure,
            store,
            catalog,
            clock: Box::new(clock),
            random: Box::new(random),
            passwords: password::Passwords::new(),
            releases: releases::Known::default(),
        }))
    }

    /// What is learnt and asked: read-only, in memory, public.
    pub fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A new id: a UUIDv7, so that ids sort by time of creation.
    pub fn new_id(&self) -> String {
        let now = self.now().0.max(0) as u64;
        uuid::Builder::from_unix_timestamp_millis(now, &self.random_bytes::<10>())
            .into_uuid()
            .to_string()
    }

    /// A secret of 128 bits in hexadecimal, for links and nonces.
    pub fn new_secret(&self) -> String {
        hex(&self.random_bytes::<16>())
    }

    /// The fewest bodies that a figure about bodies in aggregate may concern here, for rounds that are closed from now on.
    pub fn fewest_bodies(&self) -> usize {
        self.0.disclosure.k()
    }

    /// Whether the database answers.
    pub async fn is_healthy(&self) -> bool {
        self.0.store.ping().await.is_ok()
    }

    fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.random.fill(&mut bytes);
        bytes
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    /// The one door: every use case passes here before anything else. A refusal is a line of the security log, so whoever only wants
    /// to know whether something would be allowed asks [`domain::policy::permit`] itself.
    fn permit(&self, actor: &Actor, action: Action, resource: Resource<'_>) -> Result<()> {
        domain::policy::permit(actor, action, resource).map_err(|refusal| self.refuse(actor, action, refusal))
    }

    /// Whether the policy allows it: for what is not being done, but decides on something else. Nothing is refused, so nothing is logged.
    fn may(&self, actor: &Actor, action: Action, resource: Resource<'_>) -> bool {
        domain::policy::permit(actor, action, resource).is_ok()
    }

    /// A refusal, with its line in the security log: for what is decided before there is anything to ask [`domain::policy::permit`] of.
    pub fn refuse(&self, actor: &Actor, action: Action, refusal: Refusal) -> Error {
        let account = actor.account.as_ref().map_or("none", |account| account.as_str());
        security_event!("refused", ?action, %refusal, account);
        refusal.into()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash under which a secret is stored: a secret of 128 random bits needs no slow hash.
fn hash_secret(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(secret.as_bytes()))
}
