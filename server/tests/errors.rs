//! Errors that do not come from a page: what people see of them, and what the log says.

mod common;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use common::log::Log;
use common::{Site, on_both};
use http::{Method, Request, StatusCode, header};
use server::config::LogFormat;
use server::middleware::error_pages;
use server::router::RouterOptions;
use tower::ServiceExt;

#[tokio::test]
async fn a_failure_is_found_in_the_log_by_the_number_on_the_page() {
    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    let store = store::testing::sqlite().await;
    let site = Site::new(&store).await;
    store.close().await;
    // Whatever is logged, the number is there.
    let (log, guard) = Log::start(LogFormat::Text, "error");
    let answer = site.visitor().get(&format!("/set-password/{SECRET}")).await;
    drop(guard);
    store::testing::remove(store).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = answer.header("x-request-id").to_owned();
    assert!(answer.has(&format!(">{id}</code>")), "{}", answer.text());
    let log = log.text();
    let cause = log
        .lines()
        .find(|line| line.contains("a request failed"))
        .unwrap_or_else(|| panic!("no cause: {log}"));
    for part in [
        "method=GET",
        "path=\"/set-password/{secret}\"",
        &format!("id=\"{id}\""),
    ] {
        assert!(cause.contains(part), "{part}: {cause}");
    }
    assert!(!log.contains(SECRET), "{log}");
}

/// Long enough for a loaded machine to write, short enough to wait for.
const PATIENCE: Duration = Duration::from_millis(400);

#[tokio::test]
async fn a_database_that_is_busy_says_so_and_keeps_what_was_typed() {
    let store = store::testing::impatient_sqlite(PATIENCE).await;
    let site = Site::new(&store).await;
    let mut lead = site.signed_in("lead").await;
    let writing = store::testing::keep_writing(&store).await;
    let answer = lead
        .post("/assess/harbour/assessments", &[("scope", "full")])
        .await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header(header::RETRY_AFTER), "10");
    assert!(answer.has("<h1>Busy just now</h1>") && answer.has(answer.header("x-request-id")));
    let again = "form[method=post][action='/assess/harbour/assessments']";
    assert_eq!(
        answer.attributes(&format!("{again} [name=scope]"), "value"),
        ["full"]
    );
    assert_eq!(answer.texts(&format!("{again} button")), ["Send it again"]);
    // That a session is in use is noted now and then: not being able to do that undoes nothing.
    site.wait(301);
    assert_eq!(lead.get("/account").await.status, StatusCode::OK);
    drop(writing);
    let again = lead
        .post("/assess/harbour/assessments", &[("scope", "full")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    store::testing::remove(store).await;
}

#[tokio::test]
async fn who_signs_in_while_the_database_is_busy_is_told_so() {
    let store = store::testing::impatient_sqlite(PATIENCE).await;
    let site = Site::new(&store).await;
    let writing = store::testing::keep_writing(&store).await;
    let answer = site.visitor().sign_in("lead", common::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.has("<h1>Busy just now</h1>") && !answer.has(common::PASSWORD));
    drop(writing);
    store::testing::remove(store).await;
}

#[tokio::test]
async fn what_took_too_long_is_given_back() {
    let store = store::testing::impatient_sqlite(Duration::from_secs(5)).await;
    drop(Site::new(&store).await);
    let options = RouterOptions {
        time_limit: Duration::from_millis(700),
        ..RouterOptions::default()
    };
    let site = Site::with_options(&store, "http://polder.example", options).await;
    let mut lead = site.signed_in("lead").await;
    let writing = store::testing::keep_writing(&store).await;
    let answer = lead
        .post(
            "/assess/harbour/assessments",
            &[("scope", "full"), ("reason", "long thought about")],
        )
        .await;
    drop(writing);
    store::testing::remove(store).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.has("<h1>This takes too long</h1>"), "{}", answer.text());
    assert!(answer.has(">long thought about</dd>") && answer.has("Send it again"));
    assert_eq!(answer.header(header::RETRY_AFTER), "10");
}

on_both! {
    async fn what_takes_too_long_is_a_page(store: &Store) {
        drop(Site::new(store).await);
        let options = RouterOptions { time_limit: Duration::from_millis(1), ..RouterOptions::default() };
        let site = Site::with_options(store, "http://polder.example", options).await;
        // A password of somebody who does not exist is checked as slowly as any other.
        let answer = site.visitor().sign_in("nobody", "not the password").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.has("<h1>This takes too long</h1>") && answer.has(answer.header("x-request-id")));
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"));
    }

    async fn what_answers_with_nothing_becomes_a_page(store: &Store) {
        let site = Site::new(store).await;
        // As tower-sessions answers when a session cannot be saved.
        let router = Router::new()
            .route("/", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
            .layer(from_fn_with_state(site.state.clone(), error_pages));
        let request = Request::get("/").header(header::ACCEPT_LANGUAGE, "ar").body(Body::empty()).expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
        assert!(String::from_utf8_lossy(&body).contains("<html lang=\"ar\" dir=\"rtl\">"));
    }

    async fn a_wrong_method_is_told_the_right_ones(store: &Store) {
        let site = Site::new(store).await;
        for (path, allowed) in [("/sign-in", "GET,HEAD,POST"), ("/", "GET,HEAD"), ("/sign-out", "POST,GET,HEAD"), ("/assets/x", "GET,HEAD")] {
            let request = Request::put(path).header("sec-fetch-site", "same-origin").body(Body::empty()).expect("a request");
            let answer = site.visitor().send(request).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(answer.header(header::ALLOW), allowed, "{path}");
        }
    }

    async fn no_address_with_a_nul_is_there(store: &Store) {
        let site = Site::new(store).await;
        let mut clients = Vec::new();
        for who in ["lead", "analyst", "operator"] {
            clients.push(site.signed_in(who).await);
        }
        for route in app::routes::table().into_iter().filter(|route| route.path.contains('{')) {
            let parts = route.path.split('/').map(|part| if part.starts_with('{') { "a%00b" } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            for client in &mut clients {
                let answer = if route.method == Method::GET { client.get(&path).await } else { client.post(&path, &[]).await };
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {path}", route.method);
                assert!(answer.has("<h1>This page is not here</h1>"), "{path}");
            }
        }
    }
}
