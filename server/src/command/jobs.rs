//! `polder jobs`.

use domain::timestamp::Timestamp;
use store::{JobRow, JobState};
use usecase::{Clock, SystemClock};

use super::{Failure, Outcome, open};
use crate::config::JobsOptions;

/// More than anybody reads; somebody with more has another problem, which the first ones show.
const MOST: u32 = 1_000;

/// Prints what waits and what was given up, or has one that was given up tried again.
pub async fn run(options: &JobsOptions) -> Outcome {
    let store = open(&options.database).await?;
    let result = match &options.retry {
        None => store.reader().open_jobs(MOST).await.map(|rows| {
            print!("{}", table(&rows));
            true
        }),
        Some(id) => {
            let now = SystemClock.now();
            store.write(async |tx| tx.revive_job(id, now).await).await
        }
    };
    store.close().await;
    match (result.map_err(|error| error.to_string())?, &options.retry) {
        (false, Some(id)) => Err(Failure::wrong_value(format!(
            "--retry: no job that was given up has the id {id:?}"
        ))),
        (true, Some(id)) => {
            println!("{id} is tried again.");
            Ok(())
        }
        (_, None) => Ok(()),
    }
}

/// A line for each job under a line with the names of the columns.
fn table(rows: &[JobRow]) -> String {
    if rows.is_empty() {
        return "Nothing waits, and nothing was given up.\n".to_owned();
    }
    let names = ["id", "kind", "state", "attempts", "when", "failed last"].map(str::to_owned);
    let lines: Vec<[String; 6]> = std::iter::once(names).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    lines
        .iter()
        .map(|line| {
            let padded: Vec<String> = line
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            format!("{}\n", padded.join("  ").trim_end())
        })
        .collect()
}

fn cells(row: &JobRow) -> [String; 6] {
    let when = match row.state {
        JobState::Running => row.lease_until.unwrap_or(row.run_at),
        JobState::Done | JobState::Dead => row.finished_at.unwrap_or(row.run_at),
        JobState::Waiting => row.run_at,
    };
    let error = row.last_error.as_deref().unwrap_or_default();
    [
        row.id.clone(),
        row.kind.clone(),
        row.state.as_str().to_owned(),
        row.attempts.to_string(),
        moment(when),
        error.split_whitespace().collect::<Vec<_>>().join(" "),
    ]
}

fn moment(milliseconds: i64) -> String {
    let format = time::macros::format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z");
    Timestamp(milliseconds)
        .datetime()
        .format(format)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_job() {
        assert!(table(&[]).starts_with("Nothing waits"));
        let waiting = JobRow {
            id: "a".into(),
            kind: "clean-up".into(),
            payload: "null".into(),
            state: JobState::Waiting,
            run_at: 1_793_523_600_000,
            attempts: 2,
            leased_by: None,
            lease_until: None,
            last_error: Some("no disk\nat all".into()),
            created_at: 0,
            finished_at: None,
        };
        let dead = JobRow {
            state: JobState::Dead,
            finished_at: Some(1_793_523_601_000),
            last_error: None,
            ..waiting.clone()
        };
        assert_eq!(
            table(&[waiting, dead]),
            "id  kind      state    attempts  when                  failed last\n\
             a   clean-up  waiting  2         2026-11-01 09:00:00Z  no disk at all\n\
             a   clean-up  dead     2         2026-11-01 09:00:01Z\n"
        );
    }
}
