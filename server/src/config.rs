//! Configuration: each value by flag or by environment, a wrong one named with what is allowed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
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
    #[arg(long, requires = "organisation", value_parser = PossibleValuesParser::new(Role::ALL.map(Role::as_str)))]
    pub role: Vec<String>,
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

impl DatabaseOptions {
    /// The same as the store takes it.
    ///
    /// # Errors
    /// The address is of no database, cannot be read, or would send everything in the clear without saying so. No message holds the
    /// password that may be in it.
    pub fn store_options(&self) -> Result<StoreOptions, Failure> {
        let (name, url) = match &self.database_url_file {
            None => ("--database-url", self.database_url.clone()),
            Some(file) => {
                let content = std::fs::read_to_string(file).map_err(|error| {
                    Failure::wrong_value(format!("--database-url-file: {}: {error}", file.display()))
                })?;
                ("--database-url-file", content.trim().to_owned())
            }
        };
        let options = StoreOptions {
            url,
            connections: self.database_connections,
        };
        let wrong = |what: &str| Failure::wrong_value(format!("{name}: {}: {what}", options.redacted()));
        let known = ["sqlite:", "postgres:", "postgresql:"];
        let place = known.iter().find_map(|scheme| options.url.strip_prefix(scheme));
        if place.is_none_or(str::is_empty) {
            return Err(wrong(
                "allowed are sqlite:PATH and postgres://USER:PASSWORD@HOST/NAME",
            ));
        }
        match options.transport() {
            Ok(Transport::Local | Transport::Encrypted) => Ok(options),
            Ok(Transport::InTheClear) => {
                tracing::warn!(
                    database = options.redacted(),
                    "what is sent to the database may be read on its way: write sslmode=verify-full"
                );
                Ok(options)
            }
            Ok(Transport::NotSaid) => Err(wrong(
                "the database is on another machine: add ?sslmode=verify-full (with sslrootcert=FILE if its authority is not \
                 known to this machine) or ?sslmode=require; ?sslmode=disable sends everything in the clear",
            )),
            Err(error) => Err(wrong(&error.to_string())),
        }
    }
}

fn parse_public_url(value: &str) -> Result<String, String> {
    Origin::parse(value).map(|origin| origin.to_string()).ok_or_else(|| {
        "allowed are http://HOST and https://HOST, without a path, and a HOST in ASCII (xn--… for other scripts)".into()
    })
}

fn parse_log(value: &str) -> Result<String, String> {
    // A word alone would be taken for the name of a crate, and a level with a slip of the hand would silence the log.
    let is_clear = |part: &str| part.contains(['=', '[']) || part.parse::<LevelFilter>().is_ok();
    if value.split(',').all(is_clear) && EnvFilter::builder().parse(value).is_ok() {
        Ok(value.to_owned())
    } else {
        Err(
            "allowed are off, error, warn, info, debug and trace, and tracing's directives such as info,sqlx=warn"
                .into(),
        )
    }
}

fn parse_day(value: &str) -> Result<Date, String> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(value, format).map_err(|_| "allowed are days such as 2026-11-22".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Cli, String> {
        let arguments = std::iter::once("polder").chain(arguments.iter().copied());
        Cli::try_parse_from(arguments).map_err(|error| {
            assert_eq!(error.exit_code(), 2);
            error.to_string()
        })
    }

    #[test]
    fn a_wrong_value_names_itself_and_what_is_allowed() {
        for (arguments, named, allowed) in [
            (&["serve", "--database-connections", "0"][..], "0", "1..=1000"),
            (&["serve", "--connections", "0"], "0", "1..=65535"),
            (
                &["serve", "--database-url", "sqlite:a", "--database-url-file", "b"],
                "--database-url-file",
                "--database-url",
            ),
            (
                &["serve", "--public-url", "polder.example"],
                "polder.example",
                "https://HOST",
            ),
            (
                &["serve", "--public-url", "https://polder.example/a"],
                "https://polder.example/a",
                "without a path",
            ),
            (&["serve", "--session-idle-minutes", "1"], "1", "5..=1440"),
            (&["serve", "--session-hours", "x"], "x", "--session-hours"),
            (&["serve", "--disclosure-k", "4"], "4", "5..=100"),
            (&["serve", "--behind-proxy", "perhaps"], "perhaps", "true, false"),
            (&["serve", "--log-format", "xml"], "xml", "text, json"),
            (&["serve", "--log", "inof"], "inof", "trace"),
            (&["serve", "--log", "info,sqlx=loud"], "loud", "sqlx=warn"),
            (&["serve", "--listen", "here"], "here", "--listen"),
            (&["demo", "--day", "22.11.2026"], "22.11.2026", "2026-11-22"),
            (
                &[
                    "user",
                    "add",
                    "--email",
                    "a@b.example",
                    "--name",
                    "A",
                    "--organisation",
                    "o",
                    "--role",
                    "chief",
                ],
                "chief",
                "lead",
            ),
        ] {
            let message = parse(arguments).expect_err("a wrong value");
            assert!(
                message.contains(named) && message.contains(allowed),
                "{arguments:?}: {message}"
            );
        }
    }

    fn database(arguments: &[&str]) -> Result<StoreOptions, Failure> {
        let cli = parse(&[&["migrate"], arguments].concat()).expect("known flags");
        match cli.command {
            Command::Migrate(options) => options.store_options(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_that_is_no_database_s_is_named_without_its_password() {
        for (url, named, allowed) in [
            ("mysql:x", "mysql:x", "sqlite:PATH"),
            ("sqlite:", "sqlite:", "sqlite:PATH"),
            ("mysql://u:secret@db.example/polder", "db.example", "sqlite:PATH"),
            (
                "postgres://u:secret@db.example/polder",
                "db.example",
                "?sslmode=verify-full",
            ),
            ("postgres://u:secret@db.example:port/polder", "db.example", "port"),
        ] {
            let failure = database(&["--database-url", url]).expect_err("a wrong value");
            assert_eq!(failure.status, 2, "{url}");
            for part in ["--database-url", named, allowed] {
                assert!(failure.message.contains(part), "{url}: {}", failure.message);
            }
            assert!(!failure.message.contains("secret"), "{}", failure.message);
        }
        for url in [
            "sqlite:data/polder.db",
            "postgres://u:p@localhost/polder",
            "postgres://u:p@db.example/polder?sslmode=require",
            "postgres://u:p@db.example/polder?sslmode=disable",
        ] {
            assert_eq!(database(&["--database-url", url]).expect("an address").url, url);
        }
    }

    #[test]
    fn the_address_can_be_in_a_file() {
        let file = std::env::temp_dir().join(format!("polder-address-{}", std::process::id()));
        std::fs::write(&file, "postgres://u:p@localhost/polder\n").expect("a file");
        let path = file.display().to_string();
        let options = database(&["--database-url-file", &path]).expect("an address");
        assert_eq!(options.url, "postgres://u:p@localhost/polder");
        std::fs::write(&file, "postgres://u:secret@db.example/polder").expect("a file");
        let failure = database(&["--database-url-file", &path]).expect_err("no sslmode");
        assert!(failure.message.starts_with("--database-url-file: ") && !failure.message.contains("secret"));
        std::fs::remove_file(&file).expect("removed");
        let failure = database(&["--database-url-file", &path]).expect_err("no file");
        assert_eq!(failure.status, 2);
        assert!(failure.message.contains(&path), "{}", failure.message);
    }

    #[test]
    fn the_public_address_is_an_origin() {
        for (typed, kept) in [
            ("https://Polder.Example/", "https://polder.example"),
            ("HTTPS://polder.example:443", "https://polder.example"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ] {
            assert_eq!(parse_public_url(typed).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn the_log_takes_levels_and_directives() {
        for value in ["info", "OFF", "info,sqlx=warn", "server[request]=debug,error"] {
            assert!(parse(&["serve", "--log", value]).is_ok(), "{value}");
        }
    }

    #[test]
    fn a_person_is_added_to_something() {
        let who = ["user", "add", "--email", "a@b.example", "--name", "A"];
        let with = |more: &[&'static str]| parse(&[&who[..], more].concat());
        assert!(with(&[]).is_err());
        assert!(with(&["--organisation", "o"]).is_err());
        assert!(with(&["--role", "lead"]).is_err());
        assert!(with(&["--operator", "--organisation", "o", "--role", "lead"]).is_err());
        assert!(with(&["--operator"]).is_ok());
        assert!(with(&["--organisation", "o", "--role", "lead", "--role", "assessor"]).is_ok());
    }

    /// docs/operations.md lists each value with its flag, its variable and its default.
    #[test]
    fn every_value_is_documented() {
        use clap::CommandFactory;
        let text = include_str!("../../docs/operations.md");
        let cli = Cli::command();
        let serve = cli.find_subcommand("serve").expect("polder serve");
        for argument in serve.get_arguments() {
            let Some(flag) = argument
                .get_long()
                .filter(|flag| !["help", "version"].contains(flag))
            else {
                continue;
            };
            let row = text
                .lines()
                .find(|line| line.starts_with(&format!("| `--{flag}` ")))
                .unwrap_or_else(|| panic!("--{flag} has no row"));
            let variable = argument
                .get_env()
                .and_then(|name| name.to_str())
                .expect("a variable");
            assert!(row.contains(&format!("`{variable}`")), "{row}: {variable}");
            for default in argument.get_default_values() {
                let default = default.to_str().expect("text");
                assert!(row.contains(&format!("`{default}`")), "{row}: {default}");
            }
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
