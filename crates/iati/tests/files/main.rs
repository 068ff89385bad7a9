//! Files of our own making, after what publishers do and what somebody might send.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod broken;
mod drafts;
mod good;
mod mutants;
mod remarked;

use iati::{Activity, Broken, Limits, Report, read_where};

/// What stands around activities.
fn file(activities: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n{activities}\n</iati-activities>\n"
    )
}

/// An activity with that in it, in the third line of a [`file`].
fn one(parts: &str) -> String {
    file(&format!(
        "<iati-activity default-currency=\"EUR\"><iati-identifier>XX-1-A</iati-identifier>\n{parts}\n</iati-activity>"
    ))
}

fn everything(file: &[u8]) -> Result<(Vec<Activity>, Report), Broken> {
    read_where(file, &Limits::default(), |_| true)
}

/// The only activity of a file, and what was said of it.
fn alone(file: impl AsRef<[u8]>) -> (Activity, Vec<String>) {
    let (mut activities, report) = everything(file.as_ref()).unwrap();
    assert_eq!(activities.len(), 1);
    (activities.remove(0), said(&report))
}

/// The remarks, each with its line.
fn said(report: &Report) -> Vec<String> {
    let said = report.remarks.iter();
    said.map(|remark| format!("{}: {}", remark.line, remark.what))
        .collect()
}
