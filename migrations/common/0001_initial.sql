-- The same tables as migrations/OTHER/0001_initial.sql; a test compares the two.
-- Ids are UUIDv7 or content ids (TEXT); times are Unix milliseconds, UTC (BIGINT); JSON is TEXT.

CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE organisation (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    income_group TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE membership (
    account_id TEXT NOT NULL REFERENCES account (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, organisation_id, role)
);
CREATE INDEX membership_organisation ON membership (organisation_id);

-- A one-time link to set a password. Only a hash of the secret in the link is kept.
CREATE TABLE password_link (
    secret_hash TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX password_link_account ON password_link (account_id);

-- Only a hash of the session's id is kept, so that a stolen copy of the database opens no session.
CREATE TABLE session (
    id_hash TEXT PRIMARY KEY NOT NULL,
    account_id TEXT REFERENCES account (id),
    data TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires ON session (expires_at);

-- Failed sign-ins, per account and per address.
CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    window_started_at BIGINT NOT NULL
);

CREATE TABLE lesson_progress (
    account_id TEXT NOT NULL REFERENCES account (id),
    course_id TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    completed_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, lesson_id)
);

CREATE TABLE quiz_attempt (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    course_id TEXT NOT NULL,
    course_version BIGINT NOT NULL,
    quiz_id TEXT NOT NULL,
    seed BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    handed_in_at BIGINT,
    response TEXT,
    mark TEXT,
    percent BIGINT,
    passed BOOLEAN
);
CREATE INDEX quiz_attempt_account ON quiz_attempt (account_id, quiz_id);
-- At most one attempt of a person at a quiz is open: whoever starts again goes on with it.
CREATE UNIQUE INDEX quiz_attempt_open ON quiz_attempt (account_id, quiz_id) WHERE handed_in_at IS NULL;

CREATE TABLE body_profile (
    organisation_id TEXT PRIMARY KEY NOT NULL REFERENCES organisation (id),
    profile TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE assessment (
    id TEXT PRIMARY KEY NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    model_id TEXT NOT NULL,
    model_version BIGINT NOT NULL,
    scope TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    submitted_by TEXT REFERENCES account (id),
    submitted_at BIGINT,
    -- The body's profile at submission: what the frozen report is computed with.
    frozen_profile TEXT
);
CREATE INDEX assessment_organisation ON assessment (organisation_id, created_at);
-- One open draft at a time.
CREATE UNIQUE INDEX assessment_open ON assessment (organisation_id) WHERE submitted_at IS NULL;

CREATE TABLE answer (
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    practice_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    approved_by TEXT REFERENCES account (id),
    -- Raised by each change; a change must name the version it was made on.
    version BIGINT NOT NULL,
    answered_by TEXT NOT NULL REFERENCES account (id),
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (assessment_id, practice_id)
);

CREATE TABLE round (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT
);

-- A row for each proposal. Of a body, round and recipient the confirmed one with the highest version is in force.
-- An empty recipient means every donor. A proposal that somebody else took back was declined.
CREATE TABLE consent (
    id TEXT PRIMARY KEY NOT NULL,
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    recipient TEXT NOT NULL,
    version BIGINT NOT NULL,
    level TEXT NOT NULL,
    text_version BIGINT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    confirmed_by TEXT REFERENCES account (id),
    confirmed_at BIGINT,
    withdrawn_by TEXT REFERENCES account (id),
    withdrawn_at BIGINT,
    UNIQUE (round_id, organisation_id, recipient, version)
);
CREATE INDEX consent_organisation ON consent (organisation_id, proposed_at);
-- One proposal at a time waits for its second person, so that what is confirmed last is what was proposed last.
CREATE UNIQUE INDEX consent_waiting ON consent (round_id, organisation_id, recipient)
    WHERE confirmed_at IS NULL AND withdrawn_at IS NULL;

-- What a round was closed with: one row for each body that contributed, or that showed itself to somebody by name.
CREATE TABLE contribution (
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    contribution TEXT NOT NULL,
    -- The gap report as it was, for bodies with a named grant only.
    report TEXT,
    PRIMARY KEY (round_id, organisation_id)
);

-- Who may see a body of a closed round by name. An empty recipient means every donor.
CREATE TABLE named_grant (
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    recipient TEXT NOT NULL,
    PRIMARY KEY (round_id, organisation_id, recipient)
);

CREATE TABLE round_release (
    round_id TEXT PRIMARY KEY NOT NULL REFERENCES round (id),
    bytes TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Facts about the instance, such as that it was filled with the demo.
CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
