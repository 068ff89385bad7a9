//! Drafts: read back they say what was put in, and what must not be exported is refused.

use std::collections::BTreeMap;

use domain::content::Lang;
use domain::content::intervention::{Cost, Estimate, Purpose, Strength};
use domain::id::{BodyKey, InterventionId};
use domain::purpose::PurposeCode;
use domain::target::{Body, Bound, Help, Item, Limits, Package, Problem, Weights};
use domain::timestamp::Timestamp;
use iati::{
    Amount, Draft, DraftActivity, DraftError, Footprint, Funder, OrganisationType, Partner, Piece, Reference,
    Role, SectorSplit, Share, Status, Where, pieces_of, stored_purposes,
};
use time::macros::date;

use super::{alone, everything};

fn reference(text: &str) -> Reference {
    Reference::new(text).unwrap()
}

fn purposes(of: &[(&str, u8)]) -> Vec<Purpose> {
    let stored: Vec<_> = of
        .iter()
        .map(|(code, percent)| ((*code).to_owned(), *percent))
        .collect();
    stored_purposes(&stored).unwrap()
}

fn piece(help: &str, dollars: u64, of: &[(&str, u8)]) -> Piece {
    Piece {
        help: help.into(),
        dollars,
        purposes: purposes(of),
    }
}

fn activity() -> DraftActivity {
    DraftActivity {
        identifier: reference("XX-FOUNDATION-27-01"),
        titles: vec![
            (Lang::En, "Strong sign-in & \"phishing\" drills".to_owned()),
            (Lang::Ar, "تسجيل دخول قوي".to_owned()),
        ],
        descriptions: vec![(Lang::En, "Two kinds of help:\n<keys> and drills.\u{0}".to_owned())],
        partners: vec![
            Partner {
                role: Role::Implementing,
                reference: None,
                name: "Ballot Aid".to_owned(),
                kind: Some(OrganisationType::NationalNgo),
            },
            Partner {
                role: Role::Accountable,
                reference: Some(reference("XA-GOV-1")),
                name: "Election Commission of Harbourland".to_owned(),
                kind: None,
            },
        ],
        country: "XA".to_owned(),
        start: date!(2027 - 03 - 01),
        end: date!(2028 - 08 - 31),
        pieces: vec![
            piece("strong-sign-in", 20_000, &[("15151", 60), ("22040", 40)]),
            piece("phishing-drills", 10_001, &[("15151", 100)]),
        ],
        valued_on: date!(2026 - 11 - 28),
    }
}

fn draft(activities: Vec<DraftActivity>) -> Draft {
    Draft {
        made_at: Timestamp(1_795_824_000_000),
        funder: Funder {
            reference: reference("XX-FOUNDATION"),
            name: "Tidewater Foundation".to_owned(),
            kind: OrganisationType::Foundation,
        },
        split: SectorSplit::ByPurpose,
        activities,
    }
}

#[test]
fn a_draft_reads_back_as_it_was() {
    let (read, said) = alone(draft(vec![activity()]).write().unwrap());
    assert_eq!(said, [""; 0]);
    assert_eq!(read.identifier, "XX-FOUNDATION-27-01");
    assert_eq!(read.title("en"), Some("Strong sign-in & \"phishing\" drills"));
    assert_eq!(read.title("ar"), Some("تسجيل دخول قوي"));
    assert_eq!(read.status, Some(Status::Pipeline));
    assert_eq!(read.is_humanitarian, Some(false));
    assert_eq!(read.dates.planned_start, Some(date!(2027 - 03 - 01)));
    assert_eq!(read.dates.planned_end, Some(date!(2028 - 08 - 31)));
    assert_eq!(
        read.reporter.as_ref().unwrap().reference.as_deref(),
        Some("XX-FOUNDATION")
    );
    let participants: Vec<_> = read
        .participants
        .iter()
        .map(|participant| {
            (
                participant.role.unwrap(),
                participant.organisation.name.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        participants,
        [
            (Role::Funding, "Tidewater Foundation"),
            (Role::Implementing, "Ballot Aid"),
            (Role::Accountable, "Election Commission of Harbourland")
        ]
    );
    assert_eq!(read.places.len(), 1);
    assert_eq!(
        (&read.places[0].at, read.places[0].share),
        (&Where::Country("XA".to_owned()), Some(Share::WHOLE))
    );
    // 22,001 of 30,001 dollars for elections, in hundredths of a percent.
    let sectors: Vec<_> = read
        .sectors
        .iter()
        .map(|sector| (sector.code.as_str(), sector.share.unwrap().to_string()))
        .collect();
    assert_eq!(
        sectors,
        [("15151", "73.33".to_owned()), ("22040", "26.67".to_owned())]
    );
    // Two years, by their days: 366 and 184 of 550.
    let budgets: Vec<_> = read
        .budgets
        .iter()
        .map(|budget| (budget.from.unwrap(), budget.to.unwrap(), budget.money.amount))
        .collect();
    let amount = |units| Amount::from_units(units).unwrap();
    assert_eq!(
        budgets,
        [
            (date!(2027 - 03 - 01), date!(2028 - 02 - 29), amount(19_964)),
            (date!(2028 - 03 - 01), date!(2028 - 08 - 31), amount(10_037))
        ]
    );
    assert!(read.budgets.iter().all(
        |budget| budget.money.currency == "USD" && budget.money.valued_on == Some(date!(2026 - 11 - 28))
    ));
    assert!(read.is_about_elections());
}

#[test]
fn a_strict_reporter_puts_everything_under_elections() {
    let strict = Draft {
        split: SectorSplit::ElectionsOnly,
        ..draft(vec![activity()])
    };
    let (read, _) = alone(strict.write().unwrap());
    let sectors: Vec<_> = read
        .sectors
        .iter()
        .map(|sector| (sector.code.as_str(), sector.share))
        .collect();
    assert_eq!(sectors, [("15151", Some(Share::WHOLE))]);
}

#[test]
fn withdrawn_codes_are_never_exported() {
    let stored = |code: &str| stored_purposes(&[(code.to_owned(), 100)]).unwrap_err();
    assert_eq!(
        stored("15161").to_string(),
        "purpose code 15161 was withdrawn; 15151 took its place"
    );
    assert_eq!(stored("15140").to_string(), "purpose code 15140 was withdrawn");
    assert_eq!(stored("12220"), DraftError::UnknownPurpose("12220".to_owned()));
}

#[test]
fn what_makes_no_sense_is_refused() {
    type Change = fn(&mut Draft);
    let cases: [(&str, Change); 15] = [
        ("there is no activity in the draft", |draft| {
            draft.activities.clear();
        }),
        ("two activities are called", |draft| {
            draft.activities.push(activity());
        }),
        ("does not begin with the donor's identifier", |draft| {
            draft.activities[0].identifier = reference("XX-OTHER-1");
        }),
        ("does not begin with the donor's identifier", |draft| {
            draft.activities[0].identifier = reference("XX-FOUNDATION27");
        }),
        ("lacks a title", |draft| draft.activities[0].titles.clear()),
        ("lacks a title", |draft| {
            draft.activities[0].titles[1].1 = " \u{200b}".to_owned();
        }),
        ("lacks a description", |draft| {
            draft.activities[0].descriptions.clear();
        }),
        ("lacks an organisation's name", |draft| {
            draft.activities[0].partners[0].name.clear();
        }),
        ("lacks an organisation's name", |draft| draft.funder.name.clear()),
        ("is no country", |draft| {
            draft.activities[0].country = "Harbourland".to_owned();
        }),
        ("ends before it starts", |draft| {
            draft.activities[0].end = date!(2027 - 02 - 28);
        }),
        ("more than 30 years", |draft| {
            draft.activities[0].end = date!(2099 - 01 - 01);
        }),
        ("no budget", |draft| draft.activities[0].pieces.clear()),
        ("no budget", |draft| {
            draft.activities[0].pieces[0].dollars = u64::MAX;
        }),
        ("do not sum to 100", |draft| {
            draft.activities[0].pieces[0].purposes[0].percent = 61;
        }),
    ];
    for (expected, change) in cases {
        let mut draft = draft(vec![activity()]);
        change(&mut draft);
        let error = draft.write().unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
    for text in [
        "",
        "XX 1",
        "XX/1",
        "XX&1",
        "XX|1",
        "XX?1",
        "XX\u{200b}1",
        &"X".repeat(201),
    ] {
        assert!(Reference::new(text).is_err(), "{text}");
    }
}

#[test]
fn several_activities_stand_in_one_file() {
    let other = DraftActivity {
        identifier: reference("XX-FOUNDATION-27-02"),
        ..activity()
    };
    let (read, report) = everything(draft(vec![activity(), other]).write().unwrap().as_bytes()).unwrap();
    assert_eq!((read.len(), report.repeated, report.remarks.len()), (2, 0, 0));
}

#[test]
fn a_draft_is_compared_with_what_others_report() {
    let planned = Footprint::of_draft(&activity());
    let (same, _) = alone(draft(vec![activity()]).write().unwrap());
    let own = Footprint::of(&same).unwrap();
    assert_eq!(planned.overlap(&own), None, "it is the same activity");
    let (mut other, _) = alone(draft(vec![activity()]).write().unwrap());
    other.identifier = "XX-OTHER-1".to_owned();
    let overlap = planned.overlap(&Footprint::of(&other).unwrap()).unwrap();
    assert_eq!((overlap.alike_percent, overlap.countries.len()), (100, 1));
    other.status = Some(Status::Cancelled);
    assert_eq!(Footprint::of(&other), None);
}

fn body(id: &str, polling_places: u32) -> Body {
    Body {
        id: id.into(),
        region: String::new(),
        polling_places,
        weeks_to_election: None,
        freeze_weeks: 4,
        own_days: None,
        has_framework: true,
        in_place: Default::default(),
        gaps: Vec::new(),
    }
}

fn help(id: &str, fixed: u32, base: u32, per_place: u32) -> Help {
    Help {
        id: id.into(),
        lifts: BTreeMap::new(),
        needs: Vec::new(),
        cost: Cost {
            fixed: Estimate::new(fixed / 2, fixed),
            body: Estimate::new(base / 2, base),
            per_polling_place: Some(Estimate::new(0, per_place)),
        },
        weeks: Estimate::new(4, 8),
        own_days: 10,
        may_run_in_freeze: false,
        evidence: Strength::Weak,
    }
}

#[test]
fn the_pieces_of_a_package_cost_what_it_costs() {
    let problem = Problem {
        bodies: vec![body("b1", 100), body("b2", 2_000), body("b3", 0)],
        helps: vec![help("keys", 10_000, 5_000, 0), help("kits", 1_001, 300, 7)],
        limits: Limits::new(100_000),
        weights: Weights::default(),
        locks: Vec::new(),
        effects: BTreeMap::new(),
    };
    let item = |body: &str, help: &str| Item::new(&body.into(), &help.into());
    let package: Package = [
        item("b1", "keys"),
        item("b2", "keys"),
        item("b3", "keys"),
        item("b2", "kits"),
    ]
    .into_iter()
    .collect();
    let known = |id: &InterventionId| (id.as_str() != "unknown").then(|| purposes(&[("15151", 100)]));
    for bound in [Bound::Lower, Bound::Middle, Bound::Upper] {
        let pieces = pieces_of(&problem, &package, bound, known).unwrap();
        let dollars: u64 = pieces.values().flatten().map(|piece| piece.dollars).sum();
        assert_eq!(dollars, problem.cost(&package, bound).total());
        assert_eq!(pieces.len(), 3);
    }
    let upper = pieces_of(&problem, &package, Bound::Upper, known).unwrap();
    let of = |body: &str| -> Vec<(&str, u64)> {
        upper[&BodyKey::from(body)]
            .iter()
            .map(|piece| (piece.help.as_str(), piece.dollars))
            .collect()
    };
    assert_eq!(of("b1"), [("keys", 8_334)]);
    assert_eq!(of("b2"), [("keys", 8_333), ("kits", 15_301)]);
    for unknown in [item("b1", "unknown"), item("b9", "keys")] {
        let package: Package = [unknown].into_iter().collect();
        assert!(pieces_of(&problem, &package, Bound::Upper, known).is_err());
    }
    assert!(pieces_of(&problem, &package, Bound::Upper, |_| None).is_err());
    assert_eq!(PurposeCode::ELECTIONS.number(), 15151);
}

/// Writes drafts into `POLDER_IATI_DRAFTS`, for `scripts/iati-validate` to hold against the schema.
#[test]
#[ignore = "scripts/iati-validate runs it"]
fn drafts_are_written_out() {
    let folder = std::path::PathBuf::from(std::env::var_os("POLDER_IATI_DRAFTS").unwrap());
    let shortest = DraftActivity {
        partners: Vec::new(),
        titles: vec![(Lang::Ar, "دعم الانتخابات".to_owned())],
        start: date!(2028 - 02 - 29),
        end: date!(2028 - 02 - 29),
        pieces: vec![piece("lead-mentoring", 1, &[("15151", 100)])],
        ..activity()
    };
    let every_purpose = DraftActivity {
        identifier: reference("XX-FOUNDATION-27-03"),
        end: date!(2037 - 12 - 31),
        pieces: PurposeCode::ALL
            .into_iter()
            .enumerate()
            .map(|(at, code)| {
                piece(
                    &format!("help-{at}"),
                    997 * (at as u64 + 1),
                    &[(&code.to_string(), 100)],
                )
            })
            .collect(),
        ..activity()
    };
    let drafts = [
        ("whole", draft(vec![activity()])),
        ("shortest", draft(vec![shortest])),
        ("several", draft(vec![activity(), every_purpose])),
        (
            "strict",
            Draft {
                split: SectorSplit::ElectionsOnly,
                ..draft(vec![activity()])
            },
        ),
    ];
    for (name, draft) in drafts {
        std::fs::write(folder.join(format!("{name}.xml")), draft.write().unwrap()).unwrap();
    }
}
