//! Documents out of frozen data: CSV and JSON.
//!
//! [`Document`] holds a gap report's numbers as they are shown, each rounded once, by [`domain::rounding`]. The page shows the
//! same document, so that page and files cannot differ.

mod audit;
mod csv_file;
mod document;
mod error;
mod package;
mod release;

pub use audit::{AUDIT_COLUMNS, audit_csv};
pub use csv_file::guarded;
pub use document::{Document, DomainLine, Figure, FrameworkLine, GapLine, Heading, TotalLine};
pub use error::{Error, Result};
pub use package::{PackageRow, package_csv};
pub use release::{groups_csv, release_csv};

use domain::assess::gap::ReportValue;
use domain::content::Lang;

/// A gap report as CSV: one table, a line for the whole, for each domain, for each gap, and for
/// each part of the NIST Cybersecurity Framework and of the CIS Controls.
///
/// # Errors
/// The table could not be written.
pub fn to_csv(value: &ReportValue, lang: Lang) -> Result<String> {
    csv_file::write(&Document::new(value, lang))
}

/// A gap report as JSON.
///
/// # Errors
/// The document could not be written.
pub fn to_json(value: &ReportValue, lang: Lang) -> Result<String> {
    Ok(serde_json::to_string_pretty(&Document::new(value, lang))?)
}
