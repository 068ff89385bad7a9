//! What is logged while a test runs, on the test's own thread.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use server::config::LogFormat;
use tracing::subscriber::DefaultGuard;

/// What was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Writes the log as `polder serve` does, until the guard is dropped.
    pub fn start(format: LogFormat, filter: &str) -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = server::serve::log(format, filter, move || writer.clone());
        (log, tracing::subscriber::set_default(subscriber))
    }

    /// Everything.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("the log").clone()).expect("text")
    }

    /// The lines of the security log with that event, each read from JSON.
    pub fn events(&self, name: &str) -> Vec<Value> {
        self.text()
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|line| line["target"] == "security" && line["fields"]["event"] == name)
            .collect()
    }

    /// Forgets what was logged until now.
    pub fn clear(&self) {
        self.0.lock().expect("the log").clear();
    }
}
