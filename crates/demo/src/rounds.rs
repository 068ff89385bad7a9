//! The rounds of the demonstration: what each body answers, submits and agrees to, and what it has open today.

use super::*;

impl Demo<'_> {
    pub(super) async fn round(&self, casts: &[Cast], index: usize, title: &str, days: Days) -> Result<()> {
        self.set(days.opened, 9, 0);
        let model = self.first_version()?;
        let first = NewRound {
            version: Some(model.version),
            ..NewRound::titled(title)
        };
        let round = act!(self.runner, &operator(), open_round(&first))?;
        for (place, cast) in casts.iter().enumerate() {
            // Not everybody on the same day.
            let spread = place as i64 % 7;
            self.set(days.opened, 10, 0);
            let profile = self.profile(cast.body, days.opened);
            self.save_profile(cast, &profile, index as i64).await?;
            self.set(days.answered - spread, 9, 15);
            let id = act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                start_with(Scope::Full, &model.reference(), None)
            )?;
            let mut changes = answers::answers(cast.body, model, &profile, index == 0);
            if index == 1 && cast.slug == UNFINISHED {
                changes.retain(|change| !["AUD-05", "AUD-07"].contains(&change.practice.as_str()));
            }
            self.answer(cast, &id, &changes).await?;
            self.set(days.submitted - spread, 15, 30);
            let sheet = act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                review_sheet(id.as_str())
            )?;
            let seen = seen_of(&self.runner.env, &sheet)?;
            act!(
                self.runner,
                &cast.lead,
                cast.slug.as_str(),
                submit_assessment(id.as_str(), true, &seen)
            )?;
            let level = cast.body.consent[index];
            if level != Consent::None {
                self.consent(cast, &round.slug, "", level, days).await?;
            }
        }
        if index == 1 {
            let donor = self.store().reader().organisation_by_slug(DONORS[0].0).await?;
            let cast = casts.iter().find(|cast| cast.slug == GRANTS_TO_ONE);
            if let (Some(donor), Some(cast)) = (donor, cast) {
                self.consent(cast, &round.slug, &donor.id, Consent::Named, days)
                    .await?;
            }
        }
        self.set(days.closed, 17, 0);
        let permit = self.runner.env.permit(&operator(), Instance)?;
        close_round(&self.runner, &permit, &round.slug).await
    }

    /// The version of the model with which the closed rounds were held.
    fn first_version(&self) -> Result<&Model> {
        let models = self.runner.env.catalog().models(Lang::default());
        models.last().ok_or(Error::NotFound)
    }

    /// Saves all answers at once and has the lead approve what does not apply.
    async fn answer(&self, cast: &Cast, id: &AssessmentId, changes: &[AnswerChange]) -> Result<()> {
        let now = self.runner.env.now();
        self.store()
            .write(async |tx| tx.save_answers(id, changes, &cast.assessor, now).await)
            .await?;
        let decisions: Vec<NotApplicableDecision> = changes
            .iter()
            .filter(|change| change.answer == Answer::NotApplicable)
            .map(|change| NotApplicableDecision {
                practice: change.practice.to_string(),
                on: 1,
                approve: true,
            })
            .collect();
        let by = account_of(&cast.lead)?;
        self.store()
            .write(async |tx| {
                tx.decide_not_applicable(id, &decisions, Answer::Unknown.as_str(), by, now)
                    .await
            })
            .await?;
        Ok(())
    }

    /// One lead proposes, the other confirms.
    async fn consent(&self, cast: &Cast, round: &str, to: &str, level: Consent, days: Days) -> Result<()> {
        self.set(days.proposed, 11, 0);
        let proposal = NewProposal::parse(round, to, level.as_str())?;
        let words = (self.words)(level, &proposal.recipient);
        act!(
            self.runner,
            &cast.lead,
            &cast.id,
            propose_consent(&proposal, &words)
        )?;
        self.set(days.confirmed, 14, 20);
        let sharing = act!(self.runner, &cast.second, &cast.id, sharing())?;
        let proposals = sharing.rounds.iter().flat_map(|round| &round.proposals);
        for proposal in proposals.filter(|proposal| proposal.state == ProposalState::Waiting) {
            act!(
                self.runner,
                &cast.second,
                &cast.id,
                confirm_consent(&proposal.id, &words)
            )?;
        }
        Ok(())
    }

    /// The own body's third assessment, a good half of it answered, some of it by the lead.
    pub(super) async fn draft(&self, cast: &Cast) -> Result<()> {
        self.set(6, 9, 30);
        let id = act!(
            self.runner,
            &cast.lead,
            cast.slug.as_str(),
            start_assessment(Scope::Full, None)
        )?;
        let model = self.runner.env.catalog().model(Lang::default());
        let profile = self.profile(cast.body, 0);
        let changes = answers::answers(cast.body, model, &profile, false);
        let of = |domains: &[&str]| -> Vec<AnswerChange> {
            let is_of = |change: &&AnswerChange| {
                domains
                    .iter()
                    .any(|code| change.practice.as_str().starts_with(code))
            };
            changes.iter().filter(is_of).cloned().collect()
        };
        self.set(5, 10, 5);
        let by_assessor = of(&["GOV", "PPL", "ITB", "VRP"]);
        self.store()
            .write(async |tx| {
                tx.save_answers(&id, &by_assessor, &cast.assessor, self.runner.env.now())
                    .await
            })
            .await?;
        self.set(2, 16, 40);
        let mut by_lead = of(&["SUP", "COI"]);
        // One domain in the middle of its questions, as it would be.
        by_lead.extend(of(&["EMS"]).into_iter().take(5));
        let lead = account_of(&cast.lead)?;
        self.store()
            .write(async |tx| tx.save_answers(&id, &by_lead, lead, self.runner.env.now()).await)
            .await?;
        Ok(())
    }
}
