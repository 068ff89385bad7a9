//! Configuration: each value by flag or by environment, a wrong one named with what is allowed.

mod values;

use values::{parse_day, parse_log, parse_public_url, parse_scale};

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use demo::Scale;
use domain::identity::organisation::Role;
use store::{Head, StoreOptions, Transport};
use time::Date;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::command::Failure;
use crate::origin::Origin;

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
    /// Do the jobs of the queue, beside a server or in its place (see --worker of serve)
    Work(WorkOptions),
    /// List the jobs that wait and those that were given up, or have one of these tried again
    Jobs(JobsOptions),
    /// Bring the database to this version's tables, and stop
    Migrate(DatabaseOptions),
    /// Fill an empty database with the demo: invented bodies, people and figures
    Demo(DemoOptions),
    /// Look at the content
    #[command(subcommand)]
    Content(ContentCommand),
    /// Look at the maturity model
    #[command(subcommand)]
    Model(ModelCommand),
    /// Look at files of aid activities (IATI)
    #[command(subcommand)]
    Iati(IatiCommand),
    /// People and their links to set a password
    #[command(subcommand)]
    User(UserCommand),
    /// The record of what was done
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Check every release against its stored round; each check is a line, and the exit status is 1 if anything differs
    VerifyRelease(VerifyOptions),
}

/// How jobs are done.
#[derive(Clone, Debug, Args)]
pub struct WorkOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// The log.
    #[command(flatten)]
    pub log: LogOptions,
    /// Do what is due, and stop
    #[arg(long)]
    pub once: bool,
}

/// Which jobs are listed or tried again.
#[derive(Clone, Debug, Args)]
pub struct JobsOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// Have a job that was given up tried again, by its id
    #[arg(long, value_name = "ID")]
    pub retry: Option<String>,
}

/// What can be done with the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Compute the chain again, and name the first entry that is not as it was; then the exit status is 1
    Verify(AuditOptions),
}

/// Which audit is checked.
#[derive(Clone, Debug, Args)]
pub struct AuditOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The end of the chain at an earlier time, as printed then or as in the security log; the chain must still hold it
    #[arg(long, value_name = "NUMBER:HASH")]
    pub head: Option<Head>,
}

/// Which releases are printed.
#[derive(Clone, Debug, Args)]
pub struct VerifyOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Print the checks of one round only, by its name in addresses. What other rounds used is checked all the same
    #[arg(long, value_name = "SLUG")]
    pub round: Option<String>,
}

/// What can be done with the content.
#[derive(Debug, Subcommand)]
pub enum ContentCommand {
    /// Check all content; each problem is printed with its file and line, and then the exit status is 1
    Check(CheckOptions),
    /// Print the gettext template of a course, a model or the glossary, for translators
    Template(TemplateOptions),
}

/// What is checked.
#[derive(Clone, Debug, Args)]
pub struct CheckOptions {
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Add new ids to ids.lock if there is no problem; from then on none of them may disappear
    #[arg(long)]
    pub write_lock: bool,
}

/// Which template.
#[derive(Clone, Debug, Args)]
pub struct TemplateOptions {
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Name of a course in addresses, model-NAME, or glossary
    pub name: String,
}

/// What can be done with versions of the model.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Print what becomes of the answers to a version of the model when an assessment with another one takes them over
    Diff(ModelDiffOptions),
}

/// Which versions.
#[derive(Clone, Debug, Args)]
pub struct ModelDiffOptions {
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// The version before, such as 1
    pub old: u32,
    /// The version that takes its answers over, such as 2
    pub new: u32,
}

/// What can be done with files of aid activities.
#[derive(Debug, Subcommand)]
pub enum IatiCommand {
    /// Read a file of version 2.01, 2.02 or 2.03, and print what is about elections and what was not understood; nothing is stored. The exit status is 1 if the
    /// file is broken
    Check(IatiCheckOptions),
}

/// Which file.
#[derive(Clone, Debug, Args)]
pub struct IatiCheckOptions {
    /// The file
    pub file: PathBuf,
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person to an organisation, or as operator of this site, and print the link to set a password
    Add(UserAddOptions),
    /// Print a new link for somebody who lost the old one or the password
    Link(UserLinkOptions),
    /// Write a copy of everything that is kept about a person, as JSON, to be handed to them
    Export(UserExportOptions),
    /// Remove a person for good; what belongs to their organisation stays, under a number instead of the name
    Remove(UserRemoveOptions),
}

/// Who is added.
#[derive(Clone, Debug, Args)]
pub struct UserAddOptions {
    /// What the commands on people need.
    #[command(flatten)]
    pub common: PeopleOptions,
    /// E-mail address, with which the person signs in
    #[arg(long)]
    pub email: String,
    /// The person's name
    #[arg(long)]
    pub name: String,
    /// As operator of this site, who then adds organisations and their people
    #[arg(long, required_unless_present = "organisation", conflicts_with_all = ["organisation", "role"])]
    pub operator: bool,
    /// Name of the organisation in addresses
    #[arg(long, requires = "role")]
    pub organisation: Option<String>,
    /// Role in the organisation; may be given more than once
    #[arg(long, requires = "organisation", value_parser = PossibleValuesParser::new(Role::ALL.map(Role::as_str)).try_map(Role::try_from))]
    pub role: Vec<Role>,
}

/// Who gets a new link.
#[derive(Clone, Debug, Args)]
pub struct UserLinkOptions {
    /// What the commands on people need.
    #[command(flatten)]
    pub common: PeopleOptions,
    /// The person's e-mail address
    #[arg(long)]
    pub email: String,
}

/// Whose data is copied.
#[derive(Clone, Debug, Args)]
pub struct UserExportOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// The person's e-mail address
    #[arg(long)]
    pub email: String,
    /// File that is made, readable by its owner only; without it the copy is printed
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Who is removed.
#[derive(Clone, Debug, Args)]
pub struct UserRemoveOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// The person's e-mail address
    #[arg(long)]
    pub email: String,
    /// The same address once more; without it the command asks for it
    #[arg(long)]
    pub confirm: Option<String>,
}

/// What the commands on people need.
#[derive(Clone, Debug, Args)]
pub struct PeopleOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Where people reach the site.
    #[command(flatten)]
    pub public: PublicOptions,
}

/// What the demo needs.
#[derive(Clone, Debug, Args)]
pub struct DemoOptions {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// The content.
    #[command(flatten)]
    pub content: ContentOptions,
    /// Day on which the demo is set, as YEAR-MONTH-DAY; without it today
    #[arg(long, value_parser = parse_day)]
    pub day: Option<Date>,
    /// Beside the demo, generate so many election bodies, accounts and answers, to measure with
    #[arg(long, value_parser = parse_scale, value_name = "BODIES,ACCOUNTS,ANSWERS", num_args = 0..=1, default_missing_value = "10000,1000000,5000000")]
    pub scale: Option<Scale>,
}

/// Where people reach the site.
#[derive(Clone, Debug, Args)]
pub struct PublicOptions {
    /// Address under which people reach the site; with https:// the session cookie is sent over TLS only
    #[arg(long, env = "POLDER_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_parser = parse_public_url)]
    pub public_url: String,
}

/// Where the data is.
#[derive(Clone, Debug, Args)]
pub struct DatabaseOptions {
    /// The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME. Everybody on the machine sees what stands on a command line: give
    /// a password by the environment or in a file
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:data/polder.db",
        hide_env_values = true
    )]
    pub database_url: String,
    /// File that holds what --database-url would be given
    #[arg(long, env = "DATABASE_URL_FILE", conflicts_with = "database_url")]
    pub database_url_file: Option<PathBuf>,
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
    /// Where people reach the site.
    #[command(flatten)]
    pub public: PublicOptions,
    /// Take the visitor's address from X-Forwarded-For, which a reverse proxy in front must set itself (true, false)
    #[arg(long, env = "POLDER_BEHIND_PROXY", default_value_t = false, action = clap::ArgAction::Set)]
    pub behind_proxy: bool,
    /// Connections that are served at once (1-65535); more wait until one of them ends
    #[arg(long, env = "POLDER_CONNECTIONS", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    pub connections: u16,
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
    /// Do the jobs of the queue in this process too (true, false); with false `polder work` must run somewhere
    #[arg(long, env = "POLDER_WORKER", default_value_t = true, action = clap::ArgAction::Set)]
    pub worker: bool,
    /// The log.
    #[command(flatten)]
    pub log: LogOptions,
}

/// What is logged, and how.
#[derive(Clone, Debug, Args)]
pub struct LogOptions {
    /// What is logged: off, error, warn, info, debug or trace, and tracing's directives such as info,sqlx=warn
    #[arg(long, env = "POLDER_LOG", default_value = "info", value_parser = parse_log)]
    pub log: String,
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

#[cfg(test)]
mod tests;
