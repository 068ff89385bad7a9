//! The cards of a form as they are read.

use super::*;

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn cards_are_read_by_practice() {
    let inputs = read_cards(&pairs(&[
        ("GOV-01-answer", "fully"),
        ("GOV-02-note", "later"),
        ("GOV-01-version", "3"),
        ("GOV-02-keep", "theirs"),
        ("go", "next"),
    ]))
    .unwrap();
    assert_eq!(inputs.len(), 2);
    assert_eq!(
        (
            inputs[0].practice.as_str(),
            inputs[0].answer.as_str(),
            inputs[0].version
        ),
        ("GOV-01", "fully", 3)
    );
    assert_eq!(
        (inputs[1].note.as_str(), inputs[1].keep),
        ("later", Some(Keep::Theirs))
    );
}

#[test]
fn as_many_cards_as_fit_into_a_form_are_read_in_no_time() {
    #[expect(clippy::disallowed_methods, reason = "this is about real time")]
    let now = std::time::Instant::now;
    let names = (0..40_000).map(|number| (format!("{number}-note"), String::new()));
    let (names, started): (Vec<_>, _) = (names.collect(), now());
    assert_eq!(read_cards(&names).unwrap().len(), 40_000);
    // Comparing each with all before takes many times as long.
    assert!((now() - started).as_secs() < 5);
}

#[test]
fn a_form_of_another_page_is_a_bad_request() {
    for pair in [
        ("GOV-01-version", "x"),
        ("GOV-01-keep", "both"),
        ("GOV-01-colour", "red"),
    ] {
        assert_eq!(
            read_cards(&pairs(&[pair])),
            Err(PageError::BadRequest),
            "{pair:?}"
        );
    }
}
