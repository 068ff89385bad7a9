//! Configuration: each value by flag or by environment, a wrong one named with what is allowed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Election security: courses, maturity assessments, and the gaps where help counts most.
#[derive(Debug, Parser)]
#[command(name = "polder", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What `polder` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site, after bringing the database to this version's tables
    Serve(ServeOptions),
    /// Bring the database to this version's tables, and stop
    Migrate(DatabaseOptions),
}

/// Where the data is.
#[derive(Clone, Debug, Args)]
pub struct DatabaseOptions {
    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:data/polder.db", value_parser = parse_database_url)]
    pub database_url: String,
    /// Connections to the database that are kept open (1-1000)
    #[arg(long, env = "POLDER_DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_connections: u32,
}

/// Where the content is.
#[derive(Clone, Debug, Args)]
pub struct ContentOptions {
    /// Folder with the courses and the maturity model
    #[arg(long, env = "POLDER_CONTENT", default_value = "content")]
    pub content: PathBuf,
}

/// How the site is served.
#[derive(Clone, Debug, Args)]
pub struct ServeOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Address and port to listen on
    #[arg(long, env = "POLDER_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Address under which people reach the site; with https:// the session cookie is sent over TLS only
    #[arg(long, env = "POLDER_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_parser = parse_public_url)]
    pub public_url: String,
    /// Take the visitor's address from X-Forwarded-For, which a reverse proxy in front must set itself (true, false)
    #[arg(long, env = "POLDER_BEHIND_PROXY", default_value_t = false, action = clap::ArgAction::Set)]
    pub behind_proxy: bool,
    /// Folder with the built browser files
    #[arg(long, env = "POLDER_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// Minutes after which an unused session ends (5-1440)
    #[arg(long, env = "POLDER_SESSION_IDLE_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(i64).range(5..=1440))]
    pub session_idle_minutes: i64,
    /// Hours after which any session ends (1-168)
    #[arg(long, env = "POLDER_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(i64).range(1..=168))]
    pub session_hours: i64,
    /// Fewest bodies that a published figure may hold (5-100); 5 is a floor of the program
    #[arg(long, env = "POLDER_DISCLOSURE_K", default_value_t = 5, value_parser = clap::value_parser!(u32).range(5..=100))]
    pub disclosure_k: u32,
    /// How the log is written
    #[arg(long, env = "POLDER_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people
    Text,
    /// One JSON object a line
    Json,
}

impl DatabaseOptions {
    /// The same as the store takes it.
    pub fn store_options(&self) -> store::StoreOptions {
        store::StoreOptions {
            url: self.database_url.clone(),
            connections: self.database_connections,
        }
    }
}

fn parse_database_url(value: &str) -> Result<String, String> {
    let known = ["sqlite:", "postgres:", "postgresql:"];
    if known
        .iter()
        .any(|scheme| value.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
    {
        Ok(value.to_owned())
    } else {
        Err("allowed are sqlite:PATH and postgres://USER:PASSWORD@HOST/NAME".into())
    }
}

fn parse_public_url(value: &str) -> Result<String, String> {
    let host = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(value.trim_end_matches('/').to_owned()),
        _ => Err("allowed are http://HOST and https://HOST, without a path".into()),
    }
}
