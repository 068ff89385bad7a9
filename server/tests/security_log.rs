//! The security log: what is in it, whatever else is logged, and what never is.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use axum::body::Body;
use usecase::act;

use common::day::{UNSAID, a_day};
use common::log::Log;
use common::{Site, Store, on_both};
use domain::identity::policy::{Action, Reach, Resource, decide};
use http::{Method, Request, StatusCode, header};
use serde_json::Value;
use server::config::LogFormat;

/// The request of which a line tells.
fn request(line: &Value) -> &Value {
    &line["spans"][0]
}

/// The events that docs/operations.md tells of. That these are all, a test of `usecase` says.
fn documented() -> Vec<&'static str> {
    let section = include_str!("../../docs/operations.md")
        .split("\n## The security log\n")
        .nth(1)
        .unwrap();
    let rows = section.split("\n## ").next().unwrap().lines();
    rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next())
        .collect()
}

/// A day leaves a line of every event, and none that holds what is nobody's business.
async fn says_nothing_that_is_nobody_s_business(store: &Store, format: LogFormat) {
    let site = Site::new(store).await;
    let (log, guard) = Log::start(format, "debug,sqlx=info");
    let made = a_day(&site).await;
    drop(guard);
    let text = log.text();
    for event in documented() {
        assert!(text.contains(&format!("\"{event}\"")), "no {event}: {text}");
    }
    assert!(
        made.len() > 10 && made.iter().all(|secret| secret.len() > 10),
        "{made:?}"
    );
    for secret in UNSAID.into_iter().chain(made.iter().map(String::as_str)) {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

on_both! {
    async fn every_kind_of_event_is_a_line(store: &Store) {
        let site = Site::new(store).await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        a_day(&site).await;
        for event in documented() {
            assert!(!log.events(event).is_empty(), "no {event}");
        }
        for (event, fields) in [
            ("signed-in", &["account"][..]),
            ("refused", &["action", "refusal", "account"]),
            ("report-exported", &["by", "organisation", "assessment", "format"]),
            ("change-refused-origin", &["origin", "public_url", "host", "advice"]),
            ("signed-out", &["account"]),
            ("session-expired", &["account"]),
        ] {
            let events = log.events(event);
            assert!(!events.is_empty(), "no {event}: {}", log.text());
            for line in events {
                for field in fields {
                    let value = line["fields"][field].as_str().unwrap_or_default();
                    assert!(!value.is_empty(), "{field} of {line}");
                }
                let request = request(&line);
                assert!(request["id"].as_str().is_some_and(|id| id.len() == 36), "{line}");
                assert!(line["timestamp"].is_string() && request["method"].is_string(), "{line}");
            }
        }
        let refused = log.events("refused");
        let on = |path: &str| {
            let line = refused.iter().find(|line| request(line)["path"] == path);
            line.map(|line| (line["fields"]["action"].as_str().unwrap(), line["fields"]["account"].as_str().unwrap()))
        };
        assert_eq!(on("/account"), Some(("ManageOwnAccount", "none")));
        assert_eq!(on("/admin/organisations"), Some(("ReadInstance", "lead")));
        assert_eq!(on("/assess/{org}/profile").map(|(_, account)| account), Some("lead"));
        let formats: Vec<_> = log.events("report-exported").iter().map(|line| line["fields"]["format"].clone()).collect();
        assert_eq!(formats, ["csv", "json"]);
    }

    async fn no_line_holds_what_is_nobody_s_business(store: &Store) {
        says_nothing_that_is_nobody_s_business(store, LogFormat::Text).await;
    }

    async fn no_line_of_json_holds_what_is_nobody_s_business(store: &Store) {
        says_nothing_that_is_nobody_s_business(store, LogFormat::Json).await;
    }

    async fn a_refusal_is_one_line_and_what_is_allowed_is_none(store: &Store) {
        let site = Site::new(store).await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        let harbour = "harbour".into();
        let routes = app::routes::table().into_iter().filter(|route| {
            route.method == Method::GET && !route.path.replace("{org}", "").contains('{')
        });
        let routes: Vec<_> = routes.collect();
        assert!(routes.len() > 10);
        for who in ["lead", "learner", "analyst", "operator"] {
            let actor = site.actor(who);
            let mut client = site.signed_in(who).await;
            for route in &routes {
                let resource = match route.action.reach() {
                    Reach::Organisation if route.path.contains("{org}") => Resource::Organisation(&harbour),
                    _ => Resource::Instance,
                };
                // What is asked of another organisation is tried elsewhere.
                if route.path.starts_with("/admin/organisations/{org}") || route.action == Action::ReadNamedReport {
                    continue;
                }
                log.clear();
                client.get(&route.path.replace("{org}", "harbour")).await;
                let expected = usize::from(decide(&actor, route.action, resource).is_err());
                assert_eq!(log.events("refused").len(), expected, "{} by {who}: {}", route.path, log.text());
            }
        }
    }

    async fn who_goes_on_trying_does_not_fill_the_log(store: &Store) {
        let site = Site::new(store).await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        let mut visitor = site.visitor();
        for _ in 0..13 {
            visitor.sign_in("nobody", "wrong").await;
        }
        let refused = log.events("tries-refused");
        assert_eq!(refused.len(), 1, "{}", log.text());
        assert_eq!(refused[0]["fields"]["by"], "pair");
        assert_eq!(log.events("sign-in-failed").len(), 10);
    }

    async fn a_report_that_is_not_shown_is_refused_in_one_line(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Round"))).unwrap().slug;
        site.close(&operator, &round).await.unwrap();
        let mut analyst = site.signed_in("analyst").await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        for (refused, body) in ["harbour", "nowhere"].into_iter().enumerate() {
            let page = analyst.get(&format!("/insight/{round}/bodies/{body}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{body}");
            let events = log.events("refused");
            assert_eq!(events.len(), refused + 1, "{body}: {}", log.text());
            assert_eq!(events[refused]["fields"]["action"], "ReadNamedReport");
        }
    }

    async fn files_of_a_release_are_lines(store: &Store) {
        let site = Site::new(store).await;
        let operator = site.actor("operator");
        let round = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Round"))).unwrap().slug;
        site.close(&operator, &round).await.unwrap();
        let mut analyst = site.signed_in("analyst").await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        for file in ["csv", "json"] {
            let path = format!("/insight/{round}/release.{file}");
            assert_eq!(analyst.get(&path).await.status, StatusCode::OK, "{path}");
        }
        let events = log.events("release-exported");
        let formats: Vec<_> = events.iter().map(|line| line["fields"]["format"].clone()).collect();
        assert_eq!(formats, ["csv", "json"]);
        assert!(events.iter().all(|line| line["fields"]["by"] == "analyst"));
    }

    async fn it_is_written_until_it_is_named(store: &Store) {
        let site = Site::new(store).await;
        for (filter, is_written) in [
            ("info", true), ("error", true), ("off", true), ("info,security=off", false), ("security=off,debug", false),
        ] {
            let (log, guard) = Log::start(LogFormat::Json, filter);
            site.signed_in("lead").await;
            drop(guard);
            assert_eq!(!log.events("signed-in").is_empty(), is_written, "{filter}");
        }
    }

    async fn a_visitor_neither_names_requests_nor_fills_the_log(store: &Store) {
        let site = Site::new(store).await;
        let (log, _guard) = Log::start(LogFormat::Json, "info");
        let mut visitor = site.visitor();
        let chosen = "chosen-by-somebody-else";
        let request = Request::get("/account")
            .header("x-request-id", chosen)
            .header(header::COOKIE, format!("polder={}; lang=ar", "!".repeat(4_000)))
            .body(Body::empty());
        let answer = visitor.send(request.unwrap()).await;
        assert_ne!(answer.header("x-request-id"), chosen);
        assert_eq!(answer.header("x-request-id").len(), 36);
        let text = log.text();
        assert!(!text.contains(chosen) && !text.contains("!!!") && text.len() < 2_000, "{text}");
        // What was beside it is still read.
        let request = Request::get("/sign-in").header(header::COOKIE, "polder=!!!; lang=ar").body(Body::empty());
        assert!(visitor.send(request.unwrap()).await.has("<html lang=\"ar\""));
        let mut lead = site.signed_in("lead").await;
        lead.cookies.insert("other".to_owned(), "!!!".to_owned());
        assert_eq!(lead.get("/account").await.status, StatusCode::OK);
    }
}
