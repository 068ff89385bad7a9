//! Who may let somebody into an account: a link to set its password is as good as the account itself.

use super::{Action, Actor, Resource, decide};
use crate::id::{AccountId, OrganisationId};

/// Why an actor may not give out a link for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// It is the actor's own: a session that stands open would become an account that is taken over.
    Own,
    /// The account belongs to somebody whose people the actor does not manage: with the link the actor could take over what the
    /// person may do there.
    Elsewhere,
}

/// Whether `actor` answers for an account that belongs to these organisations: manages the people of each of them. One that belongs to
/// none is the operator's alone: whoever else took it would have it from whoever had it before.
pub fn answers_for(actor: &Actor, belongs_to: &[OrganisationId]) -> bool {
    if belongs_to.is_empty() {
        return decide(actor, Action::ManageAccounts, Resource::Instance).is_ok();
    }
    belongs_to
        .iter()
        .map(Resource::Organisation)
        .all(|organisation| decide(actor, Action::ManagePeople, organisation).is_ok())
}

/// Whether `actor` may give out a link with which the password of `account` is set, which belongs to these organisations.
///
/// # Errors
/// Why not.
pub fn may_give_link(
    actor: &Actor,
    account: &AccountId,
    belongs_to: &[OrganisationId],
) -> Result<(), LinkRefusal> {
    if actor.account.as_ref() == Some(account) {
        return Err(LinkRefusal::Own);
    }
    if !answers_for(actor, belongs_to) {
        return Err(LinkRefusal::Elsewhere);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::organisation::{OrganisationKind, Role};
    use crate::identity::policy::Membership;

    /// One row for each actor, one column for what the account of somebody else belongs to: `x` a link may be given out, `.` not.
    const TABLE: &str = "
        actor         nothing  own  other  own+other  own+donor
        visitor       .        .    .      .          .
        nobody        .        .    .      .          .
        learner       .        .    .      .          .
        assessor      .        .    .      .          .
        reviewer      .        .    .      .          .
        lead          .        x    .      .          .
        lead-of-both  .        x    x      x          .
        odd-lead      .        .    .      .          .
        analyst       .        .    .      .          .
        implementer   .        .    .      .          .
        operator      x        x    x      x          x
        console       x        x    x      x          x
    ";

    fn actor(name: &str) -> Actor {
        use OrganisationKind::{Donor, ElectionBody, Operator, Partner};
        let roles: &[(&str, OrganisationKind, Role)] = match name {
            "visitor" => return Actor::default(),
            "console" => return Actor::console(),
            "nobody" => &[],
            "learner" => &[("own", ElectionBody, Role::Learner)],
            "assessor" => &[("own", ElectionBody, Role::Assessor)],
            "reviewer" => &[("own", ElectionBody, Role::Reviewer)],
            "lead" => &[("own", ElectionBody, Role::Lead)],
            "lead-of-both" => &[
                ("own", ElectionBody, Role::Lead),
                ("other", ElectionBody, Role::Lead),
            ],
            // A role that there is not in a donor.
            "odd-lead" => &[("own", Donor, Role::Lead)],
            "analyst" => &[("donor", Donor, Role::Analyst)],
            "implementer" => &[("partner", Partner, Role::Implementer)],
            "operator" => &[("house", Operator, Role::Operator)],
            other => panic!("{other}"),
        };
        Actor {
            account: Some("actor".into()),
            memberships: roles
                .iter()
                .map(|(organisation, kind, role)| Membership {
                    organisation: (*organisation).into(),
                    kind: *kind,
                    role: *role,
                })
                .collect(),
        }
    }

    #[test]
    fn every_actor_and_account_is_decided_as_in_the_table() {
        let mut rows = TABLE
            .lines()
            .map(str::split_whitespace)
            .filter(|row| row.clone().next().is_some());
        let belongings: Vec<Vec<OrganisationId>> = rows
            .next()
            .expect("a header")
            .skip(1)
            .map(|column| match column {
                "nothing" => Vec::new(),
                organisations => organisations.split('+').map(OrganisationId::from).collect(),
            })
            .collect();
        for mut row in rows {
            let name = row.next().expect("an actor");
            let actor = actor(name);
            let marks: Vec<&str> = row.collect();
            assert_eq!(marks.len(), belongings.len(), "{name}");
            for (belongs_to, mark) in belongings.iter().zip(marks) {
                let expected = if mark == "x" {
                    Ok(())
                } else {
                    Err(LinkRefusal::Elsewhere)
                };
                let given = may_give_link(&actor, &"somebody".into(), belongs_to);
                assert_eq!(given, expected, "{name}, {belongs_to:?}");
                assert_eq!(
                    answers_for(&actor, belongs_to),
                    mark == "x",
                    "{name}, {belongs_to:?}"
                );
                // Whatever they may do, nobody lets themselves in.
                if let Some(own) = &actor.account {
                    let given = may_give_link(&actor, own, belongs_to);
                    assert_eq!(given, Err(LinkRefusal::Own), "{name}, {belongs_to:?}");
                }
            }
        }
    }
}
