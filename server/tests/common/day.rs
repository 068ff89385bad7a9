//! A day in which everything happens that the security log tells of, with words that it must not hold wherever a person can
//! type, choose or be given any.

use axum::body::Body;
use domain::assess::answer::Answer as Given;
use domain::disclose::Consent;
use http::{Request, StatusCode, header};

use super::help::{first_help, hidden, propose, submitted};
use super::round::{answered_body, consent};
use super::{Answer, Client, PASSWORD, Site, link};

/// A password that is never right.
const WRONG: &str = "not-the-password";
/// A password that is chosen in the course of the day.
const CHOSEN: &str = "a-password-chosen-that-day";
/// A note, a reason: what a body says of itself.
const NOTE: &str = "a-note-of-the-lead";
/// A link that nobody gave out.
const GUESSED: &str = "0123456789abcdef0123456789abcdef";
/// Somebody who comes and goes.
const NAME: &str = "Zuleikha Unheard-of";
const EMAIL: &str = "zuleikha@example.org";

/// What who offers help and who gets it write to each other.
const WORDS: &str = "words-about-some-help";

/// What no line may hold, for whoever looks at the log of a day.
pub const UNSAID: [&str; 10] = [
    PASSWORD,
    WRONG,
    CHOSEN,
    NOTE,
    WORDS,
    GUESSED,
    NAME,
    "@example.org",
    "%40example.org",
    "argon2",
];

/// Lives through the day. Gives back what was made in it that no line may hold either: the secrets of links, and what cookies hold.
pub async fn a_day(site: &Site) -> Vec<String> {
    let mut unsaid = Vec::new();
    at_the_door(site).await;
    unsaid.extend(assessing(site).await);
    unsaid.extend(people_come_and_go(site).await);
    one_s_own_account(site).await;
    the_house(site).await;
    unsaid.extend(a_round(site).await);
    help(site).await;
    // Last: an hour later, every session is over.
    let mut assessor = site.signed_in("assessor").await;
    unsaid.extend(assessor.cookies.values().cloned());
    site.wait(3_601);
    assessor.get("/account").await;
    unsaid
}

/// Tries that fail, until there were too many.
async fn at_the_door(site: &Site) {
    let mut visitor = site.visitor();
    visitor.sign_in("lead", WRONG).await;
    visitor.sign_in("nobody", WRONG).await;
    visitor.get(&format!("/set-password/{GUESSED}")).await;
    visitor.get("/account").await;
    for _ in 0..11 {
        visitor.sign_in("implementer", WRONG).await;
    }
}

/// An assessment from its start to its submission, with what is refused on the way.
async fn assessing(site: &Site) -> Vec<String> {
    let mut lead = site.signed_in("lead").await;
    lead.get("/admin/organisations").await;
    lead.post("/assess/hill/profile", &[("reason", NOTE)]).await;
    let started = lead
        .post("/assess/harbour/assessments", &[("scope", "full")])
        .await;
    let path = started.location().to_owned();
    let mut form = Vec::new();
    for (field, of_first, of_second) in [
        ("answer", "partly", "not-applicable"),
        ("tick", "a", ""),
        ("note", NOTE, NOTE),
        ("evidence", "none", "none"),
        ("reason", "", NOTE),
        ("version", "0", "0"),
        ("was", "", ""),
    ] {
        form.push((format!("GOV-01-{field}"), of_first));
        form.push((format!("GOV-02-{field}"), of_second));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    done(&lead.post(&format!("{path}/GOV"), &form).await);
    let verdict = [("GOV-02-version", "1"), ("GOV-02-verdict", "approve")];
    done(&lead.post(&format!("{path}/review"), &verdict).await);
    let review = lead.get(&format!("{path}/review")).await;
    let seen = review.attributes("[name=seen]", "value");
    let submission = [("confirm", "yes"), ("seen", seen[0].as_str())];
    done(&lead.post(&format!("{path}/submit"), &submission).await);
    for file in ["report.csv", "report.json"] {
        shown(&lead.get(&format!("{path}/{file}")).await);
    }
    shown(&lead.get("/assess/harbour/audit.csv").await);
    let secrets = lead.cookies.values().cloned().collect();
    let request = Request::post("/sign-out")
        .header(header::ORIGIN, "https://evil.example")
        .body(Body::empty());
    lead.send(request.expect("a request")).await;
    lead.post("/sign-out", &[]).await;
    secrets
}

/// Somebody is added, chooses a password, comes to a role elsewhere, and is removed.
async fn people_come_and_go(site: &Site) -> Vec<String> {
    let mut lead = site.signed_in("lead").await;
    let people = "/assess/harbour/people";
    let mut secrets = Vec::new();
    let person = |role| [("name", NAME), ("email", EMAIL), ("roles", role)];
    let added = lead.post(people, &person("learner")).await;
    secrets.extend(chosen(site, &added).await);
    let account = site
        .store
        .reader()
        .account_by_email(EMAIL)
        .await
        .expect("a store");
    let account = account.expect("an account").id;
    let raise = [("account", account.as_str()), ("roles", "assessor")];
    done(&lead.post(&format!("{people}/roles"), &raise).await);
    shown(
        &lead
            .post(&format!("{people}/sessions"), &[("account", &account)])
            .await,
    );
    // What a lead gave out is not good enough for a donor.
    let mut operator = site.signed_in("operator").await;
    let added = operator
        .post("/admin/organisations/first-donor", &person("analyst"))
        .await;
    secrets.extend(chosen(site, &added).await);
    shown(&operator.get(&format!("/admin/people/{account}/data.json")).await);
    let remove = format!("/admin/people/{account}/remove");
    done(&operator.post(&remove, &[("address", EMAIL)]).await);
    secrets
}

/// The link that a page shows is used, and its person signs in. Gives back the secret and the cookies.
async fn chosen(site: &Site, page: &Answer) -> Vec<String> {
    let path = link(&page.text());
    site.wait(60);
    let mut person = site.visitor();
    let form = [("password", CHOSEN), ("repeated", CHOSEN)];
    done(&person.post(&path, &form).await);
    done(&person.sign_in("zuleikha", CHOSEN).await);
    site.wait(60);
    let secret = path.rsplit('/').next().expect("a secret").to_owned();
    person.cookies.into_values().chain([secret]).collect()
}

/// A password is changed, at the second try.
async fn one_s_own_account(site: &Site) {
    let mut learner = site.signed_in("learner").await;
    for current in [WRONG, PASSWORD] {
        let form = [("current", current), ("password", CHOSEN), ("repeated", CHOSEN)];
        learner.post("/account/password", &form).await;
    }
    shown(&learner.get("/account/data.json").await);
}

/// The operator adds and corrects.
async fn the_house(site: &Site) {
    let mut operator = site.signed_in("operator").await;
    let donor = [("kind", "donor"), ("name", "A New Donor")];
    done(&operator.post("/admin/organisations", &donor).await);
    let region = [("name", "Beyond the sea"), ("different", "yes")];
    done(&operator.post("/admin/regions", &region).await);
    done(&operator.post("/admin/regions/remove", &region[..1]).await);
    let corrected = [
        ("name", "The hill"),
        ("country", "NL"),
        ("region", "north"),
        ("income_group", "high"),
    ];
    done(
        &operator
            .post("/admin/organisations/hill/correct", &corrected)
            .await,
    );
}

/// A round from its opening to a donor who reads it.
async fn a_round(site: &Site) -> Vec<String> {
    let mut operator = site.signed_in("operator").await;
    done(&operator.post("/admin/rounds", &[("title", "Spring")]).await);
    let round = site
        .store
        .reader()
        .round_by_slug("spring")
        .await
        .expect("a store");
    let round = round.expect("a round").id;
    answered_body(site, "hill", Given::Partly).await;
    consent(site, &round, "hill", "", Consent::Named).await;
    let (mut lead, mut assessor) = (site.signed_in("lead").await, site.signed_in("assessor").await);
    for (what, by_lead) in [("withdraw", true), ("decline", false), ("confirm", false)] {
        let form = [("round", "spring"), ("level", "aggregate-only")];
        done(&lead.post("/assess/harbour/sharing/propose", &form).await);
        let settled_by: &mut Client = if by_lead { &mut lead } else { &mut assessor };
        let page = settled_by.get("/assess/harbour/sharing").await;
        let action = format!("[formaction*='/sharing/{what}/']");
        let action = page.attributes(&action, "formaction");
        done(&settled_by.post(&action[0], &[]).await);
    }
    let close = [("understood", "yes")];
    done(&operator.post("/admin/rounds/spring/close", &close).await);
    site.work().await;
    let mut analyst = site.signed_in("analyst").await;
    for page in ["", "/release.csv", "/bodies/hill"] {
        shown(&analyst.get(&format!("/insight/spring{page}")).await);
    }
    let clients = [operator, lead, assessor, analyst];
    clients
        .into_iter()
        .flat_map(|client| client.cookies.into_values())
        .collect()
}

/// Help is asked for and not given, and then asked for, offered, delivered and closed.
async fn help(site: &Site) {
    let (mut lead, mut second) = (site.signed_in("lead").await, site.signed_in("second-lead").await);
    let to_all = [("to", "all")];
    let refused = propose(&mut lead, &to_all).await;
    done(
        &second
            .post(&format!("/assess/harbour/requests/{refused}/decline"), &[])
            .await,
    );
    let mut request = String::new();
    for is_withdrawn in [true, false] {
        request = propose(&mut lead, &to_all).await;
        let path = format!("/assess/harbour/requests/{request}");
        done(&second.post(&format!("{path}/confirm"), &[]).await);
        if is_withdrawn {
            done(&lead.post(&format!("{path}/withdraw"), &[]).await);
        }
    }
    let (ours, theirs) = (
        format!("/assess/harbour/requests/{request}"),
        format!("/requests/{request}"),
    );
    let mut donor = site.signed_in("analyst").await;
    let kind = first_help(&mut donor, &request).await;
    let offer = [("help", &*kind), ("who_delivers", "We"), ("words", WORDS)];
    let mut latest = String::new();
    for answer in ["take-back", "decline-offer", "accept"] {
        done(&donor.post(&format!("{theirs}/offer"), &offer).await);
        latest = hidden(&lead.get(&ours).await.text(), "offer");
        let own = [("offer", &*latest)];
        done(&if answer == "take-back" {
            donor.post(&format!("{theirs}/{answer}"), &own).await
        } else {
            lead.post(&format!("{ours}/{answer}"), &own).await
        });
    }
    let delivery = [
        ("offer", &*latest),
        ("day", "2026-11-01"),
        ("delivery_words", WORDS),
    ];
    for answer in ["missing", "delivered"] {
        done(&donor.post(&format!("{theirs}/deliver"), &delivery).await);
        let said = [("offer", &*latest), ("missing", WORDS)];
        done(&lead.post(&format!("{ours}/{answer}"), &said).await);
    }
    // What came of it is in a later report.
    site.wait(2 * 86_400);
    submitted(site).await;
    let mut lead = site.signed_in("lead").await;
    done(&lead.post(&format!("{ours}/close"), &[("offer", &latest)]).await);
}

#[track_caller]
fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[track_caller]
fn shown(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}
