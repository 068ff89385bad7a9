//! What a cell of the heatmap says, to the eye and to the ear.

use domain::content::Lang;
use domain::disclose::{GroupCounts, Mean};

use super::*;
use crate::testing::{Markup, visitor};

#[test]
fn every_band_has_its_name() {
    for lang in Lang::ALL {
        for band in Band::ALL {
            assert!(words::has(lang, &format!("insight-band-{}", band.as_str())));
        }
    }
}

fn cell(named: Option<Mean>, hidden: RowShown) -> ShownCell {
    ShownCell {
        named,
        hidden,
        bars: None,
    }
}

#[tokio::test]
async fn a_cell_as_it_is() {
    let cx = visitor("/insight").await;
    let several = RowShown::Groups(GroupCounts {
        bands: [0, 2, 0, 1],
        not_shown: 3,
    });
    let mean = Mean {
        hundredths: 275,
        bodies: 2,
    };
    insta::assert_snapshot!(
        "cell",
        Markup::of(&cx, |cx| figures(cx, cell(Some(mean), several))).lines()
    );
}

#[tokio::test]
async fn a_cell_says_in_words_what_its_colour_says() {
    let cx = visitor("/insight").await;
    for band in Band::ALL {
        let shown = Markup::of(&cx, |cx| figures(cx, cell(None, RowShown::Band(band))));
        assert_eq!(
            shown.text(&format!(".{}", band_class(band))),
            band_name(&cx, band)
        );
        assert!(shown.all(".heat-hidden, .heat-named").is_empty());
    }
    let hidden = Markup::of(&cx, |cx| figures(cx, cell(None, RowShown::Hidden)));
    assert_eq!(hidden.text(".heat-hidden"), cx.t("insight-hidden"));
    assert_eq!(hidden.all(".heat-part").len(), 1, "{}", hidden.lines());
}

#[tokio::test]
async fn the_legend_has_every_band_and_the_mark() {
    let cx = visitor("/insight").await;
    let legend = Markup::of(&cx, |cx| legend(cx, 5));
    let mut names: Vec<String> = Band::ALL.into_iter().map(|band| band_name(&cx, band)).collect();
    names.push(cx.t("insight-hidden"));
    assert_eq!(legend.texts("ul.heat-legend > li > .heat-swatch"), names);
    legend.one("a[href='/insight/about/hidden']");
}
