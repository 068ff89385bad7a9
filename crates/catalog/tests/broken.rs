//! Every mistake is told with its file, its line and a reason.
//!
//! Long because each mistake that an author can make has its line.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use catalog::Report;
use fixture::*;

/// Changes one text of a file; the problem is expected on the line of the change.
struct Case(&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    // course.toml
    Case(COURSE, "version = 2", "version = two", "not valid TOML"),
    Case(
        COURSE,
        "order = 3",
        "colour = 3",
        "there is no field `colour` here",
    ),
    Case(
        COURSE,
        "pass_mark = 80",
        "pass_mark = \"80\"",
        "found string \"80\" where a whole number is needed",
    ),
    Case(
        COURSE,
        "0192f1c4-0000-7000-8000-000000000001",
        "@@UUID@@",
        "must be a UUID",
    ),
    Case(
        COURSE,
        "0192f1c4-0000-7000-8000-000000000001",
        "0192F1C4-0000-7000-8000-000000000001",
        "lower case",
    ),
    Case(COURSE, "\"The basics\"", "\" \"", "the title is empty"),
    Case(COURSE, "\"it\"", "\"cook\"", "the role `cook` is not known"),
    Case(COURSE, "\"GOV-01\"", "\"GOV-77\"", "no practice `GOV-77`"),
    Case(COURSE, "[\"GOV-01\"]", "[\"GOV-01\", \"GOV-01\"]", "named twice"),
    Case(COURSE, "pass_mark = 80", "pass_mark = 101", "between 1 and 100"),
    Case(
        COURSE,
        "validity_months = 24",
        "validity_months = 0",
        "between 1 and 120",
    ),
    Case(
        COURSE,
        "language = \"en\"",
        "language = \"xx\"",
        "the language `xx` is not known",
    ),
    // module.toml
    Case(MODULE, "title", "titel", "there is no field `titel` here"),
    Case(
        MODULE,
        "0000000002",
        "0000000001",
        "used already at courses/basics/course.toml:1",
    ),
    // front matter
    Case(LESSON, "minutes = 12", "minutes = 61", "between 1 and 60"),
    Case(
        LESSON,
        "\"published\"",
        "\"ready\"",
        "the status `ready` is not known",
    ),
    Case(LESSON, "2026-11-22", "2026-02-30", "is not a date"),
    Case(LESSON, "[\"GOV-01\"]", "[\"GOV-09\"]", "no practice `GOV-09`"),
    Case(LESSON, "\"Check a request\"", "\"\"", "an objective is empty"),
    // text
    Case(
        LESSON,
        "## What to ask\n\nAsk",
        "# What to ask\n\nAsk",
        "begin at ##",
    ),
    Case(LESSON, "### Two ways", "#### Two ways", "skips a level"),
    Case(LESSON, "*right*", "<b>right</b>", "HTML is refused"),
    Case(LESSON, "- Ring", "<div>\n\n- Ring", "HTML is refused"),
    Case(
        LESSON,
        "glossary:phishing",
        "glossary:fishing",
        "no term with the id `fishing`",
    ),
    Case(
        LESSON,
        "lesson:0192f1c4",
        "lesson:1192f1c4",
        "there is no lesson with the id 1192f1c4",
    ),
    Case(
        LESSON,
        "https://www.nist.gov",
        "http://www.nist.gov",
        "is refused",
    ),
    Case(LESSON, "https://www.nist.gov", "javascript:alert", "is refused"),
    Case(
        LESSON,
        "(https://www.nist.gov/?a=1&b=2)",
        "(https://www.nist.gov \"x\")",
        "a title in quotation marks",
    ),
    Case(
        LESSON,
        "[NIST](https://www.nist.gov/?a=1&b=2)",
        "[](https://www.nist.gov)",
        "the link has no text",
    ),
    Case(
        LESSON,
        "![A seal, \"cut\" on one side]",
        "![]",
        "alternative text",
    ),
    Case(LESSON, "media/seal.svg", "media/sael.svg", "no file `sael.svg`"),
    Case(
        LESSON,
        "media/seal.svg",
        "../seal.svg",
        "must lie in the module's directory media/",
    ),
    Case(LESSON, "[^a]\n", "[^z]\n", "footnote [^z] has no text"),
    Case(
        LESSON,
        "[^b]: Another",
        "[^c]: Another",
        "nothing in the text refers to footnote [^c]",
    ),
    Case(LESSON, "> [!WARNING]", "> [!DANGER]", "callouts begin with"),
    Case(
        LESSON,
        "- Ring",
        "- ## Ring",
        "a heading cannot stand inside a list",
    ),
    Case(
        LESSON,
        "## What to ask\n\nAsk",
        "##\n\nAsk",
        "the heading has no text",
    ),
    Case(LESSON, "It looks", "It  \nlooks", "write a backslash there"),
    Case(
        LESSON,
        "It looks",
        "`It\nlooks`",
        "must begin and end on the same line",
    ),
    Case(
        LESSON,
        "Ask what it",
        "    indented\n\nAsk what it",
        "becomes code",
    ),
    Case(
        LESSON,
        "[NIST](https://www.nist.gov/?a=1&b=2)",
        "[x]\n\n[x]: https://x.example\n\n",
        "write the address into the link itself",
    ),
    // quiz
    Case(
        QUIZ,
        "\"Recognise a false message\"",
        "\"Cook\"",
        "“Cook” is no objective",
    ),
    Case(
        QUIZ,
        "kind = \"single\"",
        "kind = \"multiple-choice\"",
        "the kind `multiple-choice` is not known",
    ),
    Case(
        QUIZ,
        "pool = \"checks\"",
        "pool = \"cheques\"",
        "no pool with the name `cheques`",
    ),
    Case(QUIZ, "draw = 1", "draw = 2", "is to draw 2 items but has only 1"),
    Case(QUIZ, "draw = 1", "draw = 0", "draw is 0; it must lie between 1"),
    Case(
        QUIZ,
        "\"Every message wants something.\"",
        "\"\"",
        "the feedback of a choice is empty",
    ),
    Case(
        QUIZ,
        "id = \"b\"",
        "id = \"a\"",
        "two choices of this item have the id `a`",
    ),
    Case(QUIZ, "id = \"b\"", "id = \"B!\"", "the choice id `B!`"),
    Case(
        QUIZ,
        "What does **this** message want?",
        "- one\\n- two",
        "must be one paragraph",
    ),
    Case(
        QUIZ,
        "What does **this** message want?",
        "See <b>this</b>",
        "HTML is refused",
    ),
    Case(
        QUIZ,
        "000000000006",
        "000000000005",
        "used already at courses/basics/01-first/quiz.toml:1",
    ),
    // model
    Case(
        MODEL,
        "tier = \"T3\"",
        "tier = \"T9\"",
        "the tier `T9` is not known",
    ),
    Case(
        MODEL,
        "gate_factor = 1.25",
        "gate_factor = 0.5",
        "between 1 and 10",
    ),
    Case(
        MODEL,
        "slug = \"polder\"",
        "slug = \"dike\"",
        "must be named dike",
    ),
    Case(
        DOMAIN,
        "code = \"GOV\"",
        "code = \"PPL\"",
        "the file's name says GOV",
    ),
    Case(DOMAIN, "T4 = 3", "T4 = 5", "the target for T4 is 5"),
    Case(
        DOMAIN,
        "id = \"GOV-02\"",
        "id = \"PPL-02\"",
        "does not fit this domain",
    ),
    Case(
        DOMAIN,
        "id = \"GOV-02\"",
        "id = \"GOV-01\"",
        "used already at models/polder/01-GOV.toml:7",
    ),
    Case(DOMAIN, "level = 2", "level = 5", "between 1 and 4"),
    Case(DOMAIN, "impact = 4", "impact = 6", "between 1 and 5"),
    Case(DOMAIN, "effort = 1", "effort = 0", "between 1 and 5"),
    Case(DOMAIN, "lead_weeks = 26", "lead_weeks = 261", "between 0 and 260"),
    Case(DOMAIN, "\"e-pollbook\"", "\"e-pollbok\"", "no flag `e-pollbok`"),
    Case(DOMAIN, "GV.RR-01", "GV.RR-05", "not one of the 106 subcategories"),
    Case(DOMAIN, "\"14.1\"", "\"19.1\"", "not a number of a CIS safeguard"),
    Case(
        DOMAIN,
        "evidence = [\"Budget\"]",
        "evidence = [\"\"]",
        "a piece of evidence is empty",
    ),
    // glossary
    Case(
        GLOSSARY,
        "id = \"otp\"",
        "id = \"phishing\"",
        "used already at glossary.toml:2",
    ),
    Case(GLOSSARY, "id = \"otp\"", "id = \"O T P\"", "lower-case letters"),
    Case(
        GLOSSARY,
        "term = \"one-time password\"",
        "term = \"Phishing\"",
        "explained twice",
    ),
];

#[test]
fn a_change_that_breaks_a_file_is_told_on_its_line() {
    for Case(file, from, to, reason) in CASES {
        let fixture = Fixture::new();
        let line = fixture.replace(file, from, to);
        expect(&fixture, file, line, reason);
    }
}

#[track_caller]
fn expect(fixture: &Fixture, file: &str, line: usize, reason: &str) {
    let problems = fixture.problems();
    let found = problems.iter().any(|problem| {
        problem.file.to_str() == Some(file) && problem.line == line && problem.message.contains(reason)
    });
    assert!(
        found,
        "expected {file}:{line}: …{reason}…; found\n{}",
        list(&problems)
    );
}

#[test]
fn the_fixture_itself_is_whole() {
    assert_eq!(list(&Fixture::new().problems()), "");
}

#[test]
fn a_missing_field_is_told_where_its_table_begins() {
    let fixture = Fixture::new();
    fixture.replace(MODULE, "title = \"First things\"\n", "");
    expect(&fixture, MODULE, 1, "the field `title` is missing");

    let fixture = Fixture::new();
    fixture.replace(LESSON, "minutes = 12\n", "");
    expect(&fixture, LESSON, 2, "the field `minutes` is missing");

    let fixture = Fixture::new();
    let line = fixture.replace(DOMAIN, "id = \"GOV-02\"\n", "");
    expect(&fixture, DOMAIN, line - 1, "the field `id` is missing");

    let fixture = Fixture::new();
    let line = fixture.replace(QUIZ, "  feedback = \"Every message wants something.\"\n", "");
    expect(&fixture, QUIZ, line - 4, "the field `feedback` is missing");
}

#[test]
fn an_item_needs_choices_of_which_the_right_number_is_correct() {
    let kind = "kind = \"single\"";
    let fixture = Fixture::new();
    fixture.replace(QUIZ, "correct = true", "correct = false");
    let line = fixture.replace(QUIZ, kind, kind);
    expect(&fixture, QUIZ, line, "exactly one correct choice; this one has 0");

    let fixture = Fixture::new();
    fixture.replace(QUIZ, "correct = false", "correct = true");
    expect(&fixture, QUIZ, line, "exactly one correct choice; this one has 2");

    let fixture = Fixture::new();
    fixture.replace(
        QUIZ,
        "correct = true\n  feedback = \"A channel",
        "correct = false\n  feedback = \"A channel",
    );
    let line = fixture.replace(QUIZ, "kind = \"multiple\"", "kind = \"multiple\"");
    expect(&fixture, QUIZ, line, "at least one correct choice");

    let fixture = Fixture::new();
    let last = "\n  [[items.choices]]\n  id = \"b\"\n  text = \"Reply\"\n  correct = false\n  feedback = \"The forger answers.\"\n";
    fixture.replace(QUIZ, last, "");
    let line = fixture.replace(QUIZ, "000000000007", "000000000007");
    expect(&fixture, QUIZ, line, "at least two choices");
}

#[test]
fn files_that_are_missing_or_do_not_belong_are_told() {
    let fixture = Fixture::new();
    fixture.remove(MODULE);
    expect(&fixture, MODULE, 1, "every module needs this file");

    let fixture = Fixture::new();
    fixture.remove(COURSE);
    expect(&fixture, COURSE, 1, "every course needs this file");

    for (file, reason) in [
        ("courses/basics/notes.txt", "does not belong in a course"),
        ("courses/basics/01-first/Lesson.md", "does not belong in a module"),
        (
            "courses/basics/01-first/03-Upper.md",
            "does not belong in a module",
        ),
        ("courses/basics/01-first/media/film.mp4", "only pictures"),
        (
            "courses/basics/01-first/media/false.png",
            "not that of a .png picture",
        ),
        ("models/polder/GOV.toml", "does not belong in a model"),
        ("po/ar/advanced.po", "no translation of anything"),
        ("courses/stray.toml", "only directories"),
    ] {
        let fixture = Fixture::new();
        fixture.write(file, "x");
        expect(&fixture, file, 1, reason);
    }

    let fixture = Fixture::new();
    fixture.write("courses/Bad_Name/course.toml", fixture.read(COURSE));
    expect(&fixture, "courses/Bad_Name", 1, "cannot name a course");

    let fixture = Fixture::new();
    fixture.write("po/tlh/basics.po", "");
    expect(&fixture, "po/tlh", 1, "named by a language");

    let fixture = Fixture::new();
    fixture.write("courses/basics/01-first/.DS_Store", "x");
    assert_eq!(list(&fixture.problems()), "");
}

#[test]
fn lessons_have_a_number_and_a_name_of_their_own() {
    let fixture = Fixture::new();
    let copy = fixture.read(SECOND).replace("000000000004", "000000000014");
    fixture.write("courses/basics/01-first/02-screens.md", &copy);
    expect(
        &fixture,
        "courses/basics/01-first/02-screens.md",
        1,
        "the same number",
    );

    let fixture = Fixture::new();
    let module = fixture.read(MODULE).replace("000000000002", "000000000012");
    fixture.write("courses/basics/02-second/module.toml", module);
    fixture.write("courses/basics/02-second/01-devices.md", copy);
    expect(
        &fixture,
        "courses/basics/02-second/01-devices.md",
        1,
        "a lesson with the same name",
    );
}

#[test]
fn front_matter_begins_and_ends() {
    let fixture = Fixture::new();
    fixture.replace(SECOND, "+++\nLock", "Lock");
    expect(&fixture, SECOND, 1, "the front matter is not closed");

    let fixture = Fixture::new();
    fixture.replace(SECOND, "+++\n", "---\n");
    expect(&fixture, SECOND, 1, "must begin with its front matter");

    let fixture = Fixture::new();
    fixture.replace(SECOND, "Lock the screen.\n", "");
    expect(&fixture, SECOND, 10, "the lesson has no text");
}

#[test]
fn files_must_be_small_and_utf8() {
    let fixture = Fixture::new();
    fixture.write(SECOND, b"+++\nid = \"\xff\"\n");
    expect(&fixture, SECOND, 2, "not valid UTF-8");

    let fixture = Fixture::new();
    fixture.write(SECOND, vec![b'x'; 1024 * 1024 + 1]);
    expect(&fixture, SECOND, 1, "larger than 1 MiB");
}

#[test]
fn pictures_cannot_do_anything() {
    let fixture = Fixture::new();
    fixture.write(
        PICTURE,
        "<svg viewBox=\"0 0 1 1\">\n<script>alert(1)</script></svg>",
    );
    expect(&fixture, PICTURE, 2, "must not contain scripts");
}

#[test]
fn a_link_to_a_draft_is_refused() {
    let fixture = Fixture::new();
    fixture.replace(SECOND, "\"published\"", "\"draft\"");
    let line = fixture.replace(LESSON, "See [the next", "See [the next");
    expect(&fixture, LESSON, line, "which is still a draft");
}

#[test]
fn broken_translations_are_told() {
    let fixture = Fixture::new();
    fixture.write("po/ar/basics.po", "msgid \"Messages\"\nmsgstr \"رسائل\n");
    expect(&fixture, "po/ar/basics.po", 2, "between quotation marks");

    let fixture = Fixture::new();
    fixture.write("po/ar/basics.po", "msgid \"\"\nmsgstr \"Language: fa\\n\"\n");
    expect(&fixture, "po/ar/basics.po", 2, "the directory says ar");

    let fixture = Fixture::new();
    fixture.write("po/en/basics.po", "");
    expect(&fixture, "po/en/basics.po", 1, "in this language already");

    let source = "A message arrives. It looks *right*.";
    for (translation, reason) in [
        ("<b>تصل رسالة</b>", "HTML is refused"),
        ("تصل [رسالة](http://a.example)", "is refused"),
        ("تصل [رسالة](glossary:none)", "no term with the id `none`"),
        ("تصل رسالة.[^a]", "the source text does not"),
        ("تصل رسالة.\\n\\nوأخرى", "one paragraph"),
    ] {
        let fixture = Fixture::new();
        fixture.write(
            "po/ar/basics.po",
            format!("\nmsgid \"{source}\"\nmsgstr \"{translation}\"\n"),
        );
        expect(&fixture, "po/ar/basics.po", 3, reason);
    }
}

#[test]
fn all_problems_are_told_at_once_and_in_order() {
    let fixture = Fixture::new();
    fixture.replace(COURSE, "pass_mark = 80", "pass_mark = 0");
    fixture.replace(COURSE, "validity_months = 24", "validity_months = 999");
    fixture.replace(LESSON, "minutes = 12", "minutes = 0");
    fixture.replace(LESSON, "*right*", "<i>right</i>");
    fixture.replace(QUIZ, "version = 4", "version = 0");
    fixture.replace(GLOSSARY, "\"A false message.\"", "\"\"");
    let problems = fixture.problems();
    let places: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}:{}", problem.file.display(), problem.line))
        .collect();
    assert_eq!(
        places,
        [
            &format!("{LESSON}:4"),
            &format!("{LESSON}:10"),
            &format!("{QUIZ}:26"),
            &format!("{COURSE}:7"),
            &format!("{COURSE}:8"),
            &format!("{GLOSSARY}:4"),
        ]
        .map(String::as_str),
        "{}",
        list(&problems)
    );
    assert_eq!(
        catalog::check(fixture.dir()),
        Report {
            problems,
            warnings: Vec::new(),
            new_ids: 0,
        }
    );
}

#[test]
fn an_empty_directory_is_a_problem_and_no_panic() {
    let fixture = Fixture::new();
    let nothing = fixture.dir().join("nothing");
    assert!(catalog::Catalog::load(&nothing).is_err());
    std::fs::create_dir(&nothing).unwrap();
    let problems = catalog::Catalog::load(&nothing).unwrap_err();
    assert_eq!(list(&problems), "models:1: there is no maturity model\n");
}
