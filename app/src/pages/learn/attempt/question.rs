//! A question of the form, by its kind. Each is a group of plain controls: it can be answered without scripting, by keyboard, and in both
//! directions of writing.

use domain::content::Text;
use domain::id::ChoiceId;
use domain::learn::quiz::{ArtefactKind, Sent, field};
use learn::{Question, QuestionTask};
use leptos::prelude::*;

use crate::components::text::content;
use crate::context::Cx;
use crate::pages::learn::artefact;
use crate::pages::learn::parts::prompt;
use crate::shell::foreign;

/// A question with what was answered so far.
pub(super) struct Asking<'a> {
    pub(super) question: &'a Question,
    /// Its number, from one.
    pub(super) number: usize,
    /// How many there are.
    pub(super) total: usize,
    pub(super) sent: &'a Sent,
    /// The key of what is wrong with the answer.
    pub(super) fault: Option<&'static str>,
}

/// A text that can be chosen for a part, by its place on the page.
struct Offer<'a> {
    number: usize,
    text: Option<&'a Text>,
}

impl Asking<'_> {
    /// What the summary of errors says about it, and the control to which that leads.
    pub(super) fn message(&self, cx: &Cx) -> Option<(String, String)> {
        let key = self.fault?;
        let text = cx.t_with(&format!("learn-{key}"), &[("n", (self.number as i64).into())]);
        let faulty = (0..self.parts()).find(|part| self.is_faulty(*part));
        Some((self.control(faulty.unwrap_or(0)), text))
    }

    pub(super) fn view(&self, cx: &Cx) -> AnyView {
        let id = format!("q{}", self.number);
        let (hint, body) = match &self.question.task {
            QuestionTask::Single(choices) => ("learn-choose-one", self.choices(cx, "radio", choices)),
            QuestionTask::Multiple(choices) => ("learn-choose-all", self.choices(cx, "checkbox", choices)),
            QuestionTask::Ordering(entries) => ("learn-order-hint", self.ordering(cx, entries)),
            QuestionTask::Matching { lefts, rights } => {
                ("learn-match-hint", self.matching(cx, lefts, rights))
            }
            QuestionTask::Mark { kind, title, lines } => {
                ("learn-mark-hint", self.artefact(cx, *kind, title, lines))
            }
        };
        let place = cx.t_with(
            "learn-question-of",
            &[
                ("n", (self.number as i64).into()),
                ("total", (self.total as i64).into()),
            ],
        );
        let error = self.fault.map(|key| {
            view! { <p class="field-error" id=format!("{id}-error")>{cx.t(&format!("error-{key}"))}</p> }
        });
        let is_wrong = self.fault.is_some();
        let described_by = if is_wrong {
            format!("{id}-hint {id}-error")
        } else {
            format!("{id}-hint")
        };
        view! {
            <fieldset class="question" class:field-invalid=is_wrong aria-describedby=described_by>
                <legend>
                    <span class="question-number">{place}</span>
                    " "
                    {prompt(&self.question.prompt)}
                </legend>
                <p class="field-help" id=format!("{id}-hint")>{cx.t(hint)}</p>
                {error}
                {body}
            </fieldset>
        }
        .into_any()
    }

    /// The id of a control of the question. The first one carries that to which the summary of errors links.
    fn control(&self, index: usize) -> String {
        if index == 0 {
            format!("q{}", self.number)
        } else {
            format!("q{}-{}", self.number, index + 1)
        }
    }

    fn choices(&self, cx: &Cx, input: &'static str, choices: &[(ChoiceId, Text)]) -> AnyView {
        let item = &self.question.item;
        let choices = choices
            .iter()
            .enumerate()
            .map(|(index, (choice, text))| {
                let id = self.control(index);
                let is_chosen = self.sent.has(item, choice);
                view! {
                    <li>
                        <label class="choice">
                            <input type=input id=id name=field(item, None) value=choice.to_string() checked=is_chosen/>
                            <span>{content(cx, text)}</span>
                        </label>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="choices">{choices}</ul> }.into_any()
    }

    fn artefact(&self, cx: &Cx, kind: ArtefactKind, title: &Text, lines: &[(ChoiceId, Text)]) -> AnyView {
        let item = &self.question.item;
        let lines = lines
            .iter()
            .enumerate()
            .map(|(index, (line, text))| {
                let id = self.control(index);
                let is_marked = self.sent.has(item, line);
                view! {
                    <li>
                        <label class="artefact-line">
                            <input type="checkbox" id=id name=field(item, None) value=line.to_string() checked=is_marked/>
                            {artefact::line(cx, kind, text)}
                        </label>
                    </li>
                }
            })
            .collect_view();
        artefact::frame(cx, kind, title, lines.into_any())
    }

    fn ordering(&self, cx: &Cx, entries: &[Text]) -> AnyView {
        let offers: Vec<Offer<'_>> = (1..=entries.len())
            .map(|number| Offer { number, text: None })
            .collect();
        let choose = cx.t("learn-place-choose");
        let parts = entries
            .iter()
            .enumerate()
            .map(|(part, text)| self.part(cx, part, text, &choose, &offers))
            .collect_view();
        view! { <ul class="parts parts-placed">{parts}</ul> }.into_any()
    }

    /// The right sides stand in a list as well: a closed menu shows none of them, neither to the eye nor on paper.
    fn matching(&self, cx: &Cx, lefts: &[Text], rights: &[Text]) -> AnyView {
        let offers: Vec<Offer<'_>> = rights
            .iter()
            .zip(1..)
            .map(|(text, number)| Offer {
                number,
                text: Some(text),
            })
            .collect();
        let choose = cx.t("learn-match-choose");
        let listed = offers
            .iter()
            .map(|offer| {
                view! {
                    <li>
                        <span class="offer-number">{cx.number(offer.number as i64)}</span>
                        " "
                        {offer.text.map(|text| content(cx, text))}
                    </li>
                }
            })
            .collect_view();
        let parts = lefts
            .iter()
            .enumerate()
            .map(|(part, text)| self.part(cx, part, text, &choose, &offers))
            .collect_view();
        view! {
            <p class="offers-label">{cx.t("learn-match-offers")}</p>
            <ul class="offers">{listed}</ul>
            <ul class="parts">{parts}</ul>
        }
        .into_any()
    }

    /// A part with the menu of what it can be given; `part` counts from zero.
    fn part(&self, cx: &Cx, part: usize, text: &Text, choose: &str, offers: &[Offer<'_>]) -> AnyView {
        let id = self.control(part);
        let given = self.given(part);
        let options = offers
            .iter()
            .map(|offer| {
                let number = cx.number(offer.number as i64);
                let (lang, dir) = offer.text.map_or((None, None), |text| foreign(cx, text.lang));
                let words = match offer.text {
                    Some(text) => format!("{number} {text}"),
                    None => number,
                };
                let is_given = given == Some(offer.number);
                view! {
                    <option value=offer.number.to_string() lang=lang dir=dir selected=is_given>{words}</option>
                }
            })
            .collect_view();
        let invalid = self.is_faulty(part).then_some("true");
        view! {
            <li class="part">
                <label for=id.clone()>{content(cx, text)}</label>
                <select id=id name=field(&self.question.item, Some(part + 1)) aria-invalid=invalid>
                    <option value="">{choose.to_owned()}</option>
                    {options}
                </select>
            </li>
        }
        .into_any()
    }

    /// How many parts are answered one by one, and how many answers there are to choose from.
    fn parts_and_offers(&self) -> (usize, usize) {
        match &self.question.task {
            QuestionTask::Ordering(entries) => (entries.len(), entries.len()),
            QuestionTask::Matching { lefts, rights } => (lefts.len(), rights.len()),
            QuestionTask::Single(_) | QuestionTask::Multiple(_) | QuestionTask::Mark { .. } => (0, 0),
        }
    }

    fn parts(&self) -> usize {
        self.parts_and_offers().0
    }

    /// What a part was given, if that can be given at all; `part` counts from zero.
    fn given(&self, part: usize) -> Option<usize> {
        let (_, offers) = self.parts_and_offers();
        let given = self.sent.part(&self.question.item, part + 1);
        given.filter(|given| (1..=offers).contains(given))
    }

    /// Whether a part has nothing, or what another one has too.
    fn is_faulty(&self, part: usize) -> bool {
        let given = self.given(part);
        let mut others = (0..self.parts()).filter(|other| *other != part);
        self.fault.is_some() && (given.is_none() || others.any(|other| self.given(other) == given))
    }
}

#[cfg(test)]
mod tests;
