//! What the demo's bodies answer. Not noise: an answer follows from how far the body has come, from its strengths and weaknesses,
//! from what its technology makes easy or hard, and from how demanding the practice is; chance only moves the edges.

use domain::assess::answer::{Answer, EvidenceGrade};
use domain::assess::model::{Model, Practice};
use domain::assess::part::Ticks;
use domain::assess::profile::Profile;
use domain::assess::score::Scope;
use store::AnswerChange;

use super::bodies::DemoBody;

/// How much harder each level is than the one below.
const LEVEL_STEP: f64 = 0.17;
/// What a strength adds, and a weakness takes.
const LEANING: f64 = 0.15;
/// Half the width of what is left to chance.
const CHANCE: f64 = 0.17;

/// The answers of a body to every practice that it is asked, `earlier` as it stood in the first round.
pub(super) fn answers(
    body: &DemoBody,
    model: &Model,
    profile: &Profile,
    is_earlier: bool,
) -> Vec<AnswerChange> {
    let asked = model.domains.iter().flat_map(|domain| {
        let asks = |practice: &&Practice| profile.asks(model, domain, practice, Scope::Full);
        domain
            .practices
            .iter()
            .filter(asks)
            .map(move |practice| (domain.code.as_str(), practice))
    });
    asked
        .map(|(domain, practice)| change(body, domain, practice, is_earlier))
        .collect()
}

fn change(body: &DemoBody, domain: &str, practice: &Practice, is_earlier: bool) -> AnswerChange {
    let draw = |what: &str| chance(&[&body.slug(), practice.id.as_str(), what]);
    let answer = answer(body, domain, practice, is_earlier, &draw);
    let (answer, ticks) = in_parts(practice, answer);
    let evidence = evidence(answer, draw("evidence"));
    let (note, reason) = match answer {
        Answer::NotApplicable => (String::new(), (*pick(&REASONS, draw("reason"))).to_owned()),
        _ => (
            note(answer, evidence, draw("note"), draw("which note")),
            String::new(),
        ),
    };
    AnswerChange {
        practice: practice.id.clone(),
        answer,
        ticks,
        note,
        evidence,
        reason,
        on: 0,
    }
}

/// The answer with the ticks from which it follows; where it can follow from none, the next lower one.
fn in_parts(practice: &Practice, answer: Answer) -> (Answer, Option<Ticks>) {
    let Some(parts) = practice.question.parts() else {
        return (answer, None);
    };
    let lower = match answer {
        Answer::Unknown | Answer::NotApplicable => return (answer, None),
        Answer::Largely => Answer::Partly,
        _ => Answer::NotImplemented,
    };
    match parts.ticks_for(answer) {
        Some(ticks) => (answer, Some(ticks)),
        None => (lower, parts.ticks_for(lower)),
    }
}

fn answer(
    body: &DemoBody,
    domain: &str,
    practice: &Practice,
    is_earlier: bool,
    draw: &dyn Fn(&str) -> f64,
) -> Answer {
    // Few things do not apply, and never the first steps.
    if practice.level > 2 && draw("applies") < 0.025 {
        return Answer::NotApplicable;
    }
    if draw("known") < 0.055 * (1.2 - body.maturity) {
        return Answer::Unknown;
    }
    let leaning = |list: &[&str]| if list.contains(&domain) { LEANING } else { 0.0 };
    let standing = body.maturity - if is_earlier { body.progress } else { 0.0 }
        + body.technology.leaning(domain)
        + leaning(body.strengths)
        - leaning(body.weaknesses)
        - LEVEL_STEP * f64::from(practice.level.saturating_sub(1))
        + CHANCE * (2.0 * draw("answer") - 1.0);
    match standing {
        standing if standing > 0.58 => Answer::Fully,
        standing if standing > 0.37 => Answer::Largely,
        standing if standing > 0.13 => Answer::Partly,
        _ => Answer::NotImplemented,
    }
}

fn evidence(answer: Answer, draw: f64) -> EvidenceGrade {
    use EvidenceGrade::{Document, Interview, None, Tested};
    let grades: &[EvidenceGrade] = match answer {
        Answer::Fully => &[Tested, Document, Document, Interview],
        Answer::Largely => &[Document, Document, Interview, Interview],
        Answer::Partly => &[Document, Interview, Interview, None],
        Answer::NotImplemented | Answer::Unknown | Answer::NotApplicable => &[None],
    };
    *pick(grades, draw)
}

/// One answer in six has a note.
fn note(answer: Answer, evidence: EvidenceGrade, has: f64, which: f64) -> String {
    if has > 1.0 / 6.0 {
        return String::new();
    }
    let notes: &[&str] = match (answer, evidence) {
        (Answer::Fully, EvidenceGrade::Tested) => &[
            "Tried in the exercise of the spring; the record is with the operations desk.",
            "Tested before the last election, with observers present.",
        ],
        (Answer::Fully | Answer::Largely, _) => &[
            "In the procedures manual, chapter 4.",
            "Decided by the commission last year.",
            "Head office does this; two of the regional offices still follow.",
        ],
        (Answer::Partly, _) => &[
            "Done in the capital, not yet in the regions.",
            "Written down, but not for temporary staff.",
            "One person knows how; nobody stands in for them.",
        ],
        (Answer::NotImplemented, _) => &[
            "Planned for the next budget.",
            "Waits for the new contract with the supplier.",
        ],
        (Answer::Unknown | Answer::NotApplicable, _) => &["To be asked of the regional offices."],
    };
    (*pick(notes, which)).to_owned()
}

const REASONS: [&str; 3] = [
    "Another authority does this by law, and answers for it.",
    "The law rules this out; the commission asked for a change.",
    "There is only one office, so this does not arise.",
];

fn pick<T>(list: &[T], draw: f64) -> &T {
    // `draw` is below 1, so the place is within the list.
    &list[((draw * list.len() as f64) as usize).min(list.len() - 1)]
}

/// A number from 0 to below 1 that looks like chance and is always the same for the same words (SplitMix64 over FNV-1a).
pub(super) fn chance(words: &[&str]) -> f64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ (hash >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_even_and_stays_the_same() {
        assert_eq!(chance(&["a", "b"]).to_bits(), chance(&["a", "b"]).to_bits());
        assert_ne!(chance(&["ab", ""]).to_bits(), chance(&["a", "b"]).to_bits());
        let mean = (0..1_000)
            .map(|number: i32| chance(&[&number.to_string()]))
            .sum::<f64>()
            / 1_000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
