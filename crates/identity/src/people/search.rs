//! A search for a way to more rights: people who invite, raise, remove and invite again in any order, and who use each link
//! that they see. Whoever knew a credential of an account before it came to a role that they could not have given knows
//! none afterwards; and nobody comes to know one of an account that can do more than they could give.
//!
//! Long because it plays the whole life of an account, and says at each step who knows what.

use std::collections::{BTreeMap, BTreeSet};

use domain::identity::policy::{Action, Resource};
use domain::timestamp::Timestamp;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::*;
use crate::*;
use usecase::hash_secret;

use crate::credential::actor_of;
use crate::links::account_of_link;
use testkit::act;

use crate::testing::{House, setting};

const RUNS: u64 = 60;
const STEPS: usize = 40;

/// The people: two leads of one body, one of another, two operators, and two who have nothing at first.
const PEOPLE: [&str; 7] = ["gina", "hugo", "kai", "omar", "olga", "xena", "yuri"];
const ORGANISATIONS: [(&str, OrganisationKind); 4] = [
    ("harbour", OrganisationKind::ElectionBody),
    ("hill", OrganisationKind::ElectionBody),
    ("donor", OrganisationKind::Donor),
    ("house", OrganisationKind::Operator),
];
const ROLES: [(&str, &str, Role); 5] = [
    ("gina", "harbour", Role::Lead),
    ("hugo", "harbour", Role::Lead),
    ("kai", "hill", Role::Lead),
    ("omar", "house", Role::Operator),
    ("olga", "house", Role::Operator),
];

/// Who knows what.
#[derive(Default)]
struct Knowledge {
    /// Of each person the secrets of links that they saw, with the account.
    links: BTreeMap<&'static str, Vec<(String, AccountId)>>,
    /// Of each person the passwords that they know, by account.
    passwords: BTreeMap<&'static str, BTreeSet<(AccountId, String)>>,
    /// Of each person the sessions that they began, by account.
    sessions: BTreeMap<&'static str, BTreeSet<(AccountId, String)>>,
}

struct World {
    setting: House,
    random: StdRng,
    knowledge: Knowledge,
    /// What was done, to be read when something is found.
    story: Vec<String>,
    passwords: usize,
}

impl World {
    async fn new(seed: u64) -> Self {
        let setting = setting().await;
        for (id, kind) in ORGANISATIONS {
            setting.organisation(id, kind).await;
        }
        let mut world = Self {
            setting,
            random: StdRng::seed_from_u64(seed),
            knowledge: Knowledge::default(),
            story: Vec::new(),
            passwords: 0,
        };
        for (id, organisation, role) in ROLES {
            world.setting.person(id, &[(&organisation.into(), role)]).await;
            world
                .setting
                .store()
                .write(async |tx| tx.set_password(&id.into(), id).await)
                .await
                .expect("a password");
            let password = (AccountId::from(id), id.to_owned());
            world.knowledge.passwords.entry(id).or_default().insert(password);
        }
        world
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from.choose(&mut self.random)
            .expect("something to choose from")
            .clone()
    }

    /// The accounts of which a person knows a credential that works at this moment.
    async fn accounts_of(&self, who: &'static str) -> BTreeSet<AccountId> {
        let mut known = BTreeSet::new();
        for (account, password) in self.knowledge.passwords.get(who).into_iter().flatten() {
            let row = self
                .setting
                .store()
                .reader()
                .account(account)
                .await
                .expect("a store");
            if row.is_some_and(|row| row.password_hash.as_ref() == Some(password)) {
                known.insert(account.clone());
            }
        }
        for (account, session) in self.knowledge.sessions.get(who).into_iter().flatten() {
            let sessions = self
                .setting
                .store()
                .reader()
                .sessions(account, Timestamp(0))
                .await
                .expect("a store");
            if sessions.iter().any(|row| row.id_hash == *session) {
                known.insert(account.clone());
            }
        }
        for (secret, account) in self.knowledge.links.get(who).into_iter().flatten() {
            if act!(self.setting, &Actor::default(), link_fault(secret))
                .expect("an answer")
                .is_none()
            {
                known.insert(account.clone());
            }
        }
        known
    }

    async fn actor(&self, account: &AccountId) -> Actor {
        actor_of(&mut self.setting.store().reader(), account.as_str())
            .await
            .expect("an actor")
    }

    /// Who an account is meant for: the person of its address.
    async fn owner(&self, account: &AccountId) -> String {
        let row = self
            .setting
            .store()
            .reader()
            .account(account)
            .await
            .expect("a store")
            .expect("an account");
        row.email.split('@').next().expect("a name").to_owned()
    }

    async fn every_account(&self) -> Vec<AccountId> {
        let mut accounts = Vec::new();
        for who in PEOPLE {
            let email = format!("{who}@example.org");
            if let Some(row) = self
                .setting
                .store()
                .reader()
                .account_by_email(&email)
                .await
                .expect("a store")
            {
                accounts.push(row.id.into());
            }
        }
        accounts
    }

    /// One step: somebody does something under an account of which they know a credential. Whether anything was done.
    async fn step(&mut self) -> bool {
        let now = self.setting.env.now().plus_seconds(1);
        self.setting.clock.set(now);
        let told = self.story.len();
        self.try_step().await;
        self.story.len() > told
    }

    async fn try_step(&mut self) {
        let who = self.pick(&PEOPLE);
        if self.random.random_bool(0.4) {
            self.use_a_link(who).await;
            return;
        }
        let accounts: Vec<AccountId> = self.accounts_of(who).await.into_iter().collect();
        if accounts.is_empty() {
            return;
        }
        let account = self.pick(&accounts);
        let manages: Vec<_> = self
            .can_give(&[account.clone()].into())
            .await
            .into_iter()
            .collect();
        if manages.is_empty() {
            return;
        }
        let slug = self.pick(&manages);
        let actor = self.actor(&account).await;
        let organisation = self
            .setting
            .with_people(&actor, slug.as_str())
            .await
            .expect("one of those that the actor manages");
        let roles: Vec<Role> = (0..self.random.random_range(1..3))
            .map(|_| self.pick(organisation.kind.roles()))
            .collect();
        match self.random.random_range(0..20) {
            0..=9 => self.add(who, &actor, &organisation, roles).await,
            10..=12 => self.new_link(who, &actor, &organisation).await,
            13..=15 => self.set_roles(who, &actor, &organisation, &[]).await,
            16..=18 => self.set_roles(who, &actor, &organisation, &roles).await,
            _ => self.remove(who, &actor).await,
        }
    }

    async fn add(&mut self, who: &'static str, actor: &Actor, organisation: &Organisation, roles: Vec<Role>) {
        // Mostly those who have nothing at first: the others belong to somebody already.
        let person = if self.random.random_bool(0.8) {
            self.pick(&["xena", "yuri"])
        } else {
            self.pick(&PEOPLE)
        };
        let input = NewPerson {
            name: person.to_owned(),
            email: format!("{person}@example.org"),
            roles,
        };
        let outcome = self.setting.add_person(actor, organisation, &input).await;
        self.tell(
            who,
            actor,
            &format!("adds {person} to {} as {:?}", organisation.slug, input.roles),
            &outcome,
        );
        if let Ok(Added { link: Some(link), .. }) = outcome {
            self.hand_over(who, person, &link).await;
        }
    }

    async fn set_roles(
        &mut self,
        who: &'static str,
        actor: &Actor,
        organisation: &Organisation,
        roles: &[Role],
    ) {
        let members = act!(
            self.setting,
            actor,
            &organisation.id,
            people(&ListQuery::default())
        )
        .expect("its people")
        .rows;
        let Some(account) = members
            .choose(&mut self.random)
            .map(|person| person.account.clone())
        else {
            return;
        };
        let outcome = act!(self.setting, actor, organisation, set_roles(&account, roles));
        let owner = self.owner(&account).await;
        self.tell(
            who,
            actor,
            &format!("gives {owner} {roles:?} in {}", organisation.slug),
            &outcome,
        );
        if let Ok(RolesSet { link: Some(link), .. }) = outcome {
            self.hand_over(who, &owner, &link).await;
        }
    }

    async fn new_link(&mut self, who: &'static str, actor: &Actor, organisation: &Organisation) {
        let accounts = self.every_account().await;
        let account = self.pick(&accounts);
        let outcome = act!(self.setting, actor, organisation, new_link(&account));
        let owner = self.owner(&account).await;
        self.tell(
            who,
            actor,
            &format!("gives {owner} a link in {}", organisation.slug),
            &outcome,
        );
        if let Ok(link) = outcome {
            self.hand_over(who, &owner, &link).await;
        }
    }

    async fn remove(&mut self, who: &'static str, actor: &Actor) {
        let accounts = self.every_account().await;
        let account = self.pick(&accounts);
        let owner = self.owner(&account).await;
        let address = format!("{owner}@example.org");
        let outcome = act!(self.setting, actor, remove_person(&account, &address));
        self.tell(who, actor, &format!("removes {owner}"), &outcome);
    }

    /// Who gives out a link has seen it.
    async fn hand_over(&mut self, who: &'static str, owner: &str, link: &InvitationLink) {
        let secret = link.path.rsplit('/').next().expect("a secret").to_owned();
        let email = format!("{owner}@example.org");
        let row = self
            .setting
            .store()
            .reader()
            .account_by_email(&email)
            .await
            .expect("a store")
            .expect("an account");
        let account = AccountId::from(row.id);
        let owner = PEOPLE
            .into_iter()
            .find(|person| *person == owner)
            .expect("a person");
        for person in [who, owner] {
            let seen = self.knowledge.links.entry(person).or_default();
            seen.push((secret.clone(), account.clone()));
        }
    }

    /// Sets a password by a link that was seen, without the hours that hashing would take, and signs in.
    async fn use_a_link(&mut self, who: &'static str) {
        let seen = self.knowledge.links.get(who).cloned().unwrap_or_default();
        let Some((secret, _)) = seen.last().cloned() else {
            return;
        };
        let secret = if self.random.random_bool(0.3) {
            self.pick(&seen).0
        } else {
            secret
        };
        if account_of_link(&self.setting.env, &mut self.setting.store().reader(), &secret)
            .await
            .expect("an answer")
            .is_err()
        {
            return;
        }
        self.passwords += 1;
        let password = format!("password {}", self.passwords);
        let (store, now) = (self.setting.store(), self.setting.env.now());
        let used = store
            .write(async |tx| tx.use_password_link(&hash_secret(&secret), &password, now).await)
            .await
            .expect("a store");
        let Some(used) = used else { return };
        let owner = self.owner(&used).await;
        self.story
            .push(format!("{who} sets a password of {owner}'s account"));
        let session = store::session_hash(&store::testing::session(self.setting.store(), &used).await);
        self.knowledge
            .passwords
            .entry(who)
            .or_default()
            .insert((used.clone(), password));
        self.knowledge
            .sessions
            .entry(who)
            .or_default()
            .insert((used, session));
    }

    fn tell<T>(&mut self, who: &str, actor: &Actor, what: &str, outcome: &Result<T>) {
        // What was refused changed nothing.
        if outcome.is_ok() {
            let account = by(actor).to_owned();
            self.story.push(format!("{who} as {account} {what}"));
        }
    }

    /// What an account may do, by organisation and role.
    async fn memberships(&self) -> BTreeSet<(AccountId, OrganisationId, Role)> {
        let mut all = BTreeSet::new();
        for account in self.every_account().await {
            for membership in self.actor(&account).await.memberships {
                all.insert((account.clone(), membership.organisation, membership.role));
            }
        }
        all
    }

    /// The organisations of which a person can invite others, under any account of which they know a credential.
    async fn can_give(&self, accounts: &BTreeSet<AccountId>) -> BTreeSet<OrganisationId> {
        let mut organisations = BTreeSet::new();
        for account in accounts {
            let actor = self.actor(account).await;
            for (id, _) in ORGANISATIONS {
                let id = OrganisationId::from(id);
                let resource = Resource::Organisation(&id);
                if self.setting.env.may(&actor, Action::ManagePeople, resource) {
                    organisations.insert(id);
                }
            }
        }
        organisations
    }
}

/// What each person knows and can give at one moment.
type Standing = BTreeMap<&'static str, (BTreeSet<AccountId>, BTreeSet<OrganisationId>)>;

impl World {
    async fn standing(&self) -> Standing {
        let mut standing = Standing::new();
        for who in PEOPLE {
            let accounts = self.accounts_of(who).await;
            let can_give = self.can_give(&accounts).await;
            standing.insert(who, (accounts, can_give));
        }
        standing
    }

    /// Who knows more after a step than they should.
    async fn check(
        &self,
        before: &Standing,
        gained: &[(AccountId, OrganisationId, Role)],
        after: &Standing,
        memberships: &BTreeSet<(AccountId, OrganisationId, Role)>,
    ) {
        let mut owners = BTreeMap::new();
        for account in self.every_account().await {
            owners.insert(account.clone(), self.owner(&account).await);
        }
        for who in PEOPLE {
            let ((knew, could_give), (knows, can_give)) = (&before[who], &after[who]);
            for account in knows.iter().filter(|account| owners[*account] != who) {
                let owner = &owners[account];
                let outgrown = gained
                    .iter()
                    .find(|(gaining, organisation, _)| {
                        gaining == account && !could_give.contains(organisation)
                    })
                    .filter(|_| knew.contains(account));
                assert!(
                    outgrown.is_none(),
                    "{who} still knows a credential of {owner}'s account, which came to {outgrown:?}:\n{}",
                    self.story.join("\n")
                );
                let beyond = memberships
                    .iter()
                    .filter(|(of, ..)| of == account)
                    .find(|(_, organisation, _)| {
                        !could_give.contains(organisation) && !can_give.contains(organisation)
                    })
                    .filter(|_| !knew.contains(account));
                assert!(
                    beyond.is_none(),
                    "{who} came to know a credential of {owner}'s account, which has {beyond:?}:\n{}",
                    self.story.join("\n")
                );
            }
        }
    }
}

#[tokio::test]
async fn nobody_knows_a_credential_of_an_account_that_outgrows_them() {
    let mut gains = 0;
    for seed in 0..RUNS {
        let mut world = World::new(seed).await;
        let (mut memberships, mut standing) = (world.memberships().await, world.standing().await);
        for _ in 0..STEPS {
            if !world.step().await {
                continue;
            }
            let (new_memberships, new_standing) = (world.memberships().await, world.standing().await);
            let gained: Vec<_> = new_memberships.difference(&memberships).cloned().collect();
            gains += gained.len();
            world
                .check(&standing, &gained, &new_standing, &new_memberships)
                .await;
            (memberships, standing) = (new_memberships, new_standing);
        }
        store::testing::remove(world.setting.store().clone()).await;
    }
    assert!(gains > 300, "the search hardly moved: {gains} gains");
}
