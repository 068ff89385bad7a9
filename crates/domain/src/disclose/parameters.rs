//! The numbers that a release is built with.

use serde::Serialize;

/// The fewest bodies that a figure about bodies in aggregate may concern. Configuration may raise it, nothing lowers it.
pub const FLOOR: usize = 5;

/// The same for anything shown to the public rather than to donors.
pub const PUBLIC_FLOOR: usize = 10;

const _: () = assert!(
    FLOOR >= 5 && PUBLIC_FLOOR >= FLOOR,
    "the promise made to the bodies"
);

/// The numbers that a release is built with. They are part of it, so that anyone can see them and build it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Parameters {
    k: usize,
}

/// Why parameters are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// `k` is below [`FLOOR`].
    #[error("k is {0}, but a figure may not concern fewer than {FLOOR} bodies")]
    BelowFloor(usize),
}

impl Parameters {
    /// Parameters with that `k`, at least [`FLOOR`].
    pub fn new(k: usize) -> Result<Self, ParametersError> {
        if k < FLOOR {
            Err(ParametersError::BelowFloor(k))
        } else {
            Ok(Self { k })
        }
    }

    /// The fewest bodies in aggregate that a figure may concern.
    pub fn k(self) -> usize {
        self.k
    }

    /// The fewest members of a group that shows how many of them lie where (rule R5): as many as two groups have at least.
    pub fn counts_from(self) -> usize {
        2 * self.k
    }

    /// A number of bodies counted down to a multiple of `k`: *at least so many*. Nothing (shown as *fewer than k*) for 0 … `k` − 1
    /// alike, so that one body more or less is seen only where a public threshold is crossed (rule R8).
    pub fn at_least(self, bodies: usize) -> Option<usize> {
        let steps = bodies / self.k;
        (steps > 0).then(|| steps * self.k)
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self { k: FLOOR }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_below_the_floor() {
        for k in 0..5 {
            assert_eq!(Parameters::new(k), Err(ParametersError::BelowFloor(k)));
        }
        let steps = [0, 4, 5, 9, 10, 14].map(|bodies| Parameters::default().at_least(bodies));
        assert_eq!(steps, [None, None, Some(5), Some(5), Some(10), Some(10)]);
        assert_eq!(Parameters::new(5), Ok(Parameters::default()));
        assert_eq!(Parameters::new(10).map(Parameters::k), Ok(PUBLIC_FLOOR));
        assert_eq!(Parameters::default().counts_from(), 10);
        assert_eq!(Parameters::new(7).map(Parameters::counts_from), Ok(14));
    }
}
