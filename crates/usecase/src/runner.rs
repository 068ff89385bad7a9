//! Use cases one at a time, each as one transaction: for the command line, the demonstration and tests. A page begins its transaction
//! itself, since it may read first and write afterwards.

use domain::id::OrganisationId;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Act, Actor, Instance, NamedReport, Permit};
use store::{Reader, Store, Tx};

use crate::{Env, Result};

/// Runs use cases. Cheap to clone.
#[derive(Clone)]
pub struct Runner {
    /// What they are given.
    pub env: Env,
    /// Where they read and write.
    pub store: Store,
}

impl Runner {
    /// Runs one use case of `actor` on something, and keeps what it wrote if it ends well:
    /// `runner.run(&lead, "harbour", async |permit, tx| assess::save_profile(&env, permit, tx, &input).await)`.
    ///
    /// # Errors
    /// The policy says no, or the use case fails; nothing was written then.
    pub async fn run<A: Act, T>(
        &self,
        actor: &Actor,
        on: impl Place<A>,
        work: impl AsyncFnOnce(&Permit<A>, &mut Tx) -> Result<T>,
    ) -> Result<T> {
        let permit = on.enter(&self.env, &mut self.store.reader(), actor).await?;
        self.store.write(async |tx| work(&permit, tx).await).await
    }
}

/// What an action can be done to, and how one comes to the permit for it.
#[expect(async_fn_in_trait, reason = "only ever used with the types below")]
pub trait Place<A: Act> {
    /// Asks for the permit.
    ///
    /// # Errors
    /// There is no such thing, or the policy says no.
    async fn enter(self, env: &Env, reader: &mut Reader, actor: &Actor) -> Result<Permit<A>>;
}

impl<A: Act<On = Instance>> Place<A> for Instance {
    async fn enter(self, env: &Env, _: &mut Reader, actor: &Actor) -> Result<Permit<A>> {
        env.permit(actor, self)
    }
}

impl<A: Act<On = Organisation>> Place<A> for &OrganisationId {
    async fn enter(self, env: &Env, reader: &mut Reader, actor: &Actor) -> Result<Permit<A>> {
        env.enter_by_id(reader, actor, self).await
    }
}

impl<A: Act<On = Organisation>> Place<A> for &Organisation {
    async fn enter(self, env: &Env, _: &mut Reader, actor: &Actor) -> Result<Permit<A>> {
        env.permit(actor, self.clone())
    }
}

/// By its name in addresses.
impl<A: Act<On = Organisation>> Place<A> for &str {
    async fn enter(self, env: &Env, reader: &mut Reader, actor: &Actor) -> Result<Permit<A>> {
        env.enter(reader, actor, self).await
    }
}

impl<A: Act<On = NamedReport>> Place<A> for NamedReport {
    async fn enter(self, env: &Env, _: &mut Reader, actor: &Actor) -> Result<Permit<A>> {
        env.permit(actor, self)
    }
}

/// Runs one use case with a [`Runner`], or with anything that has its fields, as one transaction: `act!(runner, &actor, use_case(input))`
/// on the instance, `act!(runner, &actor, "harbour", use_case(input))` on an organisation.
#[macro_export]
macro_rules! act {
    ($runner:expr, $actor:expr, $($use_case:ident)::+ ( $($input:expr),* $(,)? )) => {
        $crate::act!($runner, $actor, ::domain::identity::policy::Instance, $($use_case)::+ ($($input),*))
    };
    ($runner:expr, $actor:expr, $on:expr, $($use_case:ident)::+ ( $($input:expr),* $(,)? )) => {
        $runner
            .run($actor, $on, async |permit, tx| {
                $($use_case)::+(&$runner.env, permit, tx $(, $input)*).await
            })
            .await
    };
}
