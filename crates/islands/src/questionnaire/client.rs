//! How a call goes over the line: it outlives its page.
//!
//! `server_fn`'s own client for browsers cannot ask for that, nor be built upon, since what it makes of a request stays inside.

use std::future::Future;

use bytes::Bytes;
use futures::sink::Drain;
use futures::stream::Empty;
use futures::{Sink, Stream};
use http::Method;
use leptos::server_fn::client::Client;
use leptos::server_fn::error::{FromServerFnError, IntoAppError, ServerFnErrorErr};
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::response::ClientRes;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, RequestInit, Response};

/// Longest call, in bytes, that is sent even while its page goes away: browsers take 64 kB of that in all.
const LONGEST_KEPT_ALIVE: usize = 20_000;

/// The browser's `fetch`, which goes on when the page goes away: what was typed last is sent as its writer leaves.
pub struct Lasting;

/// A call: text that is posted.
pub struct Call {
    path: String,
    content_type: String,
    accepts: String,
    body: Vec<u8>,
}

/// What came back.
pub struct Answered(SendWrapper<Response>);

/// Breaks a call off that nobody waits for any longer.
struct Guard(Option<AbortController>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn fetch(call: Call) -> Result<Response, JsValue> {
    let controller = AbortController::new()?;
    let headers = Headers::new()?;
    headers.set("content-type", &call.content_type)?;
    headers.set("accept", &call.accepts)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers_headers(&headers);
    init.set_signal(Some(&controller.signal()));
    if call.body.len() < LONGEST_KEPT_ALIVE {
        // web-sys has no name for it yet.
        js_sys::Reflect::set(&init, &"keepalive".into(), &true.into())?;
    }
    init.set_body(&js_sys::Uint8Array::from(call.body.as_slice()));
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let mut guard = Guard(Some(controller));
    let response = JsFuture::from(window.fetch_with_str_and_init(&call.path, &init)).await?;
    guard.0 = None;
    response.dyn_into()
}

fn said(error: &JsValue) -> String {
    format!("{error:?}")
}

impl<E, I, O> Client<E, I, O> for Lasting
where
    E: FromServerFnError,
    I: FromServerFnError,
    O: FromServerFnError,
{
    type Request = Call;
    type Response = Answered;

    fn send(call: Call) -> impl Future<Output = Result<Answered, E>> + Send {
        // A browser has one thread.
        SendWrapper::new(async move {
            let response = fetch(call).await;
            response
                .map(|response| Answered(SendWrapper::new(response)))
                .map_err(|error| ServerFnErrorErr::Request(said(&error)).into_app_error())
        })
    }

    async fn open_websocket(
        _: &str,
    ) -> Result<
        (
            impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
            impl Sink<Bytes> + Send + 'static,
        ),
        E,
    > {
        // Names the types, which nobody gets.
        Err::<(Empty<_>, Drain<_>), _>(unused())
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        spawn_local(future);
    }
}

/// What no call of ours does.
fn unused<E: FromServerFnError>() -> E {
    ServerFnErrorErr::UnsupportedRequestMethod("only text is posted".to_owned()).into_app_error()
}

impl<E: FromServerFnError> ClientReq<E> for Call {
    type FormData = ();

    fn try_new_req_bytes(
        path: &str,
        content_type: &str,
        accepts: &str,
        body: Bytes,
        method: Method,
    ) -> Result<Self, E> {
        if method != Method::POST {
            return Err(unused());
        }
        Ok(Self {
            path: path.to_owned(),
            content_type: content_type.to_owned(),
            accepts: accepts.to_owned(),
            body: body.into(),
        })
    }

    fn try_new_req_text(
        path: &str,
        content_type: &str,
        accepts: &str,
        body: String,
        method: Method,
    ) -> Result<Self, E> {
        Self::try_new_req_bytes(path, content_type, accepts, body.into(), method)
    }

    fn try_new_req_query(_: &str, _: &str, _: &str, _: &str, _: Method) -> Result<Self, E> {
        Err(unused())
    }

    fn try_new_req_form_data(_: &str, _: &str, _: &str, (): (), _: Method) -> Result<Self, E> {
        Err(unused())
    }

    fn try_new_req_multipart(_: &str, _: &str, (): (), _: Method) -> Result<Self, E> {
        Err(unused())
    }

    fn try_new_req_streaming(
        _: &str,
        _: &str,
        _: &str,
        _: impl Stream<Item = Bytes> + Send + 'static,
        _: Method,
    ) -> Result<Self, E> {
        Err(unused())
    }
}

impl<E: FromServerFnError> ClientRes<E> for Answered {
    fn try_into_string(self) -> impl Future<Output = Result<String, E>> + Send {
        SendWrapper::new(async move {
            let text = async { JsFuture::from(self.0.text()?).await };
            let text = text.await.map(|text| text.as_string().unwrap_or_default());
            // The line broke while the answer came: nobody knows whether it was saved, as when none came.
            text.map_err(|error: JsValue| ServerFnErrorErr::Request(said(&error)).into_app_error())
        })
    }

    async fn try_into_bytes(self) -> Result<Bytes, E> {
        Ok(ClientRes::<E>::try_into_string(self).await?.into())
    }

    fn try_into_stream(self) -> Result<impl Stream<Item = Result<Bytes, Bytes>> + Send + Sync + 'static, E> {
        Err::<Empty<_>, _>(unused())
    }

    fn status(&self) -> u16 {
        self.0.status()
    }

    fn status_text(&self) -> String {
        self.0.status_text()
    }

    fn location(&self) -> String {
        self.0.url()
    }

    fn has_redirect(&self) -> bool {
        false
    }
}
