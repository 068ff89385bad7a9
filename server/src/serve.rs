//! `polder serve`.

use std::io::IsTerminal;
use std::time::Duration;

use app::context::{AppParts, AppState, DemoDoor, SessionLimits};
use catalog::Catalog;
use demo::{DEMO_ACCOUNTS, DEMO_PASSWORD};
use domain::disclose::Parameters;
use store::Store;
use tokio::net::TcpListener;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use usecase::{Env, Runner, SECURITY_LOG, SystemClock, SystemRandom};

use crate::assets::Assets;
use crate::command::{self, Failure};
use crate::config::{LogFormat, LogOptions, ServeOptions};
use crate::connections::{self, ConnectionLimits};
use crate::keeping::keep_what_was_submitted;
use crate::origin::Origin;
use crate::router::{RouterOptions, router};
use crate::work::worker;

/// How long the server waits, once it was told to stop, for what is under way.
pub(crate) const GRACE: Duration = Duration::from_secs(20);

/// Serves until it is told to stop.
///
/// # Errors
/// A message for the operator: a value is not allowed, or the database, the content or the address cannot be used.
pub async fn serve(options: ServeOptions) -> Result<(), Failure> {
    start_log(&options.log);
    let own = Origin::parse(&options.public.public_url)
        .ok_or_else(|| Failure::wrong_value("--public-url: allowed are http://HOST and https://HOST"))?;
    let store = Store::open(&options.database.store_options()?)
        .await
        .map_err(|error| format!("the database cannot be opened: {error}"))?;
    store.migrate().await.map_err(|error| error.to_string())?;
    let catalog = load_catalog(&options.content.content)?;
    let assets = Assets::load(&options.site)?;
    let demo = store
        .reader()
        .setting("demo")
        .await
        .map_err(|error| error.to_string())?
        .map(|_| DemoDoor {
            password: DEMO_PASSWORD,
            accounts: DEMO_ACCOUNTS
                .iter()
                .map(|account| (account.email, account.role))
                .collect(),
        });
    let is_demo = demo.is_some();
    let disclosure = Parameters::new(options.disclosure_k as usize).map_err(|error| error.to_string())?;
    let runner = Runner {
        env: Env::new(catalog, SystemClock, SystemRandom, disclosure),
        store: store.clone(),
    };
    keep_what_was_submitted(&runner)
        .await
        .map_err(|error| error.to_string())?;
    if identity::is_without_accounts(&mut store.reader())
        .await
        .map_err(|error| error.to_string())?
    {
        tracing::warn!(
            "nobody has an account yet; make the first with: \
             polder user add --operator --email you@example.org --name \"Your name\""
        );
    }
    let (tell, told) = tokio::sync::oneshot::channel();
    let working = options.worker.then(|| {
        let worker = worker(runner.clone());
        tokio::spawn(worker.run(async move {
            let _ = told.await;
        }))
    });
    let state = AppState::new(AppParts {
        runner,
        passwords: identity::Passwords::new(),
        releases: insight::ReleaseCache::default(),
        assets: assets.paths(),
        demo,
        public_url: options.public.public_url.clone(),
        session_limits: SessionLimits {
            idle: options.session_idle_minutes * 60,
            absolute: options.session_hours * 3600,
        },
    });
    let router = router(
        state,
        own,
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
    crate::memory::give_back();
    let limits = ConnectionLimits {
        connections: usize::from(options.connections),
        ..ConnectionLimits::default()
    };
    let stopped = async move {
        stop_signal().await;
        let _ = tell.send(());
    };
    connections::serve_until(listener, router, stopped, limits, GRACE).await;
    if let Some(working) = working {
        command::work::stop(working).await;
    }
    // What was cut off may still hold a connection.
    if tokio::time::timeout(GRACE, store.close()).await.is_err() {
        tracing::warn!("the database was left while it was still being asked");
    }
    Ok(())
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

/// Begins to log.
pub(crate) fn start_log(options: &LogOptions) {
    log(options.log_format, &options.log, std::io::stdout).init();
    // A panic is a line of the log like any other error, with the request in which it happened.
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!(%panic, "the program panicked");
        print(panic);
    }));
}

/// The log, written to wherever `writer` says.
pub fn log<W>(format: LogFormat, filter: &str, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let log = tracing_subscriber::registry().with(log_filter(filter));
    // Colours are for a person who watches, not for a file.
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stdout().is_terminal())
        .with_writer(writer);
    match format {
        LogFormat::Text => Box::new(log.with(lines)),
        LogFormat::Json => Box::new(log.with(lines.json())),
    }
}

/// What is logged: what was asked for, and the security log until that is named itself.
fn log_filter(asked: &str) -> EnvFilter {
    // The more exact of two directives counts, wherever it stands, and of two for the same target the later one.
    EnvFilter::new(format!("{SECURITY_LOG}=info,{asked}"))
}

/// Waits until somebody tells the program to stop.
pub(crate) async fn stop_signal() {
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
