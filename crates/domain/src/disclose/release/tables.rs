//! A release as tables for files.

use crate::disclose::group::Counts;
use crate::rounding;

use super::*;

impl Release {
    /// The cells as a table for files, one line per cell, in the columns [`Release::COLUMNS`].
    pub fn table(&self) -> impl Iterator<Item = [String; 15]> {
        self.cells().map(|cell| {
            let row = cell.row();
            let figure = cell.hidden();
            let [starting, developing, managed, advanced, not_shown] = by_band(figure);
            let [low, middle, high] = bars(figure.bars());
            [
                row.kind().to_owned(),
                row.region().unwrap_or_default().to_owned(),
                row.income_group().unwrap_or_default().to_owned(),
                cell.domain().to_string(),
                cell.named()
                    .map(|mean| rounding::two_decimals(mean.hundredths as f64 / 100.0))
                    .unwrap_or_default(),
                cell.named().map_or(0, |mean| mean.bodies).to_string(),
                figure.as_str().to_owned(),
                starting,
                developing,
                managed,
                advanced,
                not_shown,
                low,
                middle,
                high,
            ]
        })
    }

    /// The groups as a table for files, in the columns [`Release::GROUP_COLUMNS`]: a line for each group, stratum of its label and
    /// domain. Groups are numbered from 1; the same figure stands on each line of a group and domain.
    pub fn group_table(&self) -> impl Iterator<Item = [String; 8]> {
        (1..).zip(&self.groups).flat_map(|(number, group): (usize, _)| {
            self.domains.iter().flat_map(move |domain| {
                let figure = group.figure(domain);
                group.label().iter().map(move |stratum| {
                    let [low, middle, high] = bars(figure.and_then(super::super::group::Figure::counts));
                    [
                        number.to_string(),
                        stratum.region.clone(),
                        stratum.income_group.clone(),
                        domain.to_string(),
                        figure.map_or(MARK, |figure| figure.band().as_str()).to_owned(),
                        low,
                        middle,
                        high,
                    ]
                })
            })
        })
    }
}

fn by_band(figure: RowFigure) -> [String; 5] {
    match figure.shown() {
        RowShown::Hidden | RowShown::Band(_) => Default::default(),
        RowShown::Groups(counts) => {
            let [a, b, c, d] = counts.bands;
            [a, b, c, d, counts.not_shown].map(|number| number.to_string())
        }
    }
}

fn bars(counts: Option<Counts>) -> [String; 3] {
    counts.map_or_else(Default::default, |counts| {
        counts.bars().map(|bar| bar.to_string())
    })
}
