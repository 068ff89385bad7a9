//! Every address of the site, asked as each role, answers as the policy says.

mod common;

use std::collections::BTreeMap;

use app::routes::Route;
use common::{Answer, Client, Site, on_both};
use domain::id::{AccountId, OrganisationId};
use domain::identity::policy::{Action, Actor, Reach, Refusal, Resource, decide};
use http::{Method, StatusCode};
use insight::NewProposal;
use learn::start_attempt;
use serde_json::json;
use store::AnswerChange;
use usecase::{Words, act};

const COURSE: &str = "security-for-everyone";
/// A module with a quiz.
const MODULE: &str = "data-places-and-reporting";

/// Somebody who belongs to no organisation.
const ALONE: &str = "alone";

/// Somebody of the body whom whoever may take people out of it takes out, each time anew.
const SPARE: &str = "spare";

/// A visitor, and one person for each role.
const ROLES: [&str; 8] = [
    "",
    "learner",
    "assessor",
    "lead",
    "reviewer",
    "analyst",
    "implementer",
    "operator",
];

/// What the policy says of an action on what belongs to the seeded body, or is shown to the seeded donor.
fn decision(actor: &Actor, action: Action) -> Result<(), Refusal> {
    let (body, donor) = (
        OrganisationId::from("harbour"),
        OrganisationId::from("first-donor"),
    );
    // Help is offered in the name of one's own donor or partner.
    let helper = actor.memberships.first().map_or(&body, |own| &own.organisation);
    let resource = match action.reach() {
        Reach::Instance => Resource::Instance,
        Reach::Organisation if action == Action::OfferHelp => Resource::Organisation(helper),
        Reach::Organisation => Resource::Organisation(&body),
        Reach::NamedReport => Resource::NamedReport {
            donor: &donor,
            granted: true,
        },
    };
    decide(actor, action, resource)
}

/// What the seeded world holds for the parameters of addresses.
struct World {
    /// A draft of the seeded body.
    assessment: String,
    open_round: String,
    closed_round: String,
    /// A consent of the seeded body that two people gave, in the closed round.
    consent: String,
    /// An open request for help of the seeded body, to every donor and partner.
    request: String,
    /// Another one, which is taken back.
    other_request: String,
    /// The secret of a link that works, for somebody who belongs to no organisation.
    secret: String,
    /// An attempt of each person.
    attempts: BTreeMap<&'static str, String>,
}

impl World {
    async fn new(site: &Site) -> Self {
        let (lead, second, operator) = (
            site.actor("lead"),
            site.actor("second-lead"),
            site.actor("operator"),
        );
        let start = async || {
            act!(
                site.runner,
                &lead,
                "harbour",
                assess::start_assessment(domain::assess::score::Scope::Full, None)
            )
            .expect("an assessment")
        };
        let submitted = start().await;
        let change = AnswerChange {
            practice: "GOV-01".into(),
            answer: domain::assess::answer::Answer::Largely,
            ticks: None,
            note: String::new(),
            evidence: domain::assess::answer::EvidenceGrade::None,
            reason: String::new(),
            on: 0,
        };
        let by = AccountId::from("lead");
        site.store
            .write(async |tx| tx.save_answers(&submitted, &[change], &by, common::START).await)
            .await
            .expect("an answer");
        common::submit(site, &lead, "harbour", submitted.as_str()).await;
        let closed = act!(
            site.runner,
            &operator,
            insight::open_round(&insight::NewRound::titled("Closed"))
        )
        .expect("a round");
        let proposal = NewProposal {
            round: closed.slug.clone(),
            recipient: domain::disclose::Recipient::EveryDonor,
            level: domain::disclose::Consent::Named,
        };
        let body = OrganisationId::from("harbour");
        act!(
            site.runner,
            &lead,
            &body,
            insight::propose_consent(&proposal, &Words::default())
        )
        .expect("a proposal");
        let consent = site
            .store
            .reader()
            .consents_of_body(&body, store::testing::ROLES)
            .await
            .expect("a consent")
            .remove(0)
            .id;
        act!(
            site.runner,
            &second,
            &body,
            insight::confirm_consent(&consent, &Words::default())
        )
        .expect("a confirmation");
        site.close(&operator, &closed.slug).await.expect("a release");
        let mut requests = Vec::new();
        for practice in ["GOV-01", "GOV-02"] {
            let new = ledger::NewRequest {
                practice: practice.to_owned(),
                assessment: submitted.to_string(),
                to: "all".to_owned(),
                last_day: "2026-12-01".to_owned(),
                ..ledger::NewRequest::default()
            };
            let id = act!(site.runner, &lead, &body, ledger::propose_request(&new)).expect("a request");
            act!(site.runner, &second, &body, ledger::confirm_request(&id)).expect("a confirmation");
            requests.push(id);
        }
        let open = act!(
            site.runner,
            &operator,
            insight::open_round(&insight::NewRound::titled("Open"))
        )
        .expect("a round");
        for account in [ALONE, SPARE] {
            store::testing::account(&site.store, account).await;
        }
        let link = act!(
            site.runner,
            &Actor::console(),
            identity::new_link_by_email(&format!("{ALONE}@example.org"))
        )
        .expect("a link");
        let secret = link.path.rsplit('/').next().expect("a secret").to_owned();
        let mut attempts = BTreeMap::new();
        for who in ROLES.into_iter().filter(|who| !who.is_empty()) {
            let actor = site.actor(who);
            let attempt = act!(site.runner, &actor, start_attempt(COURSE, MODULE, "")).expect("an attempt");
            attempts.insert(who, attempt.to_string());
        }
        Self {
            assessment: start().await.to_string(),
            open_round: open.slug,
            closed_round: closed.slug,
            consent,
            request: requests.remove(0),
            other_request: requests.remove(0),
            secret,
            attempts,
        }
    }

    /// An address with its parameters filled in. A parameter that is not known here stops the test: whoever adds an address
    /// decides what it is asked with.
    fn fill(&self, pattern: &str, who: &str) -> String {
        let fill_one = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            None => part.to_owned(),
            Some("org") => "harbour".to_owned(),
            Some("secret") => self.secret.clone(),
            Some("account") => ALONE.to_owned(),
            Some("assessment") => self.assessment.clone(),
            Some("consent") => self.consent.clone(),
            Some("request") if pattern.ends_with("/withdraw") => self.other_request.clone(),
            Some("request") => self.request.clone(),
            Some("domain") => "GOV".to_owned(),
            Some("round") if pattern.starts_with("/admin/") => self.open_round.clone(),
            Some("round") => self.closed_round.clone(),
            Some("course") => COURSE.to_owned(),
            Some("lesson") => "phishing-and-pretexts".to_owned(),
            Some("form") => "our-names-and-numbers".to_owned(),
            Some("guide") => "individuals".to_owned(),
            Some("intervention") => "strong-sign-in".to_owned(),
            Some("module") => MODULE.to_owned(),
            Some("attempt") => self
                .attempts
                .get(who)
                .unwrap_or(&self.attempts["learner"])
                .clone(),
            Some(unknown) => panic!("{pattern}: what is {unknown} in the seeded world?"),
        };
        pattern.split('/').map(fill_one).collect::<Vec<_>>().join("/")
    }
}

/// What is sent to an address: a form that would be taken from the right person where an empty one says nothing of who may
/// send it, since it is refused before that is asked.
fn form(route: &Route) -> &'static [(&'static str, &'static str)] {
    match route.path {
        "/account" => &[("name", "Somebody"), ("lang", "en")],
        "/assess/{org}/people/link" | "/admin/organisations/{org}/link" => &[("account", "reviewer")],
        "/assess/{org}/people/roles" | "/admin/organisations/{org}/roles" => {
            &[("account", "learner"), ("roles", "learner")]
        }
        "/assess/{org}/people/sessions" | "/admin/organisations/{org}/sessions" => &[("account", "reviewer")],
        "/admin/organisations" => &[("kind", "donor"), ("name", "A New Donor")],
        "/admin/organisations/{org}/correct" => &[
            ("name", "The harbour"),
            ("country", "XA"),
            ("region", "north"),
            ("income_group", "lower-middle"),
        ],
        "/assess/{org}/people/remove" | "/admin/organisations/{org}/remove" => &[("account", SPARE)],
        "/assess/{org}/sharing/propose" => &[("round", "open"), ("level", "none")],
        "/admin/regions/remove" => &[("name", "north")],
        "/admin/people/{account}/remove" => &[("address", "alone@example.org")],
        _ => &[],
    }
}

async fn ask(client: &mut Client, world: &World, route: &Route, path: &str, who: &str) -> Answer {
    if route.method == Method::GET {
        client.get(path).await
    } else if route.path == "/answers/save" {
        // What says whose body it is stands in the call, and not in its address.
        let call = json!({
            "place": {"body": "harbour", "assessment": world.assessment, "domain": "GOV", "typed_by": who},
            "card": {"practice": "GOV-01", "answer": "partly", "ticks": "a", "is_still_true": false, "evidence": "none", "note": "", "reason": "", "version": 0, "was": ""},
        });
        client.call(path, &call).await
    } else {
        client.post(path, form(route)).await
    }
}

on_both! {
    async fn every_address_answers_each_role_as_the_policy_says(store: &Store) {
        let site = Site::new(store).await;
        let world = World::new(&site).await;
        let mut wrong = Vec::new();
        for route in app::routes::table() {
            for who in ROLES {
                let path = world.fill(route.path, who);
                let (actor, mut client) = if who.is_empty() {
                    (Actor::default(), site.visitor())
                } else {
                    (site.actor(who), site.signed_in(who).await)
                };
                store::testing::set_roles(store, &SPARE.into(), &"harbour".into(), &["learner"], 0).await;
                let answer = ask(&mut client, &world, &route, &path, who).await;
                let as_decided = match decision(&actor, route.action) {
                    Err(Refusal::SignIn) => answer.asks_to_sign_in(),
                    Err(Refusal::NotYours) => answer.status == StatusCode::NOT_FOUND,
                    Ok(()) => {
                        answer.status != StatusCode::NOT_FOUND
                            && !answer.status.is_server_error()
                            && !answer.asks_to_sign_in()
                    }
                };
                if !as_decided {
                    let who = if who.is_empty() { "a visitor" } else { who };
                    wrong.push(format!(
                        "{} {path} ({:?}) by {who}: {} {}",
                        route.method, route.action, answer.status, answer.location()
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn what_belongs_to_another_body_is_not_there(store: &Store) {
        let site = Site::new(store).await;
        let world = World::new(&site).await;
        let mut stranger = site.signed_in("stranger").await;
        let mut wrong = Vec::new();
        for route in app::routes::table().into_iter().filter(|route| route.path.contains("{org}")) {
            let path = world.fill(route.path, "lead");
            let answer = ask(&mut stranger, &world, &route, &path, "stranger").await;
            if answer.status != StatusCode::NOT_FOUND {
                wrong.push(format!("{} {path}: {}", route.method, answer.status));
            }
            // The same as for a body that does not exist, to the byte.
            let nowhere = path.replace("harbour", "nowhere");
            let missing = ask(&mut stranger, &world, &route, &nowhere, "stranger").await;
            assert_eq!(missing.status, StatusCode::NOT_FOUND, "{nowhere}");
            if missing.text().replace("nowhere", "harbour") != answer.text() {
                wrong.push(format!("{} {path} differs from {nowhere}", route.method));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn no_address_is_there_twice(store: &Store) {
        let _ = store;
        let mut addresses: Vec<String> =
            app::routes::table().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
        let count = addresses.len();
        addresses.sort();
        addresses.dedup();
        assert_eq!(addresses.len(), count);
    }
}
