//! A change that another site sent: refused before anybody is asked who sent it, with words that help whoever set the site up.

mod common;

use axum::body::Body;
use common::log::Log;
use common::{Answer, Client, Site, on_both};
use http::{Request, StatusCode, header};
use server::config::LogFormat;
use server::router::RouterOptions;

const FOREIGN: &str = "mallory@evil.example";

/// A form with headers as the test wants them.
async fn send(client: &mut Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request
        .body(Body::from(format!(
            "what=add&email={}&roles=lead&name=M",
            app::form::encode(FOREIGN)
        )))
        .expect("a request");
    client.send(request).await
}

on_both! {
    async fn another_site_s_form_comes_near_no_page_and_no_database(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let before = store.statements();
        for headers in [
            &[("origin", "https://evil.example")][..],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
            &[("origin", "https://polder.example")],
            &[("origin", "ftp://polder.example")],
            &[("origin", "null"), ("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
            &[],
        ] {
            for path in ["/assess/harbour/people", "/sign-out", "/language", "/no-such-page"] {
                let answer = send(&mut lead, path, headers).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
                assert!(!answer.has(FOREIGN) && !answer.has("mallory"), "{}", answer.text());
                assert!(answer.has("<h1>Refused</h1>") && answer.has("href=\"http://polder.example\""));
                assert_eq!(answer.header(header::SET_COOKIE), "");
            }
        }
        assert_eq!(store.statements(), before);
        assert_eq!(lead.get("/account").await.status, StatusCode::OK);
    }

    async fn a_proxy_may_change_the_host(store: &Store) {
        drop(Site::new(store).await);
        let site = Site::with_options(store, "https://polder.example", RouterOptions::default()).await;
        for headers in [
            &[("origin", "https://polder.example"), ("host", "127.0.0.1:3000")][..],
            &[("origin", "https://Polder.Example:443"), ("host", "polder")],
            &[("origin", "https://polder.example"), ("sec-fetch-site", "same-origin")],
            &[("origin", "https://polder.example"), ("sec-fetch-site", "none")],
        ] {
            let answer = send(&mut site.visitor(), "/language", headers).await;
            // It is read, and then it is no choice of a language.
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{headers:?}");
        }
    }

    async fn who_came_over_plain_http_is_told_so(store: &Store) {
        drop(Site::new(store).await);
        let site = Site::with_options(store, "https://polder.example", RouterOptions::default()).await;
        let headers = [("origin", "http://polder.example"), ("accept-language", "en")];
        let answer = send(&mut site.visitor(), "/sign-in", &headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.has("<h1>This connection is not encrypted</h1>"), "{}", answer.text());
        assert!(answer.has("href=\"https://polder.example\"") && !answer.has(FOREIGN));
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_not_kept_when_the_database_fails() {
    let store = store::testing::sqlite().await;
    let site = Site::new(&store).await;
    let mut lead = site.signed_in("lead").await;
    store.close().await;
    let answer = send(
        &mut lead,
        "/assess/harbour/people",
        &[("origin", "https://evil.example")],
    )
    .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.has(FOREIGN), "{}", answer.text());
    store::testing::remove(store).await;
}

#[tokio::test]
async fn the_log_names_both_and_what_to_set() {
    let store = store::testing::sqlite().await;
    let site = Site::empty(&store).await;
    let (log, _guard) = Log::start(LogFormat::Json, "info");
    let headers = [
        ("origin", "https://wahl.example:8443"),
        ("host", "polder.example"),
        ("sec-fetch-site", "same-origin"),
    ];
    send(&mut site.visitor(), "/sign-in", &headers).await;
    let events = log.events("change-refused-origin");
    assert_eq!(events.len(), 1, "{}", log.text());
    let fields = &events[0]["fields"];
    assert_eq!(fields["origin"], "https://wahl.example:8443");
    assert_eq!(fields["public_url"], "http://polder.example");
    assert_eq!(fields["host"], "polder.example");
    assert!(
        fields["advice"]
            .as_str()
            .is_some_and(|advice| advice.contains("--public-url")),
        "{fields}"
    );
    assert_eq!(events[0]["spans"][0]["path"], "/sign-in");
    // Whatever is sent, it is a short line.
    log.clear();
    let long = "https://".to_owned() + &"a".repeat(10_000);
    send(&mut site.visitor(), "/sign-in", &[("origin", &long)]).await;
    assert!(log.text().len() < 2_000, "{}", log.text());
    store::testing::remove(store).await;
}
