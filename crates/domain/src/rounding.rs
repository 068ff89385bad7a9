//! The one place where a score is rounded. Every page, chart and file shows what comes from here.

/// A score as it is shown: rounded half up to two decimals.
///
/// Scores are sums of thirds and lie on no exact binary grid, so a value that is meant to be a half (0.125, say) may come
/// out a hair below it. A billionth is added before rounding, far above the error of such sums and far below a
/// hundredth, so that a half goes up.
pub fn two_decimals(score: f64) -> String {
    let hundredths = to_hundredths(score);
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// A score in whole hundredths, rounded half up.
pub fn to_hundredths(score: f64) -> i64 {
    (score * 100.0 + 0.5 + 1e-9).floor() as i64
}

/// A share (0–1) as a whole percentage, rounded half up.
pub fn percent(share: f64) -> i64 {
    (share * 100.0 + 0.5 + 1e-9).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up() {
        assert_eq!(two_decimals(0.125), "0.13");
        assert_eq!(two_decimals(1.005), "1.01");
        assert_eq!(
            two_decimals(4.0 * (1.0 / 3.0 + 1.0 / 3.0 + 1.0 / 3.0) / 3.0),
            "1.33"
        );
        assert_eq!(two_decimals(0.0), "0.00");
        assert_eq!(two_decimals(3.999), "4.00");
    }

    #[test]
    fn percentages_are_whole() {
        assert_eq!(percent(0.005), 1);
        assert_eq!(percent(2.0 / 3.0), 67);
    }
}
