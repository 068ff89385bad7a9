//! How much a band leaves open (Lemma 1): the one formula that the promise rests on.

use super::band::Band;
use super::parameters::PUBLIC_FLOOR;

/// The highest share, in thousandths.
const TOP: i64 = 4_000;
/// The range that stays open for every hidden share, in thousandths: half of the scale.
const PROMISED: i64 = 2_000;

/// *W(n, c)*: over `n` members of whom `known` are known, the length of the range in which the share of each other member can lie
/// when a band is published, for the worst shares of those that are known. Nothing (0) where there is no other unknown member
/// to hide behind.
pub fn width(band: Band, n: usize, known: usize) -> f64 {
    thousandths(band, n, known) as f64 / 1_000.0
}

/// The smallest [`width`] over the four bands.
pub fn narrowest(n: usize, known: usize) -> f64 {
    let least = Band::ALL
        .into_iter()
        .map(|band| thousandths(band, n, known))
        .min();
    least.unwrap_or_default() as f64 / 1_000.0
}

/// The length of that range where three counts stand beside the band (rule R5), for the worst counts over any number of members, of whom one,
/// two, three or four are known. Enumerated, not derived: the enumeration is a test.
pub const WITH_COUNTS: [f64; 4] = [2.745, 1.245, 1.245, 0.0];

/// How many members of a group of `n` may be known to one reader, so that each other one keeps a range of half the scale: *c(n)*, but one
/// where counts may stand beside the band. With two known, these can tell where the others lie.
pub fn known_allowed(n: usize) -> usize {
    let most = known_beside_a_band(n);
    if n < PUBLIC_FLOOR { most } else { most.min(1) }
}

/// *c(n)*: how many members of a group of `n` may be known to one reader where a band is all that is shown: 1 for 5–8, 2 for 9–11, 3 for
/// 12–14.
pub fn known_beside_a_band(n: usize) -> usize {
    let kept = Band::Starting.edges().1 * whole(n) - PROMISED;
    usize::try_from(kept.max(0) / TOP).unwrap_or_default()
}

fn thousandths(band: Band, n: usize, known: usize) -> i64 {
    if n < known + 2 {
        return 0;
    }
    let (lower, upper) = band.edges();
    let (n, known) = (whole(n), whole(known));
    let from_above = n * upper - TOP * known;
    let from_below = TOP * (n - known) - n * lower;
    from_above.min(from_below).clamp(0, TOP)
}

/// More bodies than a register has hold no more than their number says.
fn whole(n: usize) -> i64 {
    i64::try_from(n.min(1_000_000)).unwrap_or(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the worst cases: starting and advanced, in the order of 4, 5, 6, 7, 8, 9, 11, 12 members.
    #[test]
    fn the_worst_cases_are_those_of_the_table() {
        let table = |known| {
            [4, 5, 6, 7, 8, 9, 11, 12].map(|n| {
                [Band::Starting, Band::Advanced].map(|band| (width(band, n, known) * 1_000.0).round() as i64)
            })
        };
        assert_eq!(table(0), [[4_000; 2]; 8]);
        assert_eq!(
            table(1),
            [
                [980, 1_020],
                [2_225, 2_275],
                [3_470, 3_530],
                [4_000; 2],
                [4_000; 2],
                [4_000; 2],
                [4_000; 2],
                [4_000; 2]
            ]
        );
        assert_eq!(
            table(2)[3..],
            [[715, 785], [1_960, 2_040], [3_205, 3_295], [4_000; 2], [4_000; 2]]
        );
        assert_eq!(table(3)[6..], [[1_695, 1_805], [2_940, 3_060]]);
    }

    #[test]
    fn the_bands_between_leave_everything_open_from_five_on() {
        for n in 5..40 {
            assert_eq!(width(Band::Developing, n, 1), 4.0);
            assert_eq!(width(Band::Managed, n, 1), 4.0);
            assert_eq!(narrowest(n, 1), width(Band::Starting, n, 1));
        }
    }

    #[test]
    fn nobody_hides_alone() {
        assert_eq!(width(Band::Managed, 2, 1), 0.0);
        assert_eq!(width(Band::Managed, 2, 0), 4.0);
        assert_eq!(width(Band::Starting, 3, 1), 0.0);
        assert_eq!(width(Band::Developing, 3, 1), 1.985);
        assert_eq!(narrowest(0, 0), 0.0);
        assert_eq!(narrowest(1, 0), 0.0);
    }

    #[test]
    fn so_many_members_may_be_known() {
        let allowed =
            |range: std::ops::RangeInclusive<usize>| range.map(known_beside_a_band).collect::<Vec<_>>();
        assert_eq!(allowed(0..=4), [0; 5]);
        assert_eq!(allowed(5..=8), [1; 4]);
        assert_eq!(allowed(9..=11), [2; 3]);
        assert_eq!(allowed(12..=14), [3; 3]);
        assert_eq!(allowed(15..=17), [4; 3]);
        for n in 5..200 {
            let most = known_beside_a_band(n);
            assert!(narrowest(n, most) >= 2.0, "{n}");
            assert!(narrowest(n, most + 1) < 2.0, "{n}");
        }
        assert_eq!(
            [4, 5, 8, 9, 10, 11, 15, 200].map(known_allowed),
            [0, 1, 1, 2, 1, 1, 1, 1]
        );
    }
}
