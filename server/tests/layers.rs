//! The layers of ARCHITECTURE.md, held by what each crate may name. Cargo itself tells what there is, so a new crate that has no
//! place here fails.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every crate of the workspace, with what ships with it: the dependencies of tests and of build scripts are their own affair.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let shipped = package["dependencies"].as_array().unwrap().iter();
            let shipped = shipped.filter(|dependency| dependency["kind"].is_null());
            let names = shipped.map(|dependency| dependency["name"].as_str().unwrap().to_owned());
            (package["name"].as_str().unwrap().to_owned(), names.collect())
        })
        .collect()
}

/// Every crate of this workspace with the others that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("audit-release", &["domain"]),
    ("words", &["domain"]),
    ("store", &["domain"]),
    ("report", &["domain"]),
    ("catalog", &["domain", "words"]),
    ("jobs", &["domain", "store"]),
    ("usecase", &["domain", "catalog", "store"]),
    ("learn", &["domain", "catalog", "store", "usecase"]),
    ("assess", &["domain", "catalog", "store", "usecase"]),
    ("identity", &["domain", "catalog", "store", "usecase"]),
    (
        "insight",
        &["domain", "store", "usecase", "audit-release", "jobs"],
    ),
    (
        "demo",
        &[
            "domain", "catalog", "store", "usecase", "learn", "assess", "identity", "insight",
        ],
    ),
    ("testkit", &["domain", "catalog", "store", "usecase"]),
    (
        "app",
        &[
            "domain", "words", "catalog", "report", "usecase", "learn", "assess", "identity", "insight",
        ],
    ),
    ("frontend", &["app"]),
    (
        "server",
        &[
            "domain", "words", "catalog", "store", "jobs", "usecase", "learn", "assess", "identity",
            "insight", "demo", "app",
        ],
    ),
    ("bench", &[]),
];

#[test]
fn dependencies_point_one_way() {
    let found = dependencies();
    let placed: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let own: BTreeSet<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(own, placed, "each crate has its place in LAYERS");
    for (name, allowed) in LAYERS {
        for other in &found[*name] {
            assert!(
                !placed.contains(other.as_str()) || allowed.contains(&other.as_str()),
                "{name} may not depend on {other}"
            );
        }
    }
}

/// Directly or through another crate of ours.
#[test]
fn what_donors_see_cannot_name_what_reads_answers() {
    let found = dependencies();
    let (mut reached, mut waiting) = (BTreeSet::new(), vec!["insight".to_owned()]);
    while let Some(name) = waiting.pop() {
        let own = found[&name].iter().filter(|other| found.contains_key(*other));
        waiting.extend(own.filter(|other| !reached.contains(*other)).cloned());
        reached.insert(name);
    }
    assert!(
        reached.contains("domain") && !reached.contains("assess"),
        "{reached:?}"
    );
}

#[test]
fn only_the_store_names_sqlx() {
    for (name, names) in dependencies() {
        assert_eq!(names.contains("sqlx"), name == "store", "{name}");
    }
}

#[test]
fn rules_are_free_of_the_outside_world() {
    let outside = ["tokio", "reqwest", "axum", "rand", "leptos", "tower-sessions"];
    for name in &dependencies()["domain"] {
        assert!(
            !outside.contains(&name.as_str()),
            "domain may not depend on {name}"
        );
    }
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            found.push((name, text));
        }
    }
}

#[test]
fn pages_hold_no_sql() {
    let mut found = Vec::new();
    sources(&root().join("app/src"), &mut found);
    assert!(found.len() > 10);
    for (name, text) in found {
        for statement in ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE "] {
            assert!(!text.contains(statement), "{name} holds SQL");
        }
    }
}

/// A file of ours is read at one go.
const MOST_LINES: usize = 400;

/// Those that are longer. The list only gets shorter: a new file has no place in it, and one that was split is taken off.
const LONG: &[&str] = &[
    "app/src/context.rs",
    "app/src/islands/answers.rs",
    "app/src/pages/assess/card.rs",
    "app/src/pages/assess/report.rs",
    "crates/audit-release/src/verify.rs",
    "crates/audit-release/tests/verify.rs",
    "crates/catalog/src/course.rs",
    "crates/catalog/src/markdown.rs",
    "crates/catalog/src/model.rs",
    "crates/catalog/tests/broken.rs",
    "crates/demo/src/bodies.rs",
    "crates/demo/src/lib.rs",
    "crates/domain/src/disclose/release.rs",
    "crates/domain/src/identity/policy.rs",
    "crates/domain/src/text.rs",
    "crates/domain/tests/disclosure/history.rs",
    "crates/domain/tests/disclosure/properties.rs",
    "crates/domain/tests/disclosure/release.rs",
    "crates/domain/tests/disclosure/rows.rs",
    "crates/domain/tests/scoring/examples.rs",
    "crates/identity/src/limits/tests.rs",
    "crates/identity/src/people.rs",
    "crates/identity/src/people/search.rs",
    "crates/identity/src/people/tests.rs",
    "crates/identity/src/personal.rs",
    "crates/store/src/consent.rs",
    "crates/store/src/credential.rs",
    "crates/store/src/round.rs",
    "crates/store/src/testing.rs",
    "crates/store/src/writer.rs",
    "server/src/command/user.rs",
    "server/src/config.rs",
    "server/tests/accounts.rs",
    "server/tests/common/mod.rs",
    "server/tests/frozen.rs",
    "server/tests/insight.rs",
];

#[test]
fn files_stay_short() {
    let mut found = Vec::new();
    for folder in ["app", "bench", "crates", "frontend", "server"] {
        sources(&root().join(folder), &mut found);
    }
    let long: BTreeSet<&str> = found
        .iter()
        .filter(|(_, text)| text.lines().count() > MOST_LINES)
        .map(|(name, _)| name.as_str())
        .collect();
    let known: BTreeSet<&str> = LONG.iter().copied().collect();
    assert_eq!(
        long.difference(&known).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "longer than {MOST_LINES} lines"
    );
    assert_eq!(
        known.difference(&long).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "no longer so long"
    );
}
