//! The reports of submitted assessments: made once, kept with a digest, and from then on read as they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::gap::{
    ENGINE, GapReport, ReportLesson, ReportTexts, ReportValue, VALUE_FORMAT, gap_report,
};
use domain::assess::model::ModelRef;
use domain::assess::profile::Profile;
use domain::assess::score::Answers;
use domain::content::Lang;
use domain::id::{AssessmentId, PracticeId};
use store::{NewSubmittedReport, Reader};
use time::Date;

use crate::info::{AssessmentInfo, model_of};
use usecase::{Env, Error, Result, seal, unsealed};

/// The report of an assessment with these answers, with every text that is shown of it.
pub(crate) fn report_value(
    env: &Env,
    body: &str,
    info: &AssessmentInfo,
    profile: &Profile,
    answers: &Answers,
    as_of: Date,
) -> Result<ReportValue> {
    let model = model_of(env, Lang::default(), info)?;
    let report = gap_report(model, profile, answers, info.scope, as_of);
    let asked = profile
        .asked(model, info.scope)
        .map(|practice| practice.id.clone())
        .collect();
    with_texts(env, body, info, asked, report)
}

/// A report that was computed, with the texts of its version of the model.
pub(crate) fn with_texts(
    env: &Env,
    body: &str,
    info: &AssessmentInfo,
    asked: BTreeSet<PracticeId>,
    report: GapReport,
) -> Result<ReportValue> {
    let model = model_of(env, Lang::default(), info)?;
    let texts = Lang::ALL
        .into_iter()
        .map(|lang| Ok((lang, report_texts(env, lang, info, &report)?)))
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

fn report_texts(env: &Env, lang: Lang, info: &AssessmentInfo, report: &GapReport) -> Result<ReportTexts> {
    let model = model_of(env, lang, info)?;
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
        let lessons: Vec<ReportLesson> = env
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

/// The report of a submitted assessment, as it was kept.
pub(crate) async fn stored_report(reader: &mut Reader, assessment: &AssessmentId) -> Result<ReportValue> {
    let row = reader
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
