//! Organisations, and the roles that people have in them.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr};

use crate::id::OrganisationId;
use crate::named::named;

/// A kind of organisation.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OrganisationKind {
    /// Runs elections.
    ElectionBody,
    /// Funds assistance.
    Donor,
    /// Delivers assistance.
    Partner,
    /// Runs this instance.
    Operator,
}

named!(OrganisationKind);

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; Self::COUNT] = [Self::ElectionBody, Self::Donor, Self::Partner, Self::Operator];

    /// The roles that a member of such an organisation may have.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::ElectionBody => &[Role::Learner, Role::Assessor, Role::Lead, Role::Reviewer],
            Self::Donor => &[Role::Learner, Role::Analyst],
            Self::Partner => &[Role::Learner, Role::Implementer],
            Self::Operator => &[Role::Operator],
        }
    }

    /// The role that somebody must keep, so that the organisation is not left without anybody who can run it.
    pub fn indispensable_role(self) -> Option<Role> {
        match self {
            Self::ElectionBody => Some(Role::Lead),
            Self::Operator => Some(Role::Operator),
            Self::Donor | Self::Partner => None,
        }
    }
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code; empty for what is no election body.
    pub country: String,
    /// Name of a region of the list, a public attribute; likewise.
    pub region: String,
    /// Income group, a public attribute; likewise nothing.
    pub income_group: Option<IncomeGroup>,
}

/// An income group of the World Bank's classification, a public attribute of an election body's country.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum IncomeGroup {
    /// Low income.
    Low,
    /// Lower-middle income.
    LowerMiddle,
    /// Upper-middle income.
    UpperMiddle,
    /// High income.
    High,
}

named!(IncomeGroup);

impl IncomeGroup {
    /// Every group, lowest first.
    pub const ALL: [Self; Self::COUNT] = [Self::Low, Self::LowerMiddle, Self::UpperMiddle, Self::High];
}

/// What a person does in an organisation.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Takes courses.
    Learner,
    /// Answers the questionnaire.
    Assessor,
    /// Approves, submits, decides who sees what, adds people.
    Lead,
    /// An invited expert who reads one body's assessment and nothing else.
    Reviewer,
    /// A donor's analyst.
    Analyst,
    /// A partner's implementer.
    Implementer,
    /// Runs the instance.
    Operator,
}

named!(Role);

impl Role {
    /// Every role.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Learner,
        Self::Assessor,
        Self::Lead,
        Self::Reviewer,
        Self::Analyst,
        Self::Implementer,
        Self::Operator,
    ];
}
