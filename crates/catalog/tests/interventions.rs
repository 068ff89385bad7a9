//! Kinds of assistance: what is wrong is told, and what is right is found.
//!
//! Long because each mistake that an author can make has its line.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use std::sync::Arc;

use domain::content::Lang;
use domain::content::intervention::{Checked, Cost, Estimate, Kind, Need, Strength};
use domain::id::InterventionId;
use fixture::*;

const PLAN: &str = "interventions/incident-plan.toml";
const DRILL: &str = "interventions/drill.toml";

fn intervention(title: &str, needs: &str, lifts: &str) -> String {
    let steps = "One more step follows, with words that anybody can read. ".repeat(10);
    format!(
        "title = \"{title}\"
kind = \"advice\"
summary = \"What it is, in short.\"
what = \"\"\"
An adviser comes and asks about [phishing](glossary:phishing). {steps}

1. They write *this*.
2. They try it.
\"\"\"
not = \"It repairs nothing.\"
prerequisites_text = \"Somebody has time.\"
load_text = \"Two people give a week.\"
risks = [\"Nobody reads it.\"]
needs = [{needs}]
weeks = [8, 24]
own_days = 25
in_freeze = true

[cost]
fixed = [2000, 5000]
body = [6000, 20000]
per_polling_place = [10, 25]

[lifts]
{lifts}

[evidence]
strength = \"moderate\"
text = \"Two studies measured the thing. None measured help with it.\"
sources = [
  {{ title = \"A. Author, A Study, 2020\", checked = \"opened\" }},
]

[purposes]
15151 = 60
22040 = 40

[[offers]]
who = \"Help Forum, advice\"
partner = \"HF\"
note = \"Its site.\"
checked = \"reported\"
"
    )
}

fn whole() -> Fixture {
    let fixture = Fixture::new();
    fixture.write(
        "partners.toml",
        "[[partners]]\nname = \"Help Forum\"\nshort = \"HF\"\nkind = \"knowledge\"\nregions = \"world\"\noffers = \"Advice.\"\nhow_to_ask = \"Write to it.\"\nlanguages = \"English\"\nsource = \"Own rule.\"\n",
    );
    // A third practice like the second.
    let domain = fixture.read(DOMAIN);
    let (_, second) = domain.rsplit_once("[[practices]]").unwrap();
    let third = second.replace("GOV-02", "GOV-03");
    fixture.write(DOMAIN, format!("{domain}\n[[practices]]{third}"));
    fixture.write(PLAN, intervention("An incident plan", "", "GOV-01 = 0.6"));
    fixture.write(
        DRILL,
        intervention(
            "A drill",
            "\"GOV-01\", \"incident-plan\"",
            "GOV-02 = 0.4\nGOV-03 = 0.7",
        ),
    );
    fixture
}

/// A change after which the content does not load; the problem is expected on the line of the change.
struct Case(&'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    Case(
        "kind = \"advice\"",
        "kind = \"money\"",
        "the kind `money` is not known",
    ),
    Case("not =", "but =", "there is no field `but` here"),
    Case("\"It repairs nothing.\"", "\"\"", "`not` is empty"),
    Case("\"Nobody reads it.\"", "\" \"", "a risk is empty"),
    Case(
        "glossary:phishing",
        "glossary:fishing",
        "no term with the id `fishing`",
    ),
    Case("2. They try it.", "2. They <b>try</b> it.", "HTML is refused"),
    Case(
        "needs = []",
        "needs = [\"GOV-99\"]",
        "neither a practice of the newest model nor an intervention",
    ),
    Case(
        "needs = []",
        "needs = [\"GOV-02\", \"GOV-02\"]",
        "`GOV-02` is needed twice",
    ),
    Case(
        "needs = []",
        "needs = [\"GOV-01\"]",
        "it needs GOV-01, which it lifts itself",
    ),
    Case("needs = []", "needs = [\"incident-plan\"]", "it needs itself"),
    Case(
        "weeks = [8, 24]",
        "weeks = [24, 8]",
        "the lower end 24 is above the upper end 8",
    ),
    Case(
        "weeks = [8, 24]",
        "weeks = [4, 24]",
        "more than 5 times the lower end 4",
    ),
    Case("weeks = [8, 24]", "weeks = [8]", "weeks needs two numbers"),
    Case(
        "weeks = [8, 24]",
        "weeks = [-8, 24]",
        "must lie between 0 and 260",
    ),
    Case(
        "weeks = [8, 24]",
        "weeks = [\"8\", 24]",
        "where a whole number is needed",
    ),
    Case("own_days = 25", "own_days = 0", "between 1 and 1000"),
    Case("in_freeze = true", "in_freeze = \"yes\"", "found string"),
    Case(
        "fixed = [2000, 5000]",
        "fixed = [2000, 50000]",
        "fixed: the upper end 50000 is more than 5 times",
    ),
    Case(
        "per_polling_place = [10, 25]",
        "per_polling_place = [10, 51]",
        "per_polling_place: the upper end 51",
    ),
    Case("GOV-01 = 0.6", "GOV-77 = 0.6", "no practice `GOV-77`"),
    Case(
        "GOV-01 = 0.6",
        "GOV-01 = 0.8",
        "the lift of GOV-01 is 0.8; it must lie between 0.1 and 0.7",
    ),
    Case("GOV-01 = 0.6", "GOV-01 = 0.05", "between 0.1 and 0.7"),
    Case("GOV-01 = 0.6", "GOV-01 = nan", "between 0.1 and 0.7"),
    Case(
        "strength = \"moderate\"",
        "strength = \"proved\"",
        "the strength `proved` is not known",
    ),
    Case(
        "checked = \"opened\"",
        "checked = \"read\"",
        "the mark `read` is not known",
    ),
    Case(
        "\"A. Author, A Study, 2020\"",
        "\"\"",
        "the title of a source is empty",
    ),
    Case(
        "15151 = 60",
        "15161 = 60",
        "15161 was withdrawn in 2020; 15151 took its place",
    ),
    Case(
        "15151 = 60",
        "15140 = 60",
        "15140 was withdrawn in 2020 and split up",
    ),
    Case(
        "15151 = 60",
        "99999 = 60",
        "the purpose code `99999` is not known; known are 15110",
    ),
    Case("15151 = 60", "15151 = 0", "the percentage is 0"),
    Case(
        "partner = \"HF\"",
        "partner = \"H\"",
        "no partner in partners.toml has the short name `H`",
    ),
    Case(
        "title =",
        "status = \"draft\"\ntitle =",
        "the status `draft` is not known",
    ),
];

#[test]
fn a_change_that_breaks_an_intervention_is_told_on_its_line() {
    for Case(from, to, reason) in CASES {
        let fixture = whole();
        let line = fixture.replace(PLAN, from, to);
        expect(&fixture.problems(), PLAN, line, reason);
    }
}

#[track_caller]
fn expect(problems: &[catalog::Problem], file: &str, line: usize, reason: &str) {
    let found = problems.iter().any(|problem| {
        problem.file.to_str() == Some(file) && problem.line == line && problem.message.contains(reason)
    });
    assert!(
        found,
        "expected {file}:{line}: …{reason}…; found\n{}",
        list(problems)
    );
}

#[test]
fn tables_that_are_wrong_as_a_whole_are_told() {
    let fixture = whole();
    fixture.replace(PLAN, "22040 = 40", "22040 = 30");
    let line = fixture.replace(PLAN, "[purposes]", "[purposes]");
    expect(&fixture.problems(), PLAN, line, "sum to 90; they must sum to 100");

    let fixture = whole();
    let line = fixture.replace(PLAN, "[lifts]\nGOV-01 = 0.6\n", "[lifts]\n");
    expect(&fixture.problems(), PLAN, line, "it lifts no practice");
}

#[test]
fn needs_that_lead_in_a_circle_are_told() {
    let fixture = whole();
    let line = fixture.replace(PLAN, "needs = []", "needs = [\"drill\"]");
    let problems = fixture.problems();
    expect(
        &problems,
        PLAN,
        line,
        "none of drill and incident-plan can come first",
    );
    expect(
        &problems,
        DRILL,
        line,
        "none of drill and incident-plan can come first",
    );

    // Also by way of practices. What only waits for the circle is not blamed.
    let fixture = whole();
    fixture.replace(PLAN, "needs = []", "needs = [\"GOV-03\"]");
    fixture.write(
        "interventions/later.toml",
        intervention("Later", "\"incident-plan\"", "GOV-02 = 0.5"),
    );
    let problems = fixture.problems();
    expect(
        &problems,
        PLAN,
        line,
        "none of drill and incident-plan can come first",
    );
    assert!(!list(&problems).contains("later"), "{}", list(&problems));

    // Another way to the practice opens it.
    fixture.write(
        "interventions/other-way.toml",
        intervention("Another way", "", "GOV-03 = 0.3"),
    );
    assert_eq!(list(&fixture.problems()), "");
}

#[test]
fn what_is_no_longer_offered_cannot_be_needed() {
    let fixture = whole();
    fixture.replace(PLAN, "title =", "status = \"deprecated\"\ntitle =");
    let line = fixture.replace(DRILL, "needs =", "needs =");
    let problems = fixture.problems();
    expect(
        &problems,
        DRILL,
        line,
        "it needs incident-plan, which is no longer offered",
    );
}

#[test]
fn names_of_files_are_ids() {
    for name in ["Plan.toml", "plan.md", "plan_b.toml", "sub/plan.toml"] {
        let fixture = whole();
        fixture.write(&format!("interventions/{name}"), "x");
        let file = format!("interventions/{}", name.split('/').next().unwrap());
        expect(&fixture.problems(), &file, 1, "lower-case letters");
    }

    let fixture = whole();
    catalog::write_lock(fixture.dir()).unwrap();
    assert!(fixture.read(LOCK).contains("intervention incident-plan\n"));
    fixture.remove(DRILL);
    let problems = list(&fixture.problems());
    assert!(
        problems.contains("the intervention drill was published and is gone"),
        "{problems}"
    );
}

/// A change that the program can do without, told by `content check`.
const WANTED: &[Case] = &[
    Case(
        "\"An incident plan\"",
        "\"One two three four five six seven eight nine ten eleven\"",
        "the title has 11 words; at most 10 are wanted",
    ),
    Case(
        "summary = \"",
        "summary = \"a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f ",
        "the summary has 37 words; at most 35 are wanted",
    ),
    Case(
        "checked = \"opened\"",
        "checked = \"reported\"",
        "the evidence is said to be moderate, but no source was opened",
    ),
    Case(
        "GOV-01 = 0.6",
        "GOV-02 = 0.6",
        "it needs GOV-01, which no intervention lifts by 0.3 or more",
    ),
    Case("GOV-01 = 0.6", "GOV-02 = 0.6", "no intervention lifts GOV-01"),
];

#[test]
fn what_is_wanted_is_told_by_the_check_and_does_not_stop_the_program() {
    let told = |fixture: &Fixture| {
        fixture.load();
        let problems = catalog::check(fixture.dir()).problems;
        let of_interventions = |problem: &catalog::Problem| problem.file.starts_with("interventions");
        list(&problems.into_iter().filter(of_interventions).collect::<Vec<_>>())
    };
    assert_eq!(told(&whole()), "");
    for Case(from, to, reason) in WANTED {
        let fixture = whole();
        fixture.replace(PLAN, from, to);
        let told = told(&fixture);
        assert!(told.contains(reason), "expected …{reason}…; found\n{told}");
    }

    let fixture = whole();
    let long = "Words and words and words that say little. ".repeat(20);
    fixture.replace(PLAN, "1. They write", &format!("1. {long}They write"));
    assert!(told(&fixture).contains("words; 80 to 160 are wanted"));

    // An instance without a catalogue of assistance is held to nothing.
    assert_eq!(told(&Fixture::new()), "");
}

#[test]
fn interventions_are_found_in_every_language() {
    let fixture = whole();
    fixture.write(
        "po/ar/interventions.po",
        "msgid \"\"\nmsgstr \"Language: ar\\n\"\n\nmsgid \"A drill\"\nmsgstr \"تمرين\"\n\nmsgid \"They write *this*.\"\nmsgstr \"يكتبون *هذا*.\"\n",
    );
    fixture.write(
        "interventions/old-way.toml",
        intervention("An old way", "", "GOV-01 = 0.2").replacen(
            "title =",
            "status = \"deprecated\"\ntitle =",
            1,
        ),
    );
    let catalog = fixture.load();
    let ids = |lang| -> Vec<&str> {
        let all = catalog.interventions(lang).iter();
        all.map(|one| one.id.as_str()).collect()
    };
    assert_eq!(ids(Lang::En), ["drill", "incident-plan"]);
    assert_eq!(ids(Lang::Ar), ids(Lang::En));

    let drill = catalog.intervention(Lang::Ar, &"drill".into()).unwrap();
    assert_eq!((&*drill.title, drill.title.lang), ("تمرين", Lang::Ar));
    assert_eq!(drill.not.lang, Lang::En);
    assert!(drill.what.0.contains("<em>هذا</em>"), "{}", drill.what.0);
    assert_eq!(drill.translated_percent, 33);
    assert_eq!(
        drill.needs,
        [
            Need::Practice("GOV-01".into()),
            Need::Intervention(InterventionId::new("incident-plan"))
        ]
    );
    // The largest lift first.
    let lifts: Vec<(&str, f64)> = drill
        .lifts
        .iter()
        .map(|lift| (lift.practice.as_str(), lift.share))
        .collect();
    assert_eq!(lifts, [("GOV-03", 0.7), ("GOV-02", 0.4)]);
    assert_eq!(
        (drill.lift(&"GOV-02".into()), drill.lift(&"GOV-01".into())),
        (0.4, 0.0)
    );

    let plan = Arc::clone(catalog.intervention(Lang::En, &"incident-plan".into()).unwrap());
    assert_eq!(plan.kind, Kind::Advice);
    assert_eq!(plan.translated_percent, 100);
    assert_eq!((plan.own_days, plan.in_freeze), (25, true));
    assert_eq!(plan.weeks, Estimate { low: 8, high: 24 });
    assert_eq!(
        plan.cost.for_body(Cost::REFERENCE_POLLING_PLACES),
        Estimate {
            low: 36_000,
            high: 95_000
        }
    );
    assert_eq!(plan.evidence.strength, Strength::Moderate);
    assert_eq!(plan.evidence.sources[0].checked, Checked::Opened);
    let purposes: Vec<(u32, u8)> = plan
        .purposes
        .iter()
        .map(|purpose| (purpose.code.number(), purpose.percent))
        .collect();
    assert_eq!(purposes, [(15151, 60), (22040, 40)]);

    // An offer names the partner by its key, in every language.
    let offer = &drill.offers[0];
    let partner = catalog
        .partners(Lang::Ar)
        .iter()
        .find(|partner| offer.partner.as_ref() == Some(&partner.key));
    assert_eq!(partner.unwrap().name.text, "Help Forum");

    // What was pledged once is found although nobody can choose it any more.
    assert!(
        !catalog
            .intervention(Lang::En, &"old-way".into())
            .unwrap()
            .is_offered
    );
    assert!(catalog.intervention(Lang::En, &"no-such-thing".into()).is_none());

    // Titles of books are not translated.
    let template = catalog.template("interventions").unwrap();
    assert!(template.contains("They try it.") && !template.contains("A Study"));
}
