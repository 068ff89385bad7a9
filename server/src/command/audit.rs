//! `polder audit`.

use store::AuditCheck;
use usecase::{Clock, SystemClock};

use super::{Failure, Outcome, open};
use crate::config::AuditOptions;

/// `polder audit verify`.
pub async fn verify(options: &AuditOptions) -> Outcome {
    let store = open(&options.database).await?;
    let checked = async {
        let mut moment = store.snapshot().await?;
        moment.check_audit(SystemClock.now(), options.head.as_ref()).await
    };
    let checked = checked.await;
    store.close().await;
    let check = checked.map_err(|error| error.to_string())?;
    print!("{}", lines(&check));
    check
        .broken
        .map_or(Ok(()), |broken| Err(Failure::from(broken.to_string())))
}

/// What was found, for the person at the console.
fn lines(check: &AuditCheck) -> String {
    let mut lines = format!("{} sealed entries are as they were.\n", check.sealed);
    if let Some(head) = &check.head {
        lines += &format!("The last of them is {head}\n");
    }
    if check.waiting > 0 {
        lines += &format!("{} entries wait for their seal.\n", check.waiting);
    }
    if let Some(seq) = check.late {
        lines += &format!(
            "Entry {seq} says that it is more than an hour older than one that was sealed before it: \
             the clock was set back then, or somebody put it in later.\n"
        );
    }
    lines
}
