//! A published cell: what is shown of one row in one domain.

use serde::{Deserialize, Serialize};

use super::row::{Row, RowFigure};
use crate::id::DomainCode;

/// The mean share of the named bodies, each of which answered the whole domain. It follows from what is shown of each of them, so
/// it tells nothing of the others, and it is there whether or not others contribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// In hundredths, rounded half up.
    pub hundredths: i64,
    /// Over how many named bodies.
    pub bodies: usize,
}

/// One row in one domain, as published. Only a release makes it, so whatever takes cells shows only what was released.
///
/// The named bodies and the others are kept apart. A band over both would seem safe, as the named ones only blur it; but they are
/// known, so a reader can subtract them, and each threshold then falls somewhere else on the scale of the others.
///
/// There is no way to write one down,
/// ```compile_fail
/// # use domain::disclose::{PublishedCell, Row, RowFigure};
/// fn cell(hidden: RowFigure) -> PublishedCell {
///     PublishedCell { row: Row::All, domain: "GOV".into(), named: None, hidden }
/// }
/// ```
/// nor to read one from a file: that is for [`Published::from_stored`](super::Published::from_stored).
/// ```compile_fail
/// # use domain::disclose::PublishedCell;
/// let cell: PublishedCell = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCell {
    row: Row,
    domain: DomainCode,
    named: Option<Mean>,
    hidden: RowFigure,
}

impl PublishedCell {
    pub(super) fn new(row: Row, domain: DomainCode, named: Option<Mean>, hidden: RowFigure) -> Self {
        Self {
            row,
            domain,
            named,
            hidden,
        }
    }

    /// The row.
    pub fn row(&self) -> &Row {
        &self.row
    }

    /// The domain.
    pub fn domain(&self) -> &DomainCode {
        &self.domain
    }

    /// The mean of the named bodies; nothing if there are none, which is public.
    pub fn named(&self) -> Option<Mean> {
        self.named
    }

    /// What is shown of the bodies in aggregate.
    pub fn hidden(&self) -> RowFigure {
        self.hidden
    }
}
