//! Who may do what, decided in one function.

mod link;
mod target;

pub use link::{LinkRefusal, answers_for, may_give_link};
pub use target::{Instance, NamedReport, Reach, Resource, Target};

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, OrganisationId};
use crate::identity::organisation::{Organisation, OrganisationKind, Role};

/// Whoever asks for something: a visitor without an account, or a person with their memberships.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account, if somebody is signed in.
    pub account: Option<AccountId>,
    /// Its memberships.
    pub memberships: Vec<Membership>,
}

/// A role in an organisation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// The role in it.
    pub role: Role,
}

impl Actor {
    /// The name under which [`Actor::console`] is recorded.
    pub const CONSOLE: &str = "console";

    /// Whoever runs commands on the server's own machine. They could as well read and write the database, so they
    /// count as an operator; the commands go through the same use cases as the pages.
    pub fn console() -> Self {
        Self {
            account: Some(Self::CONSOLE.into()),
            memberships: vec![Membership {
                organisation: Self::CONSOLE.into(),
                kind: OrganisationKind::Operator,
                role: Role::Operator,
            }],
        }
    }

    /// Whether the actor has one of these roles in that organisation.
    pub fn has_role_in(&self, organisation: &OrganisationId, roles: &[Role]) -> bool {
        self.memberships.iter().any(|membership| {
            membership.organisation == *organisation
                && roles.contains(&membership.role)
                && membership.kind.roles().contains(&membership.role)
        })
    }

    /// Whether the actor has this role in any organisation in which that role exists.
    pub fn has_role(&self, role: Role) -> bool {
        self.memberships
            .iter()
            .any(|membership| membership.role == role && membership.kind.roles().contains(&role))
    }
}

/// Declares the actions: each as a variant of [`Action`], which tests and routes list, and as a type of its own in [`act`], by which
/// the compiler tells the [`Permit`] for one from the permit for another.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $by:ident on $on:ident,)*) => {
        /// A thing that somebody can want to do. Every use case asks for the [`Permit`] to do one of these.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The kind of thing that it is done to.
            pub fn reach(self) -> Reach {
                match self {
                    $(Self::$name => Reach::$on,)*
                }
            }
        }

        /// The actions as types.
        pub mod act {
            use super::{Act, Action, Anybody, Instance, NamedReport, Organisation, Person};

            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub enum $name {}

                impl Act for $name {
                    const ACTION: Action = Action::$name;
                    type By = $by;
                    type On = $on;
                }
            )*
        }
    };
}

actions! {
    /// Read courses, lessons, the glossary, the landing page.
    ReadContent: Anybody on Instance,
    /// Sign in, sign out, set a password by a link, choose a language.
    UseDoor: Anybody on Instance,
    /// Record that a lesson was read, take a quiz, see one's own results.
    Learn: Person on Instance,
    /// See and end one's own sessions, change one's own name, password and language.
    ManageOwnAccount: Person on Instance,
    /// See who belongs to an organisation.
    ReadPeople: Person on Organisation,
    /// Add people to an organisation, change their roles, give out links to set a password.
    ManagePeople: Person on Organisation,
    /// End the sessions of a person of an organisation.
    EndSessions: Person on Organisation,
    /// See an election body's overview.
    ReadBody: Person on Organisation,
    /// Set a body's technology flags, tier, targets and election date.
    EditProfile: Person on Organisation,
    /// Start an assessment, or extend a Quick Scan to a full one.
    StartAssessment: Person on Organisation,
    /// Read the questionnaire and its answers.
    ReadAssessment: Person on Organisation,
    /// Answer practices.
    Answer: Person on Organisation,
    /// Approve that practices do not apply.
    ApproveNotApplicable: Person on Organisation,
    /// Submit an assessment, which freezes it.
    SubmitAssessment: Person on Organisation,
    /// Read a gap report of one's own body.
    ReadReport: Person on Organisation,
    /// See what a body allows in each round.
    ReadConsent: Person on Organisation,
    /// Propose what a body allows in a round.
    ProposeConsent: Person on Organisation,
    /// Confirm, as a second person, what was proposed.
    ConfirmConsent: Person on Organisation,
    /// See for what one's own body asks for help, and what came of it.
    ReadOwnRequests: Person on Organisation,
    /// Propose to ask donors and partners for help on a gap, or take that back.
    ProposeRequest: Person on Organisation,
    /// Confirm or decline, as a second person, what was proposed.
    ConfirmRequest: Person on Organisation,
    /// Accept and decline offers of help, say whether it was delivered, close it.
    AnswerOffers: Person on Organisation,
    /// Read requests for help that are addressed to one's donor or partner.
    ReadRequests: Person on Instance,
    /// Offer help in the name of a donor or partner, take it back, say that it is delivered.
    OfferHelp: Person on Organisation,
    /// Read a round's release.
    ReadRelease: Person on Instance,
    /// Read the gap report of a body that shows it by name.
    ReadNamedReport: Person on NamedReport,
    /// See the organisations and rounds of this instance.
    ReadInstance: Person on Instance,
    /// Add organisations, and their first people.
    ManageOrganisations: Person on Instance,
    /// Open and close rounds.
    ManageRounds: Person on Instance,
    /// Read what was done in an organisation, and by whom.
    ReadAudit: Person on Organisation,
    /// Read what was done on this instance, and by whom.
    ReadWholeAudit: Person on Instance,
    /// See the accounts of this instance whatever they belong to, give out a copy of what is kept about a person, remove them.
    ManageAccounts: Person on Instance,
}

/// An action as a type: one of those in [`act`].
pub trait Act {
    /// The same as a value.
    const ACTION: Action;
    /// Who can do it: [`Person`] or [`Anybody`].
    type By: Asker;
    /// What it is done to.
    type On: Target;
}

/// What a permit says of whoever asked.
pub trait Asker: Sized {
    /// Out of who asks.
    ///
    /// # Errors
    /// Nobody is signed in where somebody has to be.
    fn of(actor: &Actor) -> Result<Self, Refusal>;
}

/// Somebody who is signed in, by their account.
pub type Person = AccountId;
/// Anybody, with their account if they are signed in.
pub type Anybody = Option<AccountId>;
impl Asker for Person {
    fn of(actor: &Actor) -> Result<Self, Refusal> {
        actor.account.clone().ok_or(Refusal::SignIn)
    }
}

impl Asker for Anybody {
    fn of(actor: &Actor) -> Result<Self, Refusal> {
        Ok(actor.account.clone())
    }
}

/// That somebody may do something, with who they are and what it is done to. Only [`permit`] makes one: a use case that takes it can
/// be reached by nobody who was not asked.
pub struct Permit<A: Act> {
    actor: Actor,
    by: A::By,
    on: A::On,
}

impl<A: Act> Permit<A> {
    /// Who asked, with their memberships: for what else they may do.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The account of whoever asked.
    pub fn account(&self) -> &A::By {
        &self.by
    }
}

impl<A: Act<On = Organisation>> Permit<A> {
    /// The organisation that it is done to, or to something of which.
    pub fn organisation(&self) -> &Organisation {
        &self.on
    }
}

impl<A: Act<On = NamedReport>> Permit<A> {
    /// The donor for whom the report is read.
    pub fn donor(&self) -> &OrganisationId {
        &self.on.donor
    }
}

/// Permits `actor` an action on something, or refuses it.
///
/// # Errors
/// [`decide`] says no.
pub fn permit<A: Act>(actor: &Actor, on: A::On) -> Result<Permit<A>, Refusal> {
    decide(actor, A::ACTION, on.resource())?;
    Ok(Permit {
        actor: actor.clone(),
        by: A::By::of(actor)?,
        on,
    })
}

/// Why something is not permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody is signed in; signing in may help.
    #[error("sign in first")]
    SignIn,
    /// It is not theirs. A page shows the same as for a thing that does not exist.
    #[error("not found")]
    NotYours,
}

/// The account of whoever asks. A visitor is asked to sign in before anything is looked up, so that nobody learns from the
/// answer what there is; what the person may do is then asked of [`decide`].
pub fn signed_in(actor: &Actor) -> Result<&AccountId, Refusal> {
    actor.account.as_ref().ok_or(Refusal::SignIn)
}

/// Decides whether `actor` may do `action` to `resource`: the only place where this is decided. What is then done takes the [`Permit`]
/// that [`permit`] makes of a yes; this alone is for what hangs on it, such as whether a page shows a button.
pub fn decide(actor: &Actor, action: Action, resource: Resource<'_>) -> Result<(), Refusal> {
    use Role::{Analyst, Assessor, Implementer, Lead, Learner, Operator, Reviewer};

    let in_organisation = |roles: &[Role]| match resource {
        Resource::Organisation(organisation) => actor.has_role_in(organisation, roles),
        Resource::Instance | Resource::NamedReport { .. } => false,
    };
    let allowed = match action {
        Action::ReadContent | Action::UseDoor => return Ok(()),
        Action::Learn | Action::ManageOwnAccount => actor.account.is_some(),
        Action::ReadPeople | Action::ManagePeople | Action::EndSessions => {
            in_organisation(&[Lead]) || actor.has_role(Operator)
        }
        Action::ReadBody => in_organisation(&[Lead, Assessor, Reviewer, Learner]),
        Action::EditProfile
        | Action::StartAssessment
        | Action::ApproveNotApplicable
        | Action::SubmitAssessment
        | Action::ProposeConsent
        | Action::ProposeRequest
        | Action::AnswerOffers
        | Action::ReadAudit => in_organisation(&[Lead]),
        Action::ReadAssessment | Action::ReadReport => in_organisation(&[Lead, Assessor, Reviewer]),
        Action::Answer => in_organisation(&[Lead, Assessor]),
        // The second of the two people may be an assessor: a small body has one lead.
        Action::ReadConsent | Action::ConfirmConsent | Action::ReadOwnRequests | Action::ConfirmRequest => {
            in_organisation(&[Lead, Assessor])
        }
        Action::ReadRequests => actor.has_role(Analyst) || actor.has_role(Implementer),
        // An analyst for a donor, an implementer for a partner: neither kind of organisation has the other's role.
        Action::OfferHelp => in_organisation(&[Analyst, Implementer]),
        Action::ReadRelease => actor.has_role(Analyst),
        Action::ReadNamedReport => match resource {
            Resource::NamedReport { donor, granted } => granted && actor.has_role_in(donor, &[Analyst]),
            Resource::Instance | Resource::Organisation(_) => false,
        },
        Action::ReadInstance
        | Action::ManageOrganisations
        | Action::ManageRounds
        | Action::ReadWholeAudit
        | Action::ManageAccounts => actor.has_role(Operator),
    };
    // An action on the wrong kind of thing is refused, whoever asks.
    let allowed = allowed && resource.reach() == action.reach();
    match &actor.account {
        None => Err(Refusal::SignIn),
        Some(_) if allowed => Ok(()),
        Some(_) => Err(Refusal::NotYours),
    }
}

/// Whether `actor` may do `action` anywhere: to the instance, or to one of their own organisations. For what leads there, such as
/// the navigation.
pub fn may_anywhere(actor: &Actor, action: Action) -> bool {
    let own = actor
        .memberships
        .iter()
        .map(|membership| &membership.organisation);
    decide(actor, action, Resource::Instance).is_ok()
        || own
            .map(Resource::Organisation)
            .any(|organisation| decide(actor, action, organisation).is_ok())
}

#[cfg(test)]
mod tests;
