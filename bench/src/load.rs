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

/// What a run saw.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Answers a second.
    pub per_second: f64,
    /// The time under which half of the answers came.
    pub p50: Duration,
    /// The time under which 99 of 100 answers came.
    pub p99: Duration,
}

/// Runs one source on each connection: first unmeasured, to warm up, then measured.
///
/// # Errors
/// A connection broke, or an answer had another status than expected.
pub async fn run<S: Source>(port: u16, sources: Vec<S>, expected: u16, seconds: u64) -> Result<Seen, String> {
    let begin = Instant::now() + Duration::from_millis(500);
    let end = begin + Duration::from_secs(seconds);
    let tasks: Vec<_> = sources
        .into_iter()
        .map(|mut source| {
            tokio::spawn(async move {
                let mut client = Client::connect(port).await.map_err(|error| error.to_string())?;
                let mut times: Vec<Duration> = Vec::with_capacity(1 << 16);
                let mut previous = None;
                loop {
                    let request = source.next(previous.as_ref());
                    let sent = Instant::now();
                    if sent >= end {
                        return Ok::<_, String>(times);
                    }
                    let answer = client.send(&request).await.map_err(|error| error.to_string())?;
                    if answer.status != expected {
                        return Err(format!(
                            "an answer with status {}: {}",
                            answer.status,
                            answer.text()
                        ));
                    }
                    if sent >= begin {
                        times.push(sent.elapsed());
                    }
                    previous = Some(answer);
                }
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.map_err(|error| error.to_string())??);
    }
    times.sort_unstable();
    let at = |share: f64| {
        let index = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
        times.get(index).copied().unwrap_or_default()
    };
    Ok(Seen {
        per_second: times.len() as f64 / seconds as f64,
        p50: at(0.5),
        p99: at(0.99),
    })
}
