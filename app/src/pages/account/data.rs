//! The copy of what is kept about a person, as a file.

use axum::response::{IntoResponse, Response};
use domain::identity::policy::Instance;
use http::{HeaderValue, header};
use identity::PersonalData;

use crate::context::Cx;
use crate::error::PageResult;

/// One's own.
pub async fn own(cx: Cx) -> PageResult {
    let permit = cx.permit(Instance)?;
    let mut tx = cx.begin().await?;
    let data = identity::own_personal_data(cx.env(), &permit, &mut tx).await?;
    tx.commit().await?;
    file(&data)
}

/// The file. Its name says nothing of whose it is: it lies in the folder of downloads of a shared PC.
pub fn file(data: &PersonalData) -> PageResult {
    let headers: [(_, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"polder-personal-data.json\""),
        ),
    ];
    let response: Response = (headers, data.to_json()?).into_response();
    Ok(response)
}
