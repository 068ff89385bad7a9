//! The content of this repository is whole.

use std::path::Path;

#[test]
fn the_content_of_this_repository_loads() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let report = catalog::check(&dir);
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    assert_eq!(
        report.new_ids, 0,
        "ids are missing from ids.lock: polder content check --write-lock"
    );
}
