//! What a reader can work out: linear programmes over everything that was published in one domain.
//!
//! A reader knows that the mean of some scores lies in a range, and the scores of an insider. The lowest and the highest score of
//! somebody else that fit are two linear programmes. Assessments that no figure tells apart have the same answer, so they are taken
//! together as a [`Class`]: ten thousand bodies are a few hundred classes, and classes that no figure connects are attacked apart.
//!
//! Nothing here knows of groups, bands or releases: it takes numbers, so that it can attack figures that were made by other rules.

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// A score counts as inside a range if it lies no further outside than this: solvers work in floating point.
const SLACK: f64 = 1e-9;
/// Steps in which an insider's score is tried where the ends of its range are not enough.
const STEPS: usize = 40;

/// Assessments that no figure tells apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// How many, by where their scores lie. One part, unless it was published how many lie where.
    pub parts: Vec<Part>,
}

/// So many scores between two values. Which assessments they belong to is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// How many.
    pub members: usize,
    /// No score is lower.
    pub least: f64,
    /// No score is higher.
    pub most: f64,
}

impl Class {
    /// So many assessments with scores between 0 and `most`.
    pub fn new(members: usize, most: f64) -> Self {
        let least = 0.0;
        Self {
            parts: vec![Part { members, least, most }],
        }
    }
}

/// A published figure: the mean over all assessments of some classes lies between two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The classes, each once.
    pub classes: Vec<usize>,
    /// The sum of all scores that it is about and that everybody knows.
    pub known: f64,
    /// How many those are.
    pub known_members: usize,
    /// The mean is not below.
    pub lower: f64,
    /// The mean is not above.
    pub upper: f64,
}

/// Everything that was published in a domain, and who might read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct System {
    /// The assessments whose scores are hidden.
    pub classes: Vec<Class>,
    /// What was published of them.
    pub figures: Vec<Figure>,
    /// What each insider knows: the classes in which it has an assessment of its own. Who has none need not be here.
    pub insiders: BTreeSet<Vec<usize>>,
}

/// The narrowest range that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowest {
    /// Its length.
    pub width: f64,
    /// The class of the assessment whose score is worked out.
    pub target: usize,
    /// What the reader knows: class and score of each assessment of an insider.
    pub known: Vec<(usize, f64)>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttackError {
    /// No scores give these figures.
    #[error("no scores give these figures")]
    Contradiction,
    /// The solver gave up.
    #[error("the linear programme could not be solved")]
    Unsolved,
}

/// An assessment that is taken out of its part: class and part.
type Place = (usize, usize);
/// Some scores of a class: the class, how many, and their sum.
type Sum = (usize, usize, f64);

impl System {
    /// The narrowest range of any hidden score for the reader who can work out most: nobody in particular, or one of the
    /// insiders with the worst scores of its own that fit. Nothing where no score is hidden.
    pub fn narrowest(&self) -> Result<Option<Narrowest>, AttackError> {
        let mut found: Option<Narrowest> = None;
        for component in self.components() {
            let within = self.within(&component);
            let mut readers: BTreeSet<Vec<usize>> = BTreeSet::from([Vec::new()]);
            readers.extend(self.insiders.iter().map(|own| {
                own.iter()
                    .copied()
                    .filter(|class| component.contains(class))
                    .collect()
            }));
            for reader in &readers {
                for places in self.places(reader) {
                    for known in within.worst_scores(&places)? {
                        let one = within.narrowest_for(&known)?;
                        if one
                            .as_ref()
                            .is_some_and(|one| found.as_ref().is_none_or(|found| one.width < found.width))
                        {
                            found = one;
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// The range of a score of that class, for a reader who knows one score in each of some classes.
    pub fn range(&self, target: usize, known: &[(usize, f64)]) -> Result<(f64, f64), AttackError> {
        let component = self
            .components()
            .into_iter()
            .find(|component| component.contains(&target));
        let component = component.unwrap_or_default();
        let within: Vec<(usize, f64)> = known
            .iter()
            .copied()
            .filter(|(class, _)| component.contains(class))
            .collect();
        let known = self.placed(&within)?;
        self.within(&component)
            .hull(target, &known)?
            .ok_or(AttackError::Contradiction)
    }

    /// The part in which each known score lies.
    fn placed(&self, known: &[(usize, f64)]) -> Result<Vec<(Place, f64)>, AttackError> {
        let place = |&(class, score): &(usize, f64)| {
            let fits = |part: &Part| part.members > 0 && score <= part.most + SLACK;
            let part = self.classes[class].parts.iter().position(fits);
            part.map(|part| ((class, part), score))
                .ok_or(AttackError::Contradiction)
        };
        known.iter().map(place).collect()
    }

    /// The same, with edges that lie by `margin` further inside: what fits it also fits where an edge itself does not.
    pub fn inside(&self, margin: f64) -> Self {
        let mut inside = self.clone();
        for figure in &mut inside.figures {
            (figure.lower, figure.upper) = (figure.lower + margin, figure.upper - margin);
        }
        inside
    }

    /// Scores that give these figures while some are known: the mean of the others of each class. Nothing if there are none.
    pub fn fitting(&self, known: &[(usize, f64)]) -> Result<Option<Vec<f64>>, AttackError> {
        let all = self.within(&(0..self.classes.len()).collect());
        let known = self.placed(known)?;
        let Some(solved) = all.solve(None, &known, OptimizationDirection::Minimize)? else {
            return Ok(None);
        };
        let mut means = vec![(0.0, 0); self.classes.len()];
        for (class, members, sum) in solved {
            means[class].0 += sum;
            means[class].1 += members;
        }
        let mean = |(sum, members): (f64, usize)| if members == 0 { 0.0 } else { sum / members as f64 };
        Ok(Some(means.into_iter().map(mean).collect()))
    }

    /// The classes that figures connect, each once.
    fn components(&self) -> Vec<BTreeSet<usize>> {
        let mut components: Vec<BTreeSet<usize>> = Vec::new();
        let alone = (0..self.classes.len()).map(|class| BTreeSet::from([class]));
        let figures = self
            .figures
            .iter()
            .map(|figure| figure.classes.iter().copied().collect());
        for classes in alone.chain(figures) {
            let (touched, apart): (Vec<_>, Vec<_>) = components
                .into_iter()
                .partition(|component: &BTreeSet<usize>| !component.is_disjoint(&classes));
            components = apart;
            components.push(
                touched
                    .into_iter()
                    .fold(classes, |all, one| all.union(&one).copied().collect()),
            );
        }
        components.retain(|component| !component.is_empty());
        components
    }

    fn within(&self, component: &BTreeSet<usize>) -> Within<'_> {
        Within {
            system: self,
            classes: component.iter().copied().collect(),
            figures: self
                .figures
                .iter()
                .filter(|figure| figure.classes.iter().any(|class| component.contains(class)))
                .collect(),
        }
    }

    /// In which part of each of its classes the reader may be: every combination.
    fn places(&self, classes: &[usize]) -> Vec<Vec<Place>> {
        classes.iter().fold(vec![Vec::new()], |so_far, &class| {
            let parts = &self.classes[class].parts;
            let filled = (0..parts.len()).filter(|&part| parts[part].members > 0);
            let filled: Vec<usize> = filled.collect();
            so_far
                .iter()
                .flat_map(|places| {
                    filled.iter().map(move |&part| {
                        let mut places = places.clone();
                        places.push((class, part));
                        places
                    })
                })
                .collect()
        })
    }
}

/// The classes of one component, with the figures over them.
struct Within<'a> {
    system: &'a System,
    classes: Vec<usize>,
    figures: Vec<&'a Figure>,
}

impl Within<'_> {
    /// The scores of the reader's own that are to be tried: the ends of what fits. A range is concave in them, so its narrowest is
    /// at an end, unless it was published how many scores lie where; then steps between them are tried as well.
    fn worst_scores(&self, places: &[Place]) -> Result<Vec<Vec<(Place, f64)>>, AttackError> {
        let in_parts = self
            .classes
            .iter()
            .any(|&class| self.system.classes[class].parts.len() > 1);
        let mut all = vec![Vec::new()];
        for &place in places {
            let mut next = Vec::new();
            for known in all {
                let Some((low, high)) = self.bounds(place, &known)? else {
                    continue;
                };
                let steps = if in_parts { STEPS } else { 1 };
                next.extend((0..=steps).map(|step| {
                    let mut known: Vec<(Place, f64)> = known.clone();
                    known.push((place, low + (high - low) * step as f64 / steps as f64));
                    known
                }));
            }
            all = next;
        }
        Ok(all)
    }

    fn narrowest_for(&self, known: &[(Place, f64)]) -> Result<Option<Narrowest>, AttackError> {
        let mut found: Option<Narrowest> = None;
        for &target in &self.classes {
            let Some((low, high)) = self.hull(target, known)? else {
                continue;
            };
            let width = high - low;
            if found.as_ref().is_none_or(|found| width < found.width) {
                let known = known.iter().map(|&((class, _), score)| (class, score)).collect();
                found = Some(Narrowest { width, target, known });
            }
        }
        Ok(found)
    }

    /// From the lowest to the highest score of a class that fits, whatever part it lies in; nothing where nobody is left in it.
    fn hull(&self, target: usize, known: &[(Place, f64)]) -> Result<Option<(f64, f64)>, AttackError> {
        let mut hull: Option<(f64, f64)> = None;
        let mut left = 0;
        for part in 0..self.system.classes[target].parts.len() {
            let place = (target, part);
            let taken = known.iter().filter(|(other, _)| *other == place).count();
            let members = self.system.classes[target].parts[part]
                .members
                .saturating_sub(taken);
            left += members;
            if members == 0 {
                continue;
            }
            if let Some((low, high)) = self.bounds(place, known)? {
                hull = Some(hull.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
            }
        }
        if hull.is_none() && left > 0 {
            return Err(AttackError::Contradiction);
        }
        Ok(hull)
    }

    /// The lowest and the highest score at a place, if any fits.
    fn bounds(&self, target: Place, known: &[(Place, f64)]) -> Result<Option<(f64, f64)>, AttackError> {
        let end = |direction| -> Result<Option<f64>, AttackError> {
            let solved = self.solve(Some(target), known, direction)?;
            Ok(solved.and_then(|sums| sums.first().map(|(.., score)| *score)))
        };
        Ok(end(OptimizationDirection::Minimize)?.zip(end(OptimizationDirection::Maximize)?))
    }

    /// Solves for the score of the target, or for any scores that fit: the sum of the target, if there is one, and then of
    /// everybody else of each part together, as a sum is all that figures say of them.
    fn solve(
        &self,
        target: Option<Place>,
        known: &[(Place, f64)],
        direction: OptimizationDirection,
    ) -> Result<Option<Vec<Sum>>, AttackError> {
        let mut problem = Problem::new(direction);
        let mut variables: Vec<(usize, usize, Variable)> = Vec::new();
        if let Some((class, part)) = target {
            let part = self.system.classes[class].parts[part];
            variables.push((class, 1, problem.add_var(1.0, (part.least, part.most))));
        }
        for &class in &self.classes {
            for (index, part) in self.system.classes[class].parts.iter().enumerate() {
                let place = (class, index);
                let taken = known.iter().filter(|(other, _)| *other == place).count();
                let others = part
                    .members
                    .saturating_sub(taken + usize::from(target == Some(place)));
                if others > 0 {
                    let bounds = (part.least * others as f64, part.most * others as f64);
                    variables.push((class, others, problem.add_var(0.0, bounds)));
                }
            }
        }
        for figure in &self.figures {
            let (members, fixed) = self.already(figure, known);
            let terms: Vec<(Variable, f64)> = variables
                .iter()
                .filter(|(class, ..)| figure.classes.contains(class))
                .map(|&(.., variable)| (variable, 1.0))
                .collect();
            let [lower, upper] = [figure.lower, figure.upper].map(|mean| mean * members as f64 - fixed);
            problem.add_constraint(&terms[..], ComparisonOp::Ge, lower - SLACK);
            problem.add_constraint(&terms[..], ComparisonOp::Le, upper + SLACK);
        }
        match problem.solve() {
            Ok(outcome) => {
                let solution = outcome.into_solution().map_err(|_| AttackError::Unsolved)?;
                let sums = variables
                    .iter()
                    .map(|&(class, members, variable)| (class, members, solution.var_value(variable)));
                Ok(Some(sums.collect()))
            }
            Err(microlp::Error::Infeasible) => Ok(None),
            Err(_) => Err(AttackError::Unsolved),
        }
    }

    /// Over how many scores a figure is, and the sum of those that are known.
    fn already(&self, figure: &Figure, known: &[(Place, f64)]) -> (usize, f64) {
        let parts = figure
            .classes
            .iter()
            .flat_map(|&class| &self.system.classes[class].parts);
        let members: usize = parts.map(|part| part.members).sum();
        let own = known
            .iter()
            .filter(|((class, _), _)| figure.classes.contains(class));
        let own: f64 = own.map(|(_, score)| score).sum();
        (figure.known_members + members, figure.known + own)
    }
}

#[cfg(test)]
mod tests;
