//! Files that pages link to: each under an address with a hash of what is in it, compressed once, when it is asked for first, cached for ever.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use app::compress::Encodings;
use app::context::AssetPaths;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

/// The stylesheet: one file for each layer, in this order.
const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/account.css"),
    include_str!("../../style/learn.css"),
    include_str!("../../style/support.css"),
    include_str!("../../style/quiz.css"),
    include_str!("../../style/assess.css"),
    include_str!("../../style/insight.css"),
    include_str!("../../style/print.css"),
);
const ICON: &str = include_str!("../../style/icon.svg");

/// Every file, in memory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Assets(Arc<Files>);

#[derive(Debug)]
struct Files {
    by_name: HashMap<String, File>,
    paths: AssetPaths,
}

#[derive(Debug)]
struct File {
    kind: &'static str,
    encodings: Encodings<(Option<&'static str>, Bytes)>,
}

impl Assets {
    /// Takes the stylesheet and the icon from the program, and the islands from the folder into which they were
    /// built. Without that folder the site works all the same: every page does without a script.
    ///
    /// # Errors
    /// A file of the folder cannot be read.
    pub fn load(site: &Path) -> Result<Self, String> {
        let mut by_name = HashMap::new();
        let mut add = |stem: &str, extension: &str, kind: &'static str, content: Vec<u8>| {
            let name = format!("{stem}.{}.{extension}", short_hash(&content));
            by_name.insert(name.clone(), File::new(kind, content));
            format!("/assets/{name}")
        };
        let style = add(
            "polder",
            "css",
            "text/css; charset=utf-8",
            STYLE.as_bytes().to_vec(),
        );
        let icon = add(
            "icon",
            "svg",
            "image/svg+xml; charset=utf-8",
            ICON.as_bytes().to_vec(),
        );
        let package = site.join("pkg");
        let (mut script, mut wasm) = (String::new(), String::new());
        if let (Some(script_file), Some(wasm_file)) =
            (find(&package, "polder", "js"), find(&package, "polder", "wasm"))
        {
            let read =
                |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
            script = add(
                "polder",
                "js",
                "text/javascript; charset=utf-8",
                read(&script_file)?,
            );
            wasm = add("polder", "wasm", "application/wasm", read(&wasm_file)?);
        }
        let paths = AssetPaths {
            style,
            script,
            wasm,
            icon,
        };
        Ok(Self(Arc::new(Files { by_name, paths })))
    }

    /// The addresses for pages.
    pub fn paths(&self) -> AssetPaths {
        self.0.paths.clone()
    }
}

/// Answers with a file.
pub async fn serve(
    State(assets): State<Assets>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
) -> Response {
    let Some(file) = assets.0.by_name.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (encoding, body) = file
        .encodings
        .accepted(&headers, |encoding, bytes| (encoding, bytes));
    let mut response = body.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

impl File {
    fn new(kind: &'static str, content: Vec<u8>) -> Self {
        Self {
            kind,
            encodings: Encodings::new(content),
        }
    }
}

fn short_hash(content: &[u8]) -> String {
    hex::encode(&Sha256::digest(content)[..8])
}

/// The newest built file `stem[.hash].extension`.
fn find(folder: &Path, stem: &str, extension: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.split('.').next() == Some(stem))
        })
        .max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
}
