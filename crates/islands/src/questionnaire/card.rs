//! One card.

use std::time::Duration;

use futures::future::{AbortHandle, abortable};
use leptos::html;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::call::{NotSaved, Saved, Theirs, save_answer};
use super::fields;
use super::progress::{Next, Progress, Said, Trouble};
use super::sheet::{Sheet, Words};

/// A note is sent when its writer pauses this long.
const PAUSE: Duration = Duration::from_millis(1500);
/// Without an answer for this long there is no line.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the page came to show a card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Return {
    /// As it is stored.
    #[default]
    None,
    /// As it was typed, since it could not be taken.
    Invalid,
    /// As two people typed it: that is decided with the form, which holds both.
    Conflict,
}

/// What is known of a card.
#[derive(Clone, Copy)]
pub(super) struct Card {
    practice: StoredValue<String>,
    sheet: Sheet,
    element: NodeRef<html::Section>,
    state: NodeRef<html::Div>,
    is_decided_by_form: bool,
    /// The version that the person saw, and its fingerprint.
    version: RwSignal<i64>,
    was: RwSignal<String>,
    progress: RwSignal<Progress>,
    /// Breaks off what is under way.
    cut: StoredValue<Option<AbortHandle>>,
}

impl Card {
    /// Asks how far it is, without being told of changes.
    pub(super) fn with<T>(self, ask: impl FnOnce(&Progress) -> T) -> T {
        self.progress.with_untracked(ask)
    }

    fn update<T>(self, change: impl FnOnce(&mut Progress) -> T) -> Option<T> {
        self.progress.try_update(change)
    }

    /// A choice was made, a part was ticked, or a note was left.
    fn changed(self, event: &Event) {
        let changed = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let (Some(changed), Some(element)) = (changed, self.element.get_untracked()) {
            fields::tick(&element, &self.practice.get_value(), &changed);
        }
        if !self.is_decided_by_form {
            self.save();
        }
    }

    /// Something was typed into a note.
    fn typed(self, event: &Event) {
        let is_text = event
            .target()
            .is_some_and(|target| target.dyn_ref::<HtmlTextAreaElement>().is_some());
        if !is_text || self.is_decided_by_form {
            return;
        }
        let Some(stroke) = self.update(Progress::typed) else {
            return;
        };
        set_timeout(
            move || {
                if self.with(|it| it.is_last_stroke(stroke)) {
                    self.save();
                }
            },
            PAUSE,
        );
    }

    /// What was typed goes with the form.
    pub(super) fn goes_with_the_form(self) {
        self.update(Progress::sent_with_the_form);
    }

    /// Sends the card and says so; if it is under way, after that.
    pub(super) fn save(self) {
        if self.update(Progress::send) == Some(true) {
            self.say(Said::Saving);
            self.send();
        }
    }

    /// Sends the card without a word, for nobody asked: what is said of it changes when something comes of it.
    pub(super) fn retry(self) {
        let is_idle = !self.with(Progress::is_under_way);
        if is_idle && self.update(Progress::send) == Some(true) {
            self.send();
        }
    }

    /// Sends the card at once. What is under way without an answer is given up.
    pub(super) fn send_now(self) {
        let is_idle = self.update(Progress::send) == Some(true);
        self.say(Said::Saving);
        if is_idle {
            self.send();
        } else if let Some(cut) = self.cut.get_value() {
            cut.abort();
        }
    }

    fn send(self) {
        spawn_local(async move {
            let mut next = Next::SendAgain;
            while next == Next::SendAgain {
                let outcome = self.call().await;
                next = self.take(outcome);
            }
            if let Next::Wait(seconds) = next {
                let later = Duration::from_secs(seconds.into());
                let silences = self.with(Progress::silences);
                set_timeout(move || self.try_again(silences), later);
            }
            // What is said is on the page, so that a button there can be found.
            tick().await;
            self.sheet.go_on(self);
        });
    }

    /// After a while without a line: unless something else sent it meanwhile.
    fn try_again(self, silences: u32) {
        if self.with(Progress::silences) == silences {
            self.retry();
        }
    }

    async fn call(self) -> Result<Saved, NotSaved> {
        let Some(element) = self.element.get_untracked() else {
            return Err(NotSaved::Failed);
        };
        let (version, was) = (self.version.get_untracked(), self.was.get_untracked());
        let practice = self.practice.get_value();
        let card = fields::read(&element, &practice, version, was);
        let (answer, cut) = abortable(save_answer(self.sheet.place.get_value(), card));
        self.cut.set_value(Some(cut.clone()));
        set_timeout(move || cut.abort(), PATIENCE);
        answer.await.unwrap_or(Err(NotSaved::Offline))
    }

    fn take(self, outcome: Result<Saved, NotSaved>) -> Next {
        if let Ok(saved) = &outcome {
            self.stands_on(saved.version, saved.was.clone());
            if let Some(element) = self.element.get_untracked() {
                fields::clear_errors(&element);
                fields::say_follows(&element, &saved.follows);
            }
        }
        self.keep_focus();
        self.update(|progress| progress.answered(outcome, time()))
            .unwrap_or(Next::Rest)
    }

    fn stands_on(self, version: i64, was: String) {
        self.version.set(version);
        self.was.set(was);
    }

    /// What they saved has been seen: this is a change of it.
    fn keep_mine(self, theirs: &Theirs) {
        self.stands_on(theirs.fields.version, String::new());
        self.save();
    }

    fn keep_theirs(self, theirs: &Theirs) {
        if let Some(element) = self.element.get_untracked() {
            fields::write(&element, &theirs.fields);
        }
        self.stands_on(theirs.fields.version, theirs.fields.was.clone());
        self.save();
    }

    fn say(self, said: Said) {
        self.keep_focus();
        self.update(|progress| progress.said = said);
    }

    /// If the button that was pressed is about to go, the next key starts from here and not from the top of the page.
    fn keep_focus(self) {
        let Some(state) = self.state.get_untracked() else {
            return;
        };
        if state.matches(":focus-within").unwrap_or(false) {
            let _ = state.set_attribute("tabindex", "-1");
            let _ = state.focus();
        }
    }

    /// Shows where to go on.
    pub(super) fn focus_button(self) {
        let button = self
            .state
            .get_untracked()
            .and_then(|state| state.query_selector("button").ok()?);
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

/// The time in UTC, as everywhere on the site: 14:02.
fn time() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_utc_hours(), now.get_utc_minutes())
}

/// A card of the questionnaire around its fields: it is saved as they change.
#[island]
pub fn AnswerCard(
    /// The practice's id.
    practice: String,
    /// The version that the fields show; 0 if there is no answer.
    version: i64,
    /// The fingerprint of what is stored.
    was: String,
    /// How the page came to show it.
    returned: Return,
    /// Heading, fields and help.
    children: Children,
) -> impl IntoView {
    let name = |field: &str| format!("{practice}-{field}");
    let (title, version_name, was_name) = (name("title"), name("version"), name("was"));
    let sheet = Sheet::around();
    let card = Card {
        practice: StoredValue::new(practice.clone()),
        sheet,
        element: NodeRef::new(),
        state: NodeRef::new(),
        is_decided_by_form: returned == Return::Conflict,
        version: RwSignal::new(version),
        was: RwSignal::new(was),
        progress: RwSignal::new(Progress::of(returned != Return::None)),
        cut: StoredValue::new(None),
    };
    sheet.add(card);
    let is_invalid = move || returned == Return::Invalid && card.progress.with(Progress::is_returned);
    view! {
        <section class="practice" class:field-invalid=is_invalid id=practice.clone() data-practice=practice
            aria-labelledby=title node_ref=card.element
            on:change=move |event| card.changed(&event) on:input=move |event| card.typed(&event)>
            {children()}
            <input type="hidden" name=version_name value=move || card.version.get().to_string()/>
            <input type="hidden" name=was_name value=move || card.was.get()/>
            {state(card)}
        </section>
    }
}

/// What is said below the card.
fn state(card: Card) -> impl IntoView {
    let said = Memo::new(move |_| card.progress.with(|it| it.said.clone()));
    let kind = move || match said.get() {
        Said::Nothing => None,
        Said::Saving => Some("saving"),
        Said::Saved(_) => Some("saved"),
        Said::Trouble(_) | Said::Refused(_) => Some("failed"),
        Said::Conflict(_) => Some("conflict"),
    };
    view! {
        <div class="practice-state" aria-live="polite" data-state=kind node_ref=card.state>
            {move || {
                let words = card.sheet.words.get_value();
                match said.get() {
                    Said::Nothing => ().into_any(),
                    Said::Saving => words.saving.into_any(),
                    Said::Saved(time) => words.saved.replace(Words::TIME, &time).into_any(),
                    Said::Refused(why) => why.into_any(),
                    Said::Trouble(trouble) => trouble_view(card, words, trouble),
                    Said::Conflict(theirs) => conflict_view(card, words, *theirs),
                }
            }}
        </div>
    }
}

fn trouble_view(card: Card, words: Words, trouble: Trouble) -> AnyView {
    let text = match trouble {
        Trouble::Offline => words.offline,
        Trouble::SignedOut => words.signed_out,
        Trouble::AnotherName => words.another_name,
        Trouble::Failed => words.failed,
    };
    view! {
        {text}
        <button type="button" class="button button-quiet" on:click=move |_| card.send_now()>{words.retry}</button>
    }
    .into_any()
}

/// Theirs beside mine (which is in the fields), and a button for each.
fn conflict_view(card: Card, words: Words, theirs: Theirs) -> AnyView {
    let Theirs {
        message, whose, text, ..
    } = theirs.clone();
    let other = theirs.clone();
    view! {
        {message}
        <p class="field-label" dir="auto">{whose}</p>
        <p class="conflict-said" dir="auto">{text}</p>
        <button type="button" class="button button-quiet" on:click=move |_| card.keep_mine(&theirs)>{words.mine}</button>
        <button type="button" class="button button-quiet" on:click=move |_| card.keep_theirs(&other)>{words.theirs}</button>
    }
    .into_any()
}
