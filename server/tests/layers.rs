//! The layers of ARCHITECTURE.md, held by what each crate may name. Cargo itself tells what there is, so a new crate that has no
//! place here fails.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

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
    ("targeting", &["domain"]),
    ("iati", &["domain"]),
    ("words", &["domain"]),
    ("figures", &["domain", "words"]),
    ("store", &["domain"]),
    ("report", &["domain"]),
    ("catalog", &["domain", "words"]),
    ("jobs", &["domain", "store"]),
    ("usecase", &["domain", "catalog", "store"]),
    ("learn", &["domain", "catalog", "store", "usecase"]),
    ("assess", &["domain", "catalog", "store", "usecase"]),
    ("identity", &["domain", "catalog", "store", "usecase"]),
    ("ledger", &["domain", "store", "usecase"]),
    (
        "insight",
        &["domain", "store", "usecase", "audit-release", "jobs", "targeting"],
    ),
    (
        "demo",
        &[
            "domain", "catalog", "store", "usecase", "learn", "assess", "identity", "insight", "ledger",
        ],
    ),
    ("testkit", &["domain", "catalog", "store", "usecase"]),
    // Compiled for the browser too: nothing of the server can come with it.
    ("islands", &[]),
    (
        "app",
        &[
            "domain", "words", "figures", "catalog", "report", "usecase", "learn", "assess", "identity",
            "insight", "ledger", "islands",
        ],
    ),
    ("frontend", &["islands"]),
    (
        "server",
        &[
            "domain", "words", "catalog", "store", "jobs", "usecase", "learn", "assess", "identity",
            "insight", "demo", "app", "iati",
        ],
    ),
    // Inserts rows with the durability that the store has everywhere, to measure saving by; makes packages of help with the catalogue's figures.
    ("bench", &["domain", "catalog", "store", "targeting"]),
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
    let (mut reached, mut waiting) = (BTreeSet::new(), vec!["insight".to_owned(), "ledger".to_owned()]);
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

/// What the rules are written with. A new crate is seen here, and asked whether it computes and does nothing else.
const OF_RULES: [&str; 7] = [
    "serde",
    "serde_json",
    "strum",
    "thiserror",
    "time",
    "unicode-normalization",
    "unicode-segmentation",
];

/// By these, beside the standard library (for which there is clippy.toml), a crate reaches an operating system, a browser or a clock.
const WAYS_OUTSIDE: [&str; 9] = [
    "getrandom",
    "js-sys",
    "libc",
    "mio",
    "rustix",
    "tokio",
    "wasm-bindgen",
    "windows-sys",
    "windows-targets",
];

#[test]
fn rules_are_free_of_the_outside_world() {
    let direct = &dependencies()["domain"];
    assert!(direct.iter().map(String::as_str).eq(OF_RULES), "{direct:?}");
    // What is compiled with them, to the last, with the features that they ask for.
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--package",
            "domain",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--target",
            "all",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).unwrap();
    let all: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(OF_RULES.iter().all(|own| all.contains(own)), "{all:?}");
    for outside in WAYS_OUTSIDE {
        assert!(
            !all.contains(outside),
            "something of domain depends on {outside}: cargo tree -p domain -i {outside}"
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

/// The words with which the first comment of a longer file gives its reason.
const REASON: &str = "Long because ";

#[test]
fn files_stay_short_or_say_why_not() {
    let mut found = Vec::new();
    for folder in ["app", "bench", "crates", "frontend", "server"] {
        sources(&root().join(folder), &mut found);
    }
    assert!(found.len() > 200);
    for (name, text) in found {
        let lines = text.lines().count();
        let first_comment = text.lines().take_while(|line| line.starts_with("//!"));
        let gives_reason = first_comment.into_iter().any(|line| line.contains(REASON));
        if lines > MOST_LINES {
            assert!(
                gives_reason,
                "{name} has {lines} lines and does not begin with its reason"
            );
        } else {
            assert!(!gives_reason, "{name} is no longer so long: its reason can go");
        }
    }
}
