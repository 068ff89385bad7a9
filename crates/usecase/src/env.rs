//! What a use case may know besides what is stored.

use std::sync::Arc;

use catalog::Catalog;
use domain::assess::model::{Model, ModelRef};
use domain::content::Lang;
use domain::disclose::Parameters;
use domain::id::AccountId;
use domain::identity::audit::{By, Entry, Event};
use domain::identity::policy::{Act, Action, Actor, Permit, Refusal, Resource};
use domain::timestamp::Timestamp;
use store::Tx;

use crate::{Clock, Error, Random, Result, security_event};

/// Content, time, randomness and the parameters of releases. Cheap to clone.
#[derive(Clone)]
pub struct Env(Arc<Parts>);

struct Parts {
    catalog: Catalog,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
    disclosure: Parameters,
}

impl Env {
    /// Puts it together. `disclosure` is for rounds that are closed from now on.
    pub fn new(catalog: Catalog, clock: impl Clock, random: impl Random, disclosure: Parameters) -> Self {
        Self(Arc::new(Parts {
            catalog,
            clock: Box::new(clock),
            random: Box::new(random),
            disclosure,
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

    /// The parameters of releases of rounds that are closed from now on.
    pub fn disclosure(&self) -> Parameters {
        self.0.disclosure
    }

    /// The fewest bodies that a figure about bodies in aggregate may concern here, for rounds that are closed from now on.
    pub fn fewest_bodies(&self) -> usize {
        self.0.disclosure.k()
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
        hex::encode(self.random_bytes::<16>())
    }

    /// Random bytes.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.random.fill(&mut bytes);
        bytes
    }

    /// A version of the model, in the language in which it can be had.
    ///
    /// # Errors
    /// The content no longer has it.
    pub fn model(&self, lang: Lang, model: &ModelRef) -> Result<&Model> {
        self.catalog()
            .model_version(lang, &model.id, model.version)
            .ok_or_else(|| Error::Internal(format!("version {model} of a model is gone")))
    }

    /// The one door: what is done is permitted here before anything else. A refusal is a line of the security log, so whoever only
    /// wants to know whether something would be allowed asks [`Env::may`].
    ///
    /// # Errors
    /// The policy says no.
    pub fn permit<A: Act>(&self, actor: &Actor, on: A::On) -> Result<Permit<A>> {
        domain::identity::policy::permit(actor, on).map_err(|refusal| self.refuse(actor, A::ACTION, refusal))
    }

    /// Whether the policy allows it: for what is not being done, but decides on something else. Nothing is refused, so nothing is logged.
    pub fn may(&self, actor: &Actor, action: Action, resource: Resource<'_>) -> bool {
        domain::identity::policy::decide(actor, action, resource).is_ok()
    }

    /// Records what was done, in the transaction in which it was done.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn record(&self, tx: &mut Tx, by: &AccountId, event: Event) -> Result<()> {
        let entry = Entry {
            id: self.new_id(),
            at: self.now(),
            by: By::from(by),
            event,
        };
        Ok(tx.audit(&entry).await?)
    }

    /// Records many things that were done together, in the transaction in which they were done.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn record_all(
        &self,
        tx: &mut Tx,
        by: &AccountId,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<()> {
        let entry = |event| Entry {
            id: self.new_id(),
            at: self.now(),
            by: By::from(by),
            event,
        };
        let entries: Vec<Entry> = events.into_iter().map(entry).collect();
        Ok(tx.audit_all(&entries).await?)
    }

    /// A refusal, with its line in the security log: for what is decided before there is anything to ask the policy of.
    pub fn refuse(&self, actor: &Actor, action: Action, refusal: Refusal) -> Error {
        let account = actor.account.as_ref().map_or("none", |account| account.as_str());
        security_event!("refused", ?action, %refusal, account);
        refusal.into()
    }
}
