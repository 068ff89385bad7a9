use super::*;

fn sample() -> Dyke {
    let point = |code: &str, average, gated, target| DykePoint {
        code: code.into(),
        title: format!("{code} <title>"),
        average,
        gated,
        target,
    };
    Dyke {
        points: vec![
            point("GOV", Some(2.5), Some(2), 2),
            point("PPL", Some(1.25), Some(0), 3),
            point("ITB", None, None, 2),
        ],
        highest: 4,
        lowest: Some(1),
    }
}

fn picture(lang: Lang, size: DykeSize) -> String {
    svg(lang, "dyke", "Dyke profile", &sample(), size)
}

#[test]
fn the_water_stands_where_the_crest_is_below_the_line() {
    let svg = picture(Lang::En, DykeSize::Full);
    assert_eq!(svg.matches("dyke-water").count(), 1);
    assert_eq!(svg.matches("dyke-unknown").count(), 1);
    assert!(svg.contains("lowest: PPL"));
}

#[test]
fn it_says_in_words_what_it_shows() {
    let svg = picture(Lang::En, DykeSize::Spark);
    assert!(svg.contains(r#"aria-labelledby="dyke-title dyke-desc""#));
    assert!(svg.contains("PPL &lt;title&gt;: average 1.25, gated level 0, target 3."));
    assert!(svg.contains("ITB &lt;title&gt;: not answered, target 2."));
    // A small one has no words to read in it.
    assert!(!svg.contains("<text"));
}

#[test]
fn it_is_mirrored_where_writing_runs_from_right_to_left() {
    let first_code = |svg: &str| {
        let at = svg.find(r#"class="dyke-code" x=""#).expect("a code") + r#"class="dyke-code" x=""#.len();
        svg[at..]
            .split('"')
            .next()
            .and_then(|x| x.parse::<f64>().ok())
            .expect("a number")
    };
    let (en, ar) = (
        picture(Lang::En, DykeSize::Full),
        picture(Lang::Ar, DykeSize::Full),
    );
    assert!((first_code(&en) + first_code(&ar) - 960.0).abs() < 0.11);
    assert!(ar.contains("الأخفض: \u{2068}PPL\u{2069}"));
}

#[test]
fn every_size_has_a_picture_even_of_nothing() {
    let nothing = Dyke {
        points: Vec::new(),
        highest: 4,
        lowest: None,
    };
    for size in [DykeSize::Full, DykeSize::Multiple, DykeSize::Spark] {
        let svg = svg(Lang::En, "dyke", "Dyke profile", &nothing, size);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

/// One element a line, so that a change can be read.
fn lines(svg: &str) -> String {
    svg.replace("><", ">\n<")
}

#[test]
fn the_pictures_as_they_are() {
    insta::assert_snapshot!("full-en", lines(&picture(Lang::En, DykeSize::Full)));
    insta::assert_snapshot!("full-ar", lines(&picture(Lang::Ar, DykeSize::Full)));
    insta::assert_snapshot!("spark-en", lines(&picture(Lang::En, DykeSize::Spark)));
}
