//! Names of the variants of an enum, as they stand in forms, files and storage.

/// A text that names none of the variants.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no {of}")]
pub struct UnknownName {
    /// The text.
    pub name: String,
    /// What it should have named.
    pub of: &'static str,
}

/// Gives an enum with strum's `EnumString` and `IntoStaticStr` the ways in which its names are used here. With `TryFrom<String>` a row that is read from
/// a database carries the enum, and a name that was never one is an error there.
macro_rules! named {
    ($name:ident) => {
        impl $name {
            /// The name used in forms, files and storage.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            /// The variant with that name, if there is one.
            pub fn parse(name: &str) -> Option<Self> {
                name.parse().ok()
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::named::UnknownName;

            fn try_from(name: String) -> Result<Self, Self::Error> {
                Self::parse(&name).ok_or($crate::named::UnknownName {
                    name,
                    of: stringify!($name),
                })
            }
        }
    };
}
pub(crate) use named;

#[cfg(test)]
mod tests {
    use crate::assess::answer::{Answer, EvidenceGrade};
    use crate::assess::gap::Bucket;
    use crate::assess::model::Tier;
    use crate::assess::score::Scope;
    use crate::content::intervention::{Checked, Kind, Strength};
    use crate::content::{Audience, PartnerKind};
    use crate::disclose::{Band, Consent};
    use crate::identity::organisation::{IncomeGroup, OrganisationKind, Role};
    use crate::learn::quiz::ArtefactKind;
    use crate::ledger::{CostBand, OfferState, RequestState};
    use crate::target::{Bound, ImpactRule};

    /// What is stored, released and handed out stands in these words: they outlive the names of the variants.
    #[test]
    fn names_are_what_they_always_were() {
        macro_rules! names {
            ($of:ident: $($name:literal)*) => {
                assert_eq!($of::ALL.map($of::as_str), [$($name),*]);
                for one in $of::ALL {
                    assert_eq!($of::try_from(one.as_str().to_owned()), Ok(one));
                }
                let error = $of::try_from("No such name".to_owned()).unwrap_err();
                assert_eq!(error.to_string(), concat!("\"No such name\" is no ", stringify!($of)));
            };
        }
        names!(Answer: "not-implemented" "partly" "largely" "fully" "unknown" "not-applicable");
        names!(EvidenceGrade: "none" "interview" "document" "tested");
        names!(Bucket: "before-election" "procedural-only" "compensating" "no-date");
        names!(Tier: "T1" "T2" "T3" "T4");
        names!(Scope: "quick" "full");
        names!(Audience: "all-staff" "leadership" "registration" "operations" "it" "procurement" "logistics" "communications" "liaison");
        names!(PartnerKind: "home" "election-bodies" "united-nations" "intergovernmental" "response-teams" "non-profit" "knowledge");
        names!(Kind: "advice" "training" "exercise" "software" "equipment" "service" "audit" "legal" "communication" "surge" "peer-exchange");
        names!(Strength: "expert-judgement" "weak" "moderate" "strong");
        names!(Checked: "opened" "reported" "memory");
        names!(ArtefactKind: "address" "form" "log" "message" "result-form");
        names!(Band: "starting" "developing" "managed" "advanced");
        names!(Consent: "none" "aggregate-only" "anonymised" "named");
        names!(OrganisationKind: "election-body" "donor" "partner" "operator");
        names!(IncomeGroup: "low" "lower-middle" "upper-middle" "high");
        names!(Bound: "lower" "middle" "upper");
        names!(ImpactRule: "linear" "squared");
        names!(RequestState: "proposed" "refused" "open" "withdrawn" "pledged");
        names!(OfferState: "made" "taken-back" "declined" "accepted" "delivered" "missing" "confirmed" "closed");
        names!(CostBand: "small" "middle" "large" "very-large");
        names!(Role: "learner" "assessor" "lead" "reviewer" "analyst" "implementer" "operator");
    }
}
