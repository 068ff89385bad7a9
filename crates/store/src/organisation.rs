//! Organisations and who belongs to them.

use domain::id::{AccountId, OrganisationId};
use domain::identity::organisation::{IncomeGroup, Organisation, OrganisationKind, Role};
use domain::text::folded;

use domain::named::UnknownName;

use crate::tx::statement;
use crate::{ListPart, Reader, Result, Tx};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OrganisationRow {
    /// UUIDv7.
    pub id: String,
    /// Name in addresses, unique.
    pub slug: String,
    /// Its kind.
    #[sqlx(try_from = "String")]
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code, or empty.
    pub country: String,
    /// Region, a public attribute; empty for organisations that are no election body.
    pub region: String,
    /// Income group, a public attribute; likewise.
    #[sqlx(try_from = "String")]
    pub income_group: StoredIncomeGroup,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// An income group as it is stored: none for what is no election body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredIncomeGroup(pub Option<IncomeGroup>);

impl StoredIncomeGroup {
    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        self.0.map_or("", IncomeGroup::as_str)
    }
}

impl TryFrom<String> for StoredIncomeGroup {
    type Error = UnknownName;

    fn try_from(name: String) -> std::result::Result<Self, UnknownName> {
        let group = (!name.is_empty()).then(|| IncomeGroup::try_from(name));
        group.transpose().map(Self)
    }
}

impl From<OrganisationRow> for Organisation {
    fn from(row: OrganisationRow) -> Self {
        Self {
            id: row.id.into(),
            kind: row.kind,
            slug: row.slug,
            name: row.name,
            country: row.country,
            region: row.region,
            income_group: row.income_group.0,
        }
    }
}

/// A membership with what a page needs to know of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MembershipRow {
    /// The organisation.
    pub organisation_id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its kind.
    #[sqlx(try_from = "String")]
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// The role.
    #[sqlx(try_from = "String")]
    pub role: Role,
}

/// A person of an organisation: one row for each role.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonRow {
    /// The account.
    pub account_id: String,
    /// The person's name.
    pub name: String,
    /// The same, folded: the order of the list.
    pub folded: String,
    /// The person's address.
    pub email: String,
    /// Whether a password was set, so that the person can sign in.
    pub can_sign_in: bool,
    /// The role.
    #[sqlx(try_from = "String")]
    pub role: Role,
}

const INSERT: &str =
    "INSERT INTO organisation (id, slug, kind, name, country, region, income_group, created_at, folded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const BY_SLUG: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation WHERE slug = $1";
const BY_ID: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation WHERE id = $1";
const ALL: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation ORDER BY kind, folded, id";
const COUNTS: &str = "SELECT kind, COUNT(*) FROM organisation GROUP BY kind";
const FIRST_OF_KIND: &str = "SELECT id, slug, kind, name, country, region, income_group, created_at
    FROM organisation WHERE kind = $1 ORDER BY folded, id LIMIT 1";
macro_rules! list {
    ($of:literal) => {
        concat!(
            "SELECT id, slug, kind, name, country, region, income_group, created_at FROM organisation WHERE ",
            $of,
            " AND (folded, id) > ($2, $3) AND folded LIKE $4 ESCAPE '!' ORDER BY folded, id LIMIT $5"
        )
    };
}
const LIST_OF_KIND: &str = list!("kind = $1");
const LIST_OF_ALL: &str = list!("CAST($1 AS TEXT) IS NULL");
const DONORS: &str = "SELECT id, name FROM organisation WHERE kind = 'donor' ORDER BY name, id";
pub(crate) const INSERT_MEMBERSHIP: &str =
    "INSERT INTO membership (account_id, organisation_id, role, created_at)
    VALUES ($1, $2, $3, $4) ON CONFLICT (account_id, organisation_id, role) DO NOTHING";
/// Makes others who change the people of the organisation wait, on either database.
pub(crate) const LOCK: &str = "UPDATE organisation SET name = name WHERE id = $1";
pub(crate) const OTHERS_WITH_ROLE: &str =
    "SELECT COUNT(*) FROM membership WHERE organisation_id = $1 AND role = $2 AND account_id <> $3";
pub(crate) const HAS_ROLE: &str =
    "SELECT COUNT(*) FROM membership WHERE organisation_id = $1 AND role = $2 AND account_id = $3";
const UPDATE: &str = "UPDATE organisation SET name = $2, country = $3, region = $4, income_group = $5, folded = $6 WHERE id = $1";
const MEMBERSHIPS: &str = "SELECT m.organisation_id, o.slug, o.kind, o.name, m.role
    FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.account_id = $1 ORDER BY o.name, m.role";
/// `CROSS JOIN`: SQLite keeps to this order, which begins with the few who belong to the organisation.
const PEOPLE: &str =
    "SELECT a.id AS account_id, a.name, a.folded, a.email, a.password_hash IS NOT NULL AS can_sign_in, m.role
    FROM (SELECT DISTINCT a.folded, a.id FROM membership m CROSS JOIN account a
            WHERE m.organisation_id = $1 AND a.id = m.account_id AND (a.folded, a.id) > ($2, $3)
                AND (a.folded LIKE $4 ESCAPE '!' OR a.email LIKE $4 ESCAPE '!')
            ORDER BY a.folded, a.id LIMIT $5) p
        CROSS JOIN account a CROSS JOIN membership m
    WHERE a.id = p.id AND m.account_id = p.id AND m.organisation_id = $1 ORDER BY p.folded, p.id, m.role";
const NAME_OF_PERSON: &str = "SELECT a.name FROM account a WHERE a.id = $2
        AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = $2 AND m.organisation_id = $1)";

impl Reader {
    /// The organisation with that id.
    pub async fn organisation(&mut self, id: &OrganisationId) -> Result<Option<OrganisationRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_ID).bind(id.as_str()).fetch_optional(db).await)?)
    }

    /// The organisation with that name in addresses.
    pub async fn organisation_by_slug(&mut self, slug: &str) -> Result<Option<OrganisationRow>> {
        Ok(statement!(self, db => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(db).await)?)
    }

    /// Organisations, of one kind or of all, by name.
    pub async fn organisation_list(
        &mut self,
        kind: Option<OrganisationKind>,
        part: &ListPart,
    ) -> Result<Vec<OrganisationRow>> {
        let list = if kind.is_some() { LIST_OF_KIND } else { LIST_OF_ALL };
        let (folded, id) = part.after();
        Ok(
            statement!(self, db => sqlx::query_as(list).bind(kind.map(OrganisationKind::as_str)).bind(folded).bind(id).bind(part.pattern())
            .bind(part.most()).fetch_all(db).await)?,
        )
    }

    /// How many organisations there are of each kind that there is.
    pub async fn count_organisations(&mut self) -> Result<Vec<(String, i64)>> {
        Ok(statement!(self, db => sqlx::query_as(COUNTS).fetch_all(db).await)?)
    }

    /// The first organisation of a kind.
    pub async fn organisation_of_kind(&mut self, kind: OrganisationKind) -> Result<Option<OrganisationRow>> {
        Ok(
            statement!(self, db => sqlx::query_as(FIRST_OF_KIND).bind(kind.as_str()).fetch_optional(db).await)?,
        )
    }

    /// Every organisation, by kind and name.
    pub async fn organisations(&mut self) -> Result<Vec<OrganisationRow>> {
        Ok(statement!(self, db => sqlx::query_as(ALL).fetch_all(db).await)?)
    }

    /// The donors, each with its id and its name, by name.
    pub async fn donors(&mut self) -> Result<Vec<(String, String)>> {
        Ok(statement!(self, db => sqlx::query_as(DONORS).fetch_all(db).await)?)
    }

    /// The memberships of an account.
    pub async fn memberships(&mut self, account: &AccountId) -> Result<Vec<MembershipRow>> {
        Ok(statement!(self, db => sqlx::query_as(MEMBERSHIPS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// The people of an organisation, by name: a row for each role.
    pub async fn people(&mut self, organisation: &OrganisationId, part: &ListPart) -> Result<Vec<PersonRow>> {
        let (folded, id) = part.after();
        Ok(
            statement!(self, db => sqlx::query_as(PEOPLE).bind(organisation.as_str()).bind(folded).bind(id)
            .bind(part.pattern()).bind(part.most()).fetch_all(db).await)?,
        )
    }

    /// The name of a person of an organisation; nothing for somebody who does not belong to it.
    pub async fn name_of_person(
        &mut self,
        organisation: &OrganisationId,
        account: &AccountId,
    ) -> Result<Option<String>> {
        Ok(
            statement!(self, db => sqlx::query_scalar(NAME_OF_PERSON).bind(organisation.as_str())
            .bind(account.as_str()).fetch_optional(db).await)?,
        )
    }
}

impl Tx {
    /// Adds an organisation. [`Duplicate`](crate::Error::Duplicate) if the slug is taken.
    pub async fn insert_organisation(&mut self, organisation: &OrganisationRow) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT)
            .bind(&organisation.id).bind(&organisation.slug).bind(organisation.kind.as_str())
            .bind(&organisation.name).bind(&organisation.country).bind(&organisation.region)
            .bind(organisation.income_group.as_str()).bind(organisation.created_at).bind(folded(&organisation.name))
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Corrects what is said of an organisation. Its kind and its name in addresses stay.
    pub async fn update_organisation(&mut self, organisation: &OrganisationRow) -> Result<()> {
        statement!(self, db => sqlx::query(UPDATE).bind(&organisation.id).bind(&organisation.name)
            .bind(&organisation.country).bind(&organisation.region).bind(organisation.income_group.as_str())
            .bind(folded(&organisation.name)).execute(db).await.map(|_| ()))?;
        Ok(())
    }

    /// Gives a role; giving it twice is no error.
    pub async fn insert_membership(
        &mut self,
        account: &AccountId,
        organisation: &OrganisationId,
        role: &str,
        created_at: i64,
    ) -> Result<()> {
        statement!(self, db => sqlx::query(INSERT_MEMBERSHIP)
            .bind(account.as_str()).bind(organisation.as_str()).bind(role).bind(created_at)
            .execute(db).await.map(|_| ()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, on_both, session};

    on_both! {
        async fn a_role_given_twice_is_there_once(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            for _ in 0..2 {
                store.write(async |tx| tx.insert_membership(&amal, &own, "lead", 1).await).await.unwrap();
            }
            let memberships = store.reader().memberships(&amal).await.unwrap();
            assert_eq!(memberships.len(), 1);
            assert_eq!((memberships[0].slug.as_str(), memberships[0].role.as_str()), ("own", "lead"));
            assert!(!store.reader().people(&own, &ListPart::whole()).await.unwrap()[0].can_sign_in);
        }

        async fn who_has_no_password_is_nobody(store: &Store) {
            let (amal, own) = (account(store, "amal").await, body(store, "own").await);
            store.write(async |tx| tx.insert_membership(&amal, &own, "lead", 1).await).await.unwrap();
            let identity = async |account: &AccountId| {
                let session = session(store, account).await;
                let rows = store.reader().identity_of_session(&session).await.unwrap();
                rows.into_iter().map(|row| row.identity).collect::<Vec<_>>()
            };
            assert!(identity(&amal).await.is_empty());
            store.write(async |tx| tx.set_password(&amal, "hash").await).await.unwrap();
            store.write(async |tx| tx.insert_membership(&amal, &own, "assessor", 1).await).await.unwrap();
            let of_amal = identity(&amal).await;
            assert_eq!((of_amal.len(), of_amal[0].person.as_str()), (2, "amal"));
            assert!(of_amal.iter().all(|row| row.role.is_some()));
            let badr = account(store, "badr").await;
            store.write(async |tx| tx.set_password(&badr, "hash").await).await.unwrap();
            let of_badr = identity(&badr).await;
            assert_eq!((of_badr.len(), of_badr[0].role.as_deref()), (1, None));
            assert!(store.reader().identity_of_session("of nobody").await.unwrap().is_empty());
        }

        async fn an_organisation_is_corrected(store: &Store) {
            body(store, "own").await;
            let row = store.reader().organisation_by_slug("own").await.unwrap().unwrap();
            let corrected = OrganisationRow {
                name: "Own Body".into(), country: "XB".into(), region: "south".into(), income_group: StoredIncomeGroup(Some(IncomeGroup::High)), ..row
            };
            store.write(async |tx| tx.update_organisation(&corrected).await).await.unwrap();
            assert_eq!(store.reader().organisation_by_slug("own").await.unwrap(), Some(corrected));
        }
    }
}
