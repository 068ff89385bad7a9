//! What pages cost with much data, beside what they cost with the demo: one request at a time, in turns.

use std::time::{Duration, Instant};

use crate::PASSWORD;
use crate::budget::Verdict;
use crate::client::Client;
use crate::site::{Running, Visitor};

/// Requests of each page on each side.
const REQUESTS: usize = 60;

/// Every kind of page that shows what is stored, and who asks for it. `{round}` and `{body}` stand for what each side has.
const PAGES: [(&str, &str); 16] = [
    ("learner", "/learn"),
    ("learner", "/account"),
    ("lead", "/assess/halvoria"),
    ("lead", "/assess/halvoria/profile"),
    ("lead", "/assess/halvoria/people"),
    ("lead", "/assess/halvoria/sharing"),
    ("lead", "/assess/halvoria/audit"),
    ("donor", "/insight"),
    ("donor", "/insight/{round}"),
    ("donor", "/insight/{round}/GOV"),
    ("operator", "/admin"),
    ("operator", "/admin/organisations"),
    ("operator", "/admin/people"),
    ("operator", "/admin/rounds"),
    ("operator", "/admin/regions"),
    ("operator", "/admin/audit"),
];

/// Measures every page on both sites.
///
/// # Errors
/// A page is not there.
pub async fn measure(
    database: &str,
    demo: &Running,
    large: &Running,
    verdict: &mut Verdict,
) -> Result<(), String> {
    for (who, page) in PAGES {
        let mut requests = Vec::new();
        for (site, round) in [(demo, "second-round"), (large, "large-round")] {
            let visitor = Visitor::sign_in(site.port, &format!("{who}@demo.example"), PASSWORD).await?;
            let path = page.replace("{round}", round);
            let client = Client::connect(site.port)
                .await
                .map_err(|error| error.to_string())?;
            requests.push((visitor.get(&path), client, Vec::new()));
        }
        for turn in 0..REQUESTS + 5 {
            for (request, client, times) in &mut requests {
                let sent = Instant::now();
                let answer = client.send(request).await.map_err(|error| error.to_string())?;
                if answer.status != 200 {
                    return Err(format!("{page} answers {}", answer.status));
                }
                if turn >= 5 {
                    times.push(sent.elapsed());
                }
            }
        }
        let mut medians = requests.into_iter().map(|(_, _, times)| median(times));
        let both = (
            medians.next().unwrap_or_default(),
            medians.next().unwrap_or_default(),
        );
        verdict.growth(database, page, both);
    }
    Ok(())
}

/// The time in the middle.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
