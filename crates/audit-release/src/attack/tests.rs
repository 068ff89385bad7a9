use super::*;

/// A group of bodies of which one is an insider, with a band.
fn group(members: usize, (lower, upper): (f64, f64), insiders: &[Vec<usize>]) -> System {
    System {
        classes: vec![Class::new(members, 4.0)],
        figures: vec![figure(&[0], lower, upper)],
        insiders: insiders.iter().cloned().collect(),
    }
}

fn figure(classes: &[usize], lower: f64, upper: f64) -> Figure {
    Figure {
        classes: classes.to_vec(),
        known: 0.0,
        known_members: 0,
        lower,
        upper,
    }
}

const STARTING: (f64, f64) = (0.0, 1.245);
const MANAGED: (f64, f64) = (1.995, 2.745);
const ADVANCED: (f64, f64) = (2.745, 4.0);

fn width(system: &System) -> f64 {
    system.narrowest().expect("solved").expect("somebody").width
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
}

#[test]
fn one_group_is_as_wide_as_the_formula_says() {
    for (members, starting, advanced) in [(4, 0.98, 1.02), (5, 2.225, 2.275), (6, 3.47, 3.53), (7, 4.0, 4.0)]
    {
        assert_near(width(&group(members, STARTING, &[vec![0]])), starting);
        assert_near(width(&group(members, ADVANCED, &[vec![0]])), advanced);
    }
    assert_near(width(&group(5, MANAGED, &[vec![0]])), 4.0);
    assert_near(width(&group(5, STARTING, &[])), 4.0);
}

#[test]
fn two_insiders_who_put_their_answers_together() {
    for (members, starting) in [(7, 0.715), (8, 1.96), (9, 3.205)] {
        assert_near(width(&group(members, STARTING, &[vec![0, 0]])), starting);
    }
}

/// Six bodies in advanced, seven in developing, all thirteen in advanced: whoever is at 1.75 knows that the other five are at the top.
#[test]
fn a_row_above_groups_gives_a_group_away() {
    let system = System {
        classes: vec![Class::new(6, 4.0), Class::new(7, 4.0)],
        figures: vec![
            figure(&[0], 2.745, 4.0),
            figure(&[1], 1.245, 1.995),
            figure(&[0, 1], 2.745, 4.0),
        ],
        insiders: [vec![0], vec![1]].into(),
    };
    let (low, high) = system.range(0, &[(0, 1.75)]).expect("fits");
    assert_near(low, 3.97);
    assert_near(high, 4.0);
    assert!(width(&system) < 0.03);
}

/// Nine in advanced, then seven of them in managed: the two that left are at the top.
#[test]
fn a_figure_over_fewer_of_the_same_gives_those_that_left_away() {
    let system = System {
        classes: vec![Class::new(7, 4.0), Class::new(2, 4.0)],
        figures: vec![figure(&[0, 1], 2.745, 4.0), figure(&[0], 1.995, 2.745)],
        insiders: [vec![1]].into(),
    };
    let (low, _) = system.range(1, &[(1, 1.5)]).expect("fits");
    assert!(low > 3.98, "{low}");
}

/// Seven in starting, of whom three are shown by name later, 8.6 together.
#[test]
fn a_name_given_later_gives_the_others_away() {
    let mut system = group(4, STARTING, &[]);
    system.figures[0].known = 8.6;
    system.figures[0].known_members = 3;
    let (_, high) = system.range(0, &[]).expect("fits");
    assert!(high < 0.1151, "{high}");
}

#[test]
fn a_ceiling_narrows_what_is_possible() {
    let mut system = group(5, ADVANCED, &[vec![0]]);
    system.classes = vec![Class::new(5, 3.0)];
    let (low, high) = system.range(0, &[(0, 1.73)]).expect("fits");
    assert!(low > 2.99, "{low}");
    assert_near(high, 3.0);
}

#[test]
fn classes_that_no_figure_connects_tell_nothing_of_each_other() {
    let apart = System {
        classes: vec![Class::new(5, 4.0), Class::new(9, 4.0), Class::new(3, 4.0)],
        figures: vec![figure(&[0], 0.0, 1.245), figure(&[1], 0.0, 1.245)],
        insiders: [vec![0, 1], vec![1, 2]].into(),
    };
    let found = apart.narrowest().expect("solved").expect("somebody");
    assert_near(found.width, 2.225);
    assert_eq!(found.target, 0);
    let (low, high) = apart.range(2, &[(0, 1.0)]).expect("fits");
    assert_near(high - low, 4.0);
}

#[test]
fn scores_that_fit_are_found() {
    let system = System {
        classes: vec![Class::new(6, 4.0), Class::new(7, 4.0)],
        figures: vec![
            figure(&[0], 2.745, 4.0),
            figure(&[1], 1.245, 1.995),
            figure(&[0, 1], 2.745, 4.0),
        ],
        insiders: [].into(),
    };
    let inside = system.inside(1e-3);
    let means = inside.fitting(&[(0, 1.76)]).expect("solved").expect("they exist");
    let (six, seven) = (1.76 + 5.0 * means[0], 7.0 * means[1]);
    assert!(six >= 6.0 * 2.746 - 1e-6, "{means:?}");
    assert!(
        (7.0 * 1.246 - 1e-6..=7.0 * 1.994 + 1e-6).contains(&seven),
        "{means:?}"
    );
    assert!(six + seven >= 13.0 * 2.746 - 1e-6, "{means:?}");
    assert_eq!(inside.fitting(&[(0, 1.7)]), Ok(None));
}

#[test]
fn figures_that_no_scores_give_are_noticed() {
    let mut system = group(5, STARTING, &[]);
    system.figures.push(figure(&[0], 2.0, 2.745));
    assert_eq!(system.narrowest(), Err(AttackError::Contradiction));
    assert_eq!(system.range(0, &[]), Err(AttackError::Contradiction));
}

#[test]
fn nobody_to_attack_is_no_range() {
    assert_eq!(System::default().narrowest(), Ok(None));
    assert_eq!(group(0, STARTING, &[]).narrowest(), Ok(None));
    // The only one in a class knows itself.
    let alone = System {
        classes: vec![Class::new(1, 4.0)],
        figures: vec![],
        insiders: [vec![0]].into(),
    };
    assert_near(width(&alone), 4.0);
}

/// Bars cut at 1.25 and 2.75 leave at least 2.75; cut at 2 and 2.75 they would leave little more than 2.
#[test]
fn counts_beside_a_band_leave_enough() {
    let bars = |cuts: [f64; 4], counts: [usize; 3]| Class {
        parts: (0..3)
            .map(|bar| Part {
                members: counts[bar],
                least: cuts[bar],
                most: cuts[bar + 1],
            })
            .collect(),
    };
    let least = |cuts: [f64; 4]| {
        let mut least = f64::INFINITY;
        for low in 2..=6 {
            for middle in 2..=8 - low {
                for (lower, upper) in [STARTING, (1.245, 1.995), MANAGED, ADVANCED] {
                    let system = System {
                        classes: vec![bars(cuts, [low, middle, 10 - low - middle])],
                        figures: vec![figure(&[0], lower, upper)],
                        insiders: [vec![0]].into(),
                    };
                    if let Ok(Some(found)) = system.narrowest() {
                        least = least.min(found.width);
                    }
                }
            }
        }
        least
    };
    let kept = least([0.0, 1.245, 2.745, 4.0]);
    assert!((2.7..2.8).contains(&kept), "{kept}");
    let other = least([0.0, 1.995, 2.745, 4.0]);
    assert!(other < 2.1, "{other}");
}
