//! Saves each card of the questionnaire as it is changed, and says so only when the server did.
//!
//! The form inside is the server's and works without this. The island listens to what bubbles up from it, sends the fields of
//! the one card as a form is sent (`a=b&c=d`), and reads the answer in the same form: the browser does both, so no reader of
//! JSON is in the WebAssembly. Its words are attributes of the form, in the reader's language.

use leptos::prelude::*;

/// Listens to the form that it is put around.
#[island]
pub fn AnswerSaver(children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let (changed, typed) = (browser::changed, browser::typed);
    #[cfg(not(feature = "hydrate"))]
    let (changed, typed) = (|_: leptos::ev::Event| {}, |_: leptos::ev::Event| {});
    view! {
        <div class="answer-saver" on:change=changed on:input=typed>
            {children()}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::set_timeout;
    use leptos::task::spawn_local;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
        Request, RequestInit, Response, UrlSearchParams, window,
    };

    /// A note is sent when its writer pauses this long.
    const PAUSE: Duration = Duration::from_millis(1500);
    /// Set while a save of the card is under way.
    const BUSY: &str = "data-busy";
    /// Set when the card was changed meanwhile, so that it is sent once more.
    const AGAIN: &str = "data-again";
    /// Counts key strokes, so that only the last one's pause sends.
    const STROKES: &str = "data-strokes";

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
        // Whatever was typed so far goes with this.
        let _ = card.set_attribute(STROKES, "0");
        if card.has_attribute(BUSY) {
            let _ = card.set_attribute(AGAIN, "");
            return;
        }
        let _ = card.set_attribute(BUSY, "");
        spawn_local(async move {
            loop {
                let _ = card.remove_attribute(AGAIN);
                send(&card).await;
                if !card.has_attribute(AGAIN) {
                    break;
                }
            }
            let _ = card.remove_attribute(BUSY);
        });
    }

    async fn send(card: &Element) {
        let Some(form) = card.closest("form").ok().flatten() else {
            return;
        };
        let word = |name: &str| form.get_attribute(name).unwrap_or_default();
        say(card, "saving", &word("data-saving"));
        let answer = match post(&word("data-save"), card).await {
            Ok(answer) => answer,
            Err(_) => return offer_retry(card, &word("data-offline"), &word("data-retry")),
        };
        let Answer::Fields(fields) = answer else {
            let is_signed_out = matches!(answer, Answer::SignedOut);
            let text = if is_signed_out {
                word("data-signed-out")
            } else {
                word("data-failed")
            };
            return offer_retry(card, &text, &word("data-retry"));
        };
        let field = |name: &str| fields.get(name).unwrap_or_default();
        match field("state").as_str() {
            "saved" => {
                set_hidden(card, "version", &field("version"));
                set_hidden(card, "was", &field("was"));
                say(card, "saved", &word("data-saved").replace("%time%", &time()));
            }
            "conflict" => show_conflict(card, &form, &fields),
            "invalid" | "frozen" => {
                say(card, "failed", &field("message"));
            }
            _ => offer_retry(card, &word("data-failed"), &word("data-retry")),
        }
    }

    enum Answer {
        Fields(UrlSearchParams),
        /// The server sent us to the sign-in form.
        SignedOut,
        Other,
    }

    async fn post(url: &str, card: &Element) -> Result<Answer, JsValue> {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&fields_of(card)?.into());
        let request = Request::new_with_str_and_init(url, &init)?;
        let window = window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request))
            .await?
            .dyn_into()?;
        if response.redirected() {
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
        let found = card.query_selector_all("input[name], select[name], textarea[name]")?;
        for index in 0..found.length() {
            let Some(node) = found.get(index) else { continue };
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

    /// Writes into the card's live region, in place of what was there.
    fn say(card: &Element, state: &str, text: &str) -> Option<Element> {
        let place: Element = find(card, ".practice-state")?;
        let _ = place.set_attribute("data-state", state);
        place.set_text_content(Some(text));
        Some(place)
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

    /// The time on the reader's clock: 14:02.
    fn time() -> String {
        let now = js_sys::Date::new_0();
        format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
    }
}
