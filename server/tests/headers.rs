//! The headers of every answer: pages, errors, redirects and files.

mod common;

use axum::body::Body;
use common::{Answer, Site, on_both};
use http::{Request, StatusCode, header};
use server::router::RouterOptions;

fn check(what: &str, answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
    let policy = answer.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    for part in ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("*"),
        "{what}: {policy}"
    );
    assert!(!answer.header(header::CACHE_CONTROL).is_empty(), "{what}");
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
    if answer.header(header::CONTENT_TYPE).starts_with("text/html") {
        let text = answer.text();
        assert!(!text.contains(" style=\""), "{what} has an inline style");
        assert!(
            !text.contains(" onclick=") && !text.contains("javascript:"),
            "{what}"
        );
    }
}

on_both! {
    async fn every_answer_has_them(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let landing = visitor.get("/").await;
        let text = landing.text();
        let at = text.find("/assets/polder.").expect("a stylesheet");
        let style = text[at..].split('"').next().expect("its address").to_owned();
        let icon = text[text.find("/assets/icon.").expect("an icon")..].split('"').next().expect("its address").to_owned();
        let put = Request::put("/sign-in").header("sec-fetch-site", "same-origin").body(Body::empty()).expect("a request");
        let cross = Request::post("/sign-in").header("sec-fetch-site", "cross-site").body(Body::empty()).expect("a request");
        let head = Request::head("/").body(Body::empty()).expect("a request");
        let huge = "a".repeat(300 * 1024);
        let mut lead = site.signed_in("lead").await;
        let answers = [
            ("the landing page", StatusCode::OK, landing),
            ("its head", StatusCode::OK, visitor.send(head).await),
            ("the sign-in form", StatusCode::OK, visitor.get("/sign-in").await),
            ("a form with a mistake", StatusCode::UNPROCESSABLE_ENTITY, visitor.post("/sign-in", &[]).await),
            ("a refused page", StatusCode::SEE_OTHER, visitor.get("/account").await),
            ("a page that is not there", StatusCode::NOT_FOUND, visitor.get("/no-such-page").await),
            ("a page that is not theirs", StatusCode::NOT_FOUND, lead.get("/admin/organisations").await),
            ("a page of one's own", StatusCode::OK, lead.get("/account").await),
            ("an unknown method", StatusCode::METHOD_NOT_ALLOWED, visitor.send(put).await),
            ("a request of another site", StatusCode::FORBIDDEN, visitor.send(cross).await),
            ("an oversize form", StatusCode::PAYLOAD_TOO_LARGE, visitor.post("/sign-in", &[("email", &huge)]).await),
            ("a broken query", StatusCode::BAD_REQUEST, visitor.get("/sign-in?next=a&next=b").await),
            ("a damaged link", StatusCode::BAD_REQUEST, visitor.get("/set-password/x").await),
            ("the stylesheet", StatusCode::OK, visitor.get(&style).await),
            ("the icon", StatusCode::OK, visitor.get(&icon).await),
            ("a file that is not there", StatusCode::NOT_FOUND, visitor.get("/assets/no-such-file").await),
            ("the health", StatusCode::OK, visitor.get("/healthz").await),
        ];
        for (what, status, answer) in &answers {
            assert_eq!(answer.status, *status, "{what}: {}", answer.text());
            check(what, answer);
        }
        for (what, _, answer) in &answers {
            let kind = answer.header(header::CONTENT_TYPE);
            let is_text = kind.starts_with("text/") || kind.contains("xml");
            assert!(!is_text || kind.contains("; charset=utf-8"), "{what}: {kind}");
            assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "", "{what} over http");
        }
        // Nothing of a person stays in the cache of a shared PC; files with a hash in their name may stay for ever.
        for (what, _, answer) in &answers {
            let cache = answer.header(header::CACHE_CONTROL);
            if what.ends_with("stylesheet") || what.ends_with("icon") {
                assert!(cache.contains("immutable"), "{what}: {cache}");
            } else if *what == "a page of one's own" {
                assert_eq!(cache, "no-store");
            }
        }
    }

    async fn a_page_without_an_island_may_run_no_script(store: &Store) {
        let site = Site::new(store).await;
        for path in ["/", "/sign-in", "/no-such-page"] {
            let page = site.visitor().get(path).await;
            assert!(!page.header(header::CONTENT_SECURITY_POLICY).contains("script-src"), "{path}");
            assert!(!page.has("<script"), "{path}");
        }
    }

    async fn cookies_over_tls_are_bound_to_it(store: &Store) {
        drop(Site::new(store).await);
        let site = Site::with_options(store, "https://polder.example", RouterOptions::default()).await;
        let mut client = site.visitor();
        let answer = client.sign_in("lead", common::PASSWORD).await;
        for name in ["__Host-polder=", "__Host-known="] {
            let mut cookies = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
            let cookie = cookies.find(|cookie| cookie.starts_with(name)).expect(name);
            for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                assert!(cookie.contains(attribute), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
        assert_eq!(client.get("/account").await.status, StatusCode::OK);
        let language = client.post("/language", &[("lang", "ar")]).await;
        let cookie = language.header(header::SET_COOKIE);
        assert!(cookie.starts_with("__Host-lang=ar;") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
        // It is what is read, and not what a neighbour of the site could set.
        let mut visitor = site.visitor();
        visitor.cookies.insert("lang".to_owned(), "ar".to_owned());
        assert!(visitor.get("/sign-in").await.has("<html lang=\"en\""));
        visitor.post("/language", &[("lang", "ar")]).await;
        assert!(visitor.get("/sign-in").await.has("<html lang=\"ar\""));
        // A browser ignores a removal without `Secure`, and would send the dead session for ever.
        let mut other_tab = client.clone();
        for answer in [client.post("/sign-out", &[]).await, other_tab.get("/account").await] {
            let removal = answer.header(header::SET_COOKIE);
            assert!(removal.starts_with("__Host-polder=;") && removal.contains("Max-Age=0"), "{removal}");
            assert!(removal.contains("Path=/") && removal.contains("; Secure"), "{removal}");
        }
    }

    async fn a_site_over_tls_is_asked_for_over_tls_only(store: &Store) {
        drop(Site::new(store).await);
        let site = Site::with_options(store, "https://polder.example", RouterOptions::default()).await;
        let mut visitor = site.visitor();
        for path in ["/", "/account", "/no-such-page", "/assets/no-such-file", "/healthz"] {
            let answer = visitor.get(path).await;
            assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "max-age=31536000", "{path}");
        }
    }

    async fn a_browser_forgets_at_the_end_of_a_session(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        lead.post("/language", &[("lang", "ar")]).await;
        let answer = lead.post("/sign-out", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
        // The language stays, and the next page is a visitor's.
        let next = lead.get(answer.location()).await;
        assert!(next.has("<html lang=\"ar\"") && next.header("clear-site-data").is_empty());
        assert_eq!(lead.get("/account").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_proxy_is_believed_only_where_there_is_one(store: &Store) {
        drop(Site::new(store).await);
        for (behind_proxy, last) in [(false, StatusCode::TOO_MANY_REQUESTS), (true, StatusCode::UNPROCESSABLE_ENTITY)] {
            let options = RouterOptions { behind_proxy, ..RouterOptions::default() };
            let site = Site::with_options(store, "http://polder.example", options).await;
            let mut client = site.visitor();
            let mut status = StatusCode::OK;
            for number in 0..101 {
                let request = Request::post("/sign-in")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("sec-fetch-site", "same-origin")
                    // The first entry is what the visitor claims.
                    .header("x-forwarded-for", format!("203.0.113.7, 198.51.100.{number}"))
                    .body(Body::from(format!("email=p{number}%40example.org&password=wrong")))
                    .expect("a request");
                status = client.send(request).await.status;
            }
            assert_eq!(status, last, "behind a proxy: {behind_proxy}");
        }
    }

    async fn a_port_is_no_part_of_an_address(store: &Store) {
        drop(Site::new(store).await);
        let options = RouterOptions { behind_proxy: true, ..RouterOptions::default() };
        let site = Site::with_options(store, "http://polder.example", options).await;
        let mut client = site.visitor();
        let mut status = StatusCode::OK;
        for number in 0..101 {
            let request = Request::post("/sign-in")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .header("x-forwarded-for", format!("198.51.100.{number}"))
                .header("x-forwarded-for", format!("10.2.2.3:{}", 1_000 + number))
                .body(Body::from(format!("email=p{number}%40example.org&password=wrong")))
                .expect("a request");
            status = client.send(request).await.status;
        }
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn files_come_compressed(store: &Store) {
        let site = Site::empty(store).await;
        let mut visitor = site.visitor();
        let text = visitor.get("/").await.text();
        let style = text[text.find("/assets/polder.").expect("a stylesheet")..].split('"').next().expect("its address").to_owned();
        let plain = visitor.get(&style).await.body.len();
        for (path, accepted, encoding) in [(style.as_str(), "gzip, br", "br"), (&style, "gzip", "gzip"), ("/", "gzip, br", "gzip")] {
            let request = Request::get(path).header(header::ACCEPT_ENCODING, accepted).body(Body::empty()).expect("a request");
            let answer = visitor.send(request).await;
            assert_eq!(answer.header(header::CONTENT_ENCODING), encoding, "{path}");
            assert!(answer.body.len() * 2 < plain, "{path}");
        }
    }
}
