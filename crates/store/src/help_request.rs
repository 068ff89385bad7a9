//! Requests for help on one gap: who sees them until when, and what two people made of them.

mod row;

use domain::id::{AccountId, AssessmentId, HelpRequestId, OrganisationId, PracticeId};
use domain::ledger::RequestState;
use domain::timestamp::Timestamp;

use crate::consent::{ROLES, acting, carried};
use crate::tx::statement;
use crate::{ConsentRoles, Error, Reader, Result, Tx};

pub use row::{
    HelpConfirmed, HelpFilter, HelpProposed, HelpRequestRow, HelperRow, KeptReportRow, NewHelpRequest,
    SeenHelpRequestRow,
};

const INSERT: &str = "INSERT INTO help_request (id, organisation_id, assessment_id, model_id, model_version, practice_id, wanted,
        to_all, content, sha256, text_version, ends_at, state, proposed_by, proposed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'proposed', $13, $14)";
const ADDRESS: &str = "INSERT INTO help_request_recipient (request_id, organisation_id) VALUES ($1, $2)";
/// Of a practice that a body asks for already.
const STANDS: &str = "SELECT id FROM help_request
    WHERE organisation_id = $1 AND practice_id = $2 AND (state = 'proposed' OR state = 'open')";
/// What stands in the way of a new request, and no longer stands for anything: its end is over.
const OVER: &str = "UPDATE help_request SET state = 'withdrawn', ended_at = $3
    WHERE organisation_id = $1 AND practice_id = $2 AND (state = 'proposed' OR state = 'open') AND ends_at <= $3";
const TO_CONFIRM: &str = "SELECT proposed_by, proposed_at FROM help_request
    WHERE id = $1 AND organisation_id = $2 AND state = 'proposed'";
const CONFIRM: &str = "UPDATE help_request SET state = 'open', confirmed_by = $3, confirmed_at = $4
    WHERE id = $1 AND organisation_id = $2 AND state = 'proposed' AND proposed_by <> $3 RETURNING id";
const END: &str = "UPDATE help_request SET state = $4, ended_by = $5, ended_at = $6
    WHERE id = $1 AND organisation_id = $2 AND state = $3 RETURNING id";
const MOVE: &str = "UPDATE help_request SET state = $3 WHERE id = $1 AND state = $2 RETURNING id";
/// Keeps a request as it is until the transaction ends, if it is open.
const HOLD: &str =
    "UPDATE help_request SET state = state WHERE id = $1 AND state = 'open' AND ends_at > $2 RETURNING id";

/// The columns of a body's request. The roles come as ` one two `.
macro_rules! own {
    ($of:literal) => {
        concat!(
            "SELECT r.id, r.organisation_id, r.assessment_id, r.model_id, r.model_version, r.practice_id, r.wanted, r.to_all,
                r.content, r.sha256, r.text_version, r.ends_at, r.state, r.proposed_by, p.name AS proposer_name, r.proposed_at,
                c.name AS confirmer_name, r.confirmed_at, r.ended_at,
                EXISTS (SELECT 1 FROM membership m WHERE m.account_id = r.proposed_by
                    AND m.organisation_id = r.organisation_id AND m.created_at <= r.proposed_at
                    AND $1 LIKE '% ' || m.role || ' %') AS is_carried,
                (SELECT COUNT(*) FROM help_offer o WHERE o.request_id = r.id AND o.state = 'made') AS offers,
                (SELECT o.state FROM help_offer o WHERE o.request_id = r.id
                    AND o.state IN ('accepted', 'delivered', 'missing', 'confirmed', 'closed')) AS pledge
            FROM help_request r JOIN account p ON p.id = r.proposed_by LEFT JOIN account c ON c.id = r.confirmed_by WHERE ",
            $of
        )
    };
}
const OF_BODY: &str = own!(
    "r.organisation_id = $2 AND (r.proposed_at < $3 OR (r.proposed_at = $3 AND r.id < $4))
        ORDER BY r.proposed_at DESC, r.id DESC LIMIT $5"
);
const ONE_OF_BODY: &str = own!("r.organisation_id = $2 AND r.id = $3");

/// The columns of a request as donors and partners see it, who come as ` one two `.
macro_rules! seen {
    ($of:literal) => {
        concat!(
            "SELECT r.id, r.organisation_id, r.wanted, r.content, r.sha256, r.ends_at, r.state,
                COALESCE(r.confirmed_at, 0) AS confirmed_at,
                (r.to_all OR EXISTS (SELECT 1 FROM help_request_recipient q WHERE q.request_id = r.id
                    AND $1 LIKE '% ' || q.organisation_id || ' %')) AS is_addressed
            FROM help_request r WHERE ",
            $of
        )
    };
}
/// Practices and kinds of help come as ` one two `, empty: all.
const OPEN: &str = seen!(
    "r.state = 'open' AND r.ends_at > $2
        AND (r.to_all OR EXISTS (SELECT 1 FROM help_request_recipient q WHERE q.request_id = r.id
            AND $1 LIKE '% ' || q.organisation_id || ' %'))
        AND ($3 = '' OR $3 LIKE '% ' || r.practice_id || ' %')
        AND ($4 = '' OR r.wanted = '' OR $4 LIKE '% ' || r.wanted || ' %')
        AND (r.confirmed_at < $5 OR (r.confirmed_at = $5 AND r.id < $6))
        ORDER BY r.confirmed_at DESC, r.id DESC LIMIT $7"
);
const ONE_SEEN: &str = seen!("r.id = $2");

const RECIPIENTS: &str = "SELECT o.id, o.name, o.kind FROM help_request_recipient q
    JOIN organisation o ON o.id = q.organisation_id WHERE q.request_id = $1 ORDER BY o.folded, o.id";
const HELPERS: &str = "SELECT id, name, kind FROM organisation WHERE kind = 'donor' OR kind = 'partner'
    ORDER BY folded, id";

/// The columns of a submitted report.
macro_rules! kept {
    ($of:literal) => {
        concat!(
            "SELECT s.assessment_id, s.model_id, s.model_version, s.report, s.sha256
            FROM assessment a JOIN submitted_report s ON s.assessment_id = a.id
            WHERE a.organisation_id = $1 AND a.submitted_at IS NOT NULL",
            $of,
            " ORDER BY a.submitted_at DESC, a.id DESC LIMIT 1"
        )
    };
}
const NEWEST: &str = kept!("");
const LATER: &str = kept!(" AND a.model_id = $2 AND a.model_version = $3 AND a.submitted_at >= $4");
const NEWEST_ID: &str = "SELECT a.id FROM assessment a JOIN submitted_report s ON s.assessment_id = a.id
    WHERE a.organisation_id = $1 AND a.submitted_at IS NOT NULL ORDER BY a.submitted_at DESC, a.id DESC LIMIT 1";

/// As ` one two `, for `LIKE`.
pub(crate) fn spaced<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut spaced = String::from(" ");
    for name in names {
        spaced.push_str(name);
        spaced.push(' ');
    }
    spaced
}

impl Reader {
    /// The report that a body submitted last, of whatever scope.
    pub async fn newest_report(&mut self, body: &OrganisationId) -> Result<Option<KeptReportRow>> {
        Ok(statement!(self, db => sqlx::query_as(NEWEST).bind(body.as_str()).fetch_optional(db).await)?)
    }

    /// The assessment of that report.
    pub async fn newest_report_id(&mut self, body: &OrganisationId) -> Result<Option<AssessmentId>> {
        let id: Option<String> = statement!(self, db => sqlx::query_scalar(NEWEST_ID).bind(body.as_str()).fetch_optional(db).await)?;
        Ok(id.map(AssessmentId::from))
    }

    /// The report with that version of the model that a body submitted last, at a moment or later.
    pub async fn report_since(
        &mut self,
        body: &OrganisationId,
        (model, version): (&str, i64),
        since: Timestamp,
    ) -> Result<Option<KeptReportRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(LATER).bind(body.as_str()).bind(model).bind(version).bind(since.0)
            .fetch_optional(db).await)?,
        )
    }

    /// A body's requests, the newest first: what follows on the one proposed then with that id, at most so many.
    pub async fn help_requests_of_body(
        &mut self,
        body: &OrganisationId,
        roles: ConsentRoles<'_>,
        (at, id): (i64, &str),
        most: u32,
    ) -> Result<Vec<HelpRequestRow>> {
        let propose = spaced(roles.propose.iter().copied());
        Ok(
            statement!(self, db => sqlx::query_as(OF_BODY).bind(&propose).bind(body.as_str()).bind(at).bind(id)
            .bind(i64::from(most)).fetch_all(db).await)?,
        )
    }

    /// One of a body's requests.
    pub async fn help_request_of_body(
        &mut self,
        body: &OrganisationId,
        roles: ConsentRoles<'_>,
        id: &HelpRequestId,
    ) -> Result<Option<HelpRequestRow>> {
        let propose = spaced(roles.propose.iter().copied());
        Ok(
            statement!(self, db => sqlx::query_as(ONE_OF_BODY).bind(&propose).bind(body.as_str()).bind(id.as_str())
            .fetch_optional(db).await)?,
        )
    }

    /// The request that stands on a practice of a body: proposed or open, over or not.
    pub async fn standing_help_request(
        &mut self,
        body: &OrganisationId,
        practice: &PracticeId,
    ) -> Result<Option<HelpRequestId>> {
        let id: Option<String> = statement!(self, db => sqlx::query_scalar(STANDS).bind(body.as_str())
            .bind(practice.as_str()).fetch_optional(db).await)?;
        Ok(id.map(HelpRequestId::from))
    }

    /// The donors and partners that a request names.
    pub async fn help_recipients(&mut self, id: &HelpRequestId) -> Result<Vec<HelperRow>> {
        Ok(statement!(self, db => sqlx::query_as(RECIPIENTS).bind(id.as_str()).fetch_all(db).await)?)
    }

    /// Every donor and partner of the instance.
    pub async fn helpers(&mut self) -> Result<Vec<HelperRow>> {
        Ok(statement!(self, db => sqlx::query_as(HELPERS).fetch_all(db).await)?)
    }

    /// The open requests that these donors and partners see.
    pub async fn open_help_requests(
        &mut self,
        filter: &HelpFilter,
        now: Timestamp,
    ) -> Result<Vec<SeenHelpRequestRow>> {
        let helpers = spaced(filter.helpers.iter().map(OrganisationId::as_str));
        let practices = filter.practices.as_ref();
        let practices = practices.map_or_else(String::new, |own| spaced(own.iter().map(PracticeId::as_str)));
        let wanted = filter.wanted.as_ref();
        let wanted = wanted.map_or_else(String::new, |own| spaced(own.iter().map(String::as_str)));
        let (at, id) = filter.after.clone().unwrap_or((i64::MAX, String::new()));
        Ok(
            statement!(self, db => sqlx::query_as(OPEN).bind(&helpers).bind(now.0).bind(&practices).bind(&wanted)
            .bind(at).bind(&id).bind(i64::from(filter.most)).fetch_all(db).await)?,
        )
    }

    /// A request, and whether it is addressed to one of these donors and partners. Whether they see it is not decided here.
    pub async fn help_request_for(
        &mut self,
        helpers: &[OrganisationId],
        id: &HelpRequestId,
    ) -> Result<Option<SeenHelpRequestRow>> {
        let helpers = spaced(helpers.iter().map(OrganisationId::as_str));
        Ok(
            statement!(self, db => sqlx::query_as(ONE_SEEN).bind(&helpers).bind(id.as_str())
            .fetch_optional(db).await)?,
        )
    }
}

impl Tx {
    /// Keeps a proposal, if the body does not ask for help on this practice already. A request whose end is over gives way.
    pub async fn propose_help_request(
        &mut self,
        request: &NewHelpRequest,
        roles: ConsentRoles<'_>,
    ) -> Result<HelpProposed> {
        match self.keep_help_request(request, roles).await {
            Err(Error::Duplicate) => Ok(HelpProposed::AnotherStands),
            outcome => outcome,
        }
    }

    async fn keep_help_request(
        &mut self,
        request: &NewHelpRequest,
        roles: ConsentRoles<'_>,
    ) -> Result<HelpProposed> {
        let body = request.organisation.as_str();
        statement!(self, tx => {
            let own: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(request.proposed_by.as_str()).bind(body)
                .fetch_all(&mut *tx).await?;
            if acting(&own, roles.propose).is_none() {
                return Ok(HelpProposed::NotPermitted);
            }
            sqlx::query(OVER).bind(body).bind(request.practice.as_str()).bind(request.proposed_at.0)
                .execute(&mut *tx).await?;
            let stands: Option<String> = sqlx::query_scalar(STANDS).bind(body).bind(request.practice.as_str())
                .fetch_optional(&mut *tx).await?;
            if stands.is_some() {
                return Ok(HelpProposed::AnotherStands);
            }
            sqlx::query(INSERT).bind(request.id.as_str()).bind(body).bind(request.assessment.as_str())
                .bind(&request.model_id).bind(request.model_version).bind(request.practice.as_str())
                .bind(&request.wanted).bind(request.recipients.is_none()).bind(&request.content)
                .bind(&request.sha256).bind(request.text_version).bind(request.ends_at.0)
                .bind(request.proposed_by.as_str()).bind(request.proposed_at.0).execute(&mut *tx).await?;
            for recipient in request.recipients.iter().flatten() {
                sqlx::query(ADDRESS).bind(request.id.as_str()).bind(recipient.as_str()).execute(&mut *tx).await?;
            }
            Ok(HelpProposed::Waiting)
        })
    }

    /// Opens a request that somebody else proposed, if its proposer could still propose it and whoever confirms it may. Of two people who
    /// confirm it at once, one does.
    pub async fn confirm_help_request(
        &mut self,
        id: &HelpRequestId,
        body: &OrganisationId,
        by: &AccountId,
        now: Timestamp,
        roles: ConsentRoles<'_>,
    ) -> Result<HelpConfirmed> {
        statement!(self, tx => {
            let found: Option<(String, i64)> = sqlx::query_as(TO_CONFIRM).bind(id.as_str()).bind(body.as_str())
                .fetch_optional(&mut *tx).await?;
            let Some((proposer, proposed_at)) = found else { return Ok(HelpConfirmed::NotWaiting) };
            let own: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(by.as_str()).bind(body.as_str())
                .fetch_all(&mut *tx).await?;
            if acting(&own, roles.confirm).is_none() {
                return Ok(HelpConfirmed::NotPermitted);
            }
            let theirs: Vec<(String, i64)> = sqlx::query_as(ROLES).bind(&proposer).bind(body.as_str())
                .fetch_all(&mut *tx).await?;
            if !carried(&theirs, roles.propose, proposed_at) {
                return Ok(HelpConfirmed::Ended);
            }
            let confirmed: Option<String> = sqlx::query_scalar(CONFIRM).bind(id.as_str()).bind(body.as_str())
                .bind(by.as_str()).bind(now.0).fetch_optional(&mut *tx).await?;
            Ok(if confirmed.is_some() { HelpConfirmed::Now } else { HelpConfirmed::NotWaiting })
        })
    }

    /// Ends a request of a body: it is declined, taken back or withdrawn. Whether it was in the state from which that was done.
    pub async fn end_help_request(
        &mut self,
        id: &HelpRequestId,
        body: &OrganisationId,
        (from, to): (RequestState, RequestState),
        by: &AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        let ended: Option<String> = statement!(self, db => sqlx::query_scalar(END).bind(id.as_str())
            .bind(body.as_str()).bind(from.as_str()).bind(to.as_str()).bind(by.as_str()).bind(now.0)
            .fetch_optional(db).await)?;
        Ok(ended.is_some())
    }

    /// Moves a request from one state to another, with a pledge. Whether it was in the first.
    pub async fn move_help_request(
        &mut self,
        id: &HelpRequestId,
        (from, to): (RequestState, RequestState),
    ) -> Result<bool> {
        let moved: Option<String> = statement!(self, db => sqlx::query_scalar(MOVE).bind(id.as_str())
            .bind(from.as_str()).bind(to.as_str()).fetch_optional(db).await)?;
        Ok(moved.is_some())
    }

    /// Whether a request is open at a moment; if so, it stays as it is until this transaction ends.
    pub async fn hold_help_request(&mut self, id: &HelpRequestId, now: Timestamp) -> Result<bool> {
        let held: Option<String> = statement!(self, db => sqlx::query_scalar(HOLD).bind(id.as_str()).bind(now.0)
            .fetch_optional(db).await)?;
        Ok(held.is_some())
    }
}

#[cfg(test)]
mod tests;
