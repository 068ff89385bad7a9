use domain::content::Lang;
use insta::assert_snapshot;

use super::*;
use crate::testing::{Markup, reader, visitor};

fn partner(last_seen: Option<&str>) -> Partner {
    let text = |text: &str| Text::new(text, Lang::En);
    Partner {
        key: "NoL".to_owned(),
        name: text("Network of Lakes"),
        short: text("NoL"),
        kind: PartnerKind::ElectionBodies,
        regions: text("the lakes"),
        offers: text("Advice & peers."),
        how_to_ask: text("Write to it. It takes two weeks."),
        languages: text("English"),
        website: Some("lakes.example".to_owned()),
        source: text("Read: its statutes."),
        last_seen: last_seen.map(text),
    }
}

#[tokio::test]
async fn a_partner_says_what_it_does_and_how_to_ask() {
    let cx = visitor("/guides/partners").await;
    let page = Markup::of(&cx, |cx| entry(cx, &partner(Some("2024"))));
    assert_snapshot!("partner", page.lines());
}

#[tokio::test]
async fn a_site_that_nobody_has_looked_at_is_no_link() {
    let cx = visitor("/guides/partners").await;
    let seen = Markup::of(&cx, |cx| entry(cx, &partner(Some("2024"))));
    assert_eq!(seen.one("a").attr("href"), Some("https://lakes.example/"));
    let unseen = Markup::of(&cx, |cx| entry(cx, &partner(None)));
    assert!(unseen.all("a").is_empty());
    assert!(unseen.texts("dd").contains(&"lakes.example".to_owned()));
    assert!(unseen.text(".partner-source").contains(&cx.t("partner-not-seen")));
}

#[tokio::test]
async fn groups_stand_under_their_kind() {
    let cx = reader("/guides/partners", Lang::Ar, None).await;
    let all = [partner(None)];
    let page = Markup::of(&cx, |cx| group(cx, PartnerKind::ElectionBodies, &all));
    assert_eq!(page.one("h2").attr("id"), Some("election-bodies"));
    assert_eq!(page.all("h3").len(), 1);
    assert_eq!(page.all("h3 > span[lang=en]").len(), 1);
    let page = Markup::of(&cx, |cx| group(cx, PartnerKind::Home, &all));
    assert!(page.all("h3").is_empty());
}
