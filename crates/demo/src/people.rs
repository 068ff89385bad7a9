//! The demo's people: one account for each role, whose password everybody may know, and invented colleagues in every body,
//! who cannot sign in.

use domain::identity::organisation::Role;

use super::answers::chance;

/// The password of the demo's accounts. It protects nothing: everything in a demo is invented.
pub const DEMO_PASSWORD: &str = "polder demo polder";

/// An account of the demo.
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    /// Its address.
    pub email: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its role.
    pub role: Role,
    /// Where it belongs: the name of the organisation in addresses.
    pub organisation: &'static str,
}

/// The accounts of the demo, one for each role and a second lead, whom consents need.
pub const DEMO_ACCOUNTS: [DemoAccount; 8] = {
    const fn account(
        email: &'static str,
        name: &'static str,
        role: Role,
        organisation: &'static str,
    ) -> DemoAccount {
        DemoAccount {
            email,
            name,
            role,
            organisation,
        }
    }
    use super::bodies::OWN_BODY;
    [
        account("learner@demo.example", "Lior Tamm", Role::Learner, OWN_BODY),
        account("assessor@demo.example", "Asha Brenn", Role::Assessor, OWN_BODY),
        account("lead@demo.example", "Leyla Orsted", Role::Lead, OWN_BODY),
        account("lead2@demo.example", "Luca Varga", Role::Lead, OWN_BODY),
        account("reviewer@demo.example", "Rui Castell", Role::Reviewer, OWN_BODY),
        account(
            "donor@demo.example",
            "Dina Moreau",
            Role::Analyst,
            "meridian-fund",
        ),
        account(
            "partner@demo.example",
            "Paulo Innes",
            Role::Implementer,
            "civic-systems-partnership",
        ),
        account(
            "operator@demo.example",
            "Omar Lindqvist",
            Role::Operator,
            "polder-demo",
        ),
    ]
};

const GIVEN: [&str; 24] = [
    "Adel", "Bina", "Cato", "Daria", "Emre", "Farah", "Goran", "Hana", "Idris", "Jana", "Kofi", "Lena",
    "Marek", "Nadia", "Oskar", "Priya", "Rosa", "Sami", "Tove", "Uma", "Viktor", "Wanda", "Yusuf", "Zora",
];
const FAMILY: [&str; 24] = [
    "Abano",
    "Bergholt",
    "Cordell",
    "Davri",
    "Elmsted",
    "Fontane",
    "Gruner",
    "Hadley",
    "Ivarsen",
    "Jelavic",
    "Karimov",
    "Lindgren",
    "Mbeki-Ross",
    "Novak",
    "Okafor",
    "Petrescu",
    "Qadir",
    "Rahmani",
    "Sorrel",
    "Tanaka-Lee",
    "Ulfsson",
    "Verhoef",
    "Wexley",
    "Zamani",
];

/// An invented name for the person with that address.
pub(super) fn invented_name(email: &str) -> String {
    let pick = |list: &[&'static str; 24], what: &str| list[(chance(&[email, what]) * 24.0) as usize % 24];
    format!("{} {}", pick(&GIVEN, "given"), pick(&FAMILY, "family"))
}
