//! What was typed is given back whatever the refusal, to be copied; and to be sent again, under nobody else's name, if it came after the
//! session had ended or while something failed.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod common;

use common::{Answer, PASSWORD, Site, on_both};
use http::{StatusCode, header};

/// Longer than a session lives without a request.
const LUNCH: i64 = 3_601;

/// What the form in the page's main part would send again, to which address.
fn kept(answer: &Answer) -> Option<(String, Fields)> {
    let text = answer.text();
    let main = text.split("<main").nth(1)?.split("</main>").next()?;
    let form = main.split("<form method=\"post\"").nth(1)?;
    let form = form.split("</form>").next()?;
    let fields = form.split("<input type=\"hidden\"").skip(1);
    let fields = fields.map(|tag| (attribute(tag, "name"), attribute(tag, "value")));
    Some((attribute(form, "action"), fields.collect()))
}

type Fields = Vec<(String, String)>;

/// The same, without who typed it, which is told apart.
fn typed(answer: &Answer) -> Option<(String, String, Fields)> {
    let (action, mut fields) = kept(answer)?;
    let (name, by) = fields.remove(0);
    assert_eq!(name, "typed-by");
    Some((action, by, fields))
}

/// What a person can copy from the page.
fn copied(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let texts = text
        .split("<dd ")
        .skip(1)
        .filter(|text| text.contains("class=\"sent-text\""));
    let texts = texts.map(|text| text.split_once('>').unwrap().1);
    texts
        .map(|text| text.split("</dd>").next().unwrap().to_owned())
        .collect()
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
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
            ("GOV-01-answer", "partly"), ("GOV-01-tick", "a"), ("GOV-01-note", note), ("GOV-01-evidence", "none"),
            ("GOV-01-reason", ""), ("GOV-01-version", "0"), ("GOV-01-was", ""),
        ];
        let answer = lead.post(&page, &form).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.location(), "");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        assert!(!answer.header(header::CONTENT_SECURITY_POLICY).contains("script-src"));
        assert!(!answer.has("<script") && !answer.has("next="));
        assert!(answer.has("href=\"/sign-in\" target=\"_blank\" rel=\"noopener\""));
        let (action, by, fields) = typed(&answer).unwrap();
        assert_eq!((action.as_str(), by.as_str(), pairs(&fields).as_slice()), (page.as_str(), "", form.as_slice()));
        assert!(copied(&answer)[2].contains("second line"), "{:?}", copied(&answer));

        assert_eq!(lead.sign_in("lead", PASSWORD).await.status, StatusCode::SEE_OTHER);
        // Nobody knows who typed it: the person is asked, and then it is taken.
        let (action, fields) = kept(&answer).unwrap();
        let asked = lead.post(&action, &pairs(&fields)).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.has("Send it as lead") && asked.has("second line"));
        let (action, by, fields) = typed(&asked).unwrap();
        assert_eq!((by.as_str(), pairs(&fields).as_slice()), ("lead", form.as_slice()));
        let (_, fields) = kept(&asked).map(|(_, all)| (fields, all)).unwrap();
        assert_eq!(lead.post(&action, &pairs(&fields)).await.status, StatusCode::SEE_OTHER);
        let shown = lead.get(&page).await;
        assert!(shown.has("second line") && shown.has("name=\"GOV-01-version\" value=\"1\""));
    }

    async fn a_name_that_comes_twice_is_kept_twice(store: &Store) {
        let site = Site::new(store).await;
        let form = [("version", "0"), ("flags", "e-voting"), ("flags", "biometric"), ("a\"<b", "")];
        let answer = site.visitor().post("/assess/harbour/profile", &form).await;
        let (action, _, fields) = typed(&answer).unwrap();
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
            let answer = site.visitor().post("/account/password", &[(name, secret)]).await;
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

    async fn what_one_person_typed_is_not_sent_by_another_unasked(store: &Store) {
        let site = Site::new(store).await;
        let mut browser = site.signed_in("lead").await;
        let path = browser.post("/assess/harbour/assessments", &[("scope", "full")]).await.location().to_owned();
        let page = format!("{path}/GOV");
        site.wait(LUNCH);
        let form = [
            ("GOV-01-answer", "partly"), ("GOV-01-tick", "a"), ("GOV-01-note", "of the lead"), ("GOV-01-evidence", "none"),
            ("GOV-01-reason", ""), ("GOV-01-version", "0"), ("GOV-01-was", ""),
        ];
        let (action, fields) = kept(&browser.post(&page, &form).await).unwrap();
        // Still nobody is signed in: it waits on.
        let answer = browser.post(&action, &pairs(&fields)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let (action, fields) = kept(&answer).unwrap();
        browser.sign_in("assessor", PASSWORD).await;
        let asked = browser.post(&action, &pairs(&fields)).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.has("<h1>Send this under your name?</h1>") && asked.has("Send it as assessor"));
        assert!(!browser.get(&page).await.has("of the lead"));
        // The lead comes back before anything was decided: what the assessor was asked is no answer of the lead's.
        let (action, fields) = kept(&asked).unwrap();
        browser.sign_in("lead", PASSWORD).await;
        let asked = browser.post(&action, &pairs(&fields)).await;
        assert!(asked.status == StatusCode::CONFLICT && asked.has("Send it as lead"));
        let (action, fields) = kept(&asked).unwrap();
        assert_eq!(browser.post(&action, &pairs(&fields)).await.status, StatusCode::SEE_OTHER);
        assert!(browser.get(&page).await.has("of the lead"));
    }

    async fn who_was_removed_while_writing_can_copy_the_text(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let path = lead.post("/assess/harbour/assessments", &[("scope", "full")]).await.location().to_owned();
        let mut assessor = site.signed_in("assessor").await;
        lead.post("/assess/harbour/people/remove", &[("account", "assessor")]).await;
        let form = [
            ("GOV-01-answer", "partly"), ("GOV-01-tick", "a"), ("GOV-01-note", "an hour's work,\r\nin two lines"), ("GOV-01-evidence", "none"),
            ("GOV-01-reason", ""), ("GOV-01-version", "0"), ("GOV-01-was", ""),
        ];
        let answer = assessor.post(&format!("{path}/GOV"), &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(copied(&answer), ["partly", "a", "an hour's work,\r\nin two lines", "none"]);
        // Sending it again cannot help.
        assert!(kept(&answer).is_none());
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    }

    async fn every_refusal_gives_back_what_was_typed(store: &Store) {
        let site = Site::new(store).await;
        let mut lead = site.signed_in("lead").await;
        let text = "long thought about";
        for (path, form, status) in [
            ("/assess/hill/profile", &[("tier-reason", text)][..], StatusCode::NOT_FOUND),
            ("/no-such-page", &[("reason", text)], StatusCode::NOT_FOUND),
            ("/assess/harbour/profile", &[("version", "x"), ("tier-reason", text)], StatusCode::BAD_REQUEST),
            ("/language", &[("lang", "xx"), ("reason", text)], StatusCode::BAD_REQUEST),
            ("/about", &[("reason", text)], StatusCode::METHOD_NOT_ALLOWED),
        ] {
            let answer = lead.post(path, form).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(copied(&answer).iter().any(|copied| copied == text), "{path}: {}", answer.text());
            assert!(kept(&answer).is_none(), "{path}");
        }
        // Also what is too much, to whoever is signed in; it is cut off at four times what is taken.
        let huge = text.repeat(16_000);
        let answer = lead.post("/assess/harbour/profile", &[("tier-reason", &huge)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(copied(&answer), [huge.as_str()]);
        let answer = lead.post("/assess/harbour/profile", &[("tier-reason", &huge.repeat(4))]).await;
        assert_eq!((answer.status, copied(&answer).len()), (StatusCode::PAYLOAD_TOO_LARGE, 0));
        let answer = site.visitor().post("/assess/harbour/profile", &[("tier-reason", &huge)]).await;
        assert_eq!((answer.status, copied(&answer).len()), (StatusCode::PAYLOAD_TOO_LARGE, 0));
        // A password never comes back, whatever went wrong.
        let answer = lead.post("/account/password", &[("current", "secret-password"), ("name", text)]).await;
        assert!(!answer.has("secret-password") && copied(&answer).is_empty());
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
    let (action, by, fields) = typed(&answer).unwrap();
    assert_eq!((action.as_str(), by.as_str()), ("/assess/harbour/profile", ""));
    assert_eq!(fields, [("reason".to_owned(), "long thought about".to_owned())]);
    // The sign-in form is not given back, whatever was in it.
    assert!(kept(&lead.post("/sign-in", &[("email", "lead@example.org")]).await).is_none());
    store::testing::remove(store).await;
}
