//! What a donor can reach, tried with every level and recipient, through the use cases alone.

use std::collections::BTreeMap;

use domain::answer::Answer;
use domain::disclosure::{Consent, Parameters, Release};
use domain::id::OrganisationId;
use domain::model::Practice;
use domain::organisation::{OrganisationKind, Role};
use domain::policy::{Actor, Refusal};
use domain::score::Scope;
use store::{AnswerChange, AssessmentRow, OrganisationRow};

use crate::testing::{Setting, setting, setting_with};
use crate::{Error, NewProposal, NotNow, ProposalState, PublishedRelease, Result};

const DAY: i64 = 24 * 60 * 60;

/// An instance with an operator, two donors and some bodies.
struct World {
    setting: Setting,
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
        self.setting.store().insert_organisation(&row).await.unwrap();
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
        let services = &self.setting.services;
        self.setting.clock.set(services.now().plus_seconds(1));
        let model = services.catalog().model(Default::default());
        let by = self.bodies[slug].0.account.clone().unwrap();
        let row = AssessmentRow {
            id: services.new_id(),
            organisation_id: slug.into(),
            model_id: model.id.as_str().into(),
            model_version: i64::from(model.version),
            scope: scope.as_str().into(),
            created_by: by.as_str().into(),
            created_at: services.now().0,
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
                    practice: practice.id.as_str().into(),
                    answer: answer(practice)?.as_str().into(),
                    note: String::new(),
                    evidence: "none".into(),
                    reason: String::new(),
                    on: 0,
                })
            })
            .collect();
        store::testing::submitted(self.setting.store(), &row, &changes, services.now()).await;
        services.keep_what_was_submitted().await.unwrap();
    }

    async fn open(&self, title: &str) -> String {
        self.setting
            .services
            .open_round(&self.operator, title)
            .await
            .unwrap()
            .slug
    }

    async fn propose(&self, slug: &str, round: &str, recipient: &str, level: Consent) -> Result<String> {
        let (lead, _) = &self.bodies[slug];
        let id = OrganisationId::from(slug);
        let services = &self.setting.services;
        let input = NewProposal {
            round: round.into(),
            recipient: recipient.into(),
            level: level.as_str().into(),
        };
        services.propose_consent(lead, &id, &input).await?;
        let sharing = services.sharing(lead, &id).await?;
        let round = sharing
            .rounds
            .iter()
            .find(|found| found.round.slug == round)
            .unwrap();
        Ok(round
            .waiting(&crate::rounds::recipient(recipient))
            .unwrap()
            .id
            .clone())
    }

    /// Two people decide; nothing is to be decided if it is so already.
    async fn consent(&self, slug: &str, round: &str, recipient: &str, level: Consent) {
        match self.propose(slug, round, recipient, level).await {
            Ok(proposal) => {
                let (_, assessor) = &self.bodies[slug];
                self.setting
                    .services
                    .confirm_consent(assessor, &slug.into(), &proposal)
                    .await
                    .unwrap();
            }
            Err(Error::Invalid(errors)) => {
                assert_eq!(errors.of(&format!("level-{round}")), Some("consent-unchanged"));
            }
            Err(error) => panic!("{error}"),
        }
    }

    async fn close(&self, round: &str) -> PublishedRelease {
        self.setting
            .clock
            .set(self.setting.services.now().plus_seconds(DAY));
        self.setting
            .services
            .close_round(&self.operator, round)
            .await
            .unwrap();
        self.release(&self.first, round).await
    }

    async fn release(&self, donor: &Actor, round: &str) -> PublishedRelease {
        self.setting.services.release(donor, round).await.unwrap()
    }
}

fn text(release: &Release) -> String {
    String::from_utf8(release.to_bytes()).unwrap()
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
    let services = &world.setting.services;
    for level in Consent::ALL {
        for grant in [Consent::None, Consent::Named] {
            let round = world
                .open(&format!("{} {}", level.as_str(), grant.as_str()))
                .await;
            for other in others {
                world.consent(other, &round, "", Consent::AggregateOnly).await;
            }
            world.consent("hushed-body", &round, "", level).await;
            world.consent("hushed-body", &round, "d1", grant).await;
            // Nobody sees anything before the round is closed.
            assert!(is_not_found(services.release(&world.first, &round).await));
            assert!(is_not_found(
                services.named_report(&world.first, &round, "hushed-body").await
            ));
            let published = world.close(&round).await;
            let case = format!("{level:?} to all, {grant:?} to one");
            let to_all = level == Consent::Named;
            assert_eq!(text(&published.release).contains("hushed-body"), to_all, "{case}");
            assert_eq!(published.release.named().len(), usize::from(to_all), "{case}");
            assert_eq!(
                published.release,
                world.release(&world.second, &round).await.release,
                "{case}"
            );
            for (donor, is_granted) in [(&world.first, grant == Consent::Named), (&world.second, false)] {
                let may = to_all || is_granted;
                let report = services.named_report(donor, &round, "hushed-body").await;
                assert_eq!(report.is_ok(), may, "{case}");
                assert!(may || is_not_found(report), "{case}");
                let profiles = services.named_profiles(donor, &published.round).await.unwrap();
                let slugs: Vec<&str> = profiles.iter().map(|body| body.slug.as_str()).collect();
                assert_eq!(slugs, if may { vec!["hushed-body"] } else { vec![] }, "{case}");
                assert!(profiles.iter().all(|body| body.is_beside != to_all), "{case}");
                // The others never decided to be seen.
                assert!(
                    is_not_found(services.named_report(donor, &round, "a").await),
                    "{case}"
                );
            }
            let hidden = 5 + usize::from(matches!(level, Consent::AggregateOnly | Consent::Anonymised));
            assert_eq!(
                published.release.coverage().aggregate_only,
                Some(hidden),
                "{case}"
            );
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
        (
            published.release.cells().to_vec(),
            published.release.coverage(),
            published.release.named().to_vec(),
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
    let (silent, said_no) = (world.close(&silent).await, world.close(&said_no).await);
    assert_eq!(figures(&silent), figures(&said_no));
    assert_eq!(silent.release.coverage().aggregate_only, Some(5));
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
    let services = &world.setting.services;
    let report = services
        .named_report(&world.first, &round, "open-body")
        .await
        .unwrap();

    for body in ["a", "open-body"] {
        world.submit(body, Scope::Full, |_| Some(Answer::Fully)).await;
    }
    let late = services
        .confirm_consent(&world.bodies["a"].1, &"a".into(), &waiting)
        .await;
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    let late = world.propose("open-body", &round, "", Consent::None).await;
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::RoundClosed))),
        "{late:?}"
    );
    services.close_round(&world.operator, &round).await.unwrap();

    assert_eq!(world.release(&world.second, &round).await, published);
    assert_eq!(
        services
            .named_report(&world.first, &round, "open-body")
            .await
            .unwrap(),
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
    let preview = world
        .setting
        .services
        .preview_closing(&world.operator, &round)
        .await
        .unwrap();
    assert_eq!((preview.contributing, preview.without_assessment), (1, 1));
    let published = world.close(&round).await;
    let named: Vec<&str> = published
        .release
        .named()
        .iter()
        .map(|body| body.body.as_str())
        .collect();
    assert_eq!(named, ["twice"]);
    assert_eq!(published.release.named()[0].averages[&"GOV".into()], Some(400));
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
    let services = &world.setting.services;
    let before = services.store().statements();
    let preview = services.preview_closing(&world.operator, &round).await.unwrap();
    // The two of a signed-in request come on top.
    assert!(services.store().statements() - before <= 6);
    assert_eq!(
        (preview.contributing, preview.with_blanks, preview.waiting),
        (5, 1, 1)
    );
    assert_eq!(preview.blanks, [("GOV".into(), 1)]);
    let published = world.close(&round).await;
    for cell in published.release.cells() {
        assert_eq!(
            cell.shown().band().is_some(),
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
    let services = &world.setting.services;
    let level = async || {
        let sharing = services.sharing(&lead, &own).await.unwrap();
        sharing.rounds[0].level(&domain::disclosure::Recipient::EveryDonor)
    };

    let proposal = world.propose("own", &round, "", Consent::Named).await.unwrap();
    assert_eq!(level().await, Consent::None);
    let alone = services.confirm_consent(&lead, &own, &proposal).await;
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
        let refused = services.confirm_consent(stranger, &own, &proposal).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::NotYours))),
            "{refused:?}"
        );
    }
    // A proposal of one body cannot be settled in the name of another.
    let other = services
        .confirm_consent(&world.bodies["other"].0, &"other".into(), &proposal)
        .await;
    assert!(is_not_found(other));
    services
        .confirm_consent(&assessor, &own, &proposal)
        .await
        .unwrap();
    services
        .confirm_consent(&assessor, &own, &proposal)
        .await
        .unwrap();
    assert_eq!(level().await, Consent::Named);

    let lower = world.propose("own", &round, "", Consent::None).await.unwrap();
    assert_eq!(level().await, Consent::Named);
    services.decline_consent(&assessor, &own, &lower).await.unwrap();
    let late = services.confirm_consent(&assessor, &own, &lower).await;
    assert!(
        matches!(late, Err(Error::NotNow(NotNow::ConsentSettled))),
        "{late:?}"
    );
    let again = world.propose("own", &round, "", Consent::None).await.unwrap();
    services.confirm_consent(&assessor, &own, &again).await.unwrap();
    assert_eq!(level().await, Consent::None);

    let mistake = world.propose("own", &round, "", Consent::Named).await.unwrap();
    let assessors = services.withdraw_consent(&assessor, &own, &mistake).await;
    assert!(
        matches!(assessors, Err(Error::Refused(Refusal::NotYours))),
        "{assessors:?}"
    );
    services.withdraw_consent(&lead, &own, &mistake).await.unwrap();
    services.withdraw_consent(&lead, &own, &mistake).await.unwrap();
    let sharing = services.sharing(&assessor, &own).await.unwrap();
    let states: Vec<&str> = sharing.rounds[0]
        .proposals
        .iter()
        .map(|proposal| match proposal.state {
            ProposalState::Waiting => "waiting",
            ProposalState::Confirmed { .. } => "confirmed",
            ProposalState::Withdrawn { .. } => "withdrawn",
            ProposalState::Declined { .. } => "declined",
        })
        .collect();
    assert_eq!(states, ["withdrawn", "confirmed", "declined", "confirmed"]);
    let receipt = services
        .consent_receipt(&assessor, &own, &proposal)
        .await
        .unwrap();
    assert_eq!(
        (receipt.proposal.level, receipt.proposal.text_version),
        (Consent::Named, 1)
    );
    assert!(is_not_found(
        services.consent_receipt(&assessor, &own, &mistake).await
    ));
}

#[tokio::test]
async fn an_assessor_does_not_propose_and_one_donor_is_shown_all_or_nothing() {
    let mut world = World::new().await;
    world.body("own", "north").await;
    let round = world.open("first").await;
    let (_, assessor) = &world.bodies["own"];
    let input = NewProposal {
        round: round.clone(),
        recipient: String::new(),
        level: "named".into(),
    };
    let refused = world
        .setting
        .services
        .propose_consent(assessor, &"own".into(), &input)
        .await;
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
    let services = &world.setting.services;
    let first = services
        .open_round(&world.operator, "  Spring  2027 ")
        .await
        .unwrap();
    assert_eq!(
        (first.slug.as_str(), first.title.as_str()),
        ("spring-2027", "Spring 2027")
    );
    let arabic = services.open_round(&world.operator, "جولة الربيع").await.unwrap();
    assert_eq!(arabic.slug, "round-2026-11");
    let similar = services
        .open_round(&world.operator, "Spring: 2027!")
        .await
        .unwrap();
    assert_eq!(similar.slug, "spring-2027-2");
    for (title, key) in [
        (" ", "round-title-missing"),
        ("spring 2027", "round-title-taken"),
        (&*"x".repeat(121), "round-title-long"),
    ] {
        let refused = services.open_round(&world.operator, title).await;
        assert!(
            matches!(&refused, Err(Error::Invalid(errors)) if errors.of("title") == Some(key)),
            "{refused:?}"
        );
    }
    let refused = services.open_round(&world.first, "mine").await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::NotYours))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn nobody_hides_behind_figures_that_are_known() {
    let mut world = World::new().await;
    let bodies = ["a", "b", "c", "d", "e", "f"];
    world.answered_bodies(&bodies, "north", Answer::Largely).await;
    let first = world.open("first").await;
    world.consent("a", &first, "", Consent::Named).await;
    world.consent("b", &first, "d1", Consent::Named).await;
    world.close(&first).await;

    let in_aggregate = async |world: &World, title: &str| {
        let round = world.open(title).await;
        for body in bodies {
            world.consent(body, &round, "", Consent::AggregateOnly).await;
        }
        let preview = world.setting.services.preview_closing(&world.operator, &round);
        let known = preview.await.unwrap().known_by_name;
        (known, world.close(&round).await.release.coverage().aggregate_only)
    };
    // Every donor knows the figures of `a`. What one donor was shown of `b` changes no byte for the others.
    assert_eq!(in_aggregate(&world, "second").await, (1, Some(5)));
    // With a new assessment `a` can hide again.
    world.submit("a", Scope::Full, |_| Some(Answer::Partly)).await;
    assert_eq!(in_aggregate(&world, "third").await, (0, Some(6)));
}

#[tokio::test]
async fn damaged_bytes_are_not_shown() {
    let mut world = World::new().await;
    world.answered_bodies(&["a"], "north", Answer::Largely).await;
    let round = world.open("first").await;
    world.consent("a", &round, "", Consent::Named).await;
    let published = world.close(&round).await;
    let services = &world.setting.services;
    let mut row = services.store().release(&round).await.unwrap().unwrap();
    assert_eq!(services.read_release(row.clone()).unwrap(), published);
    row.bytes = row.bytes.replace("north", "south");
    assert!(matches!(services.read_release(row), Err(Error::Internal(_))));
}

#[tokio::test]
async fn a_round_is_closed_with_the_floor_of_the_instance() {
    let world = World::in_setting(setting_with(Parameters::new(7).unwrap()).await).await;
    let round = world
        .setting
        .services
        .open_round(&world.operator, "Strict")
        .await
        .unwrap();
    let published = world.close(&round.slug).await;
    assert_eq!(published.release.parameters().k(), 7);
}
