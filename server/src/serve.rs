//! `polder serve`.

use std::net::SocketAddr;
use std::time::Duration;

use app::context::{AppParts, AppState, SessionLimits};
use axum::Router;
use catalog::Catalog;
use domain::disclosure::Parameters;
use service::{Services, SystemClock, SystemRandom};
use store::Store;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::assets::Assets;
use crate::config::{LogFormat, ServeOptions};
use crate::router::{RouterOptions, router};

/// How long the server waits, once it was told to stop, for what is under way.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until it is told to stop.
///
/// # Errors
/// A message for the operator: the database, the content or the address cannot be used.
pub async fn serve(options: ServeOptions) -> Result<(), String> {
    start_log(options.log_format, &options.log);
    let store = Store::open(&options.database.store_options())
        .await
        .map_err(|error| format!("the database cannot be opened: {error}"))?;
    store.migrate().await.map_err(|error| error.to_string())?;
    let catalog = load_catalog(&options.content.content)?;
    let assets = Assets::load(&options.site)?;
    let is_demo = store
        .setting("demo")
        .await
        .map_err(|error| error.to_string())?
        .is_some();
    let disclosure = Parameters::new(options.disclosure_k as usize).map_err(|error| error.to_string())?;
    let services = Services::with_disclosure(store.clone(), catalog, SystemClock, SystemRandom, disclosure);
    services
        .keep_what_was_submitted()
        .await
        .map_err(|error| error.to_string())?;
    if services
        .is_without_accounts()
        .await
        .map_err(|error| error.to_string())?
    {
        tracing::warn!(
            "nobody has an account yet; make the first with: \
             polder user add --operator --email you@example.org --name \"Your name\""
        );
    }
    let cleaning = tokio::spawn(clean_up(services.clone()));
    let state = AppState::new(AppParts {
        services,
        assets: assets.paths(),
        is_demo,
        public_url: options.public.public_url.clone(),
        session_limits: SessionLimits {
            idle: options.session_idle_minutes * 60,
            absolute: options.session_hours * 3600,
        },
    });
    let router = router(
        state,
        store.clone(),
        assets,
        RouterOptions {
            behind_proxy: options.behind_proxy,
            ..RouterOptions::default()
        },
    );
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    if is_demo {
        println!(
            "Polder's demo is on {}\n{}",
            options.public.public_url,
            crate::command::demo::accounts()
        );
    }
    tracing::info!(address = %options.listen, database = store.database(), "serving");
    serve_until(listener, router, stop_signal(), GRACE)
        .await
        .map_err(|error| error.to_string())?;
    cleaning.abort();
    // What was cut off may still hold a connection.
    if tokio::time::timeout(GRACE, store.close()).await.is_err() {
        tracing::warn!("the database was left while it was still being asked");
    }
    Ok(())
}

/// Serves until `stop`, and then what is under way, for no longer than `grace`: a client that sends its request byte by byte
/// would hold up the end for ever.
async fn serve_until(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> std::io::Result<()> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let serving = axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        stop.await;
        let _ = stopping.send(());
    })
    .into_future();
    let too_long = async {
        let _ = stopped.await;
        tokio::time::sleep(grace).await;
    };
    tokio::select! {
        result = serving => result,
        () = too_long => {
            tracing::warn!("requests that were still under way were cut off");
            Ok(())
        }
    }
}

/// Removes, once an hour, what has expired.
async fn clean_up(services: Services) {
    let mut hours = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hours.tick().await;
        if let Err(error) = services.clean_up().await {
            tracing::error!(%error, "what has expired could not be removed");
        }
    }
}

/// The content, or every problem in it.
pub fn load_catalog(folder: &std::path::Path) -> Result<Catalog, String> {
    Catalog::load(folder).map_err(|problems| {
        let list: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
        format!(
            "the content in {} has problems:\n{}",
            folder.display(),
            list.join("\n")
        )
    })
}

fn start_log(format: LogFormat, filter: &str) {
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(filter));
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    // A panic is a line of the log like any other error, with the request in which it happened.
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(%panic, "the program panicked");
        print(panic);
    }));
}

async fn stop_signal() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// Serves for a client that sends so much of a request and no more, and says whether the end came before the grace was over.
    async fn ends_at_once(sent: &[u8], grace: Duration) -> bool {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut client = std::net::TcpStream::connect(address).expect("a connection");
        client.write_all(sent).expect("sent");
        let stop = tokio::time::sleep(Duration::from_millis(100));
        let serving = serve_until(listener, Router::new(), stop, grace);
        let ended = tokio::time::timeout(Duration::from_millis(1_000), serving).await;
        drop(client);
        ended.is_ok()
    }

    #[tokio::test]
    async fn half_a_request_does_not_hold_up_the_end() {
        let half = b"GET / HTTP/1.1\r\nHost: polder.example\r\n";
        assert!(!ends_at_once(half, Duration::from_secs(60)).await, "it waits");
        assert!(
            ends_at_once(half, Duration::from_millis(100)).await,
            "and then no longer"
        );
        assert!(
            ends_at_once(b"", Duration::from_secs(60)).await,
            "for nothing it does not wait"
        );
    }
}
