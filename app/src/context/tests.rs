//! What a request is told from.

use super::*;

#[test]
fn a_session_lives_as_long_as_its_limits_say() {
    let limits = SessionLimits {
        idle: 3_600,
        absolute: 7_200,
    };
    let at = |seconds: i64| Timestamp(seconds * 1_000);
    assert!(!limits.are_over(at(0), at(0), at(3_599)));
    assert!(limits.are_over(at(0), at(0), at(3_600)));
    assert!(!limits.are_over(at(0), at(7_000), at(7_199)));
    assert!(limits.are_over(at(0), at(7_199), at(7_200)));
}

#[test]
fn a_session_in_use_is_noted_well_before_it_would_end() {
    let at = |seconds: i64| Timestamp(seconds * 1_000);
    let noted_after = |idle: i64| {
        let limits = SessionLimits {
            idle,
            absolute: 86_400,
        };
        (0..=idle).find(|waited| limits.is_seen_anew(at(0), at(*waited)))
    };
    assert_eq!(noted_after(3_600), Some(SEEN_EVERY));
    assert_eq!(noted_after(600), Some(300));
    // With the shortest limit, a person who reads a page every three minutes stays signed in.
    assert_eq!(noted_after(300), Some(150));
}
