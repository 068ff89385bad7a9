//! A `polder serve` to be measured, and what a browser would know of it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Answer, Client};

/// A running process, ended when it is dropped.
pub struct Running {
    child: Child,
    /// Where it listens.
    pub port: u16,
}

impl Running {
    /// Starts a program and waits until it takes connections.
    ///
    /// # Errors
    /// It cannot be started, or does not listen within 30 seconds.
    pub async fn start(command: &mut Command, port: u16) -> Result<Self, String> {
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let running = Self { child, port };
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if Client::connect(port).await.is_ok() {
                return Ok(running);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("{command:?} does not listen"))
    }
}

impl Running {
    /// Starts a server and waits for its first answer. Gives back how long that took.
    ///
    /// # Errors
    /// It cannot be started, or does not answer within 30 seconds.
    pub async fn start_to_answer(command: &mut Command, port: u16) -> Result<(Self, Duration), String> {
        let begun = Instant::now();
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let running = Self { child, port };
        let visitor = Visitor::new(port);
        let request = visitor.get("/");
        while begun.elapsed() < Duration::from_secs(30) {
            if visitor
                .fetch(&request)
                .await
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok((running, begun.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(format!("{command:?} does not answer"))
    }

    /// The memory that it holds, in kB; nothing where the system does not say.
    ///
    /// What was needed once, at the start, goes back to the system a second later, with the next request.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn memory_kb(&self) -> Result<Option<u64>, String> {
        let visitor = Visitor::new(self.port);
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            visitor.fetch(&visitor.get("/")).await?;
        }
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        Ok(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody has.
///
/// # Errors
/// There is none.
pub fn free_port() -> Result<u16, String> {
    let probe = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    probe
        .local_addr()
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

/// A visitor of the site, perhaps signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    port: u16,
    cookie: String,
}

impl Visitor {
    /// Somebody without an account.
    pub fn new(port: u16) -> Self {
        Self {
            port,
            cookie: "lang=en".into(),
        }
    }

    /// Signs in.
    ///
    /// # Errors
    /// The site refuses.
    pub async fn sign_in(port: u16, email: &str, password: &str) -> Result<Self, String> {
        let visitor = Self::new(port);
        let body = format!("email={}&password={}", encode(email), encode(password));
        let answer = visitor.fetch(&visitor.post("/sign-in", &body)).await?;
        // Beside it comes the cookie of the browser that is known from then on.
        let session = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .filter_map(|(_, cookie)| cookie.split(';').next())
            .find(|cookie| cookie.starts_with("polder="));
        match session {
            Some(session) if answer.status == 303 => Ok(Self {
                port,
                cookie: format!("lang=en; {session}"),
            }),
            _ => Err(format!("{email} cannot sign in: {}", answer.status)),
        }
    }

    fn head(&self, line: &str, encoding: &str) -> String {
        format!(
            "{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nAccept: text/html\r\nAccept-Language: en\r\nAccept-Encoding: {encoding}\r\n",
            port = self.port,
            cookie = self.cookie,
        )
    }

    /// A request for a page, compressed as a browser asks for it.
    pub fn get(&self, path: &str) -> Vec<u8> {
        self.get_as(path, "gzip, deflate, br")
    }

    fn get_as(&self, path: &str, encoding: &str) -> Vec<u8> {
        format!("{}\r\n", self.head(&format!("GET {path}"), encoding)).into_bytes()
    }

    /// A form that is sent. The answer comes as it is: the next request is made from it.
    pub fn post(&self, path: &str, form: &str) -> Vec<u8> {
        self.send(path, "application/x-www-form-urlencoded", form)
    }

    /// A call of a server function.
    pub fn call(&self, path: &str, arguments: &Value) -> Vec<u8> {
        self.send(path, "application/json", &arguments.to_string())
    }

    fn send(&self, path: &str, kind: &str, body: &str) -> Vec<u8> {
        format!(
            "{}Origin: http://127.0.0.1:{}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.head(&format!("POST {path}"), "identity"),
            self.port,
            body.len(),
        )
        .into_bytes()
    }

    /// Sends one request.
    ///
    /// # Errors
    /// The connection breaks.
    pub async fn fetch(&self, request: &[u8]) -> Result<Answer, String> {
        let mut client = Client::connect(self.port)
            .await
            .map_err(|error| error.to_string())?;
        client.send(request).await.map_err(|error| error.to_string())
    }

    /// The text of a page, uncompressed.
    ///
    /// # Errors
    /// The page is not there.
    pub async fn read(&self, path: &str) -> Result<String, String> {
        let answer = self.fetch(&self.get_as(path, "identity")).await?;
        if answer.status == 200 {
            Ok(answer.text())
        } else {
            Err(format!("{path} answers {}", answer.status))
        }
    }

    /// The links of a page that begin with `prefix` and have as many parts as `depth`.
    ///
    /// # Errors
    /// The page is not there.
    pub async fn links(&self, path: &str, prefix: &str, depth: usize) -> Result<Vec<String>, String> {
        let text = self.read(path).await?;
        let mut found = Vec::new();
        for (at, _) in text.match_indices("href=\"") {
            let href: String = text[at + 6..]
                .chars()
                .take_while(|c| !matches!(c, '"' | '?' | '#'))
                .collect();
            if href.starts_with(prefix) && href.matches('/').count() == depth && !found.contains(&href) {
                found.push(href);
            }
        }
        Ok(found)
    }
}

/// Encodes a value for a form.
pub fn encode(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
