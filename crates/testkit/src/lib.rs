//! Builders for the tests of use cases: a temporary SQLite store with the real content, people in organisations.
//!
//! ```ignore
//! let setting = setting().await;
//! let own = setting.organisation("own", OrganisationKind::ElectionBody).await;
//! let lead = setting.person("lead", &[(&own, Role::Lead)]).await;
//! act!(setting, &lead, "own", save_profile(&input)).unwrap();
//! ```

use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use catalog::Catalog;
use domain::assess::answer::Answer;
use domain::content::Lang;
use domain::disclose::Parameters;
use domain::id::{AccountId, OrganisationId};
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Membership};
use domain::timestamp::Timestamp;
use store::{OrganisationRow, Store};
use usecase::{Env, FixedClock, Runner, SeededRandom};

pub use usecase::act;

/// When the tests begin: 1 November 2026, 09:00 UTC.
pub const START: Timestamp = Timestamp(1_793_523_600_000);

/// A store, the content, and a clock that stands until it is set.
#[derive(Clone)]
pub struct Setting {
    /// Runs use cases.
    pub runner: Runner,
    /// The clock.
    pub clock: Arc<FixedClock>,
}

impl Deref for Setting {
    type Target = Runner;

    fn deref(&self) -> &Runner {
        &self.runner
    }
}

/// What is ticked of a practice of the newest model where somebody answers so, as a form carries it; nothing for an answer that follows from
/// no ticks, and for a practice that there is not.
pub fn ticks(practice: &str, answer: &str) -> String {
    static CONTENT: LazyLock<Catalog> = LazyLock::new(content);
    let model = CONTENT.model(Lang::default());
    let parts = model
        .practice(practice)
        .and_then(|practice| practice.question.parts());
    let ticks = Answer::parse(answer).and_then(|answer| parts?.ticks_for(answer));
    ticks.map(|ticks| ticks.to_string()).unwrap_or_default()
}

/// The real content.
fn content() -> Catalog {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    Catalog::load(&content).expect("the content")
}

/// An empty store, with the real content.
pub async fn setting() -> Setting {
    setting_with(Parameters::default()).await
}

/// The same with other parameters for releases.
pub async fn setting_with(disclosure: Parameters) -> Setting {
    let catalog = content();
    let clock = Arc::new(FixedClock::at(START));
    let store = store::testing::sqlite().await;
    Setting {
        runner: Runner {
            env: Env::new(catalog, Arc::clone(&clock), SeededRandom::new(1), disclosure),
            store,
        },
        clock,
    }
}

impl Setting {
    /// The store.
    pub fn store(&self) -> &Store {
        &self.runner.store
    }

    /// An organisation whose id is its name in addresses.
    pub async fn organisation(&self, slug: &str, kind: OrganisationKind) -> OrganisationId {
        self.store()
            .write(async |tx| {
                tx.insert_organisation(&OrganisationRow {
                    created_at: START.0,
                    ..store::testing::new_organisation(slug, kind)
                })
                .await
            })
            .await
            .expect("an organisation");
        slug.into()
    }

    /// A person with an account of that id; roles are those of the kind of organisation that has them.
    pub async fn person(&self, id: &str, roles: &[(&OrganisationId, Role)]) -> Actor {
        let account = store::testing::account(self.store(), id).await;
        self.roles(&account, roles).await
    }

    /// More roles for a person; the actor has these alone.
    pub async fn roles(&self, account: &AccountId, roles: &[(&OrganisationId, Role)]) -> Actor {
        let mut memberships = Vec::new();
        for (organisation, role) in roles {
            self.store()
                .write(async |tx| {
                    tx.insert_membership(account, organisation, role.as_str(), START.0)
                        .await
                })
                .await
                .expect("a membership");
            memberships.push(Membership {
                organisation: (*organisation).clone(),
                kind: OrganisationKind::ALL
                    .into_iter()
                    .find(|kind| *role != Role::Learner && kind.roles().contains(role))
                    .unwrap_or(OrganisationKind::ElectionBody),
                role: *role,
            });
        }
        Actor {
            account: Some(account.clone()),
            memberships,
        }
    }
}
