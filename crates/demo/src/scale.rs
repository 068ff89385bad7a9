//! The demonstration made large: bodies, people and submitted assessments by the thousand, to measure with.
//!
//! Everything is invented. Bodies have the codes that ISO 3166 leaves to its users, and regions, answers and reports of the demonstration's own
//! bodies, after which they are modelled one by one; all people have one password, and share its hash, since hashing one for each
//! would take a day. It is loaded beside the demonstration, in many rows at a time.

mod body;
mod round;
mod template;

use domain::assess::gap::ReportValue;
use domain::disclose::Consent;
use domain::id::{AccountId, AssessmentId};
use domain::identity::audit::{By, Entry, Event};
use insight::{CONSENT_TEXT_VERSION, NewRound, close_round, open_round};
use store::{AccountRow, AssessmentRow, GivenConsent, NewSubmittedReport, OrganisationRow, Tx};
use usecase::seal;

use self::body::{Lead, NewBody, names};
use self::template::{Model, Template, templates};
use super::*;

/// The round that the many bodies take part in.
pub const LARGE_ROUND: &str = "Large round";

/// The people of a body who act for it: two leads and an assessor.
const ACTING: usize = 3;
/// Bodies that are written together.
const TOGETHER: usize = 100;
/// One account in so many belongs to nobody.
const ONE_ALONE_IN: usize = 100;
/// How much is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Election bodies.
    pub bodies: usize,
    /// Accounts.
    pub accounts: usize,
    /// Answers of submitted assessments.
    pub answers: usize,
}

/// How much was generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generated {
    /// Election bodies.
    pub bodies: usize,
    /// Accounts.
    pub accounts: usize,
    /// Submitted assessments.
    pub assessments: usize,
    /// Their answers.
    pub answers: usize,
}

/// Adds to the demonstration, which was just loaded into an empty store.
///
/// # Errors
/// The store does not hold the demonstration.
pub async fn load_scale(
    store: &Store,
    catalog: Catalog,
    today: Date,
    words: ConsentWords<'_>,
    scale: Scale,
) -> Result<Generated> {
    // Before everything that happens in the demonstration. The clock gives each id a millisecond of its own, so that ids which are made one
    // after the other lie side by side.
    let clock = Arc::new(FixedClock::at(at(today, 410, 0, 0)));
    let env = Env::new(
        catalog,
        Arc::clone(&clock),
        SeededRandom::new(2),
        Parameters::default(),
    );
    let runner = Runner {
        env,
        store: store.clone(),
    };
    let generator = Generator {
        templates: templates(store).await?,
        own: store
            .reader()
            .organisation_by_slug(OWN_BODY)
            .await?
            .ok_or(Error::NotFound)?,
        learner: account_of_demo(store, DEMO_ACCOUNTS[0].email).await?,
        runner,
        clock,
        today,
        words,
        scale,
    };
    generator.load().await
}

async fn account_of_demo(store: &Store, email: &str) -> Result<AccountRow> {
    store
        .reader()
        .account_by_email(email)
        .await?
        .ok_or(Error::NotFound)
}

struct Generator<'a> {
    templates: Vec<Template>,
    /// The body of the demonstration's accounts.
    own: OrganisationRow,
    /// The learner of the demonstration's accounts.
    learner: AccountRow,
    runner: Runner,
    clock: Arc<FixedClock>,
    today: Date,
    words: ConsentWords<'a>,
    scale: Scale,
}

impl Generator<'_> {
    async fn load(&self) -> Result<Generated> {
        let mut done = Generated::default();
        // The demonstration's own body gets as many as any other.
        let alone = self.scale.accounts / ONE_ALONE_IN;
        let of_bodies = self.scale.accounts.saturating_sub(alone);
        let people = (of_bodies / (self.scale.bodies + 1)).max(ACTING);
        let mut bodies: Vec<NewBody> = Vec::new();
        for (place, template) in self.templates.iter().enumerate() {
            let own: Vec<usize> = (0..self.scale.bodies)
                .filter(|number| number % self.templates.len() == place)
                .collect();
            for numbers in own.chunks(TOGETHER) {
                let (new, rows) = self.bodies(template, numbers, people, &mut done).await?;
                bodies.extend(new);
                done.bodies += rows;
            }
        }
        // And what is left over belongs to nobody.
        let rest = self.scale.accounts.saturating_sub(done.accounts + people);
        for (organisation, mut left) in [(Some(&self.own), people), (None, rest)] {
            while left > 0 {
                let together = left.min(2_000);
                self.others(organisation, done.accounts, together).await?;
                done.accounts += together;
                left -= together;
            }
        }
        self.runner.store.write(async |tx| tx.analyze().await).await?;
        self.round(&bodies).await?;
        self.seal().await?;
        Ok(done)
    }

    fn new_id(&self) -> String {
        self.clock.set(Timestamp(self.runner.env.now().0 + 1));
        self.runner.env.new_id()
    }

    fn account(&self, number: usize, at: &str) -> AccountRow {
        let email = format!("person-{number}@{at}.example");
        AccountRow {
            id: self.new_id(),
            name: invented_name(&email),
            email,
            // The same for all, and as with all of the demonstration everybody may know it.
            password_hash: self.learner.password_hash.clone(),
            language: self.learner.language.clone(),
            created_at: self.learner.created_at,
        }
    }

    /// Bodies after one template, with their people and their assessments.
    async fn bodies(
        &self,
        template: &Template,
        numbers: &[usize],
        people: usize,
        done: &mut Generated,
    ) -> Result<(Vec<NewBody>, usize)> {
        let made = template.organisation.created_at;
        let mut organisations = Vec::new();
        for number in numbers {
            let (slug, name, country) = names(*number);
            organisations.push(OrganisationRow {
                id: self.new_id(),
                slug,
                name,
                country,
                created_at: made,
                ..template.organisation.clone()
            });
        }
        let mut accounts: Vec<AccountRow> = Vec::new();
        for organisation in &organisations {
            for number in 0..people {
                accounts.push(self.account(number, &organisation.slug));
            }
        }
        let mut memberships = Vec::new();
        for (organisation, of_body) in organisations.iter().zip(accounts.chunks(people)) {
            for (place, account) in of_body.iter().enumerate() {
                let role = match place {
                    0 | 1 => Role::Lead,
                    2 => Role::Assessor,
                    _ => Role::Learner,
                };
                memberships.push((account.id.as_str(), organisation.id.as_str(), role.as_str(), made));
            }
        }
        let mut tx = self.runner.store.begin().await?;
        tx.insert_organisations(&organisations).await?;
        for some in accounts.chunks(2_000) {
            tx.insert_accounts(some).await?;
        }
        for some in memberships.chunks(4_000) {
            tx.insert_memberships(some).await?;
        }
        if let (Some(first), Some(last)) = (organisations.first(), organisations.last()) {
            tx.copy_profile(&first.id, &last.id, &template.organisation.id)
                .await?;
        }
        // One in four has read what the demonstration's learner read.
        for some in accounts.chunks(people.div_ceil(4).max(1)).step_by(4) {
            if let (Some(first), Some(last)) = (some.first(), some.last()) {
                tx.copy_progress(&first.id, &last.id, &AccountId::from(self.learner.id.as_str()))
                    .await?;
            }
        }
        let bodies: Vec<NewBody> = organisations
            .into_iter()
            .zip(accounts.chunks(people))
            .map(|(organisation, of_body)| NewBody {
                leads: [&of_body[0], &of_body[1]].map(Lead::of),
                assessor: of_body[2].id.clone(),
                organisation,
            })
            .collect();
        self.submitted(&mut tx, template, &bodies, done).await?;
        tx.commit().await?;
        done.accounts += accounts.len();
        let count = bodies.len();
        Ok((bodies, count))
    }

    /// The assessments of bodies: as many for each as its share of the answers.
    async fn submitted(
        &self,
        tx: &mut Tx,
        template: &Template,
        bodies: &[NewBody],
        done: &mut Generated,
    ) -> Result<()> {
        let share = self.scale.answers / self.scale.bodies.max(1);
        let mut answered = 0;
        let mut round = 0;
        while answered < share {
            // On the days on which the template submitted: a report depends on its day. Of several on one day, each an hour after the other.
            let Some(model) = template.submitted.get(round % template.submitted.len().max(1)) else {
                break;
            };
            let later = (round / template.submitted.len()) as i64;
            let mut rows = Vec::new();
            for body in bodies {
                rows.push(self.assessment(model, body, later)?);
            }
            // The newest of a body must be that of the newest day.
            for some in rows.chunks(50) {
                tx.insert_submitted(some).await?;
            }
            if let (Some((first, _)), Some((last, _))) = (rows.first(), rows.last()) {
                let of = AssessmentId::from(model.row.id.as_str());
                done.answers += tx.copy_answers(&first.id, &last.id, &of).await? as usize;
            }
            for ((row, _), body) in rows.iter().zip(bodies) {
                let lead = AccountId::from(body.leads[0].account.as_str());
                let submitted = Entry {
                    id: self.new_id(),
                    at: Timestamp(row.submitted_at.unwrap_or_default()),
                    by: By::from(&lead),
                    event: Event::AssessmentSubmitted {
                        organisation: body.organisation.id.as_str().into(),
                        assessment: row.id.as_str().into(),
                    },
                };
                tx.audit(&submitted).await?;
            }
            done.assessments += rows.len();
            answered += model.answers.max(1);
            round += 1;
        }
        Ok(())
    }

    fn assessment(
        &self,
        model: &Model,
        body: &NewBody,
        later: i64,
    ) -> Result<(AssessmentRow, NewSubmittedReport)> {
        let hour = 60 * 60 * 1000;
        let submitted_at = model.row.submitted_at.unwrap_or_default() + later * hour;
        let row = AssessmentRow {
            id: self.new_id(),
            organisation_id: body.organisation.id.clone(),
            created_by: body.assessor.clone(),
            created_at: submitted_at - hour / 2,
            submitted_by: Some(body.leads[0].account.clone()),
            submitted_at: Some(submitted_at),
            ..model.row.clone()
        };
        let value = ReportValue {
            body: body.organisation.name.clone(),
            submitted_at: Some(Timestamp(submitted_at)),
            ..model.report.clone()
        };
        let (report, sha256) = seal(&value)?;
        let (score, score_sha256) = seal(&value.report.score)?;
        let kept = NewSubmittedReport {
            model_id: row.model_id.clone(),
            model_version: row.model_version,
            engine: value.engine.into(),
            report,
            sha256,
            score,
            score_sha256,
        };
        Ok((row, kept))
    }

    async fn others(&self, organisation: Option<&OrganisationRow>, from: usize, count: usize) -> Result<()> {
        let at = organisation.map_or("nowhere", |organisation| organisation.slug.as_str());
        let accounts: Vec<AccountRow> = (from..from + count)
            .map(|number| self.account(number, at))
            .collect();
        self.runner
            .store
            .write(async |tx| {
                tx.insert_accounts(&accounts).await?;
                if let Some(organisation) = organisation {
                    let made = organisation.created_at;
                    let memberships: Vec<_> = accounts
                        .iter()
                        .map(|account| {
                            (
                                account.id.as_str(),
                                organisation.id.as_str(),
                                Role::Learner.as_str(),
                                made,
                            )
                        })
                        .collect();
                    tx.insert_memberships(&memberships).await?;
                }
                Ok(())
            })
            .await
    }
}

#[cfg(test)]
mod tests;
