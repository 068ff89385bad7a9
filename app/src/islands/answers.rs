//! Saves each card of the questionnaire as it is changed, and says so only when the server did.
//!
//! The form inside is the server's and works without this. The island listens to what bubbles up from it, sends the fields of
//! the one card as a form is sent (`a=b&c=d`), and reads the answer in the same form: the browser does both, so no reader of
//! JSON is in the WebAssembly. Its words are attributes of the form, in the reader's language.
//!
//! What a card has to remember is in attributes too, so that a selector finds the cards whose answers would be lost.
//!
//! Long because it is one conversation between a card and the server.

use leptos::prelude::*;

/// Listens to the form that it is put around.
#[island]
pub fn AnswerSaver(children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let (changed, typed, submitted) = {
        browser::watch_leaving();
        (browser::changed, browser::typed, browser::submitted)
    };
    #[cfg(not(feature = "hydrate"))]
    let (changed, typed, submitted) = (
        |_: leptos::ev::Event| {},
        |_: leptos::ev::Event| {},
        |_: leptos::ev::SubmitEvent| {},
    );
    view! {
        <div class="answer-saver" on:change=changed on:input=typed on:submit=submitted>
            {children()}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::ev::SubmitEvent;
    use leptos::prelude::{set_timeout, window_event_listener_untyped};
    use leptos::task::spawn_local;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        AbortController, Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement,
        HtmlTextAreaElement, NodeList, Request, RequestInit, Response, UrlSearchParams, window,
    };

    /// A note is sent when its writer pauses this long.
    const PAUSE: Duration = Duration::from_millis(1500);
    /// Without an answer for this long there is no connection.
    const PATIENCE: Duration = Duration::from_secs(30);
    /// Longest card, in bytes, that is sent even while its page goes away: browsers take 64 kB of that in all.
    const LONGEST_KEPT_ALIVE: u32 = 20_000;
    /// Set while a save of the card is under way.
    const BUSY: &str = "data-busy";
    /// Set when the card was changed meanwhile, so that it is sent once more.
    const AGAIN: &str = "data-again";
    /// Counts the key strokes that were not sent yet, so that only the last one's pause sends.
    const STROKES: &str = "data-strokes";
    /// Set on the form that is to be sent once no card is busy.
    const WAITING: &str = "data-waiting";
    /// Set on the form that is being sent, with everything in it.
    const LEAVING: &str = "data-leaving";
    /// What is lost if the page goes away.
    const UNSAVED: &str = "[data-strokes], [data-busy], .conflict, .field-invalid, \
        .practice-state[data-state=failed], .practice-state[data-state=conflict]";

    /// A choice was made, or a note was left.
    pub(super) fn changed(event: Event) {
        if let Some(card) = card_of(&event) {
            save(card);
        }
    }

    /// Something was typed into a note.
    pub(super) fn typed(event: Event) {
        let is_text = event
            .target()
            .is_some_and(|target| target.dyn_ref::<HtmlTextAreaElement>().is_some());
        let Some(card) = card_of(&event).filter(|_| is_text) else {
            return;
        };
        let strokes = count(&card) + 1;
        let _ = card.set_attribute(STROKES, &strokes.to_string());
        set_timeout(
            move || {
                if count(&card) == strokes {
                    save(card);
                }
            },
            PAUSE,
        );
    }

    /// The form is sent. A card that is being saved goes first: the form would bring the same change once more, on the version
    /// before it, and the person would be in conflict with themselves.
    pub(super) fn submitted(event: SubmitEvent) {
        let Some(form) = event.target().and_then(|form| form.dyn_into::<Element>().ok()) else {
            return;
        };
        if find::<Element>(&form, "[data-busy]").is_some() {
            event.prevent_default();
            let _ = form.set_attribute(WAITING, "");
            return;
        }
        for card in find_all(&form, "[data-strokes]") {
            let _ = card.remove_attribute(STROKES);
        }
        let _ = form.set_attribute(LEAVING, "");
    }

    /// Sends what was typed last when the page goes out of sight, and has the browser ask before it throws anything away.
    pub(super) fn watch_leaving() {
        let flush = || {
            for card in everywhere("[data-strokes]") {
                save(card);
            }
        };
        let _ = window_event_listener_untyped("pagehide", move |_| flush());
        let _ = window_event_listener_untyped("visibilitychange", move |_| {
            if document().is_some_and(|document| document.hidden()) {
                flush();
            }
        });
        let _ = window_event_listener_untyped("beforeunload", |event| {
            let leaving = everywhere("[data-leaving]");
            for form in &leaving {
                // For this time only: the person may stop the browser and stay.
                let _ = form.remove_attribute(LEAVING);
            }
            if leaving.is_empty() && !everywhere(UNSAVED).is_empty() {
                event.prevent_default();
                // Browsers of before 2023 look at this.
                let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &true.into());
            }
        });
    }

    fn count(card: &Element) -> u32 {
        card.get_attribute(STROKES)
            .and_then(|count| count.parse().ok())
            .unwrap_or(0)
    }

    fn card_of(event: &Event) -> Option<Element> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let card = target.closest("[data-practice]").ok()??;
        // A conflict that came with the page is decided with the form, for both versions are in it.
        card.query_selector(".conflict").ok()?.is_none().then_some(card)
    }

    /// Sends the card; if a save of it is under way, after that.
    fn save(card: Element) {
        let Some(form) = card.closest("form").ok().flatten() else {
            return;
        };
        // Whatever was typed so far goes with this.
        let _ = card.remove_attribute(STROKES);
        if card.has_attribute(BUSY) {
            let _ = card.set_attribute(AGAIN, "");
            return;
        }
        let _ = card.set_attribute(BUSY, "");
        spawn_local(async move {
            let mut has_arrived = true;
            let _ = card.set_attribute(AGAIN, "");
            while card.has_attribute(AGAIN) {
                let _ = card.remove_attribute(AGAIN);
                has_arrived = send(&card, &form).await;
            }
            let _ = card.remove_attribute(BUSY);
            go_on(&form, &card, has_arrived);
        });
    }

    /// Sends the form that waits for its cards. Without a connection it stays, for the browser would put an error page in place
    /// of all that was typed.
    fn go_on(form: &Element, card: &Element, has_arrived: bool) {
        if !form.has_attribute(WAITING) || (has_arrived && find::<Element>(form, "[data-busy]").is_some()) {
            return;
        }
        let _ = form.remove_attribute(WAITING);
        let button = if has_arrived {
            find::<HtmlElement>(form, "button[type=submit]")
        } else {
            find::<HtmlElement>(card, ".practice-state button")
        };
        if let Some(button) = button {
            if has_arrived {
                button.click();
            } else {
                let _ = button.focus();
            }
        }
    }

    /// Saves the card as it is now, and says what became of it. False if the server gave no answer.
    async fn send(card: &Element, form: &Element) -> bool {
        let word = |name: &str| form.get_attribute(name).unwrap_or_default();
        say(card, "saving", &word("data-saving"));
        let answer = match post(&word("data-save"), card).await {
            Ok(answer) => answer,
            Err(_) => {
                offer_retry(card, &word("data-offline"), &word("data-retry"));
                return false;
            }
        };
        let Answer::Fields(fields) = answer else {
            let is_signed_out = matches!(answer, Answer::SignedOut);
            let text = if is_signed_out {
                word("data-signed-out")
            } else {
                word("data-failed")
            };
            offer_retry(card, &text, &word("data-retry"));
            return true;
        };
        let field = |name: &str| fields.get(name).unwrap_or_default();
        match field("state").as_str() {
            "saved" => {
                set_hidden(card, "version", &field("version"));
                set_hidden(card, "was", &field("was"));
                clear_errors(card);
                say(card, "saved", &word("data-saved").replace("%time%", &time()));
            }
            "conflict" => show_conflict(card, form, &fields),
            "invalid" | "frozen" => {
                say(card, "failed", &field("message"));
            }
            _ => offer_retry(card, &word("data-failed"), &word("data-retry")),
        }
        true
    }

    enum Answer {
        Fields(UrlSearchParams),
        /// The session has ended.
        SignedOut,
        Other,
    }

    async fn post(url: &str, card: &Element) -> Result<Answer, JsValue> {
        let init = RequestInit::new();
        init.set_method("POST");
        let fields = fields_of(card)?;
        if fields.to_string().length() < LONGEST_KEPT_ALIVE {
            js_sys::Reflect::set(&init, &"keepalive".into(), &true.into())?;
        }
        init.set_body(&fields.into());
        let controller = AbortController::new()?;
        init.set_signal(Some(&controller.signal()));
        set_timeout(move || controller.abort(), PATIENCE);
        let request = Request::new_with_str_and_init(url, &init)?;
        let window = window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request))
            .await?
            .dyn_into()?;
        if response.status() == 401 {
            return Ok(Answer::SignedOut);
        }
        let kind = response.headers().get("content-type")?.unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Ok(Answer::Other);
        }
        let text = JsFuture::from(response.text()?)
            .await?
            .as_string()
            .unwrap_or_default();
        Ok(Answer::Fields(UrlSearchParams::new_with_str(&text)?))
    }

    /// The card's fields, under the names that they have in the form.
    fn fields_of(card: &Element) -> Result<UrlSearchParams, JsValue> {
        let fields = UrlSearchParams::new()?;
        for node in find_all(card, "input[name], select[name], textarea[name]") {
            if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
                if input.type_() != "radio" || input.checked() {
                    fields.append(&input.name(), &input.value());
                }
            } else if let Some(select) = node.dyn_ref::<HtmlSelectElement>() {
                fields.append(&select.name(), &select.value());
            } else if let Some(area) = node.dyn_ref::<HtmlTextAreaElement>() {
                fields.append(&area.name(), &area.value());
            }
        }
        Ok(fields)
    }

    fn name_of(card: &Element, field: &str) -> String {
        format!(
            "{}-{field}",
            card.get_attribute("data-practice").unwrap_or_default()
        )
    }

    fn set_hidden(card: &Element, field: &str, value: &str) {
        let selector = format!("input[name=\"{}\"]", name_of(card, field));
        if let Some(input) = find::<HtmlInputElement>(card, &selector) {
            input.set_value(value);
        }
    }

    fn find<T: JsCast>(card: &Element, selector: &str) -> Option<T> {
        card.query_selector(selector).ok()??.dyn_into().ok()
    }

    fn find_all(place: &Element, selector: &str) -> Vec<Element> {
        elements(place.query_selector_all(selector).ok())
    }

    fn everywhere(selector: &str) -> Vec<Element> {
        elements(document().and_then(|document| document.query_selector_all(selector).ok()))
    }

    fn elements(found: Option<NodeList>) -> Vec<Element> {
        let Some(found) = found else { return Vec::new() };
        (0..found.length())
            .filter_map(|index| found.get(index)?.dyn_into().ok())
            .collect()
    }

    /// Takes away what the server had said of the card when the page was made.
    fn clear_errors(card: &Element) {
        for error in find_all(card, ".field-error") {
            error.remove();
        }
        for field in find_all(card, "[aria-describedby]") {
            let _ = field.remove_attribute("aria-describedby");
            let _ = field.remove_attribute("aria-invalid");
        }
        card.set_class_name("practice");
    }

    /// Writes into the card's live region, in place of what was there.
    fn say(card: &Element, state: &str, text: &str) -> Option<Element> {
        let place: HtmlElement = find(card, ".practice-state")?;
        if place.matches(":focus-within").unwrap_or(false) {
            // The button that was pressed goes; the next key starts from here and not from the top of the page.
            let _ = place.set_attribute("tabindex", "-1");
            let _ = place.focus();
        }
        let _ = place.set_attribute("data-state", state);
        place.set_text_content(Some(text));
        Some(place.into())
    }

    fn offer_retry(card: &Element, text: &str, retry: &str) {
        let Some(place) = say(card, "failed", text) else {
            return;
        };
        let again = card.clone();
        add_button(&place, retry, move || save(again.clone()));
    }

    /// Theirs beside mine (which is in the fields), and a button for each.
    fn show_conflict(card: &Element, form: &Element, fields: &UrlSearchParams) {
        let field = |name: &str| fields.get(name).unwrap_or_default();
        let Some(place) = say(card, "conflict", &field("message")) else {
            return;
        };
        let Some(document) = document() else { return };
        for (class, text) in [
            ("field-label", field("whose")),
            ("conflict-said", field("theirs")),
        ] {
            if let Ok(line) = document.create_element("p") {
                line.set_class_name(class);
                let _ = line.set_attribute("dir", "auto");
                line.set_text_content(Some(&text));
                let _ = place.append_child(&line);
            }
        }
        let word = |name: &str| form.get_attribute(name).unwrap_or_default();
        let (mine, version) = (card.clone(), field("version"));
        add_button(&place, &word("data-mine"), move || {
            // What they saved has been seen: this is a change of it.
            set_hidden(&mine, "version", &version);
            set_hidden(&mine, "was", "");
            save(mine.clone());
        });
        let (theirs, fields) = (card.clone(), fields.clone());
        add_button(&place, &word("data-theirs"), move || {
            take_over(&theirs, &fields);
            save(theirs.clone());
        });
    }

    /// Puts what is stored into the fields.
    fn take_over(card: &Element, fields: &UrlSearchParams) {
        let field = |name: &str| fields.get(name).unwrap_or_default();
        for name in ["version", "was"] {
            set_hidden(card, name, &field(name));
        }
        let radio = format!(
            "input[name=\"{}\"][value=\"{}\"]",
            name_of(card, "answer"),
            field("answer")
        );
        if let Some(radio) = find::<HtmlInputElement>(card, &radio) {
            radio.set_checked(true);
        }
        for name in ["note", "reason"] {
            let selector = format!("textarea[name=\"{}\"]", name_of(card, name));
            if let Some(area) = find::<HtmlTextAreaElement>(card, &selector) {
                area.set_value(&field(name));
            }
        }
        let selector = format!("select[name=\"{}\"]", name_of(card, "evidence"));
        if let Some(select) = find::<HtmlSelectElement>(card, &selector) {
            select.set_value(&field("evidence"));
        }
    }

    fn add_button(place: &Element, text: &str, action: impl Fn() + 'static) {
        let button = document().and_then(|document| document.create_element("button").ok());
        let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let _ = button.set_attribute("type", "button");
        button.set_class_name("button button-quiet");
        button.set_text_content(Some(text));
        let action = Closure::<dyn FnMut()>::new(action);
        let _ = button.add_event_listener_with_callback("click", action.as_ref().unchecked_ref());
        // The button lives as long as the page may need it; a few bytes each.
        action.forget();
        let _ = place.append_child(&button);
    }

    fn document() -> Option<Document> {
        window()?.document()
    }

    /// The time in UTC, as everywhere on the site: 14:02.
    fn time() -> String {
        let now = js_sys::Date::new_0();
        format!("{:02}:{:02}", now.get_utc_hours(), now.get_utc_minutes())
    }
}
