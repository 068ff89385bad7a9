//! The whole form: its words, its cards, and when it may be sent.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::call::Place;
use super::card::Card;
use super::leaving;
use super::progress::Progress;

/// What the cards say, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// A card is being saved.
    pub saving: String,
    /// It was, with [`Words::TIME`] in place of when.
    pub saved: String,
    /// No answer comes.
    pub offline: String,
    /// The session has ended.
    pub signed_out: String,
    /// Somebody else is signed in.
    pub another_name: String,
    /// Something went wrong.
    pub failed: String,
    /// A button: send it again.
    pub retry: String,
    /// A button: what I typed stays.
    pub mine: String,
    /// A button: what the other person saved stays.
    pub theirs: String,
}

impl Words {
    /// Stands for the time in [`Words::saved`]: only the card knows when that was.
    pub const TIME: &str = "%time%";
}

/// What the cards share.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) place: StoredValue<Place>,
    pub(super) words: StoredValue<Words>,
    cards: StoredValue<Vec<Card>>,
    /// The button with which the form is to be sent once no card is under way.
    waiting: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// The form is being sent, with everything in it.
    is_leaving: StoredValue<bool>,
}

impl Sheet {
    fn new(place: Place, words: Words) -> Self {
        Self {
            place: StoredValue::new(place),
            words: StoredValue::new(words),
            cards: StoredValue::new(Vec::new()),
            waiting: StoredValue::new_local(None),
            is_leaving: StoredValue::new(false),
        }
    }

    /// The one around this card. A server may render a card by itself, to keep it: only the browser asks more of it.
    pub(super) fn around() -> Self {
        #[cfg(feature = "ssr")]
        return use_context().unwrap_or_else(|| Self::new(Place::default(), Words::default()));
        #[cfg(not(feature = "ssr"))]
        expect_context()
    }

    pub(super) fn add(self, card: Card) {
        self.cards.update_value(|cards| cards.push(card));
    }

    pub(super) fn cards(self) -> Vec<Card> {
        self.cards.get_value()
    }

    /// Whether the form was being sent. For this time only: the person may stop the browser and stay.
    pub(super) fn takes_everything_along(self) -> bool {
        let is_leaving = self.is_leaving.get_value();
        self.is_leaving.set_value(false);
        is_leaving
    }

    /// The form is sent. A card that is under way goes first: the form would bring the same change once more, on the version before it,
    /// and the person would be in conflict with themselves. So does one for which there was no line: the browser would put an error
    /// page in place of all that was typed.
    fn submitted(self, event: &SubmitEvent) {
        let cards = self.cards();
        for card in cards.iter().filter(|card| card.with(Progress::is_offline)) {
            card.send_now();
        }
        if cards.iter().any(|card| card.with(Progress::is_under_way)) {
            event.prevent_default();
            self.waiting.set_value(submitter(event));
            return;
        }
        for card in cards {
            card.goes_with_the_form();
        }
        self.is_leaving.set_value(true);
    }

    /// A card is at rest: the form goes on if it waited for it. Without a line it stays, and where to go on is shown.
    pub(super) fn go_on(self, card: Card) {
        let is_offline = card.with(Progress::is_offline);
        let is_ready = || !self.cards().iter().any(|card| card.with(Progress::is_under_way));
        if self.waiting.with_value(Option::is_none) || (!is_offline && !is_ready()) {
            return;
        }
        let button = self.waiting.try_update_value(Option::take).flatten();
        if is_offline {
            card.focus_button();
        } else if let Some(button) = button {
            button.click();
        }
    }
}

/// The form around which it stands: it is sent when its cards are saved, and nobody leaves it without a word while they are not.
#[island]
pub fn Questionnaire(
    /// Where it is, and who fills it in.
    place: Place,
    /// What the cards say.
    words: Words,
    /// The form.
    children: Children,
) -> impl IntoView {
    let sheet = Sheet::new(place, words);
    provide_context(sheet);
    // Only a browser runs effects.
    Effect::new(move |_| leaving::watch(sheet));
    view! {
        <div class="answer-saver" on:submit=move |event| sheet.submitted(&event)>
            {children()}
        </div>
    }
}

/// The button with which a form was sent; the form's first where the browser does not say.
fn submitter(event: &SubmitEvent) -> Option<HtmlElement> {
    let form = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    event
        .submitter()
        .or_else(|| form.query_selector("button[type=submit]").ok()??.dyn_into().ok())
}
