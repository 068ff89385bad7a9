//! A version of the model with parts: what it holds, and each mistake with its file, its line and a reason.

#![expect(clippy::unwrap_used, reason = "what fails in a helper fails the test")]

mod fixture;

use domain::assess::model::Rules;
use domain::assess::part::When;
use domain::assess::upgrade::Change;
use domain::content::Lang;
use fixture::*;

/// The fixture with a second version of its model.
fn two_versions() -> Fixture {
    let fixture = Fixture::new();
    fixture.write("models/polder-v1/model.toml", fixture.read(MODEL));
    fixture.write("models/polder-v1/01-GOV.toml", fixture.read(DOMAIN));
    fixture.write(MODEL, include_str!("fixture/model-2.toml"));
    fixture.write(DOMAIN, include_str!("fixture/01-GOV-2.toml"));
    fixture
}

#[test]
fn parts_rules_and_origins_are_read() {
    let catalog = two_versions().load();
    let model = catalog.model(Lang::En);
    assert_eq!((model.version, model.rules), (2, Rules::UpToTarget));
    let practice = model.practice("GOV-01").unwrap();
    let parts = practice.question.parts().unwrap();
    assert_eq!(parts.when, When::AlwaysTrue);
    let read: Vec<_> = parts
        .parts
        .iter()
        .map(|part| (part.id.as_str(), part.is_essential))
        .collect();
    assert_eq!(read, [("a", true), ("b", false), ("c", false)]);
    assert_eq!(practice.sources, ["International IDEA, A Guide, 2019"]);
    let upgrade = model.upgrade.as_ref().unwrap();
    assert_eq!(upgrade.from, 1);
    let change = |id: &str| upgrade.origin(&id.into()).map(|origin| origin.change);
    assert_eq!(change("GOV-01"), Some(Change::Reworded));
    assert_eq!(change("GOV-02"), Some(Change::Fresh));
    assert_eq!(change("GOV-03"), None);
    let old = &catalog.models(Lang::En)[1];
    assert_eq!((old.version, old.rules), (1, Rules::EveryLevel));
    assert!(old.upgrade.is_none());
    // What is said of a part is for translators too.
    let template = catalog.template("model-polder").unwrap();
    assert!(template.contains("The staff know who it is"));
}

/// Changes one text of a file; the problem is expected in that file, on the line of the text.
#[test]
fn every_mistake_is_told_where_it_is() {
    let long = ["word"; 21].join(" ");
    let hard = "\"Institutionalisation necessitates interorganisational responsibility\"";
    let long_part = format!("\"{long}\"");
    let long_title = format!("\"{}\"", ["word"; 13].join(" "));
    let cases: &[(&str, &str, &str, &str)] = &[
        (MODEL, "rules = 2", "rules = 3", "between 1 and 2"),
        (MODEL, "takes_over = 1", "takes_over = 2", "between 1 and 1"),
        (
            MODEL,
            "lead_weight = 0.003",
            "lead_weight = 3.0",
            "between 0 and 1",
        ),
        (
            DOMAIN,
            "\"always-true\"",
            "\"sometimes\"",
            "the time `sometimes` is not known",
        ),
        (DOMAIN, "id = \"b\", text", "id = \"a\", text", "two parts `a`"),
        (
            DOMAIN,
            "id = \"b\", text",
            "id = \"2\", text",
            "one letter from a to z",
        ),
        (
            DOMAIN,
            "\"The staff know who it is\"",
            &long_part,
            "21 words; at most 20",
        ),
        (
            DOMAIN,
            "\"The staff know who it is\"",
            hard,
            "the part reads at grade",
        ),
        (
            DOMAIN,
            "\"The staff know who it is\"",
            "\"\"",
            "the part is empty",
        ),
        (
            DOMAIN,
            "\"One person answers\"",
            &long_title,
            "13 words; at most 12",
        ),
        (
            DOMAIN,
            "\"Somebody must say yes or no.\"",
            hard,
            "the help reads at grade",
        ),
        (
            DOMAIN,
            "\"The line is too small.\"",
            hard,
            "“partly” reads at grade",
        ),
        (
            DOMAIN,
            "\"reworded\"",
            "\"other\"",
            "the change `other` is not known",
        ),
        (
            DOMAIN,
            "change = \"reworded\"",
            "change = \"fresh\"\nquestion = \"Who?\"",
            "has no question of its own",
        ),
        (
            DOMAIN,
            "\"Nobody reads more.\"",
            "\"Nobody reads more.\"\npages = 2",
            "there is no field `pages`",
        ),
    ];
    for (file, from, to, reason) in cases {
        let fixture = two_versions();
        let line = fixture.replace(file, from, to);
        let told = list(&fixture.problems());
        let near = (line..=line + 1).any(|line| {
            told.lines()
                .any(|one| one.starts_with(&format!("{file}:{line}:")) && one.contains(reason))
        });
        assert!(near, "{from} → {to} at {line}:\n{told}");
    }
}

/// Mistakes that show at the practice, at the domain or at the model as a whole.
#[test]
fn what_cannot_hold_together_is_told() {
    let cases: &[(&str, &str, &str, &str)] = &[
        (
            DOMAIN,
            "from = [\"GOV-01\"]\n",
            "",
            "`from` and `change` belong together",
        ),
        (
            DOMAIN,
            "from = [\"GOV-01\"]\nchange = \"reworded\"\n",
            "",
            "version 1 has a practice GOV-01 too",
        ),
        (
            DOMAIN,
            "from = [\"GOV-01\"]\nchange = \"reworded\"",
            "from = [\"GOV-02\"]\nchange = \"reworded\"",
            "comes from itself",
        ),
        (
            DOMAIN,
            "from = [\"GOV-02\"]\nchange = \"fresh\"",
            "from = [\"GOV-09\"]\nchange = \"fresh\"",
            "version 1 has no practice `GOV-09`",
        ),
        (
            DOMAIN,
            "from = [\"GOV-02\"]\nchange = \"fresh\"",
            "from = [\"GOV-01\"]\nchange = \"fresh\"",
            "answers to GOV-02 of version 1 go nowhere",
        ),
        (
            MODEL,
            "takes_over = 1\n",
            "",
            "does not say whose answers it takes over",
        ),
        (
            DOMAIN,
            ", essential = true },\n  { id = \"b\"",
            " },\n  { id = \"b\"",
            "no part is essential",
        ),
        (
            DOMAIN,
            "parts = [{ id = \"a\", text = \"The rules fit on two pages\", essential = true }]",
            "parts = []",
            "it needs one to 4",
        ),
        (
            DOMAIN,
            "when = \"at-milestone\"\n",
            "",
            "the field `when` is missing",
        ),
        (
            DOMAIN,
            "partly = \"The line is too small.\"\n",
            "",
            "the field `partly` is missing",
        ),
        (
            DOMAIN,
            "sources = [\"International IDEA, A Guide, 2019\"]",
            "sources = []",
            "names no source",
        ),
        (
            DOMAIN,
            "\"Council of Europe, A Handbook, 2022\", ",
            "",
            "every source is from the United States",
        ),
        (
            DOMAIN,
            "effort = 1\n",
            "effort = 5\n",
            "take less effort than those of the level before",
        ),
        (
            DOMAIN,
            "id = \"GOV-03\"\nlevel = 2",
            "id = \"GOV-03\"\nlevel = 4",
            "GOV-03 is asked of nobody",
        ),
        (
            DOMAIN,
            "impact = 2\neffort = 2\nlead_weeks = 8",
            "impact = 3\neffort = 2\nlead_weeks = 26",
            "are equally urgent",
        ),
        (
            DOMAIN,
            "applies_when = [\"e-pollbook\"]",
            "applies_when = []",
            "the flag e-pollbook changes nothing",
        ),
        (
            "models/polder-v1/01-GOV.toml",
            "lead_weeks = 2\n",
            "lead_weeks = 2\nparts = []\n",
            "belong to a model with rules = 2",
        ),
        (
            "models/polder-v1/01-GOV.toml",
            "question = \"Who answers?\"\n",
            "",
            "the field `question` is missing",
        ),
    ];
    for (file, from, to, reason) in cases {
        let fixture = two_versions();
        fixture.replace(file, from, to);
        let problems = fixture.problems();
        let told = list(&problems);
        assert!(
            told.lines().any(|line| line.contains(reason)),
            "{from} → {to}:\n{told}"
        );
        assert!(
            problems
                .iter()
                .all(|problem| problem.line > 0 && !problem.file.as_os_str().is_empty()),
            "{told}"
        );
    }
}

#[test]
fn a_quick_scan_stays_quick() {
    let fixture = two_versions();
    let domain = fixture.read(DOMAIN);
    let (_, practice) = domain
        .split_once("[[practices]]\nid = \"GOV-03\"\nlevel = 2")
        .unwrap();
    let more: String = (4..=43)
        .map(|number| {
            // Each as urgent as no other.
            let lead = format!("lead_weeks = {number}");
            format!(
                "\n[[practices]]\nid = \"GOV-{number:02}\"\nlevel = 1{}",
                practice.replace("lead_weeks = 8", &lead)
            )
        })
        .collect();
    fixture.write(DOMAIN, domain + &more);
    let told = list(&fixture.problems());
    assert!(
        told.contains("41 practices are at level 1; at most 40 may be"),
        "{told}"
    );
}

#[test]
fn the_parts_are_in_the_lock() {
    let fixture = two_versions();
    catalog::write_lock(fixture.dir()).unwrap();
    assert!(fixture.read(LOCK).contains("part GOV-01/c\n"));
    fixture.replace(DOMAIN, "id = \"c\"", "id = \"d\"");
    let told = list(&fixture.problems());
    assert!(
        told.contains("the part GOV-01/c was published and is gone"),
        "{told}"
    );
}
