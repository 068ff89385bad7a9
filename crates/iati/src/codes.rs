//! The code lists that are read, as version 2.03 has them, and the words that version 1 had for the same.

use std::fmt;

/// An enum with the codes of a list. What stands behind a code are former words for it, which files of version 2 still carry.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal $(| $former:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its code in the list.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// The one with that code, and whether the code is a former one.
            pub fn find(code: &str) -> Option<(Self, bool)> {
                match code {
                    $($code => Some((Self::$variant, false)),)*
                    $($($former => Some((Self::$variant, true)),)*)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    /// How far an activity is.
    Status {
        /// Planned, or being agreed.
        Pipeline = "1",
        /// Going on.
        Implementation = "2",
        /// Its work is done; money may still flow.
        Finalisation = "3",
        /// Closed.
        Closed = "4",
        /// Cancelled.
        Cancelled = "5",
        /// Suspended.
        Suspended = "6",
    }
}

codes! {
    /// What a date of an activity means.
    DateKind {
        /// Planned to begin.
        PlannedStart = "1" | "start-planned",
        /// Began.
        ActualStart = "2" | "start-actual",
        /// Planned to end.
        PlannedEnd = "3" | "end-planned",
        /// Ended.
        ActualEnd = "4" | "end-actual",
    }
}

codes! {
    /// What an organisation does in an activity.
    Role {
        /// It pays.
        Funding = "1" | "Funding",
        /// It answers for it.
        Accountable = "2" | "Accountable",
        /// It manages the money.
        Extending = "3" | "Extending",
        /// It does the work.
        Implementing = "4" | "Implementing",
    }
}

codes! {
    /// What an organisation is.
    OrganisationType {
        /// A national government.
        Government = "10",
        /// A local government.
        LocalGovernment = "11",
        /// Another public body.
        OtherPublic = "15",
        /// An international non-governmental organisation.
        InternationalNgo = "21",
        /// A national one.
        NationalNgo = "22",
        /// A regional one.
        RegionalNgo = "23",
        /// One of the country that is helped.
        PartnerCountryNgo = "24",
        /// Public and private together.
        PublicPrivate = "30",
        /// Of several states.
        Multilateral = "40",
        /// A foundation.
        Foundation = "60",
        /// A business.
        Business = "70",
        /// A university or the like.
        Academic = "80",
        /// Anything else.
        Other = "90",
    }
}

codes! {
    /// What a transaction is.
    TransactionKind {
        /// Money that comes in.
        IncomingFunds = "1" | "IF",
        /// A firm promise to pay.
        OutgoingCommitment = "2" | "C",
        /// Money that goes to another organisation.
        Disbursement = "3" | "D",
        /// Money that is spent on goods and services.
        Expenditure = "4" | "E",
        /// Interest.
        InterestPayment = "5" | "IR",
        /// A loan paid back.
        LoanRepayment = "6" | "LR",
        /// Spending that is paid back to who spent it.
        Reimbursement = "7" | "R",
        /// Shares bought.
        PurchaseOfEquity = "8" | "QP",
        /// Shares sold.
        SaleOfEquity = "9" | "QS",
        /// A guarantee.
        CreditGuarantee = "10" | "CG",
        /// A firm promise to be paid.
        IncomingCommitment = "11",
        /// A promise that is not firm.
        OutgoingPledge = "12",
        /// Somebody else's promise that is not firm.
        IncomingPledge = "13",
    }
}

codes! {
    /// Whose list a sector is from.
    SectorVocabulary {
        /// The purposes of the Development Assistance Committee, of five digits.
        Dac5 = "1" | "DAC",
        /// Their groups, of three digits: elections cannot be told from the rest of government there.
        Dac3 = "2" | "DAC-3",
        /// Functions of government, of the United Nations.
        Cofog = "3" | "COFOG",
        /// Branches of the economy in the European Union.
        Nace = "4" | "NACE",
        /// Non-profit organisations of the United States.
        Ntee = "5" | "NTEE",
        /// AidData.
        AidData = "6" | "ADT",
        /// Goals of sustainable development.
        SdgGoal = "7",
        /// Their targets.
        SdgTarget = "8",
        /// Their indicators.
        SdgIndicator = "9",
        /// Clusters of humanitarian aid.
        HumanitarianCluster = "10",
        /// Branches of the economy in North America.
        Naics = "11",
        /// The framework of the United Nations' own finances.
        UnFunction = "12",
        /// A second list of the reporting organisation.
        ReportingOrganisation2 = "98" | "RO2",
        /// A list of the reporting organisation.
        ReportingOrganisation = "99" | "RO",
    }
}

codes! {
    /// Whose list a region is from.
    PlaceVocabulary {
        /// The Development Assistance Committee.
        Dac = "1",
        /// The United Nations (M49).
        UnitedNations = "2",
        /// The reporting organisation.
        ReportingOrganisation = "99",
    }
}

codes! {
    /// How another activity stands to this one.
    Relation {
        /// This one is a part of it.
        Parent = "1",
        /// It is a part of this one.
        Child = "2",
        /// Both are parts of one.
        Sibling = "3",
        /// Several pay for both.
        CoFunded = "4",
        /// Another organisation's report of the same money.
        ThirdParty = "5",
    }
}

/// A list of which codes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeList {
    /// [`Status`].
    Status,
    /// [`DateKind`].
    DateKind,
    /// [`Role`].
    Role,
    /// [`TransactionKind`].
    TransactionKind,
    /// [`SectorVocabulary`].
    SectorVocabulary,
    /// Purposes of five digits. Which of them there are is not known here, only how they look.
    Purpose,
    /// [`PlaceVocabulary`].
    PlaceVocabulary,
    /// Countries, ISO 3166-1.
    Country,
    /// Currencies, ISO 4217.
    Currency,
    /// [`Relation`].
    Relation,
    /// Budgets that are the first or a revised one, indicative or committed.
    Budget,
    /// Yes or no.
    YesOrNo,
}

/// In English, as it stands in a message.
impl fmt::Display for CodeList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Status => "status of an activity",
            Self::DateKind => "kind of date",
            Self::Role => "role of an organisation",
            Self::TransactionKind => "kind of transaction",
            Self::SectorVocabulary => "list of sectors",
            Self::Purpose => "purpose code",
            Self::PlaceVocabulary => "list of regions",
            Self::Country => "country",
            Self::Currency => "currency",
            Self::Relation => "relation between activities",
            Self::Budget => "type or status of a budget",
            Self::YesOrNo => "yes or no",
        })
    }
}

/// ISO 4217 as IATI has it: with currencies that are gone, since old transactions stay in theirs.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD \
    CAD CDF CHF CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD \
    HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD \
    MDL MGA MKD MMK MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN \
    USS UYI UYU UZS VED VEF VES VND VUV WST XAF XBT XCD XDR XOF XPF YER ZAR ZMK ZMW ZWL";

/// Whether it is the code of a currency.
pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && CURRENCIES.split_ascii_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_their_own_and_former_names() {
        for kind in TransactionKind::ALL {
            assert_eq!(TransactionKind::find(kind.code()), Some((*kind, false)));
        }
        assert_eq!(
            TransactionKind::find("D"),
            Some((TransactionKind::Disbursement, true))
        );
        assert_eq!(TransactionKind::find("0"), None);
        assert_eq!(TransactionKind::find("03"), None);
        assert_eq!(DateKind::find("end-actual"), Some((DateKind::ActualEnd, true)));
    }

    #[test]
    fn currencies_are_three_capitals_of_the_list() {
        assert!(is_currency("EUR") && is_currency("ZMW"));
        for code in ["eur", "", "EU", "EUR ", "AED AFN", "XYZ"] {
            assert!(!is_currency(code), "{code}");
        }
    }
}
