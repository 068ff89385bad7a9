//! What is kept about one person: for the copy that they may have of it, and for their removal.

use domain::id::AccountId;
use domain::timestamp::Timestamp;

use crate::tx::statement;
use crate::{ListPart, PasswordLinkRow, Reader, Result, SessionRow};

/// An account, as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountFactsRow {
    /// UUIDv7.
    pub id: String,
    /// Lower case, unique.
    pub email: String,
    /// As the person writes it.
    pub name: String,
    /// BCP 47 tag.
    pub language: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Whether a password was set.
    pub can_sign_in: bool,
    /// When that was, if it is known (Unix milliseconds).
    pub credential_set_at: Option<i64>,
}

/// A role with the time at which it was given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptMembershipRow {
    /// The organisation's name.
    pub organisation: String,
    /// Its name in addresses.
    pub slug: String,
    /// [`Role`](domain::identity::organisation::Role) as text.
    pub role: String,
    /// Unix milliseconds.
    pub since: i64,
}

/// A lesson that was read.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptLessonRow {
    /// The course.
    pub course: String,
    /// The lesson.
    pub lesson: String,
    /// Unix milliseconds.
    pub read_at: i64,
}

/// An attempt at a quiz.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptAttemptRow {
    /// The course.
    pub course: String,
    /// The quiz.
    pub quiz: String,
    /// Unix milliseconds.
    pub started_at: i64,
    /// Unix milliseconds.
    pub handed_in_at: Option<i64>,
    /// What was answered (JSON).
    pub response: Option<String>,
    /// In percent.
    pub percent: Option<i64>,
    /// Whether it was enough.
    pub passed: Option<bool>,
}

/// An answer of a body's assessment that the person gave or approved last.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptAnswerRow {
    /// The body's id.
    pub organisation_id: String,
    /// Its name.
    pub organisation: String,
    /// The assessment.
    pub assessment: String,
    /// The practice.
    pub practice: String,
    /// Whether the person gave it.
    pub is_given: bool,
    /// Whether the person approved that it does not apply.
    pub is_approved: bool,
    /// Unix milliseconds, of the answer.
    pub answered_at: i64,
    /// As text.
    pub answer: String,
    /// What was ticked of the practice's parts, as text.
    pub ticks: Option<String>,
    /// What was written beside it.
    pub note: String,
    /// As text.
    pub evidence: String,
    /// Why it does not apply.
    pub reason: String,
}

/// An assessment that the person began or submitted, a profile that they changed last, or a decision on consent.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptActRow {
    /// What was done, such as `assessment-started`.
    pub what: String,
    /// The body's name.
    pub organisation: String,
    /// The assessment, or the round and the level; empty for a profile.
    pub subject: String,
    /// Unix milliseconds.
    pub at: i64,
}

/// An entry of the audit that the person made, or that was made about them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptEntryRow {
    /// Unix milliseconds.
    pub at: i64,
    /// What was done.
    pub action: String,
    /// An account, `console` or `job`.
    pub actor: String,
    /// The name of the organisation that it concerns.
    pub organisation: Option<String>,
    /// The kind of what it was done to.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// Its name, if it is an organisation or a round.
    pub object_name: Option<String>,
    /// What else is recorded (JSON).
    pub details: String,
}

/// How the receipt of a consent calls the person. It stays as it was, also when the person is removed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptReceiptRow {
    /// The round's title.
    pub round: String,
    /// The body as the receipt calls it.
    pub organisation: String,
    /// The person's name at that time.
    pub name: String,
    /// The person's address at that time.
    pub email: String,
    /// The person's roles at that time, with spaces between them.
    pub roles: String,
    /// When the person proposed or confirmed it (Unix milliseconds).
    pub at: i64,
}

/// A network, or a browser, in which the person signed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptPlaceRow {
    /// The network; empty for a browser, of which only a hash is kept.
    pub network: String,
    /// Unix milliseconds.
    pub used_at: i64,
}

const FACTS: &str = "SELECT id, email, name, language, created_at, password_hash IS NOT NULL AS can_sign_in, credential_set_at
    FROM account WHERE removed_at IS NULL AND id = $1";
const WITHOUT_ORGANISATION: &str = "SELECT id, email, name, language, created_at,
        password_hash IS NOT NULL AS can_sign_in, credential_set_at
    FROM account WHERE is_alone AND removed_at IS NULL AND (folded, id) > ($1, $2)
        AND (folded LIKE $3 ESCAPE '!' OR email LIKE $3 ESCAPE '!') ORDER BY folded, id LIMIT $4";
const MEMBERSHIPS: &str = "SELECT o.name AS organisation, o.slug, m.role, m.created_at AS since
    FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.account_id = $1 ORDER BY o.name, m.role";
const LESSONS: &str = "SELECT course_id AS course, lesson_id AS lesson, completed_at AS read_at
    FROM lesson_progress WHERE account_id = $1 ORDER BY completed_at, lesson_id";
const ATTEMPTS: &str =
    "SELECT course_id AS course, quiz_id AS quiz, started_at, handed_in_at, response, percent, passed
    FROM quiz_attempt WHERE account_id = $1 ORDER BY started_at, id";
const ANSWERS: &str = "SELECT o.id AS organisation_id, o.name AS organisation, a.assessment_id AS assessment,
        a.practice_id AS practice, a.answered_by = $1 AS is_given, COALESCE(a.approved_by = $1, FALSE) AS is_approved,
        a.answered_at, a.answer, a.ticks, a.note, a.evidence, a.reason
    FROM answer a JOIN assessment s ON s.id = a.assessment_id JOIN organisation o ON o.id = s.organisation_id
    WHERE a.answered_by = $1 OR a.approved_by = $1 ORDER BY a.answered_at, a.assessment_id, a.practice_id";
const ACTS: &str =
    "SELECT 'assessment-started' AS what, o.name AS organisation, s.id AS subject, s.created_at AS at
    FROM assessment s JOIN organisation o ON o.id = s.organisation_id WHERE s.created_by = $1
    UNION ALL SELECT 'assessment-submitted', o.name, s.id, s.submitted_at
    FROM assessment s JOIN organisation o ON o.id = s.organisation_id WHERE s.submitted_by = $1
    UNION ALL SELECT 'profile-changed', o.name, '', p.updated_at
    FROM body_profile p JOIN organisation o ON o.id = p.organisation_id WHERE p.updated_by = $1
    UNION ALL SELECT 'consent-proposed', o.name, r.title || ': ' || c.level, c.proposed_at
    FROM consent c JOIN organisation o ON o.id = c.organisation_id JOIN round r ON r.id = c.round_id
    WHERE c.proposed_by = $1
    UNION ALL SELECT 'consent-confirmed', o.name, r.title || ': ' || c.level, c.confirmed_at
    FROM consent c JOIN organisation o ON o.id = c.organisation_id JOIN round r ON r.id = c.round_id
    WHERE c.confirmed_by = $1
    UNION ALL SELECT 'consent-withdrawn', o.name, r.title || ': ' || c.level, c.withdrawn_at
    FROM consent c JOIN organisation o ON o.id = c.organisation_id JOIN round r ON r.id = c.round_id
    WHERE c.withdrawn_by = $1
    ORDER BY at, what, subject";
const RECEIPTS: &str = "SELECT r.title AS round, c.body_name AS organisation, c.proposer_name AS name, c.proposer_email AS email,
        c.proposer_roles AS roles, c.proposed_at AS at
    FROM consent c JOIN round r ON r.id = c.round_id WHERE c.proposed_by = $1
    UNION ALL SELECT r.title, c.body_name, COALESCE(c.confirmer_name, ''), COALESCE(c.confirmer_email, ''),
        COALESCE(c.confirmer_roles, ''), c.confirmed_at
    FROM consent c JOIN round r ON r.id = c.round_id WHERE c.confirmed_by = $1
    ORDER BY at, round";
const ENTRIES: &str = "SELECT e.at, e.action, e.actor, o.name AS organisation, e.object_kind, e.object_id,
        COALESCE(oo.name, r.title) AS object_name, e.details
    FROM audit_entry e
        LEFT JOIN organisation o ON o.id = e.organisation_id
        LEFT JOIN organisation oo ON e.object_kind = 'organisation' AND oo.id = e.object_id
        LEFT JOIN round r ON e.object_kind = 'round' AND r.id = e.object_id
    WHERE e.actor = $1 OR (e.object_kind = 'account' AND e.object_id = $1) ORDER BY e.at, e.id";
const PLACES: &str = "SELECT network, used_at FROM known_network WHERE account_id = $1
    UNION ALL SELECT '', used_at FROM known_browser WHERE account_id = $1
    ORDER BY used_at, network";
const SESSIONS: &str =
    "SELECT id_hash, data, expires_at FROM session WHERE account_id = $1 ORDER BY expires_at, id_hash";
const LINKS: &str = "SELECT account_id, created_by, created_at, expires_at, used_at, replaced_at
    FROM password_link WHERE account_id = $1 ORDER BY created_at, secret_hash";
const LINKS_GIVEN: &str =
    "SELECT created_at FROM password_link WHERE created_by = $1 ORDER BY created_at, secret_hash";

/// Who the person was. The id takes the place of the address, which is unique and is then free for somebody else.
pub(crate) const FORGET: &str = "UPDATE account SET email = id, name = '', folded = '', removed_at = $2 WHERE id = $1 AND removed_at IS NULL";
/// What belongs to nobody but the person.
pub(crate) const DELETE: [&str; 6] = [
    "DELETE FROM membership WHERE account_id = $1",
    "DELETE FROM lesson_progress WHERE account_id = $1",
    "DELETE FROM quiz_attempt WHERE account_id = $1",
    "DELETE FROM password_link WHERE account_id = $1",
    // What never became a receipt.
    "UPDATE consent SET proposer_name = '', proposer_email = '' WHERE proposed_by = $1 AND confirmed_at IS NULL",
    "UPDATE consent SET withdrawer_name = '' WHERE withdrawn_by = $1",
];

impl Reader {
    /// An account with what the operator needs to know of it; nothing for one that was removed.
    pub async fn account_facts(&mut self, account: &AccountId) -> Result<Option<AccountFactsRow>> {
        Ok(statement!(self, db => sqlx::query_as(FACTS).bind(account.as_str()).fetch_optional(db).await)?)
    }

    /// The accounts that belong to no organisation, by name.
    pub async fn accounts_without_organisation(&mut self, part: &ListPart) -> Result<Vec<AccountFactsRow>> {
        let (folded, id) = part.after();
        Ok(
            statement!(self, db => sqlx::query_as(WITHOUT_ORGANISATION).bind(folded).bind(id).bind(part.pattern())
            .bind(part.most()).fetch_all(db).await)?,
        )
    }

    /// The person's roles, each with its time.
    pub async fn kept_memberships(&mut self, account: &AccountId) -> Result<Vec<KeptMembershipRow>> {
        Ok(statement!(self, db => sqlx::query_as(MEMBERSHIPS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// The lessons that the person read.
    pub async fn kept_lessons(&mut self, account: &AccountId) -> Result<Vec<KeptLessonRow>> {
        Ok(statement!(self, db => sqlx::query_as(LESSONS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// The person's attempts at quizzes.
    pub async fn kept_attempts(&mut self, account: &AccountId) -> Result<Vec<KeptAttemptRow>> {
        Ok(statement!(self, db => sqlx::query_as(ATTEMPTS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// The answers that the person gave or approved last.
    pub async fn kept_answers(&mut self, account: &AccountId) -> Result<Vec<KeptAnswerRow>> {
        Ok(statement!(self, db => sqlx::query_as(ANSWERS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// What else the person did for a body.
    pub async fn kept_acts(&mut self, account: &AccountId) -> Result<Vec<KeptActRow>> {
        Ok(statement!(self, db => sqlx::query_as(ACTS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// What the audit holds of the person: what they did, and what was done to their account.
    pub async fn kept_entries(&mut self, account: &AccountId) -> Result<Vec<KeptEntryRow>> {
        Ok(statement!(self, db => sqlx::query_as(ENTRIES).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// How receipts of consent call the person.
    pub async fn kept_receipts(&mut self, account: &AccountId) -> Result<Vec<KeptReceiptRow>> {
        Ok(statement!(self, db => sqlx::query_as(RECEIPTS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// Where the person signed in lately.
    pub async fn kept_places(&mut self, account: &AccountId) -> Result<Vec<KeptPlaceRow>> {
        Ok(statement!(self, db => sqlx::query_as(PLACES).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// Every session of the person, expired ones too until they are cleaned up.
    pub async fn kept_sessions(&mut self, account: &AccountId) -> Result<Vec<SessionRow>> {
        Ok(statement!(self, db => sqlx::query_as(SESSIONS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// The links that the person was given.
    pub async fn kept_links(&mut self, account: &AccountId) -> Result<Vec<PasswordLinkRow>> {
        Ok(statement!(self, db => sqlx::query_as(LINKS).bind(account.as_str()).fetch_all(db).await)?)
    }

    /// When the person gave out links to others.
    pub async fn kept_links_given(&mut self, account: &AccountId) -> Result<Vec<Timestamp>> {
        let times: Vec<i64> = statement!(self, db => sqlx::query_scalar(LINKS_GIVEN).bind(account.as_str()).fetch_all(db).await)?;
        Ok(times.into_iter().map(Timestamp).collect())
    }
}
