//! R9 e: what single donors see takes the insider's place, and changes no byte.

use std::collections::{BTreeMap, BTreeSet};

use domain::disclose::{
    Consent, DonorGrant, Grant, Ledger, Recipient, Release, Use, known_allowed, narrowest, standing,
};
use domain::id::{AssessmentId, OrganisationId};
use domain::timestamp::Timestamp;

use crate::history::{ALL_RULES, History, Kind, Rng, members};

fn grant(donor: &str, assessment: &str, confirmed_at: i64) -> DonorGrant {
    DonorGrant {
        confirmed_at: Timestamp(confirmed_at),
        assessment: assessment.into(),
        donor: donor.into(),
    }
}

fn group(group: usize) -> Use {
    Use::Group {
        round: "r".into(),
        group,
    }
}

/// The groups of five and nine, of assessments 0-0 … 0-4 and 1-0 … 1-8.
fn ledger() -> Ledger {
    let of = |number: usize, members: usize| {
        (0..members).map(move |member| (AssessmentId::from(format!("{number}-{member}")), group(number)))
    };
    Ledger::new(of(0, 5).chain(of(1, 9)))
}

fn shown(grants: &[DonorGrant]) -> Vec<&str> {
    grants.iter().map(|grant| grant.assessment.as_str()).collect()
}

#[test]
fn the_first_that_were_confirmed_are_shown() {
    let wanted = [
        grant("d", "0-3", 30),
        grant("d", "0-1", 10),
        grant("d", "1-1", 11),
        grant("d", "1-2", 13),
        grant("d", "1-3", 12),
        grant("e", "0-3", 40),
    ];
    let grants = ledger().grants(wanted);
    assert_eq!(shown(&grants.shown), ["0-1", "1-1", "1-3", "0-3"]);
    assert_eq!(grants.shown[3].donor, "e".into());
    assert_eq!(shown(&grants.waiting), ["1-2", "0-3"]);
    assert_eq!(
        ledger().uses_of(&grants).count(),
        0,
        "they are used in their groups"
    );
}

#[test]
fn what_a_donor_saw_it_sees_again_and_it_still_counts() {
    let mut ledger = ledger();
    ledger.record_seen([("d".into(), "0-3".into()), ("e".into(), "0-0".into())]);
    let grants = ledger.grants([grant("d", "0-1", 1), grant("d", "0-3", 2)]);
    assert_eq!(shown(&grants.shown), ["0-3"]);
    assert_eq!(shown(&grants.waiting), ["0-1"]);
}

#[test]
fn what_is_in_no_group_is_shown_and_never_enters_one() {
    let mut ledger = Ledger::new([
        ("named".into(), Use::NamedToAll),
        ("profile".into(), Use::Profile),
        ("former".into(), Use::FormerAggregate { round: "q".into() }),
        ("before".into(), Use::OneDonor),
    ]);
    let wanted = ["named", "profile", "former", "before", "new"].map(|assessment| grant("d", assessment, 1));
    let grants = ledger.grants(wanted);
    assert_eq!(shown(&grants.shown), ["before", "named", "new"]);
    assert_eq!(shown(&grants.waiting), ["former", "profile"]);
    let uses: Vec<(AssessmentId, Use)> = ledger.uses_of(&grants).collect();
    assert_eq!(uses, [("new".into(), Use::OneDonor)]);
    assert!(ledger.admits_to_group(&"new".into()));
    ledger.record(uses);
    assert!(!ledger.admits_to_group(&"new".into()));
    assert!(ledger.admits_by_name(&"new".into()));
    // Of the first format it is shown again to whoever saw it, and to nobody else.
    ledger.record_seen([("e".into(), "former".into())]);
    let again = ledger.grants([grant("d", "former", 1), grant("e", "former", 2)]);
    assert_eq!((again.shown.len(), again.waiting.len()), (1, 1));
    assert_eq!(again.shown[0].donor, "e".into());
}

#[test]
fn a_grant_of_the_same_assessment_twice_is_one() {
    let grants = ledger().grants([grant("d", "0-1", 2), grant("d", "0-1", 1), grant("d", "0-2", 3)]);
    assert_eq!(shown(&grants.shown), ["0-1", "0-1"]);
    assert_eq!(shown(&grants.waiting), ["0-2"]);
}

/// Histories in which bodies show themselves to single donors as they like.
#[test]
fn no_donor_knows_too_many_members_of_a_group_and_no_byte_changes() {
    let kind = Kind {
        most_rounds: 5,
        ceilings: false,
        open: false,
    };
    let mut rng = Rng(71);
    let mut waited = 0;
    for _ in 0..150 {
        let history = kind.history(&mut rng);
        let mut ledger = Ledger::default();
        let mut seen: BTreeSet<(OrganisationId, AssessmentId)> = BTreeSet::new();
        let mut groups: Vec<BTreeSet<AssessmentId>> = Vec::new();
        for number in 0..history.rounds.len() {
            let round = with_grants(&history, number);
            let built = Release::build(&round, history.parameters(), &ledger);
            assert_eq!(
                built,
                Release::build(&history.round(number, ALL_RULES), history.parameters(), &ledger)
            );
            groups.extend(members(&built));
            ledger.record(built.uses);
            let bodies: Vec<AssessmentId> = (0..history.ceilings.len())
                .map(|body| {
                    let made_in = (0..=number)
                        .rev()
                        .find(|&earlier| history.rounds[earlier][body].is_new);
                    format!("assessment-{body:02}-{}", made_in.unwrap_or(0)).into()
                })
                .collect();
            let wanted: Vec<DonorGrant> = bodies
                .iter()
                .filter(|_| rng.one_in(2))
                .map(|assessment| assessment.as_str().to_owned())
                .collect::<Vec<_>>()
                .iter()
                .map(|assessment| grant(["d", "e"][rng.below(2)], assessment, rng.below(100) as i64))
                .collect();
            let grants = ledger.grants(wanted.clone());
            assert_eq!(grants.shown.len() + grants.waiting.len(), wanted.len());
            waited += grants.waiting.len();
            let uses: Vec<(AssessmentId, Use)> = ledger.uses_of(&grants).collect();
            ledger.record(uses);
            let pairs = grants
                .shown
                .iter()
                .map(|grant| (grant.donor.clone(), grant.assessment.clone()));
            seen.extend(pairs);
            ledger.record_seen(seen.iter().cloned());
        }
        for members in &groups {
            let mut by_donor: BTreeMap<&OrganisationId, usize> = BTreeMap::new();
            for (donor, _) in seen.iter().filter(|(_, assessment)| members.contains(assessment)) {
                *by_donor.entry(donor).or_default() += 1;
            }
            for known in by_donor.into_values() {
                assert!(known <= known_allowed(members.len()));
                assert!(narrowest(members.len(), known) >= 2.0);
            }
        }
    }
    assert!(waited > 100, "{waited}");
}

/// The round with levels as they follow from grants to every donor and to one.
fn with_grants(history: &History, number: usize) -> domain::disclose::Round {
    let donor = OrganisationId::from("d");
    let mut history = history.clone();
    for entry in &mut history.rounds[number] {
        let grants = [
            Grant {
                recipient: Recipient::EveryDonor,
                level: entry.level,
            },
            Grant {
                recipient: Recipient::Donor(donor.clone()),
                level: Consent::Named,
            },
        ];
        entry.level = standing(&grants, &donor).release;
    }
    history.round(number, ALL_RULES)
}
