//! Asking for help and answering, on its pages: what is shown before it is sent, who finds what, and what comes back of a form that was not taken.

mod common;

use common::help::{first_help, hidden, propose, submitted};
use common::{Site, on_both};
use http::StatusCode;

/// A page of somebody who is signed in makes at most so many statements.
const BUDGET: u64 = 8;

/// An open request on GOV-01.
async fn open(site: &Site, to: &[(&str, &str)]) -> String {
    submitted(site).await;
    let id = propose(&mut site.signed_in("lead").await, to).await;
    let mut second = site.signed_in("second-lead").await;
    let confirmed = second
        .post(&format!("/assess/harbour/requests/{id}/confirm"), &[])
        .await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    id
}

on_both! {
    async fn what_will_be_shown_is_shown_before(store: &Store) {
        let site = Site::new(store).await;
        submitted(&site).await;
        let mut lead = site.signed_in("lead").await;
        // From the report, at each of its gaps.
        let list = lead.get("/assess/harbour/requests").await.text();
        let report = list.split("href=\"").find(|rest| rest.contains("/report\"")).expect("the report");
        let report = lead.get(report.split('"').next().expect("an address")).await;
        assert!(report.has("/assess/harbour/requests/new?practice=GOV-01"), "{}", report.text());
        let form = lead.get("/assess/harbour/requests/new?practice=GOV-01").await;
        for shown in ["The harbour", "GOV-01", "Partly", "1 November 2026", "Exactly this will be shown", "The first-donor", "The partner"] {
            assert!(form.has(shown), "{shown}: {}", form.text());
        }
        assert!(!form.has("Nobody else reads this note."));
        // An assessor confirms and does not propose, a reviewer does neither.
        for who in ["assessor", "reviewer", "learner", "stranger", "analyst", "operator"] {
            let answer = site.signed_in(who).await.get("/assess/harbour/requests/new?practice=GOV-01").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
        }
        let assessment = hidden(&form.text(), "assessment");
        let sent = [("practice", "GOV-01"), ("assessment", &*assessment), ("last_day", "2026-11-01"), ("to", "named"), ("recipient", "partner")];
        let wrong = lead.post("/assess/harbour/requests", &sent).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("Choose a day after today"), "{}", wrong.text());
        // What was typed comes back.
        assert!(wrong.has("value=\"2026-11-01\""), "{}", wrong.text());
        assert_eq!(wrong.attributes("input[name=recipient][checked]", "value"), ["partner"]);
        let older = [("practice", "GOV-01"), ("assessment", "another"), ("last_day", "2026-12-01"), ("to", "all")];
        let older = lead.post("/assess/harbour/requests", &older).await;
        assert!(older.status == StatusCode::UNPROCESSABLE_ENTITY && older.has("another report since"), "{}", older.text());
    }

    async fn nobody_else_finds_what_is_not_meant_for_them(store: &Store) {
        let site = Site::new(store).await;
        let id = open(&site, &[("to", "named"), ("recipient", "partner")]).await;
        let path = format!("/requests/{id}");
        let mut partner = site.signed_in("implementer").await;
        assert_eq!(partner.get("/").await.location(), "/requests");
        let list = partner.get("/requests").await;
        assert!(list.has(&format!("href=\"{path}\"")) && list.has("The harbour"), "{}", list.text());
        let seen = partner.get(&path).await;
        assert_eq!(seen.status, StatusCode::OK);
        // What the body was shown before it asked is what is seen.
        let shown = site.signed_in("lead").await.get("/assess/harbour/requests/new?practice=GOV-01").await;
        assert_eq!(shown.texts(".card")[0], seen.texts(".card")[0]);
        let missing = partner.get("/requests/no-such-request").await.text();
        for who in ["analyst", "other-analyst"] {
            let mut donor = site.signed_in(who).await;
            assert!(!donor.get("/requests").await.has("The harbour"));
            let answer = donor.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert!(answer.has("This page is not here"));
        }
        assert!(missing.contains("This page is not here"));
        // What is asked for stays with the body: the operator does not read it.
        let audit = site.signed_in("operator").await.get("/admin/audit").await;
        assert!(!audit.has("Request for help"), "{}", audit.text());
        let audit = site.signed_in("lead").await.get("/assess/harbour/audit").await;
        assert!(audit.has("Request for help confirmed"), "{}", audit.text());
        // A day later than its last.
        site.wait(31 * 86_400);
        let mut partner = site.signed_in("implementer").await;
        assert_eq!(partner.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(!partner.get("/requests").await.has("The harbour"));
    }

    async fn help_is_offered_accepted_delivered_and_confirmed(store: &Store) {
        let site = Site::new(store).await;
        let id = open(&site, &[("to", "all")]).await;
        let (theirs, ours) = (format!("/requests/{id}"), format!("/assess/harbour/requests/{id}"));
        let mut donor = site.signed_in("analyst").await;
        let mut lead = site.signed_in("lead").await;
        let help = first_help(&mut donor, &id).await;
        let words = "<b>In May</b> & June";
        let wrong = donor.post(&format!("{theirs}/offer"), &[("help", &*help), ("who_delivers", ""), ("words", words), ("cost", "large")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("Write who delivers it.") && wrong.has("&lt;b&gt;In May&lt;/b&gt; &amp; June"), "{}", wrong.text());
        assert_eq!(wrong.attributes("select[name=cost] > option[selected]", "value"), ["large"]);
        // Nobody offers in the name of somebody else.
        let other = [("as", "partner"), ("help", &*help), ("who_delivers", "We")];
        assert_eq!(donor.post(&format!("{theirs}/offer"), &other).await.status, StatusCode::NOT_FOUND);
        let offered = donor.post(&format!("{theirs}/offer"), &[("help", &*help), ("who_delivers", "Our people"), ("words", words)]).await;
        assert_eq!(offered.location(), theirs);
        assert!(!site.signed_in("implementer").await.get(&theirs).await.has("Our people"), "an offer is the body's to see");

        let page = lead.get(&ours).await;
        assert!(page.has("Our people") && page.has("&lt;b&gt;In May"), "{}", page.text());
        let offer = hidden(&page.text(), "offer");
        let accepted = lead.post(&format!("{ours}/accept"), &[("offer", &offer)]).await;
        assert_eq!(accepted.location(), ours);
        assert_eq!(site.signed_in("implementer").await.get(&theirs).await.status, StatusCode::NOT_FOUND);

        let wrong = donor.post(&format!("{theirs}/deliver"), &[("offer", &*offer), ("day", "2027-01-01"), ("delivery_words", "Done")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("value=\"2027-01-01\""), "{}", wrong.text());
        donor.post(&format!("{theirs}/deliver"), &[("offer", &*offer), ("day", "2026-11-01"), ("delivery_words", "Done")]).await;
        let wrong = lead.post(&format!("{ours}/missing"), &[("offer", &*offer), ("missing", "")]).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("Write what is missing."), "{}", wrong.text());
        lead.post(&format!("{ours}/missing"), &[("offer", &*offer), ("missing", "A manual")]).await;
        assert!(donor.get(&theirs).await.has("A manual"));
        donor.post(&format!("{theirs}/deliver"), &[("offer", &*offer), ("day", "2026-11-01"), ("delivery_words", "With the manual")]).await;
        lead.post(&format!("{ours}/delivered"), &[("offer", &offer)]).await;
        let early = lead.post(&format!("{ours}/close"), &[("offer", &offer)]).await;
        assert_eq!(early.status, StatusCode::CONFLICT);

        // A month later the body submits again, and sees before it closes what will be shown.
        site.wait(31 * 86_400);
        submitted(&site).await;
        let mut lead = site.signed_in("lead").await;
        let page = lead.get(&ours).await;
        let after = "After, submitted on 2 December 2026: Partly. It is still a gap.";
        assert!(page.has(after) && page.has("Nothing is claimed about why they differ."), "{}", page.text());
        let mut donor = site.signed_in("analyst").await;
        assert!(!donor.get(&theirs).await.has(after));
        lead.post(&format!("{ours}/close"), &[("offer", &offer)]).await;
        let page = donor.get(&theirs).await;
        assert!(page.has(after) && page.has("Before, submitted on 1 November 2026: Partly."), "{}", page.text());
        assert!(donor.get("/requests/offers").await.has("Closed"));
    }

    async fn every_page_is_read_in_few_statements(store: &Store) {
        let site = Site::new(store).await;
        let id = open(&site, &[("to", "all")]).await;
        for (who, path) in [
            ("lead", "/assess/harbour/requests".to_owned()),
            ("lead", "/assess/harbour/requests/new?practice=GOV-01".to_owned()),
            ("lead", format!("/assess/harbour/requests/{id}")),
            ("assessor", format!("/assess/harbour/requests/{id}")),
            ("analyst", "/requests".to_owned()),
            ("analyst", format!("/requests/{id}")),
            ("implementer", "/requests/offers".to_owned()),
        ] {
            let mut client = site.signed_in(who).await;
            let before = store.statements();
            let answer = client.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let made = store.statements() - before;
            assert!(made <= BUDGET, "{path} made {made}");
        }
    }

    async fn the_kind_of_help_leads_to_requests_that_it_serves(store: &Store) {
        let site = Site::new(store).await;
        let id = open(&site, &[("to", "all")]).await;
        let mut partner = site.signed_in("implementer").await;
        let help = first_help(&mut partner, &id).await;
        let page = partner.get(&format!("/guides/help/{help}")).await;
        let way = format!("/requests?help={help}");
        assert!(page.has(&format!("href=\"{way}\"")), "{}", page.text());
        assert!(partner.get(&way).await.has(&format!("href=\"/requests/{id}\"")));
        assert!(!site.visitor().get(&format!("/guides/help/{help}")).await.has("/requests?help="));
        assert!(partner.get("/requests?practice=PPL").await.has("Nothing matches."));
        assert_eq!(partner.get("/requests?practice=%00").await.status, StatusCode::BAD_REQUEST);
    }
}
