//! Who somebody is: an account with its memberships, by the session that asks.

use domain::identity::organisation::Role;
use domain::named::UnknownName;

use crate::organisation::OrganisationRow;
use crate::session::{SessionRow, session_hash};
use crate::tx::statement;
use crate::{Error, Reader, Result};

const OF_SESSION: &str = "SELECT s.id_hash, s.data, s.expires_at, a.id AS account_id,
        a.name AS person, a.email, a.language, m.organisation_id, o.slug, o.kind, o.name, o.country, o.region,
        o.income_group, o.created_at, m.role
    FROM session s JOIN account a ON a.id = s.account_id
        LEFT JOIN membership m ON m.account_id = a.id
        LEFT JOIN organisation o ON o.id = m.organisation_id
    WHERE s.id_hash = $1 AND a.password_hash IS NOT NULL ORDER BY o.name, m.role";

/// An account with one of its memberships; one without any has a row all the same.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct IdentityRow {
    /// The person's name.
    pub person: String,
    /// The person's address.
    pub email: String,
    /// The language that the person chose.
    pub language: String,
    /// The organisation.
    pub organisation_id: Option<String>,
    /// Its name in addresses.
    pub slug: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// As in [`OrganisationRow`].
    pub country: Option<String>,
    /// As in [`OrganisationRow`].
    pub region: Option<String>,
    /// As in [`OrganisationRow`].
    pub income_group: Option<String>,
    /// When the organisation was added.
    pub created_at: Option<i64>,
    /// [`Role`] as text.
    pub role: Option<String>,
}

/// A session with the account that it is of, and one of that account's memberships.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionIdentityRow {
    /// The session.
    #[sqlx(flatten)]
    pub session: SessionRow,
    /// The account.
    pub account_id: String,
    /// The account with the membership.
    #[sqlx(flatten)]
    pub identity: IdentityRow,
}

impl IdentityRow {
    /// The organisation and the role in it; nothing if the person has none.
    ///
    /// # Errors
    /// A kind, an income group or a role that never was one.
    pub fn membership(self) -> Result<Option<(OrganisationRow, Role)>> {
        let Some((id, role)) = self.organisation_id.zip(self.role) else {
            return Ok(None);
        };
        let corrupt = |error: UnknownName| Error::Corrupt(error.to_string());
        let organisation = OrganisationRow {
            id,
            slug: self.slug.unwrap_or_default(),
            kind: self.kind.unwrap_or_default().try_into().map_err(corrupt)?,
            name: self.name.unwrap_or_default(),
            country: self.country.unwrap_or_default(),
            region: self.region.unwrap_or_default(),
            income_group: self
                .income_group
                .unwrap_or_default()
                .try_into()
                .map_err(corrupt)?,
            created_at: self.created_at.unwrap_or_default(),
        };
        Ok(Some((organisation, role.try_into().map_err(corrupt)?)))
    }
}

impl Reader {
    /// A session with its account and that one's memberships, in one statement: every page of a person begins with it. Empty for no session, for one of
    /// nobody, and for one of an account without a password: whoever signed in at the moment in which it was taken away has a session that counts for nothing.
    pub async fn identity_of_session(&mut self, id: &str) -> Result<Vec<SessionIdentityRow>> {
        let hash = session_hash(id);
        Ok(statement!(self, db => sqlx::query_as(OF_SESSION).bind(&hash).fetch_all(db).await)?)
    }
}
