//! Releases of the first format stay readable, as what they are.

use domain::disclose::{Band, FormerRelease, MARK, Mean, Published, Row, StoredError, Stratum};

/// Written by the program that published it.
const STORED: &[u8] = include_bytes!("release-1.json");

fn read(bytes: &[u8]) -> Result<FormerRelease, StoredError> {
    match Published::from_stored(bytes)? {
        Published::Former(release) => Ok(release),
        Published::Groups(_) => panic!("a release of the first format"),
    }
}

#[test]
fn it_reads_back_as_it_was_published() {
    let release = read(STORED).expect("a release");
    assert_eq!(release.to_bytes(), STORED);
    assert_eq!(release.round().as_str(), "round-1");
    assert_eq!(release.parameters().k(), 5);
    assert_eq!(release.domains().len(), 3);
    assert_eq!(release.rows().len(), 1 + 4 + 2 + 8);
    assert_eq!(release.cells().len(), 15 * 3);
    let coverage = release.coverage();
    assert_eq!(
        (coverage.named, coverage.aggregate_only, coverage.contributing),
        (6, Some(10), Some(16))
    );
    assert_eq!(release.named().len(), 6);
    let east = release
        .named()
        .iter()
        .find(|own| own.stratum.region == "East")
        .expect("one");
    assert_eq!(east.averages[&"GOV".into()], Some(101));
    let published = Published::from_stored(STORED).expect("a release");
    assert_eq!(published.round(), release.round());
    assert_eq!(published.parameters(), release.parameters());
    assert_eq!(published.domains(), release.domains());
    assert_eq!(published.named_bodies(), 6);
}

#[test]
fn its_rows_keep_their_figures() {
    let release = read(STORED).expect("a release");
    let cell = |row: Row| {
        let cell = release.cell(&row, &"GOV".into()).expect("a cell");
        assert_eq!((cell.row(), cell.domain().as_str()), (&row, "GOV"));
        (cell.named(), cell.aggregate())
    };
    let mean = |hundredths, bodies| Some(Mean { hundredths, bodies });
    let region = |region: &str| Row::Region {
        region: region.to_owned(),
    };
    assert_eq!(cell(region("North")), (mean(390, 5), Some(Band::Starting)));
    assert_eq!(
        cell(Row::Stratum(Stratum::new("North", "low"))),
        (mean(390, 5), Some(Band::Starting))
    );
    assert_eq!(cell(region("East")), (mean(101, 1), None));
    assert_eq!(cell(region("West")), (None, None));
    // One band over all ten, which no group has.
    assert_eq!(cell(Row::All), (mean(342, 6), Some(Band::Developing)));
    assert_eq!(release.cell(&region("Away"), &"GOV".into()), None);
    let lines: Vec<[String; 7]> = release.table().collect();
    assert_eq!(lines.len(), 45);
    assert_eq!(lines[0], ["all", "", "", "GOV", "3.42", "6", "developing"]);
    assert!(lines.contains(&["region", "East", "", "GOV", "1.01", "1", MARK].map(str::to_owned)));
    assert_eq!(lines[0].len(), FormerRelease::COLUMNS.len());
}

/// Exactly k bodies are enough.
#[test]
fn five_bodies_in_aggregate_are_a_number() {
    let text = String::from_utf8(STORED.to_vec()).expect("JSON is UTF-8");
    let five = text.replacen(
        r#""aggregate_only":10,"contributing":16"#,
        r#""aggregate_only":5,"contributing":11"#,
        1,
    );
    assert_ne!(five, text);
    let release = read(five.as_bytes()).expect("a release");
    assert_eq!(release.coverage().aggregate_only, Some(5));
}

/// Not with which one would be built today.
#[test]
fn it_says_with_which_k_it_was_built() {
    let text = String::from_utf8(STORED.to_vec()).expect("JSON is UTF-8");
    let seven = text.replacen(r#""k":5"#, r#""k":7"#, 1);
    assert_ne!(seven, text);
    let release = read(seven.as_bytes()).expect("a release");
    assert_eq!(release.parameters().k(), 7);
    let published = Published::from_stored(seven.as_bytes()).expect("a release");
    assert_eq!(published.parameters(), release.parameters());
}

#[test]
fn one_that_was_touched_is_refused() {
    let text = String::from_utf8(STORED.to_vec()).expect("JSON is UTF-8");
    let change = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1).as_bytes()).expect_err(to)
    };
    for (from, to) in [
        (r#""k":5"#, r#""k":4"#),
        (r#""aggregate_only":10"#, r#""aggregate_only":4"#),
        (r#""contributing":16"#, r#""contributing":17"#),
        (r#""contributing":16"#, r#""contributing":null"#),
        (r#""named":6"#, r#""named":7"#),
        (
            r#""aggregate_only":10,"contributing":16"#,
            r#""aggregate_only":null,"contributing":null"#,
        ),
        (
            r#""aggregate_only":10,"contributing":16"#,
            r#""aggregate_only":4,"contributing":10"#,
        ),
        (r#""domain":"SUP""#, r#""domain":"GOV""#),
        (r#"{"format":1"#, r#"{"more":0,"format":1"#),
    ] {
        assert!(matches!(change(from, to), StoredError::Inconsistent(_)), "{to}");
    }
    assert!(matches!(
        change(r#""starting""#, r#""splendid""#),
        StoredError::Unreadable(_)
    ));
    // Rows of one format are not groups of the other.
    assert!(matches!(
        change(r#"{"format":1"#, r#"{"format":2"#),
        StoredError::Unreadable(_)
    ));
}
