//! Values that make no sense: the file is taken without them, and each is told with its line.

use iati::{Limits, Share, Status, What, read, read_where};

use super::{alone, everything, file, one, said};

/// Parts of an activity in the fourth line of a file, and what is said of them.
const CASES: [(&str, &str); 40] = [
    (
        "<sector code='15151' percentage='-20'/>",
        "\"-20\" is no percentage from 0 to 100; left out",
    ),
    (
        "<sector code='15151' percentage='110'/>",
        "\"110\" is no percentage from 0 to 100; left out",
    ),
    (
        "<sector code='15151' percentage='fifty'/>",
        "\"fifty\" is no percentage from 0 to 100; left out",
    ),
    (
        "<sector code='15151' percentage='50%'/>",
        "\"50%\" is no percentage from 0 to 100; left out",
    ),
    (
        "<sector code='ELECTIONS'/>",
        "\"ELECTIONS\" is no purpose code; left out",
    ),
    (
        "<sector code='１５１５１'/>",
        "\"１５１５１\" is no purpose code; left out",
    ),
    (
        "<sector vocabulary='42' code='1'/>",
        "\"42\" is no list of sectors; left out",
    ),
    ("<sector/>", "<sector> without code; left out"),
    (
        "<sector code='15161'/>",
        "purpose code 15161 was withdrawn; read as 15151",
    ),
    (
        "<sector code='15140'/>",
        "purpose code 15140 was withdrawn and has no successor; kept, a person has to choose",
    ),
    ("<recipient-country code='ZQ'/>", "\"ZQ\" is no country; left out"),
    (
        "<recipient-country/>",
        "<recipient-country> without code; left out",
    ),
    (
        "<recipient-region vocabulary='7' code='298'/>",
        "\"7\" is no list of regions; left out",
    ),
    ("<recipient-region/>", "<recipient-region> without code; left out"),
    (
        "<activity-status code='9'/>",
        "\"9\" is no status of an activity; left out",
    ),
    ("<activity-status/>", "<activity-status> without code; left out"),
    (
        "<activity-date type='1' iso-date='2023-02-30'/>",
        "\"2023-02-30\" is no day; left out",
    ),
    (
        "<activity-date type='1' iso-date='01/02/2023'/>",
        "\"01/02/2023\" is no day; left out",
    ),
    (
        "<activity-date type='1' iso-date='9999-12-31'/>",
        "\"9999-12-31\" is no day; left out",
    ),
    (
        "<activity-date type='5' iso-date='2023-02-03'/>",
        "\"5\" is no kind of date; left out",
    ),
    (
        "<activity-date type='1'/>",
        "<activity-date> without iso-date; left out",
    ),
    (
        "<activity-date type='1' iso-date='2023-02-03T00:00:00Z'/>",
        "a time stands behind a day; the day is taken",
    ),
    (
        "<participating-org role='9'/>",
        "\"9\" is no role of an organisation; left out",
    ),
    (
        "<related-activity ref='XX-1' type='8'/>",
        "\"8\" is no relation between activities; left out",
    ),
    (
        "<secter code='15151'/>",
        "the standard has no <secter> here; passed over",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value>1e30</value></budget>",
        "\"1e30\" is no amount; left out",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value>1,000.00</value></budget>",
        "\"1,000.00\" is no amount; left out",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value>1000000000000000000000000000000</value></budget>",
        "\"1000000000000000000000000000000\" is too large to be an amount; left out",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value currency='Euro'>1</value></budget>",
        "\"Euro\" is no currency; left out",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value/></budget>",
        "<value> without an amount; left out",
    ),
    (
        "<budget><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/></budget>",
        "<budget> without a value; left out",
    ),
    (
        "<budget><period-start iso-date='2023-12-31'/><period-end iso-date='2023-01-01'/><value>1</value></budget>",
        "<budget> ends before it starts",
    ),
    (
        "<budget type='3'><period-start iso-date='2023-01-01'/><period-end iso-date='2023-12-31'/><value>1</value></budget>",
        "\"3\" is no type or status of a budget; left out",
    ),
    (
        "<budget><value>1</value></budget>",
        "<budget> does not say when; taken all the same",
    ),
    (
        "<transaction><transaction-type code='3'/><value>1</value></transaction>",
        "<transaction> does not say when; taken all the same",
    ),
    (
        "<transaction><transaction-type code='77'/><transaction-date iso-date='2023-01-01'/><value>1</value></transaction>",
        "\"77\" is no kind of transaction; left out",
    ),
    (
        "<transaction><transaction-date iso-date='2023-01-01'/><value>1</value></transaction>",
        "<transaction> without a type; left out",
    ),
    (
        "<transaction><transaction-type code='3'/><transaction-date iso-date='2023-01-01'/></transaction>",
        "<transaction> without a value; left out",
    ),
    (
        "<transaction humanitarian='maybe'><transaction-type code='3'/><transaction-date iso-date='2023-01-01'/><value>1</value></transaction>",
        "\"maybe\" is no yes or no; left out",
    ),
    (
        "<iati-identifier>XX-1-B</iati-identifier>",
        "more than one <iati-identifier>; the first is taken",
    ),
];

#[test]
fn what_is_not_understood_is_told_with_its_line() {
    let mut wrong = Vec::new();
    for (parts, expected) in CASES {
        let (activity, said) = alone(one(parts));
        assert_eq!(activity.identifier, "XX-1-A");
        if said != [format!("4: {expected}")] {
            wrong.push(format!("{parts}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_understood_is_left_out_and_the_rest_stays() {
    let (activity, said) = alone(one(
        "<activity-status code='9'/><activity-status code='2'/>
        <sector code='15151' percentage='-20'/><sector code='15160' percentage='40'/>
        <budget><value>1e30</value></budget><budget><value>20</value></budget>
        <transaction><value>5</value></transaction>
        <activity-date type='1' iso-date='2023-06-31'/><activity-date type='3' iso-date='2023-06-30'/>",
    ));
    assert_eq!(activity.status, None, "the first is taken, and it says nothing");
    let shares: Vec<_> = activity
        .sectors
        .iter()
        .map(|sector| sector.share.map(Share::millionths))
        .collect();
    assert_eq!(shares, [None, Some(400_000)]);
    assert_eq!(activity.budgets.len(), 1);
    assert!(activity.transactions.is_empty());
    assert_eq!(
        (activity.dates.start(), activity.dates.end().is_some()),
        (None, true)
    );
    assert_eq!(said.len(), 7, "{said:?}");
}

#[test]
fn percentages_have_to_make_a_whole() {
    let (_, said) = alone(one(
        "<sector code='15151' percentage='60'/><sector code='15160' percentage='30'/>",
    ));
    assert_eq!(said, ["3: the percentages of sectors sum to 90 and not to 100"]);
    let (_, said) = alone(one(
        "<recipient-country code='KE' percentage='60'/><recipient-region code='298' percentage='40.5'/>",
    ));
    assert_eq!(
        said,
        ["3: the percentages of countries and regions sum to 100.5 and not to 100"]
    );
    let thirds = "<sector code='15151' percentage='33.33'/><sector code='15160' percentage='33.33'/><sector code='15170' percentage='33.33'/>";
    assert!(alone(one(thirds)).1.is_empty(), "rounding is no fault");
    let (_, said) = alone(one(&thirds.replace("33.33", "33.3")));
    assert_eq!(said, ["3: the percentages of sectors sum to 99.9 and not to 100"]);
    let (_, said) = alone(one(
        "<sector code='15151' percentage='60'/><sector code='15160'/>",
    ));
    assert_eq!(said, ["3: of several sectors some have no percentage"]);
    let lists = "<sector code='15151'/><sector vocabulary='99' code='a' percentage='50'/><sector vocabulary='99' code='b' percentage='50'/>";
    assert!(alone(one(lists)).1.is_empty(), "each list makes a whole");
}

#[test]
fn activities_that_come_twice_are_shown_and_those_without_a_name_left_out() {
    let activity = |identifier: &str| {
        format!("<iati-activity><iati-identifier>{identifier}</iati-identifier></iati-activity>\n")
    };
    let twice = file(
        &[
            activity("A-1"),
            activity("A-2"),
            activity(" A-1\t"),
            activity(" "),
        ]
        .concat(),
    );
    let (activities, report) = everything(twice.as_bytes()).unwrap();
    let found: Vec<_> = activities
        .iter()
        .map(|activity| (activity.identifier.as_str(), activity.repeats))
        .collect();
    assert_eq!(found, [("A-1", None), ("A-2", None), ("A-1", Some(3))]);
    assert_eq!((report.activities, report.repeated, report.left_out), (3, 1, 1));
    assert_eq!(report.remarks[0].activity.as_deref(), Some("A-1"));
    assert_eq!(
        said(&report),
        [
            "5: an activity with this identifier stands in line 3 already",
            "6: an activity without an identifier; left out"
        ]
    );
}

#[test]
fn of_each_sort_the_first_remarks_are_kept_and_all_are_counted() {
    let bad = "<sector code='x'/>".repeat(500) + "<activity-status code='9'/>";
    let limits = Limits {
        remarks: 3,
        ..Limits::default()
    };
    let report = read(one(&bad).as_bytes(), &limits, |_| {}).unwrap();
    // Of five hundred sectors none has a percentage, which is one remark more.
    assert_eq!(report.counts.values().sum::<u64>(), 502);
    assert_eq!(report.remarks.len(), 4);
    assert_eq!(report.not_shown(), 498);
    assert!(
        report
            .remarks
            .iter()
            .all(|remark| remark.activity.as_deref() == Some("XX-1-A"))
    );
    assert!(matches!(report.remarks[3].what, What::NoShare { .. }));
}

#[test]
fn texts_of_strangers_are_made_fit_to_keep() {
    let title = "<title><narrative>Elec\u{202e}snoit\u{200b}\n\tnow</narrative></title>";
    assert_eq!(alone(one(title)).0.title("en"), Some("Elecsnoit now"));
    let long = format!("<title><narrative>{}</narrative></title>", "a".repeat(20_000));
    let (activity, said) = alone(one(&long));
    assert_eq!(activity.title("en"), None);
    assert_eq!(said, ["4: the text of <narrative> is too long; left out"]);
    // What a message quotes is short and cannot change how the message looks.
    let (_, said) = alone(one(&format!(
        "<activity-status code='\u{202e}{}'/>",
        "9".repeat(1_000)
    )));
    assert_eq!(
        said,
        [format!(
            "4: \"{}…\" is no status of an activity; left out",
            "9".repeat(60)
        )]
    );
}

#[test]
fn only_what_is_of_interest_is_kept() {
    let activity = |identifier: &str, code: &str| {
        format!(
            "<iati-activity><iati-identifier>{identifier}</iati-identifier><sector code='{code}'/></iati-activity>"
        )
    };
    let file = file(
        &[
            activity("A-1", "15151"),
            activity("A-2", "12220"),
            activity("A-3", "15161"),
        ]
        .concat(),
    );
    let kept = read_where(
        file.as_bytes(),
        &Limits::default(),
        iati::Activity::is_about_elections,
    );
    let (kept, report) = kept.unwrap();
    let kept: Vec<_> = kept.iter().map(|activity| activity.identifier.as_str()).collect();
    assert_eq!((kept.as_slice(), report.activities), (&["A-1", "A-3"][..], 3));
    assert_eq!(Status::Closed.code(), "4");
}
