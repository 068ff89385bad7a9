//! What the frame takes for granted inside of Leptos, and what a page sends.

use islands::questionnaire::{Place, Questionnaire, Words};

use super::*;
use crate::testing::visitor;

fn island() -> impl IntoView {
    let word = || "a \"word\"".to_owned();
    let words = Words {
        saving: word(),
        saved: word(),
        offline: word(),
        signed_out: word(),
        another_name: word(),
        failed: word(),
        retry: word(),
        mine: word(),
        theirs: word(),
    };
    let place = Place {
        body: "harbour".to_owned(),
        assessment: "a".to_owned(),
        domain: "GOV".to_owned(),
        typed_by: "noor".to_owned(),
    };
    view! { <Questionnaire place=place words=words><form id="inside"></form></Questionnaire> }
}

/// A page with two texts that stand side by side, which Leptos parts with a marker.
fn two_texts() -> impl IntoView {
    view! { <p id="texts">{"one".to_owned()} {"two".to_owned()}</p> }
}

#[tokio::test]
async fn markers_are_gone_or_written_out_as_the_standard_wants_them() {
    let cx = visitor("/about").await;
    let page = |has_island| {
        let page = Page::new("Title");
        let page = if has_island { page.with_island() } else { page };
        cx.render_html(page, None, two_texts)
    };
    for has_island in [false, true] {
        let html = page(has_island);
        assert!(!html.contains("<!>"), "{html}");
        assert_eq!(html.contains("<!---->"), has_island, "{html}");
    }
    // There is something to take away: Leptos still marks so.
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    assert!(owner.with(|| two_texts().to_html()).contains("<!>"));
}

#[tokio::test]
async fn an_island_says_what_it_is_and_what_it_is_given() {
    let cx = visitor("/assess").await;
    let html = cx.render_html(Page::new("Title").with_island(), None, island);
    let html = scraper::Html::parse_document(&html);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let found: Vec<_> = html.select(&selector("leptos-island[data-component]")).collect();
    let [island] = found[..] else {
        panic!("{} islands", found.len());
    };
    // The browser's half exports a function of that name; `data-props` is what it reads.
    assert!(
        island
            .attr("data-component")
            .is_some_and(|name| name.starts_with("Questionnaire"))
    );
    let props = island.attr("data-props").expect("what it is given");
    assert!(
        props.contains("\"body\":\"harbour\"") && props.contains("a \\\"word\\\""),
        "{props}"
    );
    // Islands inside of it are found below this element, which knows the way to its context.
    assert_eq!(
        island.select(&selector("leptos-children > form#inside")).count(),
        1
    );
}
