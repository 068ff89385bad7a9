//! The reports of submitted assessments: made once, kept with a digest, and from then on read as they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::content::Lang;
use domain::gap::{ENGINE, GapReport, ReportLesson, ReportTexts, ReportValue, VALUE_FORMAT, gap_report};
use domain::id::{AssessmentId, PracticeId};
use domain::model::ModelRef;
use domain::profile::Profile;
use domain::score::{Answers, Score};
use store::NewSubmittedReport;
use time::Date;

use crate::{AssessmentInfo, Error, Result, Services};
use usecase::{seal, unsealed};

impl Services {
    /// The report of an assessment with these answers, with every text that is shown of it.
    pub(crate) fn report_value(
        &self,
        body: &str,
        info: &AssessmentInfo,
        profile: &Profile,
        answers: &Answers,
        as_of: Date,
    ) -> Result<ReportValue> {
        let model = self.model_of(Lang::default(), info)?;
        let report = gap_report(model, profile, answers, info.scope, as_of);
        let asked = model
            .practices()
            .filter(|practice| info.scope.includes(practice) && profile.in_scope(practice))
            .map(|practice| practice.id.clone())
            .collect();
        self.with_texts(body, info, asked, report)
    }

    /// A report that was computed, with the texts of its version of the model.
    pub(crate) fn with_texts(
        &self,
        body: &str,
        info: &AssessmentInfo,
        asked: BTreeSet<PracticeId>,
        report: GapReport,
    ) -> Result<ReportValue> {
        let model = self.model_of(Lang::default(), info)?;
        let texts = Lang::ALL
            .into_iter()
            .map(|lang| Ok((lang, self.report_texts(lang, info, &report)?)))
            .collect::<Result<_>>()?;
        Ok(ReportValue {
            format: VALUE_FORMAT,
            engine: ENGINE,
            model: model.reference(),
            model_slug: model.slug.clone(),
            body: body.to_owned(),
            submitted_at: info.submitted_at,
            priority: model.priority,
            asked,
            report,
            texts,
        })
    }

    fn report_texts(&self, lang: Lang, info: &AssessmentInfo, report: &GapReport) -> Result<ReportTexts> {
        let model = self.model_of(lang, info)?;
        let mut texts = ReportTexts {
            model: model.title.clone(),
            tier: model
                .tiers
                .iter()
                .find(|text| text.id == report.tier)
                .map(|text| text.title.clone()),
            domains: model
                .domains
                .iter()
                .map(|domain| (domain.code.clone(), domain.title.clone()))
                .collect(),
            practices: BTreeMap::new(),
            lessons: BTreeMap::new(),
        };
        for gap in &report.gaps {
            if let Some(practice) = model.practice(gap.practice.as_str()) {
                texts
                    .practices
                    .insert(gap.practice.clone(), practice.title.clone());
            }
            let lessons: Vec<ReportLesson> = self
                .catalog()
                .lessons_for(lang, &gap.practice)
                .into_iter()
                .map(|(course, lesson)| ReportLesson {
                    id: lesson.id.clone(),
                    course: course.slug.clone(),
                    slug: lesson.slug.clone(),
                    title: lesson.title.clone(),
                })
                .collect();
            if !lessons.is_empty() {
                texts.lessons.insert(gap.practice.clone(), lessons);
            }
        }
        Ok(texts)
    }

    /// The report of a submitted assessment, as it was kept. Whoever calls this has asked the policy.
    pub(crate) async fn stored_report(&self, assessment: &AssessmentId) -> Result<ReportValue> {
        let row = self
            .store()
            .reader()
            .submitted_report(assessment)
            .await?
            .ok_or_else(|| Error::Internal(format!("the report of assessment {assessment} was not kept")))?;
        let value: ReportValue = unsealed("report", assessment.as_str(), &row.report, &row.sha256)?;
        let model = ModelRef {
            id: row.model_id.into(),
            version: u32::try_from(row.model_version).unwrap_or_default(),
        };
        if value.model == model && i64::from(value.engine) == row.engine {
            Ok(value)
        } else {
            Err(Error::Internal(format!(
                "the report of {assessment} is not as it was kept"
            )))
        }
    }
}

/// A report, ready to be kept.
pub(crate) fn sealed(value: &ReportValue) -> Result<NewSubmittedReport> {
    let (report, sha256) = seal(value)?;
    let (score, score_sha256) = seal(&value.report.score)?;
    Ok(NewSubmittedReport {
        model_id: value.model.id.as_str().to_owned(),
        model_version: value.model.version.into(),
        engine: value.engine.into(),
        report,
        sha256,
        score,
        score_sha256,
    })
}

/// Scores that were kept for the closing of rounds.
pub(crate) fn unsealed_score(assessment: &str, json: &str, sha256: &str) -> Result<Score> {
    unsealed("scores", assessment, json, sha256)
}
