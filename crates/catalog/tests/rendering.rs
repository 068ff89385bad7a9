//! What a lesson looks like as HTML.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::content::Lang;
use fixture::*;

fn body(fixture: &Fixture) -> String {
    fixture
        .load()
        .lesson(Lang::En, "basics", "messages")
        .unwrap()
        .2
        .body
        .0
        .clone()
}

/// The HTML of a text that replaces the fixture's lesson.
fn render(text: &str) -> String {
    let fixture = Fixture::new();
    let lesson = fixture.read(LESSON);
    let front = lesson.find("+++\nA message").unwrap() + 4;
    fixture.write(LESSON, format!("{}{text}", &lesson[..front]));
    body(&fixture)
}

#[test]
fn a_whole_lesson() {
    let html = body(&Fixture::new());
    let expected = include_str!("fixture/01-messages.html");
    assert!(html == expected, "\n{html}");
}

#[test]
fn headings_make_a_table_of_contents() {
    let catalog = Fixture::new().load();
    let (_, _, lesson) = catalog.lesson(Lang::En, "basics", "messages").unwrap();
    let headings: Vec<(&str, &str)> = lesson
        .headings
        .iter()
        .map(|heading| (heading.anchor.as_str(), &*heading.text))
        .collect();
    assert_eq!(
        headings,
        [
            ("s-what-to-ask", "What to ask"),
            ("s-what-to-ask-2", "What to ask")
        ]
    );
}

#[test]
fn markup_of_an_author_stays_text() {
    assert_eq!(
        render("1 < 2 & `<b>` \\<i>\n"),
        "<p>1 &lt; 2 &amp; <code>&lt;b&gt;</code> &lt;i&gt;</p>\n"
    );
}

#[test]
fn lists_keep_their_first_number_and_their_paragraphs() {
    assert_eq!(
        render("3. three\n4. four\n\n   more\n"),
        "<ol start=\"3\">\n<li><p>three</p>\n</li>\n<li><p>four</p>\n<p>more</p>\n</li>\n</ol>\n"
    );
}

#[test]
fn a_line_break_and_a_rule() {
    assert_eq!(
        render("one\\\ntwo\nthree\n\n---\n"),
        "<p>one<br>two three</p>\n<hr>\n"
    );
}

#[test]
fn tables_under_one_heading_have_labels_of_their_own() {
    let table = "| a |\n|---|\n| b |\n\n";
    let html = render(&format!("{table}## Names & \"more\"\n\n{table}{table}"));
    for label in [
        "Table",
        "Names &amp; &quot;more&quot;",
        "Names &amp; &quot;more&quot; (2)",
    ] {
        assert!(
            html.contains(&format!("aria-label=\"{label}\"")),
            "{label}\n{html}"
        );
    }
}

#[test]
fn a_column_without_a_name_is_no_heading() {
    let html = render("| | b |\n|---|---|\n| c | d |\n");
    assert!(
        html.contains("<tr>\n<td></td>\n<th scope=\"col\">b</th>\n</tr>"),
        "{html}"
    );
}

#[test]
fn a_footnote_may_have_more_than_text() {
    let html = render("See.[^x]\n\n[^x]: First.\n\n    - a list\n");
    assert!(
        html.contains("</ul>\n<p><a class=\"footnote-back\" href=\"#fnref-1\""),
        "{html}"
    );
}

#[test]
fn every_callout_has_its_label() {
    for (kind, label) in [
        ("NOTE", "Note"),
        ("TIP", "Tip"),
        ("IMPORTANT", "Important"),
        ("CAUTION", "Caution"),
    ] {
        let html = render(&format!("> [!{kind}]\n> Text.\n"));
        let class = kind.to_lowercase();
        assert_eq!(
            html,
            format!(
                "<aside class=\"callout callout-{class}\" role=\"note\">\n<p class=\"callout-label\">{label}</p>\n<p>Text.</p>\n</aside>\n"
            )
        );
    }
}

#[test]
fn a_prompt_fits_into_a_legend() {
    let catalog = Fixture::new().load();
    let quiz = catalog
        .course(Lang::En, "basics")
        .unwrap()
        .quizzes()
        .next()
        .unwrap();
    assert_eq!(
        quiz.items[0].prompt.0,
        "What does <strong>this</strong> message want?"
    );
}
