//! Organisations and who belongs to them.

use domain::id::{AccountId, OrganisationId};

use crate::backend::{read, transaction, write};
use crate::{Result, Store};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OrganisationRow {
    /// UUIDv7.
    pub id: String,
    /// Name in addresses, unique.
    pub slug: String,
    /// [`OrganisationKind`](domain::organisation::OrganisationKind) as text.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code, or empty.
    pub country: String,
    /// Region, a public attribute; empty for organisations that are no election body.
    pub region: String,
    /// Income group, a public attribute; likewise.
    pub income_group: String,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// A membership with what a page needs to know of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MembershipRow {
    /// The organisation.
    pub organisation_id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// [`Role`](domain::organisation::Role) as text.
    pub role: String,
}

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
    /// [`Role`](domain::organisation::Role) as text.
    pub role: Option<String>,
}

/// A person of an organisation: one row for each role.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonRow {
    /// The account.
    pub account_id: String,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// Whether a password was set, so that the person can sign in.
    pub can_sign_in: bool,
    /// The role.
    pub role: String,
}

const INSERT: &str =
    "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const BY_SLUG: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation WHERE slug = $1";
const ALL: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation ORDER BY kind, name, id";
const INSERT_MEMBERSHIP: &str = "INSERT INTO membership (account_id, organisation_id, role, created_at)
    VALUES ($1, $2, $3, $4) ON CONFLICT (account_id, organisation_id, role) DO NOTHING";
/// Makes others who change the people of the organisation wait, on either database.
const LOCK: &str = "UPDATE organisation SET name = name WHERE id = $1";
const OTHERS_WITH_ROLE: &str =
    "SELECT COUNT(*) FROM membership WHERE organisation_id = $1 AND role = $2 AND account_id <> $3";
const HAS_ROLE: &str =
    "SELECT COUNT(*) FROM membership WHERE organisation_id = $1 AND role = $2 AND account_id = $3";
const ROLES_OF: &str = "SELECT role FROM membership WHERE account_id = $1 AND organisation_id = $2";
const DELETE_ROLE: &str =
    "DELETE FROM membership WHERE account_id = $1 AND organisation_id = $2 AND role = $3";
const MEMBERSHIPS: &str = "SELECT m.organisation_id, o.slug, o.kind, o.name, m.role
    FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.account_id = $1 ORDER BY o.name, m.role";
const IDENTITY: &str =
    "SELECT a.name AS person, a.email, a.language, m.organisation_id, o.slug, o.kind, o.name, m.role
    FROM account a
        LEFT JOIN membership m ON m.account_id = a.id
        LEFT JOIN organisation o ON o.id = m.organisation_id
    WHERE a.id = $1 ORDER BY o.name, m.role";
const PEOPLE: &str =
    "SELECT a.id AS account_id, a.name, a.email, a.password_hash IS NOT NULL AS can_sign_in, m.role
    FROM membership m JOIN account a ON a.id = m.account_id
    WHERE m.organisation_id = $1 ORDER BY a.name, a.id, m.role";

impl Store {
    /// Adds an organisation. [`Duplicate`](crate::Error::Duplicate) if the slug is taken.
    pub async fn insert_organisation(&self, organisation: &OrganisationRow) -> Result<()> {
        write!(self, pool => sqlx::query(INSERT)
            .bind(&organisation.id).bind(&organisation.slug).bind(&organisation.kind)
            .bind(&organisation.name).bind(&organisation.country).bind(&organisation.region)
            .bind(&organisation.income_group).bind(organisation.created_at)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// The organisation with that name in addresses.
    pub async fn organisation_by_slug(&self, slug: &str) -> Result<Option<OrganisationRow>> {
        Ok(read!(self, pool => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(pool).await)?)
    }

    /// Every organisation, by kind and name.
    pub async fn organisations(&self) -> Result<Vec<OrganisationRow>> {
        Ok(read!(self, pool => sqlx::query_as(ALL).fetch_all(pool).await)?)
    }

    /// Gives a role; giving it twice is no error.
    pub async fn insert_membership(
        &self,
        account: &AccountId,
        organisation: &OrganisationId,
        role: &str,
        created_at: i64,
    ) -> Result<()> {
        write!(self, pool => sqlx::query(INSERT_MEMBERSHIP)
            .bind(account.as_str()).bind(organisation.as_str()).bind(role).bind(created_at)
            .execute(pool).await.map(|_| ()))?;
        Ok(())
    }

    /// Gives an account these roles in an organisation and no others; none takes the person out of it. Nothing is
    /// changed, and the answer is `false`, if nobody would be left with the role to keep.
    pub async fn set_roles(
        &self,
        account: &AccountId,
        organisation: &OrganisationId,
        roles: &[&str],
        keep: &str,
        created_at: i64,
    ) -> Result<bool> {
        let (account, organisation) = (account.as_str(), organisation.as_str());
        transaction!(self, tx => {
            sqlx::query(LOCK).bind(organisation).execute(&mut *tx).await?;
            if !roles.contains(&keep) {
                let has: i64 = sqlx::query_scalar(HAS_ROLE).bind(organisation).bind(keep).bind(account)
                    .fetch_one(&mut *tx).await?;
                let others: i64 = sqlx::query_scalar(OTHERS_WITH_ROLE).bind(organisation).bind(keep)
                    .bind(account).fetch_one(&mut *tx).await?;
                if has > 0 && others == 0 {
                    return Ok(false);
                }
            }
            // A role that stays keeps the time since when: what its holder proposed goes on to count.
            let had: Vec<String> = sqlx::query_scalar(ROLES_OF).bind(account).bind(organisation)
                .fetch_all(&mut *tx).await?;
            for role in had.iter().filter(|role| !roles.contains(&role.as_str())) {
                sqlx::query(DELETE_ROLE).bind(account).bind(organisation).bind(role).execute(&mut *tx).await?;
            }
            for role in roles {
                sqlx::query(INSERT_MEMBERSHIP).bind(account).bind(organisation).bind(*role).bind(created_at)
                    .execute(&mut *tx).await?;
            }
            Ok(true)
        })
    }

    /// The memberships of an account.
    pub async fn memberships(&self, account: &AccountId) -> Result<Vec<MembershipRow>> {
        Ok(read!(self, pool => sqlx::query_as(MEMBERSHIPS).bind(account.as_str()).fetch_all(pool).await)?)
    }

    /// An account with its memberships, in one statement: every page of a person begins with it. Empty for no account.
    pub async fn identity(&self, account: &AccountId) -> Result<Vec<IdentityRow>> {
        Ok(read!(self, pool => sqlx::query_as(IDENTITY).bind(account.as_str()).fetch_all(pool).await)?)
    }

    /// The people of an organisation.
    pub async fn people(&self, organisation: &OrganisationId) -> Result<Vec<PersonRow>> {
        Ok(read!(self, pool => sqlx::query_as(PEOPLE).bind(organisation.as_str()).fetch_all(pool).await)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both};

    on_both! {
        async fn a_role_given_twice_is_there_once(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            for _ in 0..2 {
                store.insert_membership(&amal, &own, "lead", 1).await.unwrap();
            }
            let memberships = store.memberships(&amal).await.unwrap();
            assert_eq!(memberships.len(), 1);
            assert_eq!((memberships[0].slug.as_str(), memberships[0].role.as_str()), ("own", "lead"));
            assert!(!store.people(&own).await.unwrap()[0].can_sign_in);
        }

        async fn the_last_lead_stays(store: &Store) {
            let own = body(store, "own").await;
            let (amal, badr) = (account(store, "amal").await, account(store, "badr").await);
            let set = |who: &'static str, roles: &'static [&'static str]| {
                let (who, own) = (AccountId::from(who), own.clone());
                async move { store.set_roles(&who, &own, roles, "lead", 1).await.unwrap() }
            };
            assert!(set("amal", &["lead", "assessor"]).await);
            assert!(!set("amal", &["assessor"]).await);
            assert!(!set("amal", &[]).await);
            assert_eq!(store.memberships(&amal).await.unwrap().len(), 2);
            let identity = store.identity(&amal).await.unwrap();
            assert_eq!((identity.len(), identity[0].person.as_str()), (2, "amal"));
            assert!(identity.iter().all(|row| row.role.is_some()));
            assert!(set("badr", &["lead"]).await);
            assert!(set("amal", &["assessor"]).await);
            assert!(set("amal", &[]).await);
            assert!(store.memberships(&amal).await.unwrap().is_empty());
            let identity = store.identity(&amal).await.unwrap();
            assert_eq!((identity.len(), identity[0].role.as_deref()), (1, None));
            assert!(store.identity(&"nobody".into()).await.unwrap().is_empty());
            assert_eq!(store.memberships(&badr).await.unwrap().len(), 1);
            // Two leads who remove each other at the same moment: one of them stays.
            assert!(set("amal", &["lead"]).await);
            let (first, second) = tokio::join!(set("amal", &[]), set("badr", &[]));
            assert!(first != second, "{first} {second}");
        }
    }
}
