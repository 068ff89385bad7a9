-- The same as migrations/OTHER/0006_jobs.sql; a test compares the two.

-- Work that is done outside of any request, at least once. Whoever takes a job has it until lease_until; each taking is an attempt, and
-- only the newest attempt can finish it.
CREATE TABLE job (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    -- What the kind needs to know (JSON): ids, never words.
    payload TEXT NOT NULL,
    -- 'waiting', 'running', 'done', 'dead' (given up)
    state TEXT NOT NULL,
    -- Not before.
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    leased_by TEXT,
    lease_until BIGINT,
    last_error TEXT,
    -- The same work asked for twice is one job, for as long as the row is kept.
    idempotency_key TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    -- When it was done or given up.
    finished_at BIGINT
);
CREATE INDEX job_open ON job (run_at, id) WHERE finished_at IS NULL;
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;

-- What is due again and again: when next, and the job that was made of it last.
CREATE TABLE schedule (
    name TEXT PRIMARY KEY NOT NULL,
    next_at BIGINT NOT NULL,
    job_id TEXT NOT NULL
);
