//! The header of the site, for whoever reads it.

use domain::identity::organisation::{OrganisationKind, Role};

use super::*;
use crate::context::Cx;
use crate::testing::{Markup, signed_in, visitor};

fn header(cx: &Cx) -> Markup {
    Markup::of(cx, |_| view! { <SiteHeader with_languages=true/> })
}

/// The mark and the globe are drawings, of which a change is seen in pictures.
fn lines(header: &Markup) -> String {
    let is_drawn = |line: &&str| line.starts_with("<path") || line.starts_with("</path");
    let lines = header.lines();
    lines
        .lines()
        .filter(|line| !is_drawn(line))
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test]
async fn the_header_as_it_is() {
    let visitor = header(&visitor("/learn/security?part=2").await);
    insta::assert_snapshot!("header-of-a-visitor", lines(&visitor));
    let lead = header(&signed_in("/assess", OrganisationKind::ElectionBody, Role::Lead).await);
    insta::assert_snapshot!("header-of-a-lead", lines(&lead));
}

#[tokio::test]
async fn the_way_in_and_the_way_out() {
    let visitor = header(&visitor("/learn").await);
    visitor.one("a[href='/sign-in']");
    assert!(visitor.all("form, a[href='/account']").is_empty());
    let lead = header(&signed_in("/learn", OrganisationKind::ElectionBody, Role::Lead).await);
    assert!(lead.all("a[href='/sign-in']").is_empty());
    lead.one("form[method=post][action='/sign-out'] button[type=submit]");
    // A name is as somebody typed it, in whatever direction.
    assert_eq!(lead.text("a[href='/account'][dir=auto]"), "Noor <b>");
}

#[tokio::test]
async fn the_navigation_leads_where_one_may_go_and_says_where_one_is() {
    let places = |header: &Markup| -> Vec<String> {
        let links = header.all("nav[aria-label] li > a").into_iter();
        links
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .collect()
    };
    let current = |header: &Markup| header.texts("nav [aria-current]");
    let visitor = header(&visitor("/learnt").await);
    assert_eq!(places(&visitor), ["/learn", "/assess", "/insight"]);
    assert!(current(&visitor).is_empty(), "/learnt is not below /learn");
    for (kind, role, expected) in [
        (
            OrganisationKind::ElectionBody,
            Role::Lead,
            &["/learn", "/assess"][..],
        ),
        (
            OrganisationKind::Donor,
            Role::Analyst,
            &["/learn", "/insight", "/requests"],
        ),
        (
            OrganisationKind::Partner,
            Role::Implementer,
            &["/learn", "/requests"],
        ),
        (OrganisationKind::Operator, Role::Operator, &["/learn", "/admin"]),
    ] {
        let found = header(&signed_in("/learn/security", kind, role).await);
        assert_eq!(places(&found), expected, "{role:?}");
        assert_eq!(current(&found).len(), 1, "{role:?}");
        assert_eq!(found.one("nav [aria-current=true]").attr("href"), Some("/learn"));
    }
}

#[tokio::test]
async fn the_language_leads_back_to_the_page() {
    let found = header(&visitor("/learn?role=it").await);
    found.one("a[href='/language?next=%2Flearn%3Frole%3Dit'][rel=nofollow]");
    let without = Markup::of(
        &visitor("/learn").await,
        |_| view! { <SiteHeader with_languages=false/> },
    );
    assert!(without.all(".language-link").is_empty());
}
