//! Files as publishers write them, with their quirks: each is understood.

use iati::{
    Amount, DateKind, Dates, Limits, PlaceVocabulary, Related, Relation, Role, SectorVocabulary, Share,
    Status, TransactionKind, Where, read,
};
use time::macros::date;

use super::{alone, everything, file, one};

fn amount(units: i64) -> Amount {
    Amount::from_units(units).unwrap()
}

#[test]
fn an_activity_with_everything() {
    let (activity, said) = alone(file(
        "<iati-activity xml:lang=\"en\" default-currency=\"EUR\" humanitarian=\"0\" hierarchy=\"1\" last-updated-datetime=\"2026-01-02T03:04:05Z\">
  <iati-identifier> XX-FOUNDATION-27-01 </iati-identifier>
  <reporting-org ref=\"XX-FOUNDATION\" type=\"60\"><narrative>Tidewater Foundation</narrative></reporting-org>
  <title><narrative>Safe elections</narrative><narrative xml:lang=\"FR\">Élections sûres</narrative></title>
  <description type=\"1\"><narrative>Help to the election office.</narrative></description>
  <participating-org role=\"1\" type=\"60\" ref=\"XX-FOUNDATION\"><narrative>Tidewater Foundation</narrative></participating-org>
  <participating-org role=\"4\" type=\"22\"><narrative>Ballot Aid</narrative></participating-org>
  <other-identifier ref=\"27/01\" type=\"A1\"/>
  <activity-status code=\"2\"/>
  <activity-date type=\"1\" iso-date=\"2026-01-01\"/>
  <activity-date type=\"2\" iso-date=\"2026-02-01\"><narrative>Begun late</narrative></activity-date>
  <activity-date type=\"3\" iso-date=\"2027-12-31\"/>
  <contact-info><email>a@example.org</email></contact-info>
  <recipient-country code=\"KE\" percentage=\"75\"/>
  <recipient-region code=\"289\" vocabulary=\"1\" percentage=\"25\"/>
  <location><point><pos>1 2</pos></point></location>
  <sector vocabulary=\"1\" code=\"15151\" percentage=\"80\"/>
  <sector vocabulary=\"1\" code=\"22040\" percentage=\"20\"><narrative>ICT</narrative></sector>
  <budget type=\"2\" status=\"2\"><period-start iso-date=\"2026-01-01\"/><period-end iso-date=\"2026-12-31\"/><value value-date=\"2026-01-01\">250000</value></budget>
  <transaction ref=\"7\">
    <transaction-type code=\"3\"/><transaction-date iso-date=\"2026-03-01\"/>
    <value currency=\"USD\" value-date=\"2026-03-02\">1000.5</value>
    <description><narrative>First part</narrative></description>
    <provider-org ref=\"XX-FOUNDATION\"/><receiver-org><narrative>Ballot Aid</narrative></receiver-org>
  </transaction>
  <related-activity ref=\"XX-FOUNDATION-27\" type=\"1\"/>
  <result type=\"1\"><title><narrative>Not the title</narrative></title></result>
</iati-activity>",
    ));
    assert_eq!(said, [""; 0]);
    assert_eq!(
        (activity.line, activity.identifier.as_str()),
        (3, "XX-FOUNDATION-27-01")
    );
    assert_eq!(
        (activity.title("fr"), activity.title("ar")),
        (Some("Élections sûres"), Some("Safe elections"))
    );
    assert_eq!(activity.titles.len(), 2);
    let reporter = activity.reporter.as_ref().unwrap();
    assert_eq!(reporter.reference.as_deref(), Some("XX-FOUNDATION"));
    assert_eq!(reporter.name.as_deref(), Some("Tidewater Foundation"));
    let roles: Vec<_> = activity
        .participants
        .iter()
        .map(|participant| participant.role)
        .collect();
    assert_eq!(roles, [Some(Role::Funding), Some(Role::Implementing)]);
    assert_eq!(activity.status, Some(Status::Implementation));
    let expected = Dates {
        planned_start: Some(date!(2026 - 01 - 01)),
        actual_start: Some(date!(2026 - 02 - 01)),
        planned_end: Some(date!(2027 - 12 - 31)),
        actual_end: None,
    };
    assert_eq!(activity.dates, expected);
    assert_eq!(
        (activity.dates.start(), activity.dates.end()),
        (expected.actual_start, expected.planned_end)
    );
    let places: Vec<_> = activity
        .places
        .iter()
        .map(|place| (place.at.clone(), place.share.unwrap().millionths()))
        .collect();
    assert_eq!(
        places,
        [
            (Where::Country("KE".to_owned()), 750_000),
            (Where::Region(PlaceVocabulary::Dac, "289".to_owned()), 250_000)
        ]
    );
    assert_eq!(activity.sectors.len(), 2);
    let budget = &activity.budgets[0];
    assert!(budget.is_revised && budget.is_committed);
    assert_eq!(
        (budget.from, budget.to),
        (Some(date!(2026 - 01 - 01)), Some(date!(2026 - 12 - 31)))
    );
    assert_eq!(
        (budget.money.amount, budget.money.currency.as_str()),
        (amount(250_000), "EUR")
    );
    let transaction = &activity.transactions[0];
    assert_eq!(
        (transaction.kind, transaction.on),
        (TransactionKind::Disbursement, Some(date!(2026 - 03 - 01)))
    );
    assert_eq!(
        (
            transaction.money.amount.to_string(),
            transaction.money.currency.as_str()
        ),
        ("1000.50".to_owned(), "USD")
    );
    assert_eq!(transaction.money.valued_on, Some(date!(2026 - 03 - 02)));
    assert_eq!(
        transaction.receiver.as_ref().unwrap().name.as_deref(),
        Some("Ballot Aid")
    );
    assert_eq!(
        activity.related,
        [Related {
            relation: Relation::Parent,
            identifier: "XX-FOUNDATION-27".to_owned()
        }]
    );
    assert_eq!(
        (activity.is_humanitarian, activity.hierarchy),
        (Some(false), Some(1))
    );
    assert!(activity.is_about_elections());
}

/// Old files were given a new version number and little else.
#[test]
fn remnants_of_version_1() {
    let (activity, said) = alone(one(
        "<title xml:lang=\"en\">Voter education</title>
<title xml:lang=\"es\">Educación electoral</title>
<activity-website>http://example.org</activity-website>
<participating-org role=\"Funding\">Tidewater Foundation</participating-org>
<activity-status code=\"2\">Implementation</activity-status>
<activity-date type=\"start-planned\" iso-date=\"2014-01-01\">2014-01-01</activity-date>
<sector vocabulary=\"DAC\" code=\"15161\">Elections</sector>
<transaction><transaction-type code=\"D\">Disbursement</transaction-type><transaction-date iso-date=\"2014-02-01\"/><value>7</value></transaction>
<budget type=\"original\"><period-start iso-date=\"2014-01-01\"/><period-end iso-date=\"2014-12-31\"/><value>9</value></budget>",
    ));
    assert_eq!(
        (activity.title("en"), activity.title("es")),
        (Some("Voter education"), Some("Educación electoral"))
    );
    assert_eq!(activity.participants[0].role, Some(Role::Funding));
    assert_eq!(
        activity.participants[0].organisation.name.as_deref(),
        Some("Tidewater Foundation")
    );
    assert_eq!(activity.dates.planned_start, Some(date!(2014 - 01 - 01)));
    assert_eq!(activity.sectors[0].code, "15151");
    assert_eq!(activity.sectors[0].was.as_deref(), Some("15161"));
    assert_eq!(activity.sectors[0].share, Some(Share::WHOLE));
    assert_eq!(activity.transactions[0].kind, TransactionKind::Disbursement);
    assert!(!activity.budgets[0].is_revised);
    let former = said
        .iter()
        .filter(|said| said.contains("as in version 1"))
        .count();
    assert_eq!((former, said.len()), (8, 9), "{said:?}");
    assert_eq!(DateKind::PlannedStart.code(), "1");
}

#[test]
fn activities_in_levels() {
    let both = file(
        "<iati-activity hierarchy=\"1\"><iati-identifier>XX-1</iati-identifier><related-activity ref=\"XX-1-1\" type=\"2\"/>
<budget><period-start iso-date=\"2026-01-01\"/><period-end iso-date=\"2026-12-31\"/><value currency=\"USD\">10</value></budget></iati-activity>
<iati-activity hierarchy=\"2\"><iati-identifier>XX-1-1</iati-identifier><related-activity ref=\"XX-1\" type=\"1\"/>
<transaction><transaction-type code=\"2\"/><transaction-date iso-date=\"2026-01-01\"/><value currency=\"USD\">10</value></transaction></iati-activity>",
    );
    let (activities, report) = everything(both.as_bytes()).unwrap();
    assert_eq!(report.remarks, []);
    assert_eq!(
        (report.activities, report.budgets, report.transactions),
        (2, 1, 1)
    );
    let levels: Vec<_> = activities
        .iter()
        .map(|activity| (activity.hierarchy, activity.related[0].relation))
        .collect();
    assert_eq!(levels, [(Some(1), Relation::Child), (Some(2), Relation::Parent)]);
}

#[test]
fn humanitarian_flags() {
    let (activity, said) = alone(file(
        "<iati-activity humanitarian=\"true\" default-currency=\"CHF\"><iati-identifier>XX-1</iati-identifier>
<humanitarian-scope type=\"1\" vocabulary=\"1-2\" code=\"EQ-2015-000048-NPL\"/><sector vocabulary=\"10\" code=\"9\"/>
<transaction humanitarian=\"0\"><transaction-type code=\"4\"/><transaction-date iso-date=\"2026-01-01\"/><value>1</value></transaction></iati-activity>",
    ));
    assert_eq!(said, [""; 0]);
    assert_eq!(activity.is_humanitarian, Some(true));
    assert_eq!(activity.transactions[0].is_humanitarian, Some(false));
    assert_eq!(
        activity.sectors[0].vocabulary,
        SectorVocabulary::HumanitarianCluster
    );
}

#[test]
fn missing_percentages() {
    let (activity, said) = alone(one("<recipient-country code=\"ke\"/><sector code=\"15151\"/>"));
    assert_eq!(said, [""; 0]);
    assert_eq!(activity.places[0].share, Some(Share::WHOLE));
    assert_eq!(activity.countries().into_iter().collect::<Vec<_>>(), ["KE"]);
    assert_eq!(activity.sectors[0].share, Some(Share::WHOLE));

    let (activity, said) = alone(one(
        "<recipient-country code=\"KE\"/><recipient-country code=\"UG\"/>",
    ));
    assert_eq!(
        said,
        ["3: of several countries and regions some have no percentage"]
    );
    assert!(activity.places.iter().all(|place| place.share.is_none()));
}

#[test]
fn several_currencies() {
    let transaction = |currency: &str, value: &str| {
        format!(
            "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2026-01-01\"/><value{currency}>{value}</value></transaction>"
        )
    };
    let parts = [
        transaction("", "1"),
        transaction(" currency=\"USD\"", "2"),
        transaction(" currency=\"KES\"", " 3 "),
        // Gone since 2012, and in old files all the same.
        transaction(" currency=\"ZMK\"", "4"),
    ];
    let (activity, said) = alone(one(&parts.concat()));
    assert_eq!(said, [""; 0]);
    let money = activity.transactions.iter().map(|transaction| &transaction.money);
    let money: Vec<_> = money
        .map(|money| format!("{} {}", money.amount, money.currency))
        .collect();
    assert_eq!(money, ["1 EUR", "2 USD", "3 KES", "4 ZMK"]);
}

/// Money that came back, and a commitment that was cut.
#[test]
fn negative_amounts() {
    let (activity, said) = alone(one(
        "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2026-01-01\"/><value>-1250.75</value></transaction>",
    ));
    assert_eq!(said, [""; 0]);
    assert_eq!(activity.transactions[0].money.amount.hundredths(), -125_075);
}

#[test]
fn budgets_without_days() {
    let (activity, said) = alone(one(
        "<budget><period-start iso-date=\"2026-01-01\"/><period-end/><value>5</value></budget>",
    ));
    assert_eq!(said, ["4: <budget> does not say when; taken all the same"]);
    assert_eq!(
        (activity.budgets[0].from, activity.budgets[0].to),
        (Some(date!(2026 - 01 - 01)), None)
    );
}

#[test]
fn other_lists_of_sectors() {
    let (activity, said) = alone(one("<sector vocabulary=\"2\" code=\"151\" percentage=\"100\"/>
<sector vocabulary=\"99\" vocabulary-uri=\"http://example.org/themes\" code=\"Démocratie &amp; paix\"/>
<sector vocabulary=\"7\" code=\"16\"/>"));
    assert_eq!(said, [""; 0]);
    let found: Vec<_> = activity
        .sectors
        .iter()
        .map(|sector| (sector.vocabulary, sector.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (SectorVocabulary::Dac3, "151"),
            (SectorVocabulary::ReportingOrganisation, "Démocratie & paix"),
            (SectorVocabulary::SdgGoal, "16")
        ]
    );
    assert!(
        !activity.is_about_elections(),
        "government and civil society is more than elections"
    );
}

#[test]
fn sectors_and_places_of_transactions() {
    let (activity, said) = alone(one(
        "<transaction><transaction-type code=\"3\"/><transaction-date iso-date=\"2026-01-01\"/><value>1</value>
<sector vocabulary=\"1\" code=\"15161\"/><sector vocabulary=\"2\" code=\"151\"/><recipient-country code=\"MW\"/><flow-type code=\"10\"/></transaction>",
    ));
    assert_eq!(said, ["5: purpose code 15161 was withdrawn; read as 15151"]);
    assert!(activity.sectors.is_empty() && activity.is_about_elections());
    assert_eq!(activity.transactions[0].sectors.len(), 2);
    assert!(activity.countries().contains("MW"));
}

#[test]
fn regions_of_two_lists() {
    let (activity, said) = alone(one(
        "<recipient-region vocabulary=\"1\" code=\"289\" percentage=\"100\"/><recipient-region vocabulary=\"2\" code=\"014\"/>",
    ));
    assert_eq!(said, [""; 0]);
    assert!(
        activity
            .places
            .iter()
            .all(|place| place.share == Some(Share::WHOLE))
    );
}

#[test]
fn elements_of_other_standards() {
    let (activity, said) = alone(file(
        "<?pi x?><!-- a comment with <tags> & such -->
<iati-activity xmlns:x=\"http://example.org\" x:id=\"1\"><iati-identifier>XX-1</iati-identifier><x:budget><value>1</value></x:budget>
<title><narrative><![CDATA[Law & <order>]]> &#x2013; &lt;2026&gt;</narrative></title></iati-activity>",
    ));
    assert_eq!(said, [""; 0]);
    assert!(activity.budgets.is_empty());
    assert_eq!(activity.title("en"), Some("Law & <order> – <2026>"));
}

#[test]
fn every_encoding_that_is_read_says_the_same() {
    let text = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\r\n<iati-activities version=\"2.02\">\r\n<iati-activity><iati-identifier>XX-1</iati-identifier>\
            <title><narrative>Élections à Bälau</narrative></title></iati-activity>\r\n</iati-activities>"
        )
    };
    let latin = |encoding: &str| -> Vec<u8> { text(encoding).chars().map(|letter| letter as u8).collect() };
    let wide = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{mark}{}", text("UTF-16"))
            .encode_utf16()
            .flat_map(bytes)
            .collect()
    };
    let files = [
        text("UTF-8").into_bytes(),
        format!("\u{feff}{}", text("UTF-8")).into_bytes(),
        // What says nothing is UTF-8.
        text("UTF-8").replace(" encoding=\"UTF-8\"", "").into_bytes(),
        latin("ISO-8859-1"),
        latin("windows-1252"),
        latin("iso-8859-15"),
        wide("\u{feff}", u16::to_le_bytes),
        wide("\u{feff}", u16::to_be_bytes),
        wide("", u16::to_le_bytes),
        wide("", u16::to_be_bytes),
    ];
    for file in files {
        let (activity, said) = alone(&file);
        assert_eq!(
            activity.title("fr"),
            Some("Élections à Bälau"),
            "{:?}",
            &file[..8]
        );
        assert_eq!((activity.line, said.len()), (3, 0));
    }
}

#[test]
fn files_with_no_version_or_nothing_in_them() {
    let report = read(b"<iati-activities/>".as_slice(), &Limits::default(), |_| {}).unwrap();
    assert_eq!((report.activities, report.version.as_deref()), (0, None));
    assert_eq!(report.counts.keys().copied().collect::<Vec<_>>(), ["no-version"]);
    for version in ["2.01", "2.02", "2.03"] {
        let file = format!("<iati-activities version=\" {version} \"></iati-activities>\n\n<!-- end -->");
        let report = read(file.as_bytes(), &Limits::default(), |_| {}).unwrap();
        assert_eq!(report.version.as_deref(), Some(version));
    }
}
