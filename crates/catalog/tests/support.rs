//! What stands around lessons: self-checks, forms, guides, partners.
//!
//! Long because each mistake that an author can make has its line.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::content::{Lang, PartnerKind};
use fixture::*;

const CHECK: &str = "courses/basics/01-first/01-messages.check.toml";
const FORM: &str = "courses/basics/01-first/forms/call-slip.md";
const GUIDE: &str = "guides/voters.md";
const PARTNERS: &str = "partners.toml";

fn item(number: u32) -> String {
    format!(
        "[[items]]\nid = \"0192f1c4-0000-7000-9000-00000000000{number}\"\nkind = \"single\"\nprompt = \"What does **it** want? ({number})\"\n\n  [[items.choices]]\n  id = \"a\"\n  text = \"A code\"\n  correct = true\n  feedback = \"It asks for one.\"\n\n  [[items.choices]]\n  id = \"b\"\n  text = \"Nothing\"\n  correct = false\n  feedback = \"Everything wants something.\"\n\n"
    )
}

fn check() -> String {
    (1..=3).map(item).collect()
}

const FORM_TEXT: &str = "+++
id = \"0192f1c4-0000-7000-9000-000000000011\"
title = \"Call slip\"
lesson = \"messages\"
+++
Caller: ____________ at ____

| Who | When |
|---|---|
| | |

1. ______________________________
";

const GUIDE_TEXT: &str = "+++
id = \"0192f1c4-0000-7000-9000-000000000021\"
title = \"What you can do\"
summary = \"For voters.\"
reviewed_on = \"2026-11-27\"
+++
Check [phishing](glossary:phishing), then [ask](guide:partners).
";

const PARTNERS_TEXT: &str = "[[partners]]
name = \"Help Forum\"
short = \"HF\"
kind = \"knowledge\"
regions = \"world\"
offers = \"Advice.\"
how_to_ask = \"Write to it.\"
languages = \"English\"
website = \"help.example\"
source = \"Read: its page.\"
last_seen = \"2024\"

[[partners]]
name = \"National team\"
short = \"team\"
kind = \"home\"
regions = \"each country\"
offers = \"First help.\"
how_to_ask = \"Call it.\"
languages = \"national\"
source = \"Own rule.\"
";

fn whole() -> Fixture {
    let fixture = Fixture::new();
    fixture.write(CHECK, check());
    fixture.write(FORM, FORM_TEXT);
    fixture.write(GUIDE, GUIDE_TEXT);
    fixture.write(PARTNERS, PARTNERS_TEXT);
    fixture
}

/// A change after which the content does not load.
struct Case(&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    Case(
        CHECK,
        "kind = \"single\"",
        "kind = \"ordering\"",
        "the kind `ordering` is not known",
    ),
    Case(
        CHECK,
        "kind = \"single\"",
        "kind = \"single\"\nversion = 1",
        "there is no field `version` here",
    ),
    Case(
        CHECK,
        "\"It asks for one.\"",
        "\"\"",
        "the feedback of a choice is empty",
    ),
    Case(
        CHECK,
        "id = \"b\"",
        "id = \"a\"",
        "two choices of this item have the id `a`",
    ),
    Case(CHECK, "id = \"b\"", "id = \"B\"", "the choice id `B`"),
    Case(
        CHECK,
        "9000-000000000002",
        "9000-000000000001",
        "used already at courses/basics/01-first/01-messages.check.toml:2",
    ),
    Case(
        FORM,
        "lesson = \"messages\"",
        "lesson = \"letters\"",
        "the form is orphaned: no lesson of this module is named `letters`",
    ),
    Case(FORM, "Caller: ", "<b>Caller</b>: ", "HTML is refused"),
    Case(
        FORM,
        "title = \"Call slip\"",
        "title = \"\"",
        "the title is empty",
    ),
    Case(FORM, "9000-000000000011", "9000-000000000001", "used already"),
    Case(
        LESSON,
        "A message arrives.",
        "Use the [slip](form:cal-slip).",
        "the module's directory forms/ has no form `cal-slip`",
    ),
    Case(
        LESSON,
        "A message arrives.",
        "Ask [them](guide:voter).",
        "there is no guide named `voter`",
    ),
    Case(
        GUIDE,
        "reviewed_on = \"2026-11-27\"",
        "reviewed_on = \"soon\"",
        "`soon` is not a date",
    ),
    Case(GUIDE, "guide:partners", "media/x.svg", "is refused"),
    Case(
        PARTNERS,
        "kind = \"knowledge\"",
        "kind = \"friend\"",
        "the kind `friend` is not known",
    ),
    Case(
        PARTNERS,
        "\"National team\"",
        "\"Help Forum\"",
        "Help Forum is named twice",
    ),
    Case(
        PARTNERS,
        "\"help.example\"",
        "\"https://help.example/\"",
        "is no website",
    ),
    Case(PARTNERS, "\"Call it.\"", "\"\"", "how_to_ask is empty"),
];

#[test]
fn a_change_that_breaks_a_file_is_told_on_its_line() {
    assert_eq!(list(&whole().problems()), "");
    for Case(file, from, to, reason) in CASES {
        let fixture = whole();
        let line = fixture.replace(file, from, to);
        let problems = fixture.problems();
        let found = problems.iter().any(|problem| {
            let lines = line..=line + 1;
            problem.file.to_str() == Some(file)
                && lines.contains(&problem.line)
                && problem.message.contains(reason)
        });
        assert!(
            found,
            "expected {file}:{line}: …{reason}…; found\n{}",
            list(&problems)
        );
    }
}

#[test]
fn files_that_belong_to_nothing_are_told() {
    for (file, reason) in [
        (
            "courses/basics/01-first/03-nothing.check.toml",
            "the self-check is orphaned",
        ),
        // The right name under another number is somebody's mistake when renumbering.
        (
            "courses/basics/01-first/02-messages.check.toml",
            "the self-check is orphaned",
        ),
        ("courses/basics/01-first/forms/Slip.txt", "only forms"),
        ("guides/notes.txt", "only guides"),
        ("guides/partners.md", "that of the page of partners.toml"),
    ] {
        let fixture = whole();
        fixture.write(file, "");
        let problems = list(&fixture.problems());
        assert!(
            problems.contains(&format!("{file}:1: ")) && problems.contains(reason),
            "{file}\n{problems}"
        );
    }
}

#[test]
fn a_lesson_has_its_self_check_and_its_forms() {
    let fixture = whole();
    fixture.replace(LESSON, "A message arrives.", "Use the [slip](form:call-slip).");
    let catalog = fixture.load();
    let (_, _, lesson) = catalog.lesson(Lang::En, "basics", "messages").unwrap();
    assert!(
        lesson
            .body
            .0
            .contains("<a href=\"/learn/basics/messages/forms/call-slip\">slip</a>")
    );
    assert_eq!(lesson.self_check.len(), 3);
    let first = &lesson.self_check[0];
    assert_eq!(first.prompt.0, "What does <strong>it</strong> want? (1)");
    let correct: Vec<bool> = first.choices.iter().map(|choice| choice.correct).collect();
    assert_eq!(correct, [true, false]);
    let (_, _, other) = catalog.lesson(Lang::En, "basics", "devices").unwrap();
    assert!(other.self_check.is_empty() && other.forms.is_empty());

    let form = lesson.form("call-slip").unwrap();
    let place = |width: &str| {
        format!(
            "<span class=\"blank blank-{width}\"><span class=\"visually-hidden\">to fill in</span></span>"
        )
    };
    assert_eq!(
        form.body.0,
        format!(
            "<p>Caller: {} at {}</p>\n<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"Call slip\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">Who</th>\n<th scope=\"col\">When</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td></td>\n<td></td>\n</tr>\n</tbody>\n</table>\n</section>\n<ol>\n<li><p>{}</p>\n</li>\n</ol>\n",
            place("middle"),
            place("short"),
            place("line"),
        )
    );
}

#[test]
fn a_row_of_columns_without_names_is_not_shown() {
    let fixture = whole();
    fixture.replace(FORM, "| Who | When |", "| | |");
    let catalog = fixture.load();
    let (_, _, lesson) = catalog.lesson(Lang::En, "basics", "messages").unwrap();
    assert!(!lesson.form("call-slip").unwrap().body.0.contains("<thead>"));
}

#[test]
fn an_old_address_of_a_form_leads_on() {
    let fixture = whole();
    catalog::write_lock(fixture.dir()).unwrap();
    fixture.write(
        "courses/basics/01-first/forms/telephone-slip.md",
        fixture.read(FORM),
    );
    fixture.remove(FORM);
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the address /learn/basics/messages/forms/call-slip was published"),
        "{problems}"
    );
    let form = "courses/basics/01-first/forms/telephone-slip.md";
    fixture.replace(form, "lesson = ", "former = [\"call-slip\"]\nlesson = ");
    let catalog = fixture.load();
    assert_eq!(
        catalog.moved("basics/messages/forms/call-slip"),
        Some("basics/messages/forms/telephone-slip")
    );
    // It moves with its lesson, too.
    fixture.write("courses/basics/01-first/01-letters.md", fixture.read(LESSON));
    fixture.remove(LESSON);
    fixture.write(
        "courses/basics/01-first/01-letters.check.toml",
        fixture.read(CHECK),
    );
    fixture.remove(CHECK);
    fixture.replace(
        "courses/basics/01-first/01-letters.md",
        "minutes = 12",
        "minutes = 12\nformer = [\"messages\"]",
    );
    fixture.replace(form, "lesson = \"messages\"", "lesson = \"letters\"");
    let catalog = fixture.load();
    for old in ["call-slip", "telephone-slip"] {
        assert_eq!(
            catalog.moved(&format!("basics/messages/forms/{old}")),
            Some("basics/letters/forms/telephone-slip")
        );
    }
}

#[test]
fn a_guide_keeps_the_name_of_its_file() {
    let fixture = whole();
    catalog::write_lock(fixture.dir()).unwrap();
    fixture.write("guides/citizens.md", fixture.read(GUIDE));
    fixture.remove(GUIDE);
    let problems = list(&fixture.problems());
    let expected = "the address /guides/voters was published and no longer leads to the guide 0192f1c4-0000-7000-9000-000000000021; give its file that name again";
    assert!(problems.contains(expected), "{problems}");
}

#[test]
fn guides_and_partners_are_found_in_every_language() {
    let fixture = whole();
    fixture.write(
        "po/ar/partners.po",
        "msgid \"\"\nmsgstr \"Language: ar\\n\"\n\nmsgid \"Advice.\"\nmsgstr \"مشورة.\"\n",
    );
    let catalog = fixture.load();
    let guide = catalog.guide(Lang::En, "voters").unwrap();
    assert_eq!(
        (&*guide.title, guide.translated_percent),
        ("What you can do", 100)
    );
    assert!(guide.body.0.contains("href=\"/guides/partners\""));
    assert_eq!(catalog.guide(Lang::Ar, "voters").unwrap().translated_percent, 0);
    assert!(catalog.guide(Lang::En, "partners").is_none());

    // The nearest help first, whatever the order of the file.
    let kinds: Vec<PartnerKind> = catalog
        .partners(Lang::En)
        .iter()
        .map(|partner| partner.kind)
        .collect();
    assert_eq!(kinds, [PartnerKind::Home, PartnerKind::Knowledge]);
    let [_, forum] = catalog.partners(Lang::Ar) else {
        panic!("two partners")
    };
    assert_eq!((forum.offers.lang, forum.how_to_ask.lang), (Lang::Ar, Lang::En));
    // A year needs no translation.
    assert_eq!(forum.last_seen.as_ref().unwrap().lang, Lang::Ar);
    assert!(!catalog.template("partners").unwrap().contains("2024"));
    assert!(catalog.template("guides").unwrap().contains("For voters."));
    assert!(
        catalog
            .template("basics")
            .unwrap()
            .contains("Everything wants something.")
    );
}

/// Makes every lesson as the rules want it.
fn complete() -> Fixture {
    let fixture = whole();
    let second: String = check().replace("7000-9000", "7000-9001");
    fixture.write("courses/basics/01-first/02-devices.check.toml", second);
    let end = "\n\n## Three things to do this week\n\n1. One.\n2. Two.\n3. Three.\n";
    fixture.replace(
        SECOND,
        "Lock the screen.\n",
        &format!("![A screen](media/seal.svg){end}"),
    );
    fixture.replace(LESSON, "\n[^a]: NIST", &format!("{end}\n[^a]: NIST"));
    fixture.replace(
        LESSON,
        REVIEWED,
        &format!("{REVIEWED}\nsource_places = [\"ZA\", \"int\"]"),
    );
    fixture
}

const REVIEWED: &str = "reviewed_on = \"2026-11-22\"";

#[test]
fn sources_have_places_and_do_not_come_from_one_country() {
    let report = |fixture: &Fixture| {
        list(&catalog::check(fixture.dir()).problems)
            .trim_end()
            .to_owned()
    };
    let places = |codes: &str| {
        let fixture = complete();
        let line = fixture.replace(LESSON, "[\"ZA\", \"int\"]", codes);
        (fixture, line)
    };

    let (fixture, line) = places("[\"int\"]");
    let told = format!(
        "{LESSON}:{line}: the lesson has 2 footnotes, and source_places names 1: one for each, in their order"
    );
    assert_eq!(report(&fixture), told);
    let (fixture, _) = places("[]");
    assert!(report(&fixture).starts_with(&format!(
        "{LESSON}:1: the lesson has 2 footnotes, and source_places names 0"
    )));
    // The server runs without: only what is no place at all cannot be read.
    assert_eq!(list(&fixture.problems()), "");
    for wrong in ["za", "EU", "England", "INT", ""] {
        let (fixture, line) = places(&format!("[\"ZA\", \"{wrong}\"]"));
        let told =
            format!("{LESSON}:{line}: `{wrong}` is no place of a source: write the two capital letters");
        assert!(report(&fixture).starts_with(&told), "{}", report(&fixture));
        assert!(list(&fixture.problems()).starts_with(&told));
    }

    // Half is not too much, and of two or three sources nothing can be said.
    let of_four = |codes: &str| {
        let fixture = complete();
        fixture.replace(LESSON, "[\"ZA\", \"int\"]", "[\"ZA\", \"ZA\"]");
        let notes = "Lock it.[^c][^d]\n\n[^c]: One.\n\n[^d]: Two.\n\n";
        fixture.replace(SECOND, "![A screen]", &format!("{notes}![A screen]"));
        fixture.replace(SECOND, REVIEWED, &format!("{REVIEWED}\nsource_places = {codes}"));
        fixture
    };
    assert_eq!(report(&places("[\"ZA\", \"ZA\"]").0), "");
    assert_eq!(report(&of_four("[\"GH\", \"KE\"]")), "");
    let told = "courses/basics/course.toml:1: 3 of the 4 sources of the course come from ZA, and at most half may come from one country";
    assert_eq!(report(&of_four("[\"ZA\", \"int\"]")), told);
    // Organisations of several countries are no country.
    let fixture = of_four("[\"int\", \"int\"]");
    fixture.replace(LESSON, "[\"ZA\", \"ZA\"]", "[\"int\", \"ZA\"]");
    assert_eq!(report(&fixture), "");
    // A lesson that is not offered counts for nothing.
    let fixture = of_four("[\"ZA\", \"int\"]");
    fixture.replace(LESSON, "\"published\"", "\"draft\"");
    assert_eq!(report(&fixture), "");
}

#[test]
fn what_a_lesson_lacks_is_told_and_the_server_starts_all_the_same() {
    let report = |fixture: &Fixture| list(&catalog::check(fixture.dir()).problems);
    assert_eq!(report(&complete()), "");
    let told = |fixture: &Fixture, expected: &str| {
        let problems = report(fixture);
        assert!(
            problems.contains(expected),
            "expected {expected}; found\n{problems}"
        );
        assert_eq!(list(&fixture.problems()), "");
    };

    let fixture = complete();
    fixture.remove(CHECK);
    told(
        &fixture,
        &format!(
            "{LESSON}:1: the lesson has no self-check: write one of 3 items into 01-messages.check.toml"
        ),
    );

    let fixture = complete();
    fixture.write(CHECK, item(1) + &item(2));
    told(
        &fixture,
        &format!("{CHECK}:1: a self-check has 3 items; this one has 2"),
    );

    let fixture = complete();
    fixture.replace(SECOND, "![A screen](media/seal.svg)", "A screen.");
    told(&fixture, &format!("{SECOND}:1: the lesson has no figure"));

    let fixture = complete();
    let line = fixture.replace(LESSON, "## Three things to do this week", "## Three things to do");
    told(
        &fixture,
        &format!("{LESSON}:1: the lesson does not end with “## Three things to do this week”"),
    );

    let fixture = complete();
    fixture.replace(LESSON, "3. Three.\n", "");
    told(
        &fixture,
        &format!("{LESSON}:{line}: under “Three things to do this week” stands nothing but a list"),
    );

    // A draft may lack everything.
    let fixture = complete();
    fixture.remove(CHECK);
    fixture.replace(LESSON, "\"published\"", "\"draft\"");
    assert_eq!(report(&fixture), "");
}
