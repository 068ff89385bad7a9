//! Signing in and out, sessions and their limits, passwords, people, organisations.
//!
//! Long because a session, a password and a link each have many ways to end.

mod common;

use axum::body::Body;
use common::{Client, PASSWORD, Site, encode, link, on_both};
use http::{Request, StatusCode, header};

const SESSION: &str = "polder";
const NEW_PASSWORD: &str = "another good password";

fn session(client: &Client) -> String {
    client.cookies.get(SESSION).cloned().expect("a session cookie")
}

on_both! {
    async fn signing_in_and_out(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        let asked = client.get("/account").await;
        assert!(asked.asks_to_sign_in());
        assert_eq!(asked.location(), "/sign-in?next=%2Faccount");
        let form = client.get(asked.location()).await;
        assert!(form.has("value=\"/account\""), "{}", form.text());
        assert!(!form.has(demo::DEMO_PASSWORD), "only the demo gives its accounts away");

        let answer = client.post("/sign-in", &[("email", "Lead@Example.org"), ("password", PASSWORD), ("next", "/account")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/account"));
        let cookie = answer.header(header::SET_COOKIE);
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        let page = client.get("/account").await;
        assert!(page.has("lead@example.org"));
        // The form is no use to somebody who is signed in.
        assert_eq!(client.get("/sign-in").await.status, StatusCode::SEE_OTHER);

        let stolen = client.clone();
        assert_eq!(client.post("/sign-out", &[]).await.location(), "/");
        assert!(!client.cookies.contains_key(SESSION));
        assert!(stolen.clone().get("/account").await.asks_to_sign_in());
    }

    async fn a_wrong_password_says_as_little_as_a_wrong_address(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        let wrong = client.sign_in("lead", "not the password").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("value=\"lead@example.org\""), "what was typed is kept");
        assert!(!wrong.has("not the password"));
        let unknown = client.sign_in("nobody", "not the password").await;
        assert_eq!(unknown.status, wrong.status);
        assert_eq!(unknown.text().replace("nobody@", "lead@"), wrong.text());
        assert!(!client.cookies.contains_key(SESSION));
        let empty = client.post("/sign-in", &[]).await;
        assert!(empty.has("href=\"#email\"") && empty.has("href=\"#password\""), "{}", empty.text());
    }

    async fn nobody_is_sent_elsewhere_after_signing_in(store: &Store) {
        let site = Site::new(store).await;
        for next in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
            let form = [("email", "lead@example.org"), ("password", PASSWORD), ("next", next)];
            assert_eq!(site.visitor().post("/sign-in", &form).await.location(), "/", "{next}");
        }
    }

    async fn a_session_known_before_is_worth_nothing_after(store: &Store) {
        let site = Site::new(store).await;
        // Somebody plants a session of their own into the browser of the lead.
        let planted = site.signed_in("stranger").await;
        let mut client = site.visitor();
        client.cookies.insert(SESSION.to_owned(), session(&planted));
        client.sign_in("lead", PASSWORD).await;
        assert_ne!(session(&client), session(&planted));
        assert!(planted.clone().get("/account").await.asks_to_sign_in());
        assert!(client.get("/account").await.has("lead@example.org"));
    }

    async fn an_unused_session_ends(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("lead").await;
        site.wait(3_599);
        assert_eq!(client.get("/account").await.status, StatusCode::OK);
        // Used just now, it goes on.
        site.wait(3_599);
        assert_eq!(client.get("/account").await.status, StatusCode::OK);
        site.wait(3_600);
        let copy = client.clone();
        let before = store.statements();
        assert!(client.get("/account").await.asks_to_sign_in());
        assert_eq!(store.statements() - before, 2, "looked up once, removed once");
        assert!(!client.cookies.contains_key(SESSION));
        assert!(copy.clone().get("/account").await.asks_to_sign_in());
    }

    async fn any_session_ends_in_the_end(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("lead").await;
        for _ in 0..23 {
            site.wait(1_800);
            assert_eq!(client.get("/account").await.status, StatusCode::OK);
        }
        site.wait(1_800);
        assert!(client.get("/account").await.asks_to_sign_in());
    }

    async fn guessing_is_slowed_down_per_account(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        for _ in 0..10 {
            assert_eq!(client.sign_in("lead", "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = client.sign_in("lead", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.header(header::RETRY_AFTER), "900");
        assert!(answer.has("Wait 15 minutes"), "{}", answer.text());
        // Others from the same office are not stopped.
        assert_eq!(client.clone().sign_in("assessor", PASSWORD).await.status, StatusCode::SEE_OTHER);
        site.wait(900);
        assert_eq!(client.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn guessing_is_slowed_down_per_network(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        for number in 0..10 {
            for _ in 0..10 {
                let answer = client.sign_in(&format!("nobody-{number}"), "wrong").await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            }
        }
        assert_eq!(client.sign_in("lead", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        let mut elsewhere = site.visitor();
        elsewhere.address = [192, 0, 2, 2].into();
        assert_eq!(elsewhere.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_known_browser_and_a_fresh_link_get_in_while_an_account_is_guessed_at(store: &Store) {
        let site = Site::new(store).await;
        let mut known = site.visitor();
        let answer = known.sign_in("lead", PASSWORD).await;
        let cookie = answer
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok())
            .find(|cookie| cookie.starts_with("known="))
            .expect("a cookie");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Secure"), "{cookie}");
        let first = known.cookies["known"].clone();
        known.post("/sign-out", &[]).await;
        let guess = async |who: &str, count: u8| {
            for number in 0..count {
                let mut attacker = site.visitor();
                attacker.address = [198, 51, 100, number].into();
                attacker.sign_in(who, "wrong").await;
            }
        };
        guess("lead", 70).await;
        let away = [203, 0, 113, 1];
        let mut unknown = site.visitor();
        unknown.address = away.into();
        assert_eq!(unknown.sign_in("lead", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        known.address = away.into();
        assert_eq!(known.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(known.cookies["known"], first, "the same browser");

        // Somebody who never was here gets in with a link.
        let mut lead = site.signed_in("lead").await;
        guess("learner", 70).await;
        let answer = lead.post("/assess/harbour/people/link", &[("account", "learner")]).await;
        let mut learner = site.visitor();
        learner.address = [203, 0, 113, 2].into();
        let path = link(&answer.text());
        learner.post(&path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
        assert_eq!(learner.sign_in("learner", NEW_PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_person_has_a_few_sessions_at_most(store: &Store) {
        let site = Site::new(store).await;
        let mut first = site.signed_in("lead").await;
        for _ in 0..30 {
            site.signed_in("lead").await;
        }
        let mut last = site.signed_in("lead").await;
        assert!(first.get("/account").await.asks_to_sign_in());
        assert_eq!(last.get("/account").await.text().matches("<li class=\"session\">").count(), 10);
        let lead = "lead".into();
        site.wait(60 * 24 * 3_600);
        site.store.write(async |tx| identity::clean_up(&site.runner.env, tx).await).await.expect("a store");
        assert!(store.reader().sessions(&lead, common::START).await.expect("a store").is_empty());
    }

    async fn leads_and_the_operator_end_sessions(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let mut assessor = site.signed_in("assessor").await;
        let people = lead.get("/assess/harbour/people").await;
        assert!(people.has("action=\"/assess/harbour/people/sessions\""), "{}", people.text());
        let form = [("account", "assessor")];
        assert_eq!(assessor.post("/assess/harbour/people/sessions", &[("account", "lead")]).await.status, StatusCode::NOT_FOUND);
        let ended = lead.post("/assess/harbour/people/sessions", &form).await;
        assert_eq!(ended.status, StatusCode::OK);
        assert!(ended.has("All sessions of assessor have ended"), "{}", ended.text());
        assert!(assessor.get("/account").await.asks_to_sign_in());
        assert_eq!(lead.get("/account").await.status, StatusCode::OK);
        // Nobody of elsewhere, nor somebody who belongs elsewhere too.
        for who in ["stranger", "operator", "nobody"] {
            let refused = lead.post("/assess/harbour/people/sessions", &[("account", who)]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{who}");
        }
        store.write(async |tx| tx.insert_membership(&"analyst".into(), &"harbour".into(), "learner", 0).await).await.expect("a role");
        let mut analyst = site.signed_in("analyst").await;
        let refused = lead.post("/assess/harbour/people/sessions", &[("account", "analyst")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.has("Only the operator"), "{}", refused.text());
        assert_eq!(analyst.get("/account").await.status, StatusCode::OK);
        let mut operator = site.signed_in("operator").await;
        let ended = operator.post("/admin/organisations/harbour/sessions", &[("account", "analyst")]).await;
        assert_eq!(ended.status, StatusCode::OK);
        assert!(analyst.get("/account").await.asks_to_sign_in());
    }

    async fn a_language_chosen_at_the_door_stays(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor@example.org"), ("roles", "assessor")];
        let path = link(&lead.post("/assess/harbour/people", &form).await.text());
        let mut noor = site.visitor();
        noor.get(&path).await;
        noor.post("/language", &[("lang", "ar"), ("next", &path)]).await;
        assert!(noor.get(&path).await.has("<html lang=\"ar\""));
        noor.post(&path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
        noor.sign_in("noor", NEW_PASSWORD).await;
        assert!(noor.get("/account").await.has("<html lang=\"ar\""));
        let mut elsewhere = site.visitor();
        elsewhere.sign_in("noor", NEW_PASSWORD).await;
        assert!(elsewhere.get("/account").await.has("<html lang=\"ar\""), "with the account");
        // Also of an account that had a language before.
        let path = link(&lead.post("/assess/harbour/people/link", &[("account", "learner")]).await.text());
        let mut learner = site.visitor();
        learner.post("/language", &[("lang", "ar"), ("next", &path)]).await;
        learner.post(&path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
        learner.sign_in("learner", NEW_PASSWORD).await;
        assert!(learner.get("/account").await.has("<html lang=\"ar\""));
    }

    async fn whoever_chose_no_language_reads_in_that_of_the_browser(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor@example.org"), ("roles", "assessor")];
        let path = link(&lead.post("/assess/harbour/people", &form).await.text());
        let mut noor = site.visitor();
        noor.post(&path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
        noor.post("/language", &[("lang", "ar"), ("next", "/sign-in")]).await;
        noor.sign_in("noor", NEW_PASSWORD).await;
        assert!(noor.get("/account").await.has("<html lang=\"ar\""));
        assert!(noor.get("/account").await.has("value=\"ar\" selected"), "and it is theirs");
    }

    async fn regions_are_added_once_and_chosen(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let page = operator.get("/admin/regions").await;
        assert!(page.has("Western Africa") && page.has("<bdi>north</bdi>"), "{}", page.text());
        let add = |name: &'static str| [("name", name)];
        assert_eq!(operator.post("/admin/regions", &add("Northern Coast")).await.location(), "/admin/regions");
        let same = operator.post("/admin/regions", &add("northern  coast")).await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(same.has("There is already Northern Coast") && !same.has("name=\"different\""), "{}", same.text());
        let near = operator.post("/admin/regions", &add("Nothern <Coast>")).await;
        assert!(near.has("name=\"different\"") && near.has("value=\"Nothern &lt;Coast&gt;\""), "{}", near.text());
        let named = operator.get("/admin/organisations").await;
        assert!(named.has("<option value=\"Northern Coast\">"), "{}", named.text());
        operator.post("/language", &[("lang", "ar")]).await;
        let arabic = operator.get("/admin/organisations").await;
        assert!(arabic.has("<option value=\"Western Africa\">غرب أفريقيا"), "{}", arabic.text());
        operator.post("/language", &[("lang", "en")]).await;
        let body = |name: &'static str, region: &'static str| {
            [("kind", "election-body"), ("name", name), ("country", "XB"), ("region", region), ("income_group", "low")]
        };
        let made_up = operator.post("/admin/organisations", &body("Quince", "Elsewhere")).await;
        assert_eq!(made_up.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(made_up.has("href=\"#region\""), "{}", made_up.text());
        let added = operator.post("/admin/organisations", &body("Comisión Electoral de Ávila", "Northern Coast")).await;
        assert_eq!(added.location(), "/admin/organisations/comision-electoral-de-avila");
        let used = operator.post("/admin/regions/remove", &[("name", "Northern Coast")]).await;
        assert_eq!(used.status, StatusCode::CONFLICT);
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get("/admin/regions").await.status, StatusCode::NOT_FOUND);
        assert_eq!(lead.post("/admin/regions", &add("Plain")).await.status, StatusCode::NOT_FOUND);
    }

    async fn one_visible_address_is_one_account(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let add = |email: &'static str| [("name", "Noor"), ("email", email), ("roles", "learner")];
        // The seeded assessor, with a mark that nobody sees: no second account.
        let same = lead.post("/assess/harbour/people", &add("assessor\u{200b}@example.org")).await;
        assert!(!same.has("/set-password/"), "{}", same.text());
        assert!(store.reader().has_accounts().await.expect("a store"));
        // With letters that only look like it: refused.
        let refused = lead.post("/assess/harbour/people", &add("\u{430}ssessor@example.org")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Latin letters"), "{}", refused.text());
        let name = [("name", " Lead \u{202e}of\u{a0} us\u{200b} "), ("lang", "en")];
        lead.post("/account", &name).await;
        assert!(lead.get("/account").await.has("value=\"Lead of us\""));
    }

    async fn right_passwords_are_not_counted_against_an_office(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        for _ in 0..60 {
            assert_eq!(client.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
        }
    }

    async fn another_site_cannot_sign_anybody_in_or_out(store: &Store) {
        let site = Site::new(store).await;
        let client = site.signed_in("lead").await;
        let origins = [
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            [("sec-fetch-site", "same-site"), ("origin", "https://blog.polder.example")],
            [("x-nothing", ""), ("origin", "https://evil.example")],
            [("x-nothing", ""), ("origin", "null")],
            [("x-nothing", ""), ("x-no-origin", "")],
        ];
        for headers in origins {
            for path in ["/sign-out", "/account", "/language", "/no-such-page"] {
                let mut request = Request::post(path)
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::from("what=others"))
                    .expect("a request");
                for (name, value) in headers {
                    request.headers_mut().insert(name, value.parse().expect("a value"));
                }
                let answer = client.clone().send(request).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
                assert!(answer.has("<h1>Refused</h1>"), "{}", answer.text());
            }
        }
        assert_eq!(client.clone().get("/account").await.status, StatusCode::OK);
    }

    async fn a_language_is_remembered(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.visitor();
        assert!(client.get("/").await.has("<html lang=\"en\" dir=\"ltr\""));
        let mut request = Request::get("/").body(Body::empty()).expect("a request");
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, "ar-EG, en;q=0.5".parse().expect("a value"));
        assert!(client.send(request).await.has("<html lang=\"ar\" dir=\"rtl\""));
        let answer = client.post("/language", &[("lang", "ar"), ("next", "/sign-in")]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/sign-in"));
        let page = client.get("/sign-in").await;
        assert!(page.has("<html lang=\"ar\" dir=\"rtl\""));
        assert_eq!(page.header(header::CONTENT_LANGUAGE), "ar");
        // Whoever signs in next on the same PC has a language of their own.
        client.sign_in("lead", PASSWORD).await;
        assert!(client.get("/account").await.has("<html lang=\"en\""));
        // With the account, too: on another PC it is there again.
        client.post("/language", &[("lang", "ar")]).await;
        assert!(site.signed_in("lead").await.get("/account").await.has("<html lang=\"ar\""));
        let bad = client.post("/language", &[("lang", "xx")]).await;
        assert_eq!(bad.status, StatusCode::BAD_REQUEST);
        // Errors speak the language as well.
        let missing = client.get("/no-such-page").await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert!(missing.has("<html lang=\"ar\" dir=\"rtl\""));
    }

    async fn forms_that_are_none_are_refused_in_words(store: &Store) {
        let site = Site::new(store).await;
        let client = site.signed_in("lead").await;
        let post = |kind: &'static str, body: Vec<u8>| {
            let mut client = client.clone();
            async move {
                let mut request = Request::post("/account/sessions/end").header("sec-fetch-site", "same-origin");
                if !kind.is_empty() {
                    request = request.header(header::CONTENT_TYPE, kind);
                }
                client.send(request.body(Body::from(body)).expect("a request")).await
            }
        };
        const FORM: &str = "application/x-www-form-urlencoded";
        for (kind, body) in [
            (FORM, b"session=a&session=b".to_vec()),
            ("application/json", b"{\"what\":\"others\"}".to_vec()),
            ("multipart/form-data; boundary=x", b"--x--".to_vec()),
            ("", b"what=others".to_vec()),
        ] {
            let shown = String::from_utf8_lossy(&body).into_owned();
            let answer = post(kind, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{kind} {shown}");
            assert!(answer.has("<h1>This could not be read</h1>"), "{}", answer.text());
        }
        let huge = format!("what=person&name={}", "a".repeat(300 * 1024));
        let answer = post(FORM, huge.into_bytes()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.has("<h1>Too much at once</h1>"), "{}", answer.text());
    }

    async fn a_choice_that_no_form_offers_is_no_form(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let person = [("name", "Noor"), ("email", "noor@example.org")];
        let of_person = |role| [&person[..], &[("roles", "learner"), ("roles", role)]].concat();
        for (path, form) in [
            ("/account", vec![("name", "Olga"), ("lang", "xx")]),
            ("/admin/organisations/harbour", of_person("chief")),
            ("/admin/organisations/harbour/roles", vec![("account", "learner"), ("roles", "Lead")]),
            ("/admin/organisations", vec![("kind", "club"), ("name", "The club")]),
            ("/admin/organisations/hill/correct", vec![("name", "The hill"), ("income_group", "rich")]),
            ("/admin/rounds", vec![("title", "Spring"), ("version", "newest")]),
        ] {
            let answer = operator.post(path, &form).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {form:?}: {}", answer.text());
        }
        // One that it offers and that does not fit, or none at all, is a mistake that can be mended.
        for (path, form, field) in [
            ("/account", vec![("name", "Olga"), ("lang", "")], "lang"),
            ("/admin/organisations/harbour", of_person("analyst"), "roles"),
            ("/admin/organisations", vec![("kind", ""), ("name", "The club")], "kind"),
            ("/admin/organisations/hill/correct", vec![("name", "The hill"), ("income_group", "")], "income_group"),
            ("/admin/rounds", vec![("title", "Spring"), ("version", "99")], "version"),
        ] {
            let answer = operator.post(path, &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {form:?}: {}", answer.text());
            assert!(answer.has(&format!("href=\"#{field}\"")), "{path}: {}", answer.text());
        }
        assert_eq!(operator.post("/admin/rounds", &[("title", "Spring"), ("version", "")]).await.status, StatusCode::SEE_OTHER);
    }

    async fn what_no_keyboard_types_breaks_nothing(store: &Store) {
        let site = Site::new(store).await;
        assert_eq!(site.visitor().sign_in("le\0ad", PASSWORD).await.status, StatusCode::SEE_OTHER);
        let mut operator = site.signed_in("operator").await;
        for path in ["/assess/har%00bour/people", "/admin/organisations/har%00bour", "/set-password/%00", "/%00"] {
            assert!(operator.get(path).await.status.is_client_error(), "{path}");
        }
        for (path, form) in [
            ("/account", vec![("name", "\0"), ("lang", "en\0")]),
            ("/account/sessions/end", vec![("session", "\0")]),
            ("/account/password", vec![("current", "\0"), ("password", "\0"), ("repeated", "\0")]),
            ("/assess/harbour/people/link", vec![("account", "\0")]),
            ("/assess/harbour/people/roles", vec![("account", "\0"), ("roles", "\0")]),
            ("/assess/harbour/people", vec![("name", "a\0b"), ("email", "a\0@b.example"), ("roles", "learner")]),
            ("/admin/organisations", vec![("kind", "election-body"), ("name", "a\0b"), ("slug", "\0"), ("country", "\0"), ("region", "\0"), ("income_group", "\0")]),
            ("/language", vec![("lang", "\0"), ("next", "\0")]),
        ] {
            let answer = operator.post(path, &form).await;
            assert!(!answer.status.is_server_error(), "{path} {form:?}: {}", answer.text());
        }
    }

    async fn what_is_typed_is_never_markup(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("lead").await;
        let name = "<script>alert(1)</script>\"'&";
        let answer = client.post("/account", &[("name", name), ("lang", "en")]).await;
        assert_eq!(answer.location(), "/account?done=person");
        for path in ["/account", "/assess/harbour/people"] {
            let page = client.get(path).await;
            assert!(!page.has("<script"), "{}", page.text());
            assert!(page.has("&lt;script&gt;"), "{}", page.text());
        }
        let odd = client.get("/account?done=%3Cscript%3E").await;
        assert!(!odd.has("role=\"status\"") && !odd.has("<script"));
    }

    async fn one_s_own_password(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("lead").await;
        let other = site.signed_in("lead").await;
        let change = |current, password| {
            vec![("current", current), ("password", password), ("repeated", password)]
        };
        let wrong = client.post("/account/password", &change("wrong", NEW_PASSWORD)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("href=\"#current\"") && !wrong.has(NEW_PASSWORD));
        let short = client.post("/account/password", &change(PASSWORD, "short")).await;
        assert!(short.has("href=\"#password\""));
        let before = session(&client);
        let done = client.post("/account/password", &change(PASSWORD, NEW_PASSWORD)).await;
        assert_eq!(done.location(), "/account?done=password", "{}", done.text());
        assert_ne!(session(&client), before, "the session has a new id");
        assert!(client.get(done.location()).await.has("Your password is changed."));
        assert!(other.clone().get("/account").await.asks_to_sign_in());
        assert_eq!(site.visitor().sign_in("lead", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.visitor().sign_in("lead", NEW_PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn one_s_own_sessions(store: &Store) {
        let site = Site::new(store).await;
        let mut client = site.signed_in("lead").await;
        let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let mut phone = site.visitor();
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::USER_AGENT, firefox)
            .body(Body::from(encode(&[("email", "lead@example.org"), ("password", PASSWORD)])))
            .expect("a request");
        phone.send(request).await;
        let third = site.signed_in("lead").await;
        let stranger = site.signed_in("stranger").await;

        let page = client.get("/account").await;
        assert!(page.has("Firefox on Windows"), "{}", page.text());
        let text = page.text();
        let at = text.find("name=\"session\" value=\"").expect("another session") + 22;
        let listed: Vec<&str> = text.match_indices("name=\"session\" value=\"").map(|(at, found)| {
            let rest = &text[at + found.len()..];
            &rest[..64]
        }).collect();
        assert_eq!(listed.len(), 2);
        assert!(!text.contains(&session(&client)) && !text[at..].contains(&session(&phone)));
        // Somebody else cannot end them, even knowing how they are called.
        stranger.clone().post("/account/sessions/end", &[("session", listed[0])]).await;
        stranger.clone().post("/account/sessions/end", &[("session", listed[1])]).await;
        assert_eq!(phone.get("/account").await.status, StatusCode::OK);
        // The owner ends one, then the rest.
        client.post("/account/sessions/end", &[("session", listed[0])]).await;
        let mut alive = 0;
        for other in [&phone, &third] {
            alive += i32::from(other.clone().get("/account").await.status == StatusCode::OK);
        }
        assert_eq!(alive, 1);
        client.post("/account/sessions/end-others", &[]).await;
        for mut other in [phone, third] {
            assert!(other.get("/account").await.asks_to_sign_in());
            assert!(!other.cookies.contains_key(SESSION), "the cookie of a session that is gone is taken back");
        }
        assert_eq!(client.get("/account").await.status, StatusCode::OK);
        assert_eq!(stranger.clone().get("/account").await.status, StatusCode::OK);
    }

    async fn a_lead_adds_a_person_who_sets_a_password(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor@example.org"), ("roles", "assessor"), ("roles", "learner")];
        let page = lead.post("/assess/harbour/people", &form).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("it is shown this once"), "{}", page.text());
        let path = link(&page.text());
        assert!(!lead.get("/assess/harbour/people").await.has("/set-password/"));

        let mut noor = site.visitor();
        let form = noor.get(&path).await;
        assert_eq!(form.status, StatusCode::OK);
        let short = noor.post(&path, &[("password", "short"), ("repeated", "short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let set = noor.post(&path, &[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)]).await;
        assert_eq!(set.location(), "/sign-in?done=password");
        assert_eq!(noor.get(&path).await.status, StatusCode::GONE);
        assert_eq!(noor.sign_in("noor", NEW_PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(noor.get("/assess/harbour/people").await.status, StatusCode::NOT_FOUND);
        assert!(noor.get("/account").await.has("Assessor and Learner"));

        let people = lead.get("/assess/harbour/people").await;
        assert!(people.has("Noor") && people.has("6 people"), "{}", people.text());
    }

    async fn a_form_that_cannot_be_taken_keeps_what_was_typed(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor at example"), ("roles", "reviewer")];
        let page = lead.post("/assess/harbour/people", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("value=\"Noor\"") && page.has("value=\"noor at example\""), "{}", page.text());
        assert!(page.has("href=\"#email\""));
        let text = page.text();
        let boxes = &text[text.find("id=\"roles\"").expect("the roles")..];
        assert!(boxes.contains("value=\"reviewer\" checked"), "{boxes}");
        let nothing = lead.post("/assess/harbour/people", &[]).await;
        assert!(nothing.has("href=\"#roles\"") && nothing.has("id=\"roles\""));
    }

    async fn roles_are_changed_and_the_last_lead_stays(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let mut assessor = site.signed_in("assessor").await;
        assert_eq!(assessor.get("/assess/harbour/people").await.status, StatusCode::NOT_FOUND);
        let people = "/assess/harbour/people";
        let raise = [("account", "assessor"), ("roles", "assessor"), ("roles", "lead")];
        assert_eq!(lead.post("/assess/harbour/people/roles", &raise).await.status, StatusCode::SEE_OTHER);
        // At once, without signing in again.
        assert_eq!(assessor.get(people).await.status, StatusCode::OK);
        for who in ["lead", "second-lead"] {
            assessor.post(&format!("{people}/remove"), &[("account", who)]).await;
        }
        assert_eq!(lead.get(people).await.status, StatusCode::NOT_FOUND);
        let last = assessor.post(&format!("{people}/remove"), &[("account", "assessor")]).await;
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(last.has("Somebody must be left") && last.has("href=\"#person-assessor\""), "{}", last.text());
        // The link leads to what opens the forms, which stand open with what was ticked.
        for (ticked, error) in [(&["learner", "reviewer"][..], "Somebody must be left"), (&[], "Choose at least one role")] {
            let mut form = vec![("account", "assessor")];
            form.extend(ticked.iter().map(|role| ("roles", *role)));
            let page = assessor.post("/assess/harbour/people/roles", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.count("a[href='#person-assessor']"), 1, "{}", page.text());
            assert_eq!(page.count("details[open]"), 1, "{}", page.text());
            let said = page.descriptions("details[open] > summary#person-assessor");
            assert!(said.len() == 1 && said[0].starts_with(error), "{said:?}");
            assert_eq!(page.attributes("details[open] [name=roles][checked]", "value"), ticked);
        }
        let stranger = assessor.post(&format!("{people}/remove"), &[("account", "stranger")]).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        let odd = assessor.post(&format!("{people}/roles"), &[("account", "learner"), ("roles", "operator")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_lead_gets_no_link_for_somebody_of_elsewhere(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "x"), ("email", "operator@example.org"), ("roles", "learner")];
        let refused = lead.post("/assess/harbour/people", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("href=\"#email\"") && refused.has("your organisation does not manage"), "{}", refused.text());
        // The operator may add such a person; the lead gets no link for them all the same.
        let mut operator = site.signed_in("operator").await;
        let added = operator.post("/admin/organisations/harbour", &form).await;
        assert_eq!(added.status, StatusCode::OK);
        assert!(!added.has("/set-password/") && added.has("existed already"), "{}", added.text());
        let asked = lead.post("/assess/harbour/people/link", &[("account", "operator")]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!asked.has("/set-password/") && asked.has("Only the operator"), "{}", asked.text());
        assert!(asked.has("href=\"#person-operator\"") && asked.has("id=\"person-operator-error\""));
        let nobody = lead.post("/assess/harbour/people/link", &[("account", "stranger")]).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
        // For the body's own people there is one, and the newest counts.
        let first = link(&lead.post("/assess/harbour/people/link", &[("account", "learner")]).await.text());
        let second = link(&lead.post("/assess/harbour/people/link", &[("account", "learner")]).await.text());
        assert_eq!(site.visitor().get(&first).await.status, StatusCode::GONE);
        assert_eq!(site.visitor().get(&second).await.status, StatusCode::OK);
    }

    async fn the_operator_adds_organisations_and_their_people(store: &Store) {
        let site = Site::new(store).await;
        let mut operator = site.signed_in("operator").await;
        let list = operator.get("/admin/organisations").await;
        assert!(list.has("The harbour") && list.has("The second-donor"), "{}", list.text());
        assert!(list.has("<a href=\"/admin/organisations\" aria-current=\"page\">"), "{}", list.text());
        let nothing = operator.post("/admin/organisations", &[("kind", "election-body"), ("region", "North <East>")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["name", "country", "income_group"] {
            assert!(nothing.has(&format!("href=\"#{field}\"")), "{field}: {}", nothing.text());
        }
        assert!(nothing.has("href=\"#region\"") && !nothing.has("East&gt;"), "a region is one of the list");
        let form = [("kind", "donor"), ("name", "A New Donor")];
        let added = operator.post("/admin/organisations", &form).await;
        assert_eq!(added.location(), "/admin/organisations/a-new-donor");
        let twice = operator.post("/admin/organisations", &form).await;
        assert!(twice.has("href=\"#slug\""), "{}", twice.text());
        let page = operator.get("/admin/organisations/a-new-donor").await;
        assert!(page.has("Nobody belongs here yet"), "{}", page.text());
        let person = [("name", "Dina"), ("email", "dina@example.org"), ("roles", "analyst")];
        let page = operator.post("/admin/organisations/a-new-donor", &person).await;
        link(&page.text());
        assert_eq!(operator.get("/assess/a-new-donor/people").await.status, StatusCode::NOT_FOUND);
        assert_eq!(operator.get("/assess/harbour/people").await.status, StatusCode::OK);
        assert_eq!(operator.get("/admin/organisations/no-such").await.status, StatusCode::NOT_FOUND);
        let mut lead = site.signed_in("lead").await;
        assert_eq!(lead.get("/admin/organisations/harbour").await.status, StatusCode::NOT_FOUND);
    }

    async fn an_empty_instance_has_no_door_open(store: &Store) {
        let site = Site::empty(store).await;
        assert!(identity::is_without_accounts(&mut site.store.reader()).await.expect("an answer"));
        let mut visitor = site.visitor();
        assert_eq!(visitor.sign_in("lead", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(visitor.sign_in("lead", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(visitor.get("/set-password/").await.status, StatusCode::NOT_FOUND);
        assert_eq!(visitor.get("/set-password/00000000000000000000000000000000").await.status, StatusCode::NOT_FOUND);
    }
}
