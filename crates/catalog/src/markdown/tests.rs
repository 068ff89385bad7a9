//! Markdown that nobody wrote by hand.

use super::*;
use proptest::prelude::*;

/// Reads a text that may link to the term `a`, to no lesson, and to no picture.
fn read(text: &str, check: impl Fn(&Document, &Links<'_>)) -> Vec<Found> {
    let links = Links {
        terms: &HashSet::from(["a".to_owned()]),
        lessons: &std::collections::HashMap::new(),
        guides: &HashSet::new(),
        course: "course",
        nearby: &Nearby::default(),
    };
    let (document, found) = document(text, Lang::En, &links);
    check(&document, &links);
    found
}

fn messages(text: &str) -> Vec<String> {
    let messages = std::cell::RefCell::new(Vec::new());
    let found = read(text, |document, _| {
        document.each_unit(&mut |unit| messages.borrow_mut().push(unit.message.clone()));
    });
    assert_eq!(found, []);
    messages.into_inner()
}

#[test]
fn a_message_is_the_text_as_written_on_one_line() {
    assert_eq!(
        messages("One *two*\nthree\\\nfour `a b`."),
        ["One *two* three\\\nfour `a b`."]
    );
    assert_eq!(
        messages("> One\n> *two\n> three*\n>\n> - \\*four\n>   five"),
        ["One *two three*", "\\*four five"]
    );
    assert_eq!(
        messages("| a \\| b | `1` | 2 |\n|---|---|---|\n"),
        ["a | b", "", ""]
    );
    assert_eq!(messages("One\r\ntwo\r\n\r\n## Three #\r\n"), ["One two", "Three"]);
    assert_eq!(
        messages("A link [over\nlines](glossary:a) and [another](\nglossary:a)."),
        ["A link [over lines](glossary:a) and [another]( glossary:a)."]
    );
}

proptest! {
    /// Whatever the text, reading it does not panic; and every message of a text without problems reads back as what it was cut
    /// from, so that an identical translation changes nothing.
    #[test]
    fn messages_read_back(parts in prop::collection::vec(prop::sample::select(vec![
        "word", "Zwei", "ع", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "`", "``", "\\", "\\\n", "  \n", "[", "]", "(", ")", "!",
        "[a](glossary:a)", "[b](https://b.example)", "[^1]", "[^1]: note", "[!NOTE]", "> ", "- ", "1. ", "2024. ", "## ", "### ",
        "| ", "|", "|---|---|\n", "```\n", "---\n", "    ", "<b>", "<", ">", "&amp;", "&", "<https://c.example>", "#", "+", "=", ".", ":",
    ]), 0..24)) {
        let text = parts.concat();
        let differing = std::cell::RefCell::new(Vec::new());
        let found = read(&text, |document, links| {
            let labels: HashSet<&str> = document.footnotes.iter().map(|note| note.label.as_str()).collect();
            document.each_unit(&mut |unit| {
                if !unit.message.is_empty() {
                    let back = inline(&unit.message, Lang::En, &labels, links);
                    if back.as_ref() != Ok(&unit.inlines) {
                        differing.borrow_mut().push((unit.clone(), back));
                    }
                }
            });
        });
        prop_assert!(!found.is_empty() || differing.borrow().is_empty(), "{text:?}: {:?}", differing.borrow());
    }
}
