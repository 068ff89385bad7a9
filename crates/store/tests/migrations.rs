//! Both databases get the same tables: their migrations are the same statements in files of the same names.

use std::collections::BTreeMap;
use std::path::Path;

/// What each database says in words of its own. Tests of what these do run on both.
const OWN_WORDS: [&str; 1] = ["0008_append_only.sql"];

/// The migrations of a database by their names, without the lines that say something about that database alone.
fn migrations(database: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(database);
    std::fs::read_dir(folder)
        .expect("a folder of migrations")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a text");
            if OWN_WORDS.contains(&name.as_str()) {
                return (name, String::new());
            }
            let statements = text.lines().filter(|line| !line.starts_with("--"));
            (name, statements.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    let sqlite = migrations("sqlite");
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, migrations("postgres"));
}
