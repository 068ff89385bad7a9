//! The open requests that a donor or partner sees.

use std::collections::BTreeSet;

use domain::content::Lang;
use domain::content::intervention::Kind;
use domain::id::{HelpRequestId, InterventionId, PracticeId};
use domain::identity::policy::{Permit, act};
use domain::ledger::{RequestState, Revealed, last_day};
use domain::timestamp::Timestamp;
use store::{HelpFilter, Reader, SeenHelpRequestRow};
use time::Date;
use usecase::{Env, ListPlace, Listed, Result};

use crate::helpers::helpers_of;
use crate::kept::{shown, wanted};
use crate::own::PAGE;

/// Which open requests are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenQuery {
    /// Only those that a kind of assistance serves.
    pub kind: Option<Kind>,
    /// Only those that this one serves.
    pub help: Option<InterventionId>,
    /// Only those on practices whose id begins so, such as `GOV` or `GOV-01`; empty: all.
    pub practice: String,
    /// What follows on this one.
    pub after: Option<ListPlace<i64>>,
}

/// A request, as a donor or partner sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenRequest {
    /// The request.
    pub id: HelpRequestId,
    /// The kind of help that is wished for; nothing: any.
    pub wanted: Option<InterventionId>,
    /// Everything that it shows of the body.
    pub shown: Revealed,
    /// The last day on which it is open.
    pub last_day: Date,
    /// How far it has come.
    pub state: RequestState,
    /// Since when it is open.
    pub since: Timestamp,
}

impl SeenRequest {
    pub(crate) fn of(row: SeenHelpRequestRow) -> Result<Self> {
        Ok(Self {
            shown: shown(&row.id, &row.content, &row.sha256)?,
            id: row.id.into(),
            wanted: wanted(row.wanted),
            last_day: last_day(Timestamp(row.ends_at)),
            state: row.state,
            since: Timestamp(row.confirmed_at),
        })
    }
}

/// The open requests that are addressed to the donors and partners of whoever asks, the newest first.
///
/// # Errors
/// The database does not answer.
pub async fn open_requests(
    env: &Env,
    permit: &Permit<act::ReadRequests>,
    reader: &mut Reader,
    query: &OpenQuery,
) -> Result<Listed<SeenRequest, i64>> {
    let (practices, wanted) = served(env, query);
    let filter = HelpFilter {
        helpers: helpers_of(permit.actor()),
        practices,
        wanted,
        after: query.after.clone().map(|place| (place.key, place.id)),
        most: PAGE + 1,
    };
    let rows = reader.open_help_requests(&filter, env.now()).await?;
    let listed = Listed::of(rows, PAGE, |last| ListPlace {
        key: last.confirmed_at,
        id: last.id.clone(),
    });
    let requests = listed.rows.into_iter().map(SeenRequest::of);
    Ok(Listed {
        rows: requests.collect::<Result<_>>()?,
        next: listed.next,
    })
}

/// The practices and the kinds of help to which a query comes; nothing: all.
fn served(env: &Env, query: &OpenQuery) -> (Option<Vec<PracticeId>>, Option<Vec<String>>) {
    let catalog = env.catalog();
    let by_help = query.kind.is_some() || query.help.is_some();
    let helps: Vec<_> = catalog
        .interventions(Lang::default())
        .iter()
        .filter(|help| query.kind.is_none_or(|kind| help.kind == kind))
        .filter(|help| query.help.as_ref().is_none_or(|id| help.id == *id))
        .collect();
    let wanted = by_help.then(|| helps.iter().map(|help| help.id.to_string()).collect());
    let typed = query.practice.trim().to_uppercase();
    if !by_help && typed.is_empty() {
        return (None, wanted);
    }
    let known: BTreeSet<PracticeId> = if by_help {
        let lifts = helps.iter().flat_map(|help| &help.lifts);
        lifts.map(|lift| lift.practice.clone()).collect()
    } else {
        let models = catalog.models(Lang::default()).iter();
        models
            .flat_map(|model| model.practices().map(|practice| practice.id.clone()))
            .collect()
    };
    let begins = |practice: &PracticeId| practice.as_str().starts_with(&typed);
    (Some(known.into_iter().filter(begins).collect()), wanted)
}
