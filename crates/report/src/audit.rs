//! Entries of the audit as CSV.

use crate::Result;
use crate::csv_file::table;

/// The columns. Ids and the words under which things are recorded, which are the same in every language, beside the names of today.
pub const AUDIT_COLUMNS: [&str; 11] = [
    "seal",
    "time",
    "actor",
    "actor_name",
    "organisation",
    "organisation_name",
    "action",
    "object_kind",
    "object",
    "object_name",
    "details",
];

/// A table with these lines.
///
/// # Errors
/// The table could not be written.
pub fn audit_csv(lines: impl IntoIterator<Item = [String; AUDIT_COLUMNS.len()]>) -> Result<String> {
    table(AUDIT_COLUMNS, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let mut line = AUDIT_COLUMNS.map(|_| String::new());
        line[3] = "=HYPERLINK(\"x\")".to_owned();
        let file = audit_csv([line]).expect("a table");
        assert!(file.contains(",\"'=HYPERLINK(\"\"x\"\")\","), "{file}");
        assert!(
            file.starts_with("\u{feff}seal,time,actor,") && file.ends_with(",\r\n"),
            "{file}"
        );
    }
}
