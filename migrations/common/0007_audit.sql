-- The same as migrations/OTHER/0007_audit.sql; a test compares the two.

-- What was done, written in the transaction in which it was done. Ids and no names. No table refers to it and it refers to none: it
-- outlives what it tells of, and what it says is held by the chain of audit_seal.
CREATE TABLE audit_entry (
    id TEXT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    -- An account, 'console' or 'job'.
    actor TEXT NOT NULL,
    -- The organisation that it concerns.
    organisation_id TEXT,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    -- JSON
    details TEXT NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_organisation ON audit_entry (organisation_id, at, id);

-- The entries that no seal holds yet.
CREATE TABLE audit_unsealed (
    entry_id TEXT PRIMARY KEY NOT NULL
);

-- The chain: each seal's hash is over its entry, its number, its time, and the hash of the seal before it.
CREATE TABLE audit_seal (
    seq BIGINT PRIMARY KEY NOT NULL,
    entry_id TEXT NOT NULL UNIQUE,
    sealed_at BIGINT NOT NULL,
    hash TEXT NOT NULL
);
