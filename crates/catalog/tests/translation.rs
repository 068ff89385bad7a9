//! Texts in another language, message by message.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::assess::part::Question;
use domain::content::{Lang, Lesson, Text};
use domain::learn::quiz::{ArtefactKind, Task};
use fixture::*;

/// The fixture's course with these translations, each a message and its translation.
fn translated(messages: &[(&str, &str)]) -> Fixture {
    let fixture = Fixture::new();
    let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let entries = messages.iter().map(|(id, text)| {
        let (flag, text) = text
            .strip_prefix("fuzzy:")
            .map_or(("", *text), |text| ("#, fuzzy\n", text));
        format!("\n{flag}msgid \"{}\"\nmsgstr \"{}\"\n", quote(id), quote(text))
    });
    fixture.write("po/ar/basics.po", entries.collect::<String>());
    fixture
}

fn lesson(fixture: &Fixture) -> Lesson {
    fixture
        .load()
        .lesson(Lang::Ar, "basics", "messages")
        .unwrap()
        .2
        .clone()
}

#[track_caller]
fn contains(html: &str, part: &str) {
    assert!(html.contains(part), "expected {part}\n{html}");
}

#[test]
fn a_paragraph_is_translated_fuzzy_or_missing() {
    let source = "A message arrives. It looks *right*.";
    let html = lesson(&translated(&[(source, "تصل رسالة. تبدو *سليمة*.")]))
        .body
        .0;
    contains(&html, "<p>تصل رسالة. تبدو <em>سليمة</em>.</p>");

    let english = "<p lang=\"en\" dir=\"ltr\">A message arrives. It looks <em>right</em>.</p>";
    contains(
        &lesson(&translated(&[(source, "fuzzy:تصل رسالة.")])).body.0,
        english,
    );
    contains(&lesson(&translated(&[(source, "")])).body.0, english);
    contains(&lesson(&Fixture::new()).body.0, english);
}

#[test]
fn english_pages_mark_nothing() {
    let fixture = translated(&[("Messages", "رسائل")]);
    let catalog = fixture.load();
    let (_, _, lesson) = catalog.lesson(Lang::En, "basics", "messages").unwrap();
    assert!(!lesson.body.0.contains("lang=\""));
    assert_eq!(
        (lesson.title.clone(), lesson.translated_percent),
        (Text::new("Messages", Lang::En), 100)
    );
}

#[test]
fn a_callout_is_marked_as_a_whole_or_labelled_in_the_language() {
    contains(
        &lesson(&Fixture::new()).body.0,
        "<aside class=\"callout callout-warning\" role=\"note\" lang=\"en\" dir=\"ltr\">\n<p class=\"callout-label\">Warning</p>\n<p>Do not answer it.</p>",
    );
    contains(
        &lesson(&translated(&[("Do not answer it.", "لا ترد عليها.")]))
            .body
            .0,
        "<aside class=\"callout callout-warning\" role=\"note\">\n<p class=\"callout-label\">تحذير</p>\n<p>لا ترد عليها.</p>",
    );
}

#[test]
fn a_table_is_translated_cell_by_cell() {
    let html = lesson(&Fixture::new()).body.0;
    contains(
        &html,
        "<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"Two ways\" lang=\"en\" dir=\"ltr\">",
    );
    contains(&html, "<th scope=\"col\">Address</th>");

    let html = lesson(&translated(&[
        ("Address", "العنوان"),
        ("the *office*", "*المكتب*"),
        ("Two ways", "طريقتان"),
    ]))
    .body
    .0;
    contains(
        &html,
        "<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"طريقتان\">",
    );
    contains(&html, "<th scope=\"col\">العنوان</th>");
    contains(
        &html,
        "<th scope=\"col\" class=\"align-center\" lang=\"en\" dir=\"ltr\">Owner</th>",
    );
    contains(&html, "<td class=\"align-center\"><em>المكتب</em></td>");
    // Neither code nor a number has a language; code reads from left to right all the same.
    contains(&html, "<td><code dir=\"ltr\">b.example</code></td>");
    contains(&html, "<td class=\"align-end\">2</td>");
}

#[test]
fn footnotes_keep_their_numbers() {
    let html = lesson(&translated(&[
        (
            "See [the next lesson](lesson:0192f1c4-0000-7000-8000-000000000004) or [NIST](https://www.nist.gov/?a=1&b=2).[^b][^a]",
            "[الدرس التالي](lesson:0192f1c4-0000-7000-8000-000000000004)[^a] أو غيره.[^b]",
        ),
        ("Another source, 2024.", "مصدر آخر، 2024."),
    ]))
    .body
    .0;
    contains(
        &html,
        "<a href=\"/learn/basics/devices\">الدرس التالي</a><sup><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"المصدر 1\">1</a></sup>",
    );
    contains(&html, "<h2 id=\"footnotes\">المصادر</h2>");
    contains(
        &html,
        "<li id=\"fn-1\"><p lang=\"en\" dir=\"ltr\">NIST, \"Phish Scale\", 2023. <a",
    );
    contains(
        &html,
        "<li id=\"fn-2\"><p>مصدر آخر، 2024. <a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"العودة إلى موضع المصدر 2 في النص\">↩</a></p>",
    );
}

#[test]
fn a_lost_footnote_is_a_problem() {
    let source = "Ask what it **wants**, and look at [phishing](glossary:phishing).[^a] The next line belongs to the same paragraph.";
    let problems = list(&translated(&[(source, "اسأل ماذا **تريد**.")]).problems());
    assert_eq!(
        problems,
        "po/ar/basics.po:3: the translation must refer to the same footnotes as the source text: [^a]\n"
    );
}

#[test]
fn a_glossary_link_leads_to_the_same_term() {
    let source = "Ask what it **wants**, and look at [phishing](glossary:phishing).[^a] The next line belongs to the same paragraph.";
    let html = lesson(&translated(&[(
        source,
        "اسأل ماذا **تريد**، وانظر [التصيّد](glossary:phishing).[^a]",
    )]))
    .body
    .0;
    contains(
        &html,
        "<strong>تريد</strong>، وانظر <a class=\"term\" href=\"/glossary#phishing\">التصيّد</a>",
    );
}

#[test]
fn lists_mark_items_but_keep_their_direction() {
    let html = lesson(&translated(&[("Ring the sender.", "1. اتصل بالمرسل.")]))
        .body
        .0;
    contains(
        &html,
        "<ul>\n<li>1. اتصل بالمرسل.</li>\n<li><span lang=\"en\" dir=\"ltr\">Wait ten minutes:</span><ul lang=\"en\" dir=\"ltr\">\n<li>then ask again.</li>",
    );
}

#[test]
fn headings_are_translated_and_their_anchors_are_not() {
    let lesson = lesson(&translated(&[("What to ask", "ماذا تسأل")]));
    contains(&lesson.body.0, "<h2 id=\"s-what-to-ask\">ماذا تسأل</h2>");
    assert_eq!(lesson.headings[0].text, Text::new("ماذا تسأل", Lang::Ar));
}

#[test]
fn the_share_is_counted_in_messages_and_rounded_down() {
    assert_eq!(lesson(&Fixture::new()).translated_percent, 0);
    // The lesson has 19 messages; numbers and code are none.
    let two = [("Address", "العنوان"), ("Owner", "المالك")];
    assert_eq!(lesson(&translated(&two)).translated_percent, 10);
}

#[test]
fn everything_a_person_reads_can_be_translated() {
    let fixture = Fixture::new();
    let catalog = fixture.load();
    let names: Vec<&str> = catalog.templates().collect();
    assert_eq!(names, ["basics", "glossary", "model-polder"]);
    for name in names {
        // A translation that has every message of the template: each with a mark before it, kept out of the header.
        let template = catalog.template(name).unwrap();
        let (header, messages) = template.split_once("\n\n").unwrap();
        let mut po = header
            .replace("Language: ", "Language: ar")
            .replace("#, fuzzy\n", "");
        po.push_str("\n\n");
        for entry in messages.split("\n\n") {
            let id = entry
                .lines()
                .find_map(|line| line.strip_prefix("msgid \""))
                .unwrap();
            po.push_str(&format!(
                "{}\"ع {id}\n\n",
                entry.trim_end().strip_suffix("\"\"").unwrap()
            ));
        }
        fixture.write(&format!("po/ar/{name}.po"), po);
    }
    let catalog = fixture.load();
    let course = catalog.course(Lang::Ar, "basics").unwrap();
    let mut texts = vec![&course.title, &course.summary];
    for module in &course.modules {
        texts.push(&module.title);
        texts.extend(&module.objectives);
        for lesson in &module.lessons {
            texts.push(&lesson.title);
            texts.extend(&lesson.objectives);
            texts.extend(lesson.headings.iter().map(|heading| &heading.text));
            assert_eq!(lesson.translated_percent, 100);
            assert!(!lesson.body.0.contains("lang=\"en\""), "{}", lesson.body.0);
        }
        let quiz = module.quiz.as_ref().unwrap();
        texts.extend([&quiz.title, &quiz.intro]);
        for item in &quiz.items {
            texts.push(&item.objective);
            assert!(item.prompt.0.starts_with('ع'));
            texts.extend(texts_of(&item.task));
        }
    }
    let model = catalog.model(Lang::Ar);
    texts.extend([&model.title, &model.summary]);
    texts.extend(model.flags.iter().flat_map(|flag| [&flag.title, &flag.help]));
    texts.extend(
        model
            .levels
            .iter()
            .flat_map(|level| [&level.title, &level.summary]),
    );
    texts.extend(model.tiers.iter().flat_map(|tier| [&tier.title, &tier.summary]));
    for domain in &model.domains {
        texts.extend([&domain.title, &domain.summary]);
        for practice in &domain.practices {
            texts.extend([&practice.title, &practice.help, &practice.full]);
            texts.extend(match &practice.question {
                Question::Whole(question) => vec![question],
                Question::Parts(parts) => {
                    let parts_of = parts.parts.iter().map(|part| &part.text);
                    parts_of.chain([&parts.partly, &parts.largely]).collect()
                }
            });
            texts.extend(&practice.evidence);
        }
    }
    texts.extend(
        catalog
            .glossary(Lang::Ar)
            .iter()
            .flat_map(|term| [&term.term, &term.definition]),
    );
    for text in texts {
        assert!(text.lang == Lang::Ar && text.starts_with("ع "), "{text:?}");
    }
    let warnings = catalog::check(fixture.dir()).warnings;
    assert!(
        warnings.contains(&"po/ar/basics.po: 60 of 60 messages are translated (100 %)".to_owned()),
        "{warnings:?}"
    );
}

#[test]
fn a_prompt_without_translation_is_marked() {
    let catalog = translated(&[("Which ways are safe?", "ما الطرق *الآمنة*؟")]).load();
    let quiz = catalog
        .course(Lang::Ar, "basics")
        .unwrap()
        .quizzes()
        .next()
        .unwrap();
    assert_eq!(
        quiz.items[0].prompt.0,
        "<span lang=\"en\" dir=\"ltr\">What does <strong>this</strong> message want?</span>"
    );
    assert_eq!(quiz.items[1].prompt.0, "ما الطرق <em>الآمنة</em>؟");
}

#[test]
fn messages_that_no_text_has_any_more_are_counted() {
    let fixture = translated(&[("Messages", "رسائل"), ("Gone", "ذهب")]);
    let warnings = catalog::check(fixture.dir()).warnings;
    assert!(
        warnings.contains(&"po/ar/basics.po: 1 of 60 messages are translated (1 %)".to_owned()),
        "{warnings:?}"
    );
    // The orphan is named, with its place.
    let orphan = "this message belongs to no text any more: “";
    assert!(
        warnings
            .iter()
            .any(|warning| warning.starts_with("po/ar/basics.po:") && warning.contains(orphan)),
        "{warnings:?}"
    );
    // What has no file at all is named too, in each language.
    let missing = "po/ar/glossary.po is not there: none of ";
    assert!(
        warnings.iter().any(|warning| warning.starts_with(missing) && warning.ends_with(" messages is translated (0 %)")),
        "{warnings:?}"
    );
}

/// Every text of a task, but for addresses: they are the same in every language.
fn texts_of(task: &Task) -> Vec<&Text> {
    match task {
        Task::Single { choices } | Task::Multiple { choices } => choices
            .iter()
            .flat_map(|choice| [&choice.text, &choice.feedback])
            .collect(),
        Task::Ordering { entries, feedback } => entries
            .iter()
            .map(|entry| &entry.text)
            .chain([feedback])
            .collect(),
        Task::Matching { pairs, distractors } => pairs
            .iter()
            .flat_map(|pair| [&pair.left, &pair.right, &pair.feedback])
            .chain(distractors.iter().map(|distractor| &distractor.text))
            .collect(),
        Task::Mark { artefact } => {
            let is_address = artefact.kind == ArtefactKind::Address;
            artefact
                .lines
                .iter()
                .flat_map(|line| [Some(&line.text).filter(|_| !is_address), Some(&line.feedback)])
                .flatten()
                .chain([&artefact.title])
                .collect()
        }
    }
}
