use domain::content::intervention::{Checked, Evidence, Lift, Need, Offer, Purpose, Source, Strength};
use domain::content::{Html, Lang, Text};
use domain::purpose::PurposeCode;

use super::*;
use crate::testing::{Markup, visitor};

fn text(text: &str) -> Text {
    Text::new(text, Lang::En)
}

fn help() -> Intervention {
    let estimate = |low, high| Estimate { low, high };
    Intervention {
        id: "boxes".to_owned().into(),
        is_offered: true,
        title: text("Boxes & seals"),
        kind: Kind::Equipment,
        summary: text("Boxes are bought."),
        what: Html("<p>They come <em>in time</em>.</p>".to_owned()),
        not: text("It teaches nobody."),
        prerequisites: None,
        load: text("Somebody counts them."),
        risks: vec![text("They come too late.")],
        needs: vec![
            Need::Practice("GOV-01".to_owned().into()),
            Need::Intervention("plan".to_owned().into()),
        ],
        weeks: estimate(8, 20),
        own_days: 25,
        in_freeze: false,
        cost: Cost {
            fixed: estimate(2_000, 5_000),
            body: estimate(1_000, 4_000),
            per_polling_place: Some(estimate(2, 3)),
        },
        lifts: vec![Lift {
            practice: "PHY-01".to_owned().into(),
            share: 0.6,
        }],
        evidence: Evidence {
            strength: Strength::Weak,
            text: text("Seals without a procedure are worth nothing."),
            sources: vec![Source {
                title: "A. Author, Seals, 2011".to_owned(),
                checked: Checked::Opened,
            }],
        },
        purposes: vec![Purpose {
            code: PurposeCode::parse("15151").unwrap(),
            percent: 100,
        }],
        offers: vec![Offer {
            who: text("Network of Lakes"),
            partner: Some("NoL".to_owned()),
            note: text("Its site says so"),
            checked: Checked::Memory,
        }],
        translated_percent: 100,
    }
}

#[tokio::test]
async fn a_kind_of_help_says_what_it_costs_and_what_it_rests_on() {
    let cx = visitor("/guides/help/boxes").await;
    let page = Markup::of(&cx, |cx| one::article(cx, &help()));
    let facts = page.texts("dd");
    // Base and units for 3,000 polling places: 1,000 and 4,000, with 2 and 3 for each.
    assert!(
        facts[1].starts_with("USD 2,000–5,000 once, and USD 7,000–13,000 for each body"),
        "{facts:?}"
    );
    assert!(
        facts[1].contains("USD 1,000–4,000 and USD 2–3 for each polling place"),
        "{facts:?}"
    );
    assert!(
        facts[2].contains("8 to 20 weeks") && facts[2].contains("must end before"),
        "{facts:?}"
    );
    assert!(
        facts[3].contains("25 days") && facts[3].contains("Somebody counts them."),
        "{facts:?}"
    );
    // Spaces of every kind are shown as one here.
    assert_eq!(page.text("td.number"), "60 %");
    let all = page.text("article");
    for part in [
        "Boxes & seals",
        "come in time",
        "They come too late.",
        "Weak evidence",
        "Read at the source.",
        "Not read: look it up",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert!(all.contains("15151 (100 %)"), "{all}");
    assert!(!all.contains("help-"), "a word is missing: {all}");
    assert!(
        page.all("a")
            .iter()
            .any(|link| link.attr("href") == Some("/guides/help/plan"))
    );
}

#[tokio::test]
async fn what_is_no_longer_offered_says_so() {
    let cx = visitor("/guides/help/boxes").await;
    let shown = |is_offered| {
        Markup::of(&cx, |cx| one::article(cx, &Intervention { is_offered, ..help() })).text("article")
    };
    assert!(shown(false).contains(&cx.t("help-retired")));
    assert!(!shown(true).contains(&cx.t("help-retired")));
}
