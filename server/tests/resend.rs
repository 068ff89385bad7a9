//! A form that came after the session had ended, or while something failed, is given back and can be sent again.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use common::{Answer, PASSWORD, Site, on_both};
use http::{StatusCode, header};

/// Longer than a session lives without a request.
const LUNCH: i64 = 3_601;

/// What the form in the page's main part would send again, to which address.
fn kept(answer: &Answer) -> Option<(String, Vec<(String, String)>)> {
    let text = answer.text();
    let main = text.split("<main").nth(1)?.split("</main>").next()?;
    let form = main.split("<form method=\"post\"").nth(1)?;
    let fields = form.split("<input type=\"hidden\"").skip(1);
    let fields = fields.map(|tag| (attribute(tag, "name"), attribute(tag, "value")));
    Some((attribute(form, "action"), fields.collect()))
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split(&format!(" {name}=\"")).nth(1).unwrap();
    let value = value.split('"').next().unwrap();
    [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(value.to_owned(), |value, (escaped, plain)| {
            value.replace(escaped, plain)
        })
}

on_both! {
    async fn a_form_sent_too_late_is_kept_and_saved_after_signing_in(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = lead.post("/assess/harbour/assessments", &[("scope", "full")]).await.location().to_owned();
        let page = format!("{path}/GOV");
        site.wait(LUNCH);
        let note = "\"><script>alert(1)</script> & \u{645}\u{644}\u{627}\u{62d}\u{638}\u{629}\r\nsecond line";
        let form = [
            ("GOV-01-answer", "partly"), ("GOV-01-note", note), ("GOV-01-evidence", "none"),
            ("GOV-01-reason", ""), ("GOV-01-version", "0"), ("GOV-01-was", ""),
        ];
        let answer = lead.post(&page, &form).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.location(), "");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        assert!(!answer.header(header::CONTENT_SECURITY_POLICY).contains("script-src"));
        assert!(!answer.has("<script") && !answer.has("next="));
        assert!(answer.has("href=\"/sign-in\" target=\"_blank\" rel=\"noopener\""));
        let (action, fields) = kept(&answer).unwrap();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((action.as_str(), fields.as_slice()), (page.as_str(), form.as_slice()));

        assert_eq!(lead.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lead.post(&action, &fields).await.status, StatusCode::SEE_OTHER);
        let shown = lead.get(&page).await;
        assert!(shown.has("second line") && shown.has("name=\"GOV-01-version\" value=\"1\""));
    }

    async fn a_name_that_comes_twice_is_kept_twice(store: &Store) {
        let site = Site::new(store).await;
        let form = [("version", "0"), ("flags", "e-voting"), ("flags", "biometric"), ("a\"<b", "")];
        let answer = site.visitor().post("/assess/harbour/profile", &form).await;
        let (action, fields) = kept(&answer).unwrap();
        assert_eq!(action, "/assess/harbour/profile");
        assert_eq!(fields, form.map(|(name, value)| (name.to_owned(), value.to_owned())));
        // Even an address that only takes forms gets its form back, and no page of that address is promised.
        let answer = site.visitor().post("/assess/harbour/assessments", &[("scope", "full")]).await;
        assert_eq!(kept(&answer).unwrap().0, "/assess/harbour/assessments");
        assert!(site.visitor().get("/assess/harbour/profile").await.asks_to_sign_in());
        assert_eq!(site.visitor().get("/assess/harbour/profile").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_password_is_never_shown_again(store: &Store) {
        let site = Site::new(store).await;
        let secret = "correct horse battery";
        for name in ["current", "password", "repeated"] {
            let answer = site.visitor().post("/account", &[("what", "password"), (name, secret)]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert!(!answer.has(secret) && kept(&answer).is_none(), "{name}");
            assert!(answer.has("<a href=\"/sign-in\">"));
        }
    }

    async fn no_more_is_kept_than_a_form_can_hold(store: &Store) {
        let site = Site::new(store).await;
        let mut visitor = site.visitor();
        let huge = "a".repeat(300 * 1024);
        let answer = visitor.post("/assess/harbour/profile", &[("reason", &huge)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        let many = vec![("a", ""); 20_000];
        let answer = visitor.post("/assess/harbour/profile", &many).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(kept(&answer).is_none() && answer.body.len() < 10_000);
    }
}

#[tokio::test]
async fn who_cannot_be_told_because_the_database_fails_is_not_signed_out() {
    let store = store::testing::sqlite().await;
    let site = Site::new(&store).await;
    let mut lead = site.signed_in("lead").await;
    store.close().await;
    let page = lead.get("/account").await;
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::INTERNAL_SERVER_ERROR, "")
    );
    let answer = lead
        .post("/assess/harbour/profile", &[("reason", "long thought about")])
        .await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let (action, fields) = kept(&answer).unwrap();
    assert_eq!(action, "/assess/harbour/profile");
    assert_eq!(fields, [("reason".to_owned(), "long thought about".to_owned())]);
    // The sign-in form is not given back, whatever was in it.
    assert!(kept(&lead.post("/sign-in", &[("email", "lead@example.org")]).await).is_none());
    store::testing::remove(store).await;
}
