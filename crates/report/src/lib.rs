//! Documents out of frozen data: CSV and JSON.
//!
//! [`Document`] holds a gap report's numbers as they are shown, each rounded once, by [`domain::rounding`]. The page shows the
//! same document, so that page and files cannot differ.

mod csv_file;
mod document;
mod release;

pub use csv_file::guarded;
pub use document::{Document, DomainLine, Figure, FrameworkLine, GapLine, Heading, TotalLine};
pub use release::{groups_csv, release_csv};

use domain::gap::GapReport;
use domain::model::Model;

/// A gap report as CSV: one table, a line for the whole, for each domain, for each gap, and for
/// each part of the NIST Cybersecurity Framework and of the CIS Controls.
pub fn to_csv(heading: &Heading, report: &GapReport, model: &Model) -> String {
    csv_file::write(&Document::new(heading, report, model))
}

/// A gap report as JSON.
pub fn to_json(heading: &Heading, report: &GapReport, model: &Model) -> String {
    // A document is made of texts and numbers: nothing of it can fail to be written.
    serde_json::to_string_pretty(&Document::new(heading, report, model)).unwrap_or_default()
}
