//! A body's profile: technology, tier, targets, the next election.

use std::collections::{BTreeMap, BTreeSet};

use domain::assess::model::{Model, ModelRef, Rules, Tier};
use domain::assess::profile::{Override, Profile};
use domain::assess::score::MAX_LEVEL;
use domain::content::Lang;
use domain::id::{DomainCode, FlagId, OrganisationId};
use domain::identity::audit::Event;
use domain::identity::organisation::Organisation;
use domain::identity::policy::{Permit, act};
use domain::text::{is_longer_than, lines};
use domain::timestamp::Timestamp;
use domain::typed;
use store::{Reader, Tx};
use time::Date;

use usecase::{Env, Error, FieldErrors, Result};

use crate::info::{info, model_in_use};

/// Longest reason for a choice of one's own.
const MAX_REASON: usize = 1_000;
/// An election further away than this is a slip of the hand.
const MAX_YEARS: i32 = 20;
const MAX_FREEZE_WEEKS: u16 = 52;

/// A body's profile, and which version of it this is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BodyProfile {
    /// The profile.
    pub profile: Profile,
    /// 0 as long as nobody saved one.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

/// What the form of a profile is made from.
#[derive(Clone, Debug)]
pub struct ProfileForm {
    /// The body.
    pub body: Organisation,
    /// Its profile.
    pub stored: BodyProfile,
    /// The version of the model that the form asks about: that of the open assessment, else the newest. What only other versions know is
    /// kept as it is.
    pub model: ModelRef,
}

/// A profile form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileInput {
    /// Technology flags that are on.
    pub flags: Vec<String>,
    /// A tier of one's own; empty: the computed one.
    pub tier: String,
    /// Why.
    pub tier_reason: String,
    /// Targets of one's own, by the code of the domain.
    pub targets: BTreeMap<String, TargetInput>,
    /// `YYYY-MM-DD`; empty: not known.
    pub next_election: String,
    /// Weeks; empty: the model's default.
    pub freeze_weeks: String,
    /// The version that the form was made from.
    pub version: i64,
}

/// A target of one's own, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetInput {
    /// 1–4; empty: that of the tier.
    pub value: String,
    /// Why.
    pub reason: String,
    /// The highest level to be asked, 1–4; empty: up to the target.
    pub opened: String,
}

impl ProfileInput {
    /// The form that shows a profile.
    pub fn of(stored: &BodyProfile) -> Self {
        let profile = &stored.profile;
        let own_tier = profile.tier_override.as_ref();
        Self {
            flags: profile
                .flags
                .iter()
                .map(|flag| flag.as_str().to_owned())
                .collect(),
            tier: own_tier.map_or_else(String::new, |own| own.value.as_str().to_owned()),
            tier_reason: own_tier.map_or_else(String::new, |own| own.reason.clone()),
            targets: targets_of(profile),
            next_election: profile
                .next_election
                .map_or_else(String::new, |day| day.to_string()),
            freeze_weeks: profile
                .freeze_weeks
                .map_or_else(String::new, |weeks| weeks.to_string()),
            version: stored.version,
        }
    }
}

fn targets_of(profile: &Profile) -> BTreeMap<String, TargetInput> {
    let mut targets: BTreeMap<String, TargetInput> = BTreeMap::new();
    for (code, own) in &profile.target_overrides {
        let target = targets.entry(code.as_str().to_owned()).or_default();
        target.value = own.value.to_string();
        target.reason.clone_from(&own.reason);
    }
    for (code, level) in &profile.opened {
        targets.entry(code.as_str().to_owned()).or_default().opened = level.to_string();
    }
    targets
}

/// A body's profile.
///
/// # Errors
/// The database does not answer.
pub async fn body_profile(
    _: &Env,
    permit: &Permit<act::ReadBody>,
    reader: &mut Reader,
) -> Result<BodyProfile> {
    load_profile(reader, &permit.organisation().id).await
}

/// A body's profile, for the form that changes it.
///
/// # Errors
/// The database does not answer.
pub async fn profile_form(
    env: &Env,
    permit: &Permit<act::EditProfile>,
    reader: &mut Reader,
) -> Result<ProfileForm> {
    let body = permit.organisation().clone();
    Ok(ProfileForm {
        stored: load_profile(reader, &body.id).await?,
        model: profile_model(env, reader, &body.id).await?,
        body,
    })
}

/// The version of the model that the profile of a body is asked about.
async fn profile_model(env: &Env, reader: &mut Reader, organisation: &OrganisationId) -> Result<ModelRef> {
    let rows = reader.assessments(organisation).await?;
    let open = rows.into_iter().find(|row| row.submitted_at.is_none());
    let open = open.map(info).transpose()?;
    Ok(model_in_use(env, open.as_ref()))
}

/// Saves a profile form.
///
/// # Errors
/// [`Error::Invalid`] with a field `version` if another lead changed the profile meanwhile.
pub async fn save_profile(
    env: &Env,
    permit: &Permit<act::EditProfile>,
    tx: &mut Tx,
    input: &ProfileInput,
) -> Result<()> {
    let body = &permit.organisation().id;
    let stored = load_profile(tx, body).await?;
    let model = profile_model(env, tx, body).await?;
    let profile = checked_profile(env, env.model(Lang::default(), &model)?, input, &stored.profile)?;
    if profile == stored.profile && stored.version > 0 {
        return Ok(());
    }
    let json = serde_json::to_string(&profile).map_err(|error| Error::Internal(error.to_string()))?;
    match tx
        .save_profile(body, &json, input.version, permit.account(), env.now())
        .await?
    {
        Some(_) => {
            let changed = Event::ProfileChanged {
                organisation: body.clone(),
            };
            env.record(tx, permit.account(), changed).await
        }
        None => Err(Error::field("version", "profile-changed")),
    }
}

pub(crate) async fn load_profile(reader: &mut Reader, organisation: &OrganisationId) -> Result<BodyProfile> {
    let Some(row) = reader.profile(organisation).await? else {
        return Ok(BodyProfile::default());
    };
    Ok(BodyProfile {
        profile: parse_profile(&row.profile)?,
        version: row.version,
        updated_at: Some(Timestamp(row.updated_at)),
    })
}

fn checked_profile(env: &Env, model: &Model, input: &ProfileInput, stored: &Profile) -> Result<Profile> {
    let mut errors = FieldErrors::new();
    let known = |flag: &&String| model.flags.iter().any(|one| one.id.as_str() == flag.as_str());
    // What only another version of the model asks about was not on the form: it stays.
    let elsewhere = stored
        .flags
        .iter()
        .filter(|flag| model.flags.iter().all(|one| one.id != **flag));
    let flags: BTreeSet<FlagId> = input
        .flags
        .iter()
        .filter(known)
        .map(|flag| flag.as_str().into())
        .chain(elsewhere.cloned())
        .collect();
    let mut profile = Profile {
        flags,
        ..Profile::default()
    };

    let tier = Tier::parse(&input.tier);
    if tier.is_none() && !input.tier.is_empty() {
        errors.add("tier", "tier-unknown");
    }
    // A choice that agrees with the computed tier is none.
    if let Some(value) = tier.filter(|tier| *tier != profile.computed_tier(model)) {
        let reason = checked_reason(&input.tier_reason, "tier-reason", &mut errors);
        profile.tier_override = Some(Override { value, reason });
    }
    profile.target_overrides = stored
        .target_overrides
        .iter()
        .filter(|(code, _)| model.domain(code.as_str()).is_none())
        .map(|(code, own)| (code.clone(), own.clone()))
        .collect();
    profile.opened = opened(model, input, stored, &mut errors);
    for domain in &model.domains {
        let code = domain.code.as_str();
        let Some(own) = input.targets.get(code).filter(|own| !own.value.trim().is_empty()) else {
            continue;
        };
        match typed::whole(&own.value).and_then(|value| u8::try_from(value).ok()) {
            Some(value) if (1..=MAX_LEVEL).contains(&value) => {
                if value != domain.targets.of(profile.tier(model)) {
                    let reason = checked_reason(&own.reason, &format!("target-{code}-reason"), &mut errors);
                    profile
                        .target_overrides
                        .insert(DomainCode::from(code), Override { value, reason });
                }
            }
            _ => errors.add(format!("target-{code}"), "target-range"),
        }
    }
    profile.next_election = checked_date(env, &input.next_election, stored, &mut errors);
    let weeks = input.freeze_weeks.trim();
    if !weeks.is_empty() {
        match typed::whole(weeks).and_then(|weeks| u16::try_from(weeks).ok()) {
            Some(weeks) if weeks <= MAX_FREEZE_WEEKS => profile.freeze_weeks = Some(weeks),
            _ => errors.add("freeze-weeks", "freeze-range"),
        }
    }
    errors.into_result()?;
    Ok(profile)
}

/// The levels that the body wants to be asked. What the form did not show, since the open assessment's rules ask every level or know no such
/// domain, stays as it is.
fn opened(
    model: &Model,
    input: &ProfileInput,
    stored: &Profile,
    errors: &mut FieldErrors,
) -> BTreeMap<DomainCode, u8> {
    if model.rules == Rules::EveryLevel {
        return stored.opened.clone();
    }
    let mut opened = stored.opened.clone();
    opened.retain(|code, _| model.domain(code.as_str()).is_none());
    for domain in &model.domains {
        let code = domain.code.as_str();
        let typed = input.targets.get(code).map_or("", |own| own.opened.trim());
        if typed.is_empty() {
            continue;
        }
        let highest = domain.practices.iter().map(|practice| practice.level).max();
        match typed::whole(typed).and_then(|value| u8::try_from(value).ok()) {
            Some(value) if (1..=highest.unwrap_or_default()).contains(&value) => {
                opened.insert(domain.code.clone(), value);
            }
            _ => errors.add(format!("opened-{code}"), "target-range"),
        }
    }
    opened
}

fn checked_date(env: &Env, typed: &str, stored: &Profile, errors: &mut FieldErrors) -> Option<Date> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let Some(day) = typed::day(typed) else {
        errors.add("next-election", "date-malformed");
        return None;
    };
    let today = env.now().date();
    // An election that has passed since it was entered stays until somebody enters the next one.
    if day < today && stored.next_election != Some(day) {
        errors.add("next-election", "date-past");
    } else if day.year() > today.year() + MAX_YEARS {
        errors.add("next-election", "date-far");
    }
    Some(day)
}

fn checked_reason(typed: &str, field: &str, errors: &mut FieldErrors) -> String {
    let reason = lines(typed);
    if reason.is_empty() {
        errors.add(field, "reason-missing");
    } else if is_longer_than(&reason, MAX_REASON) {
        errors.add(field, "reason-long");
    }
    reason
}

/// A profile as it is stored.
pub(crate) fn parse_profile(json: &str) -> Result<Profile> {
    serde_json::from_str(json).map_err(|error| Error::Internal(format!("a stored profile: {error}")))
}

#[cfg(test)]
mod tests;
