//! Packages of help for the bodies that a donor sees by name, through the whole router.

mod common;

use common::round::{answered_body, consent};
use common::{Site, on_both};
use domain::assess::answer::Answer;
use domain::disclose::Consent;
use http::{StatusCode, header};
use store::AuditFilter;
use usecase::act;

/// A page of somebody who is signed in makes at most so many statements.
const BUDGET: u64 = 8;

const ASKED: &str = "budget=150000&days=100&framework=yes";

/// A closed round: `hill` by name, `hushed` to the first donor only, `shrouded` to nobody.
async fn closed_round(site: &Site) -> String {
    let operator = site.actor("operator");
    let opened = act!(
        site.runner,
        &operator,
        insight::open_round(&insight::NewRound::titled("Spring"))
    );
    let round = opened.expect("a round");
    for (slug, recipient) in [("hill", ""), ("hushed", "first-donor")] {
        answered_body(site, slug, Answer::NotImplemented).await;
        consent(site, round.id.as_str(), slug, recipient, Consent::Named).await;
    }
    answered_body(site, "shrouded", Answer::NotImplemented).await;
    site.close(&operator, &round.slug).await.expect("a release");
    round.slug
}

on_both! {
    async fn two_donors_plan_for_those_that_each_is_shown(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let path = format!("/insight/{slug}/package");
        let mut analyst = site.signed_in("analyst").await;
        let mut other = site.signed_in("other-analyst").await;
        for (client, sees) in [(&mut analyst, true), (&mut other, false)] {
            for page in [path.clone(), format!("{path}?{ASKED}"), format!("{path}/budgets?{ASKED}"), format!("{path}/package.csv?{ASKED}")] {
                let answer = client.get(&page).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                assert!(answer.has("The hill"), "{page}: {}", answer.text());
                assert_eq!(answer.text().contains("hushed"), sees, "{page}");
                assert!(!answer.has("shrouded"), "{page}");
            }
        }
        // Asking about what is not shown looks like asking about what is not there.
        for body in ["hushed", "nowhere"] {
            let why = format!("{path}/why?{ASKED}&body={body}&help=incident-plan");
            assert_eq!(other.get(&why).await.status, StatusCode::NOT_FOUND, "{body}");
        }
        let why = format!("{path}/why?{ASKED}&body=hushed&help=incident-plan");
        assert_eq!(analyst.get(&why).await.status, StatusCode::OK);
        // The round leads there.
        let round = analyst.get(&format!("/insight/{slug}")).await;
        assert!(round.has(&format!("href=\"{path}\"")));
    }

    async fn what_is_read_for_a_package_is_counted_and_recorded(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let mut analyst = site.signed_in("analyst").await;
        let path = format!("/insight/{slug}/package?{ASKED}");
        let before = site.store.statements();
        analyst.get(&path).await;
        let made = site.store.statements() - before;
        assert!(made <= BUDGET, "{made} statements");
        let filter = AuditFilter {
            action: Some("named-report-read".to_owned()),
            ..AuditFilter::default()
        };
        let rows = site.store.reader().audit_list(&filter, 99).await.expect("entries");
        let mut of: Vec<_> = rows.iter().filter_map(|row| row.entry.organisation_id.clone()).collect();
        of.sort();
        assert_eq!(of, ["hill", "hushed"]);
        assert!(rows.iter().all(|row| row.entry.actor == "analyst" && row.entry.object_id == "first-donor"));
        let csv = analyst.get(&format!("/insight/{slug}/package/package.csv?{ASKED}")).await;
        assert!(csv.header(header::CONTENT_DISPOSITION).contains("polder-spring-package.csv"));
        let filter = AuditFilter {
            action: Some("release-exported".to_owned()),
            ..AuditFilter::default()
        };
        assert_eq!(site.store.reader().audit_list(&filter, 9).await.expect("entries").len(), 1);
    }

    async fn limits_that_are_none_are_told_beside_their_field(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let mut analyst = site.signed_in("analyst").await;
        let page = analyst.get(&format!("/insight/{slug}/package?budget=much&days=0")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attributes(".error-summary a", "href"), ["#budget", "#days"]);
        assert_eq!(page.attributes("input[name=budget]", "value"), ["much"]);
        for below in ["budgets", "steady", "why", "package.csv"] {
            let page = analyst.get(&format!("/insight/{slug}/package/{below}?budget=much")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{below}");
        }
        // A round that is open has no package, and nobody is told that it is there.
        let operator = site.actor("operator");
        let open = act!(site.runner, &operator, insight::open_round(&insight::NewRound::titled("Autumn"))).expect("a round");
        let page = analyst.get(&format!("/insight/{}/package?budget=much", open.slug)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }

    async fn how_sure_each_line_is_has_a_page(store: &Store) {
        let site = Site::new(store).await;
        let slug = closed_round(&site).await;
        let mut analyst = site.signed_in("analyst").await;
        let page = analyst.get(&format!("/insight/{slug}/package/steady?{ASKED}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("152 cases were tried"), "{}", page.text());
        assert!(page.count("tbody tr") > 4);
    }
}
