//! One's own sessions.

use domain::id::AccountId;
use domain::policy::{Action, Actor, Resource};
use domain::timestamp::Timestamp;
use serde::Deserialize;

use crate::{Error, NotNow, Result, Services, security_event};
use domain::organisation::Organisation;
use usecase::by;

/// What a session holds.
pub mod session_keys {
    /// The account's id.
    pub const ACCOUNT: &str = "account";
    /// When the person signed in (Unix milliseconds).
    pub const SIGNED_IN_AT: &str = "signed_in_at";
    /// When the session was last known to be used (Unix milliseconds).
    pub const SEEN_AT: &str = "seen_at";
    /// The browser, for the list of one's own sessions.
    pub const BROWSER: &str = "browser";
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Names it in a form. The session itself cannot be opened with it.
    pub id: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// What the browser said of itself.
    pub browser: String,
    /// When the person signed in.
    pub signed_in_at: Timestamp,
    /// When it was last used, to within a few minutes.
    pub seen_at: Timestamp,
}

#[derive(Deserialize)]
struct Data {
    signed_in_at: i64,
    seen_at: i64,
    #[serde(default)]
    browser: String,
}

impl Services {
    /// One's own sessions, the one that asks first, then the last used.
    pub async fn own_sessions(&self, actor: &Actor, current: &str) -> Result<Vec<OwnSession>> {
        self.permit(actor, Action::ManageOwnAccount, Resource::Instance)?;
        let Some(account) = &actor.account else {
            return Ok(Vec::new());
        };
        let current = store::session_hash(current);
        let mut sessions: Vec<OwnSession> = self
            .store()
            .reader()
            .sessions(account, self.now())
            .await?
            .into_iter()
            .map(|row| {
                // One that cannot be read would live on without being shown.
                let data: Data = serde_json::from_str(&row.data)
                    .map_err(|error| Error::Internal(format!("a session cannot be read: {error}")))?;
                Ok(OwnSession {
                    is_current: row.id_hash == current,
                    id: row.id_hash,
                    browser: data.browser,
                    signed_in_at: Timestamp(data.signed_in_at),
                    seen_at: Timestamp(data.seen_at),
                })
            })
            .collect::<Result<_>>()?;
        sessions.sort_by_key(|session| (!session.is_current, std::cmp::Reverse(session.seen_at)));
        Ok(sessions)
    }

    /// Ends one of one's own sessions. One that is not there, or is somebody else's, is no error: it does not live on.
    pub async fn end_own_session(&self, actor: &Actor, id: &str) -> Result<()> {
        self.permit(actor, Action::ManageOwnAccount, Resource::Instance)?;
        let account = actor.account.as_ref().ok_or(Error::NotFound)?;
        if !id.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Ok(());
        }
        self.store()
            .write(async |tx| tx.end_session(account, id).await)
            .await?;
        security_event!("sessions-ended", by = %account, account = %account, sessions = 1);
        Ok(())
    }

    /// Ends every session of a person of an organisation: a telephone was lost, or somebody is at work who should not be.
    ///
    /// # Errors
    /// [`Error::NotNow`] for somebody who belongs to other organisations too, where the actor has no say.
    pub async fn end_sessions_of(
        &self,
        actor: &Actor,
        organisation: &Organisation,
        account: &AccountId,
    ) -> Result<()> {
        self.permit(
            actor,
            Action::EndSessions,
            Resource::Organisation(&organisation.id),
        )?;
        self.require_member(organisation, account).await?;
        if !self.may_give_link(actor, account).await? {
            return Err(Error::NotNow(NotNow::SessionsElsewhere));
        }
        let ended = self
            .store()
            .write(async |tx| tx.end_all_sessions(account).await)
            .await?;
        security_event!("sessions-ended", by = %by(actor), account = %account, sessions = ended);
        Ok(())
    }

    /// Ends all of one's own sessions but the one that asks.
    pub async fn end_other_own_sessions(&self, actor: &Actor, current: &str) -> Result<()> {
        self.permit(actor, Action::ManageOwnAccount, Resource::Instance)?;
        let account = actor.account.as_ref().ok_or(Error::NotFound)?;
        self.store()
            .write(async |tx| {
                tx.end_other_sessions(account, &store::session_hash(current))
                    .await
            })
            .await?;
        security_event!("sessions-ended", by = %account, account = %account, sessions = "others");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::organisation::{OrganisationKind, Role};
    use domain::policy::Refusal;

    use super::*;
    use crate::testing::setting;

    #[tokio::test]
    async fn sessions_of_others_are_ended_by_those_who_answer_for_them() {
        let setting = setting().await;
        let services = &setting.services;
        let body = setting.organisation("body", OrganisationKind::ElectionBody).await;
        let donor = setting.organisation("donor", OrganisationKind::Donor).await;
        let lead = setting.person("lead", &[(&body, Role::Lead)]).await;
        let assessor = setting.person("assessor", &[(&body, Role::Assessor)]).await;
        let both = setting
            .person("both", &[(&body, Role::Learner), (&donor, Role::Analyst)])
            .await;
        let stranger = setting.person("stranger", &[(&donor, Role::Analyst)]).await;
        let body = services.organisation_with_people(&lead, "body").await.unwrap();
        let end = async |by: &Actor, of: &Actor| {
            let account = of.account.clone().unwrap();
            services.end_sessions_of(by, &body, &account).await
        };
        assert!(end(&lead, &assessor).await.is_ok());
        assert!(end(&Actor::console(), &both).await.is_ok());
        let elsewhere = end(&lead, &both).await;
        assert!(
            matches!(elsewhere, Err(Error::NotNow(NotNow::SessionsElsewhere))),
            "{elsewhere:?}"
        );
        let unknown = end(&lead, &stranger).await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
        for by in [&assessor, &both, &stranger] {
            let refused = end(by, &assessor).await;
            assert!(
                matches!(refused, Err(Error::Refused(Refusal::NotYours))),
                "{refused:?}"
            );
        }
        let visitor = end(&Actor::default(), &assessor).await;
        assert!(
            matches!(visitor, Err(Error::Refused(Refusal::SignIn))),
            "{visitor:?}"
        );
    }

    #[tokio::test]
    async fn a_visitor_has_no_sessions() {
        let setting = setting().await;
        let (services, visitor) = (&setting.services, Actor::default());
        for refused in [
            services.own_sessions(&visitor, "").await.err(),
            services.end_own_session(&visitor, "").await.err(),
            services.end_other_own_sessions(&visitor, "").await.err(),
        ] {
            assert!(
                matches!(refused, Some(Error::Refused(Refusal::SignIn))),
                "{refused:?}"
            );
        }
    }
}
