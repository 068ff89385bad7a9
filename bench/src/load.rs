//! Load: connections that send one request after the other, and what they saw.

use std::time::{Duration, Instant};

use crate::client::{Answer, Client};

/// What one connection sends: each request made from the answer to the one before.
pub trait Source: Send + 'static {
    /// The next request.
    fn next(&mut self, previous: Option<&Answer>) -> Vec<u8>;
}

/// The same request again and again.
#[derive(Clone)]
pub struct Same(pub Vec<u8>);

impl Source for Same {
    fn next(&mut self, _: Option<&Answer>) -> Vec<u8> {
        self.0.clone()
    }
}

/// A connection with what it sends.
pub struct Connection<S> {
    client: Client,
    source: S,
    previous: Option<Answer>,
}

/// Opens a connection for each source.
///
/// # Errors
/// Nobody listens.
pub async fn connect<S>(port: u16, sources: Vec<S>) -> Result<Vec<Connection<S>>, String> {
    let mut connections = Vec::new();
    for source in sources {
        connections.push(Connection {
            client: Client::connect(port).await.map_err(|error| error.to_string())?,
            source,
            previous: None,
        });
    }
    Ok(connections)
}

/// What was seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Answers a second.
    pub per_second: f64,
    /// The time under which half of the answers came.
    pub p50: Duration,
    /// The time under which 99 of 100 answers came.
    pub p99: Duration,
}

impl Seen {
    /// Sums up the times of all answers that came in so many seconds.
    pub fn of(mut times: Vec<Duration>, seconds: f64) -> Self {
        times.sort_unstable();
        let at = |share: f64| {
            let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
            times.get(index).copied().unwrap_or_default()
        };
        Self {
            per_second: times.len() as f64 / seconds,
            p50: at(0.5),
            p99: at(0.99),
        }
    }
}

/// Has every connection send one request after the other for a while. Adds the time of each answer to `times`.
///
/// # Errors
/// A connection broke, or an answer had another status than expected.
pub async fn run<S: Source>(
    connections: &mut Vec<Connection<S>>,
    expected: u16,
    length: Duration,
    times: &mut Vec<Duration>,
) -> Result<(), String> {
    let end = Instant::now() + length;
    let tasks: Vec<_> = connections
        .drain(..)
        .map(|mut connection| {
            tokio::spawn(async move {
                let mut times: Vec<Duration> = Vec::with_capacity(1 << 14);
                loop {
                    let sent = Instant::now();
                    if sent >= end {
                        return Ok::<_, String>((connection, times));
                    }
                    let request = connection.source.next(connection.previous.as_ref());
                    let answer = connection
                        .client
                        .send(&request)
                        .await
                        .map_err(|error| error.to_string())?;
                    if answer.status != expected {
                        return Err(format!(
                            "an answer with status {}: {}",
                            answer.status,
                            answer.text()
                        ));
                    }
                    times.push(sent.elapsed());
                    connection.previous = Some(answer);
                }
            })
        })
        .collect();
    for task in tasks {
        let (connection, seen) = task.await.map_err(|error| error.to_string())??;
        connections.push(connection);
        times.extend(seen);
    }
    Ok(())
}
