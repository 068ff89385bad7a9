//! The server function that the questionnaire's island calls: it saves what the form would save, for the same people.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use axum::body::Body;
use common::{Answer, Client, Site, on_both};
use http::{Request, StatusCode, header};
use serde_json::{Value, json};
use usecase::act;

const SAVE: &str = "/answers/save";

/// A body with an open assessment.
struct World {
    site: Site,
    assessment: String,
}

impl World {
    async fn new(store: &store::Store) -> Self {
        let site = Site::new(store).await;
        let lead = site.actor("lead");
        let started = act!(
            site.runner,
            &lead,
            "harbour",
            assess::start_assessment(domain::assess::score::Scope::Full, None)
        );
        Self {
            assessment: started.unwrap().to_string(),
            site,
        }
    }

    fn call(&self, who: &str, practice: &str, version: i64, answer: &str) -> Value {
        json!({
            "place": {"body": "harbour", "assessment": self.assessment, "domain": "GOV", "typed_by": who},
            "card": {
                "practice": practice, "answer": answer, "ticks": testkit::ticks(practice, answer), "is_still_true": false, "evidence": "document", "note": "", "reason": "",
                "version": version, "was": "",
            },
        })
    }

    async fn stored(&self) -> Vec<(String, String, i64)> {
        let sheet = act!(
            self.site.runner,
            &self.site.actor("lead"),
            "harbour",
            assess::assessment_sheet(&self.assessment)
        )
        .unwrap();
        let answers = sheet.answers.iter();
        answers
            .map(|stored| {
                (
                    stored.practice.to_string(),
                    stored.answer.as_str().to_owned(),
                    stored.version,
                )
            })
            .collect()
    }
}

fn said(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

async fn raw(client: &mut Client, headers: &[(&str, &str)], body: String) -> Answer {
    let request = headers
        .iter()
        .fold(Request::post(SAVE), |request, (name, value)| {
            request.header(*name, *value)
        });
    client.send(request.body(Body::from(body)).unwrap()).await
}

on_both! {
    async fn a_card_is_saved_alone(store: &Store) {
        let world = World::new(store).await;
        let (mut lead, mut assessor) = (world.site.signed_in("lead").await, world.site.signed_in("assessor").await);
        let answer = lead.call(SAVE, &world.call("lead", "GOV-01", 0, "partly")).await;
        assert_eq!((answer.status, &said(&answer)["version"]), (StatusCode::OK, &json!(1)));

        let answer = assessor.call(SAVE, &world.call("assessor", "GOV-01", 0, "fully")).await;
        let theirs = &said(&answer)["Conflict"];
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!((&theirs["fields"]["version"], &theirs["fields"]["answer"]), (&json!(1), &json!("partly")));
        assert!(theirs["whose"].as_str().unwrap().contains("lead"), "{theirs}");

        let answer = assessor.call(SAVE, &world.call("assessor", "GOV-01", 1, "not-applicable")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!said(&answer)["Refused"].as_str().unwrap().is_empty());

        let answer = assessor.call(SAVE, &world.call("assessor", "GOV-01", 1, "fully")).await;
        assert_eq!((answer.status, &said(&answer)["version"]), (StatusCode::OK, &json!(2)));
        assert_eq!(world.stored().await, [("GOV-01".to_owned(), "fully".to_owned(), 2)]);
    }

    async fn nothing_is_saved_under_another_name(store: &Store) {
        let world = World::new(store).await;
        let mut assessor = world.site.signed_in("assessor").await;
        let answer = assessor.call(SAVE, &world.call("lead", "GOV-01", 0, "partly")).await;
        assert_eq!((answer.status, said(&answer)), (StatusCode::CONFLICT, json!("AnotherName")));
        assert!(world.stored().await.is_empty());
    }

    async fn who_may_not_answer_saves_nothing_and_learns_nothing(store: &Store) {
        let world = World::new(store).await;
        let call = world.call("lead", "GOV-01", 0, "partly");
        let answer = world.site.visitor().call(SAVE, &call).await;
        assert_eq!((answer.status, said(&answer)), (StatusCode::UNAUTHORIZED, json!("SignedOut")));
        for who in ["reviewer", "learner", "stranger", "operator", "analyst"] {
            let mut client = world.site.signed_in(who).await;
            let answer = client.call(SAVE, &world.call(who, "GOV-01", 0, "partly")).await;
            assert_eq!((answer.status, said(&answer)), (StatusCode::NOT_FOUND, json!("Failed")), "{who}");
            // The same as of a body that does not exist.
            let mut nowhere = world.call(who, "GOV-01", 0, "partly");
            nowhere["place"]["body"] = json!("nowhere");
            let missing = client.call(SAVE, &nowhere).await;
            assert_eq!((missing.status, missing.text()), (answer.status, answer.text()), "{who}");
        }
        let mut lead = world.site.signed_in("lead").await;
        for (part, name, value) in [
            ("place", "assessment", "00000000-0000-7000-8000-000000000000"),
            ("place", "assessment", "../../etc"),
            ("place", "body", "har\u{0}bour"),
            ("place", "domain", "XXX"),
            ("card", "practice", "VRP-01"),
            ("card", "practice", ""),
        ] {
            let mut call = call.clone();
            call[part][name] = json!(value);
            let answer = lead.call(SAVE, &call).await;
            assert_eq!((answer.status, said(&answer)), (StatusCode::NOT_FOUND, json!("Failed")), "{name} {value:?}");
        }
        assert!(world.stored().await.is_empty());
    }

    async fn what_was_submitted_is_not_changed(store: &Store) {
        let world = World::new(store).await;
        let mut lead = world.site.signed_in("lead").await;
        lead.call(SAVE, &world.call("lead", "GOV-01", 0, "partly")).await;
        common::submit(&world.site, &world.site.actor("lead"), "harbour", &world.assessment).await;
        let answer = lead.call(SAVE, &world.call("lead", "GOV-01", 1, "fully")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(!said(&answer)["Refused"].as_str().unwrap().is_empty());
        assert_eq!(world.stored().await, [("GOV-01".to_owned(), "partly".to_owned(), 1)]);
    }

    async fn a_call_that_is_none_is_refused(store: &Store) {
        let world = World::new(store).await;
        let mut lead = world.site.signed_in("lead").await;
        let own = ("sec-fetch-site", "same-origin");
        let json = ("content-type", "application/json");
        let good = world.call("lead", "GOV-01", 0, "partly").to_string();
        for bad in ["", "{}", "null", "[1", "{\"place\": 1}", &good.replace("\"version\":0", "\"version\":\"x\""), &good.replace("place", "plaice")] {
            let answer = raw(&mut lead, &[own, json], bad.to_owned()).await;
            assert_eq!((answer.status, said(&answer)), (StatusCode::BAD_REQUEST, serde_json::json!("Failed")), "{bad}");
        }
        // From another site, as a form can be sent without asking; and from nowhere.
        let answer = raw(&mut lead, &[("sec-fetch-site", "cross-site"), ("content-type", "text/plain")], good.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let answer = raw(&mut lead, &[json, ("origin", "https://elsewhere.example")], good.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // More than the site takes.
        let mut long = world.call("lead", "GOV-01", 0, "partly");
        long["card"]["note"] = serde_json::json!("x".repeat(300 * 1024));
        let answer = lead.call(SAVE, &long).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(world.stored().await.is_empty());
        // Where a page is asked for, nobody is sent to wherever the request says that it came from.
        let page = [own, json, ("accept", "text/html"), ("referer", "https://elsewhere.example/")];
        let answer = raw(&mut lead, &page, good).await;
        assert_eq!((answer.status, answer.headers.get(header::LOCATION)), (StatusCode::OK, None));
        assert_eq!(world.stored().await.len(), 1);
    }
}
