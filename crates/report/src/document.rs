//! A gap report with its numbers as they are shown.

use domain::assess::framework::FrameworkPart;
use domain::assess::gap::{Gap, GapReport, ReportTexts, ReportValue};
use domain::assess::score::DomainScore;
use domain::content::Lang;
use domain::rounding::{percent, two_decimals};
use domain::timestamp::Timestamp;
use serde::{Serialize, Serializer};

/// A number as it is shown: two decimals, rounded once. In JSON it is a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure(String);

impl Figure {
    /// Rounds a score.
    pub fn of(score: f64) -> Self {
        Self(two_decimals(score))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Two decimals always parse, and the shortest digits of what they parse to are the same two decimals.
        let figure = self.0.parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(figure)
    }
}

/// Of whom and of when a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// The body's name.
    pub body: String,
    /// When it was submitted (ISO 8601, UTC); nothing: it is a draft.
    pub submitted_at: Option<String>,
}

/// A gap report with its numbers as they are shown.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// Of whom and of when.
    #[serde(flatten)]
    pub heading: Heading,
    /// `submitted` or `draft`.
    pub status: &'static str,
    /// The day from which weeks are counted.
    pub as_of: String,
    /// The model's name in addresses.
    pub model: String,
    /// The model's version.
    pub model_version: u32,
    /// `quick` or `full`.
    pub scope: &'static str,
    /// T1–T4.
    pub tier: &'static str,
    /// The next election day.
    pub next_election: Option<String>,
    /// Whole weeks to it.
    pub weeks_to_election: Option<i64>,
    /// Weeks before it in which nothing may be changed.
    pub freeze_weeks: u16,
    /// The whole.
    pub total: TotalLine,
    /// The domains, in the model's order.
    pub domains: Vec<DomainLine>,
    /// The gaps, in the order in which to act.
    pub gaps: Vec<GapLine>,
    /// The functions (`GV`) of the NIST Cybersecurity Framework 2.0, each followed by its categories (`GV.OC`).
    pub nist: Vec<FrameworkLine>,
    /// The CIS Controls 8.1, `1` to `18`.
    pub cis: Vec<FrameworkLine>,
}

/// The whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalLine {
    /// 0–4.
    pub average: Option<Figure>,
    /// 0–4.
    pub gated: Option<u8>,
    /// How far the targets are reached.
    pub to_target_percent: Option<i64>,
    /// Practices asked.
    pub in_scope: usize,
    /// Practices answered.
    pub answered: usize,
    /// The same as a share.
    pub answered_percent: i64,
    /// Answers *unknown*.
    pub unknown: usize,
    /// Practices approved as not applicable.
    pub not_applicable: usize,
}

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DomainLine {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// 0–4; nothing: not answered.
    pub average: Option<Figure>,
    /// 0–4.
    pub gated: Option<u8>,
    /// 1–4.
    pub target: u8,
    /// Practices asked.
    pub in_scope: usize,
    /// Practices answered.
    pub answered: usize,
    /// The same as a share.
    pub answered_percent: i64,
    /// Answers *unknown*.
    pub unknown: usize,
    /// Practices approved as not applicable.
    pub not_applicable: usize,
    /// Whether those are more than 20 %.
    pub not_applicable_warning: bool,
    /// How many gaps it has.
    pub gaps: Option<usize>,
    /// The sum of their priorities.
    pub weighted_gap: Option<Figure>,
    /// Its part in the sum over all domains.
    pub share_percent: Option<i64>,
}

/// A gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapLine {
    /// The practice.
    pub practice: String,
    /// Its title.
    pub title: String,
    /// Its domain.
    pub domain: String,
    /// Its level.
    pub level: u8,
    /// The answer's name; nothing: not answered.
    pub answer: Option<&'static str>,
    /// 1 − value.
    pub gap: Figure,
    /// Its priority.
    pub priority: Figure,
    /// The bucket's name.
    pub bucket: &'static str,
    /// Whether it keeps the domain from its next gated level.
    pub gates: bool,
    /// 1–5.
    pub impact: u8,
    /// 1–5.
    pub effort: u8,
    /// Weeks until it works.
    pub lead_weeks: u16,
}

/// A part of another framework, with the applicable practices that serve it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrameworkLine {
    /// Its id.
    pub code: String,
    /// How many subcategories or safeguards it has.
    pub elements: usize,
    /// How many of those the practices serve.
    pub covered: usize,
    /// How many practices serve it.
    pub practices: usize,
    /// How many of those are answered.
    pub answered: usize,
    /// 0–4; nothing: not answered, or no practice serves it.
    pub average: Option<Figure>,
    /// How many gaps they have.
    pub gaps: usize,
    /// The sum of the gaps' priorities.
    pub weighted_gap: Figure,
}

impl Document {
    /// The numbers of a report, rounded, with its texts in a language.
    pub fn new(value: &ReportValue, lang: Lang) -> Self {
        let (report, texts) = (&value.report, value.texts(lang));
        let score = &report.score;
        Self {
            heading: Heading {
                body: value.body.clone(),
                submitted_at: value.submitted_at.map(Timestamp::iso),
            },
            status: if value.submitted_at.is_some() {
                "submitted"
            } else {
                "draft"
            },
            as_of: report.as_of.to_string(),
            model: value.model_slug.clone(),
            model_version: value.model.version,
            scope: report.scope.as_str(),
            tier: report.tier.as_str(),
            next_election: report.next_election.map(|day| day.to_string()),
            weeks_to_election: report.weeks_to_election,
            freeze_weeks: report.freeze_weeks,
            total: TotalLine {
                average: score.average.map(Figure::of),
                gated: score.gated,
                to_target_percent: score.to_target.map(percent),
                in_scope: score.in_scope,
                answered: score.answered,
                answered_percent: percent(score.share_answered()),
                unknown: score.unknown,
                not_applicable: score.not_applicable,
            },
            domains: score
                .domains
                .iter()
                .map(|domain| domain_line(domain, report, texts))
                .collect(),
            gaps: report.gaps.iter().map(|gap| gap_line(gap, texts)).collect(),
            nist: report.frameworks.nist.iter().map(framework_line).collect(),
            cis: report.frameworks.cis.iter().map(framework_line).collect(),
        }
    }

    /// The line of a domain.
    pub fn domain(&self, code: &str) -> Option<&DomainLine> {
        self.domains.iter().find(|line| line.code == code)
    }
}

fn domain_line(domain: &DomainScore, report: &GapReport, texts: Option<&ReportTexts>) -> DomainLine {
    let share = report.share_of(&domain.code);
    let answered = if domain.in_scope == 0 {
        0.0
    } else {
        domain.answered as f64 / domain.in_scope as f64
    };
    DomainLine {
        code: domain.code.as_str().to_owned(),
        title: texts
            .and_then(|texts| texts.domain(domain.code.as_str()))
            .map_or_else(String::new, |title| title.text.clone()),
        average: domain.average.map(Figure::of),
        gated: domain.gated,
        target: domain.target,
        in_scope: domain.in_scope,
        answered: domain.answered,
        answered_percent: percent(answered),
        unknown: domain.unknown,
        not_applicable: domain.not_applicable,
        not_applicable_warning: domain.na_warning,
        gaps: share.map(|share| share.gaps),
        weighted_gap: share.map(|share| Figure::of(share.weighted)),
        share_percent: share.map(|share| percent(share.share)),
    }
}

fn gap_line(gap: &Gap, texts: Option<&ReportTexts>) -> GapLine {
    GapLine {
        practice: gap.practice.as_str().to_owned(),
        title: texts
            .and_then(|texts| texts.practice(gap.practice.as_str()))
            .map_or_else(String::new, |title| title.text.clone()),
        domain: gap.domain.as_str().to_owned(),
        level: gap.level,
        answer: gap.answer.map(domain::assess::answer::Answer::as_str),
        gap: Figure::of(gap.gap),
        priority: Figure::of(gap.priority),
        bucket: gap.bucket.as_str(),
        gates: gap.gates,
        impact: gap.impact,
        effort: gap.effort,
        lead_weeks: gap.lead_weeks,
    }
}

fn framework_line(part: &FrameworkPart) -> FrameworkLine {
    FrameworkLine {
        code: part.code.clone(),
        elements: part.elements,
        covered: part.covered,
        practices: part.practices,
        answered: part.answered,
        average: part.average.map(Figure::of),
        gaps: part.gaps,
        weighted_gap: Figure::of(part.weighted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_no_number_is_an_error_and_not_nought() {
        assert_eq!(serde_json::to_string(&Figure::of(2.5)).unwrap(), "2.5");
        assert!(serde_json::to_string(&Figure("x".to_owned())).is_err());
    }
}
