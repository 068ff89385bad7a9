//! `polder work`.

use usecase::{SystemClock, SystemRandom};

use super::{Outcome, open, runner};
use crate::config::WorkOptions;
use crate::serve::{GRACE, start_log, stop_signal};
use crate::work::worker;

/// Does the jobs of the queue until it is told to stop; with `--once` until nothing is due.
pub async fn run(options: &WorkOptions) -> Outcome {
    start_log(&options.log);
    let store = open(&options.database).await?;
    let runner = runner(&store, &options.content, SystemClock, SystemRandom)?;
    let worker = worker(runner);
    if options.once {
        worker.run_once().await;
    } else {
        tracing::info!(database = store.database(), "working");
        let (tell, told) = tokio::sync::oneshot::channel();
        let working = tokio::spawn(worker.run(async move {
            let _ = told.await;
        }));
        stop_signal().await;
        let _ = tell.send(());
        stop(working).await;
    }
    store.close().await;
    Ok(())
}

/// Waits for a worker that was told to stop. What it does not end in time is broken off, and done by another one.
pub(crate) async fn stop(mut working: tokio::task::JoinHandle<()>) {
    if tokio::time::timeout(GRACE, &mut working).await.is_err() {
        tracing::warn!("a job was broken off; it is done again later");
        working.abort();
    }
}
