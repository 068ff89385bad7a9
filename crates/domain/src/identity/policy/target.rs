//! What an action is done to.

use crate::id::OrganisationId;
use crate::identity::organisation::Organisation;

/// What an action is done to.
pub trait Target {
    /// The same, as the policy decides about it.
    fn resource(&self) -> Resource<'_>;
}

/// The instance as a whole, or something that belongs to nobody else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Instance;

/// A body's report as shown to a donor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedReport {
    pub(super) donor: OrganisationId,
    pub(super) granted: bool,
}

impl NamedReport {
    /// The donor who looks, and whether the body shows it, by name, to that donor in that round.
    pub fn new(donor: OrganisationId, granted: bool) -> Self {
        Self { donor, granted }
    }
}

impl Target for Instance {
    fn resource(&self) -> Resource<'_> {
        Resource::Instance
    }
}

impl Target for Organisation {
    fn resource(&self) -> Resource<'_> {
        Resource::Organisation(&self.id)
    }
}

impl Target for NamedReport {
    fn resource(&self) -> Resource<'_> {
        Resource::NamedReport {
            donor: &self.donor,
            granted: self.granted,
        }
    }
}

/// The kinds of [`Resource`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// [`Resource::Instance`]
    Instance,
    /// [`Resource::Organisation`]
    Organisation,
    /// [`Resource::NamedReport`]
    NamedReport,
}

/// What it is to be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// The instance as a whole, or something that belongs to nobody else.
    Instance,
    /// An organisation, or something that belongs to it.
    Organisation(&'a OrganisationId),
    /// A body's report as shown to a donor.
    NamedReport {
        /// The donor who looks.
        donor: &'a OrganisationId,
        /// Whether the body shows it, by name, to that donor in that round.
        granted: bool,
    },
}

impl Resource<'_> {
    /// Its kind.
    pub fn reach(self) -> Reach {
        match self {
            Self::Instance => Reach::Instance,
            Self::Organisation(_) => Reach::Organisation,
            Self::NamedReport { .. } => Reach::NamedReport,
        }
    }
}
