//! The round of the many bodies, and the end: the seal of the audit.

use super::*;

/// One body in so many shows itself by name.
const ONE_NAMED_IN: usize = 10;
/// Entries of the audit that are sealed together.
const SEALED_TOGETHER: u32 = 5_000;

impl Generator<'_> {
    /// A round in which all of them take part, opened, agreed to by two people of each, and closed as any other.
    pub(super) async fn round(&self, bodies: &[NewBody]) -> Result<()> {
        self.clock.set(at(self.today, 6, 8, 0));
        // Of the version with which the demo's bodies, whose reports are copied, have submitted.
        let models = self.runner.env.catalog().models(Lang::default());
        let round = NewRound {
            version: models.last().map(|model| model.version),
            ..NewRound::titled(LARGE_ROUND)
        };
        let round = act!(self.runner, &operator(), open_round(&round))?;
        let every_donor = Recipient::EveryDonor;
        let words = |level| (self.words)(level, &every_donor).to_stored();
        let (named, counted) = (words(Consent::Named)?, words(Consent::AggregateOnly)?);
        let (proposed, confirmed) = (at(self.today, 6, 9, 0).0, at(self.today, 6, 15, 0).0);
        for (start, some) in bodies
            .chunks(500)
            .enumerate()
            .map(|(index, some)| (index * 500, some))
        {
            let consents: Vec<GivenConsent<'_>> = some
                .iter()
                .enumerate()
                .map(|(place, body)| {
                    let (level, words) = if (start + place).is_multiple_of(ONE_NAMED_IN) {
                        (Consent::Named, &named)
                    } else {
                        (Consent::AggregateOnly, &counted)
                    };
                    GivenConsent {
                        id: self.new_id(),
                        round_id: round.id.as_str(),
                        body: (&body.organisation.id, &body.organisation.name),
                        level,
                        text: (CONSENT_TEXT_VERSION, words),
                        people: body.leads.each_ref().map(Lead::as_parts),
                        at: [proposed, confirmed],
                    }
                })
                .collect();
            self.runner
                .store
                .write(async |tx| tx.insert_consents(&consents).await)
                .await?;
        }
        self.clock.set(at(self.today, 5, 17, 0));
        let permit = self.runner.env.permit(&operator(), Instance)?;
        close_round(&self.runner, &permit, &round.slug).await
    }

    pub(super) async fn seal(&self) -> Result<()> {
        self.clock.set(at(self.today, 0, 0, 0));
        let now = self.runner.env.now();
        loop {
            let (sealed, _) = self
                .runner
                .store
                .write(async |tx| tx.seal_audit(now, SEALED_TOGETHER).await)
                .await?;
            if sealed == 0 {
                return Ok(());
            }
        }
    }
}
