//! How people come to roles in organisations and leave them: each change one transaction, with what it does to the
//! credential of the account.

use domain::id::{AccountId, OrganisationId};
use domain::identity::organisation::OrganisationKind;
use domain::text::folded;
use domain::timestamp::Timestamp;

use crate::credential::{LOCK_ACCOUNT, give_link, givers, last_link, reset_credential};
use crate::organisation::{HAS_ROLE, INSERT_MEMBERSHIP, LOCK, OTHERS_WITH_ROLE};
use crate::tx::statement;
use crate::{AccountRow, GiverRow, NewLink, PasswordLinkRow, Reader, Result, Tx};

/// What decides on the credential of an account that comes to a role. It was looked up before; the transaction looks again
/// at what can have changed since.
#[derive(Clone, Copy, Debug)]
pub struct CredentialTerms<'a> {
    /// Of those who may know a credential of the account, the ones who could give this role themselves. With any other the
    /// credential is taken away.
    pub trusted: &'a [GiverRow],
    /// The link that is given out if the account has no password then; nothing where none may be given out, and so
    /// nothing may be taken away either.
    pub link: Option<&'a NewLink>,
    /// Whether the link is also given out where nothing is taken away and there is no password yet.
    pub invites: bool,
    /// When.
    pub now: Timestamp,
}

/// Somebody who is added to an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Joining<'a> {
    /// The account, made in the same transaction if `is_new`.
    pub account: &'a AccountRow,
    /// Whether there is none with that address yet.
    pub is_new: bool,
    /// The organisation.
    pub organisation: &'a OrganisationId,
    /// The roles in it.
    pub roles: &'a [&'a str],
    /// The organisations to which the account belonged when it was looked up.
    pub belongs_to: &'a [OrganisationId],
    /// What decides on its credential.
    pub terms: CredentialTerms<'a>,
}

/// What came of a change to the people of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleChange {
    /// It is done.
    Done(Credential),
    /// The account came to belong to others since it was looked up; nothing was changed.
    Moved,
    /// The credential would have to be taken away, and no new link may be given out; nothing was changed.
    MustRenew,
    /// The person does not belong to the organisation; nothing was changed.
    NoMember,
    /// Nobody would be left with the role that somebody must have; nothing was changed.
    Last,
}

/// What became of a credential.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credential {
    /// Whether it was taken away: the password dropped, sessions ended, links made worthless.
    pub is_reset: bool,
    /// Whether the new link was given out.
    pub is_link_given: bool,
    /// The newest link before, as it was until then.
    pub link_before: Option<PasswordLinkRow>,
}

const INSERT_ACCOUNT: &str = crate::account::INSERT;
const LOCK_LIVING: &str = "UPDATE account SET name = name WHERE id = $1 AND removed_at IS NULL";
const ORGANISATIONS_OF: &str = "SELECT DISTINCT organisation_id FROM membership WHERE account_id = $1";
const ROLES_IN: &str =
    "SELECT role FROM membership WHERE account_id = $1 AND organisation_id = $2 ORDER BY role";
const IS_MEMBER: &str = "SELECT COUNT(*) FROM membership WHERE account_id = $1 AND organisation_id = $2";
const DELETE_MEMBERSHIP: &str =
    "DELETE FROM membership WHERE account_id = $1 AND organisation_id = $2 AND role = $3";
/// In a fixed order, so that two who lock more than one organisation do not wait for each other.
const KINDS_OF: &str =
    "SELECT DISTINCT o.id, o.kind FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.account_id = $1 ORDER BY o.id";

/// Decides on the credential of an account that comes to roles, or that only keeps those that it has, and gives out the link
/// that it then needs.
macro_rules! settle_credential {
    ($tx:ident, $account:expr, $gains:expr, $terms:expr) => {{
        let (account, terms): (&str, CredentialTerms<'_>) = ($account, $terms);
        let is_trusted = |giver: &GiverRow| terms.trusted.iter().any(|trusted| trusted.is(giver));
        let is_reset = $gains && !givers!($tx, account, terms.now).iter().all(is_trusted);
        if is_reset && terms.link.is_none() {
            return Ok(PeopleChange::MustRenew);
        }
        let link_before = last_link!($tx, account);
        if is_reset {
            reset_credential!($tx, account, terms.now);
        }
        let passwords: i64 = sqlx::query_scalar(crate::credential::HAS_PASSWORD)
            .bind(account)
            .fetch_one(&mut *$tx)
            .await?;
        let link = terms
            .link
            .filter(|_| passwords == 0 && (is_reset || terms.invites));
        if let Some(link) = link {
            give_link!($tx, account, link);
        }
        Credential {
            is_reset,
            is_link_given: link.is_some(),
            link_before,
        }
    }};
}

impl Reader {
    /// Whether somebody belongs to an organisation.
    pub async fn is_member(&mut self, account: &AccountId, organisation: &OrganisationId) -> Result<bool> {
        let count: i64 = statement!(self, db => sqlx::query_scalar(IS_MEMBER).bind(account.as_str())
            .bind(organisation.as_str()).fetch_one(db).await)?;
        Ok(count > 0)
    }
}

impl Tx {
    /// Adds somebody to an organisation: the account if there is none, the roles, and the link that sets the password.
    /// [`Duplicate`](crate::Error::Duplicate) if an account with the address was made meanwhile.
    pub async fn add_person(&mut self, joining: Joining<'_>) -> Result<PeopleChange> {
        let Joining {
            account: row,
            organisation,
            terms,
            ..
        } = joining;
        let (account, organisation) = (row.id.as_str(), organisation.as_str());
        statement!(self, tx => {
            sqlx::query(LOCK).bind(organisation).execute(&mut *tx).await?;
            if joining.is_new {
                sqlx::query(INSERT_ACCOUNT).bind(&row.id).bind(&row.email).bind(&row.name)
                    .bind(&row.password_hash).bind(&row.language).bind(row.created_at).bind(folded(&row.name))
                    .execute(&mut *tx).await?;
            }
            let locked = sqlx::query(LOCK_LIVING).bind(account).execute(&mut *tx).await?;
            // Somebody removed the account since it was looked up.
            if locked.rows_affected() == 0 {
                return Ok(PeopleChange::Moved);
            }
            let belongs_to: Vec<String> =
                sqlx::query_scalar(ORGANISATIONS_OF).bind(account).fetch_all(&mut *tx).await?;
            let is_as_seen = belongs_to.len() == joining.belongs_to.len()
                && joining.belongs_to.iter().all(|seen| belongs_to.iter().any(|id| id == seen.as_str()));
            if !is_as_seen {
                return Ok(PeopleChange::Moved);
            }
            let has: Vec<String> = sqlx::query_scalar(ROLES_IN).bind(account).bind(organisation)
                .fetch_all(&mut *tx).await?;
            let gains = joining.roles.iter().any(|role| !has.iter().any(|has| has == role));
            let credential = settle_credential!(tx, account, gains, terms);
            for role in joining.roles {
                sqlx::query(INSERT_MEMBERSHIP).bind(account).bind(organisation).bind(*role).bind(terms.now.0)
                    .execute(&mut *tx).await?;
            }
            Ok(PeopleChange::Done(credential))
        })
    }

    /// Gives a member of an organisation these roles in it and no others; none takes the person out of it. `keep` is the
    /// role that somebody must have, or empty.
    pub async fn set_roles(
        &mut self,
        account: &AccountId,
        organisation: &OrganisationId,
        roles: &[&str],
        keep: &str,
        terms: CredentialTerms<'_>,
    ) -> Result<PeopleChange> {
        let (account, organisation) = (account.as_str(), organisation.as_str());
        statement!(self, tx => {
            sqlx::query(LOCK).bind(organisation).execute(&mut *tx).await?;
            sqlx::query(LOCK_ACCOUNT).bind(account).execute(&mut *tx).await?;
            let has: Vec<String> = sqlx::query_scalar(ROLES_IN).bind(account).bind(organisation)
                .fetch_all(&mut *tx).await?;
            if has.is_empty() {
                return Ok(PeopleChange::NoMember);
            }
            if !roles.contains(&keep) && has.iter().any(|role| role == keep) {
                let others: i64 = sqlx::query_scalar(OTHERS_WITH_ROLE).bind(organisation).bind(keep)
                    .bind(account).fetch_one(&mut *tx).await?;
                if others == 0 {
                    return Ok(PeopleChange::Last);
                }
            }
            let gains = roles.iter().any(|role| !has.iter().any(|has| has == role));
            let credential = settle_credential!(tx, account, gains, terms);
            // A role that stays keeps the time since when: what its holder proposed goes on to count.
            for role in has.iter().filter(|role| !roles.contains(&role.as_str())) {
                sqlx::query(DELETE_MEMBERSHIP).bind(account).bind(organisation).bind(role).execute(&mut *tx).await?;
            }
            for role in roles {
                sqlx::query(INSERT_MEMBERSHIP).bind(account).bind(organisation).bind(*role).bind(terms.now.0)
                    .execute(&mut *tx).await?;
            }
            Ok(PeopleChange::Done(credential))
        })
    }

    /// Removes a person: credential, sessions, memberships, what was learnt, name and address. The account's id stays, since
    /// what was done under it belongs to others. Nothing is changed, and the answer is [`PeopleChange::Last`], if somewhere nobody
    /// would be left with the role that somebody must have.
    pub async fn remove_account(&mut self, account: &AccountId, now: Timestamp) -> Result<PeopleChange> {
        let account = account.as_str();
        statement!(self, tx => {
            let organisations: Vec<(String, String)> =
                sqlx::query_as(KINDS_OF).bind(account).fetch_all(&mut *tx).await?;
            for (organisation, kind) in &organisations {
                sqlx::query(LOCK).bind(organisation).execute(&mut *tx).await?;
                let keep = OrganisationKind::parse(kind).and_then(OrganisationKind::indispensable_role);
                let Some(keep) = keep else { continue };
                let has: i64 = sqlx::query_scalar(HAS_ROLE).bind(organisation).bind(keep.as_str()).bind(account)
                    .fetch_one(&mut *tx).await?;
                let others: i64 = sqlx::query_scalar(OTHERS_WITH_ROLE).bind(organisation).bind(keep.as_str())
                    .bind(account).fetch_one(&mut *tx).await?;
                if has > 0 && others == 0 {
                    return Ok(PeopleChange::Last);
                }
            }
            sqlx::query(LOCK_ACCOUNT).bind(account).execute(&mut *tx).await?;
            // Nobody can add the account anywhere now; somebody may have just before.
            let now_in: Vec<(String, String)> =
                sqlx::query_as(KINDS_OF).bind(account).fetch_all(&mut *tx).await?;
            if now_in != organisations {
                return Ok(PeopleChange::Moved);
            }
            let removed = sqlx::query(crate::personal::FORGET).bind(account).bind(now.0)
                .execute(&mut *tx).await?.rows_affected();
            if removed == 0 {
                return Ok(PeopleChange::NoMember);
            }
            reset_credential!(tx, account, now);
            for statement in crate::personal::DELETE {
                sqlx::query(statement).bind(account).execute(&mut *tx).await?;
            }
            Ok(PeopleChange::Done(Credential { is_reset: true, ..Credential::default() }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{account, body, link, new_account, on_both};

    const NOW: Timestamp = Timestamp(2);

    fn terms<'a>(trusted: &'a [GiverRow], link: Option<&'a NewLink>) -> CredentialTerms<'a> {
        CredentialTerms {
            trusted,
            link,
            invites: true,
            now: NOW,
        }
    }

    fn joining<'a>(
        account: &'a AccountRow,
        organisation: &'a OrganisationId,
        belongs_to: &'a [OrganisationId],
        terms: CredentialTerms<'a>,
    ) -> Joining<'a> {
        Joining {
            account,
            is_new: false,
            organisation,
            roles: &["learner"],
            belongs_to,
            terms,
        }
    }

    on_both! {
        async fn a_half_made_account_cannot_exist(store: &Store) {
            let (own, row) = (body(store, "own").await, new_account("amal"));
            let first = link("secret", "lead");
            let new = |roles| Joining {
                is_new: true, roles, ..joining(&row, &own, &[], terms(&[], Some(&first)))
            };
            // The last step fails: a secret can be there only once.
            let badr = account(store, "badr").await;
            store.write(async |tx| tx.insert_password_link(&badr, &first).await).await.unwrap();
            assert!(matches!(store.write(async |tx| tx.add_person(new(&["learner"])).await).await, Err(crate::Error::Duplicate)));
            assert_eq!(store.reader().account_by_email(&row.email).await.unwrap(), None);
            assert!(store.reader().people(&own, &crate::ListPart::whole()).await.unwrap().is_empty());
            // An organisation that is not there: the step in the middle.
            let nowhere = OrganisationId::from("nowhere");
            let second = link("second", "lead");
            let missing = Joining {
                is_new: true, ..joining(&row, &nowhere, &[], terms(&[], Some(&second)))
            };
            assert!(store.write(async |tx| tx.add_person(missing).await).await.is_err());
            assert_eq!(store.reader().account_by_email(&row.email).await.unwrap(), None);
            assert_eq!(store.reader().password_link("second").await.unwrap(), None);
        }

        async fn two_who_add_the_same_person_at_once(store: &Store) {
            let (own, other) = (body(store, "own").await, body(store, "other").await);
            let (one, two) = (new_account("amal"), AccountRow { id: "amal-2".into(), ..new_account("amal") });
            let links = [link("one", "lead"), link("two", "lead")];
            let add = async |row, organisation, link| store.write(async |tx| tx.add_person(Joining {
                is_new: true, ..joining(row, organisation, &[], terms(&[], Some(link)))
            }).await).await;
            let (first, second) = tokio::join!(add(&one, &own, &links[0]), add(&two, &other, &links[1]));
            let done = [&first, &second].into_iter().filter(|outcome| outcome.is_ok()).count();
            assert_eq!(done, 1, "{first:?} {second:?}");
            let refused = [first, second].into_iter().find_map(Result::err);
            assert!(matches!(refused, Some(crate::Error::Duplicate)), "{refused:?}");
            let people = [store.reader().people(&own, &crate::ListPart::whole()).await.unwrap(), store.reader().people(&other, &crate::ListPart::whole()).await.unwrap()];
            assert_eq!(people.iter().flatten().count(), 1, "{people:?}");
        }

        async fn who_is_not_trusted_loses_the_credential(store: &Store) {
            let (own, donor) = (body(store, "own").await, body(store, "donor").await);
            let amal = account(store, "amal").await;
            let row = store.reader().account(&amal).await.unwrap().unwrap();
            store.write(async |tx| tx.insert_password_link(&amal, &link("first", "lead")).await).await.unwrap();
            store.write(async |tx| tx.use_password_link("first", "hash", NOW).await).await.unwrap().expect("used");
            let givers = store.reader().givers(&amal, NOW).await.unwrap();
            let second = link("second", "operator");
            // Who is trusted changes nothing.
            let outcome = store.write(async |tx| tx.add_person(joining(&row, &own, &[], terms(&givers, Some(&second)))).await).await.unwrap();
            let PeopleChange::Done(credential) = outcome else { panic!("{outcome:?}") };
            assert!(!credential.is_reset && !credential.is_link_given);
            // No new role, no reset.
            let seen = [own.clone()];
            let outcome = store.write(async |tx| tx.add_person(joining(&row, &own, &seen, terms(&[], Some(&second)))).await).await.unwrap();
            let PeopleChange::Done(credential) = outcome else { panic!("{outcome:?}") };
            assert!(!credential.is_reset && !credential.is_link_given);
            // What was seen before is not so any longer.
            let outcome = store.write(async |tx| tx.add_person(joining(&row, &donor, &[], terms(&[], Some(&second)))).await).await.unwrap();
            assert_eq!(outcome, PeopleChange::Moved);
            // For oneself there is no link, and so no reset.
            let outcome = store.write(async |tx| tx.add_person(joining(&row, &donor, &seen, terms(&[], None))).await).await.unwrap();
            assert_eq!(outcome, PeopleChange::MustRenew);
            assert_eq!(store.write(async |tx| tx.set_roles(&amal, &own, &["lead"], "lead", terms(&[], None)).await).await.unwrap(), PeopleChange::MustRenew);
            assert!(store.reader().account(&amal).await.unwrap().unwrap().password_hash.is_some());
            assert_eq!(store.reader().memberships(&amal).await.unwrap().len(), 1);
            let outcome = store.write(async |tx| tx.add_person(joining(&row, &donor, &seen, terms(&[], Some(&second)))).await).await.unwrap();
            let PeopleChange::Done(credential) = outcome else { panic!("{outcome:?}") };
            assert!(credential.is_reset && credential.is_link_given);
            assert_eq!(credential.link_before.and_then(|link| link.used_at), Some(NOW.0));
            assert_eq!(store.reader().account(&amal).await.unwrap().unwrap().password_hash, None);
            assert!(store.write(async |tx| tx.use_password_link("second", "new", NOW).await).await.unwrap().is_some());
            // A link that a stranger gave out is enough.
            let givers = store.reader().givers(&amal, NOW).await.unwrap();
            store.write(async |tx| tx.insert_password_link(&amal, &link("third", "stranger")).await).await.unwrap();
            let fourth = link("fourth", "operator");
            let raised = store.write(async |tx| tx.set_roles(&amal, &own, &["lead"], "lead", terms(&givers, Some(&fourth))).await).await.unwrap();
            assert!(matches!(raised, PeopleChange::Done(Credential { is_reset: true, is_link_given: true, .. })), "{raised:?}");
            assert_eq!(store.write(async |tx| tx.use_password_link("third", "x", NOW).await).await.unwrap(), None);
        }

        async fn the_last_lead_stays(store: &Store) {
            let own = body(store, "own").await;
            let (amal, badr) = (account(store, "amal").await, account(store, "badr").await);
            for who in [&amal, &badr] {
                store.write(async |tx| tx.insert_membership(who, &own, "learner", 1).await).await.unwrap();
            }
            let set = |who: &'static str, roles: &'static [&'static str]| {
                let (who, own) = (AccountId::from(who), own.clone());
                async move { store.write(async |tx| tx.set_roles(&who, &own, roles, "lead", terms(&[], None)).await).await.unwrap() }
            };
            assert_eq!(set("nobody", &["lead"]).await, PeopleChange::NoMember);
            assert!(matches!(set("amal", &["lead", "assessor"]).await, PeopleChange::Done(_)));
            assert_eq!(set("amal", &["assessor"]).await, PeopleChange::Last);
            assert_eq!(set("amal", &[]).await, PeopleChange::Last);
            assert_eq!(store.write(async |tx| tx.remove_account(&amal, NOW).await).await.unwrap(), PeopleChange::Last);
            assert_eq!(store.reader().memberships(&amal).await.unwrap().len(), 2);
            assert!(matches!(set("badr", &["lead"]).await, PeopleChange::Done(_)));
            assert!(matches!(set("amal", &["assessor"]).await, PeopleChange::Done(_)));
            assert!(matches!(set("amal", &[]).await, PeopleChange::Done(_)));
            assert!(store.reader().memberships(&amal).await.unwrap().is_empty());
            assert!(!store.reader().is_member(&amal, &own).await.unwrap());
            // Two leads who remove each other at the same moment: one of them stays.
            store.write(async |tx| tx.insert_membership(&amal, &own, "lead", 1).await).await.unwrap();
            let (first, second) = tokio::join!(set("amal", &[]), set("badr", &[]));
            assert_ne!(first, second);
        }
    }
}
