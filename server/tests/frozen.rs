//! What is submitted, released, agreed to or handed in stays as it was, whatever becomes of the content; and who has something open is told.
//!
//! Long because the ways to change the content are listed one by one.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use std::collections::BTreeMap;

use assess::{AnswerInput, ProfileInput};
use common::content::Copy;
use common::round::{answered_body_with, consent};
use common::{Client, START, Site, on_both, submit};
use domain::assess::answer::Answer;
use domain::assess::model::Model;
use domain::content::Lang;
use domain::disclose::Consent;
use domain::identity::policy::Actor;
use domain::learn::quiz::{Item, Task};
use http::StatusCode;
use learn::{hand_in, start_attempt};
use usecase::act;

const COURSE: &str = "security-for-everyone";
const QUIZ_MODULE: &str = "data-places-and-reporting";
const PHISHING: &str = "courses/security-for-everyone/01-accounts-and-devices/01-phishing-and-pretexts.md";
const FORM: &str = "courses/security-for-everyone/01-accounts-and-devices/forms/our-names-and-numbers.md";
const QUIZ_FILE: &str = "courses/security-for-everyone/02-data-places-and-reporting/quiz.toml";
const GOV: &str = "models/polder-v1/01-GOV.toml";
const PPL: &str = "models/polder-v1/02-PPL.toml";
const MODEL: &str = "models/polder-v1/model.toml";
const PO: &str = "po/ar/model-polder.po";

/// Addresses of what must stay, each with who reads it.
struct Frozen {
    pages: Vec<(&'static str, String)>,
}

/// The first version of the model: that with which everything was done that is left behind here.
fn first_version(site: &Site) -> &Model {
    let models = site.runner.env.catalog().models(Lang::En);
    models.iter().find(|model| model.version == 1).expect("version 1")
}

/// Starts an assessment with the first version.
async fn start(site: &Site, actor: &Actor, slug: &str) -> String {
    let model = first_version(site).reference();
    let scope = domain::assess::score::Scope::Full;
    act!(site.runner, actor, slug, assess::start_with(scope, &model, None))
        .unwrap()
        .to_string()
}

/// Everything that a body, a donor and a learner can leave behind.
async fn leave_behind(site: &Site) -> Frozen {
    let (lead, operator) = (site.actor("lead"), site.actor("operator"));
    let profile = ProfileInput {
        next_election: "2027-05-09".into(),
        flags: vec!["register-database".into()],
        ..ProfileInput::default()
    };
    act!(site.runner, &lead, "harbour", assess::save_profile(&profile)).unwrap();
    let id = start(site, &lead, "harbour").await;
    let model = first_version(site);
    for domain in &model.domains {
        let inputs: Vec<AnswerInput> = domain
            .practices
            .iter()
            .enumerate()
            .map(|(index, practice)| AnswerInput {
                practice: practice.id.to_string(),
                answer: Answer::ALL[index % 4].as_str().into(),
                ..AnswerInput::default()
            })
            .collect();
        let saved = act!(
            site.runner,
            &lead,
            "harbour",
            assess::save_answers(&id, domain.code.as_str(), &inputs)
        );
        assert!(saved.unwrap().is_complete());
    }
    submit(site, &lead, "harbour", &id).await;

    let round = act!(
        site.runner,
        &operator,
        insight::open_round(&insight::NewRound {
            version: Some(1),
            ..insight::NewRound::titled("Spring")
        })
    )
    .unwrap();
    for slug in ["one", "two", "three", "four", "five"] {
        answered_body_with(site, slug, Answer::Partly, model).await;
        consent(site, round.id.as_str(), slug, "", Consent::AggregateOnly).await;
    }
    let receipt = consent(site, round.id.as_str(), "harbour", "", Consent::Named).await;
    site.close(&operator, &round.slug).await.unwrap();

    let learner = site.actor("learner");
    let mut attempts = Vec::new();
    // One that passes shows what was missed as well.
    for wrong in [12, 1] {
        let attempt = act!(site.runner, &learner, start_attempt(COURSE, QUIZ_MODULE, "")).unwrap();
        let asked = act!(site.runner, &learner, learn::attempt(Lang::En, &attempt))
            .unwrap()
            .asked;
        let response = asked.items(Lang::En).iter().enumerate().map(|(index, item)| {
            let answer = if index < wrong { item.mistake() } else { item.key() };
            (item.id.clone(), answer)
        });
        let sent = asked.sent(&response.collect());
        act!(site.runner, &learner, hand_in(&attempt, &sent)).unwrap();
        attempts.push(attempt);
    }
    let report = format!("/assess/harbour/{id}/report");
    let mut pages = vec![
        ("lead", report.clone()),
        ("lead", format!("{report}.csv")),
        ("lead", format!("{report}.json")),
        ("lead", format!("/assess/harbour/sharing/{receipt}")),
        ("analyst", format!("/insight/{}", round.slug)),
        ("analyst", format!("/insight/{}/release.csv", round.slug)),
        ("analyst", format!("/insight/{}/release.json", round.slug)),
        ("analyst", format!("/insight/{}/bodies/harbour", round.slug)),
    ];
    pages.extend(
        attempts
            .iter()
            .map(|attempt| ("learner", format!("/learn/attempts/{attempt}"))),
    );
    Frozen { pages }
}

/// What is served, by language and address.
async fn served(site: &Site, frozen: &Frozen) -> BTreeMap<String, String> {
    let mut clients: BTreeMap<&str, Client> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for lang in [Lang::Ar, Lang::En] {
        for (who, path) in &frozen.pages {
            // An account's own language goes before that of the browser.
            act!(site.runner, &site.actor(who), identity::choose_language(lang)).unwrap();
            if !clients.contains_key(who) {
                clients.insert(who, site.signed_in(who).await);
            }
            let answer = clients.get_mut(who).unwrap().get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let page = answer.text();
            assert!(
                !page.contains("<html") || page.contains(&format!("<html lang=\"{}\"", lang.tag())),
                "{path}"
            );
            found.insert(format!("{} {path}", lang.tag()), without_the_living(&page));
        }
    }
    found
}

/// A page without what belongs to the day on which it is read: the way on below a result, which leads into the courses of today and
/// carries the id of the attempt to be. Nothing else is left out; a report's weeks of today stay, since no day passes here.
fn without_the_living(page: &str) -> String {
    match page.split_once("<div class=\"result-onward\">") {
        Some((before, rest)) => {
            let (_, after) = rest.split_once("</div>").expect("the end of the way on");
            format!("{before}{after}")
        }
        None => page.to_owned(),
    }
}

/// Sixteen changes, of every kind that an author or a translator makes.
fn changed_content() -> Copy {
    let copy = Copy::new();
    // Numbers of the model: impact, effort, lead time, targets, a constant.
    copy.replace(
        GOV,
        "impact = 4\neffort = 1\nlead_weeks = 2",
        "impact = 1\neffort = 5\nlead_weeks = 200",
    );
    copy.replace(
        GOV,
        "targets = { T1 = 2, T2 = 2, T3 = 3, T4 = 3 }",
        "targets = { T1 = 4, T2 = 4, T3 = 4, T4 = 4 }",
    );
    copy.replace(MODEL, "gate_factor = 1.25", "gate_factor = 2.0");
    // A practice that is no longer asked, one that became another level's, one that is asked of others.
    copy.replace(
        PPL,
        "cis = [\"14.1\", \"14.2\", \"14.3\", \"14.6\"]\nstatus = \"published\"",
        "cis = []\nstatus = \"deprecated\"",
    );
    copy.replace(
        GOV,
        "id = \"GOV-02\"\nlevel = 1\napplies_when = []",
        "id = \"GOV-02\"\nlevel = 4\napplies_when = [\"e-voting\"]",
    );
    // Words of the model: a practice, a domain, a tier, the model itself, and translations.
    copy.replace(
        GOV,
        "A named senior official answers for election cybersecurity",
        "Somebody answers for it",
    );
    copy.replace(GOV, "Governance, law, risk and funding", "Steering");
    copy.replace(
        MODEL,
        "Register database and digital results",
        "Register and results by computer",
    );
    copy.replace(
        MODEL,
        "Polder maturity model for election cybersecurity",
        "The model",
    );
    copy.replace(PO, "العاملون والمخاطر الداخلية", "الموظفون والمخاطر الداخلية");
    // Courses: a lesson's name, title and practices, a course's name and title.
    copy.replace(
        PHISHING,
        "title = \"Phishing and pretexts\"",
        "former = [\"phishing-and-pretexts\"]\ntitle = \"False messages\"",
    );
    copy.replace(
        PHISHING,
        "practices = [\"PPL-01\", \"PPL-06\", \"COI-11\"]",
        "practices = [\"GOV-05\"]",
    );
    for file in [PHISHING.to_owned(), PHISHING.replace(".md", ".check.toml")] {
        copy.rename(
            &file,
            &file.replace("01-phishing-and-pretexts", "01-false-messages"),
        );
    }
    copy.replace(
        FORM,
        "lesson = \"phishing-and-pretexts\"",
        "lesson = \"false-messages\"",
    );
    copy.replace(
        "courses/security-for-everyone/course.toml",
        "title = \"Security for everyone in the election office\"",
        "former = [\"security-for-everyone\"]\ntitle = \"Safe together\"",
    );
    copy.replace(
        "courses/security-for-everyone/course.toml",
        "pass_mark = 80",
        "pass_mark = 100",
    );
    // The quiz: its key, a question, a choice, its title.
    copy.replace(
        QUIZ_FILE,
        "correct = false\n  feedback = \"Hidden sheets",
        "correct = true\n  feedback = \"Hidden sheets",
    );
    copy.replace(
        QUIZ_FILE,
        "correct = true\n  feedback = \"A new file with",
        "correct = false\n  feedback = \"Wrong. A new file with",
    );
    copy.replace(
        QUIZ_FILE,
        "A journalist may lawfully have",
        "A writer may lawfully have",
    );
    copy.replace(
        QUIZ_FILE,
        "title = \"Check what you can do: data, places and reporting\"",
        "title = \"What do you know?\"",
    );
    copy.rename("courses/security-for-everyone", "courses/safe-together");
    copy.rename("po/ar/security-for-everyone.po", "po/ar/safe-together.po");
    copy
}

/// What differs, so that a failure can be read.
fn compare(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    let mut moved = Vec::new();
    for (page, was) in before {
        let is = &after[page];
        if was != is {
            let at = was.bytes().zip(is.bytes()).take_while(|(a, b)| a == b).count();
            let from = was.floor_char_boundary(at.saturating_sub(80));
            let to = |text: &str| text.floor_char_boundary((at + 80).min(text.len()));
            let from_is = is.floor_char_boundary(from.min(is.len()));
            moved.push(format!(
                "{page}\n  was {}\n  is  {}",
                &was[from..to(was)],
                &is[from_is..to(is)]
            ));
        }
    }
    assert!(
        moved.is_empty(),
        "{} pages moved:\n{}",
        moved.len(),
        moved.join("\n")
    );
}

/// Opens an assessment of `hill`, whose lead is the stranger, with one answer.
async fn open_draft(site: &Site) -> String {
    let stranger = site.actor("stranger");
    let id = start(site, &stranger, "hill").await;
    let input = AnswerInput {
        practice: "GOV-01".into(),
        answer: "partly".into(),
        ..AnswerInput::default()
    };
    let saved = act!(
        site.runner,
        &stranger,
        "hill",
        assess::save_answers(&id, "GOV", &[input])
    );
    assert!(saved.unwrap().is_complete());
    id
}

on_both! {
    async fn changed_content_changes_no_byte_of_what_was_left_behind(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let before = served(&site, &frozen).await;
        // What is compared says something, and no more than five gaps stand at the top of a report.
        let html = &before[&format!("en {}", frozen.pages[0].1)];
        assert!(html.contains("A named senior official answers") && html.contains("/learn/security-for-everyone/phishing-and-pretexts"));
        let arabic = &before[&format!("ar {}", frozen.pages[0].1)];
        assert!(arabic.contains("مسؤول كبير محدد بالاسم") && arabic.contains("العاملون والمخاطر الداخلية"));
        assert_eq!(html.matches("<li class=\"keep-together\">").count(), 5);
        let copy = changed_content();
        compare(&before, &served(&Site::restarted(store, copy.path()).await, &frozen).await);
    }

    async fn what_donors_see_keeps_the_names_of_its_day(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let of_donors = async || {
            let mut pages = served(&site, &frozen).await;
            pages.retain(|address, _| address.contains("/insight/"));
            pages
        };
        let before = of_donors().await;
        assert!(before.values().any(|page| page.contains("The harbour")));
        let corrected = identity::NewOrganisation {
            name: "Harbour Commission".into(),
            country: "XB".into(),
            region: "Southern Africa".into(),
            income_group: Some(domain::identity::organisation::IncomeGroup::High),
            ..identity::NewOrganisation::default()
        };
        let operator = site.actor("operator");
        act!(site.runner, &operator, identity::correct_organisation("harbour", &corrected)).expect("a correction");
        compare(&before, &of_donors().await);
    }

    async fn what_was_left_behind_before_it_was_kept_is_kept_once(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let before = served(&site, &frozen).await;
        // As an older version left it.
        for statement in [
            "DELETE FROM submitted_report",
            "DELETE FROM round_names",
            "UPDATE quiz_attempt SET asked = NULL",
            "UPDATE lesson_progress SET revision = NULL",
        ] {
            store::testing::tamper(store, statement).await;
        }
        let kept = server::keeping::keep_what_was_submitted(&site.runner).await.unwrap();
        assert_eq!((kept.reports, kept.rounds, kept.attempts, kept.failed), (6, 1, 2, 0));
        compare(&before, &served(&site, &frozen).await);
        let again = server::keeping::keep_what_was_submitted(&site.runner).await.unwrap();
        assert_eq!(again, server::keeping::Kept::default());
        let copy = changed_content();
        compare(&before, &served(&Site::restarted(store, copy.path()).await, &frozen).await);
    }

    async fn a_named_report_that_was_kept_without_texts_gets_them_once(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let before = served(&site, &frozen).await;
        let report = act!(site.runner, &site.actor("analyst"), insight::named_report("spring", "harbour")).unwrap().report;
        // As an older version left it: the numbers alone.
        store::testing::keep_numbers_only(store, &serde_json::to_string(&report.report).unwrap()).await;
        let kept = server::keeping::keep_what_was_submitted(&site.runner).await.unwrap();
        assert_eq!((kept.named, kept.failed), (1, 0));
        compare(&before, &served(&site, &frozen).await);
        store::testing::tamper(store, "UPDATE contribution SET report = REPLACE(report, '\"gaps\"', '\"Gaps\"')").await;
        let named = frozen.pages.iter().find(|(_, path)| path.ends_with("/bodies/harbour")).unwrap();
        let answer = site.signed_in("analyst").await.get(&named.1).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "what was changed is no page");
    }

    async fn weeks_are_counted_again_beside_those_of_then(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let named = &frozen.pages.iter().find(|(_, path)| path.ends_with("/bodies/harbour")).unwrap().1;
        let own = &frozen.pages[0].1;
        let article = |html: &str| html.split("<article class=\"report\">").nth(1).unwrap().split("</article>").next().unwrap().to_owned();
        let (mut lead, mut analyst) = (site.signed_in("lead").await, site.signed_in("analyst").await);
        let before = [lead.get(own).await.text(), analyst.get(named).await.text()];
        for page in &before {
            assert!(page.contains("Today, on 1 November 2026, 27 weeks are left to the election."));
        }
        site.wait(20 * 7 * 24 * 3_600);
        let (mut lead, mut analyst) = (site.signed_in("lead").await, site.signed_in("analyst").await);
        for (page, before) in [lead.get(own).await.text(), analyst.get(named).await.text()].iter().zip(&before) {
            assert!(page.contains("Today, on 21 March 2027, 7 weeks are left to the election."), "{page}");
            assert_eq!(article(page), article(before));
        }
        site.wait(20 * 7 * 24 * 3_600);
        let page = site.signed_in("lead").await.get(own).await;
        assert!(page.has("The election of 9 May 2027 is past."));
    }

    async fn two_versions_of_the_model_live_side_by_side(store: &Store) {
        let site = Site::new(store).await;
        let frozen = leave_behind(&site).await;
        let draft = open_draft(&site).await;
        // No page fails for anybody.
        let mut addresses: Vec<(&str, String)> = frozen.pages.clone();
        for (who, body, id) in [("lead", "harbour", frozen.pages[0].1.split('/').nth(3).unwrap()), ("stranger", "hill", draft.as_str())] {
            for page in ["", "/profile", "/people", "/sharing"] {
                addresses.push((who, format!("/assess/{body}{page}")));
            }
            for page in ["", "/GOV", "/PPL", "/report", "/report.csv", "/report.json"] {
                addresses.push((who, format!("/assess/{body}/{id}{page}")));
            }
        }
        addresses.push(("stranger", format!("/assess/hill/{draft}/review")));
        for page in ["/insight", "/insight/spring", "/insight/spring/GOV", "/insight/spring/bodies/harbour"] {
            addresses.push(("analyst", page.into()));
        }
        for page in ["/admin", "/admin/rounds", "/admin/organisations"] {
            addresses.push(("operator", page.into()));
        }
        for page in ["/learn", "/learn/security-for-everyone", "/glossary", "/about"] {
            addresses.push(("learner", page.into()));
        }
        let mut clients: BTreeMap<&str, Client> = BTreeMap::new();
        for (who, path) in &addresses {
            if !clients.contains_key(who) {
                clients.insert(who, site.signed_in(who).await);
            }
            let answer = clients.get_mut(who).unwrap().get(path).await;
            assert!(answer.status.is_success(), "{who} {path}: {}", answer.status);
        }
        // The open one goes on with the version that it was started with, and its lead is told.
        let mut stranger = site.signed_in("stranger").await;
        let page = stranger.get(&format!("/assess/hill/{draft}")).await;
        assert!(page.has("There is a newer version of the model, version 2."), "{}", page.text());
        assert!(stranger.get("/assess/hill").await.has("There is a newer version of the model"));
        let gov = stranger.get(&format!("/assess/hill/{draft}/GOV")).await;
        assert!(gov.has("name=\"GOV-01-answer\"") && !gov.has("name=\"GOV-01-tick\""));
        assert!(!stranger.get(&format!("/assess/hill/{draft}/PPL")).await.has("name=\"PPL-09-tick\""));
        // Its profile is asked in the words of its version; what only the other version knows is kept.
        assert!(!stranger.get("/assess/hill/profile").await.has("public-portal"));
        let actor = site.actor("stranger");
        submit(&site, &actor, "hill", &draft).await;
        let report = stranger.get(&format!("/assess/hill/{draft}/report.json")).await;
        assert!(report.has("\"model_version\": 1"));
        // The next one takes the second.
        assert!(stranger.get("/assess/hill/profile").await.has("public-portal"));
        let profile = [("version", "0"), ("flags", "public-portal")];
        assert_eq!(stranger.post("/assess/hill/profile", &profile).await.status, StatusCode::SEE_OTHER);
        let next = act!(site.runner, &actor, "hill", assess::start_assessment(domain::assess::score::Scope::Full, None)).unwrap();
        let page = stranger.get(&format!("/assess/hill/{next}/GOV")).await;
        assert!(page.has("name=\"GOV-01-tick\"") && !page.has("name=\"GOV-05-answer\""));
        assert!(!stranger.get(&format!("/assess/hill/{next}")).await.has("newer version"));
        assert!(stranger.get(&format!("/assess/hill/{next}/report.json")).await.has("\"model_version\": 2"));
    }

    async fn a_profile_keeps_what_another_version_of_the_model_asks(store: &Store) {
        let site = Site::new(store).await;
        open_draft(&site).await;
        let mut profile = domain::assess::profile::Profile::default();
        profile.flags.insert("public-portal".into());
        let json = serde_json::to_string(&profile).unwrap();
        store.write(async |tx| tx.save_profile(&"hill".into(), &json, 0, &"stranger".into(), START).await).await.unwrap();
        let mut stranger = site.signed_in("stranger").await;
        let form = [("version", "1"), ("flags", "e-voting")];
        assert_eq!(stranger.post("/assess/hill/profile", &form).await.status, StatusCode::SEE_OTHER);
        let row = store.reader().profile(&"hill".into()).await.unwrap().unwrap();
        assert!(row.profile.contains("public-portal") && row.profile.contains("e-voting"), "{}", row.profile);
    }

    async fn whoever_has_something_open_is_told_that_it_was_changed(store: &Store) {
        let site = Site::new(store).await;
        let draft = open_draft(&site).await;
        let learner = site.actor("learner");
        let attempt = act!(site.runner, &learner, start_attempt(COURSE, QUIZ_MODULE, "")).unwrap();
        let read = format!("/learn/{COURSE}/phishing-and-pretexts");
        let mut client = site.signed_in("learner").await;
        client.post(&read, &[]).await;
        let told = async |site: &Site| {
            let mut learner = site.signed_in("learner").await;
            let mut stranger = site.signed_in("stranger").await;
            [
                stranger.get(&format!("/assess/hill/{draft}")).await.has("have been corrected since it was started"),
                stranger.get(&format!("/assess/hill/{draft}/GOV")).await.has("have been corrected since it was started"),
                learner.get(&format!("/learn/attempts/{attempt}")).await.has("This quiz has been changed since you began"),
                learner.get(&read).await.has("This lesson has been revised since you read it"),
            ]
        };
        assert_eq!(told(&site).await, [false; 4]);
        let copy = Copy::new();
        copy.replace(GOV, "A named senior official answers for election cybersecurity", "Somebody answers for it");
        copy.replace(QUIZ_FILE, "correct = false\n  feedback = \"Hidden sheets", "correct = true\n  feedback = \"Hidden sheets");
        copy.replace(QUIZ_FILE, "correct = true\n  feedback = \"A new file with", "correct = false\n  feedback = \"Wrong. A new file with");
        copy.replace("courses/security-for-everyone/course.toml", "pass_mark = 80", "pass_mark = 90");
        copy.replace(PHISHING, "has 140 members", "has 150 members");
        let site = Site::restarted(store, copy.path()).await;
        assert_eq!(told(&site).await, [true; 4]);
        // Marked with the key and the pass mark of then.
        let kept = act!(site.runner, &learner, learn::attempt(Lang::En, &attempt)).unwrap().asked;
        assert_eq!(kept.pass_mark, 80);
        let response = kept.items(Lang::En).iter().map(|item| (item.id.clone(), item.key()));
        let sent = kept.sent(&response.collect());
        act!(site.runner, &learner, hand_in(&attempt, &sent)).unwrap();
        let result = site.signed_in("learner").await.get(&format!("/learn/attempts/{attempt}")).await;
        assert!(result.has("notice-good") && !result.has("changed since"), "{}", result.text());
        // Read again, there is nothing more to say.
        let mut client = site.signed_in("learner").await;
        assert_eq!(client.post(&read, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!client.get(&read).await.has("This lesson has been revised"));
    }

    async fn an_old_address_leads_on(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("learner").await;
        let old = format!("/learn/{COURSE}/phishing-and-pretexts");
        client.post(&old, &[]).await;
        let site = Site::restarted(store, changed_content().path()).await;
        let mut learner = site.signed_in("learner").await;
        for (old, new) in [
            (format!("/learn/{COURSE}"), "/learn/safe-together"),
            (old.clone(), "/learn/safe-together/false-messages"),
            (format!("/learn/{COURSE}/quiz/{QUIZ_MODULE}"), "/learn/safe-together/quiz/data-places-and-reporting"),
        ] {
            for answer in [learner.get(&old).await, site.visitor().get(&old).await] {
                assert_eq!((answer.status, answer.location()), (StatusCode::PERMANENT_REDIRECT, new), "{old}");
            }
            assert_eq!(learner.get(new).await.status, StatusCode::OK, "{new}");
        }
        // A form that waited in a window goes where it belongs, with what it brings.
        let sent = learner.post(&old, &[]).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::PERMANENT_REDIRECT, "/learn/safe-together/false-messages"));
        assert_eq!(learner.get("/learn/safe-together/no-such-lesson").await.status, StatusCode::NOT_FOUND);
        assert!(learner.get("/learn/safe-together/false-messages").await.has("tag-good"), "it stays read");
    }

    async fn a_second_window_is_told_that_its_answers_do_not_count(store: &Store) {
        let site = Site::new(store).await;
        let actor = site.actor("learner");
        let attempt = act!(site.runner, &actor, start_attempt(COURSE, QUIZ_MODULE, "")).unwrap();
        let asked = act!(site.runner, &actor, learn::attempt(Lang::En, &attempt)).unwrap().asked;
        let form = |answer: fn(&Item) -> domain::learn::quiz::Answer| -> Vec<(String, String)> {
            let items = asked.items(Lang::En).iter();
            asked.sent(&items.map(|item| (item.id.clone(), answer(item))).collect()).fields()
        };
        let mut learner = site.signed_in("learner").await;
        let path = format!("/learn/attempts/{attempt}");
        let send = async |client: &mut Client, form: &[(String, String)]| {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            client.post(&path, &form).await
        };
        // Two answers to a question that takes one are named as that.
        let mut both = form(Item::key);
        let mut singles = asked.items(Lang::En).iter();
        let (single, choices) = singles
            .find_map(|item| match &item.task {
                Task::Single { choices } => Some((item, choices)),
                _ => None,
            })
            .unwrap();
        both.extend(choices.iter().map(|choice| (single.id.to_string(), choice.id.to_string())));
        let answer = send(&mut learner, &both).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has("can have one answer only") && answer.has("Choose one answer only.") && !answer.has("Choose an answer."));

        assert_eq!(send(&mut learner, &form(Item::mistake)).await.status, StatusCode::SEE_OTHER);
        // A double click ends at the result; other answers do not.
        assert_eq!(send(&mut learner, &form(Item::mistake)).await.status, StatusCode::SEE_OTHER);
        let late = send(&mut learner, &form(Item::key)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.has("The answers that you have just sent do not count") && late.has("notice-attention"), "{}", late.text());
        assert!(!learner.get(&path).await.has("do not count"));
    }
}
