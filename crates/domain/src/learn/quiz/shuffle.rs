//! Orders that a seed fixes for ever.

/// SplitMix64 (Steele, Lea and Flood, 2014): enough to draw and order items, the same on every machine and for ever, which no
/// library promises of its generators.
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Fisher–Yates. The bias of the remainder is below 2⁻⁵⁰ for any quiz.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }

    /// The numbers below `len` in an order in which the first `key` of them do not follow each other as they are written: that order
    /// would be the answer.
    pub(super) fn disorder(&mut self, len: usize, key: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..len).collect();
        loop {
            self.shuffle(&mut order);
            if key < 2 || !order.iter().filter(|&&index| index < key).is_sorted() {
                return order;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_disorder_has_everything_and_never_the_answer(seed: u64, key in 2usize..9, more in 0usize..4) {
            let order = SplitMix64(seed).disorder(key + more, key);
            prop_assert_eq!(&order, &SplitMix64(seed).disorder(key + more, key));
            prop_assert!(!order.iter().filter(|&&index| index < key).is_sorted());
            let mut all = order;
            all.sort_unstable();
            prop_assert!(all.into_iter().eq(0..key + more));
        }
    }

    #[test]
    fn a_disorder_of_one_is_that_one() {
        assert_eq!(SplitMix64(7).disorder(1, 1), [0]);
        assert_eq!(SplitMix64(7).disorder(0, 0), [0; 0]);
    }
}
