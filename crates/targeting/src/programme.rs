//! The integer programme written out, so that anybody can solve it with a solver of their own.
//!
//! Variables lie between 0 and 1. `x` is a help for a body, `y` its fixed cost. Closing a gap by its best line only is written in steps: a step
//! is reached if any line is taken that lifts at least so far. So a gap's steps need no big constants, and are whole by themselves once the `x` are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::target::{Item, Package, Problem, Worth};

use crate::SolveError;
use crate::instance::Instance;

/// A sum that may not exceed a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Variables with their factors.
    pub terms: Vec<(usize, i64)>,
    /// The number.
    pub most: i64,
}

/// Maximise `gains` under `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// What each variable adds, in points; a floor counts for more than all points together.
    pub gains: Vec<i64>,
    /// Whether it must be 0 or 1.
    pub is_whole: Vec<bool>,
    /// Whether it must be 1.
    pub is_one: Vec<bool>,
    /// What the variables must keep to.
    pub rows: Vec<Row>,
    /// Which of them are items of a package.
    pub items: Vec<(usize, Item)>,
    /// What a floor counts for.
    pub floor: i64,
}

impl Programme {
    /// The programme of a problem.
    pub fn new(problem: &Problem) -> Result<Self, SolveError> {
        let instance = Instance::new(problem)?;
        let mut own = Self {
            floor: instance.floor / instance.parts,
            ..Self::default()
        };
        let fixed: Vec<usize> = instance
            .fixed
            .iter()
            .map(|_| own.variable(0, true, false))
            .collect();
        let mut budget: Vec<(usize, i64)> = fixed
            .iter()
            .copied()
            .zip(instance.fixed.iter().copied())
            .collect();
        let mut regions: Vec<Vec<(usize, i64)>> = vec![Vec::new(); instance.regions];
        for block in &instance.blocks {
            let lines: Vec<usize> = block
                .lines
                .iter()
                .map(|line| own.variable(0, true, line.is_forced))
                .collect();
            for (line, variable) in block.lines.iter().zip(&lines) {
                let body = &problem.bodies[block.body].id;
                own.items
                    .push((*variable, Item::new(body, &instance.helps[line.help].id)));
                budget.push((*variable, line.cost));
                regions[block.region].push((*variable, line.cost));
                own.row(vec![(*variable, 1), (fixed[line.help], -1)], 0);
                for need in &line.needs {
                    let providers = need.iter().map(|other| (lines[*other], -1));
                    own.row(std::iter::once((*variable, 1)).chain(providers).collect(), 0);
                }
            }
            let days = block
                .lines
                .iter()
                .zip(&lines)
                .map(|(line, variable)| (*variable, line.days));
            own.row(days.collect(), block.days);
            for covers in &block.covers {
                let mut steps: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
                for (line, parts) in covers {
                    steps
                        .entry(parts / instance.parts)
                        .or_default()
                        .push(lines[*line]);
                }
                let mut below = 0;
                let reached: Vec<i64> = steps.keys().copied().collect();
                for step in reached {
                    let variable = own.variable(step - below, false, false);
                    let lines = steps
                        .range(step..)
                        .flat_map(|(_, lines)| lines)
                        .map(|line| (*line, -1));
                    let terms = std::iter::once((variable, 1)).chain(lines).collect();
                    own.row(terms, 0);
                    below = step;
                }
            }
        }
        own.row(budget, instance.budget);
        if let Some(cap) = instance.region_cap {
            for region in regions {
                own.row(region, cap);
            }
        }
        Ok(own)
    }

    /// What a value of the programme means.
    pub fn worth(&self, value: i64) -> Worth {
        Worth {
            floors: (value / self.floor) as u32,
            points: value % self.floor,
        }
    }

    /// The package in a solution.
    pub fn package(&self, is_taken: impl Fn(usize) -> bool) -> Package {
        let taken = self.items.iter().filter(|(variable, _)| is_taken(*variable));
        taken.map(|(_, item)| item.clone()).collect()
    }

    /// In the format LP, which most solvers read.
    pub fn to_lp(&self) -> String {
        let mut text = "Maximize\n value:".to_owned();
        for (variable, gain) in self.gains.iter().enumerate().filter(|(_, gain)| **gain != 0) {
            let _ = write!(text, "\n + {gain} v{variable}");
        }
        text.push_str("\nSubject To\n");
        for (index, row) in self.rows.iter().enumerate() {
            let _ = write!(text, " r{index}:");
            for (variable, factor) in &row.terms {
                let _ = write!(text, "\n {factor:+} v{variable}");
            }
            let _ = writeln!(text, "\n <= {}", row.most);
        }
        text.push_str("Bounds\n");
        for (variable, is_one) in self.is_one.iter().enumerate() {
            let least = u8::from(*is_one);
            let _ = writeln!(text, " {least} <= v{variable} <= 1");
        }
        text.push_str("General\n");
        for (variable, _) in self.is_whole.iter().enumerate().filter(|(_, whole)| **whole) {
            let _ = writeln!(text, " v{variable}");
        }
        text.push_str("End\n");
        text
    }

    fn variable(&mut self, gain: i64, is_whole: bool, is_one: bool) -> usize {
        self.gains.push(gain);
        self.is_whole.push(is_whole);
        self.is_one.push(is_one);
        self.gains.len() - 1
    }

    fn row(&mut self, terms: Vec<(usize, i64)>, most: i64) {
        self.rows.push(Row { terms, most });
    }
}
