//! `polder serve`.

use std::net::SocketAddr;
use std::time::Duration;

use app::context::{AppParts, AppState, SessionLimits};
use catalog::Catalog;
use domain::disclosure::Parameters;
use service::{Services, SystemClock, SystemRandom};
use store::Store;
use tokio::net::TcpListener;

use crate::assets::Assets;
use crate::config::{LogFormat, ServeOptions};
use crate::router::{RouterOptions, router};

/// Serves until it is told to stop.
///
/// # Errors
/// A message for the operator: the database, the content or the address cannot be used.
pub async fn serve(options: ServeOptions) -> Result<(), String> {
    start_log(options.log_format);
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
            is_secure: options.public.public_url.starts_with("https://"),
            behind_proxy: options.behind_proxy,
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
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop_signal())
    .await
    .map_err(|error| error.to_string())?;
    cleaning.abort();
    store.close().await;
    Ok(())
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

fn start_log(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("POLDER_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
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
