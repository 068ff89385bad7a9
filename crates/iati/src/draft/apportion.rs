//! Dividing a whole so that nothing is lost: by largest remainder.

/// Divides `total` in proportion to the weights. The parts sum to it exactly; where remainders are equal, the earlier one gets more.
/// Without any weight everything is zero.
pub(super) fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &u64| u128::from(total) * u128::from(*weight);
    let mut parts: Vec<u64> = weights
        .iter()
        .map(|weight| (exact(weight) / sum) as u64)
        .collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(&weights[*at]) % sum), *at));
    let missing = total - parts.iter().sum::<u64>();
    // Fewer than there are parts, since each lost less than one.
    for at in order.into_iter().take(missing as usize) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn nothing_is_lost() {
        assert_eq!(apportion(10_000, &[1, 1, 1]), [3334, 3333, 3333]);
        assert_eq!(apportion(100, &[0, 5, 0]), [0, 100, 0]);
        assert_eq!(apportion(7, &[0, 0]), [0, 0]);
        assert_eq!(
            apportion(u64::MAX, &[u64::MAX, u64::MAX]).iter().sum::<u64>(),
            u64::MAX
        );
        for total in [0, 1, 99, 10_000, 123_457] {
            for weights in [
                &[3, 1, 4, 1, 5][..],
                &[7],
                &[1_000_000, 1],
                &[9, 9, 9, 9, 9, 9, 9],
            ] {
                assert_eq!(apportion(total, weights).iter().sum::<u64>(), total);
            }
        }
    }
}
