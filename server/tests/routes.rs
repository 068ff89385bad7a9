//! Every address of the site, asked as each role, answers as the policy says.

mod common;

use std::collections::BTreeMap;

use app::routes::Route;
use common::round::{answered_body, consent};
use common::{Answer, Client, Site, on_both};
use domain::content::Lang;
use domain::id::OrganisationId;
use domain::policy::{Action, Actor, Refusal, Resource, permit};
use http::{Method, StatusCode};

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
fn decide(actor: &Actor, action: Action) -> Result<(), Refusal> {
    let (body, donor) = (
        OrganisationId::from("harbour"),
        OrganisationId::from("first-donor"),
    );
    let resource = match action {
        Action::ReadNamedReport => Resource::NamedReport {
            donor: &donor,
            granted: true,
        },
        Action::ReadContent
        | Action::UseDoor
        | Action::Learn
        | Action::ManageOwnAccount
        | Action::ReadRelease
        | Action::ReadInstance
        | Action::ManageOrganisations
        | Action::ManageRounds => Resource::Instance,
        Action::ReadPeople
        | Action::ManagePeople
        | Action::ReadBody
        | Action::EditProfile
        | Action::StartAssessment
        | Action::ReadAssessment
        | Action::Answer
        | Action::ApproveNotApplicable
        | Action::SubmitAssessment
        | Action::ReadReport
        | Action::ReadConsent
        | Action::ProposeConsent
        | Action::ConfirmConsent => Resource::Organisation(&body),
    };
    permit(actor, action, resource)
}

/// What stands for the parameters of addresses in the seeded world, with something behind each of them.
struct Examples {
    values: BTreeMap<&'static str, String>,
    attempts: BTreeMap<&'static str, String>,
}

impl Examples {
    async fn new(site: &Site) -> Self {
        let operator = site.actor("operator");
        let round = site
            .services
            .open_round(&operator, "Spring")
            .await
            .expect("a round");
        let assessment = answered_body(site, "harbour", domain::answer::Answer::Partly).await;
        let consent = consent(site, round.id.as_str(), "harbour", "", "named").await;
        site.services
            .close_round(&operator, &round.slug)
            .await
            .expect("a release");
        let catalog = site.services.catalog();
        let course = &catalog.courses(Lang::En)[0];
        let module = course
            .modules
            .iter()
            .find(|module| module.quiz.is_some())
            .expect("a quiz");
        let lesson = course.lessons().next().expect("a lesson");
        let mut attempts = BTreeMap::new();
        for who in ROLES.into_iter().filter(|who| !who.is_empty()) {
            let attempt = site
                .services
                .start_attempt(&site.actor(who), &course.slug, &module.slug, "")
                .await;
            attempts.insert(who, attempt.expect("an attempt").to_string());
        }
        let values = [
            ("assessment", assessment),
            ("consent", consent),
            ("course", course.slug.clone()),
            ("domain", "GOV".to_owned()),
            ("lesson", lesson.slug.clone()),
            ("module", module.slug.clone()),
            ("org", "harbour".to_owned()),
            ("round", round.slug),
            ("secret", "0".repeat(32)),
        ];
        Self {
            values: values.into(),
            attempts,
        }
    }

    /// An address with its parameters filled in. A parameter that is not known here stops the test: whoever adds an address
    /// decides what it is asked with.
    fn fill(&self, pattern: &str, who: &str) -> String {
        let fill_one = |part: &str| {
            let parameter = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            match parameter {
                None => part.to_owned(),
                Some("attempt") => self
                    .attempts
                    .get(who)
                    .or(self.attempts.values().next())
                    .cloned()
                    .expect("one"),
                Some(name) => match self.values.get(name) {
                    Some(value) => value.clone(),
                    None => panic!("{pattern}: what is {name} in the seeded world?"),
                },
            }
        };
        pattern.split('/').map(fill_one).collect::<Vec<_>>().join("/")
    }
}

/// The addresses that are asked: all but the pictures of courses, of which there is none yet.
fn asked() -> impl Iterator<Item = Route> {
    app::routes::table()
        .into_iter()
        .filter(|route| route.path != "/learn/{course}/media/{file}")
}

async fn ask(client: &mut Client, method: &Method, path: &str) -> Answer {
    if *method == Method::GET {
        client.get(path).await
    } else {
        client.post(path, &[]).await
    }
}

on_both! {
    async fn every_address_answers_each_role_as_the_policy_says(store: &Store) {
        let site = Site::new(store).await;
        let examples = Examples::new(&site).await;
        assert!(asked().count() > 10);
        let mut wrong = Vec::new();
        for route in asked() {
            for who in ROLES {
                let path = examples.fill(route.path, who);
                let (actor, mut client) = if who.is_empty() {
                    (Actor::default(), site.visitor())
                } else {
                    (site.actor(who), site.signed_in(who).await)
                };
                let answer = ask(&mut client, &route.method, &path).await;
                let as_decided = match decide(&actor, route.action) {
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
        let examples = Examples::new(&site).await;
        let mut wrong = Vec::new();
        for route in asked().filter(|route| route.path.contains("{org}")) {
            let path = examples.fill(route.path, "");
            let mut stranger = site.signed_in("stranger").await;
            let answer = ask(&mut stranger, &route.method, &path).await;
            if answer.status != StatusCode::NOT_FOUND {
                wrong.push(format!("{} {path}: {}", route.method, answer.status));
            }
            // The same as for a body that does not exist, to the byte.
            let nowhere = path.replace("harbour", "nowhere");
            let missing = ask(&mut stranger, &route.method, &nowhere).await;
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
