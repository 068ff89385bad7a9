//! What a donor can reach, tried with every level and recipient, through the use cases alone.

mod closing;
mod tampering;

use std::collections::BTreeMap;

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::Practice;
use domain::assess::score::Scope;
use domain::disclose::{Consent, Parameters, Published, Release, Row, RowShown};
use domain::id::OrganisationId;
use domain::identity::organisation::{OrganisationKind, Role};
use domain::identity::policy::{Actor, Refusal};
use store::{AnswerChange, AssessmentRow, OrganisationRow};

use domain::identity::policy::Instance;
use testkit::{Setting, act, setting, setting_with};
use usecase::{Error, NotNow, Result, Words};

use super::*;
use crate::published::read_release;
use crate::round::all_rounds;

const DAY: i64 = 24 * 60 * 60;

/// An instance with an operator, two donors and some bodies.
struct World {
    setting: Setting,
    cache: ReleaseCache,
    operator: Actor,
    first: Actor,
    second: Actor,
    bodies: BTreeMap<String, (Actor, Actor)>,
}

impl World {
    async fn new() -> Self {
        Self::in_setting(setting().await).await
    }

    async fn in_setting(setting: Setting) -> Self {
        let house = setting.organisation("house", OrganisationKind::Operator).await;
        let (d1, d2) = (
            setting.organisation("d1", OrganisationKind::Donor).await,
            setting.organisation("d2", OrganisationKind::Donor).await,
        );
        let operator = setting.person("operator", &[(&house, Role::Operator)]).await;
        let first = setting.person("first", &[(&d1, Role::Analyst)]).await;
        let second = setting.person("second", &[(&d2, Role::Analyst)]).await;
        Self {
            setting,
            cache: ReleaseCache::default(),
            operator,
            first,
            second,
            bodies: BTreeMap::new(),
        }
    }

    /// A body with a lead and an assessor.
    async fn body(&mut self, slug: &str, region: &str) {
        let row = OrganisationRow {
            id: slug.into(),
            slug: slug.into(),
            kind: OrganisationKind::ElectionBody.as_str().into(),
            name: format!("The body of {slug}"),
            country: "XA".into(),
            region: region.into(),
            income_group: "low".into(),
            created_at: 0,
        };
        self.setting
            .store()
            .write(async |tx| tx.insert_organisation(&row).await)
            .await
            .unwrap();
        let id = OrganisationId::from(slug);
        let lead = self
            .setting
            .person(&format!("{slug}-lead"), &[(&id, Role::Lead)])
            .await;
        let assessor = self
            .setting
            .person(&format!("{slug}-assessor"), &[(&id, Role::Assessor)])
            .await;
        self.bodies.insert(slug.into(), (lead, assessor));
    }

    /// Bodies of a region that all answered everything.
    async fn answered_bodies(&mut self, slugs: &[&str], region: &str, answer: Answer) {
        for slug in slugs {
            self.body(slug, region).await;
            self.submit(slug, Scope::Full, |_| Some(answer)).await;
        }
    }

    async fn submit(&self, slug: &str, scope: Scope, answer: impl Fn(&Practice) -> Option<Answer>) {
        self.setting.clock.set(self.setting.env.now().plus_seconds(1));
        let model = self.setting.env.catalog().model(Default::default());
        let by = self.bodies[slug].0.account.clone().unwrap();
        let row = AssessmentRow {
            id: self.setting.env.new_id(),
            organisation_id: slug.into(),
            model_id: model.id.as_str().into(),
            model_version: i64::from(model.version),
            scope: scope.as_str().into(),
            created_by: by.as_str().into(),
            created_at: self.setting.env.now().0,
            submitted_by: None,
            submitted_at: None,
            frozen_profile: None,
            model_digest: None,
        };
        let changes: Vec<AnswerChange> = model
            .practices()
            .filter(|practice| scope.includes(practice))
            .filter_map(|practice| {
                Some(AnswerChange {
                    practice: practice.id.clone(),
                    answer: answer(practice)?,
                    note: String::new(),
                    evidence: EvidenceGrade::None,
                    reason: String::new(),
                    on: 0,
                })
            })
            .collect();
        store::testing::submitted(self.setting.store(), &row, &changes, self.setting.env.now()).await;
        for row in self
            .setting
            .store()
            .reader()
            .assessments_without_report()
            .await
            .unwrap()
        {
            self.setting
                .store()
                .write(async |tx| assess::keep_report(&self.setting.env, tx, row, slug).await)
                .await
                .unwrap();
        }
    }

    async fn open(&self, title: &str) -> String {
        act!(self.setting, &self.operator, open_round(&NewRound::titled(title)))
            .unwrap()
            .slug
    }

    async fn propose(&self, slug: &str, round: &str, recipient: &str, level: Consent) -> Result<String> {
        let (lead, _) = &self.bodies[slug];
        let id = OrganisationId::from(slug);
        let input = NewProposal::parse(round, recipient, level.as_str())?;
        act!(
            self.setting,
            lead,
            &id,
            propose_consent(&input, &Words::default())
        )?;
        let sharing = act!(self.setting, lead, &id, crate::sharing())?;
        let round = sharing
            .rounds
            .iter()
            .find(|found| found.round.slug == round)
            .unwrap();
        Ok(round
            .waiting(&crate::frozen::recipient(recipient))
            .unwrap()
            .id
            .clone())
    }

    /// Two people decide; nothing is to be decided if it is so already.
    async fn consent(&self, slug: &str, round: &str, recipient: &str, level: Consent) {
        match self.propose(slug, round, recipient, level).await {
            Ok(proposal) => {
                let (_, assessor) = &self.bodies[slug];
                act!(
                    self.setting,
                    assessor,
                    slug,
                    confirm_consent(&proposal, &Words::default())
                )
                .unwrap();
            }
            Err(Error::Invalid(errors)) => {
                assert_eq!(errors.of(&format!("level-{round}")), Some("consent-unchanged"));
            }
            Err(error) => panic!("{error}"),
        }
    }

    async fn close_as(&self, actor: &Actor, round: &str) -> Result<()> {
        let permit = self.setting.env.permit(actor, Instance)?;
        close_round(&self.setting, &permit, round).await
    }

    async fn close(&self, round: &str) -> PublishedRelease {
        self.setting.clock.set(self.setting.env.now().plus_seconds(DAY));
        self.close_as(&self.operator, round).await.unwrap();
        self.release(&self.first, round).await
    }

    async fn release(&self, donor: &Actor, round: &str) -> PublishedRelease {
        act!(self.setting, donor, release(&self.cache, round)).unwrap()
    }
}

/// The release of groups.
fn groups(published: &PublishedRelease) -> &Release {
    match published.whole() {
        Some(Published::Groups(release)) => release,
        other => panic!("{other:?}"),
    }
}

fn text(published: &PublishedRelease) -> String {
    String::from_utf8(groups(published).to_bytes()).unwrap()
}

fn aggregate(published: &PublishedRelease) -> Option<usize> {
    groups(published).coverage().aggregate_at_least
}

fn is_not_found<T>(result: Result<T>) -> bool {
    matches!(result, Err(Error::NotFound))
}

#[tokio::test]
async fn a_donor_sees_what_was_allowed_and_nothing_else() {
    let mut world = World::new().await;
    let others = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&others, "north", Answer::Largely).await;
    world
        .answered_bodies(&["hushed-body"], "north", Answer::Partly)
        .await;
    for level in Consent::ALL {
        for grant in [Consent::None, Consent::Named] {
            let round = world
                .open(&format!("{} {}", level.as_str(), grant.as_str()))
                .await;
            // An assessment counts once, so a round needs new ones.
            for other in others {
                world.submit(other, Scope::Full, |_| Some(Answer::Largely)).await;
                world.consent(other, &round, "", Consent::AggregateOnly).await;
            }
            world
                .submit("hushed-body", Scope::Full, |_| Some(Answer::Partly))
                .await;
            world.consent("hushed-body", &round, "", level).await;
            world.consent("hushed-body", &round, "d1", grant).await;
            // Nobody sees anything before the round is closed.
            assert!(is_not_found(act!(
                world.setting,
                &world.first,
                release(&world.cache, &round)
            )));
            assert!(is_not_found(act!(
                world.setting,
                &world.first,
                named_report(&round, "hushed-body")
            )));
            let published = world.close(&round).await;
            let case = format!("{level:?} to all, {grant:?} to one");
            let to_all = level == Consent::Named;
            assert_eq!(text(&published).contains("hushed-body"), to_all, "{case}");
            assert_eq!(groups(&published).named().len(), usize::from(to_all), "{case}");
            assert_eq!(published, world.release(&world.second, &round).await, "{case}");
            for (donor, is_granted) in [(&world.first, grant == Consent::Named), (&world.second, false)] {
                let may = to_all || is_granted;
                let report = act!(world.setting, donor, named_report(&round, "hushed-body"));
                assert_eq!(report.is_ok(), may, "{case}");
                assert!(may || is_not_found(report), "{case}");
                let profiles = act!(world.setting, donor, named_profiles(&published.round)).unwrap();
                let slugs: Vec<&str> = profiles.iter().map(|body| body.slug.as_str()).collect();
                assert_eq!(slugs, if may { vec!["hushed-body"] } else { vec![] }, "{case}");
                assert!(profiles.iter().all(|body| body.is_beside != to_all), "{case}");
                // The others never decided to be seen.
                assert!(
                    is_not_found(act!(world.setting, donor, named_report(&round, "a"))),
                    "{case}"
                );
            }
            // Five and six look the same.
            assert_eq!(aggregate(&published), Some(5), "{case}");
            let uses = world.setting.store().reader().ledger().await.unwrap().uses;
            let counted = uses
                .iter()
                .filter(|own| own.round_id == published.round.id.as_str() && own.kind == "group");
            let hidden = 5 + usize::from(matches!(level, Consent::AggregateOnly | Consent::Anonymised));
            assert_eq!(counted.count(), hidden, "{case}");
        }
    }
}

#[tokio::test]
async fn taking_no_part_is_the_same_as_not_being_there() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d", "e", "f"], "north", Answer::Largely)
        .await;
    let figures = |published: &PublishedRelease| {
        let release = groups(published);
        (
            release.groups().to_vec(),
            release.coverage(),
            release.named().to_vec(),
        )
    };
    let silent = world.open("silent").await;
    let said_no = world.open("said no").await;
    for round in [&silent, &said_no] {
        for body in ["a", "b", "c", "d", "e"] {
            world.consent(body, round, "", Consent::AggregateOnly).await;
        }
    }
    world.consent("f", &said_no, "", Consent::Named).await;
    world.consent("f", &said_no, "", Consent::None).await;
    let silent = world.close(&silent).await;
    for body in ["a", "b", "c", "d", "e"] {
        world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
    }
    let said_no = world.close(&said_no).await;
    assert_eq!(figures(&silent), figures(&said_no));
    assert_eq!(aggregate(&silent), Some(5));
}

#[tokio::test]
async fn what_happens_after_the_close_changes_nothing() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d", "e"], "north", Answer::Partly)
        .await;
    world
        .answered_bodies(&["open-body"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    for body in ["a", "b", "c", "d", "e"] {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    world.consent("open-body", &round, "", Consent::Named).await;
    let waiting = world.propose("a", &round, "", Consent::Named).await.unwrap();
    let published = world.close(&round).await;
    let report = act!(world.setting, &world.first, named_report(&round, "open-body")).unwrap();

    for body in ["a", "open-body"] {
        world.submit(body, Scope::Full, |_| Some(Answer::Fully)).await;
    }
    let late = act!(
        world.setting,
        &world.bodies["a"].1,
        "a",
        confirm_consent(&waiting, &Words::default())
    );
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    let late = world.propose("open-body", &round, "", Consent::None).await;
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    world.close_as(&world.operator, &round).await.unwrap();

    assert_eq!(world.release(&world.second, &round).await, published);
    assert_eq!(
        act!(world.setting, &world.first, named_report(&round, "open-body")).unwrap(),
        report
    );
    let overall = report.report.report.score.average.unwrap();
    assert_eq!(domain::rounding::to_hundredths(overall), 133);
}

#[tokio::test]
async fn only_the_last_submitted_full_assessment_counts() {
    let mut world = World::new().await;
    world.body("quick", "north").await;
    world.submit("quick", Scope::Quick, |_| Some(Answer::Fully)).await;
    world.answered_bodies(&["twice"], "north", Answer::Partly).await;
    world.submit("twice", Scope::Full, |_| Some(Answer::Fully)).await;
    world
        .submit("twice", Scope::Quick, |_| Some(Answer::Partly))
        .await;
    let round = world.open("first").await;
    world.consent("quick", &round, "", Consent::Named).await;
    world.consent("twice", &round, "", Consent::Named).await;
    let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
    // One of each: both fewer than five.
    assert_eq!((preview.preview.named, preview.without_assessment), (None, None));
    let published = world.close(&round).await;
    let named = groups(&published).named();
    let names: Vec<&str> = named.iter().map(|body| body.body.as_str()).collect();
    assert_eq!(names, ["twice"]);
    assert_eq!(named[0].hundredths(&"GOV".into()), Some(400));
}

#[tokio::test]
async fn a_question_left_open_hides_its_domain_and_is_told_before_the_close() {
    let mut world = World::new().await;
    world
        .answered_bodies(&["a", "b", "c", "d"], "north", Answer::Largely)
        .await;
    world.body("e", "north").await;
    world
        .submit("e", Scope::Full, |practice| {
            (practice.id.as_str() != "GOV-01").then_some(Answer::Largely)
        })
        .await;
    let round = world.open("first").await;
    for body in ["a", "b", "c", "d", "e"] {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    world.propose("a", &round, "d1", Consent::Named).await.unwrap();
    let before = world.setting.store().statements();
    let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
    // The two of a signed-in request come on top.
    assert!(
        world.setting.store().statements() - before <= 8,
        "{}",
        world.setting.store().statements() - before
    );
    assert_eq!((preview.preview.counted, preview.preview.groups), (Some(5), 1));
    // One of five is not said: it would tell something of whoever decided last.
    assert!(preview.preview.open.iter().all(|(_, bodies)| bodies.is_none()));
    let published = world.close(&round).await;
    for cell in groups(&published).cells() {
        assert_eq!(
            cell.hidden().band().is_some(),
            cell.domain().as_str() != "GOV",
            "{cell:?}"
        );
    }
}

#[tokio::test]
async fn it_takes_two_people_up_and_down() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    world.body("other", "north").await;
    let round = world.open("first").await;
    let own = OrganisationId::from("own");
    let (lead, assessor) = world.bodies["own"].clone();
    let level = async || {
        let sharing = act!(world.setting, &lead, &own, crate::sharing()).unwrap();
        sharing.rounds[0].level(&domain::disclose::Recipient::EveryDonor)
    };

    let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
    assert_eq!(level().await, Consent::None);
    let alone = act!(
        world.setting,
        &lead,
        &own,
        confirm_consent(&proposal, &Words::default())
    );
    assert!(
        matches!(&alone, Err(Error::Invalid(errors)) if errors.0[0].1 == "consent-own-proposal"),
        "{alone:?}"
    );
    let twice = world.propose("own", &round, "", Consent::AggregateOnly).await;
    assert!(
        matches!(&twice, Err(Error::Invalid(errors)) if errors.0[0].1 == "consent-waiting"),
        "{twice:?}"
    );
    for stranger in [&world.bodies["other"].0, &world.first, &world.operator] {
        let refused = act!(
            world.setting,
            stranger,
            &own,
            confirm_consent(&proposal, &Words::default())
        );
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    // A proposal of one body cannot be settled in the name of another.
    let other = act!(
        world.setting,
        &world.bodies["other"].0,
        "other",
        confirm_consent(&proposal, &Words::default())
    );
    assert!(is_not_found(other));
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&proposal, &Words::default())
    )
    .unwrap();
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&proposal, &Words::default())
    )
    .unwrap();
    assert_eq!(level().await, Consent::Named);

    let lower = world.propose("own", &round, "", Consent::None).await.unwrap();
    assert_eq!(level().await, Consent::Named);
    act!(world.setting, &assessor, &own, decline_consent(&lower)).unwrap();
    let late = act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&lower, &Words::default())
    );
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::ConsentSettled))),
        "{late:?}"
    );
    let again = world.propose("own", &round, "", Consent::None).await.unwrap();
    act!(
        world.setting,
        &assessor,
        &own,
        confirm_consent(&again, &Words::default())
    )
    .unwrap();
    assert_eq!(level().await, Consent::None);

    let mistake = world.propose("own", &round, "", Consent::Named).await.unwrap();
    let assessors = act!(world.setting, &assessor, &own, withdraw_consent(&mistake));
    assert!(
        matches!(assessors, Err(Error::Refused(Refusal::NotYours))),
        "{assessors:?}"
    );
    act!(world.setting, &lead, &own, withdraw_consent(&mistake)).unwrap();
    act!(world.setting, &lead, &own, withdraw_consent(&mistake)).unwrap();
    let sharing = act!(world.setting, &assessor, &own, crate::sharing()).unwrap();
    let states: Vec<&str> = sharing.rounds[0]
        .proposals
        .iter()
        .map(|proposal| match proposal.state {
            ProposalState::Waiting => "waiting",
            ProposalState::Ended => "ended",
            ProposalState::Confirmed { .. } => "confirmed",
            ProposalState::Withdrawn { .. } => "withdrawn",
            ProposalState::Declined { .. } => "declined",
        })
        .collect();
    assert_eq!(states, ["withdrawn", "confirmed", "declined", "confirmed"]);
    let receipt = act!(world.setting, &assessor, &own, consent_receipt(&proposal)).unwrap();
    assert_eq!(
        (receipt.proposal.level, receipt.proposal.text_version),
        (Consent::Named, crate::CONSENT_TEXT_VERSION)
    );
    assert!(is_not_found(act!(
        world.setting,
        &assessor,
        &own,
        consent_receipt(&mistake)
    )));
}

#[tokio::test]
async fn an_assessor_does_not_propose_and_one_donor_is_shown_all_or_nothing() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (_, assessor) = &world.bodies["own"];
    let input = NewProposal {
        round: round.clone(),
        recipient: domain::disclose::Recipient::EveryDonor,
        level: Consent::Named,
    };
    let refused = act!(
        world.setting,
        assessor,
        "own",
        propose_consent(&input, &Words::default())
    );
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
    assert!(is_not_found(
        world.propose("own", &round, "d1", Consent::AggregateOnly).await
    ));
    assert!(is_not_found(
        world.propose("own", &round, "house", Consent::Named).await
    ));
    assert!(is_not_found(
        world.propose("own", "no such round", "", Consent::Named).await
    ));
}

#[tokio::test]
async fn a_round_needs_a_title_of_its_own() {
    let world = World::new().await;
    let first = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("  Spring  2027 "))
    )
    .unwrap();
    assert_eq!(
        (first.slug.as_str(), first.title.as_str()),
        ("spring-2027", "Spring 2027")
    );
    let arabic = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("جولة الربيع"))
    )
    .unwrap();
    assert_eq!(arabic.slug, "round-2026-11");
    let similar = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("Spring: 2027!"))
    )
    .unwrap();
    assert_eq!(similar.slug, "spring-2027-2");
    for (title, key) in [
        (" ", "round-title-missing"),
        ("spring 2027", "round-title-taken"),
        (&*"x".repeat(121), "round-title-long"),
    ] {
        let refused = act!(
            world.setting,
            &world.operator,
            open_round(&NewRound::titled(title))
        );
        assert!(
            matches!(&refused, Err(Error::Invalid(errors)) if errors.of("title") == Some(key)),
            "{refused:?}"
        );
    }
    let refused = act!(world.setting, &world.first, open_round(&NewRound::titled("mine")));
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_assessment_is_used_once() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e", "f", "g"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let first = world.open("first").await;
    world.consent("a", &first, "", Consent::Named).await;
    world.consent("b", &first, "d1", Consent::Named).await;
    for body in &bodies[2..] {
        world.consent(body, &first, "", Consent::AggregateOnly).await;
    }
    let first = world.close(&first).await;
    assert_eq!(aggregate(&first), Some(5));

    // Nobody counts again with what was published, in whatever way; nor does it become visible by name to every donor.
    let second = world.open("second").await;
    for body in &bodies[..6] {
        world.consent(body, &second, "", Consent::AggregateOnly).await;
    }
    world.consent("g", &second, "", Consent::Named).await;
    let preview = act!(world.setting, &world.operator, preview_closing(&second)).unwrap();
    assert_eq!((preview.preview.counted, preview.preview.reused), (None, Some(5)));
    let sharing = act!(world.setting, &world.bodies["g"].0, "g", crate::sharing()).unwrap();
    assert_eq!(sharing.submitted.unwrap().used, crate::Used::Counted);
    let sharing = act!(world.setting, &world.bodies["b"].0, "b", crate::sharing()).unwrap();
    assert_eq!(sharing.submitted.unwrap().used, crate::Used::ByName);
    let second = world.close(&second).await;
    assert_eq!((aggregate(&second), groups(&second).named().len()), (None, 0));
    assert!(is_not_found(act!(
        world.setting,
        &world.first,
        named_report("second", "g")
    )));
    let sharing = act!(world.setting, &world.bodies["g"].0, "g", crate::sharing()).unwrap();
    let parts: Vec<crate::Part> = sharing.rounds.iter().map(|round| round.part).collect();
    assert_eq!(parts, [crate::Part::NotPublished, crate::Part::Counted]);
    // Whoever finds a row hidden is led to the round in which it is not.
    let earlier = act!(
        world.setting,
        &world.first,
        shown_earlier(&world.cache, &second, &"GOV".into())
    )
    .unwrap();
    let rows: Vec<&str> = earlier.iter().map(|figure| figure.row.kind()).collect();
    assert_eq!(rows, ["all", "region", "income-group", "stratum"]);
    assert!(
        earlier
            .iter()
            .all(|figure| figure.round == first.round && first.rows()[figure.place] == figure.row)
    );
    let none = act!(
        world.setting,
        &world.first,
        shown_earlier(&world.cache, &first, &"GOV".into())
    )
    .unwrap();
    assert_eq!(none, []);

    // With new assessments all do, also who was only shown before.
    for body in bodies {
        world.submit(body, Scope::Full, |_| Some(Answer::Partly)).await;
    }
    let third = world.open("third").await;
    for body in &bodies[..6] {
        world.consent(body, &third, "", Consent::AggregateOnly).await;
    }
    world.consent("g", &third, "", Consent::Named).await;
    let third = world.close(&third).await;
    assert_eq!((aggregate(&third), groups(&third).named().len()), (Some(5), 1));
    // What is shown by name may be shown by name again.
    let fourth = world.open("fourth").await;
    world.consent("g", &fourth, "", Consent::Named).await;
    assert_eq!(groups(&world.close(&fourth).await).named().len(), 1);
}

#[tokio::test]
async fn few_of_a_group_show_themselves_to_the_same_donor() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let mut released = Vec::new();
    for (title, grants) in [("without", false), ("with", true)] {
        let round = world.open(title).await;
        for body in bodies {
            world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        if grants {
            for (donor, bodies) in [("d1", ["c", "a", "b"]), ("d2", ["b", "c", "d"])] {
                for body in bodies {
                    world.setting.clock.set(world.setting.env.now().plus_seconds(60));
                    world.consent(body, &round, donor, Consent::Named).await;
                }
            }
            let preview = act!(world.setting, &world.operator, preview_closing(&round)).unwrap();
            assert_eq!(preview.preview.grants_waiting, None);
        }
        let published = world.close(&round).await;
        let id = published.round.id.as_str().to_owned();
        released.push((published.round.clone(), text(&published).replace(&id, "")));
    }
    // A grant changes no byte.
    assert_eq!(released[0].1, released[1].1);
    let names = async |donor: &Actor| -> Vec<String> {
        let profiles = act!(world.setting, donor, named_profiles(&released[1].0)).unwrap();
        profiles.into_iter().map(|profile| profile.slug).collect()
    };
    // Of five one: the first that was confirmed.
    assert_eq!(names(&world.first).await, ["c"]);
    assert_eq!(names(&world.second).await, ["b"]);
    let sharing = act!(world.setting, &world.bodies["a"].0, "a", crate::sharing()).unwrap();
    assert!(sharing.rounds[0].waits_for_next_assessment(&"d1".into()));
    assert!(!sharing.rounds[0].waits_for_next_assessment(&"d2".into()));
    let sharing = act!(world.setting, &world.bodies["c"].0, "c", crate::sharing()).unwrap();
    assert!(!sharing.rounds[0].waits_for_next_assessment(&"d1".into()));
    assert!(sharing.rounds[0].waits_for_next_assessment(&"d2".into()));
    // In a later round, with the same assessments, still only one.
    let later = world.open("later").await;
    for body in ["a", "b", "c"] {
        world.consent(body, &later, "d1", Consent::Named).await;
    }
    world.close(&later).await;
    let round = act!(world.setting, &world.first, release(&world.cache, &later))
        .unwrap()
        .round;
    let profiles = act!(world.setting, &world.first, named_profiles(&round)).unwrap();
    let slugs: Vec<&str> = profiles.iter().map(|profile| profile.slug.as_str()).collect();
    assert_eq!(slugs, ["c"]);
}

#[tokio::test]
async fn every_donor_means_those_of_that_day() {
    let mut world = World::new().await;
    let others = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&others, "north", Answer::Largely).await;
    world
        .answered_bodies(&["open-body"], "north", Answer::Partly)
        .await;
    let round = world.open("first").await;
    for other in others {
        world.consent(other, &round, "", Consent::AggregateOnly).await;
    }
    world.consent("open-body", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    let late = world.setting.organisation("d3", OrganisationKind::Donor).await;
    let late = world.setting.person("late", &[(&late, Role::Analyst)]).await;
    let seen = act!(world.setting, &late, release(&world.cache, &round)).unwrap();
    assert!(seen.whole().is_none() && !seen.sees_names());
    assert_eq!(seen.coverage().named, None);
    for row in published.rows() {
        for domain in published.domains() {
            let (cell, own) = (published.cell(&row, domain), seen.cell(&row, domain));
            assert_eq!(
                (own.hidden, own.bars, own.named),
                (cell.hidden, cell.bars, None),
                "{row:?}"
            );
        }
    }
    assert!(published.cell(&Row::All, &"GOV".into()).named.is_some());
    assert_eq!(seen.groups(), published.groups());
    assert_eq!(seen.group_table(), published.group_table());
    assert!(
        act!(world.setting, &late, named_profiles(&published.round))
            .unwrap()
            .is_empty()
    );
    assert!(is_not_found(act!(
        world.setting,
        &late,
        named_report(&round, "open-body")
    )));
    let rounds = act!(world.setting, &late, donor_rounds(&world.cache)).unwrap();
    assert_eq!(rounds.closed[0].coverage.named, None);
    // The next round is for this donor too.
    let next = world.open("next").await;
    world.consent("open-body", &next, "", Consent::Named).await;
    world.close(&next).await;
    assert!(act!(world.setting, &late, named_report(&next, "open-body")).is_ok());
    assert!(
        act!(world.setting, &late, release(&world.cache, &next))
            .unwrap()
            .sees_names()
    );
}

#[tokio::test]
async fn a_round_closed_again_adds_no_figure() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let round = world.open("first").await;
    for body in bodies {
        world.consent(body, &round, "", Consent::AggregateOnly).await;
    }
    let published = world.close(&round).await;
    let used = world.setting.store().reader().ledger().await.unwrap();
    for body in bodies {
        world.submit(body, Scope::Full, |_| Some(Answer::Fully)).await;
    }
    for days in [0, 1, 400] {
        world
            .setting
            .clock
            .set(world.setting.env.now().plus_seconds(days * DAY));
        world.close_as(&world.operator, &round).await.unwrap();
        assert_eq!(world.release(&world.first, &round).await, published);
        assert_eq!(world.setting.store().reader().ledger().await.unwrap(), used);
    }
    let checks = act!(world.setting, &world.operator, verify_releases()).unwrap();
    assert!(
        checks.len() >= 8 && checks.iter().all(crate::ReleaseCheck::is_sound),
        "{checks:?}"
    );
}

#[tokio::test]
async fn only_who_runs_the_instance_closes_a_round() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (lead, assessor) = &world.bodies["own"];
    for stranger in [lead, assessor, &world.first] {
        let refused = world.close_as(stranger, &round).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, preview_closing(&round));
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, verify_releases());
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
        let refused = act!(world.setting, stranger, open_round(&NewRound::titled("mine")));
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    assert!(matches!(
        world.close_as(&Actor::default(), &round).await,
        Err(Error::Refused(Refusal::SignIn))
    ));
    assert!(all_rounds(&mut world.setting.store().reader()).await.unwrap()[0].is_open());
}

#[tokio::test]
async fn rows_with_few_and_with_none_read_the_same() {
    let mut world = World::new().await;
    let north = ["a", "b", "c", "d", "e", "f"];
    world.answered_bodies(&north, "north", Answer::Largely).await;
    world
        .answered_bodies(&["s1", "s2", "s3", "s4"], "south", Answer::Partly)
        .await;
    world
        .answered_bodies(&["w1", "w2", "w3", "w4"], "west", Answer::Fully)
        .await;
    // Nobody of the south and three of the west; then three of the south and nobody of the west.
    let mut tables = Vec::new();
    for (title, few) in [("one", ["w1", "w2", "w3"]), ("two", ["s1", "s2", "s3"])] {
        let round = world.open(title).await;
        for body in north.iter().chain(&few) {
            world.submit(body, Scope::Full, |_| Some(Answer::Largely)).await;
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        let published = world.close(&round).await;
        for region in ["south", "west"] {
            let row = Row::Region {
                region: region.into(),
            };
            assert_eq!(
                published.cell(&row, &"GOV".into()).hidden,
                RowShown::Hidden,
                "{title} {region}"
            );
        }
        let release = groups(&published);
        tables.push((
            release.table().collect::<Vec<_>>(),
            release.group_table().collect::<Vec<_>>(),
        ));
    }
    assert_eq!(tables[0], tables[1]);
}

#[tokio::test]
async fn damaged_bytes_are_not_shown() {
    let mut world = World::new().await;
    world.answered_bodies(&["a"], "north", Answer::Largely).await;
    let round = world.open("first").await;
    world.consent("a", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    let mut row = world
        .setting
        .store()
        .reader()
        .release(&round)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(read_release(&world.cache, row.clone(), true).unwrap(), published);
    row.bytes = row.bytes.replace("north", "south");
    assert!(matches!(
        read_release(&world.cache, row, true),
        Err(Error::Internal(_))
    ));
}

#[tokio::test]
async fn a_round_is_closed_with_the_floor_of_the_instance() {
    let world = World::in_setting(setting_with(Parameters::new(7).unwrap()).await).await;
    let round = act!(
        world.setting,
        &world.operator,
        open_round(&NewRound::titled("Strict"))
    )
    .unwrap();
    let published = world.close(&round.slug).await;
    assert_eq!(published.parameters().k(), 7);
}
