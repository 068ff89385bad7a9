//! How fast Polder answers, beside a bare server that returns the same bytes, in the same run and on both databases.
//!
//! `scripts/bench` builds everything in release, fills the databases and calls this:
//! `bench POLDER SQLITE_URL POSTGRES_URL [LARGE_SQLITE_URL LARGE_POSTGRES_URL]`; `bench package` measures packages of help alone. `POLDER_BENCH_SECONDS` and `POLDER_BENCH_CONNECTIONS` change
//! the length and the load. A budget that is not held ends it with the status 3.

#![expect(clippy::disallowed_methods, reason = "it measures real time")]

mod bare;
mod budget;
mod client;
mod growth;
mod load;
mod package;
mod saving;
mod site;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use budget::Verdict;
use load::{Same, Seen, Source};
use saving::{Bare, Saving};
use site::{Running, Visitor, free_port};

/// The status of a run in which a budget was not held.
const BROKEN: u8 = 3;

const PASSWORD: &str = "polder demo polder";

/// How much is measured.
#[derive(Clone, Copy)]
struct Size {
    seconds: u64,
    connections: usize,
}

/// A line of the table.
struct Row {
    what: &'static str,
    database: &'static str,
    polder: Seen,
    bare: Seen,
    bytes: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["bare", port, file] => match port.parse() {
            Ok(port) => bare::serve(port, Path::new(file)).await.map(|()| 0),
            Err(_) => Err("not a port".into()),
        },
        ["package"] => {
            let mut verdict = Verdict::default();
            package::measure(&mut verdict).map(|()| verdict.broken())
        }
        [polder, sqlite, postgres] => compare(polder, [sqlite, postgres], &[]).await,
        [polder, sqlite, postgres, large @ ..] if large.len() <= 2 => {
            compare(polder, [sqlite, postgres], large).await
        }
        _ => {
            Err("usage: bench POLDER SQLITE_URL POSTGRES_URL [LARGE_SQLITE_URL [LARGE_POSTGRES_URL]]".into())
        }
    };
    match result {
        Ok(0) => ExitCode::SUCCESS,
        Ok(broken) => {
            eprintln!("bench: {broken} budgets are broken");
            ExitCode::from(BROKEN)
        }
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

async fn compare(polder: &str, urls: [&str; 2], large: &[&str]) -> Result<usize, String> {
    let size = Size {
        seconds: number("POLDER_BENCH_SECONDS", 5),
        connections: number("POLDER_BENCH_CONNECTIONS", 16) as usize,
    };
    let mut rows = Vec::new();
    let mut verdict = Verdict::default();
    for (place, (database, url)) in [("SQLite", urls[0]), ("PostgreSQL", urls[1])]
        .into_iter()
        .enumerate()
    {
        eprintln!("{database}:");
        // The first time, its files come from the disk.
        drop(serve(polder, url).await?);
        let (site, time) = serve(polder, url).await?;
        if let Some(memory) = site.memory_kb().await? {
            verdict.start(database, time, memory);
        }
        if let Some(large) = large.get(place) {
            eprintln!("  with much data");
            let (large, _) = serve(polder, large).await?;
            growth::measure(database, &site, &large, &mut verdict).await?;
        }
        let bare = Bare::measure(url, Duration::from_secs(size.seconds)).await?;
        measure(&site, database, size, &mut rows).await?;
        if let Some(saved) = rows.last() {
            verdict.saving(database, &saved.polder, &bare);
        }
    }
    package::measure(&mut verdict)?;
    print(&rows, size);
    for row in &rows {
        verdict.ratio(
            row.database,
            row.what,
            row.polder.per_second / row.bare.per_second,
        );
    }
    Ok(verdict.broken())
}

async fn serve(polder: &str, url: &str) -> Result<(Running, Duration), String> {
    let port = free_port()?;
    Running::start_to_answer(
        Command::new(polder)
            .arg("serve")
            .env("DATABASE_URL", url)
            .env("POLDER_LISTEN", format!("127.0.0.1:{port}"))
            .env("POLDER_PUBLIC_URL", format!("http://127.0.0.1:{port}"))
            .env("POLDER_LOG", "warn"),
        port,
    )
    .await
}

async fn measure(
    site: &Running,
    database: &'static str,
    size: Size,
    rows: &mut Vec<Row>,
) -> Result<(), String> {
    let port = site.port;
    let visitor = Visitor::new(port);
    let learner = Visitor::sign_in(port, "learner@demo.example", PASSWORD).await?;
    let assessor = Visitor::sign_in(port, "assessor@demo.example", PASSWORD).await?;
    let donor = Visitor::sign_in(port, "donor@demo.example", PASSWORD).await?;

    let courses = visitor.links("/learn", "/learn/", 2).await?;
    let course = courses.first().ok_or("no course")?;
    let lessons = visitor.links(course, &format!("{course}/"), 3).await?;
    let lesson = lessons
        .iter()
        .find(|path| !path.contains("/quiz"))
        .ok_or("no lesson")?;
    let domains = questionnaire(&assessor).await?;
    let rounds = donor.links("/insight", "/insight/", 2).await?;
    let round = rounds.first().ok_or("no round")?;

    let pages = [
        ("lesson, signed out", visitor.get(lesson)),
        ("lesson, signed in", learner.get(lesson)),
        ("assessment page", assessor.get(&domains[0])),
        ("donor's page", donor.get(round)),
    ];
    for (what, request) in pages {
        let answer = visitor.fetch(&request).await?;
        if answer.status != 200 {
            return Err(format!("{what}: {}", answer.status));
        }
        let sources = vec![Same(request.clone()); size.connections];
        rows.push(beside(what, database, site, size, &answer, &request, sources).await?);
    }

    let mut sources = Vec::new();
    for domain in &domains {
        sources.extend(Saving::on_page(&assessor, domain).await?);
    }
    sources.truncate(size.connections);
    if sources.len() < size.connections {
        return Err("fewer practices than connections".into());
    }
    let request = sources[0].next(None);
    let answer = visitor.fetch(&request).await?;
    sources[0].next(Some(&answer));
    rows.push(
        beside(
            "saving an answer",
            database,
            site,
            size,
            &answer,
            &request,
            sources,
        )
        .await?,
    );
    Ok(())
}

/// The questionnaire's pages of the assessment that is open.
async fn questionnaire(assessor: &Visitor) -> Result<Vec<String>, String> {
    // A person of one body is led on to it.
    let start = assessor.fetch(&assessor.get("/assess")).await?;
    let body = start
        .header("location")
        .ok_or("/assess does not lead to a body")?
        .to_owned();
    for assessment in assessor.links(&body, &format!("{body}/"), 3).await? {
        if let Ok(domains) = assessor.links(&assessment, &format!("{assessment}/"), 4).await {
            let domains: Vec<String> = domains
                .into_iter()
                .filter(|path| !path.ends_with("/review") && !path.ends_with("/report"))
                .collect();
            if !domains.is_empty() {
                return Ok(domains);
            }
        }
    }
    Err("no questionnaire".into())
}

/// Measures the site and a bare server with the same bytes, in turns of a second: what else the machine does meets both.
async fn beside<S: Source>(
    what: &'static str,
    database: &'static str,
    site: &Running,
    size: Size,
    answer: &client::Answer,
    request: &[u8],
    sources: Vec<S>,
) -> Result<Row, String> {
    eprintln!("  {what}");
    let port = free_port()?;
    let file = std::env::temp_dir().join(format!("polder-bench-{}-{port}", std::process::id()));
    bare::record(answer, &file).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let bare = Running::start(
        Command::new(program).arg("bare").arg(port.to_string()).arg(&file),
        port,
    )
    .await?;
    let _ = std::fs::remove_file(&file);

    let (warm_up, turn) = (Duration::from_millis(500), Duration::from_secs(1));
    let mut ours = load::connect(site.port, sources).await?;
    let mut theirs = load::connect(bare.port, vec![Same(request.to_vec()); size.connections]).await?;
    load::run(&mut ours, answer.status, warm_up, &mut Vec::new())
        .await
        .map_err(|error| format!("{what}: {error}"))?;
    load::run(&mut theirs, answer.status, warm_up, &mut Vec::new()).await?;
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..size.seconds {
        load::run(&mut ours, answer.status, turn, &mut our_times)
            .await
            .map_err(|error| format!("{what}: {error}"))?;
        load::run(&mut theirs, answer.status, turn, &mut their_times).await?;
    }
    let seconds = size.seconds as f64;
    Ok(Row {
        what,
        database,
        polder: Seen::of(our_times, seconds),
        bare: Seen::of(their_times, seconds),
        bytes: answer.body.len(),
    })
}

fn print(rows: &[Row], size: Size) {
    println!(
        "\n{} connections, {} seconds each in turns, compressed as a browser asks for it; bare: axum with the same bytes\n",
        size.connections, size.seconds
    );
    println!(
        "| {:<20} | {:<10} | {:>6} | {:>9} | {:>8} | {:>8} | {:>9} | {:>8} | {:>5} |",
        "what", "database", "bytes", "req/s", "p50 ms", "p99 ms", "bare r/s", "p99 ms", "ratio"
    );
    println!(
        "|{:-<22}|{:-<12}|{:->8}|{:->11}|{:->10}|{:->10}|{:->11}|{:->10}|{:->7}|",
        "", "", "", "", "", "", "", "", ""
    );
    let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
    for row in rows {
        println!(
            "| {:<20} | {:<10} | {:>6} | {:>9.0} | {:>8.2} | {:>8.2} | {:>9.0} | {:>8.2} | {:>5.3} |",
            row.what,
            row.database,
            row.bytes,
            row.polder.per_second,
            ms(row.polder.p50),
            ms(row.polder.p99),
            row.bare.per_second,
            ms(row.bare.p99),
            row.polder.per_second / row.bare.per_second,
        );
    }
}
