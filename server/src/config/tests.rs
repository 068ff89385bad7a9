//! What may be configured, and how each mistake is named.

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
    let text = include_str!("../../../docs/operations.md");
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
