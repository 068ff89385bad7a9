//! How single values of the configuration are read, each with the mistake that it names.

use super::*;

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

pub(super) fn parse_public_url(value: &str) -> Result<String, String> {
    Origin::parse(value).map(|origin| origin.to_string()).ok_or_else(|| {
        "allowed are http://HOST and https://HOST, without a path, and a HOST in ASCII (xn--… for other scripts)".into()
    })
}

pub(super) fn parse_log(value: &str) -> Result<String, String> {
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

pub(super) fn parse_day(value: &str) -> Result<Date, String> {
    domain::typed::day(value).ok_or_else(|| "allowed are days such as 2026-11-22".to_owned())
}

/// How much is generated: three numbers. Each body has the three people who act for it, and a name of its own.
pub(super) fn parse_scale(text: &str) -> Result<Scale, String> {
    const MOST_BODIES: usize = 100_000;
    let numbers: Option<Vec<usize>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let Some([bodies, accounts, answers]) = numbers.as_deref() else {
        return Err("three whole numbers are needed, such as 10000,1000000,5000000".to_owned());
    };
    if !(1..=MOST_BODIES).contains(bodies) || *accounts < bodies * 4 || *answers < *bodies {
        return Err(format!(
            "at least one body and at most {MOST_BODIES}, four accounts for each, and an answer for each"
        ));
    }
    Ok(Scale {
        bodies: *bodies,
        accounts: *accounts,
        answers: *answers,
    })
}
