//! What older versions of the program did not keep, kept once: run at each start, after the tables were brought up to date. What is
//! there already is not touched, so that doing it again changes nothing.

use domain::assess::model::ModelRef;
use domain::content::Lang;
use domain::id::{AssessmentId, OrganisationId, RoundId};
use store::{AssessmentRow, AttemptRow, UnsealedReportRow};

use usecase::{Error, Result, Runner, seal};

/// How much was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Reports of submitted assessments.
    pub reports: usize,
    /// Reports that closed rounds show by name.
    pub named: usize,
    /// Closed rounds, with the names of domains and practices.
    pub rounds: usize,
    /// Attempts at quizzes.
    pub attempts: usize,
    /// What could not be kept; the log says why. Asking for it is an error until its content is back.
    pub failed: usize,
}

/// Keeps the reports of what was submitted, and the questions of attempts that were opened, before these were kept.
///
/// One that cannot be computed, because its version of the model is gone, keeps none of the others from being kept.
///
/// # Errors
/// The database does not answer.
pub async fn keep_what_was_submitted(runner: &Runner) -> Result<Kept> {
    let mut kept = Kept::default();
    for row in runner.store.reader().assessments_without_report().await? {
        let id = row.id.clone();
        kept.count(&id, keep_report(runner, row).await, |kept| &mut kept.reports)?;
    }
    for row in runner.store.reader().unsealed_reports().await? {
        let id = row.assessment_id.clone();
        kept.count(&id, seal_named(runner, row).await, |kept| &mut kept.named)?;
    }
    for (round, id, version) in runner.store.reader().rounds_without_names().await? {
        let model = insight::RoundInfo::model_of(id, version);
        kept.count(round.as_str(), keep_names(runner, &round, &model).await, |kept| {
            &mut kept.rounds
        })?;
    }
    let mut after = String::new();
    loop {
        let rows = runner.store.reader().attempts_without_questions(&after).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        for row in rows {
            let id = row.id.clone();
            kept.count(&id, keep_questions(runner, row).await, |kept| &mut kept.attempts)?;
        }
    }
    for lesson in runner.store.reader().lessons_without_revision().await? {
        if let Some((_, _, found)) = runner.env.catalog().lesson_by_id(Lang::default(), &lesson) {
            runner
                .store
                .write(async |tx| tx.note_revision(&lesson, &found.revision).await)
                .await?;
        }
    }
    for model in runner.env.catalog().models(Lang::default()) {
        let reference = model.reference();
        if let Some(digest) = runner.env.catalog().model_digest(&reference) {
            let version = (&reference.id, i64::from(reference.version));
            runner
                .store
                .write(async |tx| tx.note_model_digest(version, digest).await)
                .await?;
        }
    }
    if kept != Kept::default() {
        tracing::info!(?kept, "what was submitted before is kept as it was");
    }
    Ok(kept)
}

async fn keep_names(runner: &Runner, round: &RoundId, model: &ModelRef) -> Result<()> {
    let (names, sha256) = insight::model_names(&runner.env, model)?;
    runner
        .store
        .write(async |tx| tx.keep_round_names(round, &names, &sha256).await)
        .await?;
    Ok(())
}

async fn keep_report(runner: &Runner, row: AssessmentRow) -> Result<()> {
    let name = &name_of(runner, &row.organisation_id).await?;
    runner
        .store
        .write(async |tx| assess::keep_report(&runner.env, tx, row, name).await)
        .await
}

/// The numbers stay those with which the round was closed; the texts are those of today, since there are no others.
async fn seal_named(runner: &Runner, row: UnsealedReportRow) -> Result<()> {
    let name = &name_of(runner, &row.organisation_id).await?;
    let assessment = AssessmentId::from(row.assessment_id.as_str());
    let reader = &mut runner.store.reader();
    let value = assess::named_value(&runner.env, reader, &assessment, name, &row.report).await?;
    let (json, sha256) = seal(&value)?;
    let body = OrganisationId::from(row.organisation_id);
    runner
        .store
        .write(async |tx| tx.seal_report(&row.round_id.into(), &body, &json, &sha256).await)
        .await?;
    Ok(())
}

async fn keep_questions(runner: &Runner, row: AttemptRow) -> Result<()> {
    let (json, _) = seal(&learn::keep_questions(&runner.env, &row)?)?;
    runner
        .store
        .write(async |tx| tx.keep_questions(&row.id.as_str().into(), &json).await)
        .await?;
    Ok(())
}

impl Kept {
    /// Counts what became of one. A database that does not answer ends it all.
    fn count(&mut self, id: &str, result: Result<()>, field: fn(&mut Self) -> &mut usize) -> Result<()> {
        match result {
            Ok(()) => *field(self) += 1,
            Err(error @ Error::Store(_)) => return Err(error),
            Err(error) => {
                tracing::error!(id, %error, "what was submitted before could not be kept");
                self.failed += 1;
            }
        }
        Ok(())
    }
}

async fn name_of(runner: &Runner, organisation: &str) -> Result<String> {
    let found = runner.store.reader().organisation(&organisation.into()).await?;
    Ok(found.ok_or(Error::NotFound)?.name)
}
