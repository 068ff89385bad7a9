//! The language of a page: in its address for whoever is not signed in, one's own for whoever is. For every language of the table.

mod common;

use axum::body::Body;
use common::{Answer, PASSWORD, Site, link, on_both};
use domain::content::Lang;
use domain::identity::policy::Action;
use http::{Method, Request, StatusCode, header};

const PUBLIC_URL: &str = "http://polder.example";
const NEW_PASSWORD: &str = "another good password";
const COURSE: &str = "/learn/security-for-everyone";
const FORM: &str = "/learn/security-for-everyone/phishing-and-pretexts/forms/our-names-and-numbers";

/// What everybody can read: each public route, as an address.
async fn public_pages(site: &Site) -> Vec<String> {
    let course = site.visitor().get(COURSE).await.text();
    let below = |marker: &str, is_quiz: bool| {
        let mut links = course.split("href=\"").filter_map(|rest| rest.split('"').next());
        let found = links.find(|link| link.starts_with(marker) && link.contains("/quiz/") == is_quiz);
        found.expect("a link to a page of the course").to_owned()
    };
    let within = format!("{COURSE}/");
    app::routes::table()
        .into_iter()
        .filter(|route| route.method == Method::GET && route.action == Action::ReadContent)
        .map(|route| match route.path {
            "/learn/{course}" => COURSE.to_owned(),
            "/learn/{course}/{lesson}" => below(&within, false),
            "/learn/{course}/{lesson}/forms/{form}" => FORM.to_owned(),
            "/learn/{course}/quiz/{module}" => below(&within, true),
            "/guides/help/{intervention}" => "/guides/help/strong-sign-in".to_owned(),
            "/guides/{guide}" => "/guides/individuals".to_owned(),
            path => {
                assert!(!path.contains('{'), "{path} needs an address here");
                path.to_owned()
            }
        })
        .collect()
}

fn opening(lang: Lang) -> String {
    format!("<html lang=\"{}\" dir=\"{}\"", lang.tag(), lang.dir())
}

fn at(lang: Lang, path: &str) -> String {
    format!("/{}{}", lang.tag(), path.trim_end_matches('/'))
}

/// The links of a page to pages of the site.
fn links(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let body = text.split("<body").nth(1).expect("a body");
    let all = body
        .split(" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    all.filter(|link| link.starts_with('/') && !link.starts_with("/assets/"))
        .map(str::to_owned)
        .collect()
}

on_both! {
    async fn every_public_page_has_an_address_in_every_language(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let pages = public_pages(&site).await;
        assert!(pages.len() >= 7);
        for path in &pages {
            for lang in Lang::ALL {
                // The address is all that counts: the reader's browser wishes for another language.
                let other = Lang::ALL.into_iter().find(|other| *other != lang).expect("two");
                let mut request = Request::get(at(lang, path)).body(Body::empty()).expect("a request");
                request.headers_mut().insert(header::ACCEPT_LANGUAGE, other.tag().parse().expect("a value"));
                let page = visitor.send(request).await;
                assert_eq!(page.status, StatusCode::OK, "{path} {lang:?}");
                assert!(page.has(&opening(lang)), "{path} {lang:?}");
                assert_eq!(page.header(header::CONTENT_LANGUAGE), lang.tag());
                // It says where it is, and where the others are.
                let url = |path: &str| format!("{PUBLIC_URL}{path}");
                assert!(page.has(&format!("<link rel=\"canonical\" href=\"{}\"", url(&at(lang, path)))), "{path}: {}", page.text());
                for other in Lang::ALL {
                    let alternate = format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"", other.tag(), url(&at(other, path)));
                    assert!(page.has(&alternate), "{path}: {alternate}");
                }
                assert!(page.has(&format!("hreflang=\"x-default\" href=\"{}\"", url(path))), "{path}");
                // Whoever follows a link stays in the language.
                let links = links(&page);
                assert!(links.len() > 5, "{path}");
                for link in links {
                    let stays = link.strip_prefix(&format!("/{}", lang.tag())).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
                    assert!(stays, "{path} in {lang:?} leads to {link}");
                }
            }
            // Without a language it is in the reader's, and says where that is.
            let page = visitor.get(path).await;
            assert!(page.has(&opening(Lang::default())) && page.has(&format!("rel=\"canonical\" href=\"{}{}\"", PUBLIC_URL, at(Lang::default(), path))), "{path}");
            assert!(links(&page).iter().all(|link| !link.starts_with("/en/")), "{path}");
        }
        let slash = visitor.get("/ar/").await;
        assert_eq!((slash.status, slash.location()), (StatusCode::SEE_OTHER, "/ar"));
        for path in ["/xx/learn", "/ar/xx", "/AR/learn", "/ar/ar/learn", "/ar//learn"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(visitor.get("/ar/xx").await.has(&opening(Lang::Ar)), "also what is not there speaks the language");
    }

    async fn a_lesson_is_kept_for_each_form_of_its_address(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let lesson = public_pages(&site).await.into_iter().find(|path| path.matches('/').count() == 3).expect("a lesson");
        let mut tags = Vec::new();
        for path in [lesson.clone(), at(Lang::En, &lesson), at(Lang::Ar, &lesson)] {
            // The second time it comes from what is kept.
            let (first, second) = (visitor.get(&path).await, visitor.get(&path).await);
            assert_eq!(first.text(), second.text(), "{path}");
            let tag = first.header(header::ETAG).to_owned();
            let mut again = Request::get(&path).body(Body::empty()).expect("a request");
            again.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().expect("a value"));
            assert_eq!(visitor.send(again).await.status, StatusCode::NOT_MODIFIED, "{path}");
            tags.push(tag);
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3);
    }

    async fn whoever_is_signed_in_keeps_their_language(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        for path in ["/", COURSE, "/learn?role=it", "/assess/harbour"] {
            let answer = lead.get(&at(Lang::Ar, path)).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path));
        }
        let page = lead.get(COURSE).await;
        assert!(page.has(&opening(Lang::En)));
        assert!(!page.has("rel=\"canonical\"") && !page.has("hreflang"));
    }

    async fn the_way_in_stays_in_the_language(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        // To a page for people who are signed in, by the door, and back.
        let asked = visitor.get("/ar/assess/harbour").await;
        assert_eq!(asked.location(), "/ar/sign-in?next=%2Fassess%2Fharbour");
        let door = visitor.get(asked.location()).await;
        assert!(door.has(&opening(Lang::Ar)) && door.has("action=\"/ar/sign-in\""), "{}", door.text());
        let form = [("email", "lead@example.org"), ("password", "wrong password"), ("next", "/assess/harbour")];
        let wrong = visitor.post("/ar/sign-in", &form).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has(&opening(Lang::Ar)));
        let form = [("email", "lead@example.org"), ("password", PASSWORD), ("next", "/assess/harbour")];
        let inside = visitor.post("/ar/sign-in", &form).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER, "{}", inside.text());
        let on = visitor.get(inside.location()).await;
        assert_eq!(on.location(), "/assess/harbour");
        assert_eq!(visitor.get(on.location()).await.status, StatusCode::OK);
    }

    async fn every_language_can_be_chosen_and_leads_back(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let page = visitor.get("/learn?role=it").await;
        assert!(page.has("href=\"/language?next=%2Flearn%3Frole%3Dit\""), "{}", page.text());
        let choice = visitor.get("/language?next=%2Flearn%3Frole%3Dit").await;
        for lang in Lang::ALL {
            let button = format!("value=\"{}\" lang=\"{}\" dir=\"{}\"", lang.tag(), lang.tag(), lang.dir());
            assert!(choice.has(&button) && choice.has(lang.own_name()), "{}", choice.text());
        }
        assert!(choice.has("name=\"next\" value=\"/learn?role=it\""), "{}", choice.text());
        let form = [("lang", "ar"), ("next", "/learn?role=it")];
        assert_eq!(visitor.post("/language", &form).await.location(), "/learn?role=it");
        assert!(visitor.get("/learn?role=it").await.has(&opening(Lang::Ar)));
        // From an address with a language to that of the other.
        let other = [("lang", "en"), ("next", "/learn?role=it")];
        assert_eq!(visitor.post("/ar/language", &other).await.location(), "/en/learn?role=it");
        assert!(visitor.get("/sign-in").await.has(&opening(Lang::En)), "it is remembered");
        // Nobody is sent to another site.
        for next in ["//evil.example", "https://evil.example", "/\\evil.example", "/ar//evil.example", "/en/ar//evil.example"] {
            for address in ["/language", "/ar/language"] {
                let to = visitor.post(address, &[("lang", "en"), ("next", next)]).await.location().to_owned();
                assert!(to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\"), "{next}: {to}");
            }
            let page = visitor.get(&format!("/language?next={}", common::encode(&[("x", next)]).trim_start_matches("x="))).await;
            assert!(!page.has("href=\"//") && !page.has("href=\"https://evil"), "{next}: {}", page.text());
        }
    }

    async fn a_new_account_takes_the_language_in_which_its_password_is_set(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let form = [("name", "Noor"), ("email", "noor@example.org"), ("roles", "assessor")];
        let path = link(&lead.post("/assess/harbour/people", &form).await.text());
        let mut noor = site.visitor();
        // The browser asks for Arabic: the page is in it, and nobody pressed anything.
        let mut request = Request::post(&path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(common::encode(&[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)])))
            .expect("a request");
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, "ar-EG".parse().expect("a value"));
        assert_eq!(noor.send(request).await.status, StatusCode::SEE_OTHER);
        // On another computer, whose browser asks for nothing.
        let mut elsewhere = site.visitor();
        elsewhere.sign_in("noor", NEW_PASSWORD).await;
        assert!(elsewhere.get("/account").await.has(&opening(Lang::Ar)));
        // An account that has a language keeps it.
        let path = link(&lead.post("/assess/harbour/people/link", &[("account", "learner")]).await.text());
        let mut request = Request::post(&path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(common::encode(&[("password", NEW_PASSWORD), ("repeated", NEW_PASSWORD)])))
            .expect("a request");
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, "ar-EG".parse().expect("a value"));
        let mut learner = site.visitor();
        assert_eq!(learner.send(request).await.status, StatusCode::SEE_OTHER);
        learner.sign_in("learner", NEW_PASSWORD).await;
        assert!(learner.get("/account").await.has(&opening(Lang::En)));
    }
}
