//! Identity: accounts, sessions, one-time links, people and their roles, organisations.

mod account;
mod audit;
mod credential;
mod limits;
mod links;
mod organisations;
mod password;
mod people;
mod personal;
mod regions;
mod sessions;
mod set_password;
mod sign_in;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use account::{Identity, IdentityMembership, choose_language, edit_own_account, take_up_language};
pub use audit::{
    AuditLine, AuditPage, AuditPlace, AuditQuery, Who, audit_file_of_all, audit_file_of_body, audit_of_all,
    audit_of_body,
};
pub use credential::{Origin, actor_of};
pub use limits::{clean_up, remember_browser};
pub use links::{InvitationLink, LinkBefore, clean_secret, link_fault, new_link, new_link_by_email};
pub use organisations::{
    NewOrganisation, add_organisation, correct_organisation, operator_organisation, organisation,
    organisations,
};
pub use password::Passwords;
pub use people::{
    Added, Found, NewPerson, Person, RolesSet, add_person, is_without_accounts, name_of_person, people,
    set_roles,
};
pub use personal::{
    PersonFacts, PersonalData, account_of_email, own_personal_data, people_without_organisation, person,
    personal_data, remove_person,
};
pub use regions::{OwnRegion, RegionAdded, add_region, own_regions, remove_region};
pub use sessions::{
    OwnSession, SessionInUse, end_other_own_sessions, end_own_session, end_sessions_of, identify_session,
    note_sign_out, own_sessions, session_keys,
};
pub use set_password::{ChangePassword, change_password, set_password_by_link};
pub use sign_in::{SignIn, sign_in};
