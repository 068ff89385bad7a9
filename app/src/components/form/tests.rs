//! A field, its label, and what is wrong with it.

use super::*;
use crate::testing::{Markup, visitor};

fn wrong() -> Messages {
    vec![
        ("seats".to_owned(), "Write a whole number.".to_owned()),
        ("other".to_owned(), "Something else.".to_owned()),
    ]
}

fn seats(messages: Messages) -> impl IntoView {
    view! { <Field name="seats" label="Seats".to_owned() kind=Kind::Number value="1\" 2" help="In all." messages/> }
}

#[tokio::test]
async fn a_field_as_it_is() {
    let cx = visitor("/").await;
    insta::assert_snapshot!("field", Markup::of(&cx, |_| seats(Vec::new())).lines());
    insta::assert_snapshot!("field-with-error", Markup::of(&cx, |_| seats(wrong())).lines());
}

#[tokio::test]
async fn an_error_is_read_out_with_its_field() {
    let cx = visitor("/").await;
    let sound = Markup::of(&cx, |_| seats(Vec::new()));
    assert_eq!(sound.descriptions("#seats"), ["In all."]);
    assert_eq!(sound.one("#seats").attr("aria-invalid"), None);
    let wrong = Markup::of(&cx, |_| seats(wrong()));
    assert_eq!(wrong.text("label[for=seats]"), "Seats");
    assert_eq!(wrong.descriptions("#seats"), ["In all.", "Write a whole number."]);
    assert_eq!(wrong.one("#seats").attr("aria-invalid"), Some("true"));
    assert_eq!(
        wrong.one("#seats").attr("value"),
        Some("1\" 2"),
        "what was typed is kept"
    );
}

#[tokio::test]
async fn every_kind_of_field_has_its_label_and_its_error() {
    let cx = visitor("/").await;
    let messages = || vec![("own".to_owned(), "Wrong.".to_owned())];
    let label = || "Own".to_owned();
    for kind in [
        Kind::Text,
        Kind::Email,
        Kind::Password,
        Kind::Date,
        Kind::Number,
        Kind::Lines,
    ] {
        let field = Markup::of(&cx, |_| {
            view! { <Field name="own" label=label() kind value="\n</textarea><i>" messages=messages()/> }
        });
        assert_eq!(field.text("label[for=own]"), "Own", "{kind:?}");
        assert_eq!(field.descriptions("[name=own]"), ["Wrong."], "{kind:?}");
        assert!(field.all("i").is_empty(), "{kind:?}: {}", field.lines());
        let is_shown = field.lines().contains("/textarea");
        assert_eq!(
            is_shown,
            kind != Kind::Password,
            "a password never comes back: {kind:?}"
        );
    }
    let select = Markup::of(&cx, |_| {
        let options = vec![("a".to_owned(), "A".to_owned()), ("b".to_owned(), "B".to_owned())];
        view! { <SelectField name="own" label=label() options value="b" messages=messages()/> }
    });
    assert_eq!(select.text("label[for=own]"), "Own");
    assert_eq!(select.descriptions("select[name=own]"), ["Wrong."]);
    assert_eq!(select.texts("option"), ["A", "B"]);
    assert_eq!(select.text("option[selected]"), "B");
}

#[tokio::test]
async fn the_summary_leads_to_each_field() {
    let cx = visitor("/").await;
    let summary = Markup::of(&cx, |_| view! { <ErrorSummary messages=wrong()/> });
    let title = summary
        .one("[role=alert]")
        .attr("aria-labelledby")
        .unwrap_or_default();
    assert_eq!(summary.one("h2").attr("id"), Some(title));
    assert_eq!(summary.text("a[href='#seats']"), "Write a whole number.");
    assert_eq!(summary.all("li").len(), 2);
    let nothing = Markup::of(&cx, |_| view! { <ErrorSummary messages=Vec::new()/> });
    assert!(
        nothing
            .all("*")
            .iter()
            .all(|element| element.value().name() == "html")
    );
}
