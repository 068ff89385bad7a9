//! The layers of ARCHITECTURE.md, held by what each crate may name.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of a crate's dependencies that ship with it; those of its tests are its own affair.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(manifest)).unwrap();
    let mut in_dependencies = false;
    let mut names = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            in_dependencies = line == "[dependencies]";
        } else if in_dependencies && line.starts_with(|first: char| first.is_ascii_lowercase()) {
            names.push(line.split(['.', ' ', '=']).next().unwrap().to_owned());
        }
    }
    assert!(!names.is_empty(), "no dependencies read from {manifest}");
    names
}

/// Every crate of this workspace with the others that it may name.
const LAYERS: [(&str, &[&str]); 14] = [
    ("crates/audit-release", &["domain"]),
    ("crates/words", &["domain"]),
    ("crates/catalog", &["domain", "words"]),
    ("crates/store", &["domain"]),
    ("crates/report", &["domain"]),
    ("crates/jobs", &["domain", "store"]),
    ("crates/usecase", &["domain", "catalog", "store"]),
    ("crates/learn", &["domain", "catalog", "store", "usecase"]),
    ("crates/assess", &["domain", "catalog", "store", "usecase"]),
    ("crates/identity", &["domain", "catalog", "store", "usecase"]),
    (
        "crates/insight",
        &["domain", "catalog", "store", "usecase", "audit-release", "jobs"],
    ),
    (
        "crates/demo",
        &[
            "domain", "catalog", "store", "usecase", "learn", "assess", "identity", "insight",
        ],
    ),
    (
        "app",
        &[
            "domain", "catalog", "report", "usecase", "learn", "assess", "identity", "words", "insight",
        ],
    ),
    (
        "server",
        &[
            "domain", "catalog", "store", "report", "app", "usecase", "learn", "assess", "identity", "words",
            "insight", "demo",
        ],
    ),
];

#[test]
fn dependencies_point_one_way() {
    let own: Vec<&str> = LAYERS
        .iter()
        .map(|(folder, _)| folder.rsplit('/').next().unwrap())
        .collect();
    for (folder, allowed) in LAYERS {
        for name in dependencies(&format!("{folder}/Cargo.toml")) {
            if own.contains(&name.as_str()) {
                assert!(
                    allowed.contains(&name.as_str()),
                    "{folder} may not depend on {name}"
                );
            }
        }
    }
}

#[test]
fn only_the_store_names_sqlx() {
    for (folder, _) in LAYERS {
        let names = dependencies(&format!("{folder}/Cargo.toml"));
        assert_eq!(
            names.contains(&"sqlx".to_owned()),
            folder == "crates/store",
            "{folder}"
        );
    }
}

#[test]
fn rules_are_free_of_the_outside_world() {
    let outside = ["tokio", "reqwest", "axum", "rand", "leptos", "tower-sessions"];
    for name in dependencies("crates/domain/Cargo.toml") {
        assert!(
            !outside.contains(&name.as_str()),
            "domain may not depend on {name}"
        );
    }
}

#[test]
fn pages_hold_no_sql() {
    let mut folders = vec![root().join("app/src")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            read += 1;
            for statement in ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE SET"] {
                assert!(!text.contains(statement), "{} holds SQL", path.display());
            }
        }
    }
    assert!(read > 10);
}
