//! The demo: an instance full of invented bodies, people and figures, the same at every loading but for the day on which it is set.
//!
//! It goes through the same use cases as the pages, with a clock that is moved along: two rounds that were closed, one that is open, and a
//! draft of the body to which the demo's accounts belong.

mod answers;
mod bodies;
mod people;

use std::sync::Arc;

use assess::{review_sheet, seen_of, start_assessment, submit_assessment};
use catalog::Catalog;
use domain::assess::answer::Answer;
use domain::assess::profile::Profile;
use domain::assess::score::Scope;
use domain::content::Lang;
use domain::disclose::{Consent, Parameters, Recipient};
use domain::id::{AccountId, AssessmentId, ItemId, OrganisationId};
use domain::identity::organisation::{IncomeGroup, OrganisationKind, Role};
use domain::identity::policy::{Actor, Instance, Membership};
use domain::timestamp::Timestamp;
use identity::Passwords;
use insight::{
    NewProposal, NewRound, ProposalState, close_round, confirm_consent, open_round, propose_consent, sharing,
};
use learn::{complete_lesson, hand_in, quiz_place, start_attempt};
use store::{AccountRow, AnswerChange, NotApplicableDecision, OrganisationRow, Store};
use time::{Date, Duration, Time};
use usecase::{Env, Error, FixedClock, NotNow, Result, Runner, SeededRandom, Words, act};

use self::bodies::{BODIES, DemoBody, GRANTS_TO_ONE, OWN_BODY, UNFINISHED};
use self::people::invented_name;
pub use self::people::{DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount};

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

/// The words in which a level is agreed to. The interface has them.
pub type ConsentWords<'a> = &'a (dyn Fn(Consent, &Recipient) -> Words + Sync);

/// Fills an empty store with the demo.
///
/// # Errors
/// [`Error::NotNow`] if the store is not empty.
pub async fn load_demo(store: &Store, catalog: Catalog, today: Date, words: ConsentWords<'_>) -> Result<()> {
    if store.reader().count_accounts().await? > 0 || !store.reader().organisations().await?.is_empty() {
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
        organisations.push((
            "civic-systems-partnership",
            "Civic Systems Partnership",
            OrganisationKind::Partner,
        ));
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
                    kind: kind.as_str().to_owned(),
                    name: name.to_owned(),
                    country: country.to_owned(),
                    region: region.to_owned(),
                    income_group: income_group.map_or("", IncomeGroup::as_str).to_owned(),
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

    async fn round(&self, casts: &[Cast], index: usize, title: &str, days: Days) -> Result<()> {
        self.set(days.opened, 9, 0);
        let round = act!(self.runner, &operator(), open_round(&NewRound::titled(title)))?;
        for (place, cast) in casts.iter().enumerate() {
            // Not everybody on the same day.
            let spread = place as i64 % 7;
            self.set(days.opened, 10, 0);
            let profile = self.profile(cast.body, days.opened);
            self.save_profile(cast, &profile, index as i64).await?;
            self.set(days.answered - spread, 9, 15);
            let id = act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                start_assessment(Scope::Full)
            )?;
            let model = self.runner.env.catalog().model(Lang::default());
            let mut changes = answers::answers(cast.body, model, &profile, index == 0);
            if index == 1 && cast.slug == UNFINISHED {
                changes.retain(|change| !["AUD-05", "AUD-07"].contains(&change.practice.as_str()));
            }
            self.answer(cast, &id, &changes).await?;
            self.set(days.submitted - spread, 15, 30);
            let sheet = act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                review_sheet(id.as_str())
            )?;
            let seen = seen_of(&self.runner.env, &sheet)?;
            act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                submit_assessment(id.as_str(), true, &seen)
            )?;
            let level = cast.body.consent[index];
            if level != Consent::None {
                self.consent(cast, &round.slug, "", level, days).await?;
            }
        }
        if index == 1 {
            let donor = self.store().reader().organisation_by_slug(DONORS[0].0).await?;
            let cast = casts.iter().find(|cast| cast.slug == GRANTS_TO_ONE);
            if let (Some(donor), Some(cast)) = (donor, cast) {
                self.consent(cast, &round.slug, &donor.id, Consent::Named, days)
                    .await?;
            }
        }
        self.set(days.closed, 17, 0);
        let permit = self.runner.env.permit(&operator(), Instance)?;
        close_round(&self.runner, &permit, &round.slug).await
    }

    /// Saves all answers at once and has the lead approve what does not apply.
    async fn answer(&self, cast: &Cast, id: &AssessmentId, changes: &[AnswerChange]) -> Result<()> {
        let now = self.runner.env.now();
        self.store()
            .write(async |tx| tx.save_answers(id, changes, &cast.assessor, now).await)
            .await?;
        let decisions: Vec<NotApplicableDecision> = changes
            .iter()
            .filter(|change| change.answer == Answer::NotApplicable)
            .map(|change| NotApplicableDecision {
                practice: change.practice.to_string(),
                on: 1,
                approve: true,
            })
            .collect();
        let by = account_of(&cast.lead)?;
        self.store()
            .write(async |tx| {
                tx.decide_not_applicable(id, &decisions, Answer::Unknown.as_str(), by, now)
                    .await
            })
            .await?;
        Ok(())
    }

    /// One lead proposes, the other confirms.
    async fn consent(&self, cast: &Cast, round: &str, to: &str, level: Consent, days: Days) -> Result<()> {
        self.set(days.proposed, 11, 0);
        let proposal = NewProposal::parse(round, to, level.as_str())?;
        let words = (self.words)(level, &proposal.recipient);
        act!(
            self.runner,
            &cast.lead,
            &cast.id,
            propose_consent(&proposal, &words)
        )?;
        self.set(days.confirmed, 14, 20);
        let sharing = act!(self.runner, &cast.second, &cast.id, sharing())?;
        let proposals = sharing.rounds.iter().flat_map(|round| &round.proposals);
        for proposal in proposals.filter(|proposal| proposal.state == ProposalState::Waiting) {
            act!(
                self.runner,
                &cast.second,
                &cast.id,
                confirm_consent(&proposal.id, &words)
            )?;
        }
        Ok(())
    }

    /// The own body's third assessment, a good half of it answered, some of it by the lead.
    async fn draft(&self, cast: &Cast) -> Result<()> {
        self.set(6, 9, 30);
        let id = act!(
            self.runner,
            &cast.lead,
            cast.slug.as_str(),
            start_assessment(Scope::Full)
        )?;
        let model = self.runner.env.catalog().model(Lang::default());
        let profile = self.profile(cast.body, 0);
        let changes = answers::answers(cast.body, model, &profile, false);
        let of = |domains: &[&str]| -> Vec<AnswerChange> {
            let is_of = |change: &&AnswerChange| {
                domains
                    .iter()
                    .any(|code| change.practice.as_str().starts_with(code))
            };
            changes.iter().filter(is_of).cloned().collect()
        };
        self.set(5, 10, 5);
        let by_assessor = of(&["GOV", "PPL", "ITB", "VRP"]);
        self.store()
            .write(async |tx| {
                tx.save_answers(&id, &by_assessor, &cast.assessor, self.runner.env.now())
                    .await
            })
            .await?;
        self.set(2, 16, 40);
        let mut by_lead = of(&["SUP", "COI"]);
        // One domain in the middle of its questions, as it would be.
        by_lead.extend(of(&["EMS"]).into_iter().take(5));
        let lead = account_of(&cast.lead)?;
        self.store()
            .write(async |tx| tx.save_answers(&id, &by_lead, lead, self.runner.env.now()).await)
            .await?;
        Ok(())
    }

    /// What people have read and passed.
    async fn learners(&self, casts: &[Cast]) -> Result<()> {
        let courses: Vec<(String, Vec<String>, Vec<String>)> = self
            .runner
            .env
            .catalog()
            .courses(Lang::default())
            .iter()
            .map(|course| {
                let lessons = course.modules.iter().flat_map(|module| &module.lessons);
                let quizzes = course.modules.iter().filter(|module| module.quiz.is_some());
                (
                    course.slug.clone(),
                    lessons.map(|lesson| lesson.slug.clone()).collect(),
                    quizzes.map(|module| module.slug.clone()).collect(),
                )
            })
            .collect();
        for (place, cast) in casts.iter().enumerate() {
            let email = if cast.slug == OWN_BODY {
                DEMO_ACCOUNTS[0].email.to_owned()
            } else {
                format!("training@{}.example", cast.slug)
            };
            let Some(row) = self.store().reader().account_by_email(&email).await? else {
                continue;
            };
            let learner = actor(
                row.id.into(),
                &cast.id,
                OrganisationKind::ElectionBody,
                Role::Learner,
            );
            // The demo's own learner stands in the middle of the first course; the others anywhere between nothing and all.
            let total: usize = courses.iter().map(|(_, lessons, _)| lessons.len()).sum();
            let read = if cast.slug == OWN_BODY {
                3
            } else {
                place * 5 % (total + 1)
            };
            let mut left = read;
            for (course, lessons, quizzes) in &courses {
                for (index, lesson) in lessons.iter().take(left).enumerate() {
                    // A lesson every third day.
                    let before = read - left + index;
                    self.set(90 - (place as i64) - before as i64 * 3, 12, 10);
                    act!(self.runner, &learner, complete_lesson(course, lesson))?;
                }
                if left >= lessons.len() {
                    for module in quizzes {
                        self.quiz(&learner, course, module, place).await?;
                    }
                }
                left = left.saturating_sub(lessons.len());
            }
        }
        Ok(())
    }

    /// An attempt, or a failed one and then a better one.
    async fn quiz(&self, learner: &Actor, course: &str, module: &str, place: usize) -> Result<()> {
        let tries: &[usize] = if place.is_multiple_of(3) {
            &[3, 0]
        } else {
            &[place % 2]
        };
        for (number, wrong) in tries.iter().enumerate() {
            self.set(20 - number as i64, 12, 30);
            let key = self.runner.env.new_id();
            let id = act!(self.runner, learner, start_attempt(course, module, &key))?;
            let place = quiz_place(&self.runner.env, Lang::default(), course, module)?;
            let mut response = domain::learn::quiz::Response::new();
            for (index, item) in place.quiz.items.iter().enumerate() {
                let is_wrong = index < *wrong;
                let chosen = item.choices.iter().filter(|choice| choice.correct != is_wrong);
                response.insert(
                    ItemId::from(item.id.as_str()),
                    chosen
                        .take(item.kind.most())
                        .map(|choice| choice.id.clone())
                        .collect(),
                );
            }
            act!(self.runner, learner, hand_in(&id, response))?;
        }
        Ok(())
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
mod tests {
    use std::path::Path;

    use domain::disclose::{Row, RowShown};
    use insight::{ReleaseCache, release, verify_releases};
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn catalog() -> Catalog {
        Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")).expect("the content")
    }

    #[tokio::test]
    async fn the_demo_is_the_same_on_either_database_and_loads_once() {
        let mut releases = Vec::new();
        for store in [store::testing::sqlite().await, store::testing::postgres().await] {
            load_demo(&store, catalog(), TODAY, &|_, _| Words::default())
                .await
                .unwrap();
            let again = load_demo(&store, catalog(), TODAY, &|_, _| Words::default()).await;
            assert!(
                matches!(again, Err(Error::NotNow(NotNow::DemoNotEmpty))),
                "{again:?}"
            );
            for account in DEMO_ACCOUNTS {
                let row = store
                    .reader()
                    .account_by_email(account.email)
                    .await
                    .unwrap()
                    .unwrap();
                assert!(row.password_hash.is_some(), "{}", account.email);
            }
            let rounds = store.reader().rounds().await.unwrap();
            assert_eq!(rounds.len(), 3);
            let mut bytes = Vec::new();
            for round in rounds.iter().filter(|round| round.closed_at.is_some()) {
                bytes.push(store.reader().release(&round.slug).await.unwrap().unwrap().sha256);
            }
            assert_eq!(bytes.len(), 2);
            let clock = FixedClock::at(at(TODAY, 0, 9, 0));
            let runner = Runner {
                env: Env::new(catalog(), clock, SeededRandom::new(1), Parameters::default()),
                store: store.clone(),
            };
            let checks = act!(runner, &operator(), verify_releases()).unwrap();
            assert!(checks.iter().all(insight::ReleaseCheck::is_sound), "{checks:?}");
            let least = checks
                .iter()
                .filter_map(|check| check.narrowest)
                .fold(4.0, f64::min);
            assert!((2.0..4.0).contains(&least), "{least}");
            let donor = actor("a".into(), &"d".into(), OrganisationKind::Donor, Role::Analyst);
            for slug in ["first-round", "second-round"] {
                let release = act!(runner, &donor, release(&ReleaseCache::default(), slug)).unwrap();
                let shown = |row: Row| release.cell(&row, &"GOV".into()).hidden;
                let region = |region: &str| {
                    shown(Row::Region {
                        region: region.into(),
                    })
                };
                // Two regions have a figure, two are hidden, and all bodies together are counted by group.
                for name in ["Northern Coast", "Eastern Plains"] {
                    assert!(matches!(region(name), RowShown::Band(_)), "{slug} {name}");
                }
                for name in ["Southern Islands", "Western Highlands"] {
                    assert_eq!(region(name), RowShown::Hidden, "{slug} {name}");
                }
                assert!(
                    matches!(shown(Row::All), RowShown::Groups(_)),
                    "{slug} {:?}",
                    shown(Row::All)
                );
            }
            releases.push(bytes);
            store::testing::remove(store).await;
        }
        assert_eq!(releases[0], releases[1]);
    }

    #[test]
    fn who_counts_by_hand_answers_otherwise_than_who_votes_by_machine() {
        let catalog = catalog();
        let model = catalog.model(Lang::default());
        let average = |technology: bodies::Technology, domain: &str| {
            let sums = BODIES
                .iter()
                .filter(|body| body.technology == technology)
                .map(|body| {
                    let profile = Profile {
                        flags: body.technology.flags(),
                        ..Profile::default()
                    };
                    let given = answers::answers(body, model, &profile, false)
                        .into_iter()
                        .map(|change| {
                            let given = domain::assess::score::Given {
                                answer: change.answer,
                                approved: true,
                            };
                            (change.practice, given)
                        })
                        .collect();
                    let score = domain::assess::score::score(
                        model,
                        &profile,
                        &given,
                        domain::assess::score::Scope::Full,
                    );
                    let own = score.domains.iter().find(|score| score.code.as_str() == domain);
                    // Against the body's own level: richer bodies are better at everything.
                    own.and_then(|score| score.average).unwrap_or_default() - 4.0 * body.maturity
                });
            let sums: Vec<f64> = sums.collect();
            sums.iter().sum::<f64>() / sums.len() as f64
        };
        let (paper, machines) = (bodies::Technology::Paper, bodies::Technology::Machines);
        assert!(average(paper, "PHY") > average(machines, "PHY"));
        assert!(average(paper, "AUD") > average(machines, "AUD"));
        assert!(average(machines, "ITB") > average(paper, "ITB"));
        assert!(average(machines, "MON") > average(paper, "MON"));
    }
}
