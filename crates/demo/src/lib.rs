//! The demo: an instance full of invented bodies, people and figures, the same at every loading but for the day on which it is set.
//!
//! It goes through the same use cases as the pages, with a clock that is moved along: two rounds that were closed, one that is open, and a
//! draft of the body to which the demo's accounts belong.

mod answers;
mod bodies;
mod learning;
mod ledger;
mod people;
mod rounds;
mod scale;

use std::sync::Arc;

use assess::{review_sheet, seen_of, start_assessment, start_with, submit_assessment};
use catalog::Catalog;
use domain::assess::answer::Answer;
use domain::assess::model::Model;
use domain::assess::profile::Profile;
use domain::assess::score::Scope;
use domain::content::Lang;
use domain::disclose::{Consent, Parameters, Recipient};
use domain::id::{AccountId, AssessmentId, OrganisationId};
use domain::identity::organisation::{IncomeGroup, OrganisationKind, Role};
use domain::identity::policy::{Actor, Instance, Membership};
use domain::timestamp::Timestamp;
use identity::Passwords;
use insight::{
    NewProposal, NewRound, ProposalState, close_round, confirm_consent, open_round, propose_consent, sharing,
};
use learn::{attempt, complete_lesson, hand_in, start_attempt};
use store::{AccountRow, AnswerChange, NotApplicableDecision, OrganisationRow, Store, StoredIncomeGroup};
use time::{Date, Duration, Time};
use usecase::{Env, Error, FixedClock, NotNow, Result, Runner, SeededRandom, Words, act};

use self::bodies::{BODIES, DemoBody, GRANTS_TO_ONE, OWN_BODY, UNFINISHED};
use self::people::invented_name;
pub use self::people::{DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount};
pub use self::scale::{Generated, LARGE_ROUND, Scale, load_scale};

/// Days before today of what happened in a round: opened, answered, submitted, consent proposed, consent confirmed, closed.
#[derive(Clone, Copy)]
struct Days {
    opened: i64,
    answered: i64,
    submitted: i64,
    proposed: i64,
    confirmed: i64,
    closed: i64,
}

/// Both rounds that are closed.
const ROUNDS: [(&str, Days); 2] = [
    (
        "First round",
        Days {
            opened: 400,
            answered: 375,
            submitted: 360,
            proposed: 352,
            confirmed: 350,
            closed: 340,
        },
    ),
    (
        "Second round",
        Days {
            opened: 75,
            answered: 48,
            submitted: 30,
            proposed: 22,
            confirmed: 20,
            closed: 14,
        },
    ),
];

/// The round that is open.
const OPEN_ROUND: &str = "Third round";

/// The donors, by name in addresses and name. The first is the demo account's.
const DONORS: [(&str, &str); 3] = [
    ("meridian-fund", "Meridian Development Fund"),
    ("nordlys-agency", "Nordlys Cooperation Agency"),
    ("harbour-foundation", "Harbour Foundation"),
];

/// The partner's name in addresses.
const PARTNER: &str = "civic-systems-partnership";

/// The words in which a level is agreed to. The interface has them.
pub type ConsentWords<'a> = &'a (dyn Fn(Consent, &Recipient) -> Words + Sync);

/// Fills an empty store with the demo.
///
/// # Errors
/// [`Error::NotNow`] if the store is not empty.
pub async fn load_demo(store: &Store, catalog: Catalog, today: Date, words: ConsentWords<'_>) -> Result<()> {
    if store.reader().has_accounts().await? || !store.reader().count_organisations().await?.is_empty() {
        return Err(Error::NotNow(NotNow::DemoNotEmpty));
    }
    // First of all, so that even a demo that was broken off says what it is.
    store
        .write(async |tx| tx.set_setting("demo", &today.to_string()).await)
        .await?;
    let clock = Arc::new(FixedClock::at(at(today, 420, 8, 0)));
    let demo = Demo {
        runner: Runner {
            env: Env::new(
                catalog,
                Arc::clone(&clock),
                SeededRandom::new(1),
                Parameters::default(),
            ),
            store: store.clone(),
        },
        clock,
        today,
        words,
    };
    demo.load().await
}

/// A moment so many days before today.
fn at(today: Date, days_ago: i64, hour: u8, minute: u8) -> Timestamp {
    let time = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
    Timestamp::from_datetime((today - Duration::days(days_ago)).with_time(time).assume_utc())
}

struct Demo<'a> {
    runner: Runner,
    clock: Arc<FixedClock>,
    today: Date,
    words: ConsentWords<'a>,
}

/// A body with the people whom the demo needs to act for it.
struct Cast {
    body: &'static DemoBody,
    slug: String,
    id: OrganisationId,
    lead: Actor,
    second: Actor,
    assessor: AccountId,
}

impl Demo<'_> {
    async fn load(&self) -> Result<()> {
        self.others().await?;
        let mut casts = Vec::new();
        for body in &BODIES {
            casts.push(self.body(body).await?);
        }
        self.store().write(async |tx| tx.settle_regions().await).await?;
        self.passwords().await?;
        for (index, (title, days)) in ROUNDS.into_iter().enumerate() {
            self.round(&casts, index, title, days).await?;
        }
        self.requests(&casts).await?;
        self.set(7, 9, 0);
        act!(
            self.runner,
            &operator(),
            open_round(&NewRound::titled(OPEN_ROUND))
        )?;
        for cast in &casts {
            self.present_profile(cast).await?;
            if cast.slug == OWN_BODY {
                self.draft(cast).await?;
            }
        }
        self.learners(&casts).await
    }

    fn set(&self, days_ago: i64, hour: u8, minute: u8) {
        self.clock.set(at(self.today, days_ago, hour, minute));
    }

    fn store(&self) -> &Store {
        &self.runner.store
    }

    /// Donors, partner and operator.
    async fn others(&self) -> Result<()> {
        let mut organisations: Vec<(&str, &str, OrganisationKind)> = DONORS
            .iter()
            .map(|(slug, name)| (*slug, *name, OrganisationKind::Donor))
            .collect();
        organisations.push((PARTNER, "Civic Systems Partnership", OrganisationKind::Partner));
        organisations.push(("polder-demo", "Polder demonstration", OrganisationKind::Operator));
        for (slug, name, kind) in organisations {
            let id = self.organisation(slug, name, kind, ("", "", None)).await?;
            let accounts: Vec<&DemoAccount> = DEMO_ACCOUNTS
                .iter()
                .filter(|account| account.organisation == slug)
                .collect();
            for account in &accounts {
                self.account(account.email, account.name, &id, account.role)
                    .await?;
            }
            if accounts.is_empty() {
                let email = format!("analyst@{slug}.example");
                self.account(&email, &invented_name(&email), &id, Role::Analyst)
                    .await?;
            }
        }
        Ok(())
    }

    /// One password for all: hashing one for each would take longer than all the rest.
    async fn passwords(&self) -> Result<()> {
        let hash = Passwords::new()
            .hash(DEMO_PASSWORD.to_owned(), self.runner.env.random_bytes())
            .await?;
        for account in &DEMO_ACCOUNTS {
            if let Some(row) = self.store().reader().account_by_email(account.email).await? {
                self.store()
                    .write(async |tx| tx.set_password(&row.id.into(), &hash).await)
                    .await?;
            }
        }
        Ok(())
    }

    async fn organisation(
        &self,
        slug: &str,
        name: &str,
        kind: OrganisationKind,
        (country, region, income_group): (&str, &str, Option<IncomeGroup>),
    ) -> Result<OrganisationId> {
        let id = self.runner.env.new_id();
        self.store()
            .write(async |tx| {
                tx.insert_organisation(&OrganisationRow {
                    id: id.clone(),
                    slug: slug.to_owned(),
                    kind,
                    name: name.to_owned(),
                    country: country.to_owned(),
                    region: region.to_owned(),
                    income_group: StoredIncomeGroup(income_group),
                    created_at: self.runner.env.now().0,
                })
                .await
            })
            .await?;
        Ok(id.into())
    }

    async fn account(
        &self,
        email: &str,
        name: &str,
        organisation: &OrganisationId,
        role: Role,
    ) -> Result<AccountId> {
        let now = self.runner.env.now().0;
        let row = AccountRow {
            id: self.runner.env.new_id(),
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: None,
            language: Lang::default().tag().to_owned(),
            created_at: now,
        };
        self.store()
            .write(async |tx| tx.insert_account(&row).await)
            .await?;
        let id = AccountId::from(row.id);
        self.store()
            .write(async |tx| tx.insert_membership(&id, organisation, role.as_str(), now).await)
            .await?;
        Ok(id)
    }

    /// A body and its people.
    async fn body(&self, body: &'static DemoBody) -> Result<Cast> {
        let slug = body.slug();
        let attributes = (body.country, body.region, Some(body.income_group));
        let id = self
            .organisation(&slug, &body.name(), OrganisationKind::ElectionBody, attributes)
            .await?;
        let mut leads = Vec::new();
        let mut assessors = Vec::new();
        let people: Vec<(String, String, Role)> = if slug == OWN_BODY {
            let own = DEMO_ACCOUNTS
                .iter()
                .filter(|account| account.organisation == OWN_BODY);
            own.map(|account| (account.email.to_owned(), account.name.to_owned(), account.role))
                .collect()
        } else {
            let roles = [
                ("lead", Role::Lead),
                ("deputy", Role::Lead),
                ("it", Role::Assessor),
                ("training", Role::Learner),
            ];
            roles
                .into_iter()
                .map(|(post, role)| {
                    let email = format!("{post}@{slug}.example");
                    let name = invented_name(&email);
                    (email, name, role)
                })
                .collect()
        };
        for (email, name, role) in people {
            let account = self.account(&email, &name, &id, role).await?;
            match role {
                Role::Lead => leads.push(actor(account, &id, OrganisationKind::ElectionBody, role)),
                Role::Assessor => assessors.push(account),
                _ => {}
            }
        }
        let missing = || Error::Internal(format!("the demo has nobody for {slug}"));
        let second = leads.pop().ok_or_else(missing)?;
        let lead = leads.pop().ok_or_else(missing)?;
        let assessor = assessors.pop().ok_or_else(missing)?;
        Ok(Cast {
            body,
            slug,
            id,
            lead,
            second,
            assessor,
        })
    }

    /// What a body says of itself so many days before today.
    fn profile(&self, body: &DemoBody, days_ago: i64) -> Profile {
        let election = body
            .election_in_weeks
            .map(|weeks| self.today + Duration::weeks(weeks));
        // An election that was still far off had no day yet.
        let horizon = self.today - Duration::days(days_ago) + Duration::weeks(100);
        Profile {
            flags: body.technology.flags(),
            next_election: election.filter(|day| *day <= horizon),
            ..Profile::default()
        }
    }

    async fn save_profile(&self, cast: &Cast, profile: &Profile, version: i64) -> Result<()> {
        let json = serde_json::to_string(profile).map_err(|error| Error::Internal(error.to_string()))?;
        let by = account_of(&cast.lead)?;
        self.store()
            .write(async |tx| {
                tx.save_profile(&cast.id, &json, version, by, self.runner.env.now())
                    .await
            })
            .await?;
        Ok(())
    }

    async fn present_profile(&self, cast: &Cast) -> Result<()> {
        self.set(7, 10, 0);
        let profile = self.profile(cast.body, 0);
        self.save_profile(cast, &profile, 2).await
    }
}

fn actor(account: AccountId, organisation: &OrganisationId, kind: OrganisationKind, role: Role) -> Actor {
    Actor {
        account: Some(account),
        memberships: vec![Membership {
            organisation: organisation.clone(),
            kind,
            role,
        }],
    }
}

/// Rounds are opened and closed by whoever loads the demo.
fn operator() -> Actor {
    Actor::console()
}

fn account_of(actor: &Actor) -> Result<&AccountId> {
    actor.account.as_ref().ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests;
