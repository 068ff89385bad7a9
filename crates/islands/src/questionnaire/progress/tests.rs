//! What a card says and does.

use super::*;

fn saved() -> Result<Saved, NotSaved> {
    Ok(Saved {
        follows: String::new(),
        version: 2,
        was: "f".to_owned(),
    })
}

fn answered(progress: &mut Progress, outcome: Result<Saved, NotSaved>) -> Next {
    progress.answered(outcome, "14:02".to_owned())
}

#[test]
fn only_the_last_stroke_sends_and_only_once() {
    let mut card = Progress::default();
    let (first, second) = (card.typed(), card.typed());
    assert!(!card.is_last_stroke(first) && card.is_last_stroke(second));
    assert!(card.is_unsaved());
    assert!(card.send());
    // An answer was chosen before the pause was over: the strokes went with it.
    assert!(!card.is_last_stroke(second));
    assert_eq!(answered(&mut card, saved()), Next::Rest);
    assert_eq!(card.said, Said::Saved("14:02".to_owned()));
    assert!(!card.is_unsaved());
}

#[test]
fn what_is_changed_under_way_goes_once_more() {
    let mut card = Progress::default();
    assert!(card.send());
    assert!(!card.send() && !card.send());
    assert_eq!(answered(&mut card, saved()), Next::SendAgain);
    assert!(card.is_under_way() && card.is_unsaved());
    assert_eq!(card.said, Said::Saving);
    assert_eq!(answered(&mut card, saved()), Next::Rest);
    assert!(!card.is_unsaved());
}

#[test]
fn without_a_line_it_tries_again_later_and_later() {
    let mut card = Progress::default();
    let mut waits = Vec::new();
    for _ in 0..40 {
        assert!(card.send());
        let Next::Wait(wait) = answered(&mut card, Err(NotSaved::Offline)) else {
            panic!("it rests while nothing is saved");
        };
        assert!(card.is_unsaved() && card.is_offline());
        waits.push(wait);
    }
    assert_eq!(waits[..7], [2, 4, 8, 16, 32, 60, 60]);
    assert!(waits[7..].iter().all(|wait| *wait == LONGEST_WAIT));
    // Once the line is back it counts from the start.
    assert!(card.send());
    assert_eq!(answered(&mut card, saved()), Next::Rest);
    assert!(card.send());
    assert_eq!(answered(&mut card, Err(NotSaved::Busy)), Next::Wait(FIRST_WAIT));
}

#[test]
fn nothing_but_saved_lets_a_person_leave_in_silence() {
    let theirs = Box::new(Theirs::default());
    for why in [
        NotSaved::Conflict(theirs),
        NotSaved::Refused("A reason is missing.".to_owned()),
        NotSaved::SignedOut,
        NotSaved::AnotherName,
        NotSaved::Offline,
        NotSaved::Busy,
        NotSaved::Failed,
    ] {
        let mut card = Progress::default();
        assert!(card.send());
        let next = answered(&mut card, Err(why.clone()));
        assert!(card.is_unsaved(), "{why:?}");
        // What waits for a person does not go by itself.
        let waits = matches!(why, NotSaved::Offline | NotSaved::Busy);
        assert_eq!(matches!(next, Next::Wait(_)), waits, "{why:?}");
    }
}

#[test]
fn what_the_page_came_back_with_is_unsaved_until_it_is_saved() {
    let mut card = Progress::of(true);
    assert!(card.is_unsaved());
    assert!(card.send());
    answered(&mut card, Err(NotSaved::Refused(String::new())));
    assert!(card.is_unsaved());
    assert!(card.send());
    answered(&mut card, saved());
    assert!(!card.is_unsaved());
}
